"""Specimens of 项目支出绩效自评表 from poi-tl, Google Docs, a Strict writer and old Word."""

from corpus.independent.monitoring_b import saved
from corpus.independent.pack import Package
from corpus.independent.pens import (
    VML,
    W_STRICT,
    C,
    GooglePen,
    Pen,
    PoiPen,
    StrictPen,
    section,
    styles,
)
from corpus.independent.sheets import FULL, budget_rows, grade_rows, word
from corpus.independent.truth import (
    BLANK,
    F3_COLUMNS,
    Cells,
    Form,
    Mistake,
    Specimen,
    levels,
)

F3 = "project_self_evaluation"
HEADS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
LETTERS = ("年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分")
PLAIN = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
ROWS = (
    ("total", "年度资金总额"),
    ("fiscal", "其中：当年财政拨款"),
    ("carryover", "上年结转资金"),
    ("other", "其他资金"),
)


def fund(text: str) -> Cells:
    """Return one row of the F3 money table from its six values; _ is a blank."""
    values = (None if value == "_" else value for value in text.split())
    return dict(zip(F3_COLUMNS, values, strict=True))


def tiered() -> Specimen:
    """poi-tl saved by a tool that renames prefixes; scores by steps, as one region does."""
    form = Form(
        F3,
        {
            "year": "2023",
            "project_name": "松材线虫病防控",
            "department": "柏岭县林业局",
            "implementing_unit": "柏岭县森林病虫害防治检疫站",
            "goal.expected": "完成枯死松树清理1.2万株，疫情发生面积下降5%。",
            "goal.actual": "清理枯死松树1.26万株，疫情发生面积下降6.1%。",
            "total.weight": "100",
            "total.score": "94",
        },
        {
            "total": fund("180 200 167 10 83.5 7"),
            "fiscal": fund("180 180 152 _ 84.44 _"),
            "carryover": fund("0 20 15 _ 75 _"),
            "other": fund("0 0 0 _ _ _"),
        },
        levels(
            (
                ("清理枯死松树", "≥12000株", "12600株", "20", "20", ""),
                ("除治质量合格率", "≥95%", "96%", "15", "15", ""),
                (
                    "除治完成时限",
                    "3月31日前",
                    "4月12日",
                    "15",
                    "12",
                    "阴雨天气影响施工，今后提前组织招标。",
                ),
                ("疫情面积下降率", "≥5%", "6.1%", "20", "20", ""),
                ("松林健康水平", "提升", "提升", "10", "10", ""),
                ("林农满意度", "≥90%", "92%", "10", "10", ""),
            ),
            level1=("产出指标",) * 3 + ("效益指标",) * 2 + ("满意度指标",),
            level2=(
                "数量指标",
                "质量指标",
                "时效指标",
                "生态效益指标",
                "可持续影响指标",
                "服务对象满意度指标",
            ),
        ),
    )
    p = PoiPen()
    p.hmerge = p.gridless = False
    p.font = "仿宋_GB2312"

    def wide(value: str | None) -> str:
        return (value or "").translate(FULL)

    rows = [
        [C("项目名称：松材线虫病防控", cs=8)],
        [C("主管部门：柏岭县林业局", cs=4), C("实施单位：柏岭县森林病虫害防治检疫站", cs=4)],
        [C("项目资金（万元）", rs=5), C(""), *(C(t, jc="center") for t in LETTERS)],
        *budget_rows(form.funds, ROWS, money=wide, rate=lambda v: wide(v) + "％"),
        [
            C("年度总体目标", rs=2),
            C("预期目标", cs=3, jc="center"),
            C("实际完成情况", cs=4, jc="center"),
        ],
        [C(word(form, "goal.expected"), cs=3), C(word(form, "goal.actual"), cs=4)],
        [C(t, jc="center") for t in HEADS],
        *grade_rows(form, number=wide),
        [C("总分", cs=5, jc="center"), C("１００", jc="center"), C("９４", jc="center"), C("")],
    ]
    body = (
        p.title("项目支出绩效自评表", 32)
        + p.line("（2023年度）", "center")
        + p.table(rows, (1000, 1500, 1400, 1300, 1300, 900, 1000, 1600))
    )
    xml = p.document(body, section())
    for old, new in (
        ("<w:", "<ns0:"),
        ("</w:", "</ns0:"),
        (" w:", " ns0:"),
        ("xmlns:w=", "xmlns:ns0="),
    ):
        xml = xml.replace(old, new)
    return Specimen(
        "f3_poi_prefix_ns0_stepped_scores",
        "poi-tl output saved again by a tool that writes ns0: for w:; 83.5 % executed scores 7 of 10 (steps of one region), so a warning at most",
        (
            "namespace prefix ns0",
            "no styles part",
            "label and value in one cell",
            "full-width digits",
            "score by steps",
            "zero row without a rate",
        ),
        (form,),
        Package(xml, stored=True).build(),
    )


def cloud() -> Specimen:
    """Google Docs with an empty grid; rates as bare fractions; title in the table."""
    form = Form(
        F3,
        {
            "year": "2022",
            "project_name": "残疾人居家无障碍改造",
            "department": "禾川县残疾人联合会",
            "implementing_unit": "禾川县残疾人综合服务中心",
            "goal.expected": "为215户困难重度残疾人家庭实施无障碍改造。",
            "goal.actual": "完成改造215户。",
            "total.weight": "100",
            "total.score": "98.01",
        },
        {
            "total": fund("75.25 82 78 10 95.12 9.51"),
            "fiscal": fund("75.25 75.25 75.25 _ 100 _"),
            "carryover": fund("_ 6.75 2.75 _ 40.74 _"),
            "other": {},
        },
        levels(
            (
                ("改造户数", "215户", "215户", "12.5", "12.5", ""),
                ("验收合格率", "100%", "100%", "12.5", "12.5", ""),
                ("完成时间", "2022年11月", "2022年11月", "12.5", "12.5", ""),
                ("户均改造成本", "≤3500元", "3627元", "12.5", "11", "材料涨价，已重新询价。"),
                ("残疾人生活便利程度", "提高", "提高", "30", "30", ""),
                ("残疾人家庭满意度", "≥95%", "98.6%", "10", "10", ""),
            ),
            level1=("产出指标",) * 4 + ("效益指标", "满意度指标"),
            level2=("数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "满意度指标"),
        ),
    )
    p = GooglePen(empty_grid=True)

    def fraction(value: str | None) -> str:
        return {"95.12": "0.9512", "100": "1", "40.74": "0.4074"}[value or ""]

    rows = [
        [C("项目支出绩效自评表", cs=9, jc="center", bold=True, size=30)],
        [C("（2022年度）", cs=9, jc="center")],
        [C("项目名称", cs=2), C(word(form, "project_name"), cs=7)],
        [
            C("主管部门", cs=2),
            C(word(form, "department"), cs=3),
            C("实施单位", cs=2),
            C(word(form, "implementing_unit"), cs=2),
        ],
        [C("项目资金（万元）", cs=2, rs=5), C(""), *(C(t) for t in PLAIN)],
        *budget_rows(form.funds, ROWS, rate=fraction),
        [C("年度总体目标", cs=2, rs=2), C("预期目标", cs=3), C("实际完成情况", cs=4)],
        [C(word(form, "goal.expected"), cs=3), C(word(form, "goal.actual"), cs=4)],
        [C("绩效指标", rs=7), *(C(t) for t in HEADS)],
        *grade_rows(form),
        [C("总分", cs=6), C("100"), C("98.01"), C("")],
    ]
    body = p.table(rows, (800, 1000, 1300, 1450, 1150, 1150, 850, 900, 1400)) + p.para("")
    own = '<w:style w:type="table" w:styleId="Table1"><w:name w:val="Table1"/></w:style>'
    data = Package(p.document(body, section()), {"styles": styles("SimSun", 18, own)}).build()
    return Specimen(
        "f3_google_docs_empty_grid",
        "Google Docs: empty tblGrid, controls everywhere, title and year as rows of the table, execution rates as bare fractions; all adds up",
        (
            "empty w:tblGrid",
            "title and year inside the table",
            "rates 0.9512, 1 and 0.4074",
            "weights with decimals",
            "blank cell in a filled row",
        ),
        (form,),
        data,
    )


def slips() -> Specimen:
    """Strict; a rate written as a fraction with a per-cent sign, and a score above its weight."""
    form = Form(
        F3,
        {
            "year": "2022",
            "project_name": "城区路灯节能改造及电费",
            "department": "枣林县城市管理局",
            "implementing_unit": "枣林县市政设施维护中心",
            "goal.expected": "更换LED路灯2,300盏，保障城区亮灯率98%以上。",
            "goal.actual": "更换LED路灯2,300盏，亮灯率98.7%。",
            "total.weight": "100",
            "total.score": "99.65",
        },
        {
            "total": fund("620 641.3 618.66 10 0.9647 9.65"),
            "fiscal": fund("620 641.3 618.66 _ 96.47 _"),
            "carryover": {},
            "other": {},
        },
        levels(
            (
                ("更换LED路灯数量", "≥2300盏", "2300盏", "15", "15", ""),
                ("灯具质量合格率", "100%", "100%", "15", "15", ""),
                ("故障修复时间", "≤24小时", "22小时", "10", "11", ""),
                ("年节约电费", "≥45万元", "48.2万元", "20", "20", ""),
                ("夜间出行安全感", "提升", "提升", "10", "10", ""),
                ("碳减排量", "≥300吨", "268吨", "10", "9", "部分路段亮灯时间延长。"),
                ("市民满意度", "≥90%", "94%", "10", "10", ""),
            ),
            level1=("产出指标",) * 3 + ("效益指标",) * 3 + ("满意度指标",),
            level2=(
                "数量指标",
                "质量指标",
                "时效指标",
                "经济效益指标",
                "社会效益指标",
                "生态效益指标",
                "服务对象满意度",
            ),
        ),
        mistakes=(
            Mistake(("funds.total.execution_rate",), "ratio", "percent_slip", "0.9647%", "96.47%"),
            Mistake(("indicators.2.score",), "range", None, "11", None),
        ),
    )
    p = StrictPen()
    p.size = 20
    rows = [
        [C("项目名称", cs=2), C(word(form, "project_name"), cs=7)],
        [
            C("主管部门", cs=2),
            C(word(form, "department"), cs=3),
            C("实施单位"),
            C(word(form, "implementing_unit"), cs=3),
        ],
        [C("项目资金（万元）", cs=2, rs=5), C(""), *(C(t, jc="center") for t in LETTERS)],
        *budget_rows(form.funds, ROWS, blank="－"),
        [
            C("年度总体目标", cs=2),
            C("预期目标：" + word(form, "goal.expected"), cs=3),
            C("实际完成情况：" + word(form, "goal.actual"), cs=4),
        ],
        [C("绩效指标", rs=8, jc="center"), *(C(t, jc="center") for t in HEADS)],
        *grade_rows(form),
        [C("总分", cs=6, jc="center"), C("100", jc="center"), C("99.65", jc="center"), C("")],
    ]
    body = (
        p.title("项目支出绩效自评表")
        + p.line("（2022 年度）", "center")
        + p.table(rows, (500, 900, 1400, 1350, 1150, 1150, 800, 1100, 1300))
        + p.line("")
    )
    data = Package(
        p.document(body, section()), {"styles": styles("宋体", 20, ns=W_STRICT)}, strict=True
    ).build()
    return Specimen(
        "f3_strict_two_slips",
        "Strict OOXML: the total's execution rate is written 0.9647% beside 96.47% below it, and one indicator scores 11 of 10",
        (
            "ISO strict namespaces",
            "goals with label and value in one cell",
            "year with a blank inside",
            "－ as blank",
            "rate as a fraction with a per-cent sign",
            "score above its weight",
        ),
        (form,),
        data,
    )


def aged() -> Specimen:
    """Word 2003 converted: VML text box as title, smart tags, custom XML, special hyphens."""
    form = Form(
        F3,
        {
            "year": "2020",
            "project_name": "第七次全国人口普查经费",
            "department": "306-沙洲区统计局",
            "implementing_unit": "306001-沙洲区统计局本级",
            "goal.expected": "高质量完成普查区域划分、摸底和登记工作。",
            "goal.actual": "完成1,127个普查小区的登记，数据质量抽查差错率0.21‰。",
            "total.weight": "100",
            "total.score": "99.31",
        },
        {
            "total": fund("312.4 312.4 290.86 10 93.11 9.31"),
            "fiscal": fund("312.4 312.4 290.86 _ 93.11 _"),
            "carryover": {},
            "other": {},
        },
        levels(
            (
                ("登记普查小区数", "1127个", "1127个", "25", "25", ""),
                ("登记差错率", "≤0.5‰", "0.21‰", "25", "25", ""),
                ("普查数据应用", "为决策提供依据", "达成预期指标", "30", "30", ""),
                ("普查对象满意度", "≥90%", "97%", "10", "10", ""),
            ),
            level1=("产出指标", "产出指标", "效益指标", "满意度指标"),
            level2=("数量指标", "质量指标", "社会效益指标", "满意度指标"),
        ),
    )
    p = Pen()
    p.font = "楷体_GB2312"
    p.root = p.root + ' xmlns:o="urn:schemas-microsoft-com:office:office"'

    def tagged(text: str) -> str:
        tag = 'w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="chmetcnv"'
        return f"<w:smartTag {tag}>{p.run(text)}</w:smartTag>"

    def coded(code: str, name: str) -> str:
        return f"{p.run(code)}<w:r>{p.rpr()}<w:noBreakHyphen/></w:r>{p.run(name)}"

    amounts = budget_rows(form.funds, ROWS, blank="-")
    amounts[0][1] = C(inl=tagged("312.4"), jc="center")
    amounts[0][3] = C(inl=tagged("290") + p.run(".86"), jc="center")
    amounts[1][3] = C(
        inl='<w:fldSimple w:instr=" = 290.86 \\# &quot;0.00&quot; ">'
        + p.run("290.86")
        + "</w:fldSimple>",
        jc="center",
    )
    rows = [
        [
            C("项目名称", cs=2),
            C(
                inl='<w:customXml w:uri="urn:budget" w:element="xmmc">'
                + p.run("第七次全国人口普查经费")
                + "</w:customXml>",
                cs=7,
            ),
        ],
        [
            C("主管部门", cs=2),
            C(inl=coded("306", "沙洲区统计局"), cs=3),
            C("实施单位"),
            C(inl=coded("306001", "沙洲区统计局本级"), cs=3),
        ],
        [C("项目资金（万元）", cs=2, rs=5), C(""), *(C(t, jc="center") for t in PLAIN)],
        *amounts,
        [
            C("年度总体目标", rs=2),
            C("预期目标", cs=4, jc="center"),
            C("实际完成情况", cs=4, jc="center"),
        ],
        [C(word(form, "goal.expected"), cs=4), C(word(form, "goal.actual"), cs=4)],
        [C("绩效指标", rs=5), *(C(t, jc="center") for t in HEADS)],
        *grade_rows(form),
        [C("总分", cs=6, jc="center"), C("100", jc="center"), C("99.31", jc="center"), C("")],
    ]
    table = p.table(rows, (700, 900, 1500, 1250, 1200, 1200, 800, 1000, 1400))
    last = table.rindex("</w:tr>") + len("</w:tr>")
    first = table.rindex("<w:tr>", 0, table.index("总分"))
    wrapped = f'<w:customXml w:uri="urn:budget" w:element="zf">{table[first:last]}</w:customXml>'
    table = table[:first] + wrapped + table[last:]
    shape = (
        f'<w:pict><v:shape xmlns:v="{VML}" style="width:380pt;height:56pt" stroked="f" filled="f">'
        f"<v:textbox><w:txbxContent>{p.title('项目支出绩效自评表', 34)}{p.line('（2020年度）', 'center', 22)}"
        "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    body = p.para(f"<w:r>{shape}</w:r>", "center") + table + p.line("")
    settings = (
        '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="11"/></w:compat></w:settings>'
    )
    data = Package(
        p.document(body, section()), {"styles": styles("楷体_GB2312", 18), "settings": settings}
    ).build()
    return Specimen(
        "f3_word2003_smart_tags",
        "Word 2003 converted: title and year in a VML text box, smart tags around amounts, custom XML around a run and a row, a field as an amount; all adds up",
        (
            "VML text box without AlternateContent",
            "w:smartTag",
            "w:customXml inline and around a row",
            "w:fldSimple result",
            "w:noBreakHyphen after unit codes",
            "‰ in values",
            "- as blank",
        ),
        (form,),
        data,
    )


def trio() -> Specimen:
    """python-docx: two filled tables (the weights of the second add up to 110) and a blank one."""
    first = Form(
        F3,
        {
            "year": "2023",
            "project_name": "乡镇消防救援站运行经费",
            "department": "落雁湖管理区应急管理局",
            "implementing_unit": "落雁湖管理区应急救援中心",
            "goal.expected": "保障6个乡镇消防救援站24小时备勤。",
            "goal.actual": "全年接处警352起，出警及时率99.1%。",
            "total.weight": "100",
            "total.score": "100",
        },
        {
            "total": fund("145 145 145 10 100.00 10"),
            "fiscal": fund("115 115 115 _ 100.00 _"),
            "carryover": fund("0 0 0 _ _ _"),
            "other": fund("30 30 30 _ 100.00 _"),
        },
        levels(
            (
                ("备勤站点数", "6个", "6个", "25", "25", ""),
                ("出警及时率", "≥98%", "99.1%", "25", "25", ""),
                ("火灾直接财产损失下降", "≥10%", "14%", "30", "30", ""),
                ("群众满意度", "≥90%", "95%", "10", "10", ""),
            ),
            level1=("产出指标", "产出指标", "效益指标", "满意度指标"),
            level2=("数量指标", "时效指标", "社会效益指标", "满意度指标"),
        ),
    )
    second = Form(
        F3,
        {
            "year": "2023",
            "project_name": "应急物资储备更新",
            "department": "落雁湖管理区应急管理局",
            "implementing_unit": "落雁湖管理区应急物资储备中心",
            "goal.expected": "更新应急物资6大类48种。",
            "goal.actual": "更新应急物资6大类45种。",
            "total.weight": "100",
            "total.score": "95.4",
        },
        {
            "total": fund("38.6 38.6 36.28 10 93.99 9.4"),
            "fiscal": fund("38.6 38.6 36.28 _ 93.99 _"),
            "carryover": {},
            "other": {},
        },
        levels(
            (
                ("更新物资种类", "48种", "45种", "20", "18", "3种冲锋舟配件流标，二次采购中。"),
                ("物资验收合格率", "100%", "100%", "20", "20", ""),
                ("采购完成时间", "9月底前", "10月15日", "20", "8", "招标流标一次。"),
                ("应急保障能力", "增强", "增强", "30", "30", ""),
                ("救援队伍满意度", "≥90%", "96%", "10", "10", ""),
            ),
            level1=("产出指标",) * 3 + ("效益指标", "满意度指标"),
            level2=("数量指标", "质量指标", "时效指标", "社会效益指标", "满意度指标"),
        ),
        mistakes=(Mistake(("indicators.2.weight",), "total", "wrong_digit", "20", "10"),),
    )
    names = ("产出指标", "效益指标", "满意度指标")
    blank = Form(
        F3,
        {"year": BLANK},
        {row: {} for row, _ in ROWS},
        levels((("",) * 6,) * 3, level1=names, level2=("数量指标", "社会效益指标", "满意度指标")),
        omitted=frozenset(f"indicators.{i}.level{n}" for i in range(3) for n in (1, 2)),
    )
    p = Pen()
    p.font = "黑体"
    body = ""
    for number, (form, year) in enumerate(((first, "2023"), (second, "2023"), (blank, "    ")), 1):
        last = number == 3
        rows = [
            [C("项目名称", cs=2), C(word(form, "project_name"), cs=6)],
            [
                C("主管部门", cs=2),
                C(word(form, "department"), cs=2),
                C("实施单位"),
                C(word(form, "implementing_unit"), cs=3),
            ],
            [C("项目资金（万元）", rs=5), C(""), *(C(t, jc="center") for t in PLAIN)],
            *budget_rows(form.funds, ROWS),
            [
                C("年度总体目标", rs=2),
                C("预期目标", cs=3, jc="center"),
                C("实际完成情况", cs=4, jc="center"),
            ],
            [C(word(form, "goal.expected"), cs=3), C(word(form, "goal.actual"), cs=4)],
            [C(t, jc="center") for t in HEADS],
            *grade_rows(form),
            [
                C("总分", cs=5, jc="center"),
                C(word(form, "total.weight"), jc="center"),
                C(word(form, "total.score"), jc="center"),
                C(""),
            ],
        ]
        turn = '<w:r><w:br w:type="page"/></w:r>' if number > 1 else ""
        body += p.para(turn + p.run(f"附件2-{number}", 24))
        body += p.title("项目支出绩效自评表") + p.line(f"（{year}年度）", "center", 24)
        body += p.table(rows, (1150, 1350, 1450, 1250, 1250, 950, 950, 1650))
        body += p.line("" if last else f"填表人：麦冬　　填表日期：2024年1月{7 + number}日")
    return Specimen(
        "f3_python_docx_three_tables",
        "python-docx: two filled tables and an unused copy; in the second the indicator weights add up to 100 and with the funds' 10 to 110, for one 10 was typed 20",
        (
            "three forms of one kind in one file",
            "unused copy with printed indicator levels",
            "weights add up to 110",
            "zero row without a rate",
        ),
        (first, second, blank),
        saved(body, landscape=False),
    )


BUILDERS = (tiered, cloud, slips, aged, trio)
