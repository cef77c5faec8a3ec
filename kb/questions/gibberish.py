"""What asks nothing: marks, sounds, letters that no notice has."""

import re

from kb.catalogue import Catalogue
from kb.lexicon import is_listed
from kb.text import fold

_REPEATED = 3
_SOUNDS, _LATIN = frozenset("哈啊阿嘿呵嗯哦呃额唉哎呀嘎"), re.compile(r"[a-z0-9]+")


def is_nonsense(question: str, corpus: Catalogue) -> bool:
    """Whether it has but marks, sounds, letters that no notice has (“？？”, “asdf 哈哈”), one character (“孵孵孵”)."""
    folded = fold(question)
    said = {char for char in folded if char.isalnum() and not char.isascii()} - _SOUNDS
    if said and not (len(said) == 1 and folded.count("".join(said)) >= _REPEATED):
        return False
    telling = (word for word in _LATIN.findall(folded) if len(word) > (2 if word.isdigit() else 1))
    return not any(_is_word(word, corpus) for word in telling)


def without_gibberish(folded: str, corpus: Catalogue) -> str:
    """The question without words in letters that no notice and no list has (“fjdk”)."""
    return _LATIN.sub(lambda word: word[0] if _is_word(word[0], corpus) else " ", folded)


def _is_word(letters: str, corpus: Catalogue) -> bool:
    return letters in corpus.vocabulary or is_listed(letters)
