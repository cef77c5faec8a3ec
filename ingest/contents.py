"""The table of contents 目录 of a notice: its entries look like headings and open no clauses."""

import re
from dataclasses import replace

from ingest.normalise import Line
from kb.text import fold

_TITLE = re.compile(r"目\s*[录次]")
_LEADER = re.compile(r"\s*(?:[.．·…⋯‥・]\s*){3,}\s*[（(]?\d{0,4}[)）]?\s*$")
_PAGE = re.compile(r"[\s.．·…⋯‥・]*\s*[-—－]?\s*[（(]?\d{1,4}[)）]?\s*[-—－]?$")
_FEWEST = 2
_MOST_ENTRIES = 1000


def with_contents(lines: list[Line]) -> list[Line]:
    """The lines, the entries of a table of contents marked as plain.

    An entry is led by dots to its page, or stands below “目录” and comes again as a line of the text.
    """
    words = [fold(line.text) for line in lines]
    last = {word: i for i, word in enumerate(words)}
    listed = {i for i, line in enumerate(lines) if _LEADER.search(line.text)}
    end = 0
    for i, line in enumerate(lines):
        if i >= end and _TITLE.fullmatch(line.text):
            entries = _entries(lines, last, i)
            end = i + max(1, len(entries))
            listed |= entries
    return [replace(line, plain=True) if i in listed else line for i, line in enumerate(lines)]


def _entries(lines: list[Line], last: dict[str, int], title: int) -> set[int]:
    """The title 目录 and what follows it, up to the first line that the text does not repeat."""
    end, furthest = title + 1, min(len(lines), title + _MOST_ENTRIES)
    while end < furthest and not lines[end].is_row and (_LEADER.search(lines[end].text) or _repeated(lines, last, end)):
        end += 1
    return set(range(title, end)) if end - title > _FEWEST else set()


def _repeated(lines: list[Line], last: dict[str, int], at: int) -> bool:
    """Whether the words of an entry, with or without its page, come again below; the first entry that does ends it."""
    text = lines[at].text
    return any(last.get(word, at) > at for word in (fold(text), fold(_PAGE.sub("", text))))
