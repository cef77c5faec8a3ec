"""OFD: lines by their places, tables by their rules, templates, pages."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import settings as fuzzing
from hypothesis import strategies as st

from ingest.readers import ofd, read, read_source
from ingest.readers.raw import Source
from kb.errors import UnreadableSource
from kb.settings import Limits
from tests.ingest.readers import notice
from tests.ingest.readers.sheets import Sheet, Text, the_notice

MM = 25.4 / 72
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text_object(text: Text, extra: str = "", spacing: float = 1.0) -> str:
    """A TextObject whose characters stand `spacing` times their width apart."""
    size = text.size * MM
    steps = " ".join(f"{(size if ord(c) > 0x2E80 else size / 2) * spacing:.4f}" for c in text.words[:-1])
    box = f"{text.x * MM:.4f} {text.y * MM - size:.4f} {size * len(text.words):.4f} {size * 1.3:.4f}"
    delta = f' DeltaX="{steps}"' if steps else ""
    code = f'<ofd:TextCode X="0" Y="{size:.4f}"{delta}>{escape(text.words)}</ofd:TextCode>'
    return f'<ofd:TextObject ID="1" Boundary="{box}" Font="3" Size="{size:.4f}"{extra}>{code}</ofd:TextObject>'


def path_object(rule: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = (value * MM for value in rule)
    data = f"M 0 0 L {right - left:.4f} {bottom - top:.4f}"
    box = f"{left:.4f} {top:.4f} {right - left:.4f} {bottom - top:.4f}"
    return f'<ofd:PathObject ID="2" Boundary="{box}"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def page(content: str, height: float = 842.0, template: str = "") -> str:
    area = f"<ofd:Area><ofd:PhysicalBox>0 0 210 {height * MM:.3f}</ofd:PhysicalBox></ofd:Area>"
    return (
        f"<ofd:Page {SPACE}>{area}{template}<ofd:Content><ofd:Layer ID='9' Type='Body'>"
        f"{content}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def package(pages: list[str], templates: tuple[str, ...] = (), resource: str = "", **files: bytes) -> bytes:
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    drawn = "".join(f'<ofd:TemplatePage ID="T{i}" BaseLoc="Tpls/{i}.xml"/>' for i in range(len(templates)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    common = f"{area}{drawn}<ofd:DocumentRes>{resource}</ofd:DocumentRes>"
    body = f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
    parts = {
        "OFD.xml": f"<ofd:OFD {SPACE}>{root}</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}>{body}</ofd:Document>",
        **{f"Doc_0/Pages/Page_{i}/Content.xml": content for i, content in enumerate(pages)},
        **{f"Doc_0/Tpls/{i}.xml": content for i, content in enumerate(templates)},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | files).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def printed(sheets: list[Sheet]) -> bytes:
    """The sheets as OFD; characters are drawn in an order of the printer's own."""
    return package(
        [
            page("".join([*map(path_object, sheet.rules), *map(text_object, reversed(sheet.texts))]), sheet.height)
            for sheet in sheets
        ]
    )


def text_of(data: bytes, limits: Limits | None = None) -> str:
    return ofd.read(Path("公文.ofd"), data, limits or Limits()).text


@pytest.mark.parametrize("height", [842.0, 520.0, 430.0], ids=["两页", "四页", "五页"])
def test_facts_are_those_of_the_plain_text(tmp_path: Path, height: float) -> None:
    path = tmp_path / "公文.ofd"
    path.write_bytes(printed(the_notice(height)))
    assert notice.facts_of_file(path) == notice.facts_of_text()


def test_text_is_that_of_the_notice() -> None:
    text = text_of(printed(the_notice()))
    assert text.replace("\f", "\n") == notice.TEXT.strip()


def test_pages_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "公文.ofd"
    sheets = the_notice(430.0)
    path.write_bytes(printed(sheets))
    raw = read(path)
    assert len(raw.pages) == len(sheets)
    for number, sheet in enumerate(sheets, start=1):
        first = sheet.texts[2].words
        assert raw.page_of(raw.text.index(first, raw.pages[number - 1])) == number


def code(placed: str, words: str, box: str = 'Boundary="20 20 50 5" Size="4"') -> str:
    return f"<ofd:TextObject {box}><ofd:TextCode {placed}>{words}</ofd:TextCode></ofd:TextObject>"


def one(*objects: str) -> str:
    return text_of(package([page("".join(objects))]))


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        pytest.param([text_object(Text("通知", 100, 100), spacing=2.5)], "通知", id="字距不是空格"),
        pytest.param(
            [text_object(Text("甲", 100, 100)), text_object(Text("乙", 180, 100))], "甲 乙", id="两处之间有空格"
        ),
        pytest.param([text_object(Text("甲", 100, 100)), text_object(Text("乙", 115, 101))], "甲乙", id="一行不必对齐"),
        pytest.param([text_object(Text("下", 100, 150)), text_object(Text("上", 100, 100))], "上\n下", id="自上而下"),
        pytest.param([text_object(Text("甲", 100, 100), ' Visible="false"')], "乙", id="不显示的"),
        pytest.param([text_object(Text("甲乙", 100, 100), ' CTM="2 0 0 2 0 0"')], "甲乙", id="变换"),
        pytest.param([f"<ofd:PageBlock>{text_object(Text('块', 100, 100))}</ofd:PageBlock>"], "块", id="分组"),
        pytest.param([text_object(Text("重", 100, 100)), text_object(Text("重", 100.3, 100))], "重", id="加粗而写两遍"),
        pytest.param(
            [code('X="0" Y="4" DeltaX="g 2 4"', "甲乙丙") + code('X="0" Y="12"', "丁")], "甲乙丙\n丁", id="两段"
        ),
        pytest.param([code('X="?" Y="-" DeltaX="g g"', "甲", 'Boundary="x" Size="-" CTM="1"')], "甲", id="不成数的数"),
    ],
)
def test_objects(objects: list[str], expected: str) -> None:
    assert one(*objects, *([] if expected != "乙" else [text_object(Text("乙", 100, 130))])) == expected


def test_templates_are_drawn_beneath_the_pages() -> None:
    template = page(text_object(Text("江城市教育局文件", 200, 150, 22)))
    used = '<ofd:Template TemplateID="T0" ZOrder="Background"/>'
    data = package([page(text_object(Text("关于食堂的通知", 200, 200)), template=used)], (template,))
    assert text_of(data) == "江城市教育局文件\n关于食堂的通知"


def resources(content: str) -> dict[str, bytes]:
    unit = f'<CompositeGraphicUnit ID="8" Width="9" Height="9"><Content>{content}</Content></CompositeGraphicUnit>'
    return {"Doc_0/Res.xml": f"<Res><CompositeGraphicUnits>{unit}</CompositeGraphicUnits></Res>".encode()}


def composed(*objects: str) -> bytes:
    """A package whose page is a composite object with these parts, half as large again."""
    used = '<ofd:CompositeObject Boundary="0 0 200 200" CTM="1.5 0 0 1.5 0 0" ResourceID="8"/>'
    return package([page(used)], resource="Res.xml", **resources("".join(objects).replace("ofd:", "")))


def test_composite_objects_are_what_they_consist_of() -> None:
    lines = [text_object(Text("甲乙", 50, 50)), text_object(Text("丙", 50, 80))]
    assert text_of(composed(*lines)) == "甲乙\n丙"


def test_a_composite_object_of_itself_comes_to_an_end() -> None:
    itself = '<CompositeObject ResourceID="8"/>'
    assert text_of(composed(itself, text_object(Text("甲", 50, 50)))).startswith("甲")
    with pytest.raises(UnreadableSource, match="个对象"):
        text_of(composed(*[itself] * 30))


def test_columns_are_read_one_after_the_other() -> None:
    left = [Text("左" + "文" * 12, 60, 100 + 20 * n, 14) for n in range(12)]
    right = [Text("右" + "文" * 12, 320, 100 + 20 * n, 14) for n in range(12)]
    title = Text("横" * 30, 60, 60, 14)
    lines = one(*map(text_object, (title, *(text for pair in zip(left, right, strict=True) for text in pair))))
    assert "".join(char for char in lines if char in "横左右") == "横" * 30 + "左" * 12 + "右" * 12


def test_paths_and_names_are_found_whatever_their_case() -> None:
    data = package([page(text_object(Text("甲", 100, 100)))]).replace(b"Page_0/Content.xml", b"PAGE_0/Content.xml")
    assert text_of(data) == "甲"


@pytest.mark.parametrize(
    ("data", "limits", "reason"),
    [
        pytest.param(package([page("")] * 3), Limits(pages=2), "KB_MAX_PAGES", id="页数"),
        pytest.param(
            package([page(text_object(Text("文" * 30, 9, 99)))]), Limits(characters=9), "KB_MAX_CHARACTERS", id="字数"
        ),
        pytest.param(package(["<ofd:Page>"]), Limits(), "不是可以读的 XML", id="损坏的页"),
        pytest.param(package([], **{"OFD.xml": b"<OFD/>"}), Limits(), "没有文档", id="没有文档"),
        pytest.param(
            package([], **{"OFD.xml": b"<OFD><DocBody><DocRoot>x.xml</DocRoot></DocBody></OFD>"}),
            Limits(),
            "缺少 x.xml",
            id="缺文件",
        ),
        pytest.param(package(['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']), Limits(), "实体", id="实体"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, limits: Limits, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason) as caught:
        text_of(data, limits)
    assert caught.value.path == Path("公文.ofd")


PRINTED = printed(the_notice())


@given(st.data())
@fuzzing(deadline=None, max_examples=150, derandomize=True)
def test_no_damage_raises_anything_else(draw: st.DataObject) -> None:
    """Bytes of the parts are changed, then bytes of the zip."""
    with zipfile.ZipFile(io.BytesIO(PRINTED)) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    for _ in range(draw.draw(st.integers(0, 6))):
        content = parts[draw.draw(st.sampled_from(sorted(parts)))]
        at = draw.draw(st.integers(0, len(content) - 1))
        content[at : at + draw.draw(st.integers(0, 3))] = draw.draw(
            st.sampled_from([b"<", b"9e9", b"-", b"g 999999 1", b"nan", b""])
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, bytes(content))
    data = bytearray(buffer.getvalue())
    for _ in range(draw.draw(st.integers(0, 2))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    with suppress(UnreadableSource):
        read_source(Source(Path("坏.ofd"), bytes(data)), Limits())
