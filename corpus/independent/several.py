"""Specimens with several forms or several kinds of marks."""

from corpus.independent import marks
from corpus.independent.pack import Package
from corpus.independent.pens import C, Pen, WordPen, WpsPen, section, styles
from corpus.independent.sheets import (
    YES_NO,
    as_rate,
    budget_rows,
    grade_rows,
    money_head,
    money_rows,
    word,
)
from corpus.independent.truth import (
    ABSENT,
    BLANK,
    OMIT,
    Cells,
    Form,
    Mistake,
    Specimen,
    fund_row,
    levels,
)

F1 = "project_fund_monitoring"
F3 = "project_self_evaluation"
GRID = (560, 1540, *([980] * 13))
LABELS = (
    ("total", "资金总额 (=1+2+3)"),
    ("fiscal", "其中：1.财政拨款"),
    ("own", "   2.自有资金"),
    ("own_business", "  其中:事业收入"),
    ("own_operating", " 经营性收入"),
    ("own_other", "       其他"),
    ("other", "     3.其他"),
)
NAMES = ("已到位资金(万元)", "到位率", "实际支\n出资金(万元)", "支出\n实现率")


def sheet(pen: Pen, form: Form, box: marks.Box, ticks: tuple[int, int, int, int], bought: C) -> str:
    """Return the common F1 sheet; `ticks`: 项目类型, 招投标, 政府采购, 合同管理."""

    def asked(number: int, cs: int) -> C:
        return C(inl=pen.options(box, YES_NO, {ticks[number]}), cs=cs)

    def long(name: str, label: str) -> list[C]:
        return [C(label, jc="center"), C(word(form, name), cs=13)]

    code = word(form, "function_code") + word(form, "function_name") + "\u3000"
    budget = form.funds["total"]["annual"] or ""
    rows = [
        [
            C("基本情况", rs=3, jc="center"),
            C("项目名称", jc="center"),
            C(word(form, "project_name"), cs=5),
            C("预算安排资金(万元)", cs=2, jc="center"),
            C(budget, cs=2, jc="center"),
            C("功能科目编码及名称", cs=2, jc="center"),
            C(code, cs=2),
        ],
        [
            C("项目实施单位", jc="center"),
            C(word(form, "implementing_unit"), cs=4),
            C("项目类型", jc="center"),
            C(inl=pen.options(box, ("延续项目", "新增项目"), {ticks[0]}, after=True), cs=3),
            C("联络人："),
            C(word(form, "contact_person")),
            C("联系电话："),
            C(word(form, "contact_phone"), cs=2),
        ],
        long("project_overview", "项目概况"),
        [
            C("项目组织管理情况", rs=5, jc="center"),
            C("是否实施招投标", jc="center"),
            asked(1, 4),
            C("是否实施政府采购", cs=2, jc="center"),
            asked(2, 7),
        ],
        [
            C("是否实行合同管理制", jc="center"),
            asked(3, 4),
            C("采购金额", cs=2, jc="center"),
            bought,
        ],
        long("adjustment_procedures", "项目调整内容及报批程序和手续"),
        long("management_systems", "单位已有的（或拟订的）保证项目实施的制度、措施"),
        long("work_measures", "具体工作措施"),
        [
            C("分 季 度 执 行 情 况 （一）", rs=10, jc="center"),
            C("资金安排使用情况（万元）", cs=14, jc="center"),
        ],
        *money_head(("第1季度", "1-2季度", "1-3季度"), (NAMES,) * 3, "全年安排资金额"),
        *money_rows(form.funds, LABELS),
        [C("监    控    报    告", rs=3, jc="center"), *long("outputs_achieved", "产出成果")],
        long("problems", "存在的问题"),
        long("improvements", "下一步改进意见"),
    ]
    return pen.table(rows, GRID)


def after_report() -> Specimen:
    """Word: a long report with other tables, then two F1; the second with two slips."""
    plain: dict[str, Cells] = {
        k: {} for k in ("own", "own_business", "own_operating", "own_other", "other")
    }
    fiscal = fund_row("72.6", "36.3 54.45 72.6", "14.52 33.9 60.18", trim=True)
    first = Form(
        F1,
        {
            "reporting_unit": "云岭县档案馆",
            "year": "2022",
            "period": OMIT,
            "report_date": BLANK,
            "project_name": "馆藏民国档案数字化",
            "budget_amount": "726000",
            "function_code": "2012604",
            "function_name": "档案馆",
            "implementing_unit": "云岭县档案馆",
            "project_type": "continuing",
            "contact_person": "贺兰舟",
            "contact_phone": "15300003318",
            "project_overview": "对馆藏民国档案1.8万卷进行整理、扫描和著录。",
            "tendering": "no",
            "government_procurement": "yes",
            "contract_management": "yes",
            "procurement_due": "650000",
            "procurement_actual": "632800",
            "procurement_not_applicable": "false",
            "adjustment_procedures": "无",
            "management_systems": "《云岭县档案馆数字化外包服务安全管理规定》",
            "work_measures": "加工场所全程监控，档案出入库逐卷登记。",
            "outputs_achieved": "完成扫描著录12,460卷、约187万页，数据抽检合格率99.7%。",
            "problems": "部分档案字迹褪色，著录效率偏低。",
            "improvements": "聘请2名退休档案专家协助辨识。",
        },
        {"total": fiscal, "fiscal": fiscal, **plain},
    )
    granted = fund_row("320", "160 240 320", "71.04 152.32 249.6")
    business = fund_row("40", "10 20 30", "6.4 15.2 24.8")
    operating = fund_row("25", "5 12 20", "3.1 8.75 15.5")
    own = fund_row("65", "15 32 50", "9.5 23.95 40.3")
    total = fund_row("385", "175 272 370", "80.54 176.27 289.9")
    second = Form(
        F1,
        {
            "reporting_unit": "云岭县档案馆",
            "year": "2022",
            "period": OMIT,
            "report_date": BLANK,
            "project_name": "县档案馆新馆运行维护",
            "budget_amount": "3850000",
            "function_code": "2012604",
            "function_name": "档案馆",
            "implementing_unit": "云岭县档案馆",
            "project_type": "new",
            "contact_person": "贺兰舟",
            "contact_phone": "15300003318",
            "project_overview": "新馆恒温恒湿、消防、安防系统运行维护及物业服务。",
            "tendering": "yes",
            "government_procurement": "yes",
            "contract_management": "yes",
            "procurement_due": "2960000",
            "procurement_actual": "2884000",
            "procurement_not_applicable": "false",
            "adjustment_procedures": "无",
            "management_systems": "《云岭县档案馆新馆设施设备运行管理制度》",
            "work_measures": "物业考核按月评分，分数与服务费挂钩。",
            "outputs_achieved": "库房温湿度达标率98.9%，消防设施完好率100%。",
            "problems": BLANK,
            "improvements": "四季度开展设备年检。",
        },
        {
            "total": total,
            "fiscal": granted | {"q1_q2.received": "2400000"},
            "own": own,
            "own_business": business,
            "own_operating": operating | {"q1_q2.spent": "5.65"},
            "own_other": {},
            "other": {},
        },
        mistakes=(
            Mistake(("funds.fiscal.q1_q2.received",), "total", "unit_slip", "2400000", "240"),
            Mistake(
                ("funds.own_operating.q1_q2.spent",), "total", "not_cumulative", "5.65", "8.75"
            ),
        ),
    )
    p = WordPen()
    p.rsid = "00D51B7E"
    box = marks.symbol(p, "Wingdings", "F0FE", "F0A8")

    def bought(due: str, paid: str) -> C:
        text = f"应采购金额  {due}  万元   实际采购金额  {paid}  万元   "
        return C(inl=p.run(text) + box(marks.OFF) + p.run("无该项内容"), cs=7)

    def simple(rows: list[list[str]], *widths: int) -> str:
        return p.table([[C(t, jc="center") for t in row] for row in rows], widths) + p.line("")

    contents = [
        ["目    录", "页码"],
        ["一、部门概况", "1"],
        ["二、项目资金绩效监控工作开展情况", "2"],
        ["附件1 项目资金绩效监控情况表（档案数字化）", "4"],
        ["附件2 项目资金绩效监控情况表（新馆运维）", "5"],
    ]
    staff = [
        ["姓名", "职务", "联系电话", "分工"],
        ["邓知行", "馆长（组长）", "15300003301", "全面负责"],
        ["贺兰舟", "办公室主任", "15300003318", "资金与绩效"],
        ["孟晚亭", "数字化股股长", "15300003320", "项目实施"],
    ]
    money = [
        ["科目", "年初预算（万元）", "1-9月支出（万元）", "执行率"],
        ["工资福利支出", "412.30", "309.14", "74.98%"],
        ["商品和服务支出", "96.00", "61.27", "63.82%"],
        ["合计", "508.30", "370.41", "72.87%"],
    ]
    text = (
        "云岭县档案馆为县委直属事业单位，核定编制26人，实有24人。2022年部门预算总额965.90万元，其中项目支出457.60万元，涉及项目2个。",
        "我馆成立了由馆长任组长的绩效监控工作领导小组，对照年初批复的绩效目标，逐项采集资金到位、支出和产出数据。项目名称、预算安排资金等内容与批复一致。",
        "总体看，两个项目资金到位及时，支出实现率与时序进度基本相符，未发现截留、挪用情况。详见附件。",
    )
    body = p.title("云岭县档案馆2022年1-9月项目资金绩效监控报告", 36)
    body += simple(contents, 7600, 1400)
    body += p.line("一、部门概况", size=30, bold=True) + p.line(text[0], size=28)
    body += p.line("表1  绩效监控工作领导小组人员表", "center", 24) + simple(
        staff, 1600, 2400, 2400, 2600
    )
    body += p.line("二、项目资金绩效监控工作开展情况", size=30, bold=True) + p.line(
        text[1], size=28
    )
    body += p.line("表2  基本支出执行情况", "center", 24) + simple(money, 3000, 2000, 2000, 2000)
    body += p.line(text[2], size=28) + p.line("云岭县档案馆", "right", 28) + section(body=False)
    title = "2022年度项目资金绩效监控情况表"
    unit = "填报单位（盖章）：云岭县档案馆　　　　　　　　填报日期：　　年　　月　　日"
    body += p.line("附件1", size=24) + p.title(title) + p.line(unit)
    body += sheet(p, first, box, (0, 1, 0, 0), bought("65", "63.28"))
    body += section(landscape=True, body=False)
    body += p.line("附件2", size=24) + p.title(title) + p.line(unit)
    body += sheet(p, second, box, (1, 0, 0, 0), bought("296", "288.4")) + p.line("")
    grid = '<w:style w:type="table" w:styleId="a3"><w:name w:val="Table Grid"/></w:style>'
    data = Package(
        p.document(body, section(landscape=True)), {"styles": styles("仿宋", 28, grid)}
    ).build()
    return Specimen(
        "f1_two_after_report",
        "Word: a report with a table of contents, a staff table and a budget table, then two forms; the second with one cell in yuan and one that is not cumulative",
        (
            "other tables before the forms",
            "two forms of one kind",
            "Wingdings w:sym F0FE and F0A8",
            "sections of both orientations",
            "empty date",
            "2400000 among 万元",
            "a half-year amount that is the second quarter's alone",
        ),
        (first, second),
        data,
    )


def both() -> Specimen:
    """WPS: F3 and F1 of one project in one file; amounts beside a ticked 无该项内容."""
    evaluation = Form(
        F3,
        {
            "year": "2022",
            "project_name": "畜禽强制免疫疫苗采购及补助",
            "department": "枫桥铺区农业农村局",
            "implementing_unit": "枫桥铺区动物疫病预防控制中心",
            "goal.expected": "口蹄疫、高致病性禽流感强制免疫应免尽免。",
            "goal.actual": "免疫生猪26.4万头、家禽312万羽，抗体合格率86.3%。",
            "total.weight": "100",
            "total.score": "97.82",
        },
        {
            "total": {
                "initial_budget": "240",
                "annual_budget": "240",
                "executed": "211.68",
                "weight": "10",
                "execution_rate": "88.2",
                "score": "8.82",
            },
            "fiscal": {
                "initial_budget": "240",
                "annual_budget": "240",
                "executed": "211.68",
                "weight": BLANK,
                "execution_rate": "88.2",
                "score": BLANK,
            },
            "carryover": {},
            "other": {},
        },
        levels(
            (
                ("免疫生猪头数", "≥26万头", "26.4万头", "15", "15", ""),
                ("免疫家禽羽数", "≥300万羽", "312万羽", "15", "15", ""),
                ("群体抗体合格率", "≥70%", "86.3%", "20", "20", ""),
                ("重大动物疫情", "不发生", "未发生", "20", "20", ""),
                ("养殖业持续健康发展", "稳定", "稳定", "10", "10", ""),
                ("养殖户满意度", "≥90%", "89%", "10", "9", "加强技术指导。"),
            ),
            level1=("产出指标",) * 3 + ("效益指标",) * 2 + ("满意度指标",),
            level2=(
                "数量指标",
                "数量指标",
                "质量指标",
                "社会效益指标",
                "可持续影响指标",
                "服务对象满意度指标",
            ),
        ),
    )
    row = fund_row("240", "120 180 240", "52.8 115.2 174.96", trim=True)
    monitoring = Form(
        F1,
        {
            "reporting_unit": "枫桥铺区动物疫病预防控制中心",
            "year": "2022",
            "period": "2022-Q3",
            "report_date": "2022-10-11",
            "project_name": "畜禽强制免疫疫苗采购及补助",
            "budget_amount": "2400000",
            "function_code": "2130108",
            "function_name": "病虫害控制",
            "implementing_unit": "枫桥铺区动物疫病预防控制中心",
            "project_type": "continuing",
            "contact_person": "骆闻笛",
            "contact_phone": "0715-7700265",
            "project_overview": "采购口蹄疫、禽流感疫苗，兑付养殖场先打后补资金。",
            "tendering": "not_applicable",
            "government_procurement": "yes",
            "contract_management": "yes",
            "procurement_due": "1380000",
            "procurement_actual": "1356200",
            "procurement_not_applicable": "true",
            "adjustment_procedures": BLANK,
            "management_systems": "《强制免疫疫苗管理办法》；疫苗出入库台账制度。",
            "work_measures": "春秋两季集中免疫，月月补免。",
            "outputs_achieved": "春防免疫密度100%。",
            "problems": "散养户免疫难度大。",
            "improvements": "推行“先打后补”。",
        },
        {"total": row, "fiscal": row, "own": {}, "other": {}},
        mistakes=(
            Mistake(("procurement_not_applicable",), "choice", None, "√无该项内容", "□无该项内容"),
        ),
    )
    p = WpsPen()
    p.floating = False
    p.font = "宋体"
    box = marks.bordered(p)
    heads = (
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    )
    names = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    upper = [
        [C("项目名称", cs=2), C(word(evaluation, "project_name"), cs=7)],
        [
            C("主管部门", cs=2),
            C(word(evaluation, "department"), cs=3),
            C("实施单位", cs=2),
            C(word(evaluation, "implementing_unit"), cs=2),
        ],
        [C("项目资金（万元）", cs=2, rs=5), C(""), *(C(t, jc="center") for t in names)],
        *budget_rows(
            evaluation.funds,
            (
                ("total", "年度资金总额"),
                ("fiscal", "其中：当年财政拨款"),
                ("carryover", "上年结转资金"),
                ("other", "其他资金"),
            ),
        ),
        [
            C("年度总体目标", rs=2),
            C("预期目标", cs=4, jc="center"),
            C("实际完成情况", cs=4, jc="center"),
        ],
        [C(word(evaluation, "goal.expected"), cs=4), C(word(evaluation, "goal.actual"), cs=4)],
        [C("绩效指标", rs=7), *(C(t, jc="center") for t in heads)],
        *grade_rows(evaluation),
        [C("总分", cs=6, jc="center"), C("100", jc="center"), C("97.82", jc="center"), C("")],
    ]

    def asked(label: str, ticked: int) -> list[C]:
        return [C(label, cs=2), C(inl=p.options(box, YES_NO, {ticked}, gap="　"), cs=5)]

    def long(name: str, label: str) -> list[C]:
        return [C(label, cs=2), C(word(monitoring, name), cs=12)]

    flat = [C("资金来源", jc="center"), C("全年安排资金额", jc="center")]
    for period in ("第1季度", "1-2季度", "1-3季度"):
        flat += [
            C(f"{period}\n{t}", jc="center")
            for t in ("已到位资金（万元）", "到位率", "实际支出资金（万元）", "支出实现率")
        ]
    short = tuple(pair for pair in LABELS if pair[0] in {"total", "fiscal", "own", "other"})
    money = "应采购金额 138 万元　实际采购金额 135.62 万元　"
    lower = [
        [
            C("项目名称", cs=2),
            C(word(monitoring, "project_name"), cs=5),
            C("预算安排资金(万元)", cs=2),
            C("240", cs=2),
            C("项目类型"),
            C(inl=p.options(box, ("延续项目", "新增项目"), {0}, after=True), cs=2),
        ],
        [
            C("功能科目编码及名称", cs=2),
            C("2130108病虫害控制", cs=5),
            C("项目实施单位", cs=2),
            C(word(monitoring, "implementing_unit"), cs=5),
        ],
        [C("联络人：", cs=2), C("骆闻笛", cs=5), C("联系电话：", cs=2), C("0715-7700265", cs=5)],
        long("project_overview", "项目概况"),
        [*asked("是否实施招投标", 2), *asked("是否实施政府采购", 0)],
        [
            *asked("是否实行合同管理制", 0),
            C("采购金额", cs=1),
            C(inl=p.run(money) + box(marks.ON) + p.run("无该项内容"), cs=6),
        ],
        long("adjustment_procedures", "项目调整内容及报批程序和手续"),
        long("management_systems", "单位已有的（或拟订的）保证项目实施的制度、措施"),
        long("work_measures", "具体工作措施"),
        [C("资金安排使用情况（万元）", cs=14, jc="center", bold=True)],
        flat,
        *money_rows(monitoring.funds, short),
        long("outputs_achieved", "产出成果"),
        long("problems", "存在的问题"),
        long("improvements", "下一步改进意见"),
    ]
    body = (
        p.line("附件5-1")
        + p.title("项目支出绩效自评表")
        + p.line("（2022年度）", "center", 24)
        + p.table(upper, (600, 800, 1500, 1150, 1150, 1150, 800, 900, 1650))
        + section(body=False)
        + p.line("附件5-2")
        + p.title("2022年三季度项目资金绩效监控情况表")
        + p.line("填报单位（盖章）：枫桥铺区动物疫病预防控制中心　　　　填报日期：2022-10-11")
        + p.table(lower, (1700, *([980] * 13)))
        + p.line("")
    )
    kern = '<w:style w:type="table" w:styleId="4"><w:name w:val="Table Grid"/></w:style>'
    data = Package(
        p.document(body, section(landscape=True)), {"styles": styles("宋体", 21, kern)}
    ).build()
    return Specimen(
        "f3_f1_wps_bordered_boxes",
        "WPS: a self-evaluation and a monitoring form of one project in one file; procurement amounts stand beside a ticked 无该项内容",
        (
            "both kinds in one file",
            "character borders as boxes",
            "money table with one header row",
            "no rows below 自有资金",
            "ISO date",
            "amounts beside 无该项内容",
        ),
        (evaluation, monitoring),
        data,
    )


def mixed_marks() -> Specimen:
    """Word: five ways to tick in one form, rates without their sign, one rate not updated."""
    granted = fund_row("96", "48 72 96", "19.2 43.2 76.8")
    total = granted | {"q1_q2.spent_rate": "20.00"}
    form = Form(
        F1,
        {
            "reporting_unit": BLANK,
            "year": "2024",
            "period": ABSENT,
            "report_date": ABSENT,
            "project_name": "城区公共厕所开放管护",
            "budget_amount": "960000",
            "function_code": "2120501",
            "function_name": "城乡社区环境卫生",
            "implementing_unit": "柳浪区市容环境卫生服务中心",
            "project_type": "continuing",
            "contact_person": "司马青",
            "contact_phone": "13600009024",
            "project_overview": "保障城区64座公共厕所免费开放和日常管护。",
            "tendering": "no",
            "government_procurement": "yes",
            "contract_management": "yes",
            "procurement_due": "720000",
            "procurement_actual": "705000",
            "procurement_not_applicable": "false",
            "adjustment_procedures": "暂无",
            "management_systems": "公厕管护“五净三无两通一明”标准。",
            "work_measures": "一厕一人，定时消杀，暗访考核。",
            "outputs_achieved": "64座公厕全部免费开放，保洁达标率97.5%。",
            "problems": "夜间如厕照明不足。",
            "improvements": "新增太阳能灯38盏。",
        },
        {"total": total, "fiscal": granted}
        | {k: {} for k in ("own", "own_business", "own_operating", "own_other", "other")},
        mistakes=(
            Mistake(("funds.total.q1_q2.spent_rate",), "ratio", "stale_period", "20.00", "45.00"),
        ),
    )
    p = WordPen()
    p.font = "楷体"

    def long(name: str, label: str) -> list[C]:
        return [C(label, jc="center"), C(word(form, name), cs=13)]

    kind = p.run("延续项目") + p.run("√") + p.run("  新增项目") + p.run("□")
    over = p.options(marks.overtyped(p), YES_NO, {1}, gap="  ")
    bare = p.run("√是 □否 □无该项内容")
    boxes = p.options(marks.legacy(p, by_default=True), YES_NO, {0})
    second = marks.symbol(p, "Wingdings 2", "0052", "00A3")
    bought = (
        p.run("应采购金额 72 万元 实际采购金额 70.5 万元 ")
        + second(marks.OFF)
        + p.run("无该项内容")
    )
    names = ("已到位资金（万元）", "到位率\n（%）", "实际支出资金（万元）", "支出实现率（%）")
    rows = [
        [
            C("基本情况", rs=3, jc="center"),
            C("项目名称", jc="center"),
            C(word(form, "project_name"), cs=5),
            C("预算安排资金(万元)", cs=2, jc="center"),
            C("　96　", cs=2),
            C("功能科目编码及名称", cs=2, jc="center"),
            C("2120501\n城乡社区环境卫生", cs=2),
        ],
        [
            C("项目实施单位", jc="center"),
            C(word(form, "implementing_unit"), cs=4),
            C("项目类型", jc="center"),
            C(inl=kind, cs=3),
            C("联络人："),
            C("司马青"),
            C("联系电\n话："),
            C("136 0000 9024", cs=2),
        ],
        long("project_overview", "项目概况"),
        [
            C("项目组织管理情况", rs=5, jc="center"),
            C("是否实施招投标", jc="center"),
            C(inl=over, cs=4),
            C("是否实施政府采购", cs=2, jc="center"),
            C(inl=bare, cs=7),
        ],
        [
            C("是否实行合同管理制", jc="center"),
            C(inl=boxes, cs=4),
            C("采购金额", cs=2, jc="center"),
            C(inl=bought, cs=7),
        ],
        long("adjustment_procedures", "项目调整内容及报批程序和手续"),
        long("management_systems", "单位已有的（或拟订的）保证项目实施的制度、措施"),
        long("work_measures", "具体工作措施"),
        [
            C("分 季 度 执 行 情 况 （一）", rs=10, jc="center"),
            C("资金安排使用情况（万元）", cs=14, jc="center"),
        ],
        *money_head(("第1季度", "1-2季度", "1-3季度"), (names,) * 3, "全年安排资金额"),
        *money_rows(form.funds, LABELS, rate=lambda v: as_rate(v).removesuffix("%")),
        [C("监    控    报    告", rs=3, jc="center"), *long("outputs_achieved", "产出成果")],
        long("problems", "存在的问题"),
        long("improvements", "下一步改进意见"),
    ]
    body = (
        p.title("项目资金绩效监控情况表")
        + p.line("（2024年度）", "center", 24)
        + p.line("填报单位（盖章）\t\t\t\t\t\t\t\t单位：万元")
        + p.table(rows, GRID)
        + p.line("")
    )
    grid = '<w:style w:type="table" w:styleId="a3"><w:name w:val="Table Grid"/></w:style>'
    data = Package(
        p.document(body, section(landscape=True, margin=800)), {"styles": styles("楷体", 21, grid)}
    ).build()
    return Specimen(
        "f1_word_mixed_marks",
        "Word: five ways to tick in one form, rates bare below headers with （%）; the half-year rate of the total row is still the first quarter's",
        (
            "√ instead of the box",
            "tick typed over its box",
            "FORMCHECKBOX with w:default alone",
            "Wingdings 2 w:sym without the F0 page",
            "rates without sign, （%） in the header",
            "unit name left blank",
            "code and name on two lines",
        ),
        (form,),
        data,
    )


BUILDERS = (after_report, both, mixed_marks)
