"""A retrieval benchmark in BEIR's layout (Thakur et al. 2021): corpus, queries and relevance judgements (qrels)."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from kb.errors import UnreadableSource

Parsed = TypeVar("Parsed")
Qrels = dict[str, dict[str, int]]


class Text(msgspec.Struct, frozen=True):
    """A document of the corpus, or a query."""

    text: str
    id: str = msgspec.field(name="_id")
    title: str | None = None


_TEXT = msgspec.json.Decoder(Text)


@dataclass(frozen=True)
class Benchmark:
    """`documents` are the rows of the file `corpus`; `qrels` the gain of each judged document, by query."""

    corpus: Path
    documents: tuple[Text, ...]
    queries: tuple[Text, ...]
    qrels: Qrels


def read_benchmark(directory: Path) -> Benchmark:
    """The benchmark in corpus.jsonl or corpus.jsonl.gz, queries.jsonl and qrels.tsv (with or without a heading line).

    Of the queries those that are judged. Raises UnreadableSource, which names the file and the line.
    """
    corpus = _existing(directory, "corpus.jsonl", "corpus.jsonl.gz")
    documents = _read_texts(corpus)
    queries = {query.id: query for query in _read_texts(_existing(directory, "queries.jsonl"))}
    qrels = _read_qrels(_existing(directory, "qrels.tsv"), queries)
    return Benchmark(corpus, documents, tuple(queries[identifier] for identifier in qrels), qrels)


def strangers(directory: Path, benchmark: Benchmark) -> Iterator[tuple[int, str]]:
    """The lines of qrels.tsv that judge a document which the corpus does not have, with what is wrong."""
    known = {document.id for document in benchmark.documents}
    for number, line in _lines(directory / "qrels.tsv"):
        document = "" if _is_heading(number, line) else _judgement(line)[1]
        if document and document not in known:
            yield number, f"{benchmark.corpus.name} 里没有“{document}”"


def _is_heading(number: int, line: str) -> bool:
    return number == 1 and line.startswith("query")


def _existing(directory: Path, *names: str) -> Path:
    for name in names:
        if (directory / name).is_file():
            return directory / name
    raise UnreadableSource(directory, f"目录里没有 {' 或 '.join(names)}")


def _read_texts(path: Path) -> tuple[Text, ...]:
    texts: dict[str, Text] = {}
    for number, line in _lines(path):
        text = _parsed(path, number, _TEXT.decode, line)
        if text.id in texts:
            raise UnreadableSource(path, f"第 {number} 行的 _id “{text.id}”重复")
        texts[text.id] = text
    return tuple(texts.values())


def _read_qrels(path: Path, queries: dict[str, Text]) -> Qrels:
    qrels: Qrels = {}
    for number, line in _lines(path):
        if _is_heading(number, line):
            continue
        query, document, gain = _parsed(path, number, _judgement, line)
        if query not in queries:
            raise UnreadableSource(path, f"第 {number} 行：queries.jsonl 里没有问题“{query}”")
        qrels.setdefault(query, {})[document] = gain
    if not qrels:
        raise UnreadableSource(path, "文件里没有一条相关性判断")
    return qrels


def _judgement(line: str) -> tuple[str, str, int]:
    query, document, gain = line.split("\t")
    return query, document, int(gain)


def _parsed(path: Path, number: int, parse: Callable[[str], Parsed], line: str) -> Parsed:
    try:
        return parse(line)
    except ValueError as error:
        raise UnreadableSource(path, f"第 {number} 行不合格式（{error}）") from None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers from 1."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            yield from ((number, line.strip("\r\n")) for number, line in enumerate(file, start=1) if line.strip())
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise UnreadableSource(path, f"读不出来（{error}）") from error
