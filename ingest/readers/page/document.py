"""Pages become one text: paragraphs and tables that go on over pages, the offset at which each page begins."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.limits import over
from ingest.readers.page.blocks import Block, PlacedTable, Sheet, sheet_of
from ingest.readers.page.continued import with_tables_continued
from ingest.readers.page.geometry import Line, Page
from ingest.readers.page.heads import without_heads
from ingest.readers.page.paragraphs import Measure, goes_on, joint
from ingest.readers.page.usable import Evidence, unusable
from ingest.readers.raw import RawDocument
from kb.settings import MAX_CHARACTERS, Limits

PAGE_BREAK = "\f"
_FEW_LINES = 4


class Reading:
    """The pages of a file as they are read one after the other, and which of them cannot be read as they are."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._size = limits, 0
        self._sheets: list[Sheet] = []
        self._evidence: list[Evidence] = []

    def add(self, page: Page, pictured: float = 0.0, curves: int = 0) -> None:
        """The next page, the share of it that pictures cover, its curves. Raises Refusal where it is over a limit."""
        self._evidence.append(Evidence.of(page, pictured, curves))
        self._sheets.append(self._read(page))

    def unusable(self) -> list[int]:
        """The indexes of the pages whose words have to be recognised."""
        return unusable(self._evidence)

    def replace(self, at: int, page: Page) -> None:
        """Puts a page that was recognised in its place."""
        self._sheets[at] = self._read(page)

    def document(self) -> RawDocument:
        """The text without running heads and page marks; a form feed between two pages belongs to neither.

        Where a paragraph goes on over a page, nothing stands between.
        """
        return _text_of(with_tables_continued(without_heads(self._sheets)))

    def _read(self, page: Page) -> Sheet:
        self._size += len(page.glyphs)
        if self._size > self._limits.characters:
            raise over("文字", self._limits.characters, "字", MAX_CHARACTERS)
        return sheet_of(page, self._limits)


def _text_of(pages: Sequence[list[Block]]) -> RawDocument:
    measures = _measures(pages)
    texts: list[str] = []
    starts: list[int] = []
    last: Block | None = None
    left_as, at = measures[0] if measures else None, 0
    for blocks, measure in zip(pages, measures, strict=True):
        opening = _opening(last, blocks[0] if blocks else None, left_as or measure, measure) if starts else ""
        starts.append(at + len(opening))
        texts.append(opening + _page(blocks, measure))
        at += len(texts[-1])
        last, left_as = (blocks[-1], measure) if blocks else (last, left_as)
    return RawDocument("".join(texts), tuple(starts))


def _measures(pages: Sequence[list[Block]]) -> list[Measure]:
    """How each page is set; one with few full lines (a list) like the whole document."""
    lines = [[block for block in blocks if isinstance(block, Line)] for blocks in pages]
    whole = Measure.of([line for page in lines for line in page])
    return [Measure.of(page) if whole.filled_by(page) >= _FEW_LINES else whole for page in lines]


def _page(blocks: Sequence[Block], measure: Measure) -> str:
    texts = [_words(block) for block in blocks[:1]]
    for before, block in pairwise(blocks):
        if isinstance(before, Line) and isinstance(block, Line):
            texts.append(joint(before.text, block.text) if goes_on(before, block, measure, measure) else "\n")
        else:
            texts.append("\n\n")
        texts.append(_words(block))
    return "".join(texts)


def _opening(last: Block | None, first: Block | None, left_as: Measure, measure: Measure) -> str:
    """What stands between two pages."""
    if isinstance(last, Line) and isinstance(first, Line):
        is_one = goes_on(last, first, left_as, measure, new_page=True)
        return joint(last.text, first.text) if is_one else PAGE_BREAK
    is_set_off = last is not None and first is not None and isinstance(last, Line) != isinstance(first, Line)
    return PAGE_BREAK + "\n" * is_set_off


def _words(block: Block) -> str:
    if isinstance(block, PlacedTable):
        return "\n".join("\t".join(row) for row in block.table.rows)
    return block.text
