"""What may be evaluated, behind one small protocol: this engine, with a language model, the baseline, or a file."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import msgspec

from eval.dataset import Dataset
from kb.answering import Answer, Engine
from kb.errors import PolicyKBError, SettingError, UnreadableSource
from kb.generation import WordedEngine
from kb.index import KnowledgeBase
from kb.settings import LLM_MODEL, Settings

_BASELINE = ("bm25s", "llama_index.retrievers.bm25", "llama_index.vector_stores.chroma")
_ROW, _ANSWER = msgspec.json.Decoder(dict[str, object]), msgspec.json.Decoder(Answer)


class Answering(Protocol):
    """What answers a question, asked after those of `history`, as of a day. May raise; should not hang."""

    def answer(self, question: str, history: Sequence[str] = (), as_of: dt.date | None = None) -> Answer: ...


class EngineName(StrEnum):
    """OFFLINE is this engine without any model, MODEL the same with the configured one, BASELINE stock llama-index."""

    OFFLINE = "offline"
    MODEL = "model"
    BASELINE = "baseline"


class BaselineMissingError(PolicyKBError):
    """The packages of the baseline are not installed."""

    def __init__(self, package: str) -> None:
        install = '.venv/bin/python -m pip install -e ".[baseline]"'
        super().__init__(f"缺少对照引擎要用的包 {package}，请在项目目录里安装：{install}")


@dataclass(frozen=True)
class Recorded:
    """Answers that something else gave before, by question and history; raises KeyError for one that it did not."""

    answers: Mapping[tuple[str, tuple[str, ...]], Answer]

    def answer(self, question: str, history: Sequence[str] = (), as_of: dt.date | None = None) -> Answer:
        try:
            return self.answers[question, tuple(history)]
        except KeyError:
            raise LookupError("文件里没有这题的答案") from None


def engine(name: str, settings: Settings, dataset: Dataset, kb: KnowledgeBase) -> Answering:
    """The engine of this name; any other name is a file of answers, as `kb ask --json` prints them.

    Raises SettingError where the model or the packages that it needs are not there, UnreadableSource for a bad file.
    """
    if name == EngineName.OFFLINE:
        return Engine(kb, settings.place)
    if name == EngineName.MODEL:
        if not settings.llm_model:
            raise SettingError(LLM_MODEL.name, "要评测带语言模型的引擎，请先设置它。")
        return WordedEngine(Engine(kb, settings.place), settings)
    return _baseline(kb, settings) if name == EngineName.BASELINE else recorded(Path(name), dataset, kb)


def _baseline(kb: KnowledgeBase, settings: Settings) -> Answering:
    require_baseline()
    from eval.baseline.engine import baseline

    return baseline(kb, settings)


def require_baseline() -> None:
    """Raises BaselineMissingError where a package is missing that the baseline needs."""
    for package in _BASELINE:
        if not find_spec(package):
            raise BaselineMissingError(package)


def recorded(path: Path, dataset: Dataset, kb: KnowledgeBase) -> Recorded:
    """The answers in a file with the ids of the set; documents are known by id, else by number or title."""
    known = {question.id: question for question in dataset.questions}
    answers = {}
    try:
        lines = [line for line in path.read_bytes().splitlines() if line.strip()]
    except OSError:
        raise UnreadableSource(
            path, f"没有这个引擎，也没有这个文件，可用：{'、'.join(EngineName)} 或答案文件"
        ) from None
    for number, line in enumerate(lines, start=1):
        try:
            row = _ROW.decode(line)
            question = known.get(str(row["id"]))
            answer = _ANSWER.decode(msgspec.json.encode(_with_ids(row, kb)))
        except (msgspec.MsgspecError, KeyError, TypeError, AttributeError) as error:
            raise UnreadableSource(path, f"第 {number} 行不是 kb ask --json 的一行（{error}）") from None
        if question:
            answers[question.question, question.history] = replace(answer, question=question.question)
    return Recorded(answers)


def _with_ids(row: dict[str, object], kb: KnowledgeBase) -> dict[str, object]:
    """`row` with an id for each cited document that has none: that of the notice with its number or title."""
    by_name = {name: entry.id for entry in kb.documents() for name in (entry.title, entry.number) if name}
    citations = row.get("citations")
    for citation in citations if isinstance(citations, list) else []:
        document = citation["document"]
        named = by_name.get(document.get("number") or "", by_name.get(document.get("title") or "", ""))
        document.setdefault("id", named)
    return row
