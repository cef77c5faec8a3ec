"""The Chinese words for what the records hold."""

import datetime as dt
from collections.abc import Iterable, Iterator

from kb.commitments import Comparator, Deadline, Target
from kb.documents import RelationKind
from kb.notices import Notice
from kb.units import Role, Unit

ROLES = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.SUPPORTING: "配合"}
_SIGNS = {
    Comparator.EQUAL: "",
    Comparator.AT_LEAST: "≥",
    Comparator.AT_MOST: "≤",
    Comparator.MORE_THAN: ">",
    Comparator.LESS_THAN: "<",
    Comparator.RANGE: "",
}


def units(found: Iterable[Unit]) -> str:
    """The units as a list, each with its note, and with its role where that is not the usual one.

    >>> units([Unit("市教育局", Role.LEAD), Unit("各区人民政府", note="含开发区")])
    '市教育局（牵头）、各区人民政府（含开发区）'
    """
    return "、".join(_unit(unit) for unit in found)


def _unit(unit: Unit) -> str:
    remarks = [ROLES[unit.role]] if unit.role is not Role.RESPONSIBLE else []
    remarks += [unit.note] if unit.note else []
    return f"{unit.name}（{'；'.join(remarks)}）" if remarks else unit.name


def deadline(found: Deadline) -> str:
    """
    >>> from kb.commitments import DeadlineKind
    >>> deadline(Deadline("到2027年", DeadlineKind.BY, dt.date(2027, 12, 31)))
    '到2027年（2027-12-31）'
    """
    return f"{found.text}（{found.date}）" if found.date else found.text


def target(found: Target) -> str:
    """
    >>> target(Target("载体总量600家以上", "载体总量", 600, "家", Comparator.AT_LEAST, dt.date(2025, 12, 31)))
    '载体总量600家以上 〔载体总量 ≥600家，至2025-12-31〕'
    """
    value = f"{found.value}—{found.upper}" if found.upper is not None else f"{found.value}"
    until = f"，至{found.by}" if found.by else ""
    return f"{found.text} 〔{found.every or ''}{found.indicator} {_SIGNS[found.comparator]}{value}{found.uom}{until}〕"


def period(days: tuple[dt.date, dt.date] | None) -> str | None:
    return f"{days[0]} 至 {days[1]}" if days else None


def document_data(notice: Notice) -> Iterator[tuple[str, str]]:
    """What a notice says of itself, a name and a value each; what few notices state is left out where it is not."""
    data = notice.document
    rows = {
        "来源": notice.source,
        "通知标题": data.notice_title,
        "发文字号": data.number,
        "发文机关": data.issuer,
        "成文日期": data.signed_on,
        "印发日期": data.printed_on,
        "执行期间": period(data.period),
        "主送": "、".join(data.addressees),
        "抄送": "、".join(data.copied_to),
    }
    seldom = {
        "索引号": data.index_number,
        "主题词": "、".join(data.subject_words),
        "公开方式": data.disclosure,
        "有效性": data.status,
        "施行日期": data.in_force_from,
        "有效期至": data.valid_until,
        "废止": "、".join(data.repeals),
        "修改": "、".join(r.number or r.title or "" for r in data.relations if r.kind is RelationKind.AMENDS),
    }
    yield from ((name, str(value or "未载明")) for name, value in rows.items())
    yield from ((name, str(value)) for name, value in seldom.items() if value)
