"""Vectors for texts: the embedder's contract, the offline embedder, and the choice that KB_EMBEDDING makes."""

import math
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from kb.errors import KnowledgeBaseError
from kb.settings import Settings
from kb.text import bigrams, words

Vector = list[float]


class Embedder(Protocol):
    """Turns texts into vectors of one length.

    `identity` names what made a vector: vectors of two identities are never compared. `weight` is how much the dense
    side counts beside BM25 (1) when the two are fused.
    """

    @property
    def identity(self) -> str: ...
    @property
    def weight(self) -> float: ...
    def documents(self, texts: Sequence[str]) -> list[Vector]: ...
    def query(self, text: str) -> Vector: ...


class HashedEmbedder:
    """Words and bigrams hashed with a sign into 512 dimensions (feature hashing, Weinberger et al. 2009).

    Each counts its IDF in jieba's table. It needs no model and gives the same vector on every machine, but it knows
    no more than BM25 does, and less sharply: hence its small weight.
    """

    identity = "hashed"
    weight = 0.01
    dimensions = 512

    def documents(self, texts: Sequence[str]) -> list[Vector]:
        return [self.query(text) for text in texts]

    def query(self, text: str) -> Vector:
        vector = [0.0] * self.dimensions
        for term in [*words(text), *bigrams(text)]:
            place, value = _feature(term)
            vector[place] += value
        length = math.sqrt(sum(value * value for value in vector))
        if length == 0.0:
            return [1.0] + [0.0] * (self.dimensions - 1)
        return [value / length for value in vector]


@lru_cache(maxsize=1 << 17)
def _feature(term: str) -> tuple[int, float]:
    """The dimension of a term and its signed weight."""
    digest = zlib.crc32(term.encode())
    sign = 1.0 if digest & 0x80000000 else -1.0
    weights, usual = _inverse_document_frequencies()
    return digest % HashedEmbedder.dimensions, sign * weights.get(term, usual)


@cache
def _inverse_document_frequencies() -> tuple[dict[str, float], float]:
    """jieba's IDF table, and its median for words that are not in it; read without importing jieba."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        return {}, 1.0
    lines = (Path(spec.origin).parent / "analyse" / "idf.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(" ") for line in lines)
    table = {word: float(value) for word, value in rows}
    return table, sorted(table.values())[len(table) // 2]


def document_vectors(embedder: Embedder, texts: Sequence[str], dimensions: int | None) -> list[Vector]:
    """One vector a text, all of `dimensions` numbers, or of any one number where that is None.

    Raises KnowledgeBaseError where the embedder gives anything else.
    """
    vectors = embedder.documents(texts) if texts else []
    if len(vectors) != len(texts):
        raise KnowledgeBaseError(f"嵌入模型 {embedder.identity} 对 {len(texts)} 段文字给出 {len(vectors)} 个向量。")
    for vector in vectors:
        dimensions = _checked(embedder, vector, dimensions)
    return vectors


def query_vector(embedder: Embedder, text: str, dimensions: int | None) -> Vector:
    """The vector of a question, of `dimensions` numbers. Raises KnowledgeBaseError where it has others."""
    vector = embedder.query(text)
    _checked(embedder, vector, dimensions)
    return vector


def _checked(embedder: Embedder, vector: Vector, dimensions: int | None) -> int:
    if not vector or dimensions not in (None, len(vector)):
        raise KnowledgeBaseError(
            f"嵌入模型 {embedder.identity} 给出 {len(vector)} 维向量，应为 {dimensions} 维："
            "请换回原来的模型，或删除知识库目录后用 kb ingest 重建。"
        )
    if not math.isfinite(sum(vector)):
        raise KnowledgeBaseError(f"嵌入模型 {embedder.identity} 给出的向量里有无效的数。")
    return len(vector)


def embedder(settings: Settings) -> Embedder:
    """The embedder that KB_EMBEDDING names; what it needs is imported only here."""
    scheme = settings.embedding.partition(":")[0]
    if scheme == "hashed":
        return HashedEmbedder()
    from kb.index.llama_embedding import llama_index_embedder, source_of
    from kb.index.vector_cache import CachedEmbedder, VectorCache

    made = llama_index_embedder(settings)
    if not settings.embedding_cache_mb:
        return made
    cache = VectorCache(settings.home / "vectors.sqlite3", settings.embedding_cache_mb)
    return CachedEmbedder(made, cache, source_of(settings))
