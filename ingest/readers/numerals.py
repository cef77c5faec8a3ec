"""The numerals that word processors and browsers write before list items."""

from collections.abc import Callable

from kb.text import HAN_DIGITS, counted

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST = 9999

Numeral = Callable[[int], str]


def legal(number: int) -> str:
    """A number below 10,000 in the capital numerals of banks.

    >>> legal(1), legal(12), legal(105)
    ('壹', '壹拾贰', '壹佰零伍')
    """
    return counted(number, "零壹贰叁肆伍陆柒捌玖", "仟佰拾")


def spelt(number: int) -> str:
    """A number as its digits are read: 2027 is 二〇二七."""
    return "".join(HAN_DIGITS[int(digit)] for digit in str(number)) if number >= 0 else str(number)


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


def upper(numeral: Numeral) -> Numeral:
    """The same numeral in capital letters."""
    return lambda number: numeral(number).upper()


def signs(*runs: tuple[int, int, str]) -> Numeral:
    """A numeral with a sign for each number from the first to the last of a run; other numbers as they are.

    >>> signs((1, 20, "①"), (21, 35, "㉑"))(3), signs((1, 20, "①"))(21)
    ('③', '21')
    """

    def sign(number: int) -> str:
        run = next((run for run in runs if run[0] <= number <= run[1]), None)
        return chr(ord(run[2]) + number - run[0]) if run else str(number)

    return sign


def cycled(row: str) -> Numeral:
    """A numeral that takes the signs of a row one after another, and starts again."""
    return lambda number: row[(number - 1) % len(row)] if number > 0 else str(number)


def full_width(number: int) -> str:
    """１２３."""
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number)) if number >= 0 else str(number)


HEAVENLY = cycled("甲乙丙丁戊己庚辛壬癸")
EARTHLY = cycled("子丑寅卯辰巳午未申酉戌亥")
CIRCLED = signs((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱"))
STOPPED = signs((1, 20, "⒈"))
BRACKETED = signs((1, 20, "⑴"))
CIRCLED_HAN = signs((1, 10, "㊀"))
