"""`kb parse`: what a file holds, as JSON or as an outline."""

from collections.abc import Iterator
from pathlib import Path

import click

from kb.clauses import Clause
from kb.cli import console, exits, wording
from kb.cli.chinese import Command
from kb.cli.ledger import Ledger
from kb.errors import UnreadableSource
from kb.notices import Notice
from kb.settings import Settings


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="文件...", type=click.Path(path_type=Path))
@click.option("--json", "form", flag_value="json", help="每个文件输出一行 JSON")
@click.option(
    "--check", "form", flag_value="check", help="只输出解析账目：归位比例、条款、单位、时限、指标和未归位的文字"
)
@click.option("--html", "form", flag_value="html", help="输出一个自足的网页，原文与解析结果并排，供人核对")
@click.option("--text", "form", flag_value="text", help="输出读入的原文，start 与 end 指的就是其中的位置")
def parse(files: tuple[Path, ...], form: str | None) -> int:
    """解析公文：条款、责任单位、时限、指标、表格。

    不读写知识库。读不了的文件在标准错误上各说明一行，其余照常输出，退出码为 2。
    """
    from ingest.parsing import parse as parse_file

    limits, refused = Settings.from_environment().limits, 0
    for path in files:
        try:
            _show(parse_file(path, limits), form)
        except UnreadableSource as error:
            console.complain(str(error))
            refused += 1
    return exits.UNUSABLE if refused else exits.DONE


def _show(notice: Notice, form: str | None) -> None:
    if form == "json":
        console.write_json(notice.to_json())
    elif form == "text":
        console.write(notice.text)
    elif form == "check":
        console.write("\n".join(Ledger.of(notice).lines()) + "\n")
    elif form == "html":
        from kb.cli.page import page

        console.write(page(notice))
    else:
        console.write("\n".join(outline(notice)) + "\n")


def outline(notice: Notice) -> Iterator[str]:
    """The lines of a notice for a reader: its data, its clauses with their facts, its tables, what found no place."""
    yield notice.title
    yield from (f"  {name}：{value}" for name, value in wording.document_data(notice))
    for clause in notice.clauses:
        yield from _clause(clause)
    for table in notice.tables:
        yield f"表 {table.path}　{table.caption}（{len(table.columns)} 列，{len(table.rows)} 行）"
    for piece in notice.unassigned:
        yield f"未归入条款 [{piece.start}, {piece.end})：{piece.text}"


def _clause(clause: Clause) -> Iterator[str]:
    indent = "  " * len(clause.parents)
    yield f"{indent}{clause.path}　{clause.heading or _opening(clause.text)}"
    facts = [("责任单位", [wording.units(clause.units)] if clause.units else [])]
    facts += [("时限", [wording.deadline(found) for found in clause.deadlines])]
    facts += [("指标", [wording.target(found) for found in clause.targets])]
    for name, found in facts:
        yield from (f"{indent}    {name}：{fact}" for fact in found)


def _opening(text: str, length: int = 30) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length]}…"
