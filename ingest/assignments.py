"""Who is responsible: the units that a clause names at its end (“（责任单位：…）”, “（…牵头，…配合）”)."""

import re
from dataclasses import dataclass, replace

from kb.units import Role, Unit

_BRACKETED = re.compile(
    r"[（(〔\[【](?P<inside>(?:[^（）()〔〕\[\]【】]|[（(〔][^（）()〔〕]*[）)〕])*)[）)〕\]】][。．.；;]?\s*$"
)
_LABELS = (
    (Role.LEAD, re.compile(r"牵头(?:考核|责任|实施)?(?:单位|部门)[:：]")),
    (Role.SUPPORTING, re.compile(r"(?:配合|参与|协助|协办)(?:单位|部门)[:：]")),
    (Role.RESPONSIBLE, re.compile(r"(?:责任|负责|落实|承办|实施|主办|主责|完成)(?:单位|部门)[:：]|责任分工[:：]")),
)
_VERBS = (
    (Role.LEAD, re.compile(r"(?:共同|联合)?牵头(?:负责|落实|实施)?$")),
    (Role.SUPPORTING, re.compile(r"(?:按(?:照)?职责(?:分工)?|共同)?(?:配合|参与|协助)(?:落实|实施)?$")),
    (
        Role.RESPONSIBLE,
        re.compile(
            r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:按(?:照)?(?:各自)?职责(?:分工)?|分别|共同)?负责(?:落实|实施)?$"
        ),
    ),
)
_NAME_BREAK = re.compile(r"[、，,；;]")
_NOTE = re.compile(r"(?P<name>.+?)[〈《（(<](?P<note>[^〈〉（）()<>]*?(?:下同|^含|^包括)[^〈〉（）()<>]*)[〉》）)>]$")
_OPEN, _CLOSE = "〈（(〔<《", "〉）)〕>》"


@dataclass(frozen=True)
class Assignment:
    """The closing words that assign a clause, `start` characters into its text, and the units in their order."""

    start: int
    text: str
    units: tuple[Unit, ...]


def find_assignment(text: str) -> Assignment | None:
    """The assignment that closes `text`; a bracket that names no units is none.

    >>> find_assignment("推进改革。（责任单位：市教育局、市财政局）").units[1].name
    '市财政局'
    >>> find_assignment("编制规划（土地利用总体规划、城乡规划）。") is None
    True
    """
    bracket = _BRACKETED.search(text)
    if bracket is None:
        return None
    units = _labelled(bracket["inside"]) or _by_verb(bracket["inside"])
    return Assignment(bracket.start(), bracket[0].strip(), units) if units else None


def _labelled(inside: str) -> tuple[Unit, ...]:
    """“牵头单位：甲；配合单位：乙、丙”."""
    found = sorted(
        (match.start(), match.end(), role) for role, pattern in _LABELS for match in pattern.finditer(inside)
    )
    ends = [start for start, _, _ in found[1:]] + [len(inside)] if found else []
    return tuple(
        Unit(name, role, note)
        for (_, start, role), end in zip(found, ends, strict=True)
        for name, note in split_units(inside[start:end])
    )


def _by_verb(inside: str) -> tuple[Unit, ...]:
    """“甲牵头，乙、丙配合”: the units of each part have the role of the verb that ends it."""
    units: list[Unit] = []
    waiting: list[str] = []
    for part in re.split(r"[，,；;]", inside):
        role, names = _verb_of(part)
        waiting.append(names)
        if role:
            units += [Unit(name, role, note) for names in waiting for name, note in split_units(names)]
            waiting = []
    return () if waiting else tuple(units)


def _verb_of(part: str) -> tuple[Role | None, str]:
    for role, pattern in _VERBS:
        if match := pattern.search(part):
            return role, part[: match.start()]
    return None, part


def split_units(listed: str) -> list[tuple[str, str | None]]:
    """The names of a list and the notice's remarks on them; a bracket that belongs to a name stays in it.

    >>> split_units("市委组织部（市人才办），各区人民政府〈含开发区，下同〉")
    [('市委组织部（市人才办）', None), ('各区人民政府', '含开发区，下同')]
    """
    names, depth, start = [], 0, 0
    for i, char in enumerate(listed):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth == 0 and _NAME_BREAK.match(char):
            names.append(listed[start:i])
            start = i + 1
    names.append(listed[start:])
    return [_name_and_note(name) for raw in names if (name := raw.strip("。 ．;；"))]


def _name_and_note(name: str) -> tuple[str, str | None]:
    match = _NOTE.fullmatch(name)
    return (match["name"], match["note"]) if match else (name, None)


def carry_notes(assigned: list[tuple[Unit, ...]]) -> list[tuple[Unit, ...]]:
    """A remark that says 下同 holds for the same unit in every later clause."""
    standing: dict[str, str] = {}
    carried = []
    for units in assigned:
        standing |= {unit.name: unit.note for unit in units if unit.note and "下同" in unit.note}
        carried.append(tuple(replace(unit, note=unit.note or standing.get(unit.name)) for unit in units))
    return carried
