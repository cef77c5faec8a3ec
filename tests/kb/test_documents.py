"""Document numbers: agency, year, serial number, in one way of writing."""

import pytest

from kb.documents import DocumentNumber

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
