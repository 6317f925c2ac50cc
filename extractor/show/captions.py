"""What is written under a value: its field's path, what was made of it, how sure that is."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import msgspec

from extractor.model import FieldStatus, Mark, Value
from extractor.show.measure import width_of
from extractor.show.primitives import Badge, Box, Primitive, Sign, Text, Tick
from extractor.show.units import Flag, Unit, gathered

SIZE = 7.5
LINE = 9.5
_SIGN = 8.0
_BADGE = 13.0
_TICK = 9.0
_LONGEST_VALUE = 30
_ARROW = "→"


_Part = Text | Sign | Badge | Tick


class Caption(NamedTuple):
    """One field's caption before it is broken into lines; a label's has no status."""

    text: str
    status: FieldStatus | None
    is_sure: bool = True


class Note(msgspec.Struct, frozen=True):
    """All that stands under one content, laid out from (0, 0): captions, then badges."""

    width: float
    height: float
    parts: tuple[_Part, ...]

    def at(self, x: float, y: float) -> tuple[Primitive, ...]:
        """The parts, moved."""
        return tuple(_moved(part, x, y, 1.0) for part in self.parts)

    def shrunk(self, by: float) -> Note:
        """The same, smaller."""
        parts = tuple(_moved(part, 0.0, 0.0, by) for part in self.parts)
        return Note(self.width * by, self.height * by, parts)


def captions(unit: Unit) -> list[Caption]:
    """The captions of a unit: of its fields, or of what it labels."""
    if unit.fields:
        return [
            Caption(_described(value), value.status, value.confidence >= 1) for value in unit.fields
        ]
    return [Caption(_ARROW + path, None) for path in gathered(unit.leads_to)]


def _described(value: Value) -> str:
    text = value.path
    made = value.value
    if made is not None and value.type != "text" and made != (value.raw or "").strip():
        text += f" = {made[:_LONGEST_VALUE]}"
    if value.confidence < 1:
        text += f" ≈{Decimal(str(value.confidence)):.0%}"
    return text


def narrowest_note(unit: Unit) -> float:
    """The width below which a caption would leave its column."""
    widths = [
        _SIGN * (caption.status is not None) + width_of(piece, SIZE)
        for caption in captions(unit)
        for piece in _pieces(caption.text)
    ]
    return max((*widths, _BADGE if unit.flags else 0.0), default=0.0)


def note(unit: Unit, width: float, marks: tuple[Mark, ...] = ()) -> Note:
    """What stands under a unit, no wider than `width` if its longest piece is not.

    `marks` are drawn as well, for a page whose own text is not.
    """
    parts: list[_Part] = []
    y = widest = 0.0
    for row in _rows(len(marks), width, _TICK):
        for column, number in enumerate(row):
            box = Box(column * _TICK, y, _TICK - 1, _TICK - 1)
            parts.append(Tick(box, marks[number].state))
            widest = max(widest, box.right)
        y += _TICK
    for caption in captions(unit):
        indent = 0.0
        if caption.status is not None:
            indent = _SIGN
            parts.append(Sign(Box(0.5, y + 1.75, 6, 6), caption.status))
        style = "caption" if caption.is_sure else "caption unsure"
        for line in _lines(caption.text, width - indent):
            wide = width_of(line, SIZE)
            parts.append(Text(indent, y + 7.3, line, style, SIZE, wide))
            widest, y = max(widest, indent + wide), y + LINE
    if unit.flags:
        y += 1
    for row in _rows(len(unit.flags), width, _BADGE):
        for column, number in enumerate(row):
            parts.append(badge(unit.flags[number], column * _BADGE, y))
            widest = max(widest, (column + 1) * _BADGE)
        y += _BADGE
    return Note(widest, y, tuple(parts))


def badge(flag: Flag, x: float, y: float) -> Badge:
    """A finding's number."""
    box = Box(x, y, _BADGE - 1, _BADGE - 1)
    return Badge(box, flag.number, flag.severity, flag.suspect)


def _moved(part: _Part, x: float, y: float, by: float) -> _Part:
    if isinstance(part, Text):
        wide = part.width * by
        return Text(part.x * by + x, part.y * by + y, part.text, part.style, part.size * by, wide)
    box = part.box
    there = Box(box.x * by + x, box.y * by + y, box.width * by, box.height * by)
    return msgspec.structs.replace(part, box=there)


def _rows(count: int, width: float, each: float) -> list[range]:
    per_row = max(int(width // each), 1)
    return [range(start, min(start + per_row, count)) for start in range(0, count, per_row)]


def _pieces(text: str) -> list[str]:
    """What a caption may be broken into: after a dot of the path, before the value."""
    pieces: list[str] = []
    for word in text.split(" "):
        parts = word.split(".") if not word[:1].isdigit() else [word]
        pieces += [f"{part}." for part in parts[:-1]]
        pieces.append(f"{parts[-1]} ")
    return pieces


def _lines(text: str, width: float) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        joined = lines[-1] + piece
        if lines[-1] and width_of(joined.rstrip(), SIZE) > width:
            lines.append(piece)
        else:
            lines[-1] = joined
    return [line.rstrip() for line in lines]
