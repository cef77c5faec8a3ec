"""Where a question comes from: the input at the bottom of the page, or a link that somebody shared."""

import re
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from kb.selection import Choice
from kb.transcript import CAUTION
from kb.ui import markup
from kb.ui.elements import show
from kb.ui.filters import show_filters
from kb.ui.knowledge import Knowledge
from kb.ui.session import Conversation
from kb.ui.words import PLACEHOLDER

_YEAR = re.compile(r"[0-9]{4}")
_LONGEST_TALK = 4  # as many questions as an answer depends on


def type_question(knowledge: Knowledge, talk: Conversation) -> None:
    """The input, what is chosen to be asked, and a word of caution."""
    with st.bottom:
        show_filters(knowledge, talk)
        question = st.chat_input(PLACEHOLDER, key="question")
        show(markup.block(CAUTION, "caution", "p"))
    if question:
        talk.ask(question)


def ask_shared(talk: Conversation) -> None:
    """Asks the questions in the address of the page, once; what was chosen for them is chosen again."""
    query = st.query_params
    questions = [question for question in query.get_all("q") if question.strip()][-_LONGEST_TALK:]
    if talk.turns or not questions:
        return
    year = query.get("year", "")
    signed = int(year) if _YEAR.fullmatch(year) else None
    talk.choice = Choice(tuple(query.get_all("doc")), signed, tuple(query.get_all("unit")))
    query.clear()
    talk.ask(*questions)


def link_to(talk: Conversation, number: int) -> str:
    """An address that asks the same again: the question of a turn after those that it follows."""
    turn = talk.turns[number]
    questions = [*talk.history_before(number), turn.question][-_LONGEST_TALK:]
    query = [("q", question) for question in questions] + [("doc", identifier) for identifier in turn.choice.documents]
    query += [("year", str(turn.choice.year))] if turn.choice.year else []
    query += [("unit", name) for name in turn.choice.units]
    return urlunsplit(urlsplit(st.context.url or "")._replace(query=urlencode(query), fragment=""))
