"""From the words of a question to what it asks."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kb.catalogue import Catalogue
from kb.lexicon import attributes, cues, generic_nouns
from kb.questions.asking import asking_parts, excepted, in_standard_words, is_courtesy, parts
from kb.questions.clauses import named_paths, named_tasks, without_nth_section
from kb.questions.documents import means_two, named_documents, unknown_documents, with_full_numbers
from kb.questions.elsewhere import named_persons, named_places, unknown_matters, unknown_places
from kb.questions.follow_ups import (
    KIND_CUES,
    carried,
    is_beside_it,
    means_task_before,
    means_units_before,
    task_behind,
    with_clause,
    with_task,
    with_units,
)
from kb.questions.question import Concept, Kind, NamedUnit, Question
from kb.questions.sections import named_sections, unknown_sections
from kb.questions.spelling import respelt
from kb.questions.topic import concepts, only_unknown_acts, whole_verbs
from kb.questions.units import named_units
from kb.text import NUMERAL, blanked, fold, simplified, year_of

MAX_QUESTION = 2000
__all__ = [
    "KIND_CUES",
    "MAX_QUESTION",
    "RELATIVE_YEARS",
    "Concept",
    "Kind",
    "NamedUnit",
    "Question",
    "carried",
    "excepted",
    "is_beside_it",
    "is_courtesy",
    "means_task_before",
    "means_units_before",
    "respelt",
    "task_behind",
    "understand",
    "with_clause",
    "with_task",
    "with_units",
]

_FOLLOWS = re.compile(
    r"^(?:那|这|其|它|他们|她|还有|上面|刚才|前面|该|此|另外|然后|同样|只有|一共|总共|跟|和|再(?!请教|问|请问))|他们|它们|拿过?来(?:一?比|对比)|^(?:这|那)?两(?:个(?:区|县|地方|单位|部门|文件)|份|家)|(?:^|[,，])还(?:差|缺|剩)|这里面|在其中|^具体|^减[掉去]|^(?:当中|里面|里头|名单里)(?![说写提讲])|这些单位|的又(?:是|有)?(?:几|多少)|呢[？?]?$|^[^，。,？?]{1,8}呢[,，?？]|^(?:所以)?比(?![一较例赛])[^，。,？?]{2,8}?[多少大小高低](?:[吧吗么]|多少|几)"
)
_WRITTEN_FOR = str.maketrans("劵帐", "券账")  # characters that are often written for others
_OWNS = re.compile(r"(?:的|那份|那个|这份|这个|发的|印发的|出的|出台的)+ {2}")  # before the place of a document's name
_POINTS_BACK = re.compile(r"(?:管|落实|负责|推|办)[^，。,？?]{0,2}(?:这个|这事|这件)")  # what it is was said before
_OF_AMOUNT = re.compile(r"标准|金额|数额|比例|期限|时间|数量|人数|多少")
_STOP = re.compile(r"[。;；]")
_LONG, _BESIDES, _FOCUS, _CLAIMED = 40, 0.3, 1.3, 0.65
_WHETHER = re.compile(r"([让许准])不\1")  # 让不让 is no 不让
_OF_A_SET = re.compile(r"任务|条目|哪[些几]|第几")
_MAY = re.compile(r"(?:能不能|可不可以|会不会|(?:能|可以|会|算|要)(?=[^，。,？?]{1,10}[吗不么]))")
# What a question may want to be told; that a number of years stands in it does not mean that it asks for one.
_ASKED_FOR = frozenset(
    {"target", "deadline", "money", "rate", "duration", "per_item", "actual", "penalty", "procedure", "contact"}
)
_OF_SO_MANY = re.compile(
    rf"{NUMERAL}(?:项|条|个)(?:重点|主要)?(?:任务|工作|措施)?(?:里面|里头|里|中|当中)(?![央心间学小期])"
)
_ACTING = 8.0
_TIME = re.compile(r"(?:到|至|在)?20\d\d年(?:年?底|末)?(?:之?前|以前)?")
_REQUEST = re.compile(
    r"[,，](?:请|帮我|帮忙)?(?:(?:挑|列|找|筛|拎|理|捋)(?:出来|一下)|理一理|捋一捋|列一列)[。!！?？]*$"
)
_USE = re.compile(
    r"(?:写|做|拟|交)(?:材料|报告|论文|稿子?|总结|文章|汇报)|(?:写|做|拟)[\u4e00-\u9fffa-z]{1,6}(?<![应使费作利信运])用(?=[,，:：。！!?？]|$)"
)  # 写论文用
_CONTACTED = re.compile(
    r"(?:跟|和|与|找|同)(?:市里的?|区里的?)?(?:哪[些几个家]*(?:部门|单位|局|家)|谁|什么(?:部门|单位))[^，。,？?]{0,2}(?:对接|联系|接洽|沟通)"
)
_CARRIED_OUT = re.compile(r"(?:哪[些几]*(?:家|个)?(?:单位|部门)?|由?谁)(?:来)?(?:承办|经办|主办|操办)")  # no matter
_OF_CITY = re.compile(r"(?:市级|区级|省级)的?(?=责任|主管|职能|部门|单位)")  # no matter
_PLANNED = re.compile(r"(?:计划|打算|预计|争取)(?=[建办搞打新做设培增])")  # no word of a plan
_HEAD = re.compile(  # who asks, and what for: 审计核对：
    r"^[\u4e00-\u9fff]{2,10}用(?=[:：])|^[\u4e00-\u9fff]{0,6}(?:审计|核对|核实|填表|查档|查询|筛选)[\u4e00-\u9fff]{0,4}(?=[:：])"
    r"|^[^，。,？?：:]{0,8}[查问核][一]?[句下声](?=[:：])"
    r"|^[^，。,？?：:]{2,12}[,，](?:确认|核对|核实|请问)一?下?(?=[：:])"
    r"|^[^，。,？?：:]{2,20}(?:问一?[句下声]|请教|咨询)一?下?(?=[：:,，])"
)
_SAID_AFTER = re.compile(
    r"(?<=[?？])(?:我|本人|俺)们?(?![说问指讲是]|想[知了问]|关心)[^,，。！!？?]{1,16}$"
)  # of who asks, and what for
_QUOTED = re.compile(r"[“\"「][^“”\"「」]{6,}[”\"」]")  # what stands in quotation marks asks nothing: “知识值多少钱”
_FEE = re.compile(r"要不要[交付花出收掏]?钱|(?<!谁)(?<!谁来)[要交花收付掏出]钱|收费标准|收费|自费|全价")
_TODAY = re.compile(
    r"(?:今天|现在|今儿)是?(?:20\d\d年)?\d{1,2}月\d{1,2}[日号]"
    r"|(?:现在|如今|眼下|眼看|这会儿?)(?:着|都|可|就|是|已经|已)*(?:快?到)?(?:20)?\d\d年(?:年?[底末]|初)?(?:都|快|要|过完|到头)*(?:了|$)"
)
_DATE = re.compile(
    r"(?:都|就|以|拿|从|自|到)?(?:今[天日]|现在?|基准日|眼下)?(?:是|为|[:：])?(?P<year>20\d\d)[年.\-/](?P<month>\d{1,2})[月.\-/](?P<day>\d{1,2})日?(?:来讲|来说|来比|起算|为准|了|起)?"
)
_WHO_ASKS = re.compile(
    r"(?:^|[,，。！!])(?:我|本人|俺)(?:们|爸|妈|哥|姐|儿子|女儿|老公|老婆|朋友|同学)?(?:是|在|运营|经营|开了?|办了?)[^,，。！!？?]{1,12}(?=[,，。！!])"
)
_TAG = re.compile(r"<[^<>]{0,200}>")
_THIS_CENTURY = 2000
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d|\d\d)年|(?<=[到至])(20[2-9]\d)(?=[要得应该,，?？]|$)")
RELATIVE_YEARS = {"去年": -1, "今年": 0, "明年": 1, "后年": 2}


def understand(text: str, catalogue: Catalogue, today: dt.date) -> Question:
    """What `text` asks, as far as its own words say; `today` makes 今年 a year."""
    told = _DATE.sub(lambda match: "" if _is_day(match, today) else match[0], _TODAY.sub("", _TAG.sub("", text)))
    written = simplified(fold(told)).translate(_WRITTEN_FOR)
    folded = with_full_numbers(in_standard_words(written), catalogue)
    documents, rest = named_documents(folded, catalogue)
    sections = named_sections(rest, catalogue, documents)
    paths, rest = named_paths(rest)
    tasks, rest = named_tasks(without_nth_section(rest) if sections else rest)
    named = (unit for unit in named_units(rest, catalogue) if not _OWNS.match(rest, unit.end))
    units = tuple(unit for unit in named if not _is_issuer(unit, rest, documents, catalogue))
    asking = asking_parts(folded)
    asking_words = "".join(folded[start:end] for start, end in asking)
    asked_for = _cues(_QUOTED.sub(_blank, asking_words))
    found = _cues(_QUOTED.sub(_blank, folded)) - (_ASKED_FOR - asked_for)
    missing = (
        *unknown_documents(folded, catalogue),
        *unknown_sections(folded, catalogue),
        *unknown_places(folded, catalogue),
    )
    topic, elsewhere = _topic(rest, units, missing, catalogue)
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
        years=_years(rest, today, catalogue),
        concepts=(
            *_as_claimed(_asked_first(_without_fee(topic, found), asking, catalogue.vocabulary), found),
            *(_acting(units) if "cooperation" in found else ()),
        ),
        topic=topic,
        missing=missing,
        elsewhere=tuple(place for place in elsewhere if place not in catalogue.places),
        matters=unknown_matters(_asked_about(folded, topic, asking, catalogue.vocabulary), catalogue),
        persons=named_persons(asking_words),
        follows=bool(_FOLLOWS.search(folded)),
        asking=asking_words,
        vague=only_unknown_acts(topic, catalogue.vocabulary),
        both=means_two(folded),
    )


def _is_day(date: re.Match[str], today: dt.date) -> bool:
    """Whether a date is the day as of which it is asked: that is no topic."""
    return (int(date["year"]), int(date["month"]), int(date["day"])) == (today.year, today.month, today.day)


def _topic(
    rest: str, units: Sequence[NamedUnit], missing: Collection[str], catalogue: Catalogue
) -> tuple[str, tuple[str, ...]]:
    """What is left of a question without what it names and how it is put; and the places that notices mention in it.

    What somebody says of himself behind a question for tasks of units is left out: “哪些任务没写市教育局？我想理一理”.
    """
    rest = _WHETHER.sub(lambda match: f"  {match[1]}", rest)
    topic = whole_verbs(blanked(rest, [(unit.start, unit.end) for unit in units]), catalogue.vocabulary)
    for no_matter in (_OF_CITY, _CONTACTED, _CARRIED_OUT, _PLANNED, _OF_SO_MANY, _TIME, _REQUEST, _USE):
        topic = no_matter.sub(_blank, topic)
    places = [place for place in named_places(topic) if place not in missing]
    elsewhere = tuple(place for place in places if place in catalogue.vocabulary)
    topic = _without_head(topic, catalogue.vocabulary)
    if units and _OF_A_SET.search(rest):
        topic = _SAID_AFTER.sub(_blank, topic)
    for place in (*catalogue.places, *places):
        topic = topic.replace(place, " " * len(place))
    return topic, elsewhere


def _without_head(topic: str, vocabulary: str) -> str:
    """The topic without who asks and what for (审计核对：), unless it speaks of nothing else (“贷款问一下，归谁”)."""
    head = _HEAD.match(topic)
    if head is None:
        return topic
    rest = " " * head.end() + topic[head.end() :]
    of_notices = any(form in vocabulary for concept in concepts(head[0]) for form in concept.forms)
    return rest if concepts(rest, vocabulary) or not of_notices else topic


def _without_fee(topic: str, found: frozenset[str]) -> str:
    """The topic without the words that ask for a fee, where that is what is asked: of what it is, they do not tell."""
    return _FEE.sub(_blank, topic) if "fee" in found and "responsibility" not in found else topic


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


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


def _as_claimed(said: Sequence[Concept], found: frozenset[str]) -> Iterator[Concept]:
    """The concepts; a number that is to be confirmed may be wrong: what it is of tells more."""
    for concept in said:
        claimed = "yes_no" in found and "deadline" not in found and concept.surface[0].isdigit()
        yield replace(concept, weight=_CLAIMED * concept.weight) if claimed else concept


def _asked_first(topic: str, asking: Sequence[tuple[int, int]], vocabulary: str) -> tuple[Concept, ...]:
    """The concepts of a topic; where a long question asks at one place, what it tells besides weighs less."""
    every = concepts(topic, vocabulary)
    focus = _MAY.search(topic)
    if focus:
        every = tuple(
            replace(c, weight=_FOCUS * c.weight) if topic.rfind(c.surface) >= focus.end() else c for c in every
        )
    asked = {concept.surface for concept in concepts(" ".join(topic[start:end] for start, end in asking), vocabulary)}
    if not _tells_a_story(topic, asking, [c for c in every if c.surface in asked]):
        asked = {concept.surface for concept in every}
    spans = [*excepted(topic), *(match.span() for match in _WHO_ASKS.finditer(topic))]
    besides = "".join(topic[start:end] for start, end in spans)
    return tuple(
        c if c.surface in asked and c.surface not in besides else replace(c, weight=_BESIDES * c.weight) for c in every
    )


def _tells_a_story(topic: str, asking: Sequence[tuple[int, int]], asked: Sequence[Concept]) -> bool:
    """Whether it asks of things of its own, behind a long text or a full stop, and not of “这个” told before."""
    long = len(topic) >= _LONG or (_STOP.search(topic[: asking[0][0]]) and any(c.weight >= _ACTING for c in asked))
    points_back = any(_POINTS_BACK.search(topic, start, end) for start, end in asking)
    return bool(long) and not points_back and not {c.surface for c in asked} <= generic_nouns()


def _asked_about(folded: str, topic: str, asking: Sequence[tuple[int, int]], vocabulary: str) -> str:
    """The parts that ask; where they only ask who or how, and name nothing, the part before them, too."""
    spans = list(asking)
    named = concepts(" ".join(topic[start:end] for start, end in asking), vocabulary)
    if all(
        concept.surface in generic_nouns() | attributes() or _OF_AMOUNT.fullmatch(concept.surface) for concept in named
    ):
        spans += [span for span in parts(folded) if span[1] <= asking[0][0]][-1:]
    return "".join(folded[start:end] for start, end in spans)


def _acting(units: Sequence[NamedUnit]) -> Sequence[Concept]:
    """Who works with others: the notice's words speak of these units, so they are part of the topic."""
    return [Concept(unit.asked, (unit.asked,), _ACTING) for unit in units]


def _years(folded: str, today: dt.date, catalogue: Catalogue) -> tuple[int, ...]:
    """The years in question; one of the last century only where a document is of it, else it is of one's life."""
    said = [
        y
        for y in map(year_of, map("".join, _YEAR.findall(folded)))
        if y >= _THIS_CENTURY or _is_of_a_document(y, catalogue)
    ]
    return tuple(dict.fromkeys(said + [today.year + shift for word, shift in RELATIVE_YEARS.items() if word in folded]))


def _is_of_a_document(year: int, catalogue: Catalogue) -> bool:
    signed = (holding.notice.document.signed_on for holding in catalogue.holdings)
    return any(day.year == year for day in signed if day)
