"""What the index holds and is asked for: passages, the clauses they belong to, and the filter over their metadata."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import msgspec

from kb.clauses import Clause
from kb.notices import Notice
from kb.units import Role

Value = str | int | list[str] | list[int]
Metadata = Mapping[str, Value]


class Passage(Protocol):
    """A piece of a clause's text as llama-index's TextNode holds it; `metadata` is that of `metadata()` below."""

    @property
    def node_id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def metadata(self) -> Mapping[str, Value]: ...


@dataclass(frozen=True)
class StoredPassage:
    """A passage as it comes back from the index."""

    node_id: str
    text: str
    metadata: Mapping[str, Value]


@dataclass(frozen=True)
class ClauseRef:
    """A clause of a document of the knowledge base."""

    document_id: str
    path: str


@dataclass(frozen=True)
class Hit:
    """A passage that a search found: `text` is an exact piece of the clause's text, the `ordinal`-th from 0.

    `score` grows with likeness: BM25 (0 to about 100) of the lexical side, cosine (-1 to 1) of the dense side.
    """

    ref: ClauseRef
    ordinal: int
    score: float
    text: str


@dataclass(frozen=True)
class Filter:
    """Which clauses to look among. Every field that is set must hold; of several names one is enough.

    `units` are names as the notice writes them, in any role, `leads` those in the role 牵头; `within` is a clause path
    and everything under it; `due_from` and `due_until` bound the last day of a deadline, both days included.
    """

    documents: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    task_number: int | None = None
    path: str | None = None
    within: str | None = None
    due_from: dt.date | None = None
    due_until: dt.date | None = None

    @property
    def due(self) -> tuple[int, int] | None:
        """The first and last day of the deadlines asked for, as 20271231, or None where any will do."""
        if self.due_from is None and self.due_until is None:
            return None
        return day_number(self.due_from or dt.date.min), day_number(self.due_until or dt.date.max)


EVERYTHING = Filter()


def day_number(day: dt.date) -> int:
    """A date as an integer that sorts by day.

    >>> day_number(dt.date(2027, 12, 31))
    20271231
    """
    return day.year * 10000 + day.month * 100 + day.day


def passage_id(version: str, path: str, ordinal: int) -> str:
    """The id of the `ordinal`-th passage of a clause: “<version>/<path>#<ordinal>”."""
    return f"{version}/{path}#{ordinal}"


def read_passage_id(identifier: str) -> tuple[str, str, int]:
    """The version, clause path and ordinal of a passage's id.

    >>> read_passage_id("9f3c/二、（三）10#1")
    ('9f3c', '二、（三）10', 1)
    """
    version, _, rest = identifier.partition("/")
    path, _, ordinal = rest.rpartition("#")
    return version, path, int(ordinal)


def metadata(document_id: str, version: str, notice: Notice, position: int, ordinal: int) -> dict[str, Value]:
    """The metadata of the `ordinal`-th passage of the notice's `position`-th clause, both from 0.

    What is not stated has no key (Chroma takes no None and no empty list). Dates are numbers (20271231); `context` is
    the headings above the clause and its own, one a line: they are searched with the text but are no part of it.
    """
    clause, data = notice.clauses[position], notice.document
    headings = list(notice.headings(clause))
    days = sorted({day_number(deadline.date) for deadline in clause.deadlines if deadline.date})
    values: dict[str, Value | None] = {
        "document_id": document_id,
        "version": version,
        "title": notice.title,
        "number": data.number,
        "issuer": data.issuer,
        "signed_on": day_number(data.signed_on) if data.signed_on else None,
        "printed_on": day_number(data.printed_on) if data.printed_on else None,
        "path": clause.path,
        "parents": list(clause.parents),
        "heading": clause.heading,
        "headings": headings,
        "context": "\n".join(headings + _own_heading(clause)),
        "task_number": clause.task_number,
        "units": [unit.name for unit in clause.units],
        "leads": [unit.name for unit in clause.units if unit.role is Role.LEAD],
        "deadlines": days,
        "due_first": days[0] if days else None,
        "due_last": days[-1] if days else None,
        "targets": json.dumps(msgspec.to_builtins(clause.targets), ensure_ascii=False) if clause.targets else None,
        "position": position,
        "ordinal": ordinal,
    }
    return {key: value for key, value in values.items() if value not in (None, [], "")}


def _own_heading(clause: Clause) -> list[str]:
    return [clause.heading] if clause.heading and clause.heading != clause.text else []


def searchable(passage: Passage) -> str:
    """What of a passage is searched: the headings above it, its own, its text."""
    context = passage.metadata.get("context")
    return f"{context}\n{passage.text}" if context else passage.text
