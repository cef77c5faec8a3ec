"""Pictures of pages (PNG, JPEG, TIFF, BMP, WebP), by recognition of their text."""

import re
from pathlib import Path

from ingest.readers.limits import refusing
from ingest.readers.ocr import recogniser
from ingest.readers.raw import OnPage, RawDocument, silent
from kb.settings import Limits

SUFFIXES: tuple[str, ...] = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")

_SIGNATURE = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|II\*\x00|MM\x00\*|BM.{4}\x00\x00\x00\x00|RIFF.{4}WEBP", re.DOTALL
)


def accepts(data: bytes) -> bool:
    """Whether the file opens with the signature of a picture."""
    return bool(_SIGNATURE.match(data))


def read(path: Path, data: bytes, limits: Limits, on_page: OnPage = silent) -> RawDocument:
    """The text in a picture; a TIFF may have several pages. Raises UnreadableSource."""
    from ingest.readers.page.document import Reading

    with refusing(path):
        eye = recogniser(None, limits)
        from ingest.readers.ocr.pictures import frames, pages_of

        reading, pages = Reading(limits), pages_of(data)
        for done, picture in enumerate(frames(data, limits), start=1):
            reading.add(eye.read(picture))
            on_page(done, pages)
        return reading.document()
