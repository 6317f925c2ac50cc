"""Specimens whose boxes are hard to read."""

from corpus.handmade.ink import (
    NAMESPACES,
    WHO,
    Cell,
    checkbox,
    control,
    deleted,
    document,
    field,
    form_checkbox,
    gone,
    inserted,
    para,
    run,
    symbol,
    table,
    table_row,
    text_box,
)
from corpus.handmade.parcel import Parts, styles
from corpus.handmade.sheets import FUNDS, WIDTHS, Sheet
from corpus.handmade.truths import Specimen
from corpus.independent.truth import ABSENT, Form
from corpus.independent.truth import fund_row as row

KIND = "project_fund_monitoring"
TIMES = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
EDGE = TIMES + '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'


def tracked_ticks() -> Specimen:
    """Return a form whose ticks were moved from box to box with tracked changes."""
    form = Form(
        KIND,
        {
            "reporting_unit": "临溪区文化馆",
            "year": "2023",
            "period": "2023-Q1",
            "report_date": ABSENT,
            "project_name": "群众文化活动进社区",
            "budget_amount": "2815000",
            "function_code": "2070109",
            "function_name": "群众文化",
            "implementing_unit": "临溪区文化馆",
            "project_type": "new",
            "contact_person": "溪小满",
            "contact_phone": "13800007731",
            "project_overview": "在36个社区开展演出和培训。",
            "tendering": "no",
            "government_procurement": "yes",
            "contract_management": "yes",
            "procurement_due": "465000",
            "procurement_actual": "449000",
            "procurement_not_applicable": "false",
            "adjustment_procedures": "经馆务会研究后报区文旅局备案。",
            "management_systems": "《活动经费管理办法》",
            "work_measures": "按季排定活动计划。",
            "outputs_achieved": "演出54场。",
            "problems": "场地不足。",
            "improvements": "与学校共用场地，并延长开放时间。",
        },
        {
            "total": row("281.5", "80 150 220", "42.3 119.4 201.5"),
            "fiscal": row("250", "70 135 200", "36 105 185"),
            "own": row("31.5", "10 15 20", "6.3 14.4 16.5"),
            "own_business": row("20", "6 9 12", "4 9 10"),
            "own_operating": row("11.5", "4 6 8", "2.3 5.4 6.5"),
            "own_other": {},
            "other": {},
        },
    )
    off, on = run("□"), run("☑")
    back = deleted(gone("□"), 11) + inserted(on, 12)
    moved = deleted(gone("☑"), 13) + inserted(deleted(gone("☑"), 15), 14) + inserted(off, 16)
    was = deleted(symbol("F0FE"), 17) + inserted(symbol("F0A8"), 18)
    now = deleted(symbol("F0A8"), 19) + inserted(symbol("F0FE"), 20)
    linked = "".join(
        f'<w:hyperlink w:anchor="note{n}">{control(form_checkbox(ticked=n == 0))}</w:hyperlink>'
        + run(text)
        for n, text in enumerate(("是　", "否　", "无该项内容"))
    )
    visible = "<w:rPrChange w:id='31' " + WHO + "><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
    joined = f'<w:rPr><w:del w:id="32" {WHO}/></w:rPr>'
    own = {
        "budget_amount": para(
            run("2") + deleted(gone("18"), 21) + inserted(run("81"), 22) + run(".5")
        ),
        "project_type": para(
            *(run("延续项目"), deleted(gone("☑"), 23), inserted(off, 24), run("　新增项目")),
            *(deleted(gone("□"), 25), inserted(on, 26)),
        ),
        "tendering": para(was, run("是  "), now, run("否  "), symbol("F0A8"), run("无该项内容")),
        "government_procurement": para(
            back, run("是  "), moved, run("否  "), off, run("无该项内容")
        ),
        "contract_management": para(linked),
        "procurement": para(
            run("应采购金额 46.5 万元   实际采购金额 44.9 万元   "),
            checkbox(ticked=False, shown="☒"),
            run("无该项内容"),
        ),
        "work_measures": para(run("按季排定活动计划。", visible)),
        "improvements": para(run("与学校共用场地，"), props=joined)
        + para(deleted(inserted(gone("另建新馆，"), 27), 28), run("并延长开放时间。")),
        "funds.total.q1_q3.spent": para(_moved("To", run("201.5"), 29)),
        "funds.total.q1_q3.received": para(_moved("From", run("201.5"), 30) + run("220")),
    }
    body = ""
    for cells in Sheet(form, own).rows():
        content = [c.content for c in cells]
        if FUNDS["own_operating"] in content:
            stale = [Cell(_struck(c.content)) if c.content else c for c in cells]
            stale[1] = Cell(_struck("     3.其他"))
            body += table_row(stale, WIDTHS, f'<w:del w:id="41" {WHO}/>')
            body += table_row(cells, WIDTHS, f'<w:ins w:id="42" {WHO}/>')
        else:
            body += table_row(cells, WIDTHS)
    grid = table([], WIDTHS).replace("</w:tblGrid>", "</w:tblGrid>" + body)
    title = para(run("附件：")) + para(
        run("项目资金绩效监控情况表（2023年第一季度）", '<w:b/><w:sz w:val="32"/>'), jc="center"
    )
    unit = para(run("填报单位（盖章）：临溪区文化馆"))
    return Specimen(
        "f1_tracked_ticks",
        "Ticks and amounts moved with tracked changes that nobody has accepted; all adds up",
        (
            "a tick deleted at one box and inserted at the other",
            "a tick inserted by one person and deleted by the next (w:del in w:ins, w:ins in w:del)",
            "w:sym inside w:del and w:ins",
            "FORMCHECKBOX in a content control in a hyperlink, its default the opposite",
            "w14:checkbox that is off and shows ☒",
            "an amount moved to another cell (w:moveFrom, w:moveTo)",
            "a deleted paragraph mark; hidden only in the former formatting (w:rPrChange)",
            "a deleted row 3.其他 before an inserted row 经营性收入",
        ),
        (form,),
        Parts(document(title + unit + grid + para()), {"styles": styles()}).zipped(),
    )


def _struck(text: str) -> str:
    return para(deleted(gone(text), 43))


def _moved(way: str, xml: str, number: int) -> str:
    mark = f'<w:move{way}RangeStart w:id="{number}" w:name="移动" {WHO}/>'
    end = f'<w:move{way}RangeEnd w:id="{number}"/>'
    return f'{mark}<w:move{way} w:id="{number + 100}" {WHO}>{xml}</w:move{way}>{end}'


def fonts_and_fields() -> Specimen:
    """Return a form whose default font is a symbol font, with fields inside fields."""
    form = Form(
        KIND,
        {
            "reporting_unit": "梧桐路小学R校区",
            "year": "2022",
            "period": "2022-Q3",
            "report_date": "2022-10-08",
            "project_name": "RFID图书借阅系统",
            "budget_amount": "865000",
            "function_code": "2050202",
            "function_name": "小学教育",
            "implementing_unit": "梧桐路小学",
            "project_type": "new",
            "contact_person": "桐Rosa",
            "contact_phone": "0700-3318806",
            "project_overview": "建设RFID借阅系统1套，服务师生2140人。",
            "tendering": "yes",
            "government_procurement": "not_applicable",
            "contract_management": "yes",
            "procurement_due": None,
            "procurement_actual": None,
            "procurement_not_applicable": "true",
            "adjustment_procedures": "无",
            "management_systems": "《校园信息化建设管理办法》",
            "work_measures": "专账核算。",
            "outputs_achieved": "系统已上线，借阅量提高oo倍以上的说法不实，实为35%。",
            "problems": "无",
            "improvements": "无",
        },
        {
            "total": row("86.5", "30 60 86.5", "21.4 48.8 80.1"),
            "fiscal": row("86.5", "30 60 86.5", "21.4 48.8 80.1"),
            "own": {},
            "own_business": {},
            "own_operating": {},
            "own_other": {},
            "other": {},
        },
    )
    names = ("是  ", "否  ", "无该项内容")
    theme = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:ascii="Arial" w:hAnsi="Arial"/>'
    small = '<w:position w:val="2"/>'
    spelled = [run(char, small, tag="instrText") for char in " EQ \\o\\ac(□,"]
    inner = field(*(run(char, tag="instrText") for char in "eq \\s\\up2(√)"))
    ticked = field(*spelled, inner, run(")", tag="instrText"))
    blank = field(" eq \\o\\ac(□,　) ")
    own = {
        "project_type": para(
            *(
                run("延续项目", TIMES),
                run("\u00a0", EDGE),
                run(" ", EDGE),
                run("　新增项目", TIMES),
            ),
            *(run("\u00a0", EDGE), run("√", EDGE)),
        ),
        "tendering": para(*_options(("R", "£", "£"), names, "")),
        "government_procurement": para(*_options(("o", "o", "þ"), names, theme)),
        "contract_management": para(
            *(ticked, run(names[0], TIMES), blank, run(names[1], TIMES)),
            *(run("□", TIMES), run(names[2], TIMES)),
        ),
        "procurement": para(
            run("应采购金额      万元   实际采购金额      万元   ", TIMES),
            text_box(para(run("√", TIMES)), number=7),
            run("无该项内容", TIMES),
        ),
    }
    rows = Sheet(form, own, font=TIMES).rows()
    title = para(run("项目资金绩效监控情况表", TIMES + '<w:b/><w:sz w:val="32"/>'), jc="center")
    title += para(run("（2022年第三季度）", TIMES), jc="center")
    line = "填报单位（盖章）：梧桐路小学R校区　　填报日期：2022/10/8"
    parts = {"styles": styles(latin="Wingdings 2"), "theme1": _theme("Wingdings")}
    body = title + para(run(line, TIMES)) + table(rows, WIDTHS) + para()
    return Specimen(
        "f1_fonts_and_fields",
        "Wingdings 2 by default, Wingdings by theme, fields in fields; all adds up",
        (
            "docDefaults with Wingdings 2, all other runs switch back",
            "theme fonts that beat the named font",
            "EQ in EQ, one character a run, no result",
            "an overlay of a box and a blank",
            "boxes drawn by one border around two runs, the tick in the second",
            "a √ in a bordered text box instead of a box",
            "the letters R and o in plain text",
        ),
        (form,),
        Parts(document(body), parts).zipped(),
    )


def _options(letters: tuple[str, ...], names: tuple[str, ...], props: str) -> list[str]:
    pairs = zip(letters, names, strict=True)
    return [xml for letter, name in pairs for xml in (run(letter, props), run(name, TIMES))]


def _theme(latin: str) -> str:
    def fonts(tag: str, face: str) -> str:
        return (
            f'<a:{tag}><a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/></a:{tag}>'
        )

    color = '<a:srgbClr val="000000"/>'
    colors = "".join(
        f"<a:{name}>{color}</a:{name}>"
        for name in (
            *("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4"),
            *("accent5", "accent6", "hlink", "folHlink"),
        )
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    lines = "<a:ln><a:noFill/></a:ln>" * 3
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme xmlns:a="{NAMESPACES["a"]}" name="t"><a:themeElements><a:clrScheme name="c">{colors}</a:clrScheme>'
        f'<a:fontScheme name="f">{fonts("majorFont", "Arial")}{fonts("minorFont", latin)}</a:fontScheme>'
        f'<a:fmtScheme name="s"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


BUILDERS = (tracked_ticks, fonts_and_fields)
