"""What is wrong with a data set: every line of it held against the notices, or the judgements against the corpus."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from eval.beir import read_benchmark, strangers
from eval.corpus import Corpus
from eval.dataset import GoldQuestion, read_rows
from eval.measures import plain
from kb.index import KnowledgeBase
from kb.settings import Settings

KINDS = (
    *("responsibility", "unit_tasks", "clause_lookup", "target", "deadline", "content", "metadata", "table"),
    *("no_answer", "false_premise", "followup"),
)
DRAFT = "草稿"
_SHOWN = 3


@dataclass(frozen=True)
class Problem:
    """What is wrong on a line of a file; line 0 is the whole file."""

    path: Path
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}：{self.words}" if self.line else f"{self.path}：{self.words}"


@dataclass(frozen=True)
class Checked:
    """How many questions there are, how many of them are drafts that nobody has read yet, and all that is wrong."""

    questions: int
    drafts: int
    problems: tuple[Problem, ...]


def check(path: Path, settings: Settings) -> Checked:
    """Holds a set of questions against the notices in KB_HOME; a directory is a benchmark in BEIR's layout.

    Proved of each question: its gold clauses exist, each unit and each required string (unless `computed`) stands in
    one of them, no required string is forbidden, quotes stand word for word, it is asked once. Raises UnreadableSource
    where a file cannot be read at all, KnowledgeBaseError where a notice is not in the knowledge base.
    """
    if path.is_dir():
        benchmark = read_benchmark(path)
        problems = [Problem(path / "qrels.tsv", line, words) for line, words in strangers(path, benchmark)]
        return Checked(len(benchmark.queries), 0, tuple(problems))
    dataset, wrong = read_rows(path)
    if not (dataset.questions or wrong):
        return Checked(0, 0, (Problem(path, 0, "文件里没有一个问题"),))
    corpus = Corpus.of(dataset, KnowledgeBase.open(settings))
    wrong += [(dataset.lines[q.id], words) for q in dataset.questions for words in _unproved(q, corpus)]
    wrong += _repeated(dataset.questions, dataset.lines.__getitem__)
    drafts = sum(question.note.startswith(DRAFT) for question in dataset.questions)
    ordered = sorted(dict.fromkeys(wrong), key=lambda problem: problem[0])
    return Checked(len(dataset.questions), drafts, tuple(Problem(path, *problem) for problem in ordered))


def _unproved(question: GoldQuestion, corpus: Corpus) -> Iterator[str]:
    """What the notices do not bear out."""
    if question.kind not in KINDS:
        near = get_close_matches(question.kind, KINDS, 1)
        yield f"没有 {question.kind} 这一类{f'，最接近的是 {near[0]}' if near else ''}"
    for ref in (*question.clauses, *question.also_ok):
        yield from _missing_clause(ref, corpus)
    held = [words for ref in question.clauses for words in corpus.texts(ref)]
    if not held:
        return
    yield from _unstated(question, "\n".join(map(plain, held)))
    for ref, quotes in question.quotes.items():
        clause = corpus.clause(ref)
        yield from (f"{ref} 的正文里没有“{quote}”" for quote in quotes if clause and quote not in clause.text)


def _missing_clause(ref: str, corpus: Corpus) -> Iterator[str]:
    letter, _, path = ref.partition(":")
    notice = corpus.notices.get(letter)
    if notice and path and path not in notice.by_path:
        near = "、".join(get_close_matches(path, notice.by_path, 3))
        yield f"公文 {letter} 没有条款“{path}”" + (f"，相近的有 {near}" if near else "")


def _unstated(question: GoldQuestion, text: str) -> Iterator[str]:
    """Units and strings that the gold clauses, in the form of `plain`, do not have, or that are also forbidden."""
    yield from (f"所引条款里没有单位“{unit}”" for unit in question.units if plain(unit) not in text)
    repeated = {unit for unit in question.units if question.units.count(unit) > 1}
    yield from (f"units 里“{unit}”重复" for unit in sorted(repeated))
    for wanted in question.must_contain:
        choices = (wanted,) if isinstance(wanted, str) else wanted
        if not question.computed and not any(plain(words) in text for words in choices):
            yield f"所引条款里没有{_either(choices)}，若是算出来的，请写 computed"
        if all(any(plain(bad) in plain(words) for bad in question.must_not_contain) for words in choices):
            yield f"{_either(choices)}既要有又不该有"


def _either(choices: Sequence[str]) -> str:
    shown = "或".join(f"“{words}”" for words in choices[:_SHOWN])
    return shown + ("等" if len(choices) > _SHOWN else "")


def _repeated(questions: tuple[GoldQuestion, ...], line: Callable[[str], int]) -> Iterator[tuple[int, str]]:
    """Questions that were asked before, after the same questions and as of the same day."""
    asked: dict[tuple[object, ...], int] = {}
    for question in questions:
        key = plain(question.question), question.history, question.as_of
        if key in asked:
            yield line(question.id), f"与第 {asked[key]} 行问的一样"
        asked.setdefault(key, line(question.id))
