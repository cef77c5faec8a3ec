"""Which sections a question names: by their heading, by their place among others of their kind, by their mark."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kb.catalogue import Catalogue, Located
from kb.clauses import Part
from kb.questions.asking import excepted
from kb.questions.topic import concepts
from kb.text import HAN, NUMERAL, ORDINAL, bigrams, blanked, number_of

_FEW = 2
_NTH_OF_A_KIND = re.compile(
    rf"第[(（]?(?P<n>{ORDINAL})[)）]?(?P<more>(?:个?[、和跟与及]第?[(（]?{ORDINAL}[)）]?)*)(?:这?[两二三四几][个大]|大块|[大个类块项])?的?(?:那一?个)?[“\"]?"
    r"(?P<kind>[\u4e00-\u9fff]{2})"
)
_FIRST_OF_A_KIND = re.compile(rf"[头前](?P<n>{NUMERAL})[大个](?P<kind>[\u4e00-\u9fff]{{2}})")
_LAST_OF_A_KIND = re.compile(
    rf"(?:最后(?:那?一)?个|倒数第(?P<back>{NUMERAL})个|[后末](?P<n>(?!一){NUMERAL})[大个])大?(?P<kind>[\u4e00-\u9fff]{{2}})"
)
_WHICH_OF_A_KIND = re.compile(
    r"(?:^|[,，里中])(?P<what>[^，。,？?里中]{2,12}?)的?是哪一?[个大项](?P<kind>[\u4e00-\u9fff]{2})"
)
_NTH = re.compile(rf"(?:排|列)?第[(（]?(?P<n>{ORDINAL})[)）]?(?:个|位|大)?(?:的|是|叫)(?![那这]?一?[条项])")
_LAST_PART = re.compile(r"最后(?:一?(?:部分|章|块|大点)|.{0,3}(?:提|讲|说|写)了)")
_ALL_OF_A_KIND = re.compile(rf"(?:(?P<n>{NUMERAL})|几|哪些|哪几)[大个项](?P<kind>[\u4e00-\u9fff]{{2}})")
_COUNTED_PART, _LABEL = re.compile(rf"第(?P<n>{ORDINAL})(?:章|大?部分)"), re.compile(rf"[{HAN}]+、|第[{HAN}]+章")
_ANNEX = re.compile(rf"附件(?P<n>(?>{ORDINAL}))(?![\d{HAN}个份页张种项家年所只])")
_SO_MANY = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,12}}?)[那这的](?P<n>{NUMERAL})[项条]|(?:^|[,，])(?P<what>[\u4e00-\u9fff]{{2,6}}?)(?P<m>(?!一)[{HAN}])[项条](?:当?中|里)"
)
_LIMITED_TO = re.compile(r"([\u4e00-\u9fff]{3,12}?(?:工程|专项行动|专项))(?:里|中|下|内|部分)")
_BEFORE_NAME = re.compile(r"属于|其中|结尾|末尾|开头|关于|[里在是把跟和与归讲谈]")
_QUOTED = re.compile(
    r"[“\"]([\u4e00-\u9fff]{3,12})[”\"](?=[^，。,？?]{0,14}(?:工程|行动|部分|[里下面边中块]|最后|第|有几|分几|几[条项块]))"
)
_MARK = re.compile(rf"第?[(（](?P<n>{ORDINAL})[)）]的?[那这]?一?大?(?:块|部分|节|里|下面|中)")
_AMONG = re.compile(r"[,，]((?:面向|针对|关于|给|管)?[^，。,？?]{2,8}?的)那一?个")
_BRACKETED = re.compile(
    r"(?:工程|行动|专项|部分|[块章节])[里中]?[(（]([\u4e00-\u9fff]{3,10}?)(?:的|那个|这个)?[)）]"
)  # 第五大块（生态优化）
_BEFORE_LIST, _LISTED = re.compile(r"[在里是把由归,，。]"), re.compile(r"[、和跟与及]")
_SECTION_LIKENESS = 0.6
_TELLING = 4.0
_SHORTEST_HEADING, _SHORTEST_PART = 4, 3


def named_sections(folded: str, catalogue: Catalogue, documents: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The keys of the sections that a folded question is limited to: “科技金融赋能工程那五项里”, “第四大块工程”."""
    sections = [s for s in catalogue.sections if not documents or s.holding.id in documents]
    folded = blanked(folded, excepted(folded))
    if called := _quoted(folded, sections) or _marked(folded, sections):
        return called
    if (nth := _of_nth(folded, sections)) is not None:
        return nth
    if meant := _which(folded, sections):
        return meant
    if _LAST_PART.search(folded) and documents:
        return tuple(s.key for s in [s for s in sections if not s.clause.parents][-1:])
    if every := _every(folded, sections):
        return every
    if not documents and len(catalogue.holdings) > _FEW:
        sections = [s for s in sections if len(s.heading) > _SHORTEST_HEADING or _is_meant(folded, s.heading)]
    found = (*_alike(folded, sections), *_with_so_many(folded, sections, catalogue))
    return tuple(dict.fromkeys(section.key for section in found))


def _is_meant(folded: str, heading: str) -> bool:
    """Whether the words of a short heading (监督管理) name a part of a document, and not the matter itself."""
    return bool(
        re.search(rf"{re.escape(heading)}[”\"]?(?:那|这)?一?(?:部分|[章节块条里中下]|方面|有哪|包括|写|讲|说)", folded)
    )


def _with_so_many(folded: str, sections: Sequence[Located], catalogue: Catalogue) -> Iterator[Located]:
    """“科技金融那五项”: the one section whose heading has these words, and that has just as many clauses below it."""
    for match in _SO_MANY.finditer(folded):
        name, number = match["name"] or match["what"], number_of(match["n"] or match["m"])
        tails = [name[start:] for start in range(max(1, len(name) - _SHORTEST_PART + 1))]
        headed = [s for s in sections if any(tail in s.heading for tail in tails)]
        yield from (s for s in headed if len(headed) == 1 and len(catalogue.children(s)) == number)


def _which(folded: str, sections: list[Located]) -> tuple[tuple[str, str], ...]:
    """The keys of the sections that are asked for by what they are about: “给老师的是哪个工程”."""
    asked = (f"{which['what']}的{which['kind']}" for which in _WHICH_OF_A_KIND.finditer(folded))
    return tuple(section.key for name in asked for section in _on_the_same(name, sections))


def _every(folded: str, sections: list[Located]) -> tuple[tuple[str, str], ...]:
    """The keys of all sections of a kind (“五大工程”), or of the one among them that is counted (“排第四的”)."""
    for every in _ALL_OF_A_KIND.finditer(folded):
        if groups := _of_a_kind(every["kind"], sections):
            meant = _AMONG.search(folded, every.end())
            if meant and (one := _on_the_same(meant[1] + every["kind"], sections)):
                return tuple(section.key for section in one)
            if place := _NTH.search(folded, every.end()):
                at = (number_of(place["n"]) or 0) - 1
                return tuple(group[at].key for group in groups if 0 <= at < len(group))
            return _listed_before(folded[: every.start()], every["n"], groups) or tuple(
                section.key for group in groups for section in group
            )
    return ()


def _listed_before(before: str, count: str | None, groups: Sequence[Sequence[Located]]) -> tuple[tuple[str, str], ...]:
    """The keys of just so many sections whose names are listed: 科技金融、平台支撑|两个工程; else nothing."""
    names = _LISTED.split(_BEFORE_LIST.split(before)[-1])
    wanted = number_of(count or "") or 0
    named = [_most_alike(name, [s for group in groups for s in group]) for name in names[-wanted:]]
    is_told = len(names) >= wanted > 1 and all(len(sections) == 1 for sections in named)
    return tuple(sections[0].key for sections in named) if is_told else ()


def _of_nth(folded: str, sections: Sequence[Located]) -> tuple[tuple[str, str], ...] | None:
    """The keys of the sections that are counted (“第四大块工程”, “第(四)和第(五)两个工程”); None where none are."""
    for first in _FIRST_OF_A_KIND.finditer(folded):
        if groups := _of_a_kind(first["kind"], sections):
            return tuple(s.key for group in groups for s in group[: number_of(first["n"]) or 0])
    for last in _LAST_OF_A_KIND.finditer(folded):
        if groups := _of_a_kind(last["kind"], sections):
            back, several = number_of(last["back"] or "一") or 1, number_of(last["n"] or "")
            return tuple(s.key for group in groups for s in (group[-several:] if several else group[-back:][:1]))
    for nth in _NTH_OF_A_KIND.finditer(folded):
        places = [(number_of(n) or 0) - 1 for n in (nth["n"], *re.findall(ORDINAL, nth["more"]))]
        groups = _of_a_kind(nth["kind"], sections)
        if groups:
            return tuple(group[at].key for group in groups for at in places if 0 <= at < len(group))
    return None


def beyond_the_last(folded: str, catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    """What a question counts behind the last: “第六个工程” of five, “附件二” of one; each with how many there are."""
    for nth in _NTH_OF_A_KIND.finditer(folded):
        if nth[0].startswith(f"第{nth['n']}项"):  # “第六项工程” is a task
            continue
        last = max(map(len, _of_a_kind(nth["kind"], catalogue.sections)), default=0)
        if 0 < last < (number_of(nth["n"]) or 0):
            yield nth[0], last
    if len(catalogue.holdings) == 1:
        yield from _parts_beyond(folded, catalogue)
    annexes = {c.clause.path.split()[0] for c in catalogue.clauses if c.clause.path.startswith(Part.ANNEX)}
    for annex in _ANNEX.finditer(folded):
        number = number_of(annex["n"]) or 0
        if annexes and number > 1 and f"{Part.ANNEX}{number}" not in annexes:
            yield annex[0], len(annexes)


def _parts_beyond(folded: str, catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    """“第五章”, “第五部分” of a document that has but four parts (一、二、 …), or chapters."""
    last = sum(not c.clause.parents and bool(_LABEL.match(c.clause.label)) for c in catalogue.clauses)
    for part in _COUNTED_PART.finditer(folded):
        if 0 < last < (number_of(part["n"]) or 0):
            yield part[0], last


def _quoted(folded: str, sections: Sequence[Located]) -> tuple[tuple[str, str], ...]:
    """The keys of the sections whose headings have the words in quotation marks, or are like those in brackets behind
    what they are, if each are of just one."""
    told = [{s.key for s in sections if words in s.heading} for words in _QUOTED.findall(folded)]
    told += [{s.key for s in _most_alike(words, sections)} for words in _BRACKETED.findall(folded)]
    return tuple(key for keys in told for key in keys) if all(len(keys) == 1 for keys in told) else ()


def _of_a_kind(kind: str, sections: Iterable[Located]) -> list[list[Located]]:
    """The sections that are 工程, 行动, 职责 …: their headings end in the word, and so does that of one beside them."""
    groups: dict[tuple[str, ...], list[Located]] = {}
    for section in sections:
        if section.heading.endswith(kind):
            groups.setdefault((section.holding.id, *section.clause.parents), []).append(section)
    return [group for group in groups.values() if len(group) > 1]


def unknown_sections(folded: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Sections that the question is limited to and that no document has: “天文观测工程里”."""
    unlike = (match[1] for match in _LIMITED_TO.finditer(folded) if not any(_alike(match[1], list(catalogue.sections))))
    known = (
        name
        for name in unlike
        if not (_NTH_OF_A_KIND.search(name) or _ALL_OF_A_KIND.search(name)) and name not in catalogue.vocabulary
    )
    return tuple(
        name for name in known if all(_told(name, h.folded_title) < _SECTION_LIKENESS for h in catalogue.holdings)
    )


def _marked(folded: str, sections: Sequence[Located]) -> tuple[tuple[str, str], ...]:
    """The key of the one section below a part that has such a mark: “第（五）大块”."""
    marks = {number_of(match["n"]) for match in _MARK.finditer(folded)}
    keys = [s.key for s in sections if s.clause.parents and number_of(s.clause.label.strip("（）()")) in marks]
    return tuple(keys) if len(keys) == len(marks) == 1 else ()


def _most_alike(name: str, sections: Sequence[Located]) -> list[Located]:
    """The sections whose headings have most of the pairs of characters of a name."""
    shares = {s.key: _told(name, s.heading) for s in sections} if len(name) > 1 else {}
    best = max(shares.values(), default=0.0)
    return [s for s in sections if shares.get(s.key) == best >= _SECTION_LIKENESS]


def _told(name: str, text: str) -> float:
    """The share of the pairs of characters of a name that a text has."""
    said = set(bigrams(name))
    return len(said & set(bigrams(text))) / len(said) if said else 0.0


def _alike(folded: str, sections: list[Located]) -> Iterator[Located]:
    """The sections whose heading the question has, or repeats shortened before 工程, 行动, 专项."""
    yield from (s for s in sections if len(s.heading) >= _SHORTEST_HEADING and _has_heading(folded, s.heading))
    for match in re.finditer(r"[\u4e00-\u9fff]{1,14}?(?:工程|行动|专项|[那这]一?大?(?:节|块|章|部分))", folded):
        name = _BEFORE_NAME.split(match[0])[-1]
        likely = (_shortened(name, sections), _on_the_same(name, sections), _shortened(name.split("的")[-1], sections))
        yield from next((alike for alike in likely if len({s.heading for s in alike}) == 1), ())


def _has_heading(folded: str, heading: str) -> bool:
    """Whether a question has a heading; a short one is none as the end of a longer name: 保险|保障机制."""
    before = "(?<![\u4e00-\u9fff])|(?<=[的在把和与跟看讲是说写到里中从及])" if len(heading) == _SHORTEST_HEADING else ""
    return bool(re.search(f"(?:{before}){re.escape(heading)}", folded))


def _shortened(name: str, sections: Sequence[Located]) -> list[Located]:
    """The sections whose headings repeat a name most, and more than the title of their document does."""
    said = re.sub(r"^(?:最后)?[了开去掉]?|[那这](?:个|一)?大?(?:节|块|章|部分)?|的", "", name)
    return _most_alike(said, [s for s in sections if _told(said, s.heading) > _told(name, s.holding.folded_title)])


def _on_the_same(name: str, sections: list[Located]) -> list[Located]:
    """The sections whose headings have, in the words of notices, what a name says: 针对老师的那个工程."""
    kind = name[-2:]
    said = [c for c in concepts(name) if c.surface not in name[-4:] and c.weight >= _TELLING]
    headed = [s for s in sections if s.heading.endswith(kind)]
    return [s for s in headed if said and all(any(form in s.heading for form in c.forms) for c in said)]
