"""Which documents a question names: by number, by year and genre, by title; and which of them nobody has."""

import pytest

from ingest.parsing import parse_text
from ingest.readers import RawDocument
from kb.catalogue import Catalogue, Holding
from kb.questions.documents import blanked, named_documents, unknown_documents, with_full_numbers
from kb.text import fold

PLAN, OPINION = "68号文", "《市科技局关于推进全市科技众创孵化载体专业化提升的意见》"

NAMED = {
    "文号": ("武政办〔2025〕68号讲什么", [PLAN]),
    "文号用方括号": ("武政办[2025]68号讲什么", [PLAN]),
    "文号前有别的字": ("我说的是武政办〔2025〕68号", [PLAN]),
    "序号": ("68号文谁发的", [PLAN]),
    "序号加文件": ("68号文件谁发的", [PLAN]),
    "年份和文种": ("2021年那个意见谁发的", [OPINION]),
    "两位年份": ("21年的意见谁发的", [OPINION]),
    "两位年份和另一份": ("21年意见哪条提到共建，68号文里又是第几项", [PLAN, OPINION]),
    "期限不是年份": ("68号文到27年底的指标和意见", [PLAN]),
    "换了说法的题目": ("方案印发和孵化器意见隔多久", [OPINION, PLAN]),
    "政策不是题目": ("银行自己办孵化基地政策上支持吗", []),
    "年份和文件": ("2025年的文件谁发的", [PLAN]),
    "只有文种": ("那个意见谁发的", [OPINION]),
    "方案": ("方案管几年", [PLAN]),
    "三年行动": ("三年行动管几年", [PLAN]),
    "三年行动方案": ("三年行动方案管几年", [PLAN]),
    "三年行动计划": ("三年行动计划管几年", []),
    "两个文件里指明一个": ("两个文件里68号文谁发的", [PLAN]),
    "书名号里的全称": ("《武汉市推进以科技为支撑的高校师生创新创业三年行动方案（2025—2027年）》谁发的", [PLAN]),
    "书名号里的一部分": ("《三年行动方案》谁发的", [PLAN]),
    "两个文件": ("两个文件分别是谁发的", []),
    "没有指明": ("科技保险归谁管", []),
    "第几号不是文号": ("第68号任务", []),
}


@pytest.mark.parametrize("said", ["武政办2025-68", "武政办2025年68号", "武政办2025第68号"])
def test_number_in_short_is_made_whole(catalogue: Catalogue, said: str) -> None:
    assert with_full_numbers(f"{said}归谁", catalogue) == "武政办〔2025〕68号归谁"


@pytest.mark.parametrize("said", ["2025-68", "市办2025-68", "武政办2025年6月18日"])
def test_other_numbers_stay(catalogue: Catalogue, said: str) -> None:
    assert with_full_numbers(said, catalogue) == said


@pytest.mark.parametrize(("question", "names"), NAMED.values(), ids=NAMED.keys())
def test_named_documents_are_found(catalogue: Catalogue, question: str, names: list[str]) -> None:
    ids, _ = named_documents(fold(question), catalogue)
    assert [catalogue.by_id[document].short_name for document in ids] == names


def test_words_that_name_a_document_are_blanked_in_their_place(catalogue: Catalogue) -> None:
    folded = "请问68号文第10项归谁"
    _, rest = named_documents(folded, catalogue)
    assert rest == "请问    第10项归谁"


UNKNOWN = {
    "上一轮": ("上一轮方案的数字", ["上一轮方案"]),
    "前期不是": ("前期费用谁出，网上版在哪", []),
    "别的文号": ("武政办〔2024〕1号讲什么", ["武政办〔2024〕1号"]),
    "同一序号的别的文号": ("鄂政办〔2025〕68号讲什么", ["鄂政办〔2025〕68号"]),
    "别的序号": ("99号文讲什么", ["99号文"]),
    "别的标题": ("《不存在的办法》讲什么", ["《不存在的办法》"]),
    "有的文号": ("武政办〔2025〕68号讲什么", []),
    "有的序号": ("68号文讲什么", []),
    "有的标题": ("《三年行动方案》讲什么", []),
    "正文里的书名号": ("《市科技局关于推进全市科技众创孵化载体专业化提升的意见》谁审议的", []),
    "没有指明": ("科技保险归谁管", []),
}


@pytest.mark.parametrize(("question", "names"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_documents_that_nobody_has_are_said(catalogue: Catalogue, question: str, names: list[str]) -> None:
    assert list(unknown_documents(fold(question), catalogue)) == names


def test_blanks_keep_every_place() -> None:
    assert blanked("甲乙丙丁", [(0, 1), (2, 4)]) == " 乙  "
    assert blanked("甲乙", []) == "甲乙"


def held(*titles: str) -> Catalogue:
    notices = [parse_text(RawDocument(f"{title}\n一、总则\n内容。\n"), f"{title}.txt") for title in titles]
    return Catalogue(tuple(Holding(notice.source, notice) for notice in notices))


TITLES = ("甲市综合保税区发展意见", "甲市校园孵化载体建设意见", "甲市公共数据管理办法", "乙市政务数据管理办法")
BY_TITLE = {
    "标题里的词": ("孵化载体建设意见是谁发的", "甲市校园孵化载体建设意见"),
    "缩写": ("综保区发展意见讲什么", "甲市综合保税区发展意见"),
    "最长的词": ("政务数据管理办法第一条", "乙市政务数据管理办法"),
    "分不清": ("数据管理办法第一条", None),
    "不是文种": ("有什么办法", None),
    "别的意见": ("渔业意见是谁发的", None),
}


@pytest.mark.parametrize(("question", "title"), BY_TITLE.values(), ids=BY_TITLE.keys())
def test_words_before_the_genre_say_which_document(question: str, title: str | None) -> None:
    catalogue = held(*TITLES)
    ids, _ = named_documents(question, catalogue)
    assert [catalogue.by_id[document].title for document in ids] == ([title] if title else [])


def test_of_several_notices_of_one_issuer_that_whose_title_is_repeated_is_meant() -> None:
    titles = (
        "国务院关于渔业资源保护的意见",
        "国务院关于内河航运发展的意见",
        "国务院办公厅关于体育竞赛表演产业的指导意见",
    )
    catalogue = held(*titles)
    found, _ = named_documents("国务院的意见对体育竞赛表演产业怎么说", catalogue)
    assert [catalogue.by_id[each].title for each in found] == [titles[2]]
    assert len(named_documents("国务院的意见说了什么", catalogue)[0]) == 2
