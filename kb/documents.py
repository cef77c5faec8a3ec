"""A notice's document data (公文要素), as GB/T 9704—2012 lays them out on the page."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from kb.text import bare

OPENING_BRACKETS, CLOSING_BRACKETS = "〔[［【（(", "〕]］】）)"


_ISSUED = re.compile(r"(?:印发|发布|公布)(.+)的(?:通知|公告|决定)$")


@dataclass(frozen=True)
class DocumentNumber:
    """A document number 发文字号: agency code 机关代字, year, serial number.

    >>> str(DocumentNumber.parse("武政办[2025] 68 号"))
    '武政办〔2025〕68号'
    """

    agency: str
    year: int
    serial: int

    PATTERN = re.compile(
        rf"([\u4e00-\u9fff]{{2,12}})\s*[{re.escape(OPENING_BRACKETS)}]\s*((?:19|20)\d\d)\s*"
        rf"[{re.escape(CLOSING_BRACKETS)}]\s*第?\s*(\d{{1,5}})\s*[号號]"
    )

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The first document number in `text`, or None."""
        match = cls.PATTERN.search(text)
        return cls(match[1], int(match[2]), int(match[3])) if match else None

    def __str__(self) -> str:
        return f"{self.agency}〔{self.year}〕{self.serial}号"


class RelationKind(StrEnum):
    """What a notice does to another document: REPEALS 废止; AMENDS 修改, also where it repeals a part only."""

    REPEALS = "repeals"
    AMENDS = "amends"


@dataclass(frozen=True)
class Relation:
    """Another document, cited by title, number or both; `text` is the sentence that does, of a long one the name."""

    kind: RelationKind
    title: str | None
    number: str | None
    text: str

    def cites(self, document: "Document") -> bool:
        """Whether it is this document: by number where both have one, else by its title or that of its plan."""
        if self.number and document.number:
            return bare(self.number) == bare(document.number)
        cited = bare(self.title or "")
        issued = _ISSUED.search(cited)
        own = [bare(title) for title in (document.title, document.notice_title) if title]
        return bool(cited) and any(
            title == cited or title == (issued and issued[1]) or (cited.startswith("关于") and title.endswith(cited))
            for title in own
        )


@dataclass(frozen=True)
class Document:
    """What a notice says about itself; what it does not state is None or empty.

    `period` is the first and last day of the years in the title (执行期间); `notice_title` the full title of the
    notice (“…关于印发…的通知”) where `title` is that of the plan it issues. `in_force_from` (施行日期) and
    `valid_until` (有效期) are days, `repeals` the documents that it puts out of force (废止), by number where they
    have one; `relations` has their titles and the words, too. `issuer` is all of the `issuers` (联合发文) in one text.
    `index_number` (索引号), `subject_words` (主题词), `disclosure` (公开方式) and `status` (有效性) are as the page
    states them.
    """

    title: str
    number: str | None = None
    issuer: str | None = None
    signed_on: dt.date | None = None
    printed_on: dt.date | None = None
    period: tuple[dt.date, dt.date] | None = None
    addressees: tuple[str, ...] = ()
    copied_to: tuple[str, ...] = ()
    notice_title: str | None = None
    in_force_from: dt.date | None = None
    valid_until: dt.date | None = None
    repeals: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    issuers: tuple[str, ...] = ()
    index_number: str | None = None
    subject_words: tuple[str, ...] = ()
    disclosure: str | None = None
    status: str | None = None

    @property
    def years(self) -> int | None:
        """How many years the `period` has; None where there is none."""
        return self.period[1].year - self.period[0].year + 1 if self.period else None
