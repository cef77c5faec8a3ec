"""The word lists of kb/data, loaded once: cues, thesaurus, dialect, stop words, and the weight of a word."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Synonyms:
    """One row of the thesaurus: what people say, what notices write."""

    say: tuple[str, ...]
    means: tuple[str, ...]


@cache
def cues() -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns of each cue over a folded question."""
    rows = tomllib.loads((DATA / "cues.toml").read_text(encoding="utf-8"))
    return {name: tuple(re.compile(pattern) for pattern, *_ in cue["asks"]) for name, cue in rows.items()}


@cache
def thesaurus() -> tuple[Synonyms, ...]:
    return _rows("thesaurus.toml")


def _rows(name: str) -> tuple[Synonyms, ...]:
    rows = tomllib.loads((DATA / name).read_text(encoding="utf-8"))["row"]
    return tuple(Synonyms(tuple(row["say"]), tuple(row["means"])) for row in rows)


@cache
def _sayings() -> frozenset[str]:
    return frozenset(say.lower() for synonyms in thesaurus() for say in synonyms.say)


def is_listed(word: str) -> bool:
    """Whether the thesaurus has a word, in small letters, as people say it: ipo."""
    return word in _sayings()


@cache
def opposites() -> tuple[Synonyms, ...]:
    """What questions take for granted, and what notices say instead."""
    return _rows("opposites.toml")


@cache
def speech() -> tuple[tuple[re.Pattern[str], str], ...]:
    """How dialects and the web put words of asking, and the standard words, in the order of replacement."""
    rows = tomllib.loads((DATA / "speech.toml").read_text(encoding="utf-8"))["row"]
    return tuple((_said(row), row["means"]) for row in rows)


def _said(row: dict[str, Any]) -> re.Pattern[str]:
    around = {"not_behind": "(?<![{}])", "behind": "(?<=[{}])", "before": "(?=[{}])"}
    behind, only, before = (form.format(row[key]) if key in row else "" for key, form in around.items())
    return re.compile(f"{behind}{only}(?:{'|'.join(map(re.escape, row['say']))}){before}")


@cache
def stopwords() -> frozenset[str]:
    return frozenset(_words("stopwords.txt"))


@cache
def courtesies() -> re.Pattern[str]:
    """What is said for the sake of politeness, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(_words("courtesies.txt"), key=len, reverse=True))))


@cache
def attributes() -> frozenset[str]:
    """What may be asked of a matter, and is stated only where the notice has the word."""
    return frozenset(_words("attributes.txt"))


@cache
def other_matters() -> frozenset[str]:
    """Matters of life and of other policies: who asks for one means another topic, unless a notice has the word."""
    return frozenset(_words("matters.txt"))


@cache
def person_groups() -> frozenset[str]:
    """Groups of persons that a rule need not mean, unless it names them."""
    return frozenset(_words("persons.txt"))


@cache
def acts() -> tuple[str, ...]:
    """What headings and sentences begin with, and names of units do not."""
    return tuple(_words("acts.txt"))


@cache
def generic_nouns() -> frozenset[str]:
    """Nouns by which anything may be asked for."""
    return frozenset(_words("generic.txt"))


def _words(name: str) -> Iterator[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return (word for line in lines if not line.startswith("#") for word in line.split())


@cache
def place_names() -> tuple[str, ...]:
    """Names of provinces, cities and countries."""
    return tuple(_words("places.txt"))


@cache
def _weights() -> tuple[dict[str, float], float]:
    """jieba's table of inverse document frequencies and its median, read without importing jieba (0.3 s)."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        return {}, 1.0
    lines = (Path(spec.origin).parent / "analyse" / "idf.txt").read_text(encoding="utf-8").splitlines()
    table = {word: float(value) for word, _, value in (line.partition(" ") for line in lines)}
    return table, sorted(table.values())[len(table) // 2]


def weight(word: str) -> float:
    """The inverse document frequency of a word (about 2 to 14); the median for a word that jieba's table lacks."""
    table, usual = _weights()
    return table.get(word, usual)


def is_known(word: str) -> bool:
    """Whether jieba's table has the word: what it lacks is often no word at all."""
    return word in _weights()[0]
