"""`kb eval answers`: the report as JSON and as tables, and what it refuses to run."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.answers import SEEDS
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
    assert [line.split("\t")[0] for line in kinds.splitlines()[1:]] == [
        *expected["by_kind"],
        *(f"公文 {name}" for name in expected["by_document"]),
        "全部",
    ]
    assert kinds.splitlines()[-1].split("\t")[1:3] == ["133", str(expected["passed"])]
    rows = dict(line.split("\t")[:2] for line in overall.splitlines())
    assert rows["拒答准确率"] == f"{expected['refusal_precision']:g}"
    assert [line.split("\t")[0] for line in failures.splitlines()[1:]] == [row["id"] for row in expected["failures"]]


ERRORS = {
    "没有这个文件": (["无.jsonl"], "无法读取 无.jsonl：文件不存在\n"),
    "没有这个引擎": (
        ["--engine", "best"],
        "无法读取 best：没有这个引擎，也没有这个文件，可用：offline、model、baseline 或答案文件\n",
    ),
    "时限不是数": (
        ["--time-limit", "0"],
        "--time-limit 的值不对：“0”不是大于 0 的数。用法见 kb eval answers --help。\n",
    ),
    "题数不是整数": (["--jobs", "1.5"], "--jobs 的值不对：“1.5”不是大于 0 的整数。用法见 kb eval answers --help。\n"),
    "没有这一半": (["--half", "全部"], "--half 的值不对：“全部”不是 dev 或 test。用法见 kb eval answers --help。\n"),
}


@pytest.mark.parametrize(("arguments", "words"), ERRORS.values(), ids=ERRORS.keys())
def test_what_cannot_be_run_is_one_line(shown: Shown, arguments: list[str], words: str) -> None:
    assert shown(*arguments) == (2, "", words)


def test_a_knowledge_base_without_the_documents(shown: Shown, tmp_path: Path) -> None:
    code, out, err = shown(home=tmp_path / "kb")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("评测集所说的公文 A（武政办〔2025〕68号）在知识库里有 0 份，应有一份：请用 kb ingest 入库")


def test_a_gate_fails_the_command_and_names_what_fell(shown: Shown, tmp_path: Path) -> None:
    gate = tmp_path / "gate.toml"
    gate.write_text("[measures]\ndecision = 0.5\n[kinds.content]\nquote_recall = 1\n", encoding="utf-8")
    code, out, err = shown("--half", "dev", "--gate", str(gate), "--json")
    value = json.loads(out)["by_kind"]["content"]["measures"]["quote_recall"]
    assert (code, err) == (1, f"低于门槛：content quote_recall（引语召回）{value:g}，门槛 1\n")
    gate.write_text("[measures]\ndecision = 0.5\n", encoding="utf-8")
    assert shown("--half", "dev", "--gate", str(gate))[0] == 0


def test_the_seeds_pass_their_gate(shown: Shown) -> None:
    code, _, err = shown("--gate", str(SEEDS.parents[1] / "gate.toml"), "--json")
    assert (code, err) == (0, "")


def test_an_interrupted_run_says_how_to_go_on(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("eval.evaluation.run", interrupted)
    assert shown("--out", str(tmp_path / "r")) == (
        130,
        "",
        f"已中断。答过的题在 {tmp_path / 'r'}，用同一命令接着做。\n",
    )


def test_check_compare_and_measures(shown: Shown, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = tmp_path / "a", tmp_path / "b"
    for out in (before, after):
        assert shown("--half", "dev", "--out", str(out))[1].endswith(f"报告：{out / 'report.html'}\n")
    assert main(["eval", "compare", str(before), str(after)]) == 0
    changes, moved = capsys.readouterr().out.split("\n\n")
    assert "答拒得当\t133\t" in changes
    assert moved.splitlines() == ["编号\t类别\t变了的问题\t差\t变化\t错处"]
    assert main(["eval", "compare", str(before), str(tmp_path)]) == 2
    assert "不是评测的运行目录" in capsys.readouterr().err
    assert main(["eval", "check"]) == 0
    assert capsys.readouterr().out == "261 题，0 处问题。\n"
    assert main(["eval", "measures"]) == 0
    assert "ALCE citation recall" in capsys.readouterr().out


def test_python_m_eval_is_kb_eval(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "eval", "check", "无.jsonl"]
    ran = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", "无法读取 无.jsonl：文件不存在\n")
