"""Lines outside all tables → paragraphs: what was broken by the page's width is joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.parsers.layout.items import Line
from extractor.parsers.layout.wrapping import is_full

#: Lines of one paragraph are no farther apart than this, in ems, and alike in size.
_PITCH, _ALIKE = 2.3, 0.5
#: A line whose beginning is set in from the one above begins a paragraph.
_INDENT = 1.2
_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}\s*[.、．)）](?!\d)|[(（][\d一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳⑴-⒇])"
)


def paragraphs_of(lines: Sequence[Line], x0: float, x1: float) -> list[list[Line]]:
    """The lines of each paragraph; the text runs between `x0` and `x1`."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _goes_on(found[-1], line, x0, x1):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(paragraph: list[Line], line: Line, x0: float, x1: float) -> bool:
    last = paragraph[-1]
    if _NUMBERED.match(line.text):
        return False
    if abs(line.size - last.size) > _ALIKE or line.base - last.base > _PITCH * last.size:
        return False
    indent = line.x0 - (last.x0 if len(paragraph) > 1 else min(last.x0, line.x0))
    if indent > _INDENT * line.size:
        return False
    return last.x1 - last.x0 > (x1 - x0) / 2 and is_full(last, line, x0, x1)
