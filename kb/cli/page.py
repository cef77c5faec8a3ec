"""One self-contained HTML page that shows a source beside its parse, for a person to check it by eye."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby, pairwise

from kb.clauses import Clause
from kb.cli import wording
from kb.cli.ledger import Ledger
from kb.notices import Notice

_KINDS = (("heading", "标题"), ("unit", "责任单位"), ("deadline", "时限"), ("target", "指标"), ("none", "未归位"))
_STYLE = """
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent) }
body { margin: 0; height: 100vh; display: flex; flex-direction: column }
body { font: 16px/1.8 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
header { padding: .8rem 1.2rem; overflow-wrap: anywhere; border-bottom: 1px solid var(--line) }
h1 { font-size: 1.15rem; margin: 0 } header p { margin: .2rem 0 0 }
main { display: grid; grid-template-columns: 1fr 1fr; flex: 1; min-height: 0 }
section { overflow: auto; padding: 0 1.2rem 3rem }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; font-size: .85rem } dt { opacity: .85 }
dd { margin: 0; overflow-wrap: anywhere }
ol { list-style: none; padding: 0 } li { padding: .25rem 0; border-bottom: 1px solid var(--line) }
li { content-visibility: auto; contain-intrinsic-size: auto 4rem }
small { display: block; opacity: .85 }
a { color: inherit } .clause:target::before { content: "▶"; color: #d97706 }
.heading { font-weight: 700 } .unit { background: #2563eb33 } .deadline { background: #05966944 }
.target { background: #d9770644 } .none { background: #dc262666 }
@media (max-width: 50rem) { main { display: block; height: auto } }
"""


def page(notice: Notice) -> str:
    """The page; text of the notice is shown as text and never runs."""
    legend = " ".join(f'<span class="{kind}">{name}</span>' for kind, name in _KINDS)
    title = escape(notice.title)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>解析核对：{title}</title><style>{_STYLE}</style></head><body>"
        f"<header><h1>{title}</h1><p>{escape(next(Ledger.of(notice).lines()))}</p><p>{legend}</p></header>"
        f"<main><section><pre>{''.join(_source(notice))}</pre></section>"
        f"<section><dl>{''.join(_data(notice))}</dl><ol>{''.join(_tree(notice))}</ol></section></main></body></html>\n"
    )


def _source(notice: Notice) -> Iterator[str]:
    """The source, each character coloured by what it was recognised as."""
    colours = _colours(notice)
    anchors = {clause.start: i for i, clause in enumerate(notice.clauses)}
    edges = sorted({0, len(notice.text), *anchors})
    for start, end in pairwise(edges):
        if start in anchors:
            yield f'<span class="clause" id="c{anchors[start]}"></span>'
        for colour, run in groupby(range(start, end), key=colours.__getitem__):
            text = escape("".join(notice.text[i] for i in run))
            yield f'<span class="{colour}">{text}</span>' if colour else text


def _colours(notice: Notice) -> list[str]:
    colours = [""] * len(notice.text)
    for clause in notice.clauses:
        for colour, start, end in _marks(clause):
            colours[start:end] = [colour] * (end - start)
    for piece in notice.unassigned:
        colours[piece.start : piece.end] = ["none"] * (piece.end - piece.start)
    return colours


def _marks(clause: Clause) -> Iterator[tuple[str, int, int]]:
    """What is coloured in a clause: later marks lie over earlier ones."""
    if clause.heading and clause.text == clause.heading:
        yield "heading", clause.start, clause.end
    elif clause.heading and clause.spans and clause.spans[0][0] > clause.start + len(clause.label):
        yield "heading", clause.start, clause.spans[0][0]
    if clause.assignment and clause.spans:
        yield "unit", clause.spans[-1][1], clause.end
    yield from _found("target", clause, (target.text for target in clause.targets))
    yield from _found("deadline", clause, (deadline.text for deadline in clause.deadlines))
    if not clause.assignment:
        yield from _found("unit", clause, (unit.name for unit in clause.units))


def _found(colour: str, clause: Clause, texts: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    spans = (clause.locate(text) for text in texts)
    return ((colour, *span) for span in spans if span)


def _data(notice: Notice) -> Iterator[str]:
    rows = wording.document_data(notice)
    return (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)


def _tree(notice: Notice) -> Iterator[str]:
    for i, clause in enumerate(notice.clauses):
        facts = [f"责任单位：{wording.units(clause.units)}"] if clause.units else []
        facts += [f"时限：{wording.deadline(deadline)}" for deadline in clause.deadlines]
        facts += [f"指标：{wording.target(target)}" for target in clause.targets]
        details = "".join(f"<small>{escape(fact)}</small>" for fact in facts)
        name = f"{clause.path}　{clause.heading or ''}"
        indent = f"padding-left:{1.2 * len(clause.parents):.1f}rem"
        yield f'<li style="{indent}"><a href="#c{i}">{escape(name.strip())}</a>{details}</li>'
