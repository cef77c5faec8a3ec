"""A writer that dies at any step leaves the old version or the new one, and the next writer clears away the rest."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ingest.passages import passages
from kb.errors import KnowledgeBaseError
from kb.index import KnowledgeBase
from kb.index.bm25 import LexicalIndex
from kb.index.chroma import DenseIndex
from kb.index.manifest import document_id
from kb.index.records import Passage
from kb.index.store import Store
from kb.notices import Notice
from kb.settings import Settings
from tests.conftest import Keep

Seen = dict[str, Any]


class PowerCut(BaseException):
    """Nothing in the product expects this."""


@dataclass(frozen=True)
class Moment:
    """The moment before, or just after, a step of the writer."""

    owner: type
    name: str
    is_done: bool

    def __str__(self) -> str:
        return f"{self.owner.__name__}.{self.name}{'之后' if self.is_done else '之前'}"


STEPS: list[tuple[type, str]] = [
    (Store, "begin"),
    (Store, "keep_original"),
    (DenseIndex, "create"),
    (DenseIndex, "add"),
    (LexicalIndex, "add"),
    (Store, "keep_notice"),
    (Store, "commit"),
    (LexicalIndex, "delete"),
    (DenseIndex, "delete"),
    (Store, "finish"),
]
MOMENTS = [Moment(owner, name, is_done) for owner, name in STEPS for is_done in (False, True)]
COMMITTED = MOMENTS.index(Moment(Store, "commit", True))
BEFORE_THE_COMMIT, AFTER_THE_COMMIT = MOMENTS[:COMMITTED], MOMENTS[COMMITTED:]
OF_A_REMOVAL = [moment for moment in MOMENTS if moment.name in ("begin", "commit", "delete", "finish")]


@contextmanager
def power_cut(moment: Moment) -> Iterator[None]:
    """The block must come to this moment, and ends there."""
    step: Callable[..., object] = getattr(moment.owner, moment.name)

    def die(*arguments: object) -> None:
        if moment.is_done:
            step(*arguments)
        raise PowerCut

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moment.owner, moment.name, die)
        with pytest.raises(PowerCut):
            yield


def seen_by_a_reader(settings: Settings) -> Seen:
    """All that a reader can learn of the documents, by every way there is."""
    kb = KnowledgeBase.open(settings)
    everything = "重点任务 强化金融支持 保险机制 引进高层次人才 孵化器 正文"
    return {
        "notices": {entry.id: kb.notice(entry.id) for entry in kb.documents()},
        "originals": {entry.id: kb.original(entry.id).read_text() for entry in kb.documents()},
        "clauses": kb.clauses(),
        "lexical": {(hit.ref, hit.text) for hit in kb.lexical(everything, 50)},
        "dense": {(hit.ref, hit.text) for hit in kb.dense(everything, 50)},
    }


def assert_nothing_is_left_over(settings: Settings) -> None:
    kb = KnowledgeBase.open(settings)
    with kb.writer() as writer:
        held = writer.manifest
    entries = list(held.entries.values())
    assert {path.stem for path in (settings.home / "notices").glob("*")} == {entry.version for entry in entries}
    assert {path.name for path in (settings.home / "originals").glob("*")} == {entry.original for entry in entries}
    assert not (settings.home / "writing.json").exists()
    assert LexicalIndex(settings.home).count() == held.passages
    if held.embedding:
        assert DenseIndex(settings.home, held.embedding, None).count() == held.passages


@pytest.fixture
def changed(plan: Notice) -> Notice:
    """The plan with one task less and another text."""
    task = replace(plan.clauses[2], text="到2027年，开发定制科技保险产品20个。")
    return replace(plan, text="改过的正文", clauses=(*plan.clauses[:2], task))


@pytest.mark.parametrize("moment", BEFORE_THE_COMMIT, ids=str)
def test_before_the_commit_the_old_version_holds(
    settings: Settings, keep: Keep, plan: Notice, changed: Notice, moment: Moment
) -> None:
    knowledge_base = KnowledgeBase.open(settings)
    keep(knowledge_base, plan)
    old = seen_by_a_reader(settings)
    with power_cut(moment):
        keep(knowledge_base, changed)
    assert seen_by_a_reader(settings) == old
    assert_nothing_is_left_over(settings)
    assert seen_by_a_reader(settings) == old
    keep(knowledge_base, changed)
    assert knowledge_base.notice(document_id(plan)) == changed


@pytest.mark.parametrize("moment", AFTER_THE_COMMIT, ids=str)
def test_after_the_commit_the_new_version_holds(
    settings: Settings, keep: Keep, plan: Notice, changed: Notice, moment: Moment
) -> None:
    knowledge_base = KnowledgeBase.open(settings)
    keep(knowledge_base, plan)
    with power_cut(moment):
        keep(knowledge_base, changed)
    new = seen_by_a_reader(settings)
    assert new["notices"] == {document_id(plan): changed}
    assert new["originals"] == {document_id(plan): "改过的正文"}
    for side in ("lexical", "dense"):
        assert {text for _, text in new[side]} == {clause.text for clause in changed.clauses}
    assert_nothing_is_left_over(settings)
    assert seen_by_a_reader(settings) == new


@pytest.mark.parametrize("moment", BEFORE_THE_COMMIT, ids=str)
def test_the_very_first_document_is_there_or_not(settings: Settings, keep: Keep, plan: Notice, moment: Moment) -> None:
    knowledge_base = KnowledgeBase.open(settings)
    nothing = seen_by_a_reader(settings)
    with power_cut(moment):
        keep(knowledge_base, plan)
    assert seen_by_a_reader(settings) == nothing
    assert_nothing_is_left_over(settings)
    keep(knowledge_base, plan)
    assert len(knowledge_base.dense("科技保险", 9)) == len(knowledge_base.clauses()) == 4


@pytest.mark.parametrize("moment", OF_A_REMOVAL, ids=str)
def test_a_removal_is_whole(settings: Settings, keep: Keep, plan: Notice, opinion: Notice, moment: Moment) -> None:
    knowledge_base = KnowledgeBase.open(settings)
    removed = keep(knowledge_base, plan).id
    keep(knowledge_base, opinion)
    old = seen_by_a_reader(settings)
    with knowledge_base.writer() as writer, power_cut(moment):
        writer.remove(removed)
    is_removed = removed not in {entry.id for entry in knowledge_base.documents()}
    found = seen_by_a_reader(settings)
    if is_removed:
        assert {ref.document_id for ref, _ in found["lexical"] | found["dense"]} == {document_id(opinion)}
    else:
        assert found == old
    assert is_removed is (moment in AFTER_THE_COMMIT)
    assert_nothing_is_left_over(settings)


def test_a_writer_that_goes_on_after_a_failure_leaves_nothing(
    settings: Settings, keep: Keep, plan: Notice, opinion: Notice
) -> None:
    knowledge_base = KnowledgeBase.open(settings)
    source = settings.home.parent / "source.txt"
    source.write_text("正文")
    with knowledge_base.writer() as writer:
        with power_cut(Moment(LexicalIndex, "add", True)):
            writer.replace(plan, passages(plan, "1"), source, "1")
        writer.replace(opinion, passages(opinion, "1"), source, "1")
    assert [entry.title for entry in knowledge_base.documents()] == [opinion.document.title]
    assert_nothing_is_left_over(settings)


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The disk is full: no file may grow beyond `size` bytes."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 3_000, 60_000])
def test_a_full_disk_is_one_line_and_forgotten_once_there_is_room(
    settings: Settings, keep: Keep, plan: Notice, opinion: Notice, size: int
) -> None:
    knowledge_base = KnowledgeBase.open(settings)
    keep(knowledge_base, plan)
    old = seen_by_a_reader(settings)
    source = settings.home.parent / "source.txt"
    source.write_text("原文")
    nodes = passages(opinion, "1")
    with no_file_longer_than(size), pytest.raises(KnowledgeBaseError, match="磁盘") as caught:
        put(knowledge_base, opinion, nodes, source)
    assert "\n" not in str(caught.value)
    assert seen_by_a_reader(settings) == old
    put(knowledge_base, opinion, nodes, source)
    assert len(knowledge_base.dense("孵化器", 50)) == len(knowledge_base.clauses()) == 5
    assert_nothing_is_left_over(settings)


def put(knowledge_base: KnowledgeBase, notice: Notice, nodes: Sequence[Passage], source: Path) -> None:
    with knowledge_base.writer() as writer:
        writer.replace(notice, nodes, source, "1")


KILLED_WRITER = """
import os, signal, sys
from pathlib import Path
import msgspec
from ingest.passages import passages
from kb.index import KnowledgeBase
from kb.index.{module} import {owner}
from kb.notices import Notice
from kb.settings import Settings

step = {owner}.{name}
def die(*arguments):
    step(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
{owner}.{name} = die
notice = msgspec.json.decode(sys.stdin.buffer.read(), type=Notice)
source = Path(sys.argv[2])
with KnowledgeBase.open(Settings(home=Path(sys.argv[1]))).writer() as writer:
    writer.replace(notice, passages(notice, "1"), source, "1")
"""


@pytest.mark.parametrize(
    ("module", "step", "is_new"),
    [
        pytest.param("chroma", "DenseIndex.add", False, id="写完向量"),
        pytest.param("bm25", "LexicalIndex.add", False, id="写完全文"),
        pytest.param("store", "Store.commit", True, id="提交之后"),
    ],
)
def test_a_killed_process_leaves_the_old_or_the_new(
    settings: Settings, keep: Keep, plan: Notice, changed: Notice, module: str, step: str, is_new: bool
) -> None:
    keep(KnowledgeBase.open(settings), plan)
    source = settings.home.parent / "source.txt"
    source.write_text("改过的正文")
    owner, _, name = step.partition(".")
    script = KILLED_WRITER.format(module=module, owner=owner, name=name)
    arguments = [sys.executable, "-c", script, str(settings.home), str(source)]
    assert subprocess.run(arguments, input=msgspec.json.encode(changed), check=False).returncode == -9
    held = changed if is_new else plan
    found = seen_by_a_reader(settings)
    assert found["notices"] == {document_id(plan): held}
    for side in ("lexical", "dense"):
        assert {text for _, text in found[side]} == {clause.text for clause in held.clauses}
    assert_nothing_is_left_over(settings)
    assert seen_by_a_reader(settings) == found
