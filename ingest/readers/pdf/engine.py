"""PDFium, the PDF engine of Chromium, behind the few questions that are asked of a page.

Chosen over pypdf with pdfplumber by measuring: a tenth of their time for the same text, with the place of each
character and the lines of tables. It is not made for threads: whoever uses it holds its lock.
"""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as api

from ingest.readers.limits import Refusal, over
from ingest.readers.ocr import LONGEST_SIDE
from ingest.readers.page.geometry import Glyph, Page
from ingest.readers.pdf.drawing import Drawing, drawing_of
from ingest.readers.pdf.text import Mark, glyphs_of, marks_of, turned, upright
from ingest.readers.pdf.transform import shown
from kb.settings import MAX_PAGES, Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOCK = threading.RLock()
_LOCKED = "PDF 有密码保护，请先另存为没有密码的文件"
_DAMAGED = "PDF 已损坏，不能解析"


class Damaged(Refusal):
    """What PDFium does not understand."""


@dataclass(frozen=True)
class Sheet:
    """A page of a PDF: its text with places, and what is drawn on it."""

    page: Page
    drawing: Drawing


@contextmanager
def opened(data: bytes, limits: Limits, *, is_guessed: bool = False) -> Iterator[pdfium.PdfDocument]:
    """The document in `data`. Raises Damaged; Refusal where it is locked or has too many pages.

    A file whose table of parts is wrong is damaged, unless its parts may be `is_guessed`.
    """
    with _LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            is_locked = error.err_code == api.FPDF_ERR_PASSWORD
            raise (Refusal(_LOCKED) if is_locked else Damaged(_DAMAGED)) from None
        with closing(document):
            if len(document) > limits.pages:
                raise over("页数", limits.pages, "页", MAX_PAGES)
            is_sound = is_guessed or api.FPDF_DocumentHasValidCrossReferenceTable(document.raw)
            if not len(document) or not is_sound:
                raise Damaged(_DAMAGED)
            yield document


def sheets(document: pdfium.PdfDocument, limits: Limits) -> Iterator[Sheet]:
    """The pages in their order; one that is damaged is refused with its number."""
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            raise Damaged(f"PDF 的第 {number + 1} 页已损坏") from None
        with closing(page):
            yield _sheet(page, limits)


def rendered(document: pdfium.PdfDocument, at: int) -> "NDArray[np.uint8]":
    """A page as a picture: rows × columns × blue, green, red."""
    with closing(document[at]) as page:
        try:
            bitmap = page.render(scale=LONGEST_SIDE / max(*page.get_size(), 1.0))
        except (pdfium.PdfiumError, ValueError, MemoryError):
            raise Refusal(f"PDF 的第 {at + 1} 页画不出来") from None
        picture: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
        return picture


def _sheet(page: pdfium.PdfPage, limits: Limits) -> Sheet:
    width, height = page.get_size()
    with closing(page.get_textpage()) as text:
        marks = marks_of(text, limits.characters + 1)
        turns = turned(marks)
        place = upright(page, turns).after(shown(page))
        glyphs = (*glyphs_of(text, marks, turns, place), *_turned_otherwise(page, text, marks, turns))
    is_sideways = (turns - page.get_rotation() // 90) % 2
    size = (height, width) if is_sideways else (width, height)
    drawing = drawing_of(page, place, size)
    return Sheet(Page(*size, glyphs, drawing.rules), drawing)


def _turned_otherwise(page: pdfium.PdfPage, text: pdfium.PdfTextPage, marks: list[Mark], most: int) -> Iterator[Glyph]:
    """What is written with other quarter turns than most of a page: upright, and below all that is on the page."""
    tall = sum(page.get_size())
    for below, turns in enumerate(sorted({mark.turns for mark in marks if mark.turns is not None} - {most}), start=1):
        place = upright(page, turns).after(shown(page))
        for glyph in glyphs_of(text, marks, turns, place):
            yield Glyph(glyph.text, glyph.box.moved(below * tall))
