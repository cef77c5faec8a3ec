"""What an administrator does is written down before it is done."""

from pathlib import Path

import pytest

from kb.audit import AuditLog
from kb.errors import KnowledgeBaseError


def test_the_newest_first(tmp_path: Path) -> None:
    log = AuditLog(tmp_path / "records" / "audit.jsonl")
    assert log.last() == []
    log.note("local", "入库", "甲.txt")
    path = tmp_path / "records" / "audit.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    log.note("local", "移除", "a1\n假的一行")
    assert [(deed.what, deed.which) for deed in log.last()] == [("移除", "a1\n假的一行"), ("入库", "甲.txt")]
    assert [deed.what for deed in log.last(1)] == ["移除"]


def test_unwritable(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("")
    with pytest.raises(KnowledgeBaseError, match="没有执行"):
        AuditLog(tmp_path / "records" / "audit.jsonl").note("local", "入库", "甲.txt")
