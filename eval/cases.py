"""A question of the report: what is right beside what was answered, and the words of each clause."""

from collections.abc import Iterable, Iterator
from html import escape

from eval.answers import Outcome
from eval.corpus import Corpus
from eval.measures import MEASURES
from kb.answering import Answer

_LONGEST = 500
_AROUND = 200


def question(outcome: Outcome, corpus: Corpus, *, opened: bool = False) -> str:
    """One question, folded up unless `opened`."""
    gold = outcome.gold
    figures = "　".join(
        f"{m.meaning.label} {outcome.measures[m.name]:.2f}" for m in MEASURES if m.name in outcome.measures
    )
    problems = "".join(f"<li>{escape(words)}</li>" for words in outcome.problems)
    history = "".join(f'<p class="remark">先问：{escape(words)}</p>' for words in gold.history)
    return (
        f'<details id="{escape(gold.id)}"{" open" if opened else ""}>'
        f"<summary><b>{escape(gold.question)}</b> <small>{escape(gold.id)}　{escape(gold.kind)}</small></summary>"
        f'{history}<p class="remark">{escape(figures)}　{outcome.record.milliseconds:.0f} 毫秒</p>'
        f"{f'<ul class=problems>{problems}</ul>' if problems else ''}"
        f'<div class="sides"><div><h3>应当</h3>{"".join(_wanted(outcome, corpus))}</div>'
        f"<div><h3>答案</h3>{''.join(_given(outcome, corpus))}</div></div></details>"
    )


def _wanted(outcome: Outcome, corpus: Corpus) -> Iterator[str]:
    """What the gold says, with the gold clauses, found or missed."""
    gold = outcome.gold
    if not gold.answerable:
        reasons = "或".join(filter(None, (gold.reason, *gold.reason_also_ok)))
        yield f"<p>拒答{f'，理由 {escape(reasons)}' if reasons else ''}</p>"
    strings = ["或".join([wanted] if isinstance(wanted, str) else wanted) for wanted in gold.must_contain]
    rows = (("单位", gold.units), ("必有", strings), ("不该有", gold.must_not_contain))
    yield from (f"<p>{name}：{escape('、'.join(words))}</p>" for name, words in rows if words)
    cited = outcome.seen.cited if outcome.seen else frozenset()
    for ref in gold.clauses:
        found = ref in cited
        yield _clause(
            ref, "已引" if found else "漏引", "found" if found else "missed", corpus, gold.quotes.get(ref, ())
        )


def _given(outcome: Outcome, corpus: Corpus) -> Iterator[str]:
    """The answer, its unsupported sentences marked, and what it cites, right or wrong."""
    answer = outcome.record.answer
    if answer is None:
        yield f'<p class="problems">{escape(outcome.record.error or "")}</p>'
        return
    if answer.refused:
        yield f"<p>拒答，理由 {escape(answer.reason or '无')}</p>"
    yield f'<div class="answer">{_marked(outcome, answer)}</div>'
    if answer.units:
        yield f"<p>单位：{escape('、'.join(unit.name for unit in answer.units))}</p>"
    quotes: dict[str, list[str]] = {}
    for citation in answer.citations:
        quotes.setdefault(corpus.ref(citation.document.id, citation.clause), []).append(citation.quote)
    for ref, quoted in quotes.items():
        yield _clause(ref, *_judgement(ref, outcome, refused=answer.refused), corpus, quoted)


def _judgement(ref: str, outcome: Outcome, *, refused: bool) -> tuple[str, str]:
    if refused:
        return "最接近", "also"
    if ref in outcome.gold.clauses:
        return "应引", "found"
    return ("可引", "also") if ref in outcome.gold.also_ok else ("错引", "foreign")


def _marked(outcome: Outcome, answer: Answer) -> str:
    """The words of the answer; a sentence that its citations do not support is underlined."""
    shown = escape(answer.answer)
    for statement in outcome.record.statements:
        if not statement.supported:
            words = escape(statement.text)
            marked = f'<span class="unsupported" title="引证不足以支持">{words}</span>'
            shown = shown.replace(words, marked, 1)
    return shown


def _clause(ref: str, words: str, kind: str, corpus: Corpus, quotes: Iterable[str]) -> str:
    clause = corpus.clause(ref)
    heading = clause.heading or "" if clause else ""
    text = _quoted(clause.text, [quote for quote in quotes if quote]) if clause else ""
    assignment = f"<p>{escape(clause.assignment)}</p>" if clause and clause.assignment else ""
    return f'<div class="clause {kind}"><b>{words}</b> {escape(ref)} {escape(heading)}<p>{text}</p>{assignment}</div>'


def _quoted(text: str, quotes: list[str]) -> str:
    """A clause's text with its quotes marked; of a long one what stands around the first quote."""
    if len(text) > _LONGEST:
        at = max(text.find(quotes[0]) if quotes else 0, 0)
        start, end = max(at - _AROUND, 0), at + (len(quotes[0]) if quotes else 0) + _AROUND
        text = f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
    marked = [False] * len(text)
    for quote in quotes:
        at = text.find(quote)
        if at >= 0:
            marked[at : at + len(quote)] = [True] * len(quote)
    return "".join(_runs(text, marked))


def _runs(text: str, marked: list[bool]) -> Iterator[str]:
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marked[end] != marked[start]:
            run = escape(text[start:end])
            yield f"<mark>{run}</mark>" if marked[start] else run
            start = end
