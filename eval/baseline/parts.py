"""SentenceSplitter, Chroma, the BM25 retriever and reciprocal rank fusion, all with llama-index's own defaults."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromadb
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import BaseRetriever, QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.chroma import ChromaVectorStore
from pydantic import PrivateAttr

from kb.index.embedding import Embedder


class Embedding(BaseEmbedding):
    """The embedding of KB_EMBEDDING, so that both sides have the same vectors."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.identity)
        self._embedder = embedder

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embedder.documents(texts)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._embedder.documents([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embedder.query(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._embedder.query(query)


@dataclass(frozen=True)
class Parts:
    """A corpus as chunks, in Chroma and in BM25."""

    index: VectorStoreIndex
    nodes: Sequence[Any]

    @classmethod
    def of(cls, documents: Sequence[Document], embedder: Embedder, home: Path) -> "Parts":
        """Cuts, embeds and indexes the documents; Chroma keeps its files under `home`."""
        nodes = SentenceSplitter().get_nodes_from_documents(documents)
        collection = chromadb.PersistentClient(str(home)).create_collection("baseline")
        storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
        index = VectorStoreIndex(nodes, storage_context=storage, embed_model=Embedding(embedder))
        return cls(index, nodes)

    def retriever(self, k: int) -> BaseRetriever:
        """Both retrievers, fused by reciprocal rank, for the `k` best chunks."""
        k = min(k, len(self.nodes))
        vectors = self.index.as_retriever(similarity_top_k=k)
        words = BM25Retriever.from_defaults(nodes=list(self.nodes), similarity_top_k=k)
        return QueryFusionRetriever(
            [vectors, words],
            llm=MockLLM(),
            mode=FUSION_MODES.RECIPROCAL_RANK,
            similarity_top_k=k,
            num_queries=1,
            use_async=False,
        )
