"""Embedding models behind llama-index: an OpenAI-compatible service, or an ONNX model on this machine (fastembed)."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from kb.errors import KnowledgeBaseError, PolicyKBError, ServiceDown, SettingError
from kb.index.embedding import Vector
from kb.index.patience import Pace, patiently
from kb.settings import EMBEDDING, EMBEDDING_API_KEY, EMBEDDING_BASE_URL, Settings, Variable

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

Made = TypeVar("Made")
FASTEMBED_MISSING = '缺少 fastembed，请在项目目录里安装：.venv/bin/python -m pip install -e ".[fastembed]"'
Explain = Callable[[Exception], PolicyKBError]
_ATTEMPTS, _QUERY_ATTEMPTS = 6, 2  # a question does not wait long
_BATCH = 10  # the most that every known service takes at once
_NOTHING = "空"  # services refuse an empty text


@dataclass(frozen=True)
class LlamaIndexEmbedder:
    """A llama-index embedding as an Embedder, loaded when it is first asked for a vector.

    Whatever loading and asking raise becomes one line by `explain`, which knows no key.
    """

    identity: str
    load: Callable[[], "BaseEmbedding"] = field(repr=False)
    explain: Explain = field(repr=False)
    pace: Pace = field(default_factory=lambda: Pace(0), repr=False)
    weight: float = 1.0

    @cached_property
    def model(self) -> "BaseEmbedding":
        return self.load()

    def documents(self, texts: Sequence[str]) -> list[Vector]:
        """One vector a text. Raises PolicyKBError."""
        filled = [text.strip() or _NOTHING for text in texts]
        batches = (filled[start : start + _BATCH] for start in range(0, len(filled), _BATCH))
        return [vector for batch in batches for vector in self._batch(batch)]

    def query(self, text: str) -> Vector:
        """The vector of a question. Raises PolicyKBError."""
        return self._explained(lambda: self.model.get_query_embedding(text.strip() or _NOTHING), _QUERY_ATTEMPTS)

    def _batch(self, texts: list[str]) -> list[Vector]:
        return self._explained(lambda: self.model.get_text_embedding_batch(texts), _ATTEMPTS)

    def _explained(self, work: Callable[[], Made], attempts: int) -> Made:
        try:
            return patiently(work, attempts, self.pace)
        except PolicyKBError:
            raise
        except Exception as error:  # noqa: BLE001 - model libraries raise what they like; a user gets one line
            raise self.explain(error) from None


def llama_index_embedder(settings: Settings) -> LlamaIndexEmbedder:
    """The embedder that KB_EMBEDDING names."""
    scheme, _, name = settings.embedding.partition(":")
    if scheme == "openai":
        return LlamaIndexEmbedder(
            settings.embedding,
            lambda: _service(name, settings),
            lambda error: _explain_service(error, name, settings),
            Pace(settings.embedding_rpm),
        )
    return LlamaIndexEmbedder(settings.embedding, lambda: _local(name), lambda error: _explain_local(error, name))


def source_of(settings: Settings) -> str:
    """What the vectors of the settings' embedding depend on: the model, and the service or the files it comes from."""
    scheme, _, name = settings.embedding.partition(":")
    if scheme == "openai":
        return f"{settings.embedding}@{settings.embedding_base_url}"
    directory = Path(name).expanduser()
    files = sorted(path for pattern in ("*", "*/*") for path in directory.glob(pattern) if path.is_file())
    stats = (f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in files)
    return "\n".join([settings.embedding, *stats])


def _service(name: str, settings: Settings) -> "BaseEmbedding":
    from llama_index.embeddings.openai_like import OpenAILikeEmbedding

    return cast(
        "BaseEmbedding",
        OpenAILikeEmbedding(
            model_name=name,
            api_base=settings.embedding_base_url,
            api_key=settings.embedding_api_key or "none",
            embed_batch_size=_BATCH,
            max_retries=0,
        ),
    )


def _explain_service(error: Exception, name: str, settings: Settings) -> PolicyKBError:
    address = settings.embedding_base_url
    status = getattr(error, "status_code", None)
    if status in (401, 403):
        return SettingError(EMBEDDING_API_KEY.name, f"嵌入服务 {address} 不接受这个密钥（{status}）。")
    if status == 404:
        return SettingError(
            EMBEDDING.name, f"嵌入服务 {address} 没有模型“{name}”，或 {EMBEDDING_BASE_URL.name} 不对（404）。"
        )
    if status is not None:
        return ServiceDown(f"嵌入服务 {address} 出错（{status}），请稍后重试，或检查 {EMBEDDING.name}。")
    if type(error).__name__ in ("APIConnectionError", "APITimeoutError"):
        return ServiceDown(f"连不上嵌入服务 {address}，请检查 {EMBEDDING_BASE_URL.name} 和网络。")
    return KnowledgeBaseError(f"嵌入服务 {address} 的回答不合 OpenAI 的格式，请检查 {EMBEDDING_BASE_URL.name}。")


def _local(name: str) -> "BaseEmbedding":
    """A model that fastembed knows by name, or the one in a directory. Raises SettingError without fastembed."""
    try:
        from fastembed import TextEmbedding
        from llama_index.embeddings.fastembed import FastEmbedEmbedding
    except ImportError:
        raise SettingError(EMBEDDING.name, FASTEMBED_MISSING) from None
    directory = Path(name).expanduser()
    if not directory.is_dir():
        return cast("BaseEmbedding", FastEmbedEmbedding(model_name=name))
    known = f"kb:{directory.resolve()}"
    if known not in {model["model"] for model in TextEmbedding.list_supported_models()}:
        TextEmbedding.add_custom_model(model=known, **_description(directory))
    return cast("BaseEmbedding", FastEmbedEmbedding(model_name=known, specific_model_path=str(directory)))


def _explain_local(error: Exception, name: str) -> PolicyKBError:
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    return SettingError(EMBEDDING.name, f"fastembed 不能使用模型“{name}”（{reason}）。离线时请写本地模型的目录。")


def _description(directory: Path) -> dict[str, Any]:
    """What fastembed must be told of a local model: its file, its dimensions, how its token vectors become one."""
    from fastembed.common.model_description import ModelSource, PoolingType

    pooling = _json(directory / "1_Pooling" / "config.json")
    return {
        "model_file": onnx_file(directory, EMBEDDING),
        "dim": _json(directory / "config.json").get("hidden_size", 0),
        "pooling": PoolingType.MEAN if pooling.get("pooling_mode_mean_tokens") else PoolingType.CLS,
        "normalization": True,
        "sources": ModelSource(url="file://"),
    }


def onnx_file(directory: Path, variable: Variable) -> str:
    """The model file in a directory, relative to it. Raises SettingError for `variable` where there is none."""
    files = sorted(directory.rglob("*.onnx"), key=lambda path: (path.name != "model.onnx", path))
    if not files:
        raise SettingError(variable.name, f"目录 {directory} 里没有 .onnx 模型文件。")
    return files[0].relative_to(directory).as_posix()


def _json(path: Path) -> dict[str, Any]:
    """The object in a file, empty where there is none."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
