"""`kb eval answers`: the report as JSON and as tables, and what it refuses to run."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cli import main

Shown = Callable[..., tuple[int, str, str]]


@pytest.fixture
def shown(seeded: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shown:
    """Runs the command over the seeds, or over `home`: its exit code and what it wrote."""
    for name in [name for name in os.environ if name.startswith("KB_")]:
        monkeypatch.delenv(name)

    def run(*arguments: str, home: Path = seeded) -> tuple[int, str, str]:
        monkeypatch.setenv("KB_HOME", str(home))
        code = main(["eval", "answers", *arguments])
        return code, *capsys.readouterr()

    return run


def test_the_tables_name_each_kind_and_each_failure(shown: Shown) -> None:
    """What fails is no failure of the command."""
    code, out, err = shown("--half", "dev", "--json")
    expected = json.loads(out)
    assert (code, err, expected["half"], expected["questions"]) == (0, "", "dev", 133)
    code, out, err = shown("--half", "dev")
    kinds, overall, failures = out.split("\n\n")
    assert (code, err) == (0, "")
    assert [line.split("\t")[0] for line in kinds.splitlines()[1:]] == [*expected["by_kind"], "全部"]
    assert kinds.splitlines()[-1].split("\t")[1:3] == ["133", str(expected["passed"])]
    assert overall.splitlines()[1] == f"拒答准确率\t{expected['refusal_precision']:g}"
    assert [line.split("\t")[0] for line in failures.splitlines()[1:]] == [row["id"] for row in expected["failures"]]


ERRORS = {
    "没有这个文件": (["无.jsonl"], "无法读取 无.jsonl：文件不存在\n"),
    "没有这一半": (["--half", "全部"], "--half 的值不对：“全部”不是 dev 或 test。用法见 kb eval answers --help。\n"),
}


@pytest.mark.parametrize(("arguments", "words"), ERRORS.values(), ids=ERRORS.keys())
def test_what_cannot_be_run_is_one_line(shown: Shown, arguments: list[str], words: str) -> None:
    assert shown(*arguments) == (2, "", words)


def test_a_knowledge_base_without_the_documents(shown: Shown, tmp_path: Path) -> None:
    code, out, err = shown(home=tmp_path / "kb")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("评测集所说的公文 A（武政办〔2025〕68号）在知识库里有 0 份，应有一份：请用 kb ingest 入库")
