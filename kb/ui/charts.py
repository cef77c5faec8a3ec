"""Charts, made by Altair in the colours of the pages; what a colour says is said in words, too."""

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Literal

import altair as alt
import streamlit as st

from kb.board import Item, When, title_of
from kb.catalogue import Located
from kb.ui.table import forget_row, turn
from kb.ui.words import ROLES

CHOSEN = "chosen"

_DEEP, _MIDDLE, _PALE, _WARM, _GREY = "#2f7f8c", "#7fb4bc", "#c4b98f", "#c77a3c", "#8d9499"
_SHADES = {"牵": _DEEP, "责": _MIDDLE, "配": _PALE}
_TIMES = {
    When.PASSED: _WARM,
    When.THIS_YEAR: _DEEP,
    When.LATER: _MIDDLE,
    When.RECURRING: _PALE,
    When.UNDATED: _GREY,
}
_LINE, _MOST_UNITS = 26, 40


def matrix(tasks: Sequence[Located]) -> Any:
    """Units by tasks; a cell says in which role the unit has the task; a click chooses its task."""
    held = Counter(unit.name for task in tasks for unit in task.clause.units)
    shown = [name for name, _ in held.most_common(_MOST_UNITS)]
    cells = [
        {"单位": unit.name, "条款": task.clause.path, "任务": title_of(task), "角色": ROLES[unit.role][0], "行": place}
        for place, task in enumerate(tasks)
        for unit in task.clause.units
        if unit.name in shown
    ]
    paths = list(dict.fromkeys(task.clause.path for task in tasks))
    base = _chart(cells).encode(
        x=alt.X("条款:N", sort=paths, title=None, axis=alt.Axis(labelAngle=-60, labelLimit=120, labelOverlap=False)),
        y=alt.Y("单位:N", sort=shown, title=None, axis=alt.Axis(labelLimit=160, labelOverlap=False)),
        tooltip=["单位:N", "条款:N", "任务:N", "角色:N"],
    )
    scale = alt.Scale(domain=list(_SHADES), range=list(_SHADES.values()))
    choice = alt.selection_point(name=CHOSEN, fields=["行"])
    squares = base.mark_rect(cornerRadius=3, cursor="pointer", ariaRoleDescription="格").encode(
        color=alt.Color("角色:N", scale=scale, legend=None),
        opacity=alt.condition(choice, alt.value(1.0), alt.value(0.35)),
    )
    words = base.mark_text(fontSize=11, color="#111", aria=False).encode(text="角色:N")
    return (squares.add_params(choice) + words).properties(width=alt.Step(_LINE), height=_LINE * len(shown))


def timeline(items: Sequence[Item], today: str) -> Any:
    """How many terms end in each month, and where today is."""
    counts = Counter((item.due.strftime("%Y-%m"), item.when) for item in items if item.due)
    values = [{"月": f"{month}-01", "时间": when.value, "项数": count} for (month, when), count in counts.items()]
    base = _chart(values)
    present = {
        value["时间"]: colour for when, colour in _TIMES.items() for value in values if value["时间"] == when.value
    }
    scale = alt.Scale(domain=list(present), range=list(present.values()))
    bars = base.mark_bar(size=10, cornerRadiusEnd=3, ariaRoleDescription="柱").encode(
        x=alt.X("月:T", title=None, scale=alt.Scale(padding=12), axis=alt.Axis(format="%Y年", tickCount="year")),
        y=alt.Y("项数:Q", title="项", axis=alt.Axis(tickMinStep=1, titleAngle=0)),
        color=alt.Color("时间:N", scale=scale, legend=alt.Legend(orient="top", title=None, columns=3)),
        tooltip=[alt.Tooltip("月:T", format="%Y年%-m月", title="到期"), "时间:N", "项数:Q"],
    )
    rule = _chart([{"今天": today}]).mark_rule(strokeDash=[4, 3], color=_GREY, aria=False).encode(x="今天:T")
    return (bars + rule).properties(height=200)


def bars(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> Any:
    """Groups of bars, one for each row with the `names` as its numbers; a click chooses one."""
    values = [
        {"名称": row["名称"], "数列": name, "值": row[name], "行": place}
        for place, row in enumerate(rows)
        for name in names
        if isinstance(row[name], int | float)
    ]
    base = _chart(values)
    scale = alt.Scale(range=[_PALE, _DEEP, _MIDDLE, _WARM, _GREY] if len(names) > 1 else [_MIDDLE])
    legend = alt.Legend(orient="top", title=None, labelLimit=300, columns=1) if len(names) > 1 else None
    order = [row["名称"] for row in rows]
    choice = alt.selection_point(name=CHOSEN, fields=["行"])
    return (
        base.mark_bar(cornerRadiusEnd=3, cursor="pointer", ariaRoleDescription="柱")
        .encode(
            y=alt.Y("名称:N", sort=order, title=None, axis=alt.Axis(labelLimit=220)),
            x=alt.X("值:Q", title=None, axis=alt.Axis(orient="top", tickCount=2)),
            yOffset=alt.YOffset("数列:N", sort=list(names)),
            color=alt.Color("数列:N", sort=list(names), scale=scale, legend=legend),
            tooltip=["名称:N", "数列:N", "值:Q"],
            opacity=alt.condition(choice, alt.value(1.0), alt.value(0.35)),
        )
        .add_params(choice)
        .properties(height=max(120, (9 * len(names) + 14) * len(rows) + 60))
    )


def choose_in_chart(chart: Any, key: str, places: Sequence[int], width: Literal["stretch", "content"]) -> None:
    """Shows a chart with the choice CHOSEN among its rows; what is clicked chooses, in the table `key`, its place."""
    name = f"{key}-chart-{turn(key)}"

    def pick() -> None:
        picked = st.session_state[name]["selection"].get(CHOSEN) or []
        forget_row(key, places[int(picked[0]["行"])] if picked else None)

    st.altair_chart(chart, width=width, key=name, on_select=pick, selection_mode=CHOSEN)


def _chart(values: Sequence[Mapping[str, object]]) -> Any:
    """A chart of these values, to be made before its parts: Altair would look for dates in a pandas that another thread
    has imported by half, so that is waited for.
    """
    import_module("pandas")
    return alt.Chart(alt.InlineData(values=values))
