"""Answers that stand in more than one cell: options beside, below or under their headers."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from extractor.mapping.labels import base
from extractor.mapping.options import option_count, read_options
from extractor.mapping.view import Box, View
from extractor.model import Content, Place
from extractor.rulebook import Field, Option

#: The value of a choice that is spread over cells: at most so many cells are looked through.
_MAXIMUM_OPTION_CELLS = 24


class Span(NamedTuple):
    """A part of a unit."""

    unit: int
    start: int
    end: int


class Answer(msgspec.Struct, frozen=True):
    """What stands where the value of a label is expected."""

    content: Content
    spans: tuple[Span, ...]
    place: Place


def option_cells(view: View, value: Box, field: Field, taken: set[int], right: int) -> Answer:
    """The cells over which the options of a choice are spread, joined by tabs.

    Only where the first of them does not hold a group by itself, and only up to column `right`.
    """
    cells = [value]
    column = value.right
    grouped = option_count(value.cell.content.text, field.options) > 1
    while not grouped and len(cells) < _MAXIMUM_OPTION_CELLS and column < right:
        box = view.at(value.top, column)
        if box is None or box.hit or box.unit in taken or box.top != value.top:
            break
        if not _belongs_to_options(box.cell.content, field.options):
            break
        cells.append(box)
        column = box.right
    while len(cells) > 2 and all(box.cell.content.is_blank for box in cells[-2:]):  # noqa: PLR2004
        cells.pop()
    content = value.cell.content
    if len(cells) > 1:
        content = join([box.cell.content for box in cells])
    return Answer(content, tuple(map(whole, cells)), value.cell.place)


def under_headers(view: View, label: Box, field: Field) -> Answer | None:
    """Ticks in columns whose headers are the options: each tick read beside its option."""
    columns: list[tuple[Box, Box]] = []
    for box in view.row(label.top, label.right):
        if box.hit or option_count(box.cell.content.text, field.options):
            break
        header = _option_above(view, box, field)
        if header is None:
            break
        columns.append((box, header))
    if len(columns) < 2:  # noqa: PLR2004
        return None
    content = join(
        [part for box, header in columns for part in (box.cell.content, header.cell.content)]
    )
    return Answer(content, tuple(whole(box) for box, _ in columns), columns[0][0].cell.place)


def _option_above(view: View, box: Box, field: Field) -> Box | None:
    for row in range(box.top - 1, -1, -1):
        above = view.at(row, box.left)
        if above is None:
            return None
        text = base(above.cell.content.text)
        if any(text == base(label) for option in field.options for label in option.labels):
            return above
        if above.hit or (above.cell.content.text.strip() and not above.cell.content.marks):
            return None
    return None


def _belongs_to_options(content: Content, options: tuple[Option, ...]) -> bool:
    if content.marks or content.is_blank:
        return True
    reading = read_options(content, options)
    return reading is not None and _is_only_label(content, options)


def _is_only_label(content: Content, options: tuple[Option, ...]) -> bool:
    length = len("".join(content.text.split()))
    return any(len(label) + 2 >= length for option in options for label in option.labels)


def whole(box: Box) -> Span:
    """All of a cell."""
    return Span(box.unit, 0, len(box.cell.content.text))


def join(contents: list[Content], separator: str = "\t") -> Content:
    """Several contents as one, their marks moved along."""
    text, marks = "", []
    for number, content in enumerate(contents):
        text += separator if number else ""
        marks += [
            msgspec.structs.replace(mark, offset=mark.offset + len(text)) for mark in content.marks
        ]
        text += content.text
    return Content(text, tuple(marks))
