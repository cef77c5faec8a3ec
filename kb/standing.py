"""Whether a notice holds on a day, as far as it and the others of the knowledge base say."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from kb.catalogue import Catalogue, Holding
from kb.documents import Document
from kb.text import fold

_YEARS = re.compile(r"[（(]?(?:20|19)\d\d(?:[—－–\-~至]+(?:20|19)\d\d)?年?度?[）)]?")


class Validity(StrEnum):
    """UNSTATED: no term is stated, and nothing in the knowledge base puts the notice out of force."""

    REPLACED = "已废止"
    EXPIRED = "已失效"
    ENDED = "执行期已过"
    COMING = "尚未施行"
    IN_FORCE = "有效期内"
    RUNNING = "执行期内"
    UNSTATED = "未载明有效期"


@dataclass(frozen=True)
class Standing:
    """The validity 效力 of a notice on a day, and what it follows from: another notice, or a date of its own."""

    validity: Validity
    because: str | None = None

    @property
    def is_over(self) -> bool:
        return self.validity in (Validity.REPLACED, Validity.EXPIRED, Validity.ENDED)

    @property
    def holds(self) -> bool:
        return self.validity in (Validity.IN_FORCE, Validity.RUNNING)


def standing(document_id: str, catalogue: Catalogue, today: dt.date) -> Standing:
    """The standing of a document of the catalogue."""
    if by := catalogue.replaced.get(document_id):
        return Standing(Validity.REPLACED, f"由{by.short_name}废止")
    return standing_by_itself(catalogue.by_id[document_id].notice.document, today)


def newer(document_id: str, catalogue: Catalogue) -> Holding | None:
    """The latest document that was signed later and has the same title but for years and their order, or None."""
    held = catalogue.by_id[document_id]
    signed = held.notice.document.signed_on
    if signed is None or not _subject(held):
        return None
    later = [h for h in catalogue.holdings if _subject(h) == _subject(held) and _signed(h) > signed]
    return max(later, key=_signed, default=None)


def _subject(holding: Holding) -> str:
    return _YEARS.sub("", fold(holding.title))


def _signed(holding: Holding) -> dt.date:
    return holding.notice.document.signed_on or dt.date.min


def standing_by_itself(document: Document, today: dt.date) -> Standing:
    """The standing that follows from the dates in the notice.

    >>> standing_by_itself(Document("甲", valid_until=dt.date(2025, 12, 31)), dt.date(2026, 1, 1)).validity.value
    '已失效'
    """
    if document.valid_until:
        expired = document.valid_until < today
        return Standing(Validity.EXPIRED if expired else Validity.IN_FORCE, f"有效期至{document.valid_until}")
    if document.in_force_from and today < document.in_force_from:
        return Standing(Validity.COMING, f"自{document.in_force_from}起施行")
    if document.period:
        ended = document.period[1] < today
        return Standing(Validity.ENDED if ended else Validity.RUNNING, f"执行期至{document.period[1]}")
    return Standing(Validity.UNSTATED)
