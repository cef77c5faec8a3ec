"""The stock parts as an engine: CitationQueryEngine over the notices, a chunk cited as the clauses that it holds."""

import atexit
import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llama_index.core import Document
from llama_index.core.query_engine import CitationQueryEngine

from eval.baseline.model import ExtractiveLLM
from eval.baseline.parts import Parts
from kb.answering import Answer, Reason
from kb.citations import Citation, CitedDocument
from kb.clauses import Clause
from kb.generation import language_model
from kb.index import KnowledgeBase
from kb.notices import Notice
from kb.questions import Kind
from kb.settings import Settings
from kb.verification import markers_in

_DEPTH = 3  # chunks of 1024 tokens, as in the example of CitationQueryEngine
_ID = "document_id"
_SOURCE_LINE = 1


@dataclass(frozen=True)
class Baseline:
    """Answers each question by itself: CitationQueryEngine knows no history and no date."""

    engine: CitationQueryEngine
    notices: Mapping[str, Notice]

    def answer(self, question: str, history: Sequence[str] = (), as_of: dt.date | None = None) -> Answer:
        """What the model says; without a citation that exists it counts as a refusal."""
        response = self.engine.query(question)
        text = str(response)
        sources = dict(enumerate(response.source_nodes, start=1))
        markers = [marker for marker in dict.fromkeys(markers_in(text)) if marker in sources]
        citations = tuple(citation for marker in markers for citation in self._cited(marker, sources[marker].node))
        if not citations:
            return Answer(question, Kind.CONTENT, text, refused=True, reason=Reason.NOT_IN_CORPUS)
        return Answer(question, Kind.CONTENT, text, citations=citations)

    def _cited(self, marker: int, node: Any) -> Iterator[Citation]:
        """A citation for each clause that the chunk holds."""
        identifier = node.metadata[_ID]
        notice = self.notices[identifier]
        chunk = node.text.split("\n", _SOURCE_LINE)[_SOURCE_LINE].strip()
        start = notice.text.find(chunk, max((node.start_char_idx or 0) - 1, 0))
        data = notice.document
        document = CitedDocument(identifier, data.title, data.number, data.issuer)
        for clause, quote in held(notice, start, start + len(chunk)) if start >= 0 else ():
            path, place = clause.path, (clause.start, clause.end)
            yield Citation(marker, document, path, clause.heading, quote, *place, clause.page, notice.source)


def held(notice: Notice, start: int, end: int) -> Iterator[tuple[Clause, str]]:
    """The clauses of which a chunk has half, or which have half of the chunk, with the words that it has of them."""
    for clause in notice.clauses:
        common = min(end, clause.end) - max(start, clause.start)
        if 2 * common >= min(clause.end - clause.start, end - start) > 0:
            pieces = ((max(a, start), min(b, end)) for a, b in clause.spans)
            yield clause, "".join(notice.text[a:b] for a, b in pieces if a < b)


def baseline(kb: KnowledgeBase, settings: Settings) -> Baseline:
    """The baseline over the notices of a knowledge base, read anew, with the configured model or the extractive one."""
    notices = {entry.id: kb.notice(entry.id) for entry in kb.documents()}
    documents = [
        Document(text=notice.text, metadata={_ID: identifier}, excluded_embed_metadata_keys=[_ID])
        for identifier, notice in notices.items()
    ]
    files = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, files, ignore_errors=True)
    parts = Parts.of(documents, kb.embedder, files)
    model = language_model(settings) if settings.llm_model else ExtractiveLLM()
    engine = CitationQueryEngine.from_args(parts.index, llm=model, retriever=parts.retriever(_DEPTH))
    return Baseline(engine, notices)
