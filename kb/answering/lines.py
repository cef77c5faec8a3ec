"""Lines that several kinds of answer share: units, targets, deadlines of a clause, and the sentences that answer."""

import datetime as dt
import re
from collections.abc import Sequence

from kb.answering.draft import Context, Evidence, Line, opening, whole
from kb.answering.evidence import Found
from kb.answering.facts import by_in_words, deadline_in_words, sentence_with, units_in_words
from kb.catalogue import Located
from kb.commitments import Deadline, Target
from kb.units import Role, Unit

_QUOTED_SENTENCES = 3
_GOOD_SENTENCE = 0.45
_DETAILS = re.compile(
    r"(?:超过|不满|未满|不足)|(?:具体|其中)?(?:补助|补贴|奖励|奖补|收费|资助)?标准(?:为|是|如下|[:：])"
)
_PARENTHESIS = re.compile(r"[（(〔][^（()）〔〕]*(?:负责|牵头|责任单位|配合)[^（()）〔〕]*[)）〕]")


def units_line(located: Located, evidence: Evidence, units: tuple[Unit, ...] = ()) -> Line:
    words = units_in_words(units or located.clause.units)
    return Line(f"{located.full_name}的{words}。", (evidence,))


def lead_note_of(context: Context, named: Sequence[Located]) -> tuple[str, ...]:
    """Where a lead is asked for and the notice names none, that is said; no lead is guessed."""
    roles = {unit.role for located in named for unit in located.clause.units}
    asked = context.question.asks("lead") and roles and Role.LEAD not in roles
    return ("文件没有写明哪个单位牵头，按原文顺序列出。",) if asked else ()


def units_of(found: Found) -> tuple[Unit, ...]:
    """The units in the parenthesis that ends the best sentence's part, where a clause has several; else all of them."""
    clause, best = found.located.clause, best_sentence(found).quote
    whole = clause.text + (clause.assignment or "")
    own = _PARENTHESIS.search(whole, whole.find(best) + len(best)) if len(_PARENTHESIS.findall(whole)) > 1 else None
    named = tuple(unit for unit in clause.units if own and unit.name in own[0])
    return tuple(dict.fromkeys(named or clause.units))


def target_line(located: Located, target: Target, today: dt.date) -> Line:
    words = f"{target.text}{when_in_words(target, today)}"
    quote = sentence_with(located, target.text)
    return Line(f"{located.full_name}：{words}。", (Evidence(located, quote),))


def deadline_line(located: Located, deadline: Deadline, today: dt.date) -> Line:
    words = f"{located.full_name}：{deadline_in_words(deadline, today)}。"
    return Line(words, (Evidence(located, sentence_with(located, deadline.text)),))


def when_in_words(target: Target, today: dt.date) -> str:
    words = by_in_words(target, today)
    return f"（{words}）" if words and words not in target.text else ""


def quoted_line(located: Located, quote: str) -> Line:
    return Line(f"{located.full_name}：“{quote}”", (Evidence(located, quote),))


def quoted(chosen: Sequence[Found]) -> tuple[Line, ...]:
    quotes = ((f.located, quote) for f in chosen for quote in best_sentences(f) or [opening(f.located.clause)])
    return tuple(quoted_line(located, quote) for located, quote in quotes)


def best_sentences(found: Found) -> list[str]:
    """The sentences that cover most, at most three, in the order of the text."""
    good = [(s, share) for s, share in found.sentences if share > 0 and share >= _GOOD_SENTENCE * found.best]
    kept = sorted(good, key=lambda rated: -rated[1])[:_QUOTED_SENTENCES]
    told = [s for rated in kept for s in with_details(found, rated[0])]
    return [sentence for sentence, _ in found.sentences if sentence in told]


def with_details(found: Found, sentence: str) -> list[str]:
    """A sentence of a clause, and those behind it that give its details, up to a full stop: “具体标准为：……；……。”."""
    told = [s for s, _ in found.sentences]
    behind = told[told.index(sentence) + 1 :]
    if not behind or not _DETAILS.match(behind[0]):
        return [sentence]
    last = next((i for i, s in enumerate(behind) if s.endswith("。")), len(behind))
    return [sentence, *behind[: last + 1]]


def best_sentence(found: Found) -> Evidence:
    return Evidence(found.located, found.best_sentence) if found.best_sentence else whole(found.located)
