"""From the words of a question to what it asks."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from kb.catalogue import Catalogue
from kb.lexicon import cues, generic_nouns
from kb.questions.asking import asking_parts, excepted, in_standard_words, parts
from kb.questions.documents import blanked, means_two, named_documents, unknown_documents, with_full_numbers
from kb.questions.elsewhere import named_places, unknown_matters, unknown_places
from kb.questions.places import named_paths, named_sections, named_tasks, unknown_sections
from kb.questions.question import Concept, Kind, NamedUnit, Question
from kb.questions.spelling import respelt
from kb.questions.topic import concepts, only_unknown_acts, whole_verbs
from kb.questions.units import named_units
from kb.text import HAN, NUMERAL, fold, number_of, simplified

MAX_QUESTION = 2000
__all__ = [
    "MAX_QUESTION",
    "Concept",
    "Kind",
    "NamedUnit",
    "Question",
    "carried",
    "excepted",
    "means_task_before",
    "means_units_before",
    "respelt",
    "understand",
    "with_task",
    "with_units",
]

KIND_CUES = ("responsibility", "tasks", "deadline", "target", "money", "rate", "procedure", "contact", "purpose")
_FOLLOWS = re.compile(
    r"^(?:那|这|其|它|他们|她|还有|上面|刚才|前面|该|此|另外|然后|同样|只有|一共|总共|跟|和|再)|他们|它们|^(?:这|那)?两(?:个(?:区|县|地方|单位|部门|文件)|份|家)|(?:^|[,，])还(?:差|缺|剩)|这里面|^(?:里面|里头|其中|名单里)(?=有|没|含|包|算|在)|这些单位|呢[？?]?$|^[^，。,？?]{1,8}呢[,，?？]"
)
_SAME_UNITS = re.compile(r"^它还|他们|它们|她们|这些单位|这几家|其中|只有它|它一家|该单位|这家|里面")
_WRITTEN_FOR = str.maketrans("劵帐", "券账")  # characters that are often written for others
_OWNS = re.compile(r"(?:的|那份|那个|这份|这个|发的|印发的|出的|出台的)+ {2}")  # before the place of a document's name
_ONLY_NUMBER = re.compile(rf"^(?:那|那么|第)*(\d{{1,3}}|[{HAN}]+)(?:项|条|个)?呢?[?？。]?$")
_NEXT_TASK = re.compile(r"(?:那|那么|再)?(?:往)?(?:(?P<behind>[下后])|[上前])(?:面)?的?一?[项条个]")
_TOGETHER = re.compile(r"共同|一起|一道|都(?:有|在|参与|参加)")
_AMONG = re.compile(r"^(?:其中|这里面|里面|这些(?:里|中))")
_LASTING = frozenset({"money", "rate", "procedure", "contact", "actual"})
_OF_IT = re.compile(r"(?:那|那么)?(?:它|其(?![中他它余])|该)")
_SAME_TASK = re.compile(r"同一?(?:项|条|个任务)|(?:^|[,，])(?:这|那|该)一?(?:项|条)(?:任务|工作)?(?:里|中|的|还)")
_ECHO, _BRIEF = 0.3, 2
_BOTH = re.compile(r"两家|两个(?:单位|部门)|(?:他|它)们俩")
_LONG, _BESIDES, _FOCUS = 40, 0.3, 1.3
_MAY = re.compile(r"(?:能不能|可不可以|会不会|(?:能|可以|会|算|要)(?=[^，。,？?]{1,10}[吗不么]))")
# What a question may want to be told; that a number of years stands in it does not mean that it asks for one.
_ASKED_FOR = frozenset(
    {"target", "deadline", "money", "rate", "duration", "per_item", "actual", "penalty", "procedure"}
)
_OF_SO_MANY = re.compile(
    rf"{NUMERAL}(?:项|条|个)(?:重点|主要)?(?:任务|工作|措施)?(?:里面|里头|里|中|当中)(?![央心间学小期])"
)
_ACTING = 8.0
_TIME = re.compile(r"(?:到|至|在)?20\d\d年(?:年?底|末)?(?:之?前|以前)?")
_TODAY = re.compile(r"(?:今天|现在|今儿)是?(?:20\d\d年)?\d{1,2}月\d{1,2}[日号]")
_WHO_ASKS = re.compile(r"(?:^|[,，。！!])(?:我|本人|俺)(?:们)?(?:是|在)[^,，。！!？?]{1,12}(?=[,，。！!])")
_TAG = re.compile(r"<[^<>]{0,200}>")
_YEAR = re.compile(r"(?<!\d)(20\d\d|\d\d)年")
_RELATIVE = {"去年": -1, "今年": 0, "明年": 1, "后年": 2}


def understand(text: str, catalogue: Catalogue, today: dt.date) -> Question:
    """What `text` asks, as far as its own words say; `today` makes 今年 a year."""
    written = simplified(fold(_TODAY.sub("", _TAG.sub("", text)))).translate(_WRITTEN_FOR)
    folded = with_full_numbers(in_standard_words(written), catalogue)
    documents, rest = named_documents(folded, catalogue)
    sections = named_sections(rest, catalogue, documents)
    paths, rest = named_paths(rest)
    tasks, rest = named_tasks(rest)
    named = (unit for unit in named_units(rest, catalogue) if not _OWNS.match(rest, unit.end))
    units = tuple(unit for unit in named if not _is_issuer(unit, rest, documents, catalogue))
    asking = asking_parts(folded)
    asked_for = _cues("".join(folded[start:end] for start, end in asking))
    found = _cues(folded) - (_ASKED_FOR - asked_for)
    topic = blanked(rest, [(unit.start, unit.end) for unit in units])
    topic = whole_verbs(topic, catalogue.vocabulary)
    topic = _OF_SO_MANY.sub(lambda match: " " * len(match[0]), topic)
    topic = _TIME.sub(lambda match: " " * len(match[0]), topic)
    elsewhere = tuple(place for place in named_places(topic) if place in catalogue.vocabulary)
    for place in (*catalogue.places, *elsewhere):
        topic = topic.replace(place, " " * len(place))
    return Question(
        text=text,
        folded=folded,
        cues=found,
        documents=documents,
        tasks=tasks,
        paths=paths,
        sections=sections,
        besides=named_sections(
            " ".join(folded[start + 1 : end] for start, end in excepted(folded)), catalogue, documents
        ),
        units=units,
        years=_years(rest, today),
        concepts=(
            *_asked_first(topic, asking, catalogue.vocabulary),
            *(_acting(units) if "cooperation" in found else ()),
        ),
        topic=topic,
        missing=(
            *unknown_documents(folded, catalogue),
            *unknown_sections(folded, catalogue),
            *unknown_places(folded, catalogue),
        ),
        elsewhere=tuple(place for place in elsewhere if place not in catalogue.places),
        matters=unknown_matters(_asked_about(folded, topic, asking, catalogue.vocabulary), catalogue),
        follows=bool(_FOLLOWS.search(folded)),
        asking="".join(folded[start:end] for start, end in asking),
        vague=only_unknown_acts(topic, catalogue.vocabulary),
        both=means_two(folded),
    )


def _is_issuer(unit: NamedUnit, rest: str, documents: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether a unit right before the place of a document's name is the one that issued it: 市科技局2021年意见."""
    if not rest.startswith("  ", unit.end):
        return False
    issued = (catalogue.by_id[document] for document in documents)
    return any(
        (row := holding.registry.find(unit.asked)) and holding.notice.document.issuer in row.names for holding in issued
    )


def _cues(folded: str) -> frozenset[str]:
    return frozenset(name for name, patterns in cues().items() if any(p.search(folded) for p in patterns))


def _asked_first(topic: str, asking: Sequence[tuple[int, int]], vocabulary: str) -> tuple[Concept, ...]:
    """The concepts of a topic; where a long question asks at one place, what it tells besides weighs less."""
    every = concepts(topic, vocabulary)
    focus = _MAY.search(topic)
    if focus:
        every = tuple(
            replace(c, weight=_FOCUS * c.weight) if topic.rfind(c.surface) >= focus.end() else c for c in every
        )
    asked = {concept.surface for concept in concepts(" ".join(topic[start:end] for start, end in asking), vocabulary)}
    if not asked or len(topic) < _LONG:
        asked = {concept.surface for concept in every}
    spans = [*excepted(topic), *(match.span() for match in _WHO_ASKS.finditer(topic))]
    besides = "".join(topic[start:end] for start, end in spans)
    return tuple(
        c if c.surface in asked and c.surface not in besides else replace(c, weight=_BESIDES * c.weight) for c in every
    )


def _asked_about(folded: str, topic: str, asking: Sequence[tuple[int, int]], vocabulary: str) -> str:
    """The parts that ask; where they only ask who or how, and name nothing, the part before them, too."""
    spans = list(asking)
    named = concepts(" ".join(topic[start:end] for start, end in asking), vocabulary)
    if all(concept.surface in generic_nouns() for concept in named):
        spans += [span for span in parts(folded) if span[1] <= asking[0][0]][-1:]
    return "".join(folded[start:end] for start, end in spans)


def _acting(units: Sequence[NamedUnit]) -> Sequence[Concept]:
    """Who works with others: the notice's words speak of these units, so they are part of the topic."""
    return [Concept(unit.asked, (unit.asked,), _ACTING) for unit in units]


def carried(question: Question, earlier: Sequence[Question]) -> Question:
    """A follow-up with what it leaves out taken from the questions before it, nearest first.

    What it says itself stays: its documents, its topic, its units; without a cue of its own it asks what was asked.
    """
    question = replace(question, context=tuple(before.folded for before in reversed(earlier)))
    if not question.units and _BOTH.search(question.folded):
        question = replace(question, units=tuple(unit for before in earlier for unit in before.units), concepts=())
    if question.both and not question.documents:
        question = replace(question, documents=_two_documents(earlier))
    for before in reversed(earlier):
        question = _with(question, before)
        if question.concepts or question.units or question.tasks or question.paths:
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
    asks = not question.asks("counted") and (
        question.asks(*KIND_CUES) or any(cue.startswith("metadata") for cue in question.cues)
    )
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
    if (step := _NEXT_TASK.match(question.folded)) and before.tasks:
        return (before.tasks[-1] + (1 if step["behind"] else -1),)
    only = _ONLY_NUMBER.match(question.folded)
    number = number_of(only[1]) if only and before.tasks else None
    return (number,) if number else ()


def _carried_units(question: Question, before: Question, *, own: bool) -> tuple[NamedUnit, ...]:
    """Its own units, those before where it names none, both where it asks which of the ones before (其中)."""
    if _AMONG.search(question.folded) and not question.concepts:
        return tuple(dict.fromkeys((*before.units, *question.units)))
    return question.units or (before.units if not own or _SAME_UNITS.search(question.folded) else ())


def means_units_before(question: Question) -> bool:
    """Whether “他们”, “这些单位” in it are the units of the answer before."""
    return not question.units and question.asks("tasks") and bool(_SAME_UNITS.search(question.folded))


def means_task_before(question: Question) -> bool:
    """Whether “同一项任务” in it is the task of the answer before."""
    return not question.tasks and bool(_SAME_TASK.search(question.folded))


def with_task(question: Question, document: str, number: int) -> Question:
    """The question about this task; a unit in it is one of the task's."""
    return replace(question, documents=(document,), tasks=(number,), units=(), concepts=(), follows=False)


def with_units(question: Question, names: Sequence[str]) -> Question:
    """The question about any of these units, or about all of them together (共同)."""
    units = tuple(NamedUnit(name, name, 0, 0) for name in names)
    return replace(question, units=units, any_unit=not _TOGETHER.search(question.folded), concepts=(), follows=False)


def _carried_concepts(question: Question, before: Question) -> tuple[Concept, ...]:
    """Its own topic with a lighter echo of the one before; where it names only a clause, none."""
    if question.tasks or question.paths:
        return question.concepts
    if not question.concepts:
        return before.concepts
    echo = (replace(concept, weight=_ECHO * concept.weight) for concept in before.concepts)
    return (*question.concepts, *echo) if len(question.concepts) <= _BRIEF else question.concepts


def _years(folded: str, today: dt.date) -> tuple[int, ...]:
    said = [int(y) if len(y) == 4 else 2000 + int(y) for y in _YEAR.findall(folded)]
    return tuple(dict.fromkeys(said + [today.year + shift for word, shift in _RELATIVE.items() if word in folded]))
