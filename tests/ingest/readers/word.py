"""Word documents of the tests: with numbered lists, from XML, the invented notice; and their packages changed."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.readers import docx as reader
from kb.settings import Limits
from tests.ingest.readers.notice import ANNEX, BODY, HEAD, NUMBER, OPENING, ROWS, TITLE

SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
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


def changed(data: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """The package with each of its parts changed, and more parts added under word/."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in added.items():
            new.writestr(f"word/{name}.xml", content)
    return buffer.getvalue()
