"""From a question to clauses: BM25 and vectors, fused by rank over passages, pooled to clauses."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from kb.errors import ServiceDown
from kb.index.knowledge_base import KnowledgeBase
from kb.index.records import EVERYTHING, ClauseRef, Filter, Hit

_logger = logging.getLogger(__name__)
RANK_CONSTANT = 60
LEAST_DEPTH = 100
RERANKED = 50
LEAST_WEIGHT = 0.1


@dataclass(frozen=True)
class ScoredClause:
    """A clause that was found. `passage` is the piece of its text that was found best.

    `score` orders the clauses of one search and means nothing beyond it; `lexical` is the best BM25 score of its
    passages and `dense` their best cosine, each None where that side did not find it. `relevance` is what a reranker
    thinks of it, from 0 to 1 within this search; None without one.
    """

    ref: ClauseRef
    score: float
    passage: str
    lexical: float | None
    dense: float | None
    relevance: float | None = None


def search(
    kb: KnowledgeBase,
    query: str,
    k: int = 10,
    where: Filter = EVERYTHING,
    question: str | None = None,
) -> list[ScoredClause]:
    """The `k` best clauses for `query` among those that `where` lets through, best first.

    A reranker of the settings reads them beside `question` (the query where None) and puts the best in its own order.
    Vectors that weigh as little as the offline ones are asked only where BM25 finds nothing: they take more time than
    BM25 and change no measure.
    Raises KnowledgeBaseError where the knowledge base cannot be read or was made with another embedding.
    """
    depth = max(LEAST_DEPTH, 2 * k)
    lexical = kb.lexical(query, depth, where)
    dense = _dense(kb, query, depth, where) if not lexical or kb.embedder.weight >= LEAST_WEIGHT else []
    found = fuse(lexical, dense, kb.embedder.weight)
    if kb.settings.reranker:
        from kb.retrieval.reranking import reranked, reranker

        if by := reranker(kb.settings):
            depth = max(RERANKED, k)
            found = reranked(found[:depth], question or query, by, kb) + found[depth:]
    return found[:k]


def _dense(kb: KnowledgeBase, query: str, depth: int, where: Filter) -> list[Hit]:
    """The nearest passages; none, and a warning, where the service that makes the vectors is down."""
    try:
        return kb.dense(query, depth, where)
    except ServiceDown as error:
        _logger.warning("%s这个问题只按全文检索。", error)
        return []


def fuse(lexical: Sequence[Hit], dense: Sequence[Hit], weight: float) -> list[ScoredClause]:
    """Reciprocal rank fusion (Cormack et al. 2009) of two runs of passages, max-pooled to clauses.

    A passage counts 1 / (60 + its rank from 1) on the lexical side, `weight` times that on the dense side.
    """
    scores: dict[tuple[ClauseRef, int], float] = {}
    for hits, share in ((lexical, 1.0), (dense, weight)):
        for rank, hit in enumerate(hits, start=1):
            key = hit.ref, hit.ordinal
            scores[key] = scores.get(key, 0.0) + share / (RANK_CONSTANT + rank)
    texts = {(hit.ref, hit.ordinal): hit.text for hit in (*lexical, *dense)}
    best_lexical, best_dense = _best(lexical), _best(dense)
    clauses: dict[ClauseRef, ScoredClause] = {}
    for (ref, ordinal), score in sorted(scores.items(), key=lambda item: -item[1]):
        passage = texts[ref, ordinal]
        clauses.setdefault(ref, ScoredClause(ref, score, passage, best_lexical.get(ref), best_dense.get(ref)))
    return list(clauses.values())


def _best(hits: Sequence[Hit]) -> dict[ClauseRef, float]:
    """The score of each clause's first, that is best, passage."""
    found: dict[ClauseRef, float] = {}
    for hit in hits:
        found.setdefault(hit.ref, hit.score)
    return found
