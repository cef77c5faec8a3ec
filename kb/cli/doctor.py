"""`kb doctor`: whether what the settings name works, each tried with one small call."""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

import click

from kb.cli import console, exits
from kb.cli.chinese import Command
from kb.errors import PolicyKBError
from kb.settings import Settings

_TEXTS = ("到2027年，开发科技保险产品10个。", "学校开设网络安全课程。")
_QUESTION = "科技保险归谁管？"


class State(StrEnum):
    """What became of a part: it works, it is not set, or it is set and does not work."""

    WORKS = "可用"
    UNSET = "未设置"
    FAILS = "不可用"


@dataclass(frozen=True)
class Finding:
    """A part of the product, its state, and a line about it."""

    part: str
    state: State
    detail: str


Check = Callable[[Settings], tuple[State, str]]


@click.command(cls=Command)
@click.option("--cost", "question", metavar="问题", help="再用这个问题问一次语言模型，报告一问要用多少 token")
@click.option("--json", "as_json", is_flag=True, help="每项输出一行 JSON")
def doctor(question: str | None, as_json: bool) -> int:
    """检查知识库和设置的各个模型服务能不能用，每个只发一次很小的请求。

    密钥不会显示。有设置了却不能用的，退出码为 1。
    """
    settings = Settings.from_environment()
    checks = dict(_CHECKS)
    if question is not None:
        checks["一问的用量"] = lambda settings: _cost(settings, question)
    found = []
    for part, check in checks.items():
        found.append(_examined(part, check, settings))
        if as_json:
            console.write_json(asdict(found[-1]))
    if not as_json:
        console.write_table(("项目", "状态", "说明"), [(row.part, row.state, row.detail) for row in found])
    return exits.INCOMPLETE if any(row.state is State.FAILS for row in found) else exits.DONE


def _examined(part: str, check: Check, settings: Settings) -> Finding:
    try:
        return Finding(part, *check(settings))
    except PolicyKBError as error:
        return Finding(part, State.FAILS, str(error))


def _knowledge_base(settings: Settings) -> tuple[State, str]:
    from kb.index import KnowledgeBase

    base = KnowledgeBase.open(settings)
    count = len(base.documents())
    if not count:
        return State.UNSET, f"{settings.home} 还没有公文，请先运行 kb ingest"
    base.lexical(_QUESTION, 1)
    return State.WORKS, f"{settings.home}，{count} 份公文"


def _prompts(settings: Settings) -> tuple[State, str]:
    from kb.prompts import load, names

    versions = [f"{name} {load(name, settings.prompts).version}" for name in names()]
    return State.WORKS, "、".join(versions)


def _model(settings: Settings) -> tuple[State, str]:
    if not settings.llm_model:
        return State.UNSET, "不用语言模型，给离线答案"
    from kb.generation import ModelError, said_by_model
    from kb.prompts import Message

    name = f"{settings.llm_model}（{settings.llm_base_url}）"
    start = time.monotonic()
    if not said_by_model([Message("user", "只回答一个字：好")], settings):
        raise ModelError(f"{name} 的回答是空的。")
    return State.WORKS, f"{name}，{_seconds(start)}"


def _embedding(settings: Settings) -> tuple[State, str]:
    from kb.index.embedding import embedder, query_vector

    if settings.embedding == "hashed":
        return State.UNSET, "用离线的 hashed"
    start = time.monotonic()
    vector = query_vector(embedder(settings), _QUESTION, None)
    words = f"{settings.embedding}，{len(vector)} 维，{_seconds(start)}"
    return State.WORKS, words + "".join(_other_embedding(settings))


def _other_embedding(settings: Settings) -> Iterator[str]:
    """That the knowledge base has the vectors of another model, where it has. Raises KnowledgeBaseError."""
    from kb.index.store import Store

    made_by = Store(settings.home).manifest().embedding
    if made_by not in (None, settings.embedding):
        yield f"；知识库的向量还是 {made_by} 的，请运行 kb ingest 重新生成"


def _reranker(settings: Settings) -> tuple[State, str]:
    if not settings.reranker:
        return State.UNSET, "不重排"
    from kb.retrieval.reranking import reranker

    start = time.monotonic()
    model = reranker(settings)
    best, other = model.scores(_QUESTION, _TEXTS) if model else (0.0, 0.0)
    doubt = "" if best > other else "；但把不相干的文字排在前面，请检查是不是重排模型"
    return State.WORKS, f"{settings.reranker}，{_seconds(start)}{doubt}"


def _cost(settings: Settings, question: str) -> tuple[State, str]:
    if not settings.llm_model:
        return State.UNSET, "不用语言模型，不花 token"
    from kb.answering import Engine
    from kb.generation import can_be_worded, cost
    from kb.index import KnowledgeBase

    answer = Engine(KnowledgeBase.open(settings), settings.place).answer(question)
    if not can_be_worded(answer):
        return State.WORKS, "这个问题的答案不经语言模型改写，不花 token"
    usage = cost(answer, settings)
    if usage is None:
        return State.WORKS, "服务没有报告 token 数"
    return State.WORKS, f"输入 {usage.prompt} 个 token，输出 {usage.completion} 个 token"


def _seconds(start: float) -> str:
    return f"{time.monotonic() - start:.1f} 秒"


_CHECKS: dict[str, Check] = {
    "知识库": _knowledge_base,
    "提示词": _prompts,
    "语言模型": _model,
    "嵌入模型": _embedding,
    "重排模型": _reranker,
}
