"""Tables of tasks 重点任务分工表: each row that names its units is a clause of its own, “附件1 第7项”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.mapped import Mapped
from ingest.organisations import split_units
from ingest.outline import Node, RowTask
from ingest.tables import heading_rows, is_row, read_tables
from kb.notices import Table
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
    """The nodes; one that holds a table of tasks is followed by a node for each row."""
    for node in nodes:
        first = next((i for i, paragraph in enumerate(node.paragraphs) if is_row(paragraph)), None)
        tables = read_tables(node.path, None, node.paragraphs) if first is not None else ()
        columns = _columns(tables[0]) if len(tables) == 1 else None
        if first is None or columns is None:
            yield node
        else:
            yield from _expanded(node, first, tables[0], columns)


def _columns(table: Table) -> Columns | None:
    units = tuple(
        (i, role) for i, name in enumerate(table.columns) for role, pattern in _COLUMNS if pattern.search(name)
    )[: len(table.columns)]
    if not units:
        return None
    held = {i for i, _ in units}
    task = next((i for i, name in enumerate(table.columns) if i not in held and _TASK.search(name)), None)
    return Columns(units, task)


def _expanded(node: Node, first: int, table: Table, columns: Columns) -> Iterator[Node]:
    last = max(i for i, paragraph in enumerate(node.paragraphs) if is_row(paragraph))
    body, after = node.paragraphs[first : last + 1], node.paragraphs[last + 1 :]
    heads = heading_rows(body)
    yield replace(node, paragraphs=[*node.paragraphs[:first], *body[:heads]], tables=(table,))
    pending: int | None = None
    number = 0
    for paragraph in body[heads:]:
        cells = [cell.strip() for cell in paragraph.text.split("\t")]
        if sum(map(bool, cells)) <= 1:
            pending = paragraph.start if pending is None else pending
            continue
        number = int(cells[0]) if re.fullmatch(r"\d{1,4}", cells[0]) else number + 1
        yield _row(node, paragraph, pending, number, cells, columns)
        pending = None
    if after:
        yield Node((*node.names, "注"), (*node.parents, node.path), paragraphs=after, tables=())


def _row(node: Node, row: Mapped, start: int | None, number: int, cells: list[str], columns: Columns) -> Node:
    units = tuple(unit for i, role in columns.units if i < len(cells) for unit in _units(cells[i], role))
    heading = cells[columns.task] if columns.task is not None and columns.task < len(cells) else ""
    return Node(
        (*node.names, f"第{number}项"),
        (*node.parents, node.path),
        paragraphs=[row],
        start=start,
        tables=(),
        row=RowTask(number, heading.rstrip("。；; ") or None, units),
    )


def _units(cell: str, role: Role) -> Iterator[Unit]:
    """The units of a cell; one marked （牵头） leads.

    >>> [(u.name, u.role.value) for u in _units("市民政局（牵头）、市财政局", Role.RESPONSIBLE)]
    [('市民政局', 'lead'), ('市财政局', 'responsible')]
    """
    for name, note in split_units(cell):
        led = _LED.search(name)
        yield Unit(name[: led.start()] if led else name, Role.LEAD if led else role, note)
