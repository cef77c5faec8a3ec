"""Pictures from their files, as the recogniser takes them."""

import io
import warnings
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from ingest.readers.limits import Refusal, over
from ingest.readers.ocr import LONGEST_SIDE
from ingest.readers.ocr.strips import LONG
from kb.settings import MAX_OCR_PAGES, Limits

_MOST_PIXELS = 120_000_000
_FAULTS = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, OverflowError, EOFError, MemoryError)
_SCALABLE = ("L", "RGB", "RGBA")
_WHITE = (255, 255, 255)


def frames(data: bytes, limits: Limits) -> Iterator[NDArray[np.uint8]]:
    """The pictures in a file, one for each page of a TIFF: rows × columns × blue, green, red. Raises Refusal."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                for frame in _within(image, limits):
                    yield _pixels(frame)
    except Image.DecompressionBombError:
        raise Refusal(f"图片超过 {_MOST_PIXELS} 个像素") from None
    except (*_FAULTS, RuntimeError, ZeroDivisionError, AttributeError):
        raise Refusal("图片已损坏，打不开") from None


def pages_of(data: bytes) -> int:
    """How many pictures are in a file, 1 where it cannot be told."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            return int(getattr(image, "n_frames", 1))
    except (*_FAULTS, RuntimeError, Image.DecompressionBombError):
        return 1


def _within(image: Image.Image, limits: Limits) -> Iterator[Image.Image]:
    if getattr(image, "n_frames", 1) > limits.ocr_pages:
        raise over("要识别的页数", limits.ocr_pages, "页", MAX_OCR_PAGES)
    for frame in ImageSequence.Iterator(image):
        if frame.width * frame.height > _MOST_PIXELS:
            raise Refusal(f"图片超过 {_MOST_PIXELS} 个像素")
        yield frame


def _pixels(frame: Image.Image) -> NDArray[np.uint8]:
    """A frame upright, on white, no larger than the recogniser looks at."""
    frame.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(frame)
    small = upright if upright.mode in _SCALABLE else upright.convert("RGBA")
    is_long = small.height > LONG * small.width
    small.thumbnail((int(LONGEST_SIDE / LONG), small.height) if is_long else (LONGEST_SIDE, LONGEST_SIDE))
    clear = small.convert("RGBA")
    page = Image.new("RGB", clear.size, _WHITE)
    page.paste(clear, mask=clear.getchannel("A"))
    pixels: NDArray[np.uint8] = np.asarray(page, dtype=np.uint8)[:, :, ::-1].copy()
    return pixels
