"""The one writer of the knowledge base: a document changes as a whole, at the moment the manifest is replaced."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kb.index.bm25 import LexicalIndex
from kb.index.embedding import Embedder, Vector, document_vectors
from kb.index.manifest import Copy, Entry, Manifest, document_id, unknown_document, version_of
from kb.index.records import Passage, searchable
from kb.index.store import Journal, Store
from kb.notices import Notice

if TYPE_CHECKING:
    from kb.index.chroma import DenseIndex

_BATCH = 500


class Writer:
    """Made by `KnowledgeBase.writer()`; begins by clearing away what an interrupted writer left behind."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store, self._embedder = store, embedder
        self._manifest, self._generation = store.manifest(), store.signature()
        self._lexical = LexicalIndex(store.home)
        self._clear_away()

    @property
    def manifest(self) -> Manifest:
        """What holds now."""
        return self._manifest

    def replace(
        self, notice: Notice, passages: Sequence[Passage], original: Path, recipe: str, data: bytes | None = None
    ) -> Entry:
        """Puts the notice in the place of its older version, or adds it; passages that hold already stay as they are.

        `passages` are those of `version_of(notice, recipe)`; `original` is the file that the notice was read from: its
        bytes are kept, `data` where they are in memory (a file in an archive). Until this returns readers see the old
        version; a crash leaves the old one or the new one. Raises KnowledgeBaseError where the embedding fails or is
        not that of the knowledge base.
        """
        self._manifest.require(self._embedder.identity, self._store.home)
        data = original.read_bytes() if data is None else data
        source = Copy(str(original.absolute()), hashlib.sha256(data).hexdigest())
        entry = self._entry(notice, len(passages), source, recipe)
        is_new = entry.version not in self._manifest.by_version
        vectors = self._vectors(passages, self._manifest.dimensions) if is_new else []
        self._begin((entry.version, *self._versions(entry.id)), (self._embedder.identity,))
        self._store.keep_original(entry, data)
        if is_new:
            self._add(entry.version, notice, passages, vectors)
        dimensions = len(vectors[0]) if vectors else self._manifest.dimensions
        self._commit({**self._manifest.entries, entry.id: entry}, self._embedder.identity, dimensions)
        return entry

    def remove(self, identifier: str) -> None:
        """Removes a document. Raises KnowledgeBaseError where there is no such document."""
        if identifier not in self._manifest.entries:
            raise unknown_document(identifier, self._store.home)
        self._begin(self._versions(identifier), ())
        entries = {key: entry for key, entry in self._manifest.entries.items() if key != identifier}
        self._commit(entries, self._manifest.embedding, self._manifest.dimensions)

    def reembed(self) -> bool:
        """Makes all vectors anew where KB_EMBEDDING is not what made them; whether it was so.

        The new vectors go to a collection of their own; the old one holds until they are complete.
        """
        made_by, wanted = self._manifest.embedding, self._embedder.identity
        if made_by in (None, wanted):
            return False
        passages = self._dense(made_by).passages()
        self._begin((), (made_by, wanted))
        self._dense(wanted).create()
        dimensions = None
        for start in range(0, len(passages), _BATCH):
            batch = passages[start : start + _BATCH]
            vectors = self._vectors(batch, dimensions)
            dimensions = len(vectors[0])
            self._dense(wanted).add(batch, vectors)
        self._commit(self._manifest.entries, wanted, dimensions)
        return True

    def _add(self, version: str, notice: Notice, passages: Sequence[Passage], vectors: Sequence[Vector]) -> None:
        dense = self._dense(self._embedder.identity)
        dense.create()
        dense.add(passages, vectors)
        self._lexical.add(passages)
        self._store.keep_notice(version, notice)

    def _begin(self, versions: tuple[str, ...], embeddings: tuple[str, ...]) -> None:
        """Notes what is about to be written, so that what is not committed can be cleared away."""
        self._clear_away()
        self._store.begin(Journal(versions, embeddings))

    def _commit(self, entries: dict[str, Entry], embedding: str | None, dimensions: int | None) -> None:
        made = (embedding, dimensions) if entries else (None, None)
        manifest = Manifest(entries, *made, removed=self._manifest.removed_without(entries))
        self._store.commit(manifest)
        generation = self._store.signature()
        if embedding:
            self._dense(embedding).advance(generation)
        self._generation = generation
        self._manifest = manifest
        self._clear_away()

    def _clear_away(self) -> None:
        """Deletes what the journal names and the manifest does not: the old of a commit, the new of a crash."""
        journal, held = self._store.journal(), self._manifest
        if journal is None:
            return
        stray = [version for version in journal.versions if version not in held.by_version]
        for embedding in journal.embeddings:
            if embedding != held.embedding:
                self._dense(embedding).drop()
        if stray:
            self._lexical.delete(stray)
            if held.embedding:
                self._dense(held.embedding).delete(stray)
        self._store.finish(held, stray)

    def _entry(self, notice: Notice, passages: int, source: Copy, recipe: str) -> Entry:
        identifier, data = document_id(notice), notice.document
        return Entry(
            id=identifier,
            version=version_of(notice, recipe),
            recipe=recipe,
            source=source,
            title=notice.title,
            number=data.number,
            issuer=data.issuer,
            signed_on=data.signed_on,
            clauses=len(notice.clauses),
            passages=passages,
            copies=_copies(self._manifest.entries.get(identifier), source, recipe),
        )

    def _versions(self, identifier: str) -> tuple[str, ...]:
        entry = self._manifest.entries.get(identifier)
        return (entry.version,) if entry else ()

    def _vectors(self, passages: Sequence[Passage], dimensions: int | None) -> list[Vector]:
        return document_vectors(self._embedder, [searchable(passage) for passage in passages], dimensions)

    def _dense(self, embedding: str) -> "DenseIndex":
        from kb.index.chroma import DenseIndex

        return DenseIndex(self._store.home, embedding, self._generation)


def _copies(old: Entry | None, source: Copy, recipe: str) -> tuple[Copy, ...]:
    """The other files of the notice: those known before, and the one that held till now if it is another file."""
    if old is None or old.recipe != recipe:
        return ()
    return tuple(copy for copy in (*old.copies, old.source) if copy.path != source.path)
