"""The READMEs and their pages in docs/: they name all that there is, and what they show is what comes out."""

import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from ingest.readers import SUFFIXES
from kb.cli import main
from kb.cli.entry import cli
from kb.settings import VARIABLES, Variable

ROOT = Path(__file__).parents[1]
PAGES = (
    "README",
    *(f"docs/{name}" for name in ("commands", "answers", "formats", "settings", "evaluation", "serving")),
)
ENGLISH, CHINESE = LANGUAGES = tuple(tuple(ROOT / f"{name}{end}" for name in PAGES) for end in (".md", ".zh-CN.md"))
in_each_language = pytest.mark.parametrize("pages", LANGUAGES, ids=["English", "Chinese"])
HOME_IN_DOCS = "/home/me/policy-kb"
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_WRITTEN = re.compile(r"(?<=> )\S+|(?<=mkdir -p )\S+|(?<=--out )\S+|(?<=KB_HOME=)\S+")
_KB_LINE = re.compile(r"((?:KB_\w+=\S+ )*)(kb .*?)(?: > (\S+))?")


@dataclass(frozen=True)
class Example:
    """A block of commands, and what the README shows that they write (None: it shows nothing)."""

    commands: str
    shown: str | None


def _text(pages: Sequence[Path]) -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def _examples(pages: Sequence[Path]) -> list[Example]:
    text = _text(pages)
    blocks = list(_FENCED.finditer(text))
    found = []
    for block, following in zip(blocks, [*blocks, None][1:], strict=True):
        if block[1] == "sh":
            is_output = following is not None and not text[block.end() : following.start()].strip()
            found.append(Example(block[2], following[2] if following and is_output else None))
    return found


def _kb_lines(pages: Sequence[Path]) -> list[str]:
    lines = (line for example in _examples(pages) for line in example.commands.splitlines())
    return [found[2] for line in lines if (found := _KB_LINE.fullmatch(line))]


def _commands(group: click.Group, prefix: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}"


def _make_targets() -> list[str]:
    return re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


COMMANDS = list(_commands(cli, "kb"))
NAMES = [*COMMANDS, *(f"make {name}" for name in _make_targets() if name != "help"), *(v.name for v in VARIABLES)]


@pytest.mark.parametrize("name", NAMES)
@in_each_language
def test_names(pages: Sequence[Path], name: str) -> None:
    assert re.search(rf"{re.escape(name)}(?![\w-])", _text(pages))


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@in_each_language
def test_names_every_suffix(pages: Sequence[Path], suffix: str) -> None:
    assert f"`{suffix}`" in _text(pages)


@in_each_language
def test_readme_leads_to_every_page(pages: Sequence[Path]) -> None:
    readme = _text(pages[:1])
    assert [page.name for page in pages[1:] if f"](docs/{page.name})" not in readme] == []


@in_each_language
def test_readme_has_the_figures_of_the_table(pages: Sequence[Path]) -> None:
    """What the share of right answers is, here and with the stock parts of llama-index."""
    row = re.search(r"`passed` \| ([\d.]+) \| ([\d.]+) ", _text(pages))
    assert row is not None
    readme = _text(pages[:1])
    assert [share for share in row.groups() if not re.search(rf"(?<!\d){100 * float(share):.0f}%", readme)] == []


def test_examples_write_into_one_place_that_git_ignores() -> None:
    written = [path for example in _examples(ENGLISH) for path in _WRITTEN.findall(example.commands)]
    assert written
    assert [path for path in written if path.split("/")[0] != "mine"] == []
    assert "/mine/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example(command: str) -> None:
    assert any(line.startswith(f"{command} ") or line == command for line in _kb_lines(ENGLISH))


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
@in_each_language
def test_settings_table_shows_the_defaults(pages: Sequence[Path], variable: Variable) -> None:
    row = next(line for line in _text(pages).splitlines() if line.startswith(f"| `{variable.name}`"))
    default = row.split("|")[2].strip().strip("`")
    assert default in (variable.default, "" if variable.default else "—")


@pytest.mark.parametrize("name", [command.removeprefix("kb ") for command in COMMANDS])
def test_changelog_names_every_command(name: str) -> None:
    assert f"kb {name}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("at", range(len(PAGES)), ids=PAGES)
def test_a_page_has_the_same_examples_in_both_languages(at: int) -> None:
    assert _examples([CHINESE[at]]) == _examples([ENGLISH[at]])


@pytest.mark.parametrize("at", range(len(PAGES)), ids=PAGES)
def test_a_page_has_the_same_outline_in_both_languages(at: int) -> None:
    levels = [re.findall(r"^#+(?= )", _FENCED.sub("", _text([pages[at]])), re.MULTILINE) for pages in LANGUAGES]
    assert levels[0] == levels[1]


@pytest.mark.parametrize("page", [*ENGLISH, *CHINESE, ROOT / "docs" / "architecture.md"], ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)(?:#([^)]*))?", _text([page]))
    assert [target for target, _ in targets if not (page.parent / target).exists()] == []
    headings = {target: _anchors(page.parent / target) for target, anchor in targets if anchor}
    assert [anchor for target, anchor in targets if anchor and anchor not in headings[target]] == []


def _anchors(page: Path) -> set[str]:
    """The names by which the headings of a page are reached."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", _text([page])), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("line", dict.fromkeys(_kb_lines(ENGLISH)))
def test_command_line_parses(line: str) -> None:
    command: click.Command | None = cli
    arguments = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        _, command, arguments = command.resolve_command(click.Context(command), arguments)
    assert command is not None
    command.make_context("kb", arguments)


class Reader:
    """Someone who types the examples of the pages into a shell, one after the other."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._directory, self._monkeypatch = directory, monkeypatch

    def types(self, commands: str) -> str:
        """What the commands write. `kb` runs in this process, all else in a shell."""
        written, script = "", ""
        for line in [*commands.splitlines(), None]:
            found = _KB_LINE.fullmatch(line) if line is not None else None
            if script and (found or line is None):
                written += self._shell(script)
                script = ""
            if found:
                written += self._kb(*found.groups())
            elif line is not None:
                script += f"{line}\n"
        return written.replace(str(self._directory), HOME_IN_DOCS)

    def _kb(self, settings: str, command: str, file: str | None) -> str:
        with self._monkeypatch.context() as environment, redirect_stdout(io.StringIO()) as out:
            for name, _, value in (setting.partition("=") for setting in settings.split()):
                environment.setenv(name, value)
            main(shlex.split(command)[1:])
        if file:
            Path(file).write_text(out.getvalue(), encoding="utf-8")
        return "" if file else out.getvalue()

    def _shell(self, script: str) -> str:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        ran = subprocess.run(
            ["bash", "-euc", script],
            env={**os.environ, "PATH": path},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return ran.stdout


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """One in a directory with the seeds and no knowledge base yet."""
    for name in [name for name in os.environ if name.startswith("KB_")]:
        monkeypatch.delenv(name)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    return Reader(tmp_path, monkeypatch)


def _shows(written: str, shown: str) -> bool:
    """Whether the lines of `shown` are those of `written`, where a line “…” stands for any."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in shown.rstrip("\n").split("\n")
    )
    return re.fullmatch(pattern, written.rstrip("\n") + "\n") is not None


def _unmeasured(text: str) -> str:
    """`text` without its numbers, which a measurement never repeats."""
    return re.sub(r"\d+(\.\d+)?", "0", text)


def _keys(value: object) -> Iterator[str]:
    """The keys of all objects in `value`."""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(inner)
    yield from value if isinstance(value, dict) else ()


@in_each_language
def test_every_key_of_the_json_is_explained(pages: Sequence[Path], reader: Reader) -> None:
    reader.types("kb ingest seeds")
    seeds = " ".join(f"seeds/{found.name}" for found in sorted((ROOT / "seeds").glob("*.txt")))
    written = reader.types(f"kb parse --json {seeds}\nkb ask --json 科技保险归谁管")
    keys = dict.fromkeys(key for line in written.splitlines() for key in _keys(json.loads(line)))
    assert {"clauses", "every", "citations", "marker"} <= keys.keys()
    assert [key for key in keys if not re.search(rf"[`.]{key}`", _text(pages))] == []


def test_opening_question_has_the_answer_shown(reader: Reader) -> None:
    opening = _examples(ENGLISH)[0]
    reader.types("kb ingest seeds")
    written = reader.types(opening.commands.rstrip() + " --as-of 2026-11-21")
    assert opening.shown is not None
    assert written == opening.shown


def test_examples_write_what_is_shown(reader: Reader) -> None:
    """All in their order, as a reader types them after `make run`, on the day that an example names."""
    reader.types("kb ingest seeds")
    shown = [example for example in _examples(ENGLISH)[1:] if example.shown is not None]
    assert shown
    for example in shown:
        written = reader.types(example.commands)
        if "kb eval" in example.commands:
            assert _unmeasured(written) == _unmeasured(example.shown)
        else:
            assert _shows(written, example.shown), f"{example.commands}{written}"
