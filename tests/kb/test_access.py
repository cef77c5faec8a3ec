"""Only the password lets in, and only so many attempts are taken."""

import pytest

from kb.access import ATTEMPTS, WITHIN, Gate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("password", "given", "expected"),
    [
        pytest.param("密码 1", "密码 1", True, id="对"),
        pytest.param("密码 1", "密码 2", False, id="错"),
        pytest.param("密码 1", "", False, id="空"),
        pytest.param("", "", False, id="没有设密码，谁也不让进"),
    ],
)
def test_password(password: str, given: str, expected: bool) -> None:
    assert Gate(password).opens(given) is expected


def test_attempts_are_limited() -> None:
    clock = Clock()
    gate = Gate("对", clock)
    assert not any(gate.opens("错") for _ in range(ATTEMPTS))
    assert gate.wait() == WITHIN
    assert not gate.opens("对")
    clock.now = WITHIN
    assert gate.wait() == 0
    assert gate.opens("对")
    assert not any(gate.opens("错") for _ in range(ATTEMPTS - 1))
    assert gate.opens("对")
