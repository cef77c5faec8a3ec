"""Tables of tasks 重点任务分工表: each row that names its units is a clause of its own, “附件1 第7项”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.mapped import Mapped
from ingest.outline import Node, RowTask
from ingest.run_together import RunTogether, find_table
from ingest.tables import Block, begins_table, blocks, heading_rows, read_tables, table_of
from kb.notices import Table
from kb.organisations import split_units
from kb.units import Role, Unit

_COLUMNS = (
    (Role.LEAD, re.compile(r"牵头(?:单位|部门)?|主办(?:单位|部门)")),
    (Role.SUPPORTING, re.compile(r"(?:配合|参与|协办|协助)(?:单位|部门)")),
    (Role.RESPONSIBLE, re.compile(r"(?:责任|负责|落实|指导|承办|实施|完成|主责)(?:单位|部门|主体)|责任分工|分工")),
)
_TASK = re.compile(r"任务|举措|事项|措施|项目|名称|工作|内容")
_LED = re.compile(r"[（(]牵头(?:单位|部门)?[）)]$")


@dataclass(frozen=True)
class Columns:
    """Which columns of a table name units, and which the task."""

    units: tuple[tuple[int, Role], ...]
    task: int | None


def with_rows(nodes: Iterator[Node]) -> Iterator[Node]:
    """The nodes; one that holds tables of tasks is followed by a node for each row."""
    for node in nodes:
        texts = [paragraph.text for paragraph in node.paragraphs]
        found = blocks(texts)
        columns = [_columns(table_of(node.path, "", texts, block)) for block in found]
        if any(columns):
            yield from _expanded(node, texts, found, columns)
        elif found or (joined := _run_together(node)) is None:
            yield node
        else:
            yield from _parted(node, *joined)


def _run_together(node: Node) -> tuple[int, RunTogether] | None:
    """The paragraph of a node in which a table was run together, and that table."""
    tables = ((i, find_table(paragraph.text)) for i, paragraph in enumerate(node.paragraphs))
    return next(((i, table) for i, table in tables if table), None)


def _parted(node: Node, at: int, found: RunTogether) -> Iterator[Node]:
    """A node whose paragraph `at` holds a table that was run together, and a node for each of its rows."""
    whole = node.paragraphs[at]
    before, head, rest = whole[: found.start], whole[found.start : found.end], whole[found.rows[-1].end :]
    caption = before.text or (node.paragraphs[at - 1].text if at else "")
    cells = tuple((row.number, row.task, "、".join(row.units), row.time) for row in found.rows)
    table = Table(node.path, caption, ("序号", "工作任务", "责任单位", "完成时限"), cells)
    yield replace(node, paragraphs=[*node.paragraphs[:at], *filter(None, [before]), head], tables=(table,))
    roles = [_role_of(name) for name in found.unit_columns]
    for row in found.rows:
        named = zip(
            row.units, roles if len(row.units) == len(roles) else [_shared(roles)] * len(row.units), strict=True
        )
        units = tuple(unit for listed, role in named for unit in _units(listed, role))
        yield _task(
            node, whole[row.start : row.end], None, RowTask(row.number, row.task.rstrip("。；; ") or None, units)
        )
    if after := [p for p in (rest.strip(), *node.paragraphs[at + 1 :]) if p]:
        yield Node((*node.names, "注"), (*node.parents, node.path), paragraphs=after, tables=())


def _role_of(column: str) -> Role:
    return next((role for role, pattern in _COLUMNS if pattern.search(column)), Role.RESPONSIBLE)


def _shared(roles: list[Role]) -> Role:
    """The role of units that stand in one of several columns: theirs, where all have the same."""
    return roles[0] if len(set(roles)) == 1 else Role.RESPONSIBLE


def _columns(table: Table) -> Columns | None:
    units = tuple(
        (i, role) for i, name in enumerate(table.columns) for role, pattern in _COLUMNS if pattern.search(name)
    )[: len(table.columns)]
    if not units:
        return None
    held = {i for i, _ in units}
    task = next((i for i, name in enumerate(table.columns) if i not in held and _TASK.search(name)), None)
    return Columns(units, task)


def _expanded(node: Node, texts: list[str], found: list[Block], columns: list[Columns | None]) -> Iterator[Node]:
    """The node up to the headings of its first table, and the rows of each table of tasks; a further table is “表2”."""
    tables = read_tables(node.path, None, node.paragraphs)
    at, under = 0, node
    for i, block in enumerate(found):
        if i:
            under = Node((*node.names, f"表{i + 1}"), (*node.parents, node.path))
        held = columns[i]
        heads = heading_rows([node.paragraphs[j] for j in block.inside]) if held else 0
        below = block.inside[heads - 1] + 1 if heads else block.end
        table = replace(tables[i], path=under.path)
        yield replace(under, paragraphs=node.paragraphs[at:below], tables=(table,))
        if held:
            yield from _tasks(under, node.paragraphs[below : block.end], held)
        at = block.end
    if at < len(texts):
        yield Node((*node.names, "注"), (*node.parents, node.path), paragraphs=node.paragraphs[at:], tables=())


def _tasks(node: Node, body: list[Mapped], columns: Columns) -> Iterator[Node]:
    """A node for each row below the headings; a line of one cell, or headings that come again, go with the next row."""
    pending: int | None = None
    number = 0
    for paragraph in body:
        cells = [cell.strip() for cell in paragraph.text.split("\t")]
        if sum(map(bool, cells)) <= 1 or begins_table(paragraph.text):
            pending = paragraph.start if pending is None else pending
            continue
        number = int(cells[0]) if re.fullmatch(r"\d{1,4}", cells[0]) else number + 1
        units = tuple(unit for i, role in columns.units if i < len(cells) for unit in _units(cells[i], role))
        heading = cells[columns.task] if columns.task is not None and columns.task < len(cells) else ""
        yield _task(node, paragraph, pending, RowTask(number, heading.rstrip("。；; ") or None, units))
        pending = None


def _task(node: Node, row: Mapped, start: int | None, task: RowTask) -> Node:
    names, parents = (*node.names, f"第{task.number}项"), (*node.parents, node.path)
    return Node(names, parents, paragraphs=[row], start=start, tables=(), row=task)


def _units(cell: str, role: Role) -> Iterator[Unit]:
    """The units of a cell; one marked （牵头） leads.

    >>> [(u.name, u.role.value) for u in _units("市民政局（牵头）、市财政局", Role.RESPONSIBLE)]
    [('市民政局', 'lead'), ('市财政局', 'responsible')]
    """
    for name, note in split_units(cell):
        led = _LED.search(name)
        yield Unit(name[: led.start()] if led else name, Role.LEAD if led else role, note)
