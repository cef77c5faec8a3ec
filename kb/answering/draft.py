"""From what was found to an answer: lines with their evidence are numbered, cited and checked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from kb.answering.answer import Answer, AnsweredUnit, Reason
from kb.catalogue import Catalogue, Located
from kb.citations import Citation, cite, is_true
from kb.clauses import Clause
from kb.commitments import DeadlineKind
from kb.questions import Kind, Question
from kb.text import sentences
from kb.units import Unit


@dataclass(frozen=True)
class Evidence:
    """A clause and the exact words of it that prove a line."""

    located: Located
    quote: str


@dataclass(frozen=True)
class Line:
    """A line of an answer; what it claims stands in its evidence."""

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Context:
    """What the answer to one question is made from: the question, the documents it is about, the day, all documents."""

    question: Question
    catalogue: Catalogue
    today: dt.date
    corpus: Catalogue | None = None


@dataclass(frozen=True)
class Draft:
    """An answer before it is numbered. `notes` come before those that the cited clauses themselves give rise to."""

    kind: Kind
    lines: tuple[Line, ...]
    units: tuple[AnsweredUnit, ...] = ()
    notes: tuple[str, ...] = ()
    refused: bool = False
    reason: Reason | None = None
    dated: bool = field(default=True)


def compose(draft: Draft, context: Context) -> Answer:
    """The answer: markers in the order of first use; a line whose evidence fails its check is left out."""
    markers: dict[tuple[tuple[str, str], str], int] = {}
    citations: list[Citation] = []
    texts: list[str] = []
    cited: list[Located] = []
    for line in draft.lines:
        found = [(evidence, _citation(evidence, markers)) for evidence in line.evidence]
        good = [(evidence, citation) for evidence, citation in found if citation]
        if line.evidence and not good:
            continue
        for evidence, citation in good:
            if all(known.marker != citation.marker for known in citations):
                citations.append(citation)
                cited.append(evidence.located)
        texts.append(line.text + "".join(f"[{n}]" for n in dict.fromkeys(citation.marker for _, citation in good)))
    if not draft.refused and not citations:
        return _unproved(draft, context)
    notes = [*draft.notes, *_standing_notes(draft), *_replaced(cited, context.corpus or context.catalogue)]
    quoted = [(located, citation.quote) for located, citation in zip(cited, citations, strict=True)]
    notes += _overdue(quoted, context.today) if draft.dated else ()
    return Answer(
        context.question.text,
        draft.kind,
        "\n".join(texts),
        draft.refused,
        draft.reason,
        tuple(citations),
        draft.units,
        tuple(dict.fromkeys(notes)),
    )


def _unproved(draft: Draft, context: Context) -> Answer:
    """What is said where nothing that was found can be cited: no answer goes without proof."""
    words = "文件里没有找到可以引证的原文。"
    return Answer(context.question.text, draft.kind, words, refused=True, reason=Reason.NOT_STATED)


def _citation(evidence: Evidence, markers: dict[tuple[tuple[str, str], str], int]) -> Citation | None:
    key = evidence.located.key, evidence.quote
    located = evidence.located
    marker = markers.get(key, len(markers) + 1)
    citation = cite(marker, located.holding.id, located.holding.notice, located.clause, evidence.quote)
    if citation is None or not is_true(citation, located.holding.notice):
        return None
    markers[key] = marker
    return citation


def _standing_notes(draft: Draft) -> Iterable[str]:
    return (f"“{unit.name}”{unit.note}。" for unit in draft.units if unit.note and not draft.refused)


def _replaced(cited: list[Located], catalogue: Catalogue) -> Iterable[str]:
    """A remark on each cited document that another of the knowledge base repeals."""
    for located in cited:
        if by := catalogue.replaced.get(located.holding.id):
            yield f"{located.holding.short_name}已被{by.short_name}废止。"


def _overdue(cited: list[tuple[Located, str]], today: dt.date) -> Iterable[str]:
    """A remark on each last day that has passed: of a deadline in a cited clause, or of the document's own period.

    Where the words that are quoted of a clause have deadlines, the others of the clause are not theirs.
    """
    for located in dict.fromkeys(located for located, _ in cited):
        quotes = [quote for of, quote in cited if of is located]
        quoted = [d for d in located.clause.deadlines if any(d.text in quote for quote in quotes)]
        for deadline in quoted or located.clause.deadlines:
            if deadline.kind is not DeadlineKind.RECURRING and deadline.date and deadline.date < today:
                place = f"{located.holding.short_name}{located.clause.path}"
                yield f"目标期限{deadline.date}已过（{place}“{deadline.text}”）。"
        document = located.holding.notice.document
        if document.period and document.period[1] < today:
            yield f"{located.holding.short_name}的执行期到{document.period[1]}为止，已过。"
        if document.valid_until and document.valid_until < today:
            yield f"{located.holding.short_name}的有效期到{document.valid_until}为止，已失效。"


def answered(units: Iterable[Unit], located: Located) -> tuple[AnsweredUnit, ...]:
    """The units of a clause, with their full names where the registry of the place knows them."""
    registry = located.holding.registry
    return tuple(AnsweredUnit(u.name, u.role, u.note, registry.resolved(u.name)) for u in units)


def opening(clause: Clause, limit: int = 200) -> str:
    """The first sentence of a clause's text as a quote that stands for the whole; cut at a comma where it is long."""
    start, end = next(sentences(clause.text))
    quote = clause.text[start:end].rstrip("\n")
    if len(quote) <= limit:
        return quote
    comma = max(quote.rfind(mark, 0, limit) for mark in "，,；;")
    return quote[: comma if comma > 0 else limit]


def whole(located: Located) -> Evidence:
    """A clause as evidence by its opening words."""
    return Evidence(located, opening(located.clause))
