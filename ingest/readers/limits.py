"""What keeps a reader within bounds, and what it says where a file goes beyond them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import UnreadableSource
from kb.settings import Variable

MEGABYTE = 1024 * 1024


class Refusal(Exception):
    """Why a file cannot be read, in Chinese; `read` of the reader adds which file it is."""


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turns a Refusal into UnreadableSource, which names the file at `path`."""
    try:
        yield
    except Refusal as refusal:
        raise UnreadableSource(path, str(refusal)) from None


def over(what: str, largest: int, unit: str, variable: Variable) -> Refusal:
    """What is said of a file that is over a limit.

    >>> print(over("页数", 2000, "页", Variable("KB_MAX_PAGES", "")))
    页数超过上限 2000 页（可用环境变量 KB_MAX_PAGES 调整）
    """
    return Refusal(f"{what}超过上限 {largest} {unit}（可用环境变量 {variable.name} 调整）")
