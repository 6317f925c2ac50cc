"""What stands in the margins of pages: running headers, footers, numbers of pages.

A header comes back on other pages at the same height, but for its figures, outside all tables.
The number of a page looks like one and stands at its edge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractor.parsers.layout.items import Line
from extractor.parsers.layout.lines import joined_text

#: Headers and footers begin within this distance from the edge, in points; the number of a page
#: may stand a little farther in.
_EDGE, _NUMBER_EDGE = 62.0, 85.0
#: Letters of a header are no larger; a title that comes back on each page is.
_LARGEST = 13.0
_SAME_HEIGHT = 3.0
_FIGURES = re.compile(r"\d+|[一二三四五六七八九十]+")
_NUMBER = re.compile(
    r"[-—–―－~·\s]*(?:第)?\s*\d{1,4}\s*(?:页)?"
    r"(?:\s*[,，/／、]?\s*(?:共|of|/)?\s*\d{1,4}\s*(?:页)?)?\s*[-—–―－~·\s]*",
    re.IGNORECASE,
)


class Placed(NamedTuple):
    """A line outside all tables on its page, and whether a table stands above or below it."""

    page: int
    height: float
    line: Line
    tables_above: bool
    tables_below: bool


def in_margins(lines: Sequence[Placed]) -> set[int]:
    """Which of the lines (by their number in the sequence) stand in the margins."""
    seen: Counter[tuple[str, bool, int]] = Counter()
    keys: list[tuple[str, bool, int] | None] = []
    for placed in lines:
        key = _key(placed)
        keys.append(key)
        if key is not None:
            for near in (-1, 0, 1):
                seen[key[0], key[1], key[2] + near] += 1
    return {
        number
        for number, (placed, key) in enumerate(zip(lines, keys, strict=True))
        if (key is not None and seen[key] > 1) or _is_number(placed)
    }


def _key(placed: Placed) -> tuple[str, bool, int] | None:
    """What a header has in common with those of other pages; None for no header."""
    line = placed.line
    top, bottom = line.base - line.size, placed.height - line.base
    if line.size > _LARGEST or min(top, bottom) > _EDGE:
        return None
    is_top = top < bottom
    if (is_top and placed.tables_above) or (not is_top and placed.tables_below):
        return None
    text = _FIGURES.sub("#", joined_text((line,)))
    return text, is_top, round((top if is_top else bottom) / _SAME_HEIGHT)


def _is_number(placed: Placed) -> bool:
    """Whether a line is the number of its page, as in `- 3 -`, `第3页 共5页`, `3/5`."""
    line = placed.line
    bottom = placed.height - line.base
    if bottom > _NUMBER_EDGE and line.base > _EDGE:
        return False
    if placed.tables_below and bottom <= _NUMBER_EDGE:
        return False
    text = line.text.strip()
    return _NUMBER.fullmatch(text) is not None and any(character.isdigit() for character in text)
