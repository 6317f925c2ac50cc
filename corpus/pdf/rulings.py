"""Ways to draw the rulings of a table: what a person sees as lines need not be lines in the file."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from reportlab.pdfgen.canvas import Canvas

from corpus.pdf.typeset import Page, Placed

Segment: TypeAlias = tuple[float, float, float, float]
Draw: TypeAlias = Callable[[Canvas, Page], None]

NEAR: Final = 0.05


def edges(page: Page, *, sides: bool = True, inner: bool = True) -> list[Segment]:
    """Return the lines around all boxes, each as long as it goes (top-down coordinates).

    Without `sides` the outermost vertical lines are left out, without `inner` all vertical ones.
    """
    across: list[Segment] = []
    down: list[Segment] = []
    for item in page.boxes:
        across += [(item.x0, y, item.x1, y) for y in (item.top, item.bottom)]
        down += [(x, item.top, x, item.bottom) for x in (item.x0, item.x1)]
    if not inner:
        return _joined(across, 1)
    if not sides and down:
        outer = {min(line[0] for line in down), max(line[0] for line in down)}
        down = [line for line in down if line[0] not in outer]
    return [*_joined(across, 1), *_joined(down, 0)]


def _joined(lines: Sequence[Segment], fixed: int) -> list[Segment]:
    """Join the lines that touch; `fixed` is the coordinate they share."""
    along = 1 - fixed
    made: list[Segment] = []
    for line in sorted(lines, key=lambda one: (round(one[fixed], 1), one[along])):
        last = made[-1] if made else None
        if (
            last is not None
            and abs(last[fixed] - line[fixed]) < NEAR
            and line[along] <= last[along + 2] + NEAR
        ):
            end = max(last[along + 2], line[along + 2])
            made[-1] = (last[0], last[1], end, last[3]) if fixed else (*last[:3], end)
        else:
            made.append(line)
    return made


def _flipped(page: Page, lines: Sequence[Segment]) -> Iterator[Segment]:
    height = page.size[1]
    return ((x0, height - y0, x1, height - y1) for x0, y0, x1, y1 in lines)


def bars(canvas: Canvas, page: Page) -> None:
    """Draw thin filled rectangles, one a side of a box, and a small square at each corner."""
    height = page.size[1]
    thick = 0.48
    for item in page.boxes:
        for y in (item.top, item.bottom):
            canvas.rect(item.x0 + thick, height - y, item.x1 - item.x0 - thick, thick, 0, 1)
            for x in (item.x0, item.x1):
                canvas.rect(x, height - y, thick, thick, 0, 1)
        for x in (item.x0, item.x1):
            canvas.rect(x, height - item.bottom, thick, item.bottom - item.top, 0, 1)


def long_path(canvas: Canvas, page: Page) -> None:
    """Draw all lines as one path with one stroke."""
    path = canvas.beginPath()
    for x0, y0, x1, y1 in _flipped(page, edges(page)):
        path.moveTo(x0, y0)
        path.lineTo(x1, y1)
    canvas.setLineWidth(0.6)
    canvas.drawPath(path)


def rectangles(canvas: Canvas, page: Page) -> None:
    """Draw a rectangle around each box: inner lines are drawn twice."""
    canvas.setLineWidth(0.5)
    for item in page.boxes:
        canvas.rect(item.x0, page.size[1] - item.bottom, item.x1 - item.x0, item.bottom - item.top)


def dashed(canvas: Canvas, page: Page) -> None:
    """Draw dashed lines with the operator for dashes."""
    canvas.setLineWidth(0.6)
    canvas.setDash(3, 2)
    canvas.lines(list(_flipped(page, edges(page))))
    canvas.setDash()


def crumbs(canvas: Canvas, page: Page) -> None:
    """Draw lines as many short strokes with gaps, as dot-matrix and print drivers do."""
    canvas.setLineWidth(0.7)
    pieces: list[Segment] = []
    for x0, y0, x1, y1 in _flipped(page, edges(page)):
        length = abs(x1 - x0) + abs(y1 - y0)
        count = max(1, round(length / 4))
        dx, dy = (x1 - x0) / count, (y1 - y0) / count
        pieces += [
            (x0 + dx * i, y0 + dy * i, x0 + dx * (i + 0.7), y0 + dy * (i + 0.7))
            for i in range(count)
        ]
    canvas.lines(pieces)


def double(canvas: Canvas, page: Page) -> None:
    """Draw each line twice, a point and a half apart."""
    canvas.setLineWidth(0.4)
    for x0, y0, x1, y1 in _flipped(page, edges(page)):
        level = abs(y1 - y0) < NEAR
        for shift in (-0.75, 0.75):
            if level:
                canvas.line(x0 - 0.75, y0 + shift, x1 + 0.75, y1 + shift)
            else:
                canvas.line(x0 + shift, y0 + 0.75, x1 + shift, y1 - 0.75)


def hairlines(canvas: Canvas, page: Page) -> None:
    """Draw lines of no width: one pixel, whatever the printer."""
    canvas.setLineWidth(0)
    canvas.setStrokeGray(0.35)
    canvas.lines(list(_flipped(page, edges(page))))
    canvas.setStrokeGray(0)


def open_sides(canvas: Canvas, page: Page) -> None:
    """Draw everything but the outer left and right lines."""
    canvas.setLineWidth(0.6)
    canvas.lines(list(_flipped(page, edges(page, sides=False))))


def level(canvas: Canvas, page: Page) -> None:
    """Draw level lines alone: columns are told by where the texts stand."""
    canvas.setLineWidth(0.6)
    canvas.lines(list(_flipped(page, edges(page, inner=False))))


def loose(canvas: Canvas, page: Page) -> None:
    """Draw lines that miss each other by a point, and others that cross too far."""
    canvas.setLineWidth(0.8)
    for number, (x0, y0, x1, y1) in enumerate(_flipped(page, edges(page))):
        slip = 1.0 if number % 2 else -1.2
        if abs(y1 - y0) < NEAR:
            canvas.line(x0 + slip, y0, x1 - slip, y1)
        else:
            canvas.line(x0, y0 - slip, x1, y1 + slip)


def gaps(canvas: Canvas, page: Page) -> None:
    """Fill the table black and lay white boxes on it: the lines are what is left."""
    height = page.size[1]
    for item in page.boxes:
        canvas.rect(
            item.x0 - 0.4,
            height - item.bottom - 0.4,
            item.x1 - item.x0 + 0.8,
            item.bottom - item.top + 0.8,
            0,
            1,
        )
    canvas.setFillGray(1)
    for item in page.boxes:
        canvas.rect(
            item.x0 + 0.4,
            height - item.bottom + 0.4,
            item.x1 - item.x0 - 0.8,
            item.bottom - item.top - 0.8,
            0,
            1,
        )
    canvas.setFillGray(0)


def shades(canvas: Canvas, page: Page) -> None:
    """Shade each box with a white gap around it; there are no lines at all."""
    for item in page.boxes:
        canvas.setFillGray(0.84 if _is_label(item) else 0.94)
        canvas.rect(
            item.x0 + 0.6,
            page.size[1] - item.bottom + 0.6,
            item.x1 - item.x0 - 1.2,
            item.bottom - item.top - 1.2,
            0,
            1,
        )
    canvas.setFillGray(0)


def _is_label(item: Placed) -> bool:
    return (item.box.row + item.box.column) % 2 == 0


def mixed(canvas: Canvas, page: Page) -> None:
    """Draw level lines as strokes and upright ones as bars, in three greys."""
    for number, (x0, y0, x1, y1) in enumerate(_flipped(page, edges(page))):
        grey = (0.0, 0.3, 0.5)[number % 3]
        canvas.setStrokeGray(grey)
        canvas.setFillGray(grey)
        if abs(y1 - y0) < NEAR:
            canvas.setLineWidth(1.2 if number % 5 == 0 else 0.5)
            canvas.line(x0, y0, x1, y1)
        else:
            canvas.rect(x0 - 0.3, y1, 0.6, y0 - y1, 0, 1)
    canvas.setStrokeGray(0)
    canvas.setFillGray(0)


def none(_canvas: Canvas, _page: Page) -> None:
    """Draw nothing."""


RULINGS: Final[dict[str, Draw]] = {
    "bars": bars,
    "long path": long_path,
    "rectangles": rectangles,
    "dashed": dashed,
    "crumbs": crumbs,
    "double": double,
    "hairlines": hairlines,
    "open sides": open_sides,
    "level": level,
    "loose": loose,
    "gaps": gaps,
    "shades": shades,
    "mixed": mixed,
    "none": none,
}
