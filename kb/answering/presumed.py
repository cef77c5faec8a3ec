"""Whether a question says itself that units are responsible, or wants that confirmed."""

import re

from kb.questions import Question

UNIT = "\uffff"
_PRESUMED = re.compile(
    rf"(?:责任|牵头|主管)单位(?:定成|写成|定的?是|写的?是|为)了?{UNIT}+[,，]|"
    rf"{UNIT}+是[^，。,？?]{{2,16}}的(?:牵头|责任|主管|负责)(?:单位|部门)[,，]|(?:由|归|是|让){UNIT}+(?:来|去)?(?:负责|牵头|管|主管|配合|抓|承担)"
    rf"|既然[是归由]?{UNIT}+|{UNIT}+(?:负责|主管|牵头|管)(?:的)?[^，。,？?]{{2,12}}[那这]一?[条项块][,，]"
)

_OF_ONE = re.compile(
    rf"(?:是|由|归){UNIT}+(?:(?:和|跟|与|、|还有){UNIT}+)*(?:一起|共同|联合|两家)?(?:来|去)?(?:负责|管|牵头|抓|承担)"
)
_TELLING = 7.0


def confirms(question: Question) -> bool:
    """Whether it wants confirmed that units are responsible for a matter: “科技保险是甲局和乙局一起负责的，对吧”."""
    said = question.asks("yes_no") and _OF_ONE.search(with_marks(question))
    return bool(said) and sum(c.weight for c in question.concepts) >= _TELLING


def takes_for_granted(question: Question) -> bool:
    """Whether it says that a unit is responsible (“由市财政局负责”), and asks something else."""
    return bool(question.units) and bool(_PRESUMED.search(with_marks(question)))


def with_marks(question: Question) -> str:
    """The folded question with marks in the place of the units."""
    text = question.folded
    for unit in question.units:
        text = text[: unit.start] + UNIT * (unit.end - unit.start) + text[unit.end :]
    return text
