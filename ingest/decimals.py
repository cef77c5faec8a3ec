"""Clauses numbered 1, 1.1, 3.2.1 (应急预案, standards), told from numbers in the text by their order."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.labels import DECIMALS, Label, Level
from ingest.normalise import Line

_NUMBER = re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){0,3})(?:[.．、]\s*|\s+|(?=[^\d.．、\s]))")
_PARTED = re.compile(r"\d{1,2}[.．]\d")
_HEADING = re.compile(r"[\u4e00-\u9fff“《（(][^。；！？]{1,40}$")
_FEWEST = 2

Number = tuple[int, ...]


def with_decimals(lines: list[Line]) -> list[Line]:
    """The lines, those labelled that are numbered in this way; none where fewer than two have a number of two parts."""
    if sum(bool(_PARTED.match(line.text)) for line in lines) < _FEWEST:
        return lines
    found = dict(_in_order(lines))
    if sum(len(number) > 1 for number in found.values()) < _FEWEST:
        return lines
    return [replace(line, opens=_label(line, found[i])) if i in found else line for i, line in enumerate(lines)]


def _in_order(lines: list[Line]) -> Iterator[tuple[int, Number]]:
    """Which lines have a number that follows the one before it."""
    last: Number = ()
    for i, line in enumerate(lines):
        number = _number(line)
        if number and _follows(number, last):
            last = number
            yield i, number


def _number(line: Line) -> Number | None:
    """The number that a line begins with; one of a single part only before a heading."""
    match = None if line.is_row or line.plain else _NUMBER.match(line.text)
    if match is None or match.end() == len(line.text):
        return None
    number = tuple(map(int, re.split("[.．]", match[1])))
    headed = len(number) > 1 or (match[0][-1:].isspace() and _HEADING.match(line.text, match.end()))
    labelled = line.label is not None and line.label.level is Level.ARABIC
    return number if headed or labelled else None


def _follows(number: Number, last: Number) -> bool:
    """“3.2” follows “3.1”, “3.1.4”, “3.1.4.2”; “3.1” follows “3”; “1” and “1.1” begin anew."""
    if number == (*last, 1) or set(number) == {1}:
        return True
    before = (*number[:-1], number[-1] - 1)
    return last[: len(before)] == before


def _label(line: Line, number: Number) -> Label:
    match = _NUMBER.match(line.text)
    written = match[0] if match else ""
    return Label(DECIMALS[len(number) - 1], number[-1], written, len(written), ".".join(map(str, number)))
