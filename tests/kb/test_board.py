"""Every task and target stands on the board once for each term, where the term lies as seen from a day."""

import datetime as dt
import io
import zipfile

import pytest
from icalendar import Calendar

from kb.board import Item, What, When, board
from kb.exports import calendar, workbook
from tests.kb.made_up import NOTICE, catalogue

TODAY = dt.date(2026, 3, 1)
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def said(items: tuple[Item, ...]) -> set[tuple[str, What, When, str]]:
    return {(item.located.clause.path, item.what, item.when, str(item.due)) for item in items}


def test_board() -> None:
    assert said(board(catalogue(), TODAY)) == {
        ("一、1", What.TASK, When.PASSED, "2025-12-31"),
        ("一、1", What.TARGET, When.PASSED, "2025-12-31"),
        ("一、2", What.TASK, When.LATER, "2027-12-31"),
        ("一、2", What.TARGET, When.LATER, "2027-12-31"),
        ("一、3", What.TASK, When.RECURRING, "None"),
        ("一、3", What.TARGET, When.RECURRING, "None"),
        ("一、4", What.TASK, When.UNDATED, "None"),
    }


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(dt.date(2025, 12, 31), When.THIS_YEAR, id="最后一天"),
        pytest.param(dt.date(2025, 1, 1), When.THIS_YEAR, id="当年"),
        pytest.param(dt.date(2024, 12, 31), When.LATER, id="上一年"),
        pytest.param(dt.date(2026, 1, 1), When.PASSED, id="第二天"),
    ],
)
def test_when(today: dt.date, expected: When) -> None:
    assert board(catalogue(), today)[0].when is expected


def test_every_quote_stands_in_its_clause() -> None:
    for item in board(catalogue(), TODAY):
        assert item.quote in item.located.clause.text


def test_calendar() -> None:
    """A whole day for each term with a day, the same names on every day; the rest has no place in a calendar."""
    items = board(catalogue(), TODAY)
    made = Calendar.from_ical(calendar(items, NOW))
    events = list(made.walk("VEVENT"))
    assert len(events) == sum(item.due is not None for item in items) == 5
    first = events[0]
    assert first["dtstart"].dt == dt.date(2025, 12, 31)
    assert first["dtend"].dt == dt.date(2026, 1, 1)
    assert "某政办〔2025〕3号" in first["summary"]
    assert "市桥梁局、市水务局" in first["description"]
    assert len({event["uid"] for event in events}) == 5
    assert calendar(items, NOW) == calendar(board(catalogue(NOTICE), TODAY), NOW)


def test_workbook() -> None:
    """What looks like a formula is text; days are days; a sheet's name has nothing that Excel refuses."""
    rows = [{"内容": "=1+1", "到期日": dt.date(2025, 12, 31), "数": 3, "无": None}]
    with zipfile.ZipFile(io.BytesIO(workbook({"甲/乙[丙]" + "长" * 40: rows, "空": []}))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert "<f>" not in sheet
    assert "=1+1" in strings
    assert "<v>46022</v>" in sheet  # 2025-12-31, in days since 1899-12-30
    assert "甲·乙（丙）" in names
