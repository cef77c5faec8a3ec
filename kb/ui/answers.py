"""A turn of the conversation on the page: the question, the answer, its citations as chips, and what to do with it."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.ui import markup
from kb.ui.elements import show
from kb.ui.escape import as_label
from kb.ui.knowledge import Watch
from kb.ui.session import Conversation, Opened, Turn
from kb.ui.words import BROKEN, SEARCHING, UNSHOWN, chip_label, citations_heading


def show_question(question: str, chosen: str = "") -> None:
    """A question; `chosen` says what part of the knowledge base it was asked of."""
    with st.chat_message("user", avatar=":material/person:"):
        show(markup.question(question))
        if chosen:
            show(markup.notes([chosen]))


def make_answer(talk: Conversation, number: int, make: Callable[[Watch], Turn]) -> Turn:
    """The `number`-th turn, which `make` makes: its answer, or the line that says why there is none.

    What `make` tells while it makes it is shown as it comes.

    The words take the place in which the page said that it was searching: what stands below keeps its own from one
    run to the next.
    """
    with _said():
        place = st.empty()
        with place, st.spinner(SEARCHING):
            turn = make(lambda words: place.html(markup.words(words)))
        _fill(place.html, talk, turn, number)
    return turn


def show_answer(talk: Conversation, number: int) -> None:
    """The `number`-th turn again."""
    with _said():
        _fill(show, talk, talk.turns[number], number)


def _said() -> DeltaGenerator:
    return st.chat_message("assistant", avatar=":material/menu_book:")


def _fill(say: Callable[[str], object], talk: Conversation, turn: Turn, number: int) -> None:
    if turn.answer is None:
        say(markup.alert(turn.error or BROKEN))
        return
    say(markup.answer(turn.answer, {citation.marker for citation in turn.citations}))
    show(markup.units(turn.answer))
    show(markup.notes(turn.answer.notes))
    if turn.citations:
        show(markup.block(citations_heading(len(turn.citations), turn.answer.refused), "citations", "p"))
        _chips(talk, turn, number)
    if turn.unshown:
        show(markup.notes([UNSHOWN.format(turn.unshown)]))


def _chips(talk: Conversation, turn: Turn, number: int) -> None:
    """A chip for each citation; the one whose source is open is the one that is on."""
    labels = {citation.marker: as_label(chip_label(citation)) for citation in turn.citations}
    key = f"chips-{talk.id}-{number}"
    is_here = talk.opened is not None and talk.opened.turn == number
    st.session_state[key] = talk.opened.marker if talk.opened and is_here else None

    def open_source() -> None:
        marker = st.session_state[key]
        talk.opened = None if marker is None else Opened(number, marker)

    with st.container(key=f"chips-{number}"):
        st.pills(
            "引证",
            list(labels),
            format_func=labels.__getitem__,
            key=key,
            on_change=open_source,
            label_visibility="collapsed",
        )
