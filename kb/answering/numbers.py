"""How much: the targets about a topic that count what is asked for."""

import re
from collections.abc import Sequence
from itertools import chain

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line
from kb.answering.evidence import Found, likeness
from kb.answering.facts import PER_CENT, targets_about
from kb.answering.lines import best_sentence, quoted, target_line
from kb.answering.premises import is_given
from kb.answering.reckoning import asks_sum_of_years, worked_out
from kb.answering.refusal import refuse
from kb.answering.selection import joins, preferred, select
from kb.answering.wanted import AMOUNT, NEARLY
from kb.catalogue import Located
from kb.commitments import Target
from kb.lexicon import is_known
from kb.questions import Concept, Kind, Question
from kb.questions.topic import concepts
from kb.text import NUMERAL, fold, number_of, tagged, words

_HOW_MANY = re.compile(r"多少|多大|几[个家只场款种所项成倍门次件名人套支]")
_COUNTED = re.compile(r"多少(?:个|名|位|所|家|项(?!目)|只|场|款|种|条)?|几(?:个|名|位|所|家|项(?!目)|只|场|款|种|条)")
_EVERY_TARGET = re.compile(
    rf"(?:{NUMERAL}|几|各|所有|全部)[个项]?(?:数字|量化|具体)?(?:指标|目标|数字)|(?:指标|目标){NUMERAL}个数|[两三四五]个数(?!字?量)"
)
_PER_YEAR = re.compile(r"(?:每一?|一)年[^，。,？?]{0,10}(?:几|多少)(?!年)")
_SHARE_TOO = re.compile(r"几成|百分之|比例|占比|占多少")
_HOW_BIG, _SO_MANY_THINGS = "多大", "多少个"
_ASKED = re.compile(rf"{_HOW_BIG}|{_COUNTED.pattern}")
_MARKS = re.compile(r"[,，、。;；?？]")
_EACH = re.compile(r"各(?!区|个|单位|部门)|分别")
_RELATIVE = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:创办|办|建|开|设立|建设|创立|成立|组织|举办|培育)的(?=[\u4e00-\u9fff]{2})"
)
_TOLD_OF = re.compile(r"(?![和跟与或、是有在要会能可])[\u4e00-\u9fff]{2,4}的(?=[\u4e00-\u9fff]{2})")
_OF_ANOTHER = ("的", "上", "级", "型", "性")
_MEASURE = re.compile(r"[量率额值]$")
_BEFORE_NUMBER, _BEHIND_NUMBER = 6, 16
_TELLING, _MOST = 7.0, 0.5
_ANY_MEASURE = "个家项种"
_BETWEEN = "tbaf"  # by the first letter of the tag: what may stand between two nouns: 师生早期项目
_GOALS, _OF_HEADING = "目标", 0.95
_NAME, _SEVERAL = 9.5, 3
_PARTICLES = "啊呀呢嘛吧哦"
_MEASURES = "个家只场款种所项倍门次件名人套支"


def target(context: Context, found: Sequence[Found]) -> Draft:
    """How much: the targets about the topic. Refused where its clauses state no number."""
    if context.question.asks("money", "duration", "fee"):
        return Draft(Kind.TARGET, quoted(select(found, context.question)))
    if goals := _of_goals(context, found):
        return Draft(Kind.TARGET, goals)
    about = preferred(found, lambda c: bool(targets_about(c, context.question.concepts)))
    if subject := _counted_thing(context.question):
        about = preferred(about, lambda c: any(_is_number_of(subject.surface, t) for t in c.clause.targets))
    if _PER_YEAR.search(context.question.folded):
        about = preferred(about, lambda c: any(t.every for t in targets_about(c, context.question.concepts)))
    chosen = select(preferred(about, lambda c: _is_of_years(c, context.question)), context.question)
    asked = [(f.located, each) for f in chosen for each in _asked_targets(f.located, context)]
    told = [(located, each) for located, each in asked if counts(each, context.question)]
    lines = [target_line(located, each, context.today) for located, each in told]
    if lines and not _is_of_another_name(context, lines) and not _lacks_measure(context.question, chosen):
        return Draft(Kind.TARGET, (*lines, *worked_out(told, [f.located for f in chosen], context.question)))
    counted = [f for f in found if _counts_in_words(best_sentence(f).quote, context.question)]
    beside = [f for f in select(counted, context.question) if _is_as_near(f, found[0], context.question)]
    with_numbers = [f for f in chosen if f in counted] or beside
    if with_numbers and not asked:
        return Draft(Kind.TARGET, quoted(with_numbers))
    return refuse(Kind.TARGET, Reason.NOT_STATED, "文件没有写明这方面的具体数字。", found)


def _is_as_near(found: Found, best: Found, question: Question) -> bool:
    """Whether a clause speaks of the topic as the best does, and has a sum or a share, where no measure is asked."""
    of_measure = any(asked[0][-1] in _MEASURES for asked in _HOW_MANY.finditer(question.folded))
    told = AMOUNT.search(fold(found.best_sentence))
    return not of_measure and bool(told) and found.coverage >= NEARLY * best.coverage


def _is_of_another_name(context: Context, lines: Sequence[Line]) -> bool:
    """Whether the question is of the size of something with a name of its own, and none of the numbers is of it."""
    question, told = context.question, fold("".join(line.text for line in lines))
    named = [c for c in question.concepts if c.weight >= _NAME and not is_known(c.surface)]
    return question.asks("scale") and bool(named) and not any(likeness(c, told) for c in named)


def _lacks_measure(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether what it asks the number of is a measure (装机容量) that none of the clauses speaks of."""
    subject = _subject(question)
    if subject is None or not _MEASURE.search(subject.surface):
        return False
    return not any(likeness(subject, fold(f.located.heading + f.located.text)) for f in chosen)


def _of_goals(context: Context, found: Sequence[Found]) -> tuple[Line, ...]:
    """All targets of the section of goals, of each document, where that is all that is asked for: “总体目标是什么”."""
    concepts, years = context.question.concepts, context.question.years
    headed = [
        f.located
        for f in found
        if _GOALS in f.located.heading
        and f.located.clause.targets
        and all(likeness(c, f.located.heading) >= _OF_HEADING for c in concepts)
    ]
    due = [c for c in headed if not years or any(t.by and t.by.year in years for t in c.clause.targets)]
    first = {c.holding.id: c for c in reversed(due)}.values()
    chosen = list(first) if context.question.asks("everything") else due[:1]
    return tuple(target_line(c, t, context.today) for c in chosen for t in c.clause.targets)


def _counts_in_words(sentence: str, question: Question) -> bool:
    """Whether a sentence has a number, in figures or, with the measure that is asked for, in characters: 三种."""
    measures = "".join(asked[0][-1] for asked in _HOW_MANY.finditer(question.folded))
    in_words = re.search(rf"{NUMERAL}[{measures}]", sentence) if measures else None
    return any(c.isdigit() for c in sentence) or bool(in_words)


def counts(target: Target, question: Question) -> bool:
    """Whether a target is a number of what the question wants the number of: 多少学生 is no share of students."""
    nouns = [_noun_at(question.folded[asked.end() :]) for asked in _COUNTED.finditer(question.folded)]
    if nouns and is_given(target, question) and not asks_sum_of_years(question):
        return False
    if not nouns or any(_is_number_of(noun, target) for noun in nouns if noun):
        return True
    return None in nouns and _is_of_subject(target, question)


def _is_named(target: Target, question: Question) -> bool:
    """Whether a target is a number of a noun that the question wants the number of."""
    nouns = (_noun_at(question.folded[asked.end() :]) for asked in _COUNTED.finditer(question.folded))
    return any(noun and _is_number_of(noun, target) for noun in nouns)


def _is_of_subject(target: Target, question: Question) -> bool:
    """Whether a target has the thing that “微专业要建多少个” names before it asks."""
    last, said = _subject(question), fold(target.text)
    return last is None or (
        likeness(last, said) > 0
        or sum(c.weight * likeness(c, said) for c in question.concepts) > _MOST * question.weight
    )


def _counted_thing(question: Question) -> Concept | None:
    """What it asks the number of, where that is its last word before the number, and no noun stands behind that."""
    subject, asked = _subject(question), _COUNTED.search(question.folded)
    if subject is None or asked is None or _noun_at(question.folded[asked.end() :]):
        return None
    before = question.folded[: asked.start()]
    last = max(question.concepts, key=lambda c: before.rfind(c.surface))
    return subject if last is subject else None


def _subject(question: Question) -> Concept | None:
    """The last thing that a question names before its only number: 微专业 of “微专业要建多少个”."""
    asked = list(_COUNTED.finditer(question.folded))
    if len(asked) != 1 or joins(question) or question.asks("everything"):
        return None
    before = re.split(r"[,，。;；]", question.folded[: asked[0].start()])[-1]
    telling = (c for c in question.concepts if c.surface in before and c.weight >= _TELLING)
    things = [c for c in telling if tagged(c.surface)[-1][1].startswith("n")]
    return max(things, key=lambda c: before.rfind(c.surface), default=None)


def _noun_at(text: str) -> str | None:
    """The noun that a text begins with, the last of two: 企业 of 师生企业; None where another word stands there.

    >>> _noun_at("学校办的企业"), _noun_at("师生刚起步的项目")
    ('企业', '项目')
    >>> _noun_at("师生早期项目")
    '项目'
    """
    if relative := _RELATIVE.match(text):
        return _noun_at(text[relative.end() :])
    if text[:1] in _PARTICLES:
        return None
    found = tagged(text)[:3] if text[:1].isalnum() else []
    found = found if len(found) > 2 and found[1][1][0] in _BETWEEN else found[:2]
    nouns = [word for word, tag in found if tag.startswith("n") and len(word) > 1]
    if not nouns or not found[0][1].startswith("n"):
        return None
    behind = text[text.index(nouns[-1]) + len(nouns[-1]) :]
    if told := _TOLD_OF.match(behind):
        return _noun_at(behind[told.end() :])
    return None if behind.startswith(_OF_ANOTHER) else nouns[-1]


def _is_number_of(noun: str, target: Target) -> bool:
    text = fold(target.text)
    number = re.search(r"\d", text)
    near = text[max(0, number.start() - _BEFORE_NUMBER) : number.start() + _BEHIND_NUMBER] if number else text
    forms = [form for concept in concepts(noun) for form in concept.forms] or [noun]
    is_named = any(form in near or text.endswith(form) or fold(target.indicator).endswith(form) for form in forms)
    return is_named and target.uom not in PER_CENT


def _asked_targets(located: Located, context: Context) -> list[Target]:
    """As many targets as the question asks numbers for, those that speak of the topic most."""
    question = context.question
    if (every := _EVERY_TARGET.search(question.folded)) and not _is_of_some(every, located):
        return list(located.clause.targets)
    each = bool(_EACH.search(question.folded)) and joins(question)
    is_share = bool(_SHARE_TOO.search(question.folded))
    if not each and not is_share and (named := _named_one_by_one(located, question)):
        return named
    measures = {asked[0][-1] for asked in _COUNTED.finditer(question.folded)}
    numbers = len(located.clause.targets) if each else len(_HOW_MANY.findall(question.folded))
    if (
        not each
        and len(located.clause.targets) >= _SEVERAL
        and len(located.clause.targets) in (numbers, numbers + is_share)
    ):
        return list(located.clause.targets)
    about = targets_about(located, question.concepts, numbers)
    measures |= {"%"} if is_share else set()
    about = [t for t in about if "少" not in measures and (t.uom in measures or _is_named(t, question))] or about
    about = about or _only_of(measures - set(_ANY_MEASURE), located)
    return [t for t in about if t.by and t.by.year in question.years] or about


def _is_of_some(every: re.Match[str], located: Located) -> bool:
    """Whether so many numbers are asked for (两个指标) that the clause has more."""
    number = number_of(next(iter(re.findall(NUMERAL, every[0])), ""))
    return number is not None and len(located.clause.targets) > number > 0


def _only_of(measures: set[str], located: Located) -> list[Target]:
    """The one target of a clause that is counted in one of these measures; none where there are more."""
    found = [target for target in located.clause.targets if target.uom in measures]
    return found if len(found) == 1 else []


def _named_one_by_one(located: Located, question: Question) -> list[Target]:
    """The targets of a clause where each of several numbers that are asked for names its own: 办几场、解决多少需求."""
    asked = list(_ASKED.finditer(question.folded))
    named = [_named_by(each, located, question) for each in asked]
    return [t for t in located.clause.targets if t in chain(*named)] if len(asked) > 1 and all(named) else []


def _named_by(asked: re.Match[str], located: Located, question: Question) -> list[Target]:
    """The targets of a clause that “几场对接”, “多少个需求” name by noun or measure; of several those of its words."""
    before = _MARKS.split(question.folded[: asked.start()])[-1]
    behind = _MARKS.split(question.folded[asked.end() :])[0]
    noun = _noun_at(behind) or next(iter(words(behind)), "")
    targets = [t for t in located.clause.targets if len(noun) > 1 and _is_number_of(noun, t)]
    targets = targets or [t for t in located.clause.targets if t.uom == asked[0][-1] != "个"]
    said = [c for c in question.concepts if c.surface in before + asked[0] + behind]
    about = targets_about(located, said)
    named = [t for t in about if t in targets] or (targets if len(targets) == 1 else [])
    return named or (about[:1] if asked[0] in (_HOW_BIG, _SO_MANY_THINGS) else [])


def _is_of_years(located: Located, question: Question) -> bool:
    """Whether a target about the topic is due in a year that the question names."""
    return any(t.by and t.by.year in question.years for t in targets_about(located, question.concepts))
