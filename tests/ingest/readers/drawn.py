"""PDF files of the tests: sheets set as text, as paths, or as pictures."""

import os
import shutil
import subprocess
import zlib
from collections.abc import Iterable, Sequence
from functools import cache

import pytest
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from tests.ingest.readers.sheets import WIDTH, Sheet

_FONT = "<</Type/Font/Subtype/Type0/BaseFont/STSong/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>"
_SYSTEM = "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
_SHAPE = (
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong/Flags 4/FontBBox[0 -200 1000 900]"
    "/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 900/StemV 80>>"
)
_GLYPHS = f"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong{_SYSTEM}{_SHAPE}/DW 1000/W[1 95 500]>>"


def document(pages: Sequence[tuple[str, str]], *, forms: Sequence[str] = (), packed: bool = False) -> bytes:
    """A PDF of pages (what stands in the page's dictionary, what is drawn), with forms F0, F1 … to draw."""
    first = 5 + len(forms)
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    drawn = "".join(f"/F{i} {5 + i} 0 R" for i in range(len(forms)))
    resources = f"/Resources<</Font<</S 3 0 R>>/XObject<<{drawn}>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]{resources}>>".encode(),
        _FONT.encode(),
        _GLYPHS.encode(),
        *(_stream(form, "/Type/XObject/Subtype/Form/BBox[0 0 9999 9999]" + resources, packed=packed) for form in forms),
    ]
    for i, (dictionary, content) in enumerate(pages):
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {first + 2 * i + 1} 0 R{dictionary}>>".encode())
        objects.append(_stream(content, packed=packed))
    return _file(objects)


def _stream(content: str, dictionary: str = "", *, packed: bool) -> bytes:
    data = zlib.compress(content.encode()) if packed else content.encode()
    method = "/Filter/FlateDecode" if packed else ""
    return f"<<{dictionary}/Length {len(data)}{method}>>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: Iterable[bytes]) -> bytes:
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(offsets) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table) + trailer


def words(text: str, x: float, y: float, size: float) -> str:
    return f"BT /S {size} Tf {x:.2f} {y:.2f} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def rule(left: float, top: float, right: float, bottom: float) -> str:
    return f"{left:.2f} {top:.2f} m {right:.2f} {bottom:.2f} l S\n"


def content(sheet: Sheet) -> str:
    """A sheet as PDF draws it, from the lower left corner up; the last text first."""
    up = sheet.height
    rules = "".join(rule(left, up - top, right, up - bottom) for left, top, right, bottom in sheet.rules)
    return rules + "".join(words(text.words, text.x, up - text.y, text.size) for text in reversed(sheet.texts))


def printed(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a PDF with text."""
    return document([(f"/MediaBox[0 0 {WIDTH} {sheet.height}]", content(sheet)) for sheet in sheets])


@cache
def font() -> tuple[str, int]:
    """A Chinese font of this machine, file and index; where there is none the test is left out, but not in CI."""
    command = ["fc-match", "-f", "%{file}\t%{index}", "Noto Sans Mono CJK SC:lang=zh-cn"]
    if shutil.which(command[0]):
        file, index = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\t")
        if "CJK" in file:
            return file, int(index)
    if os.environ.get("KB_REQUIRE_BROWSER"):
        pytest.fail("no Chinese font on this machine")
    pytest.skip("no Chinese font on this machine")


class _PathPen(BasePen):
    """Writes the outline of a glyph as the path operators of PDF."""

    def __init__(self, glyphs: object, x: float, y: float, scale: float) -> None:
        super().__init__(glyphs)
        self.x, self.y, self.scale, self.drawn = x, y, scale, list[str]()

    def _at(self, *points: tuple[float, float]) -> str:
        return " ".join(f"{self.x + px * self.scale:.2f} {self.y + py * self.scale:.2f}" for px, py in points)

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.drawn.append(f"{self._at(point)} m")

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.drawn.append(f"{self._at(point)} l")

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.drawn.append(f"{self._at(*points)} c")

    def _closePath(self) -> None:  # noqa: N802
        self.drawn.append("h")


def outlined(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a PDF without text: each character is drawn as a path, as some browsers print."""
    face = TTFont(font()[0], fontNumber=font()[1])
    glyphs, names, unit = face.getGlyphSet(), face.getBestCmap(), face["head"].unitsPerEm
    pages = []
    for sheet in sheets:
        drawn = [content(Sheet(sheet.height, [], sheet.rules))]
        for text in sheet.texts:
            x = text.x
            for char in text.words:
                pen = _PathPen(glyphs, x, sheet.height - text.y, text.size / unit)
                glyphs[names[ord(char)]].draw(pen)
                drawn.append("\n".join(pen.drawn) + " f\n")
                x += text.size * (1.0 if ord(char) > 0x2E80 else 0.5)
        pages.append((f"/MediaBox[0 0 {WIDTH} {sheet.height}]", "".join(drawn)))
    return document(pages, packed=True)


def pictures(sheets: Sequence[Sheet], scale: float = 2.4) -> list[Image.Image]:
    """The sheets as a scanner sees them."""
    seen = []
    for sheet in sheets:
        image = Image.new("RGB", (int(WIDTH * scale), int(sheet.height * scale)), (252, 250, 246))
        draw = ImageDraw.Draw(image)
        for left, top, right, bottom in sheet.rules:
            draw.line((left * scale, top * scale, right * scale, bottom * scale), fill=(40, 40, 40), width=2)
        for text in sheet.texts:
            face = ImageFont.truetype(font()[0], int(text.size * scale), index=font()[1])
            x = text.x
            for char in text.words:
                draw.text((x * scale, text.y * scale), char, font=face, fill=(30, 30, 30), anchor="ls")
                x += text.size * (1.0 if ord(char) > 0x2E80 else 0.5)
        seen.append(image)
    return seen
