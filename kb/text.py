"""Characters and words of Chinese text: the one place that folds widths, cuts words and finds sentences."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc

_PUNCTUATION = re.compile(r"[\W_]+")
_CLOSERS = "”’」』》〉）)】］]〕"
HAN_DIGITS = "〇一二三四五六七八九"  # each at the place of its value
ZEROS = "〇零○ΟO"  # what is written for 〇, the last two a Greek and a Latin letter
HAN = f"{HAN_DIGITS}零十百"  # what labels and serial numbers are made of
COUNTING = f"{HAN}千两"  # what things are counted with
NUMERAL = rf"(?:\d+|[{COUNTING}]+)"
ORDINAL = rf"(?:\d{{1,3}}|[{HAN}]{{1,5}})"  # what stands behind 第
_DIGITS = {digit: value for value, digit in enumerate(HAN_DIGITS)} | dict.fromkeys(ZEROS, 0) | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGEST = 9999
_LAST_OF_CENTURY = 69  # of the years that two digits mean
_SENTENCE_END = re.compile(rf"[。！？!?；;\n]+[{re.escape(_CLOSERS)}]*")


def fold(text: str) -> str:
    """`text` for comparing: NFKC (full-width to half-width), lower case, no white space.

    >>> fold("（含 ＡＢＣ，12）")
    '(含abc,12)'
    """
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """`text` for telling names apart: folded, without punctuation, so that no way of writing brackets matters.

    >>> bare("《校园计划（2026—2028年）》") == bare("校园计划(2026-2028年)")
    True
    """
    return _PUNCTUATION.sub("", fold(text))


def simplified(text: str) -> str:
    """Traditional characters as simplified ones, each in its place: the text keeps its length.

    >>> simplified("牽頭單位：市經貿委")
    '牵头单位：市经贸委'
    """
    found = _to_simplified().convert(text)
    return found if len(found) == len(text) else text


@cache
def _to_simplified() -> "opencc.OpenCC":
    import opencc

    return opencc.OpenCC("t2s")


def visible(text: str) -> str:
    """`text` without white space and without invisible format characters."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with a space for every character of the spans, so that places stay the same."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def words(text: str) -> list[str]:
    """The jieba words of the folded text, punctuation left out.

    Cut by jieba-rs, whose tokens are those of jieba (tests/kb/test_text.py holds it to that).

    >>> words("科技保险归谁管？")
    ['科技', '保险', '归', '谁', '管']
    """
    import rjieba

    folded = unicodedata.normalize("NFKC", text).lower()
    return [word for word in rjieba.cut(folded) if not _PUNCTUATION.fullmatch(word)]


def tagged(text: str) -> list[tuple[str, str]]:
    """The jieba words of the folded text with their parts of speech (ICTCLAS tags, as jieba has them).

    >>> tagged("保险归谁")
    [('保险', 'n'), ('归', 'v'), ('谁', 'r')]
    """
    import rjieba

    folded = unicodedata.normalize("NFKC", text).lower()
    return [(word, tag) for word, tag in rjieba.tag(folded) if not _PUNCTUATION.fullmatch(word)]


def is_word(word: str) -> bool:
    """Whether jieba's dictionary has the word."""
    import rjieba

    return bool(rjieba.has_word(word))


def plain_words(text: str) -> list[str]:
    """The words of the dictionary that `text` is made of: no new word is guessed.

    >>> plain_words("校有人才库")
    ['校', '有', '人才库']
    """
    import rjieba

    return list(rjieba.cut(text, False))


def bigrams(text: str) -> list[str]:
    """Overlapping pairs of characters within each run of Chinese characters; a lone character stays.

    >>> bigrams("科技保险 10 个")
    ['科技', '技保', '保险', '个']
    """
    pairs: list[str] = []
    for run in re.findall(r"[\u3400-\u9fff]+", text):
        pairs += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return pairs


def word_ends(text: str) -> list[int]:
    """The offsets in `text` at which a jieba word ends: the places where it may be cut."""
    import rjieba

    ends, at = [], 0
    for word in rjieba.cut(text):
        at += len(word)
        ends.append(at)
    return ends


def year_of(digits: str) -> int:
    """The year that four digits are, or that two are short for.

    >>> year_of("2025"), year_of("25"), year_of("97")
    (2025, 2025, 1997)
    """
    value = int(digits)
    return value if len(digits) > 2 else value + (1900 if value > _LAST_OF_CENTURY else 2000)


def number_of(numeral: str) -> int | None:
    """The value of an Arabic, Chinese or circled numeral below 10,000; None where it is none.

    >>> number_of("二十一"), number_of("十"), number_of("19"), number_of("③"), number_of("一百零五"), number_of("两百")
    (21, 10, 19, 3, 105, 200)
    """
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) == 1 and "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    total, digit = 0, 0
    if not numeral:
        return None
    for char in numeral:
        if char in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[char], 0
        elif char in _DIGITS:
            digit = digit * 10 + _DIGITS[char]
        else:
            return None
    return total + digit


def counted(number: int, digits: str = HAN_DIGITS, units: str = "千百十") -> str:
    """A number below 10,000 as it is counted in Chinese, or with other characters for digits and units.

    >>> [counted(n) for n in (1, 10, 12, 20, 105, 110, 2027)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十', '二千零二十七']
    """
    if not 0 < number <= _LARGEST:
        return digits[0] if number == 0 else str(number)
    text = ""
    for place, unit in zip((1000, 100, 10, 1), (*units, ""), strict=True):
        digit = number // place % 10
        if digit:
            text += digits[digit] + unit
        elif text and number % place and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if 10 <= number < 20 else text


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of `text` (ended by 。！？； or a line break), which together cover it.

    >>> [("甲。乙；丙")[a:b] for a, b in sentences("甲。乙；丙")]
    ['甲。', '乙；', '丙']
    """
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)
