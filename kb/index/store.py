"""The truth on disk: which documents there are, in which version. Everything else under KB_HOME can be made from it.

    manifest.json               which version of each document holds, and what made the vectors
    notices/<version>.json      the notice as it was parsed
    originals/<sha256><suffix>  the bytes of its source file
    bm25/, chroma/              the indexes
    writing.json                what a writer is at work on, for the next one to clear away
    writer.lock                 held by the one writer

A document holds in the version that the manifest names; replacing the manifest is the one step that changes it.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
from filelock import FileLock, Timeout

from kb.errors import KnowledgeBaseError
from kb.index.manifest import FORMAT, Entry, Manifest, damaged
from kb.notices import Notice

Decoded = TypeVar("Decoded")


@dataclass(frozen=True)
class Journal:
    """What a writer is at work on: the versions of a document, and the embeddings whose collections it may make."""

    versions: tuple[str, ...]
    embeddings: tuple[str, ...]


_MANIFEST, _NOTICE = msgspec.json.Decoder(Manifest), msgspec.json.Decoder(Notice)
_JOURNAL = msgspec.json.Decoder(Journal)


class Store:
    """The files under KB_HOME. Reading never writes; every file is written whole or not at all."""

    def __init__(self, home: Path) -> None:
        if home.exists() and not home.is_dir():
            raise KnowledgeBaseError(f"知识库目录 {home} 不是目录，请把 KB_HOME 设为一个目录。")
        self.home = home

    def signature(self) -> tuple[int, int] | None:
        """What changes whenever the manifest is replaced; None where there is none."""
        try:
            found = (self.home / "manifest.json").stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino

    def manifest(self) -> Manifest:
        path = self.home / "manifest.json"
        manifest = self._read(path, _MANIFEST) if path.exists() else Manifest()
        if manifest.format != FORMAT:
            raise damaged(self.home, f"格式是 {manifest.format}，本程序只认格式 {FORMAT}")
        return manifest

    def commit(self, manifest: Manifest) -> None:
        self._write("manifest.json", msgspec.json.encode(manifest))

    def notice(self, version: str) -> Notice:
        return self._read(self.home / "notices" / f"{version}.json", _NOTICE)

    def keep_notice(self, version: str, notice: Notice) -> None:
        self._write(f"notices/{version}.json", msgspec.json.encode(notice))

    def keep_original(self, entry: Entry, data: bytes) -> None:
        if not self.original(entry).exists():
            self._write(f"originals/{entry.original}", data)

    def original(self, entry: Entry) -> Path:
        return self.home / "originals" / entry.original

    def journal(self) -> Journal | None:
        """What the last writer was at work on when it stopped, or None where it came to its end."""
        path = self.home / "writing.json"
        return self._read(path, _JOURNAL) if path.exists() else None

    def begin(self, journal: Journal) -> None:
        self._write("writing.json", msgspec.json.encode(journal))

    def finish(self, manifest: Manifest, stray: Sequence[str]) -> None:
        """Deletes the notices of the `stray` versions, every original that nothing needs, and the journal."""
        for version in stray:
            (self.home / "notices" / f"{version}.json").unlink(missing_ok=True)
        needed = {entry.original for entry in manifest.entries.values()}
        for path in (self.home / "originals").glob("*"):
            if path.name not in needed:
                path.unlink()
        (self.home / "writing.json").unlink(missing_ok=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Held by the one writer; raises KnowledgeBaseError at once where another has it."""
        with self._writable():
            self.home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.home / "writer.lock")
        with self._writable():
            try:
                lock.acquire(blocking=False)
            except Timeout:
                raise KnowledgeBaseError(f"另一个进程正在写入知识库 {self.home}，请等它结束后重试。") from None
        try:
            yield
        finally:
            lock.release()

    def _read(self, path: Path, decoder: msgspec.json.Decoder[Decoded]) -> Decoded:
        try:
            return decoder.decode(path.read_bytes())
        except (OSError, msgspec.MsgspecError) as error:
            state = "读不出来" if isinstance(error, OSError) else "已损坏"
            raise damaged(self.home, f"文件 {path.relative_to(self.home)} {state}") from error

    def _write(self, name: str, data: bytes) -> None:
        path = self.home / name
        temporary = path.with_suffix(".tmp")
        with self._writable():
            path.parent.mkdir(exist_ok=True)
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise KnowledgeBaseError(f"知识库目录 {self.home} 写不进去：{reason}。请检查 KB_HOME 和磁盘。") from error
