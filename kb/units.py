"""Responsible units 责任单位 and the roles they have in a clause."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
CENTRAL, ANYWHERE = "中央", "本市"


class Role(StrEnum):
    """What a clause asks of a unit: 牵头, 责任, 配合. LEAD only where the text says so."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORTING = "supporting"


@dataclass(frozen=True)
class Unit:
    """One organisation 单位 as a clause names it; `note` is the notice's own remark on it (“含…，下同”)."""

    name: str
    role: Role = Role.RESPONSIBLE
    note: str | None = None


@dataclass(frozen=True)
class UnitName:
    """One row of kb/data/units.toml for a place: the short name that notices use and what else it goes by."""

    short: str
    full: str | None = None
    aliases: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    renamed: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.short, *filter(None, [self.full]), *self.aliases, *self.formerly)


def _named(row: dict[str, Any], place: str) -> UnitName:
    """A row with the names that its patterns have at a place."""
    level = "自治区" if place.endswith("自治区") else place[-1:]
    dept = "厅" if level in ("省", "自治区") else "局"

    def fill(pattern: str) -> str:
        return pattern.format(place=place, level=level, dept=dept)

    full = row.get("full")
    if full is None or (place == ANYWHERE and "{place}" in full):
        full = None
    aliases, formerly = (tuple(fill(each) for each in row.get(key, ())) for key in ("aliases", "formerly"))
    return UnitName(fill(row["short"]), fill(full) if full else None, aliases, formerly, row.get("renamed"))


class UnitRegistry:
    """What the units of one place (武汉市, or CENTRAL) are called: short, in full, in speech, and before a reform.

    A name that no row knows passes through as written. A place's own rows stand for the general ones that share a
    name with them. Where the place is not known (ANYWHERE) no full name that has the place in it is given.
    """

    def __init__(self, place: str) -> None:
        rows = tomllib.loads((DATA / "units.toml").read_text(encoding="utf-8"))
        if place == CENTRAL:
            self.rows = tuple(_named(row, place) for row in rows["central"])
        else:
            own = [_named(row, place) for row in rows["own"] if place in row["places"]]
            taken = {name for row in own for name in row.names}
            general = (_named(row, place) for row in rows["unit"])
            self.rows = (*own, *(row for row in general if taken.isdisjoint(row.names)))
        self._by_name = {name: row for row in reversed(self.rows) for name in reversed(row.names)}

    def find(self, name: str) -> UnitName | None:
        """The row that has `name` as one of its names.

        >>> UnitRegistry("武汉市").find("科技局").short
        '市科技创新局'
        """
        return self._by_name.get(name)

    def resolved(self, name: str) -> str | None:
        """The full name, where the registry knows one that differs."""
        row = self.find(name)
        return row.full if row and row.full != name else None


@cache
def registry(place: str) -> UnitRegistry:
    return UnitRegistry(place)


def is_central(issuer: str) -> bool:
    """Whether a document is issued by the state, not by a place.

    >>> is_central("国务院办公厅"), is_central("教育部办公厅"), is_central("武汉市教育局")
    (True, True, False)
    """
    names = (name for row in registry(CENTRAL).rows for name in (row.short, row.full) if name)
    return issuer.startswith(("国务院", "中共中央", *names))
