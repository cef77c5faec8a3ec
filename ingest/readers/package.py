"""A zip in memory, read within limits: what DOCX, OFD and archives of files are. Nothing is ever written to disk."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError

from ingest.readers.limits import MEGABYTE, Refusal, over
from kb.settings import MAX_RATIO, MAX_UNPACKED_MB, Limits

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_END, _END_OF_64 = b"PK\x05\x06", b"PK\x06\x06"
_END_RECORD = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_LARGEST_DIRECTORY = 4 * MEGABYTE
_CHUNK = MEGABYTE
# What a damaged zip was, by its first file and by a name that stands in it.
_KINDS = (
    (re.compile(rb"\[Content_Types\]|_rels/|docProps/|customXml/|word/"), b"word/", "Word 文档"),
    (re.compile(rb"OFD\.xml|Doc_"), b"OFD.xml", "OFD 文件"),
)
_NAME_AT = 30
_ENCRYPTED = 0x1
_UTF8 = 0x800
_DAMAGES = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, LZMAError, EOFError, OSError, struct.error),
    *(ValueError, KeyError, IndexError, RuntimeError, NotImplementedError, OverflowError),
)


def is_package(data: bytes) -> bool:
    """Whether `data` opens as a zip does."""
    return data.startswith(_SIGNATURES)


@dataclass
class Budget:
    """How many bytes may still be unpacked, from a zip and from those within it."""

    left: int


@dataclass(frozen=True)
class Package:
    """The files of a zip by their names."""

    archive: zipfile.ZipFile
    files: dict[str, zipfile.ZipInfo]
    limits: Limits
    budget: Budget

    def read(self, name: str) -> bytes:
        """The content of a file; raises Refusal where it is missing, damaged, encrypted or over a limit."""
        info = self.files.get(name)
        if info is None:
            raise Refusal(f"文件不完整，缺少 {name}")
        if info.flag_bits & _ENCRYPTED:
            raise Refusal("压缩包有密码保护，请先解密")
        try:
            return b"".join(self._chunks(info))
        except _DAMAGES:
            raise Refusal(f"文件已损坏，解不开 {name}") from None

    def _chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        size = 0
        with self.archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                self.budget.left -= len(chunk)
                if self.budget.left < 0:
                    raise over("解开后的大小", self.limits.unpacked_mb, "MB", MAX_UNPACKED_MB)
                if size > max(MEGABYTE, info.compress_size * self.limits.ratio):
                    raise over("压缩比", self.limits.ratio, "倍", MAX_RATIO)
                yield chunk


def open_package(data: bytes, limits: Limits, budget: Budget | None = None) -> Package:
    """The zip in `data`, with a budget of its own or another's. Raises Refusal where it is damaged or too large."""
    _check_directory(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGES:
        raise Refusal(f"{_kind(data)}已损坏，打不开") from None
    files = {_name(info): info for info in archive.infolist() if not info.is_dir()}
    return Package(archive, files, limits, budget or Budget(limits.unpacked_mb * MEGABYTE))


def _kind(data: bytes) -> str:
    """What a zip without a directory that can be read was."""
    known = (kind for first, within, kind in _KINDS if first.match(data, _NAME_AT) and within in data)
    return next(known, "压缩包")


def _check_directory(data: bytes) -> None:
    """The directory is read as a whole when the zip is opened: its size is checked before."""
    at = data.rfind(_END)
    at_64 = at - _LOCATOR_64.size - _END_64.size
    sizes = [_END_RECORD.unpack_from(data, at)[5]] if 0 <= at <= len(data) - _END_RECORD.size else []
    if at_64 >= 0 and data.startswith(_END_OF_64, at_64):
        sizes = [_END_64.unpack_from(data, at_64)[8]]
    if any(size > _LARGEST_DIRECTORY for size in sizes):
        raise Refusal(f"压缩包的目录超过 {_LARGEST_DIRECTORY // MEGABYTE} MB")


def _name(info: zipfile.ZipInfo) -> str:
    """The name with slashes; where nothing marks it as UTF-8, Chinese systems wrote UTF-8 or GB 18030 all the same."""
    name = info.filename
    for encoding in () if info.flag_bits & _UTF8 else ("utf-8", "gb18030"):
        try:
            name = info.filename.encode("cp437").decode(encoding)
            break
        except UnicodeError:
            continue
    return name.replace("\\", "/")
