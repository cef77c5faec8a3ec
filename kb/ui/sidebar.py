"""The side bar: which documents are in the knowledge base, and a fresh start."""

from collections.abc import Sequence

import streamlit as st

from kb.index import Entry
from kb.ui import markup
from kb.ui.elements import show
from kb.ui.session import conversation


def sidebar(documents: Sequence[Entry]) -> None:
    with st.sidebar:
        st.button("新的对话", icon=":material/add_comment:", on_click=conversation().clear, width="stretch")
        show(markup.block(f"知识库（{len(documents)}件公文）", "shelf", "h2"))
        show("".join(map(markup.document, documents)))
