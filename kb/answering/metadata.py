"""Answers about a document itself: number, issuer, dates, addressees, copies, period."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Evidence, Line
from kb.answering.evidence import likeness
from kb.answering.facts import deadline_in_words, remaining, sentence_with
from kb.answering.fields import FIELDS, ISSUER, PERIOD, PRINTED, SIGNED, STATUS, TITLE, VALID, Field, day, evidence_of
from kb.answering.refusal import ask_which, refuse
from kb.catalogue import Holding
from kb.clauses import Part
from kb.lexicon import cues
from kb.questions import Kind, Question
from kb.text import fold, sentences

_SIGNATURE = re.compile(r"落款|成文|署名")
_FULL_DATE = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
_REPEALED_OF_YEAR = re.compile(
    r"(?:废止|作废|取代|替代|代替|取消|废除|废掉|废了)[^，。,？?哪]{0,4}\d年|把[^，。,？?]{0,4}\d年[^，。,？?]{1,20}(?:废|作废|取代|替代|代替|取消)"
)
_SAID_TO_BE_REPEALED = re.compile(r"被(?:哪|什么)[^，。,？?]{0,8}(?:废止|作废|取代|替代|代替)")
_OF_GOALS = re.compile(r"目标(?:年|是哪|到哪|写|定)")
_APART = re.compile(r"隔|相差|差了?(?:几|多)|[早晚](?:了)?(?:几|多少)|(?:同一?|是一)[天日]|当天")
_APPROVED = re.compile(r"审议通过|同意")
_PURPOSE = re.compile(r"^为|为(?:了|加强|贯彻|深入|推动|促进|加快)|目的")
_CLAIMED_ISSUER = re.compile(
    r"(?:是|由)(?P<name>(?![哪什谁])[\u4e00-\u9fff]{1,10}[部局委办厅院室府])(?:印发?|发布|发|出台|制定)的?[吧吗么]"
    r"|既然[是由](?P<taken>[\u4e00-\u9fff]{1,10}[部局委办厅院室府])(?:印发?|发布|发|出台|制定)的?"
)
_NOT_MEANT = re.compile(
    r"除(?:了|开)?[^，,。]{1,8}[,，]|(?<![是对])(?:不是|不问|不要|而非|别[给说要])(?:问|说|指)?[^，,。？?；;]{1,10}"
)
_DATED = re.compile(r"日期|时间|哪一?[天年]|几号")
_KNOWN_TITLE, _SLIGHT, _OF_A_RULE = 0.5, 5.0, 16.0


def document_answer(context: Context) -> Draft | None:
    """The data asked for, of each document in question; None where the question is not about documents."""
    question = context.question
    fields = _fields(context)
    if fields:
        holdings = _entries(context) or _having(context, fields)
        if not holdings and question.asks("responsibility"):
            return None  # “创业补贴哪个部门发” asks of no document
        if not holdings:
            return refuse(Kind.METADATA, Reason.NOT_IN_CORPUS, "现有文件里没有这份文件。")
        draft = ask_which(Kind.METADATA, holdings) or _data(context, holdings, fields)
        approved = _sentence(context, Part.TITLE, _APPROVED) if question.asks("metadata_approved") else None
        return replace(draft, lines=(*draft.lines, *approved.lines)) if approved and not draft.refused else draft
    if question.asks("metadata_approved") and (question.documents or not question.concepts or _titled(context)):
        return _sentence(context, Part.TITLE, _APPROVED)
    if question.asks("purpose") and (question.documents or not question.concepts):
        return _sentence(context, Part.PREAMBLE, _PURPOSE, whole=True)
    of_both = question.asks("everything") and len(context.catalogue.holdings) == 2
    of_clauses = question.tasks or question.paths or question.weight >= _SLIGHT
    over = question.asks("deadline") and (question.documents or of_both) and not of_clauses
    whether_valid = question.asks("validity") and (question.documents or question.weight < _OF_A_RULE)
    return _period_or_goals(_on_day_asked(context)) if over or whether_valid else None


def _fields(context: Context) -> list[Field]:
    """The data that the question asks for; “不是成文那天” is not asked for."""
    question = context.question
    asked = [field for field in FIELDS if field.cue in question.cues]
    if not asked and question.asks("full_name") and question.documents and not question.units:
        of_title = "".join(holding.folded_title for holding in context.catalogue.holdings)
        known = (c.surface for c in question.concepts if c.surface in context.catalogue.vocabulary)
        return [TITLE] if all(word in of_title for word in known) else []
    meant = _NOT_MEANT.sub("", question.folded)
    kept = [field for field in asked if any(p.search(meant) for p in cues()[field.cue])] or asked
    and_when = ISSUER in kept and SIGNED not in kept and (question.asks("deadline") or _DATED.search(meant))
    and_signed = PRINTED in kept and SIGNED not in kept and _SIGNATURE.search(meant) and _APART.search(meant)
    if SIGNED in kept and PRINTED not in kept and "印发" in meant and _APART.search(meant):
        return [*kept, PRINTED]
    return [*kept, SIGNED] if and_when or and_signed else kept


def _entries(context: Context) -> tuple[Holding, ...]:
    """The documents in question: named, issued by a named unit, or with the topic in their title; else all."""
    question, holdings = context.question, context.catalogue.holdings
    if question.documents or len(holdings) == 1:
        return holdings
    if not question.concepts or question.asks("everything", "mention"):
        return tuple(e for e in holdings if _is_from(e, question)) or holdings
    covered = {e.id: _title_share(e, question) for e in holdings}
    best = max(covered.values(), default=0.0)
    return tuple(e for e in holdings if covered[e.id] == best) if best >= _KNOWN_TITLE else ()


def _having(context: Context, fields: Sequence[Field]) -> tuple[Holding, ...]:
    """The documents in whose data the question's own words stand: 抄送里有民主党派没."""
    said = [concept.surface for concept in context.question.concepts if not concept.surface[0].isdigit()]
    said += [unit.asked for unit in context.question.units]

    def has(holding: Holding) -> bool:
        values = "".join(field.value(holding.notice.document) or "" for field in fields)
        return any(word in fold(values) for word in said)

    return tuple(filter(has, context.catalogue.holdings))


def _titled(context: Context) -> bool:
    """Whether the topic is the title of a document."""
    return max((_title_share(e, context.question) for e in context.catalogue.holdings), default=0.0) >= _KNOWN_TITLE


def _title_share(holding: Holding, question: Question) -> float:
    title = fold(holding.title)
    return sum(c.weight * likeness(c, title) for c in question.concepts) / question.weight


def _is_from(holding: Holding, question: Question) -> bool:
    """Whether a unit that the question names issued the document, alone or with others, by any of its names."""
    document = holding.notice.document
    issuers = {*document.issuers, document.issuer or ""}
    rows = (holding.registry.find(unit.asked) for unit in question.units)
    called = {name for row in rows if row for name in row.names} | {unit.asked for unit in question.units}
    return bool(issuers & called) or any(fold(issuer) in called for issuer in issuers)


def _data(context: Context, holdings: tuple[Holding, ...], fields: list[Field]) -> Draft:
    lines, missing = [], []
    for holding in holdings:
        for field in fields:
            line = _line(holding, field, context)
            instead = _line(holding, SIGNED, context) if field is PRINTED and not line else None
            lines += [each for each in (line, instead) if each and each not in lines]
            missing += [] if line else [f"{holding.short_name}没有写明{field.label}"]
    if not lines:
        reason = Reason.FALSE_PREMISE if _is_said_to_repeal(context.question) else Reason.NOT_STATED
        return refuse(Kind.METADATA, reason, "；".join(missing) + "。")
    claims = context.question.asks("yes_no") or "既然" in context.question.folded or len(context.question.years) > 1
    wrong = claims and not _is_as_said(context, holdings, fields)
    return Draft(
        Kind.METADATA,
        (*lines, *_between(context, holdings)),
        notes=tuple(f"{words}。" for words in missing),
        reason=Reason.FALSE_PREMISE if wrong else None,
        dated=False,
    )


def _is_said_to_repeal(question: Question) -> bool:
    """Whether it says itself which document, or of which year, another repeals: “68号文废止21年意见，哪一条写的”."""
    named = len(question.documents) > 1 or bool(_REPEALED_OF_YEAR.search(question.folded))
    if _SAID_TO_BE_REPEALED.search(question.folded):
        return True
    return named and question.asks("metadata_repeals") and ("难道" in question.folded or not question.asks("yes_no"))


def _is_as_said(context: Context, holdings: tuple[Holding, ...], fields: list[Field]) -> bool:
    """Whether the years, the days and the issuer that the question names are those of the documents."""
    values = " ".join(field.value(holding.notice.document) or "" for holding in holdings for field in fields)
    issuer = not context.question.units or "metadata_issuer" not in {field.cue for field in fields}
    claimed = _CLAIMED_ISSUER.search(context.question.folded) if ISSUER in fields else None
    if claimed and not any(
        fold(claimed["name"] or claimed["taken"]) in name for h in holdings for name in h.issuer_names
    ):
        return False
    days = [re.sub("(?<=[年月])0", "", said) for said in _FULL_DATE.findall(context.question.folded)]
    return all(text in values for text in (*map(str, context.question.years), *days)) and (
        issuer or any(_is_from(holding, context.question) for holding in holdings)
    )


def _between(context: Context, holdings: tuple[Holding, ...]) -> list[Line]:
    """How far the dates that the question compares lie apart."""
    if not _APART.search(context.question.folded):
        return []
    documents = [holding.notice.document for holding in holdings]
    if len(documents) == 1:
        days = [day for day in (documents[0].signed_on, documents[0].printed_on) if day]
    else:
        days = [document.signed_on for document in documents if document.signed_on]
    if len(days) < 2:
        return []
    first, last = min(days), max(days)
    if first == last:
        return [Line("是同一天。")]
    if first.year == last.year:
        return [Line(f"相差{(last - first).days}天。")]
    return [Line(f"按年份相差{last.year - first.year}年（{day(first)}到{day(last)}）。")]


def _sentence(context: Context, part: Part, pattern: re.Pattern[str], *, whole: bool = False) -> Draft | None:
    """The sentence of a part of each document in question that says it, or the whole part that has one."""
    lines = []
    for holding in _entries(context):
        located = context.catalogue.by_key.get((holding.id, part))
        spans = sentences(located.clause.text) if located else ()
        said = [located.clause.text[a:b].strip("\n") for a, b in spans] if located else []
        stating = [s for s in said if pattern.search(s)][:1]
        quotes = list(filter(None, said)) if whole and stating else stating
        name = f"{holding.short_name}{part}"
        lines += [Line(f"{name}：“{quote}”", (Evidence(located, quote),)) for quote in quotes if located]
    return Draft(Kind.METADATA if part is Part.TITLE else Kind.CONTENT, tuple(lines)) if lines else None


def _on_day_asked(context: Context) -> Context:
    """“2029年还有效吗” is asked as of the first day of that year."""
    later = [year for year in context.question.years if year > context.today.year]
    return replace(context, today=dt.date(later[0], 1, 1)) if later else context


def _period_or_goals(context: Context) -> Draft | None:
    """Whether a whole document still holds: by its status, term and period, else, or where asked for, by its goals."""
    lines = []
    for holding in _entries(context):
        stated = [line for field in (STATUS, VALID, PERIOD) if (line := _line(holding, field, context))]
        lines += stated
        if stated and not _OF_GOALS.search(context.question.folded):
            continue
        goal = next(
            (c for c in context.catalogue.clauses if c.holding is holding and c.clause.targets and c.clause.deadlines),
            None,
        )
        if goal:
            said = goal.clause.deadlines[0]
            term = f"{holding.short_name}{'' if stated else '没有写明有效期。'}"
            words = f"{term}{goal.name}：{deadline_in_words(said, context.today)}。"
            lines.append(Line(words, (Evidence(goal, sentence_with(goal, said.text)),)))
    return Draft(Kind.DEADLINE, tuple(lines)) if lines else None


def _line(holding: Holding, field: Field, context: Context) -> Line | None:
    value = field.value(holding.notice.document)
    evidence = evidence_of(context, holding, field, value) if value else None
    if value is None or evidence is None:
        return None
    words = f"{holding.short_name}的{field.label}：{value}。"
    return Line(words + _remark(holding, field, context), (evidence,))


def _remark(holding: Holding, field: Field, context: Context) -> str:
    """What follows from a datum: how many issuers there are, whether a term has run out as of today."""
    document = holding.notice.document
    if field.cue == "metadata_issuer" and len(document.issuers) > 1:
        return f"（联合发文，共{len(document.issuers)}家）"
    if field.cue == "metadata_valid" and document.valid_until:
        over = document.valid_until < context.today
        return f"以{day(context.today)}为准，{'已过有效期' if over else '尚在有效期内'}。"
    return _remaining(holding, field, context)


def _remaining(holding: Holding, field: Field, context: Context) -> str:
    """How long the period still runs as of today."""
    period = holding.notice.document.period
    if field.cue != "metadata_period" or period is None:
        return ""
    end = period[1]
    if end < context.today:
        return f"以{day(context.today)}为准，执行期已于{day(end)}结束，已过期。"
    nth = context.today.year - period[0].year + 1
    which = f"{context.today.year}年是第{nth}年，" if "第几年" in context.question.folded else ""
    return f"到{day(end)}结束，以{day(context.today)}为准，{which}尚未到期，{remaining(end, context.today)}。"
