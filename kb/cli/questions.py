"""Files of questions: one JSON object a line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from kb.errors import UnreadableSource

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Asked:
    """A question, the earlier questions of its conversation, and an id of any kind, which the answer gives back."""

    question: str
    history: tuple[str, ...] | None = None
    id: object = None


_ASKED = msgspec.json.Decoder(Asked)


def read(name: str) -> Iterator[Asked]:
    """The questions in the file `name`, or from standard input for “-”: each as soon as its line is there.

    Blank lines are skipped. Raises UnreadableSource, which names the file and the line.
    """
    with _opened(name) as file:
        for number, line in enumerate(file, 1):
            text = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
            if text.strip():
                yield _decoded(text, name, number)


def _decoded(line: bytes, name: str, number: int) -> Asked:
    try:
        return _ASKED.decode(line)
    except msgspec.ValidationError:
        reason = f'第 {number} 行不是 {{"question": "问题", "history": ["先前的问题"], "id": 编号}} 这样的对象'
    except (msgspec.DecodeError, UnicodeDecodeError):
        reason = f"第 {number} 行不是 UTF-8 编码的 JSON"
    raise UnreadableSource("标准输入" if name == "-" else name, reason)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below; only opening it may fail in these ways
    except FileNotFoundError:
        raise UnreadableSource(name, "文件不存在") from None
    except OSError as error:
        raise UnreadableSource(name, f"系统不能打开它（{error.strerror}）") from None
    with file:
        yield file
