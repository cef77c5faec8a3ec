"""Where annexes begin, which lists only name them, and what the closing lines leave to them."""

import pytest

from ingest.parsing import parse_text
from ingest.readers import RawDocument

HEAD = "某市通知\n各学校：\n一、检查\n"
SIGNED = "某市教育局\n2026年3月1日\n"


def paths(text: str) -> list[str]:
    return [clause.path for clause in parse_text(RawDocument(text), "样本.txt").clauses]


def headings(text: str) -> dict[str, str | None]:
    notice = parse_text(RawDocument(text), "样本.txt")
    return {clause.path: clause.heading for clause in notice.clauses if clause.path.startswith("附")}


ANNEXES = {
    "附件说明以年份开头": (f"{HEAD}附件：1.2026年检查表\n2.2026年联系人\n{SIGNED}", {}),
    "附件说明没有冒号": (f"{HEAD}附件1.检查表 2.联系人\n{SIGNED}附件1\n检查表\n每周填写。", {"附件1": "检查表"}),
    "附件说明没有冒号一行一个": (f"{HEAD}附件1.检查表\n2.联系人\n{SIGNED}", {}),
    "附件编号后有点和标题": (f"{HEAD}{SIGNED}附件1.检查表\n每周填写。", {"附件1": "检查表"}),
    "编号另起一行": (f"{HEAD}{SIGNED}附件1\n检查表\n附件2\n联系人", {"附件1": "检查表", "附件2": "联系人"}),
    "编号和标题同一行": (
        f"{HEAD}{SIGNED}附件1：检查表\n每周填写。\n附件2 联系人名单",
        {"附件1": "检查表", "附件2": "联系人名单"},
    ),
    "编号后有点": (f"{HEAD}{SIGNED}附件1.\n检查表", {"附件1": "检查表"}),
    "附表和附录": (f"{HEAD}{SIGNED}附表1\n检查表\n附录\n联系人", {"附表1": "检查表", "附录": "联系人"}),
    "附件的附件": (f"{HEAD}{SIGNED}附件1\n检查表\n附件1-1\n联系人", {"附件1": "检查表", "附件1-1": "联系人"}),
    "附件说明不是附件": (f"{HEAD}附件：1.检查表\n2.联系人\n{SIGNED}", {}),
    "附件说明在最后": (f"{HEAD}{SIGNED}附件：\n1.检查表.docx\n2.联系人.xlsx", {}),
    "附件说明一行一个": (f"{HEAD}附件1：检查表\n附件2：联系人\n{SIGNED}附件1\n检查表", {"附件1": "检查表"}),
    "附件说明断成两行": (
        f"{HEAD}附件：1.某市教育系统安全\n检查表\n2.联系人\n{SIGNED}附件2\n联系人",
        {"附件2": "联系人"},
    ),
    "没有署名的附件说明": (
        f"{HEAD}附件：1.检查表\n2.联系人\n附件1\n检查表\n附件2\n联系人",
        {"附件1": "检查表", "附件2": "联系人"},
    ),
    "只有标题的附件": (f"{HEAD}附件：重点任务分工表\n{SIGNED}重点任务分工表\n每周填写。", {"附件": "重点任务分工表"}),
    "只有标题的几个附件": (
        f"{HEAD}附件：1.检查任务表\n2.联系人名单\n{SIGNED}检查任务表\n每周填写。\n联系人名单\n略",
        {"附件1": "检查任务表", "附件2": "联系人名单"},
    ),
    "没有名字的附表": (
        f"{HEAD}{SIGNED}各校食堂表\n序号\t学校\t数量\n1\t一中\t20\n2\t二中\t30",
        {"附件": "各校食堂表"},
    ),
    "附件说明只有空格": (f"{HEAD}附件 检查表\n{SIGNED}检查表\n每周填写。", {"附件": "检查表"}),
    "附件说明有号没有点": (
        f"{HEAD}附件1 检查表\n附件2 联系人\n{SIGNED}附件1\n检查表\n附件2\n联系人",
        {"附件1": "检查表", "附件2": "联系人"},
    ),
    "附件下有字才署名": (f"{HEAD}附件1 检查表\n每周填写。\n{SIGNED}", {"附件1": "检查表"}),
    "句中的附件": (f"{HEAD}附件1所列学校要按时填报。\n具体见\n附件2中的要求执行，不得拖延。\n{SIGNED}", {}),
}


@pytest.mark.parametrize(("text", "expected"), ANNEXES.values(), ids=ANNEXES.keys())
def test_annexes_have_their_names_and_titles(text: str, expected: dict[str, str]) -> None:
    assert headings(text) == expected


def test_clauses_of_an_annex_stand_below_it_chapters_too() -> None:
    text = f"{HEAD}{SIGNED}附件1\n管理办法\n第一章 总则\n第一条　为了管理。\n附件2\n一、填写\n（一）时间"
    assert paths(text)[3:] == ["附件1", "附件1 第一章", "附件1 第一章第一条", "附件2", "附件2 一", "附件2 一、（一）"]


def test_copy_lines_behind_the_annexes_leave_them_alone() -> None:
    text = f"{HEAD}附件：检查表\n{SIGNED}附件\n检查表\n一、时间\n抄送：市政府。\n某市教育局办公室2026年3月2日印发"
    assert paths(text) == ["题头", "一", "落款", "附件", "附件 一"]


def test_annexes_on_both_sides_of_the_copy_lines() -> None:
    text = f"{HEAD}{SIGNED}附件1\n检查表\n抄送：市政府。\n附件2\n联系人"
    assert paths(text) == ["题头", "一", "落款", "附件1", "附件2"]


def test_words_of_a_reply_with_an_annex_are_its_body() -> None:
    text = f"某市关于同意建立联席会议的批复\n市教育局：\n同意建立联席会议。\n{SIGNED}附件\n联席会议制度\n一、职能"
    assert paths(text) == ["题头", "引言", "落款", "附件", "附件 一"]


def test_foot_of_a_page_is_no_part_of_the_last_clause() -> None:
    text = f"{HEAD}附件：检查表\n{SIGNED}附件\n检查表\n每周填写。\n扫一扫在手机打开当前页"
    notice = parse_text(RawDocument(text), "样本.txt")
    assert notice.by_path["附件"].text == "每周填写。"
