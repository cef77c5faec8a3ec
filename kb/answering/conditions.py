"""What the tasks of a set must meet: their units, their deadlines, their words, as the question puts it."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.answering.evidence import likeness
from kb.catalogue import Located
from kb.commitments import DeadlineKind
from kb.questions import Question
from kb.questions.topic import concepts

_ANY = re.compile(r"各(?:自)?(?:参与|负责|有|管|要|承担)|分别|或者|或")
ONLY_ONE = re.compile(
    r"(?:只有|仅有|只|仅|由|独自|单独由)(?:它|他)?(?:一|1)(?:家|个)|单独|独自|独家|由[^，。？?]{2,10}一家|一家(?:责任)?单位"
)
MOST = re.compile(r"单位(?:数)?最多|最多(?:的)?(?:责任)?单位|涉及单位最多")
_FIRST = re.compile(r"排(?:在)?(?:第一|头一|首|最前|前面)|(?:第一|头一|首)(?:个|位)")
_BEFORE = re.compile(r"(?P<year>20\d\d)年(?P<end>年?底|末)?(?:之?前|以前)")
NO_DEADLINE = re.compile(
    r"(?:没有?|未|也没)(?:写|写明|写到|规定|注明|设|提)?[^，。]{0,6}(?:期限|时限|哪年|时间|完成|20\d\d年|每年)"
)
RECURRING = re.compile(r"每年|按年|年年|每个?(?:季度|月)")
_MENTIONED = re.compile(
    r"(?P<no>没有?|未|不)?(?:提到|提及|说到|讲到|涉及|写到)(?:了|过)?[“\"]?(?P<words>[^，。？?,“”\"]{2,16}?)[”\"]?(?:的|$|[？?])"
)
_ABOUT = re.compile(r"(?:在|跟|与|和|关于)(?P<words>[^，。？?,]{2,12}?)(?:方面|领域|(?:有关|相关)的)")
_SPOKEN_OF = 0.95


@dataclass(frozen=True)
class Condition:
    """What a task must meet, and how the answer says it."""

    words: str
    holds: Callable[[Located], bool]


def conditions(question: Question) -> list[Condition]:
    """All that the question's words ask of a task."""
    return [*_unit_conditions(question), *_count_conditions(question), *_time_conditions(question), *_words(question)]


def _count_conditions(question: Question) -> Iterator[Condition]:
    if ONLY_ONE.search(question.folded):
        yield Condition("只有一家责任单位", lambda t: len(t.clause.units) == 1)
    if MOST.search(question.folded):
        yield Condition("责任单位最多", bool)


def _time_conditions(question: Question) -> Iterator[Condition]:
    if NO_DEADLINE.search(question.folded):
        kept = DeadlineKind.RECURRING
        yield Condition("没有写明完成时限", lambda t: not any(d.date or d.kind is kept for d in t.clause.deadlines))
    elif RECURRING.search(question.folded):
        yield Condition("每年有指标", lambda t: any(d.kind is DeadlineKind.RECURRING for d in t.clause.deadlines))
    elif question.years and (question.units or question.asks("deadline", "target", "tasks")):
        yield _of_years(question)


def _words(question: Question) -> Iterator[Condition]:
    """“没有提到人工智能的”: the very words; “在保险方面的”: the matter, in these words or others."""
    if (match := _MENTIONED.search(question.folded)) and match["words"] in question.topic:
        said, without = match["words"], bool(match["no"])
        yield Condition(
            f"{'没有' if without else ''}提到“{said}”", lambda t: (said in t.heading + t.text) is not without
        )
    elif (match := _ABOUT.search(question.folded)) and (about := concepts(match["words"])):
        yield Condition(
            f"涉及“{match['words']}”",
            lambda t: all(likeness(c, t.headings + t.heading + t.text) >= _SPOKEN_OF for c in about),
        )


def _of_years(question: Question) -> Condition:
    """Due in the years that the question names; “2028年前” is any day before that year, “2027年底前” in it too."""
    if bound := _BEFORE.search(question.folded):
        last = dt.date(int(bound["year"]) - (not bound["end"]), 12, 31)
        return Condition(
            f"在{last.year}年底前到期", lambda t: any(d.date and d.date <= last for d in t.clause.deadlines)
        )
    years = set(question.years)
    return Condition(
        f"以{'、'.join(map(str, sorted(years)))}年为期限",
        lambda t: any(d.date and d.date.year in years for d in t.clause.deadlines),
    )


def _unit_conditions(question: Question) -> list[Condition]:
    wanted = list(dict.fromkeys(u.name for u in question.units if u.name and not u.excluded))
    said = {u.name: f"{u.name}（含{u.asked}）" if u.group else u.name for u in question.units if u.name}
    excluded = list(dict.fromkeys(u.name for u in question.units if u.name and u.excluded))
    found = []
    if wanted and _FIRST.search(question.folded):
        found.append(Condition(f"{wanted[0]}排在第一位", lambda t: t.clause.units[0].name in wanted))
    elif len(wanted) > 1 and (question.any_unit or _ANY.search(question.folded)):
        found.append(
            Condition(
                f"有{'或'.join(said[name] for name in wanted)}参与",
                lambda t: any(u.name in wanted for u in t.clause.units),
            )
        )
    elif wanted:
        found.append(
            Condition(
                f"有{'和'.join(said[name] for name in wanted)}参与",
                lambda t: set(wanted) <= {u.name for u in t.clause.units},
            )
        )
    if excluded:
        found.append(
            Condition(f"没有{'和'.join(excluded)}参与", lambda t: not any(u.name in excluded for u in t.clause.units))
        )
    return found
