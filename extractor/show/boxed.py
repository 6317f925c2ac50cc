"""Cells that have boxes, over the picture of their page: nothing drawn covers what is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import msgspec

from extractor.model import Mark
from extractor.show.captions import Note, captions, note
from extractor.show.flow import Laid
from extractor.show.pages import SCALE, Ink, Page
from extractor.show.paint import frame, ground, key_of, title
from extractor.show.primitives import Area, Box, Group, Picture, Primitive, Text
from extractor.show.units import Unit

_INSET = 2.5
_SMALLER = 0.75
_TAG_WIDTH = 20.0
_BESIDE = 200.0


def lay_out(page: Page, units: Sequence[Unit]) -> tuple[Laid, list[tuple[str, str]]]:
    """The drawing over one page, and the captions that had no room, by their tags."""
    width, height = page.width * SCALE, page.height * SCALE
    paper = Box(0, 0, width, height)
    png = page.png()
    parts: list[Primitive] = [Area(paper, "sheet")]
    if png is not None:
        parts.append(Picture(paper, png))
    notes = _Notes(page.ink(), paper)
    # Large ones first, so that what stands inside another is above it.
    ordered = sorted(units, key=lambda unit: -_area(unit))
    for unit in ordered:
        box = box_of(unit)
        signs = notes.place(unit, box)
        under = Area(box, f"{ground(unit)} over")
        around = tuple(frame(unit, box))
        parts.append(
            Group((under, *around, *signs), f"unit {unit.role}", title(unit), key_of(unit))
        )
    forms = tuple(sorted({form for unit in units for form in unit.forms}))
    return Laid(width, height, tuple(parts), forms, tuple(units)), notes.tags


def box_of(unit: Unit) -> Box:
    """A unit's box in pixels of the sheet."""
    left, top, right, bottom = unit.place.box or (0.0, 0.0, 0.0, 0.0)
    return Box(
        left * SCALE, top * SCALE, max(right - left, 0) * SCALE, max(bottom - top, 0) * SCALE
    )


def _area(unit: Unit) -> float:
    box = box_of(unit)
    return box.width * box.height


class _Notes:
    """Finds room for the notes: inside the cell where nothing is printed, never over another."""

    def __init__(self, ink: Ink, paper: Box) -> None:
        self.ink = ink
        self.paper = paper
        self.taken: list[Box] = []
        self.tags: list[tuple[str, str]] = []

    def place(self, unit: Unit, box: Box) -> tuple[Primitive, ...]:
        """The note of a unit; a tag for the panel where there is no room for its captions."""
        marks = unit.content.marks
        if not (marks or unit.flags or unit.fields or unit.leads_to):
            return ()
        for made in _shapes(unit, box, marks):
            spot = self.free_spot(made, box, unit)
            if spot is not None:
                return self.put(made, spot)
        bare = note(msgspec.structs.replace(unit, fields=(), leads_to=()), box.width, marks)
        spot = self.free_spot(bare, box, unit) or self.least(bare, box)
        signs = self.put(bare, spot) if bare.parts else ()
        return (*signs, *self.tag(unit, box))

    def put(self, made: Note, spot: Box) -> tuple[Primitive, ...]:
        """The note in its place, which nothing else gets."""
        self.taken.append(spot)
        return tuple(_on_page(part) for part in made.at(spot.x, spot.y))

    def tag(self, unit: Unit, box: Box) -> tuple[Primitive, ...]:
        """A short name; what it stands for is in the panel."""
        if not (unit.fields or unit.leads_to):
            return ()
        name = f"#{len(self.tags) + 1}"
        self.tags.append((name, " · ".join(caption.text for caption in captions(unit))))
        made = Note(_TAG_WIDTH, 9.0, (Text(0, 7, name, "caption", 7.5, _TAG_WIDTH),))
        return self.put(made, self.free_spot(made, box, unit) or self.least(made, box))

    def free_spot(self, made: Note, box: Box, unit: Unit) -> Box | None:
        """Where in a cell, or beside a paragraph, nothing is printed and nothing drawn."""
        for spot in _spots(made, box, beside=unit.place.table is None):
            inside = (
                spot.x >= 0
                and spot.y >= 0
                and spot.right <= self.paper.right
                and spot.bottom <= self.paper.bottom
            )
            if inside and not self.is_taken(spot) and not self.ink.under(spot):
                return spot
        return None

    def is_taken(self, spot: Box) -> bool:
        return any(spot.overlaps(other) for other in self.taken)

    def least(self, made: Note, box: Box) -> Box:
        """The spot that covers least."""
        spots = list(_spots(made, box, beside=False)) or [
            Box(box.x, box.y, made.width, made.height)
        ]
        return min(spots, key=lambda spot: (self.is_taken(spot), self.ink.under(spot)))


def _shapes(unit: Unit, box: Box, marks: tuple[Mark, ...]) -> Iterator[Note]:
    """The note in one line a caption, then narrower and higher, then smaller."""
    room = box.width - 2 * _INSET
    if unit.place.table is None:
        room = max(room, _BESIDE)
    seen: set[float] = set()
    for size, part in product((1.0, _SMALLER), (1.0, 0.6, 0.4, 0.25)):
        made = note(unit, room * part / size, marks).shrunk(size)
        if made.width not in seen:
            seen.add(made.width)
            yield made


def _spots(made: Note, box: Box, *, beside: bool) -> Iterator[Box]:
    """Places for a note, the best first: below the value, above it, beside it."""
    inner = box.inset(_INSET)
    if made.width <= inner.width and made.height <= inner.height:
        lefts = (inner.x, inner.right - made.width, inner.x + (inner.width - made.width) / 2)
        spare = inner.height - made.height
        for share in (1.0, 0.0, 0.5, 0.75, 0.25):
            for left in lefts:
                yield Box(left, inner.y + spare * share, made.width, made.height)
    if beside:
        middle = box.y + (box.height - made.height) / 2
        yield Box(box.right + 4, middle, made.width, made.height)
        yield Box(box.x, box.bottom + 1, made.width, made.height)
        yield Box(box.x, box.y - made.height - 1, made.width, made.height)
        yield Box(box.x - made.width - 4, middle, made.width, made.height)


def _on_page(part: Primitive) -> Primitive:
    """A text gets a white edge, so that it can be read over anything."""
    if isinstance(part, Text):
        return msgspec.structs.replace(part, style=f"{part.style} on-page")
    return part
