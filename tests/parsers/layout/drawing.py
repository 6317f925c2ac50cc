"""Pages drawn as text: `+ - |` are ruling lines, everything else stands where it is drawn.

A column of the drawing is 6 points wide, a row 14 high; a Chinese character takes two columns and
is 12 points large. A single `-` and a `+` or `|` without a line beside it are text.

    +----+--------+
    |项目|甲项目  |         two cells; the second row's first cell covers two columns
    +----+---+----+
    |小计    |12  |
    +--------+----+

`shown` draws grids the other way round, in the words of `tests/mapping/drawing.py`: `<` is covered
from the left, `^` from above, `#` is no slot at all, `/n` a line break.
"""

import unicodedata

from extractor.model import Content, Grid, Paragraph
from extractor.parsers.layout import Char, Layout, Page, Stroke

COLUMN, ROW, SIZE = 6.0, 14.0, 12.0
WIDTH, HEIGHT = 595.0, 842.0


def page(drawing, number=1, *, top=72.0, left=36.0, height=HEIGHT):
    """The page that a drawing shows."""
    rows = [_slots(line) for line in drawing.strip("\n").split("\n")]
    indent = min((_indent(row) for row in rows if any(c.strip() for c in row)), default=0)
    rows = [row[indent:] for row in rows]
    strokes, taken = _strokes(rows, top, left)
    chars = [
        Char(
            char,
            left + column * COLUMN,
            left + (column + _width(char)) * COLUMN,
            top + row * ROW + 10.5,
            SIZE,
        )
        for row, line in enumerate(rows)
        for column, char in enumerate(line)
        if char.strip() and (row, column) not in taken
    ]
    return Page(number, WIDTH, height, chars, strokes)


def _width(char):
    return 2 if unicodedata.east_asian_width(char) in "WF" or char in "□☑√" else 1


def _slots(line):
    """One entry a column: the second one of a wide character is empty."""
    return [part for char in line for part in (char, *[""] * (_width(char) - 1))]


def _indent(row):
    return next(number for number, char in enumerate(row) if char.strip())


def _strokes(rows, top, left):
    """The lines of a drawing, and the places of the characters that drew them."""
    strokes, taken = [], set()
    for row, line in enumerate(rows):
        for start, end in _stretches(line, "-+"):
            if "-" in line[start:end] and (end - start > 1):
                y = top + row * ROW + ROW / 2
                strokes.append(Stroke.across(y, *_middle(start, end, left, COLUMN)))
                taken |= {(row, column) for column in range(start, end)}
    width = max(map(len, rows))
    for column in range(width):
        line = [row[column] if column < len(row) else " " for row in rows]
        for start, end in _stretches(line, "|+"):
            if "|" in line[start:end]:
                x = left + column * COLUMN + COLUMN / 2
                strokes.append(Stroke.down(x, *_middle(start, end, top, ROW)))
                taken |= {(row, column) for row in range(start, end)}
    return strokes, taken


def _middle(start, end, origin, step):
    """From the middle of the first character to the middle of the last; a lone one is full."""
    if end - start == 1:
        return origin + start * step, origin + end * step
    return origin + (start + 0.5) * step, origin + (end - 0.5) * step


def _stretches(line, chars):
    start = None
    for number, char in enumerate((*line, " ")):
        if char and char in chars:
            start = number if start is None else start
        elif start is not None:
            yield start, number
            start = None


def read(*drawings, limit=10_000, **places):
    """The blocks and margins of pages drawn one after the other."""
    layout = Layout(limit)
    for number, drawing in enumerate(drawings, 1):
        layout.add(drawing if isinstance(drawing, Page) else page(drawing, number, **places))
    return layout.blocks()


def shown(block):
    """A grid as lines of cells, a paragraph as its text."""
    if isinstance(block, Paragraph):
        return block.content.text
    lines = []
    for row in range(block.row_count):
        slots = []
        for column in range(block.column_count):
            cell = block.at(row, column)
            if cell is None:
                slots.append("#")
            elif (cell.row, cell.column) == (row, column):
                slots.append(cell.content.text.replace("\n", "/n"))
            else:
                slots.append("<" if cell.column < column else "^")
        lines.append("|" + "|".join(slots) + "|")
    return "\n".join(lines)


def grids(*drawings, **places):
    """Every grid of the pages as `shown` draws it."""
    blocks, _ = read(*drawings, **places)
    return [shown(block) for block in blocks if isinstance(block, Grid)]


def grid(*drawings, **places):
    """The only grid of the pages."""
    [found] = grids(*drawings, **places)
    return found


def table(*lines):
    """What `shown` gives for these lines."""
    return "\n".join(lines)


def content(*lines, x0=0.0, x1=100.0):
    """The text of a cell from `x0` to `x1` that holds these (x, text) lines, 12 points large."""
    from extractor.parsers.layout.lines import lines_of
    from extractor.parsers.layout.wrapping import content_of

    chars = []
    for number, (x, text) in enumerate(lines):
        at = x
        for char in text:
            width = _width(char) * COLUMN
            chars.append(Char(char, at, at + width, 20.0 + 15 * number, SIZE))
            at += width
    found: Content = content_of(lines_of(chars), x0, x1)
    return found.text
