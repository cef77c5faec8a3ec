"""What was understood of a notice, for a person to judge."""

import streamlit as st

from kb.notices import Notice
from kb.ui import markup
from kb.ui.elements import show


def show_parse(read: Notice, key: str = "") -> None:
    """What was understood of a notice, in numbers, and what found no place in it; `key` tells several apart."""
    counts = {
        "条款": len(read.clauses),
        "任务": sum(bool(clause.units) for clause in read.clauses),
        "责任单位": len({unit.name for clause in read.clauses for unit in clause.units}),
        "时限": sum(len(clause.deadlines) for clause in read.clauses),
        "指标": sum(len(clause.targets) for clause in read.clauses),
        "表格": len(read.tables),
    }
    with st.container(horizontal=True, key=f"counts{key}"):
        for name_of, count in counts.items():
            st.metric(name_of, count, width=90)
    if read.unassigned:
        show(markup.notes([f"有{len(read.unassigned)}处文字没有归入条款："]))
        show(markup.notes(piece.text[:200] for piece in read.unassigned[:20]))
    else:
        show(markup.notes(["全部文字都归入了条款。"]))
