"""Who does a thing, where no list of units says so but a sentence of the notice does."""

import re
from collections.abc import Iterator, Sequence

from kb.answering.draft import Draft, answered
from kb.answering.evidence import Found, likeness
from kb.answering.lines import quoted_line
from kb.catalogue import Located
from kb.clauses import Clause
from kb.questions import Concept, Kind, Question
from kb.text import fold
from kb.units import Role, Unit

_ACTOR = r"(?:局|委|部|厅|办|院|会|组|中心|部门|机构|机关|单位|政府|处|室|学校|学院|大学|公司|主体)[）)]?"
_DOES = r"(?:负责|承担|牵头|主管|统筹|组织|会同|监管|监督|指导|审核|审批|编制|制定|解释|管理|受理|查处|办理|建设|确定)"
_NAMES_ACTOR = re.compile(rf"{_ACTOR}[^。；;，,]{{0,24}}?{_DOES}|由[^。；;，,]{{2,30}}?{_DOES}")
_GOES_ON = re.compile(rf"^{_DOES}")  # the sentence before names who
_NEAR, _NEARLY_BEST, _HALF = 0.75, 0.8, 0.5
# How the name of a unit ends; what ends so and is none; how it does not begin, and what it does not have.
_OFFICE = re.compile(
    r"(?:局|厅|部|处|委|办|部门|机关|机构|单位|政府|办公室|小组|中心|公司|集团|银行|学校|高校|大学|学院|科学院|工程院|研究院|医院|法院|检察院"
    r"|委员会|管委会|联合会|协会|学会|商会|工会|理事会|科协|残联|妇联|^各(?:区|县|地|乡镇))(?:[（(][\u4e00-\u9fff]{1,4}[)）])?$"
)
_NO_OFFICE = re.compile(
    r"(?:[内外全干局东西南北中总本各]部|[好坏益之何到此各]处|布局|格局|结局|举办|主办|承办|兴办|开办|创办|原委)$"
)
_ACT = (
    r"(?:建强|做[强优大实]|[办抓用]好|搭建|拓展|增强|提高|改善|改进|调整|整合|集聚|优化|完善|加强|强化|建设|建立|健全|推进|推动|引进|引入|引导|支持|鼓励|压实|落实|打造|构建|促进|提升|深化|拓宽|扩大|培育|加快|规范|实施|开展|依法|依托"
    r"|配合|协调|指导|督促|会同|组织|委托|要求|统筹|创新|严格|明确|探索|发挥|聚焦|举办|设立|取得|进入|应(?!急)|并|未|对|为|向|在|以|经|将|把|使|让|按|不|与|和|及)"
)
_BEGINS_OTHERWISE, _HAS_OTHERWISE = re.compile(_ACT), re.compile(r"[的向对在为或]|应当|进行|提供")
_SHORTEST, _LONGEST = 2, 20
_BEHIND = re.compile(
    rf"(?:应当?|要|具体|主要|统一|共同|分别|依法|依照|按照?|作为|落实|各项|要求|{_DOES}|责令|决定|召集|主持|批准|同意|发布|公布|出具|提供|开展|推进"
    r"|建立|强化|加强|处置|处理|救助|分配|发放|结算)"
)
_ENDS = re.compile(
    r"(?:部门|机关|机构|单位|政府|中心|公司|集团|银行|大学|各乡镇|各[区县地]|[局厅部处委办组室校院会联协])(?:[（(][\u4e00-\u9fff]{1,4}[)）])?"
)
_BY = re.compile(r"(?<!自)由")
_PART, _SHORT_NAME = re.compile(r"[，,；;：:。]"), re.compile(r"[（(]以下[^（）()]*[)）]")
_EACH = re.compile(r"分别|(?:谁|哪[家个些几]).{0,24}(?:谁|哪[家个些几])")
_ASKS_KIND = re.compile(r"哪(?:一|几)?[家个所](?P<kind>公司|企业|银行|学校|大学|高校|医院|协会)")
_BETWEEN = re.compile(r"(、|和|与|及|以及|会同)")


def by_whom(found: Sequence[Found], question: Question) -> Draft | None:
    """The sentence that says who does what is asked; None where none of those that speak of it most names anyone.

    Of the kind that the question asks for (“哪家公司”) there must be one; who leads is first looked for in that word.
    """
    near = [f for f in found if f.coverage >= _NEAR * found[0].coverage]
    kind = _ASKS_KIND.search(question.folded)
    said = [(f, quote) for f in near if (quote := _quote(f)) and (kind is None or kind["kind"] in quote)]
    leading = [(f, quote) for f, quote in said if "牵头" in quote] if question.asks("lead") else []
    for f, quote in (leading or said)[:1]:
        units = _duties_of(f.located) or named_in(quote, question)
        return Draft(Kind.RESPONSIBILITY, (quoted_line(f.located, quote),), answered(units, f.located))
    return None


def _quote(found: Found) -> str | None:
    return found.best_sentence if _duties_of(found.located) else next(_naming(found), None)


def named_in(sentence: str, question: Question | None = None) -> tuple[Unit, ...]:
    """Who a sentence says does it, in its order: of several parts that name someone, the one of the question's words.

    Where the question asks who does each of several things (分别), of all parts that have much of its words.

    >>> [unit.name for unit in named_in("渡船由水运局（以下简称局）和船检中心负责检验；")]
    ['水运局', '船检中心']
    >>> [unit.name for unit in named_in("某市经济和信息化局负责统筹。")], named_in("加强学校管理。")
    (['某市经济和信息化局'], ())
    """
    said = [(part, units) for part in _PART.split(_SHORT_NAME.sub("", sentence)) if (units := _subject(part))]
    if not said:
        return ()
    shares = [_share(part, question.concepts if question else ()) for part, _ in said]
    if question and _EACH.search(question.folded) and max(shares):
        meant = [named for named, share in zip(said, shares, strict=True) if share >= _HALF * max(shares)]
    else:
        meant = [said[shares.index(max(shares))]]
    return tuple(dict.fromkeys(unit for _, units in meant for unit in units))


def _subject(part: str) -> tuple[Unit, ...]:
    """Who does what a part of a sentence says: the names before its verb, behind 由 where it has that."""
    for end in (match.end() for match in _ENDS.finditer(part)):
        if does := _BEHIND.match(part, end):
            begins = [by.end() for by in _BY.finditer(part, 0, end)]
            if names := _offices(part[begins[-1] if begins else 0 : end]):
                role = Role.LEAD if does[0] == "牵头" else Role.RESPONSIBLE
                return tuple(Unit(name, role) for name in names)
    return ()


def _offices(names: str) -> tuple[str, ...]:
    """The names of units that a list has; nothing where any of it is no name of a unit."""
    listed, name = [], ""
    for piece in _BETWEEN.split(names):
        if _BETWEEN.fullmatch(piece) and _OFFICE.search(name):
            listed.append(name)
            name = ""
        else:
            name += piece
    listed.append(name)
    return tuple(dict.fromkeys(listed)) if all(map(_is_office, listed)) else ()


def _is_office(name: str) -> bool:
    if not _SHORTEST <= len(name) <= _LONGEST or _NO_OFFICE.search(name) or not _OFFICE.search(name):
        return False
    return not (_BEGINS_OTHERWISE.match(name) or _HAS_OTHERWISE.search(name))


def _duties_of(located: Located) -> tuple[Unit, ...]:
    """The units whose duties a clause lists below their name (“（二）水运管理部门：……”), as one beside it does, too."""
    clause = located.clause
    own = _headed(clause)
    beside = (c for c in located.holding.notice.clauses if c.parents == clause.parents and c.path != clause.path)
    return tuple(map(Unit, own)) if own and any(map(_headed, beside)) else ()


def _headed(clause: Clause) -> tuple[str, ...]:
    return _offices(clause.heading or _PART.split(clause.text, 1)[0])


def _share(part: str, concepts: Sequence[Concept]) -> float:
    return sum(c.weight * likeness(c, fold(part)) for c in concepts)


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
