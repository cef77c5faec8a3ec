"""Saying no: the reason in plain words, what is known, and the nearest clauses."""

from collections.abc import Iterable, Sequence

from kb.answering.answer import Reason
from kb.answering.draft import Draft, Line
from kb.answering.evidence import Found
from kb.answering.lines import best_sentence
from kb.catalogue import Holding
from kb.questions import Kind

NOT_COVERED = "现有文件没有涉及这个问题。"
_NEAREST = 2
_NEAR_ENOUGH, _AS_NEAR = 0.3, 0.7
_FEW, _SHOWN = 3, 8


def refuse(kind: Kind, reason: Reason, words: str, nearest: Sequence[Found] = ()) -> Draft:
    """A refusal that names its reason and offers the clauses nearest to the question."""
    least = max(_NEAR_ENOUGH, _AS_NEAR * max((found.coverage for found in nearest), default=0.0))
    near = [found for found in nearest if found.coverage >= least][:_NEAREST]
    lines = [Line(words)]
    if near:
        lines.append(Line("最接近的条款（不构成对问题的回答）："))
        proofs = map(best_sentence, near)
        lines += [Line(f"- {proof.located.full_name}：{proof.quote}", (proof,)) for proof in proofs]
    return Draft(kind, tuple(lines), refused=True, reason=reason, dated=False)


def ask_which(kind: Kind, holdings: Iterable[Holding], most: int = _FEW) -> Draft | None:
    """Asks back which document is meant where there are more than `most`; None where all can be answered."""
    choices = list(dict.fromkeys(holdings))
    if len(choices) <= most:
        return None
    shown = "、".join(_full_name(holding) for holding in choices[:_SHOWN])
    more = "等" if len(choices) > _SHOWN else ""
    return refuse(kind, Reason.AMBIGUOUS, f"有{len(choices)}份文件都可能是所问的，请说明是哪一份：{shown}{more}。")


def _full_name(holding: Holding) -> str:
    document = holding.notice.document
    return f"《{document.title}》" + (f"（{document.number}）" if document.number else "")
