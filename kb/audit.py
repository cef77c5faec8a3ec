"""The audit log: everything that an administrator does, one JSON object a line."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kb import json_lines
from kb.errors import KnowledgeBaseError


@dataclass(frozen=True)
class Deed:
    """Who did what to which thing, and when."""

    at: dt.datetime
    who: str
    what: str
    which: str


_DEED = msgspec.json.Decoder(Deed)


class AuditLog:
    """A file that only grows. Raises KnowledgeBaseError where it cannot be written: then nothing is done."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, who: str, what: str, which: str) -> None:
        deed = Deed(dt.datetime.now(dt.UTC), who, what, which)
        try:
            json_lines.append(self._path, deed)
        except OSError as error:
            raise KnowledgeBaseError(f"审计日志 {self._path} 写不进去（{error.strerror}），没有执行。") from error

    def last(self, count: int = 100) -> list[Deed]:
        """The last deeds, the newest first; a line that cannot be read is left out."""
        return json_lines.read(self._path, _DEED)[-count:][::-1]
