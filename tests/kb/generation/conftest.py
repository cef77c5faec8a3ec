"""The seeds, a language model service on loopback, and the offline answers that it may word anew."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb.answering import Answer, Engine
from kb.index import KnowledgeBase
from kb.settings import Settings
from tests.kb.generation.asking import KEY, ROOT
from tests.kb.llm_service import Service, running


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("generation") / "kb"
    ingest([ROOT / "seeds"], Settings(home=home))
    return home


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as service:
        yield service


@pytest.fixture
def settings(seeded: Path, service: Service) -> Settings:
    return Settings(home=seeded, llm_model="fake", llm_base_url=service.address, llm_api_key=KEY, llm_timeout=20)


@pytest.fixture
def ask(seeded: Path) -> Callable[[str], Answer]:
    """The offline answer to a question."""
    engine = Engine(KnowledgeBase.open(Settings(home=seeded)))
    return lambda question: engine.answer(question, as_of=dt.date(2026, 11, 21))
