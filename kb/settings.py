"""All settings, each an environment variable KB_*: read once at a face, then handed down."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from kb.errors import SettingError


@dataclass(frozen=True)
class Variable:
    """One row of the table that `kb --help` and the README show: name, Chinese meaning, default.

    What is secret is in no `repr`, no report and no process that reads files.
    """

    name: str
    meaning: str
    default: str = ""
    is_secret: bool = False


HOME = Variable("KB_HOME", "知识库所在目录", ".kb")
PLACE = Variable("KB_PLACE", "所在地：问题没有写明地方和文件时，先看这里的公文", "武汉市")
EMBEDDING = Variable("KB_EMBEDDING", "嵌入模型：hashed（离线）、openai:模型名、fastembed:模型名或本地目录", "hashed")
EMBEDDING_BASE_URL = Variable(
    "KB_EMBEDDING_BASE_URL", "OpenAI 兼容的嵌入服务地址，以 /v1 结尾", "https://api.openai.com/v1"
)
EMBEDDING_API_KEY = Variable("KB_EMBEDDING_API_KEY", "嵌入服务的密钥，本地服务可不填", is_secret=True)
EMBEDDING_RPM = Variable("KB_EMBEDDING_RPM", "一分钟最多请求嵌入服务几次，0 为不限", "0")
EMBEDDING_CACHE_MB = Variable("KB_EMBEDDING_CACHE_MB", "嵌入向量的缓存最多多少 MB，0 为不缓存", "512")
RERANKER = Variable("KB_RERANKER", "重排模型：jina:模型名（/rerank 服务）、fastembed:模型名或本地目录；不填则不重排")
RERANKER_BASE_URL = Variable(
    "KB_RERANKER_BASE_URL", "Jina、Cohere 式重排服务的地址，其下有 /rerank", "https://api.jina.ai/v1"
)
RERANKER_API_KEY = Variable("KB_RERANKER_API_KEY", "重排服务的密钥，本地服务可不填", is_secret=True)
LLM_MODEL = Variable("KB_LLM_MODEL", "改写答案的语言模型名；不填则不用语言模型")
LLM_BASE_URL = Variable("KB_LLM_BASE_URL", "OpenAI 兼容的语言模型服务地址，以 /v1 结尾", "https://api.openai.com/v1")
LLM_API_KEY = Variable("KB_LLM_API_KEY", "语言模型服务的密钥，本地服务可不填", is_secret=True)
LLM_TIMEOUT = Variable("KB_LLM_TIMEOUT", "等语言模型的秒数，超过就给离线答案", "30")
PROMPTS = Variable("KB_PROMPTS", "自己的提示词所在目录，其中的 answer.md 等替换自带的同名文件")
ADMIN_PASSWORD = Variable(
    "KB_ADMIN_PASSWORD", "管理密码：上传、移除和评测要用；页面不只供本机访问时，不设就不能管理", is_secret=True
)
ADMINS = Variable("KB_ADMINS", "管理员的邮箱，用逗号分开：他们用身份提供方（OIDC）登录后可以管理", is_secret=True)
MAX_FILE_MB = Variable("KB_MAX_FILE_MB", "一个文件最多多少 MB", "50")
MAX_UNPACKED_MB = Variable("KB_MAX_UNPACKED_MB", "DOCX、OFD、ZIP 解开后最多多少 MB", "200")
MAX_RATIO = Variable("KB_MAX_RATIO", "DOCX、OFD、ZIP 里的文件最多压缩到几分之一", "200")
MAX_FILES = Variable("KB_MAX_FILES", "一个 ZIP 最多多少个文件", "1000")
MAX_CHARACTERS = Variable("KB_MAX_CHARACTERS", "一个文件最多多少字", "2000000")
MAX_PAGES = Variable("KB_MAX_PAGES", "一个文件最多多少页", "2000")
MAX_OCR_PAGES = Variable("KB_MAX_OCR_PAGES", "一个文件最多识别多少页扫描件", "200")
MAX_TABLE_ROWS = Variable("KB_MAX_TABLE_ROWS", "一张表最多多少行", "10000")
MAX_SECONDS = Variable("KB_MAX_SECONDS", "一个 PDF、OFD 或图片最多读多少秒；要识别的，每页最多这么多秒", "120")
MAX_MEMORY_MB = Variable("KB_MAX_MEMORY_MB", "读 PDF、OFD 和图片的进程最多占用多少 MB 内存", "2000")
_LIMITS = (
    MAX_FILE_MB,
    MAX_UNPACKED_MB,
    MAX_RATIO,
    MAX_FILES,
    MAX_CHARACTERS,
    MAX_PAGES,
    MAX_OCR_PAGES,
    MAX_TABLE_ROWS,
    MAX_SECONDS,
    MAX_MEMORY_MB,
)

VARIABLES = (
    HOME,
    PLACE,
    EMBEDDING,
    EMBEDDING_BASE_URL,
    EMBEDDING_API_KEY,
    EMBEDDING_RPM,
    EMBEDDING_CACHE_MB,
    RERANKER,
    RERANKER_BASE_URL,
    RERANKER_API_KEY,
    LLM_MODEL,
    LLM_BASE_URL,
    LLM_API_KEY,
    LLM_TIMEOUT,
    PROMPTS,
    ADMIN_PASSWORD,
    ADMINS,
    *_LIMITS,
)
SECRETS = frozenset(variable.name for variable in VARIABLES if variable.is_secret)
_LONGEST_WAIT = 3600
_LARGEST_LIMIT = 1_000_000_000


@dataclass(frozen=True)
class Limits:
    """How much of a file is read before it is refused. Sizes are in megabytes of 1024² bytes.

    A file within DOCX, OFD or ZIP may be `ratio` times as large as it is packed. `seconds` and `memory_mb` hold for the
    formats that are read in a process of their own; each page that is recognised has as many seconds again.
    """

    file_mb: int = int(MAX_FILE_MB.default)
    unpacked_mb: int = int(MAX_UNPACKED_MB.default)
    ratio: int = int(MAX_RATIO.default)
    files: int = int(MAX_FILES.default)
    characters: int = int(MAX_CHARACTERS.default)
    pages: int = int(MAX_PAGES.default)
    ocr_pages: int = int(MAX_OCR_PAGES.default)
    table_rows: int = int(MAX_TABLE_ROWS.default)
    seconds: int = int(MAX_SECONDS.default)
    memory_mb: int = int(MAX_MEMORY_MB.default)


@dataclass(frozen=True)
class Settings:
    """What the user may choose. What is secret is never in the `repr`, nor in any error.

    `place` is the home place 所在地, whose notices a question means that names no place and no document.
    Without `llm_model` no language model is used; `llm_timeout` is in seconds.

    >>> Settings.from_environment({"KB_EMBEDDING": "openai:bge-m3"}).embedding
    'openai:bge-m3'
    """

    home: Path = Path(HOME.default)
    place: str = PLACE.default
    embedding: str = EMBEDDING.default
    embedding_base_url: str = EMBEDDING_BASE_URL.default
    embedding_api_key: str = field(default=EMBEDDING_API_KEY.default, repr=not EMBEDDING_API_KEY.is_secret)
    embedding_rpm: int = int(EMBEDDING_RPM.default)
    embedding_cache_mb: int = int(EMBEDDING_CACHE_MB.default)
    reranker: str = RERANKER.default
    reranker_base_url: str = RERANKER_BASE_URL.default
    reranker_api_key: str = field(default=RERANKER_API_KEY.default, repr=not RERANKER_API_KEY.is_secret)
    llm_model: str = LLM_MODEL.default
    llm_base_url: str = LLM_BASE_URL.default
    llm_api_key: str = field(default=LLM_API_KEY.default, repr=not LLM_API_KEY.is_secret)
    llm_timeout: float = float(LLM_TIMEOUT.default)
    prompts: Path | None = None
    admin_password: str = field(default=ADMIN_PASSWORD.default, repr=not ADMIN_PASSWORD.is_secret)
    administrators: tuple[str, ...] = field(default=(), repr=not ADMINS.is_secret)
    limits: Limits = Limits()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """The settings of `environ`; an empty variable counts as not set. Raises SettingError."""

        def value(variable: Variable) -> str:
            return environ.get(variable.name, "").strip() or variable.default

        return cls(
            home=_directory(value(HOME), HOME),
            place=value(PLACE),
            embedding=_embedding(value(EMBEDDING)),
            embedding_base_url=_web_address(value(EMBEDDING_BASE_URL), EMBEDDING_BASE_URL, EMBEDDING_API_KEY),
            embedding_api_key=value(EMBEDDING_API_KEY),
            embedding_rpm=_count(value(EMBEDDING_RPM), EMBEDDING_RPM, least=0),
            embedding_cache_mb=_count(value(EMBEDDING_CACHE_MB), EMBEDDING_CACHE_MB, least=0),
            reranker=_reranker(value(RERANKER)),
            reranker_base_url=_web_address(value(RERANKER_BASE_URL), RERANKER_BASE_URL, RERANKER_API_KEY),
            reranker_api_key=value(RERANKER_API_KEY),
            llm_model=value(LLM_MODEL),
            llm_base_url=_web_address(value(LLM_BASE_URL), LLM_BASE_URL, LLM_API_KEY),
            llm_api_key=value(LLM_API_KEY),
            llm_timeout=_seconds(value(LLM_TIMEOUT)),
            prompts=_existing(value(PROMPTS)),
            admin_password=value(ADMIN_PASSWORD),
            administrators=tuple(re.split(r"[\s,，;；]+", value(ADMINS))) if value(ADMINS) else (),
            limits=Limits(*(_count(value(limit), limit) for limit in _LIMITS)),
        )


def _directory(text: str, variable: Variable) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise SettingError(variable.name, f"找不到“{text}”所指的用户目录。") from None


def _existing(text: str) -> Path | None:
    """The directory of the user's prompts; None where none is set."""
    if not text:
        return None
    directory = _directory(text, PROMPTS)
    if not directory.is_dir():
        raise SettingError(PROMPTS.name, f"没有目录“{text}”。")
    return directory


def _embedding(text: str) -> str:
    scheme, _, model = text.partition(":")
    if text == "hashed" or (scheme in ("openai", "fastembed") and model.strip()):
        return f"{scheme}:{model.strip()}" if model else scheme
    raise SettingError(EMBEDDING.name, f"不认识“{text}”，可用：hashed、openai:模型名、fastembed:模型名或本地目录。")


def _reranker(text: str) -> str:
    scheme, _, model = text.partition(":")
    if not text or (scheme in ("jina", "fastembed") and model.strip()):
        return f"{scheme}:{model.strip()}" if text else ""
    raise SettingError(RERANKER.name, f"不认识“{text}”，可用：jina:模型名、fastembed:模型名或本地目录。")


def _web_address(text: str, variable: Variable, key: Variable) -> str:
    """The address in `variable`, whose key belongs in the variable `key`."""
    try:
        parts = urlsplit(text)
    except ValueError:
        raise SettingError(variable.name, f"“{text}”不是网址。") from None
    if parts.username or parts.password:
        raise SettingError(variable.name, f"网址里不能写密码，请用 {key.name}。")
    if parts.scheme in ("http", "https") and parts.netloc:
        return text.rstrip("/")
    raise SettingError(variable.name, f"“{text}”不是以 http:// 或 https:// 开头的网址。")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if 0 < seconds <= _LONGEST_WAIT:
        return seconds
    raise SettingError(LLM_TIMEOUT.name, f"“{text}”不是大于 0、不超过 {_LONGEST_WAIT} 的秒数。")


def _count(text: str, variable: Variable, least: int = 1) -> int:
    if re.fullmatch(r"[0-9]{1,20}", text) and least <= int(text) <= _LARGEST_LIMIT:
        return int(text)
    raise SettingError(variable.name, f"“{text}”不是 {least} 到 {_LARGEST_LIMIT} 的整数。")
