"""Whether words that a model wrote stand in what they cite: sentence by sentence, by rules, without a model."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.claims import plain, unproved
from kb.lexicon import stopwords, weight
from kb.text import words

_MARKERS = re.compile(r"\s*[\[［【]\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]］】]")
_BREAKS = r"。！？!?；;"
_SENTENCE = re.compile(
    rf"(?:“[^”\n]*”|[^{_BREAKS}\n])+[{_BREAKS}]*[”’」』）)]*(?:\s*[\[［【][\d\s,，、]+[\]］】][{_BREAKS}]*)*"
)
_ITEM = re.compile(r"\s*(?:[-*•·]|\d{1,2}[.、)）])\s+")
_ENDS = "。;!?"
_SUPPORTED = 0.5


@dataclass(frozen=True)
class Checked:
    """The sentences that passed, as lines with markers [n], and how many did and did not."""

    text: str
    kept: int
    withheld: int

    @property
    def markers(self) -> set[int]:
        return set(markers_in(self.text))


def markers_in(text: str) -> list[int]:
    """The numbers of the markers in `text`.

    >>> markers_in("甲[1]。乙【2、3】。")
    [1, 2, 3]
    """
    return [int(number) for found in _MARKERS.finditer(text) for number in re.findall(r"\d+", found[1])]


def unmarked(text: str) -> str:
    return _MARKERS.sub("", text)


def check(text: str, grounds: Mapping[int, Sequence[str]], own: Iterable[str] = ()) -> Checked:
    """The sentences of `text` whose claims stand in the `grounds` of the markers that they carry.

    A sentence without a marker passes only where it stands in `own`, lines that are known to be true. Numbers of list
    items, which nothing proves, become “- ”.
    """
    proofs = {marker: tuple(map(plain, texts)) for marker, texts in grounds.items()}
    exempt = {plain(unmarked(sentence)) for line in own for sentence in _sentences(line)}
    lines, kept, withheld = [], 0, 0
    for line in _without_marks(text).splitlines():
        item = _ITEM.match(line)
        found = list(_sentences(line[item.end() :] if item else line))
        passed = [sentence for sentence in found if _passes(sentence, proofs, exempt)]
        kept, withheld = kept + len(passed), withheld + len(found) - len(passed)
        if passed:
            lines.append(("- " if item else "") + "".join(map(_shown, passed)))
    return Checked("\n".join(lines), kept, withheld)


def _without_marks(text: str) -> str:
    """`text` without characters that show nothing (zero width, direction), which could hide what a number is."""
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def _sentences(line: str) -> Iterator[str]:
    """The sentences of a line, each with the markers behind it; what is in quotes is not cut."""
    return (found[0].strip() for found in _SENTENCE.finditer(line) if re.search(r"\w", unmarked(found[0])))


def _shown(sentence: str) -> str:
    return _MARKERS.sub(lambda found: "".join(f"[{int(n)}]" for n in re.findall(r"\d+", found[1])), sentence)


def _passes(sentence: str, proofs: Mapping[int, tuple[str, ...]], exempt: set[str]) -> bool:
    markers, said = set(markers_in(sentence)), plain(unmarked(sentence))
    if not markers:
        return said in exempt
    if not markers <= proofs.keys():
        return False
    texts = tuple(text for marker in sorted(markers) for text in proofs[marker])
    return any(_is_sentence_of(text, said) for text in texts) or (not unproved(said, texts) and _is_about(said, texts))


def _is_sentence_of(text: str, said: str) -> bool:
    before, found, after = text.partition(said)
    return bool(found) and before[-1:] in _ENDS and (said[-1] in _ENDS or not after)


def _is_about(said: str, texts: Sequence[str]) -> bool:
    """Whether the words of a sentence, by their weight (IDF), stand for the greater part in the texts."""
    weights = {word: weight(word) for word in words(said) if len(word) > 1 and word not in stopwords()}
    stand = sum(value for word, value in weights.items() if any(word in text for text in texts))
    return stand >= _SUPPORTED * sum(weights.values())
