"""The cues of kb/data/cues.toml: every alternative of every pattern has a question beside it that it is for."""

import re
import tomllib
from collections import Counter

import pytest

from kb.lexicon import DATA, attributes, cues, generic_nouns, other_matters, stopwords, thesaurus
from kb.text import fold
from tests.kb.alternatives import alternatives

CUES = tomllib.loads((DATA / "cues.toml").read_text(encoding="utf-8"))
ROWS = [(name, *row) for name, cue in CUES.items() for row in cue["asks"]]
COUNTER_EXAMPLES = [(name, question) for name, cue in CUES.items() for question in cue["not"]]
LONGEST = 130


def test_alternatives_are_parted_outside_of_groups() -> None:
    assert list(alternatives(r"甲(?:乙|丙)|[丁|]\||戊")) == ["甲(?:乙|丙)", r"[丁|]\|", "戊"]


@pytest.mark.parametrize(("name", "pattern", "questions"), [(name, row[0], row[1:]) for name, *row in ROWS])
def test_every_alternative_has_a_question_that_it_is_for(name: str, pattern: str, questions: list[str]) -> None:
    folded = [fold(question) for question in questions]
    assert [a for a in alternatives(pattern) if not any(re.search(a, question) for question in folded)] == [], name
    assert [question for question in folded if not re.search(pattern, question)] == [], name
    assert len(pattern) <= LONGEST


@pytest.mark.parametrize(("name", "question"), COUNTER_EXAMPLES)
def test_cue_is_not_seen_where_something_else_is_asked(name: str, question: str) -> None:
    assert not [pattern.pattern for pattern in cues()[name] if pattern.search(fold(question))]


def test_every_cue_has_questions_for_it_and_against_it() -> None:
    assert all(cue["asks"] and cue["not"] for cue in CUES.values())


def test_what_an_everyday_word_means_is_said_as_generally_as_it_can_be() -> None:
    """A target that holds another one finds nothing more than that; a long one is the sentence of one notice."""
    longest = 9
    targets = [(row.means, target) for row in thesaurus() for target in row.means]
    held = [target for means, target in targets if any(other != target and other in target for other in means)]
    assert (held, [target for _, target in targets if len(target) > longest]) == ([], [])


LISTS = ("stopwords", "courtesies", "generic", "attributes", "matters", "persons", "places", "acts")


@pytest.mark.parametrize("name", LISTS)
def test_every_word_stands_once_in_its_list(name: str) -> None:
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    words = Counter(word for line in lines if not line.startswith("#") for word in line.split())
    assert [word for word, times in words.items() if times > 1] == []


def test_what_must_be_stated_need_not_go_without_saying() -> None:
    """A noun by which anything may be asked for is no attribute that the notice must have, and no stop word."""
    assert (generic_nouns() & (attributes() | stopwords()), other_matters() & stopwords()) == (set(), set())
