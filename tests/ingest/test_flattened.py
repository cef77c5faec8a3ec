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


def test_article_that_hangs_on_the_line_before_is_cut_off() -> None:
    assert parts("第一条 甲。第二条 乙。\n第三条 丙。") == ["第一条 甲。", "第二条 乙。", "第三条 丙。"]


def test_parts_stand_where_they_stood() -> None:
    source = f"{LONG}一、食堂。二、宿舍。"
    found = parted(lines(source))
    assert "".join(source[line.mapped.start : line.mapped.end] for line in found) == source
