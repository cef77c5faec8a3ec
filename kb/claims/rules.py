"""The claims of a sentence that can be proved without a model: its quotes, numbers, dates, organisations, force."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from kb.lexicon import place_names
from kb.text import COUNTING, fold, number_of

NUMERALS = f"{COUNTING}万壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
COUNTED = "年月日号个家项条名人次天周场所只支门件套种份点级倍元岁期届批款亩成户处位"
_COMPARED = (
    "不少于|不低于|不高于|不超过|不多于|不大于|不小于|超过|超出|低于|高于|少于|多于|大于|小于|至少|至多|最多|最少|约|近"
)
_BOUNDS = "以上|以下|以内|以外|左右|余"
_LISTED = r"(?=[、,。;:!?()和与及或等牵负配参]|$)"  # what may follow a name that ends in 委, 办 or 部
ORGANISATION = (
    "人民政府|政府|管委会|委员会|办公厅|办公室|集团|公司|银行|大学|学院|研究院|研究所|中心|协会|联合会|基金会|法院|检察院"
    "|工会|妇联|科协|(?<![布格结全开大])局(?![面限部势])|(?<!餐)厅"
    rf"|(?<=[市省区县团资改健])委|委{_LISTED}|(?<![举承开创主协兴督申补代经筹])办{_LISTED}"
    rf"|(?<![全内外局干东西南北中底顶])部{_LISTED}"
)
# What may stand before a name without being a part of it.
_BEFORE_NAMES = re.compile(
    "(?:[由和与及或是为向请让到在的等对把归即如除含经按据找问有要应将会可需]|联合|会同|负责|牵头|配合|参与|协同|单位|部门|机构|其中|支持"
    "|依托|通过|根据|按照|咨询|联系|涉及|包括|鼓励|引导)$"
)
_IN_CHARACTERS = re.compile(rf"({_COMPARED})?(第|百分之)?([{NUMERALS}]+)(.?(?:{_BOUNDS})?)")
_SHORT_ENDINGS = "局厅办部"


@dataclass(frozen=True)
class Rule:
    """What in a sentence must stand in what it cites: a name, the pattern of a claim, and how a claim stands in a text.

    Both claim and text are `plain`. `example` is a claim of the kind.
    """

    name: str
    pattern: re.Pattern[str]
    stands: Callable[[str, str], bool]
    example: str


def plain(text: str) -> str:
    """`text` folded, its dates, thousands and brackets of document numbers in one form.

    >>> plain("武政办[2025] 68 号，2025-06-18，30,000家")
    '武政办〔2025〕68号,2025年6月18日,30000家'
    """
    folded = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", fold(text))
    folded = re.sub(r"[\[(【〔](\d{4})[\])】〕](?=第?\d+号)", r"〔\1〕", folded)
    return re.sub(r"(\d{4})-0?(\d{1,2})-0?(\d{1,2})(?!\d)", r"\1年\2月\3日", folded)


def unproved(said: str, texts: Sequence[str]) -> list[str]:
    """The claims in a plain sentence that stand in none of the plain texts."""
    claims = ((rule, found[found.lastindex or 0]) for rule in RULES for found in rule.pattern.finditer(said))
    return [claim for rule, claim in claims if not any(rule.stands(claim, text) for text in texts)]


def _stands(claim: str, text: str) -> bool:
    return claim in text


def _quote_stands(claim: str, text: str) -> bool:
    return claim.rstrip("。,;.!?:") in text


def _number_stands(claim: str, text: str) -> bool:
    """Whether a number stands in the text as a whole: “10个” does not in “110个”, nor “100” in “100亿”."""
    return any(_bounded(claim).search(text) for claim in (claim, *_as_digits(claim)))


@cache
def _bounded(claim: str) -> re.Pattern[str]:
    """A number as a whole, and with no bound (不少于, 以上) that the claim leaves out."""
    before = r"(?<![\d.])" if claim[0].isdigit() else ""
    after = r"(?!\d|\.\d|[%‰万亿千百])" if claim[-1].isdigit() or claim[-1] in "万亿千百" else ""
    if not re.match(_COMPARED, claim):
        before += "".join(f"(?<!{word})" for word in _COMPARED.split("|"))
    if not re.search(f"(?:{_BOUNDS})$", claim):
        after += f"(?!{_BOUNDS})"
    return re.compile(before + re.escape(claim) + after)


def _as_digits(claim: str) -> list[str]:
    """“九项” as “9项”, “不低于百分之五” as “不低于5%”; nothing for what has digits already."""
    found = _IN_CHARACTERS.fullmatch(claim)
    value = number_of(found[3]) if found else None
    if found is None or value is None:
        return []
    bound, kind, _, rest = (part or "" for part in found.groups())
    return [f"{bound}{value}%{rest}"] if kind == "百分之" else [f"{bound}{kind}{value}{rest}"]


def _name_stands(claim: str, text: str) -> bool:
    """Whether the name of an organisation, with the words before it, ends in a name that the text has.

    What is before that name must end a word that does not belong to it (“由”, “会同”): “省教育局” is not proved by
    “市教育局”.
    """
    if len(claim) > 1 and claim in text:
        return True
    shortest = 3 if claim[-1] in _SHORT_ENDINGS else 2
    start = next((at for at in range(len(claim) - shortest + 1) if claim[at:] in text), None)
    return start is not None and bool(_BEFORE_NAMES.search(claim[:start]))


RULES = (
    Rule("引语", re.compile(r"[“「『\"]([^”」』\"]+)[”」』\"]|《([^》]+)》"), _quote_stands, "“应保尽保”"),
    Rule("文号", re.compile(r"[\u4e00-\u9fff]{0,12}〔\d{4}〕第?\d+号"), _name_stands, "武政办〔2025〕68号"),
    Rule(
        "日期", re.compile(r"(?<!\d)(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年)"), _number_stands, "2025年6月18日"
    ),
    Rule(
        "数",
        re.compile(
            rf"(?:{_COMPARED})?\d+(?:\.\d+)?(?:[%‰]|[万亿千百]*(?:(?!{_BOUNDS})[\u4e00-\u9fff])?)(?:{_BOUNDS})?"
        ),
        _number_stands,
        "不少于16个",
    ),
    Rule(
        "中文数",
        re.compile(
            rf"(?:{_COMPARED})?百分之[{NUMERALS}]+(?:{_BOUNDS})?|(?:{_COMPARED})?第?[{NUMERALS}]+亿?[{COUNTED}](?:{_BOUNDS})?"
        ),
        _number_stands,
        "九项",
    ),
    Rule("机构", re.compile(rf"[\u4e00-\u9fff]{{0,16}}?(?:{ORGANISATION})"), _name_stands, "市教育局"),
    Rule("地名", re.compile("|".join(sorted(place_names(), key=len, reverse=True))), _stands, "襄阳"),
    Rule(
        "否定",
        re.compile(r"不(?!断|仅|同|但)[\u4e00-\u9fff]|没有?|未[\u4e00-\u9fff]|无[\u4e00-\u9fff]|禁止|并非"),
        _stands,
        "不得",
    ),
    Rule(
        "口气",
        re.compile(
            r"仅|只|唯一|独家|全部|所有|一律|必须|应当|免费|取消|停止|废止|保证|确保|强制|一半|过半|翻番|最|更|比"
        ),
        _stands,
        "必须",
    ),
    Rule("分工", re.compile(r"牵头|主管|主办|协办|配合"), _stands, "牵头"),
    Rule("拉丁", re.compile(r"[a-z][a-z0-9._:/@-]+"), _stands, "https://"),
)
