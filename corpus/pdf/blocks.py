"""What stands on the pages of a file, before anything decides where: lines, tables, boxes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from corpus.generator.chance import Chance
from corpus.generator.document import Story
from corpus.generator.marks import Tick
from corpus.generator.wordml import (
    NO_BREAK_HYPHEN,
    SOFT_HYPHEN,
    Cell,
    Para,
    Row,
    Styled,
    Writer,
    boundaries,
)

Content: TypeAlias = tuple[str | Tick, ...]

TWIP: Final = 1 / 20
BRACKETED: Final = {
    "√□.□": ("√□", "□"),
    "□√.□": ("□√", "□"),
    "[√]": ("[√]", "[ ]"),
    "（√）": ("（√）", "（ ）"),
    "(√)": ("(√)", "( )"),
}
TYPED: Final = str.maketrans({SOFT_HYPHEN: "", NO_BREAK_HYPHEN: "-", "\t": "    "})


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside of tables; `size` in points."""

    content: Content
    size: float = 10.5
    align: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell at its origin on the grid, and its paragraphs; `size` in points."""

    row: int
    column: int
    rows: int
    columns: int
    paras: tuple[Content, ...] = ()
    size: float = 9.0
    align: str = ""
    vertical: bool = False

    @property
    def text(self) -> str:
        """The text of the box without its marks."""
        return "\n".join(
            "".join(item for item in para if isinstance(item, str)) for para in self.paras
        )


@dataclass(frozen=True, slots=True)
class Table:
    """Boxes on a grid: `edges` are the column edges in points, from 0."""

    edges: tuple[float, ...]
    rows: int
    boxes: tuple[Box, ...]
    repeated: tuple[int, ...] = ()

    @property
    def width(self) -> float:
        """The width in points."""
        return self.edges[-1]


@dataclass(frozen=True, slots=True)
class Break:
    """The next block begins a new page."""


Block: TypeAlias = Line | Table | Break


@dataclass(slots=True)
class Sheets(Story):
    """A story of the generator that keeps what is told instead of writing it as XML."""

    blocks: list[Block] = field(default_factory=list)

    def line(self, text: str, size: int = 21, align: str = "") -> None:
        """Keep a paragraph; `size` in half-points, as Word has it."""
        self.blocks.append(Line((text.translate(TYPED),), size / 2, align))

    def table(self, rows: list[Row], head: int = 0) -> None:
        """Keep a table; its first `head` rows are repeated on each page."""
        self.blocks.append(gridded(rows, tuple(range(head))))


def sheets(chance: Chance, *, apart: bool = False) -> Sheets:
    """Return an empty story; `apart` spreads a form over several tables."""
    features = frozenset({"split"}) if apart else frozenset[str]()
    return Sheets(Writer(chance, frozenset()), features)


def gridded(rows: Sequence[Row], repeated: tuple[int, ...] = ()) -> Table:
    """Return the rows of the generator (widths in twips, merges row by row) as boxes."""
    edges = boundaries(rows)
    column = {edge: index for index, edge in enumerate(edges)}
    boxes: list[Box] = []
    for number, row in enumerate(rows):
        at = 0
        for cell in row:
            start, at = column[at], at + cell.width
            if cell.skip or cell.merge == "continue":
                continue
            depth = 1
            if cell.merge == "restart":
                depth += _continued(rows[number + 1 :], edges[start])
            boxes.append(_box(cell, number, start, depth, column[at] - start))
    return Table(tuple(edge * TWIP for edge in edges), len(rows), tuple(boxes), repeated)


def _continued(rows: Sequence[Row], edge: int) -> int:
    """Count the rows below whose cell at this edge goes on with the merge."""
    depth = 0
    for row in rows:
        at = 0
        for cell in row:
            if at == edge and cell.merge == "continue":
                depth += 1
                break
            at += cell.width
        else:
            return depth
    return depth


def _box(cell: Cell, row: int, column: int, rows: int, columns: int) -> Box:
    paras = tuple(_content(para) for para in cell.body)
    aligns = {para.align for para in cell.body if para.align}
    align = cell.align or next(iter(aligns), "")
    return Box(row, column, rows, columns, paras, cell.size / 2, align, cell.vertical)


def _content(para: Para) -> Content:
    made: list[str | Tick] = []
    for item in para.content:
        if isinstance(item, Tick):
            made.append(_typed(item))
        elif isinstance(item, Styled):
            made.append(item.text.translate(TYPED))
        elif isinstance(item, str):
            made.append(item.translate(TYPED))
        else:
            raise TypeError(item)
    return tuple(made)


def _typed(tick: Tick) -> str | Tick:
    """Return the characters of a mark that is typed, and other marks as they are."""
    family, _, name = tick.encoding.partition(":")
    if family == "char":
        on, off = BRACKETED.get(name) or (name[0], name[1])
        return on if tick.on else off
    if family == "replaced":
        return name if tick.on else "□"
    return name if family == "lone" else tick
