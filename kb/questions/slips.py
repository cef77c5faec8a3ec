"""Slips of the pen, the keyboard and dictation: the terms that a stretch of a question may stand for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from kb.lexicon import stopwords, weight
from kb.questions.terms import GAP, Terms
from kb.sounds import blurred_sound, sound
from kb.text import number_of, plain_words, tagged

_LONGEST = 9
_RARE = 10.0  # the inverse document frequency from which on a word of the dictionary may be a slip
_NAME_TAGS = ("ns", "nr", "nt", "nrt")
_FREE_TAGS = "avpcdruy"  # of characters that are words by themselves: 新, 管, 给, 和


class SlipKind(IntEnum):
    """How a term may have been misspelt, the likeliest first."""

    SAME_SOUND = 1  # 孵化棋 for 孵化器
    SWAPPED = 2  # 化孵器
    DOUBLED = 3  # 孵化化器
    ALIKE_SOUND = 4  # 乎化器
    SEVERAL = 5  # 夫化棋
    MISSING = 6  # 孵器
    REPLACED = 7  # 孵代器


@dataclass(frozen=True)
class Token:
    """A word of the dictionary in a question; `is_loose`: a lone character, or a word that hardly anybody writes."""

    text: str
    start: int
    is_name: bool
    is_loose: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_stopword(self) -> bool:
        return self.text in stopwords()

    @cached_property
    def is_free(self) -> bool:
        """Whether it is a character that is a word by itself, and may stand beside any other."""
        return self.is_stopword or (len(self.text) == 1 and tagged(self.text)[0][1][:1] in _FREE_TAGS)


@dataclass(frozen=True, eq=False)
class Run:
    """Characters of a question with nothing between them; `seen`: the places of pairs that the notices have."""

    tokens: tuple[Token, ...]
    seen: frozenset[int]

    @classmethod
    def of(cls, text: str, start: int, terms: Terms) -> "Run":
        seen = frozenset(start + at for at in range(len(text) - 1) if terms.knows(text[at : at + 2]))
        unknown = len(seen) < len(text) - 1
        return cls(tuple(_tokens(text, start, terms)) if unknown else (), seen)

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The first and the last token of each stretch with a loose one and with two characters never seen together."""
        for first in range(len(self.tokens)):
            start = self.tokens[first].start
            for last in range(first + 1, len(self.tokens)):
                end = self.tokens[last].end
                if end - start > _LONGEST:
                    break
                if not self.seen.issuperset(range(start, end - 1)) and any(
                    token.is_loose for token in self.tokens[first : last + 1]
                ):
                    yield first, last


@dataclass(frozen=True, eq=False)
class Slip:
    """A stretch of a run, the term that it may stand for, and the places of the stretch in which they differ."""

    run: Run
    first: int
    last: int
    term: str
    parts: tuple[str, ...]
    kind: SlipKind
    places: tuple[int, ...]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return self.run.tokens[self.first : self.last + 1]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def said(self) -> str:
        return "".join(token.text for token in self.tokens)

    @property
    def sureness(self) -> tuple[int, int]:
        """Least first: by the kind, then the longer term."""
        return self.kind, -len(self.term)

    @cached_property
    def edit(self) -> frozenset[tuple[int, str]]:
        """What becomes of the question: places, each with what stands there instead of the one character."""
        at = self.places[-1]
        if self.kind is SlipKind.DOUBLED:
            return frozenset({(self.start + at, "")})
        if self.kind is SlipKind.MISSING:
            return frozenset({(self.start + at, self.term[at : at + 2])})
        return frozenset((self.start + place, self.term[place]) for place in self.places)

    @cached_property
    def wrong(self) -> tuple[Token, ...]:
        """The tokens in which they differ; where a character is missing, those on both sides."""
        return tuple(t for t in self.tokens if any(t.start <= self.start + place < t.end for place in self.places))

    @cached_property
    def mended(self) -> tuple[str, ...]:
        """The words of the term to which what differs belongs."""
        ends, found = 0, []
        for part in self.parts:
            if any(ends <= place < ends + len(part) for place in self.places):
                found.append(part)
            ends += len(part)
        return tuple(found)

    @property
    def before(self) -> tuple[Token, ...]:
        """The token of the run right before the stretch, where there is one."""
        return self.run.tokens[max(0, self.first - 1) : self.first]

    @property
    def behind(self) -> tuple[Token, ...]:
        """The token of the run right behind the stretch, where there is one."""
        return self.run.tokens[self.last + 1 : self.last + 2]

    @property
    def beside(self) -> tuple[Token, ...]:
        """The tokens next to a lone one that is wrong, at either end of the stretch."""
        wrong = [token for token in self.wrong if len(token.text) == 1]
        return (*(self.before if self.tokens[0] in wrong else ()), *(self.behind if self.tokens[-1] in wrong else ()))

    @property
    def is_torn(self) -> bool:
        """Whether the notices never have two characters together that stand at the places."""
        first, last = self.start + self.places[0], self.start + self.places[-1]
        pairs = range(first, last) if self.kind is SlipKind.MISSING else range(first - 1, last + 1)
        return any(self.start <= at < self.end - 1 and at not in self.run.seen for at in pairs)


def slips(run: Run, terms: Terms) -> Iterator[Slip]:
    """All that the stretches of a run may stand for."""
    for first, last in run.stretches():
        said = "".join(token.text for token in run.tokens[first : last + 1])
        for term, kind, places in _readings(said, terms):
            yield Slip(run, first, last, term, terms.parts[term], kind, places)


def _tokens(text: str, start: int, terms: Terms) -> Iterator[Token]:
    for word in plain_words(text):
        is_name = len(word) > 1 and number_of(word[0]) is None and tagged(word)[0][1] in _NAME_TAGS
        is_rare = len(word) > 1 and not is_name and weight(word) >= _RARE and not terms.knows(word)
        yield Token(word, start, is_name, len(word) == 1 or is_rare)
        start += len(word)


def _readings(said: str, terms: Terms) -> Iterator[tuple[str, SlipKind, tuple[int, ...]]]:
    """The terms that `said` may stand for, in which way, and the places in `said` where they differ."""
    for at, char in enumerate(said):
        for term in terms.gapped.get(f"{said[:at]}{GAP}{said[at + 1 :]}", ()):
            if term != said:
                yield term, _kind(char, term[at]), (at,)
    if len(said) > 2:
        yield from _shifted(said, terms)
        yield from _sounding(said, terms)


def _kind(said: str, meant: str) -> SlipKind:
    if sound(said) == sound(meant):
        return SlipKind.SAME_SOUND
    return SlipKind.ALIKE_SOUND if blurred_sound(said) == blurred_sound(meant) else SlipKind.REPLACED


def _shifted(said: str, terms: Terms) -> Iterator[tuple[str, SlipKind, tuple[int, ...]]]:
    for at in range(1, len(said)):
        before, here, rest = said[at - 1], said[at], said[at + 1 :]
        swapped, once = f"{said[: at - 1]}{here}{before}{rest}", f"{said[:at]}{rest}"
        if before != here and swapped in terms.parts:
            yield swapped, SlipKind.SWAPPED, (at - 1, at)
        if before == here and once in terms.parts:
            yield once, SlipKind.DOUBLED, (at - 1, at)
        for term in terms.gapped.get(f"{said[:at]}{GAP}{said[at:]}", ()):
            yield term, SlipKind.MISSING, (at - 1, at)


def _sounding(said: str, terms: Terms) -> Iterator[tuple[str, SlipKind, tuple[int, ...]]]:
    for term in terms.sounding.get(" ".join(map(sound, said)), ()):
        places = tuple(at for at, (one, other) in enumerate(zip(said, term, strict=False)) if one != other)
        if 1 < len(places) < len(term) == len(said):
            yield term, SlipKind.SEVERAL, places
