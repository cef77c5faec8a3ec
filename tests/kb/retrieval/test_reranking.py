"""Rerankers: a real service over HTTP on loopback, and a real ONNX cross-encoder of a few kilobytes."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.schema import NodeWithScore, TextNode

from kb.errors import PolicyKBError, ServiceDown, SettingError
from kb.index import KnowledgeBase
from kb.notices import Notice
from kb.retrieval import reranking
from kb.retrieval.hybrid import search
from kb.retrieval.llama_index import ClauseReranker
from kb.retrieval.reranking import LocalReranker, RerankService, reranker
from kb.settings import Settings
from tests.conftest import Keep

KEY = "rk-very-secret"
TEXTS = ["保险公司", "人才保险、科技保险", "人才"]


@dataclass
class Service:
    """A service with /rerank that counts “人才”, or answers as it is told."""

    status: int = 200
    body: bytes | None = None
    requests: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""

    def answer(self, asked: dict[str, Any]) -> bytes:
        rows = [
            {"index": at, "relevance_score": text.count("人才") / (at + 1)}
            for at, text in enumerate(asked["documents"])
        ]
        rows.sort(key=lambda row: -row["relevance_score"])
        return self.body if self.body is not None else json.dumps({"model": asked["model"], "results": rows}).encode()


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.requests.append({**asked, "path": self.path, "authorization": self.headers["Authorization"]})
            self.send_response(told.status)
            if told.status == 307:
                self.send_header("Location", f"{told.address}/elsewhere")
            self.end_headers()
            self.wfile.write(told.answer(asked))

        def log_message(self, *arguments: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    told.address = f"http://127.0.0.1:{server.server_port}/v1"
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def online(settings: Settings, service: Service) -> Settings:
    reranking._resting.clear()
    return replace(settings, reranker="jina:bge-v2", reranker_base_url=service.address, reranker_api_key=KEY)


def test_the_service_is_asked_once_for_all_texts(online: Settings, service: Service) -> None:
    model = reranker(online)
    assert model is not None
    assert model.scores("人才归谁管", TEXTS) == [0.0, 0.5, pytest.approx(1 / 3)]
    (asked,) = service.requests
    assert (asked["path"], asked["model"], asked["query"]) == ("/v1/rerank", "bge-v2", "人才归谁管")
    assert (asked["documents"], asked["top_n"], asked["authorization"]) == (TEXTS, 3, f"Bearer {KEY}")


def test_without_a_key_none_is_sent(service: Service) -> None:
    RerankService("m", service.address).scores("问", ["甲"])
    assert service.requests[0]["authorization"] is None


def test_no_reranker_is_the_default(settings: Settings) -> None:
    assert reranker(settings) is None


def test_what_was_found_comes_in_its_order(online: Settings, settings: Settings, keep: Keep, plan: Notice) -> None:
    keep(KnowledgeBase.open(settings), plan)
    before = search(KnowledgeBase.open(settings), "保险 人才", 4)
    after = search(KnowledgeBase.open(online), "保险 人才", 4, question="人才归谁管")
    assert {found.ref for found in after} == {found.ref for found in before}
    assert after[0].ref.path == "二、（三）11" != before[0].ref.path
    assert [found.relevance for found in before] == [None] * len(before)
    relevances = [found.relevance or 0.0 for found in after]
    assert relevances == sorted(relevances, reverse=True)
    assert (relevances[0], relevances[-1]) == (1.0, 0.0)


FAILURES = [
    pytest.param(401, None, SettingError, "KB_RERANKER_API_KEY .*不接受这个密钥（401）", id="密钥不对"),
    pytest.param(404, None, SettingError, "没有模型“bge-v2”", id="没有这个模型"),
    pytest.param(429, None, ServiceDown, "出错（429），请稍后重试", id="太频繁"),
    pytest.param(500, None, ServiceDown, "出错（500）", id="服务出错"),
    pytest.param(307, None, ServiceDown, "出错（307）", id="转到别处"),
    pytest.param(200, b"<html>", ServiceDown, "不合 Jina 的格式", id="网页"),
    pytest.param(200, b"[]", ServiceDown, "不合 Jina 的格式", id="不是对象"),
    pytest.param(200, b'{"results": []}', ServiceDown, "不合 Jina 的格式", id="没有分数"),
    pytest.param(200, b'{"results": [{"index": 7, "relevance_score": 1}]}', ServiceDown, "不合", id="编号不对"),
    pytest.param(200, b'{"results": [{"index": 0, "relevance_score": NaN}]}', ServiceDown, "不合", id="分数不是数"),
]


@pytest.mark.parametrize(("status", "body", "kind", "reason"), FAILURES)
def test_what_goes_wrong_is_one_line_without_the_key(
    online: Settings, service: Service, status: int, body: bytes | None, kind: type[PolicyKBError], reason: str
) -> None:
    service.status, service.body = status, body
    model = reranker(online)
    assert model is not None
    with pytest.raises(kind, match=reason) as caught:
        model.scores("人才", ["甲"])
    assert KEY not in f"{caught.value!r}{caught.value}{model!r}{online!r}"
    assert caught.value.__suppress_context__
    assert len(service.requests) == 1, "the key goes nowhere else"


def test_a_service_that_is_not_there_is_named() -> None:
    with pytest.raises(ServiceDown, match=r"连不上重排服务 http://127\.0\.0\.1:9/v1"):
        RerankService("m", "http://127.0.0.1:9/v1").scores("人才", ["甲"])


def test_a_search_goes_on_without_a_service_that_is_down(
    online: Settings, settings: Settings, service: Service, keep: Keep, plan: Notice, caplog: pytest.LogCaptureFixture
) -> None:
    """The order of the search stays, one line says so, and the service is left alone for a while."""
    keep(KnowledgeBase.open(settings), plan)
    service.status = 503
    for _ in range(3):
        assert search(KnowledgeBase.open(online), "保险", 4) == search(KnowledgeBase.open(settings), "保险", 4)
    assert len(service.requests) == 1
    assert [record.getMessage() for record in caplog.records if record.name.startswith("kb.")] == [
        f"重排服务 {service.address} 出错（503），请稍后重试，或检查 KB_RERANKER。这个问题不重排。"
    ]


def test_llama_index_has_it_as_a_postprocessor(service: Service) -> None:
    nodes = [NodeWithScore(node=TextNode(text=text), score=1.0) for text in TEXTS]
    postprocessor = ClauseReranker(RerankService("m", service.address), top_n=2)
    ranked = postprocessor.postprocess_nodes(nodes, query_str="人才归谁管")
    assert [(node.get_content(), node.score) for node in ranked] == [(TEXTS[1], 0.5), (TEXTS[2], pytest.approx(1 / 3))]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder whose score for a pair is the number of 才 in it."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    directory = tmp_path_factory.mktemp("reranker")
    vocabulary = {"[PAD]": 0, "[UNK]": 1, "才": 2}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
    tokenizer.save(str(directory / "tokenizer.json"))
    (directory / "tokenizer_config.json").write_text('{"model_max_length": 64, "pad_token": "[PAD]"}')
    (directory / "config.json").write_text('{"pad_token_id": 0}')
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["each"]),
            helper.make_node("ReduceSum", ["each", "axis"], ["logits"], keepdims=1),
        ],
        "count",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 1])],
        [
            numpy_helper.from_array(np.array([0, 0, 1], dtype=np.float32), "table"),
            numpy_helper.from_array(np.array([1], dtype=np.int64), "axis"),
        ],
    )
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), directory / "model.onnx"
    )
    return directory


def test_a_local_model_reads_question_and_text_together(model: Path, settings: Settings) -> None:
    local = reranker(replace(settings, reranker=f"fastembed:{model}"))
    assert local is not None
    assert local.scores("才", ["人才人才", "人才", "保险"]) == [3.0, 2.0, 1.0]


def test_a_search_with_a_local_model(model: Path, settings: Settings, keep: Keep, plan: Notice) -> None:
    keep(KnowledgeBase.open(settings), plan)
    found = search(KnowledgeBase.open(replace(settings, reranker=f"fastembed:{model}")), "保险 人才", 4)
    assert found[0].ref.path == "二、（三）11"


UNUSABLE = {"没有/这个模型": "不能使用模型“没有/这个模型”", "{empty}": r"没有 \.onnx 模型文件"}


@pytest.mark.parametrize(("name", "reason"), UNUSABLE.items(), ids=["不认识", "空目录"])
def test_a_local_model_that_cannot_be_used_is_named(name: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=f"KB_RERANKER .*{reason}"):
        LocalReranker(name.format(empty=tmp_path)).scores("人才", ["甲"])


@pytest.mark.parametrize("value", ["bge", "jina:", "openai:x"])
def test_a_setting_that_names_no_reranker(value: str) -> None:
    with pytest.raises(SettingError, match="KB_RERANKER"):
        Settings.from_environment({"KB_RERANKER": value})
