"""What every reader is given and returns."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# Told of each page that is recognised: how many are done, of how many.
OnPage = Callable[[int, int], None]


def silent(done: int, of: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Source:
    """A file as bytes, or the `reason` why there are none; one of an archive is cited as “a.zip!/b.txt”."""

    path: Path
    data: bytes = b""
    reason: str | None = None
    is_member: bool = False


@dataclass(frozen=True)
class RawDocument:
    """The text of a source; `pages` are the offsets at which its pages begin, empty where it has none."""

    text: str
    pages: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The 1-based number of the page that holds the character at `offset`."""
        return sum(start <= offset for start in self.pages) or None
