"""What a document or a user writes is shown as it stands, in HTML and in labels."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ui.escape import WORD_JOINER, as_html, as_label

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("科技保险", "科技保险", id="汉字不变"),
        pytest.param("<script>甲</script>", "&lt;script&gt;甲&lt;/script&gt;", id="标签"),
        pytest.param("""&"'""", "&amp;&quot;&#x27;", id="引号与和号"),
        pytest.param("甲\r\n\t乙", "甲&#13;&#10;&#9;乙", id="换行与制表符"),
        pytest.param("**$x$** :red[x]", "**$x$** :red[x]", id="HTML 里 Markdown 只是字"),
    ],
)
def test_html(text: str, expected: str) -> None:
    assert as_html(text) == expected


@given(TEXT)
def test_html_says_what_the_text_says(text: str) -> None:
    """A browser reads from it the text itself, and nothing between here and there can trim or re-indent it."""
    escaped = as_html(text)
    assert html.unescape(escaped.replace("&#13;", "\r")) == text
    assert not set("<>\"'\r\n\t") & set(escaped)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("二、（三）10 保险", "二、（三）10 保险", id="全角标点不变"),
        pytest.param("*甲* _乙_ `丙`", r"\*甲\* \_乙\_ \`丙\`", id="强调与代码"),
        pytest.param("![](x) <b> $y$ #", r"\!\[\]\(x\) \<b\> \$y\$ \#", id="图、标签、公式、标题"),
        pytest.param("甲\n\n乙", "甲 乙", id="一行"),
        pytest.param(":red[x]", r"\:red\[x\]", id="颜色"),
        pytest.param(r"\*", r"\\\*", id="反斜杠"),
    ],
)
def test_label(text: str, expected: str) -> None:
    assert as_label(text).replace(WORD_JOINER, "") == expected


@given(TEXT)
def test_label_says_what_the_text_says(text: str) -> None:
    """Each ASCII punctuation mark is escaped; without escapes and joiners the words are those of the text."""
    label = as_label(text.replace(WORD_JOINER, ""))
    assert not re.sub(r"\\[!-/:-@\[-`{-~]", "", label).strip(WORD_JOINER).count("\\")
    said = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", label.replace(WORD_JOINER, ""))
    assert said.split() == text.replace(WORD_JOINER, "").split()
