"""What stands beside a claim: the segments of a plain text, and the words of one that carry meaning."""

import re
from collections.abc import Iterable, Iterator

from kb.lexicon import stopwords, weight
from kb.text import words

_SENTENCE_ENDS = "。;!?\n"
_SEGMENT = re.compile(r"[^,。;:!?()、\n]+")
_SENTENCE = re.compile(rf"[^{_SENTENCE_ENDS}]+")


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a plain text, without what ends them."""
    return (found[0] for found in _SENTENCE.finditer(text))


def segments_of(sentence: str) -> list[tuple[int, int]]:
    """The spans between the commas, colons and brackets of a plain sentence."""
    return [found.span() for found in _SEGMENT.finditer(sentence)]


def content(text: str) -> frozenset[str]:
    """The words of a text that carry meaning: of two characters or more, no stop words, no numbers."""
    return frozenset(content_in_order(text))


def content_in_order(text: str) -> list[str]:
    return [word for word in words(text) if len(word) > 1 and word not in stopwords() and not re.search(r"\d", word)]


def weigh(found: Iterable[str]) -> float:
    """What words weigh together, by their inverse document frequency."""
    return sum(map(weight, found))
