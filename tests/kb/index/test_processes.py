"""Readers and a writer in several processes and threads: a reader sees each document whole, and the newest at once."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from filelock import FileLock

from kb.errors import KnowledgeBaseError
from kb.index import KnowledgeBase, chroma_client
from kb.index.bm25 import LexicalIndex
from kb.index.chroma import DenseIndex
from kb.index.store import Store
from kb.notices import Notice
from kb.settings import Settings
from tests.conftest import Keep

WRITER = """
import sys
from pathlib import Path
import msgspec
from ingest.passages import passages
from kb.index import KnowledgeBase, chroma_client
from kb.notices import Notice
from kb.settings import Settings

source = Path(sys.argv[2])
kb = KnowledgeBase.open(Settings(home=Path(sys.argv[1])))
for line in sys.stdin:
    notice = msgspec.json.decode(line, type=Notice)
    with kb.writer() as writer:
        writer.replace(notice, passages(notice, "1"), source, "1")
    print("done", flush=True)
"""

FIRST_READERS = """
import sys
from pathlib import Path
from threading import Barrier, Thread
from kb.index.store import Store

store, start = Store(Path(sys.argv[1])), Barrier(4)

def read():
    start.wait()
    for entry in store.manifest().entries.values():
        store.notice(entry.version)

sys.setswitchinterval(1e-6)
threads = [Thread(target=read) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


class OtherProcess:
    """Another process that writes what it is told to."""

    def __init__(self, settings: Settings) -> None:
        source = settings.home.parent / "source.txt"
        source.write_text("正文")
        arguments = [sys.executable, "-c", WRITER, str(settings.home), str(source)]
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def begin(self, notice: Notice) -> None:
        assert self.process.stdin
        self.process.stdin.write(msgspec.json.encode(notice) + b"\n")
        self.process.stdin.flush()

    def finish(self) -> None:
        assert self.process.stdout
        assert self.process.stdout.readline() == b"done\n"

    def keep(self, notice: Notice) -> None:
        self.begin(notice)
        self.finish()


@pytest.fixture
def other(settings: Settings) -> Iterator[OtherProcess]:
    started = OtherProcess(settings)
    yield started
    started.process.communicate(timeout=60)


def paths_found(knowledge_base: KnowledgeBase) -> list[set[str]]:
    return [
        {ref.path for ref in knowledge_base.clauses()},
        {hit.ref.path for hit in knowledge_base.lexical("任务 支持 机制 人才 孵化器", 50)},
        {hit.ref.path for hit in knowledge_base.dense("任务", 50)},
    ]


PLAN, OPINION = {"二", "二、（三）", "二、（三）10", "二、（三）11"}, {"一"}


def test_a_running_reader_sees_what_another_process_commits(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, opinion: Notice, other: OtherProcess
) -> None:
    keep(knowledge_base, plan)
    states = [knowledge_base.state()]
    assert paths_found(knowledge_base) == [PLAN] * 3
    other.keep(opinion)
    states.append(knowledge_base.state())
    assert paths_found(knowledge_base) == [PLAN | OPINION] * 3
    other.keep(replace(plan, clauses=plan.clauses[:2]))
    states.append(knowledge_base.state())
    assert paths_found(knowledge_base) == [{"二", "二、（三）"} | OPINION] * 3
    assert len(set(states)) == 3


def test_two_processes_may_write_in_turns(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, opinion: Notice, other: OtherProcess
) -> None:
    for turn in range(4):
        keep(knowledge_base, replace(plan, text=f"第{turn}稿"))
        other.keep(replace(opinion, text=f"第{turn}稿"))
    assert paths_found(knowledge_base) == [PLAN | OPINION] * 3


def test_a_reader_sees_every_document_whole_while_another_process_replaces_it(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, other: OtherProcess
) -> None:
    """Whatever the moment, one version of all four clauses is there: never none, never a mixture, never two."""
    keep(knowledge_base, plan)
    for turn in range(12):
        other.begin(replace(plan, text=f"第{turn}稿"))
        for found in paths_found(knowledge_base):
            assert found == PLAN
        other.finish()


@pytest.mark.parametrize("step", [(DenseIndex, "select"), (DenseIndex, "search"), (LexicalIndex, "search")], ids=str)
def test_a_commit_in_the_middle_of_a_look_makes_it_look_again(
    knowledge_base: KnowledgeBase,
    settings: Settings,
    keep: Keep,
    plan: Notice,
    monkeypatch: pytest.MonkeyPatch,
    step: tuple[type, str],
) -> None:
    """The old version is deleted after the reader took its list of what holds: it must not find nothing."""
    keep(knowledge_base, plan)
    look = getattr(*step)
    turns = iter([replace(plan, text="第二稿"), replace(plan, text="第三稿")])

    def commit_first(*arguments: object) -> object:
        for notice in turns:
            keep(KnowledgeBase.open(settings), notice)
            break
        return look(*arguments)

    monkeypatch.setattr(*step, commit_first)
    assert paths_found(knowledge_base) == [PLAN] * 3
    assert next(turns, None) is None


def test_the_best_that_holds_is_found_behind_better_ones_that_do_not(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice
) -> None:
    """A writer is at work: its passages are in the indexes already, and nearer to the question."""
    keep(knowledge_base, plan)
    nearer = replace(plan.clauses[2], text="科技保险", parents=())
    copies = tuple(replace(nearer, path=f"新{number}") for number in range(30))

    class PowerCut(BaseException):
        pass

    def die(self: Store, manifest: object) -> None:
        raise PowerCut

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "commit", die)
        with pytest.raises(PowerCut):
            keep(knowledge_base, replace(plan, clauses=copies))
    assert knowledge_base.lexical("科技保险", 1)[0].ref.path == "二、（三）10"
    assert knowledge_base.dense("科技保险", 1)[0].ref.path == "二、（三）10"


def test_one_process_at_a_time_uses_chroma(
    knowledge_base: KnowledgeBase, settings: Settings, keep: Keep, plan: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.index.chroma_client._PATIENCE_SECONDS", 0.01)
    keep(knowledge_base, plan)
    with FileLock(settings.home / "chroma" / "lock"):
        with pytest.raises(KnowledgeBaseError, match="正忙，请稍后重试"):
            knowledge_base.clauses()
        assert knowledge_base.lexical("科技保险", 1)
    assert knowledge_base.clauses()


def test_a_process_that_writes_need_not_open_chroma_again(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    start = chroma_client._open
    monkeypatch.setattr(chroma_client, "_open", lambda path: opened.append(path) or start(path))
    for turn in range(4):
        keep(knowledge_base, replace(plan, text=f"第{turn}稿"))
        assert knowledge_base.dense("科技保险", 1)
    assert len(opened) == 1


def test_the_first_readers_of_a_process_may_be_many(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, opinion: Notice
) -> None:
    """What is made at the first use is made whole: a page and the thread that warms up open the same notices."""
    keep(knowledge_base, plan)
    keep(knowledge_base, opinion)
    home = str(knowledge_base.settings.home)
    for _ in range(5):
        subprocess.run([sys.executable, "-c", FIRST_READERS, home], check=True, timeout=60)


def test_threads_share_one_knowledge_base_while_it_is_written(
    knowledge_base: KnowledgeBase, keep: Keep, plan: Notice
) -> None:
    keep(knowledge_base, plan)
    is_over, seen, failures = threading.Event(), [], []

    def read() -> None:
        try:
            while not is_over.is_set():
                seen.extend(paths_found(knowledge_base))
        except Exception as error:  # noqa: BLE001 - handed to the main thread
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(10):
        keep(knowledge_base, replace(plan, text=f"第{turn}稿"))
    is_over.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert seen
    assert all(found == PLAN for found in seen)
