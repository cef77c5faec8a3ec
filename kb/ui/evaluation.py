"""The page 评测: the last evaluation, how it went before, the worst questions; what readers thought; who did what."""

import datetime as dt
import io
import zipfile
from typing import Any

import streamlit as st

from eval.dataset import Half
from eval.measures import meanings
from kb.feedback import evaluation_set
from kb.runs import Run, runs, start
from kb.settings import Settings
from kb.ui import markup
from kb.ui.elements import one_line_errors, show
from kb.ui.knowledge import Knowledge, open_knowledge
from kb.ui.roles import administrator_only, is_administrator, name
from kb.ui.words import REASONS

_SHOWN = ("decision", "clause_recall", "clause_precision", "units", "complete_set", "strings")
_HALVES = {"全部": None, "开发": Half.DEV, "留出": Half.TEST}


def page() -> None:
    """The whole page. Raises PolicyKBError where the knowledge base cannot be used."""
    knowledge = open_knowledge(Settings.from_environment())
    show(markup.block("评测", "headline", "h1"))
    show(markup.block("拿有标准答案的问题来问，看答得对不对、引得准不准。", "lead", "p"))
    kept = runs(knowledge.settings)
    if kept:
        _last(kept[0], knowledge.settings)
        _trend(kept)
    else:
        show(markup.notes(["还没有做过评测。"]))
    with st.expander("做一次评测", icon=":material/play_arrow:"):
        if administrator_only(knowledge.settings):
            _start(knowledge)
    if is_administrator(knowledge.settings):
        _feedback(knowledge)
        _deeds(knowledge)


def _last(run: Run, settings: Settings) -> None:
    report, names = run.scores.report, meanings()
    show(markup.block(f"最近一次　{_minute(run.at)}", "section", "h2"))
    with st.container(horizontal=True, key="counts"):
        st.metric("全对", f"{report['passed']}/{report['questions']}", width=110)
        for measure in _SHOWN:
            value = report["measures"].get(measure)
            if value is not None:
                st.metric(names[measure].label, f"{value:.3f}", width=110, help=names[measure].definition)
        st.metric("95% 问题用时", f"{report['latency_ms']['p95']:.0f} 毫秒", width=130)
    if is_administrator(settings):
        st.download_button(
            "下载完整报告", run.page.read_bytes, f"评测-{run.path.name}.html", "text/html", icon=":material/download:"
        )
        _failures(report["failures"])


def _failures(found: list[dict[str, Any]]) -> None:
    """The questions, which may be readers' own, and what was wrong with their answers."""
    if not found:
        return
    rows = [{"问题": each["question"], "错处": _in_words("；".join(each["problems"]))} for each in found]
    show(markup.block(f"没有全对的问题（{len(rows)}个）", "section", "h2"))
    st.dataframe(rows, hide_index=True, height="content" if len(rows) < 10 else 380)


def _in_words(problem: str) -> str:
    for reason, word in REASONS.items():
        problem = problem.replace(reason, f"“{word or '不是提问'}”")
    return problem


def _trend(kept: list[Run]) -> None:
    if len(kept) < 2:
        return
    show(markup.block("历次评测：全对的比例", "section", "h2"))
    points = [{"时间": run.at, "全对的比例": run.share} for run in reversed(kept)]
    st.line_chart(points, x="时间", y="全对的比例", height=220)


def _start(knowledge: Knowledge) -> None:
    half = st.segmented_control("题目", list(_HALVES), default="开发", key="half")
    if st.button("开始", type="primary", icon=":material/play_arrow:", key="start"):
        knowledge.audit.note(name(), "评测", half or "全部")
        bar = st.progress(0.0, "正在提问……")

        def tell(done: int, total: int) -> None:
            bar.progress(done / total, f"已答 {done} 题，共 {total} 题")

        with one_line_errors():
            start(knowledge.settings, _HALVES[half or "全部"], tell)
            bar.empty()
            st.rerun()


def _feedback(knowledge: Knowledge) -> None:
    show(markup.block("读者的反馈", "section", "h2"))
    found = knowledge.feedback.all()
    good = sum(feedback.is_good for feedback in found)
    st.caption(f"赞 {good} 次，踩 {len(found) - good} 次。")
    if found:
        rows = [
            {
                "时间": _minute(each.at),
                "评价": "赞" if each.is_good else "踩",
                "问题": each.question,
                "原因": each.reason or "",
                "说明": each.comment,
            }
            for each in reversed(found)
        ]
        st.dataframe(rows, hide_index=True, height="content" if len(rows) < 8 else 300)
        files = evaluation_set(found, knowledge.base.documents())
        st.download_button(
            "导出为评测集", lambda: _zipped(files), "feedback.zip", "application/zip", icon=":material/download:"
        )


def _deeds(knowledge: Knowledge) -> None:
    found = knowledge.audit.last()
    if found:
        show(markup.block("操作记录", "section", "h2"))
        rows = [{"时间": _minute(deed.at), "谁": deed.who, "做了什么": deed.what, "对象": deed.which} for deed in found]
        st.dataframe(rows, hide_index=True, height="content" if len(rows) < 8 else 300)


def _minute(at: dt.datetime) -> str:
    """The time of the place, to the minute."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _zipped(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, text in files.items():
            archive.writestr(file, text)
    return packed.getvalue()
