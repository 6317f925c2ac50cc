"""Rows that claim different numbers of grid columns, put on one grid by their cells' widths.

Some generators leave gridSpan out and give widths (w:tcW) alone; Word then draws the cells by
width (ECMA-376 part 1, §17.4.71). Only where every cell has a width and all rows are equally wide
is the result taken: a guess would move values to other columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Protocol

#: Borders that are nearer than this, in twentieths of a point, are one.
_NEAR = 60


class _Cell(Protocol):
    span: int

    @property
    def width(self) -> int | None: ...


class _Row(Protocol):
    before: int
    after: int
    before_width: int | None

    @property
    def cells(self) -> Sequence[_Cell]: ...


def aligned(columns: Sequence[int | None], rows: Sequence[_Row]) -> int | None:
    """Set the spans of all rows by width; the number of columns, or None and nothing is changed."""
    edges = [_edges(row, columns) for row in rows]
    known = [line for line in edges if line is not None]
    if (
        len(known) < len(rows)
        or max(line[-1] for line in known) - min(line[-1] for line in known) > _NEAR
    ):
        return None
    borders = _clusters(sorted({edge for line in known for edge in line}))
    places = [[_index(borders, edge) for edge in line] for line in known]
    if any(left >= right for line in places for left, right in pairwise(line)):
        return None
    for row, line in zip(rows, places, strict=True):
        row.before, row.after = line[0], 0
        for cell, left, right in zip(row.cells, line, line[1:], strict=False):
            cell.span = right - left
    return len(borders) - 1


def _edges(row: _Row, columns: Sequence[int | None]) -> list[int] | None:
    """The left edge of each cell and the right edge of the last, from the table's left edge."""
    left = row.before_width or 0
    if row.before and not left:
        if row.before > len(columns):
            return None
        known = [width for width in columns[: row.before] if width]
        if len(known) < row.before:
            return None
        left = sum(known)
    widths = [cell.width for cell in row.cells]
    sure = [width for width in widths if width]
    if not sure or len(sure) < len(widths) or row.after:
        return None
    return list(accumulate(sure, initial=left))


def _clusters(edges: list[int]) -> list[int]:
    """The distinct borders: edges that are near each other are one."""
    borders = [edges[0]]
    for edge in edges[1:]:
        if edge - borders[-1] > _NEAR:
            borders.append(edge)
    if borders[0] > _NEAR:
        borders.insert(0, 0)
    return borders


def _index(borders: list[int], edge: int) -> int:
    """The border that stands for an edge: the last one that is not right of it."""
    return max(bisect_right(borders, edge) - 1, 0)
