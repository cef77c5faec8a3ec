"""What a question wants to know that the notice does not say: amounts, rates, procedures, results."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line
from kb.answering.evidence import Found, likeness
from kb.answering.focus import lacking_focus
from kb.answering.lines import quoted
from kb.answering.refusal import refuse
from kb.catalogue import ANNOUNCES
from kb.lexicon import attributes, is_known
from kb.questions import Kind, Question
from kb.text import COUNTING, NUMERAL, fold, tagged

_SENTENCES = 2
_NUMERAL = rf"[\d{COUNTING}万亿]"
_DAYS = "(?:个?工作日|天|日|周)"
_SAID_AS = {"点": r"(?:点|:\d\d)", "天": _DAYS}
# Measures that tell what is counted; of 个, 项, 家 there may be any number of other things.
_ASKED_MEASURE = re.compile(
    r"(?<!哪)(?:几|多少|多)(人|名(?!额|单)|岁|天|小时|分钟|平米|平方米?|亩|学分|门|页|张|届|点(?![击评点])|所|座|间|套|层|楼|号楼|公里|吨|度|班|期(?!限)|集)(?!间)"
)
_JUST_THIS, _MOST_OF_IT, _STATES, _NEARLY = 0.7, 0.6, 0.85, 0.8
_SUM_OF_MONEY, _SHARE = re.compile(r"\d+(?:\.\d+)?[万亿]?元"), re.compile(r"\d+(?:\.\d+)?[%％‰]")
_AMOUNT, _MONEY = re.compile(f"{_SUM_OF_MONEY.pattern}|{_SHARE.pattern}"), re.compile("[钱元块]")
_MEASURE = re.compile(r"比例|数量|规模|总量|总数|金额|标准|人数|次数|面积|费用|指标|目标|时限|期限|时间|日期")
_ASKS_ALL = re.compile(r"(?:什么样|啥样|哪几?[种些类]|什么(?:情况|情形|条件)|哪些(?:情况|情形|条件))")
_OF_THESE = 0.8
_HEAVY, _RARE = 7.0, 9.5
_PROPER = ("nz", "nt", "ns", "nr")
_TOTAL = re.compile(r"规模|总量|总额|总计|累计|亿元")


@dataclass(frozen=True)
class Wanted:
    """A cue, how the answer calls what it asks for, and what a sentence must have to state it (None: it never does)."""

    cue: str
    words: str
    stated: re.Pattern[str] | None
    unless: str | None = None
    reason: Reason = Reason.NOT_STATED


WANTED = (
    Wanted("obligation", "这样的要求", re.compile(r"必须|应当|不得|禁止|不准|严禁|强制"), reason=Reason.FALSE_PREMISE),
    Wanted("contact", "联系方式或地址", re.compile(r"电话|\d{7,}|邮箱|网址|地址")),
    Wanted("procedure", "申请或办理的程序", re.compile(r"申请|申报|提交|报送|登记(?!、)|办理流程")),
    Wanted("actual", "实际完成情况", None),
    Wanted("penalty", "处罚办法", re.compile(r"处罚|罚款|问责|追责|通报|摘牌")),
    Wanted("rate", "具体比例", re.compile(f"{_SHARE.pattern}|百分之")),
    Wanted("money", "具体金额", _AMOUNT, unless="scale"),
    Wanted("duration", "具体时长", re.compile(rf"{NUMERAL}(?:年|个月|学期|天|日|周|小时|个工作日)(?!前)")),
    Wanted("per_item", "每一个的数字", re.compile(r"[每各](?:只|个|家|所|项|名|场|笔|台|套|区|县|人)|人均")),
    Wanted(
        "place",
        "具体地点或所在单位",
        re.compile(r"位于|设在|设立在|依托|紧邻|地处|落户|所在|以[^，。]{2,20}为(?:核心|重点)"),
    ),
    Wanted(
        "names", "具体是哪几家", re.compile(r"“[^”]{2,20}”|[\u4e00-\u9fff]{2,6}(?:大学|学院|银行|集团)(?![生创科])")
    ),
    Wanted(
        "condition",
        "具体条件",
        re.compile(r"条件[:：]|应当|须|具备|以上|以下|不(?:低|少|超|得)|满|达到|属于|以[^，。]{2,20}为"),
    ),
    Wanted("frequency", "多久一次", re.compile(r"每(?:学?年|月|季|周|半年|学期|两年|天|日)|定期|年度|一年一")),
    Wanted("occasion", "下一次的日期", re.compile(r"\d+月\d+日|每年\d+月")),
    Wanted("person", "具体人员的姓名", None),
)

_PER_PERIOD = re.compile(
    r"(?:每一?|一)个?(?P<period>月|周|季度|学期|年|天)(?![^，。,？?]{0,3}内)[^，。,？?]{0,10}(?:几|多少)(?!年)"
)
_PRECISE = ("contact", "rate", "money", "duration", "frequency")  # what the right sentence can be told by

# What the words of a question ask for, and what a sentence has that tells it.
_TELLING = (
    (
        re.compile(r"(?:什么|啥)意思|指(?:的是)?(?:什么|啥)|什么叫|何为"),
        re.compile(r"(?:所称|是指|指的是|简称|即)|不同,是|是在"),
    ),
    (
        re.compile(r"会(?:怎么?样|怎么|如何|受|被)|(?:什么|啥|怎么|如何)(?:处理|处分|处罚|后果|惩罚)|怎么(?:治|罚|处)"),
        re.compile(r"处分|处罚|罚款|惩戒|惩处|追究|取消|责令|撤销|收回|解散|收缴|处置|记过"),
    ),
    (re.compile(r"几次|多少次"), re.compile(rf"{NUMERAL}(?:次|批|回)")),
    (re.compile(r"几(?:天|日)|多少天"), re.compile(rf"{NUMERAL}{_DAYS}")),
    (
        re.compile(r"哪些(?:地方|省|市|城市|地区)|哪几个(?:省|市|城市|地区)"),
        re.compile(r"[\u4e00-\u9fff]{2,}、[\u4e00-\u9fff]{2,}、.{0,80}(?:省|市|区)"),
    ),
)


def unstated(context: Context, found: Sequence[Found]) -> Draft | None:
    """A refusal where the question wants what the sentences that were found do not state; else None."""
    if lacking := _lacking(context):
        words = f"文件没有提到{'、'.join(f'“{word}”' for word in lacking)}。"
        return refuse(Kind.CONTENT, Reason.NOT_STATED, words, found)
    sentences = _near_sentences(found)
    if refused := _wanted(context, sentences, found):
        return refused
    what = (
        _named_elsewhere(context, found)
        or _other_period(context.question, sentences)
        or lacking_focus(context, sentences)
        or _attribute(context, sentences)
    )
    if what:
        return refuse(Kind.CONTENT, Reason.NOT_STATED, f"文件提到了这件事，但没有写明“{what}”。", found)
    return _measure(context, sentences, found) or _other_years(context, found)


def _near_sentences(found: Sequence[Found]) -> list[str]:
    """The sentences, folded, that speak of the topic most: of the best clause, and of one that is about as good."""
    near = [f for f in found[:_SENTENCES] if f.coverage >= _NEARLY * found[0].coverage]
    best = max(f.best for f in near)
    least = {id(f): _STATES * (f.best if f is found[0] else best) for f in near}
    return [fold(s) for f in near for s, share in f.sentences if share >= least[id(f)]]


def _wanted(context: Context, sentences: Sequence[str], found: Sequence[Found]) -> Draft | None:
    question = context.question
    for wanted in WANTED:
        if (
            wanted.cue not in question.cues
            or (wanted.cue == "per_item" and question.asks("yes_no"))
            or (wanted.unless and wanted.unless in question.cues)
        ):
            continue
        if wanted.cue == "money" and not _amount_about(context, found):
            return refuse(Kind.CONTENT, Reason.NOT_STATED, f"文件提到了这件事，但没有写明{wanted.words}。", found)
        if wanted.cue == "frequency" and wanted.stated and _states(found[0], wanted.stated):
            continue
        if wanted.stated is None or not any(wanted.stated.search(sentence) for sentence in sentences):
            return _corrected(wanted, found)
    return None


def _other_period(question: Question, sentences: Sequence[str]) -> str | None:
    """The period of which a number is asked for (“一个月办几场”), where no sentence is of such a period."""
    asked = _PER_PERIOD.search(question.folded)
    if asked is None or any(re.search(rf"每一?个?{asked['period']}|{asked['period']}均", s) for s in sentences):
        return None
    return f"每{asked['period']}的数字"


def _named_elsewhere(context: Context, found: Sequence[Found]) -> str | None:
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


def stating_first(found: Sequence[Found], question: Question) -> list[Found]:
    """`found` with the clauses first that state what is wanted, among those that speak of the topic about as much."""
    wanted = (w for w in WANTED if w.cue in question.cues and w.cue in _PRECISE)
    patterns = [w.stated for w in wanted if w.stated]
    patterns += [ANNOUNCES] if _ASKS_ALL.search(question.folded) else []
    patterns += [stated for asks, stated in _TELLING if asks.search(question.folded)]
    if not found or not patterns:
        return list(found)
    near = [f for f in found if f.coverage >= _NEARLY * found[0].coverage and f.best >= _NEARLY * found[0].best]
    having = [f for f in near if all(_states(f, pattern) for pattern in patterns)]
    return [*having, *(f for f in found if f not in having)]


def _states(found: Found, pattern: re.Pattern[str]) -> bool:
    told = (fold(sentence) for sentence, share in found.sentences if share >= _MOST_OF_IT * found.best)
    return any(map(pattern.search, told))


def _attribute(context: Context, sentences: Sequence[str]) -> str | None:
    """What the question asks for and none of the sentences has a word of: 名额, 报名, 利率."""
    asking = context.question.asking
    asked = [c for c in context.question.concepts if attributes() & set(c.forms) and c.surface in asking]
    lacking = [c.surface for c in asked if not any(likeness(c, sentence) for sentence in sentences)]
    return "、".join(lacking) if len(asked) < len(context.question.concepts) else None


def _measure(context: Context, sentences: Sequence[str], found: Sequence[Found]) -> Draft | None:
    """A refusal where a number of something is asked for (几天, 多少人) and no sentence counts that."""
    asked = _ASKED_MEASURE.search(context.question.folded)
    if not asked or context.question.asks("deadline"):
        return None
    measure = _SAID_AS.get(asked[1], asked[1])
    if any(re.search(rf"{_NUMERAL}[多余]?{measure}", fold(sentence)) for sentence in sentences):
        return None
    return refuse(Kind.TARGET, Reason.NOT_STATED, f"文件提到了这件事，但没有写明多少{asked[1]}。", found)


def _lacking(context: Context) -> list[str]:
    """What a question wants a number of, or says of each one, that the document it names nowhere speaks of."""
    question, vocabulary = context.question, context.catalogue.vocabulary
    if not question.documents:
        return []
    heavy = (c for c in question.concepts if c.weight >= _HEAVY)
    absent = [c.surface for c in heavy if not any(form in vocabulary for form in c.forms)]
    wanted = question.asks("target", "money", "rate")
    each = [word for word in absent if f"每个{word}" in question.folded or f"每{word}" in question.folded]
    return [word for word in (absent if wanted else each) if is_known(word) and not _MEASURE.search(word)]


def _corrected(wanted: Wanted, found: Sequence[Found]) -> Draft:
    """A refusal; or, where the notice says otherwise of just this matter, its own words."""
    words = f"文件提到了这件事，但没有写明{wanted.words}"
    if wanted.reason is Reason.FALSE_PREMISE and found[0].coverage >= _JUST_THIS:
        return Draft(Kind.CONTENT, (Line(f"{words}，原文是："), *quoted(found[:1])), reason=wanted.reason)
    return refuse(Kind.CONTENT, wanted.reason, f"{words}。", found)


def _amount_about(context: Context, found: Sequence[Found]) -> bool:
    """Whether an amount stands with most of the topic: one apart from it is another's, a total is no one's share."""
    concepts, total = context.question.concepts, context.question.weight
    said = [fold(sentence) for f in found[:_SENTENCES] for sentence, share in f.sentences if share >= _MOST_OF_IT]
    said += [fold(t.text) for f in found[:_SENTENCES] for t in f.located.clause.targets if t.uom.endswith("元")]
    amount = _SUM_OF_MONEY if _MONEY.search(context.question.folded) else _AMOUNT
    amounts = [s for s in said if amount.search(s) and (context.question.asks("scale") or not _TOTAL.search(s))]
    return any(sum(c.weight * likeness(c, s) for c in concepts) >= _MOST_OF_IT * total for s in amounts)


def _other_years(context: Context, found: Sequence[Found]) -> Draft | None:
    """A refusal where the question is about years that neither the clauses nor their documents speak of."""
    years = context.question.years
    if not years or context.question.asks("yes_no") or any(_covers(f, year) for f in found[:3] for year in years):
        return None
    words = f"文件没有写明{'、'.join(map(str, years))}年的情况。"
    of_these = context.question.documents or found[0].coverage >= _OF_THESE
    reason = Reason.NOT_STATED if of_these else Reason.NOT_IN_CORPUS
    return refuse(Kind.CONTENT, reason, words, found)


def _covers(found: Found, year: int) -> bool:
    document = found.located.holding.notice.document
    in_period = document.period is not None and document.period[0].year <= year <= document.period[1].year
    signed = document.signed_on is not None and document.signed_on.year == year
    return in_period or signed or str(year) in found.located.clause.text
