"""`kb ingest`: files and directories into the knowledge base."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli import console, exits
from kb.cli.chinese import Command
from kb.settings import Settings

if TYPE_CHECKING:
    from ingest.pipeline import PageProgress, Progress, Result, Summary

_STATUSES = {"read": "已入库", "unchanged": "未变化", "skipped": "略过", "refused": "被拒"}


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="文件或目录...", type=click.Path(path_type=Path))
@click.option("--keep-removed", is_flag=True, help="已从知识库移除的公文不再读入")
@click.option("--json", "as_json", is_flag=True, help="结果输出为一行 JSON")
def ingest(paths: tuple[Path, ...], keep_removed: bool, as_json: bool) -> int:
    """把公文读入知识库；目录会逐层查找。

    读过且没有变化的文件不动；有变化的整份替换。
    被拒的文件在标准错误上各说明一行，不影响其余：有文件被拒退出码为 1，没有一份可用退出码为 2。
    """
    from ingest.pipeline import ingest as ingest_files

    with _progress() as (on_file, on_page):
        summary = ingest_files(paths, Settings.from_environment(), on_file, on_page, keep_removed=keep_removed)
    _report(summary, as_json)
    return _exit_code(summary)


@contextmanager
def _progress() -> "Iterator[tuple[Progress | None, PageProgress | None]]":
    """A bar on stderr where that is a terminal: how many files are done, which page of a scan."""
    if not sys.stderr.isatty():
        yield None, None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    name = TextColumn("{task.description}", markup=False)
    columns = (TextColumn("入库"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), name)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("准备", total=None)

        def on_file(done: int, total: int, result: "Result") -> None:
            bar.update(task, completed=done, total=total, description=result.path.name)

        def on_page(path: Path, done: int, of: int) -> None:
            bar.update(task, description=f"{path.name} 已识别 {done}/{of} 页")

        yield on_file, on_page


def _report(summary: "Summary", as_json: bool) -> None:
    if as_json:
        console.write_json(_as_object(summary))
    else:
        if summary.reembedded:
            console.write("嵌入模型已更换，全部向量已重新生成。")
        for result in summary.results:
            if result.status != "refused":
                console.write(_line(result))
        console.write("，".join(f"{word} {_count(summary, status)} 份" for status, word in _STATUSES.items()) + "。")
    for result in summary.results:
        if result.status == "refused":
            console.complain(f"被拒 {result.path}：{result.remark}")


def _line(result: "Result") -> str:
    title = f"《{result.entry.title or '无标题'}》" if result.entry else ""
    remark = f"（{result.remark}）" if result.remark else ""
    return f"{_STATUSES[result.status]} {result.path} {title}{remark}"


def _as_object(summary: "Summary") -> dict[str, object]:
    counts = {status: _count(summary, status) for status in _STATUSES}
    return {**counts, "reembedded": summary.reembedded, "files": [_file(result) for result in summary.results]}


def _file(result: "Result") -> dict[str, object]:
    entry = result.entry
    document = {"id": entry.id, "title": entry.title, "number": entry.number} if entry else None
    return {"path": str(result.path), "status": result.status, "document": document, "remark": result.remark}


def _count(summary: "Summary", status: str) -> int:
    return sum(result.status == status for result in summary.results)


def _exit_code(summary: "Summary") -> int:
    if not _count(summary, "refused"):
        return exits.DONE
    return exits.INCOMPLETE if _count(summary, "read") + _count(summary, "unchanged") else exits.UNUSABLE
