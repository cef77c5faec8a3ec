"""A tiny set of questions on one document, written into a directory of the test's own, and the seeds to ask."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.pipeline import ingest
from kb.settings import Settings

SEEDS = Path(__file__).parents[2] / "seeds"
HEADER = 'as_of = 2026-11-21\n[documents]\nA = { number = "武政办〔2025〕68号" }\nB = { title = "关于孵化器的意见" }\n'
Write = Callable[..., Path]


@pytest.fixture
def gold() -> Callable[..., dict[str, Any]]:
    """A question in the form of the set; what is given replaces its parts, None takes a key out."""

    def question(**parts: Any) -> dict[str, Any]:
        whole = {"id": "q1", "kind": "content", "question": "问什么", "answerable": True, "doc": "A"}
        whole |= {"clauses": ["A:一"], "also_ok": [], "units": [], "must_contain": [], "must_not_contain": []}
        return {key: value for key, value in (whole | parts).items() if value is not None or key == "doc"}

    return question


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a set, its lines given as objects or as bytes, and its header; returns the path of the set."""

    def write_set(*lines: dict[str, Any] | bytes, header: str | None = HEADER) -> Path:
        path = tmp_path / "题.jsonl"
        raw = [x if isinstance(x, bytes) else json.dumps(x, ensure_ascii=False).encode() for x in lines]
        path.write_bytes(b"\n".join(raw))
        if header is not None:
            path.with_suffix(".documents.toml").write_text(header, encoding="utf-8")
        return path

    return write_set


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A KB_HOME that holds both seed notices; not to be written to."""
    home = tmp_path_factory.mktemp("eval") / "kb"
    ingest([SEEDS], Settings(home=home))
    return home
