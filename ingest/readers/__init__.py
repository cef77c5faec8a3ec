"""From a file to the text it holds: one module a format, each tried by what it accepts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from ingest.readers import apart, archive, docx, foreign, html, image, ofd, pdf, text
from ingest.readers.characters import plain
from ingest.readers.limits import MEGABYTE, Refusal, over, refusing
from ingest.readers.raw import OnPage, RawDocument, Source, silent
from kb.errors import UnreadableSource
from kb.settings import MAX_CHARACTERS, MAX_FILE_MB, Limits


class Reader(Protocol):
    """A module that reads one format; its `read` raises UnreadableSource and nothing else."""

    SUFFIXES: tuple[str, ...]

    def accepts(self, data: bytes) -> bool: ...

    def read(self, path: Path, data: bytes, limits: Limits) -> RawDocument: ...


class PagedReader(Reader, Protocol):
    """A reader whose pages may have to be recognised."""

    def read(self, path: Path, data: bytes, limits: Limits, on_page: OnPage = silent) -> RawDocument: ...


# Read by native code, or after recognition by it: in a process of its own.
APART: tuple[PagedReader, ...] = (pdf, ofd, image)
HERE: tuple[Reader, ...] = (docx, foreign, archive, html, text)
READERS: tuple[Reader, ...] = (*APART, *HERE)
SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.SUFFIXES)
_SUPPORTED = (
    " UTF-8、GB18030、UTF-16 文本，网页 HTML，Word DOCX，PDF，OFD，图片 PNG、JPEG、TIFF、BMP、WebP，以及它们的 ZIP 包"
)

__all__ = [
    "READERS",
    "SUFFIXES",
    "OnPage",
    "RawDocument",
    "Source",
    "read",
    "read_here",
    "read_source",
    "silent",
    "sources",
]


def read(path: Path, limits: Limits | None = None) -> RawDocument:
    """The text of the file at `path`, read by the first reader that accepts its content; within the default limits.

    Raises UnreadableSource, which names the file and the reason.
    """
    limits = limits or Limits()
    return read_source(Source(path, _bytes_of(path, limits)), limits)


def sources(path: Path, limits: Limits) -> Iterator[Source]:
    """The file at `path`, or the files in it where it is an archive; what cannot be had is a source with its reason."""
    try:
        data = _bytes_of(path, limits)
    except UnreadableSource as error:
        yield Source(path, reason=error.reason)
        return
    if archive.accepts(data):
        yield from archive.members(path, data, limits)
    else:
        yield Source(path, data)


def read_source(source: Source, limits: Limits, on_page: OnPage = silent) -> RawDocument:
    """The text of a file that is in memory already; `on_page` is told of each page that is recognised.

    Raises UnreadableSource.
    """
    path, data = source.path, source.data
    if source.reason is not None:
        raise UnreadableSource(path, source.reason)
    if not data.strip():
        raise UnreadableSource(path, "文件是空的")
    with refusing(path):
        if any(reader.accepts(data) for reader in APART):
            return apart.read(data, limits, on_page)
        return read_here(source, limits)


def read_here(source: Source, limits: Limits, on_page: OnPage = silent) -> RawDocument:
    """As `read_source`, in this process whatever the format."""
    path, data = source.path, source.data
    with refusing(path):
        for paged in APART:
            if paged.accepts(data):
                return _checked(paged.read(path, data, limits, on_page), limits)
        for reader in HERE:
            if reader.accepts(data):
                return _checked(reader.read(path, data, limits), limits)
    raise UnreadableSource(path, f"不是可以识别的格式（支持{_SUPPORTED}）")


def _checked(raw: RawDocument, limits: Limits) -> RawDocument:
    if not raw.text.strip():
        raise Refusal("文件里没有文字")
    if len(raw.text) > limits.characters:
        raise over("文字", limits.characters, "字", MAX_CHARACTERS)
    return replace(raw, text=plain(raw.text))


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        with refusing(path), path.open("rb") as file:
            data = file.read(limits.file_mb * MEGABYTE + 1)
            if len(data) > limits.file_mb * MEGABYTE:
                raise over("文件大小", limits.file_mb, "MB", MAX_FILE_MB)
            return data
    except FileNotFoundError:
        raise UnreadableSource(path, "文件不存在") from None
    except IsADirectoryError:
        raise UnreadableSource(path, "这是一个目录，不是文件") from None
    except PermissionError:
        raise UnreadableSource(path, "没有读取权限") from None
    except (OSError, ValueError) as error:
        raise UnreadableSource(path, f"系统不能打开它（{getattr(error, 'strerror', None) or '文件名无效'}）") from None
