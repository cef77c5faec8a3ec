"""Texts without line breaks: where title, addressees, signature and annexes begin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Self

from ingest.dates import DATE

_TITLE = re.compile(
    r"(?P<annex>附件\d?(?=20\d\d年|[\u4e00-\u9fff]))?(?!本|附件)[^。：:；！？]{2,160}?(?:方案|意见|办法|规定|细则|通知|计划|措施|规划|条例|要点|制度|决定|公告|通告|批复|函|报告|汇报|请示|答复)"
    r"(?:[（(][^（()）]{1,16}[）)])?(?P<number>[\u4e00-\u9fff]{1,10}[〔［\[（(]\d{4}[〕］\]）)]\s*\d{1,4}\s*号)?(?=为(?:了|全面|深入|进一步|贯彻|加强|规范|切实|落实|做好|推[进动]|加快|提[升高]|认真|更好)|[根依]据[《国省市中有公]|"
    r"按照[《国省市中]|近[期日年]|现将|各[\u4e00-\u9fff（）()、，]{1,60}[：:]|[\u4e00-\u9fff（）()、，,]{2,80}(?:政府|公司|局|委员会?|厅|部|院|代表|单位|部门|学校)[：:]|一、|第一[章条]|[（(]?\d{4}年\d{1,2}月\d{1,2}日)"
)
_HEAD = re.compile(
    r"(?P<red>[\u4e00-\u9fff、（）()\s]{2,80}文件)?\s*(?P<number>[\u4e00-\u9fff]{2,40}[〔［\[（(]\d{4}[〕］\]）)]\s*\d{1,4}\s*号)"
    r"(?=(?P<issuer>[\u4e00-\u9fff、\s]{0,60}?)(?:关于|印发|转发))"
)
_SIGNED = re.compile(
    rf"(?<=[。）)：:》])(?P<signer>[\u4e00-\u9fff、\s]{{1,60}}?(?:政府|办公[厅室]|委员会|公司|大学|学院|[局厅部院委会署]))\s*(?P<day>{DATE.pattern})"
)
_ADDRESSEES = re.compile(r"(?:各|[\u4e00-\u9fff]{2,8}(?:省|市|区|县))[^。：:]{4,150}[：:](?=[^\s])")
_NAMED = re.compile(r"(?![^：:]{0,150}(?:如下|包括|是))[\u4e00-\u9fff（）()、，,\s]{2,150}[：:](?=\S)")
_REMARK = re.compile(r"\s*[（(][^（）()]{2,20}[）)]")
_QUOTED_TITLE = re.compile(r"《([^《》]{6,80})》")
_PAGE_FOOT = re.compile(r"(?:相关附件：)?(?:二维码开始)?扫一扫在手机打开当前页")
_LIST = re.compile(r"(?<=[。）)\dA-Za-z])附\s*件\s*[：:]\s*")
_LISTED = re.compile(r"件\s*[：:]$")
_ANNEX = re.compile(r"附\s*件\s*(\d{1,2}?(?=20\d\d年)|\d{1,2}|)\s*[：:]?\s*(?=20\d\d年|[^\d\s，。；、）)】])")
_ITEM = re.compile(r"(\d{1,2})\s*[.．、]\s*")
_NEAR = 600
_SHORTEST_NAME, _LONGEST_NAME = 4, 80


@dataclass(frozen=True)
class Parts:
    """`cuts`: where a part of the layout begins; `lists`: where annexes are listed, and so no clauses."""

    cuts: frozenset[int] = frozenset()
    lists: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, text: str) -> Self:
        lists = tuple(
            span for listed in _LIST.finditer(text) if (span := _list_span(text, listed.start(), listed.end()))
        )
        annexes = (at for listed in _LIST.finditer(text) for at in _annexes(text, listed.start(), listed.end()))
        cuts = {
            *_head(text),
            *_signatures(text),
            *annexes,
            *(at for start, end in lists for at in (start, *_behind_date(text, end))),
        }
        return cls(frozenset(cuts | {foot.start() for foot in _PAGE_FOOT.finditer(text)}), lists)

    def in_list(self, at: int) -> bool:
        return any(start < at < end for start, end in self.lists)


def _head(text: str) -> Iterator[int]:
    """Where the title and the addressees end."""
    at = 0
    if head := _HEAD.match(text):
        at = head.end()
        yield from (head.start("number"), at)
        if head["number"].startswith(head["issuer"]):
            yield head.start("number") + len(head["issuer"])
    if title := _TITLE.match(text, at):
        at = title.end()
        yield from (end for end in (title.end("annex"), title.start("number"), at) if end > 0)
    if addressees := (_NAMED if at else _ADDRESSEES).match(text, at):
        yield addressees.end()


def _signatures(text: str) -> Iterator[int]:
    """Around each signature and its date, and behind the title of the plan that follows."""
    for signed in _SIGNED.finditer(text):
        if not _LISTED.search(text, max(0, signed.start() - _SHORTEST_NAME), signed.start()):
            yield signed.start()
        yield from (signed.start("day"), *_behind_date(text, signed.end()))
        after = _behind_remark(text, signed.end())
        for quoted in _QUOTED_TITLE.findall(text[: signed.start()]):
            if text.startswith(quoted, after):
                yield after + len(quoted)


def _list_span(text: str, start: int, at: int) -> tuple[int, int] | None:
    """A numbered list of annexes up to the date of the signature behind it; None where there is no such date near."""
    day = DATE.search(text, at, at + _NEAR)
    closed = day and not re.search("[。！？]", text[at : day.start()])
    return (start, day.end()) if day and closed and _ITEM.match(text, at) else None


def _behind_date(text: str, at: int) -> Iterator[int]:
    """Behind the date of a signature and its remark, and around the “附件1”, “附件2” of the annexes that follow."""
    after = _behind_remark(text, at)
    yield from (at, after)
    annex = _ANNEX.match(text, after)
    while annex:
        yield from (annex.start(), annex.end())
        following = re.compile(rf"(?<=[。；！？）)])附\s*件\s*({int(annex[1] or 0) + 1})(?=\D|20\d\d年)[：:]?")
        annex = following.search(text, annex.end())


def _behind_remark(text: str, at: int) -> int:
    """Behind “（此件公开发布）”, where it stands at `at`."""
    remark = _REMARK.match(text, at)
    return remark.end() if remark else at


def _annexes(text: str, start: int, at: int) -> Iterator[int]:
    """Around the list of annexes that begins at `start`, and around the titles of the annexes that stand behind it.

    A name of the list ends where its words come again: at once, behind the date of the signature, or behind “附件1”.
    """
    items = (
        [(int(item[1]), item.end()) for item in _ITEM.finditer(text, at, at + _NEAR)]
        if _ITEM.match(text, at)
        else [(0, at)]
    )
    last = at
    for number, begins in items:
        for title in _titles(text, number, begins):
            name = _shared(text[begins : begins + _LONGEST_NAME], text[title : title + _LONGEST_NAME])
            if len(name) >= _SHORTEST_NAME:
                opening = next(
                    (m.start() for m in _ANNEX.finditer(text, max(0, title - 8), title + 6) if m.end() == title), title
                )
                yield from (opening, title + len(name))
                last = max(last, begins + len(name))
                break
    if last > at:
        yield from (start, last)
        if day := DATE.search(text, last, last + _LONGEST_NAME):
            yield from (day.start(), *_behind_date(text, day.end()))


def _shared(one: str, other: str) -> str:
    """What both begin with."""
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _titles(text: str, number: int, begins: int) -> Iterator[int]:
    """Where the title of the annex may stand whose name in the list begins at `begins`."""
    yield from (m.end() for m in _ANNEX.finditer(text, begins) if int(m[1] or 0) == number)
    if day := DATE.search(text, begins, begins + _NEAR):
        yield _behind_remark(text, day.end())
    head = text[begins : begins + 2 * _LONGEST_NAME]
    again = head.find(head[:_SHORTEST_NAME], _SHORTEST_NAME)
    if again >= 0 and head[:again] == head[again : 2 * again]:
        yield begins + again
