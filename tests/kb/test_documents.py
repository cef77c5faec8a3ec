"""Document numbers: agency, year, serial number, in one way of writing."""

import pytest

from kb.documents import Document, DocumentNumber, Relation, RelationKind

NUMBERS = {
    "六角括号": ("某教发〔2026〕12号", ("某教发", 2026, 12)),
    "方括号": ("某教发[2026]12号", ("某教发", 2026, 12)),
    "全角方括号": ("某教发［2026］12号", ("某教发", 2026, 12)),
    "方头括号": ("某教发【2026】12号", ("某教发", 2026, 12)),
    "圆括号": ("某教发（2026）12号", ("某教发", 2026, 12)),
    "半角圆括号": ("某教发(2026)12号", ("某教发", 2026, 12)),
    "有空格": ("某教发 〔 2026 〕 12 号", ("某教发", 2026, 12)),
    "号前空格": ("武政办〔2025〕68 号", ("武政办", 2025, 68)),
    "第几号": ("国发〔1999〕第3号", ("国发", 1999, 3)),
    "在句中": ("（武政办〔2025〕68号）", ("武政办", 2025, 68)),
    "前面的一个": ("武政办〔2025〕68号、武政〔2024〕3号", ("武政办", 2025, 68)),
    "年份不对": ("某教发〔1826〕12号", None),
    "没有号字": ("某教发〔2026〕12", None),
    "没有机关": ("〔2026〕12号", None),
    "机关只有一字": ("发〔2026〕12号", None),
    "没有年份": ("第12号", None),
    "空": ("", None),
}


@pytest.mark.parametrize(("text", "expected"), NUMBERS.values(), ids=NUMBERS.keys())
def test_document_number_is_read_in_every_bracket(text: str, expected: tuple[str, int, int] | None) -> None:
    number = DocumentNumber.parse(text)
    assert (number and (number.agency, number.year, number.serial)) == expected


def test_document_number_is_written_in_one_way() -> None:
    written = {
        str(DocumentNumber.parse(text)) for text, expected in NUMBERS.values() if expected == ("某教发", 2026, 12)
    }
    assert written == {"某教发〔2026〕12号"}


OLD = Document("校园办法", "某政发〔2018〕3号", notice_title="某市政府关于印发《校园办法》的通知")
CITED = {
    "文号": (None, "某政发[2018]3号", True),
    "别的文号，标题一样": ("校园办法", "某政发〔2017〕3号", False),
    "方案的标题": ("校园办法", None, True),
    "通知的标题": ("某市政府关于印发〈校园办法〉的通知", None, True),
    "通知的标题，没有机关": ("关于印发〈校园办法〉的通知", None, True),
    "通知的标题，不带书名号": ("某市政府关于印发校园办法的通知", None, True),
    "别的标题": ("食堂办法", None, False),
    "标题的一部分": ("办法", None, False),
}


@pytest.mark.parametrize(("title", "number", "is_it"), CITED.values(), ids=CITED.keys())
def test_relation_cites_a_document_by_number_else_by_title(title: str | None, number: str | None, is_it: bool) -> None:
    assert Relation(RelationKind.REPEALS, title, number, "").cites(OLD) is is_it


def test_relation_cites_no_document_without_a_title() -> None:
    assert not Relation(RelationKind.REPEALS, None, "某政发〔2018〕3号", "").cites(Document(""))
