"""Text that knows its places in the source."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.mapped import Mapped

SPACED = "以 技 术，\n转 让"
SPACE = re.compile(r"\s")


def test_part_of_a_source_keeps_its_places() -> None:
    part = Mapped.of(SPACED, 2, 5)
    assert (part.text, part.offsets, part.start, part.end) == ("技 术", (2, 3, 4), 2, 5)


def test_pieces_join_in_their_order() -> None:
    joined = Mapped.joined([Mapped.of(SPACED, 0, 1), Mapped.of(SPACED, 2, 3)])
    assert (joined.text, joined.spans()) == ("以技", ((0, 1), (2, 3)))


def test_slice_is_cut_from_text_and_places_alike() -> None:
    cut = Mapped.of(SPACED).without(SPACE)[1:3]
    assert (cut.text, cut.start, cut.end) == ("技术", 2, 5)


STRIPPED = {
    "两头": ("  甲乙 \n", "甲乙", 2),
    "全角空格": ("\u3000甲", "甲", 1),
    "没有空白": ("甲", "甲", 0),
}


@pytest.mark.parametrize(("source", "text", "start"), STRIPPED.values(), ids=STRIPPED.keys())
def test_white_space_at_the_ends_goes_with_its_places(source: str, text: str, start: int) -> None:
    assert (Mapped.of(source).strip().text, Mapped.of(source).strip().start) == (text, start)


@pytest.mark.parametrize("source", ["", "  \n"], ids=["空文本", "只有空白"])
def test_nothing_is_left_of_white_space(source: str) -> None:
    assert not Mapped.of(source).strip()
    assert Mapped.of(source).strip().spans() == ()


@given(st.text("甲乙丙 \nx"), st.sampled_from([r"\s+", "[甲乙丙]", "", "x*"]))
def test_spans_make_up_the_text_whatever_is_left_out(source: str, pattern: str) -> None:
    mapped = Mapped.of(source).without(re.compile(pattern))
    assert "".join(source[start:end] for start, end in mapped.spans()) == mapped.text
    assert mapped.text == re.sub(pattern, "", source)
    assert list(mapped.offsets) == sorted(set(mapped.offsets))
