"""Annexes 附件: where each begins, and the list of them (附件说明, GB/T 9704—2012, 7.3.4) that only names them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ingest.issuers import is_organisation_list
from ingest.labels import ANNEX, TITLED_ANNEX, Label, Level, match_label
from ingest.normalise import Line
from kb.text import HAN, fold, number_of

_LIST = re.compile(rf"附\s*件\s*(?:[\d{HAN}]*\s*[:：]\s*|(?=\d{{1,2}}\s*[.．、]\s*(?:[^\s\d]|20\d\d年)))")
_ITEM = re.compile(r"(?:^|(?<=[^\d.]))(\d{1,2})\s*[.．、](?=\D|20\d\d年)")
_NAME_END = re.compile(
    r"(?:[（(](?:略|另发|不发网页)[^（）()]*[）)]|\.(?:docx?|xlsx?|pdf|wps|zip|rar|ofd)|[。；;])+$", re.IGNORECASE
)
_NOUN_END = re.compile(
    r"(?:[表单书录图样]|格式|方案|办法|意见|标准|规定|细则|计划|规划|要点|指南|要求|规则|材料|说明|情况|名额)(?:[（(][^（）()]*[）)])?$"
)
_WHITE = re.compile(r"\s+")
_LONGEST_NAME = 80
_LONGEST_TITLE = 4
_SIGNERS = 8
_MOST_LISTS, _MOST_NAMES = 20, 60

Test = Callable[[Line], bool]


@dataclass(frozen=True)
class Listed:
    """The list of annexes in the lines from `start` to `end`; `names`: folded titles by number."""

    start: int
    end: int
    names: dict[int, str]


def with_annexes(lines: list[Line], ends: Test, issued: str) -> list[Line]:
    """The lines, those labelled at which an annex begins; those of a list of annexes are plain.

    An annex begins with “附件1” or “附件1：分工表”, or behind the list with a title that it names. `ends` tells what
    ends a notice (its date, 抄送, 印发); `issued` is the folded title of the plan that the notice issues, no annex.
    """
    lists = list(_lists(lines, ends))
    inside = {i for listed in lists for i in range(listed.start, listed.end)}
    labels = {i: label for i, line in enumerate(lines) if i not in inside and (label := _opening(line))}
    for listed in lists[:_MOST_LISTS]:
        labels |= _titled(lines, listed, labels, issued)
    return [
        replace(line, opens=labels[i]) if i in labels else replace(line, plain=True) if i in inside else line
        for i, line in enumerate(lines)
    ]


def is_list(line: Line) -> bool:
    """Whether the list of annexes begins with a line that with_annexes returned."""
    return line.plain and _prefix(replace(line, plain=False)) > 0


def _opening(line: Line) -> Label | None:
    """The label of a line that opens an annex: its name alone, or its name and title."""
    if line.is_row or line.plain or len(line.text) > _LONGEST_NAME:
        return None
    match = ANNEX.match(line.text) or TITLED_ANNEX.match(line.text)
    if match is None or (match.re is TITLED_ANNEX and match[2] and not _names_annex(line.text, match.end())):
        return None
    name = re.sub(r"[\s.．、:：]", "", match[0])
    return Label(Level.ANNEX, _number_in(name), match[0], match.end(), name)


def _names_annex(text: str, at: int) -> bool:
    """Whether a title follows “附件1” without a mark between them, and not the rest of a sentence."""
    return text[at - 1].isspace() or bool(_NOUN_END.search(text))


def _number_in(name: str) -> int:
    found = re.match(rf"附.\s*(\d+|[{HAN}]+)", name)
    return (found and number_of(found[1])) or 0


def _lists(lines: list[Line], ends: Test) -> Iterator[Listed]:
    """The lists: they stand before the signature, before the annexes that they name, or last of all."""
    begins = [i for i, line in enumerate(lines) if not line.is_row and _prefix(line)]
    openings = {label.number: i for i, line in enumerate(lines) if (label := _opening(line))} if begins else {}
    end = 0
    for i in begins:
        line = lines[i]
        if i >= end:
            listed = _listed(lines, i)
            colon = re.search("[:：]", line.text) is not None
            marked = _LIST.match(line.text) and (colon or len(listed.names) > 1)
            if _is_list(lines, listed, ends, openings) if marked else _is_signed(lines[listed.end :], ends):
                end = listed.end
                yield listed


def _prefix(line: Line) -> int:
    """How long what opens a list is: “附件：”, “附件1.”, or “附件1 ” before a title; 0 where a line opens none."""
    if marked := _LIST.match(line.text):
        return marked.end()
    label = _opening(line)
    return label.length if label and label.length < len(line.text) else 0


def _is_signed(after: list[Line], ends: Test) -> bool:
    """Whether nothing but a signature follows, with its date."""
    signed = next((i for i, line in enumerate(after[:_SIGNERS]) if ends(line)), 0)
    return signed > 0 and all(is_organisation_list(_WHITE.sub("", line.text)) for line in after[:signed])


def _listed(lines: list[Line], start: int) -> Listed:
    """The list that would begin at `start`: the names in its first line, and in those below that go on with it."""
    names: dict[int, str] = {}
    furthest = min(len(lines), start + _MOST_NAMES)
    for end in range(start, furthest):
        text = lines[end].text
        opened = _prefix(lines[end])
        items = _items(text[opened:], _number_in(text) if opened else 0)
        if (
            lines[end].is_row
            or len(text) > _LONGEST_NAME * 4
            or (end > start and not opened and not _adds(lines, end, items, names))
        ):
            return Listed(start, end, names)
        names |= items if 0 not in items or not names else {max(names): names[max(names)] + items[0]}
    return Listed(start, furthest, names)


def _items(text: str, number: int) -> dict[int, str]:
    """“1.甲 2.乙” as names by number; a single name has `number`."""
    found = list(_ITEM.finditer(text)) if _ITEM.match(text) else []
    if not found:
        return {number: _name(text)} if text else {}
    stops = [*(match.start() for match in found[1:]), len(text)]
    return {int(match[1]): _name(text[match.end() : stop]) for match, stop in zip(found, stops, strict=True)}


def _name(text: str) -> str:
    return _NAME_END.sub("", fold(text))


def _adds(lines: list[Line], at: int, items: dict[int, str], names: dict[int, str]) -> bool:
    """Whether a line adds to the list: the next number, the rest of a name before it, or the only name."""
    if 0 not in items:
        return min(items, default=0) == max(names, default=0) + 1
    if (
        lines[at].isolated
        or ANNEX.match(lines[at].text)
        or match_label(lines[at].text)
        or lines[at].text.endswith("。")
    ):
        return False
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    number = _ITEM.match(following)
    return not names or (number is not None and int(number[1]) == max(names) + 1)


def _is_list(lines: list[Line], listed: Listed, ends: Test, openings: dict[int, int]) -> bool:
    """Whether the lines are a list; `openings` are the last places at which an annex of each number may begin."""
    after = lines[listed.end : listed.end + _SIGNERS]
    if not after:
        return bool(listed.names) and (0 not in listed.names or listed.end == listed.start + 1)
    signed = next((i for i, line in enumerate(after) if ends(line)), None)
    if signed is not None and not any(line.is_row or line.label or _opening(line) for line in after[:signed]):
        return True
    if any(_stands(lines, listed.end, name) for name in listed.names.values()):
        return True
    return any(openings.get(number, -1) >= listed.end for number in listed.names or (0, 1))


def _titled(lines: list[Line], listed: Listed, labels: dict[int, Label], issued: str) -> dict[int, Label]:
    """Titles of the list that stand behind it as lines of their own, where no “附件1” opens their annex."""
    opened = {label.number for i, label in labels.items() if i >= listed.end}
    wanted = {name: number for number, name in listed.names.items() if number not in opened and name != issued}
    found: dict[int, Label] = {}
    for i in range(listed.end, len(lines)):
        if title := next((name for name in wanted if _stands(lines, i, name)), None):
            number = wanted.pop(title)
            found[i] = Label(Level.ANNEX, number, "", 0, f"附件{number or ''}")
    return found


def _stands(lines: list[Line], at: int, name: str) -> bool:
    """Whether `name` is the line at `at`, or that and the lines below together."""
    text = ""
    for line in lines[at : at + _LONGEST_TITLE]:
        text += fold(line.text)
        if line.is_row or not name.startswith(text):
            return False
        if text == name:
            return bool(name)
    return False
