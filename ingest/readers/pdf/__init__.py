"""PDF by PDFium: the text layer in reading order, ruled tables, pages; mended or recognised where need be."""

from pathlib import Path

from ingest.readers.limits import refusing
from ingest.readers.ocr import recogniser
from ingest.readers.raw import RawDocument
from kb.settings import Limits

SUFFIXES: tuple[str, ...] = (".pdf",)


def accepts(data: bytes) -> bool:
    """Whether the file opens with the PDF signature (ISO 32000-1, 7.5.2: within the first 1024 bytes)."""
    return b"%PDF-" in data[:1024]


def read(path: Path, data: bytes, limits: Limits) -> RawDocument:
    """The pages without running heads and page marks; damage is mended where it can be. Raises UnreadableSource."""
    from ingest.readers.pdf.engine import Damaged

    with refusing(path):
        try:
            return _read(data, limits)
        except Damaged:
            from ingest.readers.pdf.repair import rewritten

            anew = rewritten(data, limits.pages)
            if anew is None:
                raise
            return _read(anew, limits)


def _read(data: bytes, limits: Limits) -> RawDocument:
    from ingest.readers.page.document import Reading
    from ingest.readers.pdf.engine import opened, rendered, sheets

    reading = Reading(limits)
    with opened(data, limits) as document:
        for sheet in sheets(document, limits):
            reading.add(sheet.page, sheet.drawing.pictured, sheet.drawing.curves)
        if pages := reading.unusable():
            eye = recogniser([page + 1 for page in pages], limits)
            for page in pages:
                reading.replace(page, eye.read(rendered(document, page)))
        return reading.document()
