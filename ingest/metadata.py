"""Document data 公文要素 from the parts of the layout."""

import datetime as dt
import re
from collections.abc import Iterable

from ingest.dates import DATE, day_of
from ingest.layout import COPIES, INDEX_FIELD, ISSUED_PLAN, PRINTED, TITLE_WORD, Layout
from ingest.normalise import Line
from kb.documents import Document, DocumentNumber

_RED_HEAD = re.compile(r"(.{2,40}?)\s*文\s*件")
_TITLE_ISSUER = re.compile(r"(.+?)(?:关于|印发)")
_PERIOD = re.compile(r"((?:19|20)\d\d)\s*年?\s*[—–－\-~～至]+\s*((?:19|20)\d\d)\s*年")
_ORGANISATION_END = (
    r"(?:政府|单位|部门|处室|机关|委员会|公司|大学|学院|高校|学校|医院|中心|银行|集团|办公室|[局委办厅部院会署行社])"
)
_LISTED = re.compile(rf"(?:[各市省区县州机局东西南北中].*|.{{5,}}){_ORGANISATION_END}$")
_WHOLE_TITLE = re.compile(rf".{{0,60}}?(?:关于|印发).{{4,200}}{TITLE_WORD.pattern}(?:[（(][^（()）]*[）)])?")
_WHITE = re.compile(r"\s+")
_RED_HEAD_LINE = re.compile(r"^.{2,40}?文\s*件\s*$")
_GLUED_PAGE = re.compile(r"^(?:\d{1,3}(?![\d年月—–.])|[IVXⅠ-Ⅻ]+)(?=[\u4e00-\u9fff])")


def document_data(layout: Layout) -> Document:
    """What the notice states about itself; what it does not state stays None."""
    boxed = _boxed(layout)
    titles = [text for line in layout.header if (text := _without_furniture(line))]
    notice_title = _title(_whole_title(list(dict.fromkeys(titles)))) or _title(
        [boxed.get("标题") or boxed.get("名称") or ""]
    )
    title = _title(line.text for line in layout.plan_title) or _plan_named_in(notice_title, layout) or notice_title
    signature = [*layout.cover, *layout.closing]
    signed = [(i, day) for i, line in enumerate(signature) if (day := _last_date(line))]
    period = _PERIOD.search(title)
    return Document(
        title=title,
        number=_number(layout, boxed),
        issuer=_issuer(layout, signature, signed[-1][0] if signed else None, notice_title) or _boxed_issuer(boxed),
        signed_on=signed[-1][1] if signed else _boxed_date(boxed),
        printed_on=_printed_on(layout),
        period=(dt.date(int(period[1]), 1, 1), dt.date(int(period[2]), 12, 31)) if period else None,
        addressees=_names("".join(line.text for line in layout.addressees).rstrip(":：")),
        copied_to=_copied_to(layout),
        notice_title=notice_title if notice_title not in ("", title) else None,
    )


def _whole_title(lines: list[str]) -> list[str]:
    """Of the lines of a header those that are one title (“…关于…的通知”); all of them where none are.

    A page of a web site has other lines above: where the reader is, what can be clicked.
    """
    for start in range(len(lines)):
        for end in range(min(start + 6, len(lines)), start, -1):
            if _WHOLE_TITLE.fullmatch(_WHITE.sub("", "".join(lines[start:end]))):
                return lines[start:end]
    return lines


def _boxed(layout: Layout) -> dict[str, str]:
    """The fields of the box above the notice, by their names without white space."""
    fields: dict[str, str] = {}
    for line in layout.index:
        found = list(INDEX_FIELD.finditer(line.text))
        ends = [match.start() for match in found[1:]] + [len(line.text)]
        for match, end in zip(found, ends, strict=False):
            if value := line.text[match.end() : end].strip():
                fields.setdefault(_WHITE.sub("", match[1]), value)
    return fields


def _boxed_issuer(boxed: dict[str, str]) -> str | None:
    return boxed.get("发文机关") or boxed.get("发布机构") or boxed.get("发布单位")


def _boxed_date(boxed: dict[str, str]) -> dt.date | None:
    match = DATE.search(boxed.get("成文日期", ""))
    return day_of(match) if match else None


def _title(lines: Iterable[str]) -> str:
    text = _WHITE.sub("", "".join(lines))
    return _GLUED_PAGE.sub("", text).replace("(", "（").replace(")", "）")


def _plan_named_in(notice_title: str, layout: Layout) -> str | None:
    """The plan that a notice issues, where the notice's page is followed by the plan without a title of its own."""
    issued = ISSUED_PLAN.search(notice_title) if layout.cover else None
    return (issued["quoted"] or issued["plain"]) if issued else None


def _without_furniture(line: Line) -> str:
    """A line of the header without red head, document number and Markdown's marks: what is left is title."""
    text = _RED_HEAD_LINE.sub("", line.text.lstrip("# "))
    number = _number_in(text)
    return text.replace(number, "").strip("（）() \t") if number else text


def _number_in(text: str) -> str | None:
    """The words of a document number in a line of the header, without a title that hangs before it."""
    match = DocumentNumber.PATTERN.search(text)
    if match is None or match.end() < len(text.rstrip("）) ")):
        return None
    return match[0][len(match[1]) - len(TITLE_WORD.split(match[1])[-1]) :]


def _number(layout: Layout, boxed: dict[str, str]) -> str | None:
    """The number in the title block; numbers in the notice's words are those of other documents."""
    stated = [*map(_number_in, (line.text for line in layout.header)), boxed.get("发文字号"), boxed.get("文号")]
    number = next((parsed for text in stated if text and (parsed := DocumentNumber.parse(text))), None)
    return str(number) if number else None


def _last_date(line: Line) -> dt.date | None:
    """The day of a line that ends with a date: the date of a signature."""
    found = list(DATE.finditer(line.text))
    return day_of(found[-1]) if found and found[-1].end() >= len(line.text) - 1 else None


def _issuer(layout: Layout, signature: list[Line], dated: int | None, notice_title: str) -> str | None:
    """The signature above the date; else the red head; else the title up to “关于”."""
    if dated is not None:
        glued = DATE.sub("", signature[dated].text).strip("（）() ")
        signer = _WHITE.sub("", glued or (signature[dated - 1].text if dated else ""))
        if re.search(rf"{_ORGANISATION_END}$|国务院$", signer) and len(signer) <= 40:
            return signer
    for line in layout.header:
        if head := _RED_HEAD.fullmatch(line.text):
            return _WHITE.sub("", head[1])
    titled = _TITLE_ISSUER.match(notice_title)
    return titled[1] if titled and re.search(rf"{_ORGANISATION_END}$|国务院$", titled[1]) else None


def _printed_on(layout: Layout) -> dt.date | None:
    printed = next((m for line in layout.copies if (m := PRINTED.match(line.text))), None)
    date = DATE.search(printed[0]) if printed else None
    return day_of(date) if date else None


def _copied_to(layout: Layout) -> tuple[str, ...]:
    copied = [line.text for line in layout.copies if not PRINTED.match(line.text)]
    return _names(COPIES.sub("", "".join(copied)))


def _names(text: str) -> tuple[str, ...]:
    """The organisations of a list; a group that shares its first or last word (市法院、检察院) stays together."""
    groups = (_WHITE.sub("", group) for group in re.split(r"[，,。；;]", text))
    return tuple(name for group in groups if group for name in _split_group(group))


def _split_group(group: str) -> list[str]:
    names = group.split("、")
    return names if all(_LISTED.match(name) for name in names) else [group]
