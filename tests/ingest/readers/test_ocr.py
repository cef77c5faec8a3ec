"""Pages that are pictures are found and read; without the extra they are named, with what to install."""

import io
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ingest.readers import RawDocument, Source, ocr, read, read_here, read_source
from ingest.readers.ocr.marks import RULES, Rule, as_printed
from ingest.readers.page.geometry import Rect
from kb.errors import UnreadableSource
from kb.settings import Limits
from tests.ingest.readers import notice
from tests.ingest.readers.drawn import document, outlined, pictures, printed, words
from tests.ingest.readers.sheets import Sheet, Text, the_notice
from tests.ingest.readers.test_ofd import package, page

LINE = "江城市教育局关于开展食堂检查的通知"


PATH = Path("扫描件")


def here(data: bytes, limits: Limits | None = None) -> RawDocument:
    """What is read from a file in this process, where the test can change what is installed."""
    return read_here(Source(PATH, data), limits or Limits())


def file_of(kind: str, first: Image.Image, *others: Image.Image) -> bytes:
    buffer = io.BytesIO()
    first.save(buffer, kind, **({"save_all": True, "append_images": others} if others else {}))
    return buffer.getvalue()


def ofd_of(sheets: list[Sheet]) -> bytes:
    """The sheets as an OFD of pictures."""
    images = [file_of("PNG", image) for image in pictures(sheets)]
    listed = "".join(f'<MultiMedia ID="M{i}"><MediaFile>{i}.png</MediaFile></MultiMedia>' for i in range(len(images)))
    files = {f"Doc_0/{i}.png": image for i, image in enumerate(images)}
    files["Doc_0/Res.xml"] = f"<Res><MultiMedias>{listed}</MultiMedias></Res>".encode()
    shown = [
        page(f'<ofd:ImageObject ResourceID="M{i}" Boundary="0 0 210 {sheet.height * 25.4 / 72}"/>', sheet.height)
        for i, sheet in enumerate(sheets)
    ]
    return package(shown, resource="Res.xml", **files)


FORMS: dict[str, Callable[[], bytes]] = {
    "扫描的 PDF": lambda: file_of("PDF", *pictures(the_notice())),
    "画成图形的 PDF": lambda: outlined(the_notice()),
    "一张长图": lambda: file_of("PNG", *pictures(the_notice(1700.0))),
}
KEPT = ("path", "label", "heading", "units", "task_number")


def told(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that must not suffer from recognition: clauses, who, when, what, tables."""
    clauses = [
        {key: clause[key] for key in KEPT}
        | {"deadlines": [(d["kind"], d["date"]) for d in clause["deadlines"]]}
        | {"targets": [(t["indicator"], t["value"], t["uom"], t["comparator"], t["by"]) for t in clause["targets"]]}
        for clause in facts["clauses"]
        if clause["path"] not in ("题头", "落款")
    ]
    return {"clauses": clauses, "tables": facts["tables"], "number": facts["number"], "title": facts["title"]}


@pytest.mark.parametrize("form", FORMS)
def test_facts_are_those_of_the_plain_text(tmp_path: Path, form: str) -> None:
    path = tmp_path / "扫描件"
    path.write_bytes(FORMS[form]())
    assert told(notice.facts_of_file(path)) == told(notice.facts_of_text())


def test_a_scanned_ofd_is_read_by_its_pictures(tmp_path: Path) -> None:
    path = tmp_path / "扫描件.ofd"
    path.write_bytes(ofd_of([Sheet(300.0, [Text(LINE, 80, 100)])]))
    raw = read(path)
    assert (raw.text, raw.pages) == (LINE, (0,))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP"])
def test_a_picture_is_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"图.{kind}"
    path.write_bytes(file_of(kind, *pictures([Sheet(300.0, [Text(LINE, 80, 100)])])))
    raw = read(path)
    assert (raw.text, raw.pages) == (LINE, (0,))


def test_each_picture_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "图.tif"
    path.write_bytes(file_of("TIFF", *pictures([Sheet(300.0, [Text(words, 80, 100)]) for words in ("第一条", LINE)])))
    told: list[tuple[int, int]] = []
    raw = read_source(Source(path, path.read_bytes()), Limits(), lambda *pages: told.append(pages))
    assert (raw.text, raw.pages) == (f"第一条\f{LINE}", (0, 4))
    assert told == [(1, 2), (2, 2)]


def test_a_picture_with_a_clear_ground_is_read_on_white(tmp_path: Path) -> None:
    image = pictures([Sheet(300.0, [Text(LINE, 80, 100)])])[0]
    clear = Image.new("RGBA", image.size, (0, 0, 0, 0))
    clear.paste(image, mask=image.convert("L").point(lambda value: 255 if value < 128 else 0))
    path = tmp_path / "图.png"
    path.write_bytes(file_of("PNG", clear))
    assert read(path).text == LINE


def test_nothing_is_loaded_for_a_document_of_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_loaded", lambda: pytest.fail("not needed"))
    assert here(printed(the_notice())).text.startswith("江城市人民政府办公室")


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if `rapidocr` were not installed."""
    ocr._loaded.cache_clear()
    for name in ("rapidocr", "cv2", "ingest.readers.ocr.engine"):
        monkeypatch.setitem(sys.modules, name, None)
    yield
    ocr._loaded.cache_clear()


@cache
def mixed() -> bytes:
    """Two pages of text around two that are pictures, and an empty one."""
    image = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"
    curves = "".join(f"{i} {i} m 1 1 2 2 {i} 9 c f\n" for i in range(400))
    text = words("江城市教育局", 90, 700, 12)
    return document([("/MediaBox[0 0 595 842]", drawn) for drawn in (text, image, curves, "", text)])


@pytest.mark.usefixtures("without_extra")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(mixed, "第2-3页没有可用的文字", id="扫描页和图形页"),
        pytest.param(lambda: ofd_of(the_notice()), "第1-2页没有可用的文字", id="OFD"),
        pytest.param(lambda: file_of("PNG", Image.new("RGB", (9, 9))), "图片里的文字", id="图片"),
    ],
)
def test_without_the_extra_pages_are_named_with_what_to_install(data: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason) as caught:
        here(data())
    assert 'pip install -e ".[ocr]"' in caught.value.reason
    assert caught.value.path == PATH


SMALL = Image.new("L", (9, 9))


@pytest.mark.parametrize(
    ("data", "limits", "reason"),
    [
        pytest.param(mixed, Limits(ocr_pages=1), "KB_MAX_OCR_PAGES", id="页数"),
        pytest.param(lambda: file_of("TIFF", *[SMALL] * 4), Limits(ocr_pages=2), "KB_MAX_OCR_PAGES", id="图片的页数"),
        pytest.param(lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), Limits(), "图片已损坏", id="损坏的图片"),
        pytest.param(lambda: file_of("PNG", Image.new("1", (20_000, 20_000))), Limits(), "像素", id="像素"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: Callable[[], bytes], limits: Limits, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        here(data(), limits)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_of_marks_has_an_example(rule: Rule) -> None:
    assert rule.printed in as_printed(rule.example)
    assert as_printed(rule.example) != rule.example


@pytest.mark.parametrize("text", ["比例为1:3", "1,200个", "Page (3)", "2026-03-02", "A,B"])
def test_marks_that_belong_to_numbers_and_latin_stay(text: str) -> None:
    assert as_printed(text) == text


@pytest.mark.parametrize(
    ("text", "height", "levelled"),
    [("个。", 36.0, 26.0), ("江城市教育局", 36.0, 36.0), ("江城市教育局", 30.0, 26.0), ("通知", 52.0, 52.0)],
    ids=["末行几个字", "标题", "正文", "大字"],
)
def test_heights_that_are_estimated_are_levelled(text: str, height: float, levelled: float) -> None:
    from ingest.readers.ocr.engine import _levelled

    usual = [("正文的一行文字", Rect(0, 40.0 * i, 500, 40.0 * i + 26)) for i in range(3)]
    *_, (_, box) = _levelled([*usual, (text, Rect(0, 200, 60, 200 + height))])
    assert box.height == levelled
