"""Specimens of 项目资金绩效监控情况表 from Word, WPS Writer and LibreOffice."""

from corpus.independent import marks
from corpus.independent.pack import Package
from corpus.independent.pens import C, LibrePen, WordPen, WpsPen, section, styles
from corpus.independent.sheets import YES_NO, grouped, money_head, money_rows, word
from corpus.independent.truth import (
    ABSENT,
    BLANK,
    YUAN,
    Form,
    Mistake,
    Specimen,
    fund_row,
)

F1 = "project_fund_monitoring"
GRID = (600, 1500, *([980] * 13))


def tracked() -> Specimen:
    """Word with tracked changes, hidden text and content-control boxes."""
    money = fund_row("86.5", "40 70 86.5", "21.38 49.06 68.92", trim=True)
    form = Form(
        F1,
        {
            "reporting_unit": "望溪县司法局",
            "year": "2023",
            "period": "2023-Q3",
            "report_date": "2023-10-12",
            "project_name": "人民调解“以奖代补”经费",
            "budget_amount": "865000",
            "function_code": "2040604",
            "function_name": "基层司法业务",
            "implementing_unit": "望溪县司法局人民参与和促进法治股",
            "project_type": "continuing",
            "contact_person": "段知秋",
            "contact_phone": "0736-5320118",
            "project_overview": "对全县126个村（社区）人民调解委员会调处的矛盾纠纷案件，按简易、一般、疑难三类给予每件50元、200元、800元的补贴。",
            "tendering": "not_applicable",
            "government_procurement": "no",
            "contract_management": "not_applicable",
            "procurement_due": BLANK,
            "procurement_actual": BLANK,
            "procurement_not_applicable": "true",
            "adjustment_procedures": "未调整。",
            "management_systems": "《望溪县人民调解案件补贴管理办法》《望溪县司法局财务管理制度》。",
            "work_measures": "一案一卷、一案一补，司法所初审、股室复核、局党组会研究后统一打卡发放。",
            "outputs_achieved": "前三季度共调处各类矛盾纠纷3,412件，调处成功率98.6%，发放案件补贴68.92万元。",
            "problems": "部分村级调委会卷宗制作不规范，影响补贴发放进度。\n个别疑难案件认定标准有待统一。",
            "improvements": "10月底前组织一次卷宗评查，对不合格卷宗限期整改。",
        },
        {"total": money, "fiscal": money}
        | {k: {} for k in ("own", "own_business", "own_operating", "own_other", "other")},
    )
    p = WordPen()
    box = marks.control(p)

    def hidden(text: str) -> str:
        return p.run(text, extra="<w:vanish/>")

    def revised(old: str, new: str) -> str:
        by = 'w:author="段知秋" w:date="2023-10-12T15:02:00Z"'
        gone = p.run(old).replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")
        return f'<w:del w:id="71" {by}>{gone}</w:del><w:ins w:id="72" {by}>{p.run(new)}</w:ins>'

    def yes_no(ticked: int) -> C:
        return C(inl=p.options(box, YES_NO, {ticked}, gap=" "), cs=4)

    def long(name: str, label: str) -> list[C]:
        return [C(label, jc="center"), C(word(form, name), cs=13)]

    labels = (
        ("total", "资金总额(=1+2+3)"),
        ("fiscal", "其中：1.财政拨款"),
        ("own", "      2.自有资金"),
        ("own_business", "  其中:事业收入"),
        ("own_operating", "      经营性收入"),
        ("own_other", "      其他"),
        ("other", "      3.其他"),
    )
    measures = ("已到位资金（万元）", "到位率", "实际支\n出资金(万元)", "支出实现率")
    last = ("累计已到位资金（万元）", "到位率", "实际支\n出资金\n(万元)", "支出\n实现率")
    head = money_head(
        ("第1季度", "1-2季度", "1-3季度"), (measures, measures, last), "全年安排资金额"
    )
    amounts = money_rows(form.funds, labels)
    amounts[0][4] = C(inl=revised("21.83", "21.38"), jc="center")
    name = (
        p.run("人民调解")
        + '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:proofErr w:type="gramStart"/>'
    )
    name += (
        p.run("“以奖代补”")
        + '<w:proofErr w:type="gramEnd"/><w:bookmarkEnd w:id="0"/>'
        + p.run("经费")
    )
    basic = [
        [
            C("基本情况", rs=3, jc="center"),
            C("项目名称", jc="center"),
            C(inl=name + hidden("（与预算批复一致）"), cs=4),
            C("预算安排资金(万元)", cs=2, jc="center"),
            C("86.5　", cs=2),
            C("功能科目编码及名称", cs=2, jc="center"),
            C("2040604基层司法业务　", cs=3),
        ],
        [
            C("项目实施单位", jc="center"),
            C(word(form, "implementing_unit"), cs=4),
            C("项目类型", cs=2, jc="center"),
            C(inl=p.options(box, ("延续项目", "新增项目"), {0}, after=True), cs=2),
            C("联络人：", jc="center"),
            C("段知秋", jc="center"),
            C("联系电话：", jc="center"),
            C("0736-5320118", cs=2, jc="center"),
        ],
        long("project_overview", "项目概况"),
    ]
    bought = (
        p.run("应采购金额         万元   实际采购金额        万元   ")
        + box(marks.ON)
        + p.run("无该项内容")
    )
    managed = [
        [
            C("项目组织管理情况", rs=5, jc="center"),
            C("是否实施招投标", jc="center"),
            yes_no(2),
            C("是否实施政府采购", cs=2, jc="center"),
            C(inl=p.options(box, YES_NO, {1}, gap="       "), cs=7),
        ],
        [
            C("是否实行合同管理制", jc="center"),
            yes_no(2),
            C("采购金额", cs=2, jc="center"),
            C(inl=bought, cs=7),
        ],
        long("adjustment_procedures", "项目调整内容及报批程序和手续"),
        long("management_systems", "单位已有的（或拟订的）保证项目实施的制度、措施"),
        long("work_measures", "具体工作措施"),
    ]
    quarters = [
        [
            C("分 季 度 执 行 情 况 （一）", rs=10, jc="center"),
            C("资金安排使用情况（万元）", cs=14, jc="center"),
        ],
        *head,
        *amounts,
    ]
    report = [
        [C("监    控    报    告", rs=3, jc="center"), *long("outputs_achieved", "产出成果")],
        long("problems", "存在的问题"),
        long("improvements", "下一步改进意见"),
    ]
    table = p.table([*basic, *managed, *quarters, *report], GRID)
    struck_row = ("", "  上级补助", "12.5", "12.5", "100%", "0", "0%", *([""] * 8))
    removed = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/>{"<w:vMerge/>" if not i else ""}</w:tcPr>'
        f'<w:p><w:del w:id="{80 + i}" w:author="段知秋" w:date="2023-10-12T15:04:00Z"><w:r>'
        f"<w:delText>{struck_row[i]}</w:delText></w:r></w:del></w:p></w:tc>"
        for i, w in enumerate(GRID)
    )
    struck = (
        '<w:tr><w:trPr><w:del w:id="79" w:author="段知秋" w:date="2023-10-12T15:04:00Z"/></w:trPr>'
        f"{removed}</w:tr>"
    )
    at = [i for i in range(len(table)) if table.startswith("<w:tr ", i)][13]
    table = table[:at] + struck + table[at:]
    body = (
        p.line("附件3")
        + p.title("2023年第3季度项目资金绩效监控情况表")
        + p.para(
            p.run("填报单位（盖章）：望溪县司法局")
            + p.run("\t\t\t\t\t")
            + p.run("填报日期：2023年10月12日")
            + hidden("【请于季后15日内报送，一式两份】")
        )
        + table
        + p.line("")
    )
    settings = (
        '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:trackRevisions/><w:rsids><w:rsidRoot w:val="00A43F1C"/></w:rsids></w:settings>'
    )
    grid = '<w:style w:type="table" w:styleId="a3"><w:name w:val="Table Grid"/></w:style>'
    data = Package(
        p.document(body, section(landscape=True)),
        {"styles": styles("宋体", 21, grid), "settings": settings},
    ).build()
    return Specimen(
        "f1_word_tracked_changes",
        "Word with tracked changes not yet accepted: an amount corrected, a row deleted; all adds up",
        (
            "tracked insertion and deletion in one cell",
            "tracked deletion of a whole row (上级补助)",
            "hidden text in a value cell and after the date",
            "w14:checkbox content controls",
            "runs split between Chinese and Western characters",
            "year and quarter in the title, date beside the unit",
        ),
        (form,),
        data,
    )


def overlaid() -> Specimen:
    """WPS with EQ fields as ticks, vertical text and one rate with swapped digits."""
    fiscal = fund_row("420", "200 350 420", "96.35 214.80 338.10")
    own = fund_row("60", "15 30 45", "8.20 21.60 36.90")
    total = fund_row("480", "215 380 465", "104.55 236.40 375.00")
    wrong = fiscal | {"q1_q2.spent_rate": "51.41"}
    form = Form(
        F1,
        {
            "reporting_unit": "南垣区农业农村局",
            "year": ABSENT,
            "period": ABSENT,
            "report_date": ABSENT,
            "project_name": "农村户用厕所改造及粪污资源化利用",
            "budget_amount": "4800000",
            "function_code": "2130126",
            "function_name": "农村社会事业",
            "implementing_unit": "南垣区农村能源服务站",
            "project_type": "new",
            "contact_person": "欧阳朔",
            "contact_phone": "18900001207",
            "project_overview": "2023年计划改造农村户用卫生厕所1600户，配套建设粪污集中处理点4处。",
            "tendering": "yes",
            "government_procurement": "yes",
            "contract_management": "yes",
            "procurement_due": "3120000",
            "procurement_actual": "2986400",
            "procurement_not_applicable": "false",
            "adjustment_procedures": BLANK,
            "management_systems": "一、《南垣区农村改厕项目资金管理办法》；\n二、《农村户厕改造技术导则》；\n三、项目公示制、验收制、档案制。",
            "work_measures": "区、镇、村三级逐户验收，验收合格后按每户1800元兑付，张榜公示7天。",
            "outputs_achieved": "完成户厕改造1,270户，占年度任务的79.4%；集中处理点建成3处。",
            "problems": "山区农户施工成本高，配套投入不足。",
            "improvements": "四季度集中力量完成剩余330户改造任务。",
        },
        {
            "total": total,
            "fiscal": wrong,
            "own": own,
            "own_business": own,
            "own_operating": {},
            "own_other": {},
            "other": {},
        },
        mistakes=(
            Mistake(
                ("funds.fiscal.q1_q2.spent_rate",), "ratio", "transposed_digits", "51.41%", "51.14%"
            ),
        ),
    )
    p = WpsPen()
    box = marks.overlay(p)

    def yes_no(ticked: int, cs: int) -> C:
        return C(inl=p.options(box, YES_NO, {ticked}), cs=cs)

    def long(name: str, label: str) -> list[C]:
        return [C(label, cs=2, jc="center", bold=True), C(word(form, name), cs=13)]

    labels = (
        ("total", "资金总额（=1＋2＋3）"),
        ("fiscal", "其中：1、财政拨款"),
        ("own", "2、自有资金"),
        ("own_business", "其中：事业收入"),
        ("own_operating", "经营性收入"),
        ("own_other", "其他"),
        ("other", "3、其他"),
    )
    names = ("已到位资金\n（万元）", "到位率", "实际支出资金（万元）", "支出\n实现率")
    periods = ("第 1 季 度", "1－2 季 度", "1－3 季 度")
    head = money_head(
        periods, (names, names, names), "全年安排\n资金额", C("资金来源", rs=2, cs=2, jc="center")
    )
    bought = (
        p.run("应采购金额  312  万元    实际采购金额 298.64 万元    ")
        + box(marks.OFF)
        + p.run("无该项内容")
    )
    rows = [
        [
            C("基本情况", rs=3, vert=True, jc="center"),
            C("项 目 名 称", cs=2, jc="center"),
            C(word(form, "project_name"), cs=4),
            C("预算安排资金（万元）", cs=2, jc="center"),
            C("480.00", cs=2, jc="center"),
            C("功能科目编码及名称", cs=2, jc="center"),
            C("2130126-农村社会事业", cs=3),
        ],
        [
            C("项目实施单位", cs=2, jc="center"),
            C(word(form, "implementing_unit"), cs=3),
            C("项目类型", cs=2, jc="center"),
            C(inl=p.options(box, ("延续项目", "新增项目"), {1}, after=True), cs=4),
            C("联 络 人", jc="center"),
            C("欧阳朔", jc="center"),
            C("联系电话", jc="center"),
            C("189 0000 1207", jc="center"),
        ],
        long("project_overview", "项 目 概 况"),
        [
            C("项目组织管理情况", rs=5, vert=True, jc="center"),
            C("是否实施招投标", cs=2, jc="center"),
            yes_no(0, 4),
            C("是否实施政府采购", cs=3, jc="center"),
            yes_no(0, 6),
        ],
        [
            C("是否实行合同管理制", cs=2, jc="center"),
            yes_no(0, 4),
            C("采 购 金 额", cs=2, jc="center"),
            C(inl=bought, cs=7),
        ],
        long("adjustment_procedures", "项目调整内容及报批程序和手续"),
        long("management_systems", "单位已有的（或拟订的）保证项目实施的制度、措施"),
        long("work_measures", "具体工作措施"),
        [
            C("分季度执行情况（一）", rs=10, vert=True, jc="center"),
            C("资 金 安 排 使 用 情 况（万元）", cs=15, jc="center", bold=True),
        ],
    ]
    amounts = money_rows(form.funds, labels, cs=2)
    report = [
        [C("监控报告", rs=3, vert=True, jc="center"), *long("outputs_achieved", "产 出 成 果")],
        long("problems", "存 在 的 问 题"),
        long("improvements", "下一步改进意见"),
    ]
    widths = (560, 700, 900, *([980] * 13))
    table = p.table([*rows, *head, *amounts, *report], widths)
    body = (
        p.line("附件2：", size=24)
        + p.title("项目资金绩效监控情况表", 40)
        + p.line("填报单位（盖章）：南垣区农业农村局", size=21)
        + table
        + p.line("注：本表一式两份，报区财政局绩效股。", size=18)
    )
    kern = '<w:style w:type="table" w:styleId="4"><w:name w:val="Table Grid"/></w:style>'
    data = Package(
        p.document(body, section(landscape=True, margin=700)),
        {"styles": styles("仿宋", 21, kern)},
    ).build()
    return Specimen(
        "f1_wps_eq_overlay",
        "WPS with a tick over each chosen box by EQ \\o\\ac; one rate has two digits swapped",
        (
            "EQ \\o\\ac(□,√) fields as ticks",
            "floating table",
            "vertical text direction",
            "widened labels",
            "phone with blanks inside",
            "full-width dashes and plus signs in labels",
            "rates with trailing zeros",
        ),
        (form,),
        data,
    )


def office() -> Specimen:
    """LibreOffice, three tables, the money in yuan; a total that leaves one part out."""
    fiscal = fund_row(
        "1500000.00", "600000.00 1100000.00 1500000.00", "352600.00 781450.50 1206318.40"
    )
    own = fund_row("240000.00", "60000.00 120000.00 180000.00", "41200.00 98760.00 152430.00")
    total = fund_row(
        "1740000.00", "660000.00 1220000.00 1680000.00", "393800.00 880210.50 1358748.40"
    )
    wrong = total | {"q1_q3.spent": "1206318.40"}
    form = Form(
        F1,
        {
            "reporting_unit": "石壑县公共卫生事务中心",
            "year": "2022",
            "period": ABSENT,
            "report_date": ABSENT,
            "project_name": "重点人群健康体检及慢病随访",
            "budget_amount": "1740000",
            "function_code": "2100408",
            "function_name": "基本公共卫生服务",
            "implementing_unit": "石壑县公共卫生事务中心",
            "project_type": "continuing",
            "contact_person": "简宁",
            "contact_phone": "5563207",
            "project_overview": "为65岁及以上老年人、高血压和糖尿病患者提供每年一次免费体检和四次面对面随访。",
            "tendering": "no",
            "government_procurement": "yes",
            "contract_management": "yes",
            "procurement_due": "386000",
            "procurement_actual": "352800",
            "procurement_not_applicable": ABSENT,
            "adjustment_procedures": "无",
            "management_systems": "《国家基本公共卫生服务规范（第三版）》、本单位内部控制手册。",
            "work_measures": "按季考核，以服务数量和质量核拨补助。",
            "outputs_achieved": "体检老年人18,406人，体检率72.3%；规范管理高血压患者9,871人。",
            "problems": "外出务工人员随访难度大。",
            "improvements": "推行“节假日返乡体检周”。",
        },
        {
            "total": wrong,
            "fiscal": fiscal,
            "own": own,
            "own_business": own,
            "own_operating": {},
            "own_other": {},
            "other": {},
        },
        unit=YUAN,
        mistakes=(
            Mistake(
                ("funds.total.q1_q3.spent",),
                "total",
                "omitted_part",
                "1,206,318.40",
                "1,358,748.40",
            ),
        ),
    )
    p = LibrePen()
    box = marks.typed(p, "☑", "☐")

    def choice(ticked: int, cs: int) -> C:
        return C(inl=p.options(box, YES_NO, {ticked}, gap=" "), cs=cs)

    first = [
        [
            C("基本情况", rs=3),
            C("项目名称"),
            C(word(form, "project_name"), cs=2),
            C("预算安排资金（元）"),
            C("1,740,000.00", jc="end"),
        ],
        [
            C("功能科目编码及名称"),
            C("（2100408）基本公共卫生服务", cs=2),
            C("项目实施单位"),
            C(word(form, "implementing_unit")),
        ],
        [
            C("项目类型"),
            C(inl=p.options(box, ("延续项目", "新增项目"), {0}, gap=" ")),
            C("联络人：简宁"),
            C("联系电话"),
            C("5563207"),
        ],
        [C("项目概况", cs=2), C(word(form, "project_overview"), cs=4)],
        [
            C("项目组织管理情况", rs=6),
            C("是否实施招投标"),
            choice(1, 2),
            C("是否实施政府采购"),
            choice(0, 1),
        ],
        [
            C("是否实行合同管理制"),
            choice(0, 2),
            C("采购金额"),
            C("应采购金额 386,000.00 元\n实际采购金额 352,800.00 元"),
        ],
        [C("项目调整内容及报批程序和手续", cs=2), C("无", cs=3)],
        [
            C("单位已有的（或拟订的）保证项目实施的制度、措施", cs=2),
            C(word(form, "management_systems"), cs=3),
        ],
        [C("具体工作措施", cs=2, rs=2), C(word(form, "work_measures"), cs=3, rs=2)],
        [],
    ]
    labels = (
        ("total", "资金总额（1+2+3）"),
        ("fiscal", "1.财政拨款"),
        ("own", "2.自有资金"),
        ("own_business", "其中：事业收入"),
        ("own_operating", "经营性收入"),
        ("own_other", "其他"),
        ("other", "3.其他"),
    )
    names = ("已到位资金", "到位率", "实际支出资金", "支出实现率")
    head = money_head(
        ("第1季度", "1-2季度", "1-3季度"),
        (names, names, ("累计已到位资金", *names[1:])),
        "全年安排资金额",
        C("资金来源", rs=2),
    )
    second = [*head, *money_rows(form.funds, labels, money=grouped, jc="end")]
    third = [
        [C("监控报告", rs=3), C("产出成果"), C(word(form, "outputs_achieved"))],
        [C("存在的问题"), C(word(form, "problems"))],
        [C("下一步改进意见"), C(word(form, "improvements"))],
    ]
    body = (
        p.title("项目资金绩效监控情况表")
        + p.line("（2022年度）", "center", 24)
        + p.line("填报单位（盖章）：石壑县公共卫生事务中心")
        + p.table(first, (703, 2011, 2598, 2103, 2377, 4946))
        + p.line("")
        + p.line("分季度执行情况（一）：资金安排使用情况", "center", 22, bold=True)
        + p.line("单位：元", "end")
        + p.table(second, (1702, 1187, *([1187, 757, 1187, 816] * 3)))
        + p.line("")
        + p.table(third, (1047, 1851, 11839))
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="TableContents"><w:name w:val="Table Contents"/>'
        '<w:pPr><w:suppressLineNumbers/></w:pPr><w:rPr><w:sz w:val="16"/></w:rPr></w:style>'
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>zh-CN</dc:language><cp:revision>7</cp:revision></cp:coreProperties>'
    )
    data = Package(
        p.document(body, section(landscape=True)),
        {"styles": styles("Noto Serif CJK SC", 20, style)},
        core=core,
    ).build()
    return Specimen(
        "f1_libreoffice_three_tables_yuan",
        "LibreOffice export: three tables, 单位：元, a total that leaves the own funds out",
        (
            "money table of its own, its unit in a note above",
            "commas in amounts; 元 in the header",
            "borders on every cell, odd grid widths",
            "label and value in one cell (联络人：简宁)",
            "two vertically merged cells with an empty row below",
            "no box 无该项内容 in the procurement cell",
        ),
        (form,),
        data,
    )


BUILDERS = (tracked, overlaid, office)
