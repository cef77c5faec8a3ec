"""Text that knows where in the source each of its characters stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Self


@dataclass(frozen=True)
class Mapped:
    """`text[i]` is the source's character at `offsets[i]`; offsets rise. Steps only ever leave characters out."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> Self:
        """The part of `source` from `start` to `end`, each character in its place."""
        end = len(source) if end is None else end
        return cls(source[start:end], tuple(range(start, end)))

    @classmethod
    def joined(cls, parts: Iterable["Mapped"]) -> Self:
        pieces = tuple(parts)
        if len(pieces) == 1:
            return cls(pieces[0].text, pieces[0].offsets)
        return cls("".join(p.text for p in pieces), tuple(chain.from_iterable(p.offsets for p in pieces)))

    def __getitem__(self, key: slice) -> "Mapped":
        return Mapped(self.text[key], self.offsets[key])

    def __bool__(self) -> bool:
        return bool(self.text)

    def without(self, pattern: re.Pattern[str]) -> "Mapped":
        """All but what `pattern` matches."""
        if not pattern.search(self.text):
            return self
        return Mapped.joined(self._between(pattern.finditer(self.text)))

    def _between(self, matches: Iterable[re.Match[str]]) -> Iterator["Mapped"]:
        at = 0
        for match in matches:
            yield self[at : match.start()]
            at = match.end()
        yield self[at:]

    def strip(self) -> "Mapped":
        """Without white space at either end."""
        if self.text.strip() == self.text:
            return self
        lead = len(self.text) - len(self.text.lstrip())
        return self[lead : max(lead, len(self.text.rstrip()))]

    @property
    def start(self) -> int:
        return self.offsets[0]

    @property
    def end(self) -> int:
        return self.offsets[-1] + 1

    def spans(self) -> tuple[tuple[int, int], ...]:
        """The runs of the source that make up the text.

        >>> Mapped.of("以 技 术").without(re.compile(" ")).spans()
        ((0, 1), (2, 3), (4, 5))
        """
        runs: list[tuple[int, int]] = []
        for offset in self.offsets:
            if runs and runs[-1][1] == offset:
                runs[-1] = (runs[-1][0], offset + 1)
            else:
                runs.append((offset, offset + 1))
        return tuple(runs)
