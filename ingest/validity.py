"""Whether a notice is in force: from when 施行日期, until when 有效期, and what it repeals 废止."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.dates import DATE, day_of
from kb.text import number_of

_FROM = re.compile(
    rf"自\s*(?:{DATE.pattern}|(?P<issue>印发|发布|公布|下发|颁布)之日)\s*起\s*(?:正式)?(?:施行|实施|执行|生效|试行)"
)
_YEARS = re.compile(r"有效期(?:限)?(?:为|是)?\s*(?P<years>\d{1,2}|[一二三四五六七八九十]{1,2})\s*年")
_UNTIL = re.compile(rf"有效期(?:限)?(?:至|到|截至|为至)\s*{DATE.pattern}")
_REPEALING = re.compile(r"废止|(?:同时|即行)(?:停止执行|不再执行|失效)|原《[^》]{1,200}》[^。；\n]{0,20}不再执行")
_REPEALED = re.compile(r"《(?P<title>[^《》]+(?:〈[^〉]*〉[^《》]*)?)》\s*(?:[（(](?P<number>[^（）()]*号)[）)])?")
_NOT_YET = re.compile(r"废止(?:前|之前|的(?:文件|规定)除外)")


@dataclass(frozen=True)
class Validity:
    """`valid_until` is the last day; `repeals` are the numbers of other documents, else their titles."""

    in_force_from: dt.date | None = None
    valid_until: dt.date | None = None
    repeals: tuple[str, ...] = ()


def find_validity(texts: Iterable[str], issued: dt.date | None) -> Validity:
    """What the clauses of a notice say of its validity; `issued` is the day that “自印发之日起” means.

    >>> found = find_validity(["自2022年10月29日起施行，有效期4年。《旧办法》（某政发〔2018〕3号）同时废止。"], None)
    >>> str(found.in_force_from), str(found.valid_until), found.repeals
    ('2022-10-29', '2026-10-28', ('某政发〔2018〕3号',))
    """
    whole = "\n".join(texts)
    start = _first_day(whole, issued)
    return Validity(start, _last_day(whole, start), tuple(dict.fromkeys(_repealed(whole))))


def _first_day(text: str, issued: dt.date | None) -> dt.date | None:
    """The last one stated: what stands before it is about the subject, not the document."""
    stated = list(_FROM.finditer(text))
    if not stated:
        return None
    return issued if stated[-1]["issue"] else day_of(stated[-1])


def _last_day(text: str, start: dt.date | None) -> dt.date | None:
    if until := _UNTIL.search(text):
        return day_of(until)
    years = _YEARS.search(text)
    count = number_of(years["years"]) if years else None
    if start is None or not count or start.year + count > dt.MAXYEAR:
        return None
    try:
        return start.replace(year=start.year + count) - dt.timedelta(days=1)
    except ValueError:  # a term that begins on 29 February
        return dt.date(start.year + count, 2, 28)


def _repealed(text: str) -> Iterable[str]:
    for sentence in re.split(r"[。；\n]", text):
        if _REPEALING.search(sentence) and not _NOT_YET.search(sentence):
            yield from (match["number"] or match["title"] for match in _REPEALED.finditer(sentence))
