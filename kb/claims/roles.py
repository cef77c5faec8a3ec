"""Who is said to lead, to answer for, or to support: each unit must have that role in what the sentence cites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.claims.context import content, segments_of, weigh
from kb.claims.rules import ORGANISATION, plain
from kb.units import Role, Unit

_LEAD, _SUPPORT, _ANSWER, _TAKE_PART = "牵头|主办|总负责", "配合|协办|协助", "负责|承担|主管|责任", "参与|参加"
_ALLOWED = (
    (re.compile(_LEAD), frozenset({Role.LEAD})),
    (re.compile(_SUPPORT), frozenset({Role.SUPPORTING})),
    (re.compile(_ANSWER), frozenset({Role.LEAD, Role.RESPONSIBLE})),
    (re.compile(_TAKE_PART), frozenset(Role)),
)
_ANY = re.compile(f"{_LEAD}|{_SUPPORT}|{_ANSWER}|{_TAKE_PART}")
_JOINED = re.compile(r"^(?:[、,和与及等以]|共同|联合|分别|一起|会同|具体|单位|部门|\([^()]*\)|总|来)*$")
_BEFORE = re.compile(f"(?:{_ANY.pattern})的?(?:单位|部门|机构|方)?(?:分别)?(?:是|为|有|包括|:|还有)+$")
_NAME = re.compile(rf"[\u4e00-\u9fff]{{2,12}}?(?:{ORGANISATION})")


@dataclass(frozen=True)
class Cited:
    """What one marker proves: its plain texts, and the units of its clause."""

    texts: tuple[str, ...]
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class _Mention:
    """An organisation in a sentence, by its plain name, and the word that gives it a role."""

    name: str
    role: str
    start: int


def misassigned(said: str, cited: Sequence[Cited]) -> list[str]:
    """The organisations in a plain sentence that it gives a role which they do not have in what it cites.

    Where a sentence cites several clauses, those decide whose words stand most in the segment around the name.
    """
    if not _ANY.search(said):
        return []
    names = {plain(unit.name) for one in cited for unit in one.units}
    return [m.name for m in _mentions(said, names) if not any(_has(one, m) for one in _meant(said, m, cited))]


def _mentions(said: str, names: set[str]) -> Iterator[_Mention]:
    """The organisations that a word beside them gives a role: those of the cited clauses, and any others."""
    spans = list(_spans(said, names))
    for at, (start, end) in enumerate(spans):
        role = _role_behind(said, spans[at:]) or _role_before(said, spans[: at + 1])
        if role:
            yield _Mention(said[start:end], role, start)


def _spans(said: str, names: set[str]) -> Iterator[tuple[int, int]]:
    """Where the organisations are: the known names, then what looks like one between them."""
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)"
    at = 0
    for found in re.finditer(known, said):
        yield from _others(said, at, found.start())
        yield found.span()
        at = found.end()
    yield from _others(said, at, len(said))


def _others(said: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What looks like an organisation, without the words before it that do not belong to it (“保险由”)."""
    for found in _NAME.finditer(said, start, end):
        lead_in = re.match(r".*(?:由|是|为|和|与|及|会同|联合|请|单位|的|引导|支持|鼓励|组织|督促|推动)", found[0])
        yield found.start() + (lead_in.end() if lead_in else 0), found.end()


def _role_behind(said: str, spans: Sequence[tuple[int, int]]) -> str:
    """“甲、乙共同负责”: the word behind the last name of the row that begins with the first of the spans."""
    for at, (_, end) in enumerate(spans):
        following = spans[at + 1][0] if at + 1 < len(spans) else len(said)
        role = _ANY.search(said, end, following)
        if role and _JOINED.match(said[end : role.start()]) and not re.match("单位|部门", said[role.end() :]):
            return role[0]
        if role or not _JOINED.match(said[end:following]) or following == len(said):
            return ""
    return ""


def _role_before(said: str, spans: Sequence[tuple[int, int]]) -> str:
    """“牵头单位：甲、乙”: the word before the first name of the row that ends with the last of the spans."""
    for at in range(len(spans) - 1, -1, -1):
        previous = spans[at - 1][1] if at else 0
        between = said[previous : spans[at][0]]
        before = _BEFORE.search(between)
        if before:
            role = _ANY.search(before[0])
            return role[0] if role else ""
        if not _JOINED.match(between):
            return ""
    return ""


def _meant(said: str, mention: _Mention, cited: Sequence[Cited]) -> Sequence[Cited]:
    """The clauses that the segment around the name speaks of; all where it does not tell them apart."""
    start, end = next((span for span in segments_of(said) if span[0] <= mention.start < span[1]), (0, len(said)))
    around = content(said[start:end].replace(mention.name, ","))
    likeness = [weigh(word for word in around if any(word in text for text in one.texts)) for one in cited]
    best = max(likeness, default=0.0)
    return [one for one, value in zip(cited, likeness, strict=True) if value == best]


def _has(cited: Cited, mention: _Mention) -> bool:
    """Whether the unit has that role; where the clause has no list of units, whether its words give it no other."""
    wanted = _roles(mention)
    if cited.units:
        roles = {unit.role for unit in cited.units if plain(unit.name) == mention.name}
        return bool(roles & wanted)
    stated = [m for text in cited.texts for m in _mentions(text, {mention.name}) if m.name == mention.name]
    return not stated or any(_roles(other) & wanted for other in stated)


def _roles(mention: _Mention) -> frozenset[Role]:
    return next(roles for pattern, roles in _ALLOWED if pattern.search(mention.role))
