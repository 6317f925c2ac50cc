"""From the coordinates of a PDF page to those of the page as displayed.

PDF counts from the bottom left of an endless sheet; /Rotate and /CropBox (ISO 32000-1, 7.7.3.3)
say which part is shown and which way up.
"""

from __future__ import annotations

import math
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]
#: Text that is nearer than this to a right angle, in degrees, stands at it.
_STRAIGHT = 3.0


class Frame(NamedTuple):
    """How a page is shown: `turn` in degrees clockwise, and the matrix to points from its top left.

    `x = a·x + c·y + e`, `y = b·x + d·y + f`.
    """

    turn: int
    width: float
    height: float
    matrix: Matrix

    @classmethod
    def of(cls, box: tuple[float, float, float, float], turn: int) -> Frame:
        """The frame of a page whose visible part is `box` (left, bottom, right, top)."""
        left, bottom, right, top = box
        wide, high = right - left, top - bottom
        match turn % 360:
            case 90:
                return cls(90, high, wide, (0, 1, 1, 0, -bottom, -left))
            case 180:
                return cls(180, wide, high, (-1, 0, 0, 1, right, -bottom))
            case 270:
                return cls(270, high, wide, (0, -1, -1, 0, top, right))
        return cls(0, wide, high, (1, 0, 0, -1, -left, top))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as it is displayed."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of a rectangle as it is displayed."""
        x, y = self.point(left, bottom)
        other_x, other_y = self.point(right, top)
        return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)

    def turn_of(self, a: float, b: float) -> int | None:
        """How text that runs along (a, b) is turned as displayed; None for any slanted angle."""
        angle = (self.turn - math.degrees(math.atan2(b, a))) % 360
        nearest = round(angle / 90) * 90
        return nearest % 360 if abs(angle - nearest) <= _STRAIGHT else None


def multiplied(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i, a * h + b * j,
        c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
