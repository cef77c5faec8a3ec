"""A parsed notice 公文: its document data, clauses and tables, and what found no place."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

import msgspec

from kb.clauses import Clause
from kb.documents import Document

Cell = str | int | float | None
DOUBT = "没有发文字号、发文机关、日期和条款，可能不是公文"


@dataclass(frozen=True)
class Table:
    """A table; `path` is the clause that holds it, `rows` without the heading rows, `notes` the lines below it."""

    path: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unplaced:
    """Characters of the source that belong to no clause."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Notice:
    """`text` is the source as read, into which every clause's span points."""

    source: str
    text: str
    document: Document
    clauses: tuple[Clause, ...]
    tables: tuple[Table, ...] = ()
    unassigned: tuple[Unplaced, ...] = ()

    @property
    def title(self) -> str:
        """What a reader calls it: its title, else the name of its file, so that it always has one."""
        return self.document.title or PurePath(self.source).stem or self.source

    @property
    def is_doubtful(self) -> bool:
        """Whether nothing shows that it is a notice: it has no number, issuer, date or numbered clause; see DOUBT."""
        data = self.document
        stated = (data.number, data.issuer, data.signed_on, data.printed_on)
        return not any(stated) and not any(clause.label for clause in self.clauses)

    @cached_property
    def by_path(self) -> dict[str, Clause]:
        return {clause.path: clause for clause in self.clauses}

    def headings(self, clause: Clause) -> tuple[str, ...]:
        """The headings above `clause`, from the top."""
        above = (self.by_path[path].heading for path in clause.parents)
        return tuple(heading for heading in above if heading)

    def to_json(self) -> dict[str, object]:
        """The object that `kb parse --json` prints: document data first, then the parts."""
        parsed = msgspec.to_builtins(self)
        document = parsed.pop("document")
        del parsed["text"]
        for clause in parsed["clauses"]:
            del clause["spans"]
        return {"source": parsed.pop("source"), **document, **parsed}
