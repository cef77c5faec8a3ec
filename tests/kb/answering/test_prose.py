"""Who is responsible by the words of a sentence, where no list of units says so."""

from collections.abc import Callable

import pytest

from kb.answering import Answer, Reason
from kb.questions import Kind

Ask = Callable[..., Answer]


IN_PROSE = """甲市人民政府令
第7号
甲市渡船管理办法
第一条 为了管好渡船，制定本办法。
第二条 渡船的检验由市船检中心负责，渡口的看护由渡口所在地的乡镇政府负责。
第三条 市水运局负责渡船事务的统筹；承担渡船票价的核定，指导渡工培训。
第四条 渡船靠岸时应当鸣笛。
第五条 本办法由市水运局负责解释。
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("渡船的检验归谁管", "由市船检中心负责"),
        ("渡口的看护由谁负责", "渡口所在地的乡镇政府负责"),
        ("渡船票价由哪个部门核定", "市水运局负责渡船事务的统筹；承担渡船票价的核定"),
        ("甲市渡船管理办法由谁负责解释", "由市水运局负责解释"),
    ],
)
def test_sentence_says_who_where_no_list_of_units_does(ask_of: Callable[..., Ask], question: str, said: str) -> None:
    answer = ask_of(IN_PROSE)(question)
    assert (answer.refused, answer.kind) == (False, Kind.RESPONSIBILITY)
    assert said in answer.answer


def test_sentence_without_an_actor_says_not_who(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(IN_PROSE)("渡船靠岸鸣笛由谁负责")
    assert (answer.refused, answer.reason) == (True, Reason.NOT_STATED)
