"""The numbers that Word generates before paragraphs: “一、”, “（一）”, “第三条” from numbering.xml, as text."""

import re
import unicodedata
from dataclasses import dataclass, field

from ingest.readers.docx.formats import BULLET, FORMATS, sign_of
from ingest.readers.xml import Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LARGEST = 30_000


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number is written, where it starts, behind which level it starts again."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_behind: int | None = None
    is_legal: bool = False
    suffix: str = "tab"
    style: str | None = None

    @classmethod
    def of(cls, element: Element) -> "Level":
        legal = element.first("isLgl")
        return cls(
            format=element.value("numFmt") or "decimal",
            text=element.value("lvlText") or "",
            start=whole(element.value("start"), 1),
            restarts_behind=whole(element.value("lvlRestart"), -1) if element.first("lvlRestart") else None,
            is_legal=legal is not None and is_on(legal),
            suffix=element.value("suff") or "tab",
            style=element.value("pStyle"),
        )


@dataclass(frozen=True)
class List:
    """A list (`num`): the definition that it counts in, its levels, the starts of its own."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass
class Numbering:
    """The lists of a document, and how far each definition has counted."""

    lists: dict[str, List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, number: str, level: int) -> str:
        """The label of the next paragraph of list `number` at `level`; "" where there is no such list."""
        found = self.lists.get(number)
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.definition, {})
        self._count(found, number, level, counts)
        return _label(found, level, counts)

    def level_of_style(self, number: str, style: str) -> int:
        """The level that is linked to a paragraph style; the first where none is."""
        levels = self.lists[number].levels if number in self.lists else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def _count(self, found: List, number: str, level: int, counts: dict[int, int]) -> None:
        start = found.starts.get(level, found.levels[level].start)
        if level in found.starts and (number, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((number, level))
        counts[level] = min(counts[level] + 1, _LARGEST) if level in counts else start
        for below in [at for at in counts if at > level]:
            behind = found.levels[below].restarts_behind if below in found.levels else None
            if behind is None or 0 < level + 1 <= behind:
                del counts[below]


def _label(found: List, level: int, counts: dict[int, int]) -> str:
    this = found.levels[level]
    if this.format == BULLET:
        return sign_of(this.text)

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        written = found.levels.get(at, Level())
        count = counts.get(at, found.starts.get(at, written.start))
        return FORMATS.get("decimal" if this.is_legal else written.format, str)(count)

    label = _PLACE.sub(number, this.text).strip()
    is_wide = bool(label) and unicodedata.east_asian_width(label[-1]) in "WF"
    return label if is_wide or not label or this.suffix == "nothing" else f"{label} "


def numbering_of(root: Element) -> Numbering:
    """The lists that numbering.xml defines."""
    defined = {each.attributes.get("abstractNumId", ""): each for each in root.all("abstractNum")}
    styled = {each.value("styleLink"): each for each in defined.values() if each.first("styleLink")}
    lists = {}
    for each in root.all("num"):
        definition = each.value("abstractNumId") or ""
        abstract = defined.get(definition)
        if abstract is not None and abstract.first("numStyleLink"):
            abstract = styled.get(abstract.value("numStyleLink"), abstract)
        if abstract is not None:
            name = abstract.attributes.get("abstractNumId", definition)
            lists[each.attributes.get("numId", "")] = _list(name, abstract, each.all("lvlOverride"))
    return Numbering(lists)


def _list(definition: str, abstract: Element, overrides: list[Element]) -> List:
    levels = {at: Level.of(each) for each in abstract.all("lvl") if (at := _level(each)) is not None}
    starts = {}
    for override in overrides:
        at, own = _level(override), override.first("lvl")
        if at is None:
            continue
        if own is not None:
            levels[at] = Level.of(own)
        if override.first("startOverride"):
            starts[at] = whole(override.value("startOverride"), 1)
    return List(definition, levels, starts)


def _level(element: Element) -> int | None:
    at = whole(element.attributes.get("ilvl"), -1)
    return at if 0 <= at < _LEVELS else None


def whole(text: str | None, default: int) -> int:
    """A whole number as an attribute has it."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,5}", text) else default


def is_on(element: Element | None) -> bool:
    """Whether a property that is there is on: `<w:vanish/>`, and not `<w:vanish w:val="0"/>`."""
    return element is not None and element.attributes.get("val", "1") not in ("0", "false", "off", "none")
