"""Damaged PDF by pypdf: it reads leniently where PDFium gives up, and writes the pages anew.

Measured on files without header, catalogue, `endobj` or with strange children of a page tree: pypdf finds all pages.
"""

import io
import logging
import struct
import zlib
from collections.abc import Iterator

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError, RuntimeError),
    *(TypeError, ValueError, PyPdfError, struct.error, zlib.error),
)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def mended(data: bytes, most_pages: int) -> Iterator[bytes]:
    """The PDF in `data` in other ways to read it, most faithful first."""
    if unconverted := _unconverted(data):
        yield unconverted
    if rewritten := _rewritten(data, most_pages):
        yield rewritten


def _unconverted(data: bytes) -> bytes | None:
    """The file before its line ends were made those of Windows, as a transfer as text does."""
    breaks = data.count(b"\n")
    return data.replace(b"\r\n", b"\n") if breaks and breaks == data.count(b"\r\n") else None


def _rewritten(data: bytes, most_pages: int) -> bytes | None:
    """The PDF in `data` written anew, with its first pages; None where there is nothing to be found in it."""
    written = io.BytesIO()
    try:
        reader, writer = PdfReader(io.BytesIO(data), strict=False), PdfWriter()
        for _, page in zip(range(most_pages + 1), reader.pages, strict=False):
            writer.add_page(page)
        writer.write(written)
    except FAULTS:
        return None
    return written.getvalue()
