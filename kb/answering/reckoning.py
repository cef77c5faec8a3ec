"""What is worked out of targets: their sum, what one of every year comes to, which share one is of another."""

import re
from collections.abc import Iterator, Sequence

from kb.answering.draft import Evidence, Line
from kb.answering.facts import pair_compared, sentence_with
from kb.answering.measures import SUM
from kb.answering.selection import joins
from kb.catalogue import Located
from kb.commitments import Comparator, Target
from kb.questions import Question
from kb.text import COUNTING, number_of

Told = Sequence[tuple[Located, Target]]

_YEARS_IN_ALL = re.compile(
    rf"(?<![{COUNTING}\d])(?P<n>[{COUNTING}\d])年的?(?:总数|总量|合计|一共|总共|共|加起来|累计|下来)"
)
_BOUNDED_BELOW = {Comparator.EQUAL: "", Comparator.AT_LEAST: "以上"}


def worked_out(told: Told, chosen: Sequence[Located], question: Question) -> Iterator[Line]:
    """All that the question wants worked out of the targets that are told, or of a pair in a chosen clause."""
    yield from _sum(told, question)
    yield from _sum_of_years(told, question)
    yield from _ratio(chosen, question)


def asks_sum_of_years(question: Question) -> bool:
    """Whether what a yearly target comes to in so many years is asked for: then it may tell the target itself."""
    return bool(_YEARS_IN_ALL.search(question.folded))


def _sum(told: Told, question: Question) -> Iterator[Line]:
    """What the targets that are named one beside the other come to, where their sum is asked for."""
    if len(told) < 2 or not SUM.search(question.folded) or not joins(question):
        return
    if len({target.uom for _, target in told}) == 1 and all(target.value for _, target in told):
        numbers = "、".join(f"{target.value}{target.uom}" for _, target in told)
        total = sum(target.value for _, target in told)
        yield Line(f"{numbers}，合计{total}{told[0][1].uom}。", tuple(_stating(c, t) for c, t in told))


def _sum_of_years(told: Told, question: Question) -> Iterator[Line]:
    """What a target of every year comes to in so many years, where that is asked for: 三年合计.

    Nothing is worked out of a number that is no bound below, or for more years than the document runs.
    """
    asked = _YEARS_IN_ALL.search(question.folded)
    years = number_of(asked["n"]) if asked else None
    if not years:
        return
    for located, target in told:
        runs = located.holding.notice.document.years
        if target.every and target.comparator in _BOUNDED_BELOW and (runs is None or years <= runs):
            more = _BOUNDED_BELOW[target.comparator]
            each, whole = f"{target.value}{target.uom}{more}", f"{target.value * years}{target.uom}{more}"
            yield Line(f"按每年{each}计，{years}年合计{whole}。", (_stating(located, target),))


def _ratio(chosen: Sequence[Located], question: Question) -> Iterator[Line]:
    """Which share the smaller of two targets is of the other, where their ratio is asked for."""
    for located in chosen:
        if pair := pair_compared(located, question):
            less, more = sorted(target.value or 0 for target in pair)
            words = f"{less}{pair[0].uom}是{more}{pair[0].uom}的{100 * less / more:.3g}%。"
            yield Line(words, tuple(_stating(located, target) for target in pair))


def _stating(located: Located, target: Target) -> Evidence:
    return Evidence(located, sentence_with(located, target.text))
