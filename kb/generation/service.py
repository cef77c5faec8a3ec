"""The language model behind llama-index: what it says, piece by piece, within a limit of time."""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from kb.errors import PolicyKBError
from kb.prompts import Message
from kb.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.llms import LLM
    from llama_index.llms.openai_like import OpenAILike

_THOUGHTS, _THOUGHT = "<think>", re.compile(r"\s*<think>.*?</think>\s*", re.DOTALL)
_LONGEST = 20_000
_STATUSES = {401: "不接受密钥", 403: "不接受密钥", 404: "没有这个地址或模型", 429: "请求太多或额度已用完"}


class Unusable(Exception):
    """Why the words of the model are not used, as a Chinese clause."""


class ModelError(PolicyKBError):
    """The configured language model did not answer."""


@dataclass(frozen=True)
class Usage:
    """What a call cost, in tokens, as the service counted it."""

    prompt: int
    completion: int


class _BrokenOffError(Exception):
    """The stream ended before the model had finished."""


def until(settings: Settings) -> float:
    """When the model must have said all, if it is asked now; of the monotonic clock."""
    return time.monotonic() + settings.llm_timeout


def said(messages: Sequence[Message], settings: Settings, deadline: float, llm: "LLM | None" = None) -> Iterator[str]:
    """What the model says, as it arrives, without its thoughts: `llm`, or the model of the settings.

    Raises Unusable where it says nothing, not all of it by the deadline, or nothing that can be read.
    """
    length = 0
    for piece in _without_thoughts(_pieces(messages, settings, deadline, SimpleQueue(), llm)):
        length += len(piece)
        if length > _LONGEST:
            raise Unusable("它的回答太长")
        yield piece
    if not length:
        raise Unusable("它的回答是空的")


def asked(
    messages: Sequence[Message], settings: Settings, deadline: float, llm: "LLM | None" = None
) -> tuple[str, Usage | None]:
    """All that the model says, and what that cost where the service tells. Raises Unusable."""
    usages: SimpleQueue[Usage] = SimpleQueue()
    text = "".join(_without_thoughts(_pieces(messages, settings, deadline, usages, llm)))
    return text.strip(), None if usages.empty() else usages.get()


def said_by_model(messages: Sequence[Message], settings: Settings) -> str:
    """What the configured model answers to `messages`, for those who need it. Raises ModelError."""
    try:
        text, _ = asked(messages, settings, until(settings))
    except Unusable as why:
        raise ModelError(f"语言模型 {settings.llm_model} 没有回答（{why}）。") from None
    return text


def _without_thoughts(pieces: Iterator[str]) -> Iterator[str]:
    """The pieces behind <think>…</think>, with which some models begin, and without blanks before the first."""
    held, begun = "", False
    for piece in pieces:
        if begun:
            yield piece
            continue
        held += piece
        start = held.lstrip()
        if thought := _THOUGHT.match(held):
            start = held[thought.end() :]
        elif start.startswith(_THOUGHTS) or _THOUGHTS.startswith(start):
            continue
        if start:
            begun = True
            yield start
    if not begun and not held.lstrip().startswith(_THOUGHTS) and held.strip():
        yield held.lstrip()


def _pieces(
    messages: Sequence[Message],
    settings: Settings,
    deadline: float,
    usages: "SimpleQueue[Usage]",
    llm: "LLM | None",
) -> Iterator[str]:
    """Asks in a thread of its own: a service that sends a little now and then outlasts every other time limit."""
    pieces: SimpleQueue[str | Exception | None] = SimpleQueue()
    stopped = Event()
    Thread(target=_ask, args=(messages, settings, pieces, usages, stopped, llm), daemon=True).start()
    try:
        while (piece := pieces.get(timeout=max(0.0, deadline - time.monotonic()))) is not None:
            if isinstance(piece, Exception):
                raise Unusable(_explained(piece, settings)) from None
            yield piece
    except Empty:
        raise Unusable(f"它在 {settings.llm_timeout:g} 秒内没有答完") from None
    finally:
        stopped.set()


def _ask(
    messages: Sequence[Message],
    settings: Settings,
    pieces: "SimpleQueue[str | Exception | None]",
    usages: "SimpleQueue[Usage]",
    stopped: Event,
    llm: "LLM | None",
) -> None:
    """Puts what the model says into the queue, then None; or the error, which is the asker's to explain.

    Only a service of the settings must say that it has finished; any other `llm` has when it stops.
    """
    from llama_index.core.llms import ChatMessage

    try:
        begun, finished = False, llm is not None
        chat = [ChatMessage(role=message.role, content=message.text) for message in messages]
        with closing((llm or _model(settings)).stream_chat(chat)) as parts:
            for part in parts:
                if stopped.is_set():
                    return
                begun, finished = True, finished or _is_last(part.raw)
                if part.delta:
                    pieces.put(part.delta)
                if usage := getattr(part.raw, "usage", None):
                    usages.put(Usage(usage.prompt_tokens, usage.completion_tokens))
        pieces.put(None if finished else _BrokenOffError() if begun else ValueError())
    except Exception as error:  # noqa: BLE001 - model libraries raise what they like; their words may hold the key
        pieces.put(error)


def _is_last(chunk: Any) -> bool:
    """Whether the model says with it that it has finished. Raises _BrokenOffError where it was cut short."""
    reason = chunk.choices[0].finish_reason if chunk.choices else None
    if reason in ("length", "content_filter"):
        raise _BrokenOffError
    return reason is not None


@lru_cache(maxsize=4)
def _model(settings: Settings) -> "OpenAILike":
    """One attempt, for the offline answer is at hand; a stream that ends with what it cost."""
    return language_model(settings, max_retries=0, additional_kwargs={"stream_options": {"include_usage": True}})


def language_model(settings: Settings, **options: Any) -> "OpenAILike":
    """The language model of the settings, with further options of OpenAILike; llama-index is imported only here."""
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=settings.llm_model,
        api_base=settings.llm_base_url,
        api_key=settings.llm_api_key or "none",
        is_chat_model=True,
        temperature=0.0,
        timeout=settings.llm_timeout,
        **options,
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
    if name in ("_BrokenOffError", "RemoteProtocolError", "ReadError"):
        return "它的回答中途断了"
    return f"{settings.llm_base_url} 的回答不合 OpenAI 的格式"
