"""Answers to take along say what the answer says, with citations in official form."""

import io

from docx import Document

from kb.answering.answer import Answer, Kind, Reason
from kb.citations import Citation, CitedDocument
from kb.history import Exchange
from kb.transcript import docx, markdown, plain

DOCUMENT = CitedDocument("a", "某市*办法*", "某政〔2025〕6号", None)
CITED = Citation(1, DOCUMENT, "二、（三）10", None, "建桥\n10座。", 0, 1, None, "a.txt")
ANSWER = Answer("谁管桥？", Kind.UNIT_TASKS, "共1项：\n- 建<b>桥</b>[1]", citations=(CITED,), notes=("期限已过。",))
REFUSED = Answer("x", Kind.CONTENT, "没有涉及。", True, Reason.NOT_IN_CORPUS)
TALK = [Exchange("谁管\n# 桥？", ANSWER), Exchange("\x0b船呢？", REFUSED)]


def test_plain() -> None:
    answer, cited, note = plain(TALK[0]).split("\n\n")
    assert answer == "共1项：\n- 建<b>桥</b>[1]"
    assert cited == "依据：\n[1] 《某市*办法*》（某政〔2025〕6号）二、（三）10：“建桥 10座。”"
    assert note == "提示：期限已过。"
    assert plain(TALK[1]) == "没有涉及。"


def test_markdown_keeps_text_text() -> None:
    written = markdown(TALK)
    assert r"## 谁管 \# 桥？" in written
    assert r"- 建\<b\>桥\</b\>\[1\]" in written
    assert r"> \[1\] 《某市\*办法\*》（某政〔2025〕6号）二、（三）10：“建桥 10座。”" in written
    assert "*提示：期限已过。*" in written


def test_docx() -> None:
    document = Document(io.BytesIO(docx(TALK)))
    said = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert ("List Bullet", "建<b>桥</b>[1]") in said
    assert ("Normal", "[1] 《某市*办法*》（某政〔2025〕6号）二、（三）10：“建桥 10座。”") in said
    assert ("Heading 2", "船呢？") in said
