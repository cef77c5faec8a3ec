"""Formats that are not read are named, with what to do."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.readers import read
from kb.errors import UnreadableSource

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def package(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "旧版 Word", id="DOC"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "密码保护", id="加密的 DOCX"),
        pytest.param(OLE + "Workbook".encode("utf-16-le"), "Excel", id="XLS"),
        pytest.param(OLE, "旧版 Office", id="别的 OLE"),
        pytest.param(b"{\\rtf1\\ansi \\u20844?}", "RTF", id="RTF"),
        pytest.param(b"Rar!\x1a\x07\x01\x00", "压缩包", id="RAR"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\x00\x04", "压缩包", id="7z"),
        pytest.param(b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "MHTML", id="MHTML"),
        pytest.param(package("[Content_Types].xml", b"spreadsheetml.sheet"), "Excel", id="XLSX"),
        pytest.param(package("[Content_Types].xml", b"presentationml"), "演示文稿", id="PPTX"),
        pytest.param(package("mimetype", b"application/vnd.oasis.opendocument.text"), "OpenDocument", id="ODT"),
        pytest.param(package("mimetype", b"application/epub+zip"), "电子书", id="EPUB"),
        pytest.param(package("[Content_Types].xml", b"unknown"), "不是可以识别的格式", id="不认识的 Office 包"),
    ],
)
def test_file_is_named_with_what_to_do(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "文件.doc"
    path.write_bytes(data)
    with pytest.raises(UnreadableSource, match=reason) as caught:
        read(path)
    assert caught.value.path == path


@pytest.mark.parametrize("text", ["HN2024年计划", "Rar 不是公文", "From: 市教育局", "CAJ 文件说明"])
def test_text_that_opens_alike_is_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "文件.txt"
    path.write_text(text, encoding="utf-8")
    assert read(path).text == text
