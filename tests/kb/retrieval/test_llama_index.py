"""The retriever that llama-index users plug in finds what the product finds."""

from llama_index.core.schema import QueryBundle

from kb.index import Filter, KnowledgeBase
from kb.notices import Notice
from kb.retrieval.hybrid import search
from kb.retrieval.llama_index import ClauseRetriever
from tests.conftest import Keep

QUESTION = "科技保险产品由谁开发"


def test_it_finds_what_the_search_finds(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, opinion: Notice
) -> None:
    keep(knowledge_base, plan)
    keep(knowledge_base, opinion)
    where = Filter(units=("市教育局",))
    expected = search(knowledge_base, QUESTION, 2, where)
    nodes = ClauseRetriever(knowledge_base, 2, where).retrieve(QueryBundle(QUESTION))
    assert len(expected) == 2
    assert [(node.metadata["document_id"], node.metadata["path"], node.score) for node in nodes] == [
        (clause.ref.document_id, clause.ref.path, clause.score) for clause in expected
    ]


def test_a_node_is_the_whole_clause_with_what_a_citation_needs(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice
) -> None:
    entry = keep(knowledge_base, plan)
    node = ClauseRetriever(knowledge_base, 1).retrieve(QUESTION)[0].node
    assert node.get_content() == plan.by_path["二、（三）10"].text
    assert node.node_id == f"{entry.id}/二、（三）10"
    assert node.metadata == {
        "document_id": entry.id,
        "title": plan.document.title,
        "number": plan.document.number,
        "issuer": plan.document.issuer,
        "path": "二、（三）10",
        "heading": "完善创新创业保险机制",
        "source": "plan.txt",
    }
