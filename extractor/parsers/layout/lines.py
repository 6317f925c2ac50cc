"""Characters → lines: what stands on one baseline, in reading order, with the blanks a reader sees.

A file need not hold the blanks between words: gaps stand for them. A gap between Chinese
characters is a blank only where it is wide and the line is not spread out evenly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from extractor.parsers.layout.items import Char, Line
from extractor.parsers.marks import CHARACTERS, Glyph

#: Baselines nearer than this, in ems of the larger character, are one.
_SAME_BASE = 0.45
#: The narrowest gap that parts words, and that which parts anything else, in ems.
_WORD_GAP, _WIDE_GAP = 0.2, 0.85
#: From here on a gap parts things that have nothing to do with each other.
_FAR_GAP = 2.0
#: Gaps of a line that differ by less than this are the spacing of its letters.
_EVEN = 0.25
#: Copies of a character nearer than this are one, drawn again to look bold.
_COPY = 0.12
#: What never stands at the beginning of a line goes with the character before it.
_CLOSING = frozenset("，。、；：！？）》〉」』】〕”’…％%,.;:!?)]}℃")
#: What never stands at the end of a line goes with the character after it.
_OPENING = frozenset("（《〈「『【〔“‘([{")
_WORD = re.compile(r"[^\W\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]|[.,:/@_%+\-]")
#: Presentation forms of punctuation in vertical text.
_VERTICAL_FORMS = ("\ufe10", "\ufe19", "\ufe30", "\ufe48")


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """The lines of one cell or column of text, from top to bottom.

    Turned text is turned upright first; letters stacked under each other are read downwards.
    """
    if not chars:
        return []
    chars = upright(chars)
    rows = [_deduplicated(row) for row in _rows(chars)]
    stacked = _stacked(rows)
    if stacked is not None:
        return [_line(column) for column in stacked]
    return [_line(row) for row in rows]


def upright(chars: Sequence[Char]) -> Sequence[Char]:
    """The characters with the page turned so that most of them stand upright."""
    first = chars[0].turn
    if first == 0 and all(char.turn == 0 for char in chars):
        return chars
    counts: dict[int, int] = {}
    for char in chars:
        counts[char.turn] = counts.get(char.turn, 0) + 1
    turn = max(counts, key=lambda each: counts[each])
    return [turned(char, -turn) for char in chars]


def turned(char: Char, degrees: int) -> Char:
    """The character on a page that was turned clockwise about its top left corner."""
    text, x0, top, x1, bottom, turn, mark = char
    turn = (turn + degrees) % 360
    match degrees % 360:
        case 90:
            return Char(text, -bottom, x0, -top, x1, turn, mark)
        case 180:
            return Char(text, -x1, -bottom, -x0, -top, turn, mark)
        case 270:
            return Char(text, top, -x1, bottom, -x0, turn, mark)
    return char


def _rows(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters by baseline, from top to bottom, each row from left to right."""
    ordered = sorted((char[4] - 0.12 * (char[4] - char[2]), char) for char in chars)
    rows: list[list[Char]] = []
    row: list[Char] = []
    reached = limit = 0.0
    for base, char in ordered:
        size = char[4] - char[2]
        if row and base - reached > _SAME_BASE * max(size, limit):
            rows.append(row)
            row = []
        if not row:
            limit = size
        row.append(char)
        # The row's base is that of its largest characters: a raised letter does not stretch it.
        if size >= limit:
            reached, limit = base, size
    rows.append(row)
    for row in rows:
        row.sort(key=_left)
    return rows


def _left(char: Char) -> float:
    return char.x0


def _deduplicated(row: list[Char]) -> list[Char]:
    """Without the copies of characters that were drawn twice to look bold."""
    kept: list[Char] = []
    for char in row:
        copy = False
        near = _COPY * (char[4] - char[2])
        for other in reversed(kept[-3:]):
            if char[1] - other[1] > near:
                break
            if char[0] == other[0] and abs(char[3] - other[3]) <= near and char[0] != " ":
                copy = True
                break
        if not copy:
            kept.append(char)
    return kept


def _stacked(rows: list[list[Char]]) -> list[list[Char]] | None:
    """Columns of letters that are read downwards, from the right to the left; None for lines.

    In columns the letters touch below each other and keep apart sideways; in lines it is the
    other way round. One column of single letters reads the same both ways.
    """
    if len(rows) < 3 or all(len(row) == 1 for row in rows):  # noqa: PLR2004
        return None
    letters = [char for row in rows for char in row if not char.text.isspace()]
    if not letters or any(char.text.isascii() for char in letters):
        return None
    size = letters[0].size
    columns: list[list[Char]] = []
    for char in sorted(letters, key=_left):
        middle = (char.x0 + char.x1) / 2
        if columns and middle - (columns[-1][-1].x0 + columns[-1][-1].x1) / 2 < 0.3 * size:
            columns[-1].append(char)
        else:
            columns.append([char])
    if len(columns) * 2 > len(rows):
        return None
    for column in columns:
        column.sort(key=lambda char: char.top)
    down = [
        other.top - char.top for column in columns for char, other in zip(column, column[1:])  # noqa: B905
    ]
    aside = [right[0].x0 - left[0].x0 for left, right in zip(columns, columns[1:], strict=False)]
    if not down or not aside or max(down) > 1.15 * size or min(aside) < 1.25 * size:
        return None
    return columns[::-1]


def _line(chars: list[Char]) -> Line:
    """One line with the blanks that its gaps stand for."""
    visible = [char for char in chars if not char.text.isspace()]
    if not visible:
        first, last = chars[0], chars[-1]
        return Line(first.x0, last.x1, first.base, first.size, ("".join(c.text for c in chars),))
    size = max(char.size for char in visible)
    wide = _spacing(visible)
    pieces: list[str | Glyph] = []
    before: Char | None = None
    for char in chars:
        if before is not None:
            gap = char.x0 - before.x1
            if gap > _WORD_GAP * size and (blank := _blank(before, char, gap - wide, size)):
                pieces.append(blank)
        pieces.append(char.mark if char.mark is not None else _shown(char.text))
        if before is None or char.x1 > before.x1:
            before = char
    return Line(
        visible[0].x0,
        max(char.x1 for char in visible),
        max(visible, key=lambda char: char.size).base,
        size,
        tuple(pieces),
        _first_width(visible),
        _last_width(visible),
    )


def _shown(text: str) -> str:
    """The character itself where the file has the form that it takes in vertical text."""
    first, last, begin, end = _VERTICAL_FORMS
    if first <= text <= last or begin <= text <= end:
        return unicodedata.normalize("NFKC", text)
    return text


def _spacing(chars: list[Char]) -> float:
    """What every gap of an evenly spread line has in common; 0 for all other lines."""
    if len(chars) < 2:  # noqa: PLR2004
        return 0.0
    gaps = [other.x0 - char.x1 for char, other in zip(chars, chars[1:], strict=False)]
    least = min(gaps)
    if least <= 0 or max(gaps) - least > _EVEN * chars[0].size:
        return 0.0
    return max(gaps)


def _blank(before: Char, char: Char, gap: float, size: float) -> str:
    """The blank that a gap stands for: none, one, or two where unrelated things are parted."""
    if before.text.isspace() or char.text.isspace():
        return "  " if gap > _FAR_GAP * size else ""
    if gap > _FAR_GAP * size:
        return "  "
    if gap > _WIDE_GAP * size:
        return " "
    if gap <= _WORD_GAP * size:
        return ""
    words = is_word(before.text[-1:]) and is_word(char.text[:1])
    return " " if words or _is_mark(before) or _is_mark(char) else ""


def _is_mark(char: Char) -> bool:
    return char.mark is not None or char.text in CHARACTERS


def is_word(character: str) -> bool:
    """Whether the character is part of a Latin word or a figure."""
    return bool(character) and _WORD.match(character) is not None and character not in CHARACTERS


def _first_width(visible: list[Char]) -> float:
    """The width of what cannot be parted from the beginning of the line."""
    last = visible[0]
    for char in visible[1:]:
        words = is_word(last.text[-1:]) and is_word(char.text[:1])
        if not (
            char.text in _CLOSING
            or last.text in _OPENING
            or (words and char.x0 - last.x1 < _WORD_GAP * last.size)
        ):
            break
        last = char
    return last.x1 - visible[0].x0


def _last_width(visible: list[Char]) -> float:
    """The width of the word or figure that ends the line; 0 where something else does."""
    last = visible[-1]
    if not is_word(last.text[-1:]):
        return 0.0
    first = last
    for char in reversed(visible[:-1]):
        if not is_word(char.text[-1:]) or first.x0 - char.x1 >= _WORD_GAP * last.size:
            break
        first = char
    return last.x1 - first.x0


def joined_text(lines: Iterable[Line]) -> str:
    """All lines as one, without any blanks: what a heading or a page's number says."""
    return "".join("".join(line.text.split()) for line in lines)
