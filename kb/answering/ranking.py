"""Rows of a table by their numbers: first, last, a place in the order, ties, the middle, those that pass a test."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from kb.answering.draft import Line
from kb.answering.figures import AVERAGE, VERSUS, average, cells, shares_of_total
from kb.answering.filtering import (
    ASKS_ROWS,
    HALF,
    OF_COLUMNS,
    by_half,
    column_above_other,
    comparison,
    filtered,
    passing,
    row_line,
)
from kb.answering.grid import Row
from kb.answering.measures import MULTIPLE, Asked
from kb.text import NUMERAL, number_of

_RANK = re.compile(
    rf"(?:排|列)(?:在|名)?(?:全市|全区)?第(?P<n>{NUMERAL})|第(?P<m>{NUMERAL})(?:名|位|多|高|大|少|低|小|的?是[谁哪])"
    rf"|倒数第(?P<k>{NUMERAL})"
)
_TOP = re.compile(
    rf"(?:头|前|后|末|倒数)(?P<n>{NUMERAL})(?:名|位|个|家|的|强)?|哪(?P<m>{NUMERAL})(?:个|家)(?:区)?"
    rf"|最[多少大小高低](?:的)?(?:前)?(?P<k>{NUMERAL})(?:个|家|名|位)"
)
_MOST = re.compile(
    r"老大|最多|最快|最大|最高|最重|最强|第一(?![步次轮批件条项款部])|头一?名|排头|居首|数哪|首位|冠军|榜首"
)
_LEAST = re.compile(
    rf"最(?:少|低)(?!也?(?:要|得|应|需|占|到|达))|最小|最轻|最近|最弱|垫底|倒数|(?:后|末){NUMERAL}(?:名|位|个)|末位"
)
_NEAREST = re.compile(rf"最?(?:接近|靠近)(?P<n>{NUMERAL})")
_SPREAD = re.compile(r"最[多大高].{0,8}最[少小低].{0,10}(?:差|多|少)|极差|首尾")
_MOST_AND_LEAST = re.compile(
    r"最[多大高重][^。？?]{0,10}最[少小低轻](?!也)|最[少小低轻](?!也)[^。？?]{0,10}最[多大高重]"
)
_MEDIAN = re.compile(r"中位数|中间值|居中")
TIES = re.compile(r"一般多|一样|相同|并列|持平|相等|同样多")
_COUNT = re.compile(r"(?:多少|几)个?(?:区|县|市|单位|地方|行)")
_POSITION = re.compile(r"(?:排|列|位居|居)(?:名|位|在)?(?:全市|全区)?(?:第几|多少|几|哪)|第几(?:名|位)?|名次|位次|排名")
_BEATS = re.compile(r"(?:比|超过|高于|多于|大于|低于|少于|小于)")
_BELOW = re.compile(r"低于|少于|小于|[还更要]?(?:少|低|小)(?:的|$|[？?])")


def place_asked(text: str) -> int:
    """The place in the order that is asked for, from 1."""
    place = _RANK.search(text)
    return (number_of(place["n"] or place["m"] or place["k"]) or 1) if place else 1


def ranked(asked: Asked) -> list[Line]:
    """The rows at the place asked for, with their shares in the total where these are asked for, too.

    Rows of the same value share a place.
    """
    measure = asked.measure
    ordered = sorted(asked.rows or asked.pool, key=measure.value, reverse=not _LEAST.search(asked.text))
    top = _TOP.search(asked.text)
    count = number_of(top["n"] or top["m"] or top["k"]) if top else None
    if count and not _RANK.search(asked.text):
        kept = {measure.value(r) for r in ordered[:count]}
    else:
        kept = {measure.value(ordered[min(place_asked(asked.text), len(ordered)) - 1])}
    chosen = [row for row in ordered if measure.value(row) in kept]
    return [*(row_line(asked, measure, row) for row in chosen), *shares_of_total(replace(asked, rows=chosen))]


def first(asked: Asked) -> list[Line]:
    """The row that is named, and the one that is the first, or the last, of all."""
    whole = Asked(asked.grid, (), asked.pool, asked.columns, "最少" if _LEAST.search(asked.text) else "最多")
    own = cells(asked.grid, asked.rows[0], asked.columns)
    return [own, *(line for line in ranked(whole) if line != own)]


def _beating(asked: Asked) -> list[Line]:
    """The rows with more, or less, than the one that is named."""
    mark = asked.measure.value(asked.rows[0])
    less = bool(_BELOW.search(asked.text))
    head, *rest = passing(asked, lambda value: value < mark if less else value > mark)
    return [row_line(asked, asked.measure, asked.rows[0]), head, *rest]


def _position(asked: Asked) -> list[Line]:
    """The place of each named row in the order, the most first."""
    grid, measure, lines = asked.grid, asked.measure, []
    for row in asked.rows:
        ahead = sum(measure.value(other) > measure.value(row) for other in asked.pool)
        words = f"{grid.name(row)}：{measure.title}{measure.said(row)}，在{len(asked.pool)}个中排第{ahead + 1}。"
        lines.append(Line(words, (grid.evidence(row),)))
    return lines


def _nearest(asked: Asked) -> list[Line]:
    match = _NEAREST.search(asked.text)
    mark = number_of(match["n"]) if match else None
    if mark is None:
        return []
    apart = {id(row): abs(asked.measure.value(row) - mark) for row in asked.pool}
    least = min(apart.values())
    return [row_line(asked, asked.measure, row) for row in asked.pool if apart[id(row)] == least]


def _spread(asked: Asked) -> list[Line]:
    measure = asked.measure
    ordered = sorted(asked.pool, key=measure.value)
    apart = measure.amount(measure.value(ordered[-1]) - measure.value(ordered[0]))
    ends = _ends(asked)
    return [Line(f"{measure.title}最多与最少相差{apart}。", tuple(e for line in ends for e in line.evidence)), *ends]


def _ends(asked: Asked) -> list[Line]:
    """The rows with the most and those with the least."""
    measure = asked.measure
    values = [measure.value(row) for row in asked.pool]
    ends = (max(values), min(values))
    return [row_line(asked, measure, row) for end in ends for row in asked.pool if measure.value(row) == end]


def _middle(asked: Asked) -> list[Line]:
    measure = asked.measure
    middle = measure.amount(median(map(measure.value, asked.pool)))
    return [Line(f"{measure.title}的中位数是{middle}。", asked.grid.proof(asked.pool))]


def _ties(asked: Asked) -> list[Line]:
    """The rows that share their number with another, number by number."""
    grid, measure, alike = asked.grid, asked.measure, dict[float, list[Row]]()
    for row in asked.pool:
        alike.setdefault(measure.value(row), []).append(row)
    return [
        Line(
            f"{measure.title}{measure.amount(value)}：{'、'.join(map(grid.name, rows))}。",
            tuple(map(grid.evidence, rows)),
        )
        for value, rows in alike.items()
        if len(rows) > 1
    ]


def _count(asked: Asked) -> list[Line]:
    names = "、".join(map(asked.grid.name, asked.pool))
    return [Line(f"表中有{len(asked.pool)}个：{names}。", asked.grid.proof(asked.pool))]


@dataclass(frozen=True)
class Selection:
    """What is picked from all rows, or said of the named ones among all, where the words call for it."""

    is_called_for: Callable[[str], object]
    lines: Callable[[Asked], list[Line]]


def superlative(folded: str) -> bool:
    return any(pattern.search(folded) for pattern in (_MOST, _LEAST, _TOP, _RANK))


OF_ALL = (
    Selection(HALF.search, by_half),
    Selection(_NEAREST.search, _nearest),
    Selection(_SPREAD.search, _spread),
    Selection(_MOST_AND_LEAST.search, _ends),
    Selection(_MEDIAN.search, _middle),
    Selection(AVERAGE.search, average),
    Selection(OF_COLUMNS.search, column_above_other),
    Selection(comparison, filtered),
    Selection(superlative, ranked),
    Selection(TIES.search, _ties),
    Selection(_COUNT.search, _count),
)


def of_named(asked: Asked) -> Callable[[Asked], list[Line]] | None:
    """How named rows are set beside all others, or beside one another, where the question asks for it."""
    if _POSITION.search(asked.text) and not superlative(asked.text.replace("第几", "")):
        return _position
    if len(asked.rows) == 1:
        beats = _BEATS.search(asked.text) and ASKS_ROWS.search(asked.text) and not MULTIPLE.search(asked.text)
        return (
            _beating
            if beats and re.search(r"[多少高低大小](?:的|$|[？?])|[超高多大低少小][过于]", asked.text)
            else None
        )
    apart = len(asked.rows) == 2 and VERSUS.search(asked.text)
    return ranked if superlative(asked.text) and not apart and not _SPREAD.search(asked.text) else None


def asks_of_all(text: str) -> bool:
    """Whether the words ask something that all rows of a table answer together."""
    return any(selection.is_called_for(text) for selection in OF_ALL)


def picked(asked: Asked) -> Sequence[Line]:
    """The lines of the first selection that the words call for and that picks something."""
    called_for = (s.lines(asked) for s in OF_ALL if s.is_called_for(asked.text))
    return next(filter(None, called_for), [])
