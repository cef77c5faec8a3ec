"""Answers about a topic: who, by when, how much, and what the notice says of it."""

import re
from collections.abc import Iterator, Sequence

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Evidence, Line, answered, whole
from kb.answering.evidence import Found, likeness
from kb.answering.facts import sentence_with, targets_about
from kb.answering.lines import (
    best_sentence,
    deadline_line,
    lead_note_of,
    quoted,
    target_line,
    units_line,
    units_of,
)
from kb.answering.measures import SUM
from kb.answering.premises import is_given
from kb.answering.prose import by_whom
from kb.answering.refusal import refuse
from kb.answering.selection import joins, preferred, select
from kb.catalogue import ANNOUNCES, Located
from kb.commitments import DeadlineKind, Target
from kb.questions import Concept, Kind, Question
from kb.questions.topic import concepts
from kb.text import NUMERAL, fold, tagged

_HOW_MANY = re.compile(r"多少|几[个家只场款种所项成倍门次件名人套支]")
_LONG_OR_DAY = rf"{NUMERAL}(?:个)?(?:月|日|天|周|小时|工作日|学期)|\d{{1,2}}[:：]\d\d|期满|之日"
_DAY, _TIME = re.compile(_LONG_OR_DAY), re.compile(rf"{NUMERAL}(?:个)?年|{_LONG_OR_DAY}")
_EACH = re.compile(r"各(?!区|个|单位|部门)|分别")
_ASKS_DAY = re.compile(r"哪(?:一)?天|几号|几月|启用|建成|完工|投用|竣工|揭牌|开业|开张|多久")
_ASKS_ITEMS = re.compile(r"哪|什么|条件|情形|情况|怎|如何|啥")
_LIMIT = re.compile(r"时限|期限|时间|进度")
_MOST_ITEMS = 20
_NEAR = 0.75
_COUNTED = re.compile(r"多少(?:个|名|位|所|家|项|只|场|款|种)?|几(?:个|名|位|所|家|项|只|场|款|种)")
_BEFORE_NUMBER, _BEHIND_NUMBER = 6, 16
_RELATIVE = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:创办|办|建|开|设立|建设|创立|成立|组织|举办|培育)的(?=[\u4e00-\u9fff]{2})"
)
_TELLING = 7.0
_OF_ANOTHER = ("的", "上", "级", "型", "性")


def responsibility(context: Context, found: Sequence[Found]) -> Draft:
    """Who is responsible for the topic: the units of its clauses, exactly as listed."""
    having = [f for f in found if f.located.clause.units]
    near = having if joins(context.question) else [f for f in having if f.coverage >= _NEAR * found[0].coverage]
    chosen = select(near or found, context.question)
    named = [f for f in chosen if f.located.clause.units]
    if not named:
        if said := by_whom(found):
            return Draft(Kind.RESPONSIBILITY, said)
        return refuse(Kind.RESPONSIBILITY, Reason.NOT_STATED, "文件没有为此列明责任单位。", found)
    besides = {unit.name for unit in context.question.units if unit.excluded}
    of = {f: tuple(u for u in units_of(f) if u.name not in besides) for f in named}
    lines = [units_line(f.located, best_sentence(f), of[f]) for f in named]
    units = tuple(u for f in named for u in answered(of[f], f.located))
    if context.question.asks("counted") and len(named) == 1:
        lines.append(Line(f"共{len(units)}家。"))
    return Draft(
        Kind.RESPONSIBILITY,
        (*lines, *extras(context, named)),
        tuple(dict.fromkeys(units)),
        lead_note_of(context, [f.located for f in named]),
    )


def extras(context: Context, named: Sequence[Found]) -> list[Line]:
    """The numbers or days that the question asks for besides the units."""
    lines = []
    for f in named:
        if context.question.asks("target", "deadline"):
            about = targets_about(f.located, context.question.concepts)
            lines += [target_line(f.located, target, context.today) for target in about]
    return lines


def target(context: Context, found: Sequence[Found]) -> Draft:
    """How much: the targets about the topic. Refused where its clauses state no number."""
    if context.question.asks("money", "duration"):
        return Draft(Kind.TARGET, quoted(select(found, context.question)))
    about = preferred(found, lambda c: bool(targets_about(c, context.question.concepts)))
    chosen = select(preferred(about, lambda c: _is_of_years(c, context.question)), context.question)
    lines = _mentioned_numbers(context) or [
        target_line(f.located, each, context.today)
        for f in chosen
        for each in _asked_targets(f.located, context)
        if counts(each, context.question)
    ]
    if lines:
        return Draft(Kind.TARGET, (*lines, *_sum_of(chosen, context)))
    of_others = any(_asked_targets(f.located, context) for f in chosen)
    with_numbers = [f for f in chosen if _counts_in_words(best_sentence(f).quote, context.question)]
    if with_numbers and not of_others:
        return Draft(Kind.TARGET, quoted(with_numbers))
    return refuse(Kind.TARGET, Reason.NOT_STATED, "文件没有写明这方面的具体数字。", found)


def _sum_of(chosen: Sequence[Found], context: Context) -> Iterator[Line]:
    """What the targets that are named one beside the other come to, where their sum is asked for."""
    question = context.question
    asked = [t for f in chosen for t in _asked_targets(f.located, context) if counts(t, question)]
    if len(asked) < 2 or not SUM.search(question.folded) or not joins(question):
        return
    if len({target.uom for target in asked}) == 1 and all(target.value for target in asked):
        numbers = "、".join(f"{target.value}{target.uom}" for target in asked)
        proof = tuple(
            Evidence(f.located, sentence_with(f.located, t.text))
            for f in chosen
            for t in asked
            if t in f.located.clause.targets
        )
        yield Line(f"{numbers}，合计{sum(target.value for target in asked if target.value)}{asked[0].uom}。", proof)


def _counts_in_words(sentence: str, question: Question) -> bool:
    """Whether a sentence has a number, in figures or, with the measure that is asked for, in characters: 三种."""
    measures = "".join(asked[0][-1] for asked in _HOW_MANY.finditer(question.folded))
    in_words = re.search(rf"{NUMERAL}[{measures}]", sentence) if measures else None
    return any(c.isdigit() for c in sentence) or bool(in_words)


def counts(target: Target, question: Question) -> bool:
    """Whether a target is a number of what the question wants the number of: 多少学生 is no share of students."""
    nouns = [_noun_at(question.folded[asked.end() :]) for asked in _COUNTED.finditer(question.folded)]
    if nouns and is_given(target, question):
        return False
    if not nouns or any(_is_number_of(noun, target) for noun in nouns if noun):
        return True
    return None in nouns and _is_of_subject(target, question)


def _is_of_subject(target: Target, question: Question) -> bool:
    """Whether a target has the thing that “微专业要建多少个” names before it asks."""
    asked = list(_COUNTED.finditer(question.folded))
    before = re.split(r"[,，。;；]", question.folded[: asked[0].start()])[-1]
    telling = (c for c in question.concepts if c.surface in before and c.weight >= _TELLING)
    things = [c for c in telling if tagged(c.surface)[-1][1].startswith("n")]
    if len(asked) > 1 or joins(question) or question.asks("everything") or not things:
        return True
    last = max(things, key=lambda c: before.rfind(c.surface))
    return likeness(last, fold(target.text)) > 0


def _noun_at(text: str) -> str | None:
    """The noun that a text begins with, the last of two: 企业 of 师生企业; None where another word stands there.

    >>> _noun_at("学校办的企业")
    '企业'
    """
    if relative := _RELATIVE.match(text):
        return _noun_at(text[relative.end() :])
    found = tagged(text)[:2] if text[:1].isalnum() else []
    nouns = [word for word, tag in found if tag.startswith("n") and len(word) > 1]
    if not nouns or not found[0][1].startswith("n"):
        return None
    behind = text[text.index(nouns[-1]) + len(nouns[-1]) :]
    return None if behind.startswith(_OF_ANOTHER) else nouns[-1]


def _is_number_of(noun: str, target: Target) -> bool:
    text = fold(target.text)
    number = re.search(r"\d", text)
    near = text[max(0, number.start() - _BEFORE_NUMBER) : number.start() + _BEHIND_NUMBER] if number else text
    forms = [form for concept in concepts(noun) for form in concept.forms] or [noun]
    is_named = any(form in near or text.endswith(form) or fold(target.indicator).endswith(form) for form in forms)
    return is_named and target.uom not in ("%", "％", "‰")


def _asked_targets(located: Located, context: Context) -> list[Target]:
    """As many targets as the question asks numbers for, those that speak of the topic most."""
    question = context.question
    each = bool(_EACH.search(question.folded)) and joins(question)
    measures = {asked[0][-1] for asked in _COUNTED.finditer(question.folded)}
    numbers = len(located.clause.targets) if each else len(_HOW_MANY.findall(question.folded))
    about = targets_about(located, question.concepts, numbers)
    about = [t for t in about if "少" not in measures and t.uom in measures] or about
    return [t for t in about if t.by and t.by.year in question.years] or about


def _is_of_years(located: Located, question: Question) -> bool:
    """Whether a target about the topic is due in a year that the question names."""
    return any(t.by and t.by.year in question.years for t in targets_about(located, question.concepts))


def _mentioned_numbers(context: Context) -> list[Line]:
    """“哪些指标是1000”: every target with that value; none where the question names no bare number or a topic."""
    question = context.question
    if not question.asks("mention", "everything") or any(not c.surface.isdecimal() for c in question.concepts):
        return []
    values = {int(c.surface) for c in question.concepts}
    return [
        target_line(located, each, context.today)
        for located in context.catalogue.clauses
        for each in located.clause.targets
        if each.value in values
    ]


def deadline(context: Context, found: Sequence[Found]) -> Draft:
    """By when: the last day of the targets about the topic, else the time limits of its clause."""
    chosen = select(preferred(found, lambda c: bool(c.clause.deadlines)), context.question)
    lines = [line for f in chosen for line in _when(f, context)] or [
        line for f in chosen for line in _timed(f, _time_of(context))
    ]
    if lines:
        return Draft(Kind.DEADLINE, tuple(lines))
    return refuse(Kind.DEADLINE, Reason.NOT_STATED, f"文件没有写明完成时限。{_period(chosen)}", found)


def _when(found: Found, context: Context) -> list[Line]:
    """The days of a clause: of its targets about the topic, else its time limits; one that recurs tells no day."""
    located, concepts = found.located, context.question.concepts
    about = targets_about(located, concepts)
    if numbered := _of_number(about, concepts):
        return [target_line(located, t, context.today) for t in numbered]
    best = best_sentence(found)
    ongoing = [d for d in located.clause.deadlines if d.kind is DeadlineKind.ONGOING and d.text in best.quote]
    if ongoing and _ASKS_DAY.search(context.question.folded):
        return []
    if ongoing:
        return [deadline_line(located, d, context.today) for d in ongoing]
    if about:
        return [target_line(located, t, context.today) for t in about if t.by or t.every]
    if all(d.kind is DeadlineKind.RECURRING for d in located.clause.deadlines) and (timed := _timed(found, _TIME)):
        return timed
    stated = [deadline_line(located, d, context.today) for d in located.clause.deadlines]
    return stated or _of_row(located)


def _of_row(located: Located) -> list[Line]:
    """What the column of time limits says of a row of a table: “试点后启动”."""
    for table in located.holding.notice.tables:
        limits = [i for i, column in enumerate(table.columns) if _LIMIT.search(column)]
        for row in (row for row in table.rows if limits and located.clause.path == f"{table.path} 第{row[0]}项"):
            said = str(row[limits[0]])
            words = f"{located.holding.short_name}{located.name}：“{said}”。"
            return [Line(words, (Evidence(located, said),))] if said and said in located.clause.text else []
    return []


def _time_of(context: Context) -> re.Pattern[str]:
    """What a time looks like that answers the question: a year is no day."""
    return _DAY if _ASKS_DAY.search(context.question.folded) else _TIME


def _timed(found: Found, time: re.Pattern[str]) -> list[Line]:
    """The sentence with a time that speaks of the topic most; the heading where that has it."""
    name = f"{found.located.holding.short_name}{found.located.name}"
    timed = [(share, sentence) for sentence, share in found.sentences if share > 0 and time.search(sentence)]
    if timed:
        quote = max(timed, key=lambda rated: rated[0])[1]
        return [Line(f"{name}：“{quote}”", (Evidence(found.located, quote),))]
    return [Line(f"{name}。", (whole(found.located),))] if time.search(found.located.heading) else []


def _period(chosen: Sequence[Found]) -> str:
    document = chosen[0].located.holding.notice.document if chosen else None
    if document is None or document.period is None:
        return ""
    return f"整个文件的执行期是{document.period[0].year}—{document.period[1].year}年，这不等于该项工作的时限。"


def content(context: Context, found: Sequence[Found]) -> Draft:
    """What the notice says: the sentences that answer, whole, so that their conditions stay."""
    chosen = select(found, context.question)
    if context.question.asks("which_task"):
        return Draft(Kind.CLAUSE, tuple(map(_place_line, chosen)))
    return Draft(Kind.CONTENT, (*quoted(chosen), *_items(chosen, context)))


def _items(chosen: Sequence[Found], context: Context) -> Iterator[Line]:
    """The items below a clause that only announces them (“有下列情形之一的”), where the question asks which."""
    if not _ASKS_ITEMS.search(context.question.folded):
        return
    for f in chosen:
        below = [c for c in context.catalogue.under(f.located) if c.clause.parents[-1] == f.located.clause.path]
        if len(below) <= _MOST_ITEMS and ANNOUNCES.search(best_sentence(f).quote):
            yield from (Line(f"- {c.clause.text.strip()}", (Evidence(c, c.clause.text.strip()),)) for c in below)


def _of_number(targets: Sequence[Target], concepts: Sequence[Concept]) -> list[Target]:
    """The targets with a day and with a number that the question names: “办满100场”."""
    said = {concept.surface for concept in concepts}
    return [target for target in targets if (target.by or target.every) and f"{target.value}" in said]


def _place_line(found: Found) -> Line:
    """Where the notice speaks of it: the task by its number, else the clause."""
    clause, holding = found.located.clause, found.located.holding
    number = f"第{clause.task_number}项任务" if clause.task_number else clause.path
    return Line(f"在{holding.short_name}{number}：{found.located.name}。", (best_sentence(found),))
