"""A table to choose a row of: Streamlit's own, with sorting, search and one way to say what was chosen."""

from collections.abc import Mapping, Sequence

import streamlit as st

Rows = Sequence[Mapping[str, object]]
_ROW, _MOST = 35, 480  # pixels
_WIDE = {
    "标题": 330,
    "任务": 260,
    "内容": 300,
    "单位": 160,
    "责任单位": 220,
    "公文": 110,
    "条款": 110,
    "时限": 190,
    "指标": 220,
}


def choose_row(rows: Rows, key: str) -> int | None:
    """Shows the rows; the place of the one that is chosen, or None."""
    st.dataframe(
        list(rows),
        key=_key(key),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=min(_MOST, _ROW * (len(rows) + 1) + 3),
        column_config={name: st.column_config.Column(width=width) for name, width in _WIDE.items()},
        placeholder="—",
    )
    return chosen_row(key, len(rows))


def chosen_row(key: str, count: int) -> int | None:
    """The place of the row that is chosen in a table of `count` rows, also before it is shown; or None."""
    state = st.session_state.get(_key(key))
    rows = state["selection"]["rows"] if state else []
    place = rows[0] if rows else st.session_state.get(f"{key}-instead")
    return int(place) if place is not None and place < count else None


def forget_row(key: str, instead: int | None = None) -> None:
    """Takes the choice back: the table begins anew, with the row `instead` chosen, which something else chose."""
    st.session_state[f"{key}-instead"] = instead
    st.session_state[f"{key}-round"] = st.session_state.get(f"{key}-round", 0) + 1
    if instead is None:
        st.session_state[f"{key}-turn"] = turn(key) + 1


def turn(key: str) -> int:
    """How often a choice was taken back without another in its place: what chose it then begins anew, too."""
    return int(st.session_state.get(f"{key}-turn", 0))


def _key(key: str) -> str:
    return f"{key}-{st.session_state.get(f'{key}-round', 0)}"
