"""Word documents: text, tables, text boxes, notes, revisions."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.readers import read
from tests.ingest.readers import notice
from tests.ingest.readers.word import changed, p, saved, text_of, text_of_xml, the_notice


def test_text_is_that_of_the_notice() -> None:
    assert text_of(the_notice()) == notice.TEXT.strip()


def test_facts_are_those_of_the_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "公文.docx"
    path.write_bytes(the_notice())
    assert notice.facts_of_file(path) == notice.facts_of_text()
    assert read(path).pages == ()


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


NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    "<w:footnote w:id='1'><w:p><w:r><w:footnoteRef/><w:t>含民办学校。</w:t></w:r></w:p></w:footnote>"
    "<w:footnote w:id='2'><w:p><w:r><w:t>本通知有效期3年。</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


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
