"""How well notices are parsed: clause paths, units with their leads, deadlines and targets against hand-read gold.

A folder of gold holds one JSON object a file, named as the document it annotates begins (“017.json” for
“017_gbf2020-43.txt”): `articles`, each with `path`, and where there are any `units` (names, or objects with `name`),
`lead_units`, `deadlines`, `targets` (words of the notice), and `heading` or `text_start` to tell apart clauses of one
path. Only annotated articles are scored, so a document may be annotated in part. Units whose `unit_source` is
“prose”, “heading” or “table” are not scored.

Precision, recall and F1 over all articles: of units by name and lead; of deadlines and targets by their words, equal
when folded or one within the other (annotators quote more or less of a phrase); of paths, recall alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from ingest.parsing import parse
from ingest.readers import SUFFIXES
from kb.clauses import Clause
from kb.errors import UnreadableSource
from kb.notices import Notice
from kb.text import fold
from kb.units import Role

KINDS = ("paths", "units", "deadlines", "targets")
_NOT_FROM_CLAUSES = ("prose", "heading", "table")
_KEY_LENGTH = 12


class GoldUnit(msgspec.Struct, frozen=True):
    """A unit with the remark that the notice makes on it."""

    name: str
    note: str | None = None


class Article(msgspec.Struct, frozen=True):
    """What an annotator found in one clause."""

    path: str
    heading: str | None = None
    text_start: str | None = None
    units: tuple[str | GoldUnit, ...] = ()
    lead_units: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    unit_source: str | None = None

    @property
    def key(self) -> str:
        """The first words by which the clause is known among those of its path."""
        return fold(self.heading or self.text_start or "")[:_KEY_LENGTH]


class Gold(msgspec.Struct, frozen=True):
    """The annotations of one document; `text_file` names it where several begin alike."""

    articles: tuple[Article, ...]
    text_file: str | None = None


_GOLD = msgspec.json.Decoder(Gold)


@dataclass
class Tally:
    """Counts of one kind: in the gold, found by the parser, in both."""

    gold: int = 0
    found: int = 0
    both: int = 0

    def add(self, gold: int, found: int, both: int) -> None:
        self.gold, self.found, self.both = self.gold + gold, self.found + found, self.both + both

    @property
    def precision(self) -> float:
        """1 where nothing was found and nothing was wanted."""
        return self.both / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.both / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True)
class Miss:
    """What the gold has and the parser lacks (`missing`), or the other way round, in one clause of one document."""

    document: str
    path: str
    kind: str
    missing: tuple[str, ...]
    surplus: tuple[str, ...]


@dataclass
class Score:
    """The tallies of a run by kind, and every difference."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    misses: list[Miss] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        return {
            kind: {"precision": tally.precision, "recall": tally.recall, "F1": tally.f1, "gold": tally.gold}
            for kind, tally in self.tallies.items()
        }


def evaluate(documents: Path, gold: Path) -> Score:
    """Scores every gold file of `gold` against the document of `documents` whose name begins as its own.

    Raises UnreadableSource where a gold file is not of this form or has no document.
    """
    score, annotations = Score(), sorted(gold.glob("*.json"))
    if not annotations:
        raise UnreadableSource(gold, "目录里没有标注（.json）")
    for path in annotations:
        annotated = _read(path)
        notice = parse(_document(path, documents, annotated))
        for article, clause in _paired(annotated.articles, notice):
            _score(path.stem, article, clause, score)
    return score


def _read(path: Path) -> Gold:
    try:
        return _GOLD.decode(path.read_bytes())
    except (msgspec.MsgspecError, OSError) as error:
        raise UnreadableSource(path, f"不是解析标注（{error}）") from None


def _document(path: Path, documents: Path, gold: Gold) -> Path:
    """The annotated file: the one that the gold names, else the first readable one whose name begins as the gold's."""
    if gold.text_file:
        return documents / gold.text_file
    found = sorted(p for p in documents.glob(f"{path.stem}*") if p.suffix.lower() in SUFFIXES)
    plain = [p for p in found if p.suffix.lower() in (".txt", ".md")]
    if not found:
        raise UnreadableSource(path, f"{documents} 里没有文件名以 {path.stem} 开头的公文")
    return (plain or found)[0]


def _paired(articles: Iterable[Article], notice: Notice) -> Iterable[tuple[Article, Clause | None]]:
    """Each article with its clause: of those of its path that are left, the one that has its first words."""
    left: dict[str, list[Clause]] = {}
    for held in notice.clauses:
        left.setdefault(normal_path(held.path), []).append(held)
    clause: Clause | None
    for article in articles:
        candidates = left.get(normal_path(article.path), [])
        known = (c for c in candidates if article.key and article.key in fold((c.heading or "") + c.text))
        clause = next(known, candidates[0] if candidates else None)
        if clause:
            candidates.remove(clause)
        yield article, clause


def normal_path(path: str) -> str:
    """A clause path without its annex and without marks that annotators write in different ways.

    >>> normal_path("附件1 第7项"), normal_path("附件/7"), normal_path("四、（一）1."), normal_path("一、(二)")
    ('7', '7', '四、（一）1', '一、（二）')
    """
    path = fold(path).replace("(", "（").replace(")", "）")
    path = re.sub(r"^附件\d*[/ ]*(?=.)|#\d+$", "", path)
    return re.sub(r"^第(\d+)项$", r"\1", re.sub(r"[、.．:：]$", "", path))


def _score(document: str, article: Article, clause: Clause | None, score: Score) -> None:
    """Adds one article to the tallies; an article without a clause is missed whole."""
    score.tallies["paths"].add(1, 1, int(clause is not None))
    if clause is None:
        score.misses.append(Miss(document, article.path, "paths", (article.key,), ()))
    wanted = _wanted(article)
    found = _found(clause) if clause else {}
    for kind, gold in wanted.items():
        had = found.get(kind, [])
        pairs = _equal(gold, had) if kind == "units" else _alike(gold, had)
        score.tallies[kind].add(len(gold), len(had), len(pairs))
        missing, surplus = _left(gold, [g for g, _ in pairs]), _left(had, [h for _, h in pairs])
        if missing or surplus:
            score.misses.append(Miss(document, article.path, kind, missing, surplus))


def _wanted(article: Article) -> dict[str, list[str]]:
    names = [unit if isinstance(unit, str) else unit.name for unit in article.units]
    units = [_led(name, lead=name in article.lead_units) for name in names]
    wanted = {"deadlines": list(map(fold, article.deadlines)), "targets": list(map(fold, article.targets))}
    return wanted if article.unit_source in _NOT_FROM_CLAUSES else {"units": units, **wanted}


def _found(clause: Clause) -> dict[str, list[str]]:
    return {
        "units": [_led(unit.name, lead=unit.role is Role.LEAD) for unit in clause.units],
        "deadlines": [fold(deadline.text) for deadline in clause.deadlines],
        "targets": [fold(target.text) for target in clause.targets],
    }


def _led(name: str, *, lead: bool) -> str:
    return fold(name) + ("（牵头）" if lead else "")


def _equal(gold: Sequence[str], found: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in (Counter(gold) & Counter(found)).elements()]


def _alike(gold: Sequence[str], found: Sequence[str]) -> list[tuple[str, str]]:
    """Each wording of the gold with one that was found: the same, else one that holds it or is held by it."""
    left, pairs = list(found), []
    for wording in gold:
        same = [other for other in left if other == wording]
        near = [other for other in left if wording in other or other in wording]
        if match := (same or near)[:1]:
            left.remove(match[0])
            pairs.append((wording, match[0]))
    return pairs


def _left(every: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    return tuple((Counter(every) - Counter(taken)).elements())
