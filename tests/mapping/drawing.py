"""Documents drawn as text: `|` parts cells, `<` continues the cell to the left, `^` the one above.

A line without `|` is a paragraph; blank lines part tables. In a cell `/n` is a line break, and the
characters ☑ □ ⍰ are marks.
"""

from __future__ import annotations

from extractor.model import Cell, Content, Document, Grid, Mark, Paragraph, Place, Source

_STATES = {"☑": "checked", "□": "unchecked", "⍰": "unclear"}


def content(text: str) -> Content:
    """A content whose marks are the characters ☑ □ ⍰."""
    text = text.replace("/n", "\n")
    marks = tuple(
        Mark(offset, _STATES[char], "character", char)  # type: ignore[arg-type]
        for offset, char in enumerate(text)
        if char in _STATES
    )
    return Content(text, marks)


def grid(lines: list[str], index: int = 0) -> Grid:
    """One table from its drawn lines."""
    rows = [[part.strip(" ") for part in line.strip().strip("|").split("|")] for line in lines]
    slots: list[list[int]] = []
    spans: list[list[int]] = []
    for r, row in enumerate(rows):
        slots.append([])
        for c, text in enumerate(row):
            if text == "<":
                owner = slots[r][c - 1]
            elif text == "^":
                owner = slots[r - 1][c]
            else:
                owner = len(spans)
                spans.append([r, c, r, c])
            slots[r].append(owner)
            spans[owner][2:] = [r, max(c, spans[owner][3])]
    cells = tuple(
        Cell(
            top, left, bottom - top + 1, right - left + 1,
            content(rows[top][left]), Place(table=index, row=top, column=left),
        )
        for top, left, bottom, right in spans
    )  # fmt: skip
    width = max(map(len, slots))
    return Grid(
        index, len(slots), width, cells,
        tuple(tuple(row + [-1] * (width - len(row))) for row in slots),
    )  # fmt: skip


def document(drawing: str) -> Document:
    """A whole document."""
    blocks: list[Paragraph | Grid] = []
    table: list[str] = []
    tables = paragraphs = 0
    for line in [*drawing.strip("\n").split("\n"), ""]:
        if "|" in line:
            table.append(line)
            continue
        if table:
            blocks.append(grid(table, tables))
            tables, table = tables + 1, []
        if line.strip():
            blocks.append(Paragraph(content(line), Place(paragraph=paragraphs)))
            paragraphs += 1
    return Document(Source("drawn.docx", "drawn.docx", "0" * 64, 0, "docx"), tuple(blocks))
