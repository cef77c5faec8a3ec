"""Which clauses speak of a topic, and which of their sentences: measured by the weight of the words that they cover."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kb.catalogue import Catalogue, Located
from kb.clauses import Part
from kb.index import EVERYTHING, Filter, KnowledgeBase
from kb.questions import Concept, Question
from kb.retrieval.hybrid import ScoredClause, search
from kb.text import bigrams, fold

DEPTH, _DEEP = 40, 100
_FEW_DOCUMENTS = 10
_FLAT = (Part.TITLE, Part.CLOSING)
_ABOVE = 0.5
_OTHER_FORM = 0.95
_PART_OF_WORD = 0.6
_IN_HEADING, _IN_SENTENCE, _IN_ORDER, _AS_SEARCHED = 0.3, 0.7, 0.5, 0.3  # of the score
_SAID_OF_ALL, _MUCH_OF_IT, _FEW_OF_TITLE = 0.3, 0.3, 2


@dataclass(frozen=True)
class Found:
    """A clause that speaks of the topic.

    `coverage` is the share (0 to 1) of the weight of the question's concepts that the clause covers with the headings
    above it; `score` orders the clauses; `sentences` are the sentences of its text with the share that each covers;
    `said` are the concepts that it has, with the title and the headings above it.
    """

    located: Located
    coverage: float
    score: float
    sentences: tuple[tuple[str, float], ...]
    said: tuple[Concept, ...] = ()

    @property
    def best(self) -> float:
        """The share that its best sentence covers."""
        return max((share for _, share in self.sentences), default=0.0)

    @property
    def best_sentence(self) -> str:
        """The first of the sentences that cover most; empty where none covers anything."""
        return next((sentence for sentence, share in self.sentences if share == self.best > 0), "")


def find(question: Question, catalogue: Catalogue, kb: KnowledgeBase) -> list[Found]:
    """The clauses that cover something of the topic, best first."""
    if not question.concepts:
        return []
    query = " ".join(form for concept in question.concepts for form in concept.forms)
    few = len(catalogue.holdings) <= _FEW_DOCUMENTS
    where = Filter(documents=tuple(catalogue.by_id)) if few else EVERYTHING
    depth = DEPTH if few else _DEEP
    hits = search(kb, f"{question.folded} {query}", depth, where, question.text)
    located = (catalogue.by_key.get((hit.ref.document_id, hit.ref.path)) for hit in hits)
    wanted = [c for c in located if c and c.is_leaf and c.clause.path not in _FLAT and question.is_of(c)]
    strength = _strengths(hits)
    found = (assess(candidate, question, strength.get(candidate.key, 0.0)) for candidate in wanted[:DEPTH])
    return sorted((f for f in found if f.coverage > 0), key=lambda f: (-f.score, f.located.key))


def speaks_of(located: Located, names: Iterable[str]) -> bool:
    """Whether the clause, or the title of its document, has all these names."""
    told = located.headings + located.heading + located.text
    return all(name in told for name in names)


def _strengths(hits: Sequence[ScoredClause]) -> dict[tuple[str, str], float]:
    """What a reranker thinks of each clause, else its BM25 score as a share of the best: 0 to 1."""
    best = max((hit.lexical or 0.0 for hit in hits), default=0.0) or 1.0
    return {
        (hit.ref.document_id, hit.ref.path): (hit.lexical or 0.0) / best if hit.relevance is None else hit.relevance
        for hit in hits
    }


def assess(located: Located, question: Question, strength: float = 0.0) -> Found:
    """How well a clause covers the topic: in heading, text, the headings above, and its best sentence.

    `strength` is what retrieval thought of it, from 0 to 1.
    """
    concepts, total = question.concepts, question.weight or 1.0
    of_title = _of_title(located, concepts)
    covered = headed = 0.0
    said = []
    for concept in concepts:
        own = max(likeness(concept, located.heading), likeness(concept, located.text))
        above = 1.0 if concept in of_title else _ABOVE * likeness(concept, located.headings)
        covered += concept.weight * max(own, above)
        headed += concept.weight * likeness(concept, located.heading)
        said += [concept] if max(own, likeness(concept, located.headings)) > _PART_OF_WORD else []
    lighter = of_title if len(of_title) > _FEW_OF_TITLE else []
    telling = [replace(c, weight=_SAID_OF_ALL * c.weight) if c in lighter else c for c in concepts]
    rated = tuple(rate_sentences(located, telling))
    best = max((share for _, share in rated), default=0.0)
    score = (covered + _IN_HEADING * headed) / total + _IN_SENTENCE * best
    score += _IN_ORDER * _sameness(question.topic, located) + _AS_SEARCHED * strength
    return Found(located, covered / total, score, rated, tuple(said))


def _of_title(located: Located, concepts: Sequence[Concept]) -> list[Concept]:
    """The concepts that name the document, where much of the question does: they tell none of its clauses apart."""
    title = fold(located.holding.title)
    named = [c for c in concepts if likeness(c, title) >= _OTHER_FORM]
    weight = sum(c.weight for c in named)
    return named if weight >= _MUCH_OF_IT * sum(c.weight for c in concepts) else []


@lru_cache(maxsize=4096)
def _pairs(words: str) -> tuple[str, ...]:
    return tuple(bigrams(words))


def _sameness(topic: str, located: Located) -> float:
    """The share of the pairs of characters of the topic that the clause has: words in their order."""
    pairs = _pairs(topic)
    text = located.heading + located.text
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def rate_sentences(located: Located, concepts: Sequence[Concept]) -> Iterable[tuple[str, float]]:
    """Each sentence of the text with the share of the concepts' weight that it covers itself."""
    total = sum(concept.weight for concept in concepts) or 1.0
    for sentence, folded in located.sentences:
        yield sentence, sum(c.weight * likeness(c, folded) for c in concepts) / total


def likeness(concept: Concept, folded: str) -> float:
    """1 where the text has the concept's own words, less for another form or for a part of its characters."""
    if not folded:
        return 0.0
    if concept.surface[0].isdigit():
        return float(bool(re.search(rf"(?<![\d.]){re.escape(concept.forms[0])}(?!\d)", folded)))
    if concept.surface in folded:
        return 1.0
    if any(form in folded for form in concept.forms[1:]):
        return _OTHER_FORM
    pairs = _pairs(concept.surface) if len(concept.surface) > 2 else ()
    share = sum(pair in folded for pair in pairs) / len(pairs) if pairs else 0.0
    return _PART_OF_WORD * share if share >= 0.5 else 0.0
