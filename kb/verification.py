"""Whether words that a model wrote stand in what they cite: sentence by sentence, by rules, without a model."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from kb.claims import Cited, contradicted, misassigned, plain, swapped, unproved
from kb.lexicon import stopwords, weight
from kb.text import words
from kb.units import Unit

_MARKERS = re.compile(r"\s*[\[［【]\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]］】]")
_BREAKS = r"。！？!?；;"
_GOES_ON = re.compile(rf"\s*(?:$|[\[［【{_BREAKS}”’」』）)])")  # a marker may still come, or the end of a quote
_SENTENCE = re.compile(
    rf"(?:“[^”\n]*”|[；;](?!\s*[\[［【{_BREAKS}])|[^{_BREAKS}\n])+"  # a semicolon with no marker behind it goes on
    rf"[{_BREAKS}]*[”’」』）)]*(?:\s*[\[［【][\d\s,，、]+[\]］】][{_BREAKS}]*)*"
)
_ITEM = re.compile(r"\s*(?:[-*•·]|\d{1,2}[.、)）])\s+")
_ENDS = "。;!?"
_SUPPORTED = 0.5
_FUNCTION = re.compile("由|和|与|及|会同|的")  # which would be cut together with what stands beside them


@dataclass(frozen=True)
class Sentence:
    """A sentence with the markers behind it, the number of its line, and whether that is an item of a list."""

    text: str
    line: int
    item: bool

    @property
    def markers(self) -> set[int]:
        return set(markers_in(self.text))

    def behind(self, before: "Sentence | None") -> str:
        """As it is shown behind the sentence `before`: markers as [n], a list item as “- …” on a line of its own.

        The numbers of list items, which nothing proves, are dropped.
        """
        text = _MARKERS.sub(lambda found: "".join(f"[{int(n)}]" for n in re.findall(r"\d+", found[1])), self.text)
        if before and before.line == self.line:
            return text
        return ("\n" if before else "") + ("- " if self.item else "") + text


class Sentences:
    """Cuts text that arrives in pieces into sentences, each given as soon as its end is certain."""

    def __init__(self) -> None:
        self._held, self._line, self._first, self._item = "", 0, True, False

    def feed(self, piece: str) -> Iterator[Sentence]:
        *lines, self._held = (self._held + _without_marks(piece)).split("\n")
        for line in lines:
            yield from self._of(line)
            self._first, self._line = True, self._line + 1
        at = 0
        for found in _SENTENCE.finditer(self._body(self._held)):
            if _GOES_ON.match(found.string, found.end()) or found[0].count("“") > found[0].count("”"):
                break
            at = found.end()
        done = len(self._held) - len(self._body(self._held)) + at
        if at:
            ready, self._held = self._held[:done], self._held[done:]
            yield from self._of(ready)

    def end(self) -> Iterator[Sentence]:
        """What is left when no more text comes."""
        yield from self.feed("\n")

    def _body(self, line: str) -> str:
        item = _ITEM.match(line) if self._first else None
        return line[item.end() :] if item else line

    def _of(self, line: str) -> Iterator[Sentence]:
        body = self._body(line)
        if self._first:
            self._item = len(body) < len(line)
        for found in _SENTENCE.finditer(body):
            if re.search(r"\w", unmarked(found[0])):
                yield Sentence(found[0].strip(), self._line, self._item)
        self._first = False


@dataclass(frozen=True)
class Verifier:
    """What sentences must stand in: by marker what it proves, and the plain sentences that need no marker."""

    cited: Mapping[int, Cited]
    own: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        grounds: Mapping[int, Sequence[str]],
        own: Iterable[str] = (),
        units: Mapping[int, Sequence[Unit]] | None = None,
    ) -> Self:
        """From the texts and the units of each marker, and lines that are known to be true."""
        cited = {
            marker: Cited(tuple(map(plain, texts)), tuple((units or {}).get(marker, ())))
            for marker, texts in grounds.items()
        }
        return cls(cited, frozenset(plain(unmarked(s.text)) for line in own for s in sentences_in(line)))

    def is_own(self, sentence: str) -> bool:
        return not markers_in(sentence) and plain(sentence) in self.own

    def passes(self, sentence: str) -> bool:
        """Whether the claims of a sentence stand in what the markers that it carries prove."""
        markers, said = sorted(set(markers_in(sentence))), plain(unmarked(sentence))
        if not markers:
            return said in self.own
        if any(marker not in self.cited for marker in markers):
            return False
        cited = [self.cited[marker] for marker in markers]
        texts = tuple(text for one in cited for text in one.texts)
        return any(_is_sentence_of(text, said) for text in texts) or not (
            unproved(said, texts)
            or swapped(said, texts)
            or contradicted(said, texts)
            or misassigned(said, cited)
            or share(said, texts) < _SUPPORTED
        )


@dataclass(frozen=True)
class Checked:
    """The sentences that passed, as lines with markers [n], and how many did and did not."""

    text: str
    kept: int
    withheld: int

    @property
    def markers(self) -> set[int]:
        return set(markers_in(self.text))


def check(
    text: str,
    grounds: Mapping[int, Sequence[str]],
    own: Iterable[str] = (),
    units: Mapping[int, Sequence[Unit]] | None = None,
) -> Checked:
    """The sentences of `text` whose claims stand in the `grounds` of the markers that they carry.

    A sentence without a marker passes only where it stands in `own`, lines that are known to be true.
    """
    verifier = Verifier.of(grounds, own, units)
    found = sentences_in(text)
    passed = [sentence for sentence in found if verifier.passes(sentence.text)]
    return Checked(joined(passed), len(passed), len(found) - len(passed))


def joined(sentences: Sequence[Sentence]) -> str:
    """Sentences as lines."""
    return "".join(one.behind(before) for before, one in zip([None, *sentences], sentences, strict=False))


def sentences_in(text: str) -> list[Sentence]:
    cutter = Sentences()
    return [*cutter.feed(text), *cutter.end()]


def markers_in(text: str) -> list[int]:
    """The numbers of the markers in `text`.

    >>> markers_in("甲[1]。乙【2、3】。")
    [1, 2, 3]
    """
    return [int(number) for found in _MARKERS.finditer(text) for number in re.findall(r"\d+", found[1])]


def unmarked(text: str) -> str:
    return _MARKERS.sub("", text)


def _without_marks(text: str) -> str:
    """`text` without characters that show nothing (zero width, direction), which could hide what a number is."""
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def _is_sentence_of(text: str, said: str) -> bool:
    before, found, after = text.partition(said)
    return bool(found) and before[-1:] in _ENDS and (said[-1] in _ENDS or not after)


def share(said: str, texts: Sequence[str]) -> float:
    """How much of the plain words of `said`, by their weight (IDF), stand in the plain texts: 0 to 1."""
    found = {
        word: weight(word) for word in words(_FUNCTION.sub("，", said)) if len(word) > 1 and word not in stopwords()
    }
    stand = sum(value for word, value in found.items() if any(word in text for text in texts))
    return stand / sum(found.values()) if found else 1.0
