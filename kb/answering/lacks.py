"""What a question asks for and the sentences that were found do not tell: a number, a name, an attribute."""

import re
from collections.abc import Callable, Sequence

from kb.answering.draft import Context
from kb.answering.evidence import Found, likeness
from kb.answering.focus import lacking_focus
from kb.answering.premises import claimed_measures
from kb.answering.wanted import DAYS, SUM_OF_MONEY
from kb.lexicon import attributes
from kb.questions import Kind, excepted
from kb.questions.elsewhere import named_organisations
from kb.questions.topic import concepts
from kb.text import COUNTING, fold, tagged

_SENTENCES = 2
_NUMERAL = rf"[\d{COUNTING}万亿]"
_SAID_AS = {"点": r"(?:点|:\d\d)", "天": DAYS}
# Measures that tell what is counted; of 个, 项, 家 there may be any number of other things.
_ASKED_MEASURE = re.compile(
    r"(?<![哪第壁近边好这那])(?:几|多少|多)(?:[十百]?个?(?=人))?(人|名(?!额|单)|分(?![钟之钱成别摊担到给])|岁|天|小时|分钟|平米|平方米?|平(?![台均方米安时行])|亩|学分|门|页|张|届|点(?![击评点])|所|座|间|套|层|楼|号楼|公里|吨|度|班|期(?!限)|集|档)(?!间)"
)
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
_STEPS, _CONSENT = ("手续", "什么手续"), re.compile(r"征得|经[^，。]{2,20}(?:同意|批准)")
_SUMS, _BRACKETS = ("数额", "金额"), ("(", "（")
_OF_EACH = re.compile(
    r"(?:^|[,，])(?P<names>[^，。,？?]{2,16}?)各自?(?:要|得|该|应|有|分|建|办)[^，。,？?]{0,6}(?:几|多少)"
)
_SHARE_OF_ONE = re.compile(r"(?:分|摊|派|拿|得)(?:到|得|给)?(?:了)?(?:几|多少)")
_SO_MANY_YEARS = re.compile(r"[免减缓]几(?P<uom>年|个月)")
_EACH_YEAR = re.compile(r"\d年?各|各(?:年|是)?(?:多少|几)|分别(?:是)?(?:多少|几)")
_PER_PERIOD = re.compile(
    r"(?<![停休哪])(?:每一?|一)个?(?P<period>月|周|季度|学期|年|天)(?![^，。,？?]{0,3}内)[^，。,？?]{0,10}(?:几|多少)(?!年)"
)


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


def _of_organisation(context: Context, sentences: Sequence[str], _: Sequence[Found]) -> str | None:
    """The number of one organisation (“武汉大学分到几家”), where no sentence is of it."""
    question = context.question
    if not _SHARE_OF_ONE.search(question.asking) or not question.asks("target", "money", "rate"):
        return None
    names = named_organisations(question.folded)
    return next((f"{name}的数字" for name in names if not any(name in sentence for sentence in sentences)), None)


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
    consent = any(_CONSENT.search(s) for s in sentences)
    asked = [c for c in asked if c.surface not in _STEPS or not consent]
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


def _so_long(context: Context, sentences: Sequence[str], _: Sequence[Found]) -> str | None:
    """For how many years or months something is granted (“免几年”), where no sentence has so many."""
    asked = _SO_MANY_YEARS.search(context.question.asking)
    granted = asked and any(re.search(rf"{_NUMERAL}{asked['uom']}", sentence) for sentence in sentences)
    return None if not asked or granted else f"几{asked['uom']}"


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
    _of_organisation,
    _named_elsewhere,
    _of_each_named,
    _of_each_year,
    _other_period,
    _number_of_all,
    lacking_focus,
    _attribute,
    _measure,
    _so_long,
)
