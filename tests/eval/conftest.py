"""A tiny set of questions on one document, written into a directory of the test's own, and the seeds to ask."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.corpus import Corpus
from eval.dataset import read_dataset
from ingest.pipeline import ingest
from kb.index import KnowledgeBase
from kb.settings import Settings

SEEDS = Path(__file__).parents[2] / "seeds"
HEADER = 'as_of = 2026-11-21\n[documents]\nA = { number = "武政办〔2025〕68号" }\nB = { title = "关于孵化器的意见" }\n'
Write = Callable[..., Path]
TREES = 'as_of = 2026-11-21\n[documents]\nA = { number = "示政办〔2026〕5号" }\n'
TREES_TEXT = """示例市人民政府办公室文件

示政办〔2026〕5号

示例市人民政府办公室关于印发示例市绿化三年行动方案（2026—2028年）的通知

各区人民政府，市政府各部门：

一、重点任务

1. 新建公园。到2028年，新建口袋公园30个，改造老旧公园5个。（责任单位：市园林局、市财政局）

2. 养护行道树。每年养护行道树不少于2万株。对死亡的行道树，应当补种。（责任单位：市园林局、各区人民政府）

3. 开展宣传。组织植树节活动。（责任单位：市教育局）

二、保障措施

（一）落实资金。市财政局将绿化经费列入年度预算。

示例市人民政府办公室

2026年1月20日
"""


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


@pytest.fixture(scope="session")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A knowledge base of one made-up notice on parks and street trees; not to be written to."""
    directory = tmp_path_factory.mktemp("trees")
    (directory / "绿化.txt").write_text(TREES_TEXT, encoding="utf-8")
    settings = Settings(home=directory / "kb")
    ingest([directory / "绿化.txt"], settings)
    return settings


@pytest.fixture
def trees_corpus(trees: Settings, write: Write, gold: Callable[..., dict[str, Any]]) -> Corpus:
    """That notice as A."""
    return Corpus.of(read_dataset(write(gold(), header=TREES)), KnowledgeBase.open(trees))
