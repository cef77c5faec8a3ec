"""Plain text and Markdown in UTF-8, UTF-16 with a byte order mark, or GB18030."""

import codecs
import re
from pathlib import Path

from ingest.readers.raw import RawDocument
from kb.errors import UnreadableSource
from kb.settings import Limits

SUFFIXES: tuple[str, ...] = (".txt", ".md")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMON_SHARE = 0.5
_SAMPLE = 200_000


def accepts(data: bytes) -> bool:
    """Whether `data` decodes as text: no control characters, and for GB18030 mostly common characters."""
    return _decode(data) is not None


def read(path: Path, data: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001 - as every reader
    """The decoded text, line ends as they are in the file."""
    text = _decode(data)
    if text is None:
        raise UnreadableSource(path, "不是 UTF-8、GB18030 或 UTF-16 文本")
    return RawDocument(text)


def _decode(data: bytes) -> str | None:
    mark = next((encoding for bom, encoding in _MARKED if data.startswith(bom)), None)
    for encoding in (mark,) if mark else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and (encoding != "gb18030" or _is_plausible(text)):
            return text
    return None


def _is_plausible(text: str) -> bool:
    """Nearly any bytes decode as GB18030; a text in Chinese consists of the characters of GB 2312."""
    foreign = [c for c in text[:_SAMPLE] if ord(c) > 0x7F]
    return not foreign or sum(map(_is_common, foreign)) >= _COMMON_SHARE * len(foreign)


def _is_common(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
