"""By when: the time limits 完成时限 in a clause's words, normalised to days."""

import datetime as dt
import re
from dataclasses import replace

from ingest.deadline_rules import RULES, Said
from kb.commitments import Deadline, DeadlineKind

_NEAR = 60
_MAY_LIMIT = re.compile("[年月日季周天期末内续常逐时度]")
_NAMED_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_TITLED = re.compile(r"《[^《》\n]{0,200}》")
_ASSIGNING = re.compile(r"[（(〔\[【](?:[^（）()〔〕\[\]【】]|[（(〔][^（）()〔〕]*[）)〕])*[）)〕\]】]")
_NAMES_UNITS = re.compile(r"(?:单位|部门)[:：]|负责|牵头|配合")
_REPORTED = re.compile(r"[，,]?[^。；;，,\n]{0,15}(?:已|累计|共有|共计)")
_CONDITION = re.compile(
    r"(?:已|新)?(?:建成|取得|成立|登记|注册|购买|购置|开工|投产|立项|批准|退休|印发|发布|公布|出台|施行|实施|毕业|入学|出生|参加工作)[^，,。；;\n]{0,4}的"
)


def find_deadlines(text: str, year: int | None = None, signed_on: dt.date | None = None) -> tuple[Deadline, ...]:
    """The time limits of `text` in their order, the same words once.

    `year` is what “6月底前” leaves out, `signed_on` the day from which “三年内” counts. Of limits beside the units in
    an assignment's bracket all words count: “5月底取得成效并持续推进”.

    >>> [(d.text, str(d.date)) for d in find_deadlines("到2027年,建成5家。2025年底前完成。每年举办。")]
    [('到2027年', '2027-12-31'), ('2025年底前', '2025-12-31'), ('每年', 'None')]
    >>> find_deadlines("6月底前完成", 2022)[0].date
    datetime.date(2022, 6, 30)
    """
    said = Said(year, signed_on)
    found: list[Deadline] = []
    at = 0
    for bracket in _ASSIGNING.finditer(text):
        if _NAMES_UNITS.search(bracket[0]):
            found += [deadline for _, deadline in _placed(text[at : bracket.start()], said)]
            found += _beside_units(bracket[0], said)
            at = bracket.end()
    found += [deadline for _, deadline in _placed(text[at:], said)]
    return tuple(dict.fromkeys(found))


def _beside_units(bracket: str, said: Said) -> list[Deadline]:
    found = []
    for part in re.split(r"[（(〔\[【，,；;。）)〕\]】]", bracket):
        placed = [] if _NAMES_UNITS.search(part) else _placed(part, said)
        if placed:
            found.append(replace(placed[0][1], text=part.strip()))
    return found


def placed_deadlines(
    text: str, year: int | None = None, signed_on: dt.date | None = None
) -> list[tuple[int, Deadline]]:
    """The time limits with the place of each in `text`; where rules overlap, the first rule holds."""
    return _placed(text, Said(year, signed_on))


def _placed(text: str, said: Said) -> list[tuple[int, Deadline]]:
    if not _MAY_LIMIT.search(text):
        return []
    plain = _TITLED.sub(lambda title: "\0" * len(title[0]), text)
    found: list[tuple[int, Deadline]] = []
    taken = bytearray(len(text))
    for rule in RULES:
        for match in rule.pattern.finditer(plain):
            start, end = match.span()
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                then = _in_context(plain, start, said)
                deadline = Deadline(match[0], rule.kind, rule.last(match, then), rule.first(match, then))
                if not _is_history(plain, match, deadline, said):
                    found.append((start, deadline))
    return sorted(found, key=lambda item: item[0])


def _in_context(text: str, start: int, said: Said) -> Said:
    """When a date without a year is: in the year named last before it in its sentence, unless that one is past."""
    before = re.split(r"[。；;\n]", text[max(0, start - _NEAR) : start])[-1]
    named = [int(year) for year in _NAMED_YEAR.findall(before)]
    return replace(said, year=named[-1]) if named and named[-1] >= (said.year or 0) else said


def _is_history(text: str, match: re.Match[str], deadline: Deadline, said: Said) -> bool:
    """Whether a limit only tells what was: before the year of the notice, a report (“截至2025年底，已建成”), or what
    something is known by (“2025年底前建成的住房”)."""
    now = said.signed_on.year if said.signed_on else said.year
    if deadline.date and now and deadline.date.year < now:
        return True
    if match[0].startswith(("截至", "截止")):
        return bool(_REPORTED.match(text, match.end()))
    return deadline.kind is DeadlineKind.BY and bool(_CONDITION.match(text, match.end()))
