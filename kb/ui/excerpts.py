"""The place of a quote in its source: the notice as the source has it, cut where something begins or ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from kb.citations import Citation, is_true
from kb.clauses import Clause
from kb.notices import Notice

REACH = 20_000  # characters of the source before and after the quote: the whole notice, but for very long ones
_BREAKS = re.compile(r"\s*\n\s*")


class Place(StrEnum):
    """Where a piece of the source stands: outside the clause, in it, or in the quote."""

    AROUND = "around"
    CLAUSE = "clause"
    QUOTE = "quote"


class Look(StrEnum):
    """TEXT is shown; ASIDE is shown small, for it is not part of the clause's text (a page mark inside a word);
    FOLDED is there but takes no room: a line break that the page made and the text does not have.
    """

    TEXT = "text"
    ASIDE = "aside"
    FOLDED = "folded"


@dataclass(frozen=True)
class Piece:
    text: str
    place: Place
    look: Look = Look.TEXT


@dataclass(frozen=True)
class Source:
    """A citation with all that is shown when it is opened; true to the notice as it was when the answer was made.

    `pieces` together are an unbroken stretch of the source; `above` are the headings over the clause, from the top,
    with their labels; `starts_inside` and `ends_inside` say that the notice goes on before and after them.
    """

    citation: Citation
    above: tuple[str, ...]
    signed_on: date | None
    pieces: tuple[Piece, ...]
    starts_inside: bool
    ends_inside: bool


def source_of(citation: Citation, notice: Notice) -> Source | None:
    """The citation with its place in `notice`, or None where its quote does not stand there."""
    if not is_true(citation, notice):
        return None
    clause = notice.by_path[citation.clause]
    start, end = _window(citation, notice)
    return Source(
        citation=citation,
        above=tuple(_title(notice.by_path[path]) for path in clause.parents if path in notice.by_path),
        signed_on=notice.document.signed_on,
        pieces=tuple(_pieces(citation, clause, notice, start, end)),
        starts_inside=bool(notice.text[:start].strip()),
        ends_inside=bool(notice.text[end:].strip()),
    )


def _title(clause: Clause) -> str:
    return f"{clause.label}{clause.heading or ''}"


def _window(citation: Citation, notice: Notice) -> tuple[int, int]:
    """The whole source; of a very long one, what is in reach of the quote."""
    return max(citation.start - REACH, 0), min(citation.end + REACH, len(notice.text))


def _pieces(citation: Citation, clause: Clause, notice: Notice, start: int, end: int) -> Iterator[Piece]:
    kept = _kept(notice, start, end)
    folded = _folded(notice, kept, start, end)

    def place(at: int) -> Place:
        if citation.start <= at < citation.end:
            return Place.QUOTE
        return Place.CLAUSE if clause.start <= at < clause.end else Place.AROUND

    def look(at: int) -> Look:
        if at in folded:
            return Look.FOLDED
        within = bool(clause.spans) and clause.spans[0][0] <= at < clause.spans[-1][1]
        return Look.ASIDE if within and at not in kept and not notice.text[at].isspace() else Look.TEXT

    for (where, how), run in groupby(range(start, end), key=lambda at: (place(at), look(at))):
        yield Piece("".join(notice.text[at] for at in run), where, how)


def _kept(notice: Notice, start: int, end: int) -> set[int]:
    """The offsets between `start` and `end` that are part of a clause's text."""
    return {
        at
        for clause in notice.clauses
        if clause.start < end and start < clause.end
        for first, last in clause.spans
        for at in range(max(first, start), min(last, end))
    }


def _beginnings(clause: Clause, text: str) -> Iterator[int]:
    """Where the clause, what follows its label, and its text begin."""
    yield clause.start
    after_label = text[clause.start + len(clause.label) : clause.end]
    yield clause.end - len(after_label.lstrip())
    if clause.spans:
        yield clause.spans[0][0]


def _folded(notice: Notice, kept: set[int], start: int, end: int) -> set[int]:
    """The white space at line breaks that are not in the text, but for one break before each beginning."""
    begins = {at for clause in notice.clauses for at in _beginnings(clause, notice.text)}
    folded: set[int] = set()
    for run in _BREAKS.finditer(notice.text, start, end):
        dropped = set(range(*run.span())) - kept
        if len(dropped) == run.end() - run.start() and run.end() in begins:
            dropped.discard(notice.text.index("\n", run.start()))
        folded |= dropped
    return folded
