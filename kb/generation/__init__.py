"""The language model as an option: it words what the engine has proved; what it says is checked before it is shown."""

from kb.generation.engine import WordedEngine
from kb.generation.service import ModelError, language_model, said_by_model
from kb.generation.wording import can_be_worded, cost, result, reworded, worded

__all__ = [
    "ModelError",
    "WordedEngine",
    "can_be_worded",
    "cost",
    "language_model",
    "result",
    "reworded",
    "said_by_model",
    "worded",
]
