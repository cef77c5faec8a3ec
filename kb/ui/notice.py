"""The HTML of a whole notice as a page to read: its outline, its clauses with what they assign, its tables."""

from collections.abc import Iterator

from kb.clauses import Clause
from kb.commitments import Comparator, Deadline, Target
from kb.notices import Notice, Table
from kb.ui.escape import as_html
from kb.ui.markup import block
from kb.ui.words import ROLES, day
from kb.units import Unit

_SIGNS = {
    Comparator.AT_LEAST: "不少于",
    Comparator.AT_MOST: "不超过",
    Comparator.MORE_THAN: "多于",
    Comparator.LESS_THAN: "少于",
}
_LONGEST_TABLE = 200


def outline(notice: Notice) -> str:
    """The headings as links into the page, indented by their level."""
    items = (
        f'<li style="padding-left:{len(clause.parents)}em">'
        f'<a href="#{_anchor(place)}">{as_html(_name(clause))}</a></li>'
        for place, clause in enumerate(notice.clauses)
        if clause.heading or not clause.parents
    )
    return block(f"<ol>{''.join(items)}</ol>", "outline", "nav", ' aria-label="目录"')


def page(notice: Notice, here: str | None = None) -> str:
    """The notice from its title to its closing lines; the clause with the path `here` is marked."""
    tables: dict[str, list[Table]] = {}
    for table in notice.tables:
        tables.setdefault(table.path, []).append(table)
    clauses = (
        _clause(place, clause, tables.get(clause.path, []), clause.path == here)
        for place, clause in enumerate(notice.clauses)
    )
    return block("".join(clauses), "page", "article")


def facts(clause: Clause) -> Iterator[tuple[str, str]]:
    """What a clause assigns: units by role, deadlines, targets; each with its name."""
    for role, name in ROLES.items():
        if found := [unit for unit in clause.units if unit.role is role]:
            yield name, "、".join(map(_unit, found))
    if clause.deadlines:
        yield "时限", "；".join(map(deadline, clause.deadlines))
    if clause.targets:
        yield "指标", "；".join(map(target, clause.targets))


def deadline(found: Deadline) -> str:
    """A time limit in the notice's words, with its last day."""
    return f"{found.text}（{day(found.date)}）" if found.date else found.text


def target(found: Target) -> str:
    """A number to be reached: indicator, value, by when.

    >>> target(Target("建成桥梁10座以上", "建成桥梁", 10, "座", Comparator.AT_LEAST))
    '建成桥梁 不少于10座'
    """
    value = f"{found.value:g}至{found.upper:g}" if found.upper is not None else f"{found.value:g}"
    until = f"（到{day(found.by)}）" if found.by else ""
    return f"{found.every or ''}{found.indicator} {_SIGNS.get(found.comparator, '')}{value}{found.uom}{until}"


def _clause(place: int, clause: Clause, tables: list[Table], is_here: bool) -> str:
    level = min(2 + len(clause.parents), 6)
    heading = f"<h{level}>{as_html(_name(clause))}</h{level}>" if clause.label or clause.heading else ""
    is_heading_only = clause.text == clause.heading
    lines = [line for line in clause.text.split("\n") if "\t" not in line or not tables]
    text = "" if is_heading_only else "".join(f"<p>{as_html(line)}</p>" for line in lines if line.strip())
    told = "".join(f"<dt>{name}</dt><dd>{as_html(words)}</dd>" for name, words in facts(clause))
    parts = heading + text + "".join(map(_table, tables)) + (f"<dl>{told}</dl>" if told else "")
    name = "part kb-here" if is_here else "part"
    return block(parts, name, "section", f' id="{_anchor(place)}"')


def _table(table: Table) -> str:
    head = "".join(f"<th>{as_html(column)}</th>" for column in table.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{as_html(_cell(cell))}</td>' for cell in row)}</tr>" for row in table.rows[:_LONGEST_TABLE]
    )
    caption = f"<caption>{as_html(table.caption)}</caption>" if table.caption else ""
    return f'<div class="kb-wide"><table class="kb-grid">{caption}<tr>{head}</tr>{rows}{_rest(table)}</table></div>'


def _rest(table: Table) -> str:
    """A closing row that counts the rows which are not shown."""
    count = len(table.rows) - _LONGEST_TABLE
    return f'<tr><td colspan="{len(table.columns)}">其余 {count} 行见原文件</td></tr>' if count > 0 else ""


def _cell(cell: object) -> str:
    return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell)


def _unit(unit: Unit) -> str:
    return f"{unit.name}（{unit.note}）" if unit.note else unit.name


def _name(clause: Clause) -> str:
    return f"{clause.label}{clause.heading or ''}" or clause.path


def _anchor(place: int) -> str:
    return f"clause-{place}"
