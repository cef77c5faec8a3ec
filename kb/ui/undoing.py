"""What was removed or replaced last, and the button that brings it back."""

from collections.abc import Sequence

import streamlit as st

from kb import shelf
from kb.ui.elements import safely
from kb.ui.escape import as_label
from kb.ui.knowledge import Knowledge
from kb.ui.roles import is_administrator, name
from kb.ui.words import short_name

_LAST = "last-withdrawn"


def remember(what: str, withdrawn: Sequence[shelf.Withdrawn]) -> None:
    """Remembers, in this session, what can be undone: `what` was done, and the versions that no longer hold."""
    if withdrawn:
        st.session_state[_LAST] = what, tuple(withdrawn)


def offer_undo(knowledge: Knowledge) -> None:
    """The button, where there is something to undo and whoever sees it may."""
    what, withdrawn = st.session_state.get(_LAST, ("", ()))
    if withdrawn and is_administrator(knowledge.settings):
        names = "、".join(short_name(each.entry.title, each.entry.number) for each in withdrawn[:3])
        with st.container(horizontal=True, vertical_alignment="center", key="undo"):
            st.success(as_label(f"已{what}：{names}"), icon=":material/check:")
            st.button(f"撤销{what}", icon=":material/undo:", on_click=safely(_undo, knowledge, what, withdrawn))


def _undo(knowledge: Knowledge, what: str, withdrawn: Sequence[shelf.Withdrawn]) -> None:
    ids = "、".join(each.entry.id for each in withdrawn)
    knowledge.audit.note(name(), f"撤销{what}", ids)
    shelf.restore(withdrawn, knowledge.settings)
    st.session_state.pop(_LAST)
