"""Misspelt words of a question, set right to terms that the notices or the word lists have, where that is sure."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kb.catalogue import Catalogue
from kb.questions.slips import Run, Slip, SlipKind, Token, slips
from kb.questions.terms import Terms, terms_of
from kb.text import fold, is_word, number_of, simplified

_RUN = re.compile(r"[\u4e00-\u9fff]+")
_NAME = re.compile(r"(?:[省市区县州镇乡局委办厅部院会]|集团|公司|大学|学院)$")
_PLACE = re.compile(r"[省市区县州镇乡]$")
_LONG, _NEAR = 4, 30


@dataclass(frozen=True)
class Respelling:
    """Words of a question, and the term that they are understood as."""

    said: str
    meant: str


def respelt(text: str, catalogue: Catalogue) -> tuple[str, tuple[Respelling, ...]]:
    """`text` as it is where nothing in it is surely misspelt; else folded, with the terms that are meant."""
    folded, terms = simplified(fold(text)), terms_of(catalogue)
    runs = [Run.of(run[0], run.start(), terms) for run in _RUN.finditer(folded)]
    about = [token for run in runs for token in run.tokens if len(token.text) > 1 and _is_content(token)]
    possible = (slip for run in runs for slip in slips(run, terms))
    found = sorted(_surest(slip for slip in possible if _is_sure(slip, about, terms)), key=lambda slip: slip.start)
    if not found:
        return text, ()
    chars = list(folded)
    for slip in found:
        for place, char in slip.edit:
            chars[place] = char
    return "".join(chars), tuple(Respelling(slip.said, slip.term) for slip in found)


def _is_content(token: Token) -> bool:
    return not token.is_stopword and number_of(token.text[0]) is None


def _surest(found: Iterable[Slip]) -> Iterator[Slip]:
    """Of the slips that are about the same characters the surest, in as few words as say it; none where two differ."""
    left = sorted(found, key=lambda slip: slip.sureness)
    while left:
        best = left[0]
        beside = [slip for slip in left if _changes(slip, best) or _changes(best, slip)]
        if all(slip.edit == best.edit for slip in beside if slip.sureness == best.sureness):
            yield min((slip for slip in beside if slip.edit == best.edit), key=lambda slip: len(slip.term))
        left = [slip for slip in left if slip not in beside]


def _changes(one: Slip, other: Slip) -> bool:
    return any(other.start <= place < other.end for place, _ in one.edit)


def _is_sure(slip: Slip, about: list[Token], terms: Terms) -> bool:
    """Whether the term makes words of loose characters, and no name or number another one."""
    loose = sum(len(token.text) for token in slip.tokens if token.is_loose)
    if sum(len(part) == 1 for part in slip.parts) >= loose or any(token.is_name for token in slip.wrong):
        return False
    if slip.kind is not SlipKind.MISSING and any(len(part) == 1 for part in slip.mended):
        return False
    if not slip.is_torn or _is_number(slip) or (_PLACE.search(slip.term) and slip.places[-1] == len(slip.term) - 1):
        return False
    return _RULES[slip.kind](slip) and _is_at_home(slip, about, terms)


def _is_number(slip: Slip) -> bool:
    """Whether a numeral would become something else; inside a word it may be a slip of another sound: 洪三区."""
    by_sound = slip.kind in (SlipKind.SAME_SOUND, SlipKind.ALIKE_SOUND) and not _is_at_edge(slip)
    return not by_sound and any(number_of(slip.said[place]) is not None for place in slip.places)


def _is_at_home(slip: Slip, about: list[Token], terms: Terms) -> bool:
    """Whether the notices have a term that is not sure by its sound or length.

    One of two characters they have near another word that the question has near it, if there is any.
    """
    if len(slip.term) > 2:
        return slip.kind < SlipKind.MISSING or slip.term in terms.notices
    near = (t for t in about if slip.start - _NEAR <= t.start and t.end <= slip.end + _NEAR)
    others = {token.text for token in near if token.end <= slip.start or slip.end <= token.start}
    return not others or any(terms.has_near(slip.term, other) for other in others)


def _same_sound(slip: Slip) -> bool:
    if any(token.is_stopword for token in slip.wrong):
        return len(slip.term) >= _LONG and not _is_at_edge(slip)
    if len(slip.term) == 2:
        return all(map(_is_content, slip.tokens)) and not _has_lone((*slip.before, *slip.behind))
    return not _stands_by_itself(slip)


def _alike_sound(slip: Slip) -> bool:
    return len(slip.term) > 2 and _are_lone(slip) and not _stands_by_itself(slip)


def _swapped(slip: Slip) -> bool:
    return not any(token.is_stopword for token in slip.wrong)


def _doubled(slip: Slip) -> bool:
    """A lone character twice, which does not end the word before: 一等奖|奖金."""
    lone = next((token for token in slip.wrong if len(token.text) == 1), None)
    if lone is None or lone.is_stopword or _belongs_elsewhere(slip):
        return False
    return lone is not slip.tokens[0] or not any(is_word(before.text + lone.text) for before in slip.before)


def _missing(slip: Slip) -> bool:
    """A character beside a lone one that is no word by itself, where what stands around cannot be its other half."""
    lone = [token for token in slip.wrong if len(token.text) == 1]
    enough = len(slip.term) > _LONG or (len(slip.term) == _LONG and not _NAME.search(slip.term)) or len(lone) == 2
    clear = all(token.is_stopword for token in slip.beside)
    return enough and clear and bool(lone) and not any(token.is_free for token in lone)


def _replaced(slip: Slip) -> bool:
    """Inside a word of three and more a character that the notices have with neither of its neighbours, all lone."""
    place = slip.start + slip.places[0]
    unseen = slip.run.seen.isdisjoint((place - 1, place))
    lone = all(len(token.text) == 1 and not token.is_stopword for token in slip.tokens)
    return lone and unseen and not (_is_at_edge(slip) or _NAME.search(slip.term) or any(map(number_of, slip.term)))


def _are_lone(slip: Slip) -> bool:
    """Whether what differs are lone characters, or begins with a numeral, and no stop word: 洪|三区."""
    return not any(token.is_stopword or (len(token.text) > 1 and _is_content(token)) for token in slip.wrong)


def _is_at_edge(slip: Slip) -> bool:
    return slip.places[0] == 0 or slip.places[-1] == len(slip.said) - 1


def _stands_by_itself(slip: Slip) -> bool:
    """Whether what differs may be a word beside others that are spelt right: 买|保险."""
    rest = [token for token in slip.tokens if token not in slip.wrong]
    return _is_at_edge(slip) and not any(token.is_loose for token in rest) and all(t.is_free for t in slip.wrong)


def _belongs_elsewhere(slip: Slip) -> bool:
    """Whether what differs may be part of a word with what stands beside the stretch: 外网|安全."""
    return _has_lone(slip.beside)


def _has_lone(tokens: Iterable[Token]) -> bool:
    return any(len(token.text) == 1 and not token.is_free for token in tokens)


_RULES: dict[SlipKind, Callable[[Slip], bool]] = {
    SlipKind.SAME_SOUND: _same_sound,
    SlipKind.SWAPPED: _swapped,
    SlipKind.DOUBLED: _doubled,
    SlipKind.ALIKE_SOUND: _alike_sound,
    SlipKind.SEVERAL: _alike_sound,
    SlipKind.MISSING: _missing,
    SlipKind.REPLACED: _replaced,
}
