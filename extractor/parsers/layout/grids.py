"""Joined tables → the model's grids: contents, slots, places."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.errors import TooLargeError
from extractor.model import Cell, Content, Grid, Place
from extractor.parsers.composition import Flow
from extractor.parsers.layout.joining import Draft, DraftCell
from extractor.parsers.layout.turning import Turn
from extractor.parsers.layout.wrapping import add_lines

_PRECISION = 2


class Grids:
    """Makes grids in reading order and keeps the document's sum of slots below a limit.

    `turns` says how each page was turned to be read.
    """

    def __init__(self, limit: int, turns: Mapping[int, Turn]) -> None:
        self.count = 0
        self._turns = turns
        self._limit = limit
        self._left = limit

    def grid(self, draft: Draft, parent: Place | None = None) -> tuple[Grid, dict[int, Place]]:
        """The grid, and the places of its cells by the id of their draft.

        Raises `TooLargeError` when the slots of all grids are more than the limit.
        """
        rows, columns = draft.row_count, len(draft.xs) - 1
        self._left -= rows * columns
        if self._left < 0:
            message = f"the tables have more slots than the limit grid_cells ({self._limit})"
            raise TooLargeError(message)
        index = self.count
        self.count += 1
        drafts = sorted(draft.cells, key=lambda cell: (cell.top, cell.left))
        slots = [[-1] * columns for _ in range(rows)]
        cells: list[Cell] = []
        places: dict[int, Place] = {}
        for number, cell in enumerate(drafts):
            for row in slots[cell.top : cell.bottom]:
                row[cell.left : cell.right] = [number] * (cell.right - cell.left)
            first = cell.pieces[0]
            box = rounded(self._turns[first.page].displayed(first.box))
            place = Place(first.page, index, cell.top, cell.left, box)
            places[id(cell)] = place
            height, width = cell.bottom - cell.top, cell.right - cell.left
            cells.append(Cell(cell.top, cell.left, height, width, _content(cell), place))
        grid = Grid(
            index,
            rows,
            columns,
            tuple(cells),
            tuple(map(tuple, slots)),
            parent,
            draft.first.confidence,
        )
        return grid, places


def _content(cell: DraftCell) -> Content:
    lines = cell.lines
    if not lines:
        return _BLANK
    flow = Flow()
    x0, _, x1, _ = cell.pieces[0].box
    add_lines(flow, lines, x0, x1)
    return flow.content()


def rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A box in hundredths of a point."""
    x0, top, x1, bottom = box
    return (
        round(x0, _PRECISION), round(top, _PRECISION),
        round(x1, _PRECISION), round(bottom, _PRECISION),
    )  # fmt: skip


_BLANK = Content()
