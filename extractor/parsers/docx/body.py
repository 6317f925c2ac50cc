"""The blocks of a document: paragraphs, tables and text boxes, in one linear walk.

A `Story` collects blocks outside tables, a `RawCell` what stands in one cell. Inserted and moved
content is read, deleted, moved away and hidden content is not (ECMA-376 part 1, §17.13.5).
Imported chunks and sub-documents (w:altChunk, w:subDoc) are other files and are not read.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element as Element

from extractor.errors import TooLargeError
from extractor.model import BlockKind, Content, Grid, Limits, Paragraph, Place
from extractor.parsers.composition import Flow
from extractor.parsers.docx.fonts import is_on
from extractor.parsers.docx.grid import Assembler, RawCell, RawRow, RawTable, span_count, twips
from extractor.parsers.docx.inline import Inline, Resources
from extractor.parsers.docx.names import COMPATIBILITY
from extractor.parsers.docx.plain import PlainTables


class Story:
    """Blocks in reading order: the body, a header, a footer or a note.

    Paragraphs are counted from 0, blank ones and those of text boxes too, so that a place does
    not depend on what is filled in. `flat`: the cells of tables become paragraphs.
    """

    def __init__(self, kind: BlockKind, assembler: Assembler, *, flat: bool = False) -> None:
        self.kind = kind
        self.blocks: list[Paragraph | Grid] = []
        self.count = 0
        self._assembler = assembler
        self._flat = flat
        self._flow: Flow | None = None
        self._index = 0

    def open(self) -> Flow:
        """The flow of the next paragraph, or of the one that it continues."""
        if self._flow is None:
            self._flow = Flow()
            self._index = self.count
        self.count += 1
        return self._flow

    def close(self) -> None:
        """End a paragraph; a blank one carries nothing but counts."""
        if self._flow is not None and self._flow.parts:
            self._add(self._flow.content(), self._index)
        self._flow = None

    def table(self, raw: RawTable) -> None:
        """Take in a table with those nested in it."""
        self.close()
        if not self._flat:
            self.blocks += self._assembler.grids(raw)
            return
        for grid in self._assembler.grids(raw):
            for cell in grid.cells:
                self._add(cell.content, self.count)
                self.count += 1

    def _add(self, content: Content, index: int) -> None:
        if not content.is_blank:
            place = Place(None, None, None, None, None, index)
            self.blocks.append(Paragraph(content, place, self.kind))


class Body(Inline):
    """Reads blocks into a story or a cell."""

    def __init__(
        self, namespace: str, resources: Resources, limits: Limits, *, joins: bool
    ) -> None:
        super().__init__(namespace, resources)
        self._limits = limits
        self._joins = joins
        self._plain = PlainTables(namespace, self.leaves_font_open)
        self._depth = 0
        w = self.w
        self._p_tag, self._tbl_tag = w + "p", w + "tbl"
        self._tr_tag, self._tc_tag = w + "tr", w + "tc"
        self._tcpr_tag, self._span_tag, self._merge_tag = w + "tcPr", w + "gridSpan", w + "vMerge"
        self._across_tag = w + "hMerge"
        self._wrappers: set[object] = {
            w + name for name in ("customXml", "ins", "moveTo", "sdtContent")
        }
        self._sdt_tag = w + "sdt"
        self._alternate_tag = f"{{{COMPATIBILITY}}}AlternateContent"

    # --------------------------------------------------------------------------------- blocks

    def story(self, node: Element, story: Story) -> None:
        """Read all blocks of a story."""
        outer = self._enter()
        self.blocks(node, story)
        if self.fields:
            self.base = story.open()
            self.close_fields()
        story.close()
        self._text_boxes(story)
        self._leave(outer)

    def blocks(self, node: Element, holder: Story | RawCell) -> None:
        """Read the children of whatever holds paragraphs and tables."""
        for child in node:
            tag = child.tag
            if tag == self._p_tag:
                if isinstance(holder, RawCell):
                    self._cell_paragraph(child, holder)
                else:
                    self._paragraph_of(child, holder)
            elif tag == self._tbl_tag:
                self._table(child, holder)
            else:
                self._inside(child, tag, lambda inner: self.blocks(inner, holder))

    def _inside(self, child: Element, tag: object, read: Callable[[Element], object]) -> None:
        """Read through what may stand around blocks, rows and cells."""
        if tag in self._wrappers:
            read(child)
        elif tag == self._sdt_tag:
            content = child.find(self.w + "sdtContent")
            if content is not None:
                self.controlled(child, content, read)
        elif tag == self._alternate_tag:
            branch = self.branch(child)
            if branch is not None:
                read(branch)

    def _paragraph_of(self, node: Element, story: Story) -> None:
        """A paragraph outside tables, then the text boxes anchored in it."""
        self.base = story.open()
        self.retarget()
        self.begin(node)
        self.inline(node)
        self.close_border()
        self.drop_empty_fields()
        if self._joins and self.mark_is_gone(node):
            return
        story.close()
        if self.boxes:
            self._text_boxes(story)

    def _text_boxes(self, story: Story) -> None:
        """The text boxes that were met in a paragraph."""
        kind, story.kind = story.kind, _box_kind(story.kind)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.story(box, story)
        story.kind = kind

    def _cell_paragraph(self, node: Element, cell: RawCell) -> None:
        """A paragraph in a cell; paragraphs are joined by line breaks."""
        if cell.started:
            cell.flow.parts.append("\n")
        cell.started = True
        self._paragraph = node
        self.inline(node)
        if self.careful:
            self.close_border()
        if self._joins and self.mark_is_gone(node):
            cell.started = False

    def _enter(self) -> tuple[Flow, list[object]]:
        """Begin content of its own: fields of the outside do not reach into it."""
        outer = self.base, [self.fields, self.boxes]
        self.fields, self.boxes = [], []
        return outer

    def _leave(self, outer: tuple[Flow, list[object]]) -> None:
        self.base = outer[0]
        self.fields, self.boxes = outer[1]  # type: ignore[assignment]
        self.retarget()

    # --------------------------------------------------------------------------------- tables

    def _table(self, node: Element, holder: Story | RawCell) -> None:
        self._depth += 1
        if self._depth > self._limits.table_depth:
            raise TooLargeError(
                f"tables are nested deeper than the limit table_depth ({self._limits.table_depth})"
            )
        if isinstance(holder, Story):
            holder.close()
        raw = None
        if not self.careful and not self._joins:
            raw = self._plain.read(node, watching=self.watching)
        if raw is None:
            raw = RawTable()
            outer = self._enter()
            self._rows(node, raw)
            self._leave(outer)
        self._depth -= 1
        if not raw.rows:
            return
        if isinstance(holder, RawCell):
            holder.nested.append(raw)
        else:
            holder.table(raw)

    def _rows(self, node: Element, raw: RawTable) -> None:
        for child in node:
            tag = child.tag
            if tag == self._tr_tag:
                row = RawRow()
                if self._row(child, row) and row.cells:
                    raw.rows.append(row)
            elif tag == self.w + "tblGrid":
                raw.columns = list(child.iterchildren(self.w + "gridCol"))
            else:
                self._inside(child, tag, lambda inner: self._rows(inner, raw))

    def _row(self, node: Element, row: RawRow) -> bool:
        """Read a row; False when it is deleted or hidden (§17.13.5.12, §17.4.20)."""
        for child in node:
            tag = child.tag
            if tag == self._tc_tag:
                cell = RawCell(child)
                if self._cell(child, cell):
                    row.cells.append(cell)
            elif tag == self.w + "trPr":
                if not self._row_properties(child, row):
                    return False
            else:
                self._inside(child, tag, lambda inner: self._row(inner, row))
        return True

    def _row_properties(self, node: Element, row: RawRow) -> bool:
        w = self.w
        for child in node:
            tag = child.tag
            if tag == w + "gridBefore":
                row.before = span_count(child.get(w + "val"), 0)
            elif tag == w + "gridAfter":
                row.after = span_count(child.get(w + "val"), 0)
            elif tag == w + "wBefore":
                row.before_width = twips(child)
            elif tag == w + "del" or (tag == w + "hidden" and is_on(child, w + "val")):
                return False
        return True

    def _cell(self, node: Element, cell: RawCell) -> bool:
        """Read a cell; False when it is deleted (§17.13.5.2)."""
        self.base = self.flow = cell.flow
        for child in node:
            tag = child.tag
            if tag == self._p_tag:
                self._cell_paragraph(child, cell)
            elif tag == self._tcpr_tag:
                if not self._cell_properties(child, cell):
                    return False
            elif tag == self._tbl_tag:
                self._table(child, cell)
            else:
                self._inside(child, tag, lambda inner: self.blocks(inner, cell))
        while self.fields or self.boxes:
            self.close_fields()
            boxes, self.boxes = self.boxes, []
            for box in boxes:
                self.blocks(box, cell)
        return True

    def _cell_properties(self, node: Element, cell: RawCell) -> bool:
        for child in node:
            tag = child.tag
            if tag == self._span_tag:
                cell.span = span_count(child.get(self._val), 1) or 1
            elif tag == self._merge_tag:
                cell.down = "restart" if child.get(self._val) == "restart" else "continue"
            elif tag == self._across_tag:
                cell.across = "restart" if child.get(self._val) == "restart" else "continue"
            elif tag == self.w + "cellMerge":
                merge = child.get(self.w + "vMerge")
                cell.down = {"rest": "restart", "cont": "continue"}.get(merge or "", cell.down)  # type: ignore[assignment]
            elif tag == self.w + "cellDel":
                return False
        return True


def _box_kind(kind: BlockKind) -> BlockKind:
    """The kind of a text box's paragraphs: in a margin they are of the margin."""
    return "text_box" if kind == "body" else kind
