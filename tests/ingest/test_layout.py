"""The parts of a notice's layout: which line is of which part, in every order that notices have."""

import dataclasses

import pytest

from ingest.layout import lay_out
from ingest.normalise import lines

ISSUED = """某市教育局文件
某教发〔2026〕12号
某市教育局关于印发《校园计划（2026—2028年）》的通知
各区教育局，
局属各学校：
现将《校园计划（2026—2028年）》印发给你们，请遵照执行。
某市教育局
2026年3月1日
（此件公开发布）
校园计划
（2026—2028年）
为加强校园建设，制定本计划。
一、总体要求
坚持育人为本。"""

LAYOUTS = {
    "印发方案的通知": (
        ISSUED,
        {
            "header": ["某市教育局文件", "某教发〔2026〕12号", "某市教育局关于印发《校园计划（2026—2028年）》的通知"],
            "addressees": ["各区教育局，", "局属各学校："],
            "cover": [
                "现将《校园计划（2026—2028年）》印发给你们，请遵照执行。",
                "某市教育局",
                "2026年3月1日",
                "（此件公开发布）",
            ],
            "plan_title": ["校园计划", "（2026—2028年）"],
            "body": ["为加强校园建设，制定本计划。", "一、总体要求", "坚持育人为本。"],
        },
    ),
    "直接写事项的通知": (
        "某市教育局关于校服的通知\n各学校：\n有关事项通知如下：\n一、自愿选购。\n某市教育局\n2026年3月1日",
        {
            "header": ["某市教育局关于校服的通知"],
            "addressees": ["各学校："],
            "body": ["有关事项通知如下：", "一、自愿选购。"],
            "closing": ["某市教育局", "2026年3月1日"],
        },
    ),
    "没有主送机关": (
        "某市公园管理办法\n为加强管理，制定本办法。\n第一条　本办法适用于公园。",
        {"header": ["某市公园管理办法"], "body": ["为加强管理，制定本办法。", "第一条　本办法适用于公园。"]},
    ),
    "标题断成几行": (
        "某市教育局关于做好二〇二六年度\n校园安全工作的通知\n各学校：\n一、加强检查。",
        {
            "header": ["某市教育局关于做好二〇二六年度", "校园安全工作的通知"],
            "addressees": ["各学校："],
            "body": ["一、加强检查。"],
        },
    ),
    "附件说明在落款前": (
        "某市通知\n各学校：\n一、检查。\n附件：1. 检查表\n2. 联系人\n某市教育局\n2026年3月1日",
        {
            "header": ["某市通知"],
            "addressees": ["各学校："],
            "body": ["一、检查。"],
            "closing": ["附件：1. 检查表", "2. 联系人", "某市教育局", "2026年3月1日"],
        },
    ),
    "附件后是版记": (
        "某市通知\n各学校：\n一、检查。\n某市教育局\n2026年3月1日\n附件1\n检查表\n附件2\n联系人\n抄送：市政府。\n某市教育局办公室2026年3月2日印发",
        {
            "header": ["某市通知"],
            "addressees": ["各学校："],
            "body": ["一、检查。"],
            "closing": ["某市教育局", "2026年3月1日"],
            "annexes": ["附件1", "检查表", "附件2", "联系人"],
            "copies": ["抄送：市政府。", "某市教育局办公室2026年3月2日印发"],
        },
    ),
    "只有版记没有抄送": (
        "某市通知\n各学校：\n一、检查。\n某市教育局办公室　2026年3月2日印发",
        {
            "header": ["某市通知"],
            "addressees": ["各学校："],
            "body": ["一、检查。"],
            "copies": ["某市教育局办公室　2026年3月2日印发"],
        },
    ),
    "版记写明份数": (
        "某市通知\n各学校：\n一、检查。\n某市教育局办公室 2026年3月2日印发（共印50份）",
        {
            "header": ["某市通知"],
            "addressees": ["各学校："],
            "body": ["一、检查。"],
            "copies": ["某市教育局办公室 2026年3月2日印发（共印50份）"],
        },
    ),
    "汉字日期": (
        "某市通知\n各学校：\n一、检查。\n某市教育局\n二〇二六年三月一日",
        {
            "header": ["某市通知"],
            "addressees": ["各学校："],
            "body": ["一、检查。"],
            "closing": ["某市教育局", "二〇二六年三月一日"],
        },
    ),
    "两家落款": (
        "某市通知\n各学校：\n一、检查。\n某市教育局\n某市财政局\n2026年3月1日",
        {
            "header": ["某市通知"],
            "addressees": ["各学校："],
            "body": ["一、检查。"],
            "closing": ["某市教育局", "某市财政局", "2026年3月1日"],
        },
    ),
    "页面上方的信息表": (
        "索引号：ABC-1\n发文机关：某市教育局\n成文日期：2026年3月1日\n某市通知\n各学校：\n一、检查。",
        {
            "index": ["索引号：ABC-1", "发文机关：某市教育局", "成文日期：2026年3月1日"],
            "header": ["某市通知"],
            "addressees": ["各学校："],
            "body": ["一、检查。"],
        },
    ),
    "没有条目的短通知": (
        "某市教育局关于放假的通知\n各学校：\n暑假从7月5日开始。\n某市教育局\n2026年3月1日",
        {
            "header": ["某市教育局关于放假的通知"],
            "addressees": ["各学校："],
            "body": ["暑假从7月5日开始。"],
            "closing": ["某市教育局", "2026年3月1日"],
        },
    ),
    "短通知后有抄送": (
        "某市教育局关于放假的通知\n各学校：\n暑假从7月5日开始。\n某市教育局\n2026年3月1日\n抄送：市政府。",
        {
            "header": ["某市教育局关于放假的通知"],
            "addressees": ["各学校："],
            "body": ["暑假从7月5日开始。"],
            "closing": ["某市教育局", "2026年3月1日"],
            "copies": ["抄送：市政府。"],
        },
    ),
    "抄送在附件前": (
        "某市通知\n各学校：\n一、检查。\n某市教育局\n2026年3月1日\n抄送：市政府。\n附件\n检查表",
        {
            "header": ["某市通知"],
            "addressees": ["各学校："],
            "body": ["一、检查。"],
            "closing": ["某市教育局", "2026年3月1日"],
            "copies": ["抄送：市政府。"],
            "annexes": ["附件", "检查表"],
        },
    ),
    "正文里提到印发": (
        "某市通知\n各学校：\n一、检查\n按照市政府2026年1月2日印发的办法执行。\n《办法》2026年1月2日印发\n二、整改",
        {
            "header": ["某市通知"],
            "addressees": ["各学校："],
            "body": ["一、检查", "按照市政府2026年1月2日印发的办法执行。", "《办法》2026年1月2日印发", "二、整改"],
        },
    ),
    "只有正文": ("加强校园安全。", {"body": ["加强校园安全。"]}),
    "没有文字": ("", {}),
}


def parts(text: str) -> dict[str, list[str]]:
    layout = lay_out(lines(text))
    named = {field.name: getattr(layout, field.name) for field in dataclasses.fields(layout)}
    return {name: [line.text for line in part] for name, part in named.items() if part}


@pytest.mark.parametrize(("text", "expected"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_each_line_is_in_its_part(text: str, expected: dict[str, list[str]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in LAYOUTS.values()], ids=LAYOUTS.keys())
def test_each_line_is_in_one_part(text: str) -> None:
    assert sorted(line for part in parts(text).values() for line in part) == sorted(
        line.strip() for line in text.split("\n") if line
    )


def test_title_block_is_all_before_the_body() -> None:
    layout = lay_out(lines(ISSUED))
    assert [line.text for line in layout.title_block] == ISSUED.split("\n")[:11]
