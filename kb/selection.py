"""A part of the knowledge base that a reader has chosen: some documents, one year, the clauses of one unit."""

from dataclasses import dataclass, replace

from kb.index import EVERYTHING, Entry, Filter, Hit, KnowledgeBase
from kb.notices import Notice


@dataclass(frozen=True)
class Choice:
    """What to look at: documents by id, those signed in a year, clauses that name a unit; empty for everything.

    `units` are the names of one unit as the notices write them.
    """

    documents: tuple[str, ...] = ()
    year: int | None = None
    units: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.year or self.units)

    def lets(self, entry: Entry) -> bool:
        """Whether a document may be looked at."""
        in_year = self.year is None or (entry.signed_on is not None and entry.signed_on.year == self.year)
        return in_year and (not self.documents or entry.id in self.documents)


WHOLE = Choice()


class Selection(KnowledgeBase):
    """The chosen part of a knowledge base, to be asked like the whole."""

    def __init__(self, whole: KnowledgeBase, choice: Choice) -> None:
        self._whole, self._choice = whole, choice
        self.embedder, self.settings = whole.embedder, whole.settings

    def documents(self) -> list[Entry]:
        return [entry for entry in self._whole.documents() if self._choice.lets(entry)]

    def notice(self, document_id: str) -> Notice:
        """The notice; where a unit was chosen, with the clauses that name it and those that they stand under only."""
        notice = self._whole.notice(document_id)
        if not self._choice.units:
            return notice
        named = [c for c in notice.clauses if any(unit.name in self._choice.units for unit in c.units)]
        kept = {path for clause in named for path in (clause.path, *clause.parents)}
        clauses = tuple(clause for clause in notice.clauses if clause.path in kept)
        tables = tuple(table for table in notice.tables if table.path in kept)
        return replace(notice, clauses=clauses, tables=tables)

    def lexical(self, query: str, k: int, where: Filter = EVERYTHING) -> list[Hit]:
        narrowed = self._narrowed(where)
        return self._whole.lexical(query, k, narrowed) if narrowed else []

    def dense(self, query: str, k: int, where: Filter = EVERYTHING) -> list[Hit]:
        narrowed = self._narrowed(where)
        return self._whole.dense(query, k, narrowed) if narrowed else []

    def state(self) -> object:
        return self._whole.state()

    def _narrowed(self, where: Filter) -> Filter | None:
        """`where` within the selection, or None where nothing is left."""
        held = [entry.id for entry in self.documents()]
        documents = tuple(identifier for identifier in held if not where.documents or identifier in where.documents)
        return replace(where, documents=documents, units=where.units or self._choice.units) if documents else None
