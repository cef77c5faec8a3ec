"""The knowledge base as its callers see it: documents, complete sets of clauses, two ways to search, one writer."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from kb.errors import KnowledgeBaseError
from kb.index.bm25 import LexicalIndex
from kb.index.embedding import Embedder, embedder, query_vector
from kb.index.manifest import Entry, Manifest, damaged, unknown_document
from kb.index.records import EVERYTHING, ClauseRef, Filter, Hit, read_passage_id
from kb.index.store import Store
from kb.notices import Notice
from kb.settings import Settings

if TYPE_CHECKING:
    from kb.index.chroma import DenseIndex
    from kb.index.writer import Writer

Found = TypeVar("Found")
Search = Callable[[int], list[tuple[str, float]]]
_ATTEMPTS = 5


@dataclass(frozen=True)
class View:
    """One state of the knowledge base: the manifest that held when `signature` did, and the indexes as of then."""

    store: Store
    signature: tuple[int, int] | None

    @cached_property
    def manifest(self) -> Manifest:
        return self.store.manifest()

    @cached_property
    def lexical(self) -> LexicalIndex:
        index = LexicalIndex(self.store.lexical)
        self._check(index.count(), "全文索引")
        return index

    @cached_property
    def dense(self) -> "DenseIndex":
        from kb.index.chroma import DenseIndex  # costs 1.5 s, which a list of documents need not wait for

        index = DenseIndex(self.store.dense, self.manifest.embedding or "", self.signature)
        self._check(index.count(), "向量索引")
        return index

    def ref(self, identifier: str) -> ClauseRef | None:
        """The clause of a passage, or None for a passage of a version that does not hold."""
        version, path, _ = read_passage_id(identifier)
        document = self.manifest.by_version.get(version)
        return ClauseRef(document, path) if document else None

    def hits(self, search: Search, k: int) -> list[Hit]:
        """The `k` best of `search` that hold: it is asked for more while some of what it finds does not."""
        wanted = k
        while True:
            found = search(wanted)
            held = [(identifier, score) for identifier, score in found if self.ref(identifier)]
            if len(held) >= k or len(found) < wanted:
                return self._with_texts(held[:k])
            wanted *= 2

    def _with_texts(self, found: list[tuple[str, float]]) -> list[Hit]:
        texts = self.lexical.texts([identifier for identifier, _ in found])
        if len(texts) < len(found):
            raise damaged(self.store.home, "全文索引和向量索引对不上")
        return [
            Hit(ref, read_passage_id(identifier)[2], score, texts[identifier])
            for identifier, score in found
            if (ref := self.ref(identifier))
        ]

    def _check(self, count: int, what: str) -> None:
        if count < self.manifest.passages:
            expected = self.manifest.passages
            raise damaged(self.store.home, f"{what}不完整（应有 {expected} 段，只有 {count} 段）")


class KnowledgeBase:
    """The documents under KB_HOME. Readers take no lock and see, at each call, what has been committed by then.

    Opening costs nothing and makes nothing; a directory that is not there is an empty knowledge base. All methods
    raise KnowledgeBaseError for files that are damaged, and may be called from several threads.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
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
        return embedder(self._settings)

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
        manifest = self._current().manifest
        if not manifest.passages:
            return []
        manifest.require(self.embedder.identity, self._store.home)
        vector = query_vector(self.embedder, query, manifest.dimensions)
        return self._read(lambda view: view.hits(lambda wanted: view.dense.search(vector, wanted, where), k))

    def close(self) -> None:
        """Lets go of the files, for those who delete the directory; the next call opens them again."""
        with self._turn:
            self._view = None
        if "kb.index.chroma_client" in sys.modules:
            from kb.index.chroma_client import close

            close(self._store.dense)

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
