"""The side bar of the chat: a fresh start, and earlier conversations."""

import streamlit as st

from kb.ui.knowledge import Knowledge
from kb.ui.past import show_past
from kb.ui.roles import show_account
from kb.ui.session import begin


def sidebar(knowledge: Knowledge) -> None:
    with st.sidebar:
        st.button("新的对话", icon=":material/add_comment:", on_click=begin, width="stretch")
        show_past(knowledge)
        show_account()
