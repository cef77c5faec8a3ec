"""What leaves the machine, as the services see it, and where no key is ever found."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb.answering import Engine
from kb.generation import WordedEngine
from kb.index import KnowledgeBase
from kb.settings import Settings
from tests.kb.llm_service import Reply, Service, running, says, sends

SEEDS = Path(__file__).parents[2] / "seeds"
KEYS = {"llm_api_key": "sk-llm-secret", "embedding_api_key": "sk-emb-secret", "reranker_api_key": "sk-rr-secret"}
QUESTION = "科技保险归谁管？"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """All three services at one address: each answers by the path that it is asked at."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as service:

        def answer(_: dict[str, str]) -> Reply:
            asked = service.requests[-1]
            if asked["path"].endswith("/embeddings"):
                rows = [{"index": at, "embedding": [1.0, at / 100]} for at in range(len(asked["input"]))]
                return sends(json.dumps({"data": rows, "model": "m", "usage": {}}))
            if asked["path"].endswith("/rerank"):
                rows = [{"index": at, "relevance_score": 1.0} for at in range(len(asked["documents"]))]
                return sends(json.dumps({"results": rows}))
            return says("科技保险由市委金融办、市科技创新局和各区人民政府负责[1]。")

        service.always = answer
        yield service


@pytest.fixture
def online(tmp_path: Path, service: Service) -> Settings:
    address = service.address
    models = {"llm_model": "qwen", "embedding": "openai:bge", "reranker": "jina:rank"}
    addresses = {"llm_base_url": address, "embedding_base_url": address, "reranker_base_url": address}
    return replace(Settings(home=tmp_path / "私人目录" / "kb"), **models, **addresses, **KEYS, llm_timeout=60)


def _at(service: Service, path: str) -> list[str]:
    """The bodies that came at a path, with what is said in them."""
    return [json.dumps(asked, ensure_ascii=False) for asked in service.requests if asked["path"].endswith(path)]


def test_a_model_gets_the_question_the_draft_and_the_cited_clauses(online: Settings, service: Service) -> None:
    """Not the other clauses, the history, the machine's paths, nor who asks."""
    offline = Settings(home=online.home)
    ingest([SEEDS], offline)
    base = KnowledgeBase.open(offline)
    settings = replace(online, embedding="hashed", reranker="")
    shown = WordedEngine(Engine(base), settings).answer(QUESTION, ["市教育局负责哪些任务？"])
    (sent,) = service.requests
    assert sent.keys() == {"messages", "model", "stream", "stream_options", "temperature", "path"}
    (body,) = _at(service, "/chat/completions")
    cited = {(citation.document.id, citation.clause) for citation in shown.citations}
    for entry in base.documents():
        for clause in base.notice(entry.id).clauses:
            if len(clause.text) > 30 and clause.parents:
                assert (clause.text in body) == ((entry.id, clause.path) in cited)
    assert QUESTION in body
    assert "市教育局负责哪些任务" not in body
    assert not any(word in body for word in ("私人目录", str(SEEDS), ".txt", Path.home().name + "/"))


def test_embeddings_get_passages_and_questions_a_reranker_the_question_with_what_was_found(
    online: Settings, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        ingest([SEEDS], online)
        WordedEngine(Engine(KnowledgeBase.open(online)), online).answer(QUESTION)
    assert QUESTION.rstrip("？") in "".join(_at(service, "/embeddings"))
    (ranked,) = [asked for asked in service.requests if asked["path"].endswith("/rerank")]
    assert (ranked.keys(), ranked["query"]) == (
        {"model", "query", "documents", "top_n", "return_documents", "path"},
        QUESTION,
    )
    bodies = "".join(_at(service, ""))
    assert not any(word in bodies for word in ("私人目录", str(SEEDS), *KEYS.values()))
    assert set(service.keys) == {f"Bearer {key}" for key in KEYS.values()}
    logged = "".join(f"{record.getMessage()}{record.__dict__}" for record in caplog.records)
    assert not any(key in logged for key in KEYS.values())


def test_no_key_is_on_disk_nor_in_what_is_printed(online: Settings, service: Service) -> None:
    """Not in the knowledge base, nor its cache, nor in the answer, nor in what the settings say of themselves."""
    ingest([SEEDS], online)
    base = KnowledgeBase.open(online)
    answer = WordedEngine(Engine(base), online).answer(QUESTION)
    assert (online.home / "vectors.sqlite3").exists()
    kept = b"".join(path.read_bytes() for path in online.home.rglob("*") if path.is_file())
    shown = f"{answer}{online}{base.embedder}{base!r}"
    assert not any(key.encode() in kept or key in shown for key in KEYS.values())


def test_offline_nothing_is_sent(tmp_path: Path, service: Service) -> None:
    settings = Settings(home=tmp_path / "kb")
    ingest([SEEDS], settings)
    assert not WordedEngine(Engine(KnowledgeBase.open(settings)), settings).answer(QUESTION).refused
    assert WordedEngine(Engine(KnowledgeBase.open(settings)), settings).answer("今天天气怎么样？").refused
    assert service.requests == []
