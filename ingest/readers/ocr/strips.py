"""Long pictures, as a phone joins them from screens: in strips of about a page, cut between lines of text."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

LONG = 1.5
_EARLIEST = 0.6
_INK = 160

Image = NDArray[np.uint8]


def strips(image: Image) -> Iterator[tuple[int, Image]]:
    """The strips of a picture (rows × columns × colours) with the rows at which they begin; one if it is not long."""
    rows, columns = image.shape[:2]
    tall, top = max(int(LONG * columns), 1), 0
    while rows - top > tall:
        earliest = top + int(_EARLIEST * tall)
        bottom = earliest + _gap(image[earliest : top + tall])
        yield top, image[top:bottom]
        top = bottom
    yield top, image[top:]


def _gap(image: Image) -> int:
    """The middle of the longest run of rows with the least ink; the rules down of a table are in all of them."""
    ink = (image.min(axis=2) < _INK).sum(axis=1)
    clear = np.flatnonzero(ink == ink.min())
    runs = np.split(clear, np.flatnonzero(np.diff(clear) > 1) + 1)
    longest = max(runs, key=len)
    return max(int(longest[len(longest) // 2]), 1)
