"""The tree of clauses: which label stands under which, what is heading and what is body."""

import pytest

from ingest.annexes import with_annexes
from ingest.normalise import Line, lines, paragraphs
from ingest.outline import outline, split_heading


def labelled(text: str) -> list[Line]:
    return with_annexes(lines(text), lambda line: False, "")


def clauses(text: str) -> list[tuple[str, str | None, str]]:
    """Path, heading and body of each clause."""
    found = []
    for node in outline(paragraphs(labelled(text))):
        heading, body = split_heading(node, node.paragraphs)
        found.append((node.path, heading, "".join(paragraph.text for paragraph in body)))
    return found


CHAPTERS = """第一章 总则
第一条 为了管理。
第二章 规划
第一节 编制
第二条 编制规划。
第二节 审批
第三章 附则
第四条 施行。"""

TREES = {
    "三层": (
        "一、要求\n（一）目标\n1. 建校\n2. 建园\n（二）原则\n二、任务",
        "一  一、（一）  一、（一）1  一、（一）2  一、（二）  二",
    ),
    "五层": (
        "一、甲\n（一）乙\n1．丙\n（1）丁\n①戊",
        "一  一、（一）  一、（一）1  一、（一）1（1）  一、（一）1（1）①",
    ),
    "章节条": (
        CHAPTERS,
        "第一章  第一章第一条  第二章  第二章第一节  第二章第一节第二条  第二章第二节  第三章  第三章第四条",
    ),
    "条下的项": ("第二条 编制规划。\n（一）市级；\n（二）区级。", "第二条  第二条（一）  第二条（二）"),
    "编号接着排": (
        "二、任务\n（一）学生\n1. 甲\n（二）教师\n2. 乙",
        "二  二、（一）  二、（一）1  二、（二）  二、（二）2",
    ),
    "编号重新排": (
        "二、任务\n（一）学生\n1. 甲\n（二）教师\n1. 乙",
        "二  二、（一）  二、（一）1  二、（二）  二、（二）1",
    ),
    "跳过一层": ("一、任务\n1. 甲\n2. 乙\n二、保障", "一  一、1  一、2  二"),
    "只有阿拉伯数字": ("1. 甲\n2. 乙", "1  2"),
    "引言在前": ("为加强管理，制定本办法。\n一、任务", "引言  一"),
    "半角括号和空格": ("一 、任务\n( 一)甲\n( 二 )乙", "一  一、（一）  一、（二）"),
    "编号后紧跟年份": ("一、任务\n1.2026年底前建校。\n2.2027年底前建园。", "一  一、1  一、2"),
    "专栏不打断编号": (
        "二、任务\n（一）学生\n1. 甲\n2. 乙\n专栏1 工程\n1. 子\n2. 丑\n（二）教师",
        "二  二、（一）  二、（一）1  二、（一）2  二、（一）专栏1  二、（一）专栏1 1  二、（一）专栏1 2  二、（二）",
    ),
    "专栏后编号接着排": (
        "二、任务\n1. 甲\n2. 乙\n专栏1 重点工程\n建校。\n3. 丙\n三、保障",
        "二  二、1  二、2  二、专栏1  二、3  三",
    ),
    "部分和章": (
        "第一部分 总体\n第一章 要求\n一、甲\n第二部分 任务",
        "第一部分  第一部分第一章  第一部分第一章一  第二部分",
    ),
    "老公文的编号": (
        "一、甲\n㈠乙\n⒈丙\n⑴丁\n⑵戊\n㈡己",
        "一  一、（一）  一、（一）1  一、（一）1（1）  一、（一）1（2）  一、（二）",
    ),
    "半边括号": ("1. 甲\n（1）乙\n1）丙\n2）丁\n①戊", "1  1（1）  1（1）1）  1（1）2）  1（1）2）①"),
    "附件下面紧接编号": ("一、任务\n附件1\n一、甲\n附件2\n附件3\n说明", "一  附件1  附件1 一  附件2  附件3"),
    "附件另起": (
        "一、任务\n附件1\n分工表\n一、甲\n（一）乙\n附件2\n说明",
        "一  附件1  附件1 一  附件1 一、（一）  附件2",
    ),
}


@pytest.mark.parametrize(("text", "paths"), TREES.values(), ids=TREES.keys())
def test_path_is_the_labels_from_the_top(text: str, paths: str) -> None:
    assert [node.path for node in outline(paragraphs(labelled(text)))] == paths.split("  ")


def test_nothing_has_no_clauses() -> None:
    assert list(outline([])) == []


def test_parents_are_the_paths_above() -> None:
    nodes = list(outline(paragraphs(labelled("一、要求\n（一）目标\n1. 建校\n二、任务"))))
    assert [node.parents for node in nodes] == [(), ("一",), ("一", "一、（一）"), ()]


HEADINGS = {
    "标题自成一段": ("一、总体要求\n坚持育人为本。", ("一", "总体要求", "坚持育人为本。")),
    "首句是标题": ("1. 改善食堂。改造灶台。", ("1", "改善食堂", "改造灶台。")),
    "首句是标题另起一段": ("1. 改善食堂。\n改造灶台。", ("1", "改善食堂", "改造灶台。")),
    "标题里有逗号": ("（一）加强领导，落实责任\n各区要重视。", ("（一）", "加强领导，落实责任", "各区要重视。")),
    "标题后有分工": ("1. 改善食堂（责任单位：市教育局）\n改造灶台。", ("1", "改善食堂", "改造灶台。")),
    "首段有分工，后面还有一段": (
        "1. 改善食堂。改造灶台。（责任单位：市教育局）\n添置冰箱。",
        ("1", "改善食堂", "改造灶台。（责任单位：市教育局）添置冰箱。"),
    ),
    "首句是指标": (
        "1. 校舍面积增长7%以上，力争更好。\n责任领导：张三。",
        ("1", None, "校舍面积增长7%以上，力争更好。责任领导：张三。"),
    ),
    "首句里的数只是定语": ("1. 关于20所学校的问题。另行研究。", ("1", "关于20所学校的问题", "另行研究。")),
    "只有标题": ("二、重点任务", ("二", "重点任务", "")),
    "只有一句话": ("一、校服由学校自主选购。", ("一", None, "校服由学校自主选购。")),
    "首句太长": (f"1. {'改善' * 30}。改造灶台。", ("1", None, f"{'改善' * 30}。改造灶台。")),
    "冒号引出下文": ("第二条　本办法所称公园，包括：", ("第二条", None, "本办法所称公园，包括：")),
    "条的首句是正文": (
        "第九条 食堂实行统一登记。登记应当公开。",
        ("第九条", None, "食堂实行统一登记。登记应当公开。"),
    ),
    "条的首段没有写完": (
        "第九条 食堂、商店和其他场所实行统一登记，登记应当公\n开。",
        ("第九条", None, "食堂、商店和其他场所实行统一登记，登记应当公开。"),
    ),
    "条有括号里的条旨": ("第九条（登记）食堂应当登记。", ("第九条", "登记", "食堂应当登记。")),
    "条有方头括号里的条旨": ("第九条 【登记、公开】 食堂应当登记。", ("第九条", "登记、公开", "食堂应当登记。")),
    "条旨后有空格": ("第九条　登记公开　食堂应当登记。", ("第九条", "登记公开", "食堂应当登记。")),
    "条旨自成一段": ("第九条 登记公开\n食堂应当登记。", ("第九条", "登记公开", "食堂应当登记。")),
    "条首的括号是编号": ("第九条 （十二）食堂应当登记。", ("第九条", None, "（十二）食堂应当登记。")),
    "只有编号": ("一、", ("一", None, "")),
    "附件的标题": ("附件1\n检查表\n每周填写。", ("附件1", "检查表", "每周填写。")),
    "附件有空格和冒号": ("附 件 2：\n检查表", ("附件2", "检查表", "")),
    "表格不是标题": ("附件\n序号\t学校\t数量", ("附件", None, "序号\t学校\t数量")),
    "引言没有标题": ("为加强管理", ("引言", None, "为加强管理")),
}


@pytest.mark.parametrize(("text", "expected"), HEADINGS.values(), ids=HEADINGS.keys())
def test_heading_is_told_from_the_body(text: str, expected: tuple[str, str | None, str]) -> None:
    assert clauses(text) == [expected]


SPANS = {
    "带标号": ("一、总体要求\n坚持育人。", ["一、总体要求\n坚持育人。"]),
    "前后有空白": ("  一、要求  \n\n  二、任务  ", ["一、要求", "二、任务"]),
    "只有编号": ("一 、", ["一 、"]),
    "附件没有内容": ("附 件 1：", ["附 件 1："]),
    "附件": ("附 件 1：\n检查表", ["附 件 1：\n检查表"]),
}


@pytest.mark.parametrize(("text", "pieces"), SPANS.values(), ids=SPANS.keys())
def test_span_runs_from_the_label_to_the_last_character(text: str, pieces: list[str]) -> None:
    spans = [node.span for node in outline(paragraphs(labelled(text)))]
    assert [text[start:end] for start, end in spans] == pieces
