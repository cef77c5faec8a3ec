"""Names of organisations: where a list of them is parted, and what looks like one."""

import pytest

from kb.organisations import looks_like_unit, split_units

EDUCATION = "市教育局"

LISTS = {
    "名称里的括号留着": ("市委组织部（市人才办）、市教育局", [("市委组织部（市人才办）", None), (EDUCATION, None)]),
    "尖括号里的说明": ("各区人民政府〈含开发区,下同〉", [("各区人民政府", "含开发区,下同")]),
    "圆括号里的说明": ("各区人民政府（含开发区，下同）", [("各区人民政府", "含开发区，下同")]),
    "包括": ("各学校（包括民办学校）", [("各学校", "包括民办学校")]),
    "名称里的和": ("市发展和改革委员会、市经济和信息化局", [("市发展和改革委员会", None), ("市经济和信息化局", None)]),
    "部门和单位": ("各有关部门和单位", [("各有关部门和单位", None)]),
    "名称里也有和": ("中央和国家机关工委、市教育局", [("中央和国家机关工委", None), (EDUCATION, None)]),
    "党委和政府": ("各市党委、政府", [("各市党委、政府", None)]),
    "省自治区直辖市": ("各省、自治区、直辖市人民政府", [("各省、自治区、直辖市人民政府", None)]),
    "和后面连着的一类": ("市教育局和各市、县（市、区）", [(EDUCATION, None), ("各市、县（市、区）", None)]),
    "两个市字": ("市市场监管局、市委市政府督查室", [("市市场监管局", None), ("市委市政府督查室", None)]),
    "连着的一类": ("各区、县级市政府", [("各区、县级市政府", None)]),
    "什么都没有": ("", []),
}


@pytest.mark.parametrize(("listed", "expected"), LISTS.values(), ids=LISTS.keys())
def test_list_is_parted_into_names_and_remarks(listed: str, expected: list[tuple[str, str | None]]) -> None:
    assert split_units(listed) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("市教育局", True),
        ("市政府国资委", True),
        ("某某集团", True),
        ("各区", True),
        ("团市委", True),
        ("专人", False),
        ("规划", False),
    ],
)
def test_names_of_organisations_are_told_by_their_endings(name: str, expected: bool) -> None:
    assert looks_like_unit(name) is expected


def test_list_of_any_length_is_parted() -> None:
    assert len(split_units("、".join(["市教育局"] * 5000))) == 5000
    assert split_units("市局和" * 5000) == [("市局和" * 5000, None)]
    assert split_units("《" * 20000) == [("《" * 20000, None)]
