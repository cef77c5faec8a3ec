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
_turn = threading.RLock()
_clients: dict[Path, tuple[object, Client]] = {}


@contextmanager
def client_of(directory: Path, generation: object) -> Iterator[Client]:
    """The client of `directory`, for this thread of this process alone; `generation` changes with every commit.

    Raises KnowledgeBaseError where Chroma cannot use what is on disk, or another process has it for a minute.
    """
    path = directory.absolute()
    with _turn:
        try:
            with _lock_between_processes(path):
                yield _current(path, generation)
        except Timeout:
            raise KnowledgeBaseError(f"知识库 {directory.parent} 正忙，请稍后重试。") from None
        except (ChromaError, ValueError, OSError, RuntimeError) as error:
            close(path)  # after a failure of the disk Chroma would wait for ever
            raise unusable(directory.parent, f"向量索引 {directory.name}", error) from error


def advance(directory: Path, old: object, new: object) -> None:
    """Says that this process wrote what came after the generation `old`: its client of the path knows the new."""
    path = directory.absolute()
    with _turn:
        if path in _clients and _clients[path][0] == old:
            _clients[path] = new, _clients[path][1]


def close(directory: Path) -> None:
    """Closes the process's client of this path, if there is one."""
    with _turn:
        _, client = _clients.pop(directory.absolute(), (None, None))
        if client is not None:
            client.close()


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
    return FileLock(path.parent / "chroma.lock", timeout=_PATIENCE_SECONDS, thread_local=False)
