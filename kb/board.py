"""The board: every task and target on the axis of time, as of a day."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.catalogue import Catalogue, Located
from kb.commitments import Deadline, DeadlineKind, Target


class When(StrEnum):
    """Where a term lies, seen from today. That one has passed says nothing of whether the task was done."""

    PASSED = "期限已过"
    THIS_YEAR = "今年到期"
    LATER = "今后到期"
    RECURRING = "经常进行"
    UNDATED = "未写期限"


class What(StrEnum):
    """A TASK names its units; a TARGET is a number that a clause wants reached."""

    TASK = "任务"
    TARGET = "指标"


@dataclass(frozen=True)
class Item:
    """A task with one of its terms, or a target. `quote` is an exact part of the clause's text, or empty.

    `term` is the notice's word for the time, `due` its last day.
    """

    located: Located
    what: What
    when: When
    due: dt.date | None
    term: str
    quote: str
    target: Target | None = None

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(unit.name for unit in self.located.clause.units)

    @property
    def name(self) -> str:
        """The target's own words, else the heading of the clause, else how it begins."""
        return self.target.text if self.target else title_of(self.located)


def title_of(located: Located, longest: int = 40) -> str:
    """What a clause is about: its heading, else how it begins."""
    words = located.clause.heading or " ".join(located.clause.text.split())
    return words if len(words) <= longest else f"{words[:longest]}…"


def board(catalogue: Catalogue, today: dt.date) -> tuple[Item, ...]:
    """All tasks and targets: what is due first comes first, then what has no day."""
    items = [item for located in catalogue.clauses for item in _items(located, today)]
    return tuple(sorted(items, key=lambda item: (item.due is None, item.due or dt.date.max)))


def _items(located: Located, today: dt.date) -> Iterator[Item]:
    clause = located.clause
    if clause.units:
        for deadline in clause.deadlines:
            when = _when(deadline.date, _comes_back(deadline), today)
            yield Item(located, What.TASK, when, deadline.date, deadline.text, deadline.text)
        if not clause.deadlines:
            yield Item(located, What.TASK, When.UNDATED, None, "", "")
    for target in clause.targets:
        when = _when(target.by, bool(target.every), today)
        yield Item(located, What.TARGET, when, target.by, target.every or "", target.text, target)


def _comes_back(deadline: Deadline) -> bool:
    return deadline.kind in (DeadlineKind.RECURRING, DeadlineKind.ONGOING)


def _when(due: dt.date | None, comes_back: bool, today: dt.date) -> When:
    if comes_back:
        return When.RECURRING
    if due is None:
        return When.UNDATED
    if due < today:
        return When.PASSED
    return When.THIS_YEAR if due.year == today.year else When.LATER
