"""Texts that lost their line breaks are parted again; others are left as their authors wrote them."""

import pytest

from ingest.flattened import parted
from ingest.normalise import lines

LONG = "坚持育人为本，落实责任。" * 40


def parts(text: str) -> list[str]:
    return [line.text for line in parted(lines(text))]


FLAT = {
    "几层标号": (
        f"{LONG}一、食堂（一）灶台。改造灶台。（二）冰箱。添置冰箱。二、宿舍。更换床铺。",
        [LONG, "一、食堂", "（一）灶台。改造灶台。", "（二）冰箱。添置冰箱。", "二、宿舍。更换床铺。"],
    ),
    "数字标号": (f"{LONG}1.改造灶台。2.添置冰箱。", [LONG, "1.改造灶台。", "2.添置冰箱。"]),
    "章和条": (f"{LONG}第一条 甲。第二条 乙。", [LONG, "第一条 甲。", "第二条 乙。"]),
    "不接着排的不是标号": (
        f"{LONG}一、食堂。按照五、六年级安排。二、宿舍。",
        [LONG, "一、食堂。按照五、六年级安排。", "二、宿舍。"],
    ),
    "落款和日期": (f"{LONG}一、食堂。某市教育局2026年3月1日", [LONG, "一、食堂。", "某市教育局", "2026年3月1日"]),
    "标题后紧接一级标号": (
        f"某公司关于食堂的实施方案一、指导思想{LONG}二、任务。三、保障。",
        ["某公司关于食堂的实施方案", "一、指导思想", LONG, "二、任务。", "三、保障。"],
    ),
    "标题后紧接正文": (f"某公司食堂管理办法为了加强管理，{LONG}", ["某公司食堂管理办法", f"为了加强管理，{LONG}"]),
    "并列的标题没有正文": (
        f"{LONG}（一）食堂（二）宿舍1.床位。2.风扇。",
        [LONG, "（一）食堂", "（二）宿舍", "1.床位。", "2.风扇。"],
    ),
    "顿号和括号数字": (
        f"{LONG}1、食堂：（1）灶台；（2）冰箱。2、宿舍。",
        [LONG, "1、食堂：", "（1）灶台；", "（2）冰箱。", "2、宿舍。"],
    ),
    "附件说明不切开": (
        f"{LONG}附件：1.检查表2.联系人某市教育局2026年3月1日",
        [LONG, "附件：1.检查表2.联系人某市教育局2026年3月1日"],
    ),
    "附件的标题": (
        f"{LONG}附件：检查任务表某市教育局2026年3月1日检查任务表每周填写。",
        [LONG, "附件：检查任务表", "某市教育局", "2026年3月1日", "检查任务表", "每周填写。"],
    ),
    "几个附件": (
        f"{LONG}附件：1.检查任务表2.联系人名单某市教育局2026年3月1日附件1检查任务表每周填写。附件2联系人名单略",
        [
            *(LONG, "附件：1.检查任务表2.联系人名单", "某市教育局", "2026年3月1日"),
            *("附件1", "检查任务表", "每周填写。", "附件2", "联系人名单", "略"),
        ],
    ),
    "本身是附件": (
        f"附件12026年食堂工作方案为了加强管理，{LONG}",
        ["附件1", "2026年食堂工作方案", f"为了加强管理，{LONG}"],
    ),
    "页脚": (f"{LONG}相关附件：二维码开始扫一扫在手机打开当前页", [LONG, "相关附件：二维码开始扫一扫在手机打开当前页"]),
    "公文常用的标题紧接正文": (
        f"{LONG}一、工作目标到2027年，建成十个食堂。二、工作要求各校要重视。三、工作任务书另发。",
        [LONG, "一、工作目标", "到2027年，建成十个食堂。", "二、工作要求", "各校要重视。", "三、工作任务书另发。"],
    ),
    "红头和文号": (
        f"某市教育局文件某教发〔2026〕1号某市教育局关于食堂工作的通知各区教育局、有关单位(部门)：{LONG}",
        ["某市教育局文件", "某教发〔2026〕1号", "某市教育局关于食堂工作的通知", "各区教育局、有关单位(部门)：", LONG],
    ),
    "没有写“文件”的红头": (
        f"某市教育局某教函〔2026〕1号某市教育局关于食堂工作的通知各区教育局：{LONG}",
        ["某市教育局", "某教函〔2026〕1号", "某市教育局关于食堂工作的通知", "各区教育局：", LONG],
    ),
    "书名号后的落款": (
        f"{LONG}附件：《检查表》某市教育局2026年3月1日",
        [f"{LONG}附件：《检查表》", "某市教育局", "2026年3月1日"],
    ),
    "主送机关": (f"各区教育局、各学校：{LONG}", ["各区教育局、各学校：", LONG]),
}


@pytest.mark.parametrize(("text", "expected"), FLAT.values(), ids=FLAT.keys())
def test_text_without_line_breaks_is_cut_before_each_label(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


KEPT = {
    "短文": ["一、食堂。二、宿舍。"],
    "一行一段": ["一、食堂", "按照二、三年级安排。", "二、宿舍"],
    "没有标号": [LONG],
    "空": [],
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_lines_of_other_texts_stay_whole(text: list[str]) -> None:
    assert parts("\n".join(text)) == text


ASSIGNED = {
    "括号数字": ["1.食堂。", "（1）改造灶台。（市教育局负责）", "（2）添置冰箱。（市财政局牵头）", "（3）更换床铺。"],
    "点号": ["1.改造灶台。（责任单位：市教育局）", "2.添置冰箱。（责任单位：市财政局）"],
}


@pytest.mark.parametrize("items", ASSIGNED.values(), ids=ASSIGNED.keys())
def test_items_of_a_paragraph_that_are_assigned_one_by_one_are_parted(items: list[str]) -> None:
    assert parts(f"{''.join(items)}\n二、宿舍。") == [*items, "二、宿舍。"]


def test_items_of_a_paragraph_without_units_of_their_own_stay_in_it() -> None:
    text = "1.食堂。（1）改造灶台。（2）添置冰箱。（市教育局负责）"
    assert parts(f"{text}\n二、宿舍。") == [text, "二、宿舍。"]


def test_clause_may_begin_behind_a_field_without_a_full_stop() -> None:
    items = ["1.食堂。责任单位：市教育局 完成时限：2026年6月底", "2.宿舍。责任单位：市财政局 完成时限：年底前"]
    assert [part.strip() for part in parts(f"{LONG}{' '.join(items)}")] == [LONG, *items]


def test_article_that_hangs_on_the_line_before_is_cut_off() -> None:
    assert parts("第一条 甲。第二条 乙。\n第三条 丙。") == ["第一条 甲。", "第二条 乙。", "第三条 丙。"]


def test_parts_stand_where_they_stood() -> None:
    source = f"{LONG}一、食堂。二、宿舍。"
    found = parted(lines(source))
    assert "".join(source[line.mapped.start : line.mapped.end] for line in found) == source
