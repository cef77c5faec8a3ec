"""Asks an engine every question of a set, within a time limit, and keeps each answer as it comes."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Thread

import msgspec

from eval.corpus import Corpus
from eval.dataset import GoldQuestion
from eval.engines import Answering
from eval.support import Proof, Statement, Supports, by_rules, statements
from kb.answering import Answer

TIME_LIMIT = 60.0
Keep = Callable[["Record"], None]


class Record(msgspec.Struct, frozen=True):
    """What became of a question: the answer with its statements judged, or the error that there was instead."""

    id: str
    milliseconds: float
    answer: Answer | None = None
    error: str | None = None
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Options:
    """How a set is run: seconds a question may take, questions at once, the judge of support, the day of the set.

    More than one question at once helps where the engine waits for a service; this engine alone uses the processor.
    """

    time_limit: float = TIME_LIMIT
    jobs: int = 1
    supports: Supports = by_rules
    as_of: dt.date | None = None

    def day(self, gold: GoldQuestion) -> dt.date:
        """The day as of which a question is asked: its own, that of the set, today."""
        return gold.as_of or self.as_of or dt.date.today()  # noqa: DTZ011 - a deadline ends with the day of the place


def run(
    questions: Sequence[GoldQuestion],
    engine: Answering,
    corpus: Corpus,
    options: Options,
    done: Mapping[str, Record] | None = None,
    keep: Keep = lambda _: None,
) -> tuple[Record, ...]:
    """A record of every question, in their order: of `done` where it is there, else asked now and kept at once.

    The first question is asked once before, so that no latency holds the opening of the indexes.
    """
    had = dict(done or {})
    left = [question for question in questions if question.id not in had]
    for question in left[:1]:
        _timed(question, engine, options)
    for record in _records(left, engine, corpus, options):
        had[record.id] = record
        keep(record)
    return tuple(had[question.id] for question in questions)


def _records(
    questions: Sequence[GoldQuestion], engine: Answering, corpus: Corpus, options: Options
) -> Iterable[Record]:
    if options.jobs == 1:
        yield from (_record(question, engine, corpus, options) for question in questions)
        return
    pool = ThreadPoolExecutor(options.jobs)
    try:
        yield from pool.map(lambda question: _record(question, engine, corpus, options), questions)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _record(gold: GoldQuestion, engine: Answering, corpus: Corpus, options: Options) -> Record:
    answer, milliseconds = _timed(gold, engine, options)
    if isinstance(answer, Answer):
        judged = judge(answer, corpus, options.day(gold), options.supports) if gold.answerable else ()
        return Record(gold.id, milliseconds, answer, statements=judged)
    return Record(gold.id, milliseconds, error=answer)


def judge(answer: Answer, corpus: Corpus, today: dt.date, supports: Supports = by_rules) -> tuple[Statement, ...]:
    """The statements of an answer, judged by what its markers cite; none of a refusal."""
    proofs: dict[int, Proof] = {}
    for citation in answer.citations:
        ref = corpus.ref(citation.document.id, citation.clause)
        clause = corpus.clause(ref)
        proof = Proof((*corpus.texts(ref), *corpus.facts(ref, today)), clause.units if clause else ())
        proofs[citation.marker] = proofs.get(citation.marker, Proof(())) + proof
    return () if answer.refused else statements(answer, proofs, supports)


def _timed(gold: GoldQuestion, engine: Answering, options: Options) -> tuple[Answer | str, float]:
    """The answer, or in Chinese why there is none, and the milliseconds that it took."""
    future = Future[Answer]()

    def ask() -> None:
        try:
            future.set_result(engine.answer(gold.question, gold.history, options.day(gold)))
        except Exception as error:  # noqa: BLE001 - whatever an engine raises, its question counts 0 and is named
            future.set_exception(error)

    start = time.perf_counter()
    Thread(target=ask, daemon=True).start()  # one that hangs is left behind; it ends with the process
    try:
        answer: Answer | str = future.result(options.time_limit)
    except TimeoutError:
        answer = f"超时（{options.time_limit:g} 秒）"
    except Exception as error:  # noqa: BLE001 - see above
        answer = f"出错（{type(error).__name__}：{error}）"
    return answer, (time.perf_counter() - start) * 1000
