"""The indicator table of 项目支出绩效自评表: levels, targets, weights and scores."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from corpus.generator.chance import Chance
from corpus.generator.numbers import Figure, rounded
from corpus.generator.vocabulary import Setting

LEVELS = (
    ("产出指标", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)
PEAKS = {
    "数量指标": (("{project}覆盖点位", "≥{n}个", "{n}个"), ("开展培训次数", "≥{k}次", "{k}次"), ("购置设备数量", "{n}台（套）", "{n}台（套）")),
    "质量指标": (("验收合格率", "≥95%", "98%"), ("任务完成质量", "严格执行相关制度规定", "达成预期指标"), ("达标率", "=100%", "100%")),
    "时效指标": (("完成及时率", "100%", "100%"), ("完成时限", "12月底之前完成", "按期完成")),
    "成本指标": (("项目总成本", "≤{n}万元", "{n}万元"), ("成本控制率", "≤100%", "99.2%")),
    "经济效益指标": (("节约支出", "≥{k}万元", "{k}万元"), ("带动增收", "效果明显", "基本达成")),
    "社会效益指标": (("受益群众", "≥{m}人", "{m}人"), ("公共服务水平", "有效提升", "有效提升")),
    "生态效益指标": (("环境改善情况", "持续改善", "持续改善"),),
    "可持续影响指标": (("长效机制", "健全", "健全"), ("设施使用年限", "≥{k}年", "{k}年")),
    "服务对象满意度指标": (("群众满意度", "≥95%", "97%"), ("服务对象满意度", "≥90%", "95.5%")),
}  # fmt: skip
REASONS = (
    "受天气影响进度滞后，下一年度加快实施",
    "部分点位尚未验收，已督促整改",
    "无",
    "参训人员时间冲突，分批补训",
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row; a line break in a level is one on paper."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    weight: Figure
    score: Figure
    deviation: str


def _shares(chance: Chance, total: int, count: int) -> list[Figure]:
    """Return so many weights that add up to the total, in steps of one or of a half."""
    step = 2 if chance.maybe(0.2) else 1
    units = total * step
    cuts = sorted(chance.sample(range(1, units), count - 1))
    edges = [0, *cuts, units]
    parts = [right - left for left, right in pairwise(edges)]
    if chance.maybe(0.5):
        even = units // count
        parts = [even] * (count - 1) + [units - even * (count - 1)]
    return [rounded(Fraction(part, step), 1).trimmed() for part in parts]


def _score(chance: Chance, weight: Figure) -> Figure:
    if chance.maybe(0.65):
        return weight
    places = chance.pick((0, 1, 2))
    score = rounded(weight.exact * chance.randint(50, 99) / 100, places, cut=True)
    return score.trimmed()


def _broken(chance: Chance, name: str, weight: int, way: str) -> str:
    """Return a first level as it is squeezed into its narrow cell."""
    if way == "lines":
        return "\n".join(name)
    if way == "weight":
        return f"{name}（{weight}分）"
    if way == "weight_line":
        return f"{name}\n({weight}分)"
    if way == "half":
        at = chance.randint(1, len(name) - 1)
        return f"{name[:at]}\n{name[at:]}"
    return name


def indicators(chance: Chance, setting: Setting, total: int) -> list[Indicator]:
    """Return between three and twenty rows whose weights add up to the total."""
    count = chance.weighted(
        [(chance.randint(3, 6), 2.0), (chance.randint(7, 12), 5.0), (chance.randint(13, 20), 1.5)]
    )
    kinds = [(one, two) for one, twos in LEVELS for two in twos]
    chosen = sorted(chance.choices(range(len(kinds)), k=count))
    for index, first in enumerate((0, 4, 8)):
        chosen[index * (count - 1) // 2] = first
    chosen.sort()
    weights = _shares(chance, total, count)
    way = chance.weighted(
        [("", 5.0), ("weight", 1.0), ("weight_line", 1.0), ("lines", 1.0), ("half", 1.0)]
    )
    sums: dict[str, Fraction] = {}
    for index, weight in zip(chosen, weights, strict=True):
        one = kinds[index][0]
        sums[one] = sums.get(one, Fraction(0)) + weight.exact
    firsts = {one: _broken(chance, one, int(share), way) for one, share in sums.items()}
    made = []
    for index, weight in zip(chosen, weights, strict=True):
        one, two = kinds[index]
        score = _score(chance, weight)
        texts = _peak(chance, setting, two)
        lost = score.exact < weight.exact
        reason = (
            chance.pick(REASONS)
            if lost and chance.maybe(0.7)
            else chance.pick(("", "", "", "/", "无"))
        )
        made.append(Indicator(firsts[one], two, *texts, weight, score, reason))
    return made


def _peak(chance: Chance, setting: Setting, kind: str) -> tuple[str, str, str]:
    names = {
        "project": setting.project,
        "n": str(chance.randint(3, 300)),
        "k": str(chance.randint(2, 12)),
        "m": str(chance.randint(100, 9000)),
    }
    name, target, actual = (text.format(**names) for text in chance.pick(PEAKS[kind]))
    return name, target, actual
