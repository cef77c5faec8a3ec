"""Text of a document or a user, made safe to show: what it says is shown, never run.

Two ways lead to the screen. HTML is the first choice, for there every character stays itself. The label of a
Streamlit element is Markdown, with Streamlit's own additions.
"""

import html
import re

_WHITE_SPACE = re.compile(r"\s+")
_ASCII_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# What Streamlit looks for after the escapes are gone: emoji and icon names, web and mail addresses, arrows, dashes.
_LATE_PATTERNS = re.compile(r"\\[:.@<>=-]")
WORD_JOINER = "\u2060"


def as_html(text: str) -> str:
    """`text` for `st.html`, on one line, so that nothing between here and the page trims or re-indents it.

    >>> as_html("<b>甲</b>\\n乙")
    '&lt;b&gt;甲&lt;/b&gt;&#10;乙'
    """
    return html.escape(text).replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")


def as_label(text: str) -> str:
    """`text` for the label of a Streamlit element, on one line.

    A backslash stands before each ASCII punctuation mark; an invisible word joiner stands on both sides of those
    that Streamlit reads once more after Markdown (“:smile:”, “www.”, “->”).

    >>> as_label("*甲*")
    '\\\\*甲\\\\*'
    """
    escaped = _ASCII_PUNCTUATION.sub(r"\\\1", _WHITE_SPACE.sub(" ", text).strip())
    return _LATE_PATTERNS.sub(lambda match: f"{WORD_JOINER}{match[0]}{WORD_JOINER}", escaped)
