"""The little HTML of the pages. Every text in it is escaped here; the looks are in style.css."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from kb.answering.answer import Answer, AnsweredUnit
from kb.index import Entry
from kb.standing import Standing
from kb.ui.escape import as_html
from kb.ui.excerpts import Source
from kb.ui.quoting import excerpt
from kb.ui.words import REASONS, ROLES, day, document_facts, official_name

_ITEM = re.compile(r"(?:(-)|(\d+)\.) +(.*)", re.DOTALL)
_MARKER = re.compile(r"(\S?)\[(\d+)\]")
_MORE = '<span class="kb-more" aria-hidden="true">……</span>'


def block(content: str, name: str, tag: str = "div", attributes: str = "") -> str:
    """An element of the class kb-`name`; `content` is HTML already."""
    return f'<{tag} class="kb-{name}" lang="zh-Hans"{attributes}>{content}</{tag}>'


def question(text: str) -> str:
    return block(as_html(text), "question")


def alert(text: str) -> str:
    """One line that says what went wrong."""
    return block(as_html(text), "alert", attributes=' role="alert"')


def answer(given: Answer, markers: Collection[int]) -> str:
    """The words of an answer: why it is refused, paragraphs and lists; each `[n]` of `markers` opens citation n."""
    word = REASONS[given.reason] if given.reason else ""
    reason = block(as_html(word), "reason", "p") if word else ""
    return block(reason + "".join(_paragraphs(given.answer, markers)), "answer")


def words(text: str) -> str:
    """The words of an answer that is not complete yet: paragraphs and lists, markers that lead nowhere."""
    return block("".join(_paragraphs(text, ())), "answer", attributes=' aria-busy="true"')


def notes(lines: Iterable[str]) -> str:
    return "".join(block(as_html(line), "note", "p", ' role="note"') for line in lines)


def units(given: Answer) -> str:
    """The units of an answer, a list for each role; what its notes say of a unit is not said twice."""
    lists = []
    for role, name in ROLES.items():
        items = "".join(f"<li>{_unit(unit, given.notes)}</li>" for unit in given.units if unit.role is role)
        if items:
            lists.append(f'<dt>{name}</dt><dd><ul aria-label="{name}">{items}</ul></dd>')
    return block("".join(lists), "units", "dl") if lists else ""


def source_head(found: Source, standing: Standing) -> str:
    """What is above an opened source: which notice, whether it holds, which clause."""
    cited = found.citation
    name = block(as_html(official_name(cited.document.title, cited.document.number)), "notice", "h2")
    return block(name + _source_facts(found, standing) + _path(found), "source")


def source_text(found: Source) -> str:
    """The notice with the clause and the quote marked in it; a reader can scroll in it, by keys as well."""
    before = _MORE if found.starts_inside else ""
    after = _MORE if found.ends_inside else ""
    reading = ' tabindex="0" role="region" aria-label="公文原文"'
    return block(before + excerpt(found.pieces) + after, "excerpt", attributes=reading)


def standing(found: Standing) -> str:
    """Whether a notice holds: a sign, a word, and what it follows from."""
    sign, name = ("✕", "over") if found.is_over else ("✓", "holds") if found.holds else ("·", "open")
    because = f"（{found.because}）" if found.because else ""
    return f'<span class="kb-standing kb-{name}">{sign} {as_html(found.validity + because)}</span>'


def document_facts_line(entry: Entry, held: Standing) -> str:
    """The quiet line under a document's title: issuer, date, number of clauses, whether it holds."""
    facts = "".join(f"<span>{as_html(fact)}</span> " for fact in document_facts(entry))
    return block(facts + standing(held), "facts", "p")


def _paragraphs(text: str, markers: Collection[int]) -> Iterator[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for kind, run in groupby(lines, key=_kind):
        contents = [_marked(line, markers) for line in run]
        if kind == "p":
            yield from (f"<p>{content}</p>" for content in contents)
        else:
            yield f"<{kind}>{''.join(contents)}</{kind}>"


def _kind(line: str) -> str:
    match = _ITEM.fullmatch(line)
    return "p" if not match else "ul" if match[1] else "ol"


def _marked(line: str, markers: Collection[int]) -> str:
    match = _ITEM.fullmatch(line)
    if not match:
        return _with_markers(line, markers)
    value = f' value="{int(match[2])}"' if match[2] else ""
    return f"<li{value}>{_with_markers(match[3], markers)}</li>"


def _with_markers(text: str, markers: Collection[int]) -> str:
    """The text with a link in the place of each marker, which is never parted from the character before it."""
    parts, at = [], 0
    for match in _MARKER.finditer(text):
        if int(match[2]) in markers:
            link = f'<a class="kb-marker" href="#source" aria-label="打开引证{match[2]}">[{match[2]}]</a>'
            parts += [as_html(text[at : match.start()]), f'<span class="kb-unbroken">{as_html(match[1])}{link}</span>']
            at = match.end()
    return "".join(parts) + as_html(text[at:])


def _unit(unit: AnsweredUnit, said: Iterable[str]) -> str:
    full_name = unit.resolved if unit.resolved != unit.name else None
    remark = unit.note if unit.note and not any(unit.note in line for line in said) else None
    more = "；".join(filter(None, (full_name, remark)))
    return as_html(unit.name) + (f"<small>（{as_html(more)}）</small>" if more else "")


def _source_facts(found: Source, holds: Standing) -> str:
    cited = found.citation
    page = f"第{cited.page}页" if cited.page else None
    signed = f"{day(found.signed_on)}成文" if found.signed_on else None
    facts = "".join(f"<span>{as_html(fact)}</span> " for fact in (cited.document.issuer, signed, page) if fact)
    return block(facts + standing(holds), "facts", "p")


def _path(found: Source) -> str:
    cited = found.citation
    steps = (*found.above, " ".join(filter(None, (cited.clause, cited.heading))))
    items = "".join(f"<li>{as_html(step)}</li>" for step in steps)
    return block(items, "path", "ol", ' aria-label="条款位置"')
