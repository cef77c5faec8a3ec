"""What a question's words show to be asked: the cues, and what goes over from the questions before."""

import datetime as dt

import pytest

from kb.catalogue import Catalogue
from kb.questions import Question, carried, means_units_before, understand, with_units

TODAY = dt.date(2026, 11, 21)

CUES = {
    "谁管": ("科技保险归谁管？", "responsibility"),
    "谁负责": ("休学创业谁负责", "responsibility"),
    "哪个部门": ("挂牌上市对口哪个部门", "responsibility"),
    "哪几家": ("路演中心哪几家负责", "responsibility"),
    "责任单位": ("第10条的责任单位", "responsibility"),
    "错字": ("责任单位写成责认单位有哪些", "responsibility"),
    "哪些任务": ("市教育局负责哪些任务", "tasks"),
    "做什么": ("税务局要做什么", "tasks"),
    "几项": ("市人社局有几项任务", "tasks"),
    "什么时候": ("保险产品什么时候开发完", "deadline"),
    "哪年": ("种子基金哪一年到位", "deadline"),
    "期限": ("项目库的完成期限", "deadline"),
    "最迟": ("最迟要做到", "deadline"),
    "多少": ("入库项目多少个", "target"),
    "几家": ("建几家技术转移公司", "target"),
    "占比": ("专业型占比", "target"),
    "文号": ("意见的文号", "metadata_number"),
    "印发日期": ("68号文的印发日期", "metadata_printed"),
    "什么时候印的": ("方案什么时候印发的", "metadata_printed"),
    "成文日期": ("68号文的成文日期", "metadata_signed"),
    "抄送": ("68号文抄送哪些单位", "metadata_copied"),
    "主送": ("68号文主送哪些单位", "metadata_addressees"),
    "谁发的": ("意见是谁发的", "metadata_issuer"),
    "全称": ("68号文件全称", "metadata_title"),
    "执行期": ("方案的执行期", "metadata_period"),
    "从哪年到哪年": ("68号文从哪年管到哪年", "metadata_period"),
    "落款": ("68号文哪天落的款", "metadata_signed"),
    "索引号": ("68号文的索引号", "metadata_index"),
    "联合发文": ("方案是哪几个部门联合印发的", "metadata_issuer"),
    "目的": ("方案的目的", "purpose"),
    "牵头": ("基金谁牵头", "lead"),
    "怎么申请": ("补贴怎么申请", "procedure"),
    "电话": ("办公室电话", "contact"),
    "多少钱": ("一个项目给多少钱", "money"),
    "百分之几": ("收益分百分之几", "rate"),
    "有没有": ("第8项有没有团市委", "membership"),
    "能不能": ("老师能不能兼职", "yes_no"),
    "去年": ("去年实际办了几场", "actual"),
    "处罚": ("不达标怎么处罚", "penalty"),
    "问候": ("你好", "greeting"),
    "道谢": ("谢谢！", "greeting"),
}


@pytest.mark.parametrize(("question", "cue"), CUES.values(), ids=CUES.keys())
def test_cue_is_seen(catalogue: Catalogue, question: str, cue: str) -> None:
    assert cue in understand(question, catalogue, TODAY).cues


NOT_CUES = {
    "问数量不是问单位": ("建几家技术转移公司", "responsibility"),
    "问单位不是问期限": ("科技保险归谁管", "deadline"),
    "问内容不是问文号": ("孵化器怎么建", "metadata_number"),
}


@pytest.mark.parametrize(("question", "cue"), NOT_CUES.values(), ids=NOT_CUES.keys())
def test_cue_is_not_seen_where_it_is_not(catalogue: Catalogue, question: str, cue: str) -> None:
    assert cue not in understand(question, catalogue, TODAY).cues


YEARS = {
    "四位": ("到2027年的目标", (2027,)),
    "两位": ("27年的目标", (2027,)),
    "今年": ("今年的目标", (2026,)),
    "明年": ("明年的目标", (2027,)),
    "去年": ("去年的目标", (2025,)),
    "后年": ("后年的目标", (2028,)),
    "两个": ("2025年和2027年的目标", (2025, 2027)),
    "几年不是年份": ("三年的目标", ()),
    "没有": ("目标", ()),
}


@pytest.mark.parametrize(("question", "years"), YEARS.values(), ids=YEARS.keys())
def test_years_are_those_that_are_said_as_of_today(catalogue: Catalogue, question: str, years: tuple[int, ...]) -> None:
    assert understand(question, catalogue, TODAY).years == years


FOLDED = {
    "繁体": ("科技保險歸誰管", "科技保险归谁管"),
    "全角": ("６８号文　ＡＩ", "68号文ai"),
    "标签": ("<b>科技</b>保险", "科技保险"),
    "空白": ("科 技\n保险", "科技保险"),
}


@pytest.mark.parametrize(("question", "folded"), FOLDED.values(), ids=FOLDED.keys())
def test_question_is_folded_before_it_is_read(catalogue: Catalogue, question: str, folded: str) -> None:
    understood = understand(question, catalogue, TODAY)
    assert (understood.text, understood.folded) == (question, folded)


MISSING = {
    "别的城市": ("深圳的孵化器补贴", ("深圳",)),
    "别的国家": ("日本的创业政策", ("日本",)),
    "别的文件": ("99号文讲什么", ("99号文",)),
    "本市": ("武汉的孵化器", ()),
    "没有地名": ("孵化器补贴", ()),
}


@pytest.mark.parametrize(("question", "missing"), MISSING.values(), ids=MISSING.keys())
def test_names_that_the_corpus_lacks_are_said(catalogue: Catalogue, question: str, missing: tuple[str, ...]) -> None:
    assert understand(question, catalogue, TODAY).missing == missing


def after(catalogue: Catalogue, *questions: str) -> Question:
    """The last question as one that goes on from those before it."""
    *earlier, last = (understand(question, catalogue, TODAY) for question in questions)
    return carried(last, earlier)


def test_follow_up_takes_over_the_topic(catalogue: Catalogue) -> None:
    question = after(catalogue, "科技保险归谁管？", "那什么时候？")
    assert {concept.surface for concept in question.concepts} == {"科技", "保险"}
    assert question.asks("deadline")
    assert not question.asks("responsibility")


def test_follow_up_without_a_cue_asks_what_was_asked(catalogue: Catalogue) -> None:
    question = after(catalogue, "科技保险归谁管？", "那路演中心呢？")
    assert question.asks("responsibility")
    assert "路演" in {concept.surface for concept in question.concepts}


def test_follow_up_takes_over_the_task(catalogue: Catalogue) -> None:
    question = after(catalogue, "68号文第10项归谁？", "那什么时候？")
    assert (question.tasks, len(question.documents)) == ((10,), 1)


def test_follow_up_with_a_task_of_its_own_keeps_it(catalogue: Catalogue) -> None:
    assert after(catalogue, "68号文第10项归谁？", "那第11项呢？").tasks == (11,)


def test_nearest_question_lends_first(catalogue: Catalogue) -> None:
    question = after(catalogue, "科技保险归谁管？", "路演中心归谁管？", "那什么时候？")
    assert "路演" in {concept.surface for concept in question.concepts}
    assert "保险" not in {concept.surface for concept in question.concepts}


@pytest.mark.parametrize(
    "question", ["那什么时候完成", "其中哪些要钱", "他们还管什么", "和谁一起", "这项呢？", "里面专业型的要有几家"]
)
def test_follow_up_is_seen_by_its_opening(catalogue: Catalogue, question: str) -> None:
    assert understand(question, catalogue, TODAY).follows


@pytest.mark.parametrize("question", ["科技保险归谁管？", "市教育局负责哪些任务"])
def test_question_that_stands_alone_follows_nothing(catalogue: Catalogue, question: str) -> None:
    assert not understand(question, catalogue, TODAY).follows


def test_units_before_are_meant_by_a_pronoun_only(catalogue: Catalogue) -> None:
    assert means_units_before(understand("他们还负责哪些任务", catalogue, TODAY))
    assert not means_units_before(understand("市教育局还负责哪些任务", catalogue, TODAY))
    assert not means_units_before(understand("他们在哪", catalogue, TODAY))


def test_question_about_units_before_names_any_of_them(catalogue: Catalogue) -> None:
    question = with_units(understand("他们还负责哪些任务", catalogue, TODAY), ["市教育局", "团市委"])
    assert [unit.name for unit in question.units] == ["市教育局", "团市委"]
    assert (question.any_unit, question.concepts, question.follows) == (True, (), False)
