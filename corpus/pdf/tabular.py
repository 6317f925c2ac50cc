"""From tables to pages: rows get their heights and are cut, or not, where a page ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.pdf import faces
from corpus.pdf.blocks import Block, Box, Break, Line, Table
from corpus.pdf.typeset import (
    LEADING,
    PAD,
    Composer,
    Glyphs,
    Page,
    Paper,
    Placed,
    Setting,
    TextLine,
    broken,
    wide_of,
)

LEAST_PIECE: Final = 30.0


def compose(blocks: Sequence[Block], paper: Paper) -> list[Page]:
    """Return the pages of a file."""
    composer = Composer(paper)
    for block in blocks:
        if isinstance(block, Break):
            composer.turn()
        elif isinstance(block, Line):
            composer.line(block)
        else:
            _Tabular(composer, block).place()
    return composer.pages


@dataclass(frozen=True, slots=True)
class _Segment:
    page: Page
    top: float
    bottom: float


class _Tabular:
    """Places one table: row by row, over as many pages as it takes."""

    def __init__(self, composer: Composer, table: Table) -> None:
        self.composer, self.paper, self.table = composer, composer.paper, table
        factor = min(1.0, self.paper.text_width / table.width)
        self.scale = self.paper.scale * max(factor, 0.72)
        left = (self.paper.size[0] - table.width * factor) / 2
        self.x = [left + edge * factor for edge in table.edges]
        self.lines = {box: self._broken(box) for box in table.boxes}
        self.heights = self._heights()
        self.segments: dict[Box, list[_Segment]] = {}

    def _size(self, box: Box) -> float:
        return box.size * self.scale

    def _area(self, box: Box) -> tuple[float, float]:
        return self.x[box.column] + PAD, self.x[box.column + box.columns] - PAD

    def _broken(self, box: Box) -> list[TextLine]:
        size = self._size(box)
        if box.vertical and self.paper.vertical != "wrap":
            text = box.text.replace("\n", "")
            if self.paper.vertical == "rotated":
                return [((text, faces.width(text, self.paper.face, size)),)] if text else []
            return [((char, wide_of(char, size, self.paper)),) for char in text]
        left, right = self._area(box)
        lines = [
            line for para in box.paras for line in broken(para, right - left, size, self.paper)
        ]
        return lines if any(lines) else []

    def _needs(self, box: Box) -> float:
        lines, size = self.lines[box], self._size(box)
        if self._turned(box):
            return max((line[0][1] for line in lines), default=0.0) + 2 * PAD
        return max(1, len(lines)) * size * LEADING + 2 * PAD

    def _heights(self) -> list[float]:
        heights = [self.paper.least or 12.0] * self.table.rows
        for box in self.table.boxes:
            if box.rows == 1:
                heights[box.row] = max(heights[box.row], self._needs(box))
        for box in self.table.boxes:
            if box.rows > 1:
                last = box.row + box.rows - 1
                missing = self._needs(box) - sum(heights[box.row : last + 1])
                heights[last] += max(0.0, missing)
        return heights

    def place(self) -> None:
        """Place all rows, then what is merged over several of them."""
        for row in range(self.table.rows):
            self._row(row)
        for box in self.table.boxes:
            if box.rows > 1:
                self._merged(box)

    def _row(self, row: int) -> None:
        composer, height = self.composer, self.heights[row]
        rest = {
            box: self.lines[box] for box in self.table.boxes if box.row == row and box.rows == 1
        }
        first = True
        if self.paper.each and row and row % self.paper.each == 0:
            self._next_page(row)
        while height > composer.bottom - composer.y:
            room = composer.bottom - composer.y
            if self.paper.cut and room > LEAST_PIECE:
                taken = self._piece(row, rest, room, first=first, last=False)
                rest = {box: lines[taken[box] :] for box, lines in rest.items()}
                sizes = [len(lines) * self._size(box) * LEADING for box, lines in rest.items()]
                height, first = max(12.0, *sizes) + 2 * PAD, False
            elif height > composer.bottom - self.paper.margin:
                raise ValueError(f"row {row} is higher than a page")
            self._next_page(row)
        self._piece(row, rest, height, first=first, last=True)

    def _next_page(self, row: int) -> None:
        self.composer.turn()
        self._repeat(row)

    def _repeat(self, row: int) -> None:
        for number in self.table.repeated:
            if number < row:
                boxes = [b for b in self.table.boxes if b.row == number and b.rows == 1]
                lines = {box: self.lines[box] for box in boxes}
                self._piece(number, lines, self.heights[number], first=True, last=True)

    def _piece(
        self,
        row: int,
        rest: dict[Box, list[TextLine]],
        height: float,
        *,
        first: bool,
        last: bool,
    ) -> dict[Box, int]:
        """Place what fits of a row; returns how many lines were taken of each box."""
        composer = self.composer
        top, bottom = composer.y, composer.y + height
        part = _Segment(composer.page, top, bottom)
        taken: dict[Box, int] = {}
        for box, lines in rest.items():
            size = self._size(box)
            room = int((height - 2 * PAD) / (size * LEADING) + 0.001)
            taken[box] = len(lines) if last else min(room, len(lines))
            self._frame(part, box, above=not first, on=not last)
            self._text(part, box, lines[: taken[box]], middle=first and last)
        for box in self.table.boxes:
            if box.rows > 1 and box.row <= row < box.row + box.rows:
                self._extend(box, top, bottom)
        composer.y = bottom
        return taken

    def _extend(self, box: Box, top: float, bottom: float) -> None:
        known = self.segments.setdefault(box, [])
        page = self.composer.page
        if known and known[-1].page is page:
            known[-1] = replace(known[-1], bottom=bottom)
        else:
            known.append(_Segment(page, top, bottom))

    def _merged(self, box: Box) -> None:
        parts = self.segments[box]
        for number, part in enumerate(parts):
            on = number < len(parts) - 1
            self._frame(part, box, above=number > 0, on=on)
        needs = self._needs(box)
        home = next((part for part in parts if part.bottom - part.top >= needs - 0.1), None)
        if home is None and not self._turned(box):
            self._spread(box, parts)
            return
        home = home or max(parts, key=lambda part: part.bottom - part.top)
        self._text(home, box, self.lines[box], middle=True)

    def _turned(self, box: Box) -> bool:
        return box.vertical and self.paper.vertical == "rotated"

    def _spread(self, box: Box, parts: Sequence[_Segment]) -> None:
        """Let the lines go on from page to page, where no part holds all of them."""
        lines, lead = self.lines[box], self._size(box) * LEADING
        for number, part in enumerate(parts):
            room = int((part.bottom - part.top - 2 * PAD) / lead + 0.001)
            taken = len(lines) if number == len(parts) - 1 else room
            self._text(part, box, lines[:taken], middle=False)
            lines = lines[taken:]

    def _frame(self, part: _Segment, box: Box, *, above: bool, on: bool) -> None:
        x0, x1 = self.x[box.column], self.x[box.column + box.columns]
        part.page.boxes.append(Placed(x0, part.top, x1, part.bottom, box, above, on))

    def _text(self, part: _Segment, box: Box, lines: list[TextLine], *, middle: bool) -> None:
        self.composer.group()
        size, area = self._size(box), self._area(box)
        kind = "label" if box.align == "center" else "text"
        if self._turned(box) and lines:
            text, wide = lines[0][0]
            x = (area[0] + area[1]) / 2 + size * 0.36
            y = (part.top + part.bottom + wide) / 2
            part.page.glyphs.append(Glyphs(x, y, str(text), size, kind, 90))
            return
        y = part.top + PAD
        if middle:
            y = (part.top + part.bottom - len(lines) * size * LEADING) / 2
        where = Setting(part.page, area, size, "center" if box.vertical else box.align, kind)
        for number, line in enumerate(lines):
            self.composer.write(line, where, y + size * (LEADING * number + 0.98))
