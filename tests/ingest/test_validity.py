"""Whether a notice is in force: from when, and until when."""

import datetime as dt

import pytest

from ingest.validity import Validity, find_validity

ISSUED = dt.date(2026, 3, 1)
MAY = dt.date(2026, 5, 1)

STATED = {
    "施行日期": ("本办法自2026年5月1日起施行。", Validity(MAY)),
    "执行": ("本通知自2026年5月1日起执行。", Validity(MAY)),
    "汉字日期": ("本办法自二〇二六年五月一日起施行。", Validity(MAY)),
    "从": ("本办法从2026年5月1日起正式实施。", Validity(MAY)),
    "公布令": ("《某市公园管理办法》已经审议通过，现予公布，自2026年5月1日起施行。", Validity(MAY)),
    "自印发之日起": ("本办法自印发之日起施行。", Validity(ISSUED)),
    "自发文之日起": ("本通知自发文之日起执行。", Validity(ISSUED)),
    "三十日后": ("本办法自公布之日起30日后施行。", Validity(dt.date(2026, 3, 31))),
    "汉字三十日后": ("本办法自公布之日起三十日后施行。", Validity(dt.date(2026, 3, 31))),
    "几次写到取最后一次": ("补贴自2026年1月1日起执行。本办法自2026年5月1日起施行。", Validity(MAY)),
    "别的事项的日期": ("本办法自2026年5月1日起施行。新标准的补贴自2027年1月1日起执行。", Validity(MAY)),
    "有效期几年": ("本办法自2026年5月1日起施行，有效期2年。", Validity(MAY, dt.date(2028, 4, 30))),
    "有效期汉字几年": ("本办法自2026年5月1日起施行，有效期五年。", Validity(MAY, dt.date(2031, 4, 30))),
    "有效期两年": ("本办法自2026年5月1日起施行，有效期为两年。", Validity(MAY, dt.date(2028, 4, 30))),
    "有效期几个月": ("本通知自2026年5月1日起施行，有效期6个月。", Validity(MAY, dt.date(2026, 10, 31))),
    "有效期另一句": ("本办法自2026年5月1日起施行。有效期2年。", Validity(MAY, dt.date(2028, 4, 30))),
    "起有效": ("本通知自2026年5月1日起有效，有效期2年。", Validity(MAY, dt.date(2028, 4, 30))),
    "试行两年": ("本办法自2026年5月1日起施行，试行两年。", Validity(MAY, dt.date(2028, 4, 30))),
    "试行期": ("本办法自印发之日起施行，试行期1年。", Validity(ISSUED, dt.date(2027, 2, 28))),
    "只说试行": ("本办法自2026年5月1日起试行。", Validity(MAY)),
    "从闰日起": ("本办法自2024年2月29日起施行，有效期1年。", Validity(dt.date(2024, 2, 29), dt.date(2025, 2, 28))),
    "有效期至": ("有效期至2028年4月30日。", Validity(None, dt.date(2028, 4, 30))),
    "有效期截至": ("本通知有效期截至2028年4月30日。", Validity(None, dt.date(2028, 4, 30))),
    "施行和有效期至": ("本办法自2026年5月1日起施行，有效期至2028年4月30日。", Validity(MAY, dt.date(2028, 4, 30))),
    "执行期限": ("本通知执行期限为2026年5月1日至2028年4月30日。", Validity(MAY, dt.date(2028, 4, 30))),
    "有效期从某日到某日": ("本通知有效期自2026年5月1日起至2028年4月30日。", Validity(MAY, dt.date(2028, 4, 30))),
    "自某日至某日止": ("本政策自2026年5月1日起施行，至2028年4月30日止。", Validity(MAY, dt.date(2028, 4, 30))),
    "有效期没有起点": ("有效期2年。", Validity()),
    "证书的有效期": ("证书有效期5年。本办法自2026年5月1日起施行。", Validity(MAY)),
    "别的事项有效期至": ("许可证有效期至2030年1月1日的，不再换发。本办法自2026年5月1日起施行。", Validity(MAY)),
    "提到别的文件": ("按照《旧办法》执行。《新办法》另行制定。", Validity()),
    "没有起字": ("本办法2026年5月1日施行。", Validity()),
    "没有写": ("加强领导。", Validity()),
    "没有这一天": ("本办法自2026年2月30日起施行。", Validity()),
    "年份太大": ("本办法自9999年5月1日起施行，有效期5年。", Validity(dt.date(9999, 5, 1))),
}


@pytest.mark.parametrize(("text", "expected"), STATED.values(), ids=STATED.keys())
def test_validity_is_what_the_clauses_state(text: str, expected: Validity) -> None:
    assert find_validity([text], ISSUED) == expected


def test_day_of_issue_that_is_not_known_is_not_guessed() -> None:
    assert find_validity(["本办法自印发之日起施行，有效期2年。"], None) == Validity()


def test_clauses_are_read_together() -> None:
    texts = ["《旧办法》同时废止。", "本办法自2026年5月1日起施行，有效期2年。"]
    assert find_validity(texts, ISSUED) == Validity(MAY, dt.date(2028, 4, 30))
