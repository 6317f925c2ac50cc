"""The lines, rectangles and small drawings of a page.

Office programs rule tables with lines, with thin filled rectangles, with long paths of many
parts, or cell by cell; all of them end as strokes. What is small and neither level nor upright
is a drawing, perhaps of a tick.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from ctypes import addressof, c_float, c_int, c_uint
from typing import Any, Literal, NamedTuple

from pypdfium2 import raw

from extractor.errors import TooLargeError
from extractor.parsers.layout.items import Box, Outline, Stroke
from extractor.parsers.pdf import pdfium
from extractor.parsers.pdf.clipping import Clips
from extractor.parsers.pdf.frame import Frame, Matrix, multiplied

_TEXT, _PATH = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH
_FORM, _IMAGE = raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_IMAGE
_LINE, _CURVE, _MOVE = raw.FPDF_SEGMENT_LINETO, raw.FPDF_SEGMENT_BEZIERTO, raw.FPDF_SEGMENT_MOVETO
#: A filled piece as thin as this is a line if it is longer than that.
_THIN, _LONG = 3.2, 4.5
#: A line that rises or leans less than this is level or upright.
_STRAIGHT = 0.8
#: Drawings larger than this are no marks.
_SMALL = 30.0
#: A dark square as small as this fills a box; it shades nothing.
_TINY = 14.0
_FORM_DEPTH = 24
#: A curve has so many points after its first (ISO 32000-1, 8.5.2.2), and is drawn in so many steps.
_CONTROLS, _STEPS = 3, 6
_Way = Literal["level", "upright"]
_LEVEL: _Way = "level"
_UPRIGHT: _Way = "upright"
_PALE = 250
#: The sum of three colours below which white letters stand out.
_DARK = 3 * 200
Point = tuple[float, float]


class _Part(NamedTuple):
    """A connected piece of a path: its corners, and whether it has curves."""

    points: list[Point]
    curved: bool


class Drawn(NamedTuple):
    """What is drawn on a page: strokes, filled areas, pieces of small drawings, images.

    `dark` are the areas on which white letters can be read.
    """

    strokes: list[Stroke]
    areas: list[Box]
    dark: list[Box]
    outlines: list[Outline]
    images: list[Box]


def drawn(handle: Any, frame: Frame, limit: int, text: AbstractSet[int] = frozenset()) -> Drawn:  # noqa: ANN401
    """Everything drawn on a page but the objects that are known to be text.

    Raises `TooLargeError` for more than `limit` objects.
    """
    found = Drawn([], [], [], [], [])
    reader = _Reader(frame, found, limit)
    reader.objects(pdfium.address(handle), raw.FPDFPage_CountObjects(handle), text)
    return found


class _Reader:
    def __init__(self, frame: Frame, found: Drawn, limit: int) -> None:
        self.frame = frame
        self.found = found
        self.limit = limit
        self.paper = (0.0, 0.0, frame.width, frame.height)
        self.count = 0
        self.clips = Clips()
        self._floats = [c_float() for _ in range(4)]
        self._floats_at = [addressof(number) for number in self._floats]
        self._colour = [c_uint() for _ in range(4)]
        self._colour_at = [addressof(part) for part in self._colour]
        self._modes = c_int(), c_int()
        self._modes_at = [addressof(mode) for mode in self._modes]
        self._matrix = raw.FS_MATRIX()
        self._matrix_at = addressof(self._matrix)
        self._is_dark = False

    def objects(self, page: int, count: int, text: AbstractSet[int]) -> None:
        """All objects of the page."""
        self.take(count)
        for item, kind in pdfium.page_objects(page, count, text):
            if kind != _TEXT:
                self.take_in(item, kind, self.frame.matrix, 0)

    def take(self, count: int) -> None:
        self.count += count
        if self.count > self.limit:
            message = f"a page has more objects than the limit pdf_objects ({self.limit})"
            raise TooLargeError(message)

    def take_in(self, item: int, kind: int, outer: Matrix, depth: int) -> None:
        """One object; of a form all that is in it."""
        if kind == _PATH:
            self.path(item, outer)
        elif kind == _FORM and depth < _FORM_DEPTH:
            count = pdfium.form_count(item)
            if count > 0 and not self.clips.hides(item):
                self.take(count)
                inner = multiplied(self.matrix(item), outer)
                for number in range(count):
                    child = pdfium.form_object(item, number)
                    if child:
                        self.take_in(child, pdfium.object_type(child), inner, depth + 1)
        elif kind == _IMAGE and pdfium.bounds(item, *self._floats_at):
            left, bottom, right, top = (number.value for number in self._floats)
            self.found.images.append(_bounds([
                _apply(outer, x, y) for x in (left, right) for y in (bottom, top)
            ]))  # fmt: skip

    def matrix(self, item: int) -> Matrix:
        matrix = self._matrix
        if not pdfium.matrix(item, self._matrix_at):
            return (1, 0, 0, 1, 0, 0)
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def path(self, item: int, outer: Matrix) -> None:
        """Take one path apart."""
        pdfium.draw_mode(item, *self._modes_at)
        stroke = self._modes[1].value != 0 and self.is_seen(pdfium.stroke_color, item)
        fill = self._modes[0].value != 0 and self.is_seen(pdfium.fill_color, item)
        if not fill and not stroke:
            return
        clip = self.clips.of(item)
        seen = self.paper
        if clip is not None:
            cut = _common(self.seen(clip, outer), self.paper)
            if cut is None:
                return
            seen = cut
        for part in self.parts(item, multiplied(self.matrix(item), outer)):
            if fill:
                self.filled(part, seen)
            if stroke:
                self.stroked(part, seen, filled=fill)

    def is_seen(self, colour: Callable[..., int], item: int) -> bool:
        """Whether a colour differs from the paper's."""
        if not colour(item, *self._colour_at):
            self._is_dark = True
            return True
        red, green, blue, alpha = (part.value for part in self._colour)
        self._is_dark = red + green + blue < _DARK
        return alpha > 0 and not (red >= _PALE and green >= _PALE and blue >= _PALE)

    def seen(self, clip: Box, outer: Matrix) -> Box:
        left, bottom, right, top = clip
        return _bounds([_apply(outer, x, y) for x in (left, right) for y in (bottom, top)])

    def parts(self, item: int, matrix: Matrix) -> list[_Part]:
        """The connected pieces of a path, as displayed."""
        parts: list[_Part] = []
        points: list[Point] = []
        controls: list[Point] = []
        curved = False
        a, b, c, d, e, f = matrix
        x, y = self._floats[0], self._floats[1]
        x_at, y_at = self._floats_at[:2]
        for number in range(pdfium.segment_count(item)):
            part = pdfium.segment(item, number)
            kind = pdfium.segment_type(part)
            pdfium.segment_point(part, x_at, y_at)
            point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if kind == _MOVE:
                if len(points) > 1:
                    parts.append(_Part(points, curved))
                points, curved = [point], False
                continue
            if kind == _CURVE:
                controls.append(point)
                if len(controls) == _CONTROLS:
                    points += _curve(points[-1] if points else controls[0], controls)
                    controls, curved = [], True
            else:
                points.append(point)
            if pdfium.segment_close(part) and points:
                points.append(points[0])
        if len(points) > 1:
            parts.append(_Part(points, curved))
        return parts

    def filled(self, part: _Part, seen: Box) -> None:
        """A filled piece: a thin rectangle is a line, a large one an area."""
        box = _bounds(part.points)
        x0, top, x1, bottom = box
        width, height = x1 - x0, bottom - top
        if not part.curved and min(width, height) <= _THIN and max(width, height) > _LONG:
            if width > height:  # browsers cut the ends of borders at an angle
                self.stroke(_LEVEL, (top + bottom) / 2, x0, x1, seen)
            else:
                self.stroke(_UPRIGHT, (x0 + x1) / 2, top, bottom, seen)
        elif _is_rectangle(part):
            clipped = _common(box, seen)
            if clipped is not None and min(width, height) > _THIN:
                self.found.areas.append(clipped)
                if max(width, height) <= _TINY and self._is_dark:
                    self.found.outlines.append(Outline(part.points, filled=True))
                if self._is_dark:
                    self.found.dark.append(clipped)
        elif max(width, height) <= _SMALL and _meet(box, seen):
            self.found.outlines.append(Outline(part.points, filled=True))

    def stroked(self, part: _Part, seen: Box, *, filled: bool) -> None:
        """A drawn line: its level and upright pieces; a small one that has others is a drawing."""
        box = _bounds(part.points)
        slanted = part.curved
        if not part.curved:
            for (x, y), (other_x, other_y) in zip(part.points, part.points[1:], strict=False):
                if abs(y - other_y) <= _STRAIGHT and abs(x - other_x) > abs(y - other_y):
                    self.stroke(_LEVEL, (y + other_y) / 2, x, other_x, seen)
                elif abs(x - other_x) <= _STRAIGHT:
                    self.stroke(_UPRIGHT, (x + other_x) / 2, y, other_y, seen)
                else:
                    slanted = True
        small = box[2] - box[0] <= _SMALL and box[3] - box[1] <= _SMALL
        if slanted and small and not filled and _meet(box, seen):
            self.found.outlines.append(Outline(part.points, filled=False))

    def stroke(self, upright: _Way, at: float, start: float, end: float, seen: Box) -> None:
        """Add what is seen of a stroke."""
        start, end = min(start, end), max(start, end)
        x0, top, x1, bottom = seen
        low, high, near, far = (
            (top, bottom, x0, x1) if upright is _UPRIGHT else (x0, x1, top, bottom)
        )
        start, end = max(start, low), min(end, high)
        if near - 1 <= at <= far + 1 and end > start:
            self.found.strokes.append(Stroke(upright is _UPRIGHT, at, start, end))


def _curve(start: Point, controls: Sequence[Point]) -> list[Point]:
    """Points along a Bézier curve, its end among them."""
    (x1, y1), (x2, y2), (x3, y3) = controls
    points: list[Point] = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        u = 1 - t
        weights = u**3, 3 * u * u * t, 3 * u * t * t, t**3
        points.append(
            (
                sum(w * x for w, x in zip(weights, (start[0], x1, x2, x3), strict=True)),
                sum(w * y for w, y in zip(weights, (start[1], y1, y2, y3), strict=True)),
            )
        )
    return points


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(points: list[Point]) -> Box:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_rectangle(part: _Part) -> bool:
    """Whether all sides are level or upright and there are four of them."""
    points = part.points
    if part.curved or not 4 <= len(points) <= 6:  # noqa: PLR2004
        return False
    x0, top, x1, bottom = _bounds(points)
    return all(
        min(abs(x - x0), abs(x - x1)) <= _STRAIGHT / 2
        and min(abs(y - top), abs(y - bottom)) <= _STRAIGHT / 2
        for x, y in points
    )


def _common(one: Box, other: Box) -> Box | None:
    x0, top = max(one[0], other[0]), max(one[1], other[1])
    x1, bottom = min(one[2], other[2]), min(one[3], other[3])
    return (x0, top, x1, bottom) if x1 > x0 and bottom > top else None


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
