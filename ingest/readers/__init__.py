"""From a file to the text it holds: one module a format, each tried by what it accepts."""

from pathlib import Path

from ingest.readers import pdf, text
from ingest.readers.raw import RawDocument
from kb.errors import UnreadableSource

READERS = (pdf, text)
SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.SUFFIXES)

__all__ = ["READERS", "SUFFIXES", "RawDocument", "read"]


def read(path: Path) -> RawDocument:
    """The text of the file at `path`, read by the first reader that accepts its content.

    Raises UnreadableSource, which names the file and the reason.
    """
    data = _bytes_of(path)
    if not data.strip():
        raise UnreadableSource(path, "文件是空的")
    for reader in READERS:
        if reader.accepts(data):
            raw: RawDocument = reader.read(path, data)
            if not raw.text.strip():
                raise UnreadableSource(path, "文件里没有文字")
            return raw
    raise UnreadableSource(path, "不是可以识别的文本或 PDF（支持 UTF-8、GB18030、UTF-16 文本和带文字层的 PDF）")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableSource(path, "文件不存在") from None
    except IsADirectoryError:
        raise UnreadableSource(path, "这是一个目录，不是文件") from None
    except PermissionError:
        raise UnreadableSource(path, "没有读取权限") from None
    except (OSError, ValueError) as error:
        raise UnreadableSource(path, f"系统不能打开它（{getattr(error, 'strerror', None) or '文件名无效'}）") from None
