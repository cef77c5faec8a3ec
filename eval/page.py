"""One self-contained HTML page of a run: figures and charts by kind, then every question, the worst first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from eval.answers import Outcome, worst_first
from eval.cases import question
from eval.charts import Bar, bars, histogram
from eval.corpus import Corpus
from eval.measures import MEASURES, meanings

_REFUSALS = ("refusal_precision", "refusal_recall", "refusal_f1")


def page(report: Mapping[str, Any], outcomes: Sequence[Outcome], corpus: Corpus, facts: Mapping[str, object]) -> str:
    """The page. Words of questions, answers and notices are shown as text and never run."""
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    title = escape(f"评测报告：{facts['dataset']}　{facts['engine']}")
    ordered = worst_first(outcomes)
    wrong = [outcome for outcome in ordered if not outcome.passed]
    right = [outcome for outcome in ordered if outcome.passed]
    sections = (
        ("总览", _overview(report)),
        ("各类问题", bars(list(_groups(report["by_kind"]))) + _figures(report["by_kind"])),
        ("各份公文", _documents(report["by_document"], corpus)),
        ("每问毫秒", _latency(report, outcomes)),
        (f"没有全对的问题（{len(wrong)}），最差的在前", "".join(question(o, corpus, opened=True) for o in wrong)),
        (f"全对的问题（{len(right)}）", "".join(question(o, corpus) for o in right)),
        ("指标", _meanings()),
        ("这次评测", _facts(facts)),
    )
    body = "".join(f"<section><h2>{escape(name)}</h2>{content}</section>" for name, content in sections)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head><body><h1>{title}</h1>{body}</body></html>\n"
    )


def _overview(report: Mapping[str, Any]) -> str:
    rows = list(_groups({"全对": report}))
    values = {**report["measures"], **{name: report[name] for name in _REFUSALS}}
    intervals = {**report["intervals"], **report["refusal_intervals"]}
    for name, value in values.items():
        if value is not None:
            found = intervals[name]
            rows.append(Bar(meanings()[name].label, value, found, f"[{found[0]:.3f}, {found[1]:.3f}]" if found else ""))
    return bars(rows) + '<p class="remark">横线是 95% 自助法置信区间。</p>'


def _groups(groups: Mapping[str, Any]) -> Iterator[Bar]:
    for name, summary in groups.items():
        share = summary["passed"] / summary["questions"]
        remark = f"{summary['passed']}/{summary['questions']} 题全对"
        yield Bar(name, share, summary["intervals"]["passed"], remark)


def _documents(groups: Mapping[str, Any], corpus: Corpus) -> str:
    named = ((letter, notice.document) for letter, notice in corpus.notices.items())
    rows = [(letter, document.number, document.title) for letter, document in named]
    listed = _table("", ("公文", "发文字号", "标题"), rows)
    return listed + bars(list(_groups(groups))) + _figures(groups)


def _figures(groups: Mapping[str, Any]) -> str:
    """A table: a row a group, a column a measure."""
    columns = ["", "题数", "全对", *(measure.meaning.label for measure in MEASURES), "p50 毫秒", "p95 毫秒"]
    rows = [
        [
            name,
            summary["questions"],
            summary["passed"],
            *map(_number, (*summary["measures"].values(), *summary["latency_ms"].values())),
        ]
        for name, summary in groups.items()
    ]
    return _table("figures", columns, rows)


def _latency(report: Mapping[str, Any], outcomes: Sequence[Outcome]) -> str:
    edges = report["latency_intervals"]
    found = ((name, value, edges[name]) for name, value in report["latency_ms"].items() if value is not None)
    shown = "，".join(f"{name} {value:g} [{low:g}, {high:g}]" for name, value, (low, high) in found)
    return f"<p>{escape(shown)}</p>{histogram([outcome.record.milliseconds for outcome in outcomes], '毫秒')}"


def _meanings() -> str:
    rows = [(m.label, name, m.definition, m.edges, m.source) for name, m in meanings().items()]
    return _table("means", ("指标", "名称", "定义（0 到 1，1 最好）", "哪些题、边界", "出处"), rows)


def _facts(facts: Mapping[str, object]) -> str:
    return _table("", ("项目", "值"), list(_flat(facts)))


def _flat(values: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _table(kind: str, columns: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    head = "".join(f"<th>{escape(str(column))}</th>" for column in columns)
    lines = ("".join(f"<td>{escape('' if cell is None else str(cell))}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<div class="scroll"><table class="{kind}"><tr>{head}</tr>{body}</table></div>'


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
