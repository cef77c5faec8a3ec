"""Clauses 条款: what is cited. Each has a path, a repaired text, and a span in the source file."""

from dataclasses import dataclass
from enum import StrEnum

from kb.commitments import Deadline, Target
from kb.units import Unit


class Part(StrEnum):
    """The named parts of a notice beside its numbered clauses; their values are their clause paths."""

    TITLE = "题头"
    PREAMBLE = "引言"
    ANNEX = "附件"
    CLOSING = "落款"


REPEATED = "#"  # in a path that an earlier clause has, before how often it came: “一、（一）#2”


@dataclass(frozen=True)
class Clause:
    """One clause, without its sub-clauses.

    `path` is unique in its notice (“二、（三）10”), `parents` are the paths above it from the top.
    `text` is the repaired body; for a clause that is a heading only, the heading. `source[start:end]` holds all of
    it: label, heading, body and the closing parenthesis with the units, `assignment` (“（责任单位：…）”, repaired).
    `spans` are the pieces of the source that make up the text: `text == "".join(source[a:b] for a, b in spans)`.
    `task_number` is the number of a clause that names its responsible units.
    """

    path: str
    label: str
    heading: str | None
    text: str
    start: int
    end: int
    page: int | None = None
    task_number: int | None = None
    units: tuple[Unit, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    parents: tuple[str, ...] = ()
    assignment: str | None = None
    spans: tuple[tuple[int, int], ...] = ()

    def locate(self, quote: str) -> tuple[int, int] | None:
        """The span in the source of the first place in `text` where `quote` stands, or None."""
        at = self.text.find(quote) if quote else -1
        return None if at < 0 else (self._offset(at), self._offset(at + len(quote) - 1) + 1)

    def pieces(self, quote: str) -> tuple[tuple[int, int], ...]:
        """The pieces of the source that make up `quote` where `locate` finds it; none where it does not stand."""
        span = self.locate(quote)
        if span is None:
            return ()
        return tuple((max(a, span[0]), min(b, span[1])) for a, b in self.spans if a < span[1] and b > span[0])

    def _offset(self, at: int) -> int:
        for start, end in self.spans:
            if at < end - start:
                return start + at
            at -= end - start
        raise IndexError(f"{self.path} 的正文没有第 {at} 个字")
