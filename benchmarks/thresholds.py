"""What the thresholds of the answer engine are worth: each is moved while the others stay, and questions are asked.

    python benchmarks/thresholds.py eval/datasets/seeds.jsonl eval/datasets/wide.jsonl > benchmarks/thresholds.md

Asks the knowledge base in KB_HOME the `dev` half of the sets, at each of STEPS times the value of each threshold, and
prints a Markdown table: how many questions are all right with the values that are set, and with each that is moved.

ENOUGH is the highest value that loses nothing: the higher, the fewer answers to what nobody has asked of the notices.
ENOUGH_ELSEWHERE and MUCH_MORE decide only where there are notices of other places; questions on the home place alone
speak for ever higher ones, so they are no reason to move them.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from eval.answers import outcome
from eval.corpus import Corpus
from eval.dataset import Dataset, GoldQuestion, Half, read_dataset
from eval.runner import Record
from kb import questions as asking
from kb.answering import Engine, engine, evidence, relevance, selection, topics
from kb.index import KnowledgeBase
from kb.questions import topic
from kb.questions.topic import concepts
from kb.settings import Settings

STEPS = (0.6, 0.8, 1.2, 1.4)


@dataclass(frozen=True)
class Threshold:
    """A number by which the engine decides, and what it decides."""

    room: ModuleType
    name: str
    decides: str

    @property
    def value(self) -> float:
        return float(getattr(self.room, self.name))


THRESHOLDS = (
    Threshold(relevance, "ENOUGH", "share of the topic that the best clause must cover to answer"),
    Threshold(
        relevance, "ENOUGH_WEIGHT", "weight of what a clause has, from which it answers though it covers no half"
    ),
    Threshold(relevance, "MENTIONED", "share from which a refusal is “not stated”, not “not in the corpus”"),
    Threshold(engine, "ENOUGH_ELSEWHERE", "share from which notices of other places may answer"),
    Threshold(engine, "MUCH_MORE", "by how much more they must cover than those of the home place"),
    Threshold(evidence, "_ABOVE", "weight of a word in the headings above a clause"),
    Threshold(evidence, "_OTHER_FORM", "weight of another form of a word"),
    Threshold(evidence, "_PART_OF_WORD", "weight of a part of a word's characters"),
    Threshold(topics, "_NEAR", "how near to the best a clause must be to name units, too"),
    Threshold(selection, "_MUCH_BETTER", "how much better a clause with the wanted number must be"),
    Threshold(selection, "_NEARLY", "how nearly as good a further clause must be"),
    Threshold(selection, "_LEFT_OVER", "share that the first clause leaves over for another"),
    Threshold(selection, "_COVERS_LEFT_OVER", "share of that which the other must cover"),
    Threshold(selection, "_IN_EACH", "share from which each of several documents has its clause"),
    Threshold(asking, "_FOCUS", "by how much what stands behind “can” or “may” counts more"),
    Threshold(topic, "_ACT_UNKNOWN", "weight of a verb that no notice has"),
    Threshold(topic, "_FUNCTION", "weight of a function word"),
)


@dataclass(frozen=True)
class Questions:
    """The development half of a set, and the notices that it is about."""

    dataset: Dataset
    corpus: Corpus

    def passed(self, answering: Engine) -> int:
        """How many are answered all right."""
        return sum(outcome(gold, self._record(gold, answering), self.corpus).passed for gold in self.golds)

    @property
    def golds(self) -> Sequence[GoldQuestion]:
        return self.dataset.only(Half.DEV)

    def _record(self, gold: GoldQuestion, answering: Engine) -> Record:
        day = gold.as_of or self.dataset.header.as_of
        return Record(gold.id, 0.0, answering.answer(gold.question, gold.history, day))


def moved(threshold: Threshold, passed: Callable[[], int]) -> Iterator[int]:
    """The number of questions that are all right at each step of a threshold, which is then put back."""
    own = threshold.value
    for step in STEPS:
        setattr(threshold.room, threshold.name, own * step)
        concepts.cache_clear()
        yield passed()
    setattr(threshold.room, threshold.name, own)
    concepts.cache_clear()


def main(paths: Sequence[Path]) -> None:
    settings = Settings.from_environment()
    kb = KnowledgeBase.open(settings)
    sets = [Questions(dataset, Corpus.of(dataset, kb)) for dataset in map(read_dataset, paths)]
    answering = Engine(kb, settings.place)

    def passed() -> int:
        return sum(questions.passed(answering) for questions in sets)

    total = sum(len(questions.golds) for questions in sets)
    steps = " | ".join(f"×{step:g}" for step in STEPS)
    names = " and ".join(f"`{path.name}`" for path in paths)
    print(f"# Thresholds\n\nWritten by `benchmarks/thresholds.py`: the `dev` halves of {names}.")
    print(f"\n{passed()} of {total} questions are all right with the values that are set.\n")
    print(f"| threshold | decides | value | {steps} |\n|{'---|' * (3 + len(STEPS))}")
    for threshold in THRESHOLDS:
        counts = " | ".join(map(str, moved(threshold, passed)))
        name = f"`{threshold.room.__name__.removeprefix('kb.')}.{threshold.name}`"
        print(f"| {name} | {threshold.decides} | {threshold.value:g} | {counts} |", flush=True)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
