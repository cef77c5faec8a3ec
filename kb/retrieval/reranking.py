"""Rerankers 重排: a cross-encoder reads question and passage together, and says how well they fit.

KB_RERANKER names a service with `/rerank` (Jina, Cohere, SiliconFlow, vLLM), or an ONNX model on this machine.
"""

import json
import logging
import math
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kb.errors import PolicyKBError, ServiceDown, SettingError
from kb.index.knowledge_base import KnowledgeBase
from kb.index.llama_embedding import FASTEMBED_MISSING, onnx_file
from kb.settings import RERANKER, RERANKER_API_KEY, RERANKER_BASE_URL, Settings

if TYPE_CHECKING:
    from fastembed.rerank.cross_encoder import TextCrossEncoder

    from kb.retrieval.hybrid import ScoredClause

_logger = logging.getLogger(__name__)
_TIMEOUT = 10.0
_LONGEST_ANSWER = 4_000_000
_REST = 60.0


class Reranker(Protocol):
    """Says how well each text fits a question: the higher, the better; the scale is its own. Raises PolicyKBError."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]: ...


@lru_cache(maxsize=4)
def reranker(settings: Settings) -> Reranker | None:
    """The reranker that KB_RERANKER names, None where it names none."""
    scheme, _, name = settings.reranker.partition(":")
    if not scheme:
        return None
    if scheme == "jina":
        return RerankService(name, settings.reranker_base_url, settings.reranker_api_key)
    return LocalReranker(name)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect could carry the key to another host."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class RerankService:
    """A model behind `POST {address}/rerank`."""

    model: str
    address: str
    key: str = field(default="", repr=False)

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Raises SettingError where model, address or key are wrong, ServiceDown where it does not answer well."""
        asked = {"model": self.model, "query": question, "documents": list(texts), "top_n": len(texts)}
        request = urllib.request.Request(  # noqa: S310 - the settings let only http and https pass
            f"{self.address}/rerank",
            json.dumps({**asked, "return_documents": False}).encode(),
            {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.key}"} if self.key else {})},
        )
        try:
            with urllib.request.build_opener(_NoRedirects).open(request, timeout=_TIMEOUT) as answer:
                return _scores(json.loads(answer.read(_LONGEST_ANSWER)), len(texts))
        except urllib.error.HTTPError as error:
            error.close()
            raise self._refused(error.code) from None
        except (OSError, TimeoutError):
            raise ServiceDown(f"连不上重排服务 {self.address}，请检查 {RERANKER_BASE_URL.name} 和网络。") from None
        except (ValueError, TypeError, KeyError, LookupError):
            words = f"重排服务 {self.address} 的回答不合 Jina 的格式，请检查 {RERANKER_BASE_URL.name}。"
            raise ServiceDown(words) from None

    def _refused(self, status: int) -> PolicyKBError:
        if status in (401, 403):
            return SettingError(RERANKER_API_KEY.name, f"重排服务 {self.address} 不接受这个密钥（{status}）。")
        if status == 404:
            return SettingError(
                RERANKER.name,
                f"重排服务 {self.address} 没有模型“{self.model}”，或 {RERANKER_BASE_URL.name} 不对（404）。",
            )
        return ServiceDown(f"重排服务 {self.address} 出错（{status}），请稍后重试，或检查 {RERANKER.name}。")


def _scores(answer: Any, count: int) -> list[float]:
    """The score of each text. Raises ValueError, TypeError or KeyError where not each of them has one."""
    found = {int(row["index"]): float(row["relevance_score"]) for row in answer["results"]}
    if found.keys() != set(range(count)) or not all(map(math.isfinite, found.values())):
        raise ValueError("not a score for each text")
    return [found[place] for place in range(count)]


@dataclass(frozen=True)
class LocalReranker:
    """An ONNX cross-encoder that fastembed knows by name, or the one in a directory; loaded when it is first asked."""

    name: str

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Raises SettingError where the model cannot be used."""
        try:
            return [float(score) for score in self._model.rerank(question, list(texts))]
        except PolicyKBError:
            raise
        except Exception as error:  # noqa: BLE001 - onnxruntime and fastembed raise what they like
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            words = f"fastembed 不能使用模型“{self.name}”（{reason}）。离线时请写本地模型的目录。"
            raise SettingError(RERANKER.name, words) from None

    @cached_property
    def _model(self) -> "TextCrossEncoder":
        try:
            from fastembed.common.model_description import ModelSource
            from fastembed.rerank.cross_encoder import TextCrossEncoder
        except ImportError:
            raise SettingError(RERANKER.name, FASTEMBED_MISSING) from None
        directory = Path(self.name).expanduser()
        if not directory.is_dir():
            return TextCrossEncoder(self.name)
        known = f"kb:{directory.resolve()}"
        if known.lower() not in {model["model"].lower() for model in TextCrossEncoder.list_supported_models()}:
            file = onnx_file(directory, RERANKER)
            TextCrossEncoder.add_custom_model(known, sources=ModelSource(url="file://"), model_file=file)
        return TextCrossEncoder(known, specific_model_path=str(directory))


_resting: dict[Reranker, float] = {}


def reranked(found: "Sequence[ScoredClause]", question: str, by: Reranker, kb: KnowledgeBase) -> "list[ScoredClause]":
    """The clauses in the order of the reranker, each with its `relevance` from 0 (the least of them) to 1.

    It reads the passage of each under its headings. Where it does not answer, the order stays, a warning says so,
    and it is left alone for a minute.
    """
    if not found or _resting.get(by, 0.0) > time.monotonic():
        return list(found)
    try:
        scores = by.scores(question, [_in_its_place(clause, kb) for clause in found])
    except ServiceDown as error:
        _resting[by] = time.monotonic() + _REST
        _logger.warning("%s这个问题不重排。", error)
        return list(found)
    least, most = min(scores), max(scores)
    shares = [(score - least) / (most - least) if most > least else 1.0 for score in scores]
    rated = [replace(clause, relevance=share) for clause, share in zip(found, shares, strict=True)]
    return sorted(rated, key=lambda clause: -(clause.relevance or 0.0))


def _in_its_place(found: "ScoredClause", kb: KnowledgeBase) -> str:
    """The passage under the title of its notice and its headings."""
    notice = kb.notice(found.ref.document_id)
    clause = notice.by_path[found.ref.path]
    above = (notice.document.title, *notice.headings(clause), clause.heading)
    return "\n".join([*filter(None, above), found.passage])
