"""The side bar: a fresh start, earlier conversations, and which documents are in the knowledge base."""

from collections.abc import Sequence

import streamlit as st

from kb.index import Entry
from kb.ui import markup
from kb.ui.elements import show
from kb.ui.knowledge import Knowledge
from kb.ui.past import show_past
from kb.ui.session import begin


def sidebar(knowledge: Knowledge, documents: Sequence[Entry]) -> None:
    with st.sidebar:
        st.button("新的对话", icon=":material/add_comment:", on_click=begin, width="stretch")
        show_past(knowledge)
        show(markup.block(f"知识库（{len(documents)}件公文）", "shelf", "h2"))
        show("".join(map(markup.document, documents)))
