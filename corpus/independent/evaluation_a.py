"""Specimens of 项目支出绩效自评表 from Word, WPS Writer and LibreOffice."""

from corpus.independent.pack import Package
from corpus.independent.pens import C, LibrePen, WordPen, WpsPen, section, styles
from corpus.independent.sheets import budget_rows, grade_rows, grouped, word
from corpus.independent.truth import BLANK, YUAN, Form, Mistake, Specimen, levels

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


def split_levels() -> Specimen:
    """Word: letters (A), (B), (B/A); levels broken over lines; decimals in scores; all adds up."""
    form = Form(
        F3,
        {
            "year": "2022",
            "project_name": "义务教育阶段营养改善计划",
            "department": "苍岭县教育局",
            "implementing_unit": "苍岭县学生资助管理中心",
            "goal.expected": "为全县农村义务教育学生提供等值优质的营养膳食，改善学生营养状况。\n供餐学校食堂达标率不低于95%。",
            "goal.actual": "全年为23,615名学生提供营养膳食，学生体质健康合格率提高到93.8%。\n食堂达标率96.4%。",
            "total.weight": "100",
            "total.score": "96.36",
        },
        {
            "total": {
                "initial_budget": "2360.00",
                "annual_budget": "2418.50",
                "executed": "2311.72",
                "weight": "10",
                "execution_rate": "95.58",
                "score": "9.56",
            },
            "fiscal": {
                "initial_budget": "2360.00",
                "annual_budget": "2360.00",
                "executed": "2260.40",
                "weight": BLANK,
                "execution_rate": "95.78",
                "score": BLANK,
            },
            "carryover": {
                "initial_budget": "0.00",
                "annual_budget": "58.50",
                "executed": "51.32",
                "weight": BLANK,
                "execution_rate": "87.73",
                "score": BLANK,
            },
            "other": {},
        },
        levels(
            (
                ("受益学生人数", "≥23000人", "23615人", "10", "10", ""),
                ("供餐学校数", "≥87所", "87所", "10", "10", ""),
                ("食堂达标率", "≥95%", "96.4%", "10", "10", ""),
                ("食品安全事故发生次数", "0次", "0次", "10", "10", ""),
                (
                    "资金拨付及时率",
                    "100%",
                    "92%",
                    "5",
                    "4.6",
                    "第四季度资金拨付滞后，今后按月拨付。",
                ),
                ("每生每日补助标准", "≤5元", "5元", "5", "5", ""),
                (
                    "带动本地农产品采购",
                    "明显",
                    "较明显",
                    "15",
                    "13.5",
                    "定点采购比例偏低，扩大本地采购。",
                ),
                ("学生营养不良率", "≤4%", "3.7%", "15", "15", ""),
                (
                    "学生及家长满意度",
                    "≥95%",
                    "91.5%",
                    "10",
                    "8.7",
                    "个别学校菜品单一，\n已督促每周更换食谱。",
                ),
            ),
            level1=("产出指标",) * 6 + ("效益指标",) * 2 + ("满意度指标",),
            level2=(
                *("数量指标", "数量指标", "质量指标", "质量指标", "时效指标", "成本指标"),
                *("经济效益指标", "社会效益指标", "服务对象满意度指标"),
            ),
        ),
    )
    p = WordPen()
    one = {
        "产出指标": "产\n出\n指\n标",
        "效益指标": "效\n益\n指\n标",
        "满意度指标": "满意\n度指\n标",
    }
    two = {"服务对象满意度指标": "服务对象\n满意度指标", "经济效益指标": "经济效\n益指标"}
    rows = [
        [C("项目名称", cs=2, jc="center"), C(word(form, "project_name"), cs=7, jc="center")],
        [
            C("主管部门", cs=2, jc="center"),
            C("苍岭县教育局", cs=3, jc="center"),
            C("实施单位", cs=2, jc="center"),
            C(word(form, "implementing_unit"), cs=2, jc="center"),
        ],
        [
            C("项目资金\n（万元）", rs=5, jc="center"),
            C("", cs=2),
            *(
                C(t, jc="center")
                for t in (
                    "年初预算数",
                    "全年预算数（A）",
                    "全年执行数（B）",
                    "分值",
                    "执行率（B/A）",
                    "得分",
                )
            ),
        ],
        *budget_rows(
            form.funds,
            (
                ("total", "年度资金总额"),
                ("fiscal", "其中：当年财政拨款"),
                ("carryover", "      上年结转资金"),
                ("other", "      其他资金"),
            ),
            blank="—",
            spans=(2, 1, 1, 1, 1, 1, 1),
        ),
        [
            C("年度总体目标", rs=2, jc="center"),
            C("预期目标", cs=4, jc="center"),
            C("实际完成情况", cs=4, jc="center"),
        ],
        [C(word(form, "goal.expected"), cs=4), C(word(form, "goal.actual"), cs=4)],
        [C("绩\n效\n指\n标", rs=10, jc="center"), *(C(t, jc="center") for t in HEADS)],
        *grade_rows(
            form,
            show1=lambda v: one.get(v or "", v or ""),
            show2=lambda v: two.get(v or "", v or ""),
        ),
        [C("总分", cs=6, jc="center"), C("100", jc="center"), C("96.36", jc="center"), C("")],
    ]
    body = (
        p.line("附件1", size=32)
        + p.title("项目支出绩效自评表", 44)
        + p.line("（2022年度）", "center", 28)
        + p.table(rows, (560, 900, 1150, 1750, 1050, 1150, 850, 900, 1600))
        + p.line("")
    )
    grid = '<w:style w:type="table" w:styleId="a3"><w:name w:val="Table Grid"/></w:style>'
    data = Package(p.document(body, section()), {"styles": styles("宋体", 21, grid)}).build()
    return Specimen(
        "f3_word_levels_split",
        "Word: header letters (A), (B), (B/A); names of levels broken over lines; decimals in the scores; all adds up",
        (
            "levels split by line breaks",
            "merged level 1 and level 2",
            "— in the cells of parts",
            "letters in headers",
            "carry-over with its own rate",
            "scores with one and two decimals",
        ),
        (form,),
        data,
    )


def notes_inside() -> Specimen:
    """WPS: notes inside the table, header repeated by hand, and a total row left at nought."""
    form = Form(
        F3,
        {
            "year": "2023",
            "project_name": "农村公路日常养护",
            "department": "219-平畴市大营镇人民政府",
            "implementing_unit": "219001-平畴市大营镇人民政府本级",
            "goal.expected": "完成全镇118.6公里县乡村道日常养护，保持路面整洁、边沟畅通。",
            "goal.actual": "完成养护118.6公里，处置坑槽430平方米。",
            "total.weight": "100",
            "total.score": "88",
        },
        {
            "total": {
                "initial_budget": "0",
                "annual_budget": "0",
                "executed": "0",
                "weight": "10",
                "execution_rate": "0",
                "score": "0",
            },
            "fiscal": {
                "initial_budget": "64",
                "annual_budget": "63.28",
                "executed": "63.28",
                "weight": BLANK,
                "execution_rate": BLANK,
                "score": BLANK,
            },
            "carryover": {},
            "other": {},
        },
        levels(
            (
                ("养护里程", "≥118公里", "118.6公里", "20", "20", ""),
                ("路面完好率", "≥90百分比", "91", "15", "15", ""),
                ("养护完成时间", "12月底之前完成", "12月20日完成", "15", "15", ""),
                ("养护总成本", "≤64万元", "63.28万元", "10", "10", ""),
                ("保障群众安全出行", "有效保障", "达成预期指标", "10", "10", ""),
                (
                    "路域环境改善",
                    "持续改善",
                    "部分达成预期指标并具有一定效果",
                    "10",
                    "9",
                    "雨季边沟淤塞，增加清淤频次。",
                ),
                ("沿线群众满意度", "≥90%", "88%", "10", "9", "加强巡查。"),
            ),
            level1=("产出指标",) * 4 + ("效益指标",) * 2 + ("满意度指标",),
            level2=(
                "数量指标",
                "质量指标",
                "时效指标",
                "成本指标",
                "社会效益",
                "生态效益",
                "服务对象满意度",
            ),
        ),
        mistakes=(
            Mistake(
                ("funds.total.initial_budget", "funds.total.annual_budget", "funds.total.executed"),
                "total",
                "defaulted_row",
                "0",
                "64",
            ),
        ),
    )
    p = WpsPen()
    p.floating = False
    p.size = 19
    repeated = [C(t, jc="center", bold=True) for t in HEADS]
    grades = grade_rows(form)
    rows = [
        [C("项目名称"), C(word(form, "project_name"), cs=8)],
        [
            C("主管部门"),
            C(word(form, "department"), cs=3),
            C("实施单位", cs=2),
            C(word(form, "implementing_unit"), cs=3),
        ],
        [
            C("项目资金\n(万元)", rs=5),
            C("", cs=2),
            *(
                C(t, jc="center")
                for t in ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
            ),
        ],
        *budget_rows(
            form.funds,
            (
                ("total", "年度资金总额:"),
                ("fiscal", "其中:本年财政拨款"),
                ("carryover", "上年结转资金"),
                ("other", "其他资金"),
            ),
            spans=(2, 1, 1, 1, 1, 1, 1),
            rate=lambda v: v or "",
        ),
        [
            C(
                "注：1.年度资金总额为财政拨款、上年结转资金与其他资金之和。2.执行率=全年执行数/全年预算数×100%，得分=执行率×10分，最高不超过10分。",
                cs=9,
            )
        ],
        [
            C("年度\n总体\n目标", rs=2),
            C("预期目标", cs=4, jc="center"),
            C("实际完成情况", cs=4, jc="center"),
        ],
        [C(word(form, "goal.expected"), cs=4), C(word(form, "goal.actual"), cs=4)],
        [C("绩效\n指标", rs=5), *repeated],
        *grades[:4],
        [C("绩效\n指标", rs=4), *repeated],
        *grades[4:],
        [C("总分", cs=6, jc="center"), C("100", jc="center"), C("88", jc="center"), C("")],
        [
            C(
                "说明：得分一档最高不能超过该指标分值上限；定性指标按“达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差”三档，分别按100%—80%（含）、80%—60%（含）、60%—0%合理确定分值。",
                cs=9,
            )
        ],
    ]
    body = (
        p.title("项目支出绩效自评表", 36)
        + p.line("（2023年度）", "center", 24)
        + p.table(rows, (760, 1050, 1100, 1600, 1100, 1300, 760, 760, 1500))
        + p.line("填表人：耿直言　　联系电话：0396-2000417", size=20)
    )
    kern = '<w:style w:type="table" w:styleId="4"><w:name w:val="Table Grid"/></w:style>'
    data = Package(p.document(body, section()), {"styles": styles("仿宋", 21, kern)}).build()
    return Specimen(
        "f3_wps_notes_total_defaulted",
        "WPS: notes as rows of the table, the indicator header repeated by hand half-way; the total row stands at 0 while 财政拨款 holds 64, 63.28 and 63.28",
        (
            "notes inside the table",
            "repeated header row",
            "unit codes before names",
            "total row left at 0",
            "≥90百分比",
            "contact line below the table",
        ),
        (form,),
        data,
    )


def office_yuan() -> Specimen:
    """LibreOffice, portrait, money in yuan; two digits of the total score swapped."""
    form = Form(
        F3,
        {
            "year": "2021",
            "project_name": "老旧小区管网改造（二期）",
            "department": "临漪县住房和城乡建设局",
            "implementing_unit": "临漪县房屋安全服务中心",
            "goal.expected": "改造老旧小区12个，惠及居民2,140户。",
            "goal.actual": "改造老旧小区11个，惠及居民1,986户，剩余1个小区因协调管线迁改跨年实施。",
            "total.weight": "100",
            "total.score": "69",
        },
        {
            "total": {
                "initial_budget": "12000000",
                "annual_budget": "13860000.00",
                "executed": "12474000.00",
                "weight": "10",
                "execution_rate": "90.00",
                "score": "9",
            },
            "fiscal": {
                "initial_budget": "9000000",
                "annual_budget": "10360000.00",
                "executed": "9474000.00",
                "weight": BLANK,
                "execution_rate": BLANK,
                "score": BLANK,
            },
            "carryover": {
                "initial_budget": "0",
                "annual_budget": "500000.00",
                "executed": "500000.00",
                "weight": BLANK,
                "execution_rate": BLANK,
                "score": BLANK,
            },
            "other": {
                "initial_budget": "3000000",
                "annual_budget": "3000000.00",
                "executed": "2500000.00",
                "weight": BLANK,
                "execution_rate": BLANK,
                "score": BLANK,
            },
        },
        levels(
            (
                (
                    "改造小区个数",
                    "12个",
                    "11个",
                    "15",
                    "13.8",
                    "1个小区管线迁改未完成，2022年6月前完工。",
                ),
                ("惠及户数", "≥2140户", "1986户", "10", "9.2", "同上"),
                ("工程验收合格率", "100%", "100%", "15", "15", ""),
                ("完工时间", "2021年12月31日前", "基本完成", "10", "9", "同上"),
                ("居民居住环境改善", "显著", "显著", "20", "20", ""),
                ("长效管理机制健全性", "健全", "健全", "10", "10", ""),
                ("居民满意度", "≥90%", "93.2%", "10", "10", ""),
            ),
            level1=("产出指标(50分)",) * 4 + ("效益指标(30分)",) * 2 + ("满意度指标(10分)",),
            level2=(
                "数量指标",
                "数量指标",
                "质量指标",
                "时效指标",
                "社会效益",
                "可持续影响",
                "满意度指标",
            ),
        ),
        unit=YUAN,
        mistakes=(Mistake(("total.score",), "total", "transposed_digits", "69", "96"),),
    )
    p = LibrePen()
    p.font = "Noto Sans CJK SC"
    rows = [
        [C("项目名称", cs=2), C(word(form, "project_name"), cs=8)],
        [
            C("主管部门", cs=2),
            C(word(form, "department"), cs=3),
            C("实施单位", cs=2),
            C(word(form, "implementing_unit"), cs=3),
        ],
        [
            C("项目资金", cs=2, rs=5),
            C("资金来源"),
            *(C(t, jc="center") for t in ("年初预算数", "全年预算数", "全年执行数")),
            C("分值", cs=2),
            C("执行率"),
            C("得分"),
        ],
        *budget_rows(
            form.funds,
            (
                ("total", "年度资金总额"),
                ("fiscal", "其中:当年财政拨款"),
                ("carryover", "上年结转资金"),
                ("other", "其他资金"),
            ),
            money=grouped,
            blank="/",
            spans=(1, 1, 1, 1, 2, 1, 1),
        ),
        [C("年度总体目标", cs=2, rs=2), C("预期目标", cs=4), C("实际完成情况", cs=4)],
        [C(word(form, "goal.expected"), cs=4), C(word(form, "goal.actual"), cs=4)],
        [
            C("一级指标", cs=2),
            *(C(t) for t in HEADS[1:5]),
            C("分值"),
            C("得分"),
            C("偏差原因分析及改进措施", cs=2),
        ],
        *grade_rows(form, spans=(2, 1, 1, 1, 1, 1, 1, 2), ghost=True),
        [C("总  分", cs=6, jc="center"), C("100", jc="center"), C("69", jc="center"), C("", cs=2)],
    ]
    body = (
        p.title("项目支出绩效自评表", 30)
        + p.line("（2021年度）", "center", 22)
        + p.line("金额单位：元", "end")
        + p.table(rows, (613, 587, 1371, 1309, 1342, 1318, 611, 643, 977, 1129))
        + p.line("")
    )
    style = '<w:style w:type="paragraph" w:styleId="TableContents"><w:name w:val="Table Contents"/><w:rPr><w:sz w:val="15"/></w:rPr></w:style>'
    data = Package(
        p.document(body, section()), {"styles": styles("Noto Sans CJK SC", 18, style)}
    ).build()
    return Specimen(
        "f3_libreoffice_yuan_score_swapped",
        "LibreOffice export, 金额单位：元; the hidden continuation cells of merged levels repeat their text; the total score 96 is written 69",
        (
            "money in yuan with commas, the unit in a note only",
            "text left in the continuation cells of vertical merges",
            "points in the names of levels",
            "/ in the cells of parts",
            "no label column beside the indicators",
            "total score with swapped digits",
        ),
        (form,),
        data,
    )


BUILDERS = (split_levels, notes_inside, office_yuan)
