"""Responsible units 责任单位 and the roles they have in a clause."""

from dataclasses import dataclass
from enum import StrEnum


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
