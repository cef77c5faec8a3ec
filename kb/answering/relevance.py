"""Whether the clauses that were found speak of what is asked, and the refusal where they do not."""

import re
from collections.abc import Sequence

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line
from kb.answering.evidence import Found
from kb.answering.lines import quoted
from kb.answering.refusal import NOT_COVERED, refuse
from kb.answering.stated import unstated
from kb.lexicon import attributes, cues, generic_nouns
from kb.questions import Kind, Question
from kb.text import fold

# What each is worth: benchmarks/thresholds.md
ENOUGH = 0.5
MENTIONED = 0.3
ENOUGH_WEIGHT = 7.0
_WORDS_OF_TITLE, _SLIGHT = 3, 4.5
_MEASURES = frozenset({"比例", "占比", "数字", "名额", "时间", "期限"})
_AS_GOOD, _SEVERAL = 0.95, 3
TOLD_OF_NOTICE = re.compile(
    r"(?:文件|方案|意见|通知|公文|条款|原文)[里中]?面?(?:不是)?(?:把|给|说|讲|写|点名|提到|要求|规定)"
)
_IS_SO = re.compile(
    r"(?:是不是|真的?是?|是)(?:这么|这样)(?:写|说|规定|讲|定)的?|有(?:没有)?这(?:么)?(?:一)?(?:条|回事|说法|规定)|是真的[吗么]"
)
_OUR_DISTRICT = re.compile(
    r"(?:我们|咱们?|俺们|本)(?:那|这)?个?区(?=[要有得的现目到该需还一总几多,，]|$)(?!的?(?:里|级|政|域|内|校))"
)
_POINTS_ALONE = re.compile(
    r"(?:那|这)(?:个|项|件)(?=[我你咱]|能|可以|怎么|归)[^，。,]{0,8}$"
    r"|(?:上述|前述|以上)各?(?:单位|部门|任务|事项|家)(?!都|分别|各)"
    r"|我们?这种?情况(?:能|可以|符合|行)[^，。,]{0,6}$"
    r"|我们?(?:符合|够|满足)(?:条件|资格|要求)[吗么不]?[？?]?$"
)
_FOR_IT = re.compile(r"[^，。,？?]{0,10}(?:申请|报名?|领|办|享受)(?:它|这个|那个)[吗么不]?[？?]?$")
_WHICH_MATTER = "没有看出问的是哪件事，请补充：是哪项工作、哪个单位或哪份文件？"
_ASKED_OF_A_MATTER = ("contact", "procedure", "money", "person", "rate", "duration")
_POINTS = re.compile(
    r"(?:[\u4e00-\u9fff]{1,6}(?:讲|说|提|问)到?过?的)?(?:那|这)(?:个|项|件)|(?:[他她它]们?|这些|那些)的"
)


def of_nothing(question: Question, kind: Kind) -> Draft | None:
    """The refusal of a question that speaks of no matter: what was done is not stated, else it is asked back."""
    if question.matters:
        return None
    if not question.concepts and question.asks("actual") and (question.documents or question.years):
        return refuse(kind, Reason.NOT_STATED, "文件只写目标，没有写明实际完成情况。")
    if kind is Kind.TARGET and _OUR_DISTRICT.search(question.folded) and not (question.documents or question.years):
        return refuse(kind, Reason.AMBIGUOUS, "没有看出是哪个区，请写明区名。")
    generic = generic_nouns() | attributes() | _MEASURES
    says_nothing = _POINTS_ALONE.match(question.folded) or all(
        c.surface in generic or c.weight < _SLIGHT for c in question.concepts
    )
    if (
        not question.concepts
        or (_only_points(question) and says_nothing)
        or (question.vague and question.asks("responsibility", "deadline", "tasks"))
    ):
        return refuse(kind, Reason.AMBIGUOUS, _WHICH_MATTER)
    return None


def of_several(question: Question, found: Sequence[Found]) -> Draft | None:
    """The refusal of “那个补贴”, where nothing was said before and several clauses speak of such a thing as much."""
    as_good = [f for f in found if f.score >= _AS_GOOD * found[0].score]
    if not _only_points(question) or len(question.concepts) != 1 or len(as_good) < _SEVERAL:
        return None
    return refuse(question.kind, Reason.AMBIGUOUS, _WHICH_MATTER, found)


def _only_points(question: Question) -> bool:
    """Whether it is of “那个”, or of “它” at its end, and nothing before it, nor a document in it, says which one."""
    points = any(p.match(question.folded) for p in (_POINTS, _POINTS_ALONE, _FOR_IT))
    return points and not (question.context or question.documents)


def off_topic(context: Context, kind: Kind, found: Sequence[Found]) -> Draft:
    """The refusal of a question whose topic no clause covers."""
    question = context.question
    of_earlier = bool(question.context) and _asks_of_a_matter(question)
    is_put_to_it = found and found[0].coverage >= MENTIONED and _is_asked(context, found[0])
    if question.documents or of_earlier or is_put_to_it:
        return refuse(kind, Reason.NOT_STATED, "文件没有写明所问的内容。", found)
    if _is_told_of(question):
        return refuse(kind, Reason.FALSE_PREMISE, "文件没有这样的内容。", found)
    return refuse(kind, Reason.NOT_IN_CORPUS, NOT_COVERED, found)


def lacking(context: Context, kind: Kind, found: Sequence[Found]) -> Draft | None:
    """The refusal of a question for what no notice has, or what these clauses do not state; else None."""
    question = context.question
    if not question.matters:
        return unstated(context, found) if found and found[0].coverage >= MENTIONED else None
    words = f"现有文件没有提到{'、'.join(f'“{matter}”' for matter in question.matters)}。"
    if _IS_SO.search(question.folded) and found and is_on_topic(found[0]):
        return Draft(Kind.CONTENT, (Line(f"{words}原文是："), *quoted(found[:1])), reason=Reason.FALSE_PREMISE)
    if _is_told_of(question):
        return refuse(kind, Reason.FALSE_PREMISE, words, found)
    told = sum(concept.weight for concept in found[0].said) if found else 0.0
    of_another_kind = any(f"{m}{c.surface}" in question.folded for m in question.matters for c in question.concepts)
    if question.documents or (told >= ENOUGH_WEIGHT and found[0].coverage >= ENOUGH and not of_another_kind):
        return refuse(kind, Reason.NOT_STATED, words, found)
    return refuse(kind, Reason.NOT_IN_CORPUS, words)


def is_on_topic(found: Found) -> bool:
    """Whether a clause covers enough of the topic; of a long story a part that weighs enough."""
    weight = sum(concept.weight for concept in found.said)
    return found.coverage >= ENOUGH or (found.coverage >= MENTIONED and weight >= ENOUGH_WEIGHT)


def _is_told_of(question: Question) -> bool:
    """Whether it says that the notice has something (“文件里说……”), and does not ask whether it has."""
    return bool(TOLD_OF_NOTICE.search(question.folded)) and not question.asks("yes_no", "mention", "membership")


def _is_asked(context: Context, found: Found) -> bool:
    """Whether the question is put to just this notice: the only one of its place, or named by words of its title."""
    title = fold(found.located.holding.title)
    named = sum(concept.surface in title for concept in context.question.concepts) >= _WORDS_OF_TITLE
    return named or (len(context.catalogue.holdings) == 1 and context.corpus is not context.catalogue)


def _asks_of_a_matter(question: Question) -> bool:
    """Whether its own words, not those before it, ask for an address, a procedure, an amount of a matter."""
    return any(pattern.search(question.folded) for cue in _ASKED_OF_A_MATTER for pattern in cues()[cue])
