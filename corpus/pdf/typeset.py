"""From blocks to pages: lines are broken, rows get their heights, tables are cut at page ends.

All coordinates are points from the top left of the page as it is seen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from corpus.generator.marks import Tick
from corpus.pdf import faces
from corpus.pdf.blocks import Block, Box, Break, Content, Line, Table

A4: Final = (595.0, 842.0)
PAD: Final = 2.6
LEADING: Final = 1.28
LEAST_PIECE: Final = 30.0
TOKEN: Final = re.compile(r"(?:[A-Za-z0-9.,%/\-]+|\s|.)[，。；：、）！？)]*", re.DOTALL)

Piece: TypeAlias = tuple[str | Tick, float]
TextLine: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The page and how a text is set on it. `cut`: a row may be cut; `each`: a page a row."""

    size: tuple[float, float] = A4
    margin: float = 45.0
    face: str = faces.HEI
    scale: float = 1.0
    vertical: str = "wrap"
    cut: bool = False
    each: int = 0
    least: float = 0.0
    spacing: float = 0.0

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.size[0] - 2 * self.margin


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A text on its baseline; `angle` in degrees, counted as in PDF; `kind`: line, text, label."""

    x: float
    y: float
    text: str
    size: float
    kind: str = "text"
    angle: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark whose square stands on the baseline."""

    x: float
    y: float
    size: float
    on: bool
    group: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A box, or the part of it that is on this page."""

    x0: float
    top: float
    x1: float
    bottom: float
    box: Box
    from_above: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A box that a form field fills, and what is in the field."""

    place: Placed
    text: str
    size: float


@dataclass(slots=True)
class Page:
    """One page of things to be drawn."""

    size: tuple[float, float]
    boxes: list[Placed] = field(default_factory=list)
    glyphs: list[Glyphs] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def broken(content: Content, width: float, size: float, paper: Paper) -> list[TextLine]:
    """Break one paragraph into lines no wider than `width`."""
    done: list[TextLine] = []
    line: list[Piece] = []
    used = 0.0
    for token in _tokens(content, width, size, paper):
        if token == "\n":
            done.append(tuple(line))
            line, used = [], 0.0
            continue
        wide = _wide(token, size, paper)
        if line and used + wide > width + 0.01:
            done.append(tuple(line))
            line, used = [], 0.0
            if isinstance(token, str) and not token.strip():
                continue
        line.append((token, wide))
        used += wide
    return [*done, tuple(line)]


def _wide(token: str | Tick, size: float, paper: Paper) -> float:
    if isinstance(token, Tick):
        return size * 1.1
    return faces.width(token, paper.face, size) + paper.spacing * len(token)


def _tokens(content: Content, width: float, size: float, paper: Paper) -> Iterator[str | Tick]:
    for item in content:
        if isinstance(item, Tick):
            yield item
            continue
        for token in TOKEN.findall(item):
            if len(token) > 1 and _wide(token, size, paper) > width:
                yield from token
            else:
                yield token


class Composer:
    """Puts blocks on pages, from the top."""

    def __init__(self, paper: Paper) -> None:
        """Begin with one empty page."""
        self.paper = paper
        self.pages = [Page(paper.size)]
        self.y = paper.margin
        self._groups = 0

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        return self.pages[-1]

    @property
    def bottom(self) -> float:
        """Where the last line of a page may end."""
        return self.paper.size[1] - self.paper.margin

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(Page(self.paper.size))
        self.y = self.paper.margin

    def add(self, block: Block) -> None:
        """Place one block."""
        if isinstance(block, Break):
            self.turn()
        elif isinstance(block, Line):
            self._line(block)
        else:
            _Tabular(self, block).place()

    def _line(self, block: Line) -> None:
        size = block.size * self.paper.scale
        for line in broken(block.content, self.paper.text_width, size, self.paper):
            if self.y + size * LEADING > self.bottom:
                self.turn()
            area = (self.paper.margin, self.paper.size[0] - self.paper.margin)
            self.write(self.page, line, area, self.y + size, size, block.align, "line")
            self.y += size * LEADING * 1.15

    def write(  # noqa: PLR0913 - a line, its area, its look
        self,
        page: Page,
        line: TextLine,
        area: tuple[float, float],
        baseline: float,
        size: float,
        align: str,
        kind: str,
    ) -> None:
        """Put one broken line between two edges; neighbouring texts become one."""
        used = sum(wide for _, wide in line)
        room = area[1] - area[0] - used
        x = area[0] + (room / 2 if align == "center" else room if align == "right" else 0.0)
        text, start = "", x
        for token, wide in line:
            if isinstance(token, Tick):
                if text:
                    page.glyphs.append(Glyphs(start, baseline, text, size, kind))
                page.marks.append(Mark(x, baseline, size, token.on, self._groups))
                text, start = "", x + wide
            else:
                text += token
            x += wide
        if text:
            page.glyphs.append(Glyphs(start, baseline, text, size, kind))

    def group(self) -> None:
        """Marks from here on belong to another group of options."""
        self._groups += 1


def compose(blocks: Sequence[Block], paper: Paper) -> list[Page]:
    """Return the pages of a file."""
    composer = Composer(paper)
    for block in blocks:
        composer.add(block)
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
            return [((char, _wide(char, size, self.paper)),) for char in text]
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
        rest = {box: self.lines[box] for box in self.table.boxes if box.row == row and box.rows == 1}
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

    def _piece(  # noqa: PLR0913 - a part of a row, and which part
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
        taken: dict[Box, int] = {}
        for box, lines in rest.items():
            size = self._size(box)
            room = int((height - 2 * PAD) / (size * LEADING) + 0.001)
            taken[box] = len(lines) if last else min(room, len(lines))
            self._frame(composer.page, box, top, bottom, above=not first, on=not last)
            self._text(composer.page, box, lines[: taken[box]], top, bottom, middle=first and last)
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
            self._frame(part.page, box, part.top, part.bottom, above=number > 0, on=on)
        needs = self._needs(box)
        home = next((part for part in parts if part.bottom - part.top >= needs - 0.1), None)
        if home is None and not self._turned(box):
            self._spread(box, parts)
            return
        home = home or max(parts, key=lambda part: part.bottom - part.top)
        self._text(home.page, box, self.lines[box], home.top, home.bottom, middle=True)

    def _turned(self, box: Box) -> bool:
        return box.vertical and self.paper.vertical == "rotated"

    def _spread(self, box: Box, parts: Sequence[_Segment]) -> None:
        """Let the lines go on from page to page, where no part holds all of them."""
        lines, lead = self.lines[box], self._size(box) * LEADING
        for number, part in enumerate(parts):
            room = int((part.bottom - part.top - 2 * PAD) / lead + 0.001)
            taken = len(lines) if number == len(parts) - 1 else room
            self._text(part.page, box, lines[:taken], part.top, part.bottom, middle=False)
            lines = lines[taken:]

    def _frame(  # noqa: PLR0913 - a rectangle and its open sides
        self, page: Page, box: Box, top: float, bottom: float, *, above: bool, on: bool
    ) -> None:
        x0, x1 = self.x[box.column], self.x[box.column + box.columns]
        page.boxes.append(Placed(x0, top, x1, bottom, box, above, on))

    def _text(  # noqa: PLR0913 - lines and the room for them
        self,
        page: Page,
        box: Box,
        lines: list[TextLine],
        top: float,
        bottom: float,
        *,
        middle: bool,
    ) -> None:
        self.composer.group()
        size, area = self._size(box), self._area(box)
        kind = "label" if box.align == "center" else "text"
        if self._turned(box) and lines:
            text, wide = lines[0][0]
            x = (area[0] + area[1]) / 2 + size * 0.36
            page.glyphs.append(Glyphs(x, (top + bottom + wide) / 2, str(text), size, kind, 90))
            return
        y = top + PAD
        if middle:
            y = (top + bottom - len(lines) * size * LEADING) / 2
        align = "center" if box.vertical else box.align
        for number, line in enumerate(lines):
            baseline = y + size * (LEADING * number + 0.98)
            self.composer.write(page, line, area, baseline, size, align, kind)
