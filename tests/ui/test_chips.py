"""What a chip says of a citation: the path whole, of a title as much as fits a phone."""

import pytest

from kb.citations import Citation, CitedDocument
from kb.ui.words import chip_label

TITLE = "某市消防安全责任制实施办法"


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("第三条", "[1] 《某市消防安全责任制实施办…》 第三条"),
        ("第三章第十二条（二）", "[1] 《某市消防安全责任制…》 第三章第十二条（二）"),
        ("附件 第一部分第三章第十二条（二）", "[1] 《某市消防…》 附件 第一部分第三章第十二条（二）"),
    ],
)
def test_long_path_takes_the_place_of_the_title(path: str, label: str) -> None:
    document = CitedDocument("d1", TITLE, None, None)
    assert chip_label(Citation(1, document, path, None, "甲", 0, 1, None, "通知.txt")) == label
