"""Files that native code reads are read in a process of their own: whatever happens there ends as one reason."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.readers import apart, read, read_source
from ingest.readers.raw import Source
from kb.errors import UnreadableSource
from kb.settings import SECRETS, Limits
from tests.ingest.readers.drawn import document, words
from tests.kb.cli.running import ROOT

A4 = "/MediaBox[0 0 595 842]"
GOOD = document([(A4, words("江城市教育局", 90, 700, 14))])
FORMS = [f"/F{level} Do " * 30 for level in range(1, 8)]
# Eight forms, each of which draws the next one thirty times: PDFium follows all of them when it loads the page.
HANGING = document([(A4, "/F0 Do")], forms=[*FORMS, words("甲", 9, 9, 9) * 30])
SWELLING = document([(A4, "0 0 m 1 1 2 2 3 3 c S " * 600_000)], packed=True)


@pytest.fixture(autouse=True)
def _none_left() -> Iterator[None]:
    apart.end_all()
    yield
    apart.end_all()


def text_of(data: bytes, limits: Limits | None = None) -> str:
    return read_source(Source(Path("公文.pdf"), data), limits or Limits()).text


def reason_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableSource) as refused:
        text_of(data, limits)
    assert refused.value.path == Path("公文.pdf")
    return refused.value.reason


def pids() -> list[int]:
    """The processes that wait for files."""
    return [child._process.pid for child in apart._idle]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{pid}/stat").exists() or Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


def test_the_process_has_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, "kept-to-oneself")
    monkeypatch.setenv("KB_PLACE", "江城市")
    given, start = list[dict[str, str]](), subprocess.Popen

    def watched(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        given.append(options["env"])
        return start(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", watched)
    text_of(GOOD)
    (environment,) = given
    assert environment["KB_PLACE"] == "江城市"
    assert not SECRETS & environment.keys()
    assert "kept-to-oneself" not in environment.values()


def test_a_file_that_hangs_is_given_up_and_stops_no_other() -> None:
    assert reason_of(HANGING, Limits(seconds=2)) == "读取的时间超过上限 2 秒（可用环境变量 KB_MAX_SECONDS 调整）"
    assert text_of(GOOD) == "江城市教育局"


def test_a_file_that_swells_is_given_up_and_stops_no_other() -> None:
    assert text_of(GOOD) == "江城市教育局"
    (pid,) = pids()
    least = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") // 1024**2
    told = reason_of(SWELLING, Limits(memory_mb=least + 30))
    assert told == f"读取时占用的内存超过上限 {least + 30} MB（可用环境变量 KB_MAX_MEMORY_MB 调整）"
    assert text_of(GOOD) == "江城市教育局"


def test_a_crash_is_one_reason_and_stops_no_other() -> None:
    text_of(GOOD)
    (pid,) = pids()
    crash = threading.Timer(0.5, os.kill, (pid, signal.SIGSEGV))
    crash.start()
    assert reason_of(HANGING) == "读它的进程崩溃了（退出码 -11），文件可能已损坏，请另存一份再读"
    assert text_of(GOOD) == "江城市教育局"


def test_a_crash_between_two_files_is_not_seen() -> None:
    text_of(GOOD)
    (pid,) = pids()
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert text_of(GOOD) == "江城市教育局"


def test_one_process_reads_all_files() -> None:
    text_of(GOOD)
    before = pids()
    reason_of(b"%PDF-1.7\n")
    text_of(GOOD)
    assert pids() == before


def test_a_process_that_holds_much_memory_is_not_kept() -> None:
    text_of(GOOD)
    (pid,) = pids()
    text_of(GOOD, Limits(memory_mb=90))  # it holds some 55 MB
    assert pids() == []
    assert not is_running(pid)


def test_none_is_started_for_a_text(tmp_path: Path) -> None:
    path = tmp_path / "公文.txt"
    path.write_text("江城市教育局", encoding="utf-8")
    read(path)
    assert pids() == []


def test_an_interruption_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    text_of(GOOD)
    (pid,) = pids()
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        text_of(HANGING)
    assert not is_running(pid)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_with_the_one_that_started_it(tmp_path: Path, end: signal.Signals) -> None:
    (tmp_path / "挂起.pdf").write_bytes(HANGING)
    running = subprocess.Popen([sys.executable, "-m", "kb.cli", "parse", str(tmp_path / "挂起.pdf")], cwd=ROOT)
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    found = _soon(lambda: children.read_text().split())
    running.send_signal(end)
    running.wait()
    assert found
    assert _soon(lambda: not any(is_running(int(pid)) for pid in found))


def _soon(condition: object) -> object:
    """What holds within ten seconds."""
    last = time.monotonic() + 10
    while time.monotonic() < last:
        if found := condition():
            return found
        time.sleep(0.05)
    return None
