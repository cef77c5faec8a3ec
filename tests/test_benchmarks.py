"""The benchmarks know the names in the code that they measure."""

import pytest

from benchmarks.thresholds import STEPS, THRESHOLDS, Threshold, moved


@pytest.mark.parametrize("threshold", THRESHOLDS, ids=lambda threshold: threshold.name)
def test_threshold_is_moved_and_put_back(threshold: Threshold) -> None:
    own = threshold.value
    seen: list[float] = []

    def passed() -> int:
        seen.append(threshold.value)
        return len(seen)

    assert list(moved(threshold, passed)) == [1, 2, 3, 4]
    assert seen == [pytest.approx(own * step) for step in STEPS]
    assert threshold.value == own
