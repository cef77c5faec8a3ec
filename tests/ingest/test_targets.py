"""Targets: a number with its indicator, unit of measure, comparator, and by when."""

import datetime as dt

import pytest

from ingest.targets import find_targets
from kb.commitments import Comparator, Target

END_OF_2027 = dt.date(2027, 12, 31)
EQUAL, RANGE = Comparator.EQUAL, Comparator.RANGE
AT_LEAST, AT_MOST = Comparator.AT_LEAST, Comparator.AT_MOST
MORE, LESS = Comparator.MORE_THAN, Comparator.LESS_THAN

ONE = {
    "以上": ("建成载体600家以上", "建成载体", 600, "家", AT_LEAST),
    "不低于": ("专业型载体比例不低于50%", "专业型载体比例", 50, "%", AT_LEAST),
    "不少于": ("开设不少于16个学时的课程", "开设课程", 16, "个学时", AT_LEAST),
    "超过": ("贷款规模超过100亿元", "贷款规模", 100, "亿元", MORE),
    "突破": ("产值突破1.5万亿元", "产值", 1.5, "万亿元", MORE),
    "不超过": ("班额不超过45人", "班额", 45, "人", AT_MOST),
    "控制在": ("辍学率控制在0.5%以内", "辍学率", 0.5, "%", AT_MOST),
    "以下": ("事故率降到2‰以下", "事故率降到", 2, "‰", AT_MOST),
    "低于": ("空置率低于5%", "空置率", 5, "%", LESS),
    "达到": ("教育覆盖面达到100%", "教育覆盖面", 100, "%", EQUAL),
    "达": ("占比达60%", "占比", 60, "%", EQUAL),
    "全角百分号": ("就业率达到90％", "就业率", 90, "%", EQUAL),
    "百分点": ("入学率提高2个百分点", "入学率提高", 2, "个百分点", EQUAL),
    "数在名词前": ("打造3个示范带", "打造示范带", 3, "个", EQUAL),
    "数在名词后": ("开发保险产品10个", "开发保险产品", 10, "个", EQUAL),
    "带引号的名词": ("建设“未来学院”5所", "建设“未来学院”", 5, "所", EQUAL),
    "千位分隔": ("培训教师1,200名", "培训教师", 1200, "名", EQUAL),
    "百万的千位分隔": ("投入1,234,567元", "投入", 1234567, "元", EQUAL),
    "余在万前": ("服务群众50余万人次", "服务群众", 50, "万人次", EQUAL),
    "多在万前": ("服务群众100多万人次", "服务群众", 100, "万人次", EQUAL),
    "工作日": ("审批时间压缩到5个工作日", "审批时间压缩到", 5, "个工作日", EQUAL),
    "名词里有数字": ("建设5G基站100座", "建设5G基站", 100, "座", EQUAL),
    "万人次": ("培训教师10万人次", "培训教师", 10, "万人次", EQUAL),
    "小数": ("每千人拥有床位4.7张", "每千人拥有床位", 4.7, "张", EQUAL),
    "余": ("集聚企业30余家", "集聚企业", 30, "家", EQUAL),
    "平方米": ("新增校舍面积5000平方米", "新增校舍面积", 5000, "平方米", EQUAL),
    "最多不超过": ("试点最多不超过六批", "试点", 6, "批", AT_MOST),
    "汉字以上": ("培训两次以上", "培训", 2, "次", AT_LEAST),
    "不超过几年": ("建设周期不超过5年", "建设周期", 5, "年", AT_MOST),
    "不超过汉字年": ("过渡期不超过三年", "过渡期", 3, "年", AT_MOST),
    "几分之几": ("占比不超过五分之一", "占比", 0.2, "", AT_MOST),
    "几分之几以上": ("覆盖三分之二以上的学校", "覆盖学校", 0.6667, "", AT_LEAST),
    "百分之几": ("占比达到百分之三十以上", "占比", 30, "%", AT_LEAST),
    "只有万": ("新增就业人数24万以上", "新增就业人数", 24, "万", AT_LEAST),
    "名次": ("质量排名进入前3位", "质量排名进入", 3, "位", AT_MOST),
    "汉字名次": ("质量位居全市前三", "质量位居全市", 3, "", AT_MOST),
    "百强": ("企业进入前100强", "企业进入", 100, "强", AT_MOST),
    "翻一番": ("规模翻一番", "规模", 1, "番", EQUAL),
    "汉字倍": ("产能增长一倍以上", "产能增长", 1, "倍", AT_LEAST),
    "不得超过": ("占比不得超过35%", "占比", 35, "%", AT_MOST),
    "不得少于": ("巡查每季不得少于3次", "巡查每季", 3, "次", AT_LEAST),
    "隔得远的不低于": ("费用不低于学校收入的5%", "费用不低于学校收入的", 5, "%", AT_LEAST),
    "及以上": ("优良率80%及以上", "优良率", 80, "%", AT_LEAST),
    "大于等于号": ("健康预期寿命≥71岁", "健康预期寿命", 71, "岁", AT_LEAST),
    "小于等于号": ("空置率≤5%", "空置率", 5, "%", AT_MOST),
    "汉字万亿": ("产值突破三千亿元", "产值", 3000, "亿元", MORE),
    "汉字亿没有单位": ("总量达到五千亿规模", "总量规模", 5000, "亿", EQUAL),
    "左右": ("投入增长8%左右", "投入增长", 8, "%", EQUAL),
    "每多少人": ("每10万人至少拥有5个书屋", "每10万人拥有书屋", 5, "个", AT_LEAST),
    "上年度的比例": ("可返还上年度缴费的50%", "可返还上年度缴费的", 50, "%", EQUAL),
    "补助的比例": ("按支出的50%予以补助", "按支出的予以补助", 50, "%", EQUAL),
    "投资门槛": ("投资额度1亿元以上", "投资额度", 1, "亿元", AT_LEAST),
    "倍": ("服务能力增长1倍", "服务能力增长", 1, "倍", EQUAL),
}


@pytest.mark.parametrize(("text", "indicator", "value", "uom", "comparator"), ONE.values(), ids=ONE.keys())
def test_number_is_read_with_all_that_it_means(
    text: str, indicator: str, value: float, uom: str, comparator: Comparator
) -> None:
    assert find_targets(text) == (Target(text, indicator, value, uom, comparator),)


RANGES = {
    "长横": ("形成3—5个品牌", 3, 5, "个"),
    "短横": ("形成3-5个品牌", 3, 5, "个"),
    "波浪": ("培育10～20家企业", 10, 20, "家"),
    "至": ("培育10至20家企业", 10, 20, "家"),
    "百分比": ("增长20—30%", 20, 30, "%"),
    "都带百分号": ("增长5%—8%", 5, 8, "%"),
    "万到亿": ("投资5000万元至1亿元", 0.5, 1, "亿元"),
    "都带万亿": ("产值100亿—200亿元", 100, 200, "亿元"),
}


@pytest.mark.parametrize(("text", "value", "upper", "uom"), RANGES.values(), ids=RANGES.keys())
def test_range_runs_from_its_value_to_its_upper_end(text: str, value: int, upper: int, uom: str) -> None:
    found = find_targets(text)
    assert [(t.text, t.value, t.upper, t.uom, t.comparator) for t in found] == [(text, value, upper, uom, RANGE)]


RAISED = {
    "由几提高到几": ("覆盖率由2020年的35%提高到50%以上", "覆盖率", 35, 50, "%", AT_LEAST),
    "从几降到几": ("平均用时从20个工作日压缩至5个工作日以内", "平均用时", 20, 5, "个工作日", AT_MOST),
    "名词在前": ("项目由24项重点工程调整增加为30项", "项目", 24, 30, "项", EQUAL),
    "单位不同": ("年产值由8000万元提高到1亿元", "年产值", None, 1, "亿元", EQUAL),
}


@pytest.mark.parametrize(
    ("text", "indicator", "baseline", "value", "uom", "comparator"), RAISED.values(), ids=RAISED.keys()
)
def test_number_that_is_raised_keeps_what_it_was(
    text: str, indicator: str, baseline: float | None, value: float, uom: str, comparator: Comparator
) -> None:
    expected = Target(text, indicator, value, uom, comparator, baseline=baseline)
    assert find_targets(f"{text}。") == (expected,)


SEVERAL = {
    "顿号分开": ("建设中心15家、平台50家。", [("建设中心", 15), ("平台", 50)]),
    "逗号分开": ("新建学校10所，改造食堂20个。", [("新建学校", 10), ("改造食堂", 20)]),
    "半角逗号后是三位数": ("新建学校10所,100间教室。", [("新建学校", 10), ("教室", 100)]),
    "半角逗号分开": ("新建学校10所,改造食堂20个。", [("新建学校", 10), ("改造食堂", 20)]),
    "括号里的一部分": (
        "建成载体600家以上（包括国家级载体200家以上），其中专业型不低于50%。",
        [("建成载体", 600), ("国家级载体", 200), ("专业型", 50)],
    ),
    "数名词里的份额": (
        "建设30家100%配备平台、100%配备经理人的孵化器。",
        [("建设孵化器", 30), ("配备平台", 100), ("配备经理人", 100)],
    ),
    "用和连着": ("建设学校50所和书屋150个。", [("建设学校", 50), ("书屋", 150)]),
    "数前的和": ("建设50所学校和150个书屋。", [("建设学校", 50), ("书屋", 150)]),
    "顿号不是变化": (
        "支付比例达到75%左右、报销比例提高到50%以上。",
        [("支付比例", 75), ("报销比例提高到", 50)],
    ),
    "括号里的累计": ("新增大棚2400户（累计约3600户）。", [("新增大棚", 2400), ("累计约", 3600)]),
    "顿号在括号里": ("支持70个县（市、区）创建示范。", [("支持县（市、区）创建示范", 70)]),
    "顿号在名词里": ("建设学院、书院等平台20个。", [("建设学院、书院等平台", 20)]),
}


@pytest.mark.parametrize(("text", "expected"), SEVERAL.values(), ids=SEVERAL.keys())
def test_each_number_of_a_sentence_is_a_target_of_its_own(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(t.indicator, t.value) for t in find_targets(text)] == expected
    assert [t.text for t in find_targets(text) if t.text not in text] == []


BY = {
    "到句末": ("到2027年，建设中心15家，平台50家。", [END_OF_2027, END_OF_2027]),
    "下一句不算": ("到2027年，建设中心15家。另建平台50家。", [END_OF_2027, None]),
    "各有期限": ("2026年，新增10家；2027年，新增20家。", [dt.date(2026, 12, 31), END_OF_2027]),
    "期限在后": ("新增10家，到2027年全部验收。", [None]),
    "分号以后仍算": ("到2027年，建设中心15家；平台50家。", [END_OF_2027, END_OF_2027]),
    "年份就在前面": ("2026年覆盖率达到60%，2027年覆盖率达到80%。", [dt.date(2026, 12, 31), END_OF_2027]),
    "没有年份": ("6月底前新增10家。", [None]),
}


@pytest.mark.parametrize(("text", "days"), BY.values(), ids=BY.keys())
def test_last_day_holds_to_the_end_of_its_sentence(text: str, days: list[dt.date | None]) -> None:
    assert [target.by for target in find_targets(text)] == days


def test_day_without_a_year_is_in_the_year_of_the_notice() -> None:
    assert [target.by for target in find_targets("6月底前新增10家。", 2026)] == [dt.date(2026, 6, 30)]


def test_number_that_comes_back_says_how_often() -> None:
    found = find_targets("每年组织活动500场，形成品牌3个。")
    assert [(t.indicator, t.value, t.every) for t in found] == [("组织活动", 500, "每年"), ("形成品牌", 3, None)]


RESPECTIVELY = {
    "共用的词在后": ("小学、初中入学率分别达到95%和90%", [("小学入学率", 95), ("初中入学率", 90)]),
    "各有各的词": ("食堂数量和床位数量分别增加8个、9张", [("食堂数量", 8), ("床位数量", 9)]),
}


@pytest.mark.parametrize(("text", "expected"), RESPECTIVELY.values(), ids=RESPECTIVELY.keys())
def test_numbers_that_are_listed_like_their_indicators_have_each_its_own(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert [(target.indicator, target.value) for target in find_targets(text)] == expected


EACH_DUE = {
    "年份在中间": ("充电桩数量到2026年底和2030年分别达到2万个和5万个", "充电桩数量"),
    "年份在前": ("到2026年底和2030年，新能源汽车分别达到10万辆和30万辆", "新能源汽车"),
    "年份连着": ("2026年、2030年绿地面积分别达到100公顷、120公顷", "绿地面积"),
    "没有到": ("非化石能源比重2026年和2030年分别提高到20%和25%", "非化石能源比重"),
}


@pytest.mark.parametrize(("text", "indicator"), EACH_DUE.values(), ids=EACH_DUE.keys())
def test_numbers_that_are_listed_like_their_years_have_each_its_own(text: str, indicator: str) -> None:
    found = [(target.indicator.removesuffix("提高到"), target.by) for target in find_targets(f"{text}。")]
    assert found == [(indicator, dt.date(2026, 12, 31)), (indicator, dt.date(2030, 12, 31))]


def test_years_and_numbers_that_do_not_match_are_not_paired() -> None:
    found = find_targets("用户到2026年底、2028年和2030年分别达到2万户和5万户。")
    assert [target.by for target in found] == [dt.date(2030, 12, 31)] * 2


NONE = {
    "说的是已有的": "聚焦102项重大工程",
    "两个及两个以上": "涉及两个及两个以上学校的",
    "序号": "第3个问题",
    "专有名词": "围绕“965”产业体系",
    "型号": "A4个人信息表",
    "汉字数": "设立三家分支机构",
    "年份": "2027年",
    "比例用冒号": "师生比不低于1：3",
    "给企业的钱": "给予最高50万元补贴",
    "一句里后面的钱": "对获奖学校给予5万元奖励，情况特殊的可提高至10万元",
    "每人多少钱": "按每人1500元标准发放",
    "从多少钱起": "附加扣除标准由1000元提高至2000元",
    "给钱的条件": "6个以上的每增加一个给予5000元奖补",
    "口号": "坚持“发现1户、解决1户”",
    "服务时间": "保障“7×24小时”服务",
    "已经做到的": "已建成学校120所",
    "打造了": "打造了24个示范县",
    "数后的已": "全市11个县已编完规划",
    "报告截至": "截至2026年底，建成学校396所，书屋40个",
    "单元格": "100%",
    "只是个数": "8个试点县区",
    "次数作形容": "一次性补助",
    "年龄": "16—24周岁的青年",
    "前三季度": "前三季度运行情况",
    "没有界限的汉字数": "三年行动，两个中心",
    "领钱的条件": "新增就业岗位满5个的",
    "办理期限": "3个月内办结",
    "没有数": "实现全覆盖",
    "空文本": "",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_other_numbers_are_no_targets(text: str) -> None:
    assert find_targets(text) == ()
