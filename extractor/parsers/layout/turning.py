"""Pages that lie on their side → pages with their text upright, and boxes back again.

A landscape table on a portrait page is turned by its content, not by the page's /Rotate. It is
read upright; the boxes that are reported are those of the page as displayed.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from extractor.parsers.layout.items import Box, Char, Outline, Page, Stroke

#: Fewer turned letters than this among others are a label, and not a page on its side.
_LETTERS = 24


class Turn(NamedTuple):
    """How the text of a page is turned clockwise, and the size of the page as displayed."""

    degrees: int
    width: float
    height: float

    def upright(self, box: Box) -> Box:
        """A box of the displayed page on the page turned upright."""
        x0, top, x1, bottom = box
        match self.degrees:
            case 90:
                return top, self.width - x1, bottom, self.width - x0
            case 180:
                return self.width - x1, self.height - bottom, self.width - x0, self.height - top
            case 270:
                return self.height - bottom, x0, self.height - top, x1
        return box

    def displayed(self, box: Box) -> Box:
        """A box of the page turned upright as it is on the displayed page."""
        x0, top, x1, bottom = box
        match self.degrees:
            case 90:
                return self.width - bottom, x0, self.width - top, x1
            case 180:
                return self.width - x1, self.height - bottom, self.width - x0, self.height - top
            case 270:
                return top, self.height - x1, bottom, self.height - x0
        return box


def turn_of(page: Page) -> Turn:
    """How most of a page's text is turned."""
    counts = Counter(char.turn for char in page.chars if char.turn)
    degrees = 0
    if counts:
        turned, number = counts.most_common(1)[0]
        all_alike = number == len(page.chars)
        degrees = turned if all_alike or number >= max(_LETTERS, len(page.chars) / 2) else 0
    return Turn(degrees, page.width, page.height)


def upright(page: Page, turn: Turn) -> Page:
    """The page with most of its text upright."""
    if turn.degrees == 0:
        return page
    lying = turn.degrees != 180  # noqa: PLR2004
    return Page(
        page.number,
        page.height if lying else page.width,
        page.width if lying else page.height,
        [
            Char.in_box(
                char.text, turn.upright(char.box), (char.turn - turn.degrees) % 360, char.mark
            )
            for char in page.chars
        ],
        [_stroke(stroke, turn) for stroke in page.strokes],
        [turn.upright(area) for area in page.areas],
        [
            Outline([turn.upright((x, y, x, y))[:2] for x, y in outline.points], outline.filled)
            for outline in page.outlines
        ],
        page.slanted,
    )


def _stroke(stroke: Stroke, turn: Turn) -> Stroke:
    upright, at, start, end = stroke
    box = (at, start, at, end) if upright else (start, at, end, at)
    x0, top, x1, bottom = turn.upright(box)
    return Stroke.down(x0, top, bottom) if x1 - x0 < bottom - top else Stroke.across(top, x0, x1)
