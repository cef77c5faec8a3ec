"""What a clause promises, and by when: deadlines 完成时限 and targets 指标."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class DeadlineKind(StrEnum):
    """BY a day; over a RANGE of days; RECURRING every year or month; ONGOING without end."""

    BY = "by"
    RANGE = "range"
    RECURRING = "recurring"
    ONGOING = "ongoing"


@dataclass(frozen=True)
class Deadline:
    """A time limit in the notice's words; `date` is its last day, `since` the first day of a range."""

    text: str
    kind: DeadlineKind
    date: dt.date | None = None
    since: dt.date | None = None


class Comparator(StrEnum):
    """How a result is held against a target's value."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE_THAN = ">"
    LESS_THAN = "<"
    RANGE = "range"


@dataclass(frozen=True)
class Target:
    """A number that a clause wants reached: indicator 指标, `value` in `uom` (unit of measure), by when.

    A RANGE runs from `value` to `upper`; elsewhere `upper` is None. `text` is an exact part of the clause's text.
    `every` is the notice's word for a number that comes back (每年), else None. `baseline` is what the number is
    raised or lowered from (“由35%提高到50%”), in the same `uom`, None where none is stated.
    """

    text: str
    indicator: str
    value: int | float
    uom: str
    comparator: Comparator = Comparator.EQUAL
    by: dt.date | None = None
    upper: int | float | None = None
    every: str | None = None
    baseline: int | float | None = None
