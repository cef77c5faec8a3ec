"""Embedding models behind a real HTTP service on this machine."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kb.errors import KnowledgeBaseError, PolicyKBError, ServiceDown, SettingError
from kb.index import KnowledgeBase
from kb.index.embedding import embedder
from kb.index.patience import Pace
from kb.notices import Notice
from kb.retrieval.hybrid import search
from kb.settings import Settings
from tests.conftest import Keep

KEY = "sk-very-secret"


@dataclass
class Service:
    """An OpenAI-compatible embedding service that answers as it is told, and notes what it was asked.

    It first fails with each status of `failures` and its Retry-After.
    """

    status: int = 200
    body: bytes | None = None
    dimensions: int = 3
    failures: list[tuple[int, str]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""

    def answer(self, asked: dict[str, Any]) -> bytes:
        if self.body is not None:
            return self.body
        rows = [
            {"object": "embedding", "index": place, "embedding": self.vector(text)}
            for place, text in enumerate(asked["input"])
        ]
        return json.dumps({"object": "list", "model": asked["model"], "data": rows, "usage": {}}).encode()

    def vector(self, text: str) -> list[float]:
        return [float("保险" in text), float("人才" in text), *[0.5] * (self.dimensions - 2)]


@pytest.fixture
def service() -> Iterator[Service]:
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.requests.append({**asked, "path": self.path, "authorization": self.headers["Authorization"]})
            status, retry_after = told.failures.pop(0) if told.failures else (told.status, "")
            self.send_response(status)
            if retry_after:
                self.send_header("Retry-After", retry_after)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(told.answer(asked))

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.address = f"http://127.0.0.1:{server.server_port}/v1"
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What is waited for, in seconds, without waiting."""
    waited: list[float] = []
    made = Pace.__init__

    def quick(pace: Pace, per_minute: int) -> None:
        made(pace, per_minute, sleep=waited.append)

    monkeypatch.setattr(Pace, "__init__", quick)
    return waited


@pytest.fixture
def online(settings: Settings, service: Service, waits: list[float]) -> Settings:
    return Settings(
        home=settings.home, embedding="openai:bge-m3", embedding_base_url=service.address, embedding_api_key=KEY
    )


def test_the_service_is_asked_for_its_model_with_the_key(online: Settings, service: Service) -> None:
    assert embedder(online).query("科技保险") == [1.0, 0.0, 0.5]
    asked = service.requests[0]
    assert (asked["path"], asked["model"], asked["input"]) == ("/v1/embeddings", "bge-m3", ["科技保险"])
    assert asked["authorization"] == f"Bearer {KEY}"


def test_texts_come_in_batches_and_keep_their_order(online: Settings, service: Service) -> None:
    texts = [f"第{number}条 {'保险' if number % 2 else '人才'}" for number in range(23)]
    assert embedder(online).documents(texts) == [service.vector(text) for text in texts]
    assert [len(asked["input"]) for asked in service.requests] == [10, 10, 3]


def test_a_service_never_gets_an_empty_text(online: Settings, service: Service) -> None:
    assert len(embedder(online).documents(["", " \n"])) == 2
    assert all(text.strip() for asked in service.requests for text in asked["input"])


def test_a_knowledge_base_works_on_it(online: Settings, keep: Keep, plan: Notice) -> None:
    knowledge_base = KnowledgeBase.open(online)
    keep(knowledge_base, plan)
    assert search(knowledge_base, "保险", 1)[0].ref.path == "二、（三）10"
    assert knowledge_base.dense("人才", 1)[0].ref.path == "二、（三）11"


FAILURES = [
    pytest.param(401, None, SettingError, "KB_EMBEDDING_API_KEY .*不接受这个密钥（401）", id="密钥不对"),
    pytest.param(403, None, SettingError, "KB_EMBEDDING_API_KEY .*（403）", id="没有权限"),
    pytest.param(404, None, SettingError, "没有模型“bge-m3”", id="没有这个模型"),
    pytest.param(400, None, KnowledgeBaseError, "出错（400）", id="请求不合"),
    pytest.param(429, None, KnowledgeBaseError, "出错（429），请稍后重试", id="太频繁"),
    pytest.param(500, None, KnowledgeBaseError, "出错（500），请稍后重试", id="服务出错"),
    pytest.param(200, b"<html>", KnowledgeBaseError, "不合 OpenAI 的格式", id="网页"),
    pytest.param(200, b"{}", KnowledgeBaseError, "不合 OpenAI 的格式", id="没有 data"),
    pytest.param(200, b'{"data": []}', KnowledgeBaseError, "不合 OpenAI 的格式", id="没有向量"),
    pytest.param(200, b'{"data": [{"embedding": null}]}', KnowledgeBaseError, "不合 OpenAI 的格式", id="向量是空值"),
]


@pytest.mark.parametrize(("status", "body", "kind", "reason"), FAILURES)
def test_what_goes_wrong_is_one_line_without_the_key(
    online: Settings, service: Service, status: int, body: bytes | None, kind: type[PolicyKBError], reason: str
) -> None:
    service.status, service.body = status, body or f'{{"error": {{"message": "bad key {KEY}"}}}}'.encode()
    for work in (lambda: embedder(online).query("科技保险"), lambda: embedder(online).documents(["科技保险"])):
        with pytest.raises(kind, match=reason) as caught:
            work()
        assert KEY not in f"{caught.value!r}{caught.value}"
        assert "\n" not in str(caught.value)
        assert caught.value.__cause__ is None, "the library's own error may hold the key"
        assert caught.value.__suppress_context__


def test_a_busy_service_is_asked_again_when_it_says(online: Settings, service: Service, waits: list[float]) -> None:
    service.failures += [(429, "7"), (503, ""), (500, "999"), (429, "0.5")]
    assert embedder(online).documents(["科技保险"]) == [service.vector("科技保险")]
    assert len(service.requests) == 5
    assert (waits[0], waits[3]) == (7.0, 0.5)
    assert 1.5 <= waits[1] <= 2
    assert 3 <= waits[2] <= 4, "a wait that is too long is not for us"


def test_a_question_does_not_wait_long(online: Settings, service: Service, waits: list[float]) -> None:
    service.status = 500
    for work in (lambda: embedder(online).query("科技保险"), lambda: embedder(online).documents(["科技保险"])):
        with pytest.raises(ServiceDown):
            work()
    assert [len(asked["input"]) for asked in service.requests] == [1] * (2 + 6)


def test_a_wrong_key_is_not_tried_again(online: Settings, service: Service) -> None:
    service.status = 401
    with pytest.raises(SettingError):
        embedder(online).documents(["科技保险"])
    assert len(service.requests) == 1


def test_requests_keep_the_pace_that_is_set(online: Settings, service: Service, waits: list[float]) -> None:
    embedder(replace(online, embedding_rpm=6)).documents([f"第{number}条" for number in range(23)])
    assert [len(asked["input"]) for asked in service.requests] == [10, 10, 3]
    assert waits == [pytest.approx(place * 10, abs=5) for place in range(3)]


def test_what_was_made_before_costs_nothing(
    online: Settings, service: Service, keep: Keep, plan: Notice, opinion: Notice
) -> None:
    """Removed and ingested anew, or beside another notice: no text is sent twice."""
    knowledge_base = KnowledgeBase.open(online)
    keep(knowledge_base, plan)
    sent = len(service.requests)
    with knowledge_base.writer() as writer:
        writer.remove(knowledge_base.documents()[0].id)
    keep(knowledge_base, plan)
    assert len(service.requests) == sent
    keep(knowledge_base, opinion)
    texts = [text for asked in service.requests for text in asked["input"]]
    assert len(texts) == len(set(texts))
    assert search(knowledge_base, "保险", 1)[0].ref.path == "二、（三）10"


def test_another_service_is_asked_anew(online: Settings, service: Service) -> None:
    online.home.mkdir()
    embedder(online).documents(["甲", "乙", "甲"])
    embedder(online).documents(["乙", "丙"])
    embedder(replace(online, embedding="openai:other")).documents(["乙"])
    embedder(replace(online, embedding_cache_mb=0)).documents(["乙"])
    assert [asked["input"] for asked in service.requests] == [["甲", "乙"], ["丙"], ["乙"], ["乙"]]


def test_what_was_paid_for_is_kept_when_the_service_fails(online: Settings, service: Service) -> None:
    online.home.mkdir()
    texts = [f"第{number}条" for number in range(150)]
    service.failures += [(200, "")] * 10 + [(400, "")]
    with pytest.raises(KnowledgeBaseError, match="400"):
        embedder(online).documents(texts)
    embedder(online).documents(texts)
    assert sum(len(asked["input"]) for asked in service.requests) == 150 + 10


def test_a_question_is_answered_without_a_service_that_is_down(
    online: Settings, service: Service, keep: Keep, plan: Notice, caplog: pytest.LogCaptureFixture
) -> None:
    """By the full text alone, and a line says so."""
    knowledge_base = KnowledgeBase.open(online)
    keep(knowledge_base, plan)
    service.status = 503
    assert search(knowledge_base, "保险", 1)[0].ref.path == "二、（三）10"
    assert [record.getMessage() for record in caplog.records if record.name.startswith("kb.")] == [
        f"嵌入服务 {service.address} 出错（503），请稍后重试，或检查 KB_EMBEDDING。这个问题只按全文检索。"
    ]


def test_a_service_that_is_not_there_is_named(settings: Settings, waits: list[float]) -> None:
    nowhere = Settings(
        home=settings.home, embedding="openai:bge-m3", embedding_base_url="http://127.0.0.1:9/v1", embedding_api_key=KEY
    )
    with pytest.raises(KnowledgeBaseError, match=r"连不上嵌入服务 http://127\.0\.0\.1:9/v1"):
        embedder(nowhere).query("科技保险")


def test_a_service_that_fails_leaves_the_knowledge_base_as_it_was(
    online: Settings, service: Service, keep: Keep, plan: Notice, opinion: Notice
) -> None:
    knowledge_base = KnowledgeBase.open(online)
    entry = keep(knowledge_base, plan)
    service.status = 500
    with pytest.raises(KnowledgeBaseError, match="500"):
        keep(knowledge_base, opinion)
    assert knowledge_base.documents() == [entry]


def test_another_model_behind_the_same_name_is_noticed(
    online: Settings, service: Service, keep: Keep, plan: Notice
) -> None:
    knowledge_base = KnowledgeBase.open(online)
    keep(knowledge_base, plan)
    service.dimensions = 5
    with pytest.raises(KnowledgeBaseError, match="openai:bge-m3 给出 5 维向量，应为 3 维"):
        knowledge_base.dense("保险", 1)


def test_the_embedder_does_not_show_the_key(online: Settings) -> None:
    assert KEY not in repr(embedder(online))
