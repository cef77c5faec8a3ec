"""Whether a notice holds on a day, by its own dates and by what repeals it."""

import datetime as dt

import pytest

from kb.catalogue import Catalogue, Holding
from kb.documents import Document, Relation, RelationKind
from kb.notices import Notice
from kb.standing import Standing, Validity, newer, standing

REPEAL = Relation(RelationKind.REPEALS, None, "某政〔2020〕1号", "某政〔2020〕1号同时废止。")
TODAY = dt.date(2026, 3, 1)
YESTERDAY, TOMORROW = dt.date(2026, 2, 28), dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(Document("甲"), Standing(Validity.UNSTATED), id="什么也没写"),
        pytest.param(
            Document("甲", valid_until=TODAY), Standing(Validity.IN_FORCE, "有效期至2026-03-01"), id="最后一天还有效"
        ),
        pytest.param(
            Document("甲", valid_until=YESTERDAY), Standing(Validity.EXPIRED, "有效期至2026-02-28"), id="昨天到期"
        ),
        pytest.param(
            Document("甲", in_force_from=TOMORROW), Standing(Validity.COMING, "自2026-03-02起施行"), id="明天施行"
        ),
        pytest.param(
            Document("甲", period=(dt.date(2024, 1, 1), dt.date(2025, 12, 31))),
            Standing(Validity.ENDED, "执行期至2025-12-31"),
            id="执行期已过",
        ),
        pytest.param(
            Document("甲", period=(dt.date(2025, 1, 1), dt.date(2027, 12, 31))),
            Standing(Validity.RUNNING, "执行期至2027-12-31"),
            id="执行期内",
        ),
        pytest.param(
            Document("甲", number="某政〔2020〕1号", valid_until=TOMORROW),
            Standing(Validity.REPLACED, "由9号文废止"),
            id="另一份废止了它，有效期再长也没用",
        ),
    ],
)
def test_standing(document: Document, expected: Standing) -> None:
    newer = Document("乙", number="某政〔2025〕9号", relations=(REPEAL,))
    catalogue = Catalogue(
        tuple(Holding(name, Notice(name, "", held, ())) for name, held in (("a", document), ("b", newer)))
    )
    found = standing("a", catalogue, TODAY)
    assert found == expected
    assert found.is_over == (expected.validity in (Validity.REPLACED, Validity.EXPIRED, Validity.ENDED))


@pytest.mark.parametrize(
    ("title", "signed_on", "expected"),
    [
        pytest.param("关于2026年桥梁工作的通知", TOMORROW, True, id="后一年的同名公文"),
        pytest.param("关于桥梁工作的通知", TOMORROW, True, id="没有写年份"),
        pytest.param("关于2024年桥梁工作的通知", YESTERDAY, False, id="早一年"),
        pytest.param("关于2026年码头工作的通知", TOMORROW, False, id="另一件事"),
        pytest.param("关于2026年桥梁工作的通知", None, False, id="没有成文日期"),
    ],
)
def test_newer(title: str, signed_on: dt.date | None, expected: bool) -> None:
    held = Document("关于2025年桥梁工作的通知", signed_on=TODAY)
    other = Document(title, signed_on=signed_on)
    catalogue = Catalogue(
        tuple(Holding(name, Notice(name, "", data, ())) for name, data in (("a", held), ("b", other)))
    )
    found = newer("a", catalogue)
    assert (found is not None and found.id == "b") is expected
    assert newer("a", Catalogue(catalogue.holdings[:1])) is None
