"""`kb eval`: how well the product finds and answers, measured on a benchmark or on a set of questions."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

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
_REFUSALS = {"refusal_precision": "拒答准确率", "refusal_recall": "拒答召回率", "refusal_f1": "拒答 F1"}


class _HalfName(click.ParamType[str]):
    """“dev” or “test”; click's own choice would complain in English."""

    name = "半集"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value) if value in ("dev", "test") else self.fail(f"“{value}”不是 dev 或 test", param, ctx)


@click.group("eval", cls=Group)
def evaluate() -> None:
    """用评测集衡量检索与答案。"""


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


@evaluate.command("answers", cls=Command)
@click.argument("dataset", required=False, metavar="[评测集]", type=click.Path(path_type=Path))
@click.option("--half", metavar="半集", type=_HalfName(), help="只问 dev（开发）或 test（留出）那一半")
@click.option("--json", "as_json", is_flag=True, help="结果输出为一行 JSON")
def answers(dataset: Path | None, half: str | None, as_json: bool) -> None:
    """用问题集衡量答案、引证与拒答，默认用 eval/datasets/seeds.jsonl。

    问的是 KB_HOME 里的知识库，问题集所说的公文要先入库。格式见 eval/datasets/README.md。
    先列各类问题的得分（0 到 1，“-”为不适用），再列没有全对的问题和错处；有没有全对，退出码都是 0。
    """
    from eval.answers import SEEDS
    from eval.answers import evaluate as measure
    from eval.dataset import Half

    report = measure(dataset or SEEDS, Settings.from_environment(), Half(half) if half else None)
    if as_json:
        console.write_json(report)
    else:
        _write_answers(report)


@evaluate.command("parsing", cls=Command)
@click.argument("documents", metavar="公文目录", type=click.Path(path_type=Path))
@click.argument("gold", metavar="标注目录", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="结果输出为一行 JSON")
def parsing(documents: Path, gold: Path, as_json: bool) -> None:
    """用人工标注衡量解析：条款路径、责任单位与牵头、时限、指标。

    标注目录里每份公文一个 JSON，文件名是公文文件名的开头（017.json 标注 017_….txt），格式见 eval/parsing.py。
    先列准确率、召回率和 F1，再列每处差别；有没有差别，退出码都是 0。
    """
    from eval.parsing import evaluate as measure

    score = measure(documents, gold)
    if as_json:
        console.write_json(score.to_json())
        return
    rows = [
        (kind, t.gold, _rounded(t.precision), _rounded(t.recall), _rounded(t.f1)) for kind, t in score.tallies.items()
    ]
    console.write_table(("项目", "标注", "准确率", "召回率", "F1"), rows)
    console.write()
    misses = [(m.document, m.path, m.kind, "；".join(m.missing), "；".join(m.surplus)) for m in score.misses]
    console.write_table(("公文", "条款", "项目", "漏掉", "多出"), misses)


def _rounded(share: float) -> str:
    return f"{share:.3f}"


def _write_answers(report: Mapping[str, Any]) -> None:
    from eval.measures import MEASURES

    rows = [*report["by_kind"].items(), ("全部", report)]
    columns = ["类别", "题数", "全对", *(measure.label for measure in MEASURES)]
    console.write_table(columns, [_kind(name, summary) for name, summary in rows])
    console.write()
    console.write_table(("项目", "结果"), list(_overall(report)))
    console.write()
    failed = [(row["id"], row["kind"], row["question"], "；".join(row["problems"])) for row in report["failures"]]
    console.write_table(("编号", "类别", "没有全对的问题", "错处"), failed)


def _kind(name: str, summary: Mapping[str, Any]) -> list[object]:
    return [name, summary["questions"], summary["passed"], *map(_number, summary["measures"].values())]


def _overall(report: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for name, words in _REFUSALS.items():
        yield words, _number(report[name])
    for name, value in report["latency_ms"].items():
        yield f"{_WORDS['latency_ms']} {name}", _number(value)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
