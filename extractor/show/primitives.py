"""What a picture is made of: boxes, texts, and the few signs that mean something.

All lengths are in pixels of the sheet; x grows to the right, y downwards.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from extractor.model import FieldStatus, MarkState, Severity

#: What a cell is to the reading; decides its colour.
Role = Literal["found", "blank", "unreadable", "label", "free", "claimed", "empty"]


class Box(NamedTuple):
    """A rectangle by its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    def inset(self, by: float) -> Box:
        """The box without an edge of some width; never less than nothing."""
        return Box(
            self.x + by, self.y + by, max(self.width - 2 * by, 0), max(self.height - 2 * by, 0)
        )

    def overlaps(self, other: Box) -> bool:
        """Whether the two share an area; touching is not sharing."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )


class Area(msgspec.Struct, frozen=True):
    """A filled or framed rectangle; `style` names how it looks."""

    box: Box
    style: str


class Text(msgspec.Struct, frozen=True):
    """One line of text, its baseline at `y`; `width` is what the layout reckons with."""

    x: float
    y: float
    text: str
    style: str
    size: float
    width: float


class Tick(msgspec.Struct, frozen=True):
    """A mark: a filled box with a tick, an empty box, or a diamond with a question mark."""

    box: Box
    state: MarkState


class Sign(msgspec.Struct, frozen=True):
    """A field's status before its path: a disc, a ring, or a triangle."""

    box: Box
    status: FieldStatus


class Badge(msgspec.Struct, frozen=True):
    """The number of a finding: a disc where the suspect is, a ring at the other cells."""

    box: Box
    number: int
    severity: Severity
    suspect: bool


class Picture(msgspec.Struct, frozen=True):
    """A page as it looks, a PNG."""

    box: Box
    png: bytes


class Group(msgspec.Struct, frozen=True):
    """Things that belong together, under a text that shows when the pointer rests on them.

    `key` is a name unique in its file, of letters, digits and dashes; `target` is the key of
    another group that a click leads to.
    """

    parts: tuple[Primitive, ...]
    style: str = ""
    title: str = ""
    key: str = ""
    target: str = ""


Primitive = Area | Text | Tick | Sign | Badge | Picture | Group


class Sheet(msgspec.Struct, frozen=True):
    """One picture: its number from 1 in its file, its size, and what is drawn on it in order."""

    number: int
    width: float
    height: float
    title: str
    parts: tuple[Primitive, ...]
