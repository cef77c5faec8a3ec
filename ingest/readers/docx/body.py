"""The body of a Word document as paragraphs and tables, in the order in which they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.readers.docx.numbering import Numbering, whole
from ingest.readers.docx.runs import chosen, words_of
from ingest.readers.docx.styles import Styles
from ingest.readers.flow import Cell, Table, cell_text, one_line, spread
from ingest.readers.xml import Element
from kb.settings import Limits

_AROUND = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice", "Fallback"})
_ENDS = tuple("。！？；：;:")
_CONTENTS = "Table of Contents"
_WIDEST = 1000


@dataclass
class Body:
    """Reads the blocks of a document with its styles, lists and notes; notes on titles are told `later`.

    `carried` are the words of a paragraph whose end was deleted, `begun` says whether any line was read yet.
    """

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    limits: Limits
    told: int = 0
    later: list[str] = field(default_factory=list)
    carried: str = ""
    begun: bool = False

    def flow(self, blocks: Iterable[Element]) -> Iterator[str | Table]:
        """The paragraphs and tables of the body."""
        for block in blocks:
            yield from self._block(block)
        yield from (self.carried,) if self.carried.strip() else ()
        yield from self.later

    def _block(self, element: Element) -> Iterator[str | Table]:
        if element.name == "p":
            yield from self._paragraph(element)
        elif element.name == "tbl":
            yield from self._table(element)
        elif element.name == "AlternateContent":
            yield from (item for way in chosen(element) for item in self._block(way))
        elif element.name in _AROUND and not _is_contents(element):
            yield from (item for inner in element.children for item in self._block(inner))

    def _lines(self, holder: Element) -> Iterator[str]:
        """The lines of what a cell, a text box or a note holds, a row of a table as one line."""
        for inner in holder.children:
            for item in self._block(inner):
                yield from (item,) if isinstance(item, str) else ("\t".join(row) for row in item.rows)

    def _paragraph(self, element: Element) -> Iterator[str]:
        """The lines of a paragraph behind its number; its text boxes; its notes behind the sentence that it ends."""
        style = element.value("pPr", "pStyle")
        if self.styles.is_contents(style) or style in self.styles.hidden:
            return
        words, begun = words_of(element, self.styles.hidden), self.begun
        text, self.carried = self.carried + words.text, ""
        if element.first("pPr", "rPr", "del"):
            self.carried = text
            return
        label = self._label(element, style)
        lines = [line for part in text.split("\n") if (line := one_line(part))]
        own = [label + (lines[0] if lines else ""), *lines[1:]] if lines or label else []
        boxes = [line for box in words.boxes for line in self._lines(box)]
        yield from own + boxes if begun else boxes + own
        self.begun = begun or bool(own or boxes)
        yield from self._remarks(words.notes, is_sentence=bool(own) and own[-1].endswith(_ENDS))

    def _remarks(self, notes: list[tuple[str, str]], *, is_sentence: bool) -> Iterator[str]:
        for key in notes:
            note = self.notes.pop(key, None)
            if note is None or not (text := " ".join(self._lines(note))):
                continue
            self.told += 1
            if is_sentence:
                yield f"注{self.told}：{text}"
            else:
                self.later.append(f"注{self.told}：{text}")

    def _label(self, element: Element, style: str | None) -> str:
        """The number that Word writes before a paragraph, which is counted by this."""
        number = element.value("pPr", "numPr", "numId")
        level = element.value("pPr", "numPr", "ilvl")
        styled = self.styles.numbered(style)
        if number is None and styled:
            number, own, owner = styled
            level = level or own or str(self.numbering.level_of_style(number, owner))
        return self.numbering.next(number, whole(level, 0)) if number else ""

    def _table(self, element: Element) -> Iterator[str | Table]:
        """A table; one whose rows have one cell each only frames its paragraphs."""
        rows = [row for row in _within(element, "tr") if not row.first("trPr", "del")]
        cells = [_within(row, "tc") for row in rows]
        if all(len(row) < 2 for row in cells):
            yield from (item for row in cells for cell in row for inner in cell.children for item in self._block(inner))
            return
        self.begun = True
        above: dict[int, str] = {}
        yield spread([list(self._row(*pair, above)) for pair in zip(rows, cells, strict=True)], self.limits)

    def _row(self, row: Element, cells: list[Element], above: dict[int, str]) -> Iterator[Cell]:
        """The cells of a row; `above` are the texts of those that reach down, by their column."""
        column = min(whole(row.value("trPr", "gridBefore"), 0), _WIDEST)
        if column:
            yield Cell("", across=column)
        for cell in cells:
            merged = cell.first("tcPr", "vMerge")
            text = cell_text(" ".join(self._lines(cell)))
            if merged is not None and merged.attributes.get("val", "continue") == "continue":
                text = above.get(column, text)
            above[column] = text if merged is not None else ""
            across = min(max(whole(cell.value("tcPr", "gridSpan"), 1), 1), _WIDEST)
            yield Cell(text, across)
            column += across


def _within(element: Element, name: str) -> list[Element]:
    """The rows of a table or the cells of a row, also those that something is wrapped around."""
    found: list[Element] = []
    waiting = list(reversed(element.children))
    while waiting:
        inner = waiting.pop()
        if inner.name == name:
            found.append(inner)
        elif inner.name in _AROUND:
            waiting += reversed(inner.children)
    return found


def _is_contents(element: Element) -> bool:
    """Whether a block is a table of contents, which says nothing that the headings do not say."""
    return element.value("sdtPr", "docPartObj", "docPartGallery") == _CONTENTS
