"""The least that each figure must reach, from a TOML file: what a change may not make worse."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from eval.measures import meanings
from kb.errors import UnreadableSource

PASSED = "passed"


class Gate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Least values of measures over all questions, and by kind of question. `passed` is the share that is all right."""

    measures: dict[str, float] = {}
    kinds: dict[str, dict[str, float]] = {}


_GATE = msgspec.json.Decoder(Gate)


def read_gate(path: Path) -> Gate:
    """The gate in a file. Raises UnreadableSource for a name that no measure has, or a value that is not 0 to 1."""
    try:
        gate = _GATE.decode(msgspec.json.encode(tomllib.loads(path.read_text(encoding="utf-8"))))
    except FileNotFoundError:
        raise UnreadableSource(path, "文件不存在") from None
    except (OSError, ValueError) as error:
        raise UnreadableSource(path, f"不是门槛文件（{error}）") from None
    rows = [row for least in (gate.measures, *gate.kinds.values()) for row in least.items()]
    for name, value in rows:
        if name not in (PASSED, *meanings()):
            raise UnreadableSource(path, f"没有 {name} 这个指标，可用：{'、'.join([PASSED, *meanings()])}")
        if not 0 <= value <= 1:
            raise UnreadableSource(path, f"{name} 的门槛 {value:g} 不在 0 到 1 之间")
    return gate


def fallen(gate: Gate, report: Mapping[str, Any]) -> Iterator[str]:
    """One Chinese line for each figure below its gate; a figure that does not exist is below any."""
    yield from _below("全部", gate.measures, report)
    for kind, least in gate.kinds.items():
        yield from _below(kind, least, report["by_kind"].get(kind))


def _below(where: str, least: Mapping[str, float], summary: Mapping[str, Any] | None) -> Iterator[str]:
    for name, wanted in least.items():
        value = _value(name, summary) if summary else None
        if value is None or value < wanted:
            label = "全对" if name == PASSED else meanings()[name].label
            yield f"{where} {name}（{label}）{'无可算的题' if value is None else format(value, 'g')}，门槛 {wanted:g}"


def _value(name: str, summary: Mapping[str, Any]) -> float | None:
    if name == PASSED:
        return round(summary["passed"] / summary["questions"], 4) if summary["questions"] else None
    found: float | None = {**summary, **summary["measures"]}.get(name)
    return found
