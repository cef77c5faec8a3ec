"""Follow-ups: what a question leaves out is taken from those before it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.questions.question import Concept, NamedUnit, Question
from kb.text import HAN, number_of

KIND_CUES = (
    "responsibility",
    "tasks",
    "deadline",
    "target",
    "money",
    "rate",
    "procedure",
    "contact",
    "purpose",
    "frequency",
)
_SAME_UNITS = re.compile(
    r"^它还|他们|它们|她们|这些单位|这几家|这个(?:单位|局|部门)|其中|只有它|它一家|该单位|这家|里面"
)
_ONLY_NUMBER = re.compile(rf"^(?:那|那么|第|再看下?|再说说?|看看)*(\d{{1,3}}|[{HAN}]+)(?:项|条|个)?呢?[?？。]?$")
_NEXT_TASK = re.compile(
    r"(?:那|那么|再)?(?:它的?|紧[跟接]着的?|挨着的?)?(?:往)?(?:(?P<behind>[下后])|[上前]|[倒退往]回去?)[面头]?的?那?一?(?:[项条]|个?(?:阶段|环节)|个(?=任务|呢|是|归|[?？]|$))"
)
_TOGETHER = re.compile(r"共同|一起|一道|都(?:有|在|参与|参加)")
_AMONG = re.compile(r"^(?:其中|这几[项条](?:任务)?里?|这些任务里?|这里面|里面|这些(?:里|中))")
_BESIDE_THEM = re.compile(r"(?:跟|和|与|同)[^，。,？?]{2,12}(?:一起|一道|一块|共同|重合|重复|重叠|合作|联合|都有|交叉)")
_LASTING = frozenset({"money", "rate", "procedure", "contact", "actual"})
_OF_IT = re.compile(r"(?:那|那么)?(?:它|其(?![中他它余])|该|具体)")
_ASKS_WHAT = re.compile(r"什么|啥|怎|如何")
_SAME_TASK = re.compile(r"同一?(?:项|条|个任务)|(?:^|[,，])(?:这|那|该)一?(?:项|条)(?:任务|工作)?(?:里|中|的|还|责任)")
_BESIDE_IT = re.compile(
    r"(?:那|那么)?(?:拿它)?(?:跟|和|与|同|比)(?:第|最后)[^，。,？?]{1,12}(?:一样|相同|一致|比|不同|差|区别|重合|[吗么不])"
)
_THAN_IT = re.compile(r"[比跟和与](?:它|这[项条个])")
_OTHERWISE = re.compile(r"反过来|没有(?:它|他们|她们)?的(?:任务)?(?:是|有|呢|又)?哪|不(?:含|包括|带)(?:它|他们)?的")
_ECHO, _FAINT, _BRIEF, _SLIGHT, _MATTER = 0.3, 0.1, 2, 4.0, 10.0
_TURN = re.compile(r"(?:那|那么)(?!它|他|这)[^，。,？?]{2,8}?(?:这一?[项块条])?呢[?？]?")
_BOTH = re.compile(r"两家|两个(?:单位|部门)|(?:他|它)们俩")


def carried(question: Question, earlier: Sequence[Question]) -> Question:
    """A follow-up with what it leaves out taken from the questions before it, nearest first.

    What it says itself stays: its documents, its topic, its units; without a cue of its own it asks what was asked.
    """
    question = replace(question, context=tuple(before.folded for before in reversed(earlier)))
    both = tuple(unit for before in earlier for unit in before.units) if _BOTH.search(question.folded) else ()
    if both and not question.units:
        question = replace(question, units=both, concepts=())
    if question.both and not question.documents:
        question = replace(question, documents=_two_documents(earlier))
    for before in reversed(earlier):
        names = bool(question.concepts or question.tasks or question.paths)
        question = _with(question, before)
        if names or before.concepts or before.units or before.tasks or before.paths:
            break
    if not question.sections and _AMONG.search(question.folded):
        question = replace(question, sections=next((q.sections for q in reversed(earlier) if q.sections), ()))
    return question


def _two_documents(earlier: Sequence[Question]) -> tuple[str, ...]:
    """The documents that the talk is of, where they are two."""
    named = tuple(dict.fromkeys(document for before in earlier for document in before.documents))
    return named if len(named) == 2 else ()


def _with(question: Question, before: Question) -> Question:
    """The question with what one earlier question lends it."""
    own = bool(question.concepts or question.tasks or question.paths)
    asks_itself = question.asks("yes_no") or _ASKS_WHAT.search(question.folded)
    asked = question.asks(*KIND_CUES) or (question.concepts and asks_itself)
    asks = not question.asks("counted") and (asked or any(cue.startswith("metadata") for cue in question.cues))
    own_documents = question.both or (own and question.concepts and not _leans_on_document(question))
    lasting = before.cues & _LASTING if question.asks("target") else frozenset()
    return replace(
        question,
        documents=question.documents or (() if own_documents else before.documents),
        tasks=_task_after(question, before) or (question.tasks if own else before.tasks),
        paths=question.paths if own else before.paths,
        sections=question.sections or before.sections,
        units=_carried_units(question, before, own=own),
        concepts=_carried_concepts(question, before),
        cues=question.cues | (lasting if asks else before.cues - _of_set(question)),
        topic=question.topic if own else before.topic,
    )


def _of_set(question: Question) -> frozenset[str]:
    """Whether a unit is among those before (“里面有投控集团吗”) is asked of a clause, not of a set of tasks."""
    is_one = question.units and question.asks("membership") and "哪" not in question.folded
    return frozenset({"tasks"}) if is_one else frozenset()


def _leans_on_document(question: Question) -> bool:
    """Whether it says more of what was asked of before, or asks for a datum of the same document."""
    return bool(_OF_IT.match(question.folded)) or any(cue.startswith("metadata") for cue in question.cues)


def _task_after(question: Question, before: Question) -> tuple[int, ...]:
    """“18呢” after “第17项归谁”: the number alone is a task's as the one before was; “下一项” is the one behind it."""
    if (step := task_behind(question)) and before.tasks:
        return (before.tasks[-1] + step,)
    only = _ONLY_NUMBER.match(question.folded)
    number = number_of(only[1]) if only and before.tasks else None
    return (number,) if number else ()


def _carried_units(question: Question, before: Question, *, own: bool) -> tuple[NamedUnit, ...]:
    """Its own units, those before where it names none, both where it asks which of the ones before (其中)."""
    beside = _BESIDE_THEM.search(question.folded)
    said = [c for c in question.concepts if not (beside and c.surface[:2] in beside[0])]
    if (beside or _AMONG.search(question.folded)) and sum(c.weight for c in said) < _SLIGHT:
        return tuple(dict.fromkeys((*before.units, *question.units)))
    if question.units and all(unit.excluded for unit in question.units) and question.asks("tasks"):
        return tuple(dict.fromkeys((*before.units, *question.units)))
    if not question.units and _OTHERWISE.search(question.folded):
        return tuple(replace(unit, excluded=not unit.excluded) for unit in before.units)
    return question.units or (before.units if not own or _SAME_UNITS.search(question.folded) else ())


def task_behind(question: Question) -> int:
    """How many tasks on from the one of the answer before it asks: 1 for “下一项呢”, -1 for “上一项”, else 0."""
    step = _NEXT_TASK.match(question.folded)
    return (1 if step["behind"] else -1) if step else 0


def means_units_before(question: Question) -> bool:
    """Whether “他们”, “这些单位” in it are the units of the answer before."""
    of_a_matter = _AMONG.search(question.folded) and question.weight >= _MATTER
    named = question.units or not question.asks("tasks") or of_a_matter
    return not named and bool(_SAME_UNITS.search(question.folded))


def means_task_before(question: Question) -> bool:
    """Whether “同一项任务” in it is the task of the answer before, or it sets another beside that: “跟第2项一样吗”."""
    asked = _BESIDE_IT.match if question.tasks else _SAME_TASK.search
    return bool(task_behind(question) or asked(question.folded))


def is_beside_it(question: Question) -> bool:
    """Whether it sets the next task, or the one before, beside that of the answer before: “下一项比它多几家”."""
    return bool(task_behind(question) and _THAN_IT.search(question.folded))


def with_task(question: Question, document: str, number: int) -> Question:
    """The question about the task so many on from this one, and those that it names; a unit in it is one of the task's.

    “下一项比它多几家” is about both.
    """
    both = (number,) if is_beside_it(question) else ()
    tasks = (number + task_behind(question), *both, *question.tasks)
    return replace(question, documents=(document,), tasks=tasks, units=(), concepts=(), follows=False)


def with_clause(question: Question, document: str, path: str) -> Question:
    """The question about just this clause."""
    return replace(question, documents=(document,), paths=(path,), units=(), concepts=(), follows=False)


def with_units(question: Question, names: Sequence[str]) -> Question:
    """The question about any of these units, or about all of them together (共同)."""
    units = tuple(NamedUnit(name, name, 0, 0) for name in names)
    return replace(question, units=units, any_unit=not _TOGETHER.search(question.folded), concepts=(), follows=False)


def _is_plain_turn(question: Question) -> bool:
    """Whether it but turns to another matter (“那贷款呢”): the one before is then hardly to be heard."""
    return bool(_TURN.fullmatch(question.folded))


def _carried_concepts(question: Question, before: Question) -> tuple[Concept, ...]:
    """Its own topic with a lighter echo of the one before; where it names only a clause, none."""
    if question.tasks or question.paths:
        return question.concepts
    if not question.concepts:
        return before.concepts
    share = _FAINT if _is_plain_turn(question) else _ECHO
    echo = (replace(concept, weight=share * concept.weight) for concept in before.concepts)
    return (*question.concepts, *echo) if len(question.concepts) <= _BRIEF else question.concepts
