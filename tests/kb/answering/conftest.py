"""Every answer that a test gets has been checked for what must hold of all."""

import datetime as dt
from collections.abc import Callable, Sequence

import pytest

from kb.answering import Answer, Engine
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
