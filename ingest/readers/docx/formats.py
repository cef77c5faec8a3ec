"""How Word writes the numbers of its lists: ST_NumberFormat of ISO/IEC 29500-1, 17.18.59."""

from ingest.readers import numerals
from ingest.readers.numerals import Numeral
from kb.text import counted

FORMATS: dict[str, Numeral] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": numerals.full_width,
    "decimalFullWidth2": numerals.full_width,
    "decimalEnclosedCircle": numerals.CIRCLED,
    "decimalEnclosedCircleChinese": numerals.CIRCLED,
    "decimalEnclosedFullstop": numerals.STOPPED,
    "decimalEnclosedParen": numerals.BRACKETED,
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": numerals.upper(numerals.roman),
    "lowerRoman": numerals.roman,
    "upperLetter": numerals.upper(numerals.letters),
    "lowerLetter": numerals.letters,
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "koreanCounting": counted,
    "chineseLegalSimplified": numerals.legal,
    "ideographLegalTraditional": numerals.legal,
    "japaneseLegal": numerals.legal,
    "ideographDigital": numerals.spelt,
    "japaneseDigitalTenThousand": numerals.spelt,
    "taiwaneseDigital": numerals.spelt,
    "koreanDigital": numerals.spelt,
    "koreanDigital2": numerals.spelt,
    "ideographTraditional": numerals.HEAVENLY,
    "ideographZodiac": numerals.EARTHLY,
    "ideographEnclosedCircle": numerals.CIRCLED_HAN,
    "none": lambda _: "",
}
BULLET = "bullet"
_BULLETS = {
    "\uf06c": "●",
    "\uf0b7": "•",
    "\uf06e": "■",
    "\uf075": "◆",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0a8": "□",
    "\uf06f": "□",
    "\uf0fe": "☑",
    "\uf0a7": "▪",
    "\uf076": "❖",
}


def sign_of(text: str) -> str:
    """The character that shows where a symbol font has one of its own.

    >>> sign_of(chr(0xF06C)), sign_of("—"), sign_of(chr(0xF0FF))
    ('●', '—', '•')
    """
    return "".join(_BULLETS.get(c, "•" if "\ue000" <= c <= "\uf8ff" else c) for c in text)
