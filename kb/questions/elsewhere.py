"""What a question names that notices may not mention: places, universities, other matters, groups of persons."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from kb.catalogue import Catalogue
from kb.lexicon import other_matters, person_groups, place_names
from kb.questions.asking import asking_parts, parts
from kb.questions.topic import official_words
from kb.text import tagged, word_ends

_ORGANISATIONS, _NO_NAMES = ("大学", "银行"), ("商业银行", "投资银行", "中央银行")
_PLACE, _ORGANISATION = "ns", "nt"  # jieba's tags
_BETWEEN = ("n", "f", "j", "vn")  # how such tags begin: what a university teaches, or where in the country it is
_MOST_BETWEEN = 3
_GENERAL = 2
# What a founder does: 做托育的公司; who asks between them asks for a company.
_BUSINESS = re.compile(
    r"(?<=[做搞开办弄])(?:(?![哪什谁怎要能可找])[^，。,？?]){2,10}?的?(?:公司|企业|工作室|生意|店|项目|团队)"
)
_GOES_TO_EVENT = re.compile(
    r"[去赴](?P<place>[\u4e00-\u9fff]{2,4}?)参加[^，。,？?]{0,12}?(?P<event>展会|博览会|交易会|大赛|比赛|论坛)"
)
_RETURNS = r"回来|回去|搬来|回到?(?:母校|[\u4e00-\u9fff]{1,2}大)"


def named_places(folded: str) -> list[str]:
    """The names of provinces, cities and countries in a folded question."""
    return [place for place in place_names() if place in folded]


def _places_asked_of(folded: str, here: Sequence[str], vocabulary: str) -> list[str]:
    """The places that are named; not those from which somebody comes (back) here, of an event that notices know, or
    that are told of (“成都也在搞，武汉圈的是哪几所”) before what is asked of here."""
    names = "|".join(re.escape(form) for name in here for form in (name, name[-1]) if name[-1] != "市")
    left = re.search(rf"{_RETURNS}|(?:[回来]|搬到)(?:{names})" if names else _RETURNS, folded)
    gone = [went["place"] for went in _GOES_TO_EVENT.finditer(folded) if went["event"] in vocabulary]
    comes = rf"[^，。？?]{{0,16}}[来到](?:{'|'.join(map(re.escape, here))}|我们|本)" if here else "(?!)"
    return [
        place
        for place in named_places(folded)
        if not (left and re.search(f"[在从]{place}", folded))
        and not re.search(f"{place}{comes}", folded)
        and not any(place in where for where in gone)
        and not is_told_before(place, folded, here)
    ]


def is_told_before(place: str, folded: str, here: Sequence[str]) -> bool:
    """Whether only what tells something names a place: where somebody is (“我人在深圳”), or what is done there before
    another part of the question names the place here."""
    folded = re.sub(rf"(?<![本法])人在{place}", lambda told: " " * len(told[0]), folded)
    if place not in folded:
        return True
    if re.search(
        rf"[跟和与同]{place}[^，。,？?]{{0,4}}(?:相比|比|一样)|[跟和与同](?:{'|'.join(map(re.escape, here))})一样",
        folded,
    ):
        return False
    with_place = [span for span in parts(folded) if folded.find(place, *span) >= 0]
    apart = [span for span in parts(folded) if span not in with_place]
    asks = any(span in with_place for span in asking_parts(folded))
    return not asks and any(folded.find(name, *span) >= 0 for name in here for span in apart)


def unknown_places(folded: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The places and the universities in a folded question that no notice mentions."""
    names = [*_places_asked_of(folded, catalogue.places, catalogue.vocabulary), *named_organisations(folded)]
    return tuple(name for name in _whole(names) if name not in catalogue.vocabulary)


def _whole(names: Iterable[str]) -> list[str]:
    """The names that are not part of another of them."""
    names = list(names)
    return [name for name in names if not any(name in other and name != other for other in names)]


def named_persons(asking: str) -> tuple[tuple[str, ...], ...]:
    """The groups of persons in the part of a question that asks, each as said and as notices may write it.

    >>> named_persons("在职研究生和博士后能申请吗")
    (('博士后',), ('在职研究生',))
    """
    return tuple(map(official_words, _whole(sorted(group for group in person_groups() if group in asking))))


def unknown_matters(asking: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The matters of other policies (考研, 公积金) that the part of a question which asks names and no notice has.

    Of the words that notices write for one, those of two characters are too general to be it: 资助 for 助学金. What
    goes on with 化 or 型 is another thing (转专业化), with 里 a place.
    """
    asking = _BUSINESS.sub("", asking)
    named = sorted(matter for matter in other_matters() if re.search(f"(?<!百){re.escape(matter)}(?![化型里])", asking))
    ends = {0, *word_ends(asking)}
    named = [matter for matter in named if _is_whole(matter, asking, ends)]
    forms = {matter: [matter, *(f for f in official_words(matter) if len(f) > _GENERAL)] for matter in named}
    return tuple(matter for matter in named if not any(form in catalogue.vocabulary for form in forms[matter]))


def _is_whole(matter: str, asking: str, ends: Collection[int]) -> bool:
    """Whether it begins or ends somewhere where a word does: 出国 is none in 进出国门."""
    places = (found.span() for found in re.finditer(re.escape(matter), asking))
    return any(start in ends or end in ends for start, end in places)


def named_organisations(folded: str) -> Iterator[str]:
    """Universities and banks by their own names: one that jieba knows, or a place and what is done there.

    >>> list(named_organisations("武汉大学和湖北中医药大学的学生")), list(named_organisations("在武汉读大学的大学生"))
    (['武汉大学', '湖北中医药大学'], [])
    >>> list(named_organisations("汉口银行和商业银行"))
    ['汉口银行']
    """
    said = tagged(folded)
    for at, (word, tag) in enumerate(said):
        if not word.endswith(_ORGANISATIONS):
            continue
        own = word if tag == _ORGANISATION and word not in _NO_NAMES else ""
        name = _of_place(said[max(0, at - _MOST_BETWEEN - 1) : at + 1]) or own
        if name and name in folded:
            yield name


def _of_place(said: Sequence[tuple[str, str]]) -> str:
    """The last words from a place on, with nothing but nouns between; nothing where no place is there.

    A place with its 市 or 省 is where universities are, not the beginning of one's name.
    """
    *before, (name, _) = said
    for word, tag in reversed(before):
        if tag == _PLACE:
            return "" if word.endswith(("市", "省")) else word + name
        if not tag.startswith(_BETWEEN):
            return ""
        name = word + name
    return ""
