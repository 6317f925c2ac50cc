"""The long texts of the forms: ordinary sentences with figures in them, and other documents."""

from corpus.generator.chance import Chance
from corpus.generator.vocabulary import Setting

OVERVIEW = (
    "主要用于{project}所需的设备购置、人员培训和日常运行。",
    "按照年度工作计划，对全域{n}个点位开展{project}，保障公众基本需求。",
    "{project}属于延续多年的工作，覆盖{n}个村（社区），受益群众约{m}人。",
    "依据上级文件要求设立，资金由财政统筹安排，实行专款专用。",
)
SYSTEMS = (
    "《{place}财政专项资金管理办法》《{unit}内部控制规程》。",
    "已制定资金使用审批、政府采购、合同管理、档案管理等制度，并按<{year}年度清单>逐项落实。",
    "严格执行《中华人民共和国预算法》及本单位财务管理制度；大额支出集体研究决定。",
)
STEPS = (
    "经办人填制报账单→科室负责人审核→分管领导签批→会计复核→出纳支付",
    "成立由主要负责人任组长的工作专班，每月调度一次进度",
    "明确开支范围，优先保障重点支出，对不规范的申请予以退回",
    "委托第三方对{n}个点位进行抽查，发现问题限期整改",
    "按季度公开项目进展，接受群众监督",
)
RESULTS = (
    "截至目前已完成{n}个点位的建设任务，完成年度计划的{p}%",
    "组织培训{k}期，参训{m}人次，满意度达到{p}%以上",
    "新增设备{n}台（套），接入率128%，排名靠前",
    "群众满意率{p}%，较上年提高{k}个百分点",
    "处理来件{m}件，按期答复率100%",
    "资金到位后及时拨付，未发生违规使用情况",
)
PROBLEMS = (
    "绩效指标细化、量化还不够，个别指标难以考核",
    "受天气影响，部分工程进度偏慢",
    "基层人员流动较大，业务能力有待提高",
    "项目前期论证不够充分，支出进度与序时进度存在差距",
)
ADVICE = (
    "压实责任，完善绩效自评工作规程，强化结果应用",
    "加快项目实施和资金支付，力争年底前全部完成",
    "加强业务培训，提高经办人员的专业能力",
    "健全台账，实现财务管理标准化、流程化",
)
GOALS = (
    "完成{n}个点位的建设和改造，保障{project}正常开展",
    "通过{project}的实施，提高服务能力，受益群众不少于{m}人",
    "全年开展检查{k}次以上，确保不发生重大责任事故",
)
NOTES = (
    "填报说明",
    "1.填报单位：填写单位全称，并加盖公章。",
    "2.项目名称：应与预算批复的名称一致。",
    "3.资金单位为万元，保留两位小数；比率保留两位小数。",
    "4.资金总额：指本年度安排的全部资金，包括财政拨款、自有资金和其他资金。",
    "5.项目类型：在选项“□”中划“√”，延续项目指以前年度已经实施的项目。",
    "6.联络人、联系电话：填写具体经办人员的姓名和电话。",
    "7.到位率=已到位资金÷全年安排资金额×100%；支出实现率按实际支出计算。",
    "8.存在的问题和下一步改进意见应具体、可行，字数不少于50字。",
)


def _filled(template: str, chance: Chance, setting: Setting) -> str:
    return template.format(
        project=setting.project,
        place=setting.place,
        unit=setting.unit,
        year=setting.year,
        n=chance.randint(3, 180),
        m=chance.randint(200, 9000),
        k=chance.randint(2, 12),
        p=chance.pick(("95", "97.2", "100", "98", "38.31", "91.5")),
    )


def sentence(chance: Chance, setting: Setting, templates: tuple[str, ...]) -> str:
    """Return one sentence."""
    return _filled(chance.pick(templates), chance, setting)


def passage(chance: Chance, setting: Setting, templates: tuple[str, ...]) -> str:
    """Return several sentences, now and then as numbered lines."""
    count = chance.randint(1, min(4, len(templates)))
    parts = [_filled(item, chance, setting) for item in chance.sample(templates, count)]
    if count > 1 and chance.maybe(0.4):
        form = chance.pick(("{}.{}。", "{}、{}。", "（{}）{}。"))
        return "\n".join(form.format(i, part.rstrip("。")) for i, part in enumerate(parts, 1))
    return "；".join(part.rstrip("。") for part in parts) + "。"
