"""Ways to put the same text on a page: whole, char by char in any order, twice, unseen."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from reportlab.pdfgen.canvas import Canvas

from corpus.pdf import faces
from corpus.pdf.typeset import Glyphs, Page, Paper

Write: TypeAlias = Callable[[Canvas, Page, Paper], None]
Mode: TypeAlias = Literal[0, 2, 3]
UNSEEN: Final = 3
OUTLINED: Final = 2


def show(canvas: Canvas, page: Page, item: Glyphs, paper: Paper, *, mode: Mode = 0) -> None:
    """Draw one text; `mode` is the text rendering mode of PDF."""
    height = page.size[1]
    canvas.saveState()
    canvas.translate(item.x, height - item.y)
    if item.angle:
        canvas.rotate(item.angle)
    text = canvas.beginText(0, 0)
    if mode:
        text.setTextRenderMode(mode)
    if paper.spacing and len(item.text) > 1:
        text.setCharSpace(paper.spacing)
    for name, piece in faces.runs(item.text, paper.face):
        text.setFont(name, item.size)
        text.textOut(piece)
    canvas.drawText(text)
    canvas.restoreState()


def whole(canvas: Canvas, page: Page, paper: Paper) -> None:
    """Draw each text in one go, in reading order."""
    for item in page.glyphs:
        show(canvas, page, item, paper)


def _chars(items: Sequence[Glyphs], paper: Paper) -> Iterator[Glyphs]:
    for item in items:
        x, y = item.x, item.y
        for char in item.text:
            if char.strip():
                yield replace(item, x=x, y=y, text=char)
            wide = faces.width(char, paper.face, item.size) + paper.spacing
            if item.angle:
                y -= wide
            else:
                x += wide


def scrambled(canvas: Canvas, page: Page, paper: Paper) -> None:
    """Draw single characters in no order at all; blanks are not drawn."""
    chars = list(_chars(page.glyphs, paper))
    random.Random(len(chars)).shuffle(chars)
    for item in chars:
        show(canvas, page, item, paper)


def columns_first(canvas: Canvas, page: Page, paper: Paper) -> None:
    """Draw single characters from left to right over the whole page."""
    for item in sorted(_chars(page.glyphs, paper), key=lambda one: (one.x, one.y)):
        show(canvas, page, item, paper)


def twice(canvas: Canvas, page: Page, paper: Paper) -> None:
    """Draw labels and lines twice, a little apart, which passes for bold."""
    for item in page.glyphs:
        show(canvas, page, item, paper)
        if item.kind != "text":
            moved = replace(item, x=item.x + 0.25)
            show(canvas, page, moved, paper)


def outlined(canvas: Canvas, page: Page, paper: Paper) -> None:
    """Draw labels filled and stroked, which passes for bold as well."""
    canvas.setLineWidth(0.25)
    for item in page.glyphs:
        mode: Mode = OUTLINED if item.kind != "text" else 0
        show(canvas, page, item, paper, mode=mode)


def unseen(canvas: Canvas, page: Page, paper: Paper) -> None:
    """Draw the text in the mode that leaves no ink."""
    for item in page.glyphs:
        show(canvas, page, item, paper, mode=UNSEEN)


WRITINGS: Final[dict[str, Write]] = {
    "whole": whole,
    "scrambled": scrambled,
    "columns first": columns_first,
    "twice": twice,
    "outlined": outlined,
    "unseen": unseen,
}
