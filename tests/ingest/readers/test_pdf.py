"""PDF: lines by their places, ruled tables, pages; what is wrong with a file is said of it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as fuzzing
from hypothesis import strategies as st

from ingest.readers import pdf, read, read_source
from ingest.readers.raw import Source
from kb.errors import UnreadableSource
from kb.settings import Limits
from tests.ingest.readers import notice
from tests.ingest.readers.drawn import content, document, printed, rule, words
from tests.ingest.readers.sheets import the_notice

A4 = "/MediaBox[0 0 595 842]"


PRINTED = printed(the_notice())


def text_of(data: bytes, limits: Limits | None = None) -> str:
    return pdf.read(Path("公文.pdf"), data, limits or Limits()).text


def one(drawn: str, dictionary: str = A4, *forms: str) -> str:
    return text_of(document([(dictionary, drawn)], forms=forms))


@pytest.mark.parametrize("height", [842.0, 520.0, 430.0])
def test_facts_are_those_of_the_plain_text(tmp_path: Path, height: float) -> None:
    path = tmp_path / "公文.pdf"
    path.write_bytes(printed(the_notice(height)))
    assert notice.facts_of_file(path) == notice.facts_of_text()


def test_text_is_that_of_the_notice() -> None:
    assert text_of(printed(the_notice())).replace("\f", "\n") == notice.TEXT.strip()


def test_pages_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "公文.pdf"
    sheets = the_notice(430.0)
    path.write_bytes(printed(sheets))
    raw = read(path)
    assert len(raw.pages) == len(sheets)
    for number, sheet in enumerate(sheets, start=1):
        assert raw.page_of(raw.text.index(sheet.texts[2].words, raw.pages[number - 1])) == number


WORDS = (("甲", 90, 680), ("乙", 210, 680), ("丙", 90, 640), ("丁", 210, 640))
BEAMS = "".join(rule(80, y, 320, y) for y in (700, 660, 620))
POSTS = tuple(rule(x, 700, x, 620) for x in (80, 200, 320))
CELLS = "".join(words(text, x, y, 14) for text, x, y in WORDS)
TABLE = BEAMS + "".join(POSTS) + CELLS


@pytest.mark.parametrize(
    ("dictionary", "drawn"),
    [
        pytest.param(A4, TABLE, id="直立"),
        pytest.param(f"{A4}/CropBox[50 500 400 800]", TABLE, id="裁切"),
        pytest.param("/MediaBox[-100 -100 595 842]", TABLE, id="原点不在角上"),
        pytest.param(f"{A4}/Rotate 90", f"q 0 1 -1 0 750 0 cm {TABLE} Q", id="横页"),
        pytest.param(f"{A4}/Rotate 270", f"q 0 -1 1 0 -200 400 cm {TABLE} Q", id="向左转的横页"),
        pytest.param(A4, f"q 0 1 -1 0 750 0 cm {TABLE} Q", id="侧着写的字"),
        pytest.param(f"{A4}/Rotate 180", f"q -1 0 0 -1 595 842 cm {TABLE} Q", id="倒放"),
        pytest.param(A4, f"q .5 0 0 .5 50 60 cm {TABLE} Q", id="缩小"),
    ],
)
def test_a_page_is_read_as_it_is_shown(dictionary: str, drawn: str) -> None:
    assert one(drawn, dictionary) == "甲\t乙\n丙\t丁"


def test_forms_are_part_of_the_page() -> None:
    assert one("q 1 0 0 1 -20 -50 cm /F0 Do Q", A4, TABLE) == "甲\t乙\n丙\t丁"


def box(left: float, top: float, width: float, height: float, paint: str) -> str:
    return f"{left} {top} {width} {height} re {paint}\n"


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        pytest.param(TABLE.replace(" S\n", " n\n"), "甲 乙\n丙 丁", id="不画出的线"),
        pytest.param(box(70, 610, 260, 100, "f") + TABLE, "甲\t乙\n丙\t丁", id="底色"),
        pytest.param(
            "".join(box(x, y, 120, 40, "S") for x in (80, 200) for y in (620, 660)) + CELLS,
            "甲\t乙\n丙\t丁",
            id="每格一个框",
        ),
        pytest.param(
            "".join(box(80, y, 240, 1, "f") for y in (699, 660, 620))
            + "".join(box(x, 620, 1, 80, "f") for x in (80, 200, 319))
            + CELLS,
            "甲\t乙\n丙\t丁",
            id="填成的细线",
        ),
        pytest.param(BEAMS + POSTS[1] + CELLS, "甲\t乙\n丙\t丁", id="两边不封"),
        pytest.param(box(70, 600, 300, 120, "S") + words("一格的框", 90, 680, 14), "一格的框", id="一格不是表"),
        pytest.param(words("下划线", 90, 680, 14) + rule(90, 676, 140, 676), "下划线", id="下划线不是表"),
        pytest.param(
            TABLE + words("表前", 90, 780, 14) + words("表后", 420, 560, 14),
            "表前\n\n甲\t乙\n丙\t丁\n\n表后",
            id="表外的字",
        ),
        pytest.param(
            "q .7 .7 -.7 .7 200 200 cm " + words("征求意见稿", 0, 0, 60) + "Q\n" + TABLE + CELLS,
            "甲\t乙\n丙\t丁",
            id="水印",
        ),
        pytest.param(
            TABLE + words("侧记甲", 90, 560, 14) + "q 0 1 -1 0 40 300 cm " + words("装订线", 0, 0, 14) + "Q\n",
            "甲\t乙\n丙\t丁\n\n侧记甲\n装订线",
            id="页边竖排的字",
        ),
        pytest.param(
            "".join(words("各学校要按时报送食堂检查结果", 90, 560 - 24 * line, 14) for line in range(4))
            + words("征求意见稿", 80, 500, 60),
            "\n".join(["各学校要按时报送食堂检查结果"] * 4 + ["征求意见稿"]),
            id="压在字上的水印",
        ),
        pytest.param(
            words("江城市文件", 80, 780, 60) + words("江政办〔2026〕12号", 200, 720, 14) + words("各区：", 90, 690, 14),
            "江城市文件\n江政办〔2026〕12号\n各区：",
            id="红头不是水印",
        ),
        pytest.param(
            words("江城市文件", 80, 780, 60)
            + "".join(words("各学校要按时报送食堂检查结果", 90, 560 - 24 * line, 14) for line in range(4))
            + words("征求意见稿", 80, 500, 80),
            "\n".join(["江城市文件", *["各学校要按时报送食堂检查结果"] * 4, "征求意见稿"]),
            id="红头和水印",
        ),
        pytest.param(
            "".join(words(f"第{n}章 总则{'.' * 40}{n}", 90, 600 - 24 * n, 14) for n in (1, 2, 3)),
            "\n".join(f"第{n}章 总则{'.' * 40}{n}" for n in (1, 2, 3)),
            id="目录的引导点",
        ),
    ],
)
def test_tables(drawn: str, expected: str) -> None:
    assert one(drawn) == expected


def test_lines_in_a_cell_are_joined_where_they_were_broken() -> None:
    frame = "".join([*(rule(80, y, 320, y) for y in (700, 600, 560)), *(rule(x, 700, x, 560) for x in (80, 200, 320))])
    broken = words("开展食堂安全检", 84, 680, 16) + words("查并整改", 84, 660, 16)
    listed = words("市教育局", 204, 680, 16) + words("市财政局", 204, 660, 16)
    assert one(frame + broken + listed + words("丙", 84, 580, 16)) == "开展食堂安全检查并整改\t市教育局 市财政局\n丙\t"


@pytest.mark.parametrize(
    ("data", "limits", "reason"),
    [
        pytest.param(printed(the_notice()), Limits(pages=1), "KB_MAX_PAGES", id="页数"),
        pytest.param(printed(the_notice()), Limits(characters=99), "KB_MAX_CHARACTERS", id="字数"),
        pytest.param(printed(the_notice()), Limits(table_rows=3), "KB_MAX_TABLE_ROWS", id="行数"),
        pytest.param(b"%PDF-1.7\n", Limits(), "已损坏", id="只有文件头"),
        pytest.param(document([]), Limits(), "已损坏", id="没有页"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, limits: Limits, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason) as caught:
        text_of(data, limits)
    assert caught.value.path == Path("公文.pdf")


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "没有文件头": lambda data: b"%PDF-" + data[9:],
    "前面有杂物": lambda data: b"%PDF-" + bytes(3000) + data[5:],
    "没有目录": lambda data: data.replace(b"/Root 1 0 R", b""),
    "目录指错": lambda data: data.replace(b"/Root 1 0 R", b"/Root 3 0 R"),
    "页树里有空项": lambda data: data.replace(b"/Kids[", b"/Kids[null 9999 0 R "),
    "交叉引用表错位": lambda data: data.replace(b"startxref\n", b"startxref\n7"),
    "流的长度不对": lambda data: data.replace(b"/Length ", b"/Length 9"),
    "没有 endobj": lambda data: data.replace(b"endobj", b""),
    "换行被改成 CRLF": lambda data: data.replace(b"\n", b"\r\n"),
}


PACKED = document([(A4, content(sheet)) for sheet in the_notice(430.0)], packed=True)
RADICALS = str.maketrans("一二工人力文见长食生用子", "⼀⼆⼯⼈⼒⽂⻅⻓⻝⽣⽤⼦")


def test_radicals_of_a_browsers_print_are_characters(tmp_path: Path) -> None:
    path = tmp_path / "公文.pdf"
    sheets = the_notice()
    for sheet in sheets:
        sheet.texts = [replace(text, words=text.words.translate(RADICALS)) for text in sheet.texts]
    path.write_bytes(printed(sheets))
    assert notice.facts_of_file(path) == notice.facts_of_text()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_mended(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "公文.pdf"
    path.write_bytes(DAMAGES[damage](PRINTED))
    assert notice.facts_of_file(path) == notice.facts_of_text()


def test_packed_pages_whose_line_ends_were_changed_are_mended() -> None:
    assert b"\r\n" not in PACKED
    assert b"\n" in PACKED.partition(b"stream\n")[2].partition(b"\nendstream")[0], "line ends within what is packed"
    assert text_of(PACKED.replace(b"\n", b"\r\n")) == text_of(PACKED)


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "一页的流中断": lambda data: data.replace(data.partition(b"stream\nx")[2][200:240], bytes(40), 1),
    "流的开头不对": lambda data: data.replace(b"stream\nx", b"stream\n\0", 1),
    "CRLF 混在原来的流里": lambda data: data.replace(b"\n", b"\r\n").replace(b"stream\r\nx", b"stream\nx"),
}


@pytest.mark.parametrize("damage", BROKEN)
def test_a_page_that_breaks_off_is_refused_and_not_read_in_part(damage: str) -> None:
    with pytest.raises(UnreadableSource, match=r"第1(-\d)?页的内容不完整|已损坏"):
        text_of(BROKEN[damage](PACKED))


def test_half_a_file_is_refused_and_not_read_in_part() -> None:
    with pytest.raises(UnreadableSource, match="已损坏"):
        text_of(PRINTED[: len(PRINTED) // 2])


def test_two_thousand_empty_pages_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "空.pdf"
    path.write_bytes(document([(A4, "")] * 2000))
    with pytest.raises(UnreadableSource, match="文件里没有文字"):
        read(path)


def test_a_stream_that_unpacks_to_much_is_read_in_bounds() -> None:
    assert text_of(document([(A4, " " * 50_000_000 + words("甲", 90, 90, 14))], packed=True)) == "甲"


PIECES = (b"", b"<<", b">>", b"endobj", b"0 0 R", b"-1", b"99999999999", b"[", b"/Length 9", b" Tj", b" re f ", b"nan")


@given(st.data())
@fuzzing(deadline=None, max_examples=200, derandomize=True)
def test_no_damage_raises_anything_else(draw: st.DataObject) -> None:
    data = bytearray(PRINTED)
    for _ in range(draw.draw(st.integers(1, 8))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at : at + draw.draw(st.integers(0, 9))] = draw.draw(st.sampled_from(PIECES))
    with suppress(UnreadableSource):
        read_source(Source(Path("坏.pdf"), bytes(data)), Limits(ocr_pages=0))
