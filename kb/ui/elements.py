"""Elements that the pages share: the style sheet, HTML made by kb.ui.markup, and the net under each page."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from kb.errors import PolicyKBError
from kb.ui import markup
from kb.ui.chinese import translation
from kb.ui.roles import told
from kb.ui.words import PAGE_BROKEN

_logger = logging.getLogger(__name__)
_COMPLAINT = "complaint"
ICON = str(Path(__file__).with_name("icon.svg"))
_STYLE = Path(__file__).with_name("style.css")
# Once for each question: the script is still on the page while the next run moves it, which would start it again.
TO_LAST_QUESTION = """<script>
if (window.kbAsked !== "{}") {
  window.kbAsked = "{}";
  [...document.querySelectorAll("[data-testid=stChatMessage]:has(.kb-question)")].pop()?.scrollIntoView();
}
</script>"""
# A marker in an answer opens what the chip with the same number under that answer opens. One listener for all.
MARKERS = """<script>
window.kbMarkers ||= document.addEventListener("click", event => {
  const marker = event.target.closest?.("a.kb-marker");
  if (!marker) return;
  event.preventDefault();
  const chips = marker.closest("[data-testid=stChatMessage]").querySelectorAll("[class*=st-key-chips-] button");
  const chip = [...chips].find(chip => chip.textContent.startsWith(marker.textContent));
  if (chip?.getAttribute("aria-checked") !== "true") chip?.click();
}) || true;
</script>"""
# The source scrolls to the quote, or to the top of the clause; the page only as far as the source is out of view.
TO_QUOTE = """<script>
(reader => {
  const place = reader?.querySelector("mark") ?? reader?.querySelector(".kb-clause");
  if (!place) return;
  const above = place.getBoundingClientRect().top - reader.getBoundingClientRect().top;
  reader.scrollTop += above - reader.clientHeight / 3;
  reader.closest("[class*=st-key-source]")?.scrollIntoView({ block: "nearest" });
})(document.querySelector(".kb-excerpt"));
</script><!-- {} -->"""
# The viewer of a PDF, a world of its own, speaks Chinese, too, shows pages in their whole width where they are not too
# wide for that, and is led on to the page that is wanted: it draws only those that are near.
TO_PAGE = """<script>
(wanted => {
  const search = setInterval(() => {
    const viewer = [...document.querySelectorAll(".stBidiComponent *")].find(e => e.shadowRoot)?.shadowRoot;
    const pages = [...viewer?.querySelectorAll("[data-page-number]") ?? []];
    const page = pages.find(page => page.dataset.pageNumber === wanted) ?? pages.at(-1);
    const room = page?.closest("[data-testid=pdf-content]");
    if (!room) return;
    const [larger, smaller] = viewer.querySelectorAll("button");
    [larger.title, smaller.title] = ["放大", "缩小"];
    if (room.scrollWidth > room.clientWidth && !smaller.disabled) return smaller.click();
    room.scrollTop += page.getBoundingClientRect().top - room.getBoundingClientRect().top;
    if (page.dataset.pageNumber === wanted && page.querySelector("canvas")) clearInterval(search);
  }, 200);
  setTimeout(() => clearInterval(search), 20000);
})("{page}");
</script><!-- {opened} -->"""
TO_CLAUSE = """<script>document.querySelector(".kb-here")?.scrollIntoView({ block: "start" });</script>"""


def style() -> None:
    """The style sheet of the pages, the one listener of their markers, and Streamlit's words in Chinese."""
    st.html(_STYLE)
    st.html(MARKERS, unsafe_allow_javascript=True)
    st.html(translation(), unsafe_allow_javascript=True)


def show(html: str) -> None:
    """HTML that kb.ui.markup made; nothing where it is empty."""
    if html:
        st.html(html)


def scroll_to_last_question(asked: str) -> None:
    """Brings the question just asked to the top, once for each name `asked`: a long answer is read from its beginning.

    To be called when the answer is on the page, for only then is there enough below the question to scroll.
    """
    st.html(TO_LAST_QUESTION.replace("{}", asked), unsafe_allow_javascript=True)


def scroll_to_quote(opened: str) -> None:
    """Brings the quote of the source that was opened into view, once for each name `opened`, not at each run."""
    st.html(TO_QUOTE.replace("{}", opened), unsafe_allow_javascript=True)


def scroll_to_page(page: int, opened: str) -> None:
    """Brings a page of the PDF that is shown into view, once for each name `opened`."""
    st.html(TO_PAGE.replace("{page}", str(page)).replace("{opened}", opened), unsafe_allow_javascript=True)


def scroll_to_clause() -> None:
    """Brings the clause that is marked in a notice to the top of the page."""
    st.html(TO_CLAUSE, unsafe_allow_javascript=True)


def safely(callback: Callable[..., None], *args: object) -> Callable[[], None]:
    """`callback` with its arguments, for a button: what it has to complain of is one line at the top of the page."""

    def call() -> None:
        try:
            callback(*args)
        except PolicyKBError as error:
            st.session_state[_COMPLAINT] = told(error)

    return call


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turns an error of the page into one Chinese line; what is unexpected goes to the log as well."""
    if complaint := st.session_state.pop(_COMPLAINT, None):
        show(markup.alert(complaint))
    try:
        yield
    except PolicyKBError as error:
        show(markup.alert(told(error)))
    except Exception:
        _logger.exception("The page broke")
        show(markup.alert(PAGE_BROKEN))
