"""What a question asks, as data."""

import re
from dataclasses import dataclass
from enum import StrEnum

from kb.catalogue import Located

_COUNTS = re.compile(r"[算作]数")  # “业绩评职称时算数吗” asks for no day


class Kind(StrEnum):
    """What a question asks for."""

    RESPONSIBILITY = "responsibility"
    UNIT_TASKS = "unit_tasks"
    DEADLINE = "deadline"
    TARGET = "target"
    CONTENT = "content"
    TABLE = "table"
    METADATA = "metadata"
    CLAUSE = "clause"


@dataclass(frozen=True)
class Concept:
    """A word of the topic, the forms in which notices may write it, and how much it counts."""

    surface: str
    forms: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class NamedUnit:
    """A unit that the question names: as asked, and as the notices write it (None: no notice has it).

    `start` and `end` are its place in the folded question; `excluded` where the question asks for what is not its.
    `formerly` is set where the name asked for is the one before a reform, `group` where the unit is part of `name`.
    """

    asked: str
    name: str | None
    start: int
    end: int
    excluded: bool = False
    formerly: str | None = None
    group: bool = False


@dataclass(frozen=True)
class Question:
    """`cues` are the names of the rows of kb/data/cues.toml that the words match; `documents` are ids, empty for all.

    `tasks` are task numbers (-1: the last one), `paths` clause paths that are named outright, `sections` the keys of
    sections that the question is limited to, `besides` of those that it leaves out, `missing` the names in it that the
    corpus lacks, `elsewhere` places that no document is of, `topic` the words without what they name. `any_unit`: one
    of the units is enough. `context`: the words of the questions before, nearest first, for a follow-up. `asking` is
    the part of the words that asks; `vague`: of what it speaks the notices know no thing and no act; `both`: it speaks
    of two documents; `matters` are those that it asks for and no notice has (考研, 公积金); `persons` the groups
    of persons that it asks about, each as said and as notices may write it.
    """

    text: str
    folded: str = ""
    cues: frozenset[str] = frozenset()
    documents: tuple[str, ...] = ()
    tasks: tuple[int, ...] = ()
    paths: tuple[str, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    besides: tuple[tuple[str, str], ...] = ()
    units: tuple[NamedUnit, ...] = ()
    years: tuple[int, ...] = ()
    concepts: tuple[Concept, ...] = ()
    missing: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    persons: tuple[tuple[str, ...], ...] = ()
    follows: bool = False
    any_unit: bool = False
    topic: str = ""
    context: tuple[str, ...] = ()
    asking: str = ""
    vague: bool = False
    both: bool = False

    def asks(self, *cues: str) -> bool:
        return not self.cues.isdisjoint(cues)

    def is_of(self, located: Located) -> bool:
        """Whether a clause is in the sections that the question is limited to, and in none that it leaves out."""
        own = {(located.holding.id, path) for path in (located.clause.path, *located.clause.parents)}
        return own.isdisjoint(self.besides) and (not self.sections or not own.isdisjoint(self.sections))

    @property
    def kind(self) -> Kind:
        """What it asks for, if it is asked of a topic."""
        if self.asks("responsibility") and not self.asks("cooperation"):
            return Kind.RESPONSIBILITY
        if self.asks("purpose", "which_task", "frequency"):
            return Kind.CONTENT
        if self.asks("deadline") or (self.asks("validity") and not _COUNTS.search(self.folded)):
            return Kind.DEADLINE
        if self.asks("yes_no") and not self.asks("money", "rate"):
            return Kind.CONTENT
        return Kind.TARGET if self.asks("target", "money", "rate") else Kind.CONTENT

    @property
    def leans_on_earlier(self) -> bool:
        """Whether it leaves what it is about to the questions before."""
        named = self.concepts or self.units or self.tasks or self.paths or self.documents
        return self.follows or self.vague or not named

    @property
    def weight(self) -> float:
        """The weight of its topic."""
        return sum(concept.weight for concept in self.concepts)
