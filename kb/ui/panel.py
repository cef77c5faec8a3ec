"""A list beside the source of the line that was chosen in it: what the pages with tables share."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial

import streamlit as st

from kb.catalogue import Located
from kb.ui.knowledge import Knowledge
from kb.ui.reader import show_source
from kb.ui.table import Rows, choose_row, chosen_row, forget_row


def table_with_source(
    knowledge: Knowledge,
    rows: Rows,
    cited: Sequence[tuple[Located, str]],
    key: str,
    above: Callable[[], None] | None = None,
) -> None:
    """The rows; of the one that is chosen the source beside it. `cited` are clause and quote of each row.

    `above` shows what stands over the table.
    """
    chosen = chosen_row(key, len(rows))
    words, beside = st.columns([3, 2], gap="medium") if chosen is not None else (nullcontext(), None)
    with words:
        if above:
            above()
        choose_row(rows, key)
    if chosen is not None and beside is not None:
        with beside:
            show_source(knowledge, knowledge.citation(*cited[chosen]), partial(forget_row, key))
