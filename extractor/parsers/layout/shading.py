"""Filled areas side by side → strokes at their edges: tables that are shaded and not ruled.

An area alone says nothing: it may stand behind a word. Where several touch each other and no
ruling line is near, their common edges are the lines of a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.parsers.layout.edges import NEAR
from extractor.parsers.layout.items import Box, Stroke

#: Areas lower or narrower than this, in points, shade no cell.
_LEAST = 7.0
#: So many areas at least make a table.
_CELLS = 4
#: More areas than this are a picture.
_MOST = 4_000


def shaded(areas: Sequence[Box], tables: Sequence[Box]) -> list[Stroke]:
    """The edges of areas that touch each other, outside the tables that are ruled."""
    free = [
        box
        for box in set(areas)
        if min(box[2] - box[0], box[3] - box[1]) >= _LEAST
        and not any(_is_inside(box, table) for table in tables)
    ]
    if not _CELLS <= len(free) <= _MOST:
        return []
    free.sort(key=lambda box: (box[1], box[0]))
    touching = [
        box for box in free if any(_touch(box, other) for other in free if other is not box)
    ]
    if len(touching) < _CELLS:
        return []
    strokes: list[Stroke] = []
    for x0, top, x1, bottom in touching:
        strokes += (
            Stroke.across(top, x0, x1),
            Stroke.across(bottom, x0, x1),
            Stroke.down(x0, top, bottom),
            Stroke.down(x1, top, bottom),
        )
    return strokes


def _is_inside(box: Box, table: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return table[0] <= x <= table[2] and table[1] <= y <= table[3]


def _touch(one: Box, other: Box) -> bool:
    """Whether two areas share a side."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return (abs(across) <= NEAR and down > NEAR) or (abs(down) <= NEAR and across > NEAR)
