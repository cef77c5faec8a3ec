"""The page 单位: every unit, its tasks in all notices with deadlines and targets, and those it works with."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from kb.directory import Listed, directory
from kb.exports import workbook
from kb.settings import Settings
from kb.ui import markup
from kb.ui.charts import choose_in_chart, matrix
from kb.ui.elements import show
from kb.ui.escape import as_html, as_label
from kb.ui.knowledge import Knowledge, open_knowledge
from kb.ui.panel import table_with_source
from kb.ui.reader import show_source
from kb.ui.rows import task_row
from kb.ui.table import choose_row, chosen_row, forget_row
from kb.ui.words import EMPTY, EXCEL, ROLES

_UNIT = "unit"
_LEGEND = "每列一项任务，每行一个单位：牵＝牵头，责＝责任，配＝配合。停在格子上看任务名称，点格子看原文。"
_FIRST = 12


def page() -> None:
    """The whole page. Raises PolicyKBError where the knowledge base cannot be used."""
    knowledge = open_knowledge(Settings.from_environment())
    units = directory(knowledge.catalogue)
    asked = st.query_params.get(_UNIT, "")
    unit = next((unit for unit in units if asked in (unit.name, *unit.written)), None)
    if unit:
        _one(knowledge, unit)
    else:
        _all(knowledge, units)


def _all(knowledge: Knowledge, units: Sequence[Listed]) -> None:
    show(markup.block("单位", "headline", "h1"))
    if not units:
        show(markup.alert(EMPTY))
        return
    show(markup.block(f"公文交给任务的{len(units)}个单位。选一个，看它的全部任务。", "lead", "p"))
    rows = [_row(unit) for unit in units]
    shown = st.segmented_control(
        "看什么", ["名录", "分工图"], default="名录", label_visibility="collapsed", key="units-as"
    )
    if shown == "分工图":
        _matrix(knowledge)
    else:
        chosen = choose_row(rows, "units")
        if chosen is not None:
            _open(units[chosen].name)
            st.rerun()
        sheets = {
            "单位": rows,
            "任务": [{"单位": unit.name, **task_row(each)} for unit in units for each in unit.tasks],
        }
        st.download_button("导出 Excel", lambda: workbook(sheets), "单位.xlsx", EXCEL, icon=":material/download:")


def _row(unit: Listed) -> dict[str, object]:
    counts = {word.removesuffix("单位"): unit.count(role) for role, word in ROLES.items()}
    return {
        "单位": unit.name,
        "任务数": len(unit.tasks),
        **counts,
        "合作单位": len(unit.partners),
        "全称": unit.full_name or "",
        "别名": "、".join(unit.aliases),
    }


def _one(knowledge: Knowledge, unit: Listed) -> None:
    st.button("全部单位", icon=":material/arrow_back:", type="tertiary", on_click=_open, args=[None])
    show(markup.block(as_html(unit.name), "headline kb-long", "h1"))
    names = "、".join(dict.fromkeys(filter(None, [unit.full_name, *unit.aliases])))
    show(markup.block(as_html(f"又称：{names}" if names else ""), "lead", "p"))
    with st.container(horizontal=True, key="counts"):
        st.metric("任务", len(unit.tasks), width=90)
        for role, word in ROLES.items():
            st.metric(word.removesuffix("单位"), unit.count(role), width=90)
        st.metric("公文", len({each.task.holding.id for each in unit.tasks}), width=90)
    rows = [task_row(each) for each in unit.tasks]
    table_with_source(knowledge, rows, [(each.task, "") for each in unit.tasks], f"tasks-of-{unit.name}")
    made = {unit.name: rows}
    st.download_button("导出 Excel", lambda: workbook(made), f"{unit.name}.xlsx", EXCEL, icon=":material/download:")
    if unit.partners:
        show(markup.block("常一起做事的单位", "audience", "h2"))
        _partners(unit.partners[:_FIRST], "partners")
        if others := unit.partners[_FIRST:]:
            with st.expander(f"另有 {len(others)} 个"):
                _partners(others, "other-partners")


def _partners(partners: Sequence[tuple[str, int]], key: str) -> None:
    with st.container(horizontal=True, key=key):
        for name, count in partners:
            st.button(as_label(f"{name}　{count}项"), key=f"partner-{name}", on_click=_open, args=[name])


def _matrix(knowledge: Knowledge) -> None:
    """Who works with whom in one document: units by tasks; a task that is chosen has its source beside it."""
    titles = {task.holding.id: task.holding.title for task in knowledge.catalogue.tasks}
    document = st.selectbox("公文", list(titles), format_func=lambda i: titles[i] or i, key="matrix")
    if document:
        tasks = [task for task in knowledge.catalogue.tasks if task.holding.id == document]
        key = f"matrix-{document}"
        place = chosen_row(key, len(tasks))
        chart, beside = st.columns([3, 2], gap="medium") if place is not None else (st.container(), None)
        with chart:
            choose_in_chart(matrix(tasks), key, range(len(tasks)), "content")
            st.caption(_LEGEND)
        if place is not None and beside is not None:
            with beside:
                show_source(knowledge, knowledge.citation(tasks[place]), partial(forget_row, key))


def _open(name: str | None) -> None:
    if name is None:
        st.query_params.pop(_UNIT, None)
    else:
        st.query_params[_UNIT] = name
