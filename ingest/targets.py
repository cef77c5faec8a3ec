"""What is to be reached: targets 指标 with indicator, value, unit of measure, comparator, baseline, and by when."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest

from ingest.deadlines import placed_deadlines
from ingest.quantities import Quantity, quantities
from kb.commitments import Comparator, Deadline, DeadlineKind, Target

_COMPARED = re.compile(
    r"(?:达到|达|不少于|不低于|不小于|最多不超过|不超过|不高于|不得(?:超过|高于|少于|低于)|控制在|超过|突破|大于|低于|力争|[≥≤≧≦])+$|至少(?=.{0,3}$)"
)
_LEAD_IN = re.compile(r"^(?:其中|包括|含|并|且|力争)+")
_BREAK = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))|[，；;：:。！？\n]|(?<=以上)[）)]")
_NUMBERED_BRACKET = re.compile(r"[（(](?=[^（）()]{0,100}\d)[^（）()]{0,100}[）)]")
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_SLOGAN = re.compile(r"[“\"][^“”\"，。；]{1,24}[”\"]")
_SENTENCE = re.compile(r"[^。！？\n]{1,2000}[。！？\n]?")  # longer ones are no sentences
_GRANT = re.compile(r"奖补|补贴|补助|奖励|给予|扣除|罚款|补偿")
_PAID = re.compile(r"予以|单户|最高|每人|标准(?:为|是)|元的?标准|资助资金|费用|价格|工资|保费|报销")
_RATED = re.compile(r"按照?[^\d，,]{0,4}$")
_GIVEN = re.compile(r"^(?:聚焦|围绕|依托|对照|针对|贯彻|根据|依据)")
_OR_MORE = re.compile(r"[一二两三](?:个|名|人|次|家|项|种)?(?:及|或者?)$")
_GRANTED_AFTER = re.compile(r"(?:给予|奖励|奖补|补助|补贴)[^，,。；;]{0,12}元")
_RAISED = re.compile(
    r"[^\d，,。；;、]{0,12}(?:提高|提升|增加|增长|扩大|上升|下降|降低|降|减少|压缩|压减|缩短|缩减|调整|恢复)(?:到|至|为)"
)
_RAISED_FROM = re.compile(r"(?<=[^由从])[由从][^由从]*$")
_REPORTED = re.compile(r"(?:(?:已|现有|原有|共有)[^，,。；;]{0,20}|了)$")
_ALREADY = re.compile(r"[^，,。；;\d]{0,12}已")
_REPORT = re.compile(r"[^，,。]{0,12}截[至止][^，,。]{0,15}[，,]|目前[，,]")
_JOINT = re.compile(r"(?:以及|[和及与])(?=[^，,。；;]{0,20}\d)")
_AND = re.compile(r"、(?![^（()）、]{0,20}[）)])|(?:以及|[和及与])(?=\d)")
_RESPECTIVELY = re.compile(r"(?P<names>[^，,。；;\d]{2,80}?)(?:分别|依次)[^，,。；;、\d]{0,8}$")
_EACH = re.compile(r"(?:分别|依次)[^，,。；;、\d]{0,8}$")
_AND_THEN = re.compile(r"\s*(?:以及|[、和及与])\s*")
_MEASURED = re.compile(r"(?:比例|占比|比重|数量|规模|人数|总量|总额|面积|产值|收入|增加值|增速|.{0,2}率)$")
_MOST = 50  # numbers in a segment: more are no prose
_LABEL = re.compile(r"\d{1,4}个[\u4e00-\u9fff]{2,14}")


def find_targets(text: str, year: int | None = None, signed_on: dt.date | None = None) -> tuple[Target, ...]:
    """The targets of `text` in their order; “到2027年” holds to the end of its sentence.

    `year` and `signed_on` are those of the notice, as for its deadlines.

    >>> [(t.indicator, t.value, t.uom, t.comparator.value) for t in find_targets("贷款超过100亿元,建载体600家以上。")]
    [('贷款', 100, '亿元', '>'), ('建载体', 600, '家', '>=')]
    >>> [(t.indicator, t.baseline, t.value) for t in find_targets("覆盖率由2020年的35%提高到50%以上。")]
    [('覆盖率', 35, 50)]
    """
    sentences = _SENTENCE.finditer(text)
    return tuple(target for sentence in sentences for target in _in_sentence(sentence[0], year, signed_on))


@dataclass(frozen=True)
class _Stated:
    """A quantity and its own `words`: those behind the quantity before it, up to a 、 or the segment's end."""

    quantity: Quantity
    start: int
    words: str
    segment: str
    alone: bool
    followed: bool
    baseline: Quantity | None = None
    named: str | None = None
    due: dt.date | None = None

    @property
    def before(self) -> str:
        return self.words[: self.quantity.start - self.start]

    @property
    def after(self) -> str:
        return self.words[self.quantity.end - self.start :]

    @property
    def is_money(self) -> bool:
        return self.quantity.uom.endswith("元")


def _in_sentence(sentence: str, year: int | None, signed_on: dt.date | None) -> Iterator[Target]:
    counted = quantities(sentence)
    if _REPORT.match(sentence):
        counted = [quantity for quantity in counted if quantity.comparator is not Comparator.EQUAL]
    if not counted or _is_label(sentence, counted):
        return
    deadlines = placed_deadlines(sentence, year, signed_on)
    counted = _outside(counted, [*_said(deadlines), *_spans(_SLOGAN, sentence)])
    granted = False
    for opening, end in _segments(sentence):
        start = _behind_deadline(opening, deadlines, sentence)
        granted = granted or bool(_GRANT.search(sentence, start, end))
        for stated in _each_named(_each_due(list(_stated(sentence, start, end, counted)), deadlines, sentence)):
            if not _is_no_target(stated, granted=granted):
                at = stated.quantity.start
                yield _target(stated, stated.due or _by(deadlines, at), _every(deadlines, start, at))


def _is_label(sentence: str, counted: list[Quantity]) -> bool:
    """Whether a line only says how many there are (“8个试点县”), or is a bare number: the cell of a table."""
    words = sentence.strip()
    return bool(_LABEL.fullmatch(words)) or len(words) == counted[0].end - counted[0].start


def _said(deadlines: list[tuple[int, Deadline]]) -> list[tuple[int, int]]:
    return [(start, start + len(deadline.text)) for start, deadline in deadlines]


def _spans(pattern: re.Pattern[str], sentence: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(sentence)]


def _outside(counted: list[Quantity], spans: list[tuple[int, int]]) -> list[Quantity]:
    """The quantities that lie in none of the spans."""
    inside = bytearray(max((end for _, end in spans), default=0))
    for start, end in spans:
        inside[start:end] = b"\1" * (end - start)
    return [quantity for quantity in counted if not any(inside[quantity.start : quantity.end])]


def _segments(sentence: str) -> Iterator[tuple[int, int]]:
    """Parted at commas, and at brackets that hold a number of their own."""
    marks = [match.span() for match in _BREAK.finditer(sentence)]
    for start, end in _spans(_NUMBERED_BRACKET, sentence):
        marks += [(start, start + 1), (end - 1, end)]
    at = 0
    for start, end in [*sorted(marks), (len(sentence), len(sentence))]:
        if start > at:
            yield at, start
        at = max(at, end)


def _behind_deadline(start: int, deadlines: list[tuple[int, Deadline]], sentence: str) -> int:
    """Where the words begin behind a “到2027年” that opens a segment, or several (“2026年、2027年”)."""
    run = next((run for run in _runs(deadlines, sentence) if run[0][0] == start), None)
    return run[-1][0] + len(run[-1][1].text) if run else start


def _runs(deadlines: list[tuple[int, Deadline]], sentence: str) -> Iterator[list[tuple[int, Deadline]]]:
    """The days by which something is due, those together that “、” or “和” joins: “到2026年底和2030年”."""
    run: list[tuple[int, Deadline]] = []
    for start, deadline in deadlines:
        if deadline.kind is not DeadlineKind.BY:
            continue
        if run and not _AND_THEN.fullmatch(sentence, run[-1][0] + len(run[-1][1].text), start):
            yield run
            run = []
        run.append((start, deadline))
    if run:
        yield run


def _stated(sentence: str, start: int, end: int, counted: list[Quantity]) -> Iterator[_Stated]:
    """What a segment states, piece by piece: parted at each 、 that follows a number (“建设中心15家、平台50家”)."""
    first = bisect_left(counted, start, key=lambda quantity: quantity.start)
    here = [q for q in takewhile(lambda q: q.start < end, counted[first:]) if q.end <= end]
    here, baselines = _without_bases(sentence, here)
    if len(here) > _MOST:
        return
    at, segment = start, sentence[start:end]
    for quantity, behind in zip_longest(here, here[1:]):
        mark = _JOINT.match(sentence, quantity.end) or _AND.search(
            sentence, quantity.end, behind.start + 1 if behind else end
        )
        stop = mark.start() if mark else end
        words, baseline = sentence[at:stop], baselines.get(quantity)
        yield _Stated(quantity, at, words, segment, len(here) == 1, bool(behind) and not mark, baseline)
        at = mark.end() if mark else quantity.end


def _each_named(stated: list[_Stated]) -> list[_Stated]:
    """What a segment states, each by its own name where it says so: “小学、初中入学率分别达到95%和90%”."""
    shared = _RESPECTIVELY.match(stated[0].before) if len(stated) > 1 else None
    names = re.split("[、和及与]", shared["names"]) if shared else []
    if not names or len(names) != len(stated):
        return stated
    measured = _MEASURED.search(names[-1])
    tail = measured[0] if measured and measured.start() else ""
    return [
        replace(each, named=name if _MEASURED.search(name) else name + tail)
        for each, name in zip(stated, names, strict=True)
    ]


def _each_due(stated: list[_Stated], deadlines: list[tuple[int, Deadline]], sentence: str) -> list[_Stated]:
    """What a segment states, each by its own day where it says so: “用户到2026年底和2030年分别达到2万户和5万户”."""
    shared = _EACH.search(stated[0].before) if len(stated) > 1 else None
    if shared is None:
        return stated
    start, end = stated[0].start, stated[0].start + shared.start()
    run = next((run for run in reversed(list(_runs(deadlines, sentence))) if run[-1][0] < end), [])
    if len(run) != len(stated):
        return stated
    first, last = max(run[0][0], start), max(run[-1][0] + len(run[-1][1].text), start)
    named = (sentence[start:first] + sentence[last:end]) or None
    return [replace(each, named=named, due=deadline.date) for each, (_, deadline) in zip(stated, run, strict=True)]


def _without_bases(sentence: str, counted: list[Quantity]) -> tuple[list[Quantity], dict[Quantity, Quantity]]:
    """Without what others are counted by (“每10万人”) or raised from; the latter by what it is raised to."""
    kept: list[Quantity] = []
    baselines: dict[Quantity, Quantity] = {}
    for quantity in counted:
        if kept and _RAISED.fullmatch(sentence, kept[-1].end, quantity.start):
            baselines[quantity] = kept.pop()
        if sentence[quantity.start - 1 : quantity.start] != "每":
            kept.append(quantity)
    return kept, baselines


def _is_no_target(stated: _Stated, *, granted: bool) -> bool:
    """Whether it is paid out, its condition (“满5个的”, “两个及两个以上”), given, a report, or a time (“3个月内”)."""
    quantity, before, after = stated.quantity, stated.before, stated.after
    if stated.is_money:
        return granted or bool(_PAID.search(stated.words) or _RATED.search(before))
    within = quantity.uom in ("个月", "个工作日") and after.startswith("内")
    plain = quantity.comparator is Comparator.EQUAL
    condition = plain and after.startswith("的") and not after.strip("的")
    given = (plain and _GIVEN.match(before)) or _OR_MORE.search(before)
    paid_for = quantity.uom != "%" and bool(_GRANTED_AFTER.search(after))
    reported = plain and bool(_REPORTED.search(before) or _ALREADY.match(after))
    return within or condition or paid_for or reported or bool(given)


def _by(deadlines: list[tuple[int, Deadline]], at: int) -> dt.date | None:
    """The last day named before the number in its sentence."""
    return next((d.date for i, d in reversed(deadlines) if i <= at and d.date), None)


def _every(deadlines: list[tuple[int, Deadline]], start: int, at: int) -> str | None:
    """The word for a number that comes back (每年), where it stands before the number in its own segment."""
    return next((d.text for i, d in deadlines if d.kind is DeadlineKind.RECURRING and start <= i <= at), None)


def _target(stated: _Stated, by: dt.date | None, every: str | None) -> Target:
    quantity, baseline = stated.quantity, stated.baseline
    text, after = _worded(stated)
    before = _RAISED_FROM.sub("", stated.before) if baseline else stated.before
    return Target(
        text=text,
        indicator=stated.named or _indicator(before, after, every),
        value=quantity.value,
        uom=quantity.uom,
        comparator=quantity.comparator,
        by=by,
        upper=quantity.upper,
        every=every,
        baseline=baseline.value if baseline and baseline.uom == quantity.uom else None,
    )


def _worded(stated: _Stated) -> tuple[str, str]:
    """The words of the target, and those behind its number.

    “30家100%配备平台、100%配备经理人的孵化器” counts what stands behind the last 的; the shares end before it.
    """
    words, after, segment = stated.words, stated.after, stated.segment
    if not stated.alone and "的" in segment:
        if stated.followed:
            return segment, segment.rpartition("的")[2]
        if not stated.before and segment.endswith(words) and "的" in after:
            after = after.rpartition("的")[0]
            return words[: len(words) - len(stated.after)] + after, after
    lead = _LEAD_IN.match(words)
    return words[lead.end() if lead else 0 :], after


def _indicator(before: str, after: str, every: str | None) -> str:
    """The words about the number: before it without the comparator, and the noun behind it."""
    words = _COMPARED.sub("", _LEAD_IN.sub("", before)) + after.removeprefix("的")
    words = words.replace(every or "", "", 1)
    quoted = _QUOTED.fullmatch(words)
    return (quoted[1] if quoted else words) or before or after
