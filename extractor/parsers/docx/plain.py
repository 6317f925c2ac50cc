"""Plain tables in one flat pass: the same result as the walk in `body.py`, in a third of its time.

Most tables of forms hold nothing but cells, paragraphs and runs of text. In those lxml can look for
the few elements that matter at the speed of C; whatever needs more (`_SPECIAL`) sends the whole
table to the general walk. A test reads random tables both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.etree import _Element as Element

from extractor.parsers.docx.grid import RawCell, RawRow, RawTable, span_count, twips
from extractor.parsers.docx.names import COMPATIBILITY, MATH

#: What the flat pass does not understand: nested content, revisions, fields, symbols, controls.
_SPECIAL = (
    "tbl", "sdt", "customXml", "ins", "del", "moveTo", "moveFrom", "fldChar", "fldSimple",
    "instrText", "sym", "ruby", "object", "control", "drawing", "pict", "txbxContent", "hMerge",
    "hidden", "cellMerge", "cellDel", "cellIns", "tcPrChange", "trPrChange", "altChunk",
)  # fmt: skip
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
#: Characters that a symbol font would turn into something else; no other needs a font.
_NEEDS_FONT = re.compile("[!-\u00ff\uf000-\uf0ff]")


class PlainTables:
    """Reads the tables that need no care, in one namespace."""

    def __init__(self, namespace: str, leaves_font_open: Callable[[Element], bool]) -> None:
        w = f"{{{namespace}}}"
        self._w = w
        self._leaves_font_open = leaves_font_open
        self._special = (
            *(w + name for name in _SPECIAL),
            f"{{{COMPATIBILITY}}}AlternateContent",
            *(f"{{{space}}}oMath" for space in MATH),
        )
        self._breaks: dict[object, str] = {w + name: text for name, text in _BREAKS.items()}
        self._row_properties: dict[object, str] = {
            w + name: name for name in ("gridBefore", "gridAfter", "wBefore", "gridCol")
        }
        self._text, self._paragraph, self._cell, self._row = w + "t", w + "p", w + "tc", w + "tr"
        self._span, self._merge, self._val = w + "gridSpan", w + "vMerge", w + "val"
        self._read = (
            self._text, self._paragraph, self._cell, self._span, self._merge, self._row,
            *(w + name for name in _BREAKS), *(w + name for name in self._row_properties.values()),
        )  # fmt: skip

    def read(  # noqa: C901, PLR0912 - one flat loop is the point
        self, table: Element, *, watching: bool
    ) -> RawTable | None:
        """The table, or None when it is not plain.

        `watching`: a run that leaves its font open to the styles is not plain either.
        """
        if next(table.iterdescendants(*self._special), None) is not None:
            return None
        raw = RawTable()
        row, cell = RawRow(), RawCell(table)
        append = cell.flow.parts.append
        for node in table.iterdescendants(*self._read):
            tag = node.tag
            if tag == self._text:
                text = node.text
                if text:
                    if watching and _NEEDS_FONT.search(text) and self._open(node):
                        return None
                    append(text)
            elif tag == self._paragraph:
                if cell.started:
                    append("\n")
                cell.started = True
            elif tag == self._cell:
                cell = RawCell(node)
                row.cells.append(cell)
                append = cell.flow.parts.append
            elif tag == self._span:
                cell.span = span_count(node.get(self._val), 1) or 1
            elif tag == self._merge:
                cell.down = "restart" if node.get(self._val) == "restart" else "continue"
            elif tag == self._row:
                row = RawRow()
                raw.rows.append(row)
            elif tag in self._breaks:
                if self._in_run(node):
                    append(self._breaks[tag])
            else:
                self._take(self._row_properties[tag], node, raw, row)
        raw.rows = [row for row in raw.rows if row.cells]
        return raw

    def _open(self, text: Element) -> bool:
        run = text.getparent()
        return run is None or self._leaves_font_open(run)

    def _in_run(self, node: Element) -> bool:
        """Whether a tab is one; the stops of a paragraph have the same name (§17.3.1.37)."""
        parent = node.getparent()
        return parent is not None and parent.tag == self._w + "r"

    def _take(self, name: str, node: Element, raw: RawTable, row: RawRow) -> None:
        """A property of a row or of the table's grid."""
        if name == "gridCol":
            raw.columns.append(node)
        elif name == "gridBefore":
            row.before = span_count(node.get(self._val), 0)
        elif name == "gridAfter":
            row.after = span_count(node.get(self._val), 0)
        else:
            row.before_width = twips(node)
