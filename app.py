"""The Streamlit entry: settings of the page and navigation, nothing else."""

import streamlit as st

from kb.ui import chat, documents, evaluation, targets, tasks, units
from kb.ui.elements import ICON, one_line_errors, style

st.set_page_config(page_icon=ICON, layout="wide")
style()
with one_line_errors():
    st.navigation(
        [
            st.Page(chat.page, title="问政策", icon=":material/forum:", default=True),
            st.Page(units.page, title="单位", icon=":material/apartment:", url_path="units"),
            st.Page(tasks.page, title="任务与期限", icon=":material/event:", url_path="tasks"),
            st.Page(targets.page, title="指标", icon=":material/bar_chart:", url_path="targets"),
            st.Page(documents.page, title="文件", icon=":material/description:", url_path="documents"),
            st.Page(evaluation.page, title="评测", icon=":material/fact_check:", url_path="evaluation"),
        ]
    ).run()
