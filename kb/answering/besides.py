"""What a question of several parts asks besides units, numbers or days: “依托哪里建，归谁管”."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kb.answering.draft import Context, Draft, Line
from kb.answering.evidence import likeness, rate_sentences
from kb.answering.lines import quoted_line
from kb.catalogue import Located
from kb.lexicon import cues
from kb.questions import Concept, Kind, Question
from kb.questions.asking import asking_parts
from kb.text import fold

_OF_ONE_FACT = (Kind.RESPONSIBILITY, Kind.TARGET, Kind.DEADLINE)
_ANSWERED = ("responsibility", "target", "deadline", "counted", "money", "rate", "duration", "tasks")
_HALF, _TELLING, _WHOLLY = 0.5, 7.0, 0.95


def with_other_parts(draft: Draft, context: Context) -> Draft:
    """The draft with the sentences of its own clauses that answer the other parts of the question."""
    if draft.refused or draft.kind not in _OF_ONE_FACT:
        return draft
    return replace(draft, lines=(*draft.lines, *_others(draft, context)))


def with_facts(draft: Draft, one: Draft, question: Question) -> Draft:
    """The draft with the units, numbers or days that one of its questions, of a matter of its own, has elsewhere."""
    cited, more = ({e.located for line in each.lines for e in line.evidence} for each in (draft, one))
    own = [concept for concept in question.concepts if concept.surface in question.folded]
    if draft.refused or more & cited or sum(concept.weight for concept in own) < _TELLING:
        return draft
    if one.refused:
        return replace(draft, notes=(*draft.notes, *_unanswered(one, question, own, cited)))
    are_facts = {draft.kind, one.kind} <= set(_OF_ONE_FACT)
    if not are_facts and (one.kind is not Kind.CONTENT or not _is_new(own, cited, more)):
        return draft
    units = tuple(dict.fromkeys((*draft.units, *one.units)))
    return replace(draft, lines=(*draft.lines, *one.lines), units=units, notes=(*draft.notes, *one.notes))


def _unanswered(one: Draft, question: Question, own: Sequence[Concept], cited: Iterable[Located]) -> Iterator[str]:
    """That one of the questions has no answer, where it is of a matter that the clauses of the whole do not have."""
    had = "".join(fold(located.headings + located.heading + located.text) for located in cited)
    if not any(likeness(concept, had) for concept in own):
        yield f"没有回答“{question.text.strip()}”：{one.lines[0].text}"


def _is_new(own: Sequence[Concept], cited: Iterable[Located], more: Iterable[Located]) -> bool:
    """Whether the clauses of one question speak of a telling thing of its own that those of the whole do not have."""
    had, has = ("".join(located.heading + located.text for located in clauses) for clauses in (cited, more))
    return any(c.weight >= _TELLING and not likeness(c, had) and likeness(c, has) >= _WHOLLY for c in own)


def _others(draft: Draft, context: Context) -> Iterator[Line]:
    question = context.question
    spans = asking_parts(question.folded)
    proofs = [evidence for line in draft.lines for evidence in line.evidence]
    cited = list(dict.fromkeys(evidence.located for evidence in proofs))
    for part in (question.folded[start:end] for start, end in spans if len(spans) > 1):
        concepts = [c for c in question.concepts if c.surface in part]
        if any(pattern.search(part) for cue in _ANSWERED for pattern in cues()[cue]) or not concepts:
            continue
        told = {evidence.quote for evidence in proofs if draft.kind is not Kind.RESPONSIBILITY}
        rated = ((share, s, c) for c in cited for s, share in rate_sentences(c, concepts) if s not in told)
        share, sentence, located = max(rated, key=lambda each: each[0], default=(0.0, "", None))
        if located and share >= _HALF and sum(c.weight for c in concepts) >= _TELLING:
            yield quoted_line(located, sentence)
