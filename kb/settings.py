"""All settings, each an environment variable KB_*: read once at a face, then handed down."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from kb.errors import SettingError


@dataclass(frozen=True)
class Variable:
    """One row of the table that `kb --help` and the README show: name, Chinese meaning, default."""

    name: str
    meaning: str
    default: str = ""


HOME = Variable("KB_HOME", "知识库所在目录", ".kb")
EMBEDDING = Variable("KB_EMBEDDING", "嵌入模型：hashed（离线）、openai:模型名、fastembed:模型名或本地目录", "hashed")
EMBEDDING_BASE_URL = Variable(
    "KB_EMBEDDING_BASE_URL", "OpenAI 兼容的嵌入服务地址，以 /v1 结尾", "https://api.openai.com/v1"
)
EMBEDDING_API_KEY = Variable("KB_EMBEDDING_API_KEY", "嵌入服务的密钥，本地服务可不填")

VARIABLES = (HOME, EMBEDDING, EMBEDDING_BASE_URL, EMBEDDING_API_KEY)


@dataclass(frozen=True)
class Settings:
    """What the user may choose. The key is never in the `repr`, nor in any error.

    >>> Settings.from_environment({"KB_EMBEDDING": "openai:bge-m3"}).embedding
    'openai:bge-m3'
    """

    home: Path = Path(HOME.default)
    embedding: str = EMBEDDING.default
    embedding_base_url: str = EMBEDDING_BASE_URL.default
    embedding_api_key: str = field(default=EMBEDDING_API_KEY.default, repr=False)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """The settings of `environ`; an empty variable counts as not set. Raises SettingError."""

        def value(variable: Variable) -> str:
            return environ.get(variable.name, "").strip() or variable.default

        return cls(
            home=_directory(value(HOME)),
            embedding=_embedding(value(EMBEDDING)),
            embedding_base_url=_web_address(value(EMBEDDING_BASE_URL)),
            embedding_api_key=value(EMBEDDING_API_KEY),
        )


def _directory(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise SettingError(HOME.name, f"找不到“{text}”所指的用户目录。") from None


def _embedding(text: str) -> str:
    scheme, _, model = text.partition(":")
    if text == "hashed" or (scheme in ("openai", "fastembed") and model.strip()):
        return f"{scheme}:{model.strip()}" if model else scheme
    raise SettingError(EMBEDDING.name, f"不认识“{text}”，可用：hashed、openai:模型名、fastembed:模型名或本地目录。")


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        raise SettingError(EMBEDDING_BASE_URL.name, f"“{text}”不是网址。") from None
    if parts.username or parts.password:
        raise SettingError(EMBEDDING_BASE_URL.name, f"网址里不能写密码，请用 {EMBEDDING_API_KEY.name}。")
    if parts.scheme in ("http", "https") and parts.netloc:
        return text.rstrip("/")
    raise SettingError(EMBEDDING_BASE_URL.name, f"“{text}”不是以 http:// 或 https:// 开头的网址。")
