"""The Streamlit entry: settings of the page and navigation, nothing else."""

import streamlit as st

from kb.ui import chat, documents
from kb.ui.elements import ICON, one_line_errors, style

st.set_page_config(page_title="问政策", page_icon=ICON, layout="wide")
style()
with one_line_errors():
    st.navigation(
        [
            st.Page(chat.page, title="问政策", icon=":material/forum:", default=True),
            st.Page(documents.page, title="文件", icon=":material/description:", url_path="documents"),
        ]
    ).run()
