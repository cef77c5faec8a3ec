"""Which documents a question names: by number, by year and genre, by title."""

import re

from kb.catalogue import Catalogue, Holding
from kb.documents import DocumentNumber
from kb.text import fold

_SERIAL = re.compile(r"(?<![\d第])(\d{1,4})号(?:文件?|通知|公文)?")
_YEAR_OF_DOCUMENT = re.compile(
    r"(20\d\d|\d\d)年?(?:的|那|发|出|印发|份|个)*(?:关于)?[^，。？]{0,10}?"
    r"(?:文件|意见|通知|方案|公文|文(?=里|中|第|件|的))"
)
_GENRES = re.compile(
    r"[一二三四五六七八九十]年行动(?:方案|计划)?|行动方案|实施意见|方案|意见|办法|规定|细则|计划|规划|条例"
)
_SEVERAL = re.compile(r"两(?:个|份|部)(?:文件|公文|通知|方案|意见)|各(?:个|份)?文件|所有文件")
_QUOTED = re.compile(r"《([^《》]{2,60})》")


def named_documents(folded: str, catalogue: Catalogue) -> tuple[tuple[str, ...], str]:
    """The ids of the documents that a folded question names, and the question without those words."""
    if _SEVERAL.search(folded):
        return (), folded
    spans: list[tuple[int, int]] = []
    named: dict[str, None] = {}
    for find in (_by_number, _by_title, _by_year, _by_genre):
        if named:
            break
        for holding, span in find(folded, catalogue):
            named[holding.id] = None
            spans.append(span)
    return tuple(named), blanked(folded, spans)


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with a space for every character of the spans, so that places stay the same."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def unknown_documents(folded: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Numbers and titles that the question names and the corpus does not mention."""
    unknown = [
        match[0]
        for match in _QUOTED.finditer(folded)
        if match[1] not in catalogue.vocabulary and not _is_title(match[1], catalogue)
    ]
    number = DocumentNumber.parse(folded)
    if number and fold(str(number)) not in catalogue.vocabulary:
        unknown.append(str(number))
    serials = {
        n.serial for holding in catalogue.holdings if (n := DocumentNumber.parse(holding.notice.document.number or ""))
    }
    if not number:
        unknown += [m[0] for m in _SERIAL.finditer(folded) if m[0].endswith("文") and int(m[1]) not in serials]
    return tuple(unknown)


Found = list[tuple[Holding, tuple[int, int]]]


def _is_title(words: str, catalogue: Catalogue) -> bool:
    return any(words in fold(holding.title) or fold(holding.title) in words for holding in catalogue.holdings)


def _by_number(folded: str, catalogue: Catalogue) -> Found:
    full = DocumentNumber.PATTERN.search(folded)
    found: Found = []
    for holding in catalogue.holdings:
        number = DocumentNumber.parse(holding.notice.document.number or "")
        if number is None:
            continue
        if full:
            if DocumentNumber.parse(full[0]) == number:
                found.append((holding, full.span()))
            continue
        found += [(holding, match.span()) for match in _SERIAL.finditer(folded) if int(match[1]) == number.serial]
    return found


def _by_title(folded: str, catalogue: Catalogue) -> Found:
    return [
        (holding, match.span())
        for match in _QUOTED.finditer(folded)
        for holding in catalogue.holdings
        if match[1] in fold(holding.title) or fold(holding.title) in match[1]
    ]


def _by_year(folded: str, catalogue: Catalogue) -> Found:
    found: Found = []
    for match in _YEAR_OF_DOCUMENT.finditer(folded):
        year = int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
        found += [
            (e, match.span()) for e in catalogue.holdings if (s := e.notice.document.signed_on) and s.year == year
        ]
    return found


def _by_genre(folded: str, catalogue: Catalogue) -> Found:
    """“那个意见”, where only one document is called so."""
    found: Found = []
    for match in _GENRES.finditer(folded):
        holdings = [holding for holding in catalogue.holdings if _is_of_genre(holding, match[0])]
        if len(holdings) == 1:
            found.append((holdings[0], match.span()))
    return found


def _is_of_genre(holding: Holding, genre: str) -> bool:
    title = re.sub(r"[（(][^（()）]*[）)]$", "", holding.title)
    return title.endswith(genre) or ("年行动" in genre and genre in title)
