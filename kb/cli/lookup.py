"""`kb docs`, `kb units`, `kb tasks`: complete lists."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from kb.cli import console, exits, wording
from kb.cli.chinese import Command
from kb.cli.dates import LastDay
from kb.units import Role

if TYPE_CHECKING:
    from kb.catalogue import Catalogue, Located

_json = click.option("--json", "as_json", is_flag=True, help="每项输出一行 JSON")


@click.command(cls=Command)
@_json
def docs(as_json: bool) -> int:
    """列出知识库中的公文。"""
    from kb.cli.knowledge import open_filled

    columns = {"编号": "id", "标题": "title", "发文字号": "number", "发文机关": "issuer", "成文日期": "signed_on"}
    columns |= {"条款数": "clauses", "来源": "source"}
    found = [{**msgspec.to_builtins(entry), "source": entry.source.path} for entry in open_filled().documents()]
    return _show(columns, [{name: row[name] for name in columns.values()} for row in found], as_json)


@click.command(cls=Command)
@click.argument("name", required=False, metavar="[单位]")
@_json
def units(name: str | None, as_json: bool) -> int:
    """列出责任单位和它们的任务数；给出单位名，则列出它的全部任务。

    单位可用简称、全称、旧称或俗称。没有这个单位，退出码为 1。
    """
    from kb.catalogue import Catalogue
    from kb.cli.knowledge import open_filled

    catalogue = Catalogue.of(open_filled())
    if name is not None:
        return _show_tasks(catalogue, catalogue.tasks, name, as_json)
    columns = {"单位": "name", "全称": "resolved", "任务": "tasks"} | {
        word: role for role, word in wording.ROLES.items()
    }
    return _show(columns, [_unit(catalogue, unit) for unit in catalogue.unit_names], as_json)


@click.command(cls=Command)
@click.option("--unit", metavar="单位", help="只列这个单位的任务，可用简称、全称、旧称或俗称")
@click.option("--by", metavar="期限", type=LastDay(), help="只列在这一天或之前到期的任务：YYYY、YYYY-MM 或 YYYY-MM-DD")
@click.option("--doc", metavar="公文", help="只列这份公文的任务：编号，或文号、标题的一部分")
@_json
def tasks(unit: str | None, by: dt.date | None, doc: str | None, as_json: bool) -> int:
    """列出任务（写明责任单位的条款），可按单位、期限、公文筛选。

    没有符合条件的任务，退出码为 1。
    """
    from kb.catalogue import Catalogue
    from kb.cli.knowledge import is_due, is_in, open_filled

    catalogue = Catalogue.of(open_filled())
    found = [task for task in catalogue.tasks if doc is None or is_in(task, doc)]
    found = [task for task in found if by is None or is_due(task, by)]
    return _show_tasks(catalogue, found, unit, as_json)


def _show_tasks(catalogue: "Catalogue", found: "Sequence[Located]", unit: str | None, as_json: bool) -> int:
    from kb.cli.knowledge import unit_named, units_like

    if unit is not None:
        name = unit_named(catalogue, unit)
        if name is None:
            near = "、".join(units_like(catalogue, unit))
            console.complain(f"没有公文把任务交给“{unit}”。" + (f"名称相近的单位：{near}。" if near else ""))
            return exits.INCOMPLETE
        found = [task for task in found if any(held.name == name for held in task.clause.units)]
    if not found:
        console.complain("没有符合条件的任务。")
        return exits.INCOMPLETE
    if as_json:
        return _show({}, [_task(task) for task in found], as_json)
    columns = ("公文", "条款", "任务", "责任单位", "时限")
    console.write_table(columns, [_row(task) for task in found])
    return exits.DONE


def _show(columns: Mapping[str, str], rows: Sequence[Mapping[str, object]], as_json: bool) -> int:
    if as_json:
        for row in rows:
            console.write_json(row)
    else:
        console.write_table(list(columns), [[row[name] for name in columns.values()] for row in rows])
    return exits.DONE


def _unit(catalogue: "Catalogue", name: str) -> dict[str, object]:
    held = [(task, unit) for task in catalogue.tasks for unit in task.clause.units if unit.name == name]
    roles = Counter(unit.role for _, unit in held)
    resolved = held[0][0].holding.registry.resolved(name)
    return {"name": name, "resolved": resolved, "tasks": len(held), **{role: roles[role] for role in Role}}


def _task(task: "Located") -> dict[str, object]:
    data, clause = task.holding.notice.document, task.clause
    return {
        "document": {"id": task.holding.id, "title": task.holding.title, "number": data.number, "issuer": data.issuer},
        "clause": clause.path,
        "task_number": clause.task_number,
        "heading": clause.heading,
        "text": clause.text,
        "units": clause.units,
        "deadlines": clause.deadlines,
        "targets": clause.targets,
    }


def _row(task: "Located") -> tuple[str, ...]:
    data, clause = task.holding.notice.document, task.clause
    deadlines = "；".join(wording.deadline(found) for found in clause.deadlines)
    return (
        data.number or task.holding.title,
        clause.path,
        clause.heading or clause.text,
        wording.units(clause.units),
        deadlines,
    )
