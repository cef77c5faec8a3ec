"""What every reader returns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RawDocument:
    """The text of a source; `pages` are the offsets at which its pages begin, empty where it has none."""

    text: str
    pages: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The 1-based number of the page that holds the character at `offset`."""
        return sum(start <= offset for start in self.pages) or None
