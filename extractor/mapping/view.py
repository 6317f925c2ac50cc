"""A grid as the mapping looks at it: boxes with the labels they are, turned over if need be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractor.mapping.labels import Hit, LabelIndex
from extractor.model import Cell, Grid


class Box(NamedTuple):
    """A cell with its extent (ends excluded), its unit in the claims, and the label it is."""

    cell: Cell
    unit: int
    top: int
    bottom: int
    left: int
    right: int
    hit: Hit | None

    def overlap(self, other: Box) -> int:
        """How many columns two boxes share."""
        return min(self.right, other.right) - max(self.left, other.left)

    def turned(self) -> Box:
        """The same box with rows and columns exchanged."""
        return Box(self.cell, self.unit, self.left, self.right, self.top, self.bottom, self.hit)


class View:
    """The boxes of one grid in reading order, and who is beside whom."""

    def __init__(self, grid: Grid, boxes: tuple[Box, ...], *, turned: bool = False) -> None:
        self.grid = grid
        self.boxes = boxes
        #: Boxes in the order of the grid's cells, which its slots refer to.
        self._by_cell = (
            tuple(sorted(boxes, key=lambda box: (box.left, box.top))) if turned else boxes
        )
        self.is_turned = turned
        self.row_count = grid.column_count if turned else grid.row_count
        self.column_count = grid.row_count if turned else grid.column_count

    @classmethod
    def of(cls, grid: Grid, first_unit: int, index: LabelIndex) -> View:
        """Look every cell up once; the cells' units count from `first_unit`."""
        find = index.find
        return cls(
            grid,
            tuple(
                Box(
                    cell,
                    first_unit + number,
                    cell.row,
                    cell.row + cell.row_span,
                    cell.column,
                    cell.column + cell.column_span,
                    None if cell.content.marks else find(cell.content.text),
                )
                for number, cell in enumerate(grid.cells)
            ),
        )

    @classmethod
    def stacked(cls, views: list[View]) -> View:
        """Several grids of one width as one, the first on top: a form cut into its rows."""
        cells: list[Cell] = []
        slots: list[tuple[int, ...]] = []
        boxes: list[Box] = []
        for view in views:
            rows, count = len(slots), len(cells)
            cells += view.grid.cells
            slots += [tuple(s if s < 0 else s + count for s in row) for row in view.grid.slots]
            boxes += [
                box._replace(top=box.top + rows, bottom=box.bottom + rows) for box in view.boxes
            ]
        grid = Grid(
            views[0].grid.index, len(slots), views[0].column_count, tuple(cells), tuple(slots)
        )
        return cls(grid, tuple(boxes))

    def with_hits(self, hits: dict[int, Hit]) -> View:
        """The same view with more labels known, by unit."""
        boxes = tuple(
            box._replace(hit=hits[box.unit]) if box.unit in hits else box for box in self.boxes
        )
        return View(self.grid, boxes, turned=self.is_turned)

    def turned(self) -> View:
        """Rows and columns exchanged."""
        boxes = sorted((box.turned() for box in self.boxes), key=lambda box: (box.top, box.left))
        return View(self.grid, tuple(boxes), turned=not self.is_turned)

    def at(self, row: int, column: int) -> Box | None:
        """The box that owns a slot, or None outside the grid and in gaps."""
        if not (0 <= row < self.row_count and 0 <= column < self.column_count):
            return None
        slots = self.grid.slots
        index = slots[column][row] if self.is_turned else slots[row][column]
        return None if index < 0 else self._by_cell[index]

    def row(self, row: int, start: int = 0) -> Iterator[Box]:
        """The boxes that cross a row, from column `start` on, each once."""
        column = start
        while column < self.column_count:
            box = self.at(row, column)
            if box is None:
                column += 1
                continue
            yield box
            column = box.right
