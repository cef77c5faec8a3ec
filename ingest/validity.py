"""Whether a notice is in force: from when 施行日期, and until when 有效期."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.dates import DATE, day_of
from kb.text import COUNTING, number_of

_COUNT = rf"\d{{1,2}}|[{COUNTING}]{{1,3}}"
_ISSUE = r"(?:印发|发布|公布|下发|颁布|颁发|发文|签发|公告)之?日"
_ONSET = rf"(?:{DATE.pattern}|(?P<issue>{_ISSUE}))\s*(?:零时|[0０]时)?\s*起\s*"
_AFTER = rf"(?:满?\s*(?P<days>{_COUNT})\s*(?P<unit>日|天|个月)?(?:后|之后)(?:的次日)?\s*(?:起)?)?"
_FROM = re.compile(rf"(?:自|从|由|于)?\s*{_ONSET}{_AFTER}\s*(?:正式|开始|全面)*(?:施行|实施|执行|生效|试行|暂行|有效)")
_ABOUT_ITSELF = re.compile(
    r"^\s*(?:自|从|由|于)?$|》\s*$|(?:本|该|此|以上|上述|特此)[^，。；]{0,12}$|^(?:现予|予以)?(?:公布|发布|印发)\s*$"
)
_TERM = re.compile(
    rf"(?:(?<!证书)(?<!证件)(?<!许可证)有效期?限?|执行期限?|实施期限?|施行期限?|试行期限?|试行|暂行)\s*(?:暂定)?(?:为|是)?\s*"
    rf"(?P<count>{_COUNT})\s*(?P<unit>年|个月)"
)
_UNTIL = re.compile(
    rf"(?:有效期限?|有效|执行期限?|实施期限?|执行|施行|实施|试行)\s*(?:截?至|到|截止到?|截止至|为至|至)\s*{DATE.pattern}"
)
_FIRST = DATE.pattern.replace("?P<", "?P<f")
_TO = rf"\s*起?\s*(?:至|到|—|－|-|–|~)+\s*{DATE.pattern}"
_SPAN = re.compile(rf"(?:有效期限?|执行期限?|实施期限?|试行期限?|政策期限)\s*(?:为|是|自|从|：|:)*\s*{_FIRST}{_TO}")
_RUNNING = re.compile(
    rf"(?:自|从)\s*(?:{_FIRST}|{_ISSUE})\s*起?[^，。；]{{0,10}}[，,]?\s*(?:至|到)\s*{DATE.pattern}\s*"
    r"(?:止|废止|失效|有效|期间?(?:执行|有效)|执行|施行|实施)"
)
_SENTENCES = re.compile(r"[。；\n]")


@dataclass(frozen=True)
class Validity:
    """`in_force_from` is the first day, `valid_until` the last; None where the notice does not state it."""

    in_force_from: dt.date | None = None
    valid_until: dt.date | None = None


def find_validity(texts: Iterable[str], issued: dt.date | None) -> Validity:
    """What a notice says of its own validity; `issued` is the day that “自印发之日起” means.

    A term 有效期 counts where the notice speaks of itself: of the term of a certificate it says nothing here.

    >>> found = find_validity(["本办法自2022年10月29日起施行，有效期4年。"], None)
    >>> str(found.in_force_from), str(found.valid_until)
    ('2022-10-29', '2026-10-28')
    """
    start: dt.date | None = None
    end: dt.date | None = None
    near = False
    for sentence in _SENTENCES.split("\n".join(texts)):
        onset = _onset(sentence, issued)
        near = near or onset is not None
        start = onset or start
        if near or _speaks_of_itself(sentence):
            first, last = _span(sentence)
            start = first or start
            end = last or _term_end(sentence, start) or end
        near = onset is not None
    return Validity(start, end)


def _speaks_of_itself(sentence: str) -> bool:
    return bool(
        re.match(
            r"[^，。；]{0,8}(?:本|此|上述|以上)[^，。；]{0,12}(?:有效|执行|实施|施行|试行)|\s*(?:有效期|执行期|试行期)",
            sentence,
        )
    )


def _onset(sentence: str, issued: dt.date | None) -> dt.date | None:
    """The day that a sentence brings the notice into force; the last one that it states."""
    found: dt.date | None = None
    for match in _FROM.finditer(sentence):
        before = re.split(r"[，,：:]", sentence[: match.start()])[-1]
        if _ABOUT_ITSELF.search(before):
            found = _later(issued if match["issue"] else day_of(match), match) or found
    return found


def _later(day: dt.date | None, match: re.Match[str]) -> dt.date | None:
    count = number_of(match["days"]) if match["days"] else 0
    if day is None or not count:
        return day
    return _plus_months(day, count) if match["unit"] == "个月" else _plus_days(day, count)


def _span(sentence: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day where a sentence names the last one."""
    for pattern in (_SPAN, _RUNNING, _UNTIL):
        if match := pattern.search(sentence):
            named = match.groupdict()
            first = DATE.search(match[0]) if named.get("fy") else None
            return (day_of(first) if first else None), day_of(match)
    return None, None


def _term_end(sentence: str, start: dt.date | None) -> dt.date | None:
    """The last day of a term of years or months that begins on `start`; None where either is not stated."""
    term = _TERM.search(sentence)
    count = number_of(term["count"]) if term else None
    if term is None or start is None or not count:
        return None
    after = _plus_months(start, count if term["unit"] == "个月" else 12 * count)
    return after - dt.timedelta(days=1) if after else None


def _plus_days(day: dt.date, days: int) -> dt.date | None:
    return day + dt.timedelta(days=days) if day.year < dt.MAXYEAR else None


def _plus_months(day: dt.date, months: int) -> dt.date | None:
    """The same day so many months later, the first of the next month where that month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= dt.MAXYEAR:
        return None
    try:
        return dt.date(year, month + 1, day.day)
    except ValueError:
        return dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
