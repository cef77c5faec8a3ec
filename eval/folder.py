"""The folder of a run: what affects it, each answer as it came, the scores, the page. An interrupted run goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import msgspec

from eval.answers import Outcome
from eval.runner import Record
from kb.errors import PolicyKBError, UnreadableSource

RUN, ANSWERS, SCORES, PAGE = "run.json", "answers.jsonl", "scores.json", "report.html"
_NAMES = {
    "engine": "引擎",
    "judge": "判定方式",
    "dataset": "评测集",
    "dataset_sha256": "评测集内容",
    "half": "半集",
    "as_of": "日期",
    "corpus_sha256": "公文",
    "documents": "公文",
    "time_limit": "每题时限",
    "jobs": "同时题数",
    "code_sha256": "程序",
    "settings": "设置",
}


class RunMismatchError(PolicyKBError):
    """A folder that holds a run of something else."""


class Scored(msgspec.Struct, frozen=True):
    """A question of a finished run."""

    id: str
    kind: str
    question: str
    measures: dict[str, float]
    problems: tuple[str, ...]
    milliseconds: float


class Scores(msgspec.Struct, frozen=True):
    """A finished run: what affected it, its report, and each question."""

    run: dict[str, Any]
    report: dict[str, Any]
    questions: tuple[Scored, ...]


_FACTS = msgspec.json.Decoder(dict[str, object])
_RECORD, _SCORES = msgspec.json.Decoder(Record), msgspec.json.Decoder(Scores)


@dataclass(frozen=True)
class Folder:
    """A folder with the run of these facts; `done` are the records that it held when it was opened."""

    path: Path
    facts: Mapping[str, object]
    done: Mapping[str, Record]

    @classmethod
    def open(cls, path: Path, facts: Mapping[str, object]) -> Self:
        """The folder, made where it is not there. Raises RunMismatchError where it holds another run.

        A last line that was cut off in the middle is dropped, and its question asked again.
        """
        known = _FACTS.decode(msgspec.json.encode(facts))
        try:
            path.mkdir(parents=True, exist_ok=True)
            if (path / RUN).exists():
                _require_same(path, known)
            else:
                _write(path / RUN, msgspec.json.format(msgspec.json.encode(known), indent=2))
            return cls(path, known, {record.id: record for record in _records(path / ANSWERS)})
        except OSError as error:
            raise UnreadableSource(path, f"运行目录不能用（{error.strerror}）") from None

    def keep(self, record: Record) -> None:
        """Adds a record to the end of its file, at once."""
        with (self.path / ANSWERS).open("ab") as file:
            file.write(msgspec.json.encode(record) + b"\n")

    def finish(self, report: Mapping[str, object], outcomes: Sequence[Outcome], page: str) -> None:
        """Writes the scores and the page of a run of which every question is done."""
        scored = [
            Scored(o.gold.id, o.gold.kind, o.gold.question, dict(o.measures), o.problems, o.record.milliseconds)
            for o in outcomes
        ]
        (self.path / PAGE).write_text(page, encoding="utf-8")
        _write(self.path / SCORES, msgspec.json.encode({"run": self.facts, "report": report, "questions": scored}))


def _write(path: Path, data: bytes) -> None:
    """Puts the whole of a file in place at once: a crash leaves none, not half of one."""
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)


def read_scores(path: Path) -> Scores:
    """The scores of a finished run. Raises UnreadableSource where the folder holds none."""
    try:
        return _SCORES.decode((path / SCORES).read_bytes())
    except FileNotFoundError:
        reason = "目录里的评测没有做完，请用同一命令接着做" if (path / RUN).exists() else "不是评测的运行目录"
        raise UnreadableSource(path, reason) from None
    except (OSError, msgspec.MsgspecError) as error:
        raise UnreadableSource(path / SCORES, f"不是评测得分（{error}）") from None


def _require_same(path: Path, facts: Mapping[str, object]) -> None:
    try:
        had = _FACTS.decode((path / RUN).read_bytes())
    except msgspec.MsgspecError:
        had = {}
    differing = dict.fromkeys(_NAMES.get(name, name) for name in facts if had.get(name) != facts[name])
    if differing:
        raise RunMismatchError(
            f"{path} 里是另一次评测（{'、'.join(differing)}不同），不能接着做：请换一个目录，或删除它。"
        )


def _records(path: Path) -> list[Record]:
    """The records in a file, which is cut back to its whole lines."""
    if not path.exists():
        return []
    raw = path.read_bytes()
    whole = raw[: raw.rfind(b"\n") + 1]
    if whole != raw:
        path.write_bytes(whole)
    records = []
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            records.append(_RECORD.decode(line))
        except msgspec.MsgspecError as error:
            raise UnreadableSource(path, f"第 {number} 行不是答案（{error}）") from None
    return records
