"""Web pages: the notice on a government page without what the site puts around it."""

import re
from pathlib import Path

from ingest.readers.flow import text_of
from ingest.readers.html.bounds import check_size
from ingest.readers.html.charset import decode
from ingest.readers.limits import refusing
from ingest.readers.raw import RawDocument
from kb.settings import Limits

SUFFIXES: tuple[str, ...] = (".html", ".htm", ".shtml")

_BEFORE = r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
_PAGE = re.compile(rf"{_BEFORE}<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE | re.DOTALL)
_PIECE = re.compile(
    rf"{_BEFORE}<(?:div|table|p|h[1-6]|article|section|center|font|span|script|style|link|base|ul|ol)\b[^<]*>",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 8192


def accepts(data: bytes) -> bool:
    """Whether the file opens as a page does; or as a piece of one, and then ends with an element too."""
    head = decode(data[:_HEAD])
    return bool(_PAGE.match(head) or (_PIECE.match(head) and data.rstrip()[-1:] == b">"))


def read(path: Path, data: bytes, limits: Limits) -> RawDocument:
    """The notice: the page's box as lines “名：值”, its title, its body; tables as rows. Raises UnreadableSource."""
    from selectolax.lexbor import LexborHTMLParser

    from ingest.readers.html.notice import flow_of

    with refusing(path):
        page = decode(data)
        check_size(page)
        return RawDocument(text_of(flow_of(LexborHTMLParser(page), limits), limits))
