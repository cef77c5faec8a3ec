"""How the tests run a command: in this process, or in one of its own."""

import subprocess
import sys
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
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, **options)
