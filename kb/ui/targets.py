"""The page 指标: numbers that the notices want reached, as bars; each bar leads to its clause."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

from kb.catalogue import Holding, Located
from kb.scales import Scale, groups, scales
from kb.settings import Settings
from kb.ui import markup, notice
from kb.ui.charts import bars, choose_in_chart
from kb.ui.elements import show
from kb.ui.escape import as_html
from kb.ui.knowledge import Knowledge, open_knowledge
from kb.ui.panel import table_with_source
from kb.ui.words import EMPTY, day

_FEWEST = 2


def page() -> None:
    """The whole page. Raises PolicyKBError where the knowledge base cannot be used."""
    knowledge = open_knowledge(Settings.from_environment())
    show(markup.block("指标", "headline", "h1"))
    if not knowledge.base.documents():
        show(markup.alert(EMPTY))
        return
    show(markup.block("公文写明的数字。点一根柱子或选一行，看它的原文。", "lead", "p"))
    holdings = {holding.id: holding for holding in _with_numbers(knowledge)}
    if not holdings:
        show(markup.notes(["现有公文没有写明数字的指标。"]))
        return
    chosen = st.selectbox("公文", list(holdings), format_func=lambda i: holdings[i].title or i, key="targets-of")
    holding = holdings[chosen]
    for place, scale in enumerate(scales(holding)):
        _scale(knowledge, scale, f"table-{holding.id}-{place}")
    _targets(knowledge, holding)


def _with_numbers(knowledge: Knowledge) -> list[Holding]:
    """The documents with targets or tables of numbers: those of the home place first, those with most targets first."""

    def count(holding: Holding) -> int:
        return sum(len(clause.targets) for clause in holding.notice.clauses)

    found = [h for h in knowledge.catalogue.holdings if count(h) or any(scales(h))]
    return sorted(found, key=lambda h: (h.place != knowledge.settings.place, -count(h)))


def _scale(knowledge: Knowledge, scale: Scale, key: str) -> None:
    """A table of a notice: a group of bars for each row, without the totals, which would dwarf them."""
    rows = [{"名称": line.name, **dict(zip(scale.columns, line.values, strict=True))} for line in scale.lines]
    cited = [(scale.located, line.quote) for line in scale.lines]
    shown = [place for place, line in enumerate(scale.lines) if not line.is_total]
    show(markup.block(as_html(scale.caption or "表"), "section", "h2"))
    table_with_source(knowledge, rows, cited, key, lambda: _chart(rows, shown, scale.columns, key))


def _targets(knowledge: Knowledge, holding: Holding) -> None:
    several = [group for group in groups(holding) if len(group.targets) >= _FEWEST]
    single = [group for group in groups(holding) if len(group.targets) < _FEWEST]
    for place, group in enumerate(several):
        _group(knowledge, f"以“{group.uom}”计的指标", group.targets, f"group-{holding.id}-{place}", is_drawn=True)
    rest = [each for group in single for each in group.targets]
    if rest:
        _group(knowledge, "其他指标", rest, f"rest-{holding.id}", is_drawn=False)


def _group(
    knowledge: Knowledge, heading: str, targets: Sequence[tuple[Located, Any]], key: str, *, is_drawn: bool
) -> None:
    show(markup.block(as_html(heading), "section", "h2"))
    names = _distinct([f"{located.clause.path} {target.indicator}" for located, target in targets])
    rows = [
        {
            "名称": name,
            "数值": target.value,
            "指标": notice.target(target),
            "到期": day(target.by) if target.by else "",
        }
        for name, (located, target) in zip(names, targets, strict=True)
    ]
    cited = [(located, target.text) for located, target in targets]
    table_with_source(
        knowledge, rows, cited, key, (lambda: _chart(rows, range(len(rows)), ("数值",), key)) if is_drawn else None
    )


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, told apart by a number where one comes again."""
    seen: Counter[str] = Counter()
    made = []
    for name in names:
        seen[name] += 1
        made.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return made


def _chart(rows: Sequence[dict[str, Any]], shown: Sequence[int], columns: Sequence[str], key: str) -> None:
    """The bars of the rows at the places `shown`; a click chooses the row, as in the table below."""
    choose_in_chart(bars([rows[place] for place in shown], columns), key, shown, "stretch")
