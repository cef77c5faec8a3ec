"""The topic of a question: its content words, with the official words for the everyday ones."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache

from kb.lexicon import is_known, stopwords, thesaurus, weight
from kb.questions.question import Concept
from kb.text import is_word, plain_words, tagged, word_ends, words

_NUMBER = re.compile(
    r"(?<!\d)(?!20\d\d(?![\d个家项只所名场款]))(?P<value>\d+(?:\.\d+)?[万亿%‰]?)(?![\d年月日号])[个家项只所名场款条]?"
)
_BOUND = re.compile(
    r"[最至][多少]|人(?=参[加与])|(?<=多少)[个家项只所场款种条](?=\w{2})"
)  # whatever word it is taken for a part of: 最多补, 人参
_QUOTED = re.compile(r"[“\"]([\u4e00-\u9fffa-z\d]{2,8})[”\"]")
_NUMBER_WEIGHT = 6.0
_LIGHTEST, _HEAVIEST = 2.0, 10.0
_WITHIN_VERB = re.compile(r"([\u4e00-\u9fff])(?:一?[个次下]|了个?|过|着|点|什么|啥)([\u4e00-\u9fff])")
_SHORT = 2
_SHORTEST_SHORT, _MOST_FORMS = 3, 3
_HAN, _BETWEEN = re.compile(r"[\u4e00-\u9fff]+"), "[\u4e00-\u9fff]{0,2}"
_THINGS, _ACTS = "nsbjx", "vail"  # by the first letter of jieba's tag: nouns and the like; verbs, adjectives, idioms
_ACT_UNKNOWN, _FUNCTION = 0.5, 0.3


@lru_cache(maxsize=64)
def concepts(topic: str, vocabulary: str = "") -> tuple[Concept, ...]:
    """The concepts of a folded topic, each once; words in Latin letters only where there are no others.

    A lone character makes one word with a neighbour where the `vocabulary`, the text of the notices, has both together.

    >>> sorted(c.surface for c in concepts("老师兼职"))
    ['兼职', '老师']
    >>> [c.surface for c in concepts("微专业是什么", "鼓励建设微专业")]
    ['微专业']
    """
    topic = _BOUND.sub(lambda match: " " * len(match[0]), topic)
    found: dict[str, Concept] = {}
    spare: dict[str, Concept] = {}
    rest = topic
    for term in filter(vocabulary.__contains__, _QUOTED.findall(topic)):
        rest = rest.replace(term, " ")
        found[term] = Concept(term, (term,), _HEAVIEST)
    ends = {0, *word_ends(topic), *_beside_stopwords(topic)}
    for say in _phrases_in(topic):
        if say in rest and _stands_alone(say, topic, ends):
            rest = rest.replace(say, " ")
            found[say] = _concept(say, _everyday()[say])
    for match in _NUMBER.finditer(rest):
        found[match["value"]] = Concept(match["value"], (match[0],), _NUMBER_WEIGHT)
    said = _joined(words(_NUMBER.sub(" ", rest)), rest, vocabulary)
    for word in map(_bare, (part for guess in said for part in _parts(guess, vocabulary))):
        if word in _everyday():
            found.setdefault(word, _concept(word, _everyday()[word]))
        elif word not in found and word not in stopwords() and len(word) > 1 and not word.isdigit():
            share = _share(word, vocabulary)
            full = () if word in vocabulary or is_word(word) else full_forms(word, vocabulary)
            (found if share else spare)[word] = _concept(word, full, share=share or _FUNCTION)
    chinese = {word: concept for word, concept in found.items() if not word.isascii() or word[0].isdigit()}
    return tuple((chinese or found or {word: c for word, c in spare.items() if _is_time(word)}).values())


def official_words(word: str) -> tuple[str, ...]:
    """The word and the words that it stands for in a notice."""
    return word, *_everyday().get(word, ())


def whole_verbs(topic: str, vocabulary: str) -> str:
    """Verbs that something stands within, put together (兼个职), as long as before.

    >>> whole_verbs("想兼个职", "允许兼职")
    '想兼职 '
    >>> whole_verbs("出了变故", "作出变更")
    '出了变故'
    >>> whole_verbs("留着学生身份", "留学归国")
    '留着学生身份'
    """
    ends = {*word_ends(topic)}

    def whole(match: re.Match[str]) -> str:
        verb = match[1] + match[2]
        is_verb = verb in vocabulary and is_word(verb) and tagged(verb)[0][1].startswith("v") and len(tagged(verb)) == 1
        return verb.ljust(len(match[0])) if is_verb and match.end() in ends else match[0]

    return _WITHIN_VERB.sub(whole, topic)


def _concept(say: str, means: tuple[str, ...] = (), share: float = 1.0) -> Concept:
    """A word counts no more than the heaviest of the official words that it stands for."""
    most = max(map(_weight, means), default=_HEAVIEST)
    return Concept(say, tuple(dict.fromkeys((say, *means))), share * min(_weight(say), most))


def _stands_alone(say: str, topic: str, ends: Collection[int]) -> bool:
    """Whether it begins, and a short one ends, where a word does: 大学 is none in 大学生, 学创业 none in 休学创业."""
    places = (found.span() for found in re.finditer(re.escape(say), topic))
    return any(start in ends and (len(say) > _SHORT or end in ends) for start, end in places)


def _beside_stopwords(topic: str) -> Iterator[int]:
    """The places before and behind a character that is a stop word, whatever word it was taken for a part of."""
    for at, char in enumerate(topic):
        if char in stopwords():
            yield from (at, at + 1)


def _parts(word: str, vocabulary: str) -> list[str]:
    """A word that neither the dictionary nor the notices have is a guess: the words that it is made of."""
    if word in vocabulary or is_word(word) or full_forms(word, vocabulary):
        return [word]
    parts = plain_words(word)
    is_name = len(word) > _SHORT and tagged(word)[0][1][:1] in _THINGS
    return [word] if is_name and not any(len(part) > 1 and part in vocabulary for part in parts) else parts


def only_unknown_acts(topic: str, vocabulary: str) -> bool:
    """Whether all that a topic speaks of are acts that the notices do not know: “要谁点头才行”."""
    said = [concept.surface for concept in concepts(topic, vocabulary)]
    return bool(said) and all(_is_act(word) and word not in vocabulary and word not in _everyday() for word in said)


def _is_act(word: str) -> bool:
    return tagged(word)[0][1][:1] in "va"


def _is_time(word: str) -> bool:
    return tagged(word)[0][1].startswith("t")


def _share(word: str, vocabulary: str) -> float:
    """How much of its weight a word counts: a thing that the notices lack makes another topic, an act does not."""
    known, tag = word in vocabulary, tagged(word)[0][1][:1]
    if tag in _THINGS or word.isascii():
        return 1.0
    if tag in _ACTS:
        return 1.0 if known else _ACT_UNKNOWN
    return _FUNCTION if known else 0.0


@lru_cache(maxsize=1024)
def full_forms(short: str, vocabulary: str) -> tuple[str, ...]:
    """The terms of the vocabulary that a word is short for: of each of their words it has the beginning.

    >>> full_forms("科创券", "使用科技创新券购买服务")
    ('科技创新券',)
    """
    if len(short) < _SHORTEST_SHORT or not _HAN.fullmatch(short):
        return ()
    spread = re.compile(f"(?={_BETWEEN.join((f'({short[0]}', *short[1:]))}))")
    longer = dict.fromkeys(match[1] for match in spread.finditer(vocabulary) if match[1] != short)
    return tuple(term for term in longer if _is_short_for(short, words(term)))[:_MOST_FORMS]


def _is_short_for(short: str, said: Sequence[str]) -> bool:
    """Whether it is made of the beginnings of these words, of one character or whole, or of their ends (控室)."""
    if not said or not short:
        return not said and not short
    begins = (said[0][:1], said[0], said[0][0] + said[0][-1])
    return any(short.startswith(begin) and _is_short_for(short[len(begin) :], said[1:]) for begin in begins)


def _bare(word: str) -> str:
    """A pair of characters that is no word, without its stop words: “管税” is 税, “能评” is 评."""
    if len(word) != 2 or is_known(word) or word in _everyday():
        return word
    return "".join(char for char in word if char not in stopwords())


def _joined(said: Sequence[str], topic: str, vocabulary: str) -> Iterator[str]:
    """The words, a lone character joined to its neighbour where the vocabulary has both together.

    A character that is a stop word is joined only in a term that the notices quote: “标准地”.
    """
    at = 0
    while at < len(said):
        pair = "".join(said[at : at + 2])
        lengths = sorted(map(len, said[at : at + 2]))
        lone = len(lengths) == 2 and lengths[0] == 1
        function = lone and bool({said[at], said[at + 1]} & stopwords()) and f"“{pair}”" not in vocabulary
        known = lone and not function and pair in vocabulary and pair in topic
        yield pair if known else said[at]
        at += 2 if known else 1


def _phrases_in(topic: str) -> list[str]:
    """The everyday phrases of two characters and more that a topic has, longest first."""
    begins = (_by_beginning().get(topic[at : at + _SHORT], ()) for at in range(len(topic)))
    return sorted({say for phrases in begins for say in phrases if say in topic}, key=lambda say: (-len(say), say))


@cache
def _by_beginning() -> dict[str, list[str]]:
    """The everyday phrases by their first two characters, so that a question is held against few of them."""
    phrases: dict[str, list[str]] = {}
    for say in _everyday():
        if len(say) >= _SHORT:
            phrases.setdefault(say[:_SHORT], []).append(say)
    return phrases


@cache
def _everyday() -> dict[str, tuple[str, ...]]:
    """What people say and the words it stands for; what several rows say stands for all they mean."""
    meanings: dict[str, tuple[str, ...]] = {}
    for row in thesaurus():
        for say in row.say:
            meanings[say] = tuple(dict.fromkeys((*meanings.get(say, ()), *row.means)))
    return meanings


def _weight(word: str) -> float:
    """A phrase that is no single word counts as the heaviest of its words."""
    parts = [weight(part) for part in words(word)] or [_LIGHTEST]
    return min(max(_LIGHTEST, *parts), _HEAVIEST)
