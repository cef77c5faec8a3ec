"""What a question takes for granted and the notice says otherwise: a number, a year, that it is yearly, a denial."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Evidence, Line
from kb.answering.evidence import Found, likeness
from kb.answering.facts import SCALES, in_ones, sentence_with, targets_about
from kb.answering.lines import best_sentences, when_in_words
from kb.answering.selection import select
from kb.commitments import Comparator, Target
from kb.lexicon import opposites
from kb.questions import Concept, Kind, Question
from kb.questions.elsewhere import named_organisations, named_places
from kb.text import COUNTING, fold, number_of, tagged

_AMOUNT = re.compile(
    rf"(?<![第\d.])(?P<value>\d+(?:\.\d+)?|[{COUNTING}]{{2,}}|(?<=[是为写])(?!一)[{COUNTING}]|(?<=[就只才共][搞建办设有])(?!一)[{COUNTING}]|(?<=[跟和与])(?!一)[{COUNTING}](?=所))(?P<uom>个?学[时分]|[万亿]?[个家只场项所名种款件条%％元](?!人民政府)|[万亿])"
)
_CLAIMS = re.compile(
    r"吧[？?。]?$|为什么|为何|凭什么|是不是|对不对|对吧|是吗|怎么(?:会)?(?:把|要|不)|都得|既然|听说|据说|收费标准|(?:怎么|如何)(?:收费|计费)|没错|属实|是这个?[话理]|真的假的"
)
_YEARLY = re.compile(r"每(?:一)?年|年年|一年(?:要|得|就)?(?:办|搞|建)")
_IN_ALL = re.compile(r"[三几两五]年(?:里|内|下来)?(?:一共|总共|合计|共|加起来|总计)")
_DENIED = re.compile(r"(?:不(?:用|消|需要?|必|须|经过?)|无需|无须|不要求|用不着)(?P<what>[^，。,？?、]{1,12})")
# “没有学校批准也行” denies the approval, whichever word of it the notice has.
_UNAPPROVED = re.compile(
    r"(?:没有?|不经过?|不必经过?|不用|无需|免了?)[^，。,？?]{0,6}(?:批准|点头|审批|许可|准许)|(?:批准|点头|审批|许可|准许)(?:都|也)?(?:免|不用|不要)"
)
_WAIVED = re.compile(r"(?P<what>[^，。,？?、]{2,8}?)(?:都|也)?(?:免了|不用了|省了|取消了)")
_LEFT_OPEN = re.compile(r"(?:是否|不|无需|免|自主决定)[^，。,；;]{0,8}$")
_SOME_OF_IT, _MOST_OF_IT, _NEARLY, _SEVERAL, _SLIGHT = 0.3, 0.6, 0.85, 2, 4.0
_OTHER_TERMS = re.compile(r"最多|至多|上限|封顶|不超过|以[下内]|总数|一共|总共|合计|一半|半数|只[能有]|不是")
_AT_LEAST = re.compile(r"最少|至少|起码|不少于|不低于|以上|下限")
_ASKS_ELSE = re.compile(r"谁|哪|什么|啥|几|多少|怎|为何|如何|还是|[,，][^，,]{6,}[,，]")
_ACTS = "vd"  # by the first letter of the tag; 同意 is tagged as an adverb
_NO_MORE = "与文件不符，文件的说法是："


def _counted(uom: str) -> str:
    """What a unit of measure counts: 家 of 万家, 学时 of 个学时; nothing of 亿."""
    bare = uom.lstrip("".join(SCALES))
    return bare.removeprefix("个") or bare


@dataclass(frozen=True)
class _Amount:
    """A number of a question, in ones, of what is counted (nothing where only 万 or 亿 is said)."""

    value: float
    counted: str

    def is_of(self, target: Target) -> bool:
        """Whether both count the same kind of thing."""
        uom = _counted(target.uom)
        alike = self.counted == uom or {self.counted, uom} == {"条", "个"}
        return bool(uom) and (alike or (not self.counted and target.uom != uom))

    def equals(self, target: Target) -> bool:
        if not self.is_of(target):
            return False
        if target.comparator is Comparator.RANGE and target.upper is not None:
            return in_ones(target.value, target.uom) <= self.value <= in_ones(target.upper, target.uom)
        return self.value == in_ones(target.value, target.uom)


def put_right(draft: Draft, context: Context, found: Sequence[Found]) -> Draft:
    """The draft with what the question has wrong said first; as it is where it is a refusal, or nothing is wrong."""
    if draft.refused or draft.reason:
        return draft
    chosen = select(found, context.question)
    line = _otherwise(context, chosen) or (Line(_NO_MORE) if _is_contradicted(context.question, chosen) else None)
    if line:
        return replace(draft, lines=(line, *draft.lines), reason=Reason.FALSE_PREMISE)
    right = _as_said(context, chosen)
    return replace(draft, lines=(right, *draft.lines)) if right else draft


def instead_of_missing(context: Context, found: Sequence[Found]) -> Draft | None:
    """Where a question names a university or a place that no notice does, and the notice names others for just that."""
    named, missing = {*_names_in(context.question.folded)}, context.question.missing
    if not is_claim(context.question) or not found or found[0].coverage < _MOST_OF_IT or not set(missing) <= named:
        return None
    best = found[0].best_sentence
    if not set(_names_in(fold(best))) - named - set(context.catalogue.places):
        return None
    line = Line(f"文件没有提到{'、'.join(missing)}，文件的说法是：“{best}”", (Evidence(found[0].located, best),))
    return Draft(Kind.CONTENT, (line,), reason=Reason.FALSE_PREMISE)


def _names_in(folded: str) -> list[str]:
    return [*named_organisations(folded), *named_places(folded)]


def claimed_measures(question: Question) -> list[str]:
    """What the numbers count that a question wants to have confirmed or asks the reason of: 家, %."""
    amounts = _amounts(question.folded) if is_claim(question) else ()
    return [amount.counted for amount in amounts if amount.counted]


def is_claim(question: Question) -> bool:
    """Whether it says something that it wants to have confirmed, or asks the reason of."""
    return question.asks("yes_no") or bool(_CLAIMS.search(question.folded))


def is_given(target: Target, question: Question) -> bool:
    """Whether the question tells this number itself, and asks for another: “30家孵化器里武昌分到几家”."""
    if question.asks("yes_no", "everything", "mention", "deadline", "which_task"):
        return False
    return any(amount.equals(target) for amount in _amounts(question.folded))


def _otherwise(context: Context, chosen: Sequence[Found]) -> Line | None:
    """The target that the question states with another number, year or period; None where it is right."""
    question = context.question
    for f in chosen:
        about = _about(f, question)
        meant = _most_about(about, question)
        claimed = [a for a in _amounts(question.folded) if not any(a.equals(t) for t in meant)]
        wrong = (t for t in about if any(a.is_of(t) for a in claimed) or _is_other_time(t, question))
        if target := _of_another_thing(about, question) or next(wrong, None):
            return _stating("与文件不符", target, f, context)
    return None


def _stating(verdict: str, target: Target, found: Found, context: Context) -> Line:
    words = f"{verdict}。文件写的是：{target.text}{when_in_words(target, context.today)}。"
    return Line(words, (Evidence(found.located, sentence_with(found.located, target.text)),))


def _of_another_thing(about: Sequence[Target], question: Question) -> Target | None:
    """The target of the thing right before one of several numbers, where that is another's: 验证中心50家、平台15家."""
    said = list(_AMOUNT.finditer(question.folded))
    if len(said) < _SEVERAL or not question.asks("yes_no"):
        return None
    for start, amount in zip([0, *(match.end() for match in said)], said, strict=False):
        part = question.folded[start : amount.start()]
        concepts = [c for c in _of_things(question) if c.surface in part]
        own = max(about, key=lambda target: _weight(target, concepts), default=None)
        claimed = next(_amounts(amount[0]), None)
        if own and claimed and _weight(own, concepts) and claimed.is_of(own) and not claimed.equals(own):
            return own
    return None


def _as_said(context: Context, chosen: Sequence[Found]) -> Line | None:
    """The target whose number the question has right, where that is all that it wants confirmed."""
    question, amounts = context.question, list(_amounts(context.question.folded))
    if not question.asks("yes_no") or len(amounts) != 1 or _ASKS_ELSE.search(question.folded):
        return None
    for f in chosen[:1]:
        meant = (t for t in _most_about(_about(f, question), question) if amounts[0].equals(t))
        if right := next((t for t in meant if _is_in_these_terms(t, question.folded)), None):
            return _stating("与文件一致", right, f, context)
    return None


def _is_in_these_terms(target: Target, folded: str) -> bool:
    """Whether the question has a number as the target does: as a bound below, every year, or plainly."""
    if _OTHER_TERMS.search(folded) or bool(target.every) is not bool(_YEARLY.search(folded)):
        return False
    return (target.comparator is Comparator.AT_LEAST) is bool(_AT_LEAST.search(folded))


def _most_about(about: Sequence[Target], question: Question) -> list[Target]:
    """Of targets in the order of how much they have of the topic, those that have about as much as the first."""
    concepts = _of_things(question)
    return [t for t in about if _weight(t, concepts) >= _NEARLY * _weight(about[0], concepts)]


def _of_things(question: Question) -> list[Concept]:
    """The concepts of a question without its numbers."""
    return [c for c in question.concepts if not c.surface[0].isdigit()]


def _about(found: Found, question: Question) -> list[Target]:
    """The targets that a claim may be about, best first; most of the topic, where no claim is asked to be confirmed."""
    concepts = _of_things(question)
    total = sum(c.weight for c in concepts)
    targets = targets_about(found.located, concepts)
    if total < _SLIGHT:  # “不是每年100场吗”
        targets = [t for t in found.located.clause.targets if any(a.equals(t) for a in _amounts(question.folded))]
    about = sorted(targets, key=lambda target: -_weight(target, concepts))
    least = (_SOME_OF_IT if question.asks("yes_no") else _MOST_OF_IT) * (total if total >= _SLIGHT else 0.0)
    return [target for target in about if _weight(target, concepts) >= least]


def _weight(target: Target, concepts: Sequence[Concept]) -> float:
    return sum(c.weight * likeness(c, fold(target.text)) for c in concepts)


def _amounts(folded: str) -> Iterator[_Amount]:
    for match in _AMOUNT.finditer(folded):
        uom = match["uom"]
        value = float(match["value"]) if match["value"][0].isdigit() else number_of(match["value"])
        if value:
            yield _Amount(in_ones(value, uom), _counted(uom))


def _is_other_time(target: Target, question: Question) -> bool:
    """Whether the question has the target in another year, or yearly where it is once, or once where it is yearly."""
    if not question.asks("yes_no"):
        return False
    if target.every:
        return bool(_IN_ALL.search(question.folded))
    if target.by is None:
        return False
    return bool(_YEARLY.search(question.folded)) or bool(question.years and target.by.year not in question.years)


def _is_contradicted(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether the question takes for granted the opposite of what the sentences that answer it say."""
    if not _CLAIMS.search(question.folded):
        return False
    said = fold("".join(sentence for f in chosen for sentence in best_sentences(f)))
    told = question.folded
    rows = [r for r in opposites() if any(w in told for w in r.say) and not any(w in told for w in r.means)]
    return _denies(question, said) or any(
        any(w in said for w in row.means) and not any(w in said for w in row.say) for row in rows
    )


def _denies(question: Question, said: str) -> bool:
    """“不用学校同意”, in these words or others, where the notice has “经学校同意”."""
    denied = "".join(match["what"] for p in (_DENIED, _WAIVED) for match in p.finditer(question.folded))
    acts = {word for word, tag in tagged(denied) if tag[0] in _ACTS and len(word) > 1}
    acts |= {form for c in question.concepts if c.surface in denied and c.surface in acts for form in c.forms}
    acts |= {"同意"} if _UNAPPROVED.search(question.folded) else set()
    places = (said.find(word) for word in acts)
    return any(at > 0 and not _LEFT_OPEN.search(said[:at]) for at in places)
