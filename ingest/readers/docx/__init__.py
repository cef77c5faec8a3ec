"""Word documents (.docx): paragraphs with the numbers that Word generates, tables, text boxes, notes."""

from pathlib import Path

from ingest.readers.flow import text_of
from ingest.readers.limits import Refusal, refusing
from ingest.readers.package import is_package, open_package
from ingest.readers.raw import RawDocument
from kb.settings import Limits

SUFFIXES: tuple[str, ...] = (".docx",)

MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_MAIN_TYPE = b"wordprocessingml"


def accepts(data: bytes) -> bool:
    """Whether `data` is an Office package with the main part of a Word document, or whose types name one."""
    if not is_package(data):
        return False
    try:
        package = open_package(data, Limits())
        return _TYPES in package.files and (MAIN in package.files or _MAIN_TYPE in package.read(_TYPES))
    except Refusal:
        return False


def read(path: Path, data: bytes, limits: Limits) -> RawDocument:
    """The body; deleted words, headers, footers, comments and the table of contents are left out.

    Raises UnreadableSource.
    """
    from ingest.readers.docx.body import Body
    from ingest.readers.docx.parts import Parts

    with refusing(path):
        parts = Parts.of(open_package(data, limits))
        body = Body(parts.styles(), parts.numbering(), parts.notes(), limits)
        return RawDocument(text_of(body.flow(parts.blocks()), limits))
