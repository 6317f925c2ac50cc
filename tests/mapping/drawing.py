"""Documents drawn as text: `|` parts cells, `<` continues the cell to the left, `^` the one above.

A line without `|` is a paragraph; blank lines part tables. `text <<` is a cell three columns wide,
`/n` in a cell is a line break, `#` is a slot without any cell (before gridBefore, after gridAfter;
so is what a shorter row lacks), and the characters ☑ □ ⍰ are marks. A line `>2,0` puts the table
that follows into the cell at row 2, column 0 of the table before; a line `~ text` stands in the
margin (header, footer).

    项目自评表
    |项目名称 |道路维护 <<|          項目名称 and a value over three columns
    |产出指标 |数量  |里程  |50|     产出指标 covers two rows
    |^        |质量  |合格率|98%|
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.mapping import locate
from extractor.model import (
    Cell,
    Content,
    Document,
    Grid,
    Located,
    LocatedForm,
    Mapped,
    Mark,
    MarkState,
    Paragraph,
    Place,
    Source,
)
from extractor.rulebook import RuleSet, load_rules

_STATES: dict[str, MarkState] = {"☑": "checked", "□": "unchecked", "⍰": "unclear"}
_WIDE = regex.compile(r"(?P<text>.*?)\s*(?P<more><+)\s*", regex.DOTALL)
_INTO = regex.compile(r"\s*>\s*(\d+)\s*,\s*(\d+)\s*")


def content(text: str) -> Content:
    """A content whose marks are the characters ☑ □ ⍰."""
    text = text.replace("/n", "\n")
    marks = tuple(
        Mark(offset, _STATES[char], "character", char)
        for offset, char in enumerate(text)
        if char in _STATES
    )
    return Content(text, marks)


def _row(line: str) -> list[str]:
    """The slots of one drawn line."""
    line = line.strip().removeprefix("|")
    slots: list[str] = []
    for part in line.removesuffix("|").split("|"):
        wide = _WIDE.fullmatch(part)
        text = (wide["text"] if wide else part).strip(" ")
        if text or not wide:
            slots.append(text)
        slots += "<" * len(wide["more"]) if wide else ""
    return slots


def grid(lines: list[str], index: int = 0, parent: Place | None = None) -> Grid:
    """One table from its drawn lines."""
    rows = [_row(line) for line in lines]
    slots: list[list[int]] = []
    spans: list[list[int]] = []
    for r, row in enumerate(rows):
        slots.append([])
        for c, text in enumerate(row):
            if text == "#":
                owner = -1
            elif text == "<":
                owner = slots[r][c - 1]
            elif text == "^":
                owner = slots[r - 1][c]
            else:
                owner = len(spans)
                spans.append([r, c, r, c])
            slots[r].append(owner)
            if owner >= 0:
                spans[owner][2:] = [r, max(c, spans[owner][3])]
    cells = tuple(
        Cell(
            top,
            left,
            bottom - top + 1,
            right - left + 1,
            content(rows[top][left]),
            Place(table=index, row=top, column=left),
        )
        for top, left, bottom, right in spans
    )
    width = max(map(len, slots))
    padded = tuple(tuple(row + [-1] * (width - len(row))) for row in slots)
    return Grid(index, len(slots), width, cells, padded, parent)


def document(drawing: str) -> Document:
    """A whole document."""
    blocks: list[Paragraph | Grid] = []
    margins: list[Paragraph] = []
    table: list[str] = []
    parent: Place | None = None
    tables = paragraphs = 0
    for line in [*drawing.strip("\n").split("\n"), ""]:
        if "|" in line:
            table.append(line)
            continue
        if table:
            blocks.append(grid(table, tables, parent))
            tables, table, parent = tables + 1, [], None
        into = _INTO.fullmatch(line)
        if into is not None:
            parent = Place(table=tables - 1, row=int(into[1]), column=int(into[2]))
        elif line.startswith("~"):
            text = content(line.removeprefix("~").strip())
            margins.append(Paragraph(text, Place(paragraph=paragraphs), "header"))
            paragraphs += 1
        elif line.strip():
            blocks.append(Paragraph(content(line), Place(paragraph=paragraphs)))
            paragraphs += 1
    source = Source("drawn.docx", "drawn.docx", "0" * 64, 0, "docx")
    return Document(source, tuple(blocks), tuple(margins))


# ------------------------------------------------------------------------------- reading


@dataclass(frozen=True)
class Reading:
    """What the mapping found in a drawing, asked by path."""

    mapped: Mapped
    number: int = 0

    @property
    def form(self) -> LocatedForm:
        """The form that is asked, the first unless `of` says another."""
        return self.mapped.forms[self.number]

    @property
    def forms(self) -> list[str]:
        """The names of all forms found."""
        return [form.form for form in self.mapped.forms]

    def of(self, number: int) -> Reading:
        """The same document, another of its forms."""
        return Reading(self.mapped, number)

    def located(self, path: str) -> Located:
        """One field as the mapping gives it; a list's row that is not there counts as absent."""
        return self.form.fields.get(path) or Located(path)

    def __getitem__(self, path: str) -> str | None:
        """What stands in a field's place; None when the field is not on the form."""
        found = self.located(path).content
        return None if found is None else found.text.strip()

    def row(self, prefix: str, *columns: str) -> list[str | None]:
        """Several fields of one row."""
        return [self[f"{prefix}.{column}"] for column in columns]

    def column(self, name: str, key: str) -> list[str | None]:
        """One column of a list, all rows."""
        return [self[f"{name}.{number}.{key}"] for number in range(self.length(name))]

    def length(self, name: str) -> int:
        """How many rows a list has."""
        numbers = {path.split(".")[1] for path in self.form.fields if path.startswith(f"{name}.")}
        return len(numbers)

    def states(self, path: str) -> dict[str, MarkState | None]:
        """What the marks say of each option of a choice or flag."""
        return {option.code: option.state for option in self.located(path).options}

    def ticked(self, path: str) -> str | None:
        """The options that are ticked, joined by `+`; None when the field has no options."""
        states = self.states(path)
        if not states:
            return None
        return "+".join(code for code, state in states.items() if state == "checked")

    def unit(self, path: str) -> str | None:
        """The unit that counts for a field."""
        found = self.located(path).unit
        return None if found is None else found.text

    @property
    def paths(self) -> dict[str, str]:
        """All fields in whose place something is written."""
        return {path: text for path in self.form.fields if (text := self[path])}

    @property
    def unmapped(self) -> list[str]:
        """The texts that no field claimed."""
        return [leftover.text for leftover in self.mapped.unmapped]

    @property
    def left(self) -> set[str]:
        """All that is unmapped, labels of other texts included."""
        return {*self.unmapped, *self.unmapped_pairs}

    @property
    def unmapped_pairs(self) -> dict[str, str]:
        """Those of them that stand with a label."""
        return {item.label: item.text for item in self.mapped.unmapped if item.label is not None}


def read(drawing: str, rules: RuleSet | None = None) -> Reading:
    """Draw a document and map it."""
    return Reading(locate(document(drawing), rules or load_rules()))


def changed(drawing: str, *changes: tuple[str, str]) -> str:
    """The drawing with each text replaced by another; every text must be there."""
    for old, new in changes:
        assert old in drawing, old
        drawing = drawing.replace(old, new)
    return drawing
