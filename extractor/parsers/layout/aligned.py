"""Text in columns without ruling lines → tables, as far as alignment can tell.

A last resort, and a table found so is less certain than a ruled one. Rows are lines of text, or
what stands between two level lines; columns are what wide gaps part in every row. A line with
nothing in its first column, and with less than the line above it, continues it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.parsers.layout.edges import Edge
from extractor.parsers.layout.items import ASCENT, DESCENT, Char, Line
from extractor.parsers.layout.lattice import Lattice, Span
from extractor.parsers.layout.lines import lines_of, rows_of
from extractor.parsers.layout.tables import Table

#: How sure a table without ruling lines is, with level lines around it and without any.
PARTLY, UNRULED = 0.8, 0.6
#: The narrowest gap between columns and the widest between rows, in ems.
_GAP, _PITCH = 1.5, 2.6
_ROWS, _COLUMNS, _COLUMNS_IN_LINES = 3, 3, 2
#: Level lines that belong together are equally long, to this many points.
_ALIKE = 6.0
_LEAST_LINE = 120.0


class _Segment(NamedTuple):
    """Characters of one row that no wide gap parts."""

    x0: float
    x1: float
    chars: list[Char]


class _Row(NamedTuple):
    top: float
    bottom: float
    segments: list[_Segment]


def may_be_aligned(lines: Sequence[Line], rules: Sequence[Edge]) -> bool:
    """Whether a closer look may find a table: wide gaps in some lines, or level lines."""
    return sum("  " in line.text for line in lines) >= _ROWS - bool(_frames(rules))


def aligned(page: int, chars: list[Char], lines: Sequence[Edge]) -> tuple[list[Table], list[Char]]:
    """The tables that characters outside all ruled tables stand in, and the other characters."""
    rows = [_row(row) for row in rows_of([char for char in chars if not char.turn])]
    tables: list[Table] = []
    taken: set[int] = set()
    for top, bottom, x0, x1, rules in _frames(lines):
        inside = [row for row in rows if top <= (row.top + row.bottom) / 2 <= bottom]
        inside = [row for row in inside if row.segments and x0 - _ALIKE <= row.segments[0].x0 <= x1]
        table = _table(page, inside, rules, _COLUMNS_IN_LINES, PARTLY)
        if table is not None:
            tables.append(table)
            taken.update(id(row) for row in inside)
    for run in _runs([row for row in rows if id(row) not in taken]):
        table = _table(page, run, [], _COLUMNS, UNRULED)
        if table is not None:
            tables.append(table)
            taken.update(id(row) for row in run)
    if not tables:
        return [], chars
    used = {
        id(char)
        for row in rows
        if id(row) in taken
        for segment in row.segments
        for char in segment.chars
    }
    return tables, [char for char in chars if id(char) not in used]


def _row(chars: list[Char]) -> _Row:
    """A row of characters in segments; blanks part nothing by themselves."""
    visible = [char for char in chars if char.text and not char.text.isspace()]
    segments: list[_Segment] = []
    for char in visible:
        last = segments[-1] if segments else None
        if last is not None and char.x0 - last.x1 <= _GAP * char.size:
            last.chars.append(char)
            segments[-1] = last._replace(x1=max(last.x1, char.x1))
        else:
            segments.append(_Segment(char.x0, char.x1, [char]))
    base, size = max(char.base for char in chars), max(char.size for char in chars)
    return _Row(base - ASCENT * size, base + DESCENT * size, segments)


def _frames(lines: Sequence[Edge]) -> list[tuple[float, float, float, float, list[float]]]:
    """Level lines of one length below each other: top, bottom, x0, x1 and where they are."""
    level = sorted(
        (edge for edge in lines if not edge.upright and edge.end - edge.start >= _LEAST_LINE),
        key=lambda edge: edge.at,
    )
    groups: list[list[Edge]] = []
    for edge in level:
        for group in groups:
            first = group[0]
            if abs(first.start - edge.start) <= _ALIKE and abs(first.end - edge.end) <= _ALIKE:
                group.append(edge)
                break
        else:
            groups.append([edge])
    return [
        (group[0].at, group[-1].at, group[0].start, group[0].end, [edge.at for edge in group])
        for group in groups
        if len(group) > 1
    ]


def _runs(rows: list[_Row]) -> list[list[_Row]]:
    """Rows below each other that have columns, with those between them that continue one."""
    runs: list[list[_Row]] = []
    run: list[_Row] = []
    for row in rows:
        far = bool(run) and row.top - run[-1].top > _PITCH * (row.bottom - row.top)
        wide = len(row.segments) >= _COLUMNS
        if not far and (wide or (run and _fits(row, run))):
            run.append(row)
            continue
        runs.append(run)
        run = [row] if wide else []
    runs.append(run)
    return [run for run in runs if len(run) >= _ROWS]


def _fits(row: _Row, run: list[_Row]) -> bool:
    """Whether every segment of a row stands under one segment of the rows above."""
    above = run[0].segments
    return bool(row.segments) and all(
        sum(other.x0 < segment.x1 and segment.x0 < other.x1 for other in above) == 1
        for segment in row.segments
    )


def _table(
    page: int, rows: list[_Row], rules: list[float], columns: int, confidence: float
) -> Table | None:
    """The table of some rows, if they have columns."""
    if len(rows) < _ROWS - bool(rules):
        return None
    spans = _columns(rows)
    if len(spans) < columns:
        return None
    full = sum(len(row.segments) >= columns for row in rows)
    if full * 2 < len(rows):
        return None
    xs = (spans[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(spans)), spans[-1][1])
    bands = _bands(rows, rules)
    cells: list[list[Char]] = []
    for band in bands:
        for left, right in pairwise(xs):
            cells.append([
                char
                for row in band
                for segment in row.segments
                if left <= (segment.x0 + segment.x1) / 2 <= right
                for char in segment.chars
            ])  # fmt: skip
    ys = (bands[0][0].top, *(band[-1].bottom for band in bands))
    width = len(xs) - 1
    lattice = Lattice(
        xs,
        ys,
        tuple(
            Span(number // width, number % width, number // width + 1, number % width + 1)
            for number in range(len(cells))
        ),
    )
    lines = tuple(tuple(lines_of(chars)) for chars in cells)
    return Table(page, lattice, lines, None, confidence)


def _columns(rows: list[_Row]) -> list[tuple[float, float]]:
    """From where to where each column's text reaches."""
    spans: list[tuple[float, float]] = []
    for x0, x1 in sorted((segment.x0, segment.x1) for row in rows for segment in row.segments):
        if spans and x0 <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    return spans


def _bands(rows: list[_Row], rules: list[float]) -> list[list[_Row]]:
    """The rows of the table, each of one or more lines of text."""
    bands: list[list[_Row]] = []
    first = min(row.segments[0].x0 for row in rows)
    for row in rows:
        ruled = bool(bands) and any(bands[-1][-1].top < rule <= row.top + 1 for rule in rules)
        continues = (
            bool(bands)
            and not ruled
            and row.segments[0].x0 > first + (row.bottom - row.top)
            and len(row.segments) < len(bands[-1][0].segments)
        )
        if continues:
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands
