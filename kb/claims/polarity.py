"""What a sentence denies where the evidence affirms it, and the other way round."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.claims.context import content, content_in_order, segments_of, sentences_of, weigh

_DENIAL = re.compile(
    r"不(?:得|能|可|准|予|许|应|宜|再|要|必|需|用|含|包括|享受|属于|属|列入|纳入|计入|适用|受|设|作|是|会|论)"
    r"|没有|尚未|未(?!来|成年)|无需|无须|无法|无权|不(?=[收符影改增具涉重])|拒绝|暂停|严禁|禁止|杜绝|免收|免征|免于|免除|取消|停止|并非"
)
_BEHIND = re.compile(r"除外|以外|(?:不予|不再|不得)[\u4e00-\u9fff]{2}$")
_MOST = 0.5
_REACH = 4
_ENOUGH = 0.7


@dataclass(frozen=True)
class Scope:
    """A stretch of text that is denied or affirmed: its words, and of a denial the first, which is what it denies."""

    denies: bool
    words: frozenset[str]
    head: str = ""


def contradicted(said: str, texts: Sequence[str]) -> bool:
    """Whether a plain sentence denies what the plain texts only affirm, or affirms what they only deny."""
    there = [scope for text in texts for sentence in sentences_of(text) for scope in scopes_of(sentence)]
    here = [scope for sentence in sentences_of(said) for scope in scopes_of(sentence)]
    return any(_reverses(mine, theirs, there) for mine in here for theirs in there if mine.denies is not theirs.denies)


@lru_cache(maxsize=4096)
def scopes_of(sentence: str) -> tuple[Scope, ...]:
    """The segments of a plain sentence, cut where a denial begins: whether each is denied, and its words.

    A denial reaches a few words far, or to the first 的, not to the end of a long segment.
    """
    return tuple(_scopes_of(sentence))


def _scopes_of(sentence: str) -> Iterator[Scope]:
    for start, end in segments_of(sentence):
        segment = sentence[start:end]
        denials = [*_DENIAL.finditer(segment)]
        if not denials:
            yield Scope(bool(_BEHIND.search(segment)), content(segment))
            continue
        affirmed = [segment[: denials[0].start()]]
        for denial, following in zip(denials, [*denials[1:], None], strict=True):
            denied, _, rest = segment[denial.end() : following.start() if following else None].partition("的")
            behind = content_in_order(denied)
            yield Scope(True, frozenset(behind[:_REACH]), behind[0] if behind else "")
            affirmed += [*behind[_REACH:], rest]
        yield Scope(False, content("，".join(affirmed)))


def _reverses(mine: Scope, theirs: Scope, there: Sequence[Scope]) -> bool:
    """Whether my words take up what theirs deny (or deny what they affirm), and no scope of my kind has the same."""
    denial = theirs if theirs.denies else mine
    shared = mine.words & theirs.words
    if not shared or weigh(shared) < _MOST * weigh(denial.words):
        return False
    needed = {denial.head} & shared
    alike = (weigh(shared & one.words) for one in there if one.denies is mine.denies and needed <= one.words)
    return max(alike, default=0.0) < _ENOUGH * weigh(shared)
