"""Reading in a process of its own what native code reads: where that hangs, crashes or swells, a file is refused.

The process is started for the first such file and reads those that follow; it ends with the one that started it.
"""

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from ingest.readers.limits import Refusal, over
from ingest.readers.raw import OnPage, RawDocument
from ingest.readers.wire import Recognised, Refused, Reply, Request, Text, receive, send
from kb.settings import MAX_MEMORY_MB, MAX_SECONDS, SECRETS, Limits

OUT_OF_MEMORY = 83
_ROOT = Path(__file__).parents[2]
_idle: list["_Child"] = []


def read(data: bytes, limits: Limits, on_page: OnPage) -> RawDocument:
    """The text of a file; `on_page` is told of each page that is recognised. Raises Refusal."""
    child = _waiting() or _Child()
    try:
        answer = child.read(Request(data, limits), on_page)
    except BaseException:
        child.end()
        raise
    if isinstance(answer, Text) and answer.is_spent:
        child.end()
    else:
        _idle.append(child)
    if isinstance(answer, Refused):
        raise Refusal(answer.reason)
    return RawDocument(answer.text, answer.pages)


@atexit.register
def end_all() -> None:
    """Ends the processes that wait for files."""
    while _idle:
        _idle.pop().end()


def _waiting() -> "_Child | None":
    """A process that waits for files."""
    while _idle:
        with suppress(IndexError):
            child = _idle.pop()
            if child.is_running():
                return child
            child.end()
    return None


def _environment() -> dict[str, str]:
    """This process's environment without its secrets: native code that is taken over by a file finds none."""
    places = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    kept = {name: value for name, value in os.environ.items() if name not in SECRETS}
    return kept | {"PYTHONPATH": os.pathsep.join(places)}


class _Child:
    """A process that reads files, one after the other."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "ingest.readers.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if os.environ.get("KB_DEBUG") else subprocess.DEVNULL,
                env=_environment(),
            )
        except OSError as error:
            raise Refusal(f"不能启动读取文件的进程（{error.strerror}）") from None
        self._requests = cast("BinaryIO", self._process.stdin)
        self._replies = cast("BinaryIO", self._process.stdout)
        self._is_late = False

    def read(self, request: Request, on_page: OnPage) -> Text | Refused:
        """What becomes of a file. Raises Refusal where the process ends over it, or has to be ended."""
        limits = request.limits
        with self._within(limits.seconds):
            with suppress(OSError):
                send(self._requests, request)
            reply = self._reply()
        while isinstance(reply, Recognised):
            on_page(reply.done, reply.of)
            with self._within(limits.seconds):
                reply = self._reply()
        if reply is None or self._is_late:
            raise self._end_of(limits)
        return reply

    def is_running(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._requests, self._replies):
            with suppress(OSError):
                pipe.close()

    def _reply(self) -> Reply | None:
        return receive(self._replies, cast("type[Reply]", Reply))

    @contextmanager
    def _within(self, seconds: int) -> Iterator[None]:
        timer = threading.Timer(seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _give_up(self) -> None:
        self._is_late = True
        self._process.kill()

    def _end_of(self, limits: Limits) -> Refusal:
        code = self._process.wait()
        if self._is_late:
            return over("读取的时间", limits.seconds, "秒", MAX_SECONDS)
        if code == OUT_OF_MEMORY:
            return over("读取时占用的内存", limits.memory_mb, "MB", MAX_MEMORY_MB)
        return Refusal(f"读它的进程崩溃了（退出码 {code}），文件可能已损坏，请另存一份再读")
