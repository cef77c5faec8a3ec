"""The character set 字符集 of a web page: byte order mark, declaration, UTF-8, GB18030."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_HEAD = 4096
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "hz-gb-2312"})


def decode(data: bytes) -> str:
    """The page as text; bytes that do not belong to its character set become U+FFFD.

    A declaration that does not hold gives way to UTF-8, then GB18030: pages are often converted without it.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    names = dict.fromkeys([_declared(data), "utf-8", "gb18030"])
    for name in filter(None, names):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return min(
        (data.decode(name, errors="replace") for name in filter(None, names)), key=lambda text: text.count("\ufffd")
    )


def _declared(data: bytes) -> str | None:
    """The codec of the declared character set; GB 2312 means its superset GB18030, as in every browser."""
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    if name in _CHINESE:
        return "gb18030"
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    return codec.name if getattr(codec, "_is_text_encoding", True) and not name.startswith("utf-16") else None
