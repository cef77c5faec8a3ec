"""One state of the knowledge base, as a reader looks at it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.index.bm25 import LexicalIndex
from kb.index.manifest import Manifest, damaged
from kb.index.records import ClauseRef, Hit, read_passage_id
from kb.index.store import Store

if TYPE_CHECKING:
    from kb.index.chroma import DenseIndex

Search = Callable[[int], list[tuple[str, float]]]


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
        index = LexicalIndex(self.store.home)
        self._check(index.count(), "全文索引")
        return index

    @cached_property
    def dense(self) -> "DenseIndex":
        from kb.index.chroma import DenseIndex  # costs 1.5 s, which a list of documents need not wait for

        index = DenseIndex(self.store.home, self.manifest.embedding or "", self.signature)
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
