"""From a file to a parsed notice. Imports neither the index nor llama-index, so that it starts in a blink."""

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.assignments import Assignment, carry_rules, closing, find_assignments
from ingest.contents import with_contents
from ingest.deadlines import find_deadlines
from ingest.decimals import with_decimals
from ingest.flattened import parted
from ingest.labels import Level
from ingest.layout import lay_out
from ingest.mapped import Mapped
from ingest.metadata import document_data, with_words
from ingest.normalise import Line, is_page_marks, lines, paragraphs, tidy, with_table_rows
from ingest.outline import Node, outline, split_heading, with_bare
from ingest.readers import RawDocument, read
from ingest.tables import read_tables, row_flags
from ingest.targets import find_targets
from ingest.task_tables import with_rows
from kb.clauses import REPEATED, Clause, Part
from kb.documents import Document
from kb.notices import Notice, Table, Unplaced
from kb.settings import Limits
from kb.text import visible
from kb.units import Unit

PARSER_VERSION = "7"

Held = tuple[Clause, tuple[Table, ...]]
_TITLE_YEAR = re.compile(r"(?<![—–－\-~～至\s])20\d\d(?=年(?!\s*[—–－\-~～至]))")


def parse(path: Path, limits: Limits | None = None) -> Notice:
    """The notice in the file at `path`. Raises UnreadableSource; strange text never raises."""
    return parse_text(read(path, limits), str(path))


@dataclass(frozen=True)
class Reading:
    """A node of the outline as it was read: heading, body without the words that assign it, tables."""

    node: Node
    heading: str | None
    text: Mapped
    assignments: tuple[Assignment, ...]
    closing: Assignment | None
    tables: tuple[Table, ...]


def parse_text(raw: RawDocument, source: str) -> Notice:
    """The notice in a text that was read already; `source` is the name it is cited by."""
    layout = lay_out(with_decimals(with_table_rows(with_contents(parted(lines(raw.text))))))
    document = document_data(layout)
    parts = (layout.body, layout.annexes)
    nodes = [node for part in parts for node in with_bare(list(with_rows(outline(paragraphs(list(part))))))]
    readings = [_read(node, raw) for node in nodes]
    assigned = carry_rules([reading.assignments for reading in readings])
    words = [*(line.text for line in layout.cover), *(reading.text.text for reading in readings)]
    document = with_words(document, words)
    year = _year_of(document)
    held = [
        (_clause(reading, units, raw, year, document.signed_on), reading.tables)
        for reading, units in zip(readings, assigned, strict=True)
    ]
    flat = _flat(Part.TITLE, layout.title_block, raw) + _flat(Part.CLOSING, layout.closing + layout.copies, raw)
    held += [(clause, ()) for clause in flat]
    held = list(_unique(sorted(held, key=lambda pair: pair[0].start)))
    clauses, unplaced = _with_page_marks([clause for clause, _ in held], list(_unplaced(raw, [c for c, _ in held])))
    tables = tuple(table for _, tables in held for table in tables)
    return Notice(source, raw.text, document, clauses, tables, unplaced)


def _year_of(document: Document) -> int | None:
    """The year that “6月底前” means: the one in the title, else that of the signature."""
    titled = _TITLE_YEAR.search(document.title)
    if titled:
        return int(titled[0])
    return document.signed_on.year if document.signed_on else None


def _read(node: Node, raw: RawDocument) -> Reading:
    whole = _in_paragraphs(node.paragraphs, raw)
    if node.row:
        assigned = Assignment(0, len(whole.text), whole.text, node.row.units)
        return Reading(node, node.row.heading, whole, (assigned,) if node.row.units else (), None, ())
    rows = row_flags([paragraph.text for paragraph in node.paragraphs])
    prose = _in_paragraphs([p for p, row in zip(node.paragraphs, rows, strict=True) if not row], raw)
    assignments = find_assignments(prose.text, bare=node.bare)
    last = closing(prose.text, assignments)
    kept = node.paragraphs
    if last and not find_deadlines(last.text):  # the words of a time limit stay in the text, to be quoted
        cut = prose.offsets[last.start]
        cuts = [len(p.offsets) if row else bisect_left(p.offsets, cut) for p, row in zip(kept, rows, strict=True)]
        kept = [p[:end].strip() if end < len(p.offsets) else p for p, end in zip(kept, cuts, strict=True)]
    heading, body = split_heading(node, [paragraph for paragraph in kept if paragraph])
    tables = read_tables(node.path, heading, body) if node.tables is None else node.tables
    return Reading(node, heading, _in_paragraphs(body, raw), assignments, last, tables)


def _clause(
    reading: Reading, units: tuple[Unit, ...], raw: RawDocument, year: int | None, signed_on: dt.date | None
) -> Clause:
    node, last = reading.node, reading.closing
    start, end = node.span
    text = reading.text or _heading_text(node, reading.heading)
    if last and not reading.text and find_deadlines(last.text):
        text = _heading_text(node, None)
    apart = last.text if last and not text.text.endswith(last.text) else None
    return Clause(
        path=node.path,
        label=node.label_text,
        heading=reading.heading,
        text=text.text,
        start=start,
        end=end,
        page=raw.page_of(start),
        task_number=_task_number(node) if units else None,
        units=units,
        deadlines=find_deadlines(text.text, year, signed_on),
        targets=() if reading.tables and not last else find_targets(_without_rows(text.text, node), year, signed_on),
        parents=node.parents,
        assignment=apart,
        spans=text.spans(),
    )


def _without_rows(text: str, node: Node) -> str:
    """The lines that are no rows of a table; of a row that is a clause itself, a cell a line."""
    return text.replace("\t", "\n") if node.row else "\n".join(t for t in text.split("\n") if "\t" not in t)


def _heading_text(node: Node, heading: str | None) -> Mapped:
    """The text of a clause that is a heading only; of a bare label, the label."""
    if node.paragraphs and heading:
        return node.paragraphs[0][: len(heading)]
    if node.paragraphs:
        return node.paragraphs[0]
    start = node.start or 0
    return Mapped(node.label_text, tuple(range(start, start + len(node.label_text))))


def _in_paragraphs(body: list[Mapped], raw: RawDocument) -> Mapped:
    """The paragraphs of a body joined by the line break that parts them in the source."""
    parts: list[Mapped] = []
    for paragraph in filter(None, body):
        if parts:
            at = raw.text.find("\n", parts[-1].end, paragraph.start)
            parts.append(Mapped.of(raw.text, at, at + 1) if at >= 0 else Mapped("", ()))
        parts.append(paragraph)
    return Mapped.joined(parts)


def _task_number(node: Node) -> int | None:
    if node.row:
        return node.row.number
    return node.label.number if node.label and node.label.level >= Level.HAN else None


def _flat(part: Part, found: tuple[Line, ...], raw: RawDocument) -> list[Clause]:
    """The clause of the title block or the closing lines, a line each."""
    if not found:
        return []
    mapped = [tidy(line.mapped) for line in found]
    text = _in_paragraphs(mapped, raw)
    return [Clause(part, "", None, text.text, text.start, text.end, raw.page_of(text.start), spans=text.spans())]


def _unique(held: Iterable[Held]) -> Iterator[Held]:
    """A path that comes twice (numbering that starts again) is told apart: “一、（一）”, then “一、（一）#2”.

    What stands below a clause, and its tables, follow its name.
    """
    seen: Counter[str] = Counter()
    named: dict[str, str] = {}
    for clause, tables in held:
        seen[clause.path] += 1
        count = seen[clause.path]
        path = named[clause.path] = clause.path if count == 1 else f"{clause.path}{REPEATED}{count}"
        parents = tuple(named.get(parent, parent) for parent in clause.parents)
        if count == 1 and parents == clause.parents:
            yield clause, tables
            continue
        yield replace(clause, path=path, parents=parents), tuple(replace(table, path=path) for table in tables)


def _with_page_marks(
    clauses: list[Clause], unplaced: list[Unplaced]
) -> tuple[tuple[Clause, ...], tuple[Unplaced, ...]]:
    """The clauses, each with the page marks that stand behind it in its span, as those within it are; what is left."""
    marks = [piece for piece in unplaced if clauses and is_page_marks(piece.text)]
    ends = sorted((clause.end, i) for i, clause in enumerate(clauses))
    for mark in marks:
        before = bisect_left(ends, (mark.start + 1, 0)) - 1
        at = ends[before][1] if before >= 0 else 0
        clauses[at] = replace(clauses[at], start=min(clauses[at].start, mark.start), end=max(clauses[at].end, mark.end))
    return tuple(clauses), tuple(piece for piece in unplaced if piece not in marks)


def _unplaced(raw: RawDocument, clauses: Sequence[Clause]) -> list[Unplaced]:
    """What shows in the source and lies in no clause."""
    found, at = [], 0
    for start, end in [*((clause.start, clause.end) for clause in clauses), (len(raw.text), len(raw.text))]:
        between = Mapped.of(raw.text, at, max(at, start)).strip()
        if between and visible(between.text):
            found.append(Unplaced(between.start, between.end, between.text))
        at = max(at, end)
    return found
