"""The invented notice set on pages, as a printer would: what OFD and PDF files of the tests are drawn from."""

from dataclasses import dataclass, field

from tests.ingest.readers.notice import ANNEX, BODY, HEAD, NUMBER, OPENING, ROWS, TITLE

WIDTH, LEFT, RIGHT, TOP, SIZE, LEADING = 595.0, 80.0, 515.0, 80.0, 15.0, 26.0
COLUMNS = (45.0, 120.0, 150.0, 120.0)
_NOT_FIRST = "，。；：、）》”"


@dataclass(frozen=True)
class Text:
    """A line of characters: where it begins, its base line, its size in points."""

    words: str
    x: float
    y: float
    size: float = SIZE


@dataclass
class Sheet:
    """A page: texts in the order in which they are drawn, lines from point to point."""

    height: float
    texts: list[Text] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


def width_of(text: str, size: float = SIZE) -> float:
    return sum(size if ord(char) > 0x2E80 else size / 2 for char in text)


def wrapped(text: str, width: float, indent: float = 0.0) -> list[str]:
    """The lines of a text that is set in `width`; no line begins with a closing mark."""
    lines, line = [], ""
    room = width - indent
    for char in text:
        if line and width_of(line + char) > room and char not in _NOT_FIRST:
            lines.append(line)
            line, room = "", width
        line += char
    return [*lines, line]


class Press:
    """Sets lines and rows on sheets of a height, with a running head and page marks."""

    def __init__(self, height: float, head: str = "江城市人民政府公报") -> None:
        self.height, self.head, self.sheets, self.y = height, head, list[Sheet](), 0.0
        self.turn()

    def turn(self) -> None:
        sheet = Sheet(self.height)
        number = len(self.sheets) + 1
        sheet.texts += [Text(self.head, 240, 40, 10), Text(f"— {number} —", 280, self.height - 35, 12)]
        self.sheets.append(sheet)
        self.y = TOP

    def line(self, words: str, x: float, size: float = SIZE) -> None:
        if self.y > self.height - 75:
            self.turn()
        self.sheets[-1].texts.append(Text(words, x, self.y, size))
        self.y += LEADING

    def centred(self, words: str, size: float = SIZE) -> None:
        self.line(words, (WIDTH - width_of(words, size)) / 2, size)

    def paragraph(self, text: str, indent: float = 2 * SIZE) -> None:
        for number, words in enumerate(wrapped(text, RIGHT - LEFT, indent)):
            self.line(words, LEFT + (indent if number == 0 else 0))

    def row(self, cells: tuple[str, ...], above: tuple[str, ...] = ()) -> None:
        """A row with rules around; a cell that is the same as `above` is merged with it where it stands third."""
        lines = [wrapped(cell, width - 8) for cell, width in zip(cells, COLUMNS, strict=True)]
        tall = max(map(len, lines)) * LEADING
        if self.y + tall > self.height - 60:
            self.close_table()
            self.turn()
            if cells != HEAD:
                self.row(HEAD)
            above = ()
        top, bottom, x = self.y - SIZE - 4, self.y - SIZE - 4 + tall, LEFT
        sheet = self.sheets[-1]
        for column, (words, width) in enumerate(zip(lines, COLUMNS, strict=True)):
            is_merged = bool(above) and column == 2 and cells[column] == above[column]
            sheet.texts += [] if is_merged else [Text(w, x + 4, self.y + n * LEADING) for n, w in enumerate(words)]
            sheet.rules.append((x, top, x, bottom))
            sheet.rules += [] if is_merged else [(x, top, x + width, top)]
            x += width
        sheet.rules.append((x, top, x, bottom))
        self.y += tall

    def close_table(self) -> None:
        bottom = self.y - SIZE - 4
        self.sheets[-1].rules.append((LEFT, bottom, LEFT + sum(COLUMNS), bottom))


def the_notice(height: float = 842.0) -> list[Sheet]:
    """The notice on pages of this height: titles centred, paragraphs indented, a ruled table with merged cells."""
    press = Press(height)
    for words in TITLE:
        press.centred(words, 18)
    press.centred(NUMBER)
    addressees, words, signature, date, plan, preamble = OPENING
    press.paragraph(addressees, indent=0)
    press.paragraph(words)
    press.line(signature, 330)
    press.line(date, 360)
    press.centred(plan, 18)
    press.paragraph(preamble)
    for paragraph in BODY:
        press.paragraph(paragraph.text)
    press.paragraph(ANNEX[0], indent=0)
    press.centred(ANNEX[1], 18)
    for above, row in zip(((), HEAD, *ROWS), (HEAD, *ROWS), strict=False):
        press.row(row, above)
    press.close_table()
    return press.sheets
