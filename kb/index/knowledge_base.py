"""The knowledge base as its callers see it: documents, complete sets of clauses, two ways to search, one writer."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from kb.errors import KnowledgeBaseError
from kb.index.embedding import Embedder, embedder, query_vector
from kb.index.manifest import Entry, unknown_document
from kb.index.records import EVERYTHING, ClauseRef, Filter, Hit
from kb.index.store import Store
from kb.index.view import View
from kb.notices import Notice
from kb.settings import Settings

if TYPE_CHECKING:
    from kb.index.writer import Writer

Found = TypeVar("Found")
_ATTEMPTS = 5


class KnowledgeBase:
    """The documents under KB_HOME. Readers take no lock and see, at each call, what has been committed by then.

    Opening costs nothing and makes nothing; a directory that is not there is an empty knowledge base. All methods
    raise KnowledgeBaseError for files that are damaged, and may be called from several threads.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self.settings = store, settings
        self._view: View | None = None
        self._turn = threading.Lock()
        self._notices = lru_cache(maxsize=1024)(store.notice)

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The knowledge base of the settings' KB_HOME. Raises KnowledgeBaseError where that is not a directory."""
        return cls(Store(settings.home), settings)

    @cached_property
    def embedder(self) -> Embedder:
        """What KB_EMBEDDING names."""
        return embedder(self.settings)

    def documents(self) -> list[Entry]:
        """All documents, in the order in which they first came."""
        return list(self._current().manifest.entries.values())

    def notice(self, document_id: str) -> Notice:
        """The parsed notice of a document. Raises KnowledgeBaseError where there is no such document."""
        return self._read(lambda view: self._notices(self._entry(view, document_id).version))

    def original(self, document_id: str) -> Path:
        """The copy of the source file of a document, byte for byte."""
        return self._read(lambda view: self._store.original(self._entry(view, document_id)))

    def clauses(self, where: Filter = EVERYTHING) -> list[ClauseRef]:
        """Every clause that `where` lets through, complete, each once, in the order of the documents and their text."""

        def look(view: View) -> list[ClauseRef]:
            if not view.manifest.passages:
                return []
            order = {document: place for place, document in enumerate(view.manifest.entries)}
            found = {(view.ref(identifier), position) for identifier, position in view.dense.select(where)}
            held = [(order[ref.document_id], position, ref) for ref, position in found if ref]
            return [ref for *_, ref in sorted(held, key=lambda item: item[:2])]

        return self._read(look)

    def lexical(self, query: str, k: int, where: Filter = EVERYTHING) -> list[Hit]:
        """The `k` passages with the best BM25 score for `query`, best first."""

        def look(view: View) -> list[Hit]:
            if not view.manifest.passages:
                return []
            return view.hits(lambda wanted: view.lexical.search(query, wanted, where), k)

        return self._read(look)

    def dense(self, query: str, k: int, where: Filter = EVERYTHING) -> list[Hit]:
        """The `k` passages whose vectors are nearest to that of `query`, nearest first.

        Raises KnowledgeBaseError where the vectors were made by another embedding than that of the settings.
        """

        def look(view: View) -> list[Hit]:
            if not view.manifest.passages:
                return []
            view.manifest.require(self.embedder.identity, self._store.home)
            vector = query_vector(self.embedder, query, view.manifest.dimensions)
            return view.hits(lambda wanted: view.dense.search(vector, wanted, where), k)

        return self._read(look)

    def close(self) -> None:
        """Lets go of the files, for those who delete the directory; the next call opens them again."""
        with self._turn:
            self._view = None
        if "kb.index.chroma_client" in sys.modules:
            from kb.index.chroma_client import close

            close((self._store.home / "chroma").absolute())

    def state(self) -> object:
        """What differs whenever anything has been committed in between; costs one look at a file."""
        return self._store.signature()

    @contextmanager
    def writer(self) -> Iterator["Writer"]:
        """The one writer, until the block ends. Raises KnowledgeBaseError at once where another process writes."""
        from kb.index.writer import Writer

        with self._store.lock():
            yield Writer(self._store, self.embedder)

    def _entry(self, view: View, document_id: str) -> Entry:
        entry = view.manifest.entries.get(document_id)
        if entry is None:
            raise unknown_document(document_id, self._store.home)
        return entry

    def _current(self) -> View:
        signature = self._store.signature()
        with self._turn:
            if self._view is None or self._view.signature != signature:
                self._view = View(self._store, signature)
            return self._view

    def _read(self, look: Callable[[View], Found]) -> Found:
        """What `look` finds in one state: where a commit came in between, it looks again in the new one."""
        for _ in range(_ATTEMPTS):
            view = self._current()
            try:
                found = look(view)
            except KnowledgeBaseError:
                if self._store.signature() == view.signature:
                    raise
                continue
            if self._store.signature() == view.signature:
                return found
        return look(self._current())
