"""How the tests run a command: in this process, or in one of its own."""

import os
import pty
import subprocess
import sys
import termios
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
SEEDS = (ROOT / "seeds" / "wuzhengban-2025-68.txt", ROOT / "seeds" / "wuhan-kejiju-2021-incubators.txt")


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def process(*arguments: str | bytes, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs `kb` as a user does, in a process of its own."""
    command = [sys.executable, "-m", "kb.cli", *arguments]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.run(command, cwd=ROOT, encoding="utf-8", check=False, **options)


def on_a_terminal(*arguments: str, home: Path) -> tuple[int, str]:
    """Runs `kb` in a process whose streams are a terminal of 100 columns; its exit code and all it showed."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 100))
    environment = {**os.environ, "KB_HOME": str(home), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "kb.cli", *arguments]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return running.wait(), shown.decode()


def _read(terminal: int) -> bytes:
    """What stands on the terminal; nothing where the other side has closed it, which Linux reports as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
