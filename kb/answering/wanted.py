"""What a question wants to be told, and what a sentence must have to tell it; the clauses that do so come first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.answering.answer import Reason
from kb.answering.evidence import Found
from kb.answering.premises import claimed_measures
from kb.catalogue import ANNOUNCES
from kb.questions import Question
from kb.text import NUMERAL, fold

MOST_OF_IT, NEARLY = 0.6, 0.8
DAYS = "(?:个?工作日|天|日|周)"
SUM_OF_MONEY, _SHARE = re.compile(r"\d+(?:\.\d+)?[万亿]?元"), re.compile(r"\d+(?:\.\d+)?[%％‰]")
AMOUNT = re.compile(f"{SUM_OF_MONEY.pattern}|{_SHARE.pattern}")
_ASKS_ALL = re.compile(r"(?:什么样|啥样|哪几?[种些类]|什么(?:情况|情形|条件)|哪些(?:情况|情形|条件))")


@dataclass(frozen=True)
class Wanted:
    """A cue, how the answer calls what it asks for, and what a sentence must have to state it (None: it never does).

    `unless`: with one of these cues beside it, something else is asked for.
    """

    cue: str
    words: str
    stated: re.Pattern[str] | None
    unless: tuple[str, ...] = ()
    reason: Reason = Reason.NOT_STATED


WANTED = (
    Wanted(
        "obligation",
        "这样的要求",
        re.compile(r"必须|应当|不得|禁止|不准|严禁|强制|自[主行](?:决定|选择)"),
        ("target", "duration", "deadline"),
        reason=Reason.FALSE_PREMISE,
    ),
    Wanted("contact", "联系方式或地址", re.compile(r"电话|\d{7,}|邮箱|网址|地址")),
    Wanted("procedure", "申请或办理的程序", re.compile(r"申请|申报|提交|报送|登记(?!、)|办理流程")),
    Wanted("actual", "实际完成情况", None),
    Wanted("penalty", "处罚办法", re.compile(r"处罚|罚款|问责|追责|通报|摘牌|批评|警[告示]|处分"), ("responsibility",)),
    Wanted("rate", "具体比例", re.compile(f"{_SHARE.pattern}|百分之")),
    Wanted("money", "具体金额", AMOUNT, unless=("scale", "fee")),
    Wanted("price", "具体金额", AMOUNT),
    Wanted(
        "duration",
        "具体时长",
        re.compile(rf"(?<!\d)(?!(?:19|20)\d\d年){NUMERAL}(?:年|个月|学期|天|日|周|小时|个工作日|个?学时)(?!前)"),
        ("frequency",),
    ),
    Wanted(
        "per_item", "每一个的数字", re.compile(r"[每各](?:只|个|家|所|项|名|场|笔|台|套|区|县|人)|人均"), ("yes_no",)
    ),
    Wanted(
        "place",
        "具体地点或所在单位",
        re.compile(r"位于|设在|设立在|依托|紧邻|地处|落户|所在|以[^，。]{2,20}为(?:核心|重点)"),
        ("mention",),
    ),
    Wanted(
        "names",
        "具体是哪几家",
        re.compile(
            r"“[^”]{2,20}”|[\u4e00-\u9fff]{2,6}(?:大学|学院|银行|集团)(?![生创科])|[\u4e00-\u9fff]—[\u4e00-\u9fff]"
        ),
        ("responsibility",),
    ),
    Wanted(
        "condition",
        "具体条件",
        re.compile(r"条件[:：]|100%|应当|须|具备|以上|以下|不(?:低|少|超|得)|满|达到|属于|以[^，。]{2,20}为"),
    ),
    Wanted(
        "frequency",
        "多久一次",
        re.compile(r"每隔?[\d一二两三四五六半]{0,2}个?(?:学?年|月|季|周|学期|天|日)|定期|年度|一年一"),
    ),
    Wanted("occasion", "具体日期", re.compile(r"\d+月\d+日|每年\d+月")),
    Wanted(
        "belonging",
        "是否算在内",
        re.compile(r"包括|含|是指|属于|作为|纳入|计入|计算|认定|视为|等\d?类"),
        ("responsibility",),
    ),
    Wanted("reason", "原因", re.compile(r"为了|鉴于|由于|因为|考虑到")),
    Wanted(
        "decider",
        "由谁决定",
        re.compile(
            r"批准|审批|审定|自[主行](?:决定|处置)|经[^，。]{1,12}(?:同意|审|核)|由[^，。]{1,12}(?:决定|审|核|评|认定)"
        ),
        ("responsibility",),
    ),
    Wanted("overall_lead", "由哪个单位总牵头", re.compile(r"总牵头|总负责|领导小组|统筹协调")),
    Wanted("fee", "是否收费", re.compile(r"[收免付]费|费用|有偿|无偿|优惠|补[贴助]|[租押]金"), ("responsibility",)),
    Wanted("person", "具体人员的姓名", None),
    Wanted(
        "company", "具体是哪家公司或机构", re.compile(r"[\u4e00-\u9fff]{2,6}(?:集团|公司|银行|研究院)(?=[、，,负承管])")
    ),
)

_PRECISE = ("fee", "contact", "rate", "money", "duration", "frequency")  # what the right sentence can be told by

# What the words of a question ask for, and what a sentence has that tells it.
_TELLING = (
    (
        re.compile(r"(?:什么|啥)意思|指(?:的是)?(?:什么|啥)|什么叫|何为"),
        re.compile(r"(?:所称|是指|指的是|简称|即)|不同,是|是在"),
    ),
    (
        re.compile(r"会(?:怎么?样|怎么|如何|受|被)|(?:什么|啥|怎么|如何)(?:处理|处分|处罚|后果|惩罚)|怎么(?:治|罚|处)"),
        re.compile(r"处分|处罚|罚款|惩戒|惩处|追究|取消|责令|撤销|收回|解散|收缴|处置|记过"),
    ),
    (
        re.compile(r"给(?:点|些)?(?:什么|啥|哪)|(?:什么|啥|哪些)(?:好处|支持|奖励|甜头|优待|优惠|扶持)"),
        re.compile(r"提供|给予|奖励|补助|补贴|优惠|倾斜|支持"),
    ),
    (re.compile(r"[几哪][几些]?[类种]"), re.compile(r"分为|分成|等\d?[类种]|[两三四五六\d][类种]")),
    (re.compile(r"几点"), re.compile(r"\d{1,2}(?::\d\d|点|时)")),
    (re.compile(r"几次|多少次"), re.compile(rf"{NUMERAL}(?:次|批|回)")),
    (re.compile(r"几(?:天|日)|多少天"), re.compile(rf"{NUMERAL}{DAYS}")),
    (
        re.compile(r"哪些(?:地方|省|市|城市|地区)|哪几个(?:省|市|城市|地区)"),
        re.compile(r"[\u4e00-\u9fff]{2,}、[\u4e00-\u9fff]{2,}、.{0,80}(?:省|市|区)"),
    ),
)


def stating_first(found: Sequence[Found], question: Question) -> list[Found]:
    """`found` with the clauses first that state what is wanted, among those that speak of the topic about as much."""
    wanted = (w for w in WANTED if w.cue in question.cues and w.cue in _PRECISE)
    patterns = [w.stated for w in wanted if w.stated]
    patterns += [ANNOUNCES] if _ASKS_ALL.search(question.folded) else []
    patterns += [stated for asks, stated in _TELLING if asks.search(question.folded)]
    patterns += [re.compile(rf"\d[万亿]?{re.escape(measure)}") for measure in claimed_measures(question)]
    if not found or not patterns:
        return list(found)
    near = [f for f in found if f.coverage >= NEARLY * found[0].coverage and f.best >= NEARLY * found[0].best]
    having = [f for f in near if all(states(f, pattern) for pattern in patterns)]
    return [*having, *(f for f in found if f not in having)]


def states(found: Found, pattern: re.Pattern[str]) -> bool:
    """Whether a sentence of a clause that speaks of the topic has what a pattern wants."""
    told = (fold(sentence) for sentence, share in found.sentences if share >= MOST_OF_IT * found.best)
    return any(map(pattern.search, told))
