"""What a question wants to know that the notice does not say: amounts, rates, procedures, results."""

import re
from collections.abc import Sequence

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line
from kb.answering.evidence import Found, likeness
from kb.answering.facts import pair_compared, targets_about
from kb.answering.lacks import LACKS
from kb.answering.lines import quoted, with_details
from kb.answering.refusal import refuse
from kb.answering.selection import joins
from kb.answering.told import told_otherwise
from kb.answering.wanted import AMOUNT, MOST_OF_IT, NEARLY, SUM_OF_MONEY, WANTED, Wanted, states
from kb.lexicon import is_known
from kb.questions import RELATIVE_YEARS, Kind, Question
from kb.text import fold

_SENTENCES = 2
# What must be said of the very matter, for other clauses say it of theirs.
_OF_THE_BEST = ("frequency", "fee", "belonging")
_JUST_THIS, _STATES = 0.7, 0.85
_MONEY = re.compile("[钱元块]|(?:多少|几)万")
_MEASURE = re.compile(r"比例|数量|规模|总量|总数|金额|标准|人数|次数|面积|费用|指标|目标|时限|期限|时间|日期")
_OF_THESE = 0.8
_HEAVY = 7.0
_OF_WHICH = re.compile(r"哪[些几](?:种|类|个|家)?(?P<kind>[\u4e00-\u9fff]{2})")
_OF_TWO_EACH = re.compile(r"各(?:自|要|得|该|应|有|分|建|办|设|引|是|为)?(?:[^，。,？?区项位]{0,4})(?:几|多少)")
_NAMED_YEAR = re.compile(r"\d年")
_GIVEN = re.compile(r"(?:给予|奖励|补助|补贴|资助)[^,，。;；]{0,6}\d+(?:\.\d+)?万?元")  # whatever the total is
_TOTAL = re.compile(r"规模|总量|总额|总计|累计|亿元")


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
    told = ((f, s) for f in near for s, share in f.sentences if share >= least[id(f)])
    return [fold(each) for f, s in told for each in with_details(f, s)]


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
    if wanted.cue == "names" and _lists_such(question, sentences):
        return True
    if wanted.stated is None:
        return False
    if wanted.cue in _OF_THE_BEST:
        return states(best, wanted.stated) or (wanted.cue == "belonging" and _lists_it(best, question))
    return any(wanted.stated.search(sentence) for sentence in sentences)


def _lists_such(question: Question, sentences: Sequence[str]) -> bool:
    """Whether a sentence lists things of the kind that is asked for: 铁矿石、天然橡胶等商品, where 哪些商品 are."""
    asked = _OF_WHICH.search(question.asking)
    listed = f"等{asked['kind']}" if asked else ""
    return bool(asked) and any(listed in sentence for sentence in sentences if "、" in sentence)


def _lists_it(found: Found, question: Question) -> bool:
    """Whether the best sentence lists what is asked of among others: 办好“挑战杯”“创青春”等赛事."""
    told = fold(found.best_sentence)
    telling = [c for c in question.concepts if c.weight >= _HEAVY]
    return "等" in told and bool(telling) and all(any(form in told for form in c.forms) for c in telling)


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
    concepts = [c for c in context.question.concepts if not c.surface[0].isdigit()]  # 8个 of the asker's own
    total = sum(c.weight for c in concepts)
    near = ((f, s) for f in found[:_SENTENCES] for s, share in f.sentences if share >= MOST_OF_IT)
    said = [fold("".join(with_details(f, sentence))) for f, sentence in near]
    said += [fold(t.text) for f in found[:_SENTENCES] for t in f.located.clause.targets if t.uom.endswith("元")]
    amount = SUM_OF_MONEY if _MONEY.search(context.question.folded) else AMOUNT
    of_whole = re.compile("") if context.question.asks("scale") else _GIVEN
    amounts = [s for s in said if amount.search(s) and (of_whole.search(s) or not _TOTAL.search(s))]
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
