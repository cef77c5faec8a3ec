"""Who does a thing, where no list of units says so but a sentence of the notice does."""

import re
from collections.abc import Iterator, Sequence

from kb.answering.draft import Line
from kb.answering.evidence import Found
from kb.answering.lines import quoted_line

_ACTOR = r"(?:局|委|部|厅|办|院|会|组|中心|部门|机构|机关|单位|政府|处|室|学校|学院|大学|公司|主体)[）)]?"
_DOES = r"(?:负责|承担|牵头|主管|统筹|组织|会同|监管|监督|指导|审核|审批|编制|制定|解释|管理|受理|查处|办理|建设|确定)"
_NAMES_ACTOR = re.compile(rf"{_ACTOR}[^。；;，,]{{0,24}}?{_DOES}|由[^。；;，,]{{2,30}}?{_DOES}")
_GOES_ON = re.compile(rf"^{_DOES}")  # the sentence before names who
_NEAR, _NEARLY_BEST = 0.75, 0.8


def by_whom(found: Sequence[Found]) -> tuple[Line, ...]:
    """The sentence that says who does what is asked; nothing where none of those that speak of it most names anyone."""
    for f in found:
        if f.coverage < _NEAR * found[0].coverage:
            break
        if quote := next(_naming(f), None):
            return (quoted_line(f.located, quote),)
    return ()


def _naming(found: Found) -> Iterator[str]:
    """The sentences that name an actor, those that speak of the topic most first, with what they go on from."""
    told = [sentence for sentence, _ in found.sentences]
    for sentence, share in sorted(found.sentences, key=lambda rated: -rated[1]):
        if share < _NEARLY_BEST * found.best or not share:
            return
        before = told[told.index(sentence) - 1] if _GOES_ON.match(sentence) and sentence != told[0] else ""
        whole = before + sentence if before + sentence in found.located.clause.text else sentence
        if _NAMES_ACTOR.search(whole):
            yield whole
