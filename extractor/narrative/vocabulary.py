"""The words around numbers on these forms: units, comparators, and what surrounds a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractor.model import Comparator


def listed(words: str) -> tuple[str, ...]:
    """Words with blanks between them."""
    return tuple(words.split())


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


#: Classifiers: what is counted stands behind them (12个乡镇), or before the number (隐患45处).
CLASSIFIERS = frozenset(
    listed("""
    个 名 位 家 所 座 处 项 件 台 台套 套 辆 艘 架 条 根 支 只 头 羽 株 棵 份 册 本 张 盏 眼 口
    间 栋 幢 扇 批 种 类 部 篇 面 块 片 幅 枚 颗 盒 箱 桶 瓶 袋 包 门 款 组 队 宗 起 例 路 段 把
    顶 尊 艺 樘
""")
)
#: Measures and counts that say themselves what is counted, as a rule after it (培训210人次).
MEASURES = frozenset(
    listed("""
    卷 页 幅次 轮次 ㎏ 人 人次 人天 人份 户 户次 次 场 场次 期 批次 台次 台班 车次 班次 架次
    件次 册次 家次 户数 剂次 剂 针 轮 遍 趟 单 笔 公里 千米 米 毫米 厘米 平方米 平方公里 平米 ㎡
    m² m2 立方米 立方 m³ 亩 亩次 公顷 千克 公斤 克 吨 升 毫升 度 千瓦 千瓦时 兆瓦 小时 分钟 天
    人年 年 个月 周 岁 学时 课时 个工作日 工作日 km kg 万元/人 分 倍 百分点 个百分点 GB TB MB
    美元 欧元 日元 港元
""")
)
DURATIONS = frozenset({"年", "个月", "天", "周", "小时", "分钟", "个工作日", "工作日", "岁"})
MONEY = frozenset({"元", "圆"})
RATES = frozenset({"%", "‰", "成"})
#: Units that are written in more than one way.
SAME_UNIT: Mapping[str, str] = {
    "个百分点": "百分点", "㎏": "千克", "㎡": "平方米", "m²": "平方米", "m2": "平方米",
}  # fmt: skip
SCALES: Mapping[str, int] = {
    "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10,
    "千亿": 11, "万亿": 12,
}  # fmt: skip

_AT_LEAST = listed("不低于 不得低于 不少于 不得少于 不小于 至少 大于等于 大于或等于 ≥ >= ≧")
_AT_MOST = listed("""
    不超过 不得超过 不超出 不高于 不得高于 不多于 不大于 至多 最多 控制在 小于等于 小于或等于
    ≤ <= ≦
""")
BEFORE: Mapping[str, Comparator] = {
    **dict.fromkeys(_AT_LEAST, "≥"),
    **dict.fromkeys(_AT_MOST, "≤"),
    **dict.fromkeys(listed("超过 超出 高于 大于 多于 突破 逾 超 >"), ">"),
    **dict.fromkeys(listed("低于 小于 少于 不足 不到 未达到 未达 <"), "<"),
    **dict.fromkeys(listed("大约 约为 约 近 接近 将近 大致 大概 ≈"), "≈"),
    "=": "=",
}
AFTER: Mapping[str, Comparator] = {
    **dict.fromkeys(listed("以上 及以上 或以上"), "≥"),
    **dict.fromkeys(listed("以下 及以下 以内 之内"), "≤"),
    **dict.fromkeys(listed("左右 上下"), "≈"),
}
#: Between what is counted and its number, saying nothing about either.
COPULAS = listed("""
    达到 达成 达 为 是 有 到 至 共计 总计 合计 累计 共 计 总共 均 都 皆 全 已 了 仅 只 就 可
    可达 由 从 在 保持在 稳定在 分别 分别为 提高到 提高至 提升到 提升至 上升到 上升至 增长到
    增长至 增加到 增加至 下降到 下降至 降低到 降低至 减少到 减少至 降到 降至 缩短到 缩短至
    扩大到 扩大至 实现 :
""")
#: A number per head or per year: 补助标准为每人每月350元.
EACH = r"每(?:平方米|公里|季度|人次|\p{Han})"
#: A level told as a multiple of another one: 产值是上年的1.2倍.
MULTIPLE = r"(?:是|为|相当于)(?:上年|去年|往年|上一年)(?:同期)?的"
RISES = listed("""
    增长 增加 提高 提升 上升 上涨 上浮 增幅 增幅达 下降 降低 减少 压减 压缩 缩减 下滑 回落 下浮
    降幅 超额 超额完成
""")
AGAINST = r"(?:比|较|同比|环比|相比)"
#: Before what is counted, and no part of its name.
LEADS = (
    r"我[区县市省镇乡局院校馆]|全[省市县区镇乡国局院校]共?|本年度|本年|本期|今年|去年|上年|当年|年内|全年(?!预算|执行|安排)|"
    r"上半年|下半年|每年|每季度|每月|每人|目前|截至目前|截止目前|现已|已经|已|现(?!有)|累计|总计|合计|共计|共|总共|其中|同时|并且|"
    r"并|且|也|还|又|另外|另|以及|以|和|及(?![时格])|与|或|对|为|向|给|将|把|使|让|实现|确保|保障|保持|给予|做到|力争|预计|预期|拟|计划|下年|明年|通过|"
    r"连续|先后|分别|约|大约|近|每|按照|按(?![期时])|根据|可|能|其他"
)
#: Verbs before what is counted; rates keep them (培训合格率).
VERBS = listed("""
    组织 举办 开展 召开 开办 完成 覆盖 受益于 惠及 发放 拨付 采购 购置 购买 新建 新增 新购 建成
    建设 安装 铺设 维修 修缮 改造 处理 办理 受理 查处 发现 整改 接待 出动 资助 救助 检测 抽检
    出具 编印 印发 报送 储存 储备 涉及 培训 检查 服务 走访 慰问 联通 提供 制作 签订 取得 获得
    形成 解决 化解 调解 审核 完善 更新 更换 清理 清运 种植 栽植 创建 打造 安置 帮扶 降低 增加
    投放
""")
#: Names too general to stand without their verb: 投入资金, 发放金额.
GENERAL = frozenset(
    listed("""
    资金 金额 经费 面积 总额 数量 人数 人次 次数 期数 率 总数 里程 规模 标准 总量 数 额 项目
    合计 人员 情况 任务
""")
)
#: Where the name of a thing counted ends: 300名学生|发放补贴.
STOPS = listed("""
    的 和 与 及 或 等 并 已 均 都 以 为 在 将 由 实现 开展 进行 发放 提供 参加 参与 得到 获得
    取得 接受 享受 用于 全部 投入 免费 实行 全天 流标 延后 完成 通过 达到 表示 建成 纳入 通水
    通车 受益 排名 位居 实施 进入 按期 顺利 正常 正在 尚未 未 需 可 因 被 使 让 对 给 从 较 比
""")
#: Units of slogans, not of anything counted.
SLOGANS = (
    r"四套班子|两个(?:确立|维护|责任|一百年)|四个(?:意识|自信|全面|不摘)|三个(?:代表|务必|区分开来)|[一二三四五六七八九]个一|"
    r"八项规定|十项措施|三年行动|百日攻坚|五位一体|一件事|一个(?:窗口|平台|中心)"
)
#: What makes a number without a unit of its own an amount: 投入5000万.
MONEY_WORDS = ("资金", "投入", "支出", "经费", "拨款", "预算", "投资", "补助", "金额", "收入")
#: What a rate is called by at its end.
RATE_ENDS = ("率", "度", "比例", "占比", "比重", "比", "进度", "程度", "面", "指标值", "水平")
