"""The dense side and the metadata: in Chroma, with a record a passage."""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from chromadb.api.models.Collection import Collection

from kb.index.chroma_client import advance, alone_with, client_of, close
from kb.index.embedding import Vector
from kb.index.records import Filter, Metadata, Passage, StoredPassage

_NAME, _BATCH = "passages", 500


class DenseIndex:
    """The passages under `home` whose vectors were made by `embedding`: a Chroma of its own, so that vectors never mix.

    `generation` is what changes with every commit. All methods raise KnowledgeBaseError where Chroma fails.
    """

    def __init__(self, home: Path, embedding: str, generation: object) -> None:
        name = hashlib.blake2b(embedding.encode(), digest_size=8).hexdigest()
        self._directory, self._generation = (home / "chroma" / name).absolute(), generation

    def create(self) -> None:
        """Makes the collection where it is not there."""
        with client_of(self._directory, self._generation) as client:
            client.get_or_create_collection(_NAME, embedding_function=None, configuration={"hnsw": {"space": "cosine"}})

    def drop(self) -> None:
        """Deletes it all, if there is anything."""
        with alone_with(self._directory):
            close(self._directory)
            shutil.rmtree(self._directory, ignore_errors=True)

    def advance(self, generation: object) -> None:
        """Says that all that came up to this generation was written through here: nothing need be opened anew."""
        advance(self._directory, self._generation, generation)

    def count(self) -> int:
        """How many passages there are."""
        with self._collection() as collection:
            return int(collection.count())

    def search(self, vector: Vector, k: int, where: Filter) -> list[tuple[str, float]]:
        """The id and cosine of the `k` nearest passages, nearest first (texts from here would take thrice the time)."""
        with self._collection() as collection:
            among = None if where.due is None else [identifier for identifier, _ in self.select(where)]
            if among == []:
                return []
            found: Any = collection.query(
                query_embeddings=cast("Any", [vector]),
                ids=among,
                n_results=k,
                where=_where(where),
                include=["distances"],
            )
        rows = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(identifier, 1.0 - distance) for identifier, distance in rows]

    def select(self, where: Filter) -> list[tuple[str, int]]:
        """The id of every passage that `where` lets through, and the position of its clause in the notice."""
        with self._collection() as collection:
            found: Any = collection.get(where=_where(where), include=["metadatas"])
        rows = zip(found["ids"], found["metadatas"], strict=True)
        return [(identifier, data["position"]) for identifier, data in rows if _is_due(data, where)]

    def passages(self) -> list[StoredPassage]:
        """Everything that is stored, without the vectors."""
        with self._collection() as collection:
            found: Any = collection.get(include=["metadatas", "documents"])
        rows = zip(found["ids"], found["documents"], found["metadatas"], strict=True)
        return [StoredPassage(identifier, text, data) for identifier, text, data in rows]

    def add(self, passages: Sequence[Passage], vectors: Sequence[Vector]) -> None:
        """Adds the passages with their vectors, or puts them in the place of those with the same ids."""
        for start in range(0, len(passages), _BATCH):
            batch: Any = passages[start : start + _BATCH]
            with self._collection() as collection:
                collection.upsert(
                    ids=[passage.node_id for passage in batch],
                    documents=[passage.text for passage in batch],
                    metadatas=[dict(passage.metadata) for passage in batch],
                    embeddings=cast("Any", list(vectors[start : start + _BATCH])),
                )

    def delete(self, versions: Sequence[str]) -> None:
        """Deletes the passages of these versions."""
        with self._collection() as collection:
            collection.delete(where=cast("Any", {"version": {"$in": list(versions)}}))

    @contextmanager
    def _collection(self) -> Iterator[Collection]:
        with client_of(self._directory, self._generation) as client:
            yield client.get_collection(_NAME, embedding_function=None)


def _where(where: Filter) -> dict[str, Any] | None:
    """The filter in Chroma's words. A range of deadlines is only narrowed down here: see `_is_due`."""
    terms: list[dict[str, Any]] = []
    if where.documents:
        terms.append({"document_id": {"$in": list(where.documents)}})
    for field, names in (("units", where.units), ("leads", where.leads)):
        if names:
            terms.append(_any([{field: {"$contains": name}} for name in names]))
    if where.task_number is not None:
        terms.append({"task_number": where.task_number})
    if where.path is not None:
        terms.append({"path": where.path})
    if where.within is not None:
        terms.append(_any([{"path": where.within}, {"parents": {"$contains": where.within}}]))
    if where.due is not None:
        terms += [{"due_last": {"$gte": where.due[0]}}, {"due_first": {"$lte": where.due[1]}}]
    return {"$and": terms} if len(terms) > 1 else terms[0] if terms else None


def _any(terms: list[dict[str, Any]]) -> dict[str, Any]:
    return {"$or": terms} if len(terms) > 1 else terms[0]


def _is_due(data: Metadata, where: Filter) -> bool:
    """Whether one of the deadlines lies in the range: of a list, Chroma can only ask whether it contains a value."""
    if where.due is None:
        return True
    first, last = where.due
    days = data.get("deadlines", [])
    return isinstance(days, list) and any(first <= int(day) <= last for day in days)
