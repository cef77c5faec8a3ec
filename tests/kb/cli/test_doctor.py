"""`kb doctor`: each part is tried with one small call over real HTTP; what works, what does not, and no key."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kb.cli.running import Run
from tests.kb.llm_service import Reply, Service, running, says, sends

KEYS = {
    "KB_LLM_API_KEY": "sk-llm-secret",
    "KB_EMBEDDING_API_KEY": "sk-emb-secret",
    "KB_RERANKER_API_KEY": "sk-rr-secret",
}
VECTOR = sends(json.dumps({"data": [{"index": 0, "embedding": [0.5, 0.5]}], "model": "m", "usage": {}}))
RANKS = sends(json.dumps({"results": [{"index": 0, "relevance_score": 0.9}, {"index": 1, "relevance_score": 0.1}]}))
WRONG_RANKS = sends(
    json.dumps({"results": [{"index": 0, "relevance_score": 0.1}, {"index": 1, "relevance_score": 0.9}]})
)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """All three services at one address, set with keys of their own."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as service:
        models = {"KB_LLM_MODEL": "qwen", "KB_EMBEDDING": "openai:bge", "KB_RERANKER": "jina:rank"}
        addresses = {f"KB_{part}_BASE_URL": service.address for part in ("LLM", "EMBEDDING", "RERANKER")}
        for name, value in {**models, **addresses, **KEYS, "KB_LLM_TIMEOUT": "20"}.items():
            monkeypatch.setenv(name, value)
        yield service


def _states(out: str) -> dict[str, tuple[str, str]]:
    rows = (json.loads(line) for line in out.splitlines())
    return {row["part"]: (row["state"], row["detail"]) for row in rows}


def test_offline_there_is_nothing_to_fail(run: Run, seeded_home: None) -> None:
    shown = run("doctor", "--json")
    assert (shown.code, shown.err) == (0, "")
    assert {part: state for part, (state, _) in _states(shown.out).items()} == {
        "知识库": "可用",
        "提示词": "可用",
        "语言模型": "未设置",
        "嵌入模型": "未设置",
        "重排模型": "未设置",
    }


def test_an_empty_knowledge_base_says_what_to_do(run: Run) -> None:
    shown = run("doctor", "--json")
    assert shown.code == 0
    assert "请先运行 kb ingest" in _states(shown.out)["知识库"][1]


def test_what_works_is_called_once_each(run: Run, seeded_home: None, service: Service) -> None:
    service.replies += [says("好"), VECTOR, RANKS]
    shown = run("doctor", "--json")
    found = _states(shown.out)
    assert (shown.code, {state for state, _ in found.values()}) == (0, {"可用"})
    assert found["语言模型"][1].startswith(f"qwen（{service.address}），")
    assert found["嵌入模型"][1].startswith("openai:bge，2 维，")
    assert "知识库的向量还是 hashed 的，请运行 kb ingest 重新生成" in found["嵌入模型"][1]
    assert [asked["path"] for asked in service.requests] == ["/v1/chat/completions", "/v1/embeddings", "/v1/rerank"]
    assert service.keys == [f"Bearer {key}" for key in KEYS.values()]


FAILURES = {
    "密钥不对": (401, ["不接受密钥（401）", "不接受这个密钥（401）", "不接受这个密钥（401）"]),
    "没有模型": (404, ["没有这个地址或模型（404）", "没有模型“bge”", "没有模型“rank”"]),
    "出错": (400, ["出错（400）", "出错（400）", "出错（400）"]),
}


@pytest.mark.parametrize(("status", "reasons"), FAILURES.values(), ids=FAILURES.keys())
def test_what_does_not_work_is_named_and_no_key_is_shown(
    run: Run, seeded_home: None, service: Service, status: int, reasons: list[str]
) -> None:
    """Whatever the services repeat: each line says which part and why, and the others are still tried."""
    repeated = json.dumps({"error": {"message": " ".join(KEYS.values())}})
    service.replies += [sends(repeated, status)] * 3
    shown = run("doctor")
    lines = {line.split("\t")[0]: line.split("\t")[1:] for line in shown.out.splitlines()}
    assert shown.code == 1
    for part, reason in zip(("语言模型", "嵌入模型", "重排模型"), reasons, strict=True):
        assert lines[part][0] == "不可用"
        assert reason in lines[part][1]
    assert not any(key in shown.out + shown.err for key in KEYS.values())


@pytest.mark.parametrize(
    ("reply", "detail"),
    [(says(""), "的回答是空的"), (says("好", finish=None), "中途断了"), (sends("[]"), "不合 OpenAI 的格式")],
    ids=["空", "中断", "不是流"],
)
def test_a_model_that_says_nothing_of_use(
    run: Run, seeded_home: None, service: Service, reply: Reply, detail: str
) -> None:
    service.replies += [reply, VECTOR, WRONG_RANKS]
    shown = run("doctor", "--json")
    found = _states(shown.out)
    assert (shown.code, found["语言模型"][0]) == (1, "不可用")
    assert detail in found["语言模型"][1]
    assert "把不相干的文字排在前面" in found["重排模型"][1]


def test_what_a_question_costs(run: Run, seeded_home: None, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_EMBEDDING")
    monkeypatch.delenv("KB_RERANKER")
    service.replies += [says("好"), says("市委金融办负责[1]。"), says("好")]
    shown = run("doctor", "--json", "--cost", "科技保险归谁管？")
    assert (shown.code, _states(shown.out)["一问的用量"]) == (0, ("可用", "输入 900 个 token，输出 100 个 token"))
    assert "<question>\n科技保险归谁管？\n</question>" in service.prompt["user"]
    refused = run("doctor", "--json", "--cost", "今天天气怎么样？")
    assert _states(refused.out)["一问的用量"][1] == "这个问题的答案不经语言模型改写，不花 token"


def test_a_bad_prompt_is_named(run: Run, seeded_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "answer.md").write_text("你好", encoding="utf-8")
    monkeypatch.setenv("KB_PROMPTS", str(tmp_path))
    shown = run("doctor", "--json")
    assert (shown.code, _states(shown.out)["提示词"][0]) == (1, "不可用")
    assert f"{tmp_path / 'answer.md'} 不能用" in _states(shown.out)["提示词"][1]
