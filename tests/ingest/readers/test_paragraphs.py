"""Which lines of a page are one paragraph, where nothing is indented, as on a phone."""

import pytest

from ingest.readers.page.geometry import Line, Rect
from ingest.readers.page.paragraphs import Measure, goes_on

SIZE, PITCH, WIDTH = 20.0, 30.0, 600.0
MEASURE = Measure(0.0, WIDTH, PITCH)


def line(text: str, top: float, width: float = WIDTH) -> Line:
    return Line(text, Rect(0.0, top, width, top + SIZE), SIZE)


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        pytest.param("到2027年底，全市建成数据要素交易服务", "平台，培育企业50家。", True, id="句子接着"),
        pytest.param("建成平台。（责任单位：市数据局）", "（二）开放数据。", False, id="责任单位后是序号"),
        pytest.param("单位：市数据局；配合单位：各区政府）", "某市人民政府办公室", False, id="责任单位后是署名"),
        pytest.param("（市数据局牵头，市财政局配合）", "积极引进人才。", False, id="牵头配合后"),
        pytest.param("台账齐全（25分）", "三、日常管理", False, id="括号后是序号"),
        pytest.param("（以下简称《条例》）", "第三条的规定办理。", True, id="括号后引法条"),
        pytest.param("本通知第二部分（一）", "（二）项自印发之日起施行。", True, id="括号里是序号"),
        pytest.param("每年培养数据人才一千名", "三、保障措施", False, id="句号没有认出"),
        pytest.param("加快发展第一产业、第二产业、第", "三、第四产业", True, id="数字拆在两行"),
        pytest.param("加快发展一、", "二、三产业融合", True, id="顿号之后"),
        pytest.param("打造典型应用场景。", "二、重点任务", False, id="句号后是序号"),
        pytest.param("打造典型应用场景。", "到2027年全面建成。", True, id="句号后接着"),
    ],
)
def test_lines_of_one_paragraph(first: str, second: str, is_one: bool) -> None:
    assert goes_on(line(first, 0), line(second, PITCH), MEASURE, MEASURE) is is_one


@pytest.mark.parametrize(("first", "is_one"), [("打造典型应用场景。", False), ("打造典型应用场景", True)])
def test_a_wider_gap_behind_a_sentence_ends_the_paragraph(first: str, is_one: bool) -> None:
    assert goes_on(line(first, 0), line("到2027年全面建成。", 1.3 * PITCH), MEASURE, MEASURE) is is_one
