"""Which documents a question is about: those it names, those of the place it names, else the home place's first.

What the documents of a place do not speak of, those of the state may; a document without issuer is of the place that
it speaks of.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kb.catalogue import Catalogue, names_of
from kb.questions import Question
from kb.questions.documents import titled_documents
from kb.questions.elsewhere import is_told_before
from kb.text import fold

Read = Callable[[Catalogue], Question]


@dataclass(frozen=True)
class Scope:
    """A question as it reads beside a part of the corpus; `rest` is what else may answer it.

    `assumed` where the question itself does not say that it means this part.
    """

    question: Question
    catalogue: Catalogue
    rest: Catalogue | None = None
    assumed: bool = False


def scopes(read: Read, said: str, corpus: Catalogue, home_place: str) -> Iterator[Scope]:
    """The parts of the corpus in which an answer is to be looked for, in turn.

    `read` gives the question as it reads beside a part, `said` are its folded words with those of the questions before.
    Where no notice is of the home place, all documents are equal.
    """
    home = corpus.at(*(place for place in corpus.issuing_places if place.startswith(home_place)))
    here = [fold(name) for place in home.issuing_places for name in names_of(place)]
    others = (place for place in corpus.issuing_places if place not in home.issuing_places)
    elsewhere = [place for place in others if _is_asked_of(said, place, here)]
    titled = set(titled_documents(said, corpus))
    part = corpus.about(*elsewhere) if elsewhere else home
    if not part.by_id.keys() >= titled and (not elsewhere or all(corpus.by_id[d].place is None for d in titled)):
        yield _limited(read(corpus), corpus)
        return
    if elsewhere:
        yield from _of_place(read, part, corpus)
        return
    if home.holdings and home is not corpus:
        question = read(home)
        if question.documents:
            yield _limited(question, home)
            return
        if not question.missing:
            yield Scope(question, home, corpus.without(home), assumed=True)
    yield _limited(read(corpus), corpus)


def _of_place(read: Read, part: Catalogue, corpus: Catalogue) -> Iterator[Scope]:
    """The documents of the place that is named, then those of the state with them."""
    question = read(part)
    if not question.documents and corpus.central.holdings:
        yield Scope(question, part, corpus.central)
        part = corpus.only(part.by_id.keys() | corpus.central.by_id.keys())
        question = read(part)
    yield _limited(question, part)


def _limited(question: Question, catalogue: Catalogue) -> Scope:
    return Scope(question, catalogue.only(question.documents) if question.documents else catalogue)


def _is_asked_of(said: str, place: str, here: Sequence[str]) -> bool:
    """Whether the words name the place, by any of its names, and do not only tell of it before they ask of here."""
    return any(name in said and not is_told_before(name, said, here) for name in map(fold, names_of(place)))
