"""Search and reranker as llama-index has them, for those who build their own query engine on the knowledge base."""

from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from kb.index.knowledge_base import KnowledgeBase
from kb.index.records import EVERYTHING, Filter
from kb.retrieval.hybrid import ScoredClause, search
from kb.retrieval.reranking import Reranker


class ClauseRetriever(BaseRetriever):
    """Finds what `kb.retrieval.hybrid.search` finds: a node a clause, whose text is the clause's whole text.

    The metadata are what a citation needs: document_id, title, number, issuer, path, heading, source.
    """

    def __init__(self, kb: KnowledgeBase, k: int = 10, where: Filter = EVERYTHING) -> None:
        super().__init__()
        self._kb, self._k, self._where = kb, k, where

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = search(self._kb, query_bundle.query_str, self._k, self._where)
        return [NodeWithScore(node=_node(self._kb, clause), score=clause.score) for clause in found]


class ClauseReranker(BaseNodePostprocessor):
    """The `top_n` nodes that fit the question best, by a reranker of `kb.retrieval.reranking`, with its scores."""

    def __init__(self, reranker: Reranker, top_n: int = 10) -> None:
        super().__init__()
        self._reranker, self._top_n = reranker, top_n

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        if query_bundle is None or not nodes:
            return nodes[: self._top_n]
        scores = self._reranker.scores(query_bundle.query_str, [node.get_content() for node in nodes])
        rated = [NodeWithScore(node=node.node, score=score) for node, score in zip(nodes, scores, strict=True)]
        return sorted(rated, key=lambda node: -(node.score or 0.0))[: self._top_n]


def _node(kb: KnowledgeBase, found: ScoredClause) -> TextNode:
    notice = kb.notice(found.ref.document_id)
    clause, data = notice.by_path[found.ref.path], notice.document
    stated = {
        "document_id": found.ref.document_id,
        "title": notice.title,
        "number": data.number,
        "issuer": data.issuer,
        "path": clause.path,
        "heading": clause.heading,
        "source": notice.source,
    }
    metadata = {key: value for key, value in stated.items() if value}
    return TextNode(id_=f"{found.ref.document_id}/{clause.path}", text=clause.text, metadata=metadata)
