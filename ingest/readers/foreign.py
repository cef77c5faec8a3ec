"""Formats that are known and not read: what they are, and what to do with them."""

import re
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.limits import Refusal
from ingest.readers.package import is_package, open_package
from ingest.readers.raw import RawDocument
from kb.errors import UnreadableSource
from kb.settings import Limits

SUFFIXES: tuple[str, ...] = ()

_HEAD = 4096
_SAVE = "请另存为 DOCX 或 PDF 再读"


@dataclass(frozen=True)
class Format:
    """A format by the bytes that its files open with, and by bytes that stand anywhere in them."""

    opening: re.Pattern[bytes]
    within: bytes
    reason: str


_OLE = re.compile(re.escape(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


FORMATS = (
    Format(_OLE, _utf16("EncryptedPackage"), "Office 文件有密码保护，请先取消密码"),
    Format(_OLE, _utf16("WordDocument"), f"这是旧版 Word 文件（.doc）或 WPS 文件，{_SAVE}"),
    Format(_OLE, _utf16("Workbook"), f"这是 Excel 表格，{_SAVE}"),
    Format(_OLE, _utf16("PowerPoint Document"), f"这是演示文稿，{_SAVE}"),
    Format(_OLE, b"", f"这是旧版 Office 文件，{_SAVE}"),
    Format(re.compile(rb"\s*\{\\rtf"), b"", f"这是 RTF 文件，{_SAVE}"),
    Format(
        re.compile(rb"(?:Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh[1-9]|\xfd7zXZ)"),
        b"",
        "不能打开这种压缩包，请解开后再读，或改用 ZIP",
    ),
    Format(re.compile(rb"(?:CAJ|HN|KDH)[\x00-\x08]"), b"", "这是知网 CAJ 文件，请转成 PDF 再读"),
    Format(
        re.compile(rb"MIME-Version:|From:[^\n]*Saved by", re.IGNORECASE),
        b"",
        "这是 MHTML 网页存档，请另存为 HTML 或 PDF 再读",
    ),
)
_ADVICE = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".wps", ".wpt", ".rtf", ".odt", ".uof", ".uot"), _SAVE),
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".et", ".ods", ".ppt", ".pptx", ".dps"), _SAVE),
    **dict.fromkeys((".ceb", ".cebx", ".sep", ".gd", ".gw", ".caj", ".epub"), "请转成 PDF 再读"),
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"), "请解开后再读，或改用 ZIP"),
    **dict.fromkeys((".mht", ".mhtml"), "请另存为 HTML 或 PDF 再读"),
}
_PACKAGES = (
    (b"spreadsheetml", f"这是 Excel 表格，{_SAVE}"),
    (b"presentationml", f"这是演示文稿，{_SAVE}"),
    (b"opendocument", f"这是 OpenDocument 文件，{_SAVE}"),
    (b"epub", "这是电子书，请转成 PDF 再读"),
)


def advice(suffix: str) -> str | None:
    """What to do with a file of a format that is not read, as its suffix tells it.

    >>> advice(".DOC"), advice(".jar")
    ('请另存为 DOCX 或 PDF 再读', None)
    """
    return _ADVICE.get(suffix.lower())


def accepts(data: bytes) -> bool:
    """Whether `data` is of a format that is known and not read."""
    return _reason(data) is not None


def read(path: Path, data: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001 - as every reader
    """Raises UnreadableSource, which says what the file is and what to do with it."""
    raise UnreadableSource(path, _reason(data) or "不能读这种文件")


def _reason(data: bytes) -> str | None:
    for known in FORMATS:
        if known.opening.match(data[:_HEAD]) and known.within in data:
            return known.reason
    return _package_reason(data) if is_package(data) else None


def _package_reason(data: bytes) -> str | None:
    """What an office package says it is in its list of types or its `mimetype`."""
    try:
        package = open_package(data, Limits())
        told = b"".join(package.read(name) for name in ("[Content_Types].xml", "mimetype") if name in package.files)
    except Refusal:
        return None
    return next((reason for mark, reason in _PACKAGES if mark in told), None)
