"""What can be done with an answer: go on asking, say what one thinks of it, take it along."""

import datetime as dt
from collections.abc import Callable

import streamlit as st

from kb import transcript
from kb.feedback import REASONS, Feedback
from kb.ui.asking import link_to
from kb.ui.elements import safely
from kb.ui.escape import as_label
from kb.ui.knowledge import Knowledge
from kb.ui.session import Conversation
from kb.ui.words import ASK_INSTEAD, GO_ON

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_actions(knowledge: Knowledge, talk: Conversation, number: int, is_last: bool) -> None:
    """Below the `number`-th turn; what to ask next below the last one only."""
    turn = talk.turns[number]
    if not turn.answer:
        return
    with st.container(key=f"actions-{number}", horizontal=True, gap="small", vertical_alignment="center"):
        vote = st.feedback("thumbs", key=f"vote-{talk.id}-{number}", on_change=safely(_vote, knowledge, talk, number))
        _take_along(talk, number, is_last)
    if vote == 0:
        _ask_why(knowledge, talk, number)
    if is_last and turn.next:
        _go_on(talk, turn.next, ASK_INSTEAD if turn.answer.refused else GO_ON)


def _take_along(talk: Conversation, number: int, is_last: bool) -> None:
    """What is in the pop-up of an earlier answer is made when it is opened: it would cost at every run of the page."""
    key, label = f"take-{talk.id}-{number}", "复制与导出"
    more = st.popover(label, icon=":material/ios_share:", type="tertiary", key=key, on_change="rerun")
    if is_last or more.open:
        with more:
            _copies(talk, number)


def _copies(talk: Conversation, number: int) -> None:
    exchanges = talk.exchanges()
    turn = talk.turns[number]
    here = next(exchange for exchange in exchanges if exchange.answer is turn.answer)
    st.caption("答案（含引证）")
    st.code(transcript.plain(here), language=None, wrap_lines=True, height=160)
    st.caption("分享链接：打开后会重新提问")
    st.code(link_to(talk, number), language=None)
    with st.container(horizontal=True):
        _save(talk, number, "导出 Markdown", "md", "text/markdown", lambda: transcript.markdown(exchanges).encode())
        _save(talk, number, "导出 Word", "docx", _WORD, lambda: transcript.docx(exchanges))


def _save(talk: Conversation, number: int, label: str, suffix: str, mime: str, make: Callable[[], bytes]) -> None:
    name = f"{transcript.TITLE}.{suffix}"
    st.download_button(label, make, name, mime, key=f"{suffix}-{talk.id}-{number}", on_click="ignore")


def _go_on(talk: Conversation, questions: tuple[str, ...], heading: str) -> None:
    with st.container(key="next", horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(heading, width="content")
        for place, question in enumerate(questions):
            st.button(as_label(question), key=f"next-{place}", on_click=talk.ask, args=[question])


def _ask_why(knowledge: Knowledge, talk: Conversation, number: int) -> None:
    with st.container(border=True, key=f"why-{number}"):
        keep = safely(_vote, knowledge, talk, number)
        st.pills("哪里不好？", REASONS, key=f"reason-{talk.id}-{number}", on_change=keep)
        st.text_input("还想说明什么（可不填）", key=f"comment-{talk.id}-{number}", on_change=keep, max_chars=500)
        st.caption("谢谢，已记在本机；管理员可以导出为评测集。")


def _vote(knowledge: Knowledge, talk: Conversation, number: int) -> None:
    turn, state, key = talk.turns[number], st.session_state, f"{talk.id}-{number}"
    vote = state.get(f"vote-{key}")
    if vote is None or turn.answer is None:
        return
    knowledge.feedback.keep(
        Feedback(
            id=key,
            at=dt.datetime.now(dt.UTC),
            is_good=vote == 1,
            question=turn.question,
            history=tuple(talk.history_before(number)),
            answer=turn.answer,
            reason=state.get(f"reason-{key}") if vote == 0 else None,
            comment=(state.get(f"comment-{key}") or "") if vote == 0 else "",
        )
    )
