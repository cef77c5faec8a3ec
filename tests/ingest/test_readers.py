"""Reading files: what is text in which encoding, what is refused, and for which reason."""

import io
import random
from pathlib import Path

import pytest
from pypdf import PdfWriter

from ingest.parsing import parse_text
from ingest.readers import SUFFIXES, RawDocument, read
from kb.errors import UnreadableSource
from tests.ingest.readers import notice
from tests.kb.cli.running import process

NOTICE = "某市教育局关于做好校园安全工作的通知\n各学校：\n一、总体要求\n"
TRADITIONAL = "某市教育局關於做好校園安全工作的通知\n各學校：\n一、總體要求，請遵照執行。\n"
JAPANESE = "学校の安全に関する通知。各学校は次のとおり実施してください。\n"
NO_TEXT = "不是可以识别的格式（支持 "


def pdf(*pages: str, trailer: str = "") -> bytes:
    """A PDF whose pages show one line each, set in a Chinese font that is not embedded."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]/MediaBox[0 0 500 100]/Resources<</Font<</F 3 0 R>>>>>>",
        "<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/UniGB-UTF16-H/DescendantFonts[<</Subtype/CIDFontType0>>]>>",
    ]
    for i, line in enumerate(pages):
        shown = f"BT /F 12 Tf 20 50 Td <{line.encode('utf-16-be').hex()}> Tj ET" if line else ""
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {5 + 2 * i} 0 R>>")
        objects.append(f"<</Length {len(shown)}>>\nstream\n{shown}\nendstream")
    body, offsets = "%PDF-1.7\n", []
    for i, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{i} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    body += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\n"
    return f"{body}startxref\n{body.index('xref')}\n%%EOF\n".encode("ascii")


def locked_with_aes() -> bytes:
    """A PDF whose encryption (ISO 32000-2, 7.6: revision 6) needs what pypdf does not have by itself."""
    long, short = f"<{'00' * 48}>", f"<{'00' * 32}>"
    keys = f"/O{long}/U{long}/OE{short}/UE{short}/Perms<{'00' * 16}>"
    method = "/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF"
    return pdf("某市通知", trailer=f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 5/R 6/Length 256/P -4{keys}{method}>>")


def locked(password: str, **options: str) -> bytes:
    """A PDF that opens with a password; with an empty one at once."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf("某市通知")))
    writer.encrypt(password, algorithm="RC4-128", **options)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


READ = {
    "UTF-8": (NOTICE.encode(), NOTICE),
    "UTF-8 带签名": (NOTICE.encode("utf-8-sig"), NOTICE),
    "UTF-16 小端": (b"\xff\xfe" + NOTICE.encode("utf-16-le"), NOTICE),
    "UTF-16 大端": (b"\xfe\xff" + NOTICE.encode("utf-16-be"), NOTICE),
    "GB18030 简体": (NOTICE.encode("gb18030"), NOTICE),
    "GB18030 繁体": (TRADITIONAL.encode("gb18030"), TRADITIONAL),
    "GB18030 四字节字": ("𠮷祥学校：请遵照执行。".encode("gb18030"), "𠮷祥学校：请遵照执行。"),
    "只有 ASCII": (b"1. Safety first.", "1. Safety first."),
    "CRLF 原样保留": (NOTICE.replace("\n", "\r\n").encode(), NOTICE.replace("\n", "\r\n")),
    "部首当字用": ("⼀、⺠⽣⼯程，⽤⼾⽂件⻓期⻅效".encode(), "一、民生工程，用户文件长期见效"),
    "兼容汉字": ("\uf9e1陈\ufa0e樂\U0002f81a".encode(), "李陈\ufa0e樂冬"),
    "符号字体的项目符号": ("\uf0b7 教育 \uf06c 卫生 \ue001".encode(), "• 教育 ● 卫生 \ue001"),
    "PDF 里的部首": (pdf("⼀、⺠⽣⼯程"), "一、民生工程"),
    "制表符和换页符": ("序号\t学校\f第二页".encode(), "序号\t学校\f第二页"),
    "PDF 文字层": (pdf("某市通知"), "某市通知"),
    "PDF 两页": (pdf("第一页", "第二页"), "第一页\f第二页"),
    "PDF 空白页夹在中间": (pdf("第一页", "", "第三页"), "第一页\f\f第三页"),
    "PDF 只限制修改": (locked("", owner_password="secret"), "某市通知"),
}


@pytest.mark.parametrize(("content", "text"), READ.values(), ids=READ.keys())
def test_text_is_read_as_it_stands_in_the_file(tmp_path: Path, content: bytes, text: str) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(content)
    assert read(path).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_facts_do_not_depend_on_the_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "公文.md"
    path.write_bytes(notice.TEXT.encode(encoding))
    assert notice.facts_of_file(path) == notice.facts_of_text()


def test_marks_of_a_converter_are_the_words_of_no_clause() -> None:
    text = "某市教育局通知\n各学校：\n一、(cid:12)总体要求。加强(cid:345)检查。\n(cid:1)(cid:2)\n二、保障\n"
    parsed = parse_text(RawDocument(text), "样本")
    assert not [clause.path for clause in parsed.clauses if "cid" in clause.text + (clause.heading or "")]
    assert [piece.text for piece in parsed.unassigned] == ["(cid:1)(cid:2)"]
    assert parsed.text == text


REFUSED = {
    "空文件": (b"", "文件是空的"),
    "只有空白": (b" \r\n\t\n", "文件是空的"),
    "只有全角空格": ("\u3000\u3000\n".encode(), "文件里没有文字"),
    "只有签名": (b"\xef\xbb\xbf", "文件里没有文字"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(1).randbytes(300), "图片已损坏，打不开"),
    "ZIP": (b"PK\x03\x04" + random.Random(2).randbytes(300), "压缩包已损坏，打不开"),
    "随机字节": (random.Random(3).randbytes(500), NO_TEXT),
    "文本里有空字节": (NOTICE.encode() + b"\0", NO_TEXT),
    "Big5": (TRADITIONAL.encode("big5"), NO_TEXT),
    "Shift-JIS": (JAPANESE.encode("shift_jis"), NO_TEXT),
    "Latin-1": ("Café déjà vu à la crème".encode("latin-1"), NO_TEXT),
    "UTF-16 没有签名": (NOTICE.encode("utf-16-le"), NO_TEXT),
    "UTF-16 缺半个字": (NOTICE.encode("utf-16") + b"x", NO_TEXT),
    "UTF-32": (NOTICE.encode("utf-32"), NO_TEXT),
    "UTF-8 末字残缺": (NOTICE.encode()[:-2], NO_TEXT),
    "PDF 有密码": (locked("secret"), "PDF 有密码保护，请先另存为没有密码的文件"),
    "PDF 用 AES 加密": (locked_with_aes(), "PDF 有密码保护，请先另存为没有密码的文件"),
    "PDF 只有文件头": (b"%PDF-1.7\n", "PDF 已损坏，不能解析"),
    "PDF 中途截断": (pdf("某市通知")[:300], "PDF 已损坏，不能解析"),
    "PDF 两页空白": (pdf("", ""), "文件里没有文字"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "坏.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableSource) as refused:
        read(path)
    assert refused.value.path == path
    assert refused.value.reason.startswith(reason)
    assert str(refused.value).startswith(f"无法读取 {path}：{reason}")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("没有.txt", "文件不存在", id="不存在"),
        pytest.param("", "这是一个目录，不是文件", id="目录"),
        pytest.param("空\0格.txt", "系统不能打开它（文件名无效）", id="文件名有空字节"),
        pytest.param("长" * 200 + ".txt", "系统不能打开它（File name too long）", id="文件名太长"),
    ],
)
def test_path_that_cannot_be_opened_is_named_with_the_reason(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UnreadableSource) as refused:
        read(tmp_path / name)
    assert (refused.value.path, refused.value.reason) == (tmp_path / name, reason)


def test_pages_of_a_pdf_are_counted_from_one(tmp_path: Path) -> None:
    path = tmp_path / "通知.pdf"
    path.write_bytes(pdf("第一页", "第二页", "第三页"))
    raw = read(path)
    assert [raw.page_of(raw.text.index(number)) for number in "一二三"] == [1, 2, 3]


def test_text_file_has_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("第一页\f第二页", encoding="utf-8")
    assert read(path).page_of(5) is None


def test_content_decides_and_not_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(pdf("某市通知"))
    assert read(path).pages == (0,)
    assert {".md", ".pdf", ".txt", ".html", ".htm", ".shtml"} <= SUFFIXES


def test_damaged_pdf_is_one_line_on_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    assert process("parse", str(path)).stderr == f"无法读取 {path}：PDF 已损坏，不能解析\n"
