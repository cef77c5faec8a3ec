"""The offline embedder: the same vector everywhere, near for like texts, legal for every text."""

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.index.embedding import HashedEmbedder, embedder
from kb.settings import Settings

HASHED = HashedEmbedder()


def cosine(a: str, b: str) -> float:
    return sum(x * y for x, y in zip(HASHED.query(a), HASHED.query(b), strict=True))


@given(st.text())
def test_every_text_has_a_vector_of_length_one(text: str) -> None:
    vector = HASHED.query(text)
    assert len(vector) == 512
    assert math.sqrt(sum(value * value for value in vector)) == pytest.approx(1)


@given(st.text(), st.text())
def test_likeness_is_a_cosine(a: str, b: str) -> None:
    assert -1.000001 <= cosine(a, b) <= 1.000001
    assert cosine(a, a) == pytest.approx(1)


@pytest.mark.parametrize(
    ("question", "nearer", "farther"),
    [
        ("科技保险归谁管", "开发定制科技保险产品", "引进高校毕业生"),
        ("孵化器建多少家", "建设科技企业孵化器30家", "建设用地指标"),
        ("的科技", "科技", "的了和是在"),
    ],
)
def test_shared_words_bring_texts_nearer_rare_words_the_most(question: str, nearer: str, farther: str) -> None:
    assert cosine(question, nearer) > cosine(question, farther)


def test_documents_and_questions_are_treated_alike() -> None:
    assert HASHED.documents(["科技保险", ""]) == [HASHED.query("科技保险"), HASHED.query("")]


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_gives_the_same_vector(seed: str) -> None:
    """Python's own hash of a string differs from process to process; this one must not."""
    script = "from kb.index.embedding import HashedEmbedder; print(HashedEmbedder().query('科技保险 KB 10'))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
    )
    assert done.stdout.strip() == str(HASHED.query("科技保险 KB 10"))


def test_the_vector_of_a_word_is_what_it_was() -> None:
    """Vectors on disk must not lose their meaning: whoever changes this gives the embedder another identity."""
    vector = HASHED.query("科技保险")
    assert {place: round(value, 4) for place, value in enumerate(vector) if value} == {
        45: 0.5607,
        198: -0.5746,
        443: -0.5962,
    }


def test_the_default_needs_no_model() -> None:
    assert isinstance(embedder(Settings()), HashedEmbedder)
