"""项目支出绩效自评表: where its cells stand, and how it is written into a file."""

from corpus.generator.chance import Chance
from corpus.generator.document import Story, nested
from corpus.generator.f3 import MONEY, ROWS, Form3
from corpus.generator.f3_indicators import Indicator
from corpus.generator.tables import table
from corpus.generator.typing_habits import Habits, label
from corpus.generator.wordml import Cell, Para, Row, lines

TITLE = "项目支出绩效自评表"
ROW_LABELS = {
    "total": ("年度资金总额", "年度资金总额：", "年度资金总额:"),
    "fiscal": (
        "其中：当年财政拨款",
        "其中:当年财政拨款",
        "其中：本年财政拨款",
        "  其中:本年财政拨款",
    ),
    "carryover": ("上年结转资金", "    上年结转资金", "\u3000\u3000上年结转资金"),
    "other": ("其他资金", "      其他资金", "\u3000\u3000其他资金"),
}


class Layout3:
    """Builds the rows of one form."""

    def __init__(self, chance: Chance, form: Form3, *, wide: bool) -> None:
        """Draw the form's habits; `wide` fills a page laid across."""
        self.chance, self.form = chance, form
        self.habits = Habits.draw(chance)
        self.letters = chance.maybe(0.5)
        self.side = chance.weighted([(700, 6.0), (0, 1.0)])
        self.merged = chance.maybe(0.8)
        self.weight_name = chance.weighted([("分值", 8.0), ("权重", 1.0), ("权数", 0.5)])
        self.unit = (13800 - self.side if wide else 9600 - self.side) // 8 // 20 * 20
        form.features |= {
            f"letters:{self.letters}",
            f"levels:{'merged' if self.merged else 'repeated'}",
        }

    @property
    def width(self) -> int:
        """Width beside the vertical labels."""
        return self.unit * 8

    def label(self, text: str, width: int, merge: str = "") -> Cell:
        """Return a label's cell."""
        paras = label(self.chance, self.habits, text, widen=False)
        return Cell(width, paras, "restart" if merge else "", "center")

    def value(self, name: str, width: int, align: str = "") -> Cell:
        """Return a text's cell."""
        return Cell(width, lines(self.form.texts[name]), align=align)

    def basics(self) -> list[Row]:
        """Return the rows of names."""
        pick = self.chance.pick
        first = self.unit + self.side
        department = pick(
            ("主管部门", "主管部门", "主管部门", "项目主管部门", "市级主管部门", "主管部门及代码")
        )
        unit = pick(("实施单位", "实施单位", "项目实施单位", "项目单位"))
        name = (
            self.label("项目名称", first),
            self.value("project_name", self.width - self.unit, "center"),
        )
        pair = (
            self.label(department, first),
            self.value("department", self.unit * 3, "center"),
            self.label(unit, self.unit),
            self.value("implementing_unit", self.unit * 3, "center"),
        )
        if self.chance.maybe(0.15):
            tail = self.width - self.unit
            return [
                name,
                (pair[0], self.value("department", tail)),
                (self.label(unit, first), self.value("implementing_unit", tail)),
            ]
        return [name, pair]

    def sided(self, text: str, rows: list[Row], breaks: str = "") -> list[Row]:
        """Put a vertical label, merged over all rows, before them."""
        if not self.side:
            return rows
        body = lines(breaks or text)
        head = Cell(self.side, body, "restart", "center", vertical=True)
        rest = Cell(self.side, (), "continue", "center", vertical=True)
        return [(head if index == 0 else rest, *row) for index, row in enumerate(rows)]

    def funds(self) -> list[Row]:
        """Return the money table."""
        u = self.unit
        unit = self.form.funds.unit
        side = self.chance.pick(
            (f"项目资金（{unit}）", f"项目资金({unit})", f"项目资金\n（{unit}）")
        )
        corner = "" if self.side else side
        a, b, rate = ("（A）", "（B）", "（B/A）") if self.letters else ("", "", "")
        names = (
            "年初预算数",
            f"全年预算数{a}",
            f"全年执行数{b}",
            self.weight_name,
            f"执行率{rate}",
            "得分",
        )
        rows: list[Row] = [
            (Cell(u * 2, lines(corner), align="center"), *(self.label(n, u) for n in names))
        ]
        for row in ROWS:
            if row in self.form.missing_rows:
                continue
            cells = [Cell(u * 2, (Para((self.chance.pick(ROW_LABELS[row]),)),))]
            for column in (*MONEY, "weight", "execution_rate", "score"):
                text = self.form.slots[f"funds.{row}.{column}"].text
                cells.append(Cell(u, lines(text), align="center"))
            rows.append(tuple(cells))
        return self.sided(side, rows)

    def goals(self) -> list[Row]:
        """Return the year's goal: labels above their texts, or beside them."""
        half = self.unit * 4
        actual = self.chance.pick(("实际完成情况", "实际完成情况", "目标实际完成情况"))
        if self.chance.maybe(0.8) and self.side:
            rows: list[Row] = [
                (self.label("预期目标", half), self.label(actual, half)),
                (self.value("goal.expected", half), self.value("goal.actual", half)),
            ]
        else:
            rest = self.width - self.unit
            rows = [
                (self.label("预期目标", self.unit), self.value("goal.expected", rest)),
                (self.label(actual, self.unit), self.value("goal.actual", rest)),
            ]
        side = self.chance.pick(("年度总体目标", "年度\n总体\n目标", "年\n度\n总\n体\n目\n标"))
        return self.sided(side, rows)

    def indicators(self) -> list[Row]:
        """Return the indicator table with its heading."""
        u, form = self.unit, self.form
        a, b = ("（A）", "（B）") if self.letters else ("", "")
        names = [
            "一级指标",
            "二级指标",
            "三级指标",
            f"年度指标值{a}",
            f"实际完成值{b}",
            self.weight_name,
            "得分",
        ]
        last = self.chance.pick(
            ("偏差原因分析及改进措施",) * 3 + ("未完成原因分析", "偏差原因分析及\n改进措施")
        )
        widths = [u] * 7
        if form.has_deviation:
            names.append(last)
            widths.append(u)
        else:
            widths[2] = u * 2
        rows: list[Row] = [tuple(self.label(n, w) for n, w in zip(names, widths, strict=True))]
        before: Indicator | None = None
        for index, item in enumerate(form.indicators):
            rows.append(self._indicator(index, item, before, widths))
            before = item
        side = self.chance.pick(("绩效指标", "绩\n效\n指\n标"))
        return self.sided(side, rows)

    def _indicator(
        self, index: int, item: Indicator, before: Indicator | None, widths: list[int]
    ) -> Row:
        slots = self.form.slots
        cells = []
        same = before is not None and before.level1 == item.level1
        for name in ("level1", "level2"):
            same = same and before is not None and getattr(before, name) == getattr(item, name)
            text = getattr(item, name)
            if not self.merged:
                cells.append(Cell(widths[0], lines(text), align="center"))
            elif same:
                cells.append(Cell(widths[0], (), "continue"))
            else:
                cells.append(Cell(widths[0], lines(text), "restart", "center"))
        texts = [item.level3, item.target, item.actual]
        texts += [slots[f"indicators.{index}.{name}"].text for name in ("weight", "score")]
        if self.form.has_deviation:
            texts.append(item.deviation)
        for text, width in zip(texts, widths[2:], strict=True):
            cells.append(Cell(width, lines(text), align="center"))
        return tuple(cells)

    def total(self) -> list[Row]:
        """Return the row of totals."""
        form, u = self.form, self.unit
        if not form.has_total:
            return []
        tail = u if form.has_deviation else 0
        wide = self.side + self.width - u * 2 - tail
        cells = [
            Cell(
                wide,
                lines(self.chance.pick(("总分", "总分", "总分：", "合计", "总  分"))),
                align="center",
            )
        ]
        cells += [
            Cell(u, lines(form.slots[f"total.{name}"].text), align="center")
            for name in ("weight", "score")
        ]
        if tail:
            cells.append(Cell(tail))
        return [tuple(cells)]


def write(chance: Chance, story: Story, form: Form3, *, wide: bool) -> None:
    """Write the form into the file."""
    layout = Layout3(chance, form, wide=wide)
    if chance.maybe(0.5):
        story.line(chance.pick(("附件1", "附件：", "附件2：")), 24)
    before, _, after = form.heading.partition("@") if "@" in form.heading else ("", "", "")
    story.line(before + TITLE, 32, "center")
    if after:
        story.line(after, 24, "center")
    rows = [
        *layout.basics(),
        *layout.funds(),
        *layout.goals(),
        *layout.indicators(),
        *layout.total(),
    ]
    if chance.maybe(0.15):
        form.features.add("notes:in-table")
        note = "注：1.执行率=全年执行数÷全年预算数；2.其他资金包括社会投入资金、银行贷款等。"
        rows.append((Cell(layout.side + layout.width, lines(note), plain=True),))
    if "nested" in story.features:
        story.parts.append(nested(story.writer, table(story.writer, rows, story.features)))
    else:
        story.table(rows)
