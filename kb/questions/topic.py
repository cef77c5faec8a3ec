"""The topic of a question: its content words, with the official words for the everyday ones."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kb.lexicon import is_known, stopwords, thesaurus, weight
from kb.questions.question import Concept
from kb.text import words

_NUMBER = re.compile(r"(?<!\d)(?!20\d\d(?!\d))\d+(?:\.\d+)?[万亿%‰]?(?![\d年月日号])")
_NUMBER_WEIGHT = 6.0
_LIGHTEST, _HEAVIEST = 2.0, 10.0


def concepts(topic: str, vocabulary: str = "") -> tuple[Concept, ...]:
    """The concepts of a folded topic, each once; words in Latin letters only where there are no others.

    A lone character makes one word with a neighbour where the `vocabulary`, the text of the notices, has both together.

    >>> [c.surface for c in concepts("老师兼职")]
    ['老师', '兼职']
    >>> [c.surface for c in concepts("微专业是什么", "鼓励建设微专业")]
    ['微专业']
    """
    found: dict[str, Concept] = {}
    rest = topic
    for say, means in _everyday().items():
        if len(say) > 1 and say in rest:
            rest = rest.replace(say, " ")
            found[say] = _concept(say, means)
    for number in _NUMBER.findall(rest):
        found[number] = Concept(number, (number,), _NUMBER_WEIGHT)
    for word in map(_bare, _joined(words(_NUMBER.sub(" ", rest)), rest, vocabulary)):
        if word in _everyday():
            found.setdefault(word, _concept(word, _everyday()[word]))
        elif word not in found and word not in stopwords() and len(word) > 1 and not word.isdigit():
            found[word] = _concept(word)
    chinese = {word: concept for word, concept in found.items() if not word.isascii() or word[0].isdigit()}
    return tuple((chinese or found).values())


def _concept(say: str, means: tuple[str, ...] = ()) -> Concept:
    return Concept(say, tuple(dict.fromkeys((say, *means))), _weight(say))


def _bare(word: str) -> str:
    """A pair of characters that is no word, without its stop words: “管税” is 税, “能评” is 评."""
    if len(word) != 2 or is_known(word) or word in _everyday():
        return word
    left = "".join(char for char in word if char not in stopwords())
    return left or word


def _joined(said: Sequence[str], topic: str, vocabulary: str) -> Iterator[str]:
    """The words, a lone character joined to its neighbour where the vocabulary has both together."""
    at = 0
    while at < len(said):
        pair = "".join(said[at : at + 2])
        lengths = sorted(map(len, said[at : at + 2]))
        lone = len(lengths) == 2 and lengths[0] == 1 < lengths[1]
        known = lone and not {said[at], said[at + 1]} & stopwords() and pair in vocabulary and pair in topic
        yield pair if known else said[at]
        at += 2 if known else 1


@cache
def _everyday() -> dict[str, tuple[str, ...]]:
    """What people say and the words it stands for, longest first; what several rows say stands for all they mean."""
    meanings: dict[str, tuple[str, ...]] = {}
    for row in thesaurus():
        for say in row.say:
            meanings[say] = tuple(dict.fromkeys((*meanings.get(say, ()), *row.means)))
    return dict(sorted(meanings.items(), key=lambda pair: -len(pair[0])))


def _weight(word: str) -> float:
    """A phrase that is no single word counts as the heaviest of its words."""
    parts = [weight(part) for part in words(word)] or [_LIGHTEST]
    return min(max(_LIGHTEST, *parts), _HEAVIEST)
