"""The source of a citation, opened: the whole notice, scrolled to the clause, the quote highlighted."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from kb.citations import Citation
from kb.ui import markup
from kb.ui.elements import scroll_to_quote, show
from kb.ui.knowledge import Knowledge
from kb.ui.words import MOVED_ON


def show_source(knowledge: Knowledge, citation: Citation, close: Callable[[], None], name: str = "出处") -> None:
    """What the citation cites, with a button that closes it and one that saves the original file."""
    source = knowledge.source(citation)
    with st.container(key="source"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            show(markup.block(name, "opened", "p"))
            st.button("关闭", key="close-source", icon=":material/close:", type="tertiary", on_click=close)
        if source is None:
            show(markup.alert(MOVED_ON))
            return
        show(markup.source_head(source, knowledge.standing(citation.document.id)))
        show(markup.source_text(source))
        scroll_to_quote(f"{citation.document.id}{citation.start}-{citation.end}".replace("-", "x"))
        save_original(knowledge, citation.document.id)


def save_original(knowledge: Knowledge, document_id: str) -> None:
    """A button that saves the file that a document was read from, byte for byte."""
    path = knowledge.base.original(document_id)
    entry = next(entry for entry in knowledge.base.documents() if entry.id == document_id)
    st.download_button(
        "下载原文件",
        data=path.read_bytes,
        file_name=Path(entry.source.path).name,
        icon=":material/download:",
        type="tertiary",
        key=f"save-{document_id}",
        on_click="ignore",
    )
