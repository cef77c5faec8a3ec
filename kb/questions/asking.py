"""Where in a question of several parts something is asked."""

import re

_PART = re.compile(r"[^,，。;；!！?？\n]+[,，。;；!！?？\n]*")
_ASKS = re.compile(
    r"[?？]|谁|哪|什么|啥|几|多少|多久|多大|多长|怎|咋|如何|是否|可否|能否|何|[吗呢么嘛]|(.)[不没]\1|有没有|行不行|[^,，。]不[,，。?？]?$"
)


def asking_part(folded: str) -> tuple[int, int]:
    """The span of the last part, up to a comma or full stop, that asks; the whole where none does.

    >>> text = "想去公司干几年,工龄会不会断?谢谢"
    >>> text[slice(*asking_part(text))]
    '工龄会不会断?'
    """
    spans = [part.span() for part in _PART.finditer(folded)]
    asking = [span for span in spans if _ASKS.search(folded, *span)]
    return asking[-1] if asking else (0, len(folded))
