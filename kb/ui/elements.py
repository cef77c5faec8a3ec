"""Elements that the pages share: the style sheet, HTML made by kb.ui.markup, and the net under each page."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from kb.errors import PolicyKBError
from kb.ui import markup
from kb.ui.words import PAGE_BROKEN

_logger = logging.getLogger(__name__)
ICON = str(Path(__file__).with_name("icon.svg"))
_STYLE = Path(__file__).with_name("style.css")
TO_LAST_QUESTION = """<script>
Array.from(document.querySelectorAll("[data-testid=stChatMessage]:has(.kb-question)")).pop()?.scrollIntoView();
</script>"""


def style() -> None:
    """The style sheet of the pages, once for each run."""
    st.html(_STYLE)


def show(html: str) -> None:
    """HTML that kb.ui.markup made; nothing where it is empty."""
    if html:
        st.html(html)


def scroll_to_last_question() -> None:
    """Brings the question just asked to the top, so that a long answer is read from its beginning.

    To be called when the answer is on the page, for only then is there enough below the question to scroll.
    """
    st.html(TO_LAST_QUESTION, unsafe_allow_javascript=True)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turns an error of the page into one Chinese line; what is unexpected goes to the log as well."""
    try:
        yield
    except PolicyKBError as error:
        show(markup.alert(str(error)))
    except Exception:
        _logger.exception("The page broke")
        show(markup.alert(PAGE_BROKEN))
