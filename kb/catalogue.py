"""What the knowledge base holds, as a question can name it: documents, units and what they include, tables, tasks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kb.clauses import Clause
from kb.documents import DocumentNumber, RelationKind
from kb.index import KnowledgeBase
from kb.notices import Notice, Table
from kb.text import fold, sentences, simplified, visible
from kb.units import ANYWHERE, CENTRAL, UnitRegistry, is_central, registry

_PLACE = re.compile(r"(?:中共)?([\u4e00-\u9fff]{1,6}?(?:省|市|自治区|州|盟|县|区))")
_SCHOOL = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:大学|学院)")
_OPENING = r"(?:若干|实施|工作)?(?:意见|方案|措施|通知|规定|办法|命令)"
ANNOUNCES = re.compile(rf"下列|(?:以下|如下)(?!{_OPENING}|简称|称)")  # a clause that the items below it complete
_MEMBERS = re.compile(r"(?:含|包括)([^，,；;]+)")


@dataclass(frozen=True, eq=False)
class Holding:
    """A document with its parsed notice; each is itself alone, so that sets of them are quick."""

    id: str
    notice: Notice

    @property
    def title(self) -> str:
        return self.notice.title

    @cached_property
    def short_name(self) -> str:
        """How an answer calls it: “68号文” where it has a number, else its title in 《》."""
        number = DocumentNumber.parse(self.notice.document.number or "")
        return f"{number.serial}号文" if number else f"《{self.title}》"

    def is_later_than(self, other: "Holding") -> bool:
        """Whether both are dated and this one was signed after the other."""
        own, others = self.notice.document.signed_on, other.notice.document.signed_on
        return own is not None and others is not None and own > others

    @cached_property
    def registry(self) -> UnitRegistry:
        """The names of units at the place that issued the notice, or of those of the state."""
        issuer = self.notice.document.issuer or self.title
        local = None if _SCHOOL.fullmatch(self.place or "") else self.place
        return registry(local or (CENTRAL if is_central(issuer) else ANYWHERE))

    @cached_property
    def issuer_names(self) -> tuple[str, ...]:
        """Every name, folded, of the units that issued the document, the longest first."""
        document = self.notice.document
        issuers = document.issuers or (document.issuer or "",)
        rows = [row for issuer in issuers if (row := self.registry.find(issuer))]
        names = {*map(fold, filter(None, issuers)), *(fold(name) for row in rows for name in row.names)}
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    @cached_property
    def place(self) -> str | None:
        """The place or university that the issuer's name begins with, or where it is not known the title: 武汉市."""
        issuer = simplified(self.notice.document.issuer or self.title)
        if school := _SCHOOL.match(issuer):
            return school[0]
        place = _PLACE.match(issuer)
        return place[1] if place else None

    @cached_property
    def folded_title(self) -> str:
        return fold(self.title)

    @cached_property
    def folded(self) -> str:
        return fold(self.notice.text)

    @cached_property
    def clauses(self) -> "tuple[Located, ...]":
        return tuple(Located(self, clause) for clause in self.notice.clauses)


@dataclass(frozen=True, eq=False)
class Located:
    """A clause and the document that it stands in; each is itself alone."""

    holding: Holding
    clause: Clause

    @property
    def key(self) -> tuple[str, str]:
        return self.holding.id, self.clause.path

    @cached_property
    def headings(self) -> str:
        """The title of the document and the headings above the clause, folded."""
        return fold("".join((self.holding.title, *self.holding.notice.headings(self.clause))))

    @cached_property
    def heading(self) -> str:
        return fold(self.clause.heading or "")

    @cached_property
    def text(self) -> str:
        """The text, folded, without the rows of tables."""
        return fold("".join(line for line in self.clause.text.split("\n") if "\t" not in line))

    @cached_property
    def sentences(self) -> tuple[tuple[str, str], ...]:
        """The sentences of the text, rows of tables apart, each as written and folded."""
        text = self.clause.text
        written = (text[start:end].strip("\n") for start, end in sentences(text))
        return tuple((sentence, fold(sentence)) for sentence in written if "\t" not in sentence and fold(sentence))

    @property
    def is_leaf(self) -> bool:
        """Whether the clause says something itself, if only what follows, and is not only the heading of others."""
        return self.clause.text != self.clause.heading or bool(ANNOUNCES.search(self.clause.text))

    @property
    def name(self) -> str:
        """“二、（三）10” with its heading, as an answer names it."""
        heading = f"“{self.clause.heading}”" if self.clause.heading else ""
        return f"{self.clause.path}{heading}"

    @property
    def full_name(self) -> str:
        """Its name behind that of its document: “68号文二、（三）10“完善高校师生创新创业保险机制””."""
        return f"{self.holding.short_name}{self.name}"


@dataclass(frozen=True)
class Catalogue:
    """Documents of one state of the knowledge base: all of them, or those that a question is about."""

    holdings: tuple[Holding, ...]
    _parts: "dict[frozenset[str], Catalogue]" = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, kb: KnowledgeBase) -> "Catalogue":
        return cls(tuple(Holding(holding.id, kb.notice(holding.id)) for holding in kb.documents()))

    def only(self, documents: Iterable[str]) -> "Catalogue":
        """The part with these documents; the same documents give the same object, with all that it has found out."""
        wanted = frozenset(documents)
        if wanted >= self.by_id.keys():
            return self
        if wanted not in self._parts:
            self._parts[wanted] = Catalogue(tuple(holding for holding in self.holdings if holding.id in wanted))
        return self._parts[wanted]

    def at(self, *places: str) -> "Catalogue":
        """The part with what was issued at these places."""
        return self.only(holding.id for holding in self.holdings if holding.place in places)

    def about(self, *places: str) -> "Catalogue":
        """The part with what was issued at these places, and what names them and has no issuer."""
        unknown = (h for h in self.holdings if h.place is None and not h.notice.document.issuer)
        told = {holding.id for holding in unknown if any(place in holding.folded for place in places)}
        return self.only(self.at(*places).by_id.keys() | told)

    @cached_property
    def central(self) -> "Catalogue":
        """The part with the documents of the state."""
        return self.only(h.id for h in self.holdings if is_central(h.notice.document.issuer or h.title))

    def without(self, part: "Catalogue") -> "Catalogue":
        return self.only(self.by_id.keys() - part.by_id.keys())

    @cached_property
    def by_id(self) -> dict[str, Holding]:
        return {holding.id: holding for holding in self.holdings}

    @cached_property
    def clauses(self) -> tuple[Located, ...]:
        return tuple(located for holding in self.holdings for located in holding.clauses)

    @cached_property
    def by_key(self) -> dict[tuple[str, str], Located]:
        return {located.key: located for located in self.clauses}

    @cached_property
    def tasks(self) -> tuple[Located, ...]:
        """The clauses that name responsible units."""
        return tuple(located for located in self.clauses if located.clause.units)

    @cached_property
    def sections(self) -> tuple[Located, ...]:
        """The clauses that others stand under."""
        above = {(located.holding.id, path) for located in self.clauses for path in located.clause.parents}
        return tuple(located for located in self.clauses if located.key in above)

    @cached_property
    def tables(self) -> tuple[tuple[Holding, Table], ...]:
        return tuple((holding, table) for holding in self.holdings for table in holding.notice.tables)

    @cached_property
    def unit_names(self) -> dict[str, None]:
        """Every unit that a clause makes responsible, as written, in the order of the documents."""
        return dict.fromkeys(unit.name for located in self.tasks for unit in located.clause.units)

    @cached_property
    def members(self) -> dict[str, str]:
        """What a unit includes by the notice's own remark: 风景区管委会 → 各区人民政府."""
        found: dict[str, str] = {}
        for located in self.tasks:
            for unit in located.clause.units:
                found |= dict.fromkeys(members_of(unit.note or ""), unit.name)
        return found

    @cached_property
    def replaced(self) -> dict[str, Holding]:
        """The ids of documents that another of the knowledge base repeals, with that other."""
        found: dict[str, Holding] = {}
        for by in self.holdings:
            repeals = [r for r in by.notice.document.relations if r.kind is RelationKind.REPEALS]
            cited = [h for h in self.holdings if h is not by and any(r.cites(h.notice.document) for r in repeals)]
            found |= {holding.id: by for holding in cited if not holding.is_later_than(by)}
        return found

    @cached_property
    def issuing_places(self) -> tuple[str, ...]:
        """The places of the issuers, each once: 武汉市, 湖北省."""
        return tuple(dict.fromkeys(place for holding in self.holdings if (place := holding.place)))

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places of the issuers in all their names: in a question they set no topic."""
        return (*self.issuing_places, *(name for place in self.issuing_places for name in names_of(place)[1:]))

    @cached_property
    def vocabulary(self) -> str:
        """All the text, folded: what it lacks, the corpus does not speak of."""
        return "\n".join(holding.folded for holding in self.holdings)

    def under(self, section: Located) -> Iterator[Located]:
        """The clauses below a section."""
        return (
            located
            for located in self.clauses
            if located.holding is section.holding and section.clause.path in located.clause.parents
        )

    def children(self, section: Located) -> list[Located]:
        """The clauses right below a section."""
        return [located for located in self.under(section) if located.clause.parents[-1] == section.clause.path]


def names_of(place: str) -> tuple[str, ...]:
    """What people call a place: without its 市; a university by its first and third character, too.

    >>> names_of("武汉市"), names_of("华东理工大学"), names_of("武汉大学")
    (('武汉市', '武汉'), ('华东理工大学', '华东理工', '华理'), ('武汉大学', '武大'))
    """
    school = _SCHOOL.fullmatch(place)
    if school is None:
        return (place, place[:-1]) if len(place) > 2 else (place,)
    stem = school[1]
    return (place, stem[0] + place[len(stem)]) if len(stem) == 2 else (place, stem, stem[0] + stem[2])


def members_of(note: str) -> list[str]:
    """The units that a remark includes.

    >>> members_of("含开发区、长江新区、风景区管委会,下同")
    ['开发区', '长江新区', '风景区管委会']
    """
    listed = _MEMBERS.search(visible(note))
    return listed[1].split("、") if listed else []
