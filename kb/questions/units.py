"""Which units a question names, in any of their names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from kb.catalogue import Catalogue
from kb.lexicon import place_names
from kb.questions.question import NamedUnit
from kb.text import blanked, plain_words
from kb.units import UnitRegistry

_UNKNOWN = re.compile(
    r"(?:市|省|区|县)(?:委|政府)?[\u4e00-\u9fff]{1,7}?(?:局|委员会|委|办公厅|办公室|法院|检察院|集团)(?![员任法理事书])"
    r"|(?:(?![和跟与及或、关属])[\u4e00-\u9fff]){2,4}集团"
)
_NO_ASKING = "(?![哪什谁几各那这个的是有归由和与跟在让把])"
_PREFIX = re.compile(r"^(?:市委|市政府|市|省|区|县)")
_EXCLUDED_BEFORE = re.compile(
    r"(?:(?<!有)没有(?:写|列)?|(?<!有)没(?:有?带|有?把|带上|[写挂列提]到?)?|不带|冇得|不含|不包括|不归|除了|除开?有?|撇开|不涉及|(?<!有)无|未列|[找看]不到|不见|(?:[去刨剔]掉|剔除|排除|扣除)[有带含]?)[“\"]?$"
)
_EXCLUDED_AFTER = re.compile(
    r"^(?:之外|以外)|^(?:[^,，。、和与跟]{0,3}?)(?:(?<![参管负归在沾用涉])不(?:参与|管|负责|参加|在|归|沾|用|涉及)|用不着|[冇没]得的?|没有的|没上榜|没挂名|(?<!有)[没未](?:有)?(?:参与|参加|份|管|在|列入?|出现)|不是(?:的|责任))"
)
_NONE_OF = re.compile(r"[^，。,？?]*?(?:一家|一个)都?(?:没|不)(?:有)?(?:参与|参加|在|列|沾|出现|管)")
_NOT_NEEDED = re.compile(r"(?:不用|不需要|不要|无需)$")
_THAT_TAKE_PART = re.compile(r"[^，。,、]{0,2}(?:参加|参与|管|负责|出力|配合)的")
_ANY_UNIT = re.compile(r"(?:各|有关|相关|其他|其它|市|市级|区|省级?|国务院)*(?:单位|部门|机构|机关|地区|方面)")
_DUTIES = (
    re.compile(r"(?:主管|分管|管)(?P<duty>[\u4e00-\u9fff]{2,12}?)的(?:那|这)(?:个|家)市?(?:局|委|办|部门|单位)"),
    re.compile(
        r"既有(?P<first>[\u4e00-\u9fff]{2,4}?)(?:局|委)?又有(?P<second>[\u4e00-\u9fff]{2,4}?)(?:局|委)?(?:的|$|[,，？?])"
    ),
    re.compile(
        r"(?P<first>(?![是由归找跟和与])[\u4e00-\u9fff]{2,4}?)(?:和|跟|与|、)(?P<second>[\u4e00-\u9fff]{2,4}?)都?[有没]份"
    ),
    re.compile(r"(?:^|[,，])(?P<first>[\u4e00-\u9fff]{2})(?=都?(?:管|负责)哪)"),
    re.compile(r"(?:^|[,，])(?P<first>[\u4e00-\u9fff]{2,4}?)部门(?=也|算|在不在|有没有|是不是|参与|参加)"),
    re.compile(r"(?P<first>(?![是由归找跟和与])[\u4e00-\u9fff]{2,4}?)(?:[有没]份|口(?![令径号头味罩气]))"),
    re.compile(r"(?<![全本各我])市(?P<first>[\u4e00-\u9fff]{2,4}?)(?=[有挂就管在负参牵也都呢,，?？]|$)"),
    re.compile(r"(?<= [和跟与、+])(?P<first>[\u4e00-\u9fff]{2,4}?)(?=都|同时|一起|[两三四]家|[,，?？]|$)"),
    re.compile(r"(?:^|[,，里中])(?P<first>[\u4e00-\u9fff]{2,4}?)(?=[和跟与、+] )"),
    re.compile(
        r"(?:(?P<third>[\u4e00-\u9fff]{2,4}?)、)?(?P<first>[\u4e00-\u9fff]{2,4}?)(?:和|跟|与|、)(?P<second>[\u4e00-\u9fff]{2,4}?)(?:这|那)?[两2二俩三3]个?(?:局|部门|单位|集团)"
    ),
)
_SHORTEST = 3
_LEVEL = re.compile(r"[市省区县各团国中]")
_OTHER_LEVEL = re.compile(r"(?:国务院|中央|国家|[省县]|(?<!各)区)$")
_BEFORE_DISTRICT = "各由是归让把和与跟及有在由被给到从对为请个们我咱本说讲写问听里用"


def named_units(folded: str, catalogue: Catalogue) -> tuple[NamedUnit, ...]:
    """The units that a folded question names, in its order; longer names before shorter ones."""
    found: list[NamedUnit] = []
    for asked, name, formerly, group in _names(catalogue):
        for start, end in _places_of(asked, folded):
            if asked not in catalogue.unit_names and _is_of_other_word(asked, folded[:start], catalogue.places):
                continue
            if not any(unit.start < end and start < unit.end for unit in found):
                found.append(NamedUnit(asked, name, start, end, _excluded(folded, start, end), formerly, group))
    found += _by_duty(folded, found, catalogue)
    found += _unknown(folded, found)
    return tuple(sorted(_with_none_of(folded, found), key=lambda unit: unit.start))


def _with_none_of(folded: str, found: Sequence[NamedUnit]) -> Iterator[NamedUnit]:
    """The units, all those left out that stand before “一家都没参加”, in the same part of the question."""
    none = _NONE_OF.search(folded)
    for unit in found:
        left_out = none is not None and none.start() <= unit.start < none.end()
        yield replace(unit, excluded=True) if left_out else unit


def _by_duty(folded: str, found: Sequence[NamedUnit], catalogue: Catalogue) -> Iterator[NamedUnit]:
    """Units that are named by what they are for: “管城乡建设的那个局”, “人社和教育两个局”."""
    free = blanked(folded, [(unit.start, unit.end) for unit in found])
    for pattern in _DUTIES:
        for match in pattern.finditer(free):
            for group in match.re.groupindex:
                if match[group] and (name := _for_duty(match[group], catalogue)):
                    span = match.span() if group == "duty" else match.span(group)
                    yield NamedUnit(match[group], name, *span, _excluded(folded, *span))


def _for_duty(duty: str, catalogue: Catalogue) -> str | None:
    """The one unit whose names have most of the words of a duty, at least half of them."""
    said = [word for word in plain_words(duty) if len(word) > 1] or [duty]
    shares: dict[str, int] = {}
    for asked, name, _, group in _names(catalogue):
        if name and not group:
            shares[name] = max(shares.get(name, 0), sum(word in asked for word in said))
    best = max(shares.values(), default=0)
    likely = [name for name, share in shares.items() if share == best]
    return likely[0] if 2 * best >= max(len(said), 1) and len(likely) == 1 else None


def _places_of(words: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))


@lru_cache(maxsize=64)
def _names(catalogue: Catalogue) -> list[tuple[str, str | None, str | None, bool]]:
    """(a way to say it, the name in the notices, the new name if it is an old one, whether it is part of a group)."""
    names: dict[str, tuple[str | None, str | None, bool]] = {}
    for member, group in catalogue.members.items():
        names[member.lower()] = (group, None, True)
    for holding in catalogue.holdings:
        names |= dict.fromkeys(_copies(holding.notice.document.copied_to), (None, None, False))
        names |= {n: v for n, v in _registered(holding.registry, catalogue).items() if n not in names}
    for unit in catalogue.unit_names:
        names[unit.lower()] = (unit, None, False)
        core = _PREFIX.sub("", unit).lower()
        if len(core) >= _SHORTEST:
            names.setdefault(core, (unit, None, False))
    return [
        (asked, *value)
        for asked, value in sorted(names.items(), key=lambda item: -len(item[0]))
        if not _ANY_UNIT.fullmatch(asked)
    ]


def _is_of_other_word(asked: str, before: str, places: tuple[str, ...]) -> bool:
    """Whether what stands before makes it another's name: 国务院|办公厅, 江岸|区教育局, 保税|区里.

    Not so of a name that has its level or one of the places in it: 市教育局, 武汉投控集团.
    """
    if asked.startswith("区"):
        return bool(before) and "\u4e00" <= before[-1] <= "\u9fff" and before[-1] not in _BEFORE_DISTRICT
    is_whole = asked.endswith("部门") or _LEVEL.match(asked) or asked.startswith(places)
    return not is_whole and bool(_OTHER_LEVEL.search(before))


def _copies(copied_to: tuple[str, ...]) -> Iterator[str]:
    """The names of copy recipients, whole and without 市: they are units, though of no task."""
    for name in (part for group in copied_to for part in group.split("、")):
        yield name.lower()
        if len(core := _PREFIX.sub("", name)) >= _SHORTEST:
            yield core.lower()


def _registered(registry: UnitRegistry, catalogue: Catalogue) -> dict[str, tuple[str | None, str | None, bool]]:
    known = {}
    for row in registry.rows:
        name = next((alias for alias in row.names if alias in catalogue.unit_names), None)
        for alias in row.names:
            known[alias.lower()] = (name, row.short if alias in row.formerly else None, False)
    return known


def _excluded(folded: str, start: int, end: int) -> bool:
    without = _NOT_NEEDED.search(folded[:start]) and _THAT_TAKE_PART.match(folded[end:])
    return bool(_EXCLUDED_BEFORE.search(folded[:start]) or _EXCLUDED_AFTER.match(folded[end:]) or without)


@cache
def _unknown_of_places() -> re.Pattern[str]:
    """Bureaus that are named with their province or city: 湖北银保监局."""
    return re.compile(rf"(?:{'|'.join(place_names())})[省市]?(?:{_NO_ASKING}[\u4e00-\u9fff]){{1,6}}?[局厅](?![员长级])")


def _unknown(folded: str, found: list[NamedUnit]) -> Iterator[NamedUnit]:
    """What looks like the name of a unit and is none that the notices have."""
    looks_like = sorted(
        (match for pattern in (_UNKNOWN, _unknown_of_places()) for match in pattern.finditer(folded)),
        key=lambda match: match.start(),
    )
    for match in looks_like:
        if not any(unit.start < match.end() and match.start() < unit.end for unit in found):
            found = [*found, NamedUnit(match[0], None, *match.span(), _excluded(folded, *match.span()))]
            yield found[-1]
