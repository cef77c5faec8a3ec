"""Who is responsible: the units that a clause names (“（责任单位：…）”, “（…牵头，…配合）”, “牵头单位：…。”)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.deadlines import placed_deadlines
from ingest.issuers import is_organisation
from kb.organisations import looks_like_unit, split_units
from kb.text import simplified
from kb.units import Role, Unit

_MAY_ASSIGN = re.compile("[牵牽办辦配参參协協责責负負落实實导導承位门門]")
_TRADITIONAL = re.compile(r"[單責負牽頭門導實關參與協]")
_BRACKETED = re.compile(
    r"[（(〔\[【](?P<inside>(?:[^（）()〔〕\[\]【】]|[（(〔][^（）()〔〕]*[）)〕])*)[）)〕\]】][。．.；;]?"
)
_LABEL = re.compile(
    r"(?P<lead>牵头(?:考核|责任|实施|负责|部门和)?(?:单位|部门)|主办单位)|"
    r"(?P<supporting>(?:配合|参与|协助|协办|协同|会办|支持)(?:责任|实施)?(?:单位|部门))|"
    r"(?P<responsible>(?:责任|负责|落实|承办|实施|主责|完成|组织实施)(?:单位|部门|主体)|责任分工)"
)
_REMARK = r"(?P<remark>[（(〈][^（）()〈〉]{0,40}[）)〉])"
_LABELLED = re.compile(rf"(?:{_LABEL.pattern})\s*{_REMARK}?\s*[:：]")
_OTHER_LABEL = re.compile(
    r"(?:^|[；;，,。\s])\s*[^：:；;，,。、（）()\s]{2,8}[:：]|"
    r"(?:完成|办理|整改|启动|实施|落实|工作)?(?:时限|时间|期限|节点)(?:要求|安排)?\s*[:：]|(?:责任人|(?:责任|牵头|分管)领导)\s*[:：]"
)
_FIELDS = re.compile(rf"(?:^|(?<=[。；\n]))(?:{_LABEL.pattern})\s*[:：]", re.MULTILINE)
_FIELD = re.compile(r"\s*[^：:；;，,。、（）()\s]{2,10}[:：][^。\n]*[。\n]?|\s+")
_DUTY = r"(?:按(?:照)?|依|依照|根据)(?:各自)?(?:职责|职能|分工)(?:分工)?"
_HOW = rf"(?:{_DUTY}|结合(?:各自)?(?:实际|职责)|共同|联合|分别|各自|具体|分工)*"
_VERBS = (
    (Role.LEAD, re.compile(r"(?:共同|联合|分别)?(?:牵头|主办)(?:负责|落实|实施|推进|组织实施|抓总|协调|组织)?$")),
    (
        Role.SUPPORTING,
        re.compile(
            rf"(?:等(?:有关|相关)?(?:部门|单位)?)?{_HOW}(?:做好)?(?:配合|参与|协助|协同|协办)(?:落实|实施|做好)?$"
        ),
    ),
    (
        Role.RESPONSIBLE,
        re.compile(rf"{_HOW}(?:负责(?:落实|实施|推进)?|(?:抓好|组织|推进)?(?:落实|实施)|指导|承办)$"),
    ),
)
_PARTED = re.compile(r"[，,；;](?![^（(〈<]*[）)〉>])|(?<=牵头)、|会同")
_FIRST_LEADS = re.compile(
    r"(?:列|排)(?:在)?(?:首位|第一位|首)(?:的|者)?(?:部门|单位)?(?:的)?(?:为|是)牵头(?:部门|单位)?|第一(?:个)?(?:单位|部门)为牵头"
)
_BEFORE_COMMA_LEADS = re.compile(r"逗号前(?:的)?(?:部门|单位)?(?:为|是)牵头")
_COMMON = re.compile(r"[。；;，,]\s*(?P<common>以下[^）)〕]{0,60}(?:不再|均需|均由)[^）)〕]{0,60})")
_MAY_LIMIT = re.compile(r"[\d年月季每期续逐常]|适时|用|按")
_LED = re.compile(r"[（(]牵头(?:单位|部门)?[）)]$")
_AMID = re.compile(r"(?<!自)由")
_EVERY = re.compile(r"各(?:有关|相关)?(?:省|市|区|县|州|镇|乡|街道|部门|单位|地)")
_RULE = re.compile(rf"[，,。；;]?\s*(?:{_FIRST_LEADS.pattern}|{_BEFORE_COMMA_LEADS.pattern})[^）)〕]*")


@dataclass(frozen=True)
class Assignment:
    """Words that assign a clause: `text[start:end]`, and the units in their order.

    `rule` is the notice's own rule on who leads (“列首位的为牵头单位，下同”), None where these words state none.
    """

    start: int
    end: int
    text: str
    units: tuple[Unit, ...]
    rule: str | None = None


def find_assignments(text: str, *, bare: bool = False) -> tuple[Assignment, ...]:
    """Every assignment in `text`; a bracket that names no units is none.

    `bare`: also a bracket at the end of the text that holds names of organisations only.

    >>> [u.name for a in find_assignments("推进改革。（责任单位：市教育局、市财政局）") for u in a.units]
    ['市教育局', '市财政局']
    >>> find_assignments("编制规划（土地利用总体规划、城乡规划）。")
    ()
    """
    if not bare and not _MAY_ASSIGN.search(text):
        return ()
    plain = simplified(text) if _TRADITIONAL.search(text) else text
    assignments = [found for match in _BRACKETED.finditer(plain) if (found := _bracket(match))] or list(_fields(plain))
    if bare and not assignments:
        assignments = list(_bare(plain))
    return tuple(each if plain == text else _restored(each, plain, text) for each in assignments)


def may_be_bare(text: str) -> bool:
    """Whether a text ends in a bracket that holds names of organisations only.

    >>> may_be_bare("推进改革。（市教育局、市财政局）"), may_be_bare("编制规划（教育规划、市教育局）。")
    (True, False)
    """
    return any(_bare(text))


def _bare(text: str) -> Iterator[Assignment]:
    last = next((m for m in _BRACKETED.finditer(text, max(0, text.rfind("\n"))) if not text[m.end() :].strip()), None)
    units = tuple(_listed(last["inside"], Role.RESPONSIBLE)) if last else ()
    if last and units and all(is_organisation(unit.name) or _EVERY.match(unit.name) for unit in units):
        yield Assignment(last.start(), last.end(), last[0].strip(), units)


def _restored(assignment: Assignment, plain: str, text: str) -> Assignment:
    """An assignment that was read in simplified characters, with the characters of the source."""

    def original(words: str) -> str:
        at = plain.find(words, assignment.start)
        return text[at : at + len(words)] if at >= 0 else words

    units = tuple(
        replace(u, name=original(u.name), note=original(u.note) if u.note else None) for u in assignment.units
    )
    rule = original(assignment.rule) if assignment.rule else None
    return replace(assignment, text=original(assignment.text), units=units, rule=rule)


def closing(text: str, assignments: tuple[Assignment, ...]) -> Assignment | None:
    """The assignment that ends the text: its words are no part of the body."""
    last = assignments[-1] if assignments else None
    return last if last and not text[last.end :].strip("。．.；;） \n") else None


def _bracket(match: re.Match[str]) -> Assignment | None:
    inside = _LABELLED.sub(_without_remark, match["inside"])
    rule, common = _RULE.search(match["inside"]), _COMMON.search(inside)
    ends = [found.start() for found in (_RULE.search(inside), common) if found]
    listed = inside[: min(ends)] if ends else inside
    units = _labelled(listed) or _by_verb(listed)
    if not units:
        return None
    stated = rule[0].strip("，,。；;（( ") if rule else None
    return Assignment(match.start(), match.end(), match[0].strip(), _noted(units, common), stated)


def _without_remark(label: re.Match[str]) -> str:
    """The label without what stands in brackets before its colon: “责任单位（列首位的为牵头单位）：”."""
    return label[0].replace(label["remark"], "") if label["remark"] else label[0]


def _noted(units: tuple[Unit, ...], common: re.Match[str] | None) -> tuple[Unit, ...]:
    """The units, with the remark on those that all that follows has in common (“以下均需各区落实，不再列出”)."""
    if not common:
        return units
    words = common["common"]
    return tuple(replace(unit, note=unit.note or words) if unit.name in words else unit for unit in units)


def _fields(text: str) -> Iterator[Assignment]:
    """Sentences or lines of their own: “牵头单位：甲。责任单位：乙、丙。”, with the other fields that follow them."""
    end = 0
    for match in _FIELDS.finditer(text):
        if match.start() < end:
            continue
        end = match.start()
        while end < len(text) and (field := _FIELD.match(text, end)):
            end = field.end()
        units = _labelled(text[match.start() : end].replace("。", "；"))
        if units and all(looks_like_unit(unit.name) for unit in units):
            yield Assignment(match.start(), end, text[match.start() : end].strip(), units)


def _labelled(inside: str) -> tuple[Unit, ...]:
    """“牵头单位：甲；配合单位：乙、丙”; other labels (适用范围) end the list before them."""
    found = list(_LABELLED.finditer(inside))
    ends = [match.start() for match in found[1:]] + [len(inside)]
    units: list[Unit] = []
    for match, end in zip(found, ends, strict=False):
        listed = inside[match.end() : end]
        other = _OTHER_LABEL.search(listed)
        listed = listed[: other.start()] if other else listed
        units += _by_verb(listed) or _listed(listed, _role_of(match))
    return tuple(units)


def _listed(listed: str, role: Role) -> list[Unit]:
    """The units of a list, one marked （牵头） as leading; a time limit among them is none."""
    names = [(name, note) for name, note in split_units(listed) if not _is_limit(name)]
    return [Unit(_LED.sub("", name), Role.LEAD if _LED.search(name) else role, note) for name, note in names]


def _is_limit(words: str) -> bool:
    if not _MAY_LIMIT.search(words):
        return False
    return any(at == 0 for at, _ in placed_deadlines(words.strip().removeprefix("并")))


def _role_of(match: re.Match[str]) -> Role:
    return next(role for role in Role if match[role.value])


def _by_verb(inside: str) -> tuple[Unit, ...]:
    """“甲牵头，乙、丙配合”: the units of each part have the role of the verb that ends it; a time limit has none."""
    units: list[Unit] = []
    waiting: list[str] = []
    for part in _PARTED.split(inside):
        if _is_limit(part):
            continue
        role, names = _verb_of(part)
        waiting.append(names)
        if role:
            units += [unit for names in waiting for unit in _listed(names, role)]
            waiting = []
    named = bool(units) and all(looks_like_unit(unit.name) and not _AMID.search(unit.name) for unit in units)
    return tuple(units) if named and not waiting else ()


def _verb_of(part: str) -> tuple[Role | None, str]:
    for role, pattern in _VERBS:
        if match := pattern.search(part):
            return role, part[: match.start()].strip().removeprefix("由")
    return None, part.strip().removeprefix("由")


def carry_rules(assigned: list[tuple[Assignment, ...]]) -> list[tuple[Unit, ...]]:
    """The units of each clause, with the rules that the notice states once for all that follows (下同)."""
    standing: dict[str, str] = {}
    first_leads = before_comma = False
    carried = []
    for assignments in assigned:
        units: list[Unit] = []
        for assignment in assignments:
            own = assignment.rule or ""
            leads = first_leads or bool(_FIRST_LEADS.search(own))
            commas = before_comma or bool(_BEFORE_COMMA_LEADS.search(own))
            first_leads, before_comma = (leads, commas) if "下同" in own else (first_leads, before_comma)
            units += _led(assignment, first=leads, before_comma=commas)
        standing |= {unit.name: unit.note for unit in units if unit.note and "下同" in unit.note}
        carried.append(tuple(replace(unit, note=unit.note or standing.get(unit.name)) for unit in units))
    return carried


def _led(assignment: Assignment, *, first: bool, before_comma: bool) -> list[Unit]:
    """The units with the leads that a rule makes of those that have no role of their own."""
    units = list(assignment.units)
    if assignment.rule:
        units[-1] = replace(units[-1], note=units[-1].note or assignment.rule)
    if not (first or before_comma) or any(unit.role is not Role.RESPONSIBLE for unit in units):
        return units
    leads = 1
    if before_comma and not first:
        head = re.split(r"[，,]", assignment.text)[0]
        leads = sum(unit.name in head for unit in units)
    return [replace(unit, role=Role.LEAD) for unit in units[:leads]] + units[leads:]
