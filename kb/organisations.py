"""Names of organisations in lists: where a list is parted, and what looks like the name of a unit."""

import re
from itertools import pairwise

_OPEN, _CLOSE = "〈（(〔<《", "〉）)〕>》"
_BREAK = "、，,；;"
_ENDS = (
    r"(?:政府|人民政府|各地|企业|管委会|管理办|委员会|单位|部门|机构|机关|地区|街道|乡镇|集团|公司|中心|银行|大学|学校|高校|学院|医院|支行|分局|大队|支队|"
    r"协会|联合会|总会|商会|学会|基金会|工会|妇联|残联|工商联|侨联|文联|科协|贸促会|法院|检察院|海关|中央|党委|党组|办公室|专班|指挥部|领导小组|联席会议|"
    r"[局委办厅部院署会社区县市省州团队所站处馆台镇乡村组]|行)(?:[（(][^（）()]*[）)])?$"
)
_UNIT = re.compile(_ENDS)
_JOINT = re.compile(r"以及|[和及与]")
_PLACES = r"(?:省|自治区|县级市|区|市|县|州|旗|盟|镇|乡|街道?)"
_SHARED_HEAD = re.compile(rf"(?:^|[和及与])各(?:有关|相关)?{_PLACES}(?:、{_PLACES})*$")
_SHARED_TAIL = re.compile(r"^(?:县级?市|自治区$|直辖市|县|州|市辖区|镇|乡|旗|街道)")
_NO_NAME = re.compile(r"^(?:单位|部门|机构|机关|地区|中央|人民政府|政府)(?=$|以及|[和及与、])")
_PARTY_AND = re.compile(r"党委$")
_GOVERNMENT = re.compile(r"^(?:人民)?政府$")
_RUN_TOGETHER = re.compile(r"(?<=[局委办厅部院])(?P<level>[省市区县])(?!级|属|直|中|内|辖|域|场|政(?!府))")
_SHORTEST = 4
_LONGEST = 200  # a longer piece is no name
_NOTE = re.compile(
    r"(?P<name>.+?)[〈《（(<](?P<note>(?:含|包括|以下简称|简称)[^〈〉（）()<>]*|[^〈〉（）()<>]*下同[^〈〉（）()<>]*)[〉》）)>]$"
)


def looks_like_unit(name: str) -> bool:
    """Whether a name ends as names of organisations do.

    >>> looks_like_unit("市自然资源和规划局"), looks_like_unit("土地利用总体规划")
    (True, False)
    """
    return bool(_UNIT.search(name[-_LONGEST:]))


def split_units(listed: str) -> list[tuple[str, str | None]]:
    """The names of a list and the notice's remarks on them; a bracket that belongs to a name stays in it.

    >>> split_units("市委组织部（市人才办），各区人民政府〈含开发区，下同〉")
    [('市委组织部（市人才办）', None), ('各区人民政府', '含开发区，下同')]
    >>> [name for name, _ in split_units("各区市县政府、园区管委会和市级相关部门")]
    ['各区市县政府', '园区管委会', '市级相关部门']
    >>> [name for name, _ in split_units("各区、县级市政府")]
    ['各区、县级市政府']
    """
    pieces = [part for piece in _joined_heads(_pieces(listed)) for part in _spaced(piece)]
    names = [name for piece in pieces for name in _unjoined(piece)]
    return [_name_and_note(name) for raw in names if (name := raw.strip("。．;；:： \t\n\u3000"))]


def _pieces(listed: str) -> list[str]:
    """Parted at 、 ， ； outside brackets."""
    names, depth, start = [], 0, 0
    for i, char in enumerate(listed):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth == 0 and char in _BREAK:
            names.append(listed[start:i])
            start = i + 1
    return [*names, listed[start:]]


def _joined_heads(pieces: list[str]) -> list[str]:
    """“各区、县级市政府”, “各市党委、政府”: one group, whose words both share."""
    joined: list[str] = []
    for piece in pieces:
        if joined and _is_shared(joined[-1].strip(), piece.strip()):
            joined[-1] += "、" + piece
        else:
            joined.append(piece)
    return joined


def _is_shared(head: str, tail: str) -> bool:
    together = _SHARED_HEAD.search(head) and _SHARED_TAIL.match(tail)
    return bool(together or (_PARTY_AND.search(head) and _GOVERNMENT.match(tail)))


def _spaced(piece: str) -> list[str]:
    """“市教育局 市财政局” are two; a space within a name is one of the layout."""
    parts = piece.split()
    return parts if len(parts) > 1 and all(map(looks_like_unit, parts)) else [piece]


def _unjoined(piece: str) -> list[str]:
    """“园区管委会和市级相关部门” names two; “市经济和信息化局” one."""
    names, rest = [], piece
    while rest and len(rest) <= _LONGEST:
        name, rest = _first_name(rest)
        names += _run_together(name)
    return [*names, rest] if rest else names


def _first_name(piece: str) -> tuple[str, str]:
    """The first name of a piece, and what is left of it to name others."""
    named, others, rest = piece.partition("等")
    if others and looks_like_unit(named.strip()) and (after := _after_others(rest)) is not None:
        return named, after
    for joint in _JOINT.finditer(piece):
        left, right = piece[: joint.start()], piece[joint.end() :]
        apart = looks_like_unit(left) and not _NO_NAME.match(left) and not _NO_NAME.match(right)
        if apart and len(right) >= 2 and (looks_like_unit(right) or right.startswith("各")):
            return left, right
    return piece, ""


def _run_together(name: str) -> list[str]:
    """“市教育局市财政局”: two names of one level, between which the 、 is missing."""
    level, cuts = name.strip()[:1], [0]
    for match in _RUN_TOGETHER.finditer(name):
        at = match.start()
        if match["level"] == level and min(at - cuts[-1], len(name) - at) >= _SHORTEST:
            cuts.append(at)
    pieces = [name[a:b] for a, b in pairwise([*cuts, len(name)])]
    return pieces if all(looks_like_unit(piece) for piece in pieces) else [name]


def _after_others(rest: str) -> str | None:
    """What stands behind “等有关部门及”; empty where nothing does; None where 等 is no such word."""
    match = re.match(
        r"(?:国务院|省级?|市级?|区级?|县级?|中央)?(?:和)?(?:有关|相关)?(?:部门|单位|方面)?(?:和单位)?(?:以及|[和及与])?",
        rest,
    )
    return None if match is None else rest[match.end() :].strip()


def _name_and_note(name: str) -> tuple[str, str | None]:
    match = _NOTE.fullmatch(name) if len(name) <= _LONGEST else None
    return (match["name"], match["note"]) if match else (name, None)
