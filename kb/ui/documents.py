"""The page 文件: what is in the knowledge base, to be read; and put in, replaced, removed by the administrator."""

import streamlit as st

from kb import shelf
from kb.index import Entry
from kb.notices import Notice
from kb.settings import Settings
from kb.ui import markup, notice
from kb.ui.elements import safely, scroll_to_clause, show
from kb.ui.escape import as_html
from kb.ui.knowledge import Knowledge, open_knowledge
from kb.ui.parse import show_parse
from kb.ui.reader import is_pdf, save_original, show_pdf
from kb.ui.roles import administrator_only, is_administrator, name
from kb.ui.table import choose_row
from kb.ui.undoing import offer_undo, remember
from kb.ui.uploading import upload
from kb.ui.words import official_name

_OPENED = "doc"


def page() -> None:
    """The whole page. Raises PolicyKBError where the knowledge base cannot be used."""
    knowledge = open_knowledge(Settings.from_environment())
    entries = {entry.id: entry for entry in knowledge.base.documents()}
    entry = entries.get(st.query_params.get(_OPENED, ""))
    if entry:
        _document(knowledge, entry)
    else:
        _list(knowledge, list(entries.values()))


def _list(knowledge: Knowledge, entries: list[Entry]) -> None:
    show(markup.block("文件", "headline", "h1"))
    show(markup.block(f"知识库里有{len(entries)}件公文。选一件，读全文。", "lead", "p"))
    offer_undo(knowledge)
    if entries:
        tasks = {h.id: sum(bool(c.units) for c in h.notice.clauses) for h in knowledge.catalogue.holdings}
        rows = [_row(knowledge, entry, tasks.get(entry.id, 0)) for entry in entries]
        chosen = choose_row(rows, "documents")
        if chosen is not None:
            st.query_params[_OPENED] = entries[chosen].id
            st.rerun()
    with st.expander("添加公文", icon=":material/upload_file:", expanded=not entries):
        if administrator_only(knowledge.settings):
            upload(knowledge)


def _row(knowledge: Knowledge, entry: Entry, tasks: int) -> dict[str, object]:
    held = knowledge.standing(entry.id)
    return {
        "标题": entry.title,
        "发文字号": entry.number or "",
        "成文日期": entry.signed_on,
        "效力": held.validity.value,
        "任务数": tasks,
        "条款数": entry.clauses,
        "发文机关": entry.issuer or "",
    }


def _document(knowledge: Knowledge, entry: Entry) -> None:
    read = knowledge.base.notice(entry.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("全部文件", icon=":material/arrow_back:", type="tertiary", on_click=_back)
        save_original(knowledge, entry.id)
        if is_administrator(knowledge.settings):
            _removing(knowledge, entry)
    show(markup.block(as_html(official_name(entry.title, entry.number)), "headline kb-long", "h1"))
    show(markup.document_facts_line(entry, knowledge.standing(entry.id)))
    if newer := knowledge.newer(entry.id):
        show(markup.alert(f"知识库里有较新的{newer.short_name}，内容可能已有变化。"))
    tabs = st.tabs(["全文", "解析核对", *(["原件"] if is_pdf(entry) else [])])
    with tabs[0]:
        _reading(read)
    with tabs[1]:
        show_parse(read)
    if is_pdf(entry):
        with tabs[2]:
            show_pdf(knowledge, entry, 800)


def _reading(read: Notice) -> None:
    here = st.query_params.get("clause")
    aside, text = st.columns([1, 3], gap="medium")
    with aside, st.container(key="outline"):
        show(notice.outline(read))
    with text:
        show(notice.page(read, here))
    if here:
        scroll_to_clause()


def _removing(knowledge: Knowledge, entry: Entry) -> None:
    with st.popover("移除", icon=":material/delete:", type="tertiary"):
        st.write("从知识库移除这件公文？问答不再引用它；可以撤销。")
        st.button("确认移除", key="remove", type="primary", on_click=safely(_remove, knowledge, entry))


def _remove(knowledge: Knowledge, entry: Entry) -> None:
    knowledge.audit.note(name(), "移除", f"{entry.id} {entry.title}")
    remember("移除", [shelf.remove(entry.id, knowledge.settings)])
    _back()


def _back() -> None:
    for parameter in (_OPENED, "clause"):
        st.query_params.pop(parameter, None)
