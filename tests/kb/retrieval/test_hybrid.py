"""Fusion as a pure function, and the search on a real knowledge base."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.index import ClauseRef, Filter, Hit, KnowledgeBase
from kb.index.embedding import HashedEmbedder
from kb.notices import Notice
from kb.retrieval.hybrid import fuse, search
from kb.settings import Settings
from tests.conftest import FakeEmbedder, Keep


def hits(names: str, score: float = 9.0) -> list[Hit]:
    """“a b1” is the passage 0 of clause a, then the passage 1 of clause b, each with a lower score."""
    return [
        Hit(ClauseRef("d", name[0]), int(name[1:] or 0), score - place, f"{name}的文字")
        for place, name in enumerate(names.split())
    ]


@pytest.mark.parametrize(
    ("lexical", "dense", "weight", "order"),
    [
        pytest.param("a b c", "", 1.0, "abc", id="只有词"),
        pytest.param("", "a b c", 1.0, "abc", id="只有向量"),
        pytest.param("a b", "b c", 1.0, "bac", id="两边都有的在前"),
        pytest.param("a b c", "c b a", 0.01, "abc", id="权重小不改次序"),
        pytest.param("a b", "c d", 0.01, "abcd", id="权重小只补在后面"),
        pytest.param("a b", "b a", 2.0, "ba", id="权重大以向量为先"),
        pytest.param("a b1 b c", "", 1.0, "abc", id="一个条款只出现一次"),
        pytest.param("", "", 1.0, "", id="什么都没有"),
    ],
)
def test_the_order_of_clauses(lexical: str, dense: str, weight: float, order: str) -> None:
    assert "".join(clause.ref.path for clause in fuse(hits(lexical), hits(dense), weight)) == order


def test_a_clause_is_as_good_as_its_best_passage() -> None:
    best = fuse(hits("a b2 b1"), hits("b1 b2"), 1.0)[0]
    assert (best.ref.path, best.passage) == ("b", "b1的文字")
    assert best.score == pytest.approx(1 / 63 + 1 / 61)


def test_each_side_says_what_it_found() -> None:
    both, lexical, dense = fuse(hits("a b", 9.0), hits("a c", 0.5), 0.5)
    assert (both.lexical, both.dense) == (9.0, 0.5)
    assert (lexical.ref.path, lexical.lexical, lexical.dense) == ("b", 8.0, None)
    assert (dense.ref.path, dense.lexical, dense.dense) == ("c", None, -0.5)


def test_the_weight_of_the_offline_embedder_turns_no_two_clauses_round() -> None:
    fused = fuse(hits("a b c d e f g h i j"), hits("j i h g f e d c b a"), HashedEmbedder.weight)
    assert "".join(clause.ref.path for clause in fused) == "abcdefghij"


names = st.lists(st.sampled_from("abcdefgh"), unique=True).map(" ".join)


@given(lexical=names, dense=names, weight=st.floats(0, 10))
def test_every_clause_that_was_found_is_there_once_best_first(lexical: str, dense: str, weight: float) -> None:
    fused = fuse(hits(lexical), hits(dense), weight)
    assert sorted(clause.ref.path for clause in fused) == sorted(set((lexical + " " + dense).split()))
    assert [clause.score for clause in fused] == sorted((clause.score for clause in fused), reverse=True)


@pytest.fixture
def filled(knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, opinion: Notice) -> KnowledgeBase:
    keep(knowledge_base, plan)
    keep(knowledge_base, opinion)
    return knowledge_base


def test_the_offline_embedder_leaves_the_order_of_bm25(filled: KnowledgeBase) -> None:
    question = "市教育局怎样引进高校毕业生和开发科技保险产品"
    lexical = [hit.ref for hit in filled.lexical(question, 10)]
    assert len(lexical) > 1
    assert [clause.ref for clause in search(filled, question)][: len(lexical)] == lexical


def test_a_real_embedder_can_bring_forward_what_words_do_not_find(
    settings: Settings,
    keep: Keep,
    plan: Notice,
    use_embedder: Callable[[FakeEmbedder], FakeEmbedder],
    fake_embedder: type[FakeEmbedder],
) -> None:
    class Understanding(fake_embedder):  # type: ignore[misc, valid-type]
        def query(self, text: str) -> list[float]:
            return [1.0, 0.0] if "保险" in text or "出险" in text else [0.0, 1.0]

    use_embedder(Understanding())
    knowledge_base = KnowledgeBase.open(settings)
    keep(knowledge_base, plan)
    found = search(knowledge_base, "出险", 1)
    assert [(clause.ref.path, clause.lexical) for clause in found] == [("二、（三）10", None)]
    assert found[0].passage == "到2027年，开发定制科技保险产品10个。"


@pytest.mark.parametrize("k", [1, 2, 3])
def test_no_more_than_was_asked_for(filled: KnowledgeBase, k: int) -> None:
    assert len(search(filled, "重点任务 金融 保险 人才 孵化器", k)) == k


def test_the_filter_holds_on_both_sides(filled: KnowledgeBase) -> None:
    found = search(filled, "重点任务 金融 保险 人才 孵化器", 10, Filter(units=("市教育局",)))
    assert {clause.ref.path for clause in found} == {"二、（三）10", "二、（三）11", "一"}


def test_an_empty_knowledge_base_has_no_answer(knowledge_base: KnowledgeBase) -> None:
    assert search(knowledge_base, "科技保险") == []


@pytest.mark.parametrize(("weight", "asked"), [(0.01, ["樱花"]), (1.0, ["科技保险", "樱花"])], ids=["权重小", "权重大"])
def test_light_vectors_are_asked_only_where_no_word_is_found(
    settings: Settings,
    keep: Keep,
    plan: Notice,
    use_embedder: Callable[[FakeEmbedder], FakeEmbedder],
    weight: float,
    asked: list[str],
) -> None:
    embedder = use_embedder(FakeEmbedder(weight=weight))
    kb = KnowledgeBase.open(settings)
    keep(kb, plan)
    embedder.asked.clear()
    assert search(kb, "科技保险")
    assert search(kb, "樱花")
    assert embedder.asked == asked
