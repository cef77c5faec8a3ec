"""The stock parts as an index of a benchmark: chunks are found, a document counts by its best chunk."""

from dataclasses import dataclass, field
from pathlib import Path

from llama_index.core import Document
from llama_index.core.retrievers import BaseRetriever

from eval.baseline.parts import Parts
from eval.beir import Benchmark
from eval.retrieval import DEPTH, Scores
from kb.index.embedding import Embedder


@dataclass
class StockIndex:
    """Chroma and BM25 over chunks; the files of Chroma lie under `home`."""

    embedder: Embedder
    home: Path
    _retriever: BaseRetriever | None = field(default=None, init=False)

    def index(self, benchmark: Benchmark) -> None:
        documents = [Document(text=row.text, id_=row.id) for row in benchmark.documents]
        self._retriever = Parts.of(documents, self.embedder, self.home).retriever(DEPTH)

    def search(self, query: str, k: int) -> Scores:
        scores: Scores = {}
        for found in self._retriever.retrieve(query) if self._retriever else ():
            scores.setdefault(found.node.ref_doc_id or "", found.score or 0.0)
        return dict(list(scores.items())[:k])
