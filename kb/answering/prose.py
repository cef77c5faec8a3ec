"""Who does a thing, where no list of units says so but a sentence of the notice does."""

import re
from collections.abc import Iterator, Sequence

from kb.answering.draft import Draft, answered
from kb.answering.evidence import Found, likeness
from kb.answering.lines import quoted_line
from kb.catalogue import Located
from kb.clauses import Clause
from kb.lexicon import acts
from kb.organisations import looks_like_unit, split_units
from kb.questions import Concept, Kind, Question
from kb.text import fold
from kb.units import Role, Unit

_ACTOR = r"(?:局|委|部|厅|办|院|会|组|中心|部门|机构|机关|单位|政府|处|室|学校|学院|大学|公司|主体)[）)]?"
_DOES = r"(?:负责|承担|牵头|主管|统筹|组织|会同|监管|监督|指导|审核|审批|编制|制定|解释|管理|受理|查处|办理|建设|确定)"
_NAMES_ACTOR = re.compile(rf"{_ACTOR}[^。；;，,]{{0,24}}?{_DOES}|由[^。；;，,]{{2,30}}?{_DOES}")
_GOES_ON = re.compile(rf"^{_DOES}")  # the sentence before names who
_NEAR, _NEARLY_BEST, _HALF = 0.75, 0.8, 0.5
_NO_UNIT = re.compile(
    r"[的向对在为或]|应当|进行|提供|会同|负责|牵头|(?:[内外全干局东西南北中总本各]部|[好坏益之何到此各]处|[布格结]局|[举主承兴开创协申督]办"
    r"|社会|机会|大会|集会|场所|平台|团队|城乡|[专园社地小片]区|[进执运推施发举履]行|原委)$"
)  # what ends as names of units do, or has other words in it
_SHORTEST, _LONGEST = 2, 20
_VERB = re.compile(
    rf"应当?|要|为(?:成员|配合|参与)单位|具体|主要|统一|共同|分别|依法|依照|按照?|作为|落实|各项|{_DOES}|责令|决定|召集|主持|批准|同意|发布|公布|出具|提供"
    r"|开展|推进|建立|强化|加强|处置|处理|救助|分配|发放|结算"
)
_MEMBERS = re.compile(r"(?:成员|配合|参与)单位")
_BY = re.compile(r"(?<!自)由")
_PART, _SHORT_NAME = re.compile(r"[，,；;：:。]"), re.compile(r"[（(]以下[^（）()]*[)）]")
_EACH = re.compile(r"分别|(?:谁|哪[家个些几]).{0,24}(?:谁|哪[家个些几])")
_ASKS_KIND = re.compile(r"哪(?:一|几)?[家个所](?P<kind>公司|企业|银行|学校|大学|高校|医院|协会)")


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
    members = [named for named in said if _MEMBERS.search(named[0])]
    if members and question and question.asks("lead"):
        leads = [named for named in said if any(unit.role is Role.LEAD for unit in named[1])]
        meant = [*leads, *(members if _MEMBERS.search(question.folded) else ())]
    elif members:
        meant = [*(named for named in meant if named not in members), *members]
    return tuple(dict.fromkeys(unit for _, units in meant for unit in units))


def _subject(part: str) -> tuple[Unit, ...]:
    """Who does what a part of a sentence says: the names before its verb, behind 由 where it has that.

    What reads as a verb may be a part of a name (市城乡建设局): the longest names count.
    """
    units: tuple[Unit, ...] = ()
    for verb in _VERB.finditer(part):
        begins = [by.end() for by in _BY.finditer(part, 0, verb.start())]
        before = part[begins[-1] if begins else 0 : verb.start()]
        listed = [name for name, _ in split_units(before)] if _MEMBERS.search(verb[0]) else []
        if names := listed or _units_in(before):
            role = Role.LEAD if verb[0] == "牵头" else Role.RESPONSIBLE
            units = tuple(Unit(name, role) for name in names)
    return units


def _units_in(listed: str) -> tuple[str, ...]:
    """The names of units that a list has; nothing where any of it is no name of a unit."""
    names = [name for name, _ in split_units(listed)]
    return tuple(dict.fromkeys(names)) if all(map(_is_unit, names)) else ()


def _is_unit(name: str) -> bool:
    whole = _SHORTEST <= len(name) <= _LONGEST and looks_like_unit(name)
    return whole and not (name.startswith(acts()) or _NO_UNIT.search(name))


def _duties_of(located: Located) -> tuple[Unit, ...]:
    """The units whose duties a clause lists below their name (“（二）水运管理部门：……”), as one beside it does, too."""
    clause = located.clause
    own = _headed(clause)
    beside = (c for c in located.holding.notice.clauses if c.parents == clause.parents and c.path != clause.path)
    return tuple(map(Unit, own)) if own and any(map(_headed, beside)) else ()


def _headed(clause: Clause) -> tuple[str, ...]:
    return _units_in(clause.heading or _PART.split(clause.text, 1)[0])


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
