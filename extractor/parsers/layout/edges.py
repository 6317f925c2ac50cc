"""Strokes → edges: what nearly lies on one line is one edge, what touches is joined."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from extractor.parsers.layout.items import Stroke

#: Lines nearer than this are one: both lines of a double border, and a column edge that two rows
#: miss by a hair. No row of text is as low.
NEAR = 3.5
#: Gaps in a line that the eye does not see, and those between dashes drawn one by one.
GAP = 4.5
#: Shorter edges are parts of letters and of small drawings.
SHORTEST = 4.0


class Edge(NamedTuple):
    """A ruling line: `at` is its y (or x, if upright), `start` < `end` are along it."""

    upright: bool
    at: float
    start: float
    end: float


def edges_of(strokes: Iterable[Stroke]) -> list[Edge]:
    """All edges of a page, horizontal ones first, each sorted by where it is."""
    edges: list[Edge] = []
    for upright, group in groupby(sorted(strokes), key=attrgetter("upright")):
        for line in _near(list(group)):
            edges += _joined(upright, line)
    return edges


def _near(strokes: list[Stroke]) -> Iterable[list[Stroke]]:
    """Strokes (sorted) that lie on one line; no line spreads wider than `NEAR`."""
    line: list[Stroke] = []
    for stroke in strokes:
        if line and stroke.at - line[0].at > NEAR:
            yield line
            line = []
        line.append(stroke)
    if line:
        yield line


def _joined(upright: bool, line: list[Stroke]) -> Iterable[Edge]:  # noqa: FBT001
    """The edges on one line; the position is that of the longest stroke."""
    longest = max(line, key=lambda stroke: stroke.end - stroke.start)
    spans = sorted(((stroke.start, stroke.end) for stroke in line), key=itemgetter(0))
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start - end > GAP:
            if end - start >= SHORTEST:
                yield Edge(upright, longest.at, start, end)
            start, end = next_start, next_end
        else:
            end = max(end, next_end)
    if end - start >= SHORTEST:
        yield Edge(upright, longest.at, start, end)
