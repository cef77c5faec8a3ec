"""Word documents: the numbers that Word generates, tables, text boxes, notes, revisions."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import settings as fuzzing
from hypothesis import strategies as st

from ingest.readers import docx as reader
from ingest.readers import read, read_source
from ingest.readers.raw import Source
from kb.errors import UnreadableSource
from kb.settings import Limits
from tests.ingest.readers import notice
from tests.ingest.readers.notice import ANNEX, BODY, HEAD, NUMBER, OPENING, ROWS, TITLE

CHINESE = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))


def define(document: Document, *levels: tuple[str, str], number: int = 7, extra: str = "", override: str = "") -> None:
    """Adds list `number` to a document: a level for each (format, text)."""
    defined = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/>{extra}</w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="9{number}">{defined}</w:abstractNum>')
    root.insert(0, abstract)
    add_list(document, number, f"9{number}", override)


def add_list(document: Document, number: int, definition: str, override: str = "") -> None:
    root = document.part.numbering_part.element
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>')
    )


def numbered(document: Document, text: str, level: int = 0, number: int = 7) -> None:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def text_of(data: bytes, limits: Limits | None = None) -> str:
    return reader.read(Path("公文.docx"), data, limits or Limits()).text


def text_of_xml(body: str) -> str:
    """The text of a document with this body."""
    document = docx.Document()
    for each in parse_xml(f"<w:body {nsdecls('w')} {SPACES}>{body}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, each)
    return text_of(saved(document))


SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def p(text: str, inside: str = "") -> str:
    return f"<w:p>{inside}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


@cache
def the_notice() -> bytes:
    """The invented notice as a word processor keeps it: no number is text, cells are merged."""
    document = docx.Document()
    define(document, *CHINESE)
    for text in (*TITLE, NUMBER, *OPENING):
        document.add_paragraph(text)
    for paragraph in BODY:
        numbered(document, paragraph.words, paragraph.level)
    for text in ANNEX:
        document.add_paragraph(text)
    table = document.add_table(0, len(HEAD))
    for row in (HEAD, *ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.cell(3, 2).text = ""
    table.cell(2, 2).merge(table.cell(3, 2))
    return saved(document)


def test_text_is_that_of_the_notice() -> None:
    assert text_of(the_notice()) == notice.TEXT.strip()


def test_facts_are_those_of_the_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "公文.docx"
    path.write_bytes(the_notice())
    assert notice.facts_of_file(path) == notice.facts_of_text()
    assert read(path).pages == ()


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


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>", "甲\n乙 丙", id="换行与制表"
        ),
        pytest.param(
            "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>",
            "新",
            id="修订",
        ),
        pytest.param(
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>" + p("乙"),
            "甲乙",
            id="删去的段落标记",
        ),
        pytest.param(
            "<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>",
            "新",
            id="移动",
        ),
        pytest.param(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>", "显", id="隐藏"
        ),
        pytest.param(
            "<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
            "链接",
            id="链接与域",
        ),
        pytest.param("<w:sdt><w:sdtContent>" + p("控件") + "</w:sdtContent></w:sdt>", "控件", id="内容控件"),
        pytest.param(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
            "<w:sdtContent>" + p("一、总体要求 1") + "</w:sdtContent></w:sdt>" + p("正文"),
            "正文",
            id="目录",
        ),
        pytest.param(
            "<w:p><w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:sym w:char='F0A8'/></w:r></w:p>",
            "甲-乙□",
            id="符号",
        ),
        pytest.param(
            p("在先")
            + "<w:p><w:r><w:t>锚</w:t><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
            + p("框")
            + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
            + p("框")
            + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "在先\n锚\n框",
            id="文本框",
        ),
        pytest.param(
            "<w:p><w:r><w:pict><v:textbox><w:txbxContent>"
            + p("某市教育局文件")
            + "</w:txbxContent></v:textbox></w:pict>"
            "<w:t>关于食堂的通知</w:t></w:r></w:p>",
            "某市教育局文件\n关于食堂的通知",
            id="文首的文本框",
        ),
    ],
)
def test_words_of_a_paragraph(body: str, expected: str) -> None:
    assert text_of_xml(body) == expected


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


DOWN, UNDER = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([cell("甲") + cell("乙"), cell("丙") + cell("丁")], "甲\t乙\n丙\t丁", id="平常"),
        pytest.param([cell("甲", DOWN) + cell("乙"), cell("", UNDER) + cell("丁")], "甲\t乙\n甲\t丁", id="向下合并"),
        pytest.param(
            [cell("甲", '<w:gridSpan w:val="2"/>') + cell("乙"), cell("丙") + cell("丁") + cell("戊")],
            "甲\t\t乙\n丙\t丁\t戊",
            id="向右合并",
        ),
        pytest.param(
            [cell("甲") + cell("乙"), "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("丁")],
            "甲\t乙\n\t丁",
            id="缺左边",
        ),
        pytest.param(
            [cell("甲") + cell("乙"), "<w:trPr><w:del/></w:trPr>" + cell("旧") + cell("旧")], "甲\t乙", id="删去的行"
        ),
        pytest.param([cell("专栏1"), cell("食堂工程")], "专栏1\n食堂工程", id="只有一栏的是框"),
        pytest.param(
            [f"<w:tc>{p('市教育局')}{p('市财政局')}</w:tc>" + cell("乙"), cell("丙") + cell("丁")],
            "市教育局 市财政局\t乙\n丙\t丁",
            id="格内几段",
        ),
        pytest.param(
            [f"<w:tc><w:tbl><w:tr>{cell('内1')}{cell('内2')}</w:tr></w:tbl><w:p/></w:tc>" + cell("外")],
            "内1 内2\t外",
            id="表中表",
        ),
    ],
)
def test_tables(rows: list[str], expected: str) -> None:
    body = p("前") + "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>" + p("后")
    framed = f"前\n\n{expected}\n\n后" if "\t" in expected else f"前\n{expected}\n后"
    assert text_of_xml(body) == framed


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


NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    "<w:footnote w:id='1'><w:p><w:r><w:footnoteRef/><w:t>含民办学校。</w:t></w:r></w:p></w:footnote>"
    "<w:footnote w:id='2'><w:p><w:r><w:t>本通知有效期3年。</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def changed(data: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """The package with each of its parts changed, and more parts added under word/."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in added.items():
            new.writestr(f"word/{name}.xml", content)
    return buffer.getvalue()


def test_notes_stand_behind_their_sentence_or_at_the_end() -> None:
    document = docx.Document()
    for text, note in (("关于食堂的通知", 2), ("学校要办好食堂。", 1), ("特此通知。", None)):
        run = document.add_paragraph(text).add_run()
        if note:
            run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{note}"/>'))

    def relate(name: str, content: bytes) -> bytes:
        related = f'<Relationship Id="rN" Type="{TYPE}" Target="footnotes.xml"/></Relationships>'.encode()
        return content.replace(b"</Relationships>", related) if name.endswith("document.xml.rels") else content

    data = changed(saved(document), relate, footnotes=NOTES.encode())
    assert text_of(data) == "关于食堂的通知\n学校要办好食堂。\n注2：含民办学校。\n特此通知。\n注1：本通知有效期3年。"


def test_headers_and_footers_are_left_out() -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    assert text_of(saved(document)) == "正文"


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def broken(change: Callable[[bytes], bytes], part: str = "word/document.xml") -> bytes:
    return changed(the_notice(), lambda name, content: change(content) if name == part else content)


@pytest.mark.parametrize(
    ("data", "limits", "reason"),
    [
        pytest.param(broken(lambda c: ENTITIES + c[c.index(b"?>") + 2 :]), Limits(), "实体", id="实体"),
        pytest.param(broken(lambda c: c[:-40]), Limits(), "不是可以读的 XML", id="XML 不完整"),
        pytest.param(broken(lambda c: b""), Limits(), "不是可以读的 XML", id="空的部分"),
        pytest.param(
            broken(lambda c: c.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 200)), Limits(), "太深", id="嵌套"
        ),
        pytest.param(broken(lambda c: c + b" " * 3_000_000), Limits(), "KB_MAX_RATIO", id="压缩炸弹"),
        pytest.param(the_notice(), Limits(characters=50), "KB_MAX_CHARACTERS", id="字数"),
        pytest.param(the_notice(), Limits(table_rows=3), "KB_MAX_TABLE_ROWS", id="行数"),
        pytest.param(the_notice()[:-200], Limits(), "打不开", id="截断"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, limits: Limits, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason) as caught:
        text_of(data, limits)
    assert caught.value.path == Path("公文.docx")


@given(st.data())
@fuzzing(deadline=None, max_examples=150, derandomize=True)
def test_no_damage_raises_anything_else(draw: st.DataObject) -> None:
    """Bytes of the parts are changed, then bytes of the zip."""
    parts = zipfile.ZipFile(io.BytesIO(the_notice()))
    name = draw.draw(st.sampled_from([n for n in parts.namelist() if n.endswith((".xml", ".rels"))]))
    content = bytearray(parts.read(name))
    for _ in range(draw.draw(st.integers(0, 6))):
        content[draw.draw(st.integers(0, len(content) - 1))] = draw.draw(st.sampled_from(b'<>/"= w:0a\x00\xff'))
    data = bytearray(broken(lambda _: bytes(content), name))
    for _ in range(draw.draw(st.integers(0, 2))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    with suppress(UnreadableSource):
        read_source(Source(Path("坏.docx"), bytes(data)), Limits())
