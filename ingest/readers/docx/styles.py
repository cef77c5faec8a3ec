"""The paragraph styles of Word as far as they number paragraphs, hide text or make a table of contents."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from ingest.readers.docx.numbering import is_on
from ingest.readers.xml import Element

_CONTENTS = re.compile(r"(?:toc|目录)\s*\d+", re.IGNORECASE)
_DEEPEST = 20


@dataclass(frozen=True)
class Style:
    """A style: its list and level where it names them; what it is based on."""

    name: str
    number: str | None
    level: str | None
    is_hidden: bool
    based_on: str | None


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their ids."""

    by_id: dict[str, Style] = field(default_factory=dict)

    def chain(self, identifier: str | None) -> list[tuple[str, Style]]:
        """A style and those that it is based on, the nearest first."""
        found: list[tuple[str, Style]] = []
        while identifier in self.by_id and len(found) < _DEEPEST:
            found.append((identifier, self.by_id[identifier]))
            identifier = self.by_id[identifier].based_on
        return found

    def numbered(self, identifier: str | None) -> tuple[str, str | None, str] | None:
        """The list and level that a style gives its paragraphs, and the id of the style that says so."""
        for owner, style in self.chain(identifier):
            if style.number is not None:
                return style.number, style.level, owner
        return None

    def is_contents(self, identifier: str | None) -> bool:
        """Whether the paragraphs are lines of a table of contents."""
        return any(_CONTENTS.fullmatch(style.name.strip()) for _, style in self.chain(identifier)[:1])

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The styles whose text is not shown."""
        return frozenset(each for each in self.by_id if any(style.is_hidden for _, style in self.chain(each)))


def styles_of(root: Element) -> Styles:
    """The styles that styles.xml defines."""
    return Styles({each.attributes.get("styleId", ""): _style(each) for each in root.all("style")})


def _style(element: Element) -> Style:
    return Style(
        name=element.value("name") or "",
        number=element.value("pPr", "numPr", "numId"),
        level=element.value("pPr", "numPr", "ilvl"),
        is_hidden=is_on(element.first("rPr", "vanish")),
        based_on=element.value("basedOn"),
    )
