"""Lists to take along: as a workbook for Excel, as a calendar of days."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from kb.board import Item
from kb.documents import DocumentNumber

Row = Mapping[str, object]
_NARROW, _WIDE = 10, 60  # characters
_NAME = 31  # the longest name of a sheet
_FORBIDDEN = str.maketrans("[]:*?/\\", "（）：·？··")


def workbook(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """An .xlsx with a sheet for each list of rows; what a notice says stays text, never a formula."""
    from xlsxwriter import Workbook

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(written, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.translate(_FORBIDDEN)[:_NAME])
            sheet.freeze_panes(1, 0)
            columns = list(rows[0]) if rows else []
            for place, column in enumerate(columns):
                sheet.set_column(place, place, _width(column, rows))
                sheet.write_string(0, place, column, bold)
                for line, row in enumerate(rows, start=1):
                    value = row[column]
                    sheet.write(line, place, value, day if isinstance(value, dt.date) else plain)
            if rows:
                sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    return written.getvalue()


def _width(column: str, rows: Sequence[Row]) -> int:
    longest = max((2 * len(str(row[column] or "")) for row in rows), default=0)
    return max(_NARROW, min(_WIDE, longest), 2 * len(column))


def calendar(items: Iterable[Item], now: dt.datetime) -> bytes:
    """An iCalendar (RFC 5545) with a whole day for each item that has a last day."""
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//policy-kb//tasks//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", "任务与期限")
    for item in items:
        if item.due:
            event = Event()
            data, clause = item.located.holding.notice.document, item.located.clause
            number = DocumentNumber.parse(data.number or "")
            event.add("uid", f"{item.located.holding.id}-{clause.start}-{_hash(item)}@policy-kb")
            event.add("dtstamp", now)
            event.add("dtstart", item.due)
            event.add("dtend", item.due + dt.timedelta(days=1))
            event.add("summary", f"{item.name}（{number or data.title}）")
            units = f"\n单位：{'、'.join(item.units)}" if item.units else ""
            event.add("description", f"《{data.title}》{data.number or ''} {clause.path}{units}")
            event.add("transp", "TRANSPARENT")
            made.add_component(event)
    return bytes(made.to_ical())


def _hash(item: Item) -> str:
    """A short name for what an item says, the same on every day and machine."""
    return blake2b(f"{item.what}|{item.due}|{item.term}|{item.quote}".encode(), digest_size=6).hexdigest()
