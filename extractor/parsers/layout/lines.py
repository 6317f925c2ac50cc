"""Characters → lines: what stands on one baseline, in reading order, with the blanks a reader sees.

A file need not hold the blanks between words: gaps stand for them. A gap between Chinese
characters is a blank only where it is wide and the line is not spread out evenly.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, pairwise
from operator import attrgetter

from extractor.parsers.layout.items import Char, Line
from extractor.parsers.marks import CHARACTERS, Glyph

#: Baselines nearer than this, in ems of the larger character, are one.
_SAME_BASE = 0.45
#: The narrowest gap that parts words, and that which parts anything else, in ems.
_WORD_GAP, _WIDE_GAP = 0.2, 0.85
#: From here on a gap parts things that have nothing to do with each other.
_FAR_GAP = 1.5
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
_FORMS = re.compile("[\ufe10-\ufe19\ufe30-\ufe48]")
#: Letters of one column of vertical text, in ems: how far their middles may be from each other,
#: how far they are apart downwards at most, and how far columns are apart at least.
_SAME_COLUMN, _TOUCHING, _APART = 0.3, 1.15, 1.25


def lines_of(chars: list[Char]) -> list[Line]:
    """The lines of one cell or column of text, from top to bottom.

    Turned text is turned upright first; letters stacked under each other are read downwards.
    """
    if not chars:
        return []
    rows = rows_of(upright(chars))
    if len(rows) > 2:  # noqa: PLR2004  # fewer are no columns of letters
        rows = _stacked(rows) or rows
    return [_line(_deduplicated(row)) for row in rows]


def upright(chars: list[Char]) -> list[Char]:
    """The characters with the page turned so that most of them stand upright."""
    for char in chars:
        if char.turn:
            break
    else:
        return chars
    counts = Counter(char.turn for char in chars)
    turn = max(counts, key=lambda each: counts[each])
    return [turned(char, -turn) for char in chars] if turn else chars


def turned(char: Char, degrees: int) -> Char:
    """The character on a page that was turned clockwise about its top left corner."""
    x0, top, x1, bottom = char.box
    turn = (char.turn + degrees) % 360
    match degrees % 360:
        case 90:
            box = -bottom, x0, -top, x1
        case 180:
            box = -x1, -bottom, -x0, -top
        case 270:
            box = top, -x1, bottom, -x0
        case _:
            return char
    return Char.in_box(char.text, box, turn, char.mark)


def rows_of(chars: list[Char]) -> list[list[Char]]:
    """Characters by baseline, from top to bottom, each row from left to right."""
    if not chars:
        return []
    bases = [char.base for char in chars]
    if max(bases) - min(bases) <= _SAME_BASE * chars[0].size:
        return [sorted(chars, key=_left)]
    rows: list[list[Char]] = []
    row: list[Char] = []
    reached = limit = 0.0
    for char in sorted(chars, key=_base):
        base, size = char.base, char.size
        if row and base - reached > _SAME_BASE * max(size, limit):
            rows.append(sorted(row, key=_left))
            row = []
        if not row:
            limit = size
        row.append(char)
        # The row's base is that of its largest characters: a raised letter does not stretch it.
        if size >= limit:
            reached, limit = base, size
    rows.append(sorted(row, key=_left))
    return rows


_left, _base = attrgetter("x0"), attrgetter("base")


def _deduplicated(row: list[Char]) -> list[Char]:
    """Without the copies of characters that were drawn twice to look bold."""
    before = row[0]
    near = _COPY * before.size
    for char in row[1:]:
        if char.x0 - before.x0 <= near and char.text != " ":
            break
        before = char
    else:
        return row
    kept: list[Char] = []
    for char in row:
        copies = (
            other
            for other in kept[-3:]
            if char.text == other.text and abs(char.x0 - other.x0) <= near and char.text != " "
        )
        if next(copies, None) is None:
            kept.append(char)
    return kept


def _stacked(rows: list[list[Char]]) -> list[list[Char]] | None:
    """Columns of letters that are read downwards, from the right to the left; None for lines.

    In columns the letters touch below each other and keep apart sideways; in lines it is the
    other way round. One column of single letters reads the same both ways.
    """
    if max(map(len, rows)) * 2 > len(rows) + 1 or all(len(row) == 1 for row in rows):
        return None
    letters = [char for row in rows for char in row if char.text and not char.text.isspace()]
    if not letters or any(char.text.isascii() for char in letters):
        return None
    size = letters[0].size
    columns: list[list[Char]] = []
    for char in sorted(letters, key=_left):
        if columns and char.middle[0] - columns[-1][-1].middle[0] < _SAME_COLUMN * size:
            columns[-1].append(char)
        else:
            columns.append([char])
    for column in columns:
        column.sort(key=_base)
    down = [two.base - one.base for column in columns for one, two in pairwise(column)]
    aside = [two[0].x0 - one[0].x0 for one, two in pairwise(columns)]
    if not down or not aside:
        return None
    close, apart = max(down) <= _TOUCHING * size, min(aside) >= _APART * size
    return columns[::-1] if close and apart else None


def _line(chars: list[Char]) -> Line:
    """One line with the blanks that its gaps stand for."""
    visible = [char for char in chars if char.text and not char.text.isspace()]
    if not visible:
        first, last = chars[0], chars[-1]
        return Line(first.x0, last.x1, first.base, first.size, ("".join(c.text for c in chars),))
    size = visible[0].size
    for char in visible:
        size = max(size, char.size)
    pieces: list[str | Glyph] = []
    text = ""
    least = _WORD_GAP * size
    before = chars[0]
    end = before.x1
    spread: float | None = None
    for char in chars:
        gap = char.x0 - end
        if gap > least:
            spread = _spacing(visible) if spread is None else spread
            text += _blank(before, char, gap - spread, size)
        if char.mark is None:
            text += char.text
        else:
            pieces += (text, char.mark) if text else (char.mark,)
            text = ""
        if char.x1 >= end:
            before, end = char, char.x1
    if text:
        pieces.append(text)
    return Line(
        visible[0].x0, end if before in visible[-2:] else max(char.x1 for char in visible),
        visible[0].base, size, _plain(pieces), _first_width(visible), _last_width(visible),
    )  # fmt: skip


def _plain(pieces: list[str | Glyph]) -> tuple[str | Glyph, ...]:
    """The pieces with letters themselves where the file has the forms of vertical text."""
    return tuple(
        piece if isinstance(piece, Glyph) or piece.isascii() else _FORMS.sub(_usual, piece)
        for piece in pieces
    )


def _usual(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def _spacing(chars: list[Char]) -> float:
    """What every gap of an evenly spread line has in common; 0 for all other lines."""
    gaps = [two.x0 - one.x1 for one, two in pairwise(chars)]
    if not gaps or min(gaps) <= 0 or max(gaps) - min(gaps) > _EVEN * chars[0].size:
        return 0.0
    return max(gaps)


def _blank(before: Char, char: Char, gap: float, size: float) -> str:
    """The blank that a gap stands for: none, one, or two where unrelated things are parted."""
    if gap > _FAR_GAP * size:
        return "  "
    if before.text.isspace() or char.text.isspace():
        return ""
    if gap > _WIDE_GAP * size:
        return " "
    if gap <= _WORD_GAP * size:
        return ""
    return " " if _are_words(before, char) or _is_mark(before) or _is_mark(char) else ""


def _is_mark(char: Char) -> bool:
    return char.mark is not None or char.text in CHARACTERS


def _are_words(before: Char, char: Char) -> bool:
    return is_word(before.text[-1:]) and is_word(char.text[:1])


@lru_cache(maxsize=4096)
def is_word(character: str) -> bool:
    """Whether the character is part of a Latin word or a figure."""
    return bool(character) and _WORD.match(character) is not None and character not in CHARACTERS


def _first_width(visible: list[Char]) -> float:
    """The width of what cannot be parted from the beginning of the line."""
    last = visible[0]
    for char in islice(visible, 1, None):
        word = char.x0 - last.x1 < _WORD_GAP * last.size and _are_words(last, char)
        # LibreOffice keeps a figure with the comma before it.
        figure = last.text == "，" and char.text.isdigit()
        if not (word or figure or char.text in _CLOSING or last.text in _OPENING):
            break
        last = char
    return last.x1 - visible[0].x0


def _last_width(visible: list[Char]) -> float:
    """The width of the word or figure that ends the line; 0 where something else does."""
    last = first = visible[-1]
    if not is_word(last.text[-1:]):
        return 0.0
    for char in islice(reversed(visible), 1, None):
        if first.x0 - char.x1 >= _WORD_GAP * last.size or not is_word(char.text[-1:]):
            break
        first = char
    return last.x1 - first.x0


def joined_text(lines: Iterable[Line]) -> str:
    """All lines as one, without any blanks: what a heading or a page's number says."""
    return "".join("".join(line.text.split()) for line in lines)
