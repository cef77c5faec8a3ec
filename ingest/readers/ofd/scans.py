"""Pages of OFD that are pictures: what they hold is recognised and put where the pictures stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.limits import Refusal
from ingest.readers.ocr import named, recogniser
from ingest.readers.ofd.content import Picture
from ingest.readers.ofd.structure import Document, Leaf
from ingest.readers.page.geometry import Glyph, Page, Rect
from kb.settings import Limits

_FEW = 100


@dataclass(frozen=True)
class Scan:
    """What is kept of a page until it is known whether it has to be recognised."""

    document: Document
    page: Page
    pictures: tuple[Picture, ...]

    @classmethod
    def of(cls, document: Document, leaf: Leaf) -> "Scan":
        few = leaf.page.glyphs if len(leaf.page.glyphs) < _FEW else ()
        return cls(document, replace(leaf.page, glyphs=few, rules=()), leaf.pictures)


def recognised(scans: Sequence[Scan], pages: Sequence[int], limits: Limits) -> Iterator[tuple[int, Page]]:
    """These pages with what their pictures say. Raises Refusal where a page has no picture, or without the extra."""
    if bare := [page + 1 for page in pages if not scans[page].pictures]:
        raise Refusal(f"第{named(bare)}页的文字没有编码，或者画成了图形，请转成 PDF 再读")
    if not pages:
        return
    eye = recogniser([page + 1 for page in pages], limits)
    from ingest.readers.ocr.pictures import frames

    for at in pages:
        scan = scans[at]
        glyphs, rules = list(scan.page.glyphs), list[Rect]()
        for picture in scan.pictures:
            for frame in frames(scan.document.picture(picture.resource), limits):
                found = eye.read(frame)
                glyphs += [Glyph(g.text, _put(g.box, found, picture.box), -2 - g.run) for g in found.glyphs]
                rules += [_put(rule, found, picture.box) for rule in found.rules]
        yield at, replace(scan.page, glyphs=tuple(glyphs), rules=tuple(rules))


def _put(box: Rect, page: Page, place: Rect) -> Rect:
    """A place in a picture as a place on the page that the picture stands on."""
    across, down = place.width / page.width, place.height / page.height
    return Rect(
        place.left + box.left * across,
        place.top + box.top * down,
        place.left + box.right * across,
        place.top + box.bottom * down,
    )
