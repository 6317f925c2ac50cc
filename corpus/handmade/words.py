"""Specimens whose words and characters mislead."""

from corpus.handmade.ink import document, para, run, table
from corpus.handmade.parcel import Parts, styles
from corpus.handmade.sheets import FUNDS, MEASURE_NAMES, WIDTHS, Sheet, heading
from corpus.handmade.truths import Specimen
from corpus.independent.truth import ABSENT, Form
from corpus.independent.truth import fund_row as row

KIND = "project_fund_monitoring"
LONG = (
    "霜林县县级预算单位二○二二年第三季度纳入绩效运行监控范围的部门预算项目（含一次性项目、经常性项目和"
    "跨年度项目，不含基本建设项目和涉密项目）项目资金绩效监控情况表"
)
PROSE = (
    "● 项目名称：见表头；项目类型：延续项目（ ）、新增项目（√）仅为旧表示例。\n"
    "● 机房对角线为√2倍边长，约1.414×5米；门禁○4处、□型管12根。\n"
    "● 是否实施招投标：以采购办批复为准，资金总额、到位率等另行填报。"
)


def values_like_labels() -> Specimen:
    """Return a form whose values look like labels and whose prose looks like boxes."""
    form = Form(
        KIND,
        {
            "reporting_unit": "霜林县其他单位管理服务中心",
            "year": "2022",
            "period": "2022-Q3",
            "report_date": "2022-10-12",
            "project_name": "项目名称管理系统",
            "budget_amount": "1520000",
            "function_code": "2010399",
            "function_name": "其他政府办公厅（室）及相关机构事务支出",
            "implementing_unit": "其他单位",
            "project_type": "continuing",
            "contact_person": "林联络",
            "contact_phone": "13800006620",
            "project_overview": PROSE,
            "tendering": "no",
            "government_procurement": "yes",
            "contract_management": "yes",
            "procurement_due": "380000",
            "procurement_actual": "365000",
            "procurement_not_applicable": "false",
            "adjustment_procedures": "采购金额未调整",
            "management_systems": "项目实施单位制度汇编",
            "work_measures": "具体工作措施共3条：1.定人；2.定岗；3.定责。",
            "outputs_achieved": "实际支出资金管理模块、到位率看板已上线。",
            "problems": "联系电话变更后未及时更新。",
            "improvements": "下一步改进意见已报项目主管部门。",
        },
        {
            "total": row("152", "50 100 140", "33.2 78.5 121.6", trim=True),
            "fiscal": row("120", "40 80 110", "28 62 98", trim=True),
            "own": row("20", "6 12 20", "3.2 10.5 15.6", trim=True),
            "own_business": row("12", "4 8 12", "2 7 10", trim=True),
            "own_operating": {},
            "own_other": row("8", "2 4 8", "1.2 3.5 5.6", trim=True),
            "other": row("12", "4 8 10", "2 6 8", trim=True),
        },
    )
    rows = Sheet(form, {}).rows()
    end = para(run("单位负责人：霜满天　　填报人：叶知秋　　联系电话：0700-5190037"))
    end += para(
        run("注：1.“联系电话”填手机号码；2.在□中划“√”；3.到位率＝已到位资金÷全年安排资金额×100%。")
    )
    top = heading("霜林县其他单位管理服务中心", "二○二二年十月十二日", title=LONG)
    return Specimen(
        "f1_values_like_labels",
        "Values that read like labels, prose that reads like boxes; all adds up",
        (
            "project 项目名称管理系统, unit 其他单位, a person called 联络",
            "prose with √2, ×, ●, □, ○, （ ） and （√）",
            "联系电话 twice: in the table and in the line below it",
            "date and title with ○ as zero",
            "a title of 90 characters",
            "brackets inside a function's name",
        ),
        (form,),
        Parts(document(top + table(rows, WIDTHS) + end), {"styles": styles()}).zipped(),
    )


ODD_LABELS = {
    "项目名称": "项\u2f6c名称",
    "预算安排资金(万元)": "预算安排资\u2fa6(万元)",
    "联络人：": "联\u200b络\u200b人：",
    "联系电话：": "联系\u00ad电话：",
    "项目概况": "项目\u00a0概况\ufeff",
    "是否实施招投标": "\u200e是否实施招投标\u200f",
    "具体工作措施": "具体\u2f2f作措施",
    "功能科目编码及名称": "功\u2060能科\u2f6c编码及名称",
    "第1季度": "第１季度",
    "1-2季度": "1\u20132季度",
    "1-3季度": "1～3季度",
    "监    控    报    告": "监\u2003控\u2003报\u2003告",
    "产出成果": "产\u200c出成果",
    FUNDS["fiscal"]: "其中︰⒈财政拨款",
    FUNDS["own"]: "\u00a0\u00a0⒉自有资\u2fa6",
    FUNDS["own_business"]: "其中﹕事业收入",
    FUNDS["other"]: "\u2003⒊其他",
    MEASURE_NAMES[0]: "已到位资金\ufe59万元\ufe5a",
}


def odd_characters() -> Specimen:
    """Return a form typed with characters that look like others, or like nothing."""
    form = Form(
        KIND,
        {
            "reporting_unit": "芦湾市古籍书库",
            "year": "2022",
            "period": "2022-Q3",
            "report_date": "2022-10-09",
            "project_name": "古籍书库Ⅱ期恒温改造（1200㎡）",
            "budget_amount": "1535000",
            "function_code": "2070104",
            "function_name": "图书馆",
            "implementing_unit": "芦湾市古籍书库",
            "project_type": "continuing",
            "contact_person": "葛\U000e0100青禾",
            "contact_phone": "0700-8123456",
            "project_overview": "①改造书库1200㎡；②温度控制在18℃±2℃；③除湿量≥50㎏。",
            "tendering": "yes",
            "government_procurement": "no",
            "contract_management": "yes",
            "procurement_due": None,
            "procurement_actual": None,
            "procurement_not_applicable": "true",
            "adjustment_procedures": ABSENT,
            "management_systems": "《古籍书库恒温恒湿管理制度》",
            "work_measures": "每日记录温湿度",
            "outputs_achieved": "完成Ⅱ期改造的½，即600㎡。",
            "problems": "无",
            "improvements": "加快进度",
        },
        {
            "total": row("153.5", "40 90 153.5", "22.5 61 140"),
            "fiscal": row("150", "38 88 150", "21 59 136.5"),
            "own": row("3.5", "2 2 3.5", "1.5 2 3.5"),
            "own_business": {},
            "own_operating": {},
            "own_other": {},
            "other": {},
        },
    )
    own = {
        "budget_amount": "\u200e１５３．５\u00a0",
        "function": "２０７０１０４\u3000图书馆",
        "contact_phone": "０７００－８１２\u00a0３４５６",
        "project_type": "延续项\u2f6c☑\ufe0f　新增项\u2f6c□\ufe0e",
        "tendering": "☑\ufe0f是\u2003☐\ufe0e否\u2003☐\ufe0e无该项内容",
        "government_procurement": "□是　✔\ufe0f否　□无该项内容",
        "contract_management": "√\u20de是　□否　□无该项内容",
        "management_systems": para(
            run("《古籍书库恒温"), "<w:r><w:softHyphen/></w:r>", run("恒湿管理制度》")
        ),
        "funds.total.annual": "１５３．５",
        "funds.total.q1.received": "\ufeff40",
        "funds.total.q1.received_rate": "26.06\ufe6a",
        "funds.total.q1.spent": "22\uff0e5",
        "funds.fiscal.annual": "\u202d150\u202c",
        "funds.fiscal.q1.received": "38\u00a0",
        "funds.fiscal.q1.received_rate": "25.33\u00a0%",
        "funds.own.q1.received_rate": "５７．１４％",
    }
    sheet = Sheet(form, own, ODD_LABELS)
    rows = [r for r in sheet.rows() if not any("报批程序" in c.content for c in r)]
    title = "项\u2f6c资\u2fa6绩效监控情况表\n（２０２２年第３季度）"
    top = heading("芦湾市古籍书库", "２０２２年１０月９\u00a0日", title=title)
    body = top + table(rows, WIDTHS) + para()
    return Specimen(
        "f1_odd_characters",
        "Kangxi radicals, zero-width and direction marks, emoji boxes, enclosed ticks; all adds up",
        (
            "labels with U+2F6C, U+2FA6, U+2F2F, U+200B, U+00AD, U+2060, U+FEFF, U+200E",
            "⒈ ⒉ ⒊ and ﹕ ︰ in the labels of sources; – and ～ in the periods",
            "amounts in full-width digits, between U+202D and U+202C, after U+FEFF",
            "☑, □ and ✔ with variation selectors; √ with U+20DE around it",
            "㎡, Ⅱ, ①, ½ and an ideographic variation sequence in texts, as written",
            "w:softHyphen in a text; no row 项目调整内容",
        ),
        (form,),
        Parts(document(body), {"styles": styles()}).zipped(),
    )


BUILDERS = (values_like_labels, odd_characters)
