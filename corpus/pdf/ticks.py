"""Ways to draw a ticked and an empty box."""

from collections.abc import Callable
from typing import Final, TypeAlias

from reportlab.pdfgen.canvas import Canvas

from corpus.pdf import faces
from corpus.pdf.typeset import Mark

Draw: TypeAlias = Callable[[Canvas, float, float, Mark], None]


def _square(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.setLineWidth(0.6)
    canvas.rect(x, y, size, size)


def _strokes(canvas: Canvas, points: tuple[tuple[float, float], ...], width: float = 0.9) -> None:
    canvas.setLineWidth(width)
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path)


def _frame(mark: Mark, x: float, y: float) -> tuple[float, float, float]:
    return x + mark.size * 0.12, y - mark.size * 0.06, mark.size * 0.82


def tick(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Draw a square; a tick of two strokes that reaches a little beyond it."""
    x, y, s = _frame(mark, x, y)
    _square(canvas, x, y, s)
    if mark.on:
        _strokes(
            canvas,
            (
                (x + s * 0.12, y + s * 0.5),
                (x + s * 0.42, y + s * 0.15),
                (x + s * 1.02, y + s * 1.0),
            ),
        )


def cross(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Draw a square of four separate lines; a cross of two."""
    x, y, s = _frame(mark, x, y)
    canvas.setLineWidth(0.6)
    canvas.lines(
        [(x, y, x + s, y), (x, y, x, y + s), (x + s, y, x + s, y + s), (x, y + s, x + s, y + s)]
    )
    if mark.on:
        canvas.lines([(x, y, x + s, y + s), (x, y + s, x + s, y)])


def filled(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Draw a square; a filled one inside it."""
    x, y, s = _frame(mark, x, y)
    _square(canvas, x, y, s)
    if mark.on:
        canvas.rect(x + s * 0.2, y + s * 0.2, s * 0.6, s * 0.6, 0, 1)


def circle(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Draw a circle; a dot inside it."""
    x, y, s = _frame(mark, x, y)
    canvas.setLineWidth(0.6)
    canvas.circle(x + s / 2, y + s / 2, s / 2)
    if mark.on:
        canvas.circle(x + s / 2, y + s / 2, s / 4, 0, 1)


def brush(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Draw a box of thin bars; a tick as a filled outline, as word processors convert glyphs."""
    x, y, s = _frame(mark, x, y)
    for left, low, wide, high in (
        (0, 0, s, 0.6),
        (0, s - 0.6, s, 0.6),
        (0, 0, 0.6, s),
        (s - 0.6, 0, 0.6, s),
    ):
        canvas.rect(x + left, y + low, wide, high, 0, 1)
    if mark.on:
        path = canvas.beginPath()
        path.moveTo(x + s * 0.18, y + s * 0.5)
        path.curveTo(x + s * 0.3, y + s * 0.4, x + s * 0.36, y + s * 0.3, x + s * 0.4, y + s * 0.15)
        path.curveTo(x + s * 0.5, y + s * 0.5, x + s * 0.65, y + s * 0.7, x + s * 0.85, y + s * 0.9)
        path.curveTo(x + s * 0.6, y + s * 0.75, x + s * 0.5, y + s * 0.6, x + s * 0.42, y + s * 0.4)
        path.lineTo(x + s * 0.26, y + s * 0.58)
        path.close()
        canvas.drawPath(path, 0, 1)


def dingbats(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Write a shadowed square of ZapfDingbats; a tick of the same font over it."""
    canvas.setFont("ZapfDingbats", mark.size)
    canvas.drawString(x, y, "\u2751")
    if mark.on:
        canvas.drawString(x + mark.size * 0.08, y + mark.size * 0.08, "\u2714")


def signs(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Write signs of a font of its own (whose map to characters may be taken away later)."""
    canvas.setFont(faces.SIGNS, mark.size)
    canvas.drawString(x, y, "☑" if mark.on else "☐")


def crossed_signs(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Write the crossed sign instead of the ticked one."""
    canvas.setFont(faces.SIGNS, mark.size)
    canvas.drawString(x, y, "☒" if mark.on else "☐")


def over(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Write an empty box, and a √ over it where it is ticked."""
    canvas.setFont(faces.SIGNS, mark.size)
    canvas.drawString(x, y, "□")
    if mark.on:
        canvas.setFont(faces.HEI, mark.size)
        canvas.drawString(x + mark.size * 0.05, y + mark.size * 0.05, "√")


def pen(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Write an empty box; tick it by hand, with a curve far larger than the box."""
    canvas.setFont(faces.SIGNS, mark.size)
    canvas.drawString(x, y, "□")
    if mark.on:
        s = mark.size
        canvas.saveState()
        canvas.setStrokeColorRGB(0.05, 0.1, 0.55)
        canvas.setLineWidth(1.1)
        canvas.bezier(
            x - s * 0.05,
            y + s * 0.5,
            x + s * 0.2,
            y + s * 0.3,
            x + s * 0.3,
            y + s * 0.1,
            x + s * 0.4,
            y - s * 0.05,
        )
        canvas.bezier(
            x + s * 0.4,
            y - s * 0.05,
            x + s * 0.55,
            y + s * 0.5,
            x + s * 0.8,
            y + s * 0.9,
            x + s * 1.25,
            y + s * 1.2,
        )
        canvas.restoreState()


def letters(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Write letters of a standard font that is exchanged for drawn shapes later."""
    canvas.setFont("Courier", mark.size)
    canvas.drawString(x, y, "R" if mark.on else "Q")


def nothing(_canvas: Canvas, _x: float, _y: float, _mark: Mark) -> None:
    """Draw nothing: a form field does it."""


TICKS: Final[dict[str, Draw]] = {
    "tick": tick,
    "cross": cross,
    "filled": filled,
    "circle": circle,
    "brush": brush,
    "dingbats": dingbats,
    "signs": signs,
    "crossed signs": crossed_signs,
    "over": over,
    "pen": pen,
    "letters": letters,
    "field": nothing,
}
