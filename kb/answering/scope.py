"""Which documents a question is about: those it names, those of the place it names, else the home place's first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.catalogue import Catalogue
from kb.questions import Question
from kb.questions.documents import titled_documents
from kb.text import fold

Read = Callable[[Catalogue], Question]


@dataclass(frozen=True)
class Scope:
    """A question as it reads beside a part of the corpus; `rest` is what else there is, where the part is assumed."""

    question: Question
    catalogue: Catalogue
    rest: Catalogue | None = None


def scopes(read: Read, said: str, corpus: Catalogue, home_place: str) -> Iterator[Scope]:
    """The parts of the corpus in which an answer is to be looked for, in turn.

    `read` gives the question as it reads beside a part, `said` are its folded words with those of the questions before.
    Where no notice is of the home place, all documents are equal.
    """
    home = corpus.at(*(place for place in corpus.issuing_places if place.startswith(home_place)))
    elsewhere = [place for place in corpus.issuing_places if place not in home.issuing_places and _says(said, place)]
    if elsewhere:
        yield _limited(read(corpus), corpus.at(*elsewhere))
        return
    if not home.by_id.keys() >= set(titled_documents(said, corpus)):
        yield _limited(read(corpus), corpus)
        return
    if home.holdings and home is not corpus:
        question = read(home)
        if question.documents:
            yield _limited(question, home)
            return
        if not question.missing:
            yield Scope(question, home, corpus.without(home))
    yield _limited(read(corpus), corpus)


def _limited(question: Question, catalogue: Catalogue) -> Scope:
    return Scope(question, catalogue.only(question.documents) if question.documents else catalogue)


def _says(said: str, place: str) -> bool:
    """Whether the words name the place, in full or without its 市."""
    return fold(place) in said or (len(place) > 2 and fold(place[:-1]) in said)
