"""A whole notice: how paragraphs, words that assign, tables and pages come together in its clauses."""

import datetime as dt

import msgspec
import pytest

from ingest.parsing import parse_text
from ingest.readers import RawDocument
from kb.clauses import Clause
from kb.notices import Notice
from kb.text import visible


def parsed(text: str, pages: tuple[int, ...] = ()) -> Notice:
    return parse_text(RawDocument(text, pages), "样本.txt")


def clause(text: str) -> Clause:
    """The clause 一、1 of a notice of which it is the only task."""
    notice = parsed(
        f"某市教育局关于校园的通知\n\n各学校：\n\n一、任务\n\n1. {text}\n\n二、保障\n\n某市教育局\n2026年3月1日\n"
    )
    return notice.by_path["一、1"]


TEXTS = {
    "断行": ("改善食堂。改造灶台,\n添置冰箱。", "改造灶台,添置冰箱。"),
    "字间空格": ("改善食堂。改 造 灶 台， 添置冰箱。", "改造灶台，添置冰箱。"),
    "数字两边的空格": ("改善食堂。到 2027 年,改造 20 个。", "到2027年,改造20个。"),
    "页码在词中间": ("改善食堂。改造灶台、\n— 8 —\n冰箱。", "改造灶台、冰箱。"),
    "西文词间的空格留着": ("改善食堂。使用 Open Source 软件。", "使用Open Source软件。"),
    "两段": ("改善食堂\n改造灶台。\n添置冰箱。", "改造灶台。\n添置冰箱。"),
    "没有正文": ("改善食堂", "改善食堂"),
    "分工不在正文里": ("改善食堂。改造灶台。（责任单位：市教育局）", "改造灶台。"),
    "分工另起一行": ("改善食堂。改造灶台。\n（责任单位：市教育局）", "改造灶台。"),
    "只有标题和分工": ("改善食堂（责任单位：市教育局）", "改善食堂"),
    "分工在标题后": ("改善食堂（责任单位：市教育局）\n改造灶台。", "改造灶台。"),
    "分工在句中则留着": ("改善食堂。改造灶台（市教育局负责），添置冰箱。", "改造灶台（市教育局负责），添置冰箱。"),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_text_is_the_repaired_body(text: str, expected: str) -> None:
    found = clause(text)
    assert (found.heading, found.text) == ("改善食堂", expected)


TASKS = {
    "句末": "改善食堂。改造灶台。（责任单位：市教育局）",
    "短句末": "改善食堂。（责任单位：市教育局）",
    "标题后": "改善食堂（责任单位：市教育局）\n改造灶台。",
    "标题末": "改善食堂（责任单位：市教育局）",
    "正文末，断行": "改善食堂。改造灶台。（责任单\n位：市教育局）",
    "句中": "改善食堂。改造灶台（市教育局负责），添置冰箱。",
}


@pytest.mark.parametrize("text", TASKS.values(), ids=TASKS.keys())
def test_clause_that_names_its_units_is_a_task_with_its_number(text: str) -> None:
    found = clause(text)
    assert [unit.name for unit in found.units] == ["市教育局"]
    assert found.task_number == 1


BARE = {
    "旁边写了责任单位": ("（责任单位：市人社局）", ["市教育局", "市财政局"]),
    "旁边没有写": ("", []),
}


@pytest.mark.parametrize(("beside", "names"), BARE.values(), ids=BARE.keys())
def test_bracket_of_names_assigns_where_its_neighbours_are_assigned_in_words(beside: str, names: list[str]) -> None:
    text = f"某市通知\n一、任务\n1. 改善食堂。改造灶台。（市教育局、市财政局）\n2. 改善宿舍。更换床铺。{beside}"
    found = next(c for c in parse_text(RawDocument(text), "样本.txt").clauses if c.path == "一、1")
    assert [unit.name for unit in found.units] == names


def test_bracket_of_other_words_assigns_nothing() -> None:
    text = "某市通知\n一、任务\n1. 编制规划（教育规划、市教育局）。\n2. 更换床铺。（责任单位：市人社局）"
    assert [len(clause.units) for clause in parse_text(RawDocument(text), "样本.txt").clauses if clause.units] == [1]


def test_clause_without_units_is_no_task() -> None:
    assert clause("改善食堂。改造灶台。").task_number is None


def test_time_limit_beside_the_units_is_one_of_the_clause() -> None:
    found = clause("改善食堂。改造灶台。（责任单位：市教育局；完成时限：2026年6月底前）")
    assert [(d.text, d.date) for d in found.deadlines] == [("完成时限：2026年6月底前", dt.date(2026, 6, 30))]


LIMITED = {
    "在正文后": "改善食堂。改造灶台，添置冰箱。（6月底完成，牵头单位：市教育局）",
    "只有一句": "改造灶台，添置冰箱。（6月底完成，牵头单位：市教育局）",
    "只有标题": "改善食堂（6月底完成，牵头单位：市教育局）",
}


@pytest.mark.parametrize("text", LIMITED.values(), ids=LIMITED.keys())
def test_time_limit_that_only_the_bracket_states_can_be_quoted(text: str) -> None:
    found = clause(text)
    assert [(d.text, d.date) for d in found.deadlines] == [("6月底完成", dt.date(2026, 6, 30))]
    assert found.locate("6月底完成") is not None
    assert ([unit.name for unit in found.units], found.assignment) == (["市教育局"], None)


def test_date_without_a_year_is_in_that_of_the_signature() -> None:
    assert [d.date for d in clause("改善食堂。6月底前完成。").deadlines] == [dt.date(2026, 6, 30)]


@pytest.mark.parametrize("years", ["2026—2028年", "2026年—2028年", "2026-2028年"])
def test_range_of_years_in_the_title_makes_no_date_a_thing_of_the_past(years: str) -> None:
    notice = parsed(f"某市食堂改造行动方案（{years}）\n一、灶台\n2026年底前改造灶台10个。\n")
    assert [d.date for d in notice.by_path["一"].deadlines] == [dt.date(2026, 12, 31)]


def test_pages_are_those_on_which_the_clauses_begin() -> None:
    text = "某市通知\n各学校：\n一、食堂\n\f二、宿舍\n整改。\n"
    notice = parsed(text, (0, text.index("\f") + 1))
    assert [(c.path, c.page) for c in notice.clauses] == [("题头", 1), ("一", 1), ("二", 2)]


RESTARTED = """某市通知
各学校：
一、食堂
1. 灶台
二、宿舍
1. 床位
一、操场
1. 跑道
"""


def test_numbering_that_starts_again_is_told_apart() -> None:
    paths = [clause.path for clause in parsed(RESTARTED).clauses]
    assert paths == ["题头", "一", "一、1", "二", "二、1", "一#2", "一、1#2"]


def test_what_stands_below_a_repeated_label_follows_it() -> None:
    notice = parsed(RESTARTED)
    assert notice.by_path["一、1#2"].parents == ("一#2",)
    assert notice.headings(notice.by_path["一、1#2"]) == ("操场",)


def test_tables_of_two_annexes_of_one_name_are_each_in_their_own() -> None:
    notice = parsed(
        "某市通知\n各学校：\n一、检查\n附件\n甲表\n序号\t校\t数\n1\t一中\t20\n附件\n乙表\n序号\t校\t数\n1\t二中\t30\n"
    )
    assert [(table.path, table.caption) for table in notice.tables] == [("附件", "甲表"), ("附件#2", "乙表")]


@pytest.mark.parametrize("mark", ["— 8 —", "·131·", "第3页 共10页"])
def test_page_mark_lies_in_the_span_of_the_clause_before_it_and_not_in_its_text(mark: str) -> None:
    text = f"{mark}\n某市通知\n各学校：\n一、食堂\n{mark}\n二、宿舍\n{mark}\n"
    notice = parsed(text)
    spans = [text[clause.start : clause.end] for clause in notice.clauses]
    assert spans == [f"{mark}\n某市通知\n各学校：", f"一、食堂\n{mark}", f"二、宿舍\n{mark}"]
    assert [clause.text for clause in notice.clauses][1:] == ["食堂", "宿舍"]
    assert notice.unassigned == ()


EXTREME = {
    "章号太长": "第" + "1" * 5000 + "章 总则",
    "汉字编号太长": "一" * 60 + "、总则",
    "指标数太大": "一、建校" + "9" * 400 + "所。",
    "表格数太大": "一、表\n序号\t校\t数\n1\t甲\t" + "9" * 5000,
    "任务表序号太大": "一、表\n序号\t任务\t责任单位\n" + "9" * 5000 + "\t食堂\t市教育局",
    "有效期到世界末日": "一、本办法自9999年1月1日起施行，有效期99年。",
    "没有句号的长段": "一、" + "甲" * 30000,
    "没有句号的很多行": "一、" + "甲\n" * 4000,
    "括号套括号": "一、" + "（" * 2000 + "甲" + "）" * 2000,
    "书名号不关": "一、" + "《" * 5000,
}


@pytest.mark.parametrize("text", EXTREME.values(), ids=EXTREME.keys())
def test_extremes_neither_raise_nor_get_lost_on_the_way_to_a_script(text: str) -> None:
    notice = parsed(text)
    assert msgspec.json.decode(msgspec.json.encode(notice), type=Notice) == notice
    assert visible("".join(text[c.start : c.end] for c in notice.clauses)) == visible(text)


def test_empty_text_has_no_clauses() -> None:
    notice = parsed("")
    assert (notice.clauses, notice.tables, notice.unassigned, notice.document.title) == ((), (), (), "")


def test_first_sentence_of_an_article_is_its_text_and_dates_the_notice() -> None:
    text = "某市公园管理办法\n第一条 公园开放。\n第二条 本办法自2024年5月1日起施行，有效期至2027年4月30日。旧办法作废。"
    notice = parsed(text)
    document = notice.document
    assert (document.in_force_from, document.valid_until) == (dt.date(2024, 5, 1), dt.date(2027, 4, 30))
    assert [c.heading for c in notice.clauses if c.label] == [None, None]
