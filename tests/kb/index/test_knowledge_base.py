"""The knowledge base as its callers see it: what goes in comes out, once, as it was."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from kb.errors import KnowledgeBaseError
from kb.index import ClauseRef, KnowledgeBase
from kb.index.bm25 import LexicalIndex
from kb.notices import Notice
from kb.settings import Settings
from tests.conftest import FakeEmbedder, Keep

UseEmbedder = Callable[[FakeEmbedder], FakeEmbedder]


def files(settings: Settings, directory: str) -> set[str]:
    return {path.name for path in (settings.home / directory).glob("*")}


def test_a_directory_that_is_not_there_is_empty_and_stays_away(
    knowledge_base: KnowledgeBase, settings: Settings
) -> None:
    assert knowledge_base.documents() == []
    assert knowledge_base.clauses() == []
    assert knowledge_base.lexical("科技保险", 5) == []
    assert knowledge_base.dense("科技保险", 5) == []
    assert not settings.home.exists()


def test_what_is_kept_comes_back(knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, tmp_path: Path) -> None:
    entry = keep(knowledge_base, plan, content="原文\r\n")
    assert knowledge_base.documents() == [entry]
    assert (entry.title, entry.number, entry.clauses, entry.passages) == (
        plan.document.title,
        plan.document.number,
        4,
        4,
    )
    assert knowledge_base.notice(entry.id) == plan
    assert knowledge_base.original(entry.id).read_bytes() == (tmp_path / "plan.txt").read_bytes()
    assert knowledge_base.clauses() == [ClauseRef(entry.id, clause.path) for clause in plan.clauses]


def test_a_notice_is_read_from_disk_once(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, settings: Settings
) -> None:
    entry = keep(knowledge_base, plan)
    first = knowledge_base.notice(entry.id)
    assert knowledge_base.notice(entry.id) is first
    assert KnowledgeBase.open(settings).notice(entry.id) is not first


def test_both_searches_find_by_text_and_by_the_headings_above(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice
) -> None:
    entry = keep(knowledge_base, plan)
    for query, path in (("定制科技保险", "二、（三）10"), ("引进高层次人才", "二、（三）11")):
        for found in (knowledge_base.lexical(query, 1), knowledge_base.dense(query, 1)):
            assert [hit.ref for hit in found] == [ClauseRef(entry.id, path)]
            assert found[0].text == plan.by_path[path].text
    assert {hit.ref.path for hit in knowledge_base.lexical("强化金融支持", 9)} >= {"二、（三）10", "二、（三）11"}


def test_a_query_without_words_finds_nothing_by_words(knowledge_base: KnowledgeBase, keep: Keep, plan: Notice) -> None:
    keep(knowledge_base, plan)
    assert knowledge_base.lexical("？！", 5) == []


def test_a_word_said_twice_weighs_once(knowledge_base: KnowledgeBase, keep: Keep, plan: Notice) -> None:
    keep(knowledge_base, plan)
    assert knowledge_base.lexical("保险，保险，还是保险", 5)[0].score == pytest.approx(
        knowledge_base.lexical("保险，还是", 5)[0].score
    )


def test_the_same_notice_twice_changes_nothing(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, settings: Settings
) -> None:
    before = keep(knowledge_base, plan)
    held = knowledge_base.lexical("科技保险", 9)
    assert keep(knowledge_base, plan) == before
    assert knowledge_base.documents() == [before]
    assert knowledge_base.lexical("科技保险", 9) == held
    assert (len(files(settings, "notices")), len(files(settings, "originals"))) == (1, 1)


def test_a_changed_notice_takes_the_place_of_the_old(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, opinion: Notice, settings: Settings
) -> None:
    old = keep(knowledge_base, plan)
    other = keep(knowledge_base, opinion)
    shorter = replace(plan, source="moved.txt", clauses=plan.clauses[:3])
    new = keep(knowledge_base, shorter, content="新的原文")
    assert [entry.id for entry in knowledge_base.documents()] == [old.id, other.id]
    assert knowledge_base.notice(old.id) == shorter
    assert [ref.path for ref in knowledge_base.clauses()] == ["二", "二、（三）", "二、（三）10", "一"]
    assert knowledge_base.lexical("引进高层次人才", 9) == []
    assert files(settings, "notices") == {f"{new.version}.json", f"{other.version}.json"}
    assert files(settings, "originals") == {new.original, other.original}


def test_another_file_of_the_notice_is_remembered(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, tmp_path: Path
) -> None:
    first = keep(knowledge_base, plan)
    second = keep(knowledge_base, replace(plan, source="plan.html"))
    assert second.copies == (first.source,)
    again = keep(knowledge_base, replace(plan, text="改过的"))
    assert again.copies == (second.source,), "the older text at the same path is no copy any more"
    assert keep(knowledge_base, plan, recipe="2").copies == (), "what another parser read is read again"


def test_a_removed_document_is_gone(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, opinion: Notice, settings: Settings
) -> None:
    gone, stays = keep(knowledge_base, plan), keep(knowledge_base, opinion, content="别的原文")
    with knowledge_base.writer() as writer:
        writer.remove(gone.id)
    assert knowledge_base.documents() == [stays]
    assert {ref.document_id for ref in knowledge_base.clauses()} == {stays.id}
    assert {hit.ref.document_id for hit in knowledge_base.dense("科技保险", 9)} == {stays.id}
    assert files(settings, "originals") == {stays.original}
    with pytest.raises(KnowledgeBaseError, match=gone.id):
        knowledge_base.notice(gone.id)


def test_an_emptied_knowledge_base_takes_another_embedding(
    settings: Settings,
    keep: Keep,
    plan: Notice,
    use_embedder: UseEmbedder,
    fake_embedder: type[FakeEmbedder],
) -> None:
    first = KnowledgeBase.open(settings)
    entry = keep(first, plan)
    with first.writer() as writer:
        writer.remove(entry.id)
    use_embedder(fake_embedder())
    second = KnowledgeBase.open(settings)
    keep(second, plan)
    assert second.dense("科技保险", 1)


def test_removing_what_is_not_there_is_refused(knowledge_base: KnowledgeBase) -> None:
    with knowledge_base.writer() as writer, pytest.raises(KnowledgeBaseError, match="没有编号为 nothing 的公文"):
        writer.remove("nothing")


def test_a_second_writer_is_turned_away_at_once(knowledge_base: KnowledgeBase, settings: Settings) -> None:
    settings.home.mkdir()
    with (
        FileLock(settings.home / "writer.lock"),
        pytest.raises(KnowledgeBaseError, match=r"另一个进程正在写入知识库 .*，请等它结束后重试"),
        knowledge_base.writer(),
    ):
        pytest.fail("two writers at once")


def test_readers_need_no_lock(knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, settings: Settings) -> None:
    keep(knowledge_base, plan)
    with KnowledgeBase.open(settings).writer():
        assert len(knowledge_base.clauses()) == 4
        assert knowledge_base.lexical("科技保险", 1)
        assert knowledge_base.dense("科技保险", 1)


def test_a_file_is_no_home(tmp_path: Path) -> None:
    (tmp_path / "kb").write_text("")
    with pytest.raises(KnowledgeBaseError, match="不是目录"):
        KnowledgeBase.open(Settings(home=tmp_path / "kb"))


def test_a_home_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    knowledge_base = KnowledgeBase.open(Settings(home=tmp_path / "file" / "kb"))
    with pytest.raises(KnowledgeBaseError, match="写不进去"), knowledge_base.writer():
        pytest.fail("there is nowhere to write")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("{", "已损坏", id="截断"),
        pytest.param('{"entries": []}', "已损坏", id="结构不对"),
        pytest.param('{"format": 99}', "格式是 99", id="别的版本"),
    ],
)
def test_a_damaged_manifest_is_named(
    knowledge_base: KnowledgeBase, settings: Settings, content: str, reason: str
) -> None:
    settings.home.mkdir()
    (settings.home / "manifest.json").write_text(content)
    with pytest.raises(KnowledgeBaseError, match=f"{reason}.*kb ingest 重建"):
        knowledge_base.documents()


@pytest.mark.parametrize("content", [pytest.param(None, id="没有了"), pytest.param(b"{}", id="损坏")])
def test_a_damaged_notice_is_named(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, settings: Settings, content: bytes | None
) -> None:
    entry = keep(knowledge_base, plan)
    path = settings.home / "notices" / f"{entry.version}.json"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(KnowledgeBaseError, match=rf"notices/{entry.version}\.json .*kb ingest 重建"):
        knowledge_base.notice(entry.id)


@pytest.mark.parametrize("name", ["chroma", "bm25"])
def test_a_lost_index_is_never_an_empty_answer(
    settings: Settings, knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, name: str
) -> None:
    keep(knowledge_base, plan)
    knowledge_base.close()
    (settings.home / name).rename(settings.home / f"{name}-old")
    search = knowledge_base.lexical if name == "bm25" else knowledge_base.dense
    with pytest.raises(KnowledgeBaseError, match="kb ingest 重建"):
        search("科技保险", 5)
    if name == "chroma":
        with pytest.raises(KnowledgeBaseError, match="kb ingest 重建"):
            knowledge_base.clauses()


def test_indexes_that_do_not_agree_are_no_answer(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(knowledge_base, plan)
    monkeypatch.setattr(LexicalIndex, "texts", lambda self, identifiers: {})
    with pytest.raises(KnowledgeBaseError, match=r"对不上.*kb ingest 重建"):
        knowledge_base.dense("科技保险", 5)


@pytest.mark.parametrize(("directory", "file"), [("chroma", "chroma.sqlite3"), ("bm25", "meta.json")])
def test_a_damaged_index_is_one_line(
    settings: Settings, knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, directory: str, file: str
) -> None:
    keep(knowledge_base, plan)
    knowledge_base.close()
    next((settings.home / directory).rglob(file)).write_bytes(b"junk" * 5000)
    with pytest.raises(KnowledgeBaseError, match="kb ingest 重建") as caught:
        knowledge_base.lexical("科技保险", 5) if directory == "bm25" else knowledge_base.clauses()
    assert "\n" not in str(caught.value)
