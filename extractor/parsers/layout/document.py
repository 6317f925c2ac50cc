"""Pages, one at a time → the blocks of a document and what stands in its margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.model import BlockKind, Grid, Paragraph, Place
from extractor.parsers.composition import Flow
from extractor.parsers.layout.aligned import aligned, may_be_aligned
from extractor.parsers.layout.grids import Grids, rounded
from extractor.parsers.layout.items import ASCENT, DESCENT, Char, Line, Page
from extractor.parsers.layout.joining import Draft, DraftCell
from extractor.parsers.layout.lines import lines_of
from extractor.parsers.layout.margins import Placed, in_margins
from extractor.parsers.layout.paragraphs import paragraphs_of
from extractor.parsers.layout.tables import Opinion, Table, ruled
from extractor.parsers.layout.turning import Turn, turn_of, upright
from extractor.parsers.layout.wrapping import add_lines

#: The bottom margin of a page is no higher than this, in points.
_BOTTOM = 120.0


class Laid(NamedTuple):
    """A page after its letters are gone: tables (with those inside them) and lines of text."""

    number: int
    width: float
    height: float
    turn: Turn
    tables: list[Table]
    lines: list[Line]
    aside: list[Line]


class Layout:
    """Collects pages and puts the document together at the end.

    `limit` is for the slots of all tables together; `opinion` is asked about doubtful tables of
    pages that are not turned.
    """

    def __init__(self, limit: int, opinion: Opinion | None = None) -> None:
        self._limit = limit
        self._opinion = opinion
        self._pages: list[Laid] = []

    def add(self, page: Page) -> None:
        """Take in the next page. Raises `TooLargeError`."""
        turn = turn_of(page)
        page = upright(page, turn)
        found = ruled(page, self._limit, None if turn.degrees else self._opinion)
        lines = _loose_lines(found.loose)
        if may_be_aligned(lines, found.lines):
            others, loose = aligned(page.number, found.loose, found.lines)
            if others:
                found.tables.extend(others)
                lines = _loose_lines(loose)
        aside = [line for line in (_run(page.slanted),) if line is not None]
        self._pages.append(
            Laid(page.number, page.width, page.height, turn, found.tables, lines, aside)
        )

    def blocks(self) -> tuple[tuple[Paragraph | Grid, ...], tuple[Paragraph, ...]]:
        """The blocks in reading order, and the margins."""
        return _Assembly(self._pages, self._limit).run()


def _loose_lines(chars: list[Char]) -> list[Line]:
    """The lines outside tables; turned text by itself."""
    turns: dict[int, list[Char]] = {}
    for char in chars:
        turns.setdefault(char.turn, []).append(char)
    lines = [line for turn in sorted(turns) for line in lines_of(turns[turn])]
    return [line for line in lines if line.text.strip()]


def _run(chars: Sequence[Char]) -> Line | None:
    """Characters at odd angles as one line, in the order in which they were drawn."""
    text = "".join(char.text for char in chars)
    if not text.strip():
        return None
    x0, x1 = min(char.x0 for char in chars), max(char.x1 for char in chars)
    return Line(x0, x1, chars[0].base, chars[0].size, (text,))


class _Assembly:
    """Joins tables across pages and numbers everything."""

    def __init__(self, pages: list[Laid], limit: int) -> None:
        self.pages = pages
        self.grids = Grids(limit, {page.number: page.turn for page in pages})
        self.body: list[tuple[Laid, list[Line]] | Draft] = []
        self.margins: list[Paragraph] = []
        self.drafts: dict[tuple[int, int], Draft] = {}
        self.nested: dict[int, list[tuple[DraftCell, Draft]]] = {}
        self.count = 0
        self.heights = {page.number: page.height for page in pages}

    def run(self) -> tuple[tuple[Paragraph | Grid, ...], tuple[Paragraph, ...]]:
        marginal = _marginal(self.pages)
        for page in self.pages:
            aside = [line for line in page.lines if id(line) in marginal]
            self.margins += [self.margin(page, line) for line in aside]
            self.margins += [self.paragraph(page, [line], "note") for line in page.aside]
            self.page(page, [line for line in page.lines if id(line) not in marginal])
        blocks: list[Paragraph | Grid] = []
        for item in self.body:
            if isinstance(item, Draft):
                blocks += self.tables(item)
            else:
                blocks.append(self.paragraph(*item))
        return tuple(blocks), tuple(self.margins)

    # ---------------------------------------------------------------------------------- pages

    def page(self, page: Laid, lines: list[Line]) -> None:
        """Add the blocks of one page; its first table may be more of the last one before."""
        outer = [table for table in page.tables if table.parent is None]
        edges = [line.x0 for line in lines] + [table.lattice.xs[0] for table in outer]
        x0 = min(edges, default=0.0)
        x1 = page.width - x0  # the margins of a page are alike
        order = sorted(
            [(table.lattice.ys[0], 0, number) for number, table in enumerate(outer)]
            + [(line.base - line.size, 1, number) for number, line in enumerate(lines)]
        )
        first = True
        text: list[Line] = []
        for _, is_line, number in order:
            if is_line:
                text.append(lines[number])
                continue
            self.body += [(page, part) for part in paragraphs_of(text, x0, x1)]
            last = self.body[-1] if self.body else None
            table = outer[number]
            if first and not text and isinstance(last, Draft) and self.is_more(last, table):
                last.append(table)
            else:
                last = Draft(table)
                self.body.append(last)
            self.drafts[page.number, page.tables.index(table)] = last
            first, text = False, []
        self.body += [(page, part) for part in paragraphs_of(text, x0, x1)]
        self.inner(page)

    def inner(self, page: Laid) -> None:
        """Note the tables that stand in cells; outer ones come first among a page's tables."""
        for number, table in enumerate(page.tables):
            if table.parent is None:
                continue
            outer, cell = table.parent
            draft = self.drafts[page.number, number] = Draft(table)
            holder = self.drafts[page.number, outer].origin(page.number, cell)
            self.nested.setdefault(id(holder), []).append((holder, draft))

    def is_more(self, draft: Draft, table: Table) -> bool:
        """Whether the first table of a page is more of the last one on the page before."""
        if table.page != draft.last.page + 1 or not draft.goes_on(table):
            return False
        # Whoever had room for the next row and did not use it began something new.
        room = self.heights[draft.last.page] - _BOTTOM - draft.last.lattice.ys[-1]
        return room < table.lattice.ys[1] - table.lattice.ys[0]

    # --------------------------------------------------------------------------------- blocks

    def tables(self, draft: Draft, parent: Place | None = None) -> Iterator[Grid]:
        """The grid of a table, then those of the tables in its cells."""
        grid, places = self.grids.grid(draft, parent)
        yield grid
        for cell in sorted(draft.cells, key=lambda cell: (cell.top, cell.left)):
            for _, inner in self.nested.get(id(cell), ()):
                yield from self.tables(inner, places[id(cell)])

    def paragraph(self, page: Laid, lines: list[Line], kind: BlockKind = "body") -> Paragraph:
        """A paragraph with its place; it runs as far as its longest line."""
        x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
        flow = Flow()
        add_lines(flow, lines, x0, x1)
        first, last = lines[0], lines[-1]
        box = x0, first.base - ASCENT * first.size, x1, last.base + DESCENT * last.size
        place = Place(page.number, None, None, None, rounded(page.turn.displayed(box)), self.count)
        self.count += 1
        return Paragraph(flow.content(), place, kind)

    def margin(self, page: Laid, line: Line) -> Paragraph:
        return self.paragraph(page, [line], "header" if line.base * 2 < page.height else "footer")


def _marginal(pages: list[Laid]) -> set[int]:
    """The ids of all lines that stand in margins."""
    placed: list[Placed] = []
    for page in pages:
        tops = [table.lattice.ys[0] for table in page.tables]
        bottoms = [table.lattice.ys[-1] for table in page.tables]
        for line in page.lines:
            above = any(top < line.base for top in tops)
            below = any(bottom > line.base for bottom in bottoms)
            placed.append(Placed(page.number, page.height, line, above, below))
    return {id(placed[number].line) for number in in_margins(placed)}
