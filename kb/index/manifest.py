"""Which documents the knowledge base has, in which version, and how a notice is named."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import msgspec

from kb.errors import KnowledgeBaseError
from kb.notices import Notice
from kb.text import bare, fold

FORMAT = 2


@dataclass(frozen=True)
class Copy:
    """A source file: where it was read, and the SHA-256 of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True)
class Entry:
    """One document of the knowledge base.

    `version` is the hash of what was parsed, `recipe` what parsed and cut it. `source` is the file that holds;
    `copies` are other files of the same notice that were read before it.
    """

    id: str
    version: str
    recipe: str
    source: Copy
    title: str
    number: str | None
    issuer: str | None
    signed_on: date | None
    clauses: int
    passages: int
    copies: tuple[Copy, ...] = ()

    @property
    def digests(self) -> tuple[str, ...]:
        """The SHA-256 of its files."""
        return self.source.sha256, *(copy.sha256 for copy in self.copies)

    @property
    def original(self) -> str:
        """The name under originals/ of the copy of the source file."""
        return self.source.sha256 + Path(self.source.path).suffix.lower()


@dataclass(frozen=True)
class Manifest:
    """`entries` by document id, in the order in which they came. `embedding` and `dimensions` are None while empty.

    `removed` are the SHA-256 of the files of documents that were removed, as long as nobody has put them in again.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    embedding: str | None = None
    dimensions: int | None = None
    format: int = FORMAT
    removed: tuple[str, ...] = ()

    @cached_property
    def by_version(self) -> dict[str, str]:
        """The document id of each version that holds."""
        return {entry.version: entry.id for entry in self.entries.values()}

    def removed_without(self, entries: dict[str, Entry]) -> tuple[str, ...]:
        """What is `removed` when these are the entries."""
        gone = [digest for key, entry in self.entries.items() if key not in entries for digest in entry.digests]
        held = {digest for entry in entries.values() for digest in entry.digests}
        return tuple(digest for digest in dict.fromkeys((*self.removed, *gone)) if digest not in held)

    @cached_property
    def passages(self) -> int:
        return sum(entry.passages for entry in self.entries.values())

    def require(self, embedding: str, home: Path) -> None:
        """Raises KnowledgeBaseError where another embedding made the vectors."""
        if self.embedding not in (None, embedding):
            raise KnowledgeBaseError(
                f"知识库 {home} 的向量由 {self.embedding} 生成，而 KB_EMBEDDING 现在是 {embedding}："
                "请改回原来的设置，或运行 kb ingest 重新生成全部向量。"
            )


def damaged(home: Path, what: str) -> KnowledgeBaseError:
    """The error for a knowledge base of which `what` is the matter, and what to do."""
    return KnowledgeBaseError(f"知识库 {home} 的{what}，请删除该目录后用 kb ingest 重建。")


def unusable(home: Path, what: str, error: Exception) -> KnowledgeBaseError:
    """The error for an index that fails, be it damaged or the disk full: the library does not tell them apart."""
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    return KnowledgeBaseError(
        f"知识库 {home} 的{what} 用不了（{reason}）：请检查磁盘空间和权限；若都正常，请删除该目录后用 kb ingest 重建。"
    )


def unknown_document(identifier: str, home: Path) -> KnowledgeBaseError:
    return KnowledgeBaseError(f"知识库 {home} 里没有编号为 {identifier} 的公文。")


def document_id(notice: Notice) -> str:
    """A short name for the notice itself, whatever file it came from: 12 hexadecimal digits.

    It is made from the document number 发文字号, which names one notice; without one, from issuer, title and date;
    without a title, from the name of the file. The same notice from another path thus replaces itself. Width, case,
    spaces and, in issuer and title, punctuation make no difference.
    """
    data = notice.document
    if data.number:
        identity = data.number
    elif data.title:
        identity = "|".join([bare(data.issuer or ""), bare(data.title), str(data.signed_on or "")])
    else:
        identity = Path(notice.source).name
    return _short_hash(fold(identity).encode())


def version_of(notice: Notice, recipe: str) -> str:
    """The hash of a notice and of `recipe`, the name of what parsed and cut it: 16 hexadecimal digits."""
    return _short_hash(recipe.encode() + b"\0" + msgspec.json.encode(notice), 8)


def _short_hash(data: bytes, size: int = 6) -> str:
    return hashlib.blake2b(data, digest_size=size).hexdigest()
