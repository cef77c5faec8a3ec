"""The registry of units: every name leads to its row, and no name to two."""

from collections import Counter

import pytest

from kb.units import UnitRegistry, registry

WUHAN = registry("武汉市")

NAMES = {
    "简称": ("市科技创新局", "市科技创新局"),
    "省去市": ("教育局", "市教育局"),
    "口语": ("教委", "市教育局"),
    "原名": ("市科技局", "市科技创新局"),
    "原来的全称": ("武汉市科学技术局", "市科技创新局"),
    "全称": ("武汉市发展和改革委员会", "市发改委"),
    "党委的办公室": ("金融办", "市委金融办"),
    "群团": ("团市委", "团市委"),
    "企业": ("投控集团", "武汉投控集团"),
    "通称": ("各区", "各区人民政府"),
}


@pytest.mark.parametrize(("name", "short"), NAMES.values(), ids=NAMES.keys())
def test_every_name_leads_to_the_unit(name: str, short: str) -> None:
    row = WUHAN.find(name)
    assert row is not None
    assert row.short == short


RESOLVED = {
    "简称": ("市委金融办", "中共武汉市委金融委员会办公室"),
    "垂直管理": ("市税务局", "国家税务总局武汉市税务局"),
    "原名解到新的全称": ("市科技局", "武汉市科技创新局"),
    "全称就是它": ("武汉市教育局", None),
    "没有全称": ("武汉人才集团", None),
    "不认识": ("市气象局", None),
    "空": ("", None),
}


@pytest.mark.parametrize(("name", "full"), RESOLVED.values(), ids=RESOLVED.keys())
def test_full_name_is_given_where_it_is_known_and_differs(name: str, full: str | None) -> None:
    assert WUHAN.resolved(name) == full


def test_name_that_no_row_knows_is_left_alone() -> None:
    assert WUHAN.find("市气象局") is None


def test_renamed_unit_says_what_it_was_and_by_which_reform() -> None:
    row = WUHAN.find("市科技创新局")
    assert ("市科技局" in row.formerly, row.renamed) == (True, "2024年机构改革")


PLACES = {
    "市": ("某某市", "某某市教育局", "市教育局"),
    "区": ("某某区", "某某区教育局", "区教育局"),
    "省": ("某某省", "某某省教育厅", "省教育厅"),
    "自治区": ("某某自治区", "某某自治区教育厅", "自治区教育厅"),
    "县": ("某某县", "某某县教育局", "县教育局"),
    "部委": ("中央", "国家发展和改革委员会", "发展改革委"),
    "直辖市": ("上海市", "上海市教育委员会", "市教委"),
}


@pytest.mark.parametrize(("place", "full", "short"), PLACES.values(), ids=PLACES.keys())
def test_names_are_those_of_the_place(place: str, full: str, short: str) -> None:
    assert registry(place).resolved(short) == full
    assert registry(place) is registry(place)


@pytest.mark.parametrize("place", ["武汉市", "某某区", "某某省", "某某自治区", "上海市", "中央", "本市"])
def test_no_name_belongs_to_two_units(place: str) -> None:
    counted = Counter(name for row in UnitRegistry(place).rows for name in set(row.names))
    assert [name for name, rows in counted.items() if rows > 1] == []


OTHER_PLACES = {
    "别处没有武汉的改名": ("某某市", "市科技局", "某某市科学技术局"),
    "别处没有武汉的企业": ("某某市", "投控集团", None),
    "改名": ("某某市", "市环保局", "某某市生态环境局"),
    "部委改名": ("中央", "银保监会", "国家金融监督管理总局"),
    "不知道是哪里": ("本市", "市教育局", None),
    "部委不是地方": ("某某市", "国家发展改革委", None),
}


@pytest.mark.parametrize(("place", "name", "full"), OTHER_PLACES.values(), ids=OTHER_PLACES.keys())
def test_full_name_is_that_of_the_place_and_no_other(place: str, name: str, full: str | None) -> None:
    assert registry(place).resolved(name) == full


def test_no_row_has_a_gap_in_its_pattern() -> None:
    names = [name for row in WUHAN.rows for name in row.names]
    assert [name for name in names if "{" in name or not name.strip()] == []
