"""How right an answer is, against the gold of its question: measures from 0 to 1, 1 is best; see measures.toml."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from eval.corpus import Corpus, Place
from eval.dataset import GoldQuestion
from eval.statistics import share
from eval.support import Statement
from kb.answering.answer import Answer

_UNSEEN = re.compile(r"[\s*]")
_COMPLETE = "unit_tasks"


@dataclass(frozen=True)
class Seen:
    """What of an answer is judged. A refusal claims nothing: no clause is cited by it, no word quoted.

    `cited` are clauses as the gold names them, `quoted` the places of the characters of all quotes.
    """

    refused: bool
    reason: str | None
    cited: frozenset[str]
    units: tuple[str, ...]
    text: str
    quoted: frozenset[Place] = frozenset()
    statements: tuple[Statement, ...] = ()

    @classmethod
    def of(cls, answer: Answer, corpus: Corpus, statements: Sequence[Statement] = ()) -> "Seen":
        """`statements` are those of the answer, already judged."""
        shown = () if answer.refused else answer.citations
        places = (corpus.characters(corpus.ref(c.document.id, c.clause), c.quote) for c in shown)
        return cls(
            refused=answer.refused,
            reason=answer.reason,
            cited=frozenset(corpus.ref(c.document.id, c.clause) for c in shown),
            units=tuple(sorted(unit.name for unit in answer.units)),
            text=plain(answer.answer),
            quoted=frozenset().union(*places),
            statements=() if answer.refused else tuple(statements),
        )


@dataclass(frozen=True)
class Case:
    """A question, what was seen of its answer, and the characters that a quote should have."""

    gold: GoldQuestion
    seen: Seen
    wanted: frozenset[Place] = frozenset()

    @property
    def missed(self) -> frozenset[str]:
        """The gold clauses that are not cited; where one is enough and is there, none."""
        missed = frozenset(self.gold.clauses) - self.seen.cited
        return frozenset() if self.gold.cite_any and len(missed) < len(self.gold.clauses) else missed

    @property
    def foreign(self) -> frozenset[str]:
        """The cited clauses that should not be."""
        return self.seen.cited - {*self.gold.clauses, *self.gold.also_ok}


class Meaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a measure means, in the words of measures.toml."""

    label: str
    definition: str
    edges: str
    source: str
    passes: bool


_MEANINGS = msgspec.json.Decoder(dict[str, Meaning])


@dataclass(frozen=True)
class Measure:
    """`applies` to a gold question; `value` of a case; `wrong` says what is missing or too much."""

    name: str
    applies: Callable[[GoldQuestion], bool]
    value: Callable[[Case], float]
    wrong: Callable[[Case], Iterable[str]] = lambda _: ()

    @property
    def meaning(self) -> Meaning:
        return meanings()[self.name]


@cache
def meanings() -> dict[str, Meaning]:
    """Every measure of answers by name, in the order of the report."""
    text = Path(__file__).with_name("measures.toml").read_text(encoding="utf-8")
    return _MEANINGS.decode(msgspec.json.encode(tomllib.loads(text)))


def plain(text: str) -> str:
    """`text` for finding strings: NFKC, without white space and *.

    >>> plain("１０ **项**")
    '10项'
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _clause_recall(case: Case) -> float:
    return 1 - len(case.missed) / len(case.gold.clauses)


def _clause_precision(case: Case) -> float:
    return _ratio(len(case.seen.cited) - len(case.foreign), len(case.seen.cited))


def _citation_recall(case: Case) -> float:
    return _ratio(sum(statement.supported for statement in case.seen.statements), len(case.seen.statements))


def _citation_precision(case: Case) -> float:
    cited = sum(len(statement.markers) for statement in case.seen.statements)
    useful = sum(len(s.markers) - len(s.idle) for s in case.seen.statements if s.supported)
    return _ratio(useful, cited)


def _quote_precision(case: Case) -> float:
    counted = {place for place in case.seen.quoted if place in case.wanted or place[0] not in case.gold.also_ok}
    return _ratio(len(counted & case.wanted), len(counted))


def _units_f1(case: Case) -> float:
    both = (Counter(case.gold.units) & Counter(case.seen.units)).total()
    return _ratio(2 * both, len(case.gold.units) + len(case.seen.units))


def _absent(case: Case) -> list[str]:
    """The required strings that do not stand in the answer; of alternatives the first."""
    choices = [(wanted,) if isinstance(wanted, str) else wanted for wanted in case.gold.must_contain]
    return [choice[0] for choice in choices if not any(plain(words) in case.seen.text for words in choice)]


def _forbidden(case: Case) -> list[str]:
    return [words for words in case.gold.must_not_contain if plain(words) in case.seen.text]


def _has_right_reason(case: Case) -> bool:
    return case.seen.refused is not case.gold.answerable and _reason_fits(case)


def _reason_fits(case: Case) -> bool:
    return case.seen.reason in (case.gold.reason, *case.gold.reason_also_ok)


def _wrong_reason(case: Case) -> list[str]:
    return [] if _reason_fits(case) else [f"理由应为 {case.gold.reason}，实为 {case.seen.reason or '无'}"]


def _wrong_decision(case: Case) -> list[str]:
    return [f"不该拒答（{case.seen.reason}）" if case.gold.answerable else "该拒答而没有拒答"]


def _wrong_units(case: Case) -> list[str]:
    return [f"单位应为 {'、'.join(case.gold.units)}，实为 {'、'.join(case.seen.units) or '无'}"]


def _listed(words: str, found: Iterable[str]) -> list[str]:
    names = "、".join(sorted(found))
    return [f"{words} {names}"] if names else []


def _answerable(gold: GoldQuestion) -> bool:
    return gold.answerable


MEASURES = (
    Measure("decision", lambda _: True, lambda case: case.seen.refused is not case.gold.answerable, _wrong_decision),
    Measure("clause_recall", _answerable, _clause_recall, lambda case: _listed("漏引", case.missed)),
    Measure("clause_precision", _answerable, _clause_precision, lambda case: _listed("错引", case.foreign)),
    Measure("citation_recall", _answerable, _citation_recall),
    Measure("citation_precision", _answerable, _citation_precision),
    Measure(
        "complete_set",
        lambda gold: gold.answerable and gold.kind == _COMPLETE,
        lambda case: not case.missed and not case.foreign,
    ),
    Measure(
        "units",
        lambda gold: bool(gold.units),
        lambda case: sorted(case.gold.units) == list(case.seen.units),
        _wrong_units,
    ),
    Measure("units_f1", lambda gold: bool(gold.units), _units_f1),
    Measure(
        "strings",
        lambda gold: bool(gold.must_contain or gold.must_not_contain),
        lambda case: not _absent(case) and not _forbidden(case),
        lambda case: [*_listed("缺少", _absent(case)), *_listed("不该有", _forbidden(case))],
    ),
    Measure("quote_recall", _answerable, lambda case: _ratio(len(case.seen.quoted & case.wanted), len(case.wanted))),
    Measure("quote_precision", _answerable, _quote_precision),
    Measure("reason", lambda gold: not gold.answerable and gold.reason is not None, _has_right_reason, _wrong_reason),
    Measure("premise", lambda gold: gold.answerable and gold.reason is not None, _has_right_reason, _wrong_reason),
)


def refusals(decisions: Sequence[tuple[bool, bool]]) -> Mapping[str, float | None]:
    """Precision, recall and F1 of refusing, from pairs (should be refused, is refused); None where nothing counts."""
    right = sum(should and did for should, did in decisions)
    did, should = sum(did for _, did in decisions), sum(should for should, _ in decisions)
    return {
        "refusal_precision": share(right, did),
        "refusal_recall": share(right, should),
        "refusal_f1": share(2 * right, did + should),
    }
