"""Vectors of two models never meet, and a model that misbehaves changes nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kb.errors import KnowledgeBaseError
from kb.index import KnowledgeBase
from kb.index.chroma import DenseIndex
from kb.index.embedding import HashedEmbedder
from kb.notices import Notice
from kb.settings import Settings
from tests.conftest import FakeEmbedder, Keep

UseEmbedder = Callable[[FakeEmbedder], FakeEmbedder]


@pytest.fixture
def changed(
    knowledge_base: KnowledgeBase,
    settings: Settings,
    keep: Keep,
    plan: Notice,
    use_embedder: UseEmbedder,
    fake_embedder: type[FakeEmbedder],
) -> KnowledgeBase:
    """A knowledge base made with the offline embedder, opened with another."""
    keep(knowledge_base, plan)
    use_embedder(fake_embedder())
    return KnowledgeBase.open(settings)


REFUSAL = "向量由 hashed 生成，而 KB_EMBEDDING 现在是 fake：.*kb ingest"


def test_a_search_by_vectors_is_refused(changed: KnowledgeBase) -> None:
    with pytest.raises(KnowledgeBaseError, match=REFUSAL):
        changed.dense("科技保险", 5)


def test_a_new_document_is_refused(changed: KnowledgeBase, keep: Keep, opinion: Notice) -> None:
    with pytest.raises(KnowledgeBaseError, match=REFUSAL):
        keep(changed, opinion)
    assert len(changed.documents()) == 1


def test_what_needs_no_vectors_still_works(changed: KnowledgeBase) -> None:
    assert len(changed.clauses()) == 4
    assert changed.lexical("科技保险", 1)
    with changed.writer() as writer:
        writer.remove(changed.documents()[0].id)
    assert changed.clauses() == []


def test_all_vectors_are_made_anew(changed: KnowledgeBase, keep: Keep, opinion: Notice, settings: Settings) -> None:
    before = changed.clauses(), changed.lexical("科技保险", 9)
    with changed.writer() as writer:
        assert writer.reembed() is True
        assert writer.reembed() is False
    assert len([path for path in (settings.home / "chroma").iterdir() if path.is_dir()]) == 1, "the old ones are gone"
    assert (changed.clauses(), changed.lexical("科技保险", 9)) == before
    assert {hit.ref.path for hit in changed.dense("科技保险", 9)} == {
        "二",
        "二、（三）",
        "二、（三）10",
        "二、（三）11",
    }
    keep(changed, opinion)
    assert len(changed.dense("科技保险", 9)) == 5


def test_the_same_texts_are_embedded_again(changed: KnowledgeBase, knowledge_base: KnowledgeBase) -> None:
    with changed.writer() as writer:
        writer.reembed()
    asked = changed.embedder.asked  # type: ignore[attr-defined]
    assert "重点任务\n强化金融支持\n完善创新创业保险机制\n到2027年，开发定制科技保险产品10个。" in asked
    assert "重点任务" in asked


def test_an_interrupted_change_leaves_the_old_vectors(
    changed: KnowledgeBase, knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = knowledge_base.dense("科技保险", 9)
    with monkeypatch.context() as patch, changed.writer() as writer:
        patch.setattr("kb.index.writer._BATCH", 3)
        patch.setattr(DenseIndex, "add", fail_at_call(2, DenseIndex.add))
        with pytest.raises(RuntimeError, match="停电"):
            writer.reembed()
    assert knowledge_base.dense("科技保险", 9) == found
    with changed.writer() as writer:
        assert writer.reembed() is True
    assert len(changed.dense("科技保险", 9)) == 4


def fail_at_call(number: int, function: Callable[..., object]) -> Callable[..., object]:
    calls = iter(range(1, 100))

    def call(*arguments: object) -> object:
        if next(calls) == number:
            raise RuntimeError("停电")
        return function(*arguments)

    return call


def test_vectors_of_another_length_are_refused(
    knowledge_base: KnowledgeBase,
    settings: Settings,
    keep: Keep,
    plan: Notice,
    opinion: Notice,
    use_embedder: UseEmbedder,
    fake_embedder: type[FakeEmbedder],
) -> None:
    use_embedder(fake_embedder(dimensions=8))
    keep(KnowledgeBase.open(settings), plan)
    use_embedder(fake_embedder(dimensions=16))
    longer = KnowledgeBase.open(settings)
    for work in (lambda: longer.dense("科技保险", 5), lambda: keep(longer, opinion)):
        with pytest.raises(KnowledgeBaseError, match="fake 给出 16 维向量，应为 8 维"):
            work()
    assert len(longer.documents()) == 1


@pytest.mark.parametrize(
    ("vectors", "reason"),
    [
        pytest.param([[1.0, 2.0]], "对 4 段文字给出 1 个向量", id="少了"),
        pytest.param([[1.0], [1.0], [1.0], [1.0, 2.0]], "给出 2 维向量，应为 1 维", id="长短不一"),
        pytest.param([[], [], [], []], "给出 0 维向量", id="空的"),
        pytest.param([[1.0], [1.0], [1.0], [float("nan")]], "无效的数", id="不是数"),
    ],
)
def test_a_model_that_gives_something_else_changes_nothing(
    knowledge_base: KnowledgeBase,
    settings: Settings,
    keep: Keep,
    plan: Notice,
    monkeypatch: pytest.MonkeyPatch,
    vectors: list[list[float]],
    reason: str,
) -> None:
    monkeypatch.setattr(HashedEmbedder, "documents", lambda self, texts: vectors)
    with pytest.raises(KnowledgeBaseError, match=reason):
        keep(knowledge_base, plan)
    assert knowledge_base.documents() == []
    assert list((settings.home / "notices").glob("*")) == []


def test_a_model_that_fails_leaves_the_old_version(
    settings: Settings, keep: Keep, plan: Notice, use_embedder: UseEmbedder, fake_embedder: type[FakeEmbedder]
) -> None:
    embedder = use_embedder(fake_embedder())
    knowledge_base = KnowledgeBase.open(settings)
    entry = keep(knowledge_base, plan)
    embedder.failure = KnowledgeBaseError("连不上嵌入服务")
    with pytest.raises(KnowledgeBaseError, match="连不上"):
        keep(knowledge_base, replace(plan, clauses=plan.clauses[:1]))
    assert knowledge_base.documents() == [entry]
    assert len(knowledge_base.clauses()) == 4
