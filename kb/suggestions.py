"""Questions to offer: at the start, after an answer, in the place of one that was refused; each has an answer."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from kb.answering.answer import Answer, Kind, Reason
from kb.catalogue import Catalogue, Located
from kb.questions.documents import named_documents, with_full_numbers
from kb.text import fold
from kb.units import Role

Answers = Callable[[str], Answer]
FEW = 3
_LONGEST_HEADING = 30


@dataclass(frozen=True)
class Offer:
    """A question that may be offered; `document` is the one that has to answer it, None for any."""

    question: str
    document: str | None = None


def follow_ups(answer: Answer, catalogue: Catalogue, ask: Answers, count: int = FEW) -> list[str]:
    """What the cited clauses have more to say of; `ask` answers a question that follows this one."""
    cited = [found for each in answer.citations if (found := catalogue.by_key.get((each.document.id, each.clause)))]
    return _answerable(map(Offer, _further(answer, cited)), ask, count)


def instead(answer: Answer, catalogue: Catalogue, ask: Answers, count: int = FEW) -> list[str]:
    """What can be asked in the place of a question that was refused: of the nearest clauses, then of their documents.

    Where the question names documents, of these alone; else, failing those, of any.
    """
    named, _ = named_documents(with_full_numbers(fold(answer.question), catalogue), catalogue)
    part = catalogue.only(named) if named else catalogue
    near = [found for each in answer.citations if (found := part.by_key.get((each.document.id, each.clause)))]
    theirs = part.only(found.holding.id for found in near)
    offers = chain(chain.from_iterable(map(_about, near)), _openings(theirs), _openings(part))
    return _answerable(offers, ask, count, frozenset(part.by_id) if named else None)


def openings(catalogue: Catalogue, wanted: Iterable[str], ask: Answers, count: int) -> list[str]:
    """Questions for a first visit: of those `wanted` the ones that the notices answer, then others that they answer."""
    return _answerable(chain(map(Offer, wanted), _openings(catalogue)), ask, count)


def _answerable(offers: Iterable[Offer], ask: Answers, count: int, within: frozenset[str] | None = None) -> list[str]:
    """The first questions that are answered, by the document that has to, and from no other than those `within`."""

    def is_answered(question: str, document: str | None) -> bool:
        answer = ask(question)
        cited = {citation.document.id for citation in answer.citations}
        return not answer.refused and (document is None or document in cited) and (within is None or cited <= within)

    asked = {offer.question: offer.document for offer in offers}
    return list(islice((question for question, document in asked.items() if is_answered(question, document)), count))


def _further(answer: Answer, cited: list[Located]) -> Iterator[str]:
    several, one = len(answer.units) > 1, len({found.key for found in cited}) == 1
    listed = any(found.clause.units for found in cited)  # else the units are those of a sentence, without tasks
    if answer.kind is Kind.RESPONSIBILITY and answer.units and listed:
        yield "这些单位还负责什么？" if several else f"{answer.units[0].name}还负责哪些任务？"
    if one and answer.kind is not Kind.RESPONSIBILITY and cited[0].clause.units:
        yield "由哪些单位负责？"
    dated = any(found.clause.deadlines for found in cited)
    counted = any(found.clause.targets for found in cited)
    if one and dated and answer.kind is not Kind.DEADLINE:
        yield "期限是什么时候？"
    if one and counted and answer.kind is not Kind.TARGET:
        yield "目标是多少？"
    if answer.kind is Kind.UNIT_TASKS:
        yield "其中哪些是牵头的？"
        yield "这些任务的期限呢？"
    if one and answer.kind not in (Kind.CONTENT, Kind.CLAUSE, Kind.METADATA):
        yield "具体怎么规定的？"


def _about(found: Located) -> Iterator[Offer]:
    """What a clause can be asked, by what it has."""
    heading = found.clause.heading
    if not heading or len(heading) > _LONGEST_HEADING:
        return
    if found.clause.units:
        yield Offer(f"“{heading}”由谁负责？", found.holding.id)
    if found.clause.targets:
        yield Offer(f"“{heading}”的目标是多少？", found.holding.id)
    yield Offer(f"“{heading}”有什么规定？", found.holding.id)


def _openings(catalogue: Catalogue) -> Iterator[Offer]:
    """One question of each kind, from the tasks of the knowledge base."""
    tasks = [task for task in catalogue.tasks if 3 < len(task.clause.heading or "") <= _LONGEST_HEADING]
    led = (unit.name for task in catalogue.tasks for unit in task.clause.units if unit.role is Role.LEAD)
    for task in tasks[:1]:
        yield Offer(f"“{task.clause.heading}”由谁负责？", task.holding.id)
    for unit in islice(chain(led, catalogue.unit_names), 1):
        yield Offer(f"{unit}负责哪些任务？")
    for task in [task for task in tasks if task.clause.targets][:1]:
        yield Offer(f"“{task.clause.heading}”的目标是多少？", task.holding.id)
    for task in tasks[1:3]:
        yield Offer(f"“{task.clause.heading}”由谁负责？", task.holding.id)
    for holding in catalogue.holdings[:2]:
        yield Offer(f"《{holding.title}》是什么时候印发的？", holding.id)


def is_helped(answer: Answer) -> bool:
    """Whether a refusal is of a question that was one."""
    return answer.refused and answer.reason is not Reason.NO_QUESTION
