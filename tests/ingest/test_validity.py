"""Whether a notice is in force: from when, until when, and what it repeals."""

import datetime as dt

import pytest

from ingest.validity import Validity, find_validity

ISSUED = dt.date(2026, 3, 1)
MAY = dt.date(2026, 5, 1)

STATED = {
    "施行日期": ("本办法自2026年5月1日起施行。", Validity(MAY)),
    "执行": ("本通知自2026年5月1日起执行。", Validity(MAY)),
    "汉字日期": ("本办法自二〇二六年五月一日起施行。", Validity(MAY)),
    "自印发之日起": ("本办法自印发之日起施行。", Validity(ISSUED)),
    "几次写到取最后一次": ("补贴自2026年1月1日起执行。本办法自2026年5月1日起施行。", Validity(MAY)),
    "有效期几年": ("本办法自2026年5月1日起施行，有效期2年。", Validity(MAY, dt.date(2028, 4, 30))),
    "有效期汉字几年": ("本办法自2026年5月1日起施行，有效期五年。", Validity(MAY, dt.date(2031, 4, 30))),
    "从闰日起": ("自2024年2月29日起施行，有效期1年。", Validity(dt.date(2024, 2, 29), dt.date(2025, 2, 28))),
    "有效期至": ("有效期至2028年4月30日。", Validity(None, dt.date(2028, 4, 30))),
    "有效期没有起点": ("有效期2年。", Validity()),
    "废止，有标题": ("《旧办法》同时废止。", Validity(repeals=("旧办法",))),
    "废止，有文号": ("《旧办法》（某政发〔2018〕3号）同时废止。", Validity(repeals=("某政发〔2018〕3号",))),
    "废止两个": ("《甲办法》《乙办法》同时废止。", Validity(repeals=("甲办法", "乙办法"))),
    "不再执行": ("原《旧办法》不再执行。", Validity(repeals=("旧办法",))),
    "提到别的文件": ("按照《旧办法》执行。《新办法》另行制定。", Validity()),
    "没有起字": ("本办法2026年5月1日施行。", Validity()),
    "没有写": ("加强领导。", Validity()),
}


@pytest.mark.parametrize(("text", "expected"), STATED.values(), ids=STATED.keys())
def test_validity_is_what_the_clauses_state(text: str, expected: Validity) -> None:
    assert find_validity([text], ISSUED) == expected


def test_day_of_issue_that_is_not_known_is_not_guessed() -> None:
    assert find_validity(["本办法自印发之日起施行，有效期2年。"], None) == Validity()


def test_clauses_are_read_together() -> None:
    texts = ["《旧办法》同时废止。", "本办法自2026年5月1日起施行，有效期2年。"]
    assert find_validity(texts, ISSUED) == Validity(MAY, dt.date(2028, 4, 30), ("旧办法",))
