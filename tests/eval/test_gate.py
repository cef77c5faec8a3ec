"""The gate: which figures fall below it, and what is no gate."""

from pathlib import Path
from typing import Any

import pytest

from eval.gate import fallen, read_gate
from kb.errors import UnreadableSource

REPORT: dict[str, Any] = {
    "questions": 4,
    "passed": 3,
    "measures": {"decision": 1.0, "units": None},
    "refusal_f1": 0.8,
    "by_kind": {"target": {"questions": 2, "passed": 1, "measures": {"decision": 0.5}}},
}
CASES = {
    "都够": ("[measures]\npassed = 0.75\ndecision = 1\nrefusal_f1 = 0.8", []),
    "全对不够": ("[measures]\npassed = 0.8", ["全部 passed（全对）0.75，门槛 0.8"]),
    "拒答不够": ("[measures]\nrefusal_f1 = 0.9", ["全部 refusal_f1（拒答 F1）0.8，门槛 0.9"]),
    "没有可算的": ("[measures]\nunits = 0", ["全部 units（单位全等）无可算的题，门槛 0"]),
    "一类不够": ("[kinds.target]\ndecision = 0.6\npassed = 0.5", ["target decision（答拒得当）0.5，门槛 0.6"]),
    "没有这一类": ("[kinds.table]\npassed = 0.1", ["table passed（全对）无可算的题，门槛 0.1"]),
    "空的": ("", []),
}


@pytest.mark.parametrize(("text", "lines"), CASES.values(), ids=CASES.keys())
def test_fallen(tmp_path: Path, text: str, lines: list[str]) -> None:
    path = tmp_path / "gate.toml"
    path.write_text(text, encoding="utf-8")
    assert list(fallen(read_gate(path), REPORT)) == lines


BAD = {
    "不是 TOML": ("measures =", "不是门槛文件"),
    "键写错": ("[measure]\npassed = 1", "不是门槛文件"),
    "没有这个指标": ("[measures]\nunit = 1", "没有 unit 这个指标，可用：passed、decision"),
    "不在 0 到 1": ("[kinds.target]\nunits = 95", "units 的门槛 95 不在 0 到 1 之间"),
}


@pytest.mark.parametrize(("text", "words"), BAD.values(), ids=BAD.keys())
def test_what_is_no_gate_is_one_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "gate.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableSource, match=words):
        read_gate(path)
    with pytest.raises(UnreadableSource, match="文件不存在"):
        read_gate(tmp_path / "无.toml")
