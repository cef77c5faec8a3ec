"""The terms that a misspelt word may stand for: words of the notices, pairs of them, names of units, word lists."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from kb.catalogue import Catalogue
from kb.lexicon import cues, stopwords, thesaurus
from kb.sounds import sound
from kb.text import is_word, words
from kb.units import registry

GAP = "·"
_TERM = re.compile(r"[\u4e00-\u9fff]{2,8}")
_RUN = re.compile(r"[\u4e00-\u9fff]+")
_OFTEN = 2
_MANY = 50_000  # characters of notices
_NEAR = 30


@dataclass(frozen=True, eq=False)
class Terms:
    """Terms, each with the words that it is made of; the text of the notices, and what the word lists have besides."""

    parts: dict[str, tuple[str, ...]]
    notices: str
    lists: str

    def knows(self, said: str) -> bool:
        """Whether the notices or the lists have these characters together."""
        return said in self.pairs if len(said) == 2 else said in self.notices or said in self.lists

    @cached_property
    def pairs(self) -> frozenset[str]:
        """All pairs of characters that stand together."""
        return frozenset(map("".join, chain(pairwise(self.notices), pairwise(self.lists))))

    def has_near(self, term: str, other: str) -> bool:
        """Whether the notices have two terms within 30 characters."""
        at = self.notices.find(term)
        while at >= 0:
            if other in self.notices[max(0, at - _NEAR) : at + len(term) + _NEAR]:
                return True
            at = self.notices.find(term, at + 1)
        return False

    @cached_property
    def gapped(self) -> dict[str, list[str]]:
        """The terms by what is left where one character is not known: 孵·器 → 孵化器."""
        found: dict[str, list[str]] = {}
        for term in self.parts:
            for at in range(len(term)):
                found.setdefault(f"{term[:at]}{GAP}{term[at + 1 :]}", []).append(term)
        return found

    @cached_property
    def sounding(self) -> dict[str, list[str]]:
        """The terms of three and more characters by their sound."""
        found: dict[str, list[str]] = {}
        for term in self.parts:
            if len(term) > 2:
                found.setdefault(" ".join(map(sound, term)), []).append(term)
        return found


@lru_cache(maxsize=8)
def terms_of(catalogue: Catalogue) -> Terms:
    """The terms of these documents and of the word lists."""
    listed = dict.fromkeys(_listed(catalogue))
    parts = {term: tuple(words(term)) for term in listed} | dict(_of_notices(catalogue.vocabulary))
    terms = {term: of for term, of in parts.items() if _TERM.fullmatch(term)}
    return Terms(terms, catalogue.vocabulary, "\n".join(listed))


def _of_notices(vocabulary: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words, and the pairs of words that stand together: in many notices those that do so twice."""
    runs = [words(run) for run in _RUN.findall(vocabulary)]
    pairs = Counter(pair for run in runs for pair in pairwise(run) if min(map(len, pair)) > 1)
    often = _OFTEN if len(vocabulary) > _MANY else 1
    yield from (("".join(pair), pair) for pair, times in pairs.items() if times >= often)
    for word, times in Counter(word for run in runs for word in run).items():
        if times >= _OFTEN or is_word(word):
            yield word, (word,)


def _listed(catalogue: Catalogue) -> Iterator[str]:
    """The names of units and places, what people say and what it means, and the words of questions."""
    yield from (*catalogue.unit_names, *catalogue.members, *catalogue.places)
    yield from (name for place in catalogue.issuing_places for row in registry(place).rows for name in row.names)
    yield from (word for row in thesaurus() for word in (*row.say, *row.means))
    yield from stopwords()
    said = {word for patterns in cues().values() for pattern in patterns for word in _TERM.findall(pattern.pattern)}
    yield from (word for word in sorted(said) if is_word(word) or min(map(len, words(word))) > 1)
