"""What the pages say: the Chinese words for roles, reasons, dates and errors."""

from datetime import date

from kb.answering.answer import Reason
from kb.citations import Citation
from kb.documents import DocumentNumber
from kb.index import Entry
from kb.units import Role

ROLES = {Role.LEAD: "牵头单位", Role.RESPONSIBLE: "责任单位", Role.SUPPORTING: "配合单位"}

# In a word, above the engine's own sentence; a question that is none needs no more than that.
REASONS = {
    Reason.NOT_IN_CORPUS: "知识库未收录",
    Reason.NOT_STATED: "公文未写明",
    Reason.FALSE_PREMISE: "问题前提有误",
    Reason.AMBIGUOUS: "请问得更具体",
    Reason.NO_QUESTION: "",
}

_SHORT = 12
_FITS, _LEAST = 19, 4  # characters of a title and a path together on a chip, and of a title

HEADLINE = "问政策"
LEAD = "用一句话提问。答案逐条注明公文出处，点开即在旁边看到原文。知识库现有{}件公文。"
PLACEHOLDER = "输入问题，例如：科技保险归谁管？"
SEARCHING = "正在查阅公文……"
MOVED_ON = "这份公文刚刚更新或移除，出处已不在原处，请重新提问。"
GO_ON = "接着问："
ASK_INSTEAD = "可以改问："
UNSHOWN = "有{}处引证的公文刚刚更新，出处未能列出，请重新提问。"

BROKEN = "程序出错，这个问题没有答成；详情已记入运行日志。"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE_BROKEN = "程序出错，页面没有显示完整；详情已记入运行日志，请刷新重试。"
EMPTY = "知识库里还没有公文。请先运行 kb ingest 加上文件或目录（例如 kb ingest seeds），再回到本页。"


def day(value: date) -> str:
    """A date as notices write it.

    >>> day(date(2025, 6, 18))
    '2025年6月18日'
    """
    return f"{value.year}年{value.month}月{value.day}日"


def short_name(title: str, number: str | None, longest: int = _SHORT) -> str:
    """How a chip calls a notice: 68号, or the first characters of what its title says it is about.

    >>> short_name("某某办法", "某政办〔2025〕68号")
    '68号'
    >>> short_name("某市人民政府关于桥梁的意见", None)
    '《关于桥梁的意见》'
    """
    parsed = DocumentNumber.parse(number or "")
    if parsed:
        return f"{parsed.serial}号"
    title = title[max(title.find("关于"), 0) :]
    return f"《{title}》" if len(title) <= longest else f"《{title[:longest]}…》"


def chip_label(citation: Citation) -> str:
    """What a chip says: marker, notice, clause path; of a title no more than fits a phone beside the path."""
    document, path = citation.document, citation.clause
    longest = min(_SHORT, max(_LEAST, _FITS - len(path)))
    return f"[{citation.marker}] {short_name(document.title, document.number, longest)} {path}"


def citations_heading(count: int, refused: bool) -> str:
    return f"最接近的条款（{count}处）" if refused else f"依据（{count}处）"


def official_name(title: str, number: str | None) -> str:
    """A notice as notices cite each other: 《标题》（发文字号）."""
    return f"《{title}》（{number}）" if number else f"《{title}》"


def document_facts(entry: Entry) -> tuple[str, ...]:
    """What is said under a document's title: issuer, date, number of clauses."""
    signed = day(entry.signed_on) if entry.signed_on else "无成文日期"
    return (*filter(None, [entry.issuer]), signed, f"{entry.clauses}条")
