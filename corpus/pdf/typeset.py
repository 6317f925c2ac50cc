"""Paper, pages and the lines on them: how texts are broken and where their glyphs stand.

All coordinates are points from the top left of the page as it is seen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from corpus.generator.marks import Tick
from corpus.pdf import faces
from corpus.pdf.blocks import Box, Content, Line

A4: Final = (595.0, 842.0)
PAD: Final = 2.6
LEADING: Final = 1.28
TOKEN: Final = re.compile(r"(?:[A-Za-z0-9.,%/\-]+|\s|.)[，。；：、）！？)]*", re.DOTALL)

NEW_LINE: Final = ("\n",)

Piece: TypeAlias = tuple[str | Tick, float]
TextLine: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The page and how a text is set on it. `cut`: a row may be cut; `each`: a page a row."""

    size: tuple[float, float] = A4
    margin: float = 45.0
    face: str = faces.HEI
    scale: float = 1.0
    vertical: str = "wrap"
    cut: bool = False
    each: int = 0
    least: float = 0.0
    spacing: float = 0.0

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.size[0] - 2 * self.margin


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A text on its baseline; `angle` in degrees, counted as in PDF; `kind`: line, text, label."""

    x: float
    y: float
    text: str
    size: float
    kind: str = "text"
    angle: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark whose square stands on the baseline."""

    x: float
    y: float
    size: float
    on: bool
    group: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A box, or the part of it that is on this page."""

    x0: float
    top: float
    x1: float
    bottom: float
    box: Box
    from_above: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A box that a form field fills, and what is in the field."""

    place: Placed
    text: str
    size: float


@dataclass(slots=True)
class Page:
    """One page of things to be drawn."""

    size: tuple[float, float]
    boxes: list[Placed] = field(default_factory=list)
    glyphs: list[Glyphs] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where lines go: the page, the left and the right edge; and their look."""

    page: Page
    area: tuple[float, float]
    size: float
    align: str
    kind: str


def broken(content: Content, width: float, size: float, paper: Paper) -> list[TextLine]:
    """Break one paragraph into lines no wider than `width`."""
    done: list[TextLine] = []
    line: list[Piece] = []
    used = 0.0
    for token in _tokens(content, width, size, paper):
        if token in NEW_LINE:
            done.append(tuple(line))
            line, used = [], 0.0
            continue
        wide = wide_of(token, size, paper)
        if line and used + wide > width + 0.01:
            done.append(tuple(line))
            line, used = [], 0.0
            if isinstance(token, str) and not token.strip():
                continue
        line.append((token, wide))
        used += wide
    return [*done, tuple(line)]


def wide_of(token: str | Tick, size: float, paper: Paper) -> float:
    """The width of a token in points."""
    if isinstance(token, Tick):
        return size * 1.1
    return faces.width(token, paper.face, size) + paper.spacing * len(token)


def _tokens(content: Content, width: float, size: float, paper: Paper) -> Iterator[str | Tick]:
    for item in content:
        if isinstance(item, Tick):
            yield item
            continue
        for token in TOKEN.findall(item):
            if len(token) > 1 and wide_of(token, size, paper) > width:
                yield from token
            else:
                yield token


class Composer:
    """Puts blocks on pages, from the top."""

    def __init__(self, paper: Paper) -> None:
        """Begin with one empty page."""
        self.paper = paper
        self.pages = [Page(paper.size)]
        self.y = paper.margin
        self._groups = 0

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        return self.pages[-1]

    @property
    def bottom(self) -> float:
        """Where the last line of a page may end."""
        return self.paper.size[1] - self.paper.margin

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(Page(self.paper.size))
        self.y = self.paper.margin

    def line(self, block: Line) -> None:
        """Place one paragraph."""
        size = block.size * self.paper.scale
        for line in broken(block.content, self.paper.text_width, size, self.paper):
            if self.y + size * LEADING > self.bottom:
                self.turn()
            area = (self.paper.margin, self.paper.size[0] - self.paper.margin)
            self.write(line, Setting(self.page, area, size, block.align, "line"), self.y + size)
            self.y += size * LEADING * 1.15

    def write(self, line: TextLine, where: Setting, baseline: float) -> None:
        """Put one broken line between two edges; neighbouring texts become one."""
        page, size, kind = where.page, where.size, where.kind
        room = where.area[1] - where.area[0] - sum(wide for _, wide in line)
        shift = {"center": room / 2, "right": room}.get(where.align, 0.0)
        x = where.area[0] + shift
        text, start = "", x
        for token, wide in line:
            if isinstance(token, Tick):
                if text:
                    page.glyphs.append(Glyphs(start, baseline, text, size, kind))
                page.marks.append(Mark(x, baseline, size, token.on, self._groups))
                text, start = "", x + wide
            else:
                text += token
            x += wide
        if text:
            page.glyphs.append(Glyphs(start, baseline, text, size, kind))

    def group(self) -> None:
        """Marks from here on belong to another group of options."""
        self._groups += 1
