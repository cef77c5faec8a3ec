"""The source of a citation, opened: the whole notice, scrolled to the clause, the quote highlighted."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from kb.citations import Citation
from kb.index import Entry
from kb.ui import markup
from kb.ui.elements import scroll_to_page, scroll_to_quote, show
from kb.ui.knowledge import Knowledge
from kb.ui.words import MOVED_ON, official_name

_WORDS, _PAGES = "文字", "原件"
_VIEWER = 420  # pixels


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
        entry = _entry(knowledge, citation.document.id)
        opened = f"{entry.id}{citation.start}x{citation.end}"
        if is_pdf(entry) and _chosen() == _PAGES:
            show_pdf(knowledge, entry, _VIEWER, citation.page or 1, opened)
        else:
            show(markup.source_text(source))
            scroll_to_quote(opened)
        save_original(knowledge, citation.document.id)


def is_pdf(entry: Entry) -> bool:
    """Whether the pages of the document's file can be shown."""
    return entry.original.endswith(".pdf")


def show_pdf(knowledge: Knowledge, entry: Entry, height: int, page: int = 1, opened: str = "") -> None:
    """The pages of a document's file, in a viewer of `height` pixels, scrolled to a page for each name `opened`."""
    name = official_name(entry.title, entry.number)
    st.pdf(knowledge.base.original(entry.id).read_bytes(), height=height, alt=f"{name}原件")
    scroll_to_page(page, opened)


def save_original(knowledge: Knowledge, document_id: str) -> None:
    """A button that saves the file that a document was read from, byte for byte."""
    path = knowledge.base.original(document_id)
    entry = _entry(knowledge, document_id)
    st.download_button(
        "下载原文件",
        data=path.read_bytes,
        file_name=Path(entry.source.path).name,
        icon=":material/download:",
        type="tertiary",
        key=f"save-{document_id}",
        on_click="ignore",
    )


def _chosen() -> str | None:
    """Whether the words of the source are wanted, or the pages of its file."""
    return st.segmented_control(
        "看什么", [_WORDS, _PAGES], default=_WORDS, label_visibility="collapsed", key="source-as"
    )


def _entry(knowledge: Knowledge, document_id: str) -> Entry:
    return next(entry for entry in knowledge.base.documents() if entry.id == document_id)
