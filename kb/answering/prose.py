"""Who does a thing, where no list of units says so but a sentence of the notice does."""

import re
from collections.abc import Iterator, Sequence

from kb.answering.draft import Draft, answered
from kb.answering.evidence import Found, likeness
from kb.answering.lines import quoted_line
from kb.catalogue import Located
from kb.questions import Concept, Kind, Question
from kb.text import fold
from kb.units import Role, Unit

_ACTOR = (
    r"(?:局|委|部|厅|办|院|会|组|科协|残联|妇联|中心|部门|机构|机关|单位|政府|处|室|学校|学院|大学|公司|主体)[）)]?"
)
_DOES = r"(?:负责|承担|牵头|主管|统筹|组织|会同|监管|监督|指导|审核|审批|编制|制定|解释|管理|受理|查处|办理|建设|确定)"
_NAMES_ACTOR = re.compile(rf"{_ACTOR}[^。；;，,]{{0,24}}?{_DOES}|由[^。；;，,]{{2,30}}?{_DOES}")
_GOES_ON = re.compile(rf"^{_DOES}")  # the sentence before names who
_NEAR, _NEARLY_BEST, _HALF = 0.75, 0.8, 0.5
_NAME = rf"(?:各(?:区|县|地|乡镇)|(?:(?!由)[\u4e00-\u9fff]){{1,16}}?{_ACTOR}(?:[（(][\u4e00-\u9fff]{{1,4}}[)）])?)"
_NAMES = rf"{_NAME}(?:(?:、|和|与|及|以及|会同){_NAME})*"
# A heading may end in 中心 and name no one.
_OFFICE = re.compile(r"(?:部门|机关|单位|机构|局|委|办|政府|法院|检察院)(?:[（(][\u4e00-\u9fff]{1,4}[)）])?$")
_HOW = r"(?:应当?|要|具体|主要|统一|共同|分别|依法|依照|按照?|作为|落实|各项|要求)"
_PART, _SHORT_NAME = re.compile(r"[，,；;：:]"), re.compile(r"[（(]以下[^（）()]*[)）]")
_ACTS = r"(?:责令|决定|召集|主持|批准|同意|发布|公布|出具|提供|开展|推进|建立|强化|加强|处置|处理|救助|分配|发放|结算)"
_OBJECT = "(?:支持|鼓励|引导|推动|要求|委托|指导|协调|配合|组织|会同|督促|促进)"  # who is told to, and does not tell
_WHO = re.compile(rf"(?:^|由)(?!{_OBJECT})(?P<names>{_NAMES})(?={_HOW}|{_DOES}|{_ACTS})")
_EACH = re.compile(r"分别|(?:谁|哪[家个些几]).{0,24}(?:谁|哪[家个些几])")
_WHOLLY = re.compile(_NAMES)
_ASKS_KIND = re.compile(r"哪(?:一|几)?[家个所](?P<kind>公司|企业|银行|学校|大学|高校|医院|协会)")
_BETWEEN = re.compile(r"、|和|与|及|以及|会同")


def by_whom(found: Sequence[Found], question: Question) -> Draft | None:
    """The sentence that says who does what is asked; None where none of those that speak of it most names anyone.

    Of the kind that the question asks for (“哪家公司”) there must be one.
    """
    kind = _ASKS_KIND.search(question.folded)
    for f in found:
        if f.coverage < _NEAR * found[0].coverage:
            break
        quote = f.best_sentence if _heads(f.located) else next(_naming(f), None)
        if quote and (kind is None or kind["kind"] in quote):
            units = _heads(f.located) or named_in(quote, question)
            return Draft(Kind.RESPONSIBILITY, (quoted_line(f.located, quote),), answered(units, f.located))
    return None


def named_in(sentence: str, question: Question | None = None) -> tuple[Unit, ...]:
    """Who a sentence says does it, in its order: of several parts that name someone, the one of the question's words.

    Where the question asks who does each of several things (分别), of all parts that have some of its words.

    >>> [unit.name for unit in named_in("渡船由水运局（以下简称局）和船检中心负责检验；")]
    ['水运局', '船检中心']
    >>> named_in("鼓励渔民学习管理。")
    ()
    """
    said = [(part, who) for part in _PART.split(_SHORT_NAME.sub("", sentence)) if (who := _WHO.search(part))]
    if not said:
        return ()
    shares = [_share(part, question.concepts if question else ()) for part, _ in said]
    if question and _EACH.search(question.folded) and max(shares):
        meant = [named for named, share in zip(said, shares, strict=True) if share >= _HALF * max(shares)]
    else:
        meant = [said[shares.index(max(shares))]]
    return tuple(dict.fromkeys(unit for part, who in meant for unit in _units(who["names"], part[who.end() :])))


def _share(part: str, concepts: Sequence[Concept]) -> float:
    return sum(c.weight * likeness(c, fold(part)) for c in concepts)


def _heads(located: Located) -> tuple[Unit, ...]:
    """The units whose duties a clause lists below their name: “（二）水运管理部门：……”."""
    name = located.clause.heading or _PART.split(located.clause.text, 1)[0]
    return _units(name, "") if _OFFICE.search(name) and _WHOLLY.fullmatch(name) else ()


def _units(names: str, does: str) -> tuple[Unit, ...]:
    role = Role.LEAD if does.startswith("牵头") else Role.RESPONSIBLE
    return tuple(Unit(name, role) for name in dict.fromkeys(_BETWEEN.split(names)))


def _naming(found: Found) -> Iterator[str]:
    """The sentences that name an actor, those that speak of the topic most first, with what they go on from."""
    told = [sentence for sentence, _ in found.sentences]
    for sentence, share in sorted(found.sentences, key=lambda rated: -rated[1]):
        if share < _NEARLY_BEST * found.best or not share:
            return
        before = told[told.index(sentence) - 1] if _GOES_ON.match(sentence) and sentence != told[0] else ""
        whole = before + sentence if before + sentence in found.located.clause.text else sentence
        if _NAMES_ACTOR.search(whole) or named_in(whole):
            yield whole
