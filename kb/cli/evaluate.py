"""`kb eval`: how well the product finds, measured on a benchmark."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from kb.cli import console
from kb.cli.chinese import Command, Group
from kb.settings import Settings

_WORDS = {
    "measures": "效果",
    "latency_ms": "每问毫秒",
    "index_seconds": "入库秒数",
    "documents": "语料条数",
    "queries": "问题数",
}


@click.group("eval", cls=Group)
def evaluate() -> None:
    """用评测集衡量检索。"""


@evaluate.command("retrieval", cls=Command)
@click.argument("directory", metavar="目录", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="结果输出为一行 JSON")
def retrieval(directory: Path, as_json: bool) -> None:
    """用 BEIR 格式的评测集衡量检索的效果与速度。

    目录里要有 corpus.jsonl（或 corpus.jsonl.gz）、queries.jsonl 和 qrels.tsv。
    语料写入临时的知识库，用完即删，不动 KB_HOME；几万条语料要几分钟。
    """
    from eval.retrieval import evaluate as measure

    report = measure(directory, Settings.from_environment())
    if as_json:
        console.write_json(report)
    else:
        console.write_table(("项目", "结果"), list(_rows(report)))


def _rows(report: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in report.items():
        if isinstance(value, dict):
            yield from ((f"{_WORDS[name]} {part}", number) for part, number in value.items())
        else:
            yield _WORDS[name], value
