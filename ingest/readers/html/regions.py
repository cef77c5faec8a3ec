"""What a page consists of: lines, tables of data and boxes, and the regions that hold them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ingest.readers.flow import Table
from ingest.readers.html.box import Field
from kb.text import visible


@dataclass(frozen=True)
class Line:
    """A line of text; `linked` of its visible characters are links. `heading`: it stands in an h1 … h4."""

    text: str
    linked: int = 0
    heading: bool = False

    @cached_property
    def size(self) -> int:
        """Its visible characters."""
        return len(visible(self.text))


@dataclass(frozen=True)
class Grid:
    """A table of data, `linked` of whose characters are links."""

    table: Table
    linked: int = 0

    @cached_property
    def size(self) -> int:
        """Its visible characters."""
        return sum(len(visible(cell)) for row in self.table.rows for cell in row)


@dataclass(frozen=True)
class Box:
    """The box of the page's data on the notice."""

    fields: tuple[Field, ...]
    size = 0


Leaf = Line | Grid | Box


@dataclass
class Region:
    """A block element with what it holds; as a cell it reaches over `across` columns and `down` rows."""

    tag: str
    children: list["Leaf | Region"] = field(default_factory=list)
    across: int = 1
    down: int = 1
    holds_table: bool = False


def leaves(region: Region) -> Iterator[Leaf]:
    """What a region holds, in the order of the page."""
    waiting: list[Leaf | Region] = [region]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Region):
            waiting += reversed(item.children)
        else:
            yield item
