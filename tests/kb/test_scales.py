"""What of a notice can be drawn: rows of tables with their numbers, targets in one unit of measure."""

import pytest

from kb.scales import DIFFERENCE, groups, scales
from tests.kb.made_up import NOTICE, catalogue


def test_scale() -> None:
    (scale,) = scales(catalogue().holdings[0])
    assert scale.columns == ("现有桥梁", "到2027年目标总量", DIFFERENCE)
    assert [(line.name, line.values, line.is_total) for line in scale.lines] == [
        ("东区", (4, 10, 6), False),
        ("西区", (6, 20, 14), False),
        ("合计", (10, 30, 20), True),
    ]
    assert all(line.name in line.quote and line.quote in scale.located.clause.text for line in scale.lines)


@pytest.mark.parametrize(
    ("old", "new", "columns"),
    [
        pytest.param("现有桥梁", "桥梁", ("桥梁", "到2027年目标总量"), id="没有现状，就没有差"),
        pytest.param("1\t东区\t4\t10", "1\t东区\t\t10", ("现有桥梁", "到2027年目标总量", DIFFERENCE), id="缺一个数"),
    ],
)
def test_columns(old: str, new: str, columns: tuple[str, ...]) -> None:
    (scale,) = scales(catalogue(NOTICE.replace(old, new)).holdings[0])
    assert scale.columns == columns
    assert scale.lines[0].values[-1] == (None if "\t\t" in new else 10)


def test_a_table_of_words_has_no_scale() -> None:
    words = NOTICE.replace("\t4\t10", "\t多\t少").replace("\t6\t20", "\t少\t多").replace("\t10\t30", "\t多\t多")
    assert not list(scales(catalogue(words).holdings[0]))


def test_groups() -> None:
    found = groups(catalogue().holdings[0])
    assert {group.uom: [target.value for _, target in group.targets] for group in found} == {
        "座": [10, 20],
        "个": [30],
        "艘": [50],
    }
    assert found[0].uom == "座"
