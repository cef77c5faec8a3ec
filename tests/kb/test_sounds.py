"""The sound of characters."""

import pytest

from kb.sounds import blurred_sound, sound

SAME = {"同音": "单担", "声调": "育玉", "ü": "律绿"}
ALIKE = {
    "zh 和 z": "中宗",
    "ch 和 c": "创闯",
    "sh 和 s": "山三",
    "n 和 l": "南蓝",
    "ing 和 in": "英因",
    "h 和 f": "花发",
}
OTHER = {"不同音": "单山", "声母": "八趴", "韵母": "大地"}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME.keys())
def test_same_sound(pair: str) -> None:
    assert sound(pair[0]) == sound(pair[1])


@pytest.mark.parametrize("pair", ALIKE.values(), ids=ALIKE.keys())
def test_what_some_do_not_tell_apart(pair: str) -> None:
    assert blurred_sound(pair[0]) == blurred_sound(pair[1])


@pytest.mark.parametrize("pair", OTHER.values(), ids=OTHER.keys())
def test_other_sounds(pair: str) -> None:
    assert blurred_sound(pair[0]) != blurred_sound(pair[1])


def test_what_has_no_reading_stands_for_itself() -> None:
    assert sound("A") == "A"
