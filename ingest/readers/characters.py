"""Characters that stand for others: radicals, compatibility ideographs, symbols in private use."""

import re
import unicodedata
from functools import cache

from kb.lexicon import DATA

_FOREIGN = re.compile(r"[\u2e80-\u2fd5\ue000-\ufaff\U0002f800-\U0002fa1d]")
_FOLDED = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA1E))


def plain(text: str) -> str:
    """`text` with the common character for each that stands for one, in its place: the text keeps its length.

    >>> plain("⼀、⺠⽣⼯程，⽤⼾2026年")
    '一、民生工程，用户2026年'
    """
    return text.translate(_table()) if _FOREIGN.search(text) else text


@cache
def _table() -> dict[int, str]:
    folded = {code: unicodedata.normalize("NFKC", chr(code)) for codes in _FOLDED for code in codes}
    rows = (DATA / "radicals.txt").read_text(encoding="utf-8").splitlines()
    pairs = (row.split() for row in rows if not row.startswith("#"))
    return {code: text for code, text in folded.items() if len(text) == 1} | {ord(one): other for one, other in pairs}
