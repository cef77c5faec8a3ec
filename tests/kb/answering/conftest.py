"""Every answer that a test gets has been checked for what must hold of all."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb.answering import Answer, Engine
from kb.index import KnowledgeBase
from kb.settings import Settings
from tests.kb.answering.checking import check

TODAY = dt.date(2026, 11, 21)
Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def ask(engine: Engine) -> Ask:
    """A function that asks the two seed notices, as of 21 November 2026 unless told another day."""

    def asked(question: str, history: Sequence[str] = (), as_of: dt.date = TODAY) -> Answer:
        answer = engine.answer(question, history, as_of)
        check(answer, engine)
        assert answer.question == question
        return answer

    return asked


@pytest.fixture
def ask_of(settings: Settings, tmp_path: Path) -> Callable[..., Ask]:
    """A function that takes notices and gives one that asks them."""

    def of(*notices: str) -> Ask:
        paths = [tmp_path / f"{number}.txt" for number in range(len(notices))]
        for path, notice in zip(paths, notices, strict=True):
            path.write_text(notice, encoding="utf-8")
        ingest(paths, settings)
        engine = Engine(KnowledgeBase.open(settings), settings.place)

        def asked(question: str, history: Sequence[str] = (), as_of: dt.date = TODAY) -> Answer:
            answer = engine.answer(question, history, as_of)
            check(answer, engine)
            return answer

        return asked

    return of
