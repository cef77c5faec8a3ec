"""Whether what an answer cites supports what it says: the citation recall and precision of ALCE (Gao et al. 2023).

A statement is a sentence of the answer with the markers behind it. A sentence without a marker takes those of the next
one in its line, for a marker at the end of a line stands for all of it; a line that ends in a colon introduces the
lines after it and takes theirs, too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, takewhile

from kb.answering import Answer
from kb.units import Unit
from kb.verification import Sentence, Verifier, markers_in, sentences_in, unmarked

_INTRODUCES = ("：", ":")


@dataclass(frozen=True)
class Proof:
    """What one marker proves: the texts of what it cites, and the units of that clause."""

    texts: tuple[str, ...]
    units: tuple[Unit, ...] = ()

    def __add__(self, other: "Proof") -> "Proof":
        return Proof((*self.texts, *other.texts), (*self.units, *other.units))


Supports = Callable[[str, str, Sequence[Proof]], bool]  # question, sentence without markers, proofs


@dataclass(frozen=True)
class Statement:
    """A sentence, the markers that prove it, whether all that they cite supports it, and the idle ones among them.

    A marker is idle where what it cites does not support the sentence and the others do without it.
    """

    text: str
    markers: tuple[int, ...]
    supported: bool
    idle: tuple[int, ...] = ()


def by_rules(_question: str, said: str, proofs: Sequence[Proof]) -> bool:
    """Whether quotes, numbers, units, dates and the like of a sentence stand in the proofs, and most of its words."""
    held = dict(enumerate(proofs, start=1))
    texts, units = ({n: getattr(proof, part) for n, proof in held.items()} for part in ("texts", "units"))
    return Verifier.of(texts, units=units).passes(said + "".join(f"[{n}]" for n in held))


def statements(answer: Answer, proofs: Mapping[int, Proof], supports: Supports) -> tuple[Statement, ...]:
    """The statements of an answer, each held by `supports` against what its markers prove.

    A line that introduces others may say how many they are (“共9项”): that is counted, not read.
    """
    asked = partial(supports, answer.question)
    unjudged = (
        (Statement(said, tuple(marker for marker in markers if marker in proofs), supported=False), counted)
        for said, markers, counted in _marked(answer.answer)
    )
    return tuple(_judged(statement, proofs, counted, asked) for statement, counted in unjudged)


def _marked(answer: str) -> Iterator[tuple[str, tuple[int, ...], str]]:
    """Each sentence without its markers, the markers that stand for it, and the lines that it introduces, counted."""
    lines = [list(line) for _, line in groupby(sentences_in(answer), key=lambda sentence: sentence.line)]
    for at, line in enumerate(lines):
        following = list(takewhile(lambda other: not _introduces(other), lines[at + 1 :])) if _introduces(line) else []
        listed = [marker for other in following for sentence in other for marker in markers_in(sentence.text)]
        counted = "".join(f"{len(following)}{word}" for word in "项条份个") if following else ""
        for place, sentence in enumerate(line):
            own = next((found for later in line[place:] if (found := markers_in(later.text))), [])
            yield unmarked(sentence.text).strip(), tuple(dict.fromkeys([*own, *listed])), counted


def _introduces(line: Sequence[Sentence]) -> bool:
    return unmarked(line[-1].text).rstrip().endswith(_INTRODUCES)


def _judged(
    said: Statement, proofs: Mapping[int, Proof], counted: str, supports: Callable[[str, Sequence[Proof]], bool]
) -> Statement:
    def stand(markers: Sequence[int]) -> bool:
        first, *rest = (proofs[marker] for marker in markers)
        return supports(said.text, [first + Proof((counted,)), *rest])

    if not said.markers or not stand(said.markers):
        return said
    others = {marker: [other for other in said.markers if other != marker] for marker in said.markers}
    idle = tuple(m for m in said.markers if others[m] and not stand([m]) and stand(others[m]))
    return replace(said, supported=True, idle=idle)
