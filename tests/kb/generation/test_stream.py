"""Words as they come: to a program sentence by sentence, on the command line, on a terminal."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.answering import Answer
from kb.cli import main
from kb.generation import result, worded
from kb.settings import Settings
from tests.kb.cli.running import on_a_terminal
from tests.kb.generation.asking import GOOD, INSURANCE, ROOT, TASKS, Ask
from tests.kb.llm_service import Service, says, sends


def _pieces(stream: Generator[str, None, Answer]) -> tuple[list[str], Answer]:
    pieces: list[str] = []
    return pieces, result(stream, pieces.append)


def test_sentences_come_when_they_are_verified(ask: Ask, service: Service, settings: Settings) -> None:
    """What was given out is the answer; a sentence is given out when the next one begins, none before it is whole."""
    offline = ask(TASKS)
    head, *tasks = offline.answer.splitlines()
    service.replies.append(says(*"\n".join(tasks)))
    pieces, shown = _pieces(worded(offline, settings))
    assert pieces == [f"{head}\n{tasks[0]}", *(f"\n{task}" for task in tasks[1:])]
    assert shown == offline


def test_words_come_while_the_model_still_speaks(ask: Ask, service: Service, settings: Settings) -> None:
    offline = ask(TASKS)
    rest_may_come = threading.Event()
    service.replies.append(says(*offline.answer.splitlines(keepends=True), hold=rest_may_come))
    stream = worded(offline, settings)
    first = next(stream)
    rest_may_come.set()
    rest, shown = _pieces(stream)
    assert first.endswith("[1]")
    assert rest
    assert shown == offline == replace(offline, answer=first + "".join(rest))


def test_units_are_given_out_only_when_all_are_named(ask: Ask, service: Service, settings: Settings) -> None:
    parts = "科技保险由市委金融办负责[1]。", "市科技创新局也负责[1]。", "还有各区人民政府负责[1]。", "期限到2027年[1]。"
    service.replies += [says(*parts), says(*parts[:2])]
    pieces, _ = _pieces(worded(ask(INSURANCE), settings))
    assert pieces == ["".join(parts[:3]), parts[3]]
    pieces, shown = _pieces(worded(ask(INSURANCE), settings))
    assert (pieces, "它没有列全单位" in shown.notes[-1]) == ([], True)


def test_kb_ask_rewords(
    settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("HOME", str(settings.home)), ("LLM_MODEL", "fake"), ("LLM_BASE_URL", service.address)):
        monkeypatch.setenv(f"KB_{name}", value)
    service.replies += [says(GOOD), sends("", 500)]
    assert main(["ask", "--json", INSURANCE]) == 0
    assert json.loads(capsys.readouterr().out)["answer"] == GOOD
    assert main(["ask", INSURANCE]) == 0
    assert f"提示：没有采用语言模型的改写（{service.address} 出错（500）），以上是离线答案。" in capsys.readouterr().out
    assert service.keys == ["Bearer none", "Bearer none"]


@pytest.fixture
def terminal(settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """What `kb ask` shows on a terminal."""
    for name, value in (("LLM_MODEL", "fake"), ("LLM_BASE_URL", service.address), ("LLM_TIMEOUT", "60")):
        monkeypatch.setenv(f"KB_{name}", value)

    def ask(question: str) -> str:
        code, shown = on_a_terminal("ask", question, home=settings.home)
        assert code == 0
        return shown.replace("\r\n", "\n")

    return ask


def test_a_terminal_shows_words_as_they_come(terminal: Callable[[str], str], service: Service) -> None:
    """Once each, then what they rest on; words that are taken back are followed by those that count."""
    service.replies += [says(*GOOD), says(GOOD, "后面还有", "。", finish=None)]
    shown = terminal(INSURANCE)
    assert shown.startswith(f"{GOOD}\n\n依据：\n[1] ")
    assert shown.count(GOOD) == 1
    taken_back = terminal(INSURANCE)
    assert taken_back.startswith(f"{GOOD}\n\n（以上改写没有采用，答案以下面的为准。）\n\n68号文二、（三）10")
    assert "（它的回答中途断了），以上是离线答案。" in taken_back


def test_the_offline_path_does_not_import_llama_index(seeded: Path) -> None:
    code = (
        f"import sys; from kb.cli import main; main(['ask', {INSURANCE!r}]);"
        "print([name for name in ('llama_index', 'kb.generation', 'kb.claims') if name in sys.modules])"
    )
    environment = {"KB_HOME": str(seeded), "PATH": ""}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert "市委金融办" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "[]"
