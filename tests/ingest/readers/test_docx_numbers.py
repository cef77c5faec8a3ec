"""Word documents: the numbers that Word generates."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.ingest.readers.word import CHINESE, add_list, define, numbered, saved, text_of


@pytest.mark.parametrize(
    ("levels", "paragraphs", "expected"),
    [
        pytest.param(CHINESE, [0, 1, 1, 0, 1], ["一、", "（一）", "（二）", "二、", "（一）"], id="下级随上级重新开始"),
        pytest.param((("decimal", "第%1条　"),), [0] * 2, ["第1条", "第2条"], id="第几条"),
        pytest.param(
            (("chineseCounting", "第%1章"), ("chineseCounting", "第%2条")),
            [0, 1, 1],
            ["第一章", "第一条", "第二条"],
            id="章条",
        ),
        pytest.param(
            (("decimal", "%1"), ("decimal", "%1.%2")), [0, 1, 1, 0, 1], ["1", "1.1", "1.2", "2", "2.1"], id="多级"
        ),
        pytest.param((("decimalEnclosedCircle", "%1"),), [0] * 3, ["①", "②", "③"], id="圈码"),
        pytest.param((("japaneseCounting", "（%1）"),), [0] * 11, [*["（"] * 10, "（十一）"], id="十一"),
        pytest.param((("lowerLetter", "%1)"),), [0] * 2, ["a)", "b)"], id="字母"),
        pytest.param((("upperRoman", "%1."),), [0] * 4, ["I.", "II.", "III.", "IV."], id="罗马"),
        pytest.param((("ideographTraditional", "%1、"),), [0] * 2, ["甲、", "乙、"], id="天干"),
        pytest.param((("chineseLegalSimplified", "%1、"),), [0] * 2, ["壹、", "贰、"], id="大写"),
        pytest.param((("decimalZero", "%1."),), [0], ["01."], id="补零"),
        pytest.param((("ideographDigital", "%1、"),), [0] * 10, [*[""] * 9, "一〇、"], id="逐位"),
        pytest.param((("bullet", "\uf06c"),), [0], ["●"], id="符号"),
        pytest.param((("none", ""),), [0], ["文字"], id="无编号"),
        pytest.param((("不认识的", "%1."),), [0] * 2, ["1.", "2."], id="不认识的格式"),
    ],
)
def test_numbers_of_lists(levels: tuple[tuple[str, str], ...], paragraphs: list[int], expected: list[str]) -> None:
    document = docx.Document()
    define(document, *levels)
    for level in paragraphs:
        numbered(document, "文字", level)
    lines = text_of(saved(document)).split("\n")
    assert [line.startswith(label) for line, label in zip(lines, expected, strict=True)] == [True] * len(lines)
    assert lines[-1] == (expected[-1] + "文字").replace("文字文字", "文字")


def test_a_list_of_the_same_definition_counts_on_and_one_with_a_start_of_its_own_starts_again() -> None:
    document = docx.Document()
    define(document, ("decimal", "%1."))
    add_list(document, 8, "97")
    add_list(document, 9, "97", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    for number in (7, 8, 7, 9, 9, 0, 99):
        numbered(document, "文", number=number)
    assert text_of(saved(document)).split("\n") == ["1.文", "2.文", "3.文", "5.文", "6.文", "文", "文"]


@pytest.mark.parametrize(
    ("restart", "expected"), [(0, "1.1 1.2 2.3"), (1, "1.1 1.2 2.1")], ids=["不重新开始", "随第一级重新开始"]
)
def test_where_a_level_starts_again(restart: int, expected: str) -> None:
    document = docx.Document()
    define(document, ("decimal", "%1"), ("decimal", "%1.%2"), extra=f'<w:lvlRestart w:val="{restart}"/>')
    for level in (0, 1, 1, 0, 1):
        numbered(document, "", level)
    labels = [label for label in text_of(saved(document)).split("\n") if "." in label]
    assert " ".join(labels) == expected


def test_a_style_numbers_its_paragraphs() -> None:
    document = docx.Document()
    define(document, *CHINESE)
    for name, level in (("Heading 1", 0), ("Heading 2", 1)):
        style = document.styles[name].element.get_or_add_pPr()
        style.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'))
    derived = document.styles.add_style("条标题", 1)
    derived.base_style = document.styles["Heading 2"]
    for text, style in (("总体要求", "Heading 1"), ("目标", "Heading 2"), ("原则", "条标题"), ("任务", "Heading 1")):
        document.add_paragraph(text, style=style)
    assert text_of(saved(document)) == "一、总体要求\n（一）目标\n（二）原则\n二、任务"


def test_numbers_fill_a_column_of_a_table() -> None:
    document = docx.Document()
    define(document, ("decimal", "%1"))
    table = document.add_table(0, 2)
    for text in ("市教育局", "市财政局"):
        first, second = table.add_row().cells
        second.text = text
        first.paragraphs[0]._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>')
        )
    assert text_of(saved(document)) == "1\t市教育局\n2\t市财政局"
