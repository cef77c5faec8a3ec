"""The facts of a clause in words: its units, its targets, its deadlines."""

import datetime as dt
import re
from collections.abc import Sequence

from kb.answering.evidence import likeness
from kb.catalogue import Located
from kb.commitments import Deadline, DeadlineKind, Target
from kb.questions import Concept, Question
from kb.text import fold, sentences
from kb.units import Role, Unit

_ROLES = ((Role.LEAD, "牵头单位"), (Role.RESPONSIBLE, "责任单位"), (Role.SUPPORTING, "配合单位"))
_IN_ANOTHER = re.compile(r"占|几分之|比例(?:是|为)|之比|几比几|几成")
PER_CENT, SCALES = ("%", "％", "‰"), {"万": 1e4, "亿": 1e8}
_SHARES = ("比例", "占比", "比重")
_ALL_BUT_LITTLE = 0.75
_KINDS = {DeadlineKind.RECURRING: "每个周期都要完成", DeadlineKind.ONGOING: "长期进行，没有截止日期"}


def in_ones(value: float, uom: str) -> float:
    """A number that is counted in ten thousands or hundred millions (3万家, 100亿元), in ones.

    >>> in_ones(3, "万家"), in_ones(50, "家")
    (30000.0, 50.0)
    """
    return value * SCALES.get(uom[:1], 1.0)


def units_in_words(units: Sequence[Unit]) -> str:
    """“责任单位：甲、乙”, by role, in the notice's own words and order."""
    parts = []
    for role, label in _ROLES:
        names = [unit.name for unit in units if unit.role is role]
        if names:
            parts.append(f"{label}：{'、'.join(names)}")
    return "；".join(parts)


def by_in_words(target: Target, today: dt.date) -> str:
    """By when a target is to be reached, and whether that day has passed; nothing where its sentence does not say."""
    if target.every:
        return target.every
    return _day_in_words(target.by, today) if target.by else ""


def deadline_in_words(deadline: Deadline, today: dt.date) -> str:
    """A deadline in the notice's words with its last day."""
    if deadline.date:
        return f"“{deadline.text}”（{_day_in_words(deadline.date, today)}）"
    kind = _KINDS.get(deadline.kind)
    return f"“{deadline.text}”" + (f"（{kind}）" if kind else "")


def _day_in_words(day: dt.date, today: dt.date) -> str:
    """
    >>> _day_in_words(dt.date(2027, 12, 31), dt.date(2026, 11, 21))
    '到2027年12月31日，尚未到期'
    """
    state = "已过期" if day < today else "今天到期" if day == today else "尚未到期"
    return f"到{day.year}年{day.month}月{day.day}日，{state}"


def remaining(day: dt.date, today: dt.date) -> str:
    """How long it is until a day to come; in days alone where it is in the same month.

    >>> remaining(dt.date(2027, 12, 31), dt.date(2026, 11, 21)), remaining(dt.date(2027, 12, 31), dt.date(2027, 12, 3))
    ('还有约13个月（405天）', '还有28天')
    """
    months, days = (day.year - today.year) * 12 + day.month - today.month, (day - today).days
    return f"还有约{months}个月（{days}天）" if months else f"还有{days}天"


def targets_about(located: Located, concepts: Sequence[Concept], asked: int = 1) -> list[Target]:
    """The targets of a clause that speak of the concepts: those that do so most, at least as many as are asked for."""
    rated = [(sum(c.weight * likeness(c, fold(t.text)) for c in concepts), t) for t in located.clause.targets]
    best = max((share for share, _ in rated), default=0.0)
    least = sorted((share for share, _ in rated), reverse=True)[: max(asked, 1)][-1] if rated else 0.0
    return [target for share, target in rated if share > 0 and share >= min(0.5 * best, max(least, 0.2 * best))]


def pair_compared(located: Located, question: Question) -> list[Target]:
    """The two targets of a clause of which a question asks what share one is of the other; else none.

    All but a little of what it speaks of must be theirs: the share that something else is of them is another number.
    """
    concepts = [c for c in question.concepts if c.surface not in _SHARES]
    about = [t for t in targets_about(located, concepts, 2) if t.value and t.uom != "%"]
    told = fold("".join(target.text for target in about))
    spoken_of = sum(c.weight * likeness(c, told) for c in concepts) / (sum(c.weight for c in concepts) or 1.0)
    match about:
        case [one, other] if one.uom == other.uom and spoken_of >= _ALL_BUT_LITTLE:
            return about if _IN_ANOTHER.search(question.folded) else []
    return []


def sentence_with(located: Located, words: str) -> str:
    """The sentence of a clause's text that holds `words`; the words themselves where they run over sentences."""
    text = located.clause.text
    spans = (text[start:end].strip("\n") for start, end in sentences(text))
    return next((sentence for sentence in spans if words in sentence), words)
