"""Putting documents into the knowledge base: chosen, read, looked at, accepted."""

import streamlit as st

from ingest.pipeline import Result, Status
from ingest.readers import SUFFIXES
from kb import shelf
from kb.notices import DOUBT
from kb.shelf import Preview, Upload
from kb.ui import markup, notice
from kb.ui.elements import show
from kb.ui.escape import as_label
from kb.ui.knowledge import Knowledge
from kb.ui.parse import show_parse
from kb.ui.roles import name
from kb.ui.undoing import remember
from kb.ui.words import official_name, short_name

_PREVIEWS, _ROUND = "previews", "upload-round"


def upload(knowledge: Knowledge) -> None:
    """The files that are chosen, what each holds, and the button that accepts them."""
    files = st.file_uploader(
        "选择文件或拖到这里，可多选",
        type=sorted(suffix.removeprefix(".") for suffix in SUFFIXES),
        accept_multiple_files=True,
        key=f"files-{st.session_state.get(_ROUND, 0)}",
        max_upload_size=knowledge.settings.limits.file_mb,
    )
    if not files:
        return
    uploads = [Upload(file.name, file.getvalue()) for file in files]
    found = [(each, _previews(each, knowledge)) for each in uploads]
    for place, preview in enumerate(preview for _, previews in found for preview in previews):
        _show(preview, place)
    good = [each for each, previews in found if any(preview.notice for preview in previews)]
    replaced = sum(preview.notice is not None and preview.before is not None for _, each in found for preview in each)
    if good and _is_wanted(f"入库 {len(good)} 个文件", replaced):
        _accept(good, knowledge)


def _is_wanted(label: str, replaced: int) -> bool:
    """Whether the files are to be taken in; asked twice where documents would be replaced."""
    if not replaced:
        return st.button(label, type="primary", icon=":material/check:", key="accept")
    with st.popover(label, type="primary", icon=":material/check:"):
        st.write(f"将替换知识库里的{replaced}件公文；可以撤销。")
        return st.button("确认替换", type="primary", key="accept")


def _previews(given: Upload, knowledge: Knowledge) -> list[Preview]:
    """What a file holds; found out once in a session for each state of the knowledge base."""
    held = st.session_state.setdefault(_PREVIEWS, {})
    key = given.name, given.sha256, knowledge.base.state()
    if key not in held:
        with st.spinner(f"正在解析 {as_label(given.name)}"):
            held[key] = shelf.preview(given, knowledge.base, knowledge.settings)
    found: list[Preview] = held[key]
    return found


def _show(preview: Preview, place: int) -> None:
    if preview.reason is not None:
        st.error(as_label(f"{preview.name}：{preview.reason}"), icon=":material/block:")
    elif preview.notice is None:
        st.info(as_label(f"{preview.name}：这个文件已在知识库里。"), icon=":material/done_all:")
    else:
        data = preview.notice.document
        title = official_name(data.title or "无标题", data.number)
        if preview.notice.is_doubtful:
            st.warning(as_label(f"{preview.name}：{DOUBT}"), icon=":material/help:")
        if preview.before:
            old = short_name(preview.before.title, preview.before.number)
            show(markup.alert(f"{preview.name}：知识库里已有这件公文（{old}），入库后将替换它；可以撤销。"))
        with st.expander(as_label(f"{preview.name}　{title}"), icon=":material/description:"):
            show_parse(preview.notice, f"-{place}")
            with st.container(height=420, key=f"preview-{place}"):
                show(notice.page(preview.notice))


def _accept(uploads: list[Upload], knowledge: Knowledge) -> None:
    results: list[Result] = []
    withdrawn: list[shelf.Withdrawn] = []
    with st.status("正在入库……", expanded=True) as status:
        bar = st.progress(0.0)
        for count, each in enumerate(uploads):

            def tell(done: int, total: int, result: Result, before: int = count) -> None:
                bar.progress((before + done / total) / len(uploads), as_label(result.path.name))

            knowledge.audit.note(name(), "入库", each.name)
            summary, replaced = shelf.accept(each, knowledge.settings, tell)
            results += summary.results
            withdrawn += replaced
        read = sum(result.status is Status.READ for result in results)
        refused = [result for result in results if result.status is Status.REFUSED]
        status.update(label=f"已入库 {read} 份，被拒 {len(refused)} 份。", state="error" if refused else "complete")
        show(markup.notes(f"{result.path.name}：{result.remark}" for result in refused))
    remember("替换", withdrawn)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state.pop(_PREVIEWS, None)
    if not refused:
        st.toast(f"已入库 {read} 份公文。", icon=":material/check:")
        st.rerun()
