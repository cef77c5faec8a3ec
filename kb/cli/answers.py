"""An answer as lines of text."""

from collections.abc import Iterator

from kb.answering.answer import Answer, AnsweredUnit
from kb.citations import Citation
from kb.cli import wording
from kb.units import Unit


def lines(answer: Answer) -> Iterator[str]:
    """The answer, then its citations with their quotes, the units, and the notes."""
    yield answer.answer
    if answer.citations:
        yield "\n出处：" if answer.refused else "\n依据："
    for citation in answer.citations:
        yield from _citation(citation, assigned=bool(answer.units))
    if answer.units:
        yield "\n单位：" + "、".join(_unit(unit) for unit in answer.units)
    if answer.notes:
        yield ""
        yield from (f"提示：{note}" for note in answer.notes)


def _citation(citation: Citation, *, assigned: bool) -> Iterator[str]:
    document = citation.document
    number = f"（{document.number}）" if document.number else ""
    place = " ".join(filter(None, [citation.clause, citation.heading]))
    yield f"[{citation.marker}] 《{document.title}》{number}{place}"
    yield f"    “{' '.join(citation.quote.split())}”"
    if assigned and citation.assignment:
        yield f"    {''.join(citation.assignment.split())}"


def _unit(unit: AnsweredUnit) -> str:
    name = wording.units([Unit(unit.name, unit.role, unit.note)])
    return f"{name} → {unit.resolved}" if unit.resolved and unit.resolved != unit.name else name
