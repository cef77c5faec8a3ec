"""Document data 公文要素 from the parts of the layout."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from ingest.boxes import box_fields, is_boxed
from ingest.dates import DATE, day_of
from ingest.issuers import bylines, head_issuers, school_of, signatories, split_issuers, title_issuers
from ingest.layout import COPIES, PRINTED, Layout
from ingest.normalise import Line
from ingest.numbers import stated_number
from ingest.relations import find_relations
from ingest.titles import notice_title, period_of, plan_title, proposed_title
from ingest.validity import find_validity
from kb.documents import Document, RelationKind

_ORGANISATION_END = (
    r"(?:政府|单位|部门|处室|机关|委员会|公司|大学|学院|高校|学校|医院|中心|银行|集团|办公室|[局委办厅部院会署行社])"
)
_LISTED = re.compile(rf"(?:[各市区省县州机局东西南北中].*|.{{5,}}){_ORGANISATION_END}$")
_BOXED_DATE = re.compile(rf"{DATE.pattern}|(?P<Y>(?:19|20)\d\d)\s*[-/.]\s*(?P<M>\d{{1,2}})\s*[-/.]\s*(?P<D>\d{{1,2}})")
_DISCLOSED = re.compile(
    r"[（(]\s*(?:此件|本文|此文)?\s*((?:删减后)?(?:公开发布|主动公开|依申请公开|不予公开|不公开))\s*[）)]"
)
_WHITE = re.compile(r"\s+")
_BELOW_TITLE = re.compile(rf"[（(]\s*{DATE.pattern}\s*[）)]")
_PROMULGATED = re.compile(
    rf"[（(]\s*{DATE.pattern}\s*(?P<order>[\u4e00-\u9fff]{{2,40}}令\s*第?\s*\d{{1,5}}\s*号)\s*(?:公布|发布|颁布)"
)
_NEAR = 40
_OPENING = 6  # paragraphs in which a notice says what it proposes

_TITLE_FIELDS = ("标题", "名称", "文件名称", "公文名称")
_NUMBER_FIELDS = ("发文字号", "文号", "文件编号")
_ISSUER_FIELDS = ("发文机关", "发文机构", "发文单位", "制定机关", "发布机关", "发布机构", "发布单位")
_SIGNED_FIELDS = ("成文日期", "成文时间", "发文日期", "发文时间")
_SUBJECT_FIELDS = ("主题词", "关键词")
_DISCLOSURE_FIELDS = ("公开方式", "公开属性", "公开类别", "公开形式", "公开程度")
_STATUS_FIELDS = ("有效性", "时效性", "政策有效性", "文件有效性", "文件状态", "有效状态", "时效", "状态")
_FROM_FIELDS = ("生效日期", "生效时间", "实施日期", "施行日期")
_UNTIL_FIELDS = ("失效日期", "失效时间", "废止日期", "废止时间", "终止日期")


def document_data(layout: Layout) -> Document:
    """What the notice states about itself; what it does not state stays None."""
    front = _front(layout, _is_prose)
    boxed = box_fields([*layout.index, *front, *(line for line in layout.copies if is_boxed(line.text))])
    notice, lines = notice_title(layout, _first(boxed, _TITLE_FIELDS) or "")
    title = plan_title(layout, notice) or notice
    signers, signed_on = _signature(layout, front)
    issuers = _issuers(front, signers, lines, title) or split_issuers(_first(boxed, _ISSUER_FIELDS) or "")
    return Document(
        title=title,
        number=_number(_front(layout, _is_sentence), _first(boxed, _NUMBER_FIELDS)),
        issuer="、".join(issuers) or _first(boxed, _ISSUER_FIELDS),
        issuers=issuers,
        signed_on=signed_on or _boxed_date(boxed, _SIGNED_FIELDS),
        printed_on=_printed_on(layout),
        period=period_of(title),
        addressees=_names("".join(line.text for line in layout.addressees).rstrip(":：∶ ")),
        copied_to=_copied_to(layout),
        notice_title=notice if notice not in ("", title) else None,
        in_force_from=_boxed_date(boxed, _FROM_FIELDS),
        valid_until=_boxed_date(boxed, _UNTIL_FIELDS),
        index_number=_first(boxed, ("索引号", "信息索引号")),
        subject_words=tuple(filter(None, re.split(r"[\s,，;；、]+", _first(boxed, _SUBJECT_FIELDS) or ""))),
        disclosure=_first(boxed, _DISCLOSURE_FIELDS) or _disclosed(layout),
        status=_first(boxed, _STATUS_FIELDS),
    )


def with_words(document: Document, words: list[str]) -> Document:
    """The document with what its `words` say of its validity, other documents and, without a title, of its matter.

    The words count before the box.
    """
    validity = find_validity(words, document.signed_on)
    relations = find_relations(words, document.notice_title or document.title)
    repealed = (r.number or r.title for r in relations if r.kind is RelationKind.REPEALS)
    return replace(
        document,
        title=document.title or proposed_title(words[:_OPENING]),
        in_force_from=validity.in_force_from or document.in_force_from,
        valid_until=validity.valid_until or document.valid_until,
        repeals=tuple(dict.fromkeys(filter(None, repealed))),
        relations=relations,
    )


def _first(boxed: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((boxed[name] for name in names if name in boxed), None)


def _boxed_date(boxed: dict[str, str], names: tuple[str, ...]) -> dt.date | None:
    match = _BOXED_DATE.search(_first(boxed, names) or "")
    if match is None or match["y"]:
        return day_of(match) if match else None
    try:
        return dt.date(int(match["Y"]), int(match["M"]), int(match["D"]))
    except ValueError:
        return None


def _front(layout: Layout, ends: Callable[[Line], bool]) -> list[Line]:
    """The lines up to the first that `ends` them: a number, a date or an issuer may stand below the title."""
    below = list(layout.header)
    if not layout.addressees:
        below += [*layout.cover, *layout.plan_title, *layout.body][:_NEAR]
    end = (i for i, line in enumerate(below) if not is_boxed(line.text) and ends(line))
    return below[: max(len(layout.header), next(end, len(below)))]


def _is_sentence(line: Line) -> bool:
    return bool(re.search(r"[；！？：:]$|。", line.text))


def _is_prose(line: Line) -> bool:
    return _is_sentence(line) or line.label is not None


def _number(front: list[Line], boxed: str | None) -> str | None:
    """The number in the title block; numbers in the notice's words are those of other documents."""
    lines = [line.text for line in front if not is_boxed(line.text)]
    return stated_number([*lines, *_orders(front)], boxed)


def _orders(front: list[Line]) -> list[str]:
    """The order that made a rule law, from the note below its title: “（1991年3月26日某市人民政府令第19号发布）”."""
    return [match["order"] for line in front if (match := _PROMULGATED.match(line.text))]


def _signature(layout: Layout, front: list[Line]) -> tuple[tuple[str, ...], dt.date | None]:
    """Who signed and when: on the notice's own page, where it issues a plan, else at the end or below the title."""
    for part in (layout.cover, layout.closing):
        signed = [(i, day) for i, line in enumerate(part) if (day := _last_date(line))]
        if signed:
            at, day = signed[-1]
            glued = DATE.sub("", part[at].text).strip("（）() \t")
            return signatories((line.text for line in reversed(part[:at])), glued), day
    below_title = (_BELOW_TITLE.fullmatch(line.text) or _PROMULGATED.match(line.text) for line in front)
    return (), next((day_of(match) for match in below_title if match), None)


def _last_date(line: Line) -> dt.date | None:
    """The day of a line that ends with a date: the date of a signature."""
    found = list(DATE.finditer(line.text))
    return day_of(found[-1]) if found and found[-1].end() >= len(line.text) - 1 else None


def _issuers(front: list[Line], signers: tuple[str, ...], title_lines: list[str], title: str) -> tuple[str, ...]:
    """The signature, else the red head, the title up to “关于”, the line below the title, the school of the rules.

    Where a title names more than the signature does, the page has only a part of the signature.
    """
    titled = title_issuers(title_lines)
    if signers and not (len(titled) > len(signers) and set(signers) <= set(titled)):
        return signers
    texts = [*(line.text for line in front), *_orders(front)]
    return head_issuers(texts) or titled or bylines(texts) or school_of(title)


def _printed_on(layout: Layout) -> dt.date | None:
    printed = next((m for line in layout.copies if (m := PRINTED.match(line.text))), None)
    date = DATE.search(printed[0]) if printed else None
    return day_of(date) if date else None


def _disclosed(layout: Layout) -> str | None:
    found = (
        _DISCLOSED.fullmatch(line.text) for line in [*layout.header, *layout.cover, *layout.closing, *layout.copies]
    )
    return next((match[1] for match in found if match), None)


def _copied_to(layout: Layout) -> tuple[str, ...]:
    copied = [line.text for line in layout.copies if not PRINTED.match(line.text) and not is_boxed(line.text)]
    return _names(COPIES.sub("", "".join(copied)))


def _names(text: str) -> tuple[str, ...]:
    """The organisations of a list; a group that shares its first or last word (市法院、检察院) stays together."""
    groups = (_WHITE.sub("", group) for group in re.split(r"[，,。；;]", text))
    return tuple(name for group in groups if group for name in _split_group(group))


def _split_group(group: str) -> list[str]:
    names = group.split("、")
    return names if all(_LISTED.match(name) for name in names) else [group]
