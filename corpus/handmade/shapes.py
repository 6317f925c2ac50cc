"""Specimens whose tables have an odd shape."""

from corpus.handmade.ink import ABOVE, TINY, Cell, Row, block, document, para, run, table
from corpus.handmade.parcel import Parts, styles
from corpus.handmade.sheets import (
    FUNDS,
    MEASURE_NAMES,
    PERIOD_NAMES,
    REST,
    WIDTHS,
    Sheet,
    heading,
    shown,
)
from corpus.handmade.truths import Specimen
from corpus.independent.truth import ABSENT, MEASURES, OMIT, PERIODS, SOURCES, Form, Mistake
from corpus.independent.truth import fund_row as row

KIND = "project_fund_monitoring"
PLAIN_STYLES = {"styles": styles()}
STEPS = "\n".join(f"第{n}项：完成第{n}标段的巡查、登记和回访。" for n in range(1, 41))


def framed(text: str, depth: int) -> str:
    """Return a paragraph in so many tables of one cell, each inside the other."""
    xml = block(text)
    for level in range(depth):
        xml = table([[Cell(xml)]], [6600 - 20 * (depth - level)], borders=False) + para(props=TINY)
    return xml


def innermost_of_three() -> Specimen:
    """Return a form in a table in a table in a table; some of its value cells are merged."""
    form = Form(
        KIND,
        {
            "reporting_unit": "青崖县公路养护中心",
            "year": "2022",
            "period": OMIT,
            "report_date": "2022-10-11",
            "project_name": "农村公路日常养护",
            "budget_amount": "3200000",
            "function_code": "2140106",
            "function_name": "公路养护",
            "implementing_unit": "青崖县公路养护中心",
            "project_type": "continuing",
            "contact_person": "路青禾",
            "contact_phone": "13800004417",
            "project_overview": "对全县乡道、村道进行日常养护，及时修复水毁路段。",
            "tendering": "yes",
            "government_procurement": "no",
            "contract_management": "yes",
            "procurement_due": None,
            "procurement_actual": None,
            "procurement_not_applicable": "true",
            "adjustment_procedures": "无调整。",
            "management_systems": "《青崖县农村公路养护资金管理办法》",
            "work_measures": "按月检查，按季考核，考核结果与拨款挂钩。",
            "outputs_achieved": STEPS,
            "problems": "汛期水毁较多，修复周期偏长。",
            "improvements": "提前储备材料，缩短修复周期。",
        },
        {
            "total": row("320", "80 160 240", "64.5 150.2 231.8", trim=True),
            "fiscal": row("300", "75 150 225", "60.5 140.2 216.8", trim=True)
            | {f"{period}.received_rate": OMIT for period in PERIODS},
            "own": {},
            "own_business": {},
            "own_operating": {},
            "own_other": {},
            "other": row("20", "5 10 15", "4 10 15", trim=True),
        },
    )
    overview = block(shown(form, "project_overview"))
    sheet = Sheet(form, {"work_measures": framed(shown(form, "work_measures"), 24)})
    rows = [list(cells) for cells in sheet.rows()]
    at = next(i for i, cells in enumerate(rows) if cells[1].content == "项目概况")
    rows[at] = [
        ABOVE,
        Cell("项目概况", merge="restart"),
        Cell(overview, 13, merge="restart"),
    ]
    rows[at + 1 : at + 1] = [[ABOVE, ABOVE, Cell(span=13, merge="continue")] for _ in range(2)]
    at = next(i for i, cells in enumerate(rows) if FUNDS["total"] in {c.content for c in cells})
    for column in (4, 8, 12):  # one rate for two rows
        rows[at][column] = Cell(rows[at][column].content, merge="restart", jc="center")
        rows[at + 1][column] = ABOVE
    inner = heading("青崖县公路养护中心", "2022年10月11日") + table(rows, [w - 20 for w in WIDTHS])
    second = table(
        [[Cell(para(run("第二部分　附件材料"))), Cell(inner + para(props=TINY))]],
        [240, sum(WIDTHS) - 200],
    )
    outer = table(
        [
            [Cell("青崖县交通运输系统绩效材料汇编", 2, jc="center")],
            [Cell("汇编单位：青崖县交通运输局办公室"), Cell("共 1 册")],
            [Cell(second + para(props=TINY), 2)],
        ],
        [6000, 4200],
    )
    return Specimen(
        "f1_innermost_of_three",
        "The form is the innermost of three nested tables; one text lies in 24 more; all adds up",
        (
            "form in a table in a table in a table",
            "a value inside 24 one-cell tables inside its cell",
            "a cell with 40 paragraphs",
            "label and value merged over three rows",
            "one rate cell merged over two rows (said of the upper row only)",
        ),
        (form,),
        Parts(document(outer + para()), PLAIN_STYLES).zipped(),
    )


def each_row_a_table() -> Specimen:
    """Return a form whose every row is a table of its own."""
    form = Form(
        KIND,
        {
            "reporting_unit": "白苇市疾病预防控制中心",
            "year": "2023",
            "period": OMIT,
            "report_date": "2023-07-06",
            "project_name": "重点传染病监测与处置",
            "budget_amount": "4180000",
            "function_code": "2100401",
            "function_name": "疾病预防控制机构",
            "implementing_unit": "白苇市疾病预防控制中心监测科",
            "project_type": "new",
            "contact_person": "苇一航",
            "contact_phone": "0700-6120098",
            "project_overview": "建设12个哨点，开展重点传染病监测、流调和处置。",
            "tendering": "no",
            "government_procurement": "yes",
            "contract_management": "yes",
            "procurement_due": "865000",
            "procurement_actual": "824000",
            "procurement_not_applicable": "false",
            "adjustment_procedures": "未作调整",
            "management_systems": "1.财务管理制度\n2.采购管理制度",
            "work_measures": "专人负责，按周调度。",
            "outputs_achieved": "监测样本5260份，处置疫情9起。",
            "problems": "基层人员流动较大。",
            "improvements": "加强培训。",
        },
        {
            "total": row("418", "118 236 354", "90.4 202.6 330.1")
            | {"q1_q2.spent": "190.6", "q1_q2.spent_rate": "45.60"},
            "fiscal": row("380", "110 220 330", "85.4 190.6 310.1"),
            "own": row("38", "8 16 24", "5 12 20"),
            "own_business": row("30", "6 12 18", "4 9 15"),
            "own_operating": row("8", "2 4 6", "1 3 5"),
            "own_other": {},
            "other": {},
        },
        mistakes=(
            Mistake(("funds.total.q1_q2.spent",), "total", "omitted_part", "190.6", "202.6"),
        ),
    )
    body = heading("白苇市疾病预防控制中心", "2023-7-6")
    for number, cells in enumerate(Sheet(form, {}).rows()):
        bare = [Cell(c.content, c.span, jc=c.jc) for c in cells]
        body += table([bare], WIDTHS) + (para(props=TINY) if number % 3 == 2 else "")
    return Specimen(
        "f1_each_row_a_table",
        "Every row is a w:tbl, some with nothing between them; the total leaves the own funds out",
        (
            "one table a row, all with the same grid",
            "tables side by side without a paragraph between, and with one of 1 pt",
            "header in two tables, amounts in others",
        ),
        (form,),
        Parts(document(body + para()), PLAIN_STYLES).zipped(),
    )


def funds_turned() -> Specimen:
    """Return a form whose money table has its rows and columns exchanged."""
    form = Form(
        KIND,
        {
            "reporting_unit": "石桥区图书馆",
            "year": "2022",
            "period": "2022-Q3",
            "report_date": ABSENT,
            "project_name": "通借通还服务网点",
            "budget_amount": "1380000",
            "function_code": "2070104",
            "function_name": "图书馆",
            "implementing_unit": "石桥区图书馆流通部",
            "project_type": "continuing",
            "contact_person": "阅小舟",
            "contact_phone": "13800002205",
            "project_overview": "运行18个网点。",
            "tendering": "not_applicable",
            "government_procurement": "not_applicable",
            "contract_management": "yes",
            "procurement_due": None,
            "procurement_actual": None,
            "procurement_not_applicable": "true",
            "adjustment_procedures": None,
            "management_systems": "《网点管理细则》",
            "work_measures": "每周巡点。",
            "outputs_achieved": "流通图书41万册次。",
            "problems": "无",
            "improvements": "无",
        },
        {
            "total": row("138", "40 80 120", "31 66.5 109.7", trim=True),
            "fiscal": row("100", "30 60 90", "24 50 82.5", trim=True)
            | {"q1_q3.spent_rate": "85.2"},
            "own": row("18", "6 12 18", "4 10 17.2", trim=True),
            "own_business": row("10", "4 8 10", "3 7 10", trim=True),
            "own_operating": row("5", "1 2 5", "0.5 2 4.7", trim=True),
            "own_other": row("3", "1 2 3", "0.5 1 2.5", trim=True),
            "other": row("20", "4 8 12", "3 6.5 10", trim=True),
        },
        mistakes=(
            Mistake(
                ("funds.fiscal.q1_q3.spent_rate",), "ratio", "transposed_digits", "85.2%", "82.5%"
            ),
        ),
    )
    sheet = Sheet(form, {})
    narrow = (420, 1100, 1580, *(1030,) * 7)
    names = [Cell(FUNDS[source].strip(), jc="center") for source in SOURCES]
    money: list[Row] = [
        [Cell("分 季 度 执 行 情 况 （一）", 10, jc="center")],
        [sheet.side("资金安排使用情况（万元）"), Cell("资金来源", 2, jc="center"), *names],
        [ABOVE, Cell("全年安排资金额", 2), *(_turned(form, s, "annual") for s in SOURCES)],
    ]
    for period, name in zip(PERIODS, PERIOD_NAMES, strict=True):
        for number, (measure, text) in enumerate(zip(MEASURES, MEASURE_NAMES, strict=True)):
            first = ABOVE if number else Cell(name, merge="restart", jc="center")
            values = (_turned(form, s, f"{period}.{measure}") for s in SOURCES)
            money.append([ABOVE, first, Cell(text), *values])
    body = heading("石桥区图书馆", title="项目资金绩效监控情况表\n（2022年第3季度）")
    body += table(sheet.basics(), WIDTHS) + para(props=TINY)
    body += table(money, narrow) + para(props=TINY) + table(sheet.report(), WIDTHS)
    return Specimen(
        "f1_funds_turned",
        "Sources stand across and periods down the money table; one rate has two digits swapped",
        ("rows and columns exchanged", "periods merged over four rows", "无 alone as a text"),
        (form,),
        Parts(document(body), PLAIN_STYLES).zipped(),
    )


def _turned(form: Form, source: str, column: str) -> Cell:
    return Cell(shown(form, f"funds.{source}.{column}"), jc="center")


def one_column() -> Specimen:
    """Return a form with everything in one column, each label above its value."""
    form = Form(
        KIND,
        {
            "reporting_unit": "云汀镇人民政府",
            "year": "2023",
            "period": "2023-Q2",
            "report_date": ABSENT,
            "project_name": "人居环境整治",
            "budget_amount": "2450000",
            "function_code": "2120501",
            "function_name": "城乡社区环境卫生",
            "implementing_unit": "云汀镇社会事务办",
            "project_type": "new",
            "contact_person": "汀云归",
            "contact_phone": "0700-4410023",
            "project_overview": "项目概况见实施方案，覆盖9个村。",
            "tendering": "yes",
            "government_procurement": "no",
            "contract_management": "yes",
            "procurement_due": None,
            "procurement_actual": None,
            "procurement_not_applicable": "true",
            "adjustment_procedures": None,
            "management_systems": "《云汀镇项目资金管理办法》",
            "work_measures": "网格到户\n每日保洁",
            "outputs_achieved": "清运垃圾3180吨。",
            "problems": None,
            "improvements": "购置压缩车2台。",
        },
        {
            "total": row("254", "60 130 190", "48.2 101.9 160", trim=True),
            "fiscal": row("200", "50 100 150", "40 85 130", trim=True),
            "own": {},
            "own_business": {},
            "own_operating": {},
            "own_other": {},
            "other": row("54", "10 30 40", "8.2 16.9 30", trim=True),
        },
        mistakes=(Mistake(("budget_amount",), "equal", "transposed_digits", "245", "254"),),
    )
    sheet = Sheet(form, {"budget_amount": "245", "project_type": "□ 延续项目\n☑ 新增项目"})
    lines: list[Cell] = []
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>'
    for cells in (*sheet.basics(), *sheet.report()):
        if cells[0].span == REST:
            lines += _nested_funds(sheet, shade)
        group = cells if cells[0].span > 1 else cells[1:]
        lines += [Cell(c.content, props=shade * (n % 2 == 0)) for n, c in enumerate(group)]
    body = heading("云汀镇人民政府", title="2023年第二季度项目资金绩效监控情况表")
    body += table([[line] for line in lines], [sum(WIDTHS)])
    return Specimen(
        "f1_one_column",
        "One column, each label in the row above its value; the header's budget has two digits swapped",
        (
            "labels above values in one column",
            "the money table nested in one of its cells",
            "options on lines of their own",
            "an empty row below a label",
            "a value that begins with its own label",
        ),
        (form,),
        Parts(document(body), PLAIN_STYLES).zipped(),
    )


def _nested_funds(sheet: Sheet, shade: str) -> list[Cell]:
    inner = [[Cell(c.content, c.span, c.merge, c.jc) for c in r[1:]] for r in sheet.funds()[1:]]
    xml = table(inner, (1400, *(645,) * 13))
    title = Cell("分 季 度 执 行 情 况 （一）", props=shade)
    return [title, Cell("资金安排使用情况（万元）", props=shade), Cell(xml + para(props=TINY))]


BUILDERS = (innermost_of_three, each_row_a_table, funds_turned, one_column)
