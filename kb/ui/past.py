"""Conversations that were kept, in the side bar: to be found, opened again, deleted, and brought back."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from kb.history import Exchange, Kept
from kb.ui.elements import safely
from kb.ui.escape import as_label
from kb.ui.knowledge import Knowledge
from kb.ui.roles import owner
from kb.ui.session import Conversation, begin, conversation

_SHOWN = 10
_DELETED = "deleted-conversation"


def keep(knowledge: Knowledge, talk: Conversation) -> None:
    """Keeps the conversation, where it is somebody's."""
    who, exchanges = owner(), talk.exchanges()
    if who and exchanges:
        knowledge.history.keep(who, talk.id, exchanges)


def show_past(knowledge: Knowledge) -> None:
    """The conversations of whoever is in front of the page; nothing for a stranger."""
    who = owner()
    if not who:
        return
    words = st.text_input(
        "搜索对话",
        key="search-past",
        placeholder="搜索对话",
        icon=":material/search:",
        label_visibility="collapsed",
    )
    found = knowledge.history.find(who, words or "", _SHOWN)
    if words and not found:
        st.caption("没有提到这些字的对话。")
    _undo(knowledge, who)
    with st.container(gap=None, key="past"):
        for kept in found:
            _row(knowledge, who, kept)
    if found and not words:
        with st.popover("清空对话记录", type="tertiary", icon=":material/delete_sweep:"):
            st.write("将删除这里保存的全部对话，不能恢复。")
            st.button("全部删除", type="primary", on_click=safely(_forget, knowledge, who))


def _row(knowledge: Knowledge, who: str, kept: Kept) -> None:
    """A conversation; the one that is open can be deleted. Few widgets: each costs at every run of the page."""
    if kept.id != conversation().id:
        _title(knowledge, who, kept, "tertiary")
        return
    with st.container(horizontal=True, gap=None, vertical_alignment="center", wrap=False):
        _title(knowledge, who, kept, "secondary")
        st.button(
            "",
            key=f"delete-{kept.id}",
            icon=":material/delete:",
            type="tertiary",
            help="删除这段对话",
            on_click=safely(_delete, knowledge, who, kept),
        )


def _title(knowledge: Knowledge, who: str, kept: Kept, kind: Literal["secondary", "tertiary"]) -> None:
    label, opening = as_label(kept.title[:60]), safely(_open, knowledge, who, kept.id)
    st.button(label, key=f"past-{kept.id}", type=kind, width="stretch", on_click=opening)


def _open(knowledge: Knowledge, who: str, identifier: str) -> None:
    turns = [knowledge.turn(exchange) for exchange in knowledge.history.read(who, identifier)]
    begin(turns, identifier)


def _delete(knowledge: Knowledge, who: str, kept: Kept) -> None:
    st.session_state[_DELETED] = kept, knowledge.history.read(who, kept.id)
    knowledge.history.delete(who, kept.id)
    if kept.id == conversation().id:
        begin()


def _undo(knowledge: Knowledge, who: str) -> None:
    kept, exchanges = st.session_state.get(_DELETED, (None, ()))
    if kept and exchanges:
        label = as_label(f"撤销删除“{kept.title[:12]}”")
        st.button(label, icon=":material/undo:", on_click=safely(_restore, knowledge, who, kept, exchanges))


def _restore(knowledge: Knowledge, who: str, kept: Kept, exchanges: Sequence[Exchange]) -> None:
    knowledge.history.keep(who, kept.id, exchanges)
    st.session_state.pop(_DELETED)


def _forget(knowledge: Knowledge, who: str) -> None:
    knowledge.history.delete(who)
    st.session_state.pop(_DELETED, None)
    begin()
