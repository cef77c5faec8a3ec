"""Tables: cells parted by tabs, their headings, numbers, notes."""

import pytest

from ingest.mapped import Mapped
from ingest.parsing import parse_text
from ingest.readers import RawDocument
from ingest.tables import read_tables, row_flags
from kb.notices import Cell, Table


def tables(*paragraphs: str, caption: str | None = "任务表") -> tuple[Table, ...]:
    return read_tables("附件", caption, [Mapped.of(paragraph) for paragraph in paragraphs])


HEAD = "序号\t学校\t食堂数量"


def test_rows_stand_under_their_columns() -> None:
    assert tables(HEAD, "1\t一中\t20", "2\t二中\t30", "\t合计\t50") == (
        Table("附件", "任务表", ("序号", "学校", "食堂数量"), ((1, "一中", 20), (2, "二中", 30), (None, "合计", 50))),
    )


COLUMNS = {
    "一行标题": ([HEAD, "1\t一中\t20"], ("序号", "学校", "食堂数量")),
    "两行标题": (
        ["序号\t学校\t2027年目标\t\t", "\t\t总量\t市级", "1\t一中\t20\t5"],
        ("序号", "学校", "2027年目标/总量", "2027年目标/市级"),
    ),
    "第二行标题靠左": (
        ["序号\t学校\t2027年目标\t\t", "总量\t市级\t", "1\t一中\t20\t5"],
        ("序号", "学校", "2027年目标/总量", "2027年目标/市级"),
    ),
    "没有标题": (["1\t一中\t20", "2\t二中\t30"], ("第1列", "第2列", "第3列")),
    "没有数字": (["学校\t任务\t期限", "一中\t食堂\t年底"], ("学校", "任务", "期限")),
}


@pytest.mark.parametrize(("rows", "columns"), COLUMNS.values(), ids=COLUMNS.keys())
def test_columns_have_their_names(rows: list[str], columns: tuple[str, ...]) -> None:
    assert [table.columns for table in tables(*rows)] == [columns]


CELLS = {
    "整数": ("20", 20),
    "负数": ("-3", -3),
    "零": ("0", 0),
    "小数": ("4.5", 4.5),
    "千位分隔": ("1,200", 1200),
    "全角千位分隔": ("1，200", 1200),
    "千位分隔的小数": ("1,200.5", 1200.5),
    "前后有空格": (" 20 ", 20),
    "空": ("", None),
    "只有空格": (" ", None),
    "百分数是文字": ("50%", "50%"),
    "带单位是文字": ("20家", "20家"),
    "编码留着前面的零": ("007", "007"),
    "号码太长是文字": ("420106" * 4, "420106" * 4),
    "长得读不成数": ("9" * 5000, "9" * 5000),
    "横线": ("—", "—"),
}


@pytest.mark.parametrize(("text", "cell"), CELLS.values(), ids=CELLS.keys())
def test_cell_is_a_number_only_where_all_of_it_is(text: str, cell: Cell) -> None:
    (table,) = tables(HEAD, f"1\t一中\t{text}\t尾")
    assert (table.rows[0][2], type(table.rows[0][2])) == (cell, type(cell))


def test_short_row_is_filled_up() -> None:
    (table,) = tables(HEAD, "1\t一中\t20", "2\t二中\t")
    assert table.rows[1] == (2, "二中", None)


NOTES = {
    "注": "注：食堂包括分校的食堂。",
    "备注": "备注：略。",
    "说明": "说明: 数字为年末数。",
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES.keys())
def test_line_below_that_explains_is_a_note_of_the_table(note: str) -> None:
    assert [table.notes for table in tables(HEAD, "1\t一中\t20", note)] == [(note,)]


def test_numbered_notes_are_notes_and_no_clauses() -> None:
    text = f"附件\n任务表\n{HEAD}\n1\t一中\t20\n注：1.含幼儿园。\n2.不含高校。\n一、填写要求"
    notice = parse_text(RawDocument(text), "样本.txt")
    assert [table.notes for table in notice.tables] == [("注：1.含幼儿园。", "2.不含高校。")]
    assert [clause.path for clause in notice.clauses] == ["附件", "附件 一"]


def test_other_words_below_are_no_part_of_the_table() -> None:
    (table,) = tables(HEAD, "1\t一中\t20", "各校要按时完成。")
    assert (table.notes, len(table.rows)) == ((), 1)


def test_paragraph_above_is_the_caption_where_the_clause_has_no_heading() -> None:
    assert [t.caption for t in tables("各校食堂表", HEAD, "1\t一中\t20", caption=None)] == ["各校食堂表"]
    assert [t.caption for t in tables("各校食堂表", HEAD, "1\t一中\t20")] == ["任务表"]


def test_heading_row_that_comes_again_on_a_new_page_is_left_out() -> None:
    (table,) = tables(HEAD, "1\t一中\t20", "续表", HEAD, "2\t二中\t30")
    assert table.rows == ((1, "一中", 20), (2, "二中", 30))


def test_section_between_rows_is_a_row_of_one_cell() -> None:
    (table,) = tables(HEAD, "一、城区（共1所）", "二、郊区", "1\t一中\t20")
    assert table.rows == (("一、城区（共1所）", None, None), ("二、郊区", None, None), (1, "一中", 20))


def test_two_tables_of_a_clause_have_their_own_captions_and_notes() -> None:
    found = tables(
        "表1 食堂", HEAD, "1\t一中\t20", "注：甲。", "表2 宿舍", HEAD[:-2] + "床位", "1\t二中\t30", caption=None
    )
    assert [(t.caption, len(t.rows), t.notes) for t in found] == [("表1 食堂", 1, ("注：甲。",)), ("表2 宿舍", 1, ())]


def test_sentences_between_two_tables_are_rows_of_neither() -> None:
    found = tables(HEAD, "1\t一中\t20", "以上各校要按时完成，其他学校按下表执行。", "1\t二中\t30")
    assert [len(table.rows) for table in found] == [1, 1]


def test_rows_of_two_cells_beside_each_other_are_a_table() -> None:
    (table,) = tables("任务\t责任单位", "改善食堂\t市教育局", "改善宿舍\t市财政局")
    assert (table.columns, table.rows) == (
        ("任务", "责任单位"),
        (("改善食堂", "市教育局"), ("改善宿舍", "市财政局")),
    )


NONE = {"没有段落": [], "没有制表符": ["坚持育人为本。"], "只有一个制表符": ["甲\t乙"]}


@pytest.mark.parametrize("paragraphs", NONE.values(), ids=NONE.keys())
def test_text_without_rows_has_no_table(paragraphs: list[str]) -> None:
    assert tables(*paragraphs) == ()
    assert row_flags(paragraphs) == [False] * len(paragraphs)
