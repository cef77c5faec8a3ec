"""The page 问政策: questions, answers, and the clause behind each citation."""

from functools import partial

import streamlit as st

from kb.settings import Settings
from kb.ui import markup
from kb.ui.answers import show_answer, show_question
from kb.ui.elements import scroll_to_last_question, show
from kb.ui.examples import EXAMPLES
from kb.ui.knowledge import Knowledge, Watch, open_knowledge
from kb.ui.session import Conversation, Turn, conversation
from kb.ui.sidebar import sidebar
from kb.ui.words import CAUTION, EMPTY, HEADLINE, LEAD, PLACEHOLDER


def page() -> None:
    """The whole page. Raises PolicyKBError where the knowledge base cannot be used."""
    knowledge = open_knowledge(Settings.from_environment())
    documents = knowledge.base.documents()
    sidebar(documents)
    if documents:
        _chat(knowledge, conversation())
    else:
        show(markup.block(HEADLINE, "headline", "h1"))
        show(markup.alert(EMPTY))
        st.button("重新读取", icon=":material/refresh:")


def _chat(knowledge: Knowledge, talk: Conversation) -> None:
    question = _typed() or talk.take_clicked()
    if not talk.turns and not question:
        _welcome(talk)
    for number, turn in enumerate(talk.turns):
        show_question(turn.question)
        show_answer(number, partial(_remembered, turn))
    if question:
        _ask(knowledge, talk, question)


def _typed() -> str | None:
    with st.bottom:
        question = st.chat_input(PLACEHOLDER, key="question")
        show(markup.block(CAUTION, "caution", "p"))
    return question


def _ask(knowledge: Knowledge, talk: Conversation, question: str) -> None:
    show_question(question)
    turn = show_answer(len(talk.turns), lambda watch: knowledge.ask(question, talk.history(), watch))
    scroll_to_last_question()
    talk.turns.append(turn)


def _remembered(turn: Turn, _: Watch) -> Turn:
    return turn


def _welcome(talk: Conversation) -> None:
    show(markup.block(HEADLINE, "headline", "h1"))
    show(markup.block(LEAD, "lead", "p"))
    columns = st.container(key="examples").columns(len(EXAMPLES))
    for column, examples in zip(columns, EXAMPLES, strict=True):
        with column:
            show(markup.block(examples.audience, "audience", "h2"))
            for question in examples.questions:
                st.button(question, on_click=talk.click, args=[question], width="stretch")
