"""The noun that a question asks for (“由哪些专家评”): where no sentence has it, nothing is stated of it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from kb.answering.draft import Context
from kb.answering.evidence import Found, likeness
from kb.lexicon import generic_nouns, stopwords
from kb.questions.topic import concepts
from kb.text import tagged

_BEFORE_NOUN = re.compile(
    r"(?<!没)(?:什么样的|什么|啥|哪(?:几|些|一)?(?:个|家|所|种|项|样|位|款|条|类|方面)?的?)(?!时候)"
)
_BEHIND_NOUN = re.compile(
    r"(?:都|分别)?(?:有哪些|有什么|有啥|是什么|是啥|是哪(?:些|几|个|家|所|位)|包括哪|有谁|是谁)(?!人)"
)
_FAR, _CLAUSE_END = 8, re.compile(r"[,，。;；]")
_PLACE = "ns"  # jieba's tag; where something is to be is not what is asked for


def lacking_focus(context: Context, sentences: Sequence[str], _: Sequence[Found]) -> str | None:
    """The first noun that is asked for and that none of the folded sentences has, in these words or others."""
    vocabulary = context.catalogue.vocabulary
    if context.question.asks("responsibility", "yes_no", "mention"):
        return None
    for nouns in _foci(context.question.asking):
        if any(len(noun) < 2 or noun in generic_nouns() or noun in stopwords() for noun in nouns):
            continue
        meant = [concept for noun in nouns for concept in concepts(noun, vocabulary)]
        if meant and not any(likeness(concept, sentence) for concept in meant for sentence in sentences):
            return "、".join(nouns)
    return None


def _foci(asking: str) -> Iterator[Sequence[str]]:
    """The last noun right behind a word of asking, of a list that of each (哪些院所、实验室), and that before it."""
    for match in _BEFORE_NOUN.finditer(asking):
        listed: list[str] = []
        for part in _CLAUSE_END.split(asking[match.end() : match.end() + _FAR])[0].split("、"):
            said = tagged(part)
            run = [word for word, _ in takewhile(lambda word_and_tag: _is_noun(word_and_tag[1]), said)]
            behind = said[len(run)][0] if len(run) < len(said) else ""
            listed += [] if len(behind) == 1 and behind not in stopwords() else run[-1:]
            if len(run) < len(said) or not run:
                break
        if listed:
            yield listed
    for match in _BEHIND_NOUN.finditer(asking):
        said = tagged(asking[max(0, match.start() - _FAR) : match.start()])
        if said and _is_noun(said[-1][1]) and said[-1][1] != _PLACE:
            yield [said[-1][0]]


def _is_noun(tag: str) -> bool:
    return tag.startswith("n") or tag in ("vn", "an", "j")
