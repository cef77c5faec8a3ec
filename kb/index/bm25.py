"""The lexical side: BM25 in Tantivy over jieba words and character bigrams, which together find more than either."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy
from tantivy import FieldType, Occur, Query

from kb.index.manifest import unusable
from kb.index.records import Filter, Passage, searchable
from kb.text import bigrams, words

_NAMES = ("id", "version", "document_id", "path", "parents", "units", "leads")
_NUMBERS = ("task_number", "deadlines")
_HEAP_BYTES = 32_000_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in _NAMES:
        builder.add_text_field(name, stored=name == "id", tokenizer_name="raw", index_option="basic")
    for name in _NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_text_field("words", tokenizer_name="terms", index_option="freq")
    builder.add_text_field("bigrams", tokenizer_name="terms", index_option="freq")
    builder.add_bytes_field("text", stored=True)
    return builder.build()


class LexicalIndex:
    """The Tantivy index under `home`: one writer, any number of readers, who see it as it was when they opened it.

    All methods raise KnowledgeBaseError where Tantivy fails.
    """

    def __init__(self, home: Path) -> None:
        self._home, self._schema = home, _schema()
        with self._explained():
            (home / "bm25").mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(home / "bm25"))
            terms = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
            self._index.register_tokenizer("terms", terms)
            self._searcher = self._index.searcher()

    def count(self) -> int:
        """How many passages there are."""
        return int(self._searcher.num_docs)

    def search(self, query: str, k: int, where: Filter) -> list[tuple[str, float]]:
        """The id and BM25 score of the `k` best passages, best first; none where `query` has no word."""
        terms = _terms(self._schema, query)
        if not terms:
            return []
        wanted = Query.boolean_query([(Occur.Should, term) for term in terms])
        limits = [(Occur.Must, Query.const_score_query(limit, 0.0)) for limit in _limits(self._schema, where)]
        with self._explained():
            found = self._searcher.search(Query.boolean_query([(Occur.Must, wanted), *limits]), k, count=False)
            return [(_stored(self._searcher.doc(address), "id"), score) for score, address in found.hits]

    def texts(self, identifiers: Sequence[str]) -> dict[str, str]:
        """The texts of these passages, of those that there are."""
        wanted = Query.term_set_query(self._schema, "id", list(identifiers))
        with self._explained():
            found = self._searcher.search(wanted, max(1, len(identifiers)), count=False)
            documents = [self._searcher.doc(address) for _, address in found.hits]
        return {_stored(document, "id"): _stored(document, "text") for document in documents}

    def add(self, passages: Iterable[Passage]) -> None:
        """Adds all of the passages, or none where it is interrupted."""
        with self._writer() as writer:
            for passage in passages:
                writer.add_document(tantivy.Document.from_dict(_fields(passage), self._schema))

    def delete(self, versions: Sequence[str]) -> None:
        """Deletes the passages of these versions."""
        with self._writer() as writer:
            writer.delete_documents_by_query(Query.term_set_query(self._schema, "version", list(versions)))

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """What the block does is committed at its end, and seen by this index from then on."""
        with self._explained():
            with self._index.writer(_HEAP_BYTES, 1) as writer:
                yield writer
                writer.commit()
            self._index.reload()
            self._searcher = self._index.searcher()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            raise unusable(self._home, "全文索引 bm25", error) from error


def _stored(document: tantivy.Document, name: str) -> str:
    value = document.get_first(name)
    return value.decode() if isinstance(value, bytes) else str(value)


def _fields(passage: Passage) -> dict[str, object]:
    content = searchable(passage)
    kept = {name: passage.metadata[name] for name in (*_NAMES, *_NUMBERS) if name in passage.metadata}
    cut = {"words": " ".join(words(content)), "bigrams": " ".join(bigrams(content))}
    return {**kept, **cut, "id": passage.node_id, "text": passage.text.encode()}


def _terms(schema: tantivy.Schema, query: str) -> list[Query]:
    """Each different term of the query once: said twice, a word weighs no more (measured: R@10 +.01)."""
    found = {"words": dict.fromkeys(words(query)), "bigrams": dict.fromkeys(bigrams(query))}
    return [
        Query.term_query(schema, field, term, index_option="freq") for field, terms in found.items() for term in terms
    ]


def _limits(schema: tantivy.Schema, where: Filter) -> list[Query]:
    """The filter as queries, all of which must match."""
    names = {"document_id": where.documents, "units": where.units, "leads": where.leads}
    limits = [Query.term_set_query(schema, field, list(values)) for field, values in names.items() if values]
    if where.task_number is not None:
        limits.append(Query.term_query(schema, "task_number", where.task_number))
    if where.path is not None:
        limits.append(Query.term_query(schema, "path", where.path, index_option="basic"))
    if where.within is not None:
        places = [Query.term_query(schema, name, where.within, index_option="basic") for name in ("path", "parents")]
        limits.append(Query.boolean_query([(Occur.Should, place) for place in places]))
    if where.due is not None:
        limits.append(Query.range_query(schema, "deadlines", FieldType.Integer, *where.due))
    return limits
