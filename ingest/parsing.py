"""From a file to a parsed notice. Imports neither the index nor llama-index, so that it starts in a blink."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from ingest.assignments import Assignment, carry_notes, find_assignment
from ingest.deadlines import find_deadlines
from ingest.labels import Level
from ingest.layout import lay_out
from ingest.mapped import Mapped
from ingest.metadata import document_data
from ingest.normalise import Line, lines, paragraphs, tidy
from ingest.outline import Node, outline, split_heading
from ingest.readers import RawDocument, read
from ingest.tables import read_tables
from ingest.targets import find_targets
from kb.clauses import Clause, Part
from kb.notices import Notice, Table, Unplaced
from kb.text import visible

PARSER_VERSION = "1"


def parse(path: Path) -> Notice:
    """The notice in the file at `path`. Raises UnreadableSource; strange text never raises."""
    return parse_text(read(path), str(path))


def parse_text(raw: RawDocument, source: str) -> Notice:
    """The notice in a text that was read already; `source` is the name it is cited by."""
    layout = lay_out(lines(raw.text))
    nodes = [*outline(paragraphs(list(layout.body))), *outline(paragraphs(list(layout.annexes)))]
    clauses: list[Clause] = []
    tables: list[Table] = []
    for node in nodes:
        clause, held = _clause(node, raw)
        clauses.append(clause)
        tables += held
    clauses = [*_flat(Part.TITLE, layout.title_block, raw), *_with_standing_notes(clauses)]
    clauses += _flat(Part.CLOSING, layout.closing + layout.copies, raw)
    clauses.sort(key=lambda clause: clause.start)
    return Notice(
        source, raw.text, document_data(layout), tuple(_unique(clauses)), tuple(tables), tuple(_unplaced(raw, clauses))
    )


def _clause(node: Node, raw: RawDocument) -> tuple[Clause, tuple[Table, ...]]:
    heading, body = split_heading(node)
    start, end = node.span
    tables = read_tables(node.path, heading, body)
    text = _in_paragraphs(body, raw)
    assignment = None if tables else find_assignment(text.text)
    if assignment:
        text = text[: assignment.start].strip()
    if not text:
        text = _heading_text(node, heading)
    return Clause(
        path=node.path,
        label=node.label_text,
        heading=heading,
        text=text.text,
        start=start,
        end=end,
        page=raw.page_of(start),
        task_number=_task_number(node, assignment),
        units=assignment.units if assignment else (),
        deadlines=find_deadlines(text.text),
        targets=() if tables else find_targets(text.text),
        parents=node.parents,
        assignment=assignment.text if assignment else None,
        spans=text.spans(),
    ), tables


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


def _task_number(node: Node, assignment: Assignment | None) -> int | None:
    if assignment is None or node.label is None or node.label.level < Level.HAN:
        return None
    return node.label.number


def _flat(part: Part, found: tuple[Line, ...], raw: RawDocument) -> list[Clause]:
    """The clause of the title block or the closing lines, a line each."""
    if not found:
        return []
    mapped = [tidy(line.mapped) for line in found]
    text = _in_paragraphs(mapped, raw)
    return [Clause(part, "", None, text.text, text.start, text.end, raw.page_of(text.start), spans=text.spans())]


def _with_standing_notes(clauses: list[Clause]) -> list[Clause]:
    carried = carry_notes([clause.units for clause in clauses])
    return [replace(clause, units=units) for clause, units in zip(clauses, carried, strict=True)]


def _unique(clauses: list[Clause]) -> list[Clause]:
    """A path that comes twice (numbering that starts again) is told apart: “一、（一）”, then “一、（一）#2”."""
    seen: Counter[str] = Counter()
    unique = []
    for clause in clauses:
        seen[clause.path] += 1
        unique.append(clause if seen[clause.path] == 1 else replace(clause, path=f"{clause.path}#{seen[clause.path]}"))
    return unique


def _unplaced(raw: RawDocument, clauses: list[Clause]) -> list[Unplaced]:
    """What shows in the source and lies in no clause."""
    found, at = [], 0
    for start, end in [*((clause.start, clause.end) for clause in clauses), (len(raw.text), len(raw.text))]:
        between = Mapped.of(raw.text, at, max(at, start)).strip()
        if between and visible(between.text):
            found.append(Unplaced(between.start, between.end, between.text))
        at = max(at, end)
    return found
