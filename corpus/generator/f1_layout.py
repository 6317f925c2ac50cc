"""项目资金绩效监控情况表: where its cells stand. Rows are made section by section."""

from dataclasses import dataclass

from corpus.generator.chance import Chance
from corpus.generator.f1 import Form1
from corpus.generator.f1_funds import MEASURES, PERIODS, SOURCES
from corpus.generator.typing_habits import Habits, Options, label, shaped
from corpus.generator.wordml import SOFT_HYPHEN, Cell, Inline, Para, Row, Styled, lines

FULL = 14840
SIDE = 600
LABEL = 1800
LABELS = {
    "project_name": ("项目名称",),
    "implementing_unit": (("项目实施单位",) * 6)
    + ("实施单位", "项目单位", "项目承担单位", "项目用款单位", "实施单位（盖章）"),
    "function": ("功能科目编码及名称",),
    "project_type": ("项目类型",) * 5 + ("项目类别", "项目属性"),
    "contact_person": ("联络人：",) * 4 + ("联络人", "联系人", "联系人：", "项目负责人", "经办人"),
    "contact_phone": ("联系电话：",) * 4 + ("联系电话", "联络电话", "电话", "手机"),
    "project_overview": ("项目概况",),
    "tendering": ("是否实施招投标",),
    "government_procurement": ("是否实施政府采购",),
    "contract_management": ("是否实行合同管理制",),
    "procurement": ("采购金额",),
    "adjustment_procedures": ("项目调整内容及报批程序和手续",),
    "management_systems": ("单位已有的（或拟订的）保证项目实施的制度、措施",),
    "work_measures": ("具体工作措施",),
    "outputs_achieved": ("产出成果",),
    "problems": ("存在的问题",),
    "improvements": ("下一步改进意见",),
}
REPORT = ("outputs_achieved", "problems", "improvements")
PERIOD_LABELS = {
    "q1": ("第1季度",) * 4 + ("一季度", "第一季度", "1季度", "第１季度"),
    "q1_q2": ("1-2季度",) * 4 + ("第1-2季度", "１-２季度", "1—2季度", "1～2季度"),
    "q1_q3": ("1-3季度",) * 4 + ("第1-3季度", "１-３季度", "1—3季度", "1～3季度"),
}
ROW_LABELS = {
    "total": ("资金总额 (=1+2+3)",) * 3
    + ("资金总额（=1+2+3）", "资金总额", "资金总额：", "资金总额\n(=1+2+3)"),
    "fiscal": (
        "其中：1.财政拨款 ",
        "其中：1.财政拨款",
        "1.财政拨款",
        "其中:1、财政拨款",
        "其中：1．财政拨款",
    ),
    "own": ("   2.自有资金  ", "2.自有资金", "2、自有资金", "   2．自有资金"),
    "own_business": ("  其中:事业收入", "其中：事业收入", "其中:事业收入 "),
    "own_operating": (" 经营性收入", "经营性收入", "      经营性收入"),
    "own_other": ("       其他", "其他", "\u3000\u3000其他"),
    "other": ("     3.其他 ", "3.其他", "3、其他", "  3．其他"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading, and the line that stands above them when they are a table apart."""

    heading: str
    rows: tuple[Row, ...]


class Layout:
    """Builds the rows of one form; its choices are drawn once and kept for the whole form."""

    def __init__(self, chance: Chance, form: Form1) -> None:
        """Draw the form's habits."""
        self.chance, self.form = chance, form
        self.habits = Habits.draw(chance)
        self.unit_place = chance.weighted(
            [("headers", 4.0), ("both", 4.0), ("label", 1.5), ("note", 2.0)]
        )
        if form.funds.style.own_unit:
            self.unit_place = "cells"
        self.sides = chance.weighted([("merged", 8.0), ("before", 1.5), ("none", 1.5)])
        self.numbering: tuple[str, ...] = ()
        self.together = chance.maybe(0.12)
        self.above = chance.maybe(0.08)
        self.two_columns = chance.maybe(0.2)
        self.align_values = chance.weighted([("", 3.0), ("center", 2.0), ("left", 1.0)])
        form.features |= {f"unit-in:{self.unit_place}", f"sides:{self.sides}"}
        for name in ("together", "above", "two_columns"):
            if getattr(self, name):
                form.features.add(f"layout:{name}")

    @property
    def width(self) -> int:
        """Width beside the vertical labels."""
        return FULL if self.sides == "none" else FULL - SIDE

    def label(self, name: str) -> tuple[Para, ...]:
        """Return a field's label."""
        text = self.chance.pick(LABELS[name]) if name in LABELS else self._budget_label()
        if self.numbering and name in REPORT:
            text = self.numbering[REPORT.index(name)] + text
        return label(self.chance, self.habits, text)

    def _budget_label(self) -> str:
        if self.unit_place in {"note", "cells"}:
            return "预算安排资金"
        return f"预算安排资金({self.form.funds.unit})"

    def value(self, name: str) -> tuple[Para, ...]:
        """Return a field's value."""
        form = self.form
        if name in form.choices:
            return self._options(form.choices[name])
        if name == "budget_amount":
            return lines(form.slots[name].text)
        if name == "procurement":
            return self._procurement()
        return lines(self._padded(form.texts[name]))

    def _padded(self, text: str) -> str:
        if len(text) > 30 and self.chance.maybe(0.03):
            self.form.features.add("softHyphen")
            at = self.chance.randint(5, 25)
            return text[:at] + SOFT_HYPHEN + text[at:]
        if text and self.chance.maybe(self.habits.pad):
            return self.chance.pick((f"\u3000{text}", f"{text}\u3000", f"{text} "))
        return text

    def _options(self, options: Options) -> tuple[Para, ...]:
        content = options.inlines()
        if self.chance.maybe(0.1) and "\n" not in options.gap and not options.style:
            content = ("（", *content, "）") if self.chance.maybe(0.3) else (" " * 4, *content)
        return (Para(content, style=options.style),)

    def _procurement(self) -> tuple[Para, ...]:
        form, chance = self.form, self.chance
        content: list[Inline] = []
        for name, words in (
            ("procurement_due", "应采购金额"),
            ("procurement_actual", "实际采购金额"),
        ):
            slot = form.slots[name]
            number = slot.text.strip() or " " * chance.randint(6, 9)
            if slot.figure is not None:
                number = chance.pick((number, f" {number} ", f"  {number}  "))
            if chance.maybe(0.3):
                content += [words, Styled(number, '<w:u w:val="single"/>'), f"{slot.style.unit}   "]
            else:
                content.append(f"{words}{number}{slot.style.unit}   ")
        style = ""
        if form.flag is not None:
            content += form.flag.inlines()
            style = form.flag.style
        return (Para(tuple(content), style=style),)

    def _person_with_phone(self, width: int) -> list[Cell]:
        """Return one cell that holds two labels and their values."""
        self.form.features.add("layout:two-labels-in-a-cell")
        gap = self.chance.pick(("  ", "\u3000", "\n", "      "))
        parts = []
        for name in ("contact_person", "contact_phone"):
            words = self.chance.pick(LABELS[name]).rstrip("：") + self.chance.pick("：:")
            parts.append(words + self.form.texts[name])
        return [Cell(width, lines(gap.join(parts)), align=self.align_values)]

    def pair(self, name: str, width: int, label_width: int = LABEL) -> list[Cell]:
        """Return a label beside its value, or both in one cell."""
        if name == "contact":
            return self._person_with_phone(width)
        single = name in {"contact_person", "contact_phone", "project_overview", "problems"}
        if self.together and single:
            # A label and its value in one cell need a colon between them.
            text = self.chance.pick(LABELS[name]).rstrip("：") + self.chance.pick("：:")
            body = lines(text + self.form.texts[name])
            return [Cell(width, body, align=self.align_values)]
        value = self.value(name)
        align = "" if name in self.form.choices or width > 8000 else self.align_values
        return [
            Cell(label_width, self.label(name), align="center"),
            Cell(width - label_width, value, align=align),
        ]

    def pairs(self, names: list[str]) -> Row:
        """Return a row of labels and values that shares the width."""
        present = [name for name in names if name not in self.form.missing]
        if not present:
            return ()
        if self.together and present[-2:] == ["contact_person", "contact_phone"]:
            present[-2:] = ["contact"]
        share = self.width // len(present) // 20 * 20
        row: list[Cell] = []
        for index, name in enumerate(present):
            last = index == len(present) - 1
            width = self.width - share * index if last else share
            narrow = (
                LABEL if index == 0 or len(present) < 3 else 1400 if len(present) == 3 else 1000
            )
            row += self.pair(name, width, min(narrow, width // 2))
        return tuple(row)

    def stacked(self, names: list[str]) -> list[Row]:
        """Return a row of labels above a row of values."""
        present = [name for name in names if name not in self.form.missing]
        share = self.width // len(present) // 20 * 20
        widths = [share] * (len(present) - 1) + [self.width - share * (len(present) - 1)]
        return [
            tuple(
                Cell(w, self.label(n), align="center") for n, w in zip(present, widths, strict=True)
            ),
            tuple(Cell(w, self.value(n)) for n, w in zip(present, widths, strict=True)),
        ]

    def basics(self) -> Section:
        """Return 基本情况."""
        orders = (
            [
                ["project_name", "budget_amount", "function"],
                ["implementing_unit", "project_type", "contact_person", "contact_phone"],
            ],
            [
                ["project_name", "implementing_unit"],
                ["budget_amount", "function"],
                ["project_type", "contact_person", "contact_phone"],
            ],
            [
                ["project_name"],
                ["implementing_unit", "function"],
                ["project_type", "budget_amount"],
                ["contact_person", "contact_phone"],
            ],
            [
                ["implementing_unit", "project_name"],
                ["function", "project_type"],
                ["contact_person", "contact_phone", "budget_amount"],
            ],
        )
        order = self.chance.weighted(list(zip(orders, (5.0, 2.0, 1.5, 1.0), strict=True)))
        rows: list[Row] = []
        for index, names in enumerate(order):
            if self.above and len(names) > 2 and index:
                rows += self.stacked(names)
            else:
                rows.append(self.pairs(names))
        rows.append(self.pairs(["project_overview"]))
        return self.sided("基本情况", rows)

    def organisation(self) -> Section:
        """Return 项目组织管理情况."""
        first = [["tendering", "government_procurement"], ["contract_management", "procurement"]]
        if self.chance.maybe(0.2):
            first = [[name] for pair in first for name in pair]
        long = [["adjustment_procedures"], ["management_systems"], ["work_measures"]]
        if self.chance.maybe(0.15):
            self.chance.shuffle(long)
        return self.sided("项目组织管理情况", [self.pairs(names) for names in first + long])

    def report(self) -> Section:
        """Return 监控报告."""
        if self.chance.maybe(0.12):
            self.form.features.add("labels:numbered")
            self.numbering = self.chance.pick(
                (("1.", "2.", "3."), ("一、", "二、", "三、"), ("（一）", "（二）", "（三）"))
            )
        rows = [self.pairs([name]) for name in REPORT]
        if self.sides == "none" or self.chance.maybe(0.6):
            text = self.chance.pick(("监    控    报    告", "监控报告", "监 控 报 告"))
            return Section(text, (self.heading(text), *self.sided("", rows).rows))
        return self.sided("监控报告", rows)

    def heading(self, text: str) -> Row:
        """Return a row that holds one heading; now and then it does not reach the right edge."""
        body = (Para((text,)),)
        if self.chance.maybe(0.1):
            self.form.features.add("gridAfter")
            return (Cell(FULL - 400, body, align="center"), Cell(400, skip=True))
        return (Cell(FULL, body, align="center", plain=True),)

    def sided(self, text: str, rows: list[Row]) -> Section:
        """Put a vertical label before the rows: merged, in the first row alone, or nowhere."""
        rows = [row for row in rows if row]
        heading = text or "监控报告"
        if self.sides == "none":
            return Section(heading, tuple(rows))
        body = label(self.chance, self.habits, text, widen=False) if text else ()
        made: list[Row] = []
        for index, row in enumerate(rows):
            if self.sides == "before" and index:
                self.form.features.add("gridBefore")
                made.append((Cell(SIDE, skip=True), *row))
                continue
            first = Cell(SIDE, body, "restart", "center", 16, vertical=True)
            if self.sides == "before":
                first = Cell(SIDE, body, "", "center", 16)
            elif index:
                first = Cell(SIDE, (), "continue", "center", 16, vertical=True)
            made.append((first, *row))
        return Section(heading, tuple(made))

    def funds(self) -> Section:
        """Return 分季度执行情况: the money table with its heading of two levels."""
        title = self.chance.pick(
            ("分 季 度 执 行 情 况 （一）", "分季度执行情况（一）", "分季度执行情况")
        )
        side = "资金安排使用情况"
        if self.unit_place in {"both", "label"}:
            side += f"（{self.form.funds.unit}）"
        rows = [*self._funds_head(side), *(self._funds_row(source) for source in SOURCES)]
        section = self.sided(side, rows)
        return Section(title, (self.heading(title), *section.rows))

    def _widths(self) -> tuple[int, int, int]:
        """Return the widths of the row labels, of 全年安排资金额, and of one measure."""
        labels, annual = 2100, 860
        measure = (self.width - labels - annual) // 12 // 20 * 20
        return labels + (self.width - labels - annual - measure * 12), annual, measure

    def _funds_head(self, side: str) -> list[Row]:
        chance = self.chance
        labels, annual, measure = self._widths()
        unit = f"({self.form.funds.unit})" if self.unit_place in {"headers", "both"} else ""
        corner = chance.pick(("", "", "资金来源", "项目"))
        if self.sides == "none" and self.unit_place in {"both", "label"}:
            corner = side
        top: list[Cell] = [
            Cell(labels, lines(corner), "restart", "center", 16),
            Cell(
                annual,
                label(chance, self.habits, "全年安排资金额" + self._annual_unit(unit)),
                "restart",
                "center",
                16,
            ),
        ]
        under = [Cell(labels, (), "continue"), Cell(annual, (), "continue")]
        spent = chance.weighted([("实际支出资金", 5.0), ("实际支出金额", 1.0)])
        rate = chance.weighted([("支出实现率", 6.0), ("支出完成率", 1.0)])
        for period in PERIODS:
            text = shaped(chance, self.habits, chance.pick(PERIOD_LABELS[period]), widen=False)
            top.append(Cell(measure * 4, (Para((text,)),), align=chance.pick(("", "center"))))
            prefix = "累计" if period != "q1" and chance.maybe(0.4) else ""
            names = {
                "received": f"{prefix}已到位资金{unit}",
                "received_rate": "到位率" + self._rate_unit(),
                "spent": f"{spent}{unit}",
                "spent_rate": rate + self._rate_unit(),
            }
            under += [self._measure_head(measure, names[m]) for m in MEASURES]
        return [tuple(top), tuple(under)]

    def _annual_unit(self, unit: str) -> str:
        return unit if self.unit_place == "headers" else ""

    def _rate_unit(self) -> str:
        return "（%）" if self.form.funds.rate_form == "bare" and self.chance.maybe(0.5) else ""

    def _measure_head(self, width: int, text: str) -> Cell:
        if "实际支出" in text and self.chance.maybe(0.5):
            text = text.replace("实际支出", "实际支\n出", 1)
            if self.chance.maybe(0.6):
                return Cell(width, lines(text), align="center", size=16)
            return Cell(width, (Para((text,)),), align="center", size=16)
        return Cell(
            width, label(self.chance, self.habits, text, widen=False), align="center", size=16
        )

    def _funds_row(self, source: str) -> Row:
        labels, annual, measure = self._widths()
        text = self.chance.pick(ROW_LABELS[source])
        if self.two_columns:
            cells = self._two_labels(source, text, labels)
        else:
            cells = [Cell(labels, (Para((text,)),), align=self.chance.pick(("", "center")))]
        slots = self.form.slots
        cells.append(self._number(annual, slots[f"funds.{source}.annual"].text))
        for period in PERIODS:
            for name in MEASURES:
                cells.append(self._number(measure, slots[f"funds.{source}.{period}.{name}"].text))
        return tuple(cells)

    def _two_labels(self, source: str, text: str, width: int) -> list[Cell]:
        """Return row labels in two columns: 自有资金 stands merged beside its children."""
        left = 1000
        if not source.startswith("own"):
            return [Cell(width, (Para((text.strip(),)),))]
        if source == "own":
            return [
                Cell(left, (Para((text.strip(),)),), "restart", "center"),
                Cell(width - left, (Para(("小计",)),), align="center"),
            ]
        return [Cell(left, (), "continue"), Cell(width - left, (Para((text.strip(),)),))]

    def _number(self, width: int, text: str) -> Cell:
        return Cell(width, lines(text), align="center", size=16)

    def sections(self) -> list[Section]:
        """Return the whole form; the sections keep the order of the published form, mostly."""
        made = [self.basics(), self.organisation(), self.funds(), self.report()]
        if self.chance.maybe(0.07):
            made[1], made[2] = made[2], made[1]
            self.form.features.add("layout:reordered")
        return made
