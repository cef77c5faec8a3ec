"""The numerals that word processors and browsers write before list items."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST = 9999

Numeral = Callable[[int], str]


def counted(number: int, digits: str = _DIGITS, units: str = "千百十") -> str:
    """A number below 10,000 as it is counted in Chinese.

    >>> [counted(n) for n in (1, 10, 12, 20, 105, 110, 2027)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十', '二千零二十七']
    """
    if not 0 < number <= _LARGEST:
        return str(number)
    text = ""
    for place, unit in ((1000, units[0]), (100, units[1]), (10, units[2]), (1, "")):
        digit = number // place % 10
        if digit:
            text += digits[digit] + unit
        elif text and number % place and not text.endswith("零"):
            text += "零"
    return text.removeprefix(digits[1]) if 10 <= number < 20 and digits == _DIGITS else text


def spelt(number: int) -> str:
    """A number as its digits are read: 2027 is 二〇二七."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def letters(number: int) -> str:
    """a … z, aa, bb … as Word counts on."""
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)


def roman(number: int) -> str:
    """i, ii, iii, iv …

    >>> roman(4), roman(19)
    ('iv', 'xix')
    """
    if not 0 < number <= _LARGEST:
        return str(number)
    text = ""
    for value, numeral in _ROMAN:
        text += numeral * (number // value)
        number %= value
    return text


def circled(number: int) -> str:
    """① … ⑳, ㉑ … ㊿; a larger number as it is."""
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return str(number)


def cycled(signs: str) -> Numeral:
    """A numeral that takes its signs one after another, and starts again."""
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


def full_width(number: int) -> str:
    """１２３."""
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))
