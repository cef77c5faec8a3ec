"""Which of the clauses that were found an answer stands on: as few as cover the topic."""

import re
from collections.abc import Callable, Sequence

from kb.answering.evidence import Found, likeness
from kb.catalogue import Located
from kb.questions import Concept, Kind, Question

_JOINED = re.compile(
    r"[和跟与及加+]|连同|[,，]二是|[两俩]个?[项条样件]|各(?:由|归|是|写)|又由谁|[,，][^，。,？?]{2,14}呢[？?]?$|[那这]一?[条项块个]、|还有|以及|分别|加上|又(?![怕想不没要能])"
)
_DOES = re.compile(r"(?:要|该|能|需要|应该?)(?:做|干)(?:些)?(?:什么|啥|哪)")  # “商业银行要做什么”
_RELATED = re.compile(r"又?[跟和与][^，。,、？?]{1,10}?(?:搭|符|有关|相关|无关|没关系|对口|匹配|沾边|对不上|对得上)")
_ROLES = re.compile(r"牵头(?:的|单位)?[、和与及](?:责任|配合|参与|协助)")
_MUCH_BETTER = 1.25
_NEARLY = 0.8
_LEFT_OVER = 0.3
_COVERS_LEFT_OVER = 0.7
_MOST = 4
_AS_GOOD = 0.97
_IN_EACH, _HALF_OF_BEST = 0.35, 0.55


def select(found: Sequence[Found], question: Question) -> list[Found]:
    """The best clause, and others for parts of the topic that it lacks; one a document where all are asked for."""
    if not found:
        return []
    if (question.asks("everything") or len(question.documents) > 1) and len({f.located.holding.id for f in found}) > 1:
        per_document = [next(f for f in found if f.located.holding is holding) for holding in _entries(found)]
        least = _IN_EACH if question.both else max(_IN_EACH, _HALF_OF_BEST * found[0].coverage)
        if all(f.coverage >= least for f in per_document):
            return per_document
    if question.asks("mention") or (len(question.concepts) == 1 and _DOES.search(question.folded)):
        return [f for f in found if f.coverage >= _AS_GOOD * found[0].coverage][: _MOST + 2]
    chosen = [found[0]]
    if not joins(question):
        return chosen
    left = [c for c in question.concepts if not _covers(found[0].located, c)]
    while left and sum(c.weight for c in left) >= _LEFT_OVER * question.weight and len(chosen) < _MOST:
        more = next((f for f in found if f not in chosen and _share(f.located, left) >= _COVERS_LEFT_OVER), None)
        if more is None:
            break
        chosen.append(more)
        left = [c for c in left if not _covers(more.located, c)]
    return sorted(chosen, key=lambda f: f.score, reverse=True)


def joins(question: Question) -> bool:
    """Whether its words join several things; a mark alone (、) joins numbers that are asked for."""
    told = _ROLES.sub("", _RELATED.sub("", question.folded))
    return bool(_JOINED.search(told)) or (question.kind is Kind.TARGET and "、" in told)


def preferred(
    found: Sequence[Found], wanted: Callable[[Located], bool], much_better: float = _MUCH_BETTER
) -> list[Found]:
    """`found` with those that have what is asked for first, unless another speaks of the topic much better."""
    having = [f for f in found if wanted(f.located)]
    if not having or found[0].score > much_better * having[0].score or having[0].coverage < _NEARLY * found[0].coverage:
        return list(found)
    return having


def _entries(found: Sequence[Found]) -> list[object]:
    return list(dict.fromkeys(f.located.holding for f in found))


def _covers(located: Located, concept: Concept) -> bool:
    return max(likeness(concept, field) for field in (located.heading, located.text)) >= 0.5


def _share(located: Located, concepts: Sequence[Concept]) -> float:
    total = sum(c.weight for c in concepts)
    return sum(c.weight for c in concepts if _covers(located, c)) / total if total else 0.0
