"""Cutting a clause's text into pieces short enough to be found by; together the pieces are the text."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from kb.text import sentences, word_ends

CUTTER_VERSION = "1"
LIMIT = 400
_PAUSES = "，、,：:"


def cut(text: str, units: Callable[[str], Iterator[str]]) -> list[str]:
    """The pieces of `text`: as many units together as fit into 400 characters, a longer unit alone.

    The pieces joined are `text`; there is one even of an empty text.
    """
    pieces = [""]
    for unit in units(text):
        if pieces[-1] and len(pieces[-1]) + len(unit) > LIMIT:
            pieces.append("")
        pieces[-1] += unit
    return pieces


def rows(text: str) -> Iterator[str]:
    """The lines of a text that holds a table: a row is never cut.

    >>> list(rows("甲；乙\\n丙"))
    ['甲；乙\\n', '丙']
    """
    yield from text.splitlines(keepends=True)


def phrases(text: str) -> Iterator[str]:
    """The sentences of `text`; one of more than 400 characters in parts, cut after a ， or 、 or else after a word."""
    for start, end in sentences(text):
        yield from _parts(text[start:end])


def _parts(sentence: str) -> Iterator[str]:
    if len(sentence) <= LIMIT:
        yield sentence
        return
    cuts = [0]
    ends = word_ends(sentence)
    while len(sentence) - cuts[-1] > LIMIT:
        cuts.append(_last_cut(sentence, ends, cuts[-1]))
    for start, end in pairwise([*cuts, len(sentence)]):
        yield sentence[start:end]


def _last_cut(sentence: str, ends: list[int], start: int) -> int:
    """The last good place to cut within 400 characters from `start`."""
    within = [end for end in ends if start < end <= start + LIMIT]
    pauses = [end for end in within if sentence[end - 1] in _PAUSES]
    return max(pauses or within or [start + LIMIT])
