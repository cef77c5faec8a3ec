"""How characters sound: toneless pinyin, from the table of single characters that pypinyin carries."""

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

# What dialects and dictation do not tell apart: whole syllables, initials (the first that fits), finals.
_SYLLABLES = {"hu": "fu", "hua": "fa", "hui": "fei", "huan": "fan", "huang": "fan", "hun": "fen", "hong": "fen"}
_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l", "r": "l"}
_FINALS = {"ang": "an", "eng": "en", "ing": "in"}


@cache
def sound(char: str) -> str:
    """The usual reading of a character, without its tone; the character itself where the table lacks it.

    >>> sound("单"), sound("担")
    ('dan', 'dan')
    """
    usual = _table().get(str(ord(char)), char).split(",")[0]
    return "".join(c for c in unicodedata.normalize("NFD", usual) if not unicodedata.combining(c))


@cache
def blurred_sound(char: str) -> str:
    """The reading as one hears it who does not tell zh from z, n from l, in from ing, hu from fu apart.

    >>> blurred_sound("三") == blurred_sound("山"), blurred_sound("品") == blurred_sound("平")
    (True, True)
    """
    syllable = _SYLLABLES.get(sound(char), sound(char))
    initial = next((initial for initial in _INITIALS if syllable.startswith(initial)), "")
    final = next((final for final in _FINALS if syllable.endswith(final)), "")
    middle = syllable.removeprefix(initial).removesuffix(final)
    return _INITIALS.get(initial, "") + middle + _FINALS.get(final, "")


_READINGS = msgspec.json.Decoder(dict[str, str])


@cache
def _table() -> dict[str, str]:
    """Code points with their readings, read without importing pypinyin (0.5 s, most of it for phrases)."""
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None:
        return {}
    return _READINGS.decode((Path(spec.origin).parent / "pinyin_dict.json").read_bytes())
