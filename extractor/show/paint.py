"""One cell or paragraph as it is drawn: its ground, its text with marks, its note, its findings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from extractor.model import Mark, Value
from extractor.show.grids import LINE, PAD, SIZE, Block
from extractor.show.measure import Line, advance, width_of
from extractor.show.primitives import Area, Box, Group, Primitive, Text, Tick
from extractor.show.units import Unit, gathered

TITLE_SIZE = 16.0
#: Shorter texts of one line stand in the middle of their cell, as forms have them.
_SHORT = 14


def key_of(unit: Unit) -> str:
    """The name of a unit's drawing in its file."""
    return f"u{unit.number}"


def cell(unit: Unit, box: Box, block: Block) -> Group:
    """A cell or paragraph that is laid out here."""
    parts: list[Primitive] = [Area(box, ground(unit))]
    is_centred = _is_centred(unit, block)
    room = box.width - 2 * PAD
    top = box.y + max((box.height - block.height) / 2, 0.0) + PAD
    for number, line in enumerate(block.lines):
        wide = width_of(unit.content.text[line.start : line.end].rstrip(), SIZE)
        left = max((room - wide) / 2, 0.0) if is_centred else 0.0
        parts += runs(unit, line, box.x + PAD + left, top + number * LINE)
    under = box.bottom - PAD - block.note.height if block.nested else top + LINE * len(block.lines)
    left = max((room - block.note.width) / 2, 0.0) if is_centred else 0.0
    parts += block.note.at(box.x + PAD + left, under)
    parts += frame(unit, box)
    return Group(tuple(parts), f"unit {unit.role}", title(unit), key_of(unit))


def _is_centred(unit: Unit, block: Block) -> bool:
    """Labels and short values stand in the middle of their cells, as forms have them."""
    if unit.place.table is None or block.nested:
        return False
    is_short = len(block.lines) <= 1 and len(unit.content.text.strip()) <= _SHORT
    return is_short or unit.role == "label"


def ground(unit: Unit) -> str:
    """How a unit's ground looks: by its role, or as the cell that a finding suspects."""
    severities = {flag.severity for flag in unit.flags if flag.suspect}
    if severities - {"info"}:
        return f"{unit.role} suspect" if "error" in severities else f"{unit.role} doubted"
    is_plain = unit.place.table is None and unit.role in {"claimed", "empty"}
    return f"{unit.role} plain" if is_plain else unit.role


def frame(unit: Unit, box: Box) -> Iterator[Area]:
    """What marks a cell as one that findings are about."""
    if unit.flags:
        grave = min(unit.flags, key=lambda flag: ("error", "warning", "info").index(flag.severity))
        suspect = any(flag.suspect for flag in unit.flags)
        yield Area(box.inset(1), f"finding {grave.severity}{' suspect' if suspect else ''}")


def heading(unit: Unit, box: Box) -> Group:
    """A form's title."""
    text = " ".join(unit.content.text.split())
    wide = width_of(text, TITLE_SIZE)
    parts = (
        Area(box, "empty plain"),
        Text(
            box.x + max((box.width - wide) / 2, PAD),
            box.y + TITLE_SIZE + PAD,
            text,
            "title",
            TITLE_SIZE,
            wide,
        ),
    )
    return Group(parts, "unit claimed", title(unit), key_of(unit))


def runs(unit: Unit, line: Line, x: float, top: float) -> Iterator[Primitive]:
    """One line of text: words, grey where nobody claimed them, and marks as signs."""
    text = unit.content.text
    marks = {mark.offset: mark for mark in _marks_in(unit, line)}
    run = start_x = x
    start = line.start
    for position in (*range(line.start, line.end), line.end):
        at_end = position == line.end
        breaks = at_end or position in marks or text[position] == "\t"
        if not breaks and position > start:
            breaks = _is_free(unit, position) != _is_free(unit, position - 1)
        if breaks and position > start:
            words = text[start:position].rstrip()
            if words:
                style = "text unclaimed" if _is_free(unit, start) else "text"
                yield Text(start_x, top + 11.0, words, style, SIZE, width_of(words, SIZE))
            start, start_x = position, run
        if at_end:
            break
        run += SIZE * advance(text[position])
        if position in marks:
            yield Tick(Box(start_x, top + 1.5, SIZE, SIZE), marks[position].state)
        if position in marks or text[position] == "\t":
            start, start_x = position + 1, run


def _marks_in(unit: Unit, line: Line) -> tuple[Mark, ...]:
    """The marks of one line; a content may have ten thousand."""
    marks = unit.content.marks
    if not marks:
        return ()
    first = bisect_left(marks, line.start, key=lambda mark: mark.offset)
    last = bisect_left(marks, line.end, key=lambda mark: mark.offset)
    return marks[first:last]


def _is_free(unit: Unit, position: int) -> bool:
    return any(start <= position < end for start, end in unit.free)


def title(unit: Unit) -> str:
    """What shows when the pointer rests on the unit: everything that is known of it."""
    lines = [line for value in unit.fields for line in _value(value)]
    if unit.leads_to:
        lines.append("→ " + " · ".join(gathered(unit.leads_to)))
    place = unit.place
    where = (
        f"table {place.table}, row {place.row}, column {place.column}"
        if place.table is not None
        else f"paragraph {place.paragraph}"
    )
    return "\n".join((*lines, where if place.page is None else f"page {place.page}, {where}"))


def _value(value: Value) -> Iterator[str]:
    yield f"{value.path} ({value.type})"
    yield f"  status: {value.status}"
    for name, text in (
        ("value", value.value),
        ("unit", value.unit),
        ("half_width", None if value.half_width is None else format(value.half_width, "f")),
        ("raw", value.raw),
        ("label", value.label),
        ("confidence", None if value.confidence >= 1 else f"{value.confidence:g}"),
        ("doubt", value.doubt),
    ):
        if text:
            yield f"  {name}: {text}"
