"""The usual sheets, row by row; a specimen replaces cells, or takes the rows apart."""

from collections.abc import Iterator, Mapping, Sequence

from corpus.handmade.ink import ABOVE, Cell, Row, para, run
from corpus.independent.truth import COLUMNS, F3_COLUMNS, SOURCES, Form

Own = Mapping[str, str]
FUNDS = {
    "total": "资金总额 (=1+2+3)",
    "fiscal": "其中：1.财政拨款",
    "own": "   2.自有资金",
    "own_business": "  其中:事业收入",
    "own_operating": "  经营性收入",
    "own_other": "       其他",
    "other": "     3.其他",
}
PERIOD_NAMES = ("第1季度", "1-2季度", "1-3季度")
MEASURE_NAMES = ("已到位资金（万元）", "到位率", "实际支出资金(万元)", "支出实现率")
OPTIONS = {
    "project_type": {"continuing": "延续项目", "new": "新增项目"},
    "tendering": {"yes": "是", "no": "否", "not_applicable": "无该项内容"},
}
WIDTHS = (420, 1500, *(640,) * 13)
REST = 15


class Sheet:
    """A 项目资金绩效监控情况表: texts from its truth, cells of its own, labels of its own."""

    def __init__(self, form: Form, own: Own, labels: Own | None = None, font: str = "") -> None:
        self.form, self.own, self.labels, self.font = form, own, labels or {}, font

    def label(self, text: str, span: int = 1, **more: str) -> Cell:
        """Return a label's cell."""
        shown = self.labels.get(text, text)
        return Cell(shown, span, jc=more.get("jc", ""), merge=more.get("merge", ""), font=self.font)

    def value(self, path: str, span: int = 1, jc: str = "") -> Cell:
        """Return a value's cell."""
        content = self.own[path] if path in self.own else shown(self.form, path)
        return Cell(content, span, jc=jc, font=self.font)

    def side(self, text: str) -> Cell:
        """Return the label beside a group of rows."""
        return self.label(text, merge="restart", jc="center")

    def basics(self) -> list[Row]:
        """Return the rows 基本情况 and 项目组织管理情况."""
        label, value = self.label, self.value
        return [
            [
                *(self.side("基本情况"), label("项目名称"), value("project_name", 3)),
                *(label("预算安排资金(万元)", 2), value("budget_amount", 2)),
                *(label("功能科目编码及名称", 2), value("function", 4)),
            ],
            [
                *(ABOVE, label("项目实施单位"), value("implementing_unit", 3)),
                *(label("项目类型"), value("project_type", 3)),
                *(label("联络人："), value("contact_person", 2)),
                *(label("联系电话："), value("contact_phone", 2)),
            ],
            [ABOVE, label("项目概况"), value("project_overview", 13)],
            [
                *(self.side("项目组织管理情况"), label("是否实施招投标"), value("tendering", 5)),
                *(label("是否实施政府采购", 2), value("government_procurement", 6)),
            ],
            [
                *(ABOVE, label("是否实行合同管理制"), value("contract_management", 5)),
                *(label("采购金额", 2), value("procurement", 6)),
            ],
            [ABOVE, label("项目调整内容及报批程序和手续", 3), value("adjustment_procedures", 11)],
            [
                *(ABOVE, label("单位已有的（或拟订的）保证项目实施的制度、措施", 3)),
                value("management_systems", 11),
            ],
            [ABOVE, label("具体工作措施", 3), value("work_measures", 11)],
        ]

    def funds(self) -> list[Row]:
        """Return the money table: headings in two rows, and a row for each source."""
        head = [self.label("分 季 度 执 行 情 况 （一）", REST, jc="center")]
        top = [self.side("资金安排使用情况（万元）"), Cell(merge="restart")]
        top.append(self.label("全年安排资金额", merge="restart", jc="center"))
        top += [self.label(name, 4, jc="center") for name in PERIOD_NAMES]
        names = [self.label(name, jc="center") for _ in PERIOD_NAMES for name in MEASURE_NAMES]
        rows = [
            [ABOVE, self.label(FUNDS[source]), *self.amounts(source)]
            for source in SOURCES
            if source in self.form.funds
        ]
        return [head, top, [ABOVE, ABOVE, ABOVE, *names], *rows]

    def amounts(self, source: str) -> Iterator[Cell]:
        """Yield the thirteen cells of a source."""
        return (self.value(f"funds.{source}.{column}", jc="center") for column in COLUMNS)

    def report(self) -> list[Row]:
        """Return the rows 监控报告."""
        rows: list[Row] = [[self.label("监    控    报    告", REST, jc="center")]]
        for text, path in (
            ("产出成果", "outputs_achieved"),
            ("存在的问题", "problems"),
            ("下一步改进意见", "improvements"),
        ):
            rows.append([self.label(text, 2, jc="center"), self.value(path, 13)])
        return rows

    def rows(self) -> list[Row]:
        """Return all rows."""
        return [*self.basics(), *self.funds(), *self.report()]


def shown(form: Form, path: str) -> str:
    """Return the usual text of a value's cell."""
    words = form.scalars
    if path.startswith("funds."):
        _, source, column = path.split(".", 2)
        text = form.funds[source].get(column)
        return "" if text is None else text + "%" * column.endswith("rate")
    if path == "function":
        return (words.get("function_code") or "") + (words.get("function_name") or "")
    if path == "budget_amount":
        return form.funds["total"].get("annual") or ""
    if path == "procurement":
        due, actual = (words.get(f"procurement_{name}") or "" for name in ("due", "actual"))
        box = "☑" if words.get("procurement_not_applicable") == "true" else "□"
        pair = (format_wan(due), format_wan(actual))
        return "应采购金额 {} 万元   实际采购金额 {} 万元   ".format(*pair) + f"{box}无该项内容"
    choice = "project_type" if path == "project_type" else "tendering"
    if path in {"project_type", "tendering", "government_procurement", "contract_management"}:
        return "  ".join(
            ("☑" if words.get(path) == code else "□") + name
            for code, name in OPTIONS[choice].items()
        )
    return words.get(path) or ""


def format_wan(yuan: str) -> str:
    """Return an amount in yuan as it is typed in 万元."""
    return f"{int(yuan) / 10000:g}" if yuan else "      "


def heading(unit: str, date: str = "", *, title: str = "项目资金绩效监控情况表") -> str:
    """Return what stands above the table."""
    line = f"填报单位（盖章）：{unit}" + (f"　　　　　　填报日期：{date}" if date else "")
    big = '<w:b/><w:sz w:val="32"/>'
    top = [para(run("附件："))]
    top += [para(run(line_, big), jc="center") for line_ in title.split("\n") if line_]
    return "".join([*top, para(run(line))])


EVALUATION_WIDTHS = (420, 1000, 1000, 2000, 1250, 1250, 850, 850, 1500)
EVALUATION_FUNDS = {
    "total": "年度资金总额",
    "fiscal": "其中：当年财政拨款",
    "carryover": "上年结转资金",
    "other": "其他资金",
}
INDICATOR_HEAD = (
    *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    "偏差原因分析及改进措施",
)


def evaluation_top(form: Form, texts: Own, unit: str = "（万元）") -> list[Row]:
    """Return the rows of a 项目支出绩效自评表 above the indicators; `texts` replace amounts."""
    words = {name: value or "" for name, value in form.scalars.items()}
    heads = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    rows: list[Row] = [
        [Cell("项目名称", 2), Cell(words["project_name"], 7)],
        [
            *(Cell("主管部门", 2), Cell(words["department"], 2)),
            *(Cell("实施单位", 2), Cell(words["implementing_unit"], 3)),
        ],
        [
            Cell(f"项目资金{unit}", 2, merge="restart", jc="center"),
            Cell(""),
            *(Cell(name, jc="center") for name in heads),
        ],
    ]
    for source, name in EVALUATION_FUNDS.items():
        cells = []
        for column in F3_COLUMNS:
            text = form.funds[source].get(column) or ""
            text += "%" * (column.endswith("rate") and text != "")
            cells.append(Cell(texts.get(f"{source}.{column}", text), jc="center"))
        rows.append([Cell(span=2, merge="continue"), Cell(name), *cells])
    rows += [
        [
            Cell("年度总体目标", merge="restart", jc="center"),
            *(Cell("预期目标", 4, jc="center"), Cell("实际完成情况", 4, jc="center")),
        ],
        [ABOVE, Cell(words["goal.expected"], 4), Cell(words["goal.actual"], 4)],
    ]
    return rows


def indicator_head(side: Cell) -> Row:
    """Return the header row of the indicators."""
    return [side, *(Cell(name, jc="center") for name in INDICATOR_HEAD)]


def indicator_rows(
    indicators: Sequence[Mapping[str, str | None]], repeat: Sequence[int] = ()
) -> list[Row]:
    """Return the indicators; the header stands again, typed by hand, above those in `repeat`."""
    rows: list[Row] = []
    above: Mapping[str, str | None] = {}
    for number, item in enumerate(indicators):
        if number in repeat:
            rows.append(indicator_head(ABOVE))
            above = {}
        row = [ABOVE]
        same = True
        for level in ("level1", "level2"):
            same = same and above.get(level) == item[level]
            row.append(ABOVE if same else Cell(item[level] or "", merge="restart", jc="center"))
        row.append(Cell(item["level3"] or ""))
        for name in ("target", "actual", "weight", "score"):
            row.append(Cell(item[name] or "", jc="center"))
        rows.append([*row, Cell(item["deviation"] or "")])
        above = item
    return rows


def evaluation_end(form: Form, *, extra: int = 0) -> Row:
    """Return the row 总分."""
    return [
        Cell("总分", 6, jc="center"),
        Cell(form.scalars["total.weight"] or "", jc="center"),
        Cell(form.scalars["total.score"] or "", 1 + extra, jc="center"),
        Cell(""),
    ]
