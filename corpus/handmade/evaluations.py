"""Two self-evaluations: one very long, one with every odd way to write an amount."""

from collections.abc import Mapping

from corpus.handmade.ink import Cell, Row, document, para, run, table
from corpus.handmade.parcel import Entry, Parts, styles, zipped
from corpus.handmade.sheets import (
    EVALUATION_WIDTHS,
    evaluation_end,
    evaluation_top,
    indicator_head,
    indicator_rows,
)
from corpus.handmade.truths import Specimen
from corpus.independent.truth import INDICATOR, OMIT, UNREADABLE, YUAN, Form, Mistake

KIND = "project_self_evaluation"
Item = Mapping[str, str | None]
LEVELS = (
    ("产出指标", "数量指标", 260),
    ("产出指标", "质量指标", 110),
    ("产出指标", "时效指标", 60),
    ("效益指标", "社会效益指标", 40),
    ("效益指标", "可持续影响指标", 20),
    ("满意度指标", "服务对象满意度指标", 10),
)
BIG = '<w:b/><w:sz w:val="32"/>'


def _title(year: str) -> str:
    title = para(run("项目支出绩效自评表", BIG), jc="center")
    return title + para(run(f"（{year}年度）"), jc="center")


def _item(values: tuple[str, ...]) -> Item:
    return {name: value or None for name, value in zip(INDICATOR, values, strict=True)}


def five_hundred_indicators() -> Specimen:
    """Return a self-evaluation with 500 indicators, one of them with a score above its weight."""
    indicators: list[Item] = []
    for level1, level2, count in LEVELS:
        for _ in range(count):
            n = len(indicators) + 1
            late = n % 25 == 0
            score = "0.81" if n == 333 else "0.09" if late else "0.18"
            actual, why = ("延后1个月", "雨季停工，已顺延") if late else (f"{n}处", "")
            place = f"第{n:03d}号点位运行维护"
            indicators.append(_item((level1, level2, place, f"≥{n}处", actual, "0.18", score, why)))
    form = Form(
        KIND,
        {
            "year": "2023",
            "project_name": "城市照明点位运行维护",
            "department": "雁洲市城市管理局",
            "implementing_unit": "雁洲市照明管理所",
            "goal.expected": "维护500处点位，亮灯率98%以上。",
            "goal.actual": "500处点位均已维护，其中20处延后。",
            "total.weight": "100",
            "total.score": "98.07",
        },
        {
            "total": {
                "initial_budget": "1240",
                "annual_budget": "1240",
                "executed": "1223.38",
                "weight": "10",
                "execution_rate": "98.66",
                "score": "9.87",
            },
            "fiscal": {"initial_budget": "1200", "annual_budget": "1200", "executed": "1184"},
            "carryover": {"initial_budget": "40", "annual_budget": "40", "executed": "39.38"},
            "other": {},
        },
        indicators,
        mistakes=(
            Mistake(("indicators.332.score",), "range", "transposed_digits", "0.81", "0.18"),
        ),
    )
    top = [_with_sign(cells) for cells in evaluation_top(form, {"total.execution_rate": "98.66"})]
    first = indicator_head(Cell("绩效指标", merge="restart", jc="center"))
    listed = [_with_sign(cells) for cells in (first, *indicator_rows(indicators, (120, 240, 400)))]
    rows = [*top, *listed, evaluation_end(form, extra=1)]
    widths = (*EVALUATION_WIDTHS[:7], 600, 250, *EVALUATION_WIDTHS[8:])
    head = {len(top): "<w:cantSplit/><w:tblHeader/>"}
    body = _title("2023") + table(rows, widths, props=head) + para()
    return Specimen(
        "f3_five_hundred_indicators",
        "500 indicators over many pages; one score has its digits swapped and is above its weight",
        (
            "500 rows of indicators",
            "the header typed again above three of them, inside merged cells",
            "levels merged over many pages",
            "the percent sign in a cell of its own",
            "weights of 0.18",
        ),
        (form,),
        Parts(document(body), {"styles": styles()}).zipped(),
    )


def _with_sign(cells: Row) -> Row:
    """Return the row with its eighth column split; a rate keeps the left half, its sign the right."""
    out, at = [], 0
    for cell in cells:
        end = at + cell.span
        if at == 7 and cell.span == 1 and cell.content == "98.66":
            out += [cell, Cell("%")]
        elif at <= 7 < end:
            out.append(Cell(cell.content, cell.span + 1, cell.merge, cell.jc))
        else:
            out.append(cell)
        at = end
    return out


def odd_amounts() -> Specimen:
    """Return a self-evaluation in yuan whose amounts are written in every way."""
    texts = {
        "total.initial_budget": "肆佰伍拾叁万元整",
        "total.annual_budget": "¥4,530,000.00",
        "total.executed": "4,401,480.00元",
        "fiscal.initial_budget": "一百五十三万元",
        "fiscal.annual_budget": "153万",
        "fiscal.executed": "1.530.000",
        "carryover.initial_budget": "人民币叁佰万元整（¥3,000,000.00）",
        "carryover.annual_budget": "３，０００，０００．００",
        "carryover.executed": "287.148万元",
        "carryover.weight": "/",
        "carryover.execution_rate": "——",
        "other.initial_budget": "—",
        "other.annual_budget": "无",
        "other.executed": "-",
    }
    rows = (
        ("产出指标", "数量指标", "改造泵站", "≥6座", "6座", "20", "20", ""),
        ("产出指标", "质量指标", "验收合格率", "100%", "１００％", "15", "15", ""),
        ("产出指标", "成本指标", "单座成本", "≤755,000.00元", "¥733,580.00", "15", "15", ""),
        (
            "效益指标",
            "经济效益指标",
            "年节电",
            "≥30万千瓦时",
            "28.6万千瓦时",
            "20",
            "19",
            "来水偏多",
        ),
        ("效益指标", "社会效益指标", "受益面积", "≥1.2万亩", "1.2万亩", "10", "10", "无"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥95%", "96.4%", "10", "10", "/"),
    )
    form = Form(
        KIND,
        {
            "year": "2022",
            "project_name": "小型泵站更新改造",
            "department": "219-荻港区水利局",
            "implementing_unit": "219003-荻港区泵站管理处",
            "goal.expected": "更新改造小型泵站6座。",
            "goal.actual": "6座均已通过验收，投入运行。",
            "total.weight": "100",
            "total.score": "98.72",
        },
        {
            "total": {
                "initial_budget": "4530000",
                "annual_budget": "4530000",
                "executed": "4401480",
                "weight": "10",
                "execution_rate": "97.16",
                "score": "9.72",
            },
            "fiscal": {
                "initial_budget": "1530000",
                "annual_budget": "1530000",
                "executed": UNREADABLE,
                "execution_rate": OMIT,
                "weight": OMIT,
                "score": OMIT,
            },
            "carryover": {
                "initial_budget": "3000000",
                "annual_budget": "3000000",
                "executed": "2871480",
                "execution_rate": None,
            },
            "other": {},
        },
        [_item((*values[:7], values[7].replace("/", ""))) for values in rows],
        YUAN,
        mistakes=(
            Mistake(("funds.fiscal.executed",), "unreadable", None, "1.530.000", "1,530,000.00"),
        ),
        omitted=frozenset(
            {f"funds.fiscal.{name}" for name in ("weight", "execution_rate", "score")}
        ),
    )
    top = [list(cells) for cells in evaluation_top(form, texts, "（元）")]
    for column in (5, 6, 7):  # 分值, 执行率 and 得分 of two rows in one cell
        upper = top[3][column]
        top[3][column] = Cell(upper.content, merge="restart", jc="center")
        top[4][column] = Cell(merge="continue")
    first = indicator_head(Cell("绩效指标", merge="restart", jc="center"))
    shown = [_item(values) for values in rows]
    sheet = [*top, first, *indicator_rows(shown), evaluation_end(form)]
    body = _title("二○二二") + table(sheet, EVALUATION_WIDTHS) + para()
    parts = Parts(document(body), {"styles": styles()}).members()
    renamed = {
        "word/document.xml": "Word/Document.XML",
        "word/styles.xml": "word/Styles.xml",
        "word/_rels/document.xml.rels": "WORD/_rels/document.xml.rels",
    }
    entries = [Entry(renamed.get(name, name), data) for name, data in parts.items()]
    return Specimen(
        "f3_odd_amounts",
        "Amounts in capitals, in Chinese numerals, with ¥, commas and units of their own; one is no number",
        (
            "part names in other letter case than the references to them",
            "肆佰伍拾叁万元整, 一百五十三万元, 153万, ¥4,530,000.00, full-width commas, 287.148万元",
            "1.530.000, which is no number",
            "—, 无, -, / and —— as blanks",
            "分值, 执行率 and 得分 merged over two rows (said of the upper row only)",
            "（二○二二年度）",
        ),
        (form,),
        zipped(entries),
    )


BUILDERS = (five_hundred_indicators, odd_amounts)
