"""How a question asks: in standard words, and where in a question of several parts."""

import re

from kb.lexicon import courtesies, speech
from kb.text import COUNTING, HAN, HAN_DIGITS, number_of

_PART = re.compile(r"[^,，。;；!！?？\n]+[,，。;；!！?？\n]*")
_ASKS = re.compile(
    r"谁|哪|(?<!没)(?:什么|啥)(?![^,，。?？]{0,4}都)|多少|多久|多大|多长|怎|咋|如何|是否|可否|能否|何|[吗呢么嘛]|(.)[不没]\1|有没有|行不行|[^,，。]不[,，。?？]?$|有[^,，。?？]{0,6}没[,，。?？]?$|给我|发我|给一?个|列出|列一下|(?:能|可以|要|得)[^,，。?？]{0,3}几(?:年|个月|天)|(?<=[要会得能应该]有)几[个家只场项所款种]|(?<![好这那前十第有室友们])(?<!发现)几[个家只场项所款种条名成折](?!同学|朋友|室友|伙伴|哥们|兄弟|熟人)"
)
_SUPPOSES = re.compile(r"(?:那|那么)?(?:要是|如果|假如|万一|若是)[^,，。？?]*呢")
_EXCEPT = re.compile(
    r"除(?:了|开|去|掉)?[^,，。?？]{1,14}?(?:之外|以外|外|还|,)|把[^,，。?？]{1,16}?(?:扣|除|去|刨|撇)[掉开除]"
)
_HUNDREDS = re.compile(
    rf"(?<![{COUNTING}第数几上成])(?:[{HAN_DIGITS[1:]}两][百千][{COUNTING}]*(?=[多余来]?[家个项场所名种款只人])|百(?=场))"
)
_HUNDRED_MILLIONS = re.compile(rf"([{HAN}]+|\d+)个?亿")
_TENTHS = re.compile(rf"(?:(?<=[占到过达超足满低高求是要市])[{HAN_DIGITS[1:]}1-9]成|[{HAN_DIGITS[1:]}]成(?=以[上下]))")
_MAY_ASK = (re.compile(r"几"), re.compile(r"[?？]"))


def parts(folded: str) -> list[tuple[int, int]]:
    """The spans of the parts of a question, up to a comma or full stop each."""
    return [part.span() for part in _PART.finditer(folded)]


def asking_parts(folded: str) -> list[tuple[int, int]]:
    """The spans of the parts, up to a comma or full stop, that ask; the whole where none does.

    A number of years (几年), or else a mark, asks only where nothing else does.

    >>> text = "想去公司干几年,工龄会不会断?谢谢"
    >>> [text[start:end] for start, end in asking_parts(text)]
    ['工龄会不会断?']
    """
    spans = parts(folded)
    asking = [span for span in spans if _ASKS.search(folded, *span)]
    asking = [span for span in asking if not _SUPPOSES.match(folded, *span)] or asking
    may_ask = ([span for span in spans if pattern.search(folded, *span)][-1:] for pattern in _MAY_ASK)
    return asking or next(filter(None, may_ask), [(0, len(folded))])


def in_standard_words(folded: str) -> str:
    """The question with the standard words for those by which dialects and the web ask.

    >>> in_standard_words("贷款要几多钱,么样搞"), in_standard_words("占到八成")
    ('贷款要多少钱,怎么样搞', '占到80%')
    >>> in_standard_words("凑够六百家,一千五百个")
    '凑够600家,1500个'
    """
    for said, means in speech():
        folded = said.sub(means, folded)
    folded = _HUNDREDS.sub(lambda match: str(number_of(match[0])), folded)
    folded = _HUNDRED_MILLIONS.sub(lambda match: f"{number_of(match[1])}亿", folded)
    return _TENTHS.sub(lambda match: f"{number_of(match[0][0])}0%", folded)


def is_courtesy(folded: str) -> bool:
    """Whether a question is but polite words, with whatever letters and marks are between them.

    >>> is_courtesy("好的收到,辛苦🤝"), is_courtesy("好的,那期限呢?"), is_courtesy("abc")
    (True, False, False)
    """
    said = re.findall(r"[\u4e00-\u9fff]+|[a-z\d]+", folded)
    return bool(said) and all(not courtesies().sub("", part) for part in said)


def excepted(folded: str) -> list[tuple[int, int]]:
    """The spans that say besides what something is asked for.

    >>> text = "除了重点任务,保障措施有哪些"
    >>> [text[start:end] for start, end in excepted(text)]
    ['除了重点任务,']
    """
    return [match.span() for match in _EXCEPT.finditer(folded)]
