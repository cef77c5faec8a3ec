"""What the tests of the language model ask, and a good answer to it."""

from collections.abc import Callable
from pathlib import Path

from kb.answering import Answer

ROOT = Path(__file__).parents[3]
KEY = "sk-secret-of-the-user"
INSURANCE = "科技保险归谁管？"
GOOD = "科技保险由市委金融办、市科技创新局和各区人民政府共同负责[1]。"
TASKS = "团市委有哪些任务？"

Ask = Callable[[str], Answer]
