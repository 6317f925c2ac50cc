"""Lines of a cell → its content: what was broken by the cell's width is joined again.

A line was broken by the width if what follows would not have fitted on it. Otherwise somebody
ended it, and the break stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Content
from extractor.parsers.composition import Flow
from extractor.parsers.layout.items import Line
from extractor.parsers.layout.lines import is_word
from extractor.parsers.marks import Glyph

#: What Word and LibreOffice leave free at either side of a cell by default, in points.
_PADDING = 5.4
#: A line may be this much shorter than it could be, in ems: its padding is not known exactly.
_SLACK = 0.15
#: Text that begins farther from its margin than this, in ems, may be centred.
_MIDDLE = 0.1
#: One letter and blanks around it are no more pieces than this.
_FEW = 3
#: The narrowest thing that a line may begin with, and the room that ends a cut word, in ems.
_LEAST, _CUT = 0.3, 1.0


def content_of(lines: Sequence[Line], x0: float, x1: float) -> Content:
    """The content of lines between the edges of their cell."""
    flow = Flow()
    add_lines(flow, lines, x0, x1)
    return flow.content()


def add_lines(flow: Flow, lines: Sequence[Line], x0: float, x1: float) -> None:
    """Append lines to a flow, parted by line breaks, blanks or nothing."""
    before: Line | None = None
    left, right = _margins(lines, x0, x1)
    carried = 0.0
    for line in lines:
        if before is not None:
            joint = _between(before, line, left, right, carried + before.last)
            whole = before.last >= before.x1 - before.x0 - _LEAST
            carried = (carried if whole else 0.0) + before.last if not joint else 0.0
            flow.add(joint)
        for piece in line.pieces:
            flow.add(piece)
        before = line


def _margins(lines: Sequence[Line], x0: float, x1: float) -> tuple[float, float]:
    """Between which edges the text runs; text that goes nearer to an edge moves it."""
    if not lines:
        return x0, x1
    left = min(x0 + _PADDING, *(line.x0 for line in lines)) if len(lines) > 1 else x0
    right = max(x1 - _PADDING, *(line.x1 for line in lines)) if len(lines) > 1 else x1
    return left, right


def _between(before: Line, line: Line, left: float, right: float, word: float) -> str:
    """What parts two lines: a line break, a blank or nothing.

    `word` is the width of the word at the end of the first line, begun on whichever line.
    """
    if is_stacked(before, line):
        return ""
    room = _room(before, left, right)
    end, start = _edge(before.pieces[-1], -1), _edge(line.pieces[0], 0)
    if not (is_word(end) and is_word(start)):
        return "" if _is_full(room, before, line) else "\n"
    if not _is_full(room, before, line):
        return "\n"
    # A word longer than the cell is wide goes on, cut where it reached the edge; so do figures.
    is_cut = word + line.first > right - left - _SLACK * line.size and room < _CUT * before.size
    return "" if is_cut or _is_figure(end, start) else " "


def _is_figure(end: str, start: str) -> bool:
    """Whether two characters belong to one number: 1,234.⏎56."""
    return (end.isdigit() or end in ".．,，") and start.isdigit()


def is_stacked(before: Line, line: Line) -> bool:
    """Whether two lines are single letters below each other: text that is read downwards."""
    if len(before.pieces) > _FEW or len(line.pieces) > _FEW:
        return False
    one, other = before.text.strip(), line.text.strip()
    if len(one) != 1 or len(other) != 1 or (one + other).isascii():
        return False
    return abs(line.x0 - before.x0) < before.size / 2


def is_full(before: Line, line: Line, x0: float, x1: float) -> bool:
    """Whether the beginning of `line` would not have fitted on the line before it."""
    left, right = _margins((before, line), x0, x1)
    return _is_full(_room(before, left, right), before, line)


def _is_full(room: float, before: Line, line: Line) -> bool:
    return room < max(line.first, _LEAST * line.size) + _SLACK * before.size


def _room(before: Line, left: float, right: float) -> float:
    """What is free on a line between the margins."""
    room, aside = right - before.x1, before.x0 - left
    if aside > _MIDDLE * before.size and abs(aside - room) <= before.size:
        return room + aside  # centred: the room is on both sides
    if aside > room + before.size:
        return aside  # ranged right
    return room


def _edge(piece: str | Glyph, at: int) -> str:
    text = piece if isinstance(piece, str) else piece.shown
    return text[at : at + 1] if at == 0 else text[-1:]
