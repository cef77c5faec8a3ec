"""What the tasks of a set must meet: their units, their deadlines, their words, as the question puts it."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kb.answering.evidence import likeness
from kb.catalogue import Catalogue, Located
from kb.commitments import DeadlineKind
from kb.lexicon import generic_nouns, stopwords
from kb.questions import Concept, Question
from kb.questions.topic import concepts
from kb.text import NUMERAL, fold, number_of, visible

_ANY = re.compile(r"任意一家|任何一家|各自的|各(?:自)?(?:参与|负责|有|管|要|承担)|分别|或者|或")
ONLY_ONE = re.compile(
    r"独一家|单打独斗|一家(?:扛|担|包|独)|(?:只有|仅有|只|仅|由|就|独自|单独由)(?:写|列|有|署|定)?了?(?:它|他)?(?:一|1)(?:家|个)|单独|独自|独家|由[^，。？?]{2,10}一家|一家(?:责任)?单位|单个(?:单位|部门)|一个(?:单位|部门)"
)
MOST = re.compile(r"单位(?:数|列得|写得)?最[多长]|最多(?:的)?(?:责任)?单位|涉及单位最多")
LEAST = re.compile(r"单位(?:数)?最少|最少(?:的)?(?:责任)?单位|涉及单位最少")
_OR_SO = rf"(?:(?:或者?|及)(?:{NUMERAL}(?:家|个)?)?)?"  # 六家或六家以上
_UNIT_COUNT = re.compile(
    rf"(?P<how>不超过|超过|多于|不少于|不低于|至少|达到|不足|不到|少于|最多|正好|恰好|刚好)?(?:有|由|是)?(?<![哪这那第])(?P<n>{NUMERAL})(?:家|个)"
    rf"{_OR_SO}(?P<end>及?以上|及?以下|更多)?(?:的)?(?:责任|参与)?(?:单位|部门)"
    rf"|(?:单位|部门)(?:数量?)?(?:不多不少)?(?P<how2>不超过|超过|多于|不少于|不低于|至少|达到|不足|不到|少于|最多|正好|恰好|刚好|只有|有|共)?(?:是|为)?"
    rf"(?P<n2>{NUMERAL})(?:家|个){_OR_SO}(?P<end2>及?以上|及?以下|更多)?"
)
_BOUNDS: dict[str, Callable[[int, int], bool]] = {
    "": lambda count, mark: count == mark,
    **dict.fromkeys(("超过", "多于"), lambda count, mark: count > mark),
    **dict.fromkeys(("不足", "不到", "少于"), lambda count, mark: count < mark),
    **dict.fromkeys(("不少于", "不低于", "至少", "达到", "以上", "及以上"), lambda count, mark: count >= mark),
    **dict.fromkeys(("不超过", "最多", "以下", "及以下"), lambda count, mark: count <= mark),
}
_PLACE = re.compile(
    rf"排(?:在|名)?(?:第(?P<n>{NUMERAL})|(?P<first>头一|首|最前|前面)|(?P<last>最后|末))|(?P<top>(?:第一|头一|首)(?:个|位)(?!大?(?:工程|行动|部分|专项)))"
    r"|(?P<end>最后一(?:个|位|家)(?!大?(?:工程|行动|部分|专项))|末位)"
)
_ONLY_BEFORE = re.compile(r"(?:只有|仅有|只由|仅由|单由|只是|仅|只)$")
_NO_OTHERS = re.compile(
    r"没有?(?:第[三四五]|别的?|其他|其它|另外|旁的)|(?:不含|无)(?:其他|其它|别的)|(?:两|三|这几)家(?:就)?够"
)
_BEFORE = re.compile(r"(?<!\d)(?:20)?(?P<year>\d\d)年(?P<end>年?底|末)?(?:之?前|以前)")
NO_DEADLINE = re.compile(
    r"(?<!有)(?:没有?|未|也没)(?:写|写明|写到|规定|注明|设|提|定|给)?[^，。]{0,6}(?:期限|时限|哪年|时间|(?<![没未])完成|20\d\d年|每年)"
)
RECURRING = re.compile(r"每年|按年|年年|每个?(?:季度|月)")
_MENTIONED = re.compile(
    r"(?P<no>没有?|未|不)?(?:提到|提及|说到|讲到|涉及|写到)(?:了|过)?[“\"]?(?P<words>(?!的|哪|什么|几|多少)[^，。？?,“”\"]{2,16}?)[”\"]?(?:的(?=任务|工作|[条项]|内容|地方|[事有是都共那]|$|[,，？?])|$|[？?])"
)
_WITH_TARGETS = re.compile(
    r"(?P<no>没有?|未|不)?(?:有|带|含|写明|设|定)(?:了|着)?(?:明确|具体|硬性)?(?:20\d\d年)?的?(?:数字|量化|数量)(?:化)?的?(?:指标|目标|要求|任务)?|(?P<without>非)?量化(?:的)?任务"
)
QUOTED = re.compile(
    r"(?P<no>没有?|未|不)?(?:写|提|说|讲|出现|带|含|(?<=没)有)(?:了|着|到|明|及|有|的是)*[“\"](?P<words>[^”\"]{2,20})[”\"]"
)
_WITH_NUMBER = re.compile(
    r"(?:写|提|有|出现)(?:了|着|到|过)*(?P<words>\d+(?:\.\d+)?[万亿]?[元%个家项]?)(?:这个|这一)数"
)
_POINTED = re.compile(r"[我咱俺本这那]")
_ABOUT = re.compile(
    r"(?:在|跟|与|和|关于)(?P<words>[^，。？?,]{2,12}?)(?:方面|领域|(?:有关|相关)的(?!第[一二三四五]个?(?:工程|部分|行动)))"
)
_OF_ALL = re.compile(r"任务(?!分解|书|表)|条目|事项|清单|[几哪多][些少]?[项条](?!.{0,4}(?:措施|政策))")
_SPOKEN_OF, _TELLING = 0.95, 7.0


@dataclass(frozen=True)
class Condition:
    """What a task must meet, and how the answer says it."""

    words: str
    holds: Callable[[Located], bool]


def conditions(question: Question) -> list[Condition]:
    """All that the question's words ask of a task."""
    return [
        *_unit_conditions(question),
        *_count_conditions(question),
        *_time_conditions(question),
        *_target_conditions(question),
        *_words(question),
    ]


def _count_conditions(question: Question) -> Iterator[Condition]:
    if ONLY_ONE.search(question.folded):
        yield Condition("只有一家责任单位", lambda t: len(t.clause.units) == 1)
    if MOST.search(question.folded):
        yield Condition("责任单位最多", bool)
    elif LEAST.search(question.folded):
        yield Condition("责任单位最少", bool)
    elif not ONLY_ONE.search(question.folded) and (match := _unit_count(question)):
        yield _of_count(match)


def asks_number_of_units(question: Question) -> bool:
    """Whether the question picks tasks by how many units they have."""
    return bool(any(p.search(question.folded) for p in (ONLY_ONE, MOST, LEAST)) or _unit_count(question))


def counted_units(question: Question) -> str:
    """The words by which the question says how many units a task has: 责任单位刚好7家; nothing where it does not."""
    match = _unit_count(question)
    return match[0] if match else ""


def _unit_count(question: Question) -> re.Match[str] | None:
    """“超过五家单位”; the number of the units that are named themselves is none."""
    match = _UNIT_COUNT.search(question.folded)
    named = {unit.name for unit in question.units}
    return None if match and number_of(match["n"] or match["n2"]) == len(named) else match


def _of_count(match: re.Match[str]) -> Condition:
    mark = number_of(match["n"] or match["n2"]) or 0
    how = (match["end"] or match["end2"] or "").replace("更多", "以上") or match["how"] or match["how2"] or ""
    test = _BOUNDS.get(how, _BOUNDS[""])
    bound = how if how in _BOUNDS else ""
    words = f"{mark}家{bound}" if "以" in bound else f"{bound}{mark}家"
    return Condition(f"责任单位{words}", lambda t: test(len(t.clause.units), mark))


def _time_conditions(question: Question) -> Iterator[Condition]:
    without, recurring = NO_DEADLINE.search(question.folded), RECURRING.search(question.folded)
    if without and not recurring and (year := re.search(r"20\d\d", without[0])):
        yield _without_year(int(year[0]))
    elif without:
        kept = DeadlineKind.RECURRING
        yield Condition("没有写明完成时限", lambda t: not any(d.date or d.kind is kept for d in t.clause.deadlines))
    elif recurring:
        yield Condition("每年有指标", lambda t: any(d.kind is DeadlineKind.RECURRING for d in t.clause.deadlines))
    elif question.years and (question.units or not question.concepts or question.asks("deadline", "target", "tasks")):
        yield _of_years(question)


def _without_year(year: int) -> Condition:
    return Condition(
        f"没有以{year}年为期限", lambda t: not any(d.date and d.date.year == year for d in t.clause.deadlines)
    )


def _target_conditions(question: Question) -> Iterator[Condition]:
    if match := _WITH_TARGETS.search(question.folded):
        without = bool(match["no"] or match["without"])
        words = f"{'没有' if without else ''}写明数字指标"
        yield Condition(words, lambda t: bool(t.clause.targets) is not without)


def named_targets(question: Question) -> str:
    """The words by which the question picks tasks that have targets: 量化任务; nothing where it does not."""
    match = _WITH_TARGETS.search(question.folded)
    return match[0] if match else ""


def _is_topic(words: str, question: Question) -> bool:
    return words in question.topic and words not in stopwords() and not _POINTED.match(words)


def _words(question: Question) -> Iterator[Condition]:
    """“没有提到人工智能的”: the very words; “在保险方面的”: the matter, in these words or others."""
    if number := _WITH_NUMBER.search(question.folded):
        own = re.compile(rf"(?<![\d.]){re.escape(number['words'])}(?!\d)")
        yield Condition(f"写有“{number['words']}”", lambda t: bool(own.search(t.heading + t.text)))
    elif quoted := list(QUOTED.finditer(question.folded)):
        yield from (_quotes(match["words"], without=bool(match["no"])) for match in quoted)
    elif (match := _MENTIONED.search(question.folded)) and _is_topic(match["words"], question):
        said, without = match["words"], bool(match["no"])
        yield Condition(
            f"{'没有' if without else ''}提到“{said}”", lambda t: (said in t.heading + t.text) is not without
        )
    elif (match := _ABOUT.search(question.folded)) and (about := _matter(match["words"], question)):
        yield _speaks_of(match["words"], about)


def _matter(words: str, question: Question) -> tuple[Concept, ...]:
    """The concepts of a matter; none where a unit is meant: “跟我们团市委有关的”."""
    return () if any(unit.asked in words for unit in question.units) else concepts(words)


def on_the_matter(question: Question, catalogue: Catalogue) -> Condition | None:
    """That a task speaks of what the question names besides units, sections and documents; None where that is nothing.

    Only words count that tell the clauses apart.
    """
    if not question.units or next(_words(question), None) or _OF_ALL.search(question.folded):
        return None
    named = [catalogue.by_key[key].heading for key in question.sections]
    named += [fold(name) for name in (*catalogue.unit_names, *catalogue.members)]
    named += {task.holding.folded_title for task in catalogue.tasks}
    before_units = tuple(question.folded[: unit.start] for unit in question.units)  # 东湖|风景区管委会
    matter = [
        c
        for c in question.concepts
        if c.weight >= _TELLING
        and c.surface in question.folded
        and not any(before.endswith(c.surface) for before in before_units)
        and not {c.surface} & (generic_nouns() | stopwords())
        and any(form in located.text for located in catalogue.clauses for form in c.forms)
        and not any(form in name for form in c.forms for name in named)
    ]
    return _speaks_of("、".join(c.surface for c in matter), matter) if matter else None


def _speaks_of(words: str, about: Sequence[Concept]) -> Condition:
    return Condition(
        f"涉及“{words}”", lambda t: all(likeness(c, t.headings + t.heading + t.text) >= _SPOKEN_OF for c in about)
    )


def _quotes(said: str, *, without: bool) -> Condition:
    return Condition(
        f"{'没有' if without else ''}写有“{said}”", lambda t: (said in visible(t.heading + t.text)) is not without
    )


def _of_years(question: Question) -> Condition:
    """Due in the years that the question names; “2028年前” is any day before that year, “2027年底前” in it too."""
    if bound := _BEFORE.search(question.folded):
        last = dt.date(2000 + int(bound["year"]) - (not bound["end"]), 12, 31)
        return Condition(
            f"在{last.year}年底前到期", lambda t: any(d.date and d.date <= last for d in t.clause.deadlines)
        )
    years = set(question.years)
    return Condition(
        f"以{'、'.join(map(str, sorted(years)))}年为期限",
        lambda t: any(d.date and d.date.year in years for d in t.clause.deadlines),
    )


def _unit_conditions(question: Question) -> list[Condition]:
    wanted = list(dict.fromkeys(u.name for u in question.units if u.name and not u.excluded))
    said = {u.name: f"{u.name}（含{u.asked}）" if u.group else u.name for u in question.units if u.name}
    excluded = list(dict.fromkeys(u.name for u in question.units if u.name and u.excluded))
    found = []
    if wanted and (place := _PLACE.search(question.folded)):
        found.append(_at_place(place, wanted))
    elif wanted and not excluded and _is_exactly(question):
        found.append(
            Condition(f"只有{'、'.join(wanted)}参与", lambda t: {u.name for u in t.clause.units} == set(wanted))
        )
    elif len(wanted) > 1 and (question.any_unit or _ANY.search(question.folded)):
        found.append(
            Condition(
                f"有{'或'.join(said[name] for name in wanted)}参与",
                lambda t: any(u.name in wanted for u in t.clause.units),
            )
        )
    elif wanted:
        found.append(
            Condition(
                f"有{'和'.join(said[name] for name in wanted)}参与",
                lambda t: set(wanted) <= {u.name for u in t.clause.units},
            )
        )
    if excluded:
        found.append(
            Condition(f"没有{'和'.join(excluded)}参与", lambda t: not any(u.name in excluded for u in t.clause.units))
        )
    return found


def _at_place(place: re.Match[str], wanted: list[str]) -> Condition:
    """The place of a unit in the list, the last one being -1."""
    if place["last"] or place["end"]:
        return Condition(f"{wanted[0]}排在最后一位", lambda t: t.clause.units[-1].name in wanted)
    at = number_of(place["n"] or "一") or 1
    return Condition(f"{wanted[0]}排在第{at}位", lambda t: any(u.name in wanted for u in t.clause.units[at - 1 : at]))


def _is_exactly(question: Question) -> bool:
    """Whether the units that are named are to be all: “只有甲和乙、没有第三家”."""
    first = next(unit for unit in question.units if unit.name)
    return bool(_NO_OTHERS.search(question.folded) or _ONLY_BEFORE.search(question.folded[: first.start]))
