"""Pages whose words are no text: scans, text that is drawn as paths, characters without a code."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.page.geometry import Page

_FEW, _SPARSE = 10, 100
_PICTURED, _COVERED = 0.25, 0.6
_DRAWN, _FILLED = 300, 2000
_GARBLED = 0.3


@dataclass(frozen=True)
class Evidence:
    """What tells whether a page can be read.

    Its visible characters; the share of those beyond ASCII that have no code which says what they are; the share of the
    page that pictures cover; the number of curves.
    """

    characters: int
    garbled: float
    pictured: float
    curves: int

    @classmethod
    def of(cls, page: Page, pictured: float, curves: int) -> "Evidence":
        shown = [glyph.text for glyph in page.glyphs if not glyph.text.isspace()]
        foreign = [char for char in shown if not char.isascii()]
        return cls(len(shown), sum(map(_is_garbled, foreign)) / max(len(foreign), 1), pictured, curves)


def unusable(pages: Sequence[Evidence]) -> list[int]:
    """The indexes of the pages whose words have to be recognised.

    A scan whose pages have their text in a layer of its own is read by that, its nearly empty pages too.
    """
    covered = [page for page in pages if page.pictured >= _COVERED]
    is_layered = sum(page.characters >= _SPARSE for page in covered) * 2 > len(covered)
    return [at for at, page in enumerate(pages) if _is_unusable(page, is_layered=is_layered)]


def _is_unusable(page: Evidence, *, is_layered: bool) -> bool:
    if page.garbled > _GARBLED:
        return True
    if page.characters < _FEW:
        return (page.pictured >= _PICTURED and not is_layered) or page.curves >= _DRAWN
    if page.characters < _SPARSE:
        return (page.pictured >= _COVERED and not is_layered) or page.curves >= _FILLED
    return False


def _is_garbled(char: str) -> bool:
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or ord(char) >= 0xF0000
