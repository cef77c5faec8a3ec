"""What stands in a regular expression side by side."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[()|]")


def alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern that stand in no group and no class."""
    start = depth = 0
    for token in _TOKEN.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if token[0] == "|" and not depth:
            yield pattern[start : token.start()]
            start = token.end()
    yield pattern[start:]
