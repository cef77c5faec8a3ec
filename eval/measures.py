"""How right an answer is, against the gold of its question: each measure runs from 0 to 1, 1 is best."""

import re
import statistics
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.dataset import GoldQuestion
from kb.answering.answer import Answer

_UNSEEN = re.compile(r"[\s*]")
_COMPLETE = "unit_tasks"


@dataclass(frozen=True)
class Seen:
    """What of an answer is judged. `cited` are clauses as the gold names them, none where the answer is a refusal."""

    refused: bool
    reason: str | None
    cited: frozenset[str]
    units: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, answer: Answer, letters: Mapping[str, str]) -> "Seen":
        """`letters` are those of the document ids; a document without one is named by its id."""
        cited = {f"{letters.get(c.document.id, c.document.id)}:{c.clause}" for c in answer.citations}
        units = tuple(sorted(unit.name for unit in answer.units))
        return cls(
            answer.refused, answer.reason, frozenset(() if answer.refused else cited), units, plain(answer.answer)
        )


@dataclass(frozen=True)
class Measure:
    """`applies` to a gold question; `value` of what was seen; `wrong` says what is missing or too much."""

    name: str
    label: str
    applies: Callable[[GoldQuestion], bool]
    value: Callable[[GoldQuestion, Seen], float]
    wrong: Callable[[GoldQuestion, Seen], Iterable[str]]


def plain(text: str) -> str:
    """`text` for finding strings: NFKC, without white space and *.

    >>> plain("１０ **项**")
    '10项'
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _missed(gold: GoldQuestion, seen: Seen) -> set[str]:
    """The gold clauses that are not cited; where one is enough and is there, none."""
    missed = set(gold.clauses) - seen.cited
    return set() if gold.cite_any and len(missed) < len(gold.clauses) else missed


def _recall(gold: GoldQuestion, seen: Seen) -> float:
    return 1 - len(_missed(gold, seen)) / len(gold.clauses)


def _foreign(gold: GoldQuestion, seen: Seen) -> frozenset[str]:
    return seen.cited - {*gold.clauses, *gold.also_ok}


def _precision(gold: GoldQuestion, seen: Seen) -> float:
    """The share of the cited clauses that may be cited; 0 where nothing is cited."""
    return 1 - len(_foreign(gold, seen)) / len(seen.cited) if seen.cited else 0.0


def _is_complete(gold: GoldQuestion, seen: Seen) -> bool:
    return not _missed(gold, seen) and not _foreign(gold, seen)


def _absent(gold: GoldQuestion, seen: Seen) -> list[str]:
    """The required strings that do not stand in the answer; of alternatives the first."""
    choices = [(wanted,) if isinstance(wanted, str) else wanted for wanted in gold.must_contain]
    return [choice[0] for choice in choices if not any(plain(words) in seen.text for words in choice)]


def _forbidden(gold: GoldQuestion, seen: Seen) -> list[str]:
    return [words for words in gold.must_not_contain if plain(words) in seen.text]


def _has_right_reason(gold: GoldQuestion, seen: Seen) -> bool:
    return seen.refused is not gold.answerable and seen.reason in (gold.reason, *gold.reason_also_ok)


def _wrong_reason(gold: GoldQuestion, seen: Seen) -> list[str]:
    right = seen.reason in (gold.reason, *gold.reason_also_ok)
    return [] if right else [f"理由应为 {gold.reason}，实为 {seen.reason or '无'}"]


def _listed(words: str, found: Iterable[str]) -> list[str]:
    names = "、".join(sorted(found))
    return [f"{words} {names}"] if names else []


MEASURES = (
    Measure(
        "decision",
        "答拒得当",
        lambda _: True,
        lambda gold, seen: seen.refused is not gold.answerable,
        lambda gold, seen: [f"不该拒答（{seen.reason}）" if gold.answerable else "该拒答而没有拒答"],
    ),
    Measure(
        "clause_recall",
        "条款召回",
        lambda gold: gold.answerable,
        _recall,
        lambda gold, seen: _listed("漏引", _missed(gold, seen)),
    ),
    Measure(
        "clause_precision",
        "条款准确",
        lambda gold: gold.answerable,
        _precision,
        lambda gold, seen: _listed("错引", _foreign(gold, seen)),
    ),
    Measure(
        "complete_set",
        "任务成套",
        lambda gold: gold.answerable and gold.kind == _COMPLETE,
        _is_complete,
        lambda *_: (),
    ),
    Measure(
        "units",
        "单位全等",
        lambda gold: bool(gold.units),
        lambda gold, seen: sorted(gold.units) == list(seen.units),
        lambda gold, seen: [f"单位应为 {'、'.join(gold.units)}，实为 {'、'.join(seen.units) or '无'}"],
    ),
    Measure(
        "strings",
        "字句齐备",
        lambda gold: bool(gold.must_contain or gold.must_not_contain),
        lambda gold, seen: not _absent(gold, seen) and not _forbidden(gold, seen),
        lambda gold, seen: [*_listed("缺少", _absent(gold, seen)), *_listed("不该有", _forbidden(gold, seen))],
    ),
    Measure(
        "reason",
        "拒答理由",
        lambda gold: not gold.answerable,
        _has_right_reason,
        _wrong_reason,
    ),
    Measure(
        "premise",
        "点明前提",
        lambda gold: gold.answerable and gold.reason is not None,
        _has_right_reason,
        _wrong_reason,
    ),
)


def refusals(decisions: Sequence[tuple[bool, bool]]) -> dict[str, float | None]:
    """Precision, recall and F1 of refusing, from pairs (should be refused, is refused); None where nothing counts."""
    right = sum(should and did for should, did in decisions)
    did, should = sum(did for _, did in decisions), sum(should for should, _ in decisions)
    return {
        "refusal_precision": share(right, did),
        "refusal_recall": share(right, should),
        "refusal_f1": share(2 * right, did + should),
    }


def share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def percentiles(milliseconds: Sequence[float]) -> dict[str, float | None]:
    """The median and the 95th percentile, None of nothing.

    >>> percentiles([3.0, 1.0, 2.0])
    {'p50': 2.0, 'p95': 2.9}
    """
    if len(milliseconds) < 2:
        return dict.fromkeys(("p50", "p95"), milliseconds[0] if milliseconds else None)
    cuts = statistics.quantiles(milliseconds, n=20, method="inclusive")
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2)}
