"""The abbreviated data of paths in OFD: “M 0 0 L 10 0 C” (GB/T 33190—2016, 9.1)."""

import re
from collections.abc import Iterator

Point = tuple[float, float]

_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_TOKEN = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_LONGEST = 20_000


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; none where there is anything else in it."""
    try:
        return [float(part) for part in (text or "").split()]
    except ValueError:
        return []


def strokes(data: str) -> Iterator[tuple[Point, Point]]:
    """The straight lines of a path; curves move on without one.

    >>> list(strokes("M 0 0 L 10 0 B 1 1 2 2 5 5 C"))
    [((0.0, 0.0), (10.0, 0.0)), ((5.0, 5.0), (0.0, 0.0))]
    """
    start = here = (0.0, 0.0)
    for command, values in _commands(_TOKEN.findall(data)[:_LONGEST]):
        to = (values[-2], values[-1]) if values else start
        if command in "LC":
            yield here, to
        elif command in "SM":
            start = to
        here = to


def _commands(tokens: list[str]) -> Iterator[tuple[str, list[float]]]:
    """Each command with its arguments; one that lacks some is passed over."""
    at = 0
    while at < len(tokens):
        count = _ARGUMENTS.get(tokens[at])
        values = tokens[at + 1 : at + 1 + (count or 0)]
        if count is None or len(values) < count or any(value in _ARGUMENTS for value in values):
            at += 1
            continue
        yield tokens[at], [float(value) for value in values]
        at += 1 + count
