"""What part of the knowledge base is asked: chosen in a pop-up, said beside the input and above each answer."""

import streamlit as st

from kb.directory import Listed, directory
from kb.selection import WHOLE, Choice
from kb.ui.escape import as_label
from kb.ui.knowledge import Knowledge
from kb.ui.session import Conversation
from kb.ui.words import short_name

_DOCUMENTS, _YEAR, _UNIT = "filter-documents", "filter-year", "filter-unit"


def show_filters(knowledge: Knowledge, talk: Conversation) -> None:
    """The pop-up with the choices; beside it what is chosen, with a button that takes it all back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        with st.popover("筛选", icon=":material/filter_list:", type="tertiary"):
            _choose(knowledge, talk)
        if talk.choice:
            st.markdown(f":primary-badge[{as_label(said_of(talk.choice, knowledge))}]")
            st.button("清除", key="filter-none", icon=":material/close:", type="tertiary", on_click=_clear, args=[talk])


def said_of(choice: Choice, knowledge: Knowledge) -> str:
    """What a choice lets through, in words; nothing for the whole."""
    if not choice:
        return ""
    names = {entry.id: short_name(entry.title, entry.number) for entry in knowledge.base.documents()}
    parts = ["、".join(names.get(identifier, "已移除的公文") for identifier in choice.documents)]
    parts += [f"{choice.year}年"] if choice.year else []
    parts += [choice.units[0]] if choice.units else []
    return f"只查：{' · '.join(filter(None, parts))}"


def _choose(knowledge: Knowledge, talk: Conversation) -> None:
    entries = {entry.id: entry for entry in knowledge.base.documents()}
    units = {unit.written: unit for unit in directory(knowledge.catalogue)}
    years = sorted({entry.signed_on.year for entry in entries.values() if entry.signed_on}, reverse=True)
    choice = talk.choice
    st.session_state[_DOCUMENTS] = [identifier for identifier in choice.documents if identifier in entries]
    st.session_state[_YEAR] = choice.year if choice.year in years else None
    st.session_state[_UNIT] = choice.units if choice.units in units else None
    st.multiselect(
        "公文",
        list(entries),
        format_func=lambda identifier: entries[identifier].title or identifier,
        key=_DOCUMENTS,
        placeholder="全部公文",
        on_change=_apply,
        args=[talk],
    )
    st.selectbox("成文年份", years, index=None, key=_YEAR, placeholder="不限", on_change=_apply, args=[talk])
    st.selectbox(
        "责任单位",
        list(units),
        index=None,
        format_func=lambda written: _unit(units[written]),
        key=_UNIT,
        placeholder="不限",
        on_change=_apply,
        args=[talk],
    )


def _unit(unit: Listed) -> str:
    return f"{unit.name}（{len(unit.tasks)}项）"


def _apply(talk: Conversation) -> None:
    state = st.session_state
    talk.choice = Choice(tuple(state[_DOCUMENTS]), state[_YEAR], tuple(state[_UNIT] or ()))


def _clear(talk: Conversation) -> None:
    talk.choice = WHOLE
