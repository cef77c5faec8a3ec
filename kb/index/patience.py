"""How a service is asked that may be busy: not too often, and again after a failure that may pass."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

Made = TypeVar("Made")
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_LONGEST_WAIT, _LONGEST_BACK_OFF = 120.0, 16.0


@dataclass
class Pace:
    """Spreads requests evenly over a minute; `per_minute` 0 is no limit. May be used from several threads."""

    per_minute: int
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _free_at: float = 0.0
    _turn: Lock = field(default_factory=Lock)

    def wait(self) -> None:
        """Returns when the next request may be sent."""
        if not self.per_minute:
            return
        with self._turn:
            now = self.clock()
            start = max(now, self._free_at)
            self._free_at = start + 60 / self.per_minute
        self.sleep(start - now)


def patiently(work: Callable[[], Made], attempts: int, pace: Pace) -> Made:
    """What `work` makes, tried up to `attempts` times, as long as what it raises is an error that may pass.

    Between two attempts it waits as long as the service asks for (Retry-After, up to two minutes), else twice as long
    each time.
    """
    for attempt in range(1, attempts):
        pace.wait()
        try:
            return work()
        except Exception as error:
            if not _may_pass(error):
                raise
            pace.sleep(_wait_after(error, attempt))
    pace.wait()
    return work()


def _may_pass(error: Exception) -> bool:
    status = getattr(error, "status_code", None)
    return (
        status in _PASSING if status is not None else type(error).__name__ in ("APIConnectionError", "APITimeoutError")
    )


def _wait_after(error: Exception, attempt: int) -> float:
    """Seconds to wait after a failure: what the service asks for, else 1, 2, 4 … with a little chance."""
    headers: Mapping[str, Any] = getattr(getattr(error, "response", None), "headers", {})
    try:
        asked = float(headers.get("retry-after", ""))
    except ValueError:
        asked = -1.0
    if 0 <= asked <= _LONGEST_WAIT:
        return asked
    return min(2.0 ** (attempt - 1), _LONGEST_BACK_OFF) * (1 - 0.25 * random.random())  # noqa: S311 - no secret
