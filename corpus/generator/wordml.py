"""Paragraphs, runs and tables as WordprocessingML text, with the noise that Word leaves in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from xml.sax.saxutils import escape

from corpus.generator.chance import Chance
from corpus.generator.marks import Tick, render
from corpus.generator.noise import JUNK, WRAPPERS

NO_BREAK_HYPHEN = "\u2011"
SOFT_HYPHEN = "\u00ad"
SPECIAL = re.compile(f"[\n\t{NO_BREAK_HYPHEN}{SOFT_HYPHEN}]")
Merge = Literal["", "restart", "continue"]
RUN_NOISE = tuple(WRAPPERS)


@dataclass(frozen=True, slots=True)
class Raw:
    """Run-level XML that is written as it stands."""

    xml: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Text with further run properties, such as an underline."""

    text: str
    properties: str


Inline = str | Tick | Raw | Styled


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: its content in reading order, and a paragraph style where one is needed."""

    content: tuple[Inline, ...] = ()
    style: str = ""
    align: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as wide as its share of the row (twips); `skip` leaves the grid columns out."""

    width: int
    body: tuple[Para, ...] = ()
    merge: Merge = ""
    align: str = ""
    size: int = 18
    skip: bool = False
    vertical: bool = False
    plain: bool = False


Row = tuple[Cell, ...]


def lines(text: str) -> tuple[Para, ...]:
    """Return one paragraph a line."""
    if "\n" not in text:
        return (Para((text,)),) if text else (Para(),)
    return tuple(Para((line,) if line else ()) for line in text.split("\n"))


class Writer:
    """Turns paragraphs and tables into XML; `noise` names what is strewn into the runs."""

    def __init__(self, chance: Chance, noise: frozenset[str], font: str = "仿宋") -> None:
        """`font` is the East Asian font of every run."""
        self.chance = chance
        self.noise = noise
        self.font = font
        self._wrappers = [name for name in RUN_NOISE if name in noise]
        self._split = "split" in noise
        self._rsid = "rsid" in noise
        self._ids = 100
        self._properties: dict[int, str] = {}
        self._bare = "bare" in noise

    def number(self) -> int:
        """Return the next identifier for bookmarks, revisions and controls."""
        self._ids += 1
        return self._ids

    def properties(self, size: int) -> str:
        """Return run properties of a size in half-points."""
        if self._bare:
            return ""
        made = self._properties.get(size)
        if made is None:
            made = (
                '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"'
                f' w:eastAsia="{self.font}"/><w:sz w:val="{size}"/>'
            )
            self._properties[size] = made
        return made

    def run(self, text: str, properties: str) -> str:
        """Return one run; line breaks, tabs and special hyphens become elements."""
        rsid = ""
        if self._rsid and self.chance.maybe(0.5):
            rsid = f' w:rsidR="00{self.chance.getrandbits(24):06X}"'
        head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        return f"<w:r{rsid}>{head}{content(text)}</w:r>"

    def text(self, text: str, properties: str) -> str:
        """Return the runs of a text, split and wrapped as the noise says."""
        if not self.noise or not text:
            return self.run(text, properties) if text else ""
        return "".join(self._wrapped(piece, properties) for piece in self._pieces(text))

    def _pieces(self, text: str) -> list[str]:
        if not self._split or len(text) < 2 or not self.chance.maybe(0.4):
            return [text]
        count = min(len(text) - 1, self.chance.randint(1, 3))
        cuts = [0, *sorted(self.chance.sample(range(1, len(text)), count)), len(text)]
        return [text[start:end] for start, end in pairwise(cuts)]

    def junk(self) -> str:
        """Return a text that must not be read."""
        return self.chance.pick(JUNK)

    def _wrapped(self, piece: str, properties: str) -> str:
        if not self._wrappers or not self.chance.maybe(0.08):
            return self.run(piece, properties)
        return WRAPPERS[self.chance.pick(self._wrappers)](self, piece, properties)

    def paragraph(self, para: Para, size: int = 21, align: str = "") -> str:
        """Return a paragraph; its own size and alignment beat those of its place."""
        properties = self.properties(para.size or size)
        style = f'<w:pStyle w:val="{para.style}"/>' if para.style else ""
        align = para.align or align
        jc = f'<w:jc w:val="{align}"/>' if align else ""
        head = f"<w:pPr>{style}{jc}</w:pPr>" if style or jc else ""
        runs = "".join([self._inline(item, properties) for item in para.content])
        made = f"<w:p>{head}{runs}</w:p>"
        if "sdt_paragraph" in self.noise and para.content and self.chance.maybe(0.06):
            return self.control(made)
        return made

    def control(self, inner: str) -> str:
        """Return a content control around runs, paragraphs, cells or rows."""
        mark = f'<w:sdtPr><w:id w:val="{self.number()}"/></w:sdtPr>'
        return f"<w:sdt>{mark}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    def _inline(self, item: Inline, properties: str) -> str:
        if isinstance(item, str):
            return self.text(item, properties)
        if isinstance(item, Tick):
            return render(item, self.chance, properties)
        if isinstance(item, Styled):
            return self.run(item.text, properties + item.properties)
        return item.xml


def content(text: str) -> str:
    """Return the content of a run."""
    if not SPECIAL.search(text):
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    made, plain = [], ""
    special = {
        "\n": "<w:br/>",
        "\t": "<w:tab/>",
        NO_BREAK_HYPHEN: "<w:noBreakHyphen/>",
        SOFT_HYPHEN: "<w:softHyphen/>",
    }
    for char in text:
        element = special.get(char)
        if element is None:
            plain += char
            continue
        if plain:
            made.append(f'<w:t xml:space="preserve">{escape(plain)}</w:t>')
            plain = ""
        made.append(element)
    if plain:
        made.append(f'<w:t xml:space="preserve">{escape(plain)}</w:t>')
    return "".join(made)


def boundaries(rows: Sequence[Row]) -> list[int]:
    """Return the edges of all cells, from the left: the grid that holds every row."""
    edges = {0}
    for row in rows:
        at = 0
        for cell in row:
            at += cell.width
            edges.add(at)
    return sorted(edges)
