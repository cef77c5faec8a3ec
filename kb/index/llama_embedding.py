"""Embedding models behind llama-index: an OpenAI-compatible service, or a fastembed (ONNX) model on this machine."""

from kb.errors import SettingError
from kb.index.embedding import Embedder
from kb.settings import EMBEDDING, Settings


def llama_index_embedder(settings: Settings) -> Embedder:
    """The embedder of the settings. Raises SettingError where it cannot be made."""
    raise SettingError(EMBEDDING.name, f"“{settings.embedding}”尚不可用。")
