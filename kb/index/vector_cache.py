"""Vectors that were made before, by the hash of what they were made from: to ingest a text again costs nothing."""

import hashlib
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kb.index.embedding import Embedder, Vector, document_vectors

Found = TypeVar("Found")
_MEGABYTE = 1024 * 1024
_BATCH = 100
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, used INTEGER, vector BLOB) WITHOUT ROWID"
_NEXT = "SELECT coalesce(max(used), 0) + 1 FROM vectors"


class VectorCache:
    """At most `megabytes` of vectors in one file; those unused for longest go first.

    It may be deleted at any time. One that cannot be read or written is made anew, or counts as empty.
    """

    def __init__(self, path: Path, megabytes: int) -> None:
        self._path, self._limit = path, megabytes * _MEGABYTE

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Vector]:
        """The vectors that are there, by their keys."""

        def look(database: sqlite3.Connection) -> dict[bytes, Vector]:
            now = database.execute(_NEXT).fetchone()[0]
            found = {}
            for key in keys:
                row = database.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
                if row:
                    found[key] = array("f", row[0]).tolist()
            database.executemany("UPDATE vectors SET used = ? WHERE key = ?", [(now, key) for key in found])
            return found

        return (self._with(look) or {}) if self._path.exists() else {}

    def put(self, vectors: Mapping[bytes, Vector]) -> None:
        def write(database: sqlite3.Connection) -> None:
            now = database.execute(_NEXT).fetchone()[0]
            rows = [(key, now, array("f", vector).tobytes()) for key, vector in vectors.items()]
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
            while _size(database) > self._limit and database.execute("SELECT 1 FROM vectors").fetchone():
                database.execute(
                    "DELETE FROM vectors WHERE key IN (SELECT key FROM vectors ORDER BY used LIMIT ?)", (_BATCH,)
                )

        self._with(write)

    def _with(self, work: Callable[[sqlite3.Connection], Found]) -> Found | None:
        """What `work` finds; None where the file cannot be used. A damaged one is deleted and tried once more."""
        for _ in range(2):
            try:
                with self._opened() as database:
                    return work(database)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    return None
                self._path.unlink(missing_ok=True)
            except (OSError, ValueError):
                return None
        return None

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=5)) as database, database:
            database.execute(_TABLE)
            yield database


def _size(database: sqlite3.Connection) -> int:
    """The bytes of the pages in use."""
    pages, free, size = (
        database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


@dataclass(frozen=True)
class CachedEmbedder:
    """An embedder that is asked only for what the cache does not have. `source` names all that a vector depends on.

    What is made is kept batch by batch: an ingestion that is cut short goes on where it was.
    """

    embedder: Embedder
    cache: VectorCache
    source: str

    @property
    def identity(self) -> str:
        return self.embedder.identity

    @property
    def weight(self) -> float:
        return self.embedder.weight

    def documents(self, texts: Sequence[str]) -> list[Vector]:
        """One vector a text. Raises PolicyKBError."""
        keys = [_key(self.source, text) for text in texts]
        found = self.cache.get(list(dict.fromkeys(keys)))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        wanted = list(missing.items())
        for start in range(0, len(wanted), _BATCH):
            batch = dict(wanted[start : start + _BATCH])
            made = document_vectors(self.embedder, list(batch.values()), None)
            new = dict(zip(batch, made, strict=True))
            self.cache.put(new)
            found |= new
        return [found[key] for key in keys]

    def query(self, text: str) -> Vector:
        """The vector of a question, which is never kept. Raises PolicyKBError."""
        return self.embedder.query(text)


def _key(source: str, text: str) -> bytes:
    return hashlib.blake2b(f"{source}\0{text}".encode(), digest_size=20).digest()
