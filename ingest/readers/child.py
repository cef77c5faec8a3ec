"""The process that reads apart: answers the requests that come over standard input until nobody is there to ask."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from ingest.readers import read_here
from ingest.readers.apart import OUT_OF_MEMORY
from ingest.readers.limits import MEGABYTE
from ingest.readers.raw import Source
from ingest.readers.wire import Recognised, Refused, Request, Text, receive, send
from kb.errors import UnreadableSource
from kb.settings import Limits

_LOOK = 0.05
_SPENT = 2
_STATM = Path("/proc/self/statm")


def main() -> None:
    """Reads the files that are asked for; an interruption ends the process, even in native code."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    replies = _replies()
    requests: SimpleQueue[Request] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    while True:
        request = requests.get()
        with _bounded(request.limits):
            reply = _reply(request, replies)
        send(replies, reply)


def _replies() -> BinaryIO:
    """Standard output for replies alone: what a library prints goes nowhere."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return replies


def _listen(requests: SimpleQueue[Request]) -> None:
    """Takes requests; ends the process with the one that asks, even while it reads."""
    while request := receive(sys.stdin.buffer, Request):
        requests.put(request)
    os._exit(0)


def _reply(request: Request, replies: BinaryIO) -> Text | Refused:
    try:
        source = Source(Path(), request.data)
        raw = read_here(source, request.limits, lambda done, of: send(replies, Recognised(done, of)))
    except UnreadableSource as error:
        return Refused(error.reason)
    except Exception as error:  # noqa: BLE001 - a defect that one file brings to light must not stop the others
        return Refused(f"读取时出错（{type(error).__name__}：{error}），请报告这个文件")
    is_spent = resident() * _SPENT > request.limits.memory_mb * MEGABYTE
    return Text(raw.text, raw.pages, is_spent)


@contextmanager
def _bounded(limits: Limits) -> Iterator[None]:
    """Ends the process where it comes to hold more memory than it may."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_LOOK):
            if resident() > limits.memory_mb * MEGABYTE:
                os._exit(OUT_OF_MEMORY)

    threading.Thread(target=watch, daemon=True).start()
    yield
    done.set()


def resident() -> int:
    """The bytes of memory that this process holds; 0 on Windows, which does not tell.

    On Linux that is what it holds now: its peak, which is what macOS tells, would be that of the process before it.
    """
    if sys.platform == "win32":
        return 0
    import resource

    if _STATM.exists():
        return int(_STATM.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
