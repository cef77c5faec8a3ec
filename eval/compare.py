"""What got better and what got worse from one run to another, question by question, and how sure that is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.folder import Scored, Scores
from eval.measures import meanings
from eval.statistics import interval, mean, permutation_p, sign_p

_SAME = 1e-9


@dataclass(frozen=True)
class Change:
    """A measure in both runs, over the questions to which it applies in both.

    `p` is that of the paired randomisation test, `sign_p` that of the sign test on `better` and `worse` questions.
    """

    measure: str
    questions: int
    before: float
    after: float
    interval: tuple[float, float]
    better: int
    worse: int
    p: float
    sign_p: float


@dataclass(frozen=True)
class Moved:
    """A question of which a measure changed: by how much (their mean), and each from what to what."""

    id: str
    kind: str
    question: str
    difference: float
    measures: Mapping[str, tuple[float, float]]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two runs, by what they have in common. `differing` are the facts in which the runs differ, `alone` the ids that
    only one of them has."""

    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    questions: int
    alone: tuple[str, ...]
    differing: tuple[str, ...]


def compare(before: Scores, after: Scores) -> Comparison:
    """Two finished runs of the same questions; the same id with another question is another question."""
    old, new = ({(q.id, q.question): q for q in scores.questions} for scores in (before, after))
    pairs = [(old[key], new[key]) for key in old if key in new]
    moved = sorted(filter(None, (_moved(*pair) for pair in pairs)), key=lambda m: m.difference)
    return Comparison(
        tuple(_changes(pairs)),
        tuple(moved),
        len(pairs),
        tuple(sorted({identifier for identifier, _ in old.keys() ^ new.keys()})),
        tuple(name for name in {**before.run, **after.run} if before.run.get(name) != after.run.get(name)),
    )


def _changes(pairs: Sequence[tuple[Scored, Scored]]) -> Iterator[Change]:
    for name in meanings():
        values = [(a.measures[name], b.measures[name]) for a, b in pairs if name in a.measures and name in b.measures]
        if not values:
            continue
        differences = [b - a for a, b in values]
        better, worse = sum(d > _SAME for d in differences), sum(d < -_SAME for d in differences)
        yield Change(
            name,
            len(values),
            mean([a for a, _ in values]) or 0.0,
            mean([b for _, b in values]) or 0.0,
            interval(differences, mean) or (0.0, 0.0),
            better,
            worse,
            round(permutation_p(differences), 4),
            round(sign_p(better, worse), 4),
        )


def _moved(before: Scored, after: Scored) -> Moved | None:
    both = {name: (value, after.measures[name]) for name, value in before.measures.items() if name in after.measures}
    changed = {name: pair for name, pair in both.items() if abs(pair[1] - pair[0]) > _SAME}
    if not changed:
        return None
    difference = sum(b - a for a, b in changed.values()) / len(both)
    return Moved(after.id, after.kind, after.question, round(difference, 4), changed, after.problems)
