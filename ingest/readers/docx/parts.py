"""The parts of a Word package that say something: the body, styles, numbering and notes (ISO/IEC 29500-2)."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.docx import MAIN
from ingest.readers.docx.numbering import Numbering, numbering_of
from ingest.readers.docx.styles import Styles, styles_of
from ingest.readers.limits import Refusal
from ingest.readers.package import Package
from ingest.readers.xml import Element, parse, pieces

_NOTES = ("footnote", "endnote")
_BODY_DEPTH = 2


@dataclass(frozen=True)
class Parts:
    """A Word package and where its main part is."""

    package: Package
    main: str

    @classmethod
    def of(cls, package: Package) -> "Parts":
        """Raises Refusal where there is no main part."""
        main = _related(package, "").get("officeDocument", MAIN)
        if main not in package.files:
            raise Refusal(f"DOCX 不完整，缺少 {main}")
        return cls(package, main)

    def blocks(self) -> Iterator[Element]:
        """The paragraphs, tables and other blocks of the body, one at a time."""
        return pieces(self.package.read(self.main), self.main, _BODY_DEPTH)

    def numbering(self) -> Numbering:
        root = self._root("numbering")
        return numbering_of(root) if root else Numbering()

    def styles(self) -> Styles:
        root = self._root("styles")
        return styles_of(root) if root else Styles()

    def notes(self) -> dict[tuple[str, str], Element]:
        """Footnotes and endnotes by their kind and id."""
        found: dict[tuple[str, str], Element] = {}
        for kind in _NOTES:
            root = self._root(f"{kind}s")
            for note in root.all(kind) if root else ():
                if note.attributes.get("type", "normal") == "normal":
                    found[kind, note.attributes.get("id", "")] = note
        return found

    def _root(self, kind: str) -> Element | None:
        """The root of the part that the main part calls its styles, numbering …; None where it has none."""
        name = _related(self.package, self.main).get(kind)
        return parse(self.package.read(name), name) if name in self.package.files else None


def _related(package: Package, part: str) -> dict[str, str]:
    """The parts that a part relates to, by the last word of the relation's type."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in package.files:
        return {}
    found: dict[str, str] = {}
    for each in parse(package.read(relations), relations).all("Relationship"):
        if each.attributes.get("TargetMode") != "External":
            kind = each.attributes.get("Type", "").rpartition("/")[2]
            found.setdefault(kind, _resolved(folder, each.attributes.get("Target", "")))
    return found


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
