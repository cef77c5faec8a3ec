"""Intervals, paired tests and percentiles, on figures that are known."""

import random

import pytest

from eval.statistics import interval, mean, percentiles, permutation_p, sign_p


def test_an_interval_of_nothing_and_of_one_value() -> None:
    assert interval([], mean) is None
    assert interval([0.5, 0.5, 0.5], mean) == (0.5, 0.5)


def test_the_interval_is_the_same_each_time_and_narrows_with_more() -> None:
    few, many = [0.0, 1.0] * 10, [0.0, 1.0] * 200
    assert interval(few, mean) == interval(few, mean)
    (a, b), (c, d) = interval(few, mean) or (0, 0), interval(many, mean) or (0, 0)
    assert a < c < 0.5 < d < b


def test_the_interval_covers_the_truth_about_95_times_in_100() -> None:
    chance = random.Random(1)
    covered = 0
    for _ in range(60):
        low, high = interval([float(chance.random() < 0.7) for _ in range(80)], mean) or (0.0, 0.0)
        covered += low <= 0.7 <= high
    assert 52 <= covered <= 60


PAIRED = {
    "没有差别": ([0.0] * 20, 1.0),
    "一题好了": ([1.0, 0.0], 1.0),
    "五题都好了": ([1.0] * 5, 2 / 2**5),
    "五题都坏了": ([-0.5] * 5, 2 / 2**5),
    "一半好一半坏": ([1.0, -1.0] * 3, 1.0),
}


@pytest.mark.parametrize(("differences", "p"), PAIRED.values(), ids=PAIRED.keys())
def test_permutation_counts_all_flips_of_a_few(differences: list[float], p: float) -> None:
    assert permutation_p(differences) == pytest.approx(p)


def test_permutation_of_many() -> None:
    assert permutation_p([1.0] * 30) < 0.001
    assert permutation_p([1.0, -1.0] * 30) > 0.8
    assert permutation_p([0.1] * 20 + [-0.1] * 10) == pytest.approx(sign_p(20, 10), abs=0.02)


SIGNS = {
    "都好": (5, 0, 0.0625),
    "都坏": (0, 5, 0.0625),
    "各半": (3, 3, 1.0),
    "没有": (0, 0, 1.0),
    "九比一": (9, 1, 0.0215),
}


@pytest.mark.parametrize(("better", "worse", "p"), SIGNS.values(), ids=SIGNS.keys())
def test_sign_test(better: int, worse: int, p: float) -> None:
    assert sign_p(better, worse) == pytest.approx(p, abs=1e-4)


def test_percentiles_of_few() -> None:
    assert percentiles([]) == {"p50": None, "p95": None}
    assert percentiles([2.0]) == {"p50": 2.0, "p95": 2.0}
    assert percentiles([2.0] * 19 + [100.0]) == {"p50": 2.0, "p95": 6.9}
