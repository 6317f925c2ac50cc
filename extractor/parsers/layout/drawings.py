"""Marks that are drawn and not written: small squares, circles, ticks and crosses.

A drawing comes as pieces of a path, a square perhaps as four ruling lines. A tick over a box is
one mark with it, whether both are drawn or one of them is a character.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from extractor.parsers.layout.items import Box, Char, Outline
from extractor.parsers.layout.shapes import shape_of
from extractor.parsers.marks import CHARACTERS, Glyph

#: The encoding of marks that are fields of an interactive form.
FIELD = "AcroForm"
#: Drawings smaller than this, in points, are dots.
_LEAST = 3.0
_PIXELS = 28
#: How far the middle of a tick may be outside its box, as a share of the box.
_SLACK = 0.1
_BOXES = frozenset("□☐▢◻⬜❏❐❑❒囗")
Point = tuple[float, float]
_CIRCLES = frozenset("○◯⚪")
_TICKS = frozenset("√✓✔🗸")
_CROSSES = frozenset("✗✘✕✖×xX✗")
_FILLINGS = frozenset("■●◾⚫")
_OVERLAID = _TICKS | _CROSSES | _FILLINGS
_FRAMES = _BOXES | _CIRCLES


def drawn_marks(outlines: Iterable[Outline]) -> list[Char]:
    """The marks that small drawings show; what shows none is left out."""
    marks = []
    for group in _touching(list(outlines)):
        box = _bounds([point for outline in group for point in outline.points])
        if max(box[2] - box[0], box[3] - box[1]) < _LEAST:
            continue
        shown = shape_of(_pixels(group, box))
        if shown is not None:
            marks.append(mark(shown, box))
    return marks


def mark(shown: str, box: Box) -> Char:
    """A drawn mark as a character."""
    glyph = Glyph(shown, CHARACTERS[shown].state, "drawn", shown)
    return Char.in_box(shown, box, 0, glyph)


def overlaid(chars: list[Char]) -> list[Char]:
    """The characters with each tick, cross or dot joined to the box that it lies over."""
    chars = _without_frames_of_fields(chars)
    written = {char.text for char in chars}
    if written.isdisjoint(_FRAMES) or written.isdisjoint(_OVERLAID):
        return chars
    frames = [number for number, char in enumerate(chars) if char.text in _FRAMES]
    above = [number for number, char in enumerate(chars) if char.text in _OVERLAID]
    gone: set[int] = set()
    joined: dict[int, Char] = {}
    for number in above:
        frame = _under(chars, chars[number], frames)
        if frame is None:
            continue
        shown = _ticked(chars[frame].text, chars[number].text)
        joined[frame] = _joined(chars[frame], chars[number], shown)
        gone.add(number)
    return [joined.get(number, char) for number, char in enumerate(chars) if number not in gone]


def _without_frames_of_fields(chars: list[Char]) -> list[Char]:
    """Without boxes that are printed or drawn where a form field has its own mark."""
    fields = [char for char in chars if char.mark is not None and _is_field(char.mark)]
    if not fields:
        return chars
    gone: set[int] = set()
    for number, char in enumerate(chars):
        printed = char.text in _FRAMES and not (char.mark is not None and _is_field(char.mark))
        if printed and any(_is_at(char, field) for field in fields):
            gone.add(number)
    return [char for number, char in enumerate(chars) if number not in gone]


def _is_field(mark: Glyph) -> bool:
    return mark.encoding.startswith(FIELD)


def _is_at(char: Char, field: Char) -> bool:
    """Whether two boxes are at the same place: the middle of one is in the other."""
    x, y = char.middle
    x0, top, x1, bottom = field.box
    slack = _SLACK * field.size
    return x0 - slack <= x <= x1 + slack and top - slack <= y <= bottom + slack


def _under(chars: Sequence[Char], char: Char, frames: Iterable[int]) -> int | None:
    """The box around the middle of a mark."""
    x, y = char.middle
    for number in frames:
        frame = chars[number]
        if frame.turn != char.turn or frame is char:
            continue
        x0, top, x1, bottom = frame.box
        slack = _SLACK * (x1 - x0)
        if x0 - slack <= x <= x1 + slack and top - slack <= y <= bottom + slack:
            return number
    return None


def _ticked(frame: str, over: str) -> str:
    if over in _CROSSES:
        return "☒"
    return "◉" if frame in _CIRCLES else "☑"


def _joined(frame: Char, over: Char, shown: str) -> Char:
    """One mark of two; where both are characters it is written as both."""
    plain = frame.mark is None and over.mark is None
    written = frame.text + over.text if plain else shown
    encoding = "overlay" if plain else (over.mark or frame.mark or _PLAIN).encoding
    glyph = Glyph(shown, "checked", encoding, written)
    return msgspec.structs.replace(frame, text=shown, mark=glyph)


_PLAIN = Glyph("", "unclear", "overlay", "")


def _touching(outlines: list[Outline]) -> list[list[Outline]]:
    """Pieces whose bounds overlap, as one drawing each."""
    groups: list[tuple[Box, list[Outline]]] = []
    for outline in sorted(outlines, key=lambda each: min(x for x, _ in each.points)):
        box = _bounds(outline.points)
        pieces = [outline]
        rest = []
        for other, members in groups:
            if _meet(other, box):
                pieces = members + pieces
                box = _around(other, box)
            else:
                rest.append((other, members))
        groups = [*rest, (box, pieces)]
    return [members for _, members in groups]


def _bounds(points: Sequence[Point]) -> Box:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _pixels(outlines: Iterable[Outline], box: Box) -> list[list[bool]]:
    """The drawing in a small picture, with a pen two pixels wide."""
    x0, top, x1, bottom = box
    scale = (_PIXELS - 2) / max(x1 - x0, bottom - top)
    width, height = round((x1 - x0) * scale) + 2, round((bottom - top) * scale) + 2
    rows = [[False] * width for _ in range(height)]
    for outline in outlines:
        points = [((x - x0) * scale, (y - top) * scale) for x, y in outline.points]
        for start, end in pairwise(points):
            _draw(rows, start, end)
        if outline.filled:
            _fill(rows, points)
    return rows


def _draw(rows: list[list[bool]], start: Point, end: Point) -> None:
    steps = int(max(abs(end[0] - start[0]), abs(end[1] - start[1]))) + 1
    for step in range(steps + 1):
        x = round(start[0] + (end[0] - start[0]) * step / steps)
        y = round(start[1] + (end[1] - start[1]) * step / steps)
        rows[y][x] = rows[y + 1][x] = rows[y][x + 1] = rows[y + 1][x + 1] = True


def _fill(rows: list[list[bool]], points: list[Point]) -> None:
    """Ink inside a closed outline, by the even-odd rule."""
    closed = [*points, points[0]]
    for number, row in enumerate(rows):
        y = number + 0.5
        crossings = sorted(
            x + (y - v) / (w - v) * (z - x)
            for (x, v), (z, w) in pairwise(closed)
            if (v <= y) != (w <= y)
        )
        for begin, end in zip(crossings[::2], crossings[1::2], strict=False):
            for x in range(max(round(begin), 0), min(round(end), len(row))):
                row[x] = True
