"""A table to choose a row of: Streamlit's own, with sorting, search and one way to say what was chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

_ROW, _MOST = 35, 480  # pixels


def choose_row(rows: Sequence[Mapping[str, object]], key: str, **columns: Any) -> int | None:
    """The place of the row that was chosen, or None. `columns` are Streamlit's settings of columns, by name."""
    shown = st.dataframe(
        list(rows),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=min(_MOST, _ROW * (len(rows) + 1) + 3),
        column_config=columns,
    )
    chosen = shown["selection"]["rows"]
    return int(chosen[0]) if chosen and chosen[0] < len(rows) else None
