"""From lines to paragraphs: page marks out, broken lines joined, stray white space out."""

import pytest

from ingest.mapped import Mapped
from ingest.normalise import lines, paragraphs, tidy

PAGE_MARKS = {
    "长横": "—8—",
    "长横和空格": "— 12 —",
    "短横": "- 8 -",
    "全角横": "－ 8 －",
    "全角数字": "—８—",
    "间隔号": "·131·",
    "罗马数字": "- iv -",
    "第几页": "第 3 页",
    "共几页": "第3页 共10页",
    "斜线": "第3页/共10页",
}


@pytest.mark.parametrize("mark", PAGE_MARKS.values(), ids=PAGE_MARKS.keys())
def test_page_mark_is_no_line(mark: str) -> None:
    assert [line.text for line in lines(f"支\n{mark}\n持")] == ["支", "持"]


LINES = {
    "只有数字": "8",
    "范围": "10-12",
    "破折号": "——",
    "话里的页": "第3页的内容",
    "标号": "（8）",
    "年份": "2026",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_other_short_lines_stay(line: str) -> None:
    assert [found.text for found in lines(f"支\n{line}\n持")] == ["支", line, "持"]


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\f", "\u2028", "\n\n", "\n \u3000\n", "\n\u200b\n"],
    ids=["换行", "回车换行", "回车", "换页", "行分隔符", "空行", "空白行", "看不见的行"],
)  # fmt: skip
def test_lines_end_at_every_line_end_and_show_something(end: str) -> None:
    source = f"甲{end}乙"
    assert [line.mapped.text for line in lines(source)] == ["甲", "乙"]
    assert [source[line.mapped.start : line.mapped.end] for line in lines(source)] == ["甲", "乙"]


def test_blank_lines_isolate_the_line_behind_them() -> None:
    assert [line.isolated for line in lines("甲\n乙\n\n丙\n—8—\n丁")] == [False, False, True, False]


TIDY = {
    "字间空格": ("以 技 术 开 发、 转 让", "以技术开发、转让"),
    "数字两边": ("到 2027 年,建 3 — 5 个", "到2027年,建3—5个"),
    "百分号前": ("达到 100 %", "达到100%"),
    "全角空格": ("　全角　空格　", "全角空格"),
    "不间断空格": ("不\u00a0间断", "不间断"),
    "标点后": ("体系。 普及教育", "体系。普及教育"),
    "引号里": ("“ 引 号 ”", "“引号”"),
    "西文词间留着": ("使用 Open Source 软件", "使用Open Source软件"),
    "数字间留着": ("10 000 项", "10 000项"),
    "制表符留着": ("甲\t 乙\t丙 ", "甲\t乙\t丙"),
    "零宽空格": ("零\u200b宽", "零宽"),
    "方向标记": ("\u202a左\u2066右\u202c", "左右"),
    "软连字符": ("软\u00ad连", "软连"),
    "字节序标记": ("\ufeff首行", "首行"),
    "没有可改的": ("推进改革。", "推进改革。"),
    "空": ("", ""),
}


@pytest.mark.parametrize(("text", "expected"), TIDY.values(), ids=TIDY.keys())
def test_stray_white_space_is_left_out(text: str, expected: str) -> None:
    found = tidy(Mapped.of(text))
    assert found.text == expected
    assert "".join(text[start:end] for start, end in found.spans()) == expected


FULL = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙"
WRAPPED = [FULL] * 8

GROUPS = {
    "一行一段": (["总体要求", "坚持育人为本。", "加强管理。"], ["总体要求", "坚持育人为本。", "加强管理。"]),
    "逗号后接着": (["改造灶台，", "添置冰箱。"], ["改造灶台，添置冰箱。"]),
    "括号没有关": (
        ["推进改革。（责任单位：市教育局、", "市财政局）", "二、保障"],
        ["推进改革。（责任单位：市教育局、市财政局）", "二、保障"],
    ),
    "书名号没有关": (["按照《校园", "计划》执行。"], ["按照《校园计划》执行。"]),
    "断在满行": ([*WRAPPED, "完。", "一、任务"], [FULL * 8 + "完。", "一、任务"]),
    "满行后有标号": ([*WRAPPED, "1. 甲。"], [FULL * 8, "1. 甲。"]),
    "标号自占一行，首行因此短": (
        [*WRAPPED, "完。", "第三条", FULL[7:], "舍。"],
        [FULL * 8 + "完。", "第三条", FULL[7:] + "舍。"],
    ),
    "隔开的标题": (["第一章", "总", "则", "第一条"], ["第一章", "总则", "第一条"]),
    "短行不接": ([*WRAPPED, "完", "任务"], [FULL * 8 + "完", "任务"]),
    "表格一行一段": (["序号\t校\t数", "1\t一中\t20", "注：略。"], ["序号\t校\t数", "1\t一中\t20", "注：略。"]),
    "附件单独一段": (["一、检查", "附件1", "检查表"], ["一、检查", "附件1", "检查表"]),
    "标号开新段": (
        ["一、任务", "（一）食堂", "1. 灶台", "第三条　宿舍"],
        ["一、任务", "（一）食堂", "1. 灶台", "第三条　宿舍"],
    ),
}


@pytest.mark.parametrize(("found", "expected"), GROUPS.values(), ids=GROUPS.keys())
def test_broken_lines_are_joined_to_paragraphs(found: list[str], expected: list[str]) -> None:
    groups = paragraphs(lines("\n".join(found)))
    assert ["".join(line.text for line in group) for group in groups] == expected


def test_long_line_that_does_not_end_goes_on_where_lines_are_paragraphs() -> None:
    long = "鼓励高校围绕产业体系布局人工智能网络安全合成生物学智能感知量子信息机器人工程时空信息等"
    groups = paragraphs(lines(f"{long}\n学科专业。\n做优创业管理。"))
    assert ["".join(line.text for line in group) for group in groups] == [f"{long}学科专业。", "做优创业管理。"]


def test_labels_in_lines_of_their_own_do_not_hide_that_lines_are_broken() -> None:
    articles = [line for n in "一二三四五六七八九" for line in (f"第{n}条", FULL[7:], FULL, "舍。")]
    groups = ["".join(line.text for line in group) for group in paragraphs(lines("\n".join(articles)))]
    assert groups[:3] == ["第一条", f"{FULL[7:]}{FULL}舍。", "第二条"]


def test_a_line_that_stands_before_several_page_marks_is_left_out() -> None:
    source = "宿舍办法\n·1·\n一、打扫\n学生手册\n·2·\n二、检查\n宿舍办法\n·3·\n三、附则\n学生手册\n·4·\n食堂\n·5·"
    assert [line.text for line in lines(source)] == ["宿舍办法", "一、打扫", "二、检查", "三、附则", "食堂"]
