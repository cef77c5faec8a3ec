"""Responsible units 责任单位 and the roles they have in a clause."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


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


class UnitRegistry:
    """What the units of one place (武汉市) are called: short, in full, in speech, and before a reform.

    A name that no row knows passes through as written.
    """

    def __init__(self, place: str = "武汉市") -> None:
        rows = tomllib.loads((DATA / "units.toml").read_text(encoding="utf-8"))["unit"]
        level = place[-1:]

        def fill(text: str) -> str:
            return text.format(place=place, level=level)

        self.rows = tuple(
            UnitName(
                fill(row["short"]),
                fill(row["full"]) if "full" in row else None,
                tuple(map(fill, row.get("aliases", ()))),
                tuple(map(fill, row.get("formerly", ()))),
                row.get("renamed"),
            )
            for row in rows
        )
        self._by_name = {name: row for row in reversed(self.rows) for name in reversed(row.names)}

    def find(self, name: str) -> UnitName | None:
        """The row that has `name` as one of its names.

        >>> UnitRegistry().find("科技局").short
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
