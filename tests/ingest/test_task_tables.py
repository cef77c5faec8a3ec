"""Tables of tasks: each row a clause, whatever its form."""

import pytest

from ingest.parsing import parse_text
from ingest.readers import RawDocument
from kb.notices import Notice

HEAD = "某市通知\n各学校：\n一、检查\n某市教育局\n2026年3月1日\n附件1\n任务分工表\n"

Rows = dict[str, tuple[str | None, str]]


def parsed(table: str) -> Notice:
    return parse_text(RawDocument(HEAD + table), "样本.txt")


def rows(table: str) -> Rows:
    """The heading and units of each clause below the annex that names units."""
    found = (clause for clause in parsed(table).clauses if clause.path.startswith("附件1 ") and clause.units)
    return {
        c.path[4:]: (c.heading, "、".join(f"{u.name}{'*' if u.role == 'lead' else ''}" for u in c.units)) for c in found
    }


TABLES: dict[str, tuple[str, Rows]] = {
    "两列": (
        "任务\t责任单位\n食堂\t市教育局\n宿舍\t市财政局",
        {"第1项": ("食堂", "市教育局"), "第2项": ("宿舍", "市财政局")},
    ),
    "没有序号": (
        "工作任务\t牵头单位\t完成时限\n食堂\t市教育局\t年底\n宿舍\t市财政局\t年底",
        {"第1项": ("食堂", "市教育局*"), "第2项": ("宿舍", "市财政局*")},
    ),
    "接连两个小标题": (
        "序号\t任务\t责任单位\n一、城区（共1项）\n二、郊区\n3\t食堂\t市教育局",
        {"第3项": ("食堂", "市教育局")},
    ),
    "续表": (
        "序号\t任务\t责任单位\n1\t食堂\t市教育局\n序号\t任务\t责任单位\n2\t宿舍\t市财政局",
        {"第1项": ("食堂", "市教育局"), "第2项": ("宿舍", "市财政局")},
    ),
    "两个表": (
        "序号\t任务\t责任单位\n1\t食堂\t市教育局\n表2 宿舍\n序号\t任务\t责任单位\n1\t宿舍\t市财政局",
        {"第1项": ("食堂", "市教育局"), "表2 第1项": ("宿舍", "市财政局")},
    ),
    "后一个表没有单位": (
        "序号\t任务\t责任单位\n1\t食堂\t市教育局\n表2 数量\n序号\t学校\t数量\n1\t一中\t20",
        {"第1项": ("食堂", "市教育局")},
    ),
}


@pytest.mark.parametrize(("table", "expected"), TABLES.values(), ids=TABLES.keys())
def test_each_row_is_a_clause_with_its_units(table: str, expected: Rows) -> None:
    assert rows(table) == expected


def test_two_tables_keep_their_captions_and_places() -> None:
    notice = parsed("序号\t任务\t责任单位\n1\t食堂\t市教育局\n表2 数量\n序号\t学校\t数量\n1\t一中\t20\n注：含分校。")
    assert [(t.path, t.caption, len(t.rows), t.notes) for t in notice.tables] == [
        ("附件1", "任务分工表", 1, ()),
        ("附件1 表2", "表2数量", 1, ("注：含分校。",)),
    ]
    assert notice.unassigned == ()
