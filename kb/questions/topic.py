"""The topic of a question: its content words, with the official words for the everyday ones."""

import re
from functools import cache

from kb.lexicon import stopwords, thesaurus, weight
from kb.questions.question import Concept
from kb.text import words

_NUMBER = re.compile(r"(?<!\d)(?!20\d\d(?!\d))\d+(?:\.\d+)?[万亿%‰]?(?![\d年月日号])")
_NUMBER_WEIGHT = 6.0
_LIGHTEST, _HEAVIEST = 2.0, 10.0


def concepts(topic: str) -> tuple[Concept, ...]:
    """The concepts of a folded topic, each once; words in Latin letters only where there are no others.

    >>> [c.surface for c in concepts("老师兼职")]
    ['老师', '兼职']
    """
    found: dict[str, Concept] = {}
    rest = topic
    for say, means in _everyday():
        if say in rest:
            rest = rest.replace(say, " ")
            found[say] = Concept(say, tuple(dict.fromkeys((say, *means))), _weight(say))
    for number in _NUMBER.findall(rest):
        found[number] = Concept(number, (number,), _NUMBER_WEIGHT)
    for word in words(_NUMBER.sub(" ", rest)):
        if word not in found and word not in stopwords() and len(word) > 1 and not word.isdigit():
            found[word] = Concept(word, (word,), _weight(word))
    chinese = {word: concept for word, concept in found.items() if not word.isascii() or word[0].isdigit()}
    return tuple((chinese or found).values())


@cache
def _everyday() -> list[tuple[str, tuple[str, ...]]]:
    """What people say and the words it stands for, longest first; what several rows say stands for all they mean."""
    meanings: dict[str, tuple[str, ...]] = {}
    for row in thesaurus():
        for say in row.say:
            meanings[say] = tuple(dict.fromkeys((*meanings.get(say, ()), *row.means)))
    return sorted(meanings.items(), key=lambda pair: -len(pair[0]))


def _weight(word: str) -> float:
    """A phrase that is no single word counts as the heaviest of its words."""
    parts = [weight(part) for part in words(word)] or [_LIGHTEST]
    return min(max(_LIGHTEST, *parts), _HEAVIEST)
