"""Python's collection of garbage, kept short: what lasts is not looked at each time.

Streamlit makes a full collection after every run of a page (`ScriptRunner._on_script_finished`). Over the libraries,
the notices and the indexes one takes some 100 ms, in which nobody is served.
"""

import gc
from time import monotonic, thread_time
from typing import Any

LONG = 0.01  # seconds of work after which a full collection was a long one
AGAIN = 600.0  # seconds after which all is looked at once more, for what lasted then and is garbage now
_FULL = 2  # the oldest generation of objects


class SetAside:
    """Told of the start and the stop of each collection: what a long one leaves, those that follow leave out."""

    def __init__(self) -> None:
        self._began, self._all_seen = 0.0, monotonic()

    def __call__(self, phase: str, info: dict[str, Any]) -> None:
        if info["generation"] < _FULL:
            return
        if phase == "start":
            self._start()
        elif thread_time() - self._began > LONG:
            gc.freeze()

    def _start(self) -> None:
        if monotonic() - self._all_seen > AGAIN:
            self._all_seen = monotonic()
            gc.unfreeze()
        self._began = thread_time()


def keep_collections_short() -> None:
    """From now on, in the whole process; once, however often it is called."""
    if not any(isinstance(callback, SetAside) for callback in gc.callbacks):
        gc.callbacks.append(SetAside())
