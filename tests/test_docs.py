"""The READMEs name what there is: every command, every make target that a user needs, every setting."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kb.cli.entry import cli
from kb.settings import VARIABLES

ROOT = Path(__file__).parents[1]
READMES = sorted(ROOT.glob("README*.md"))


def _commands(group: click.Group, prefix: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}"


NAMES = [
    *_commands(cli, "kb"),
    *(f"make {target}" for target in ("run", "ask", "test", "lint", "clean")),
    *(variable.name for variable in VARIABLES),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_readme_names(readme: Path, name: str) -> None:
    assert name in readme.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*cli.commands, "retrieval"])
def test_changelog_names_every_command(name: str) -> None:
    assert name in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
