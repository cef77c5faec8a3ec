"""The page 问政策: questions, answers, and the source of each citation beside them."""

from functools import partial

import streamlit as st

from kb.settings import Settings
from kb.ui import markup
from kb.ui.actions import show_actions
from kb.ui.answers import make_answer, show_answer, show_question
from kb.ui.asking import ask_shared, type_question
from kb.ui.elements import scroll_to_last_question, show
from kb.ui.examples import Examples, answered_examples
from kb.ui.filters import said_of
from kb.ui.knowledge import Knowledge, open_knowledge
from kb.ui.past import keep
from kb.ui.reader import show_source
from kb.ui.session import Conversation, conversation
from kb.ui.sidebar import sidebar
from kb.ui.words import EMPTY, HEADLINE, LEAD


def page() -> None:
    """The whole page. Raises PolicyKBError where the knowledge base cannot be used."""
    knowledge = open_knowledge(Settings.from_environment())
    documents = knowledge.base.documents()
    if documents:
        _chat(knowledge, conversation())
    else:
        show(markup.block(HEADLINE, "headline", "h1"))
        show(markup.alert(EMPTY))
        st.button("重新读取", icon=":material/refresh:")
    sidebar(knowledge)


def _chat(knowledge: Knowledge, talk: Conversation) -> None:
    ask_shared(talk)
    type_question(knowledge, talk)
    opened = talk.opened_citation()
    words, beside = st.columns(2, gap="medium") if opened else (st.container(key="talk"), None)
    with words:
        _talk(knowledge, talk)
    if opened and beside:
        with beside:
            show_source(knowledge, opened, partial(_close, talk), f"出处 [{opened.marker}]")


def _talk(knowledge: Knowledge, talk: Conversation) -> None:
    if not talk.turns and not talk.waiting:
        _welcome(knowledge, talk)
    for number, turn in enumerate(talk.turns):
        show_question(turn.question, said_of(turn.choice, knowledge))
        show_answer(talk, number)
        show_actions(knowledge, talk, number, is_last=number + 1 == len(talk.turns) and not talk.waiting)
    while talk.waiting:
        _ask(knowledge, talk, talk.waiting[0], is_last=len(talk.waiting) == 1)


def _ask(knowledge: Knowledge, talk: Conversation, question: str, is_last: bool) -> None:
    number, history = len(talk.turns), talk.history()
    show_question(question, said_of(talk.choice, knowledge))
    turn = make_answer(talk, number, lambda watch: knowledge.ask(question, history, talk.choice, watch))
    talk.turns.append(knowledge.with_next(turn, history) if is_last else turn)
    talk.waiting.pop(0)
    keep(knowledge, talk)
    show_actions(knowledge, talk, number, is_last)
    if is_last:
        scroll_to_last_question(f"{talk.id}-{number}")


def _close(talk: Conversation) -> None:
    talk.opened = None


def _welcome(knowledge: Knowledge, talk: Conversation) -> None:
    show(markup.block(HEADLINE, "headline", "h1"))
    show(markup.block(LEAD.format(len(knowledge.base.documents())), "lead", "p"))
    groups = answered_examples(knowledge.engine, knowledge.catalogue)
    columns = st.container(key="examples").columns(len(groups))
    for column, examples in zip(columns, groups, strict=True):
        with column:
            _examples(talk, examples)


def _examples(talk: Conversation, examples: Examples) -> None:
    show(markup.block(examples.audience, "audience", "h2"))
    for question in examples.questions:
        st.button(question, on_click=talk.ask, args=[question], width="stretch")
