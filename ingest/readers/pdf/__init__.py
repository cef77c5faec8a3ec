"""PDF by PDFium: the text layer in reading order, ruled tables, pages; mended or recognised where need be."""

from contextlib import suppress
from itertools import chain
from pathlib import Path

from ingest.readers.limits import refusing
from ingest.readers.ocr import named, recogniser
from ingest.readers.raw import OnPage, RawDocument, silent
from kb.settings import Limits

SUFFIXES: tuple[str, ...] = (".pdf",)


def accepts(data: bytes) -> bool:
    """Whether the file opens with the PDF signature (ISO 32000-1, 7.5.2: within the first 1024 bytes)."""
    return b"%PDF-" in data[:1024]


def read(path: Path, data: bytes, limits: Limits, on_page: OnPage = silent) -> RawDocument:
    """The pages without running heads and page marks; damage is mended where it can be. Raises UnreadableSource."""
    from ingest.readers.pdf.engine import Damaged
    from ingest.readers.pdf.repair import mended

    with refusing(path):
        for way in chain([data], mended(data, limits.pages)):
            with suppress(Damaged):
                return _read(way, limits, on_page)
        return _read(data, limits, on_page, is_guessed=True)


def _read(data: bytes, limits: Limits, on_page: OnPage, *, is_guessed: bool = False) -> RawDocument:
    """Raises Damaged; `is_guessed`: not where PDFium had to search for the parts of the file."""
    from ingest.readers.page.document import Reading
    from ingest.readers.pdf.engine import opened, rendered, sheets

    reading = Reading(limits)
    with opened(data, limits, is_guessed=is_guessed) as document:
        _check_whole(data, len(document), limits)
        for sheet in sheets(document, limits):
            reading.add(sheet.page, sheet.drawing.pictured, sheet.drawing.curves)
        if pages := reading.unusable():
            eye = recogniser([page + 1 for page in pages], limits)
            for done, page in enumerate(pages, start=1):
                reading.replace(page, eye.read(rendered(document, page)))
                on_page(done, len(pages))
        return reading.document()


def _check_whole(data: bytes, pages: int, limits: Limits) -> None:
    """Raises Damaged where part of the file would be left out."""
    from ingest.readers.pdf.engine import Damaged
    from ingest.readers.pdf.soundness import soundness

    found = soundness(data, limits.pages)
    if found and found.pages > pages:
        raise Damaged(f"PDF 已损坏，有 {found.pages} 页，只读得出 {pages} 页")
    if found and found.broken:
        raise Damaged(f"PDF 已损坏，第{named(found.broken)}页的内容不完整")
