"""Invented places, units, people and projects. None of them exists; phones are fictitious."""

from dataclasses import dataclass

from corpus.generator.chance import Chance

PLACES = (
    "云泽市", "青澜县", "松屏县", "柏川县", "望汀区", "鹿鸣区", "星湾区", "石蕖县",
    "芦汀县", "霁山区", "澄溪市", "竹屿区", "雁回县", "碧梧县", "枫桁区", "禾浦县",
)  # fmt: skip
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = (
    "晓岚", "明远", "思齐", "立新", "海燕", "文博", "雨桐", "志坚", "慧敏", "国栋",
    "静", "磊", "洋", "敏", "倩", "子衿", "云舟", "若溪", "景行", "知秋",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of work: who does it, on what, under which item of the budget."""

    bureau: str
    projects: tuple[str, ...]
    code: str
    item: str
    superior: str


LINES = (
    Line(
        "教育局",
        ("义务教育薄弱环节改善", "农村教师培训", "校园安全防护"),
        "2050299",
        "其他普通教育支出",
        "教育局",
    ),
    Line(
        "水利局",
        ("小型水库维修养护", "河道清淤疏浚", "灌区渠系配套"),
        "2130306",
        "水利工程运行与维护",
        "水利局",
    ),
    Line(
        "农业农村局",
        ("高标准农田管护", "动物疫病防控", "农产品质量检测"),
        "2130122",
        "农业生产发展",
        "农业农村局",
    ),
    Line(
        "卫生健康局",
        ("基本公共卫生服务补助", "妇幼保健能力建设", "家庭医生签约"),
        "2100408",
        "基本公共卫生服务",
        "卫生健康局",
    ),
    Line(
        "民政局",
        ("社区居家养老服务", "临时救助", "婚姻登记场所改造"),
        "2080208",
        "基层政权建设和社区治理",
        "民政局",
    ),
    Line(
        "交通运输局",
        ("农村公路日常养护", "公交站台更新", "桥梁安全检测"),
        "2140106",
        "公路养护",
        "交通运输局",
    ),
    Line(
        "图书馆",
        ("总分馆图书购置", "数字阅读推广", "古籍修复保护"),
        "2070104",
        "图书馆",
        "文化旅游局",
    ),
    Line(
        "应急管理局",
        ("安全生产巡查", "应急物资储备", "防汛预警系统运维"),
        "2240106",
        "安全监管",
        "应急管理局",
    ),
    Line(
        "城市管理局",
        ("生活垃圾分类", "环卫车辆购置", "背街小巷整治"),
        "2120501",
        "城乡社区环境卫生",
        "城市管理局",
    ),
    Line(
        "林业局",
        ("森林防火物资", "国土绿化提升", "古树名木保护"),
        "2130205",
        "森林资源培育",
        "林业局",
    ),
    Line(
        "司法局",
        ("公共法律服务站点", "人民调解补贴", "社区矫正"),
        "2040604",
        "基层司法业务",
        "司法局",
    ),
    Line("档案馆", ("馆藏档案数字化", "库房温湿度改造"), "2012604", "档案馆", "委办公室"),
    Line(
        "市场监督管理局",
        ("食品抽检", "特种设备监察", "计量器具检定"),
        "2013805",
        "市场秩序执法",
        "市场监督管理局",
    ),
    Line(
        "机关事务服务中心",
        ("综合业务经费", "公务用车运行维护"),
        "2013102",
        "一般行政管理事务",
        "政府办公室",
    ),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Who fills the form, and for what."""

    place: str
    unit: str
    superior: str
    project: str
    code: str
    item: str
    person: str
    phone: str
    year: int


def phone(chance: Chance) -> str:
    """Return a phone number that nobody has."""
    if chance.maybe(0.7):
        return f"1380000{chance.randint(0, 9999):04d}"
    return f"0700-{chance.randint(2000000, 8999999)}"


def setting(chance: Chance) -> Setting:
    """Return an invented unit with an invented project."""
    place, line = chance.pick(PLACES), chance.pick(LINES)
    tail = chance.pick(("", "", "项目", "专项经费", "工作经费"))
    return Setting(
        place=place,
        unit=place + line.bureau,
        superior=place + line.superior,
        project=chance.pick(line.projects) + tail,
        code=line.code,
        item=line.item,
        person=chance.pick(SURNAMES) + chance.pick(GIVEN),
        phone=phone(chance),
        year=chance.randint(2019, 2024),
    )
