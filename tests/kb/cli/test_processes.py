"""`kb` as a process of its own: what it imports, what it does with a closed pipe, a terminal, a strange locale."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from tests.kb.cli.running import ROOT, SEEDS, on_a_terminal, process

HEAVY = ("chromadb", "tantivy", "llama_index", "streamlit", "rich", "numpy")
LOADED = "import sys; from kb.cli import main; main({arguments!r}); print(*sys.modules, file=sys.stderr)"


def _modules_after(*arguments: str) -> set[str]:
    code = LOADED.format(arguments=arguments)
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in ran.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize("arguments", [("parse", "--json", *map(str, SEEDS)), ("--help",)], ids=["parse", "help"])
def test_starts_in_a_blink(arguments: tuple[str, ...]) -> None:
    """Parsing needs neither an engine nor llama-index nor a page nor drawn tables, so it loads none."""
    assert _modules_after(*arguments).isdisjoint(HEAVY)


def test_closed_pipe_is_silent() -> None:
    command = (
        f'"{sys.executable}" -m kb.cli parse {" ".join(map(str, SEEDS * 20))} | head -n 1; echo "${{PIPESTATUS[0]}}"'
    )
    ran = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert ran.stdout.splitlines()[1] == "141"


def test_argument_that_is_not_utf8() -> None:
    ran = process(b"ask", b"\xff\xfe")
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", "第 2 个参数不是有效的 UTF-8。\n")


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK"])
def test_any_locale_writes_utf8(locale: str) -> None:
    ran = process("parse", "--json", str(SEEDS[0]), env={**os.environ, "LC_ALL": locale, "PYTHONIOENCODING": "ascii"})
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "武政办〔2025〕68号" in ran.stdout


def test_terminal_shows_drawn_tables(seeded: Path) -> None:
    code, shown = on_a_terminal("docs", home=seeded)
    assert code == 0
    assert "发文字号" in shown
    assert "─" in shown
    assert "\t" not in shown


def test_terminal_shows_progress_while_reading(tmp_path: Path) -> None:
    code, shown = on_a_terminal("ingest", "seeds", home=tmp_path / "kb")
    assert code == 0
    assert "2/2" in shown
    assert "已入库 2 份" in shown


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    """The lock of a process that is at work stops another with one line, and loses nothing."""
    with FileLock(tmp_path / "writer.lock"):
        ran = process("ingest", "seeds", env={**os.environ, "KB_HOME": str(tmp_path)})
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == f"另一个进程正在写入知识库 {tmp_path}，请等它结束后重试。\n"


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_output_that_cannot_be_written_is_said(form: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = process("parse", *form, str(SEEDS[0]), stdout=full)
    assert (ran.returncode, ran.stderr) == (2, "结果写不出去（No space left on device）。\n")


def test_interrupt_is_one_line() -> None:
    command = [sys.executable, "-m", "kb.cli", "ask", "--input", "-"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, encoding="utf-8", **pipes) as running:
        running.stdin.write('{"question": ""}\n')
        running.stdin.flush()
        answered = running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert answered == "问：\n"
    assert (running.returncode, said) == (130, "已中断。\n")
