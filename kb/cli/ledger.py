"""The parse ledger: how much of a file found its place, what was recognised, what was not placed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from kb.notices import DOUBT, Notice, Unplaced
from kb.text import visible


@dataclass(frozen=True)
class Ledger:
    """Counts of one parsed file; `placed` is the share (0 to 1) of its visible characters that lie in a clause."""

    source: str
    characters: int
    placed: float
    clauses: int
    units: int
    deadlines: int
    targets: int
    tables: int
    unassigned: tuple[Unplaced, ...]
    is_doubtful: bool

    @classmethod
    def of(cls, notice: Notice) -> Self:
        characters = len(visible(notice.text))
        left = sum(len(visible(piece.text)) for piece in notice.unassigned)
        return cls(
            notice.source,
            characters,
            1 - left / characters if characters else 1.0,
            len(notice.clauses),
            sum(len(clause.units) for clause in notice.clauses),
            sum(len(clause.deadlines) for clause in notice.clauses),
            sum(len(clause.targets) for clause in notice.clauses),
            len(notice.tables),
            notice.unassigned,
            notice.is_doubtful,
        )

    def lines(self) -> Iterator[str]:
        """In Chinese: a line of counts, one where it may be no notice, one for each piece without a place."""
        yield (
            f"{self.source}：{self.characters}字，已归位{self.placed:.2%}，条款{self.clauses}，责任单位{self.units}，"
            f"时限{self.deadlines}，指标{self.targets}，表{self.tables}"
        )
        if self.is_doubtful:
            yield f"  {DOUBT}"
        yield from (f"  未归位 [{piece.start}, {piece.end})：{piece.text}" for piece in self.unassigned)
