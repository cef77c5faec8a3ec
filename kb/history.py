"""The conversations of the people who ask, kept on this machine: to be found again, continued, deleted."""

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kb.answering.answer import Answer
from kb.errors import KnowledgeBaseError
from kb.selection import WHOLE, Choice

_TABLE = """CREATE TABLE IF NOT EXISTS conversation (
    id TEXT NOT NULL, owner TEXT NOT NULL, title TEXT NOT NULL, words TEXT NOT NULL, changed TEXT NOT NULL,
    exchanges BLOB NOT NULL, PRIMARY KEY (owner, id))"""
_BY_TIME = "CREATE INDEX IF NOT EXISTS by_time ON conversation (owner, changed)"
_PATIENCE = 10.0


@dataclass(frozen=True)
class Exchange:
    """A question, what was chosen to look at, and the answer."""

    question: str
    answer: Answer
    choice: Choice = WHOLE


@dataclass(frozen=True)
class Kept:
    """A conversation in the list: `title` is its first question, `changed` when it last grew."""

    id: str
    title: str
    changed: dt.datetime


_EXCHANGES = msgspec.json.Decoder(list[Exchange])


class History:
    """The conversations in a SQLite file, each seen by its owner alone. Raises KnowledgeBaseError where it is unusable.

    The file is made by the first `keep`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, owner: str, identifier: str, exchanges: Sequence[Exchange]) -> None:
        """Puts a conversation in the place of what was kept under this id."""
        words = "\n".join(f"{each.question}\n{each.answer.answer}" for each in exchanges)
        row = (identifier, owner, exchanges[0].question, words, _now(), msgspec.json.encode(exchanges))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._opened() as database:
            database.execute("INSERT OR REPLACE INTO conversation VALUES (?, ?, ?, ?, ?, ?)", row)

    def find(self, owner: str, words: str = "", limit: int = 50) -> list[Kept]:
        """The owner's conversations that say `words`, the last one first."""
        if not self._path.exists():
            return []
        with self._opened() as database:
            rows = database.execute(
                "SELECT id, title, changed FROM conversation WHERE owner = ? AND instr(lower(words), lower(?)) > 0"
                " ORDER BY changed DESC LIMIT ?",
                (owner, words.strip(), limit),
            ).fetchall()
        return [Kept(identifier, title, dt.datetime.fromisoformat(changed)) for identifier, title, changed in rows]

    def read(self, owner: str, identifier: str) -> list[Exchange]:
        """The exchanges of a conversation; none where there is no such conversation, or it is of an older version."""
        if not self._path.exists():
            return []
        with self._opened() as database:
            row = database.execute(
                "SELECT exchanges FROM conversation WHERE owner = ? AND id = ?", (owner, identifier)
            ).fetchone()
        try:
            return _EXCHANGES.decode(row[0]) if row else []
        except msgspec.MsgspecError:
            return []

    def delete(self, owner: str, identifier: str | None = None) -> None:
        """Deletes a conversation, or all of the owner's."""
        if not self._path.exists():
            return
        with self._opened() as database:
            database.execute(
                "DELETE FROM conversation WHERE owner = ? AND (id = ? OR ? IS NULL)", (owner, identifier, identifier)
            )

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes hold when the block ends."""
        try:
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as database, database:
                database.execute("PRAGMA journal_mode=WAL")
                database.execute("PRAGMA secure_delete=ON")
                database.execute(_TABLE)
                database.execute(_BY_TIME)
                yield database
        except sqlite3.Error as error:
            raise KnowledgeBaseError(f"对话记录 {self._path} 用不了（{error}）：请检查磁盘，或删除该文件。") from error


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
