"""Writes a 项目资金绩效监控情况表 into a file: title, the line above the table, the tables."""

from corpus.generator.chance import Chance
from corpus.generator.document import Story, nested, text_box
from corpus.generator.f1 import Form1
from corpus.generator.f1_layout import FULL, Layout, Section
from corpus.generator.tables import table
from corpus.generator.wordml import Cell, Para, Row, lines

TITLE = "项目资金绩效监控情况表"
UNIT_LABELS = ("填报单位（盖章）",) * 4 + ("填报单位(盖章)", "填报单位", "单位名称", "编制单位")


def _title(chance: Chance, story: Story, form: Form1) -> None:
    if chance.maybe(0.5):
        story.line(chance.pick(("附件：", "附件1：", "附件2", "附件：" + "\t" * 9)), 24)
    title = " ".join(TITLE) if chance.maybe(0.12) else TITLE
    before, _, after = form.heading.partition("@") if "@" in form.heading else ("", "", "")
    if "textbox" in story.features and chance.maybe(0.6):
        story.parts.append(text_box(story.writer, before + title, 36))
        form.features.add("textbox:title")
    else:
        story.line(before + title, 36, "center")
    if after:
        story.line(after, 24, "center")


def _unit_note(form: Form1, place: str) -> str:
    return f"单位：{form.funds.unit}" if place == "note" else ""


def _above(chance: Chance, story: Story, form: Form1, layout: Layout) -> str | None:
    """Write the line above the table; returns the date's text where it is to stand below."""
    name = chance.pick(UNIT_LABELS)
    unit = form.texts["reporting_unit"]
    colon = chance.pick(("：", "：", ":"))
    if not unit.strip() and chance.maybe(0.5):
        colon = ""
    first = f"{name}{colon}{unit}"
    below = form.date is not None and chance.maybe(0.15)
    date = f"填报日期{chance.pick('：:')}{form.date}" if form.date is not None else ""
    note = _unit_note(form, layout.unit_place)
    gap = chance.pick(("\u3000\u3000", "\u3000" * 6, "    ", "\t\t", " " * 20))
    rest = [text for text in ("" if below else date, note) if text]
    if "textbox" in story.features and not any(f.startswith("textbox:") for f in form.features):
        story.parts.append(text_box(story.writer, first, 21))
        form.features.add("textbox:unit")
        first = ""
    if chance.maybe(0.65):
        text = gap.join(item for item in (first, *rest) if item)
        if text:
            story.line(text, 21)
    else:
        for index, item in enumerate(item for item in (first, *rest) if item):
            story.line(item, 21, "right" if index and item == note else "")
    return date if below else None


def _with_unit_row(form: Form1, rows: list[Row]) -> list[Row]:
    """Put 填报单位 into the table's first row instead of a line above it."""
    form.features.add("unit:first-row")
    body = lines(form.texts["reporting_unit"])
    return [(Cell(2400, lines("填报单位（盖章）"), align="center"), Cell(FULL - 2400, body)), *rows]


def write(chance: Chance, story: Story, form: Form1) -> None:
    """Write the form; it may be spread over several tables, or stand in a layout table's cell."""
    layout = Layout(chance, form)
    sections = layout.sections()
    _title(chance, story, form)
    in_row = chance.maybe(0.07)
    below: str | None = None
    if in_row:
        rest = []
        if form.date is not None:
            rest.append(f"填报日期：{form.date}")
        if layout.unit_place == "note":
            rest.append(_unit_note(form, layout.unit_place))
        if rest:
            story.line("\u3000\u3000".join(rest))
    else:
        below = _above(chance, story, form, layout)
    if "split" in story.features:
        _apart(story, form, sections, in_row=in_row)
    else:
        rows = [row for section in sections for row in section.rows]
        rows = _with_unit_row(form, rows) if in_row else rows
        if chance.maybe(0.08):
            rows.append(_note_row(form))
        if "nested" in story.features:
            inner = table(story.writer, rows, story.features)
            story.parts.append(nested(story.writer, inner))
        else:
            story.table(rows, 1 if chance.maybe(0.1) else 0)
    if below:
        story.line(below)


def _note_row(form: Form1) -> Row:
    form.features.add("notes:in-table")
    text = "注：1.资金总额=财政拨款+自有资金+其他；2.到位率=已到位资金÷全年安排资金额。"
    return (Cell(FULL, (Para((text,)),), plain=True),)


def _apart(story: Story, form: Form1, sections: list[Section], *, in_row: bool) -> None:
    """Write each section as a table of its own, its heading row as a line of text."""
    form.features.add("form:several-tables")
    for index, section in enumerate(sections):
        rows = list(section.rows)
        if index == 0 and in_row:
            rows = _with_unit_row(form, rows)
        if index:
            alone = len([cell for cell in rows[0] if not cell.skip]) == 1
            story.line(section.heading if alone else "", 21, "center")
            rows = rows[1:] if alone else rows
        story.table(rows)
