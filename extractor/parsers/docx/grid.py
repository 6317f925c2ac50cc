"""From rows of raw cells to an exact `Grid`.

Spans are those of ECMA-376 part 1: gridSpan (§17.4.17), vMerge (§17.4.84), gridBefore (§17.4.15),
gridAfter (§17.4.14), and the hMerge of older files (§17.4.22). The number of columns comes from
the rows; tblGrid is a hint that is often wrong or missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lxml import etree
from lxml.etree import _Element as Element

from extractor.errors import TooLargeError
from extractor.model import Cell, Grid, Place
from extractor.parsers.composition import Flow
from extractor.parsers.docx.widths import aligned

Merge = Literal["restart", "continue"] | None

#: Word itself stops at 63 columns; a row that claims more than this is cut to the grid.
_SANE_COLUMNS = 1024
_NO_CELL = -1
#: More than any honest gridSpan; what is larger is cut to the grid anyway.
_HUGE = 2**31


class RawCell:
    """A cell as its row has it."""

    __slots__ = ("across", "down", "flow", "nested", "node", "span", "started")

    def __init__(self, node: Element) -> None:
        self.node = node
        self.span = 1
        self.down: Merge = None
        self.across: Merge = None
        self.flow = Flow()
        self.nested: list[RawTable] = []
        self.started = False

    @property
    def width(self) -> int | None:
        """The preferred width in twentieths of a point, where there is one (w:tcW)."""
        preferred = self.node.find("{*}tcPr/{*}tcW")
        return None if preferred is None else twips(preferred)


class RawRow:
    """A row: its cells and the grid columns that it leaves out on either side."""

    __slots__ = ("after", "before", "before_width", "cells")

    def __init__(self) -> None:
        self.before = 0
        self.after = 0
        self.before_width: int | None = None
        self.cells: list[RawCell] = []

    def total(self) -> int:
        """The grid columns that the row claims."""
        return self.before + sum(cell.span for cell in self.cells) + self.after


class RawTable:
    """A table as the document has it."""

    __slots__ = ("columns", "rows")

    def __init__(self) -> None:
        self.columns: list[Element] = []
        self.rows: list[RawRow] = []


def twips(node: Element) -> int | None:
    """An absolute width (w:w, w:type="dxa") in twentieths of a point (§17.18.90)."""
    values = {etree.QName(key).localname: value for key, value in node.attrib.items()}
    if values.get("type", "dxa") != "dxa":
        return None
    try:
        return int(float(values.get("w", ""))) or None
    except (ValueError, OverflowError):
        return None


def span_count(text: str | None, default: int) -> int:
    """A count of grid columns; what is none counts as absent."""
    try:
        number = int(text or "")
    except ValueError:
        return default
    return min(number, _HUGE) if number >= 0 else default


class Assembler:
    """Makes grids in reading order and keeps the document's sum of slots below a limit."""

    def __init__(self, limit: int) -> None:
        self.count = 0
        self._limit = limit
        self._left = limit

    def grids(self, raw: RawTable, parent: Place | None = None) -> Iterator[Grid]:
        """The grid of a table, then those of the tables in its cells."""
        index = self.count
        self.count += 1
        grid, owners = self._grid(raw, index, parent)
        yield grid
        for cell, owner in zip(grid.cells, owners, strict=True):
            for nested in owner.nested:
                yield from self.grids(nested, cell.place)

    def _grid(self, raw: RawTable, index: int, parent: Place | None) -> tuple[Grid, list[RawCell]]:
        rows = raw.rows
        for row in rows:
            _join_across(row)
        width = _column_count(raw)
        self._left -= width * len(rows)
        if self._left < 0:
            raise TooLargeError(
                f"the tables have more slots than the limit grid_cells ({self._limit})"
            )
        owners: list[RawCell] = []
        spans: list[list[int]] = []
        slots: list[tuple[int, ...]] = []
        above = [_NO_CELL] * width
        for row_number, row in enumerate(rows):
            line = _line(row, row_number, above, owners, spans)
            slots.append(tuple(line))
            above = line
        cells = tuple(
            Cell(row, column, height, span, owner.flow.content(), Place(None, index, row, column))
            for owner, (row, column, height, span) in zip(owners, spans, strict=True)
        )
        return Grid(index, len(rows), width, cells, tuple(slots), parent), owners


def _line(
    row: RawRow, number: int, above: list[int], owners: list[RawCell], spans: list[list[int]]
) -> list[int]:
    """The slots of one row; new cells are added to `owners` and `spans`."""
    line = [_NO_CELL] * len(above)
    column = row.before
    for cell in row.cells:
        span = cell.span
        origin = _NO_CELL
        if cell.down == "continue":
            origin = _continued(above, column, span, owners, spans)
        if origin == _NO_CELL:
            origin = len(owners)
            owners.append(cell)
            spans.append([number, column, 1, span])
        else:
            spans[origin][2] += 1
        if span == 1:
            line[column] = origin
        else:
            line[column : column + span] = [origin] * span
        column += span
    return line


def _continued(
    above: list[int], column: int, span: int, owners: list[RawCell], spans: list[list[int]]
) -> int:
    """The cell that a vMerge "continue" belongs to, or -1: it starts its own.

    Both must cover the same columns: anything else is no rectangle.
    """
    origin = above[column]
    if origin == _NO_CELL or owners[origin].down is None:
        return _NO_CELL
    return origin if spans[origin][1] == column and spans[origin][3] == span else _NO_CELL


def _join_across(row: RawRow) -> None:
    """Give the span of hMerge "continue" cells to the cell on their left."""
    if all(cell.across is None for cell in row.cells):
        return
    kept: list[RawCell] = []
    for cell in row.cells:
        if cell.across == "continue" and kept and kept[-1].across is not None:
            kept[-1].span += cell.span
        else:
            kept.append(cell)
    row.cells = kept


def _column_count(raw: RawTable) -> int:
    """The number of grid columns; rows that disagree are aligned by their widths if they can be."""
    rows = raw.rows
    totals = [row.total() for row in rows]
    width = max(totals)
    if width > _SANE_COLUMNS:
        width = _clamp(raw, totals)
    elif min(totals) != width and (count := _by_width(raw)):
        width = count
    return width


def _by_width(raw: RawTable) -> int | None:
    """The number of columns after all rows were aligned by width, or None."""
    return aligned([twips(column) for column in raw.columns], raw.rows)


def _clamp(raw: RawTable, totals: list[int]) -> int:
    """Cut claims beyond all reason to the grid that the other rows and tblGrid call for."""
    sane = [total for total in totals if total <= _SANE_COLUMNS]
    fewest = max(len(row.cells) for row in raw.rows)
    width = max([len(raw.columns), fewest, *sane])
    for row in raw.rows:
        spare = width - len(row.cells)
        row.before = min(row.before, spare)
        spare -= row.before
        for cell in row.cells:
            cell.span = min(cell.span, spare + 1)
            spare -= cell.span - 1
    return width
