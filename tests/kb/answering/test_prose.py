"""Who is responsible by the words of a sentence, where no list of units says so."""

from collections.abc import Callable

import pytest

from kb.answering import Answer, Reason
from kb.answering.prose import named_in
from kb.questions import Kind

Ask = Callable[..., Answer]


IN_PROSE = """甲市人民政府令
第7号
甲市渡船管理办法
第一条 为了管好渡船，制定本办法。
第二条 渡船的检验由市船检中心负责，渡口的看护由当地乡镇政府负责。
第三条 市水运局负责渡船事务的统筹；承担渡船票价的核定，指导渡工培训。
第四条 渡船靠岸时应当鸣笛。渡口运营单位作为渡工培训的责任主体，承担渡工培训的主体责任。
市水运局（以下简称水运局）和应急部门牵头抢险。
支持有关机构参加演练，由海事机构处置沉船。
第五条 本办法由市水运局负责解释。
"""


@pytest.mark.parametrize(
    ("question", "said", "units"),
    [
        ("渡船的检验归谁管", "由市船检中心负责", ["市船检中心"]),
        ("渡船票价由哪个部门核定", "市水运局负责渡船事务的统筹；承担渡船票价的核定", ["市水运局"]),
        ("甲市渡船管理办法由谁负责解释", "由市水运局负责解释", ["市水运局"]),
        ("渡工培训的主体责任算谁的", "渡口运营单位作为渡工培训的责任主体", ["渡口运营单位"]),
        ("渡口的看护由谁负责", "由当地乡镇政府负责", ["当地乡镇政府"]),
        ("渡船的检验和渡口的看护分别由谁负责", "由市船检中心负责", ["市船检中心", "当地乡镇政府"]),
        ("沉船由谁出面处置", "由海事机构处置沉船", ["海事机构"]),
        ("抢险由哪些部门牵头", "市水运局（以下简称水运局）和应急部门牵头抢险", ["市水运局", "应急部门"]),
    ],
)
def test_sentence_says_who_where_no_list_of_units_does(
    ask_of: Callable[..., Ask], question: str, said: str, units: list[str]
) -> None:
    answer = ask_of(IN_PROSE)(question)
    assert (answer.refused, answer.kind) == (False, Kind.RESPONSIBILITY)
    assert said in answer.answer
    assert [unit.name for unit in answer.units] == units


LISTED = """乙市人民政府办公室文件
乙政办发〔2026〕9号
乙市渡口建设方案
一、建好渡口。检验渡船，看护航标。（责任单位：市交通局）
"""


def test_sentence_of_the_clause_itself_comes_before_a_list_of_units_elsewhere(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(IN_PROSE, LISTED)("渡船票价的核定、渡工的培训归谁")
    assert [unit.name for unit in answer.units] == ["市水运局"]


DUTIES = """甲市人民政府办公室文件
甲政办发〔2026〕8号
甲市渡口安全责任制实施办法
第一条 有关部门按照下列规定履行渡口安全职责：
（一）水运管理部门：检查渡船，培训渡工。
（二）民政部门、残联机构：救助因渡口事故致残的渡工。
（三）公安局（交管）：疏导渡口车流。
（四）建强渡工服务中心。为渡工提供寄存。
"""


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("渡工培训归谁管", ["水运管理部门"]),
        ("事故致残的渡工由谁救助", ["民政部门", "残联机构"]),
        ("疏导渡口车流这活是谁的", ["公安局（交管）"]),
    ],
)
def test_duties_below_the_name_of_a_unit_are_its_own(
    ask_of: Callable[..., Ask], question: str, units: list[str]
) -> None:
    assert [unit.name for unit in ask_of(DUTIES)(question).units] == units


def test_heading_that_is_no_unit_names_none(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(DUTIES)("渡工寄存由谁负责")
    assert (answer.refused, answer.units) == (True, ())


def test_sentence_without_what_is_asked_for_says_not_which(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(IN_PROSE)("渡船的检验归哪家公司负责")
    assert (answer.refused, answer.reason) == (True, Reason.NOT_STATED)


def test_sentence_without_an_actor_says_not_who(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(IN_PROSE)("渡船靠岸鸣笛由谁负责")
    assert (answer.refused, answer.reason) == (True, Reason.NOT_STATED)


ROLES = """丙市人民政府办公室文件
丙政办发〔2026〕3号
丙市渡口建设方案
一、建好渡口
1.检验渡船。检验渡船的质量和安全。（牵头单位：市交通局；责任单位：市水运局）
2.看护渡口。看护渡口的标志和票亭。（牵头单位：市应急局；责任单位：市水运局）
"""


def test_units_of_both_roles_are_those_of_one_task(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(ROLES)("检验渡船的质量、看好票亭谁来盯？牵头的和责任单位都列出来")
    assert [unit.name for unit in answer.units] == ["市交通局", "市水运局"]


NOT_UNITS = ["加强学校管理。", "社会组织应当公开信息。", "内部管理制度健全。", "学生向学校提供证明。", "举办格局统筹。"]


@pytest.mark.parametrize("sentence", NOT_UNITS)
def test_words_that_end_like_a_unit_are_none(sentence: str) -> None:
    assert named_in(sentence) == ()


def test_name_that_has_and_in_it_is_one_unit() -> None:
    said = "北京市经济和信息化局、市财政局和区政府负责统筹。"
    assert [unit.name for unit in named_in(said)] == ["北京市经济和信息化局", "市财政局", "区政府"]


def test_name_with_a_verb_in_it_is_whole() -> None:
    assert [unit.name for unit in named_in("市住房城乡建设管理委牵头抢险。")] == ["市住房城乡建设管理委"]
    assert [unit.name for unit in named_in("市教育局会同市财政局制定办法。")] == ["市教育局"]


def test_list_that_is_too_long_for_one_names_no_one_and_takes_no_time() -> None:
    assert named_in("财政局和" * 5000 + "水务局负责统筹。") == ()
