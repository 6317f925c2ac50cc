"""How much room a text takes, without any font: estimates that are rather too wide.

A picture has to look alike on machines with different fonts. Chinese characters are as wide as
they are high in every font; the letters and digits between them are reckoned with the widths
that common sans-serif fonts have.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category, east_asian_width

#: Letters outside ASCII that are not as wide as Chinese characters: Latin, Greek, Cyrillic.
_LETTERS = range(0x80, 0x1E00)
_NARROW = dict.fromkeys("ijl|!'.,:;", 0.28) | dict.fromkeys('frtI()[]{}-/\\"` *', 0.36)
_BROAD = dict.fromkeys("mwMW@%", 0.9)
_DIGIT, _SMALL, _LARGE, _TAB = 0.57, 0.57, 0.7, 2.0
#: Columns are often just as wide as their words: sums of floats must not decide.
_HAIR = 1e-6
#: A break never leaves one of these at the beginning of a line.
_CLOSING = frozenset("，。、；：？！）】》”’％%,.;:?!)]}")
#: A break never leaves one of these at the end.
_OPENING = frozenset("（【《“‘([{")
#: Digits of full width and what stands between them: a number stays whole.
_FIGURES = frozenset("０１２３４５６７８９．，％－")
#: A longer word is broken anywhere.
_LONGEST_WORD = 14.0


class Line(NamedTuple):
    """A part of a text that stands in one line."""

    start: int
    end: int


@lru_cache(maxsize=16_384)
def advance(char: str) -> float:
    """The width of a character as a part of the font's size."""
    if char == "\t":
        return _TAB
    if char.isascii():
        width = _NARROW.get(char) or _BROAD.get(char)
        return width or (_LARGE if char.isupper() else _DIGIT if char.isdigit() else _SMALL)
    if category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    return _LARGE if ord(char) in _LETTERS and east_asian_width(char) != "A" else 1.0


def width_of(text: str, size: float) -> float:
    """The width of one line."""
    return size * sum(map(advance, text))


def wrap(text: str, width: float, size: float) -> list[Line]:
    """The lines of a text in a column: broken at line breaks, between Chinese characters,
    at white space, and inside words that are longer than the line.
    """  # noqa: D205
    room = width / size + _HAIR
    lines: list[Line] = []
    start = 0
    for part in text.split("\n"):
        lines += _broken(text, start, start + len(part), room)
        start += len(part) + 1
    return lines


def narrowest(text: str, size: float) -> float:
    """The width below which words would have to be broken; very long ones may be."""
    widest, word = 0.0, 0.0
    for before, char in pairwise(" " + text):
        if _may_break(before, char):
            word = 0.0
        word += advance(char)
        widest = max(widest, word)
    return size * min(widest, _LONGEST_WORD)


def longest_line(text: str, size: float) -> float:
    """The width that the text takes when it is broken nowhere but at its line breaks."""
    return max(width_of(part, size) for part in text.split("\n"))


def _broken(text: str, start: int, end: int, room: float) -> list[Line]:
    lines: list[Line] = []
    used, chance, used_there = 0.0, start, 0.0
    for position in range(start, end):
        char = text[position]
        if position > start and _may_break(text[position - 1], char):
            chance, used_there = position, used
        wide = advance(char)
        if used + wide > room and position > start and not char.isspace():
            if chance == start:
                chance, used_there = position, used
            lines.append(Line(start, chance))
            start, used = chance, used - used_there
            used_there = 0.0
        used += wide
    return [*lines, Line(start, end)]


def _may_break(before: str, char: str) -> bool:
    if char in _CLOSING or before in _OPENING or char.isspace():
        return False
    if before in _FIGURES and char in _FIGURES:
        return False
    return before.isspace() or before > "\u2e80" or char > "\u2e80"
