"""The data of a document that a question may ask for: how each is called and worded, and which lines state it."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from kb.answering.draft import Context, Evidence
from kb.catalogue import Holding
from kb.clauses import Part
from kb.documents import Document
from kb.text import fold, sentences


@dataclass(frozen=True)
class Field:
    """A datum of a document: the cue that asks for it, its label and value in words, the parts that state it.

    What may stand in any clause is `stated` there by the sentence that has these words.
    """

    cue: str
    label: str
    value: Callable[[Document], str | None]
    parts: tuple[Part, ...] = ()
    stated: re.Pattern[str] | None = None


def day(day: dt.date | None) -> str | None:
    return f"{day.year}年{day.month}月{day.day}日" if day else None


def _period(document: Document) -> str | None:
    return f"{document.period[0].year}—{document.period[1].year}年" if document.period else None


def _valid(document: Document) -> str | None:
    return f"到{day(document.valid_until)}为止" if document.valid_until else None


def _listed(names: tuple[str, ...]) -> str | None:
    return "，".join(names) or None


FIELDS = (
    Field("metadata_number", "发文字号", lambda d: d.number, (Part.TITLE,)),
    PRINTED := Field("metadata_printed", "印发日期", lambda d: day(d.printed_on), (Part.CLOSING,)),
    SIGNED := Field("metadata_signed", "成文日期", lambda d: day(d.signed_on), (Part.TITLE, Part.CLOSING)),
    Field("metadata_copied", "抄送", lambda d: _listed(d.copied_to), (Part.CLOSING,)),
    Field("metadata_addressees", "主送机关", lambda d: _listed(d.addressees), (Part.TITLE,)),
    ISSUER := Field("metadata_issuer", "发文机关", lambda d: d.issuer, (Part.TITLE, Part.CLOSING)),
    TITLE := Field("metadata_title", "标题", lambda d: d.title, (Part.TITLE,)),
    Field("metadata_in_force", "施行日期", lambda d: day(d.in_force_from), stated=re.compile(r"施行|实施|生效|执行")),
    VALID := Field("metadata_valid", "有效期", _valid, stated=re.compile(r"有效期|有效至")),
    Field("metadata_repeals", "废止的文件", lambda d: _listed(d.repeals), stated=re.compile(r"废止|失效")),
    Field("metadata_index", "索引号", lambda d: d.index_number, (Part.TITLE, Part.CLOSING)),
    Field("metadata_words", "主题词", lambda d: _listed(d.subject_words), (Part.TITLE, Part.CLOSING)),
    Field("metadata_disclosure", "公开方式", lambda d: d.disclosure, (Part.TITLE, Part.CLOSING)),
    STATUS := Field("metadata_status", "有效性", lambda d: d.status, (Part.TITLE, Part.CLOSING)),
    PERIOD := Field("metadata_period", "执行期", _period, (Part.TITLE,)),
)


def evidence_of(context: Context, holding: Holding, field: Field, value: str) -> Evidence | None:
    """The fewest lines of the title block or the closing lines, or the sentence of a clause, that state the value."""
    if field.stated:
        return _sentence_stating(holding, field.stated)
    names = [fold(name) for name in re.split(r"[，、]", value)]
    for located in (context.catalogue.by_key.get((holding.id, part)) for part in field.parts):
        quote = _block_with(located.clause.text.split("\n"), names) if located else None
        if located and quote:
            return Evidence(located, quote)
    return None


def _block_with(lines: list[str], names: list[str]) -> str | None:
    """The fewest lines one after the other that have all the names: a title or a list may run over several."""
    blocks = (
        lines[start : start + length] for length in range(1, len(lines) + 1) for start in range(len(lines) - length + 1)
    )
    said = (("\n".join(block), fold("".join(block))) for block in blocks)
    return next((block for block, folded in said if all(name in folded for name in names)), None)


def _sentence_stating(holding: Holding, stated: re.Pattern[str]) -> Evidence | None:
    """The last sentence of the document that has the words: terms stand at the end."""
    for located in reversed(holding.clauses):
        text = located.clause.text
        for start, end in sentences(text):
            if stated.search(text[start:end]) and re.search(r"\d|废止", text[start:end]):
                return Evidence(located, text[start:end].strip("\n"))
    return None
