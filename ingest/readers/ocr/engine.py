"""RapidOCR: from a picture to a page of placed characters, with the rules of its tables."""

import threading
from collections.abc import Iterator, Sequence
from statistics import median
from typing import cast

import cv2
import numpy as np
import onnxruntime  # noqa: F401 - what RapidOCR runs its models with, and finds missing only when it reads
from numpy.typing import NDArray
from rapidocr import RapidOCR
from rapidocr.utils.output import RapidOCROutput

from ingest.readers.ocr import LONGEST_SIDE
from ingest.readers.ocr.marks import as_printed
from ingest.readers.ocr.strips import LONG, strips
from ingest.readers.page.geometry import Glyph, Page, Rect

_PAGE = 842.0
_ACROSS, _DOWN = 60, 50
_SAME_SIZE, _SAME_SIZE_OF_FEW, _FEW = 0.3, 0.5, 3
_INK = 160
_LEAST = 12

Image = NDArray[np.uint8]


class Recogniser:
    """Reads one picture at a time."""

    def __init__(self) -> None:
        self._engine = RapidOCR(params={"Global.log_level": "critical", "Global.max_side_len": LONGEST_SIDE})
        self._lock = threading.Lock()

    def read(self, image: Image) -> Page:
        """The page in a picture (rows × columns × blue, green, red); its longer side counts as that of A4.

        Of a long picture the width does, as if it were pages joined. In a few rows or columns nothing can be read.
        """
        rows, columns = image.shape[:2]
        scale = _PAGE / max(min(rows, columns * LONG), columns)
        if min(rows, columns) < _LEAST:
            return Page(columns * scale, rows * scale)
        with self._lock:
            lines = _levelled([line for top, strip in strips(image) for line in self._lines(strip, top)])
        glyphs = (glyph for run, line in enumerate(lines) for glyph in _glyphs(*line, run))
        return Page(
            columns * scale,
            rows * scale,
            tuple(Glyph(glyph.text, _scaled(glyph.box, scale), glyph.run) for glyph in glyphs),
            tuple(_scaled(rule, scale) for rule in _rules(image)),
        )

    def _lines(self, strip: Image, top: int) -> Iterator[tuple[str, Rect]]:
        """The lines of a strip that begins at the row `top`."""
        found = cast("RapidOCROutput", self._engine(strip))
        boxes = () if found.boxes is None else found.boxes
        for words, corners in zip(map(as_printed, found.txts or ()), boxes, strict=True):
            box = _box(corners)
            yield words, Rect(box.left, box.top + top, box.right, box.bottom + top)


def _box(corners: NDArray[np.float32]) -> Rect:
    """The upright rectangle of a line: the means of its corners, which are slightly turned in a scan."""
    upper_left, upper_right, lower_right, lower_left = (tuple(map(float, corner)) for corner in corners)
    return Rect(
        (upper_left[0] + lower_left[0]) / 2,
        (upper_left[1] + upper_right[1]) / 2,
        (upper_right[0] + lower_right[0]) / 2,
        (lower_left[1] + lower_right[1]) / 2,
    )


def _levelled(lines: Sequence[tuple[str, Rect]]) -> Iterator[tuple[str, Rect]]:
    """The lines with the usual height where theirs is about that: it is only estimated, of few characters roughly."""
    usual = median(box.height for _, box in lines) if lines else 0.0
    for text, box in lines:
        if text.strip():
            middle, height = (box.top + box.bottom) / 2, box.height
            likely = _SAME_SIZE_OF_FEW if len(text.strip()) <= _FEW else _SAME_SIZE
            height = usual if abs(height - usual) < likely * usual else height
            yield text, Rect(box.left, middle - height / 2, box.right, middle + height / 2)


def _glyphs(text: str, box: Rect, run: int) -> Iterator[Glyph]:
    """The characters of a line, spread over its box: a Chinese character twice as wide as another."""
    widths = [2 if ord(char) > 0x2E80 else 1 for char in text]
    step, left = box.width / sum(widths), box.left
    for char, width in zip(text, widths, strict=True):
        yield Glyph(char, Rect(left, box.top, left + step * width, box.bottom), run)
        left += step * width


def _rules(image: Image) -> Iterator[Rect]:
    """The straight lines across and down that are longer than any stroke of a character."""
    ink = (cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) < _INK).astype(np.uint8)
    for shape in ((_ACROSS, 1), (1, _DOWN)):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        _, _, found, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for left, top, width, height, _ in found[1:].tolist():
            yield Rect(left, top, left + width, top + height)


def _scaled(box: Rect, scale: float) -> Rect:
    return Rect(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)
