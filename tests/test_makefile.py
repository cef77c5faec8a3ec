"""The Makefile: what is typed after Q= is the question, and every target of the README is there."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ECHO = '#!/bin/sh\n[ "$1" = ask ] && shift && printf "%s\\0" "$@"\nexit 0\n'

QUESTIONS = {
    "普通": "科技保险归谁管？",
    "空格": "科技保险 归 谁 管？",
    "单引号": "什么是'创谷'？",
    "双引号": '什么是"创谷"？',
    "美元号": "投入$HOME元，$(id)元，${PATH}元，$$元",
    "反引号": "`id` 是什么",
    "反斜杠": "甲\\乙\\n丙\\",
    "井号与分号": "#1; rm x & y | z > w",
    "像选项": "--json",
    "换行": "第一行\n第二行",
    "空": "",
}


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """An environment that counts as installed, whose `kb ask` prints what it was given."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "kb").write_text(ECHO)
    (tmp_path / "bin" / "kb").chmod(0o755)
    for stamp in (".made-here", ".runtime-here"):
        (tmp_path / stamp).touch()
    return tmp_path


def _make(*arguments: str, **environment: str) -> str:
    command = ["make", "--no-print-directory", *arguments]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        command, cwd=ROOT, env={**inherited, **environment}, capture_output=True, encoding="utf-8", check=True
    ).stdout


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_ask_passes_the_question_on_as_typed(venv: Path, question: str) -> None:
    assert _make("ask", f"VENV={venv}", "HERE=here", f"Q={question}") == f"--\0{question}\0"
    assert _make("ask", f"VENV={venv}", "HERE=here", Q=question) == f"--\0{question}\0"


@pytest.mark.parametrize("port", [None, "八千", "70000"], ids=["被占用", "不是数字", "太大"])
def test_a_port_at_which_nothing_can_listen_is_one_line(venv: Path, port: str | None) -> None:
    (venv / "bin" / "python").symlink_to(sys.executable)
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(subprocess.CalledProcessError) as failure:
        _make("run", f"VENV={venv}", "HERE=here", f"PORT={port or other.getsockname()[1]}")
    words, of_make = failure.value.stderr.splitlines()
    assert "用不了（多半已被占用），请换一个：make run PORT=…" in words
    assert (failure.value.stdout, of_make[:5]) == ("", "make:")


def test_help_names_every_target() -> None:
    shown = _make("help")
    assert all(f"make {target} " in shown for target in ("run", "ask", "test", "lint", "clean", "lock", "help"))
