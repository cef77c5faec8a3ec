"""Cutting: the pieces are the text, none is too long, and they end where a reader would pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cutting import LIMIT, cut, phrases, rows

CHINESE = st.text(st.sampled_from("市教育局负责科技保险，、。；：\n（）12ab "), max_size=1500)


@given(CHINESE | st.text(max_size=1500))
def test_the_pieces_are_the_text_and_none_is_too_long(text: str) -> None:
    pieces = cut(text, phrases)
    assert "".join(pieces) == text
    assert all(len(piece) <= LIMIT for piece in pieces)
    assert pieces == [""] or all(pieces)


@given(CHINESE)
def test_a_row_is_never_cut(text: str) -> None:
    pieces = cut(text, rows)
    assert "".join(pieces) == text
    assert [row for piece in pieces for row in piece.splitlines(keepends=True)] == text.splitlines(keepends=True)


SENTENCE = "各区人民政府按职责分工负责。"
CLAUSE = "加强科技金融服务，"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("", [""], id="空"),
        pytest.param(SENTENCE, [SENTENCE], id="一句"),
        pytest.param(SENTENCE * 28, [SENTENCE * 28], id="一段刚好装下"),
        pytest.param(SENTENCE * 29, [SENTENCE * 28, SENTENCE], id="多一句另起一段"),
        pytest.param(CLAUSE * 45 + "完。", [CLAUSE * 44, CLAUSE + "完。"], id="长句断在逗号后"),
        pytest.param("科技" * 201, ["科技" * 200, "科技"], id="没有标点断在词后"),
        pytest.param("甲" + "科技" * 200, ["甲" + "科技" * 199, "科技"], id="不断在词中"),
        pytest.param("a" * 401, ["a" * 400, "a"], id="词太长只好硬断"),
    ],
)
def test_where_a_text_is_cut(text: str, pieces: list[str]) -> None:
    assert cut(text, phrases) == pieces
