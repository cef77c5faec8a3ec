"""A turn of the conversation on the page: the question, the answer, and its citations, each opening its clause."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.ui import markup
from kb.ui.elements import show
from kb.ui.escape import as_label
from kb.ui.excerpts import Source
from kb.ui.knowledge import Watch
from kb.ui.session import Turn
from kb.ui.words import BROKEN, SEARCHING, UNSHOWN, citation_label, citations_heading


def show_question(question: str) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        show(markup.question(question))


def show_answer(number: int, make: Callable[[Watch], Turn]) -> Turn:
    """The `number`-th turn, which `make` makes or remembers: its answer, or the line that says why there is none.

    What `make` tells while it makes it is shown as it comes.

    The words take the place in which the page said that it was searching: what stands below keeps its own from one
    run to the next, and a citation that was opened stays open.
    """
    with st.chat_message("assistant", avatar=":material/menu_book:"):
        place = st.empty()
        with place, st.spinner(SEARCHING):
            turn = make(lambda words: place.html(markup.words(words)))
        _fill(place, turn, number)
    return turn


def _fill(place: DeltaGenerator, turn: Turn, number: int) -> None:
    if turn.answer is None:
        place.html(markup.alert(turn.error or BROKEN))
        return
    anchors = {source.citation.marker: _anchor(number, source) for source in turn.sources}
    place.html(markup.answer(turn.answer, anchors))
    show(markup.units(turn.answer))
    show(markup.notes(turn.answer.notes))
    _show_citations(turn, number)


def _show_citations(turn: Turn, number: int) -> None:
    if turn.answer and turn.sources:
        show(markup.block(citations_heading(len(turn.sources), turn.answer.refused), "citations", "p"))
    with st.container(gap=None, key=f"citations-{number}"):
        for source in turn.sources:
            with st.expander(as_label(citation_label(source))):
                show(markup.source(source, _anchor(number, source)))
    if turn.unshown:
        show(markup.notes([UNSHOWN.format(turn.unshown)]))


def _anchor(number: int, source: Source) -> str:
    return f"kb-{number}-{source.citation.marker}"
