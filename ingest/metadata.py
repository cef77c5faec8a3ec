"""Document data 公文要素 from the parts of the layout."""

import datetime as dt
import re
from collections.abc import Iterable

from ingest.layout import COPIES, DATE, ISSUED_PLAN, PRINTED, Layout
from ingest.normalise import Line
from kb.documents import Document, DocumentNumber
from kb.text import number_of

_RED_HEAD = re.compile(r"(.{2,40}?)\s*文\s*件")
_TITLE_ISSUER = re.compile(r"(.+?)(?:关于|印发)")
_PERIOD = re.compile(r"((?:19|20)\d\d)\s*年?\s*[—–－\-~～至]+\s*((?:19|20)\d\d)\s*年")
_ORGANISATION_END = r"(?:政府|单位|部门|处室|机关|委员会|公司|大学|学院|高校|集团|[局委办厅部院会署行社])"
_LISTED = re.compile(rf"(?:[各市省区县州机局东西南北中].*|.{{5,}}){_ORGANISATION_END}$")
_WHITE = re.compile(r"\s+")


def document_data(layout: Layout) -> Document:
    """What the notice states about itself; what it does not state stays None."""
    titles = [line for line in layout.header if not _is_furniture(line)]
    notice_title = _title(dict.fromkeys(line.text for line in titles))
    title = _title(line.text for line in layout.plan_title) or _plan_named_in(notice_title, layout) or notice_title
    signature = [*layout.cover, *layout.closing]
    signed = [(i, day) for i, line in enumerate(signature) if (day := _whole_date(line))]
    period = _PERIOD.search(title)
    return Document(
        title=title,
        number=_number(layout),
        issuer=_issuer(layout, signature, signed[-1][0] if signed else None, notice_title),
        signed_on=signed[-1][1] if signed else None,
        printed_on=_printed_on(layout),
        period=(dt.date(int(period[1]), 1, 1), dt.date(int(period[2]), 12, 31)) if period else None,
        addressees=_names("".join(line.text for line in layout.addressees).rstrip(":：")),
        copied_to=_copied_to(layout),
        notice_title=notice_title if notice_title != title else None,
    )


def day_of(match: re.Match[str]) -> dt.date | None:
    """The date that DATE matched, in Arabic or Chinese numerals; None where there is no such day."""
    year, month, day = (number_of(match[i]) for i in (1, 2, 3))
    try:
        return dt.date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _title(lines: Iterable[str]) -> str:
    text = _WHITE.sub("", "".join(lines))
    return text.replace("(", "（").replace(")", "）")


def _plan_named_in(notice_title: str, layout: Layout) -> str | None:
    """The plan that a notice issues, where the notice's page is followed by the plan without a title of its own."""
    issued = ISSUED_PLAN.search(notice_title) if layout.cover else None
    return (issued["quoted"] or issued["plain"]) if issued else None


def _is_furniture(line: Line) -> bool:
    """Whether a line of the header is the red head or the document number, and not the title."""
    number = DocumentNumber.PATTERN.search(line.text)
    return bool(_RED_HEAD.fullmatch(line.text)) or (number is not None and len(number[0]) >= len(line.text) - 2)


def _number(layout: Layout) -> str | None:
    """The number in the title block; numbers in the notice's words are those of other documents."""
    number = next((n for line in layout.header if _is_furniture(line) and (n := DocumentNumber.parse(line.text))), None)
    return str(number) if number else None


def _whole_date(line: Line) -> dt.date | None:
    match = DATE.match(line.text)
    return day_of(match) if match and match.end() >= len(line.text) - 1 else None


def _issuer(layout: Layout, signature: list[Line], dated: int | None, notice_title: str) -> str | None:
    """The signature above the date; else the red head; else the title up to “关于”."""
    if dated:
        signer = _WHITE.sub("", signature[dated - 1].text)
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
