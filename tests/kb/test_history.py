"""Conversations are kept for their owner, found, read back as they were, and deleted."""

from pathlib import Path

import pytest

from kb.answering.answer import Answer, AnsweredUnit, Kind, Reason
from kb.citations import Citation, CitedDocument
from kb.errors import KnowledgeBaseError
from kb.history import Exchange, History
from kb.selection import Choice
from kb.units import Role

CITED = Citation(
    1, CitedDocument("a", "某办法", "某政〔2025〕6号", None), "二、（三）10", None, "甲", 0, 1, None, "a.txt"
)
ANSWER = Answer(
    "谁管桥？", Kind.RESPONSIBILITY, "市桥梁局。[1]", citations=(CITED,), units=(AnsweredUnit("市桥梁局", Role.LEAD),)
)
REFUSED = Answer("谁管船？", Kind.CONTENT, "没有涉及。", refused=True, reason=Reason.NOT_IN_CORPUS)
TALK = [Exchange("谁管桥？", ANSWER, Choice(("a",), 2025, ("市桥梁局",))), Exchange("谁管船？", REFUSED)]


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "records" / "history.sqlite")


def test_read_back(history: History) -> None:
    history.keep("甲", "1", TALK)
    assert history.read("甲", "1") == TALK
    history.keep("甲", "1", TALK[:1])
    assert history.read("甲", "1") == TALK[:1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("", ["2", "1"], id="全部，新的在前"),
        pytest.param("桥梁局", ["1"], id="答案里的字"),
        pytest.param("谁管", ["2", "1"], id="问题里的字"),
        pytest.param(" 桥梁局 ", ["1"], id="两端空白不算"),
        pytest.param("%", [], id="百分号就是百分号"),
    ],
)
def test_find(history: History, words: str, expected: list[str]) -> None:
    history.keep("甲", "1", TALK[:1])
    history.keep("甲", "2", TALK[1:])
    assert [kept.id for kept in history.find("甲", words)] == expected


def test_each_sees_his_own(history: History) -> None:
    history.keep("甲", "1", TALK)
    history.keep("乙", "1", TALK[:1])
    history.delete("乙")
    assert history.read("甲", "1") == TALK
    assert not history.find("乙")
    assert not history.read("乙", "1")


def test_delete(history: History, tmp_path: Path) -> None:
    """What is deleted is no longer in the file."""
    history.keep("甲", "1", TALK)
    history.keep("甲", "2", TALK[1:])
    history.delete("甲", "1")
    assert [kept.id for kept in history.find("甲")] == ["2"]
    assert all("桥梁局".encode() not in path.read_bytes() for path in (tmp_path / "records").iterdir())


def test_nothing_is_made_by_looking(history: History, tmp_path: Path) -> None:
    assert not history.find("甲")
    assert not history.read("甲", "1")
    history.delete("甲")
    assert not (tmp_path / "records").exists()


def test_damaged(history: History, tmp_path: Path) -> None:
    history.keep("甲", "1", TALK)
    (tmp_path / "records" / "history.sqlite").write_bytes(b"no database, but long enough to be taken for one" * 40)
    with pytest.raises(KnowledgeBaseError, match="对话记录"):
        history.find("甲")
