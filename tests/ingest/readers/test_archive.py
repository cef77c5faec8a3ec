"""Archives of files: each file is a source of its own, read in memory and within limits."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as fuzzing
from hypothesis import strategies as st

from ingest.parsing import parse_text
from ingest.pipeline import Status, ingest
from ingest.readers import OnPage, RawDocument, Source, read, read_source, sources
from ingest.readers.package import open_package
from kb.errors import UnreadableSource
from kb.index import KnowledgeBase
from kb.settings import Limits, Settings
from tests.ingest.readers import notice, test_html, test_ofd, word
from tests.ingest.readers.drawn import printed
from tests.ingest.readers.notice import TEXT
from tests.ingest.readers.sheets import the_notice

ZEROS = bytes(3 * 1024 * 1024)


def packed(*files: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return buffer.getvalue()


def encrypted(data: bytes) -> bytes:
    """The zip with the marks of encryption set in both of its directories."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[data.index(signature) + offset] |= 1
    return bytes(changed)


def found(data: bytes, limits: Limits | None = None, *, at: Path) -> list[tuple[str, bytes | str]]:
    """The files of an archive: what is cited, without the path of the archive; content, or reason where it has none."""
    path = at / "包.zip"
    path.write_bytes(data)
    listed = sources(path, limits or Limits())
    return [(str(s.path).removeprefix(str(path)), s.data if s.reason is None else s.reason) for s in listed]


def test_files_are_sources_in_the_order_of_their_names(tmp_path: Path) -> None:
    inner = packed(("丙.txt", b"3"))
    data = packed(("二/乙.txt", b"2"), ("甲.txt", b"1"), ("内.zip", inner), (".隐藏.txt", b""), ("__MACOSX/x.txt", b""))
    assert found(data, at=tmp_path) == [("!/二/乙.txt", b"2"), ("!/内.zip!/丙.txt", b"3"), ("!/甲.txt", b"1")]


def test_names_that_lead_out_are_harmless(tmp_path: Path) -> None:
    names = ("../../甲.txt", "/etc/乙.txt", "C:\\x\\丙.txt", "a/../丁.txt", "..")
    cited = [name for name, _ in found(packed(*((name, b"1") for name in names)), at=tmp_path)]
    assert sorted(cited) == ["!/?", "!/a/丁.txt", "!/etc/乙.txt", "!/x/丙.txt", "!/甲.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["包.zip"], "nothing is written"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_without_a_mark_of_their_encoding_are_read_as_chinese(encoding: str) -> None:
    name = "公文，通知.txt".encode(encoding)
    data = packed(("x" * len(name), b"1")).replace(b"x" * len(name), name)
    assert list(open_package(data, Limits()).files) == ["公文，通知.txt"]


@pytest.mark.parametrize(
    ("data", "limits", "expected"),
    [
        pytest.param(encrypted(packed(("甲.txt", b"1"))), Limits(), "密码保护", id="加密"),
        pytest.param(packed(("甲.txt", ZEROS)), Limits(unpacked_mb=2, ratio=9999), "KB_MAX_UNPACKED_MB", id="总量"),
        pytest.param(packed(("甲.txt", ZEROS)), Limits(), "KB_MAX_RATIO", id="压缩比"),
        pytest.param(packed(*((f"{i}.txt", b"1") for i in range(4))), Limits(files=3), "KB_MAX_FILES", id="文件数"),
        pytest.param(b"PK\x03\x04" + bytes(100), Limits(), "已损坏", id="损坏"),
        pytest.param(packed(("甲.txt", b"1" * 999))[:-60], Limits(), "已损坏", id="截断"),
        pytest.param(
            packed(("甲.zip", packed(("乙.zip", packed(("丙.txt", b"1")))))), Limits(), "里还有压缩包", id="套三层"
        ),
        pytest.param(packed(("甲.zip", b"PK\x03\x04damaged")), Limits(), "已损坏", id="里面的损坏"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, data: bytes, limits: Limits, expected: str) -> None:
    *_, (_, reason) = found(data, limits, at=tmp_path)
    assert isinstance(reason, str)
    assert expected in reason


def test_archives_within_share_the_limit(tmp_path: Path) -> None:
    inner = packed(("甲.txt", ZEROS))
    told = found(packed(("一.zip", inner), ("二.zip", inner)), Limits(unpacked_mb=4, ratio=9999), at=tmp_path)
    assert [isinstance(content, str) for _, content in told] == [False, True]


def test_a_directory_of_many_entries_is_not_even_read() -> None:
    data = bytearray(packed(("甲.txt", b"1")))
    struct.pack_into("<L", data, data.index(b"PK\x05\x06") + 12, 5 * 1024 * 1024)
    with pytest.raises(Exception, match="目录超过"):
        open_package(bytes(data), Limits())


def test_a_damaged_file_stops_no_other(tmp_path: Path) -> None:
    data = bytearray(packed(("甲.txt", b"1" * 99), ("乙.txt", b"2" * 99), compression=zipfile.ZIP_STORED))
    data[data.index(b"1" * 99)] = ord("0")
    assert found(bytes(data), at=tmp_path) == [("!/乙.txt", b"2" * 99), ("!/甲.txt", "文件已损坏，解不开 甲.txt")]


def test_parse_says_how_to_read_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(packed(("甲.txt", b"1"), ("乙.txt", b"2")))
    with pytest.raises(UnreadableSource, match="2 个文件：请用 kb ingest") as caught:
        read(path)
    assert caught.value.path == path


def test_each_file_is_ingested_under_its_own_name(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "公文包.zip"
    path.write_bytes(
        packed(("方案.txt", TEXT.encode()), ("图.psd", b"x"), ("空.txt", b""), ("甲/又.txt", TEXT.encode()))
    )
    told = [(str(r.path), r.status) for r in ingest([path], settings).results]
    assert told == [
        (f"{path}!/图.psd", Status.SKIPPED),
        (f"{path}!/方案.txt", Status.READ),
        (f"{path}!/甲/又.txt", Status.UNCHANGED),
        (f"{path}!/空.txt", Status.REFUSED),
    ]
    (entry,) = KnowledgeBase.open(settings).documents()
    assert entry.source.path == f"{path}!/方案.txt"
    assert [r.status for r in ingest([path], settings).results].count(Status.UNCHANGED) == 2


def test_progress_counts_the_files_in_an_archive(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "甲.zip").write_bytes(packed(("一.txt", b"1"), ("二.txt", b"2")))
    (tmp_path / "乙.txt").write_text(TEXT, encoding="utf-8")
    told: list[tuple[int, int]] = []
    ingest([tmp_path / "甲.zip", tmp_path / "乙.txt"], settings, lambda done, of, _: told.append((done, of)))
    assert told == [(1, 2), (2, 3), (3, 3)]


def test_the_notice_in_each_format_is_read_from_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "公文包.zip"
    forms = {
        "甲.docx": word.the_notice(),
        "乙.ofd": test_ofd.printed(the_notice()),
        "丙.pdf": printed(the_notice()),
    }
    forms |= {"丁.txt": TEXT.encode("gb18030"), "戊.html": test_html.word().encode("gb18030")}
    path.write_bytes(packed(*forms.items()))
    read_from = [source for source in sources(path, Limits()) if source.reason is None]
    assert sorted(source.path.name for source in read_from) == sorted(forms)
    for source in read_from:
        assert notice.facts(parse_text(read_source(source, Limits()), "样本")) == notice.facts_of_text(), source.path


def test_pages_that_are_recognised_are_told_with_their_file(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(source: Source, limits: Limits, on_page: OnPage) -> RawDocument:
        on_page(1, 2)
        return RawDocument(TEXT)

    monkeypatch.setattr("ingest.pipeline.read_source", slowly)
    (tmp_path / "甲.pdf").write_bytes(b"%PDF-1.7")
    told: list[tuple[Path, int, int]] = []
    ingest([tmp_path / "甲.pdf"], settings, on_page=lambda *page: told.append(page))
    assert told == [(tmp_path / "甲.pdf", 1, 2)]


@given(st.data())
@fuzzing(deadline=None, max_examples=200, derandomize=True)
def test_no_damage_raises_anything_else(tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject) -> None:
    data = bytearray(packed(("甲.txt", TEXT.encode()), ("乙.zip", packed(("丙.txt", b"1")))))
    for _ in range(draw.draw(st.integers(1, 5))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "坏.zip"
    path.write_bytes(bytes(data))
    assert all(isinstance(source, Source) for source in sources(path, Limits()))
