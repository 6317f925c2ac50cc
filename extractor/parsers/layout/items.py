"""What stands on a page, whatever drew it: characters and strokes, in points from the top left.

The coordinates are those of the page as displayed: rotation and crop box are applied. y grows
downwards. A `turn` counts degrees clockwise from upright text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from extractor.parsers.marks import Glyph

#: How far the em box of Chinese fonts reaches above and below the baseline, in ems.
ASCENT, DESCENT = 0.88, 0.12
#: How far the middle of the em is above the baseline.
MIDDLE = (ASCENT - DESCENT) / 2

#: x0, top, x1, bottom.
Box = tuple[float, float, float, float]


class Char(msgspec.Struct, frozen=True, gc=False):
    """A written character, or a mark of which the state is known.

    It is as wide as its advance, from `x0` to `x1`, and as high as the em of its `size`, which
    reaches `ASCENT` above the baseline and `DESCENT` below it. `text` is one character, or
    several that stand as one piece (the value of a form field); of a mark it is what is seen.
    A turned character has the box that it takes up on the page, as if it stood upright in it.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    turn: int = 0
    mark: Glyph | None = None

    @classmethod
    def in_box(cls, text: str, box: Box, turn: int = 0, mark: Glyph | None = None) -> Char:
        """The character that takes up a box (x0, top, x1, bottom)."""
        x0, top, x1, bottom = box
        return cls(text, x0, x1, bottom - DESCENT * (bottom - top), bottom - top, turn, mark)

    @property
    def box(self) -> Box:
        """The box, as x0, top, x1, bottom."""
        return self.x0, self.base - ASCENT * self.size, self.x1, self.base + DESCENT * self.size

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box, as x and y."""
        return (self.x0 + self.x1) / 2, self.base - MIDDLE * self.size


class Stroke(NamedTuple):
    """A horizontal or vertical line: `at` is its y or x, `start` < `end` are along it."""

    upright: bool
    at: float
    start: float
    end: float

    @classmethod
    def across(cls, y: float, x0: float, x1: float) -> Stroke:
        """A horizontal line."""
        return cls(False, y, x0, x1)  # noqa: FBT003  # the one place with a bare flag

    @classmethod
    def down(cls, x: float, top: float, bottom: float) -> Stroke:
        """A vertical line."""
        return cls(True, x, top, bottom)  # noqa: FBT003  # and its sister


class Outline(NamedTuple):
    """A connected piece of a small drawing: its points in order, and whether it is filled."""

    points: Sequence[tuple[float, float]]
    filled: bool


class Page(NamedTuple):
    """One page. `number` counts from 1; `chars` are in the order in which they were drawn.

    `areas` are filled rectangles, as x0, top, x1, bottom; `outlines` are what is drawn and is
    neither a stroke nor an area; `slanted` are characters at odd angles (watermarks, seals).
    """

    number: int
    width: float
    height: float
    chars: list[Char]
    strokes: Sequence[Stroke]
    areas: Sequence[Box] = ()
    outlines: Sequence[Outline] = ()
    slanted: Sequence[Char] = ()


class Line(NamedTuple):
    """Characters on one baseline, from left to right, as pieces of text and marks.

    `x0` and `x1` are the edges of what is visible. `first` and `last` are the widths of what
    cannot be parted at the line's ends: a word, or a Chinese character with its punctuation.
    """

    x0: float
    x1: float
    base: float
    size: float
    pieces: tuple[str | Glyph, ...]
    first: float = 0.0
    last: float = 0.0

    @property
    def text(self) -> str:
        """The line as a person sees it."""
        return "".join(piece if isinstance(piece, str) else piece.shown for piece in self.pieces)
