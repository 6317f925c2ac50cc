"""Pictures of a reading, for the eyes of a reviewer: what was seen, and what was made of it.

    sheets(reading, data) → Sheet (primitives) → svg.svg → html.page

Every cell is drawn once, as it was read: labels with the fields they lead to, values with their
status, marks with their states, leftovers in grey, findings in red. A page that has boxes (PDF)
is drawn over its own picture; a document without pages (Word) is laid out anew, a form a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.errors import TooLargeError
from extractor.model import Document, Extraction, Grid
from extractor.pipeline import Reading
from extractor.show import boxed, flow, pages
from extractor.show.html import page
from extractor.show.panel import WIDTH, Panel
from extractor.show.primitives import Area, Box, Group, Sheet
from extractor.show.svg import svg
from extractor.show.units import Numbered, Unit, numbered, units_of
from extractor.show.words import WORDS, Language

__all__ = ["Drawing", "Language", "Sheet", "draw", "page", "svg"]

#: More than this nobody looks at, and no program would show.
_MOST_UNITS = 50_000
_MOST_CHARACTERS = 5_000_000


class Drawing:
    """The sheets of one file, drawn one by one: a long PDF is never in memory as pictures.

    `reading` must not be one that failed. Raises `TooLargeError` for what nobody could look at.
    """

    def __init__(self, reading: Reading, data: bytes, language: Language = "zh") -> None:
        document, mapped = reading.document, reading.mapped
        if document is None or mapped is None:
            raise ValueError("a file that could not be read cannot be drawn")
        self.extraction: Extraction = reading.extraction
        self._document: Document = document
        self._data = data
        self.language = language
        self._words = WORDS[language]
        _check_size(document)
        self._findings = numbered(self.extraction)
        units = units_of(document, mapped, self.extraction)
        self._placed = {flag.number for unit in units for flag in unit.flags}
        on_paper = _on_paper(document, units)
        self._boxed: dict[int, list[Unit]] = {}
        for unit in units:
            if unit.number in on_paper and unit.place.page is not None:
                self._boxed.setdefault(unit.place.page, []).append(unit)
        loose = [unit for unit in units if unit.number not in on_paper]
        count = pages.page_count(data) if self.extraction.source.format == "pdf" else 0
        self._page_count = max((count, *self._boxed))
        self._flow: list[flow.Laid] = []
        if loose or not self._page_count:
            self._flow = list(flow.lay_out(document, loose, self._words.margins))
        self._homes = self._first_sheets()

    def __len__(self) -> int:
        """How many sheets there are."""
        return self._page_count + len(self._flow)

    def sheet(self, number: int) -> Sheet:
        """Sheet `number`, from 1. Raises `IndexError`."""
        if not 1 <= number <= len(self):
            raise IndexError(number)
        tags: list[tuple[str, str]] = []
        if number <= self._page_count:
            laid, tags = boxed.lay_out(self._paper(number), self._boxed.get(number, []))
        else:
            laid = self._flow[number - self._page_count - 1]
        return self._sheet(number, laid, tags)

    def _paper(self, number: int) -> pages.Page:
        """The page's picture, or an empty page large enough for what stands on it."""
        found = None
        if self.extraction.source.format == "pdf":
            found = pages.rendered(self._data, number)
        if found is not None:
            return found
        boxes = [unit.place.box for unit in self._boxed.get(number, []) if unit.place.box]
        width = max((595.0, *(box[2] + 20 for box in boxes)))
        height = max((842.0, *(box[3] + 20 for box in boxes)))
        return pages.Page(width, height)

    def _sheet(self, number: int, laid: flow.Laid, tags: Sequence[tuple[str, str]]) -> Sheet:
        name = self.extraction.source.name
        panel = Panel(laid.width, self._words)
        panel.heading(name, number, len(self))
        panel.forms(self.extraction, laid.forms)
        if self.extraction.forms:
            panel.findings(self._told_on(number, laid), laid.units)
        panel.absent([self.extraction.forms[form] for form in self._homed(number)])
        panel.tags(tags)
        panel.unclaimed(laid.units)
        panel.legend()
        height = max(laid.height, panel.y + flow.MARGIN)
        ground = Area(Box(laid.width, 0, WIDTH, height), "panel")
        beside = Group((ground, *panel.parts), "panel")
        title = f"{name} {self._words.page.format(number=number, count=len(self))}"
        return Sheet(number, laid.width + WIDTH, height, title, (*laid.parts, beside))

    def _first_sheets(self) -> dict[int, int]:
        """The sheet on which each form begins, where what has no cell is told."""
        homes: dict[int, int] = {}
        for number in sorted(self._boxed):
            for unit in self._boxed[number]:
                for form in unit.forms:
                    homes.setdefault(form, number)
        for number, laid in enumerate(self._flow, self._page_count + 1):
            for form in laid.forms:
                homes.setdefault(form, number)
        return homes

    def _homed(self, number: int) -> list[int]:
        return [
            form for form in range(len(self.extraction.forms)) if self._homes.get(form, 1) == number
        ]

    def _told_on(self, number: int, laid: flow.Laid) -> list[Numbered]:
        """The findings with cells on a sheet, and those of its forms that have none anywhere."""
        here = {flag.number for unit in laid.units for flag in unit.flags}
        homed = set(self._homed(number))
        return [
            each
            for each in self._findings
            if each.number in here or (each.form in homed and each.number not in self._placed)
        ]


def draw(reading: Reading, data: bytes, language: Language = "zh") -> Iterator[Sheet]:
    """All sheets of a reading that did not fail. Raises `TooLargeError`."""
    drawing = Drawing(reading, data, language)
    return (drawing.sheet(number) for number in range(1, len(drawing) + 1))


def _check_size(document: Document) -> None:
    units = characters = 0
    for block in (*document.blocks, *document.margins):
        for part in block.cells if isinstance(block, Grid) else (block,):
            units += 1
            characters += len(part.content.text)
    if units > _MOST_UNITS or characters > _MOST_CHARACTERS:
        name = document.source.name
        message = (
            f"{name}: {units:,} cells with {characters:,} characters are too much for a picture;"
            " tiqu extract gives them as text"
        )
        raise TooLargeError(message)


def _on_paper(document: Document, units: Sequence[Unit]) -> set[int]:
    """The units that are drawn over their page: paragraphs with a box, grids of nothing else."""
    by_block: dict[int | None, list[Unit]] = {}
    for unit in units:
        by_block.setdefault(unit.block, []).append(unit)
    found: set[int] = set()
    for number, block in by_block.items():
        is_grid = number is not None and isinstance(document.blocks[number], Grid)
        boxed_ones = {unit.number for unit in block if unit.place.page and unit.place.box}
        if not is_grid or len(boxed_ones) == len(block):
            found |= boxed_ones
    return found
