"""Word documents that are damaged or too large are refused by name, and raise nothing else."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as fuzzing
from hypothesis import strategies as st

from ingest.readers import read, read_source
from ingest.readers.raw import Source
from kb.errors import UnreadableSource
from kb.settings import Limits
from tests.ingest.readers import test_ofd
from tests.ingest.readers.sheets import the_notice as sheets
from tests.ingest.readers.test_archive import packed
from tests.ingest.readers.word import changed, text_of, the_notice

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


DAMAGED = {
    "Word": (the_notice()[:-200], "Word 文档已损坏，打不开"),
    "Word，坏了类型": (broken(lambda c: b"<", "[Content_Types].xml"), None),
    "OFD": (test_ofd.printed(sheets())[:-200], "OFD 文件已损坏，打不开"),
    "有 Word 的压缩包": (packed(("甲.docx", the_notice()))[:-60], "压缩包已损坏，打不开"),
}


@pytest.mark.parametrize(("data", "reason"), DAMAGED.values(), ids=DAMAGED.keys())
def test_what_is_damaged_is_called_what_it_was(tmp_path: Path, data: bytes, reason: str | None) -> None:
    path = tmp_path / "公文.docx"
    path.write_bytes(data)
    if reason is None:
        assert read(path).text == text_of(the_notice())
        return
    with pytest.raises(UnreadableSource) as caught:
        read(path)
    assert caught.value.reason == reason


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
