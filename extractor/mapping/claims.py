"""Who claimed what: every non-empty cell and every mark is accounted for, exactly once or by name.

A unit is one cell's or one paragraph's content. Fields claim whole units or parts of them; what
nobody claimed comes out as leftovers. `check` compares both with what went in.
"""

from __future__ import annotations

import msgspec
import regex

from extractor.model import Cell, Content, Document, Grid, Leftover, Paragraph, Place

_LABEL_LIKE = regex.compile(r"[\p{Han}\s()（）、/A-Za-z]{1,24}[::：]?")
_INLINE = regex.compile(r"\s*(?P<label>[\p{Han}\s（）()]{2,16})[::：](?P<text>.*)", regex.DOTALL)
_VALUE_LENGTH = 15


class ConservationError(AssertionError):
    """A cell or a mark was lost between the parser and the record: a defect of the mapping."""


class Unit(msgspec.Struct):
    """One content of the document and what of it is claimed, as (start, end) of its text."""

    content: Content
    place: Place
    claimed: list[tuple[int, int]]


class Claims:
    """All units of a document in reading order."""

    def __init__(self, document: Document) -> None:
        self.units: list[Unit] = []
        self.first: dict[int, int] = {}
        self._numbers: dict[Place, int] = {}
        self._nested: dict[int, list[int]] = {}
        for number, block in enumerate(document.blocks):
            self.first[number] = len(self.units)
            if isinstance(block, Grid) and block.parent is not None:
                holder = self._nested.setdefault(self.number(block.parent), [])
                holder += range(len(self.units), len(self.units) + len(block.cells))
            for part in block.cells if isinstance(block, Grid) else (block,):
                self._add(part)
        for paragraph in document.margins:
            self._add(paragraph)

    def _add(self, part: Cell | Paragraph) -> None:
        self._numbers.setdefault(part.place, len(self.units))
        self.units.append(Unit(part.content, part.place, []))

    def number(self, place: Place | None) -> int:
        """The unit at a place."""
        return self._numbers.get(place, 0) if place is not None else 0

    def inner(self, unit: int) -> tuple[int, ...]:
        """The units of the tables that stand in a cell, whatever their depth."""
        return tuple(
            inner
            for nested in self._nested.get(unit, ())
            for inner in (nested, *self.inner(nested))
        )

    def claim(self, unit: int, start: int = 0, end: int | None = None) -> None:
        """Mark a part of a unit as a label or a value of some field."""
        content = self.units[unit].content
        self.units[unit].claimed.append((start, len(content.text) if end is None else end))

    def is_claimed(self, unit: int) -> bool:
        """Whether any part of the unit is taken."""
        return bool(self.units[unit].claimed)

    def free(self, unit: int) -> list[tuple[int, int]]:
        """The parts nobody claimed and in which something is written."""
        claimed = self.units[unit].claimed
        text = self.units[unit].content.text
        if not claimed:
            return [(0, len(text))] if text.strip() else []
        found = []
        reached = 0
        for start, end in (*sorted(claimed), (len(text), len(text))):
            if start > reached and text[reached:start].strip():
                found.append((reached, start))
            reached = max(reached, end)
        return found

    def leftovers(self, grids: dict[int, Grid]) -> tuple[Leftover, ...]:
        """Everything unclaimed, in reading order, labels beside their values where told."""
        free = [self.free(number) for number in range(len(self.units))]
        self.check(free)
        neighbours = self._right_neighbours(grids)
        found: list[Leftover] = []
        paired: set[int] = set()
        for number, parts in enumerate(free):
            other = neighbours.get(number) if parts else None
            if number in paired:
                continue
            if other is not None and other not in paired and self._is_pair(number, other):
                paired.add(other)
                value = self.units[other]
                label = self.units[number].content.text.strip()
                text = value.content.text
                here, span = self.units[number].place, (0, len(text))
                found.append(Leftover(text.strip(), value.place, label, span, here))
                continue
            unit = self.units[number]
            found += [_leftover(unit.content.text, part, unit.place) for part in parts]
        return tuple(found)

    def _right_neighbours(self, grids: dict[int, Grid]) -> dict[int, int]:
        """From each cell to the cell that begins where it ends, in the same row."""
        found: dict[int, int] = {}
        for block, grid in grids.items():
            first = self.first[block]
            for number, cell in enumerate(grid.cells):
                column = cell.column + cell.column_span
                if column < grid.column_count:
                    other = grid.slots[cell.row][column]
                    if other >= 0 and grid.cells[other].row == cell.row:
                        found[first + number] = first + other
        return found

    def _is_pair(self, label: int, value: int) -> bool:
        one, two = self.units[label], self.units[value]
        if one.claimed or two.claimed or one.content.marks or two.content.is_blank:
            return False
        if not _LABEL_LIKE.fullmatch(one.content.text.strip()):
            return False
        text = two.content.text.strip()
        return (
            one.content.text.rstrip().endswith((":", "\uff1a"))
            or bool(two.content.marks)
            or len(text) > _VALUE_LENGTH
            or any(char.isdigit() for char in text)
        )

    def check(self, free: list[list[tuple[int, int]]]) -> None:
        """Raise `ConservationError` unless every cell and mark is claimed or left over.

        `free` has for each unit the parts that will be left over.
        """
        lost_units = lost_marks = 0
        for unit, parts in zip(self.units, free, strict=True):
            if not parts and not unit.claimed:
                lost_units += not unit.content.is_blank
            for mark in unit.content.marks:
                spans = (*parts, *unit.claimed)
                lost_marks += not any(start <= mark.offset < end for start, end in spans)
        if lost_units or lost_marks:
            message = f"{lost_units} cells and {lost_marks} marks are unaccounted for"
            raise ConservationError(message)


def _leftover(whole: str, span: tuple[int, int], place: Place) -> Leftover:
    """A leftover, its label split off where it says `标签：…` itself."""
    text = whole[slice(*span)].strip()
    inline = _INLINE.fullmatch(text)
    if inline is not None and inline["text"].strip():
        return Leftover(inline["text"].strip(), place, inline["label"].strip(), span)
    return Leftover(text, place, None, span)
