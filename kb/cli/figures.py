"""The tables of `kb eval`: figures of a run as rows of cells."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eval.compare import Comparison
    from eval.parsing import Score

_WORDS = {
    "measures": "效果",
    "latency_ms": "每问毫秒",
    "index_seconds": "入库秒数",
    "documents": "语料条数",
    "queries": "问题数",
}
_REFUSALS = ("refusal_precision", "refusal_recall", "refusal_f1")
CHANGES = ("指标", "题数", "旧", "新", "差", "95% 区间", "好了", "坏了", "p", "符号 p")
_PARSED = {"paths": "条款路径", "units": "单位与牵头", "deadlines": "时限", "targets": "指标"}
PARSED = ("项目", "标注", "准确率", "召回率", "F1")
MISSED = ("公文", "条款", "项目", "漏掉", "多出")
MOVED = ("编号", "类别", "变了的问题", "差", "变化", "错处")


def retrieval(report: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """What `kb eval retrieval` shows; an interval stands behind its figure."""
    for name, words in _WORDS.items():
        value = report[name]
        if isinstance(value, dict):
            yield from ((f"{words} {part}", f"{number}{_edges(report, part)}") for part, number in value.items())
        else:
            yield words, value


def _edges(report: Mapping[str, Any], name: str) -> str:
    edges = report["intervals"].get(name)
    return f" {interval(edges)}" if edges else ""


def columns() -> list[str]:
    """Of the measures those that decide whether an answer is all right: more columns no terminal holds."""
    return ["类别", "题数", "全对", *_deciding().values()]


def row(name: str, summary: Mapping[str, Any]) -> list[object]:
    figures = (summary["measures"][measure] for measure in _deciding())
    return [name, summary["questions"], summary["passed"], *map(_short, figures)]


def _deciding() -> dict[str, str]:
    """The label of each such measure by its name."""
    from eval.measures import meanings

    return {name: meaning.label for name, meaning in meanings().items() if meaning.passes}


def _short(value: float | None) -> str:
    return "-" if value is None else f"{round(value, 3):g}"


def overall(report: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The measures over all questions, refusals and latency, each with its interval."""
    from eval.measures import meanings

    share = report["passed"] / report["questions"] if report["questions"] else None
    yield "全对", number(share), interval(report["intervals"]["passed"])
    for name, value in report["measures"].items():
        yield meanings()[name].label, number(value), interval(report["intervals"][name])
    for name in _REFUSALS:
        yield meanings()[name].label, number(report[name]), interval(report["refusal_intervals"][name])
    for name, value in report["latency_ms"].items():
        yield f"{_WORDS['latency_ms']} {name}", number(value), interval(report["latency_intervals"][name])


def changes(found: "Comparison") -> Iterator[tuple[object, ...]]:
    from eval.measures import meanings

    for change in found.changes:
        figures = (number(change.before), number(change.after), f"{change.after - change.before:+.4f}")
        tests = (change.better, change.worse, number(change.p), number(change.sign_p))
        yield meanings()[change.measure].label, change.questions, *figures, interval(change.interval), *tests


def moved(found: "Comparison") -> Iterator[tuple[object, ...]]:
    """The questions that changed, the worst change first."""
    from eval.measures import meanings

    for question in found.moved:
        steps = (f"{meanings()[name].label} {a:g}→{b:g}" for name, (a, b) in question.measures.items())
        difference = f"{question.difference:+.4f}"
        yield question.id, question.kind, question.question, difference, "，".join(steps), "；".join(question.problems)


def remarks(found: "Comparison") -> Iterator[str]:
    if found.differing:
        yield f"\n两次评测不同的是：{'、'.join(found.differing)}。"
    if found.alone:
        yield f"只有一次评测问过的 {len(found.alone)} 题没有比较：{'、'.join(found.alone)}。"


def parsed(score: "Score") -> Iterator[tuple[object, ...]]:
    """What `kb eval parsing` shows of each kind."""
    for kind, tally in score.tallies.items():
        yield _PARSED[kind], tally.gold, f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}"


def missed(score: "Score") -> Iterator[tuple[str, ...]]:
    """Every difference between the gold and what was parsed."""
    for miss in score.misses:
        yield miss.document, miss.path, _PARSED[miss.kind], "；".join(miss.missing), "；".join(miss.surplus)


def number(value: float | None) -> str:
    return "-" if value is None else f"{round(value, 4):g}"


def interval(edges: Sequence[float] | None) -> str:
    return "-" if edges is None else f"[{edges[0]:g}, {edges[1]:g}]"
