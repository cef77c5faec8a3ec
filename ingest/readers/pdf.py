"""PDF with a text layer, by pypdf."""

import io
import logging
from pathlib import Path

from ingest.readers.raw import RawDocument
from kb.errors import UnreadableSource
from kb.settings import Limits

SUFFIXES: tuple[str, ...] = (".pdf",)

# What pypdf remarks on a damaged file must not reach the user's terminal beside the one line that says so.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def accepts(data: bytes) -> bool:
    """Whether the file opens with the PDF signature (ISO 32000-1, 7.5.2: within the first 1024 bytes)."""
    return b"%PDF-" in data[:1024]


def read(path: Path, data: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The text layer, pages joined by a form feed that belongs to neither."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableSource(path, "PDF 有密码保护，请先另存为没有密码的文件")
        pages = [page.extract_text() for page in reader.pages]
    except DependencyError:
        raise UnreadableSource(path, "PDF 用 AES 加密，请先另存为没有加密的文件") from None
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError):
        raise UnreadableSource(path, "PDF 已损坏，不能解析") from None
    if not any(page.strip() for page in pages):
        raise UnreadableSource(path, f"PDF 的 {len(pages)} 页都没有文字层（可能是扫描件），请先做文字识别（OCR）")
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page) + 1
    return RawDocument("\f".join(pages), tuple(starts))
