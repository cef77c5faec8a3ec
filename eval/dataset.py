"""Sets of questions with their gold, in the form that eval/datasets/README.md describes."""

import datetime as dt
import hashlib
import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from kb.answering.answer import Reason
from kb.errors import KnowledgeBaseError, UnreadableSource
from kb.index import Entry
from kb.text import fold

Parsed = TypeVar("Parsed")


class Half(StrEnum):
    """DEV is looked at while the engine is made; nothing is fitted to TEST."""

    DEV = "dev"
    TEST = "test"


class GoldQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the set. Clauses are “A:二、（三）10”: the letter of a document, and a clause path in it.

    `quotes` are the words of a gold clause that answer the question, where not all of the clause does.
    """

    id: str
    kind: str
    question: str
    answerable: bool
    doc: str | None
    clauses: tuple[str, ...]
    also_ok: tuple[str, ...]
    units: tuple[str, ...]
    must_contain: tuple[str | tuple[str, ...], ...]
    must_not_contain: tuple[str, ...]
    note: str = ""
    history: tuple[str, ...] = ()
    cite_any: bool = False
    computed: bool = False
    reason: Reason | None = None
    reason_also_ok: tuple[Reason, ...] = ()
    as_of: dt.date | None = None
    quotes: dict[str, tuple[str, ...]] = {}

    @property
    def half(self) -> Half:
        """The half that the SHA-256 of its id puts it in, whatever other questions there are."""
        return Half.TEST if hashlib.sha256(self.id.encode()).digest()[0] % 2 else Half.DEV


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a letter stands for: the document with this number 发文字号, title, or name of its source file."""

    number: str | None = None
    title: str | None = None
    file: str | None = None

    def is_(self, entry: Entry) -> bool:
        pairs = ((self.number, entry.number), (self.title, entry.title), (self.file, Path(entry.source.path).name))
        return all(fold(wanted) == fold(has or "") for wanted, has in pairs if wanted)

    def __str__(self) -> str:
        return self.number or (f"《{self.title}》" if self.title else str(self.file))


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file beside the set, its name ending in .documents.toml: the documents, the day as of which all is asked."""

    documents: dict[str, Named]
    as_of: dt.date | None = None


_QUESTION, _HEADER = msgspec.json.Decoder(GoldQuestion), msgspec.json.Decoder(Header)


@dataclass(frozen=True)
class Dataset:
    """A set of questions; `lines` are the lines of the file (from 1) on which they stand, by id."""

    path: Path
    header_path: Path
    header: Header
    questions: tuple[GoldQuestion, ...]
    lines: Mapping[str, int]

    @property
    def hash(self) -> str:
        """The SHA-256 of the set and its header, byte for byte."""
        return hashlib.sha256(self.path.read_bytes() + self.header_path.read_bytes()).hexdigest()

    def only(self, half: Half | None) -> tuple[GoldQuestion, ...]:
        """The questions of one half, or all of them."""
        return tuple(question for question in self.questions if half in (None, question.half))

    def letters(self, entries: Iterable[Entry]) -> dict[str, str]:
        """The letter of each document id. Raises KnowledgeBaseError where a letter has not exactly one document."""
        held, letters = list(entries), {}
        for letter, named in self.header.documents.items():
            found = [entry.id for entry in held if named.is_(entry)]
            if len(found) != 1:
                raise KnowledgeBaseError(
                    f"评测集所说的公文 {letter}（{named}）在知识库里有 {len(found)} 份，应有一份："
                    f"请用 kb ingest 入库，或检查 {self.header_path}。"
                )
            letters[found[0]] = letter
        return letters


def read_dataset(path: Path) -> Dataset:
    """The set in a JSONL file with its header. Raises UnreadableSource, which names the file and the first bad line."""
    dataset, problems = read_rows(path)
    for number, words in problems:
        raise UnreadableSource(path, f"第 {number} 行：{words}")
    if not dataset.questions:
        raise UnreadableSource(path, "文件里没有一个问题")
    return dataset


def read_rows(path: Path) -> tuple[Dataset, list[tuple[int, str]]]:
    """The questions that have the right form, and what is wrong with the other lines, by their number.

    Raises UnreadableSource where there is no such file, or where the header beside it is bad.
    """
    raw = list(_lines(path))
    header_path = path.with_suffix(".documents.toml")
    header = _header(header_path)
    questions: dict[str, GoldQuestion] = {}
    lines: dict[str, int] = {}
    problems: list[tuple[int, str]] = []
    for number, line in raw:
        question = _parsed(path, partial(_QUESTION.decode, line))
        if isinstance(question, str):
            problems.append((number, question))
            continue
        problems += [(number, words) for words in _wrong(question, header, lines)]
        questions.setdefault(question.id, question)
        lines.setdefault(question.id, number)
    return Dataset(path, header_path, header, tuple(questions.values()), lines), problems


def _header(path: Path) -> Header:
    text = b"".join(line for _, line in _lines(path))
    header = _parsed(path, lambda: _HEADER.decode(msgspec.json.encode(tomllib.loads(text.decode()))))
    if isinstance(header, str):
        raise UnreadableSource(path, header)
    for letter, named in header.documents.items():
        if not (named.number or named.title or named.file):
            raise UnreadableSource(path, f"公文 {letter} 要有 number、title 或 file")
    return header


def _wrong(question: GoldQuestion, header: Header, lines: Mapping[str, int]) -> Iterator[str]:
    """What is wrong with a question that has the right form."""
    if not question.id.strip():
        yield "id 是空的"
    if question.id in lines:
        yield f"id “{question.id}”与第 {lines[question.id]} 行重复"
    if question.answerable and not question.clauses:
        yield "答得了（answerable），就要有 clauses"
    yield from _strange(question, header)


def _strange(question: GoldQuestion, header: Header) -> Iterator[str]:
    """Documents and clauses that the header, or the question itself, does not know."""
    letters = "、".join(header.documents)
    for clause in (*question.clauses, *question.also_ok):
        letter, _, clause_path = clause.partition(":")
        if not clause_path or letter not in header.documents:
            yield f"条款“{clause}”不是“公文:条款”，公文可用 {letters}"
    yield from (f"quotes 里的“{clause}”不在 clauses 里" for clause in question.quotes if clause not in question.clauses)
    if not set(question.doc or "") <= set(header.documents):
        yield f"doc “{question.doc}”里有不认识的公文，可用 {letters}"


_MEANINGS = (
    (re.compile(r"missing required field `(.+?)`"), "缺少 {}"),
    (re.compile(r"unknown field `(.+?)`"), "有不认识的 {}"),
    (re.compile(r"Invalid enum value (\S+)"), "{} 不在可用的值里"),
    (re.compile(r" - at `\$\.?(.+?)`"), "{} 的值不对"),
    (re.compile(r""), "不是对象"),
)


def _parsed(path: Path, parse: Callable[[], Parsed]) -> Parsed | str:
    """What `parse` gives, or one Chinese clause for what msgspec or tomllib has against it."""
    try:
        return parse()
    except msgspec.ValidationError as error:
        found = ((pattern.search(str(error)), words) for pattern, words in _MEANINGS)
        return next(words.format(*match.groups()) for match, words in found if match)
    except ValueError:
        return f"不是 UTF-8 编码的 {path.suffix[1:].upper()}"


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1."""
    try:
        with path.open("rb") as file:
            if file.read(len(BOM_UTF8)) != BOM_UTF8:
                file.seek(0)
            yield from ((number, line) for number, line in enumerate(file, start=1) if line.strip())
    except FileNotFoundError:
        raise UnreadableSource(path, "文件不存在") from None
    except OSError as error:
        raise UnreadableSource(path, f"系统不能打开它（{error.strerror}）") from None
