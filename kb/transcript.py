"""Answers and conversations to take along: as plain text, Markdown, or a Word document."""

import io
import re
from collections.abc import Iterator, Sequence

from kb.citations import Citation
from kb.history import Exchange

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
TITLE = "政策问答记录"
CAUTION = "回答只依据知识库中的公文；使用时请以公文原文为准。"


def official(citation: Citation) -> str:
    """A citation as notices cite each other: 《标题》（发文字号）条款.

    >>> from kb.citations import CitedDocument
    >>> document = CitedDocument("a", "某办法", "某政〔2025〕6号", None)
    >>> official(Citation(1, document, "二、（三）10", None, "", 0, 0, None, ""))
    '《某办法》（某政〔2025〕6号）二、（三）10'
    """
    number = f"（{citation.document.number}）" if citation.document.number else ""
    return f"《{citation.document.title}》{number}{citation.clause}"


def plain(exchange: Exchange) -> str:
    """An answer with its citations in official form, and what the reader must know."""
    answer = exchange.answer
    parts = [answer.answer]
    if answer.citations:
        parts.append("\n".join([f"{_sources(exchange)}：", *(_cited(citation) for citation in answer.citations)]))
    if answer.notes:
        parts.append("\n".join(f"提示：{note}" for note in answer.notes))
    return "\n\n".join(parts)


def markdown(exchanges: Sequence[Exchange]) -> str:
    """A conversation in Markdown; what a question or a notice says stays text."""
    lines = [f"# {TITLE}", ""]
    for exchange in exchanges:
        lines += [f"## {_escaped(' '.join(exchange.question.split()))}", ""]
        for line in exchange.answer.answer.splitlines():
            item, text = ("- ", line[2:]) if line.startswith("- ") else ("", line)
            lines += [item + _escaped(text), *([] if item else [""])]
        lines.append("")
        for citation in exchange.answer.citations:
            lines += [f"> {_escaped(_cited(citation))}", ">"]
        lines += ["", *(f"*提示：{_escaped(note)}*\n" for note in exchange.answer.notes)]
    return "\n".join([*lines, CAUTION, ""])


def docx(exchanges: Sequence[Exchange]) -> bytes:
    """A conversation as a Word document."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.add_heading(TITLE, level=1)
    for exchange in exchanges:
        document.add_heading(_printable(exchange.question), level=2)
        for kind, line in _paragraphs(exchange):
            document.add_paragraph(_printable(line), style=kind)
    document.add_paragraph(CAUTION)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _paragraphs(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """The paragraphs of an exchange, each with the name of its style in Word."""
    for line in exchange.answer.answer.splitlines():
        is_item = line.startswith("- ")
        yield ("List Bullet", line[2:]) if is_item else ("Normal", line)
    if exchange.answer.citations:
        yield "Heading 3", _sources(exchange)
    for citation in exchange.answer.citations:
        yield "Normal", _cited(citation)
    for note in exchange.answer.notes:
        yield "Normal", f"提示：{note}"


def _sources(exchange: Exchange) -> str:
    return "最接近的条款" if exchange.answer.refused else "依据"


def _cited(citation: Citation) -> str:
    return f"[{citation.marker}] {official(citation)}：“{' '.join(citation.quote.split())}”"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _printable(text: str) -> str:
    """`text` without the control characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")
