"""What a question says that the notices have, and they do not, or otherwise: a place, a thing, a sum, a limit."""

import re
from collections.abc import Sequence

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line
from kb.answering.evidence import Found
from kb.answering.lines import quoted
from kb.answering.premises import is_claim
from kb.answering.refusal import refuse
from kb.answering.wanted import SUM_OF_MONEY, WANTED, states
from kb.questions import Kind
from kb.text import COUNTING, NUMERAL, fold, number_of, tagged

_SENTENCES, _HEAVY = 2, 7.0
_SAID_TO_STATE = re.compile(
    rf"(?:[按照依]文件|不是(?:能|可以|会)[领拿得]|(?:文件|方案|意见|通知|公文|号文|听)(?:里|中|上)?(?:(?:不是)?(?:说|讲|写|规定|要求|明确)|不是(?:让|叫|给)|给每))[^。?？]{{0,20}}?(?P<amount>(?:\d+(?:\.\d+)?|(?<!几)(?!一块)[{COUNTING}]{{1,3}})(?:[万亿](?![家个项人场名种件所只款次])|(?=元|块|现钞)))"
)
_SUM = re.compile(r"(?<![\d.])(?P<amount>\d+(?:\.\d+)?(?:[万亿](?=元|块)|(?=元|块)))")
_LIMIT = re.compile(
    rf"(?:最长|最多|最短|不超过|至多|只能|头)[^，。,？?]{{0,6}}?{NUMERAL}(?:年|个月|天|学期)|{NUMERAL}(?:年|个月)之?内"
)
_SAID_TO_LIMIT = re.compile(
    rf"(?:文件|方案|意见|通知|公文|政策|听)(?:里|中|上)?(?:说|讲|写|规定|要求|明确)[^。?？]{{0,20}}?(?P<limit>{_LIMIT.pattern})"
)
_SAID_TO_GIVE = re.compile(
    r"(?:文件|方案|意见|通知|政策)[里中上]?(?:答应|承诺|说|写|讲|规定)[^，。,？?]{0,12}[给发送补奖][^，。,？?]{0,4}的那?[^，。,？?]{0,2}?(?P<what>[\u4e00-\u9fff]{2,6})[,，]"
    r"|(?:文件|方案|意见|通知|政策)[里中上]?(?:要求|规定|让|叫)[^，。,？?]{2,14}[交缴付押]的(?P<paid>[\u4e00-\u9fff]{2,6})[,，]"
)
_GRANTED = re.compile(
    rf"(?:[免留保补延减停扣限]|淘汰)[^，。,？?\d]{{0,6}}?(?P<n>{NUMERAL})个?(?P<uom>年|月|天|学期|%)|(?:超过|满|不到)(?P<past>{NUMERAL})年(?=就|才|不)|(?<!\d)(?P<share>\d+)%的?[\u4e00-\u9fff]{{2,4}}率"
)
_CLAIMED = re.compile(
    rf"(?:最[长多短少]|至少|不[得能]|只[能支]|每[月人]|一[张次人]|[发给交补](?=[^，。,？?]{{0,8}}[元块平])|面值)[^，。,？?\d]{{0,6}}?(?!(?:20)?\d\d年){NUMERAL}"
    r"(?P<uom>万?元|块|岁|人(?!民)|平方?米|年(?![底月])|个月|学期|天|周)(?!行动|方案)"
)
_ALSO = {
    "块": "元|块",
    "元": "元|块",
    "平米": "平方?米",
    "平方米": "平方?米",
    "个月": "个?月",
    "天": "天|日",
    "周": "周|星期",
}
_OF_DETAILS = re.compile(r"哪一?[条款项句年天]|第几|出处|依据|从.{1,8}(?:起|开始)?算|起算|满了|怎么办")
_OF_ASKER = re.compile(
    r"(?:我|我们|孩子|本人|公司)(?!.{0,3}(?:能|可以))[^，。,？?]{0,8}(?:有|投|出|交|赚|停|留|休|收入)|停[运工业]|停了"
)
_QUOTED = re.compile(r"[“\"]([\u4e00-\u9fff]{2,8})[”\"]")
_AT = re.compile(r"(?:设|建|放|办|开|摆|布局|落户|是)在")


def told_otherwise(context: Context, found: Sequence[Found]) -> Draft | None:
    """The notice's own words where it has a place otherwise, a refusal where it has nothing such; else None."""
    if otherwise := _at_another_place(context, found) or _of_other_names(context, found):
        return otherwise
    told = _thing(context) or _amount(context, found) or _limit(context, found) or _term(context) or _claimed(context)
    kind = context.question.kind
    return refuse(kind, Reason.FALSE_PREMISE, f"文件没有写“{told}”。", found) if told else None


def _at_another_place(context: Context, found: Sequence[Found]) -> Draft | None:
    """The words of the best clause, where it says where something is, and the question takes it to be elsewhere."""
    question, told = context.question, fold(found[0].located.text)
    places = (c.surface for c in question.concepts if tagged(c.surface)[0][1] == "ns")
    claimed = next((place for place in places if place not in told), None)
    states_place = next(wanted.stated for wanted in WANTED if wanted.cue == "place")
    taken = claimed and re.search(rf"在[^，。,？?]{{0,4}}{claimed}的?哪", question.folded)
    if not claimed or not (taken or question.asks("yes_no")) or not _AT.search(question.folded) or not states_place:
        return None
    if not states(found[0], states_place):
        return None
    words = f"文件没有写“{claimed}”，原文是："
    return Draft(Kind.CONTENT, (Line(words), *quoted(found[:1])), reason=Reason.FALSE_PREMISE)


def _of_other_names(context: Context, found: Sequence[Found]) -> Draft | None:
    """The words of the best clause, where it quotes names of a kind, and the question another that no notice has."""
    vocabulary = context.catalogue.vocabulary
    known = {c.surface for c in context.question.concepts if any(form in vocabulary for form in c.forms)}
    asked = [name for name in _QUOTED.findall(context.question.folded) if name not in vocabulary and name not in known]
    told = _QUOTED.findall(fold(found[0].best_sentence))
    wrong = next((name for name in asked if any(name[-1] == other[-1] for other in told)), None)
    if wrong is None:
        return None
    words = f"文件没有提到“{wrong}”，原文是："
    return Draft(Kind.CONTENT, (Line(words), *quoted(found[:1])), reason=Reason.FALSE_PREMISE)


def _thing(context: Context) -> str | None:
    """What the question says that the notice gives (“方案里答应发的那台电脑”), where no notice speaks of it."""
    question, vocabulary = context.question, context.catalogue.vocabulary
    told = _SAID_TO_GIVE.search(question.folded)
    absent = (
        c for c in question.concepts if told and c.surface in (told["what"] or told["paid"]) and len(c.forms) == 1
    )
    return next((c.surface for c in absent if c.weight >= _HEAVY and c.surface not in vocabulary), None)


def _limit(context: Context, found: Sequence[Found]) -> str | None:
    """The limit of time that the question says the notice sets (“方案规定最长五年”), where no clause near has one."""
    told = _SAID_TO_LIMIT.search(context.question.folded)
    if told is None or any(_LIMIT.search(fold(f.located.clause.text)) for f in found[:_SENTENCES]):
        return None
    numbers = (f"{t.value}{t.uom}" for t in found[0].located.clause.targets)
    of_target = any(number in context.question.folded for number in numbers)
    return None if of_target and _is_period(told["limit"], context) else told["limit"]


def _is_period(limit: str, context: Context) -> bool:
    """Whether a limit of years is just as long as a document runs: “方案规定三年内”."""
    years = re.search(rf"({NUMERAL})年", limit)
    documents = (holding.notice.document for holding in context.catalogue.holdings)
    return years is not None and any(document.years == number_of(years[1]) for document in documents)


def _term(context: Context) -> str | None:
    """The term or share of which it asks where it stands, or from when (“免租三年，依据哪款”), and that none has."""
    question = context.question
    told = _GRANTED.search(question.folded)
    if told is None or not _OF_DETAILS.search(question.folded[told.end() :]) or _OF_ASKER.search(question.folded):
        return None
    number, uom = (
        (told["n"], told["uom"]) if told["n"] else (told["past"], "年") if told["past"] else (told["share"], "%")
    )
    said = re.compile(rf"(?<!\d)(?:{number_of(number)}|{number})个?{uom}(?!行动|[后前底])")
    own = (fold(c.clause.text) for c in context.catalogue.clauses)
    return None if any(said.search(text) for text in own) else told[0]


def _claimed(context: Context) -> str | None:
    """A bound or a gift with a measure that the question takes for granted (“至少5人”), and in which none counts."""
    told = _CLAIMED.search(context.question.folded) if is_claim(context.question) else None
    if told is None or _OF_ASKER.search(context.question.folded):
        return None
    uom = told["uom"].lstrip("万")
    counted = re.compile(rf"(?<!\d)(?!20\d\d年){NUMERAL}[万多余]?(?:个)?(?:{_ALSO.get(uom, uom)})(?!行动|[后前底])")
    own = (fold(c.clause.text) for c in context.catalogue.clauses if c.is_leaf)
    return None if any(counted.search(text) for text in own) else told[0]


def _amount(context: Context, found: Sequence[Found]) -> str | None:
    """The sum of money that the question says the notice has (“文件说每人发10万块”) and no notice has.

    Where the best sentence has another sum, that one is told.
    """
    told = _SAID_TO_STATE.search(context.question.folded)
    if told is None and context.question.asks("which_task"):
        told = _SUM.search(context.question.folded)
    if told is None or _OF_ASKER.search(context.question.folded):
        return None
    if told.string[told.end() :].lstrip("元块钱").startswith(("以上", "以下", "以内")):
        return None
    if re.search(rf"(?<![\d.]){re.escape(_in_figures(told['amount']))}元", context.catalogue.vocabulary):
        return None
    unit = re.match("[元块]?", told.string[told.end() :])
    return None if SUM_OF_MONEY.search(fold(found[0].best_sentence)) else told["amount"] + (unit[0] if unit else "")


def _in_figures(amount: str) -> str:
    """An amount as notices write it: 三百 as 300, 五万 as 5万."""
    bare = amount.rstrip("万亿")
    return f"{number_of(bare) or bare}{amount[len(bare) :]}"
