"""Which documents a question names: by number, by year and genre, by title."""

import re
from functools import lru_cache

from kb.catalogue import Catalogue, Holding
from kb.documents import DocumentNumber
from kb.lexicon import stopwords
from kb.questions.topic import official_words
from kb.text import HAN, blanked, fold, words, year_of

_SERIAL = re.compile(r"(?<![\d第])(\d{1,4})号(?:文件?|通知|公文)?")
_ORDER = re.compile(r"令[(（]?第?(\d{1,4})号|第?(\d{1,4})号(?:政府)?令")
_LOOSE = r"(?P<year>(?:19|20)\d\d)年?[-/·]?第?(?P<serial>\d{1,5})(?![\d年月日-])号?"
_YEAR_OF_DOCUMENT = re.compile(
    r"(20\d\d|\d\d)年的?(?=[和跟与、](?:20)?\d\d年的?(?:文件|通知|公文))|(?<!\d)(20\d\d|\d\d)(?!\d)年?(?:的|那|发|出|印发|份|个)*(?:关于)?[^，。？]{0,10}?"
    r"(?:文件|意见|通知|方案|公文|附件|附表|文(?=[里中第件的,，]))"
    r"|(20\d\d|\d\d)年[^，。？,?、和跟与]{0,14}?的?那份"
    r"|(?<!\d)(20\d\d|\d\d)年[^，。,？?]{0,14}那[个份](?:文件|意见|通知|方案|公文|文)"
)
_LAW = re.compile(r"[\u4e00-\u9fff]{2,8}(?<![办方做看说想用合无语政执立依])法(?=对|规定|第|里|中)")
_OF_YEAR = re.compile(
    r"(?<![到至—-])20\d\d年(?:发|印发|出|出台|发布|下发)?(?:的|那个|那份|那)(?:文件|意见|通知|方案|办法|规定|公文)"
)
_PLAN_OF_YEAR = re.compile(r"(?P<year>20\d\d)年(?:发|印发|出|出台|发布|下发)的那[个份][\u4e00-\u9fff]{2,10}计划")
_ONE_BEFORE = re.compile(
    r"(?<![网线以马])(?:上一?轮|上一[版期]|前一[轮版期])[^，。,？?]{0,20}?(?:行动|方案|计划|文件|意见|政策|工作)+"
)
_GENRES = re.compile(
    rf"[{HAN}]年行动(?:方案|计划)?|行动(?:方案|计划)|(?:实施|工作)方案|(?:实施|指导|若干)意见|(?:暂行|试行)?办法"
    r"|(?:政策|若干)?措施|方案|意见|规定|细则|计划|规划|条例"
)
_TITLED = re.compile(rf"{_GENRES.pattern}|政策|文件|通知|公文")
_ANY_GENRE, _LEAST_OF_ANY_GENRE = ("政策", "文件", "通知", "公文"), 4
_LEAST_POINTED_AT = 3  # “孵化器那份文件”
_POINTER = re.compile(r"(?:那个|那份|这份|这个|该|那|这)[老旧]?$")
_RUN = re.compile(r"[\u4e00-\u9fff0-9“”\"]+$")
_RUN_OF_TITLE = 6
_LONGEST_LEAD, _SHORTEST_LEAD, _LONGEST_SHORTENED = 30, 2, 5
_ITS_NOTICE = (
    r"(?:(?:更早|早些|20\d\d年|的|那个|那份|这份|这个|发的|印发的|出的|出台的)*(?:通知|意见|文件|方案|办法|公文)"
    r"|(?:印?发|出台?)的那份|[^，。,？?的]{0,6}那份(?=[是有里中的落写发讲说呢,，]|第|什么|几|$))"
)
_OF_AGENCY = r"(?:的|发的|印发的|这个|那个|这份|那份|出的)*(?:通知|文件|公文|方案|意见)"
_READ = re.compile(
    r"(?:引用|援引|参照|依据|根据|按照?|对照|翻|查|看|读)$"
)  # what one does with a document describes none
_NO_GENRE = re.compile(r"(?:怎么|什么|如何|怎样|咋|啥|有|没|想)$")
_ANOTHER = re.compile(r"[和跟与、及]|[,，]一份|[同比](?= {2})|(?<!\d)(?:20)?\d\d年(?!底|前|末|要|到|完|达|建|内)")
_TWO = re.compile(r"两(?:个|份|部)(?:文件|公文|通知|方案|意见|办法|规定)")
_BESIDE = re.compile(r"[和跟与、及同比] {2}| {2}[和跟与、及同比]")  # the place of a document that is named, and another
_SEVERAL = re.compile(rf"{_TWO.pattern}|各(?:个|份)?文件|所有文件")
_QUOTED = re.compile(r"《([^《》]{2,60})》")


def named_documents(folded: str, catalogue: Catalogue) -> tuple[tuple[str, ...], str]:
    """The ids of the documents that a folded question names, and the question without those words."""
    spans: list[tuple[int, int]] = [several.span() for several in _SEVERAL.finditer(folded)]
    named: dict[str, None] = {}
    for find in (_by_number, _by_agency, _by_title, _by_words_of_title, _by_issuer, _by_year, _by_genre):
        rest = blanked(folded, spans)
        if named and not (_BESIDE if find is _by_genre else _ANOTHER).search(rest):
            break
        for holding, span in find(rest, catalogue):
            named[holding.id] = None
            spans.append(span)
    return tuple(named), blanked(folded, spans)


def means_two(folded: str) -> bool:
    """Whether a folded question speaks of two documents, whichever they are: “两个文件”."""
    return bool(_TWO.search(folded))


def with_full_numbers(folded: str, catalogue: Catalogue) -> str:
    """A folded question with the document numbers that it writes in short, as notices write them: 武政办2025-68."""
    numbers = (DocumentNumber.parse(holding.notice.document.number or "") for holding in catalogue.holdings)
    for agency in dict.fromkeys(fold(number.agency) for number in numbers if number):
        folded = re.sub(re.escape(agency) + _LOOSE, rf"{agency}〔\g<year>〕\g<serial>号", folded)
    return folded


def titled_documents(folded: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the documents that a folded question names by full number, or by words of their titles."""
    numbered = DocumentNumber.PATTERN.search(folded) or _ORDER.search(folded)
    full = _by_number(folded, catalogue) if numbered else []
    found = full or _by_title(folded, catalogue) or _by_words_of_title(folded, catalogue)
    return tuple(dict.fromkeys(holding.id for holding, _ in found))


def unknown_documents(folded: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Numbers and titles that the question names and the corpus does not mention."""
    unknown = [
        match[0]
        for match in _QUOTED.finditer(folded)
        if match[1] not in catalogue.vocabulary and not _is_title(match[1], catalogue)
    ]
    number = DocumentNumber.parse(folded)
    held = (DocumentNumber.parse(holding.notice.document.number or "") for holding in catalogue.holdings)
    if number and fold(str(number)) not in catalogue.vocabulary and not any(_is_number(number, own) for own in held):
        unknown.append(str(number))
    serials = {
        n.serial for holding in catalogue.holdings if (n := DocumentNumber.parse(holding.notice.document.number or ""))
    }
    if not number:
        unknown += [m[0] for m in _SERIAL.finditer(folded) if m[0].endswith("文") and int(m[1]) not in serials]
    unknown += [m[0] for m in _LAW.finditer(folded) if m[0] not in catalogue.vocabulary]
    unknown += [m[0] for m in _ONE_BEFORE.finditer(folded) if m[0] not in catalogue.vocabulary]
    unknown += [m[0] for m in _OF_YEAR.finditer(folded) if not _by_year(m[0], catalogue)]
    unknown += [m[0] for m in _PLAN_OF_YEAR.finditer(folded) if not _of_year(year_of(m["year"]), catalogue)]
    return tuple(unknown)


Found = list[tuple[Holding, tuple[int, int]]]


def _is_title(words: str, catalogue: Catalogue) -> bool:
    return any(words in fold(holding.title) or fold(holding.title) in words for holding in catalogue.holdings)


def _by_number(folded: str, catalogue: Catalogue) -> Found:
    if orders := _by_order(folded, catalogue):
        return orders
    full = DocumentNumber.PATTERN.search(folded)
    found: Found = []
    for holding in catalogue.holdings:
        number = DocumentNumber.parse(holding.notice.document.number or "")
        if number is None:
            continue
        if full:
            if _is_number(DocumentNumber.parse(full[0]), number):
                found.append((holding, full.span()))
            continue
        for match in _SERIAL.finditer(folded):
            if int(match[1]) == number.serial:
                agency = fold(number.agency)
                start = match.start() - (len(agency) if folded[: match.start()].endswith(agency) else 0)
                found.append((holding, (start, match.end())))
    return found


def _is_number(asked: DocumentNumber | None, own: DocumentNumber | None) -> bool:
    """Whether they are the same; other words of the question may stand right before the agency."""
    if asked is None or own is None:
        return False
    return (asked.year, asked.serial) == (own.year, own.serial) and fold(asked.agency).endswith(fold(own.agency))


def _by_agency(folded: str, catalogue: Catalogue) -> Found:
    """“武政办这个通知”: by the agency of its number (发文机关代字), which no other document has."""
    numbers = ((h, DocumentNumber.parse(h.notice.document.number or "")) for h in catalogue.holdings)
    agencies = [(holding, fold(number.agency)) for holding, number in numbers if number]
    own = [(h, agency) for h, agency in agencies if sum(agency == other for _, other in agencies) == 1]
    found = ((h, re.search(rf"{re.escape(agency)}{_OF_AGENCY}", folded)) for h, agency in own)
    return [(holding, match.span()) for holding, match in found if match]


def _by_order(folded: str, catalogue: Catalogue) -> Found:
    """“第16号令”, “政府令第16号”: an order (令) is numbered without a year; several places may have that number."""
    asked = _ORDER.search(folded)
    if asked is None:
        return []
    number = int(asked[1] or asked[2])
    orders = ((h, _ORDER.search(fold(h.notice.document.number or ""))) for h in catalogue.holdings)
    same = [h for h, own in orders if own and int(own[1] or own[2]) == number]
    of_place = [h for h in same if h.place and fold(h.place).rstrip("省市县区") in folded]
    return [(holding, asked.span()) for holding in of_place or same]


def _by_title(folded: str, catalogue: Catalogue) -> Found:
    return [
        (holding, match.span())
        for match in _QUOTED.finditer(folded)
        for holding in catalogue.holdings
        if match[1] in fold(holding.title) or fold(holding.title) in match[1]
    ]


def _by_words_of_title(folded: str, catalogue: Catalogue) -> Found:
    """“孵化载体意见”, “综保区意见”: the one title of this genre that has the words before it, in full or shortened."""
    found: Found = []
    for match in _TITLED.finditer(folded):
        lead, end = _lead(folded[: match.start()])
        any_genre, pointed = match[0] in _ANY_GENRE, bool(_POINTER.search(folded[: match.start()]))
        alike = (h for h in catalogue.holdings if any_genre or _is_of_genre(h, match[0]))
        fits = {holding: _fit(lead, holding, in_other_words=pointed or not any_genre) for holding in alike}
        best = max(fits.values(), default=0)
        if any_genre and best < (_LEAST_POINTED_AT if pointed else _LEAST_OF_ANY_GENRE):
            continue
        holdings = [holding for holding in fits if fits[holding] == best]
        if best and len(holdings) == 1:
            found.append((holdings[0], (end - best, match.end())))
    return found


def _lead(before: str) -> tuple[str, int]:
    """The words before a genre that may be of its title, and the place where they end: 孵化器|那份意见."""
    run = _RUN.search(_POINTER.sub("", before).removesuffix("的"))
    return (run[0], run.end()) if run else ("", len(before))


def _fit(lead: str, holding: Holding, *, in_other_words: bool) -> int:
    """How many of the last characters of `lead` the title has together, or shortened; 0 where they are too few."""
    title = fold(holding.title)
    for start in range(max(0, len(lead) - _LONGEST_LEAD), len(lead) - _SHORTEST_LEAD + 1):
        tail = lead[start:]
        shortened = len(tail) <= _LONGEST_SHORTENED and _shortened(tail).search(title)
        said = official_words(tail) if in_other_words else (tail,)
        if shortened or any(form in title for form in said):
            return len(lead) - start
    return 0


@lru_cache(maxsize=1024)
def _shortened(words: str) -> re.Pattern[str]:
    """“综保区” stands for 综合保税区: each character, and up to two more."""
    return re.compile(".{0,2}".join(map(re.escape, words)))


def _by_issuer(folded: str, catalogue: Catalogue) -> Found:
    """“市科技局那份通知”: by any name of the unit that issued it."""
    found: Found = []
    for holding in catalogue.holdings:
        for name in holding.issuer_names:
            if name in folded and (match := re.search(rf"{re.escape(name)}{_ITS_NOTICE}", folded)):
                found.append((holding, match.span()))
                break
    alike = [h for h in catalogue.holdings if _has_run_of(h, folded)] if len(found) > 1 else []
    return [(alike[0], found[0][1])] if len(alike) == 1 and _is_issued_by_one(alike[0], folded) else found


def _has_run_of(holding: Holding, folded: str) -> bool:
    """Whether much of a title in its order stands in the question: “体育竞赛表演产业”."""
    title = fold(holding.title)
    return any(title[at : at + _RUN_OF_TITLE] in folded for at in range(len(title) - _RUN_OF_TITLE + 1))


def _is_issued_by_one(holding: Holding, folded: str) -> bool:
    """Whether the question names its issuer, or what that is an office of: 国务院 of 国务院办公厅."""
    issuer = fold(holding.notice.document.issuer or "")
    return any(issuer[:end] in folded for end in range(3, len(issuer) + 1))


def _by_year(folded: str, catalogue: Catalogue) -> Found:
    found: Found = []
    for match in _YEAR_OF_DOCUMENT.finditer(folded):
        year = year_of(next(filter(None, match.groups())))
        of_year = _of_year(year, catalogue)
        genre = _GENRES.search(match[0])
        of_genre = [e for e in of_year if genre and _is_of_genre(e, genre[0])]
        found += [(e, match.span()) for e in of_genre or of_year]
    return found


def _of_year(year: int, catalogue: Catalogue) -> list[Holding]:
    """The documents that were signed in a year."""
    return [h for h in catalogue.holdings if (day := h.notice.document.signed_on) and day.year == year]


def _by_genre(folded: str, catalogue: Catalogue) -> Found:
    """“那个意见”, where only one document is called so, and no other words describe it."""
    found: Found = []
    for match in _GENRES.finditer(folded):
        if _is_described(folded[: match.start()]):
            continue
        holdings = [holding for holding in catalogue.holdings if _is_of_genre(holding, match[0])]
        if len(holdings) == 1:
            found.append((holdings[0], match.span()))
    return found


def _is_described(before: str) -> bool:
    """Whether words of content stand right before a genre (“信贷方案”), or it is none (“什么办法”)."""
    said = words(_lead(_READ.sub("", before))[0])
    last = said[-1] if said else ""
    return bool(_NO_GENRE.search(before)) or (len(last) > 1 and last not in stopwords() and not last[0].isdigit())


def _is_of_genre(holding: Holding, genre: str) -> bool:
    """Whether the title ends in the genre; one that ends in 行动 is short for 行动方案 or 行动计划."""
    title = re.sub(r"[（(][^（()）]*[）)]$", "", holding.title)
    return title.endswith((genre, f"{genre}方案", f"{genre}计划") if genre.endswith("行动") else genre)
