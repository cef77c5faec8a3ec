"""Chroma's client, kept safe for what Chroma is not made for: several processes, and failures of the disk.

Chroma's query sees the vectors as they were when the process opened the path, and two processes that load and save
them at once damage them (chroma-core/chroma#3792). So the process has one client for a path, opened anew for a new
generation, used by one thread at a time, and by one process at a time.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

from chromadb.api import ServerAPI
from chromadb.api.client import Client
from chromadb.config import Settings, System
from chromadb.errors import ChromaError
from filelock import FileLock, Timeout

from kb.errors import KnowledgeBaseError
from kb.index.manifest import unusable

_PATIENCE_SECONDS = 60
_POLL_SECONDS = 0.002  # readers that ask without a pause leave the lock free for no longer
_turn = threading.RLock()
_clients: dict[Path, tuple[object, Client]] = {}


@contextmanager
def client_of(path: Path, generation: object) -> Iterator[Client]:
    """The client of `path`, for this thread of this process alone; `generation` changes with every commit.

    Raises KnowledgeBaseError where Chroma cannot use what is on disk, or another process has it for a minute.
    """
    with alone_with(path):
        try:
            yield _current(path, generation)
        except (ChromaError, ValueError, OSError, RuntimeError) as error:
            close(path)  # after a failure of the disk Chroma would wait for ever
            raise unusable(_home(path), "向量索引 chroma", error) from error


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Keeps other threads and processes away from `path`. Raises KnowledgeBaseError after a minute's wait."""
    with _turn:
        try:
            lock = _lock_between_processes(path)
            lock.acquire(poll_interval=_POLL_SECONDS)
        except Timeout:
            raise KnowledgeBaseError(f"知识库 {_home(path)} 正忙，请稍后重试。") from None
        except OSError as error:
            raise unusable(_home(path), "向量索引 chroma", error) from error
        try:
            yield
        finally:
            lock.release()


def advance(path: Path, old: object, new: object) -> None:
    """Says that this process wrote what came after the generation `old`: its client of the path knows the new."""
    with _turn:
        if path in _clients and _clients[path][0] == old:
            _clients[path] = new, _clients[path][1]


def close(path: Path) -> None:
    """Closes the process's clients of this path and of those below, if there are any."""
    with _turn:
        for opened in [opened for opened in _clients if opened.is_relative_to(path)]:
            _clients.pop(opened)[1].close()


def _home(path: Path) -> Path:
    return path.parents[1]


def _current(path: Path, generation: object) -> Client:
    if path in _clients:
        opened, client = _clients[path]
        if opened == generation:
            return client
        close(path)
    client = _open(path)
    _clients[path] = generation, client
    return client


def _open(path: Path) -> Client:
    """What PersistentClient does, but a start that fails leaves nothing behind that a second try would meet."""
    system = System(Settings(is_persistent=True, persist_directory=str(path), anonymized_telemetry=False))
    system.instance(cast("Any", ServerAPI))
    system.start()
    return Client.from_system(system)


@cache
def _lock_between_processes(path: Path) -> FileLock:
    return FileLock(path.parent / "lock", timeout=_PATIENCE_SECONDS, thread_local=False)
