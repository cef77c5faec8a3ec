"""Numbers and years that stand in the evidence, but beside something else: “甲10个、乙20个” told as “甲20个”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kb.claims.context import content, segments_of, sentences_of, weigh
from kb.claims.rules import COUNTED, NUMERALS
from kb.text import number_of

_FIGURE = re.compile(
    rf"(?<!\d)(?P<year>20\d\d)(?:年|(?=[-—~至]))|(?P<value>\d+(?:\.\d+)?)(?P<uom>[%‰]|[万亿千百]*[\u4e00-\u9fff]?)"
    rf"|(?P<numeral>[{NUMERALS}]+)(?P<counted>[{COUNTED}])"
)
_YEAR = "年份"
_CLEARLY = 0.05


@dataclass(frozen=True)
class Figure:
    """A number with the words beside it. Only figures of one `kind` can be taken for each other."""

    kind: str
    value: str
    beside: frozenset[str]


def swapped(said: str, texts: Sequence[str]) -> list[str]:
    """The figures of a plain sentence that the texts have beside something else.

    A figure is swapped where the words beside it stand clearly more beside another figure of its kind; where they
    stand as much beside both, the figures must come in the order in which a text has them.
    """
    there = [figures for text in texts for sentence in sentences_of(text) if (figures := figures_of(sentence))]
    here = [figure for sentence in sentences_of(said) for figure in figures_of(sentence)]
    flat = [figure for figures in there for figure in figures]
    wrong = [figure.value for figure in here if _is_elsewhere(figure, flat)]
    return wrong + [first.value for first, second in pairwise(here) if _is_reversed(first, second, there)]


@lru_cache(maxsize=4096)
def figures_of(sentence: str) -> tuple[Figure, ...]:
    """The figures of a plain sentence; a segment that is nothing but a figure belongs to the words around it."""
    return tuple(_figures_of(sentence))


def _figures_of(sentence: str) -> Iterator[Figure]:
    found = [match for match in _FIGURE.finditer(sentence) if _value(match)]
    for at, match in enumerate(found):
        before = found[at - 1].end() if at else 0
        after = found[at + 1].start() if at + 1 < len(found) else len(sentence)
        year = match["year"] is not None
        later = next((other.start() for other in found[at + 1 :] if other["year"]), len(sentence))
        beside = _beside(sentence, match, before, after)
        if year:
            beside |= content(sentence[match.end() : later])
        elif not beside:
            beside = content(sentence[before : match.start()]) or content(sentence[match.end() : after])
        yield Figure(_kind(match), _value(match), beside)


def _beside(sentence: str, match: re.Match[str], before: int, after: int) -> frozenset[str]:
    """The words of the figure's segment, as far as the next figure on either side."""
    start, end = next((span for span in segments_of(sentence) if span[0] <= match.start() < span[1]), match.span())
    left = sentence[max(start, before) : match.start()]
    return content(left) | content(sentence[match.end() : max(min(end, after), match.end())])


def _kind(match: re.Match[str]) -> str:
    if match["year"]:
        return _YEAR
    return (match["uom"] or match["counted"] or "").lstrip("万亿千百")


def _value(match: re.Match[str]) -> str:
    if match["numeral"]:
        value = number_of(match["numeral"])
        return "" if value is None else str(value)
    uom = match["uom"] or ""
    return match["year"] or match["value"] + "".join(character for character in uom if character in "万亿千百")


def _is_elsewhere(figure: Figure, there: Sequence[Figure]) -> bool:
    right, wrong = _likeness(figure, there)
    return wrong > right + _CLEARLY


def _likeness(figure: Figure, there: Sequence[Figure]) -> tuple[float, float]:
    """How much of what is beside the figure stands beside its own value in the texts, and beside another (0 to 1)."""
    total = weigh(figure.beside)
    best = {True: 0.0, False: 0.0}
    for other in there:
        if other.kind == figure.kind and total:
            same = other.value == figure.value
            best[same] = max(best[same], weigh(figure.beside & other.beside) / total)
    return best[True], best[False]


def _is_reversed(first: Figure, second: Figure, there: Sequence[Sequence[Figure]]) -> bool:
    """Whether two neighbours, which their words do not tell apart, stand in the texts only the other way round."""
    if first.kind != second.kind or first.value == second.value:
        return False
    flat = [figure for figures in there for figure in figures if figure.value in (first.value, second.value)]
    likenesses = [_likeness(figure, flat) for figure in (first, second)]
    if all(right > wrong for right, wrong in likenesses):
        return False
    orders = {order for figures in there for order in _orders(figures, first, second)}
    return orders == {False}


def _orders(figures: Sequence[Figure], first: Figure, second: Figure) -> Iterator[bool]:
    """For each sentence that has both values: whether the first comes first."""
    values = [figure.value for figure in figures if figure.kind == first.kind]
    if first.value in values and second.value in values:
        yield values.index(first.value) < len(values) - 1 - values[::-1].index(second.value)
