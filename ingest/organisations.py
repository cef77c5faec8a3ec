"""Names of organisations in lists: where a list is parted, and what looks like the name of a unit."""

import re

_OPEN, _CLOSE = "〈（(〔<《", "〉）)〕>》"
_BREAK = "、，,；;"
_ENDS = (
    r"(?:政府|人民政府|管委会|管理办|委员会|单位|部门|机构|机关|地区|街道|乡镇|集团|公司|中心|银行|大学|学校|高校|学院|医院|支行|分局|大队|支队|"
    r"协会|联合会|总会|商会|学会|基金会|工会|妇联|残联|工商联|侨联|文联|科协|贸促会|法院|检察院|海关|中央|党委|党组|办公室|专班|指挥部|领导小组|联席会议|"
    r"[局委办厅部院署会社区县市省州团队所站]|行)(?:[（(][^（）()]*[）)])?$"
)
_UNIT = re.compile(_ENDS)
_JOINT = re.compile(r"以及|[和及与]")
_SHARED_HEAD = re.compile(r"^各(?:区|市|县|州|旗|盟|镇|街)$")
_SHARED_TAIL = re.compile(r"^(?:县级?市|县|市辖区|镇|乡|旗|街道)")
_TRAILING = re.compile(
    r"(?:等)?(?:国务院|省级?|市级?|区级?|县级?|市直|省直|区直)?(?:各)?(?:有关|相关)(?:部门|单位|部门和单位|部门、单位|方面)$"
)
_NOTE = re.compile(
    r"(?P<name>.+?)[〈《（(<](?P<note>(?:含|包括|以下简称|简称)[^〈〉（）()<>]*|[^〈〉（）()<>]*下同[^〈〉（）()<>]*)[〉》）)>]$"
)


def looks_like_unit(name: str) -> bool:
    """Whether a name ends as names of organisations do.

    >>> looks_like_unit("市自然资源和规划局"), looks_like_unit("土地利用总体规划")
    (True, False)
    """
    return bool(_UNIT.search(name))


def split_units(listed: str) -> list[tuple[str, str | None]]:
    """The names of a list and the notice's remarks on them; a bracket that belongs to a name stays in it.

    >>> split_units("市委组织部（市人才办），各区人民政府〈含开发区，下同〉")
    [('市委组织部（市人才办）', None), ('各区人民政府', '含开发区，下同')]
    >>> [name for name, _ in split_units("各区市县政府、园区管委会和市级相关部门")]
    ['各区市县政府', '园区管委会', '市级相关部门']
    >>> [name for name, _ in split_units("各区、县级市政府")]
    ['各区、县级市政府']
    """
    names = [name for piece in _joined_heads(_pieces(listed)) for name in _unjoined(piece)]
    return [_name_and_note(name) for raw in names if (name := raw.strip("。 ．;；:："))]


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
    """“各区、县级市政府” is one group whose last word both share."""
    joined: list[str] = []
    for piece in pieces:
        if joined and _SHARED_HEAD.match(joined[-1].strip()) and _SHARED_TAIL.match(piece.strip()):
            joined[-1] += "、" + piece
        else:
            joined.append(piece)
    return joined


def _unjoined(piece: str) -> list[str]:
    """“园区管委会和市级相关部门” names two; “市经济和信息化局” one."""
    named, others, rest = piece.partition("等")
    if others and looks_like_unit(named.strip()) and (after := _after_others(rest)) is not None:
        return [named, *_unjoined(after)] if after else [named]
    for joint in _JOINT.finditer(piece):
        left, right = piece[: joint.start()], piece[joint.end() :]
        if looks_like_unit(left) and len(right) >= 2 and (looks_like_unit(right) or right.startswith("各")):
            return [left, *_unjoined(right)]
    return [piece]


def _after_others(rest: str) -> str | None:
    """What stands behind “等有关部门及”; empty where nothing does; None where 等 is no such word."""
    match = re.match(
        r"(?:国务院|省级?|市级?|区级?|县级?|中央)?(?:和)?(?:有关|相关)?(?:部门|单位|方面)?(?:和单位)?(?:以及|[和及与])?",
        rest,
    )
    return None if match is None else rest[match.end() :].strip()


def _name_and_note(name: str) -> tuple[str, str | None]:
    match = _NOTE.fullmatch(name)
    return (match["name"], match["note"]) if match else (name, None)
