"""Files of every format with bytes changed, lost, doubled: they are read, or refused by name, and nothing else."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from ingest.parsing import parse_text
from ingest.readers import Source, read_here, sources
from ingest.readers.limits import Refusal
from ingest.readers.ocr.pictures import frames
from kb.errors import UnreadableSource
from kb.settings import Limits
from tests.ingest.readers import notice, test_html, test_ofd, word
from tests.ingest.readers.drawn import content, document, printed
from tests.ingest.readers.sheets import the_notice
from tests.ingest.readers.test_archive import packed
from tests.ingest.readers.test_ocr import file_of

PIECES = (b"", b"<<", b">>", b"endobj", b"0 0 R", b"-1", b"99999999999", b"<", b"</", b"<table>", b"\0", b"PK\x03\x04")
SHADES = Image.radial_gradient("L").resize((60, 40)).convert("RGB")
TEXTS: dict[str, Callable[[], bytes]] = {
    "UTF-8": notice.TEXT.encode,
    "GB18030": lambda: notice.TEXT.encode("gb18030"),
    "UTF-16": lambda: notice.TEXT.encode("utf-16"),
    "HTML": lambda: test_html.divs().encode(),
    "DOCX": word.the_notice,
    "OFD": lambda: test_ofd.printed(the_notice()),
    "PDF": lambda: printed(the_notice()),
    "压缩的 PDF": lambda: document([("/MediaBox[0 0 595 842]", content(s)) for s in the_notice()], packed=True),
}
PICTURES = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")


def mutations(data: bytes, count: int) -> Iterator[bytes]:
    """The same so many damaged copies each time."""
    chance = random.Random(len(data))
    for _ in range(count):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 2, 8))):
            at, kind = chance.randrange(len(changed)), chance.randrange(4)
            if kind == 0:
                changed[at] = chance.randrange(256)
            elif kind == 1:
                changed[at : at + chance.randint(0, 9)] = chance.choice(PIECES)
            elif kind == 2 and len(changed) > 2000:
                del changed[at : at + chance.choice((1, 10, 1000))]
            else:
                changed[at:at] = changed[: chance.choice((1, 20, 500))]
        yield bytes(changed)


@pytest.mark.parametrize("form", TEXTS)
def test_a_damaged_file_is_read_or_refused(form: str) -> None:
    for data in mutations(TEXTS[form](), 25):
        with suppress(UnreadableSource):
            parse_text(read_here(Source(Path("坏"), data), Limits(ocr_pages=0)), "坏")


@pytest.mark.parametrize("kind", PICTURES)
def test_a_damaged_picture_is_opened_or_refused(kind: str) -> None:
    for data in mutations(file_of(kind, SHADES), 60):
        with suppress(Refusal):
            list(frames(data, Limits()))


def test_a_damaged_archive_is_opened_or_told(tmp_path: Path) -> None:
    path = tmp_path / "坏.zip"
    for data in mutations(packed(("甲.txt", notice.TEXT.encode()), ("乙.docx", word.the_notice())), 60):
        path.write_bytes(data)
        for source in sources(path, Limits()):
            with suppress(UnreadableSource):
                read_here(source, Limits())
