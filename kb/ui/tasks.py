"""The page 任务与期限: every task and target on the axis of time, to be filtered, sorted and taken along."""

import datetime as dt
from collections import Counter

import streamlit as st

from kb.board import Item, What, When, board
from kb.directory import directory
from kb.exports import calendar, workbook
from kb.settings import Settings
from kb.ui import markup
from kb.ui.charts import timeline
from kb.ui.elements import show
from kb.ui.knowledge import Knowledge, open_knowledge
from kb.ui.panel import table_with_source
from kb.ui.rows import item_row
from kb.ui.words import EMPTY, EXCEL, day


def page() -> None:
    """The whole page. Raises PolicyKBError where the knowledge base cannot be used."""
    knowledge = open_knowledge(Settings.from_environment())
    today = dt.date.today()  # noqa: DTZ011 - a term ends with the day of the place
    show(markup.block("任务与期限", "headline", "h1"))
    if not knowledge.base.documents():
        show(markup.alert(EMPTY))
        return
    show(markup.block(f"截至今天，{day(today)}。期限已过，不等于没有完成。", "lead", "p"))
    items = _filtered(knowledge, board(knowledge.catalogue, today))
    _counts(items)
    if not items:
        show(markup.notes(["没有符合条件的任务或指标。"]))
        return
    if any(item.due for item in items):
        st.altair_chart(timeline(items, today.isoformat()), width="stretch", key="timeline")
    rows = [item_row(item) for item in items]
    table_with_source(knowledge, rows, [(item.located, item.quote) for item in items], f"board-{len(items)}")
    with st.container(horizontal=True):
        sheets = {"任务与期限": rows}
        now = dt.datetime.now(dt.UTC)
        st.download_button("导出 Excel", lambda: workbook(sheets), "任务与期限.xlsx", EXCEL, icon=":material/download:")
        st.download_button(
            "导出日历",
            lambda: calendar(items, now),
            "任务与期限.ics",
            "text/calendar",
            icon=":material/calendar_month:",
        )


def _filtered(knowledge: Knowledge, items: tuple[Item, ...]) -> list[Item]:
    """The items that what is chosen lets through."""
    titles = {holding.id: holding.title for holding in knowledge.catalogue.holdings}
    units = {unit.name: set(unit.tasks) for unit in directory(knowledge.catalogue)}
    first, second, third = st.columns(3)
    unit = first.selectbox("责任单位", list(units), index=None, placeholder="全部单位", key="board-unit")
    document = second.selectbox(
        "公文", list(titles), index=None, placeholder="全部公文", format_func=lambda d: titles[d] or d, key="board-doc"
    )
    what = third.segmented_control("类别", list(What), format_func=lambda what: what.value, key="board-what")
    when = st.pills("时间", list(When), selection_mode="multi", format_func=lambda when: when.value, key="board-when")
    held = {assigned.task.key for assigned in units.get(unit or "", set())}
    return [
        item
        for item in items
        if (unit is None or item.located.key in held)
        and (document is None or item.located.holding.id == document)
        and (what is None or item.what is what)
        and (not when or item.when in when)
    ]


def _counts(items: list[Item]) -> None:
    counts = Counter(item.when for item in items)
    with st.container(horizontal=True, key="counts"):
        for when in When:
            st.metric(when.value, counts[when], width=110)
