"""Tables of tasks without their cell boundaries: rows, units and times by the order of the columns."""

import pytest

from ingest.parsing import parse_text
from ingest.readers import RawDocument
from ingest.run_together import find_table

TABLES = {
    "任务、单位、时间": (
        "序号工作任务责任单位完成时限1改善食堂。市教育局、市财政局2026年6月底前2改善宿舍，添置床铺。市教育局持续推进",
        [("改善食堂。", "市教育局、市财政局", "2026年6月底前"), ("改善宿舍，添置床铺。", "市教育局", "持续推进")],
    ),
    "没有时间": (
        "序号重点任务责任单位1改善食堂。市教育局2改善宿舍。市财政局、市教育局3建操场。各区人民政府",
        [
            ("改善食堂。", "市教育局", ""),
            ("改善宿舍。", "市财政局、市教育局", ""),
            ("建操场。", "各区人民政府", ""),
        ],
    ),
    "任务没有句号": (
        "序号任务责任单位完成时限1改善食堂市教育局、市财政局2026年底前2加强市场监管市市场监管局、市教育局长期坚持",
        [
            ("改善食堂", "市教育局、市财政局", "2026年底前"),
            ("加强市场监管", "市市场监管局、市教育局", "长期坚持"),
        ],
    ),
    "任务里有数字": (
        "序号任务责任单位完成时限1建2所学校、食堂3个。市教育局2026年2月底前2建操场。市教育局2026年3月底前",
        [("建2所学校、食堂3个。", "市教育局", "2026年2月底前"), ("建操场。", "市教育局", "2026年3月底前")],
    ),
    "时间不合常规": (
        "序号任务责任单位进度安排1改善食堂。市教育局、某市银保监分局省里明确后启动2建操场。市教育局持续推进",
        [("改善食堂。", "市教育局、某市银保监分局", "省里明确后启动"), ("建操场。", "市教育局", "持续推进")],
    ),
    "单位之间漏了顿号": (
        "序号任务责任单位1改善食堂。市财政局市教育局、市审计局2建操场。市教育局",
        [("改善食堂。", "市财政局；市教育局、市审计局", ""), ("建操场。", "市教育局", "")],
    ),
}


@pytest.mark.parametrize(("text", "rows"), TABLES.values(), ids=TABLES.keys())
def test_rows_are_cut_at_their_numbers(text: str, rows: list[tuple[str, str, str]]) -> None:
    found = find_table(f"附件{text}")
    assert found is not None
    assert [(row.task, "；".join(row.units), row.time) for row in found.rows] == rows


NONE = {
    "正文": "各单位要落实工作任务、责任单位和完成时限1次以上。",
    "只有列名": "序号工作任务责任单位完成时限",
    "没有责任单位": "序号工作任务完成时限1改善食堂。2026年底前2改善宿舍。2026年底前",
    "行里没有单位": "序号工作任务责任单位1改善食堂。2改善宿舍。",
    "只有一行": "序号工作任务责任单位1改善食堂。市教育局",
    "没有序号": "工作任务责任单位1改善食堂。市教育局2改善宿舍。市财政局",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_other_texts_have_no_such_table(text: str) -> None:
    assert find_table(text) is None


LONG = "坚持育人为本，落实责任。" * 40
CRAWLED = (
    f"各区教育局、各学校：{LONG}一、总体要求。改善条件。二、保障措施。加强领导。附件：重点任务分工表某市教育局2026年3月1日"
    "重点任务分工表序号工作任务牵头单位配合单位完成时限1改善食堂。市教育局市财政局、市审计局2026年6月底前"
    "2改善宿舍。市教育局市住建局持续推进扫一扫在手机打开当前页"
)


def test_crawled_notice_has_its_annex_with_a_clause_for_each_row() -> None:
    notice = parse_text(RawDocument(CRAWLED), "样本.txt")
    assert [c.path for c in notice.clauses] == ["题头", "引言", "一", "二", "落款", "附件", "附件 第1项", "附件 第2项"]
    assert notice.document.issuer == "某市教育局"
    assert notice.by_path["附件"].heading == "重点任务分工表"
    first, second = (notice.by_path[f"附件 第{n}项"] for n in (1, 2))
    assert [(u.name, u.role.value) for u in first.units] == [
        ("市教育局", "lead"),
        ("市财政局", "supporting"),
        ("市审计局", "supporting"),
    ]
    assert (first.heading, first.task_number, first.deadlines[0].text) == ("改善食堂", 1, "2026年6月底前")
    assert (second.heading, second.task_number, second.text) == ("改善宿舍", 2, "2改善宿舍。市教育局市住建局持续推进")
    assert [(table.path, table.caption, len(table.rows)) for table in notice.tables] == [("附件", "重点任务分工表", 2)]


def test_units_of_several_columns_that_do_not_part_have_no_lead() -> None:
    table = "序号工作任务牵头单位配合单位1改善食堂。市教育局、市财政局2改善宿舍。市教育局市住建局"
    notice = parse_text(
        RawDocument(f"某市通知\n各学校：\n一、检查\n某市教育局\n2026年3月1日\n附件\n分工表\n{table}"), "样本.txt"
    )
    assert [u.role.value for u in notice.by_path["附件 第1项"].units] == ["responsible", "responsible"]
