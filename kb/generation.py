"""The language model as an option: it words an offline answer anew, and what it says is checked before it is shown."""

import re
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import lru_cache
from threading import Thread
from typing import TYPE_CHECKING

from kb.answering.answer import Answer, Kind
from kb.answering.refusal import NOT_COVERED
from kb.errors import PolicyKBError
from kb.grounds import Ground, assigned, facts, fenced, grounds_of, proofs
from kb.index import KnowledgeBase
from kb.prompts import Message, load
from kb.settings import Settings
from kb.text import fold
from kb.verification import Checked, check, markers_in

if TYPE_CHECKING:
    from llama_index.llms.openai_like import OpenAILike  # type: ignore[import-untyped]

_COMPLETE = (Kind.UNIT_TASKS, Kind.CLAUSE)  # answers that are a set: each member must stay
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_LONGEST = 20_000


class _Unworded(Exception):
    """Why the words of the model are not used, as a Chinese clause."""


class ModelError(PolicyKBError):
    """The configured language model did not answer."""


def said_by_model(messages: Sequence[Message], settings: Settings) -> str:
    """What the configured model answers to `messages`. Raises ModelError."""
    try:
        return _asked(messages, settings)
    except _Unworded as why:
        raise ModelError(f"语言模型 {settings.llm_model} 没有回答（{why}）。") from None


def reworded(answer: Answer, settings: Settings) -> Answer:
    """`answer` in the words of the configured model, as far as they stand in what they cite; never raises.

    Citations, units and all else stay as they are. Where the model's words cannot be used, a note says why.
    """
    if not settings.llm_model or not _can_be_worded(answer):
        return answer
    try:
        grounds = grounds_of(answer, KnowledgeBase.open(settings))
        checked = _checked(answer, grounds, _asked(_messages(answer, grounds, settings), settings))
    except (_Unworded, PolicyKBError) as why:
        return _noted(answer, f"没有采用语言模型的改写（{str(why).rstrip('。')}），以上是离线答案。")
    worded = replace(answer, answer=_with_own_lines(answer, checked.text))
    return _noted(worded, f"语言模型有 {checked.withheld} 句与依据对不上，已略去。") if checked.withheld else worded


def _can_be_worded(answer: Answer) -> bool:
    """Not a refusal, nor a premise put right, nor figures of a table: there the words and their order are the fact."""
    return bool(answer.citations) and not answer.refused and answer.reason is None and answer.kind is not Kind.TABLE


def _noted(answer: Answer, note: str) -> Answer:
    return replace(answer, notes=(*answer.notes, note))


def _messages(answer: Answer, grounds: Sequence[Ground], settings: Settings) -> tuple[Message, ...]:
    """The prompt; what others wrote is fenced in it, and cannot close its fence."""
    return load("answer", settings.prompts).filled(
        question=fenced(answer.question),
        draft=fenced(answer.answer),
        facts=fenced(facts(answer, grounds)),
        refusal=NOT_COVERED,
        evidence="\n\n".join(ground.evidence for ground in grounds),
    )


def _checked(answer: Answer, grounds: Sequence[Ground], text: str) -> Checked:
    """What of the model's words stands. Raises _Unworded where too little does, or where the set is not complete."""
    checked = check(text, proofs(answer, grounds), answer.answer.splitlines(), assigned(answer, grounds))
    if checked.withheld > checked.kept:
        raise _Unworded("它的多数句子与依据对不上")
    folded = fold(checked.text)
    if any(fold(unit.name) not in folded for unit in answer.units):
        raise _Unworded("它没有列全单位")
    needed = set(markers_in(answer.answer)) if answer.units or answer.kind in _COMPLETE else set()
    if not checked.markers or not needed <= checked.markers:
        raise _Unworded("它没有用全依据")
    return checked


def _with_own_lines(answer: Answer, text: str) -> str:
    """`text` with the offline lines that carry no marker where the model left them out: before it or behind it."""
    offline = answer.answer.splitlines()
    first = next(at for at, line in enumerate(offline) if markers_in(line))
    said = {fold(line) for line in text.splitlines()}
    own = [(at, line) for at, line in enumerate(offline) if not markers_in(line) and fold(line) not in said]
    before = [line for at, line in own if at < first]
    return "\n".join([*before, text, *(line for at, line in own if at > first and line.strip())])


def _asked(messages: Sequence[Message], settings: Settings) -> str:
    """What the model says. Raises _Unworded where it says nothing in time or nothing that can be read."""
    future = Future[str]()
    try:
        Thread(target=_fulfil, args=(future, _model(settings), messages), daemon=True).start()
        text = _THOUGHTS.sub("", future.result(settings.llm_timeout)).strip()
    except Exception as error:  # noqa: BLE001 - model libraries raise what they like; their words may hold the key
        raise _Unworded(_explained(error, settings)) from None
    if not text or len(text) > _LONGEST:
        raise _Unworded("它的回答太长" if text else "它的回答是空的")
    return text


def _fulfil(future: "Future[str]", model: "OpenAILike", messages: Sequence[Message]) -> None:
    """Asks in a thread of its own: a service that sends a little now and then outlasts every other time limit."""
    from llama_index.core.llms import ChatMessage

    try:
        said = model.chat([ChatMessage(role=message.role, content=message.text) for message in messages])
        future.set_result(said.message.content or "")
    except Exception as error:  # noqa: BLE001 - it is the caller's to explain
        future.set_exception(error)


@lru_cache(maxsize=4)
def _model(settings: Settings) -> "OpenAILike":
    """The model of the settings; llama-index is imported only here. One attempt: the offline answer is at hand."""
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=settings.llm_model,
        api_base=settings.llm_base_url,
        api_key=settings.llm_api_key or "none",
        is_chat_model=True,
        temperature=0.0,
        timeout=settings.llm_timeout,
        max_retries=0,
    )


def _explained(error: Exception, settings: Settings) -> str:
    """What went wrong, without the words of the service: they may repeat the key."""
    status, name = getattr(error, "status_code", None), type(error).__name__
    if name in ("TimeoutError", "APITimeoutError"):
        return f"它在 {settings.llm_timeout:g} 秒内没有答完"
    if status is not None:
        return f"{settings.llm_base_url} {_STATUSES.get(status, '出错')}（{status}）"
    if name == "APIConnectionError":
        return f"连不上 {settings.llm_base_url}"
    return f"{settings.llm_base_url} 的回答不合 OpenAI 的格式"


_STATUSES = {401: "不接受密钥", 403: "不接受密钥", 404: "没有这个地址或模型", 429: "请求太多或额度已用完"}
