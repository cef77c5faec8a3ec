"""How sure a figure is: intervals by resampling, tests of paired differences, percentiles. Seeds are fixed."""

import math
import random
import statistics
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
SEED = 20261121
RESAMPLES = 1000
PERMUTATIONS = 10_000


def share(part: float, whole: float) -> float | None:
    """`part` of `whole` to four places, None of nothing."""
    return round(part / whole, 4) if whole else None


def mean(values: Sequence[float]) -> float | None:
    return share(math.fsum(values), len(values))


def interval(items: Sequence[Item], figure: Callable[[Sequence[Item]], float | None]) -> tuple[float, float] | None:
    """The 95% percentile bootstrap interval (Efron & Tibshirani 1993) of a figure of `items`, or None of none.

    Resamples for which the figure does not exist are left out.
    """
    if len(set(items)) <= 1:
        return None if not items or (only := figure(items)) is None else (only, only)
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    drawn = (figure(chance.choices(items, k=len(items))) for _ in range(RESAMPLES))
    found = sorted(value for value in drawn if value is not None)
    return (found[int(0.025 * len(found))], found[min(int(0.975 * len(found)), len(found) - 1)]) if found else None


def permutation_p(differences: Sequence[float]) -> float:
    """The two-sided p of Fisher's paired randomisation test (Smucker et al. 2007): signs are flipped at random.

    With up to 13 differences other than 0 all flips are counted, else 10,000 random ones.

    >>> permutation_p([1.0, 1.0, 0.0]), permutation_p([])
    (0.5, 1.0)
    """
    moved = [value for value in differences if value]
    least = abs(math.fsum(moved)) - 1e-9
    if 2 ** len(moved) <= PERMUTATIONS:
        sums = [0.0]
        for value in moved:
            sums = [total + signed for total in sums for signed in (value, -value)]
        return sum(abs(total) >= least for total in sums) / len(sums)
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    extreme = sum(abs(_flipped(moved, chance.getrandbits(len(moved)))) >= least for _ in range(PERMUTATIONS))
    return (extreme + 1) / (PERMUTATIONS + 1)


def _flipped(values: Sequence[float], signs: int) -> float:
    return math.fsum(-value if signs >> place & 1 else value for place, value in enumerate(values))


def sign_p(better: int, worse: int) -> float:
    """The two-sided p of the sign test: ties are left out.

    >>> sign_p(5, 0), sign_p(2, 2)
    (0.0625, 1.0)
    """
    total = better + worse
    tail = sum(math.comb(total, count) for count in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / float(2**total))


def percentiles(values: Sequence[float]) -> dict[str, float | None]:
    """The median and the 95th percentile, between the nearest values, to two places; None of nothing.

    >>> percentiles([3.0, 1.0, 2.0])
    {'p50': 2.0, 'p95': 2.9}
    """
    if len(values) < 2:
        return dict.fromkeys(("p50", "p95"), round(values[0], 2) if values else None)
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2)}
