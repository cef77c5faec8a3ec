"""Which units a question names, in any of their names."""

import pytest

from kb.catalogue import Catalogue
from kb.questions.units import named_units
from kb.text import fold

NAMED = {
    "文件里的名字": ("市教育局负责什么", [("市教育局", "市教育局")]),
    "省去市": ("教育局负责什么", [("教育局", "市教育局")]),
    "省去市委": ("金融办负责什么", [("金融办", "市委金融办")]),
    "省去武汉": ("投控集团负责什么", [("投控集团", "武汉投控集团")]),
    "全称": ("武汉市教育局负责什么", [("武汉市教育局", "市教育局")]),
    "口语": ("人社部门负责什么", [("人社部门", "市人社局")]),
    "群团": ("共青团负责什么", [("共青团", "团市委")]),
    "各区": ("各区负责什么", [("各区", "各区人民政府")]),
    "两个": ("市教育局和团市委都负责什么", [("市教育局", "市教育局"), ("团市委", "团市委")]),
    "按问题里的次序": ("团市委和市教育局都负责什么", [("团市委", "团市委"), ("市教育局", "市教育局")]),
    "长的名字优先": ("市自然资源和城乡建设局负责什么", [("市自然资源和城乡建设局",) * 2]),
    "只是抄送单位": ("武汉警备区负责什么", [("武汉警备区", None)]),
    "没有的局": ("市公安局负责什么", [("市公安局", None)]),
    "没有的集团": ("武汉水务集团负责什么", [("武汉水务集团", None)]),
    "没有的局省去市": ("城管局负责什么", [("城管局", None)]),
    "没有的委省去市": ("卫健委负责什么", [("卫健委", None)]),
    "别的局字": ("结局和格局", []),
    "省里的": ("省教育局负责什么", [("省教育局", None)]),
    "全市不是市局": ("全市科技有几家", []),
    "口": ("是教育口管吗", [("教育", "市教育局")]),
    "不是口": ("报名窗口在哪，教育口号是什么", []),
    "泛称不是单位": ("各单位负责什么", []),
    "没有": ("科技保险归谁管", []),
}


@pytest.mark.parametrize(("question", "names"), NAMED.values(), ids=NAMED.keys())
def test_named_units_are_found(catalogue: Catalogue, question: str, names: list[tuple[str, str | None]]) -> None:
    assert [(unit.asked, unit.name) for unit in named_units(fold(question), catalogue)] == names


@pytest.mark.parametrize("asked", ["科技局", "市科技局", "武汉市科学技术局"])
def test_name_before_a_reform_leads_to_the_name_after_it(catalogue: Catalogue, asked: str) -> None:
    (unit,) = named_units(f"{asked}负责什么", catalogue)
    assert (unit.asked, unit.name, unit.formerly) == (asked, "市科技创新局", "市科技创新局")


@pytest.mark.parametrize("asked", ["开发区", "长江新区", "风景区管委会"])
def test_part_of_a_group_leads_to_the_group(catalogue: Catalogue, asked: str) -> None:
    (unit,) = named_units(f"{asked}负责什么", catalogue)
    assert (unit.name, unit.group) == ("各区人民政府", True)


EXCLUDED = {
    "没有某某": ("没有市教育局的任务有哪些", True),
    "某某不参与": ("市教育局不参与哪些", True),
    "除了某某": ("除了市教育局还有谁", True),
    "某某没份": ("市教育局没份的有哪些", True),
    "有没有份": ("市教育局有没有份", False),
    "参不参与": ("市教育局参不参与", False),
    "某某参与": ("市教育局参与哪些", False),
    "没问": ("市教育局", False),
}


@pytest.mark.parametrize(("question", "excluded"), EXCLUDED.values(), ids=EXCLUDED.keys())
def test_unit_is_excluded_where_the_question_asks_for_what_is_not_its(
    catalogue: Catalogue, question: str, excluded: bool
) -> None:
    assert [unit.excluded for unit in named_units(question, catalogue)] == [excluded]


def test_place_of_a_unit_is_its_place_in_the_folded_question(catalogue: Catalogue) -> None:
    folded = "请问市教育局和科技局都负责什么"
    assert [folded[unit.start : unit.end] for unit in named_units(folded, catalogue)] == ["市教育局", "科技局"]
