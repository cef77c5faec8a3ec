"""What a question wants to know that the notice does not say: amounts, rates, procedures, results."""

import re
from collections.abc import Callable, Sequence

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line
from kb.answering.evidence import Found, likeness
from kb.answering.facts import pair_compared, targets_about
from kb.answering.focus import lacking_focus
from kb.answering.lines import quoted
from kb.answering.premises import claimed_measures
from kb.answering.refusal import refuse
from kb.answering.selection import joins
from kb.answering.told import told_otherwise
from kb.answering.wanted import AMOUNT, DAYS, MOST_OF_IT, NEARLY, SUM_OF_MONEY, WANTED, Wanted, states
from kb.lexicon import attributes, is_known
from kb.questions import RELATIVE_YEARS, Kind, Question, excepted
from kb.questions.topic import concepts
from kb.text import COUNTING, fold, tagged

_SENTENCES = 2
_NUMERAL = rf"[\d{COUNTING}万亿]"
_SAID_AS = {"点": r"(?:点|:\d\d)", "天": DAYS}
# Measures that tell what is counted; of 个, 项, 家 there may be any number of other things.
_ASKED_MEASURE = re.compile(
    r"(?<![哪第壁近边好这那])(?:几|多少|多)(?:[十百]?个?(?=人))?(人|名(?!额|单)|分(?![钟之钱成别摊担到给])|岁|天|小时|分钟|平米|平方米?|亩|学分|门|页|张|届|点(?![击评点])|所|座|间|套|层|楼|号楼|公里|吨|度|班|期(?!限)|集|档)(?!间)"
)
# What must be said of the very matter, for other clauses say it of theirs.
_OF_THE_BEST = ("frequency", "fee", "belonging")
_JUST_THIS, _STATES = 0.7, 0.85
_MONEY = re.compile("[钱元块]|(?:多少|几)万")
_MEASURE = re.compile(r"比例|数量|规模|总量|总数|金额|标准|人数|次数|面积|费用|指标|目标|时限|期限|时间|日期")
_OF_THESE = 0.8
_HEAVY, _RARE = 7.0, 9.5
_FULL_NAME = ("全称", "全名", "正式名称")
_LIST_OF_UNITS = ("名单", "名称", "名字", "清单")
_HOW_MANY_PLACES = re.compile(r"(?:几|多少)个?名额")
_PLACES, _SO_MANY_PLACES = "名额", re.compile(r"\d+[个名家项]")  # a number of things is one of places for them
_PROPER = ("nz", "nt", "ns", "nr")
_HOW_MANY_NOW = re.compile(
    r"(?:现在|目前|眼下|如今|已经?)[^，。,？?]{0,4}有(?:了)?(?:几|多少)(?P<measure>[个家所座处])"
)
_SEVERAL = 2
_SUMS, _BRACKETS = ("数额", "金额"), ("(", "（")
_OF_EACH = re.compile(
    r"(?:^|[,，])(?P<names>[^，。,？?]{2,16}?)各自?(?:要|得|该|应|有|分|建|办)[^，。,？?]{0,6}(?:几|多少)"
)
_OF_TWO_EACH = re.compile(r"各(?:自|要|得|该|应|有|分|建|办|设|引|是|为)?(?:[^，。,？?区项位]{0,4})(?:几|多少)")
_EACH_YEAR = re.compile(r"\d年?各|各(?:年|是)?(?:多少|几)|分别(?:是)?(?:多少|几)")
_NAMED_YEAR = re.compile(r"\d年")
_TOTAL = re.compile(r"规模|总量|总额|总计|累计|亿元")
_PER_PERIOD = re.compile(
    r"(?<![停休哪])(?:每一?|一)个?(?P<period>月|周|季度|学期|年|天)(?![^，。,？?]{0,3}内)[^，。,？?]{0,10}(?:几|多少)(?!年)"
)


def unstated(context: Context, found: Sequence[Found]) -> Draft | None:
    """A refusal where the question wants what the sentences that were found do not state; else None."""
    if lacking := _lacking(context):
        words = f"文件没有提到{'、'.join(f'“{word}”' for word in lacking)}。"
        return refuse(context.question.kind, Reason.NOT_STATED, words, found)
    if wrong := told_otherwise(context, found):
        return wrong
    sentences = _near_sentences(found, context.question)
    if refused := _wanted(context, sentences, found):
        return refused
    lacking_words = (lacks(context, sentences, found) for lacks in LACKS)
    if what := next(filter(None, lacking_words), None):
        return refuse(context.question.kind, Reason.NOT_STATED, f"文件提到了这件事，但没有写明“{what}”。", found)
    return _other_years(context, found)


def _near_sentences(found: Sequence[Found], question: Question) -> list[str]:
    """The sentences, folded, that speak of the topic most: of the best clause, and of one that is about as good.

    Where the question is put to several documents, of the best clause of each.
    """
    near = [f for f in found[:_SENTENCES] if f.coverage >= NEARLY * found[0].coverage]
    several = len(question.documents) > 1
    if several:
        near = list({f.located.holding.id: f for f in reversed(found)}.values())
    best = max(f.best for f in near)
    least = {id(f): _STATES * (f.best if several or f is found[0] else best) for f in near}
    return [fold(s) for f in near for s, share in f.sentences if share >= least[id(f)]]


def _wanted(context: Context, sentences: Sequence[str], found: Sequence[Found]) -> Draft | None:
    """The refusal of the first thing that a cue of the question wants and that is not told."""
    question = context.question
    for wanted in WANTED:
        if wanted.cue not in question.cues or question.asks(*wanted.unless):
            continue
        if wanted.cue == "money" and not _amount_about(context, found):
            return refuse(question.kind, Reason.NOT_STATED, f"文件提到了这件事，但没有写明{wanted.words}。", found)
        if not _is_told(wanted, question, sentences, found[0]):
            return _corrected(wanted, found, question.kind)
    return None


def _is_told(wanted: Wanted, question: Question, sentences: Sequence[str], best: Found) -> bool:
    """Whether what is wanted is told: by the best clause, or by any sentence that is near."""
    if wanted.cue == "rate" and pair_compared(best.located, question):
        return True
    if (
        wanted.cue == "per_item"
        and (joins(question) or _OF_TWO_EACH.search(question.folded))
        and len(targets_about(best.located, question.concepts)) > 1
    ):
        return True  # “概念验证中心和中试平台各要多少”
    if wanted.stated is None:
        return False
    if wanted.cue in _OF_THE_BEST:
        return states(best, wanted.stated) or (wanted.cue == "belonging" and _lists_it(best, question))
    return any(wanted.stated.search(sentence) for sentence in sentences)


def _lists_it(found: Found, question: Question) -> bool:
    """Whether the best sentence lists what is asked of among others: 办好“挑战杯”“创青春”等赛事."""
    told = fold(found.best_sentence)
    telling = [c for c in question.concepts if c.weight >= _HEAVY]
    return "等" in told and bool(telling) and all(any(form in told for form in c.forms) for c in telling)


def _other_period(context: Context, sentences: Sequence[str], found: Sequence[Found]) -> str | None:
    """The period of which a number is asked for (“一个月办几场”), where no sentence is of such a period."""
    asked = _PER_PERIOD.search(context.question.folded)
    told = (*sentences, *map(fold, (sentence for sentence, _ in found[0].sentences)))
    if asked is None or any(re.search(rf"每一?个?{asked['period']}|{asked['period']}均", s) for s in told):
        return None
    return f"每{asked['period']}的数字"


def _number_of_all(context: Context, sentences: Sequence[str], _: Sequence[Found]) -> str | None:
    """How many there are of something (“眼下一共有几个创谷”), where no sentence counts anything in that measure."""
    asked = _HOW_MANY_NOW.search(context.question.folded)
    if asked is None or context.question.kind is not Kind.CONTENT:
        return None
    counted = any(re.search(rf"{_NUMERAL}[多余]?{asked['measure']}", sentence) for sentence in sentences)
    return None if counted else "现有数量"


def _of_member(context: Context, sentences: Sequence[str], _: Sequence[Found]) -> str | None:
    """The number of one member of a group of units (长江新区 of 各区), where no sentence is of that member."""
    question = context.question
    if not question.asks("target", "money", "rate"):
        return None
    members = (u.asked for u in question.units if u.group and question.folded[: u.start][-1:] not in _BRACKETS)
    return next((f"{name}的数字" for name in members if not any(name in sentence for sentence in sentences)), None)


def _named_elsewhere(context: Context, _: Sequence[str], found: Sequence[Found]) -> str | None:
    """A proper name in the question that the notices have, though none of the clauses that were found."""
    told = [fold(f.located.headings + f.located.heading + f.located.text) for f in found[:_SENTENCES]]
    return next(
        (
            c.surface
            for c in context.question.concepts
            if c.weight >= _RARE
            and c.surface in context.catalogue.vocabulary
            and tagged(c.surface)[0][1] in _PROPER
            and not any(likeness(c, text) for text in told)
        ),
        None,
    )


def _attribute(context: Context, sentences: Sequence[str], _: Sequence[Found]) -> str | None:
    """What the question asks for and none of the sentences has a word of: 名额, 报名, 利率."""
    asking = context.question.asking
    listed = _LIST_OF_UNITS if context.question.asks("responsibility") else ()
    asked = [c for c in context.question.concepts if attributes() & set(c.forms) and c.surface in asking]
    named = _FULL_NAME if context.question.asks("full_name") else ()
    besides = "".join(context.question.folded[start:end] for start, end in excepted(context.question.folded))
    asked = [c for c in asked if c.surface not in (*listed, *named) and c.surface not in besides]
    if claimed_measures(context.question) and not any(f"有{c.surface}" in asking for c in asked):
        return None
    so_many = _HOW_MANY_PLACES.search(asking) and any(_SO_MANY_PLACES.search(s) for s in sentences)
    asked = [c for c in asked if c.surface != _PLACES or not so_many]
    sums = any(SUM_OF_MONEY.search(s) for s in sentences)
    asked = [c for c in asked if c.surface not in _SUMS or not sums]
    lacking = [c.surface for c in asked if not any(likeness(c, sentence) for sentence in sentences)]
    return "、".join(lacking) if len(asked) < len(context.question.concepts) else None


def _measure(context: Context, sentences: Sequence[str], _: Sequence[Found]) -> str | None:
    """A number of something that is asked for (几天, 多少人) and that no sentence counts."""
    asked = _ASKED_MEASURE.search(context.question.asking)
    if (
        not asked
        or any(asked[0] in concept.surface for concept in context.question.concepts)
        or context.question.asks("deadline")
    ):
        return None
    measure = _SAID_AS.get(asked[1], asked[1])
    counted = any(re.search(rf"{_NUMERAL}[多余]?{measure}", fold(sentence)) for sentence in sentences)
    return None if counted else f"多少{asked[1]}"


def _of_each_named(context: Context, _: Sequence[str], found: Sequence[Found]) -> str | None:
    """The numbers of several names each (“武大、华科各要建几家”), where the best clause has none of them."""
    asked = _OF_EACH.search(context.question.folded)
    names = (
        [concept for concept in concepts(asked["names"], context.catalogue.vocabulary) if concept.weight >= _HEAVY]
        if asked
        else []
    )
    if len(names) < _SEVERAL or any(likeness(c, found[0].located.text) for c in names):
        return None
    return f"{'、'.join(c.surface for c in names)}各自的数字"


def _of_each_year(context: Context, _: Sequence[str], found: Sequence[Found]) -> str | None:
    """The numbers of several years each (“2025、2026、2027各多少项”), where the best clause does not set them apart."""
    question = context.question
    told = {t.by.year for t in found[0].located.clause.targets if t.by}
    is_asked = question.asks("target") and len(question.years) > 1 and _EACH_YEAR.search(question.folded)
    return None if not is_asked or {*question.years} <= told else "各年的数字"


# What a question may ask for that the sentences do not state, in the order in which it is looked for: each names it.
LACKS: tuple[Callable[[Context, Sequence[str], Sequence[Found]], str | None], ...] = (
    _of_member,
    _named_elsewhere,
    _of_each_named,
    _of_each_year,
    _other_period,
    _number_of_all,
    lacking_focus,
    _attribute,
    _measure,
)


def _lacking(context: Context) -> list[str]:
    """What a question wants a number of, or says of each one, that the document it names nowhere speaks of."""
    question, vocabulary = context.question, context.catalogue.vocabulary
    if not question.documents or question.asks("fee"):
        return []
    heavy = (c for c in question.concepts if c.weight >= _HEAVY)
    absent = [c.surface for c in heavy if not any(form in vocabulary for form in c.forms)]
    wanted = question.asks("target", "money", "rate")
    each = [word for word in absent if f"每个{word}" in question.folded or f"每{word}" in question.folded]
    return [word for word in (absent if wanted else each) if is_known(word) and not _MEASURE.search(word)]


def _corrected(wanted: Wanted, found: Sequence[Found], kind: Kind) -> Draft:
    """A refusal; or, where the notice says otherwise of just this matter, its own words."""
    words = f"文件提到了这件事，但没有写明{wanted.words}"
    if wanted.reason is Reason.FALSE_PREMISE and found[0].coverage >= _JUST_THIS:
        return Draft(Kind.CONTENT, (Line(f"{words}，原文是："), *quoted(found[:1])), reason=wanted.reason)
    return refuse(kind, wanted.reason, f"{words}。", found)


def _amount_about(context: Context, found: Sequence[Found]) -> bool:
    """Whether an amount stands with most of the topic: one apart from it is another's, a total is no one's share."""
    concepts, total = context.question.concepts, context.question.weight
    said = [fold(sentence) for f in found[:_SENTENCES] for sentence, share in f.sentences if share >= MOST_OF_IT]
    said += [fold(t.text) for f in found[:_SENTENCES] for t in f.located.clause.targets if t.uom.endswith("元")]
    amount = SUM_OF_MONEY if _MONEY.search(context.question.folded) else AMOUNT
    amounts = [s for s in said if amount.search(s) and (context.question.asks("scale") or not _TOTAL.search(s))]
    return any(sum(c.weight * likeness(c, s) for c in concepts) >= MOST_OF_IT * total for s in amounts)


def _other_years(context: Context, found: Sequence[Found]) -> Draft | None:
    """A refusal where the question is about years that neither the clauses nor their documents speak of."""
    years = context.question.years
    if not years or context.question.asks("yes_no") or any(_covers(f, year) for f in found[:3] for year in years):
        return None
    folded = context.question.folded
    relative = any(word in folded for word in RELATIVE_YEARS) and not _NAMED_YEAR.search(folded)
    if relative and _is_for_good(found[0]) and min(years) >= _first_year(found[0]):
        return None
    words = f"文件没有写明{'、'.join(map(str, years))}年的情况。"
    of_these = context.question.documents or found[0].coverage >= _OF_THESE
    reason = Reason.NOT_STATED if of_these else Reason.NOT_IN_CORPUS
    return refuse(context.question.kind, reason, words, found)


def _is_for_good(found: Found) -> bool:
    """Whether a clause holds for every year: neither it nor its document has a period or a deadline."""
    document, clause = found.located.holding.notice.document, found.located.clause
    dated = document.period or document.valid_until or clause.deadlines or any(t.by for t in clause.targets)
    return not dated and not re.search(r"20\d\d", clause.text)


def _first_year(found: Found) -> int:
    """The year from which on the document of a clause holds; 0 where it says none."""
    document = found.located.holding.notice.document
    first = document.in_force_from or document.signed_on
    return first.year if first else 0


def _covers(found: Found, year: int) -> bool:
    document = found.located.holding.notice.document
    in_period = document.period is not None and document.period[0].year <= year <= document.period[1].year
    signed = document.signed_on is not None and document.signed_on.year == year
    return in_period or signed or str(year) in found.located.clause.text
