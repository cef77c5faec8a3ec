"""Who issued a notice 发文机关: one or several organisations, in the signature, the red head or the title."""

import re
from collections.abc import Iterable, Iterator

_END = (
    r"(?:政府|单位|部门|处室|机关|委员会|管委会|公司|大学|学院|学校|医院|中心|银行|集团|办公室|办公厅|总工会|联合会|法院|检察院|"
    r"中央|国务院|省委|市委|区委|县委|州委|党委|军委|团委|政协|人大|指挥部|领导小组|支队|总队|[局厅部院会署社委办]|[总分支人]行)"
)
_WHOLE = re.compile(rf"[\u4e00-\u9fff（）()·“”]{{0,38}}{_END}(?:[（(][^（）()]*[）)])?")
_GLUED = re.compile(rf"[\u4e00-\u9fff（）()·]*{_END}")
_SENTENCE = re.compile(r"请|特此|现将|经研究|根据|按照|以上|.*(?:举行|举办|召开)")
_LONGEST, _LONGEST_LIST = 40, 200
_PLACE = re.compile(r"(?:中共)?[\u4e00-\u9fff]{0,7}?(?:自治区|自治州|自治县|新区|开发区|省|市|州|县|区|盟|旗)")
_NATIONAL = r"(?=国家|国务院|中国|中华|中共|中央|共青团|最高人民|全国|公安部|财政部|教育部|科技部)"
_RED_HEAD = re.compile(
    r"(.{2,200}?)\s*(?:文\s*件|令|公\s*告|通\s*告|决\s*定|[（(]\s*(?:通\s*知|意\s*见|函)\s*[）)])"
    r"(?:\s*[（(]?(?:\d{4}\s*年)?\s*第?\s*\d+\s*号[）)]?)?"
)
_STATE = re.compile(r"^中华人民共和国(?=.{3})")
_TITLED = re.compile(r"(.+?)(?=关于|印发|转发|批转|《|对.{2,60}的(?:批复|复函|答复|函)$)")
_SCHOOL = re.compile(r"(?!高等|普通|全国|中小|各)([\u4e00-\u9fff（）]{2,16}?(?:大学|学院))(?!生|城|堂)")
_PAGE = re.compile(r"^(?:\d{1,3}|[IVXⅠ-Ⅻ]+)\s*")
_LISTED_ABOVE = re.compile(r"^.*(?:表|附件|清单|名单|目录)\d*[.．]?(?=[\u4e00-\u9fff]{2,4}(?:省|市|区|县|州|旗))")
_SEPARATED = re.compile(r"[、，,;；\t]|\s+")


def is_organisation(name: str) -> bool:
    """Whether a text as a whole reads as the name of an organisation.

    >>> is_organisation("某市教育局"), is_organisation("市长　张三"), is_organisation("某市公园管理办法")
    (True, False, False)
    """
    return len(name) <= _LONGEST and bool(_WHOLE.fullmatch(name)) and not _SENTENCE.match(name)


def split_issuers(text: str) -> tuple[str, ...]:
    """The organisations that a line names, parted by marks or white space, or glued where a place begins again.

    A name that is letter-spaced is one; () where a part of the line is no organisation.

    >>> split_issuers("某市教育局 某市财政局"), split_issuers("某 市 教 育 局"), split_issuers("甲市教育局甲市财政局")
    (('某市教育局', '某市财政局'), ('某市教育局',), ('甲市教育局', '甲市财政局'))
    """
    pieces = [piece for piece in _SEPARATED.split(text.strip()) if piece]
    if not all(is_organisation(piece) and len(piece) > 2 for piece in pieces):
        whole = re.sub(r"\s", "", text)
        pieces = [whole] if is_organisation_list(whole) else []
    return tuple(name for piece in pieces for name in _unglued(piece))


def is_organisation_list(text: str) -> bool:
    """Whether a text is the name of an organisation, or of several that are glued together."""
    return len(text) <= _LONGEST_LIST and bool(_GLUED.fullmatch(text)) and not _SENTENCE.match(text)


def signatories(above: Iterable[str], glued: str) -> tuple[str, ...]:
    """The organisations of a signature: what stands before its date on the line, else the lines above."""
    if glued:
        return split_issuers(_LISTED_ABOVE.sub("", glued))
    names: tuple[str, ...] = ()
    for line in above:
        found = split_issuers(line)
        if not found:
            break
        names = (*found, *names)
    return names


def head_issuers(lines: Iterable[str]) -> tuple[str, ...]:
    """The organisations of a red head: “某市人民政府文件”, “某市人民政府令”, one a line or several."""
    above: list[str] = []
    for line in lines:
        head = _RED_HEAD.fullmatch(line.strip())
        if head and (found := split_issuers(head[1])):
            first = [name for other in above for name in split_issuers(other) if not name.endswith(found)]
            return tuple(_STATE.sub("", name) for name in (*first, *found))
        above = [*above, line] if is_organisation(re.sub(r"\s", "", line)) else []
    return ()


def title_issuers(lines: list[str]) -> tuple[str, ...]:
    """The organisations that a title begins with: “甲局 乙局关于…”; `lines` are the lines of the title as written."""
    titled = _TITLED.match(" ".join(lines))
    return split_issuers(_PAGE.sub("", titled[1])) if titled else ()


def bylines(lines: Iterable[str]) -> tuple[str, ...]:
    """The organisation whose name is a line of its own below the title; the last, which stands nearest to the text."""
    named = [found for line in lines if (found := split_issuers(line))]
    return named[-1] if named else ()


def school_of(title: str) -> tuple[str, ...]:
    """The school whose rules a title names: a school's rules say no more of who issued them.

    >>> school_of("某某大学学生宿舍管理办法"), school_of("全国大学生竞赛办法"), school_of("某市大学生就业办法")
    (('某某大学',), (), ())
    """
    school = _SCHOOL.match(title)
    return (school[1],) if school else ()


def _unglued(text: str) -> Iterator[str]:
    """Parts a name where the place that it begins with, or a national body, begins again behind an organisation."""
    place = _PLACE.match(text)
    again = rf"(?=(?:中共)?{re.escape(place[0].removeprefix('中共'))})" if place else _NATIONAL
    start = 0
    for joint in re.finditer(rf"(?<={_LAST}){again}", text):
        if joint.start() > start and is_organisation(text[start : joint.start()]):
            yield text[start : joint.start()]
            start = joint.start()
    yield text[start:]


_LAST = r"[府位门室关会司学院校心行团厅央委协大部组队局署社办]"
