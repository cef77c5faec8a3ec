"""Files that only grow, one JSON object a line."""

from pathlib import Path
from typing import TypeVar

import msgspec

Kind = TypeVar("Kind")


def append(path: Path, record: object) -> None:
    """Adds a line, and the folders on the way to it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(msgspec.json.encode(record) + b"\n")


def read(path: Path, decoder: msgspec.json.Decoder[Kind]) -> list[Kind]:
    """The records in their order, none without a file; a line that cannot be read is left out. Raises OSError."""
    if not path.exists():
        return []
    found = []
    for line in path.read_bytes().splitlines():
        try:
            found.append(decoder.decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue
    return found
