"""Everything that affects a run, to be written into it: what was asked of what, by which code, with which settings."""

import hashlib
import platform
from dataclasses import asdict, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from eval.corpus import Corpus
from eval.dataset import Dataset, Half
from eval.runner import Options
from eval.statistics import SEED
from kb.settings import Settings

_ROOT = Path(__file__).parents[1]
_CODE = ("kb", "ingest", "eval", "prompts")
_NO_CODE = {"__pycache__", "datasets"}
_PACKAGES = ("chromadb", "llama-index-core", "msgspec", "rjieba", "tantivy")
_NO_EFFECT = {"home", "embedding_rpm", "embedding_cache_mb"}


def facts(
    dataset: Dataset, corpus: Corpus, settings: Settings, engine: str, half: Half | None, options: Options, judge: str
) -> dict[str, object]:
    """What a run that is to be repeated or gone on with must have in common with this one; holds no secret."""
    return {
        "engine": engine,
        "judge": judge,
        "dataset": dataset.path.name,
        "dataset_sha256": dataset.hash,
        "half": half,
        "as_of": options.as_of,
        "corpus_sha256": corpus.hash,
        "documents": dict(sorted(corpus.versions.items())),
        "time_limit": options.time_limit,
        "jobs": options.jobs,
        "seed": SEED,
        "version": _version("policy-kb"),
        "code_sha256": code_hash(),
        "settings": _public(settings),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "packages": {name: _version(name) for name in _PACKAGES},
    }


def code_hash() -> str:
    """The SHA-256 of the modules, word lists and prompts that a run is made with."""
    found = (path for room in _CODE for path in (_ROOT / room).rglob("*") if path.is_file())
    files = sorted(path for path in found if not _NO_CODE & set(path.parts))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _public(settings: Settings) -> dict[str, object]:
    """The settings that may be shown and that an answer may depend on."""
    shown = {field.name for field in fields(settings) if field.repr} - _NO_EFFECT
    return {name: value for name, value in asdict(settings).items() if name in shown}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
