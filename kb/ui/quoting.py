"""The HTML of an excerpt: running text with the quote marked, and tables where the source has tabs."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from kb.ui.escape import as_html
from kb.ui.excerpts import Look, Piece, Place

Cell = list[Piece]
Line = list[Cell]


def excerpt(pieces: Iterable[Piece]) -> str:
    """Pieces of a source as HTML; without its tags, it says exactly what they say.

    >>> excerpt([Piece("投保", Place.CLAUSE), Piece("。", Place.QUOTE)])
    '<span class="kb-clause">投保</span><mark>。</mark>'
    """
    runs = groupby(_lines(pieces), key=lambda line: len(line) > 1)
    return "".join(_table(lines) if tabular else _text(lines) for tabular, lines in runs)


def _lines(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The pieces cut after each line break that is shown into lines, and these after each tab into cells."""
    line: Line = [[]]
    for piece in pieces:
        for part in _cut(piece):
            line[-1].append(part)
            if part.text == "\n" and part.look is Look.TEXT:
                yield line
                line = [[]]
            elif part.text == "\t" and part.look is Look.TEXT:
                line.append([])
    yield line


def _cut(piece: Piece) -> Iterator[Piece]:
    """A piece in parts, of which each tab and each line break that is shown is one."""
    if piece.look is not Look.TEXT:
        yield piece
        return
    for at_break, run in groupby(piece.text, key=lambda character: character in "\t\n"):
        for text in run if at_break else ("".join(run),):
            yield replace(piece, text=text)


def _text(lines: Iterable[Line]) -> str:
    parts = [part for line in lines for cell in line for part in cell]
    runs = groupby(parts, key=lambda part: part.place)
    return "".join(_placed(place, "".join(map(_looking, run))) for place, run in runs)


def _table(lines: Iterable[Line]) -> str:
    rows = ("".join(f"<td>{_cell(cell)}</td>" for cell in line) for line in lines)
    return f'<table class="kb-table">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'


def _cell(cell: Cell) -> str:
    """The parts of a cell; the tab or line break that ends it is there, but takes no room."""
    return _text([[[replace(part, look=Look.FOLDED) if part.text in "\t\n" else part for part in cell]]])


def _placed(place: Place, content: str) -> str:
    return f"<mark>{content}</mark>" if place is Place.QUOTE else f'<span class="kb-{place}">{content}</span>'


def _looking(piece: Piece) -> str:
    text = as_html(piece.text)
    return text if piece.look is Look.TEXT else f'<span class="kb-{piece.look}">{text}</span>'
