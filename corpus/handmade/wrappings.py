"""Specimens in odd packages, in odd sections, behind content controls."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.handmade.ink import (
    NAMESPACES,
    WHO,
    Cell,
    Row,
    control,
    document,
    field,
    para,
    run,
    section,
    table,
    table_around,
    table_row,
)
from corpus.handmade.parcel import HEAD, OFFICE, RELS, Entry, Parts, styles, zipped
from corpus.handmade.sheets import FUNDS, WIDTHS, Sheet, heading
from corpus.handmade.truths import Specimen
from corpus.independent.truth import OMIT, Form
from corpus.independent.truth import fund_row as row

KIND = "project_fund_monitoring"
GHOSTS = (2, 5, 7, 9, 11, 13)
BOLD = '<w:b/><w:sz w:val="32"/>'


def with_ghosts(rows: Sequence[Row], after: Sequence[int]) -> list[Row]:
    """Return the rows with columns of no width behind the given ones: empty cells, or wider spans."""
    out: list[Row] = []
    for cells in rows:
        at, new = 0, []
        for cell in cells:
            end = at + cell.span
            crossed = sum(1 for edge in after if at < edge < end)
            new.append(replace(cell, span=cell.span + crossed))
            if end in after:
                new.append(Cell(merge=cell.merge if cell.merge == "continue" else ""))
            at = end
        out.append(new)
    return out


def ghost_widths(widths: Sequence[int], after: Sequence[int]) -> list[int]:
    """Return the widths with zeros behind the given columns."""
    out = []
    for number, width in enumerate(widths, 1):
        out += [width, 0] if number in after else [width]
    return out


def utf16_two_sections() -> Specimen:
    """Return a form in a UTF-16 main part, followed by the blank sheet of another form."""
    form = Form(
        KIND,
        {
            "reporting_unit": "鹤岭县植保站",
            "year": "2023",
            "period": OMIT,
            "report_date": "2023-10-09",
            "project_name": "水稻重大病虫害统防统治",
            "budget_amount": "5600000",
            "function_code": "2130108",
            "function_name": "病虫害控制",
            "implementing_unit": "鹤岭县植保站",
            "project_type": "continuing",
            "contact_person": "鹤鸣皋",
            "contact_phone": "13800009052",
            "project_overview": "统防统治面积28万亩次。",
            "tendering": "yes",
            "government_procurement": "yes",
            "contract_management": "yes",
            "procurement_due": "3200000",
            "procurement_actual": "3118000",
            "procurement_not_applicable": "false",
            "adjustment_procedures": None,
            "management_systems": "《农业救灾资金管理实施细则》",
            "work_measures": "公开招标选择服务组织。",
            "outputs_achieved": "已完成26.4万亩次。",
            "problems": "部分山区作业成本高。",
            "improvements": "推广小型无人机。",
        },
        {
            "total": row("560", "200 380 500", "148.5 310.2 462.9"),
            "fiscal": row("500", "180 350 460", "138.5 290.2 432.9"),
            "own": row("40", "12 20 25", "6 12 18"),
            "own_business": {},
            "own_operating": row("40", "12 20 25", "6 12 18"),
            "own_other": {},
            "other": row("20", "8 10 15", "4 8 12"),
        },
    )
    rows = with_ghosts(Sheet(form, {}).rows(), GHOSTS)
    wide = [round(w * 1.45) for w in WIDTHS]
    first = para(run("填报单位（盖章）：鹤岭县植保站　　　　填报日期：2023.10.09"))
    first += table(rows, ghost_widths(wide, GHOSTS), props={10: "<w:cantSplit/>"})
    first += section(landscape=True, header="header1", last=False)
    body = document(first + _unused_sheet(), section(header="header2"))
    names = f'xmlns:w="{NAMESPACES["w"]}"'
    header = f"<w:hdr {names}>{para(run('项目资金绩效监控情况表', BOLD), jc='center')}</w:hdr>"
    other = f"<w:hdr {names}>{para()}</w:hdr>"
    linked = {"styles": styles(size=18), "header1": header, "header2": other}
    parts = Parts("", linked).members()
    main = HEAD.replace("UTF-8", "UTF-16") + body
    parts["word/document.xml"] = b"\xff\xfe" + main.encode("utf-16-le")
    entries = [
        Entry(name, data, streamed=name.startswith("word/s"), zip64=name.endswith("document.xml"))
        for name, data in parts.items()
    ]
    return Specimen(
        "f1_utf16_two_sections",
        "UTF-16 main part, landscape, title in the page header, a blank unknown form behind; all adds up",
        (
            "main part in UTF-16 with byte-order mark",
            "data descriptors; zip64 extra fields",
            "columns of no width between labels and values",
            "two body-level sections, the first landscape",
            "the title only in the page header",
            "the unused sheet of another form, with labels that this form has too",
        ),
        (form,),
        zipped(entries),
    )


def _unused_sheet() -> str:
    widths = (600, 1500, 2000, 1500, 1500, 1500, 1500)
    rows: list[Row] = [
        [Cell("申报单位", 2), Cell("", 2), Cell("联系人"), Cell("", 2)],
        [Cell("资产类别", 2), Cell("□车辆 □设备 □家具", 2), Cell("联系电话"), Cell("", 2)],
        [
            *(Cell("序号"), Cell("资产编号"), Cell("资产名称"), Cell("购置时间")),
            *(Cell("原值（元）"), Cell("累计折旧"), Cell("处置方式")),
        ],
        *([Cell(str(n)), *(Cell("") for _ in range(6))] for n in range(1, 6)),
        [Cell("合计", 4), *(Cell("") for _ in range(3))],
        [Cell("单位意见", 2), Cell("（盖章）　　年　　月　　日", 5)],
    ]
    title = para(run("固定资产处置申请表", BOLD), jc="center")
    return title + para(run("单位：元")) + table(rows, widths) + para()


STORE = "{6F1A7C52-3B0E-4D57-9A44-0C8E52D1B7A1}"


def bound(xml: str, path: str) -> str:
    """Return a content control bound to the custom XML, or to a part of it that is not there.

    Where a binding holds, Word shows the bound data, so these agree with the text; the other data
    are stale, and no binding reaches them.
    """
    bind = f'<w:dataBinding w:prefixMappings="xmlns:f=\'urn:example:form\'" w:xpath="/f:form/f:{path}" w:storeItemID="{STORE}"/>'
    return control(xml, f'<w:tag w:val="{path}"/>{bind}<w:text/>')


def alternate(chosen: str, otherwise: str, needs: str = "wx") -> str:
    """Return alternate content; nobody knows the namespace wx."""
    return f'<mc:AlternateContent><mc:Choice Requires="{needs}">{chosen}</mc:Choice><mc:Fallback>{otherwise}</mc:Fallback></mc:AlternateContent>'


def bound_controls() -> Specimen:
    """Return a form of content controls, with numbers in notes, comments and unused branches."""
    form = Form(
        KIND,
        {
            "reporting_unit": "松湾区信访服务中心",
            "year": "2023",
            "period": "2023-Q2",
            "report_date": "2023-07-10",
            "project_name": "信访矛盾多元化解",
            "budget_amount": "960000",
            "function_code": "2010308",
            "function_name": "信访事务",
            "implementing_unit": "松湾区信访服务中心",
            "project_type": "continuing",
            "contact_person": "松间月",
            "contact_phone": "13800003348",
            "project_overview": "设立调解室22个。",
            "tendering": "not_applicable",
            "government_procurement": "not_applicable",
            "contract_management": "no",
            "procurement_due": None,
            "procurement_actual": None,
            "procurement_not_applicable": "true",
            "adjustment_procedures": None,
            "management_systems": "《专项经费管理规定》",
            "work_measures": "领导接访、带案下访。",
            "outputs_achieved": "化解积案31件。",
            "problems": "力量不足。",
            "improvements": "充实人员。",
        },
        {
            "total": row("96", "30 60 78", "18.6 41.9 66.3", trim=True),
            "fiscal": row("90", "28 56 73", "17.1 38.9 62.3", trim=True),
            "own": {},
            "own_business": {},
            "own_operating": {},
            "own_other": {},
            "other": row("6", "2 4 5", "1.5 3 4", trim=True),
        },
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    remark = '<w:r><w:commentReference w:id="5"/></w:r>'
    date = '<w:date w:fullDate="2023-06-30T00:00:00Z"><w:dateFormat w:val="yyyy年M月d日"/></w:date>'
    inner = alternate(run("18.6"), run("18.6"), "w14")
    own = {
        "project_name": para(bound(run("信访矛盾多元化解"), "name")),
        "budget_amount": para(bound(run("96"), "budget"), note),
        "contact_person": bound(para(run("松间月")), "person"),
        "adjustment_procedures": para(
            control(run("单击或点击此处输入文字。"), "<w:showingPlcHdr/><w:text/>")
        ),
        "work_measures": alternate_block("领导接访、带案下访。"),
        "funds.total.annual": para(field(" =SUM(ABOVE) \\# 0 ", result=run("96"))),
        "funds.total.q1.spent": para(alternate(run("880"), inner)),
        "funds.total.q1.received": para(
            '<w:commentRangeStart w:id="5"/>', run("30"), '<w:commentRangeEnd w:id="5"/>', remark
        ),
        "funds.fiscal.q1.received": para(run("28"), '<w:r><w:endnoteReference w:id="2"/></w:r>'),
    }
    body = ""
    for cells in Sheet(form, own).rows():
        whole = table_row(cells, WIDTHS)
        source = cells[1].content if len(cells) > 1 else ""
        repeats = source in FUNDS.values()
        body += control(whole, "<w15:repeatingSectionItem/>") if repeats else whole
    when = control(run("2023年7月10日"), date)
    line = para(
        run("填报单位（盖章）："),
        bound(run("松湾区信访服务中心"), "unit"),
        run("　　填报日期："),
        when,
    )
    top = heading("", title="项目资金绩效监控情况表\n（2023年第2季度）").removesuffix(
        para(run("填报单位（盖章）："))
    )
    main = document(top + line + table_around(body, WIDTHS) + para())
    link = f'<Relationship Id="store" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/>'
    parts = Parts(main, {"styles": styles()} | _notes(), _store(), link)
    return Specimen(
        "f1_bound_controls",
        "Content controls, stale data behind them; numbers in notes that are no values; all adds up",
        (
            "data-bound controls around runs and paragraphs, two of them bound to nothing; stale custom XML",
            "repeating-section controls around rows",
            "a date control whose stored date differs from the text",
            "a control that shows its placeholder",
            "alternate content in alternate content; an unknown namespace",
            "amounts in a footnote, an endnote and a comment; a field result as amount",
        ),
        (form,),
        parts.zipped(),
    )


def alternate_block(text: str) -> str:
    """Return a paragraph behind two layers of alternate content."""
    branch = alternate(
        para(run("第一层未知内容 12.5 万元")), alternate(para(run(text)), para(run(text)), "w14")
    )
    return '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>' + branch + para()


def _notes() -> dict[str, str]:
    names = f'xmlns:w="{NAMESPACES["w"]}"'
    out = {}
    for kind in ("footnote", "endnote"):
        rule = (
            f'<w:{kind} w:type="separator" w:id="0">{para("<w:r><w:separator/></w:r>")}</w:{kind}>'
        )
        text = f'<w:{kind} w:id="2">{para(run("其中 45 万元为上年结转，联系电话：0700-2200331"))}</w:{kind}>'
        out[f"{kind}s"] = f"<w:{kind}s {names}>{rule}{text}</w:{kind}s>"
    remark = f'<w:comment w:id="5" {WHO} w:initials="审">{para(run("应为 35 万元？"))}</w:comment>'
    return out | {"comments": f"<w:comments {names}>{remark}</w:comments>"}


def _store() -> dict[str, str]:
    data = "<name>信访矛盾多元化解</name><budget>96</budget>"
    stale = "<old><name>信访积案化解</name><budget>69</budget><person>旧人</person><unit>旧单位</unit></old>"
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    return {
        "customXml/item1.xml": f'<form xmlns="urn:example:form">{data}{stale}</form>',
        "customXml/itemProps1.xml": f'<ds:datastoreItem xmlns:ds="{space}" ds:itemID="{STORE}"><ds:schemaRefs/></ds:datastoreItem>',
        "customXml/_rels/item1.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/customXmlProps" Target="itemProps1.xml"/></Relationships>',
    }


BUILDERS = (utf16_two_sections, bound_controls)
