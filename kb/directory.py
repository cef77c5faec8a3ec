"""The directory of units: every organisation that a task names, with its tasks and those it works with."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kb.catalogue import Catalogue, Located
from kb.text import fold
from kb.units import Role

_LOCAL = tuple("省市州盟县区旗镇乡各本")


@dataclass(frozen=True)
class Assigned:
    """A task of a unit, and the role that the unit has in it."""

    task: Located
    role: Role


@dataclass(frozen=True)
class Listed:
    """One unit. `name` tells it from all others, `written` are its names in the notices, `aliases` what else it is
    called; `partners` are the names of the units it shares tasks with, and how many, most first.
    """

    name: str
    written: tuple[str, ...]
    full_name: str | None
    aliases: tuple[str, ...]
    tasks: tuple[Assigned, ...]
    partners: tuple[tuple[str, int], ...]

    def count(self, role: Role) -> int:
        return sum(assigned.role is role for assigned in self.tasks)


@lru_cache(maxsize=4)
def directory(catalogue: Catalogue) -> tuple[Listed, ...]:
    """All units of the catalogue, those with the most tasks first."""
    held: dict[str, list[tuple[Assigned, str]]] = defaultdict(list)
    for task, role, name in _assignments(catalogue):
        held[_identity(task, name)].append((Assigned(task, role), name))
    names = _names(held)
    together = _together(held)
    listed = (_listed(key, held[key], names, together[key]) for key in held)
    return tuple(sorted(listed, key=lambda unit: -len(unit.tasks)))


def _assignments(catalogue: Catalogue) -> Iterator[tuple[Located, Role, str]]:
    return ((task, unit.role, unit.name) for task in catalogue.tasks for unit in task.clause.units)


def _identity(task: Located, name: str) -> str:
    """What is the same for one organisation: its full name, else its name with the place where that is a local one."""
    holding = task.holding
    known = holding.registry.find(name)
    if known and known.full:
        return known.full
    return f"{holding.place or ''}{fold(name)}" if name.startswith(_LOCAL) else fold(name)


def _names(held: dict[str, list[tuple[Assigned, str]]]) -> dict[str, str]:
    """A name for each unit: the one that is written most; with the place where several would have the same."""
    usual = {key: Counter(name for _, name in found).most_common(1)[0][0] for key, found in held.items()}
    times = Counter(usual.values())
    places = {key: found[0][0].task.holding.place for key, found in held.items()}
    told = {key: f"{name}（{places[key] or '地方未写明'}）" for key, name in usual.items()}
    return {key: name if times[name] == 1 else told[key] for key, name in usual.items()}


def _together(held: dict[str, list[tuple[Assigned, str]]]) -> dict[str, Counter[str]]:
    """How many tasks each unit shares with each other one."""
    by_task: dict[Located, dict[str, None]] = defaultdict(dict)
    for key, found in held.items():
        for assigned, _ in found:
            by_task[assigned.task][key] = None
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for keys in by_task.values():
        for key in keys:
            shared[key].update(other for other in keys if other != key)
    return shared


def _listed(key: str, found: list[tuple[Assigned, str]], names: dict[str, str], shared: Counter[str]) -> Listed:
    written = tuple(dict.fromkeys(name for _, name in found))
    row = found[0][0].task.holding.registry.find(written[0])
    others = row.names if row else ()
    aliases = tuple(name for name in others if name not in written and row and name != row.full)
    partners = tuple((names[other], count) for other, count in shared.most_common())
    tasks = tuple(assigned for assigned, _ in found)
    return Listed(names[key], written, row.full if row else None, aliases, tasks, partners)
