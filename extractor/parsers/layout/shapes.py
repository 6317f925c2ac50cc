"""What a small picture shows: a box, a circle, a tick, a cross, or none of them.

The picture is a list of rows of pixels, true where there is ink. The answer is the character
that a person would have typed: □ ☑ ■ ○ ◉ ● √ ✗. What is in a box or a circle need not be told:
ink inside is a mark of whoever filled the form in.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

Pixels = Sequence[Sequence[bool]]

#: Fewer pixels a side say nothing.
_LEAST = 8
#: How much of a side of the frame must be drawn, and of a box's inside to be filled altogether.
_SIDE, _FILLED = 0.82, 0.9
#: Less ink inside is dirt.
_EMPTY = 0.04
#: How far a circle's line may be from where a circle's would be, as a share of its radius.
_ROUND = 0.16
#: A box or circle is about as wide as high.
_SQUARE = (0.7, 1.45)
_DIRECTIONS = 24
#: What is inside of this share of the radius is inside a circle, whatever its line's thickness.
_CORE = 0.6
#: Ticks and crosses have no more ink than this, and are so much wider than high.
_THICK, _SLENDER = 0.6, (0.45, 2.6)
#: A tick: where its lowest and highest points are, and how far down its short line begins.
_LOW_POINT, _HIGH_POINT, _SHORT = (0.1, 0.55), 0.7, 0.25
#: A cross: how far from the middle its lines meet, and how near to the sides they end.
_CENTRE, _CORNER = 0.2, 0.3


def shape_of(pixels: Pixels) -> str | None:
    """The character that the ink looks like, or None."""
    ink = trimmed(pixels)
    height = len(ink)
    width = len(ink[0]) if ink else 0
    if min(height, width) < _LEAST:
        return None
    if _SQUARE[0] <= width / height <= _SQUARE[1]:
        found = _box(ink) or _circle(ink)
        if found is not None:
            return found
    return _tick_or_cross(ink)


def trimmed(pixels: Pixels) -> list[Sequence[bool]]:
    """The part of a picture that has ink."""
    rows = [number for number, row in enumerate(pixels) if any(row)]
    if not rows:
        return []
    used = pixels[rows[0] : rows[-1] + 1]
    left = min(next(x for x, dark in enumerate(row) if dark) for row in used if any(row))
    right = max(
        len(row) - next(x for x, dark in enumerate(reversed(row)) if dark)
        for row in used
        if any(row)
    )
    return [row[left:right] for row in used]


def _box(ink: Pixels) -> str | None:
    """A square frame, with or without something inside."""
    height, width = len(ink), len(ink[0])
    depth = max(2, min(height, width) // 6)
    sides = (
        sum(any(ink[y][x] for y in range(depth)) for x in range(width)) / width,
        sum(any(ink[-1 - y][x] for y in range(depth)) for x in range(width)) / width,
        sum(any(row[:depth]) for row in ink) / height,
        sum(any(row[width - depth :]) for row in ink) / height,
    )
    if min(sides) < _SIDE or not _has_corners(ink, depth):
        return None
    inside = _inside(ink)
    if inside >= _FILLED:
        return "■"
    return "☑" if inside > _EMPTY else "□"


def _has_corners(ink: Pixels, depth: int) -> bool:
    """Whether the corners are drawn: those of a circle are not."""
    height, width = len(ink), len(ink[0])
    corners = 0
    for top in (0, height - depth):
        for left in (0, width - depth):
            corners += any(
                ink[y][x] for y in range(top, top + depth) for x in range(left, left + depth)
            )
    return corners >= 3  # noqa: PLR2004  # a tick may cover one


def _inside(ink: Pixels) -> float:
    """The share of ink within the frame, whose line may be thick."""
    height, width = len(ink), len(ink[0])
    left, right = _thickness(ink), _thickness([row[::-1] for row in ink])
    columns = [[row[x] for row in ink] for x in range(width)]
    top, bottom = _thickness(columns), _thickness([column[::-1] for column in columns])
    area = dark = 0
    for y in range(top + 1, height - bottom - 1):
        for x in range(left + 1, width - right - 1):
            area += 1
            dark += ink[y][x]
    return dark / area if area else 1.0


def _thickness(rows: Pixels) -> int:
    """How thick a frame's line is at the left: the median of the ink from its first pixel on."""
    depths = []
    for row in rows:
        begin = next((x for x, dark in enumerate(row) if dark), None)
        if begin is None or begin > len(row) // 4:
            continue
        depth = begin
        while depth < len(row) and row[depth]:
            depth += 1
        depths.append(depth)
    if not depths:
        return 0
    middle = sorted(depths)[len(depths) // 2]
    return middle if middle * 3 < len(rows[0]) else 0


def _circle(ink: Pixels) -> str | None:
    """A ring or a disc: from every direction the first ink is met at the same distance."""
    height, width = len(ink), len(ink[0])
    across, down = (width - 1) / 2, (height - 1) / 2
    for direction in range(_DIRECTIONS):
        x, y = _unit(direction)
        reached = _first_ink(ink, across, down, x, y)
        if reached is None or 1 - reached > _ROUND:
            return None
    inner = [
        ink[y][x]
        for y in range(height)
        for x in range(width)
        if ((x - across) / across) ** 2 + ((y - down) / down) ** 2 < _CORE**2
    ]
    share = sum(inner) / len(inner)
    if share >= _FILLED:
        return "●"
    return "◉" if share > _EMPTY else "○"


def _unit(direction: int) -> tuple[float, float]:
    angle = 2 * pi * direction / _DIRECTIONS
    return cos(angle), sin(angle)


def _first_ink(ink: Pixels, across: float, down: float, x: float, y: float) -> float | None:
    """How far from the centre the outermost ink is in one direction, as a share of the radius."""
    steps = int(max(across, down) * 2)
    for step in range(steps, 0, -1):
        share = step / steps
        if ink[round(down + y * share * down)][round(across + x * share * across)]:
            return share
    return None


def _tick_or_cross(ink: Pixels) -> str | None:
    """Lines only, thin enough to be written by hand."""
    height, width = len(ink), len(ink[0])
    share = sum(map(sum, ink)) / (height * width)
    if share > _THICK or not _SLENDER[0] <= width / height <= _SLENDER[1]:
        return None
    top = _ends(ink[: max(1, height // 6)], width)
    bottom = _ends(ink[-max(1, height // 6) :], width)
    middle = _ends(ink[height * 5 // 12 : height * 7 // 12 + 1], width)
    if _is_tick(ink, top, bottom):
        return "√"
    if len(middle) == 1 and abs(middle[0] - 0.5) < _CENTRE and _at_corners(top, bottom):
        return "✗"
    return None


def _is_tick(ink: Pixels, top: list[float], bottom: list[float]) -> bool:
    """One low point, left of the middle; from it a short line to the left and a long one up."""
    if len(top) != 1 or len(bottom) != 1:
        return False
    if not _LOW_POINT[0] < bottom[0] < _LOW_POINT[1] or top[0] <= _HIGH_POINT:
        return False
    height, width = len(ink), len(ink[0])
    left = [y for y, row in enumerate(ink) if any(row[: max(1, width // 6)])]
    return bool(left) and min(left) > height * _SHORT


def _at_corners(top: list[float], bottom: list[float]) -> bool:
    """Whether the ends above and below are one at each side."""
    near, far = _CORNER, 1 - _CORNER
    return all(len(ends) == 2 and ends[0] < near and ends[1] > far for ends in (top, bottom))  # noqa: PLR2004


def _ends(rows: Pixels, width: int) -> list[float]:
    """The middles of the stretches of ink in a band, as shares of the width."""
    columns = [any(row[x] for row in rows) for x in range(width)]
    found: list[float] = []
    begin: int | None = None
    for x, dark in enumerate((*columns, False)):
        if dark and begin is None:
            begin = x
        elif not dark and begin is not None:
            found.append((begin + x - 1) / 2 / max(width - 1, 1))
            begin = None
    return found
