"""The table of exit codes in docs/commands.md: each command that a row names ends with its code."""

import re
import shutil
from pathlib import Path

import pytest

from kb.cli import exits
from tests.kb.cli.running import ROOT, SEEDS, Run

PAGES = [ROOT / "docs" / "commands.md", ROOT / "docs" / "commands.zh-CN.md"]
CASES: dict[tuple[int, str], list[object]] = {
    (1, "units"): ["units", "没有这个单位"],
    (1, "tasks"): ["tasks", "--by", "1999"],
    (1, "ingest"): ["ingest", SEEDS[0], "空.txt"],
    (1, "doctor"): ["doctor"],
    (1, "eval check"): ["eval", "check", "坏.jsonl"],
    (1, "eval answers --gate"): ["eval", "answers", "--half", "dev", "--gate", "高.toml"],
    (2, "ask"): ["ask", ""],
    (2, "parse"): ["parse", "--check", SEEDS[0], "空.txt"],
    (2, "ingest"): ["ingest", "空.txt"],
}


def rows(page: Path) -> dict[int, str]:
    """What each exit code means, by the table of a page."""
    found = re.findall(r"^\| (\d+) \| (.+) \|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {int(code): meaning for code, meaning in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_table_has_every_code_with_its_commands(page: Path) -> None:
    table = rows(page)
    assert table.keys() == exits.MEANINGS.keys()
    named = {(code, name) for code, meaning in table.items() for name in re.findall(r"`([^`]+)`", meaning)}
    assert named == CASES.keys()


@pytest.mark.usefixtures("seeded_home")
@pytest.mark.parametrize(("code", "name"), CASES)
def test_a_command_ends_with_the_code_of_its_row(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, name: str
) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "坏.jsonl").write_text("不是题\n", encoding="utf-8")
    shutil.copy(ROOT / "eval" / "datasets" / "seeds.documents.toml", tmp_path / "坏.documents.toml")
    (tmp_path / "高.toml").write_text("[kinds.none]\npassed = 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    if name == "doctor":
        monkeypatch.setenv("KB_LLM_MODEL", "any")
        monkeypatch.setenv("KB_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    shown = run(*CASES[code, name])
    assert shown.err or shown.out
    assert shown.code == code, shown.err
