"""What goes between the process that reads apart and the one that asked it to: length and message, over a pipe."""

import struct
from typing import BinaryIO, TypeVar

import msgspec

from kb.settings import Limits

_LENGTH = struct.Struct("<Q")
Message = TypeVar("Message")


class Request(msgspec.Struct, frozen=True):
    """A file to be read."""

    data: bytes
    limits: Limits


class Recognised(msgspec.Struct, frozen=True, tag=True):
    """A page was recognised: `done` pages of `of`. More is to come."""

    done: int
    of: int


class Text(msgspec.Struct, frozen=True, tag=True):
    """What was read. `is_spent` where the process holds so much memory that another should read the next file."""

    text: str
    pages: tuple[int, ...]
    is_spent: bool


class Refused(msgspec.Struct, frozen=True, tag=True):
    """Why nothing was read."""

    reason: str


Reply = Recognised | Text | Refused


def send(pipe: BinaryIO, message: msgspec.Struct) -> None:
    """Writes a message. Raises OSError where nobody listens any more."""
    data = msgspec.msgpack.encode(message)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: BinaryIO, kind: type[Message]) -> Message | None:
    """The next message; None where the other side has ended, in the midst of one or before."""
    length = pipe.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(length)
    data = pipe.read(size)
    return msgspec.msgpack.decode(data, type=kind) if len(data) == size else None
