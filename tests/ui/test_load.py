"""The load test itself: a few visitors ask the served application, and each has answers."""

import subprocess
import sys
from pathlib import Path

from tests.ui.browsing import ROOT, served


def test_visitors_have_answers(library: Path) -> None:
    command = [sys.executable, "benchmarks/load.py", "--people", "3", "--questions", "2", "--pause", "0", "0.2"]
    with served(library) as address:
        done = subprocess.run([*command, address], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 people, 6 answers" in done.stdout
    assert "failures: 0" in done.stdout
