import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest
import streamlit as st
from playwright.sync_api import Browser, ViewportSize
from streamlit.testing.v1 import AppTest

from ingest.pipeline import ingest
from kb.answering import Answer
from kb.catalogue import Catalogue
from kb.index import KnowledgeBase
from kb.settings import Settings
from kb.ui import knowledge
from kb.ui.examples import EXAMPLES
from tests.ui.browsing import PHONE, Visit, chromium, launched, served

ROOT = Path(__file__).parents[2]
HOSTILE = """某市人民政府办公厅
关于加强<b>网络</b>安全教育的通知

各区人民政府：

为加强<script>document.title = "坏了"</script>管理，现通知如下：

一、重点任务

1. :red[网络]安全教育<u>![](/x)</u>$x$->:ok:www.a.cn。 鼓励学校开设<img src=x onerror="document.title='坏了'">网络
安全课程，**每年**不少于8个学时，见 http://evil.test/x。（责任单位：市<i>网信</i>办、市教育局）

某市人民政府办公厅

2026年3月1日
"""


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


@pytest.fixture(scope="session")
def plain() -> Callable[[str], str]:
    """The text of a piece of HTML, as an independent parser reads it."""

    def text(html: str) -> str:
        parser = _Text()
        parser.feed(html)
        parser.close()
        return "".join(parser.parts)

    return text


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A KB_HOME that holds both seed notices; not to be written to."""
    home = tmp_path_factory.mktemp("library") / "kb"
    ingest([ROOT / "seeds"], Settings(home=home))
    return home


@pytest.fixture
def own_library(library: Path, tmp_path: Path) -> Path:
    """A copy of the library, to be changed."""
    return Path(shutil.copytree(library, tmp_path / "kb"))


@pytest.fixture
def hostile_notice(tmp_path: Path) -> Path:
    path = tmp_path / "网络安全.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    return path


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., AppTest]:
    """The chat over the knowledge base in a KB_HOME, as on a first visit, with a query in its address.

    What people leave behind goes to a directory of the test's own.
    """

    return partial(run, ROOT / "app.py", monkeypatch, tmp_path)


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., AppTest]:
    """The page 文件, visited like the chat."""
    return partial(run, documents_page, monkeypatch, tmp_path)


@pytest.fixture
def visit_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Callable[..., AppTest]]:
    """Any page by the name of its module, visited like the chat."""
    pages = {"units": units_page, "tasks": tasks_page, "targets": targets_page, "evaluation": evaluation_page}
    return lambda name: partial(run, pages[name], monkeypatch, tmp_path)


def documents_page() -> None:
    from kb.ui import documents
    from kb.ui.elements import one_line_errors

    with one_line_errors():
        documents.page()


def units_page() -> None:
    from kb.ui import units
    from kb.ui.elements import one_line_errors

    with one_line_errors():
        units.page()


def tasks_page() -> None:
    from kb.ui import tasks
    from kb.ui.elements import one_line_errors

    with one_line_errors():
        tasks.page()


def evaluation_page() -> None:
    from kb.ui import evaluation
    from kb.ui.elements import one_line_errors

    with one_line_errors():
        evaluation.page()


def targets_page() -> None:
    from kb.ui import targets
    from kb.ui.elements import one_line_errors

    with one_line_errors():
        targets.page()


def run(
    entry: Path | Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    home: Path,
    **query: str | list[str],
) -> AppTest:
    """A page over a knowledge base; what people leave behind goes below `tmp_path`."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("KB_HOME", str(home))
    monkeypatch.setattr(knowledge, "_RECORDS", tmp_path / "records")
    st.cache_resource.clear()
    made = AppTest.from_file if isinstance(entry, Path) else AppTest.from_function
    page = made(entry, default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


class Answers(list[Answer | Exception]):
    """A queue of what the engine answers or raises; `asked` are the questions it got, each with its history."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, list[str]]] = []


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """An engine that is fed from a queue, for what the real one cannot be brought to do."""
    queue = Answers()

    class Queued:
        def __init__(self, kb: KnowledgeBase, *_: object) -> None:
            self.catalogue = Catalogue.of(kb)

        def warm(self) -> None: ...

        def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
            queue.asked.append((question, list(history)))
            given = queue.pop(0)
            if isinstance(given, Exception):
                raise given
            return given

    monkeypatch.setattr(knowledge, "Engine", Queued)
    monkeypatch.setattr(knowledge, "follow_ups", lambda *_: [])
    monkeypatch.setattr(knowledge, "instead", lambda *_: [])
    monkeypatch.setattr("kb.ui.chat.answered_examples", lambda *_: EXAMPLES)
    return queue


@pytest.fixture(scope="session")
def shown(plain: Callable[[str], str]) -> Callable[[AppTest], str]:
    """All that the page says, without tags and white space."""

    def text(page: AppTest) -> str:
        assert not page.exception
        parts = [plain(element.value) for element in page.get("html")]
        parts += [element.label for kind in ("expander", "button") for element in page.get(kind)]
        parts += [option for group in page.get("button_group") for option in group.options]
        parts += [element.value for kind in ("caption", "markdown", "code") for element in page.get(kind)]
        return re.sub(r"\s+", "", "\n".join(parts))

    return text


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if chromium() is None:
        outcome = pytest.fail if os.environ.get("KB_REQUIRE_BROWSER") == "1" else pytest.skip
        outcome("no Chromium on this machine")
    with launched() as started:
        yield started


@pytest.fixture(scope="module")
def address(library: Path) -> Iterator[str]:
    with served(library) as found:
        yield found


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens a page on the chat in a browser of its own."""
    contexts = []

    def open_page(address: str, size: ViewportSize, dark: bool = False, chat: bool = True) -> Visit:
        scheme = "dark" if dark else "light"
        contexts.append(browser.new_context(viewport=size, has_touch=size is PHONE, color_scheme=scheme))
        return Visit(contexts[-1].new_page(), address, chat=chat)

    yield open_page
    for context in contexts:
        context.close()
