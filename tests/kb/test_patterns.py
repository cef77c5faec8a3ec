"""The long patterns of questions and answers: words that each alternative is for, and words that it is not for."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import kb.answering
import kb.questions
from tests.kb.alternatives import alternatives

LONG = 90


def each(*lines: str) -> list[str]:
    """The words of these lines."""
    return " ".join(lines).split()


GENRES = each("三年行动 行动计划 实施方案 指导意见 暂行办法 若干措施 方案 意见 规定 细则 计划 规划 条例")
PATTERNS = {
    ("answering.targets", "_OVERDUE"): (
        [
            "哪些目标已经到期",
            "有哪些指标过期了",
            "到期的目标",
            "过期了的指标有",
            "什么指标逾期了",
            "逾期的任务有",
            "哪些任务到期了",
        ],
        ["目标年限到期了", "任务什么时候到期"],
    ),
    ("questions.documents", "_YEAR_OF_DOCUMENT"): (
        [f"2021年的{kind}" for kind in ("文件", "意见", "通知", "方案", "公文", "附件", "附表", "文里", "那份")]
        + ["2021年和2025年的文件", "2021年推进孵化载体专业化那个文"],
        ["2021年有几家", "2025年武昌区计划建多少家"],
    ),
    ("answering.conditions", "ONLY_ONE"): (
        [
            *each("独一家负责 单打独斗的 教育局一家扛"),
            "只有一家",
            "单独负责的",
            "独自负责的",
            "独家负责的",
            "由财政局一家",
            "一家责任单位",
            "单个部门",
            "一个单位",
        ],
        ["两家单位", "哪家单位"],
    ),
    ("answering.conditions", "_UNIT_COUNT"): (
        ["不少于三家单位的任务", "责任单位超过5个的"],
        ["第三个单位", "哪几家单位"],
    ),
    ("answering.conditions", "_PLACE"): (["排第二的单位", "头一个", "最后一家"], ["第二项任务"]),
    ("answering.conditions", "_MENTIONED"): (["没有提到“育苗”的任务"], ["提交材料"]),
    ("questions.sections", "_NTH_OF_A_KIND"): (
        ["第四个工程", "第四大块工程", "第(四)和第(五)两个工程", "第2、3个工程"],
        ["四个工程", "第四项"],
    ),
    ("answering.numbers", "_EVERY_TARGET"): (["三个指标", "所有目标", "指标四个数"], ["几个区", "指标是多少"]),
    ("questions", "_TODAY"): (
        ["现在是2026年11月21日", "今天是11月21日", "现在都26年底了", "眼看2026年都要过完了"],
        ["2026年底要建成几家", "现在有几家"],
    ),
    ("answering.conditions", "_WITH_TARGETS"): (["没有量化目标的", "有具体的数字指标", "量化任务"], ["有哪些目标"]),
    ("answering.figures", "VERSUS"): (
        [
            "比硚口区多1家",
            "比江汉区少十个",
            "东区和西区比谁多",
            "多还是少",
            "高还是低",
            "东区跟西区比",
            "谁的多",
            "比较一下",
            "对比",
            "比一比",
            "相比",
            "比西区还少吧",
        ],
        ["东区和西区的比例", "东区有几家"],
    ),
    ("answering.figures", "DIFFERENCE"): (
        [
            *each("东区比西区多多少 相差几家 差几家 差额 多了几家 隔几个 减去西区数量的结果 数目之差 算个差"),
            *each("东区离西区还欠多少 甲区总量-乙区总量"),
        ],
        ["东区有多少家"],
    ),
    ("answering.measures", "SUM"): (
        each(
            "加起来 加总 汇总 一块有多少 统共 拢共 总数 总和 一共 合起来 总共 合计 之和 加在一起 总计 共有几家",
            "相加 打捆 拢总 捏拢 归拢 捆一起",
        ),
        ["共同负责"],
    ),
    ("answering.measures", "GROWTH"): (
        each(
            "增加 新增 增幅 涨幅 再添 加得 要加多少 新建 净增 增量 再建 还要建 还差 差多少家 从多少家涨到多少家",
            "增长 多建 多出来 多出多少 差距 差额 缺口 减掉原有 离目标 翻一下 新添 比现在要多",
            "要补几家 涨了多少 增得最少 涨百分之几 从现在的多少家涨到多少家 从现有几家到几家 从目前的几家到多少",
            "从如今多少到几家",
        ),
        [
            "翻一番",
            "现有几家",
            "最大值和最小值相差多少",
        ],
    ),
    ("answering.grid", "GOAL"): (
        [*each("目标 任务 要建 建到 要做到 要达到 计划 指标"), "2025年要多少", "25年要干到多少"],
        ["2025年底现有几家"],
    ),
    ("answering.told", "_SAID_TO_STATE"): (["文件说每人发10万块", "听说奖50万元"], ["能贷10万元吗"]),
    ("answering.measures", "SHARE"): (
        ["占全市", "比例", "比重", "百分之几", "占比", "%", "几成", "三分之一", "一半"],
        ["几家"],
    ),
    ("answering.measures", "OF_TOTAL"): (
        [
            "占全市的几成",
            "占了总数多少",
            "全市的载体里它占多少",
            "全市国家级的几成",
            "全市载体的百分之几",
            "除以全市的数",
            "超过全市一半",
        ],
        ["占本区现有的几成", "全市有几家"],
    ),
    ("answering.granted", "_MORE_THAN"): (
        ["江岸区比江汉区多10家", "汉阳比硚口还高", "江岸比汉阳多两倍", "新洲比黄陂少了1个", "武昌比洪山低"],
        ["江岸区比江汉区哪个更高"],
    ),
    ("answering.membership", "_DENIED"): (
        [f"{word}市教育局，对吗" for word in each("没 没有 无关 不相干 没关系")]
        + [f"市教育局不{word}这项，是吗" for word in each("用 消 算 含 包括 在 归 由 参与 参加 负责 管 需要")]
        + [f"没有市教育局{tag}" for tag in each("吧 ，对吧 ，是吧 ，对不对 ，是不是 ，没错 ，是这样吗")]
        + [f"是不是{word}市教育局" for word in each("没 没有 不归 不含 不包括 不在 不参与 不负责 不用 不管")],
        ["有没有市教育局，对吗", "市教育局参与吗"],
    ),
    ("answering.metadata", "_REPEALED_OF_YEAR"): (
        [f"{word}了2021年的意见" for word in each("废止 作废 取代 替代 代替 取消 废除 废掉")]
        + ["废了21年意见"]
        + [f"把2021年的意见{word}了" for word in each("废 作废 取代 替代 代替 取消")],
        ["2024年废止了哪些文件"],
    ),
    ("answering.membership", "_IS_AMONG"): (["包括\uffff", "\uffff参与", "\uffff吗"], ["\uffff的电话"]),
    ("answering.named", "_IN_SECTION"): (
        ["第（三）条", "第二点", "打头的", "最后一点", "工程里排第三位的任务"],
        ["第三项"],
    ),
    ("answering.clauses", "_SO_MANY"): (["哪三条措施"], ["第三条措施"]),
    ("answering.metadata", "_CLAIMED_ISSUER"): (
        ["是市科技局发的吧", "由市政府出台的吗", "既然是市科技局印发的"],
        ["是哪个局发的", "市科技局发的补贴"],
    ),
    ("answering.premises", "_CLAIMS"): (
        each("是20家吧 为什么 为何 凭什么 是不是 对不对 对吧 是吗 怎么把 怎么要 怎么会不 都得 既然 听说 据说")
        + each("收费标准 怎么收费 如何计费 没错 属实 是这个理 是这话 真的假的"),
        ["建几家", "归谁管"],
    ),
    ("answering.compared", "_BY_NUMBER"): (
        ["第18项比第17项多几家", "少几家", "两项谁多", "哪一项的责任单位更少"],
        ["哪些单位，多少家", "责任单位有多少家"],
    ),
    ("answering.figures", "UNLIKE"): (
        ["哪一项不一样", "不同的是哪个", "差别在哪", "任务有什么差别"],
        ["一样多", "差几家"],
    ),
    ("answering.premises", "_AMOUNT"): (["建成20个"], ["第20个", "10个人民政府"]),
    ("questions.follow_ups", "_NEXT_TASK"): (["下一项", "那下一个阶段", "上一个呢"], ["一下", "后来"]),
    ("answering.prose", "_NO_UNIT"): (
        each(
            "对隐瞒事故的单位 单位应当 区政府进行 各方提供 甲局会同乙局"
            " 各区负责 市局牵头 渡口布局 社会 机会 大会 集会 场所 平台 团队 城乡 园区"
        ),
        ["市水运局"],
    ),
    ("answering.prose", "_VERB"): (
        each(
            "应当 要 为成员单位 具体 主要 统一 共同 分别 依法 依照 按 作为 落实 各项 牵头 责令 决定 召集 主持"
            " 批准 同意 发布 公布 出具 提供 开展 推进 建立 强化 加强 处置 处理 救助 分配 发放 结算"
        ),
        ["渡口"],
    ),
    ("answering.prose", "_NAMES_ACTOR"): (["渔业局牵头", "由渔民协会组织"], ["鼓励渔民参加"]),
    ("answering.ranking", "_RANK"): (["排全市第三", "第三名", "倒数第二"], ["第三项任务"]),
    ("answering.ranking", "_TOP"): (["前三名", "哪三个区", "最多的三个"], ["三个区"]),
    ("answering.filtering", "_COMPARED"): (["超过20家", "20家以上", "连10家都不到", "比40家多的"], ["20家"]),
    ("answering.filtering", "OF_COLUMNS"): (["国家级比专业型多", "专业型目标超过现有的还多"], ["比专业型多"]),
    ("answering.filtering", "_BETWEEN"): (["10到20家之间"], ["10家20家"]),
    ("answering.ranking", "_LEAST"): (
        ["最少的区", "最小", "垫底", "倒数", "末位", "最近", "最轻", "最弱", "后三名"],
        ["最少要占", "最低到多少"],
    ),
    ("answering.granted", "_CLAIMED_EXISTING"): (["现有20家"], ["要建20家"]),
    ("answering.filtering", "_EQUAL"): (["正好20家", "正好25的", "指标是2", "写着“2”的"], ["超过20家"]),
    ("answering.lacks", "_ASKED_MEASURE"): (["多少人"], ["多少名额", "多少评委", "哪几天"]),
    ("answering.tallies", "_MOST"): (["承担任务最多的单位", "哪个单位参与最少"], ["最多的是哪个区"]),
    ("answering.tallies", "_TIMES"): (["哪个单位只出现三次"], ["出现三次的词"]),
    ("answering.deadlines", "_TIME"): (
        ["三年", "10个工作日", "9:30", "期满", "公布之日", "抽样后即放行", "当场办结", "立即受理"],
        ["年限"],
    ),
    ("questions.asking", "_ASKS"): (
        each(
            "谁管 哪家 什么 啥 多少 多久 多大 多长 怎样 咋办 如何 是否 可否 能否 何时",
            "有吗 行不行 有没有 你说对不 给我名单 发我 电话给一个 列出名单 列一下 要开发几个 能贷几年 有优惠没",
            "要有几只",
        ),
        ["想去公司", "有好几个"],
    ),
    ("questions", "_FOLLOWS"): (
        [
            "那期限呢",
            "他们还管什么",
            "归它们吗",
            "这两份文件",
            "还差几家",
            "和这里面的",
            "跟这些单位",
            "国家级的又是几家",
            "期限呢？",
            "里面有它吗",
            "所以比江汉还少吧",
            "江汉区的拿来比一下",
            "减掉江汉区的",
            "市教育局也在其中吗",
            "具体支持哪些活动",
        ],
        ["科技保险归谁管", "比一比江岸和江汉"],
    ),
    ("questions.documents", "_GENRES"): (
        GENRES,
        ["行动起来", "通知"],
    ),
    ("questions.documents", "_TITLED"): (
        [*GENRES, "政策", "文件", "通知", "公文"],
        ["行动起来"],
    ),
    ("answering.rows_asked", "_LEAST_SHARE"): (["至少占几成", "占比最低是多少"], ["占几成"]),
    ("answering.told", "_SAID_TO_LIMIT"): (["方案规定学生休学创业最长五年"], ["方案的执行期是三年", "最长五年吗"]),
    ("answering.told", "_SAID_TO_GIVE"): (
        ["方案里答应给每个学生发的那台电脑，去哪领", "意见让孵化器向区里交的保证金，什么时候退"],
        ["方案里写的补贴，去哪领", "老师说给个电脑，去哪领"],
    ),
    ("questions.asking", "_HUNDREDS"): (["六百家", "一千五百个", "百场活动"], ["百家企业", "上百场", "第六百个"]),
    ("questions.sections", "_NTH"): (["排第四的", "第（四）个是", "第二叫"], ["排第四的那条", "四个"]),
    ("answering.granted", "_CLAIMED"): (
        ["是35家", "20个", "写的35，没错吧", "28是吧"],
        ["2025年，对吧", "2025，对吧", "序号4是吧", "附件1，是吧"],
    ),
    ("answering.tasks", "_OF_WORK"): (
        [
            "哪些事",
            "有几处",
            "多少项",
            "什么活",
            "哪些差事",
            "份内的",
            "活儿",
            "任务",
            "条目",
            "事项",
            "揽了",
            "捋一捋",
            "角色",
            "都有啥",
        ],
        ["哪些文件", "几点下班", "董事长"],
    ),
    ("questions", "_CONTACTED"): (
        ["跟哪些部门对接", "找谁联系", "与市里什么单位沟通"],
        ["找哪些企业对接", "跟什么平台对接"],
    ),
    ("questions", "_HEAD"): (
        [
            "台账用：责任单位",
            "审计核对：责任单位",
            "外地孵化器问一句：截止到哪年",
            "要往上报材料，确认一下：是财政局管吗",
        ],
        ["有用吗：想问", "核对一下名单"],
    ),
    ("answering.filtering", "HALF"): (["超过一半", "过半", "一半都不到", "不足总量的50%"], ["一半是多少"]),
    ("answering.premises", "_UNAPPROVED"): (["没有学校批准", "审批都免了"], ["经学校批准"]),
    ("questions", "_USE"): (["写论文用", "写材料这么抄"], ["应用", "做成果应用"]),
    ("answering.targets", "_ALL_OF_THEM"): (
        ["指标有哪些", "目标一共几个", "所有跟1000有关的指标", "凡是目标数恰为500的"],
        ["指标是多少"],
    ),
    ("questions.clauses", "_TASK"): (["第十项任务"], ["十项任务", "任务3个"]),
    ("questions.clauses", "_TASK_LIST"): (
        ["第1、2、3项", "3和5项", "5号和6号这两条"],
        ["第3项", "2025年和2027年", "5号和6号楼"],
    ),
    ("questions.clauses", "_POINT_OF"): (["“三”下面第二小点"], ["“双创”里的第二条"]),
    ("questions.clauses", "_PART"): (["第二部分的（三）"], ["一部分"]),
    ("questions.units", "_EXCLUDED_AFTER"): (
        ["之外的", "不参与的", "没参加的", "未列的", "不是责任单位的", "没有出现的"],
        ["参与的", "是责任单位的"],
    ),
    ("answering.grid", "EXISTING"): (
        each(
            "现有 原有 原来有 原先有 原来几家 当初 手头 现在 眼下 目前 如今 已有 当前 存量 现存 已经有 眼前 既有",
            "那会 那时 当时 底数 起步时 起始 基数",
        ),
        ["原来的规定", "将来"],
    ),
    ("answering.presumed", "_PRESUMED"): (
        ["\uffff是第8项的责任单位,", "由\uffff负责", "\uffff管校友那条,", "责任单位定成了\uffff,", "既然归\uffff"],
        ["\uffff管什么"],
    ),
    ("answering.relevance", "_POINTS_ALONE"): (
        ["那个我能申请", "上述单位分工", "我这种情况能申请不", "我符合条件吗"],
        ["那个平台归谁管", "上述单位都参与"],
    ),
    ("answering.told", "_LIMIT"): (["最长五年", "三年内"], ["三年行动"]),
    ("answering.told", "_GRANTED"): (["免租三年", "10%淘汰率", "毕业超过5年就领不了"], ["三年行动", "不低于50%"]),
    ("questions", "_WHO_ASKS"): (["我是学生,", "我爸在市财政局上班,"], ["我想创业"]),
    ("questions.sections", "_SO_MANY"): (["科技金融那五项", "金融五项中"], ["五项任务"]),
    ("answering.conditions", "NO_DEADLINE"): (
        ["没有写明期限", "没写时限", "没有定2027年目标", "没写每年", "未注明哪年"],
        ["有没有年年要完成的", "没完成指标"],
    ),
    ("answering.conditions", "QUOTED"): (["没写“育苗”的", "讲的是“先用后付”"], ["“育苗”归谁"]),
    ("answering.grid", "_EXCLUDED"): (["除了江岸区，谁最多", "刨掉东湖高新，剩下"], ["江岸区除以全市"]),
    ("answering.grid", "_FIGURE_WORDS"): (
        each("最多 高出 合计 平均 中位 超过 以上 接近 达到 目标 任务 相同 一样 一致 数量 新增 筛选 条件 结果 从高 区"),
        ["校友"],
    ),
    ("answering.selection", "_JOINED"): (
        [
            *each("甲和乙 连同 两项 各由 又由谁 那条、 还有 以及 分别 加上 又建"),
            "一是学科,二是评价",
            "甲的归谁,乙的呢",
        ],
        ["又怕"],
    ),
    ("answering.lacks", "_PER_PERIOD"): (["一个月办几场", "每年建多少"], ["哪一年要办多少场", "休一年"]),
    ("answering.told", "_CLAIMED"): (
        ["最长三年", "至少5人", "不得小于2000平方米", "每月发3000元", "一张面值一万元"],
        ["三年行动方案", "给的期限是2030年"],
    ),
    ("answering.deadlines", "_HOW_LONG_LEFT"): (
        ["倒计时", "剩余时间", "余下几天", "留给我多久", "还有多长时间", "离结束几个月"],
        ["多久一次"],
    ),
    ("questions", "_DATE"): (["今天2026年11月21日", "2026-11-21起算", "2026.11.21"], ["2026年11月"]),
    ("questions.sections", "_LAST_OF_A_KIND"): (["最后一个工程", "倒数第二个工程", "后三个工程"], ["第三个工程"]),
    ("questions.units", "_EXCLUDED_BEFORE"): (
        ["没有", "没", "不带", "不含", "不归", "除了", "撇开", "不涉及", "没写", "未列", "找不到", "不见", "去掉有"],
        ["有没有", "有"],
    ),
    ("questions.units", "_UNKNOWN"): (["市渔业局", "远洋集团"], ["市委员"]),
}


def long_patterns() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    for package in (kb.answering, kb.questions):
        names = [
            package.__name__,
            *(f"{package.__name__}.{module.name}" for module in pkgutil.iter_modules(package.__path__)),
        ]
        for name in names:
            for constant, value in vars(importlib.import_module(name)).items():
                if isinstance(value, re.Pattern) and len(value.pattern) > LONG:
                    yield name.removeprefix("kb."), constant, value


FOUND = {(module, constant): pattern for module, constant, pattern in long_patterns()}


@pytest.mark.parametrize("key", PATTERNS, ids=".".join)
def test_every_alternative_of_a_long_pattern_has_words_that_it_is_for(key: tuple[str, str]) -> None:
    meant, not_meant = PATTERNS[key]
    pattern = FOUND[key].pattern
    assert [a for a in alternatives(pattern) if not any(re.search(a, words) for words in meant)] == []
    assert [words for words in meant if not re.search(pattern, words)] == []
    assert [words for words in not_meant if re.search(pattern, words)] == []


def test_every_long_pattern_has_examples() -> None:
    shown = {FOUND[key].pattern for key in PATTERNS}
    assert [key for key, pattern in FOUND.items() if pattern.pattern not in shown] == []
