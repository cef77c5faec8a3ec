"""The numbers that a browser writes before the items of a list: `<ol>` with its type, start and values."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ingest.readers import numerals
from kb.text import HAN, counted

_BY_TYPE: dict[str, tuple[numerals.Numeral, str]] = {
    "1": (str, "."),
    "a": (numerals.letters, "."),
    "A": (numerals.upper(numerals.letters), "."),
    "i": (numerals.roman, "."),
    "I": (numerals.upper(numerals.roman), "."),
}
_BY_STYLE: dict[str, tuple[numerals.Numeral, str]] = {
    "decimal": _BY_TYPE["1"],
    "lower-alpha": _BY_TYPE["a"],
    "lower-latin": _BY_TYPE["a"],
    "upper-alpha": _BY_TYPE["A"],
    "upper-latin": _BY_TYPE["A"],
    "lower-roman": _BY_TYPE["i"],
    "upper-roman": _BY_TYPE["I"],
    "cjk-ideographic": (counted, "、"),
    "simp-chinese-informal": (counted, "、"),
    "trad-chinese-informal": (counted, "、"),
    "cjk-decimal": (numerals.spelt, "、"),
    "cjk-heavenly-stem": (numerals.HEAVENLY, "、"),
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z]+(?:-[a-z]+)*)", re.IGNORECASE)
_LABELLED = re.compile(rf"[（(]?\s*[\d{HAN}①-⑳]+\s*[、.．)）]|第[\d{HAN}]+|[①-⑳]")


@dataclass
class Numbering:
    """The items of a list counted so far; `style` None where the list has no numbers that show."""

    style: str | None
    number: int

    def next(self, item: LexborNode) -> str:
        """What stands before the next item."""
        stated = item.attributes.get("value")
        self.number = _whole(stated, self.number + 1)
        style = _style_of(item) or self.style
        if style not in _BY_STYLE:
            return ""
        numeral, mark = _BY_STYLE[style]
        return numeral(self.number) + mark


def numbering_of(node: LexborNode, *, styled: bool) -> Numbering:
    """How the list `node` is numbered; in a page with style sheets only where the list itself says so.

    Nearly every site's style sheet takes the numbers off its lists.
    """
    start = _whole(node.attributes.get("start"), 1)
    said = _style_of(node) or ("decimal" if node.attributes.get("start") else None)
    default = None if styled else "decimal"
    return Numbering((said or default) if node.tag == "ol" else None, start - 1)


def with_marker(marker: str, text: str) -> str:
    """`text` behind its number, unless the author wrote one.

    >>> with_marker("2.", "健全机制"), with_marker("2.", "（二）健全机制")
    ('2.健全机制', '（二）健全机制')
    """
    return text if _LABELLED.match(text) else marker + text


def _style_of(node: LexborNode) -> str | None:
    attributes = node.attributes
    kind = attributes.get("type")
    if kind in _BY_TYPE:
        return next(style for style, rule in _BY_STYLE.items() if rule is _BY_TYPE[kind])
    match = _STYLE.search(attributes.get("style") or "")
    return match[1].lower() if match else None


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,4}", text.strip()) else default
