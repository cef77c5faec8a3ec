"""The administrator's password, compared in constant time, with a limit on attempts."""

import hmac
import time
from collections import deque
from collections.abc import Callable
from threading import Lock

ATTEMPTS, WITHIN = 5, 300.0  # wrong passwords, seconds


class Gate:
    """Lets in who knows the password. One for the whole process: the limit counts everybody's attempts."""

    def __init__(self, password: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._password, self._clock = password.encode(), clock
        self._failed: deque[float] = deque(maxlen=ATTEMPTS)
        self._turn = Lock()

    def wait(self) -> float:
        """The seconds until another attempt is allowed, 0 where it is now."""
        with self._turn:
            return self._wait()

    def opens(self, password: str) -> bool:
        """Whether this is the password; always False while too many attempts have failed, or where none is set."""
        with self._turn:
            if self._wait():
                return False
            if self._password and hmac.compare_digest(password.encode(), self._password):
                self._failed.clear()
                return True
            self._failed.append(self._clock())
            return False

    def _wait(self) -> float:
        if len(self._failed) < ATTEMPTS:
            return 0.0
        return max(0.0, self._failed[0] + WITHIN - self._clock())
