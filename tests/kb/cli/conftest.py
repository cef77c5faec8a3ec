"""The knowledge base and the runner that every test of a command has."""

import io
import os
import sys
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb.cli import main
from kb.settings import Settings
from tests.kb.cli.running import SEEDS, Ran, Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process."""

    def run_here(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return run_here


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge base of the test's own, with nothing in it."""
    for name in [name for name in os.environ if name.startswith("KB_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KB_HOME", str(tmp_path / "kb"))
    return tmp_path / "kb"


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base of the two seeds, made once; commands that only read may share it."""
    directory = tmp_path_factory.mktemp("seeded")
    ingest(SEEDS, Settings(home=directory))
    return directory


@pytest.fixture
def seeded_home(home: Path, seeded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of this test read the knowledge base of the two seeds."""
    monkeypatch.setenv("KB_HOME", str(seeded))
