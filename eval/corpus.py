"""The notices that a set of questions is about, as its gold names them: “A:二、（三）10”."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from eval.dataset import Dataset, GoldQuestion
from kb.clauses import Clause
from kb.documents import DocumentNumber
from kb.index import KnowledgeBase
from kb.notices import Cell, Notice, Table

_COUNTED = "家个项名人只件"
Place = tuple[str, int]  # a clause as the gold names it, and the offset of a character in its text


@dataclass(frozen=True)
class Corpus:
    """`notices` by letter; `ids` are their document ids and `versions` the hashes of what was parsed, by letter."""

    notices: Mapping[str, Notice]
    ids: Mapping[str, str]
    versions: Mapping[str, str]

    @classmethod
    def of(cls, dataset: Dataset, kb: KnowledgeBase) -> Self:
        """The notices in the knowledge base. Raises KnowledgeBaseError where a letter has not exactly one."""
        entries = kb.documents()
        ids = {letter: identifier for identifier, letter in dataset.letters(entries).items()}
        versions = {entry.id: entry.version for entry in entries}
        return cls(
            {letter: kb.notice(identifier) for letter, identifier in ids.items()},
            ids,
            {letter: versions[identifier] for letter, identifier in ids.items()},
        )

    @property
    def hash(self) -> str:
        """The SHA-256 of all that was parsed."""
        return hashlib.sha256("\n".join(f"{a}={b}" for a, b in sorted(self.versions.items())).encode()).hexdigest()

    @cached_property
    def letters(self) -> dict[str, str]:
        """The letter of each document id."""
        return {identifier: letter for letter, identifier in self.ids.items()}

    def ref(self, document_id: str, path: str) -> str:
        """A clause as the gold names it; a document without a letter is named by its id."""
        return f"{self.letters.get(document_id, document_id)}:{path}"

    def clause(self, ref: str) -> Clause | None:
        letter, _, path = ref.partition(":")
        notice = self.notices.get(letter)
        return notice.by_path.get(path) if notice else None

    def texts(self, ref: str) -> tuple[str, ...]:
        """All that a clause says: its notice's names, headings above it, its own words, units and cells."""
        letter, _, path = ref.partition(":")
        clause = self.clause(ref)
        if clause is None:
            return ()
        notice = self.notices[letter]
        document = notice.document
        numbered = [f"第{clause.task_number}{word}" for word in ("项", "条") if clause.task_number]
        tables = [table for table in notice.tables if table.path == path]
        rows = [_row(cells) for table in tables for cells in (table.columns, *table.rows, table.notes)]
        named = [
            document.title,
            document.notice_title,
            document.number,
            document.issuer,
            path,
            *notice.headings(clause),
        ]
        units = [words for unit in clause.units for words in (unit.name, unit.note)]
        said = [*named, clause.heading, clause.assignment, clause.text, *units, *numbered, *rows]
        return tuple(words for words in said if words)

    def facts(self, ref: str, today: dt.date) -> tuple[str, ...]:
        """What follows from a clause by counting or by its form: no words of it, yet proved by it.

        How it is named (“5号文一、1“建平台””), how many units it has, the last day of its deadlines, whether that is
        past, what its cells count (“甲区：现有30家” for a row of 甲区 and 30).
        """
        letter, _, path = ref.partition(":")
        clause = self.clause(ref)
        if clause is None:
            return ()
        notice = self.notices[letter]
        number = DocumentNumber.parse(notice.document.number or "")
        short = f"{number.serial}号文" if number else f"《{notice.document.title}》"
        named = [f"{short}中有", f"{short}{path}“{clause.heading or ''}”"]
        units = [f"任务有责任单位{len(clause.units)}家参与"] if clause.units else []
        due = [_due(deadline.date, today) for deadline in clause.deadlines if deadline.date]
        rows = [
            _counted(table, row, word)
            for word in _COUNTED
            for table in notice.tables
            if table.path == path
            for row in table.rows
        ]
        return (*named, *units, *due, *rows)

    def gold_characters(self, gold: GoldQuestion) -> frozenset[Place]:
        """The characters of the gold quotes; of a gold clause without one, all of its text."""
        places: set[Place] = set()
        for ref in gold.clauses:
            clause = self.clause(ref)
            for quote in gold.quotes.get(ref, (clause.text,) if clause else ()):
                places |= self.characters(ref, quote)
        return frozenset(places)

    def characters(self, ref: str, quote: str) -> frozenset[Place]:
        """The places of the characters of a quote; places beyond any text where it does not stand in its clause."""
        clause = self.clause(ref)
        at = clause.text.find(quote) if clause else -1
        return frozenset((ref, at + i if at >= 0 else -1 - i) for i in range(len(quote)))


def _row(cells: Sequence[Cell]) -> str:
    return f"|{'|'.join('' if cell is None else str(cell) for cell in cells)}|"


def _counted(table: Table, row: Sequence[Cell], word: str) -> str:
    """A row as a sentence: its first cell, then each column with its number of `word`."""
    cells = zip(table.columns[1:], row[1:], strict=False)
    return f"{row[0]}：" + "，".join(f"{name}{cell}{word}" for name, cell in cells if isinstance(cell, int | float))


def _due(day: dt.date, today: dt.date) -> str:
    return f"到{day.year}年{day.month}月{day.day}日{'已过期' if day < today else '尚未到期'}"
