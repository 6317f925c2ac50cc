"""Tables of successive pages → tables as they were before the pages cut them.

A table goes on if nothing but margins stands between its parts and both are equally wide. Rows
that are repeated at the top of a page are headers. A row that was cut is one row again, and a
cell that was merged downwards across the cut is one cell again.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from extractor.parsers.layout.edges import NEAR
from extractor.parsers.layout.items import Line
from extractor.parsers.layout.lattice import Lattice, Span
from extractor.parsers.layout.lines import joined_text
from extractor.parsers.layout.tables import Table
from extractor.parsers.layout.wrapping import is_full, is_stacked

#: A cell as wide as this share of its table holds running text; a narrower one may be a label.
_WIDE = 0.35
Box = tuple[float, float, float, float]


class Piece(NamedTuple):
    """What one page shows of a cell: its lines, and where it is."""

    page: int
    box: Box
    lines: tuple[Line, ...]


class DraftCell:
    """A cell of a joined table, in slots; `bottom` and `right` are excluded."""

    __slots__ = ("bottom", "left", "pieces", "right", "top")

    def __init__(self, span: Span, piece: Piece) -> None:
        self.top, self.left, self.bottom, self.right = span
        self.pieces = [piece]

    @property
    def lines(self) -> list[Line]:
        """The lines of all pages."""
        return [line for piece in self.pieces for line in piece.lines]

    @property
    def is_blank(self) -> bool:
        """Nothing visible is written in the cell."""
        return not any(line.text.strip() for piece in self.pieces for line in piece.lines)


class Draft:
    """A table that may reach over several pages."""

    def __init__(self, table: Table) -> None:
        self.xs = list(table.lattice.xs)
        self.row_count = len(table.lattice.ys) - 1
        self.cells = [
            DraftCell(span, Piece(table.page, _box(table.lattice, span), lines))
            for span, lines in zip(table.lattice.cells, table.lines, strict=True)
        ]
        self.last = table
        self.first = table
        self._of_page = {table.page: list(self.cells)}

    def goes_on(self, table: Table) -> bool:
        """Whether a table at the top of the next page may be more of this one."""
        if self.last.confidence != table.confidence:
            return False
        x0, _, x1, _ = self.last.lattice.box
        other_x0, _, other_x1, _ = table.lattice.box
        return abs((other_x1 - other_x0) - (x1 - x0)) <= NEAR and (
            abs(other_x0 - x0) <= NEAR or _same_columns(self.last.lattice, table.lattice)
        )

    def append(self, table: Table) -> None:
        """Add the part of the table that the next page has."""
        shift = self.xs[0] - table.lattice.xs[0]
        columns = self._columns([x + shift for x in table.lattice.xs])
        skipped = _repeated(self.first, table)
        above = [cell for cell in self.cells if cell.bottom == self.row_count]
        fresh: list[DraftCell] = []
        for span, lines in zip(table.lattice.cells, table.lines, strict=True):
            piece = Piece(table.page, _box(table.lattice, span), lines)
            across = Span(span.top, columns[span.left], span.bottom, columns[span.right])
            fresh.append(DraftCell(across, piece))
        kept = [cell for cell in fresh if cell.top >= skipped]
        below = [cell for cell in kept if cell.top == skipped]
        is_cut = _is_cut(above, below, self.xs)
        offset = self.row_count - skipped - is_cut
        for cell in kept:
            cell.top += offset
            cell.bottom += offset
        self.row_count = offset + len(table.lattice.ys) - 1
        owners = self._joined(above, below, is_cut=is_cut)
        self.cells += [cell for cell in kept if id(cell) not in owners]
        self.last = table
        self._of_page[table.page] = [owners.get(id(cell), cell) for cell in fresh]

    def origin(self, page: int, number: int) -> DraftCell:
        """The cell that a page's part of the table has under a number."""
        return self._of_page[page][number]

    def _columns(self, xs: list[float]) -> list[int]:
        """The columns at which a part's lines are; lines that are new split what is there."""
        for x in xs:
            at = bisect_left(self.xs, x)
            near = [line for line in self.xs[max(at - 1, 0) : at + 1] if abs(line - x) <= NEAR]
            if not near:
                self.xs.insert(at, x)
                for cell in self.cells:
                    cell.left += cell.left >= at
                    cell.right += cell.right >= at
        return [min(range(len(self.xs)), key=lambda at: abs(self.xs[at] - x)) for x in xs]

    def _joined(
        self, above: list[DraftCell], below: list[DraftCell], *, is_cut: bool
    ) -> dict[int, DraftCell]:
        """Give each cell that goes on below the cut to the cell above; id of the one → other."""
        found: dict[int, DraftCell] = {}
        by_sides = {(cell.left, cell.right): cell for cell in above}
        for cell in below:
            upper = by_sides.get((cell.left, cell.right))
            if upper is None:
                continue
            tall = upper.bottom - upper.top > 1 or cell.bottom - cell.top > 1
            if is_cut or (tall and cell.is_blank):
                upper.bottom = max(cell.bottom, upper.bottom)
                upper.pieces += cell.pieces
                found[id(cell)] = upper
        return found


def _box(lattice: Lattice, span: Span) -> Box:
    xs, ys = lattice.xs, lattice.ys
    return xs[span.left], ys[span.top], xs[span.right], ys[span.bottom]


def _same_columns(one: Lattice, other: Lattice) -> bool:
    """Whether all lines are where they were but for a shift (margins of facing pages)."""
    if len(one.xs) != len(other.xs):
        return False
    shift = other.xs[0] - one.xs[0]
    return all(abs(b - a - shift) <= NEAR for a, b in zip(one.xs, other.xs, strict=True))


def _repeated(first: Table, table: Table) -> int:
    """How many rows at the top of a part are those at the top of the whole table."""
    rows = min(len(first.lattice.ys), len(table.lattice.ys)) - 1
    found = 0
    for count in range(1, rows):
        one, other = _head(first, count), _head(table, count)
        if one is None or other is None:
            continue
        if one != other:
            break
        found = count
    return found


def _head(table: Table, count: int) -> list[tuple[float, str]] | None:
    """Left edges and texts of the first rows; None where a cell reaches below them."""
    x0 = table.lattice.xs[0]
    head: list[tuple[float, str]] = []
    for span, lines in zip(table.lattice.cells, table.lines, strict=True):
        if span.top >= count:
            break
        if span.bottom > count:
            return None
        head.append((round((table.lattice.xs[span.left] - x0) / NEAR), joined_text(lines)))
    return head if any(text for _, text in head) else None


def _is_cut(above: list[DraftCell], below: list[DraftCell], xs: list[float]) -> bool:
    """Whether the last row of one page and the first of the next are one row.

    They have the same cells, and every text that is on both pages runs on: its last line is
    full. Where a paragraph ends with the page, it is enough that its cell is wide, that nothing
    else goes on, and that the label beside it is not repeated.
    """
    upper = {(cell.left, cell.right): cell for cell in above}
    if not below or set(upper) != {(cell.left, cell.right) for cell in below}:
        return False
    both: list[tuple[DraftCell, DraftCell]] = []
    unlabelled = False
    alone = True
    for cell in sorted(below, key=lambda each: each.left):
        before = upper[cell.left, cell.right]
        if cell.is_blank:
            unlabelled = unlabelled or not (before.is_blank or both)
        elif before.is_blank:
            alone = False
        elif is_stacked(before.lines[-1], cell.lines[0]):
            unlabelled = True  # letters below each other, cut by the page
        else:
            both.append((before, cell))
    if both and all(_runs_on(*pair) for pair in both):
        return True
    if len(both) != 1 or not (alone and unlabelled):
        return False
    [(before, _)] = both
    return xs[before.right] - xs[before.left] >= _WIDE * (xs[-1] - xs[0])


def _runs_on(before: DraftCell, cell: DraftCell) -> bool:
    x0, _, x1, _ = before.pieces[-1].box
    return is_full(before.lines[-1], cell.lines[0], x0, x1)
