"""Rows of cells as w:tbl: spans and merges from widths, with every way Word has to write them."""

from collections.abc import Sequence
from itertools import pairwise

from corpus.generator.wordml import Cell, Row, Writer, boundaries

BORDER = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
TABLE_FEATURES = (
    "hMerge",
    "noGrid",
    "wrongGrid",
    "sdt_cell",
    "sdt_row",
    "noCellWidth",
    "textDirection",
    "vMerge_continue",
)


def table(writer: Writer, rows: Sequence[Row], features: frozenset[str], head: int = 0) -> str:
    """Return a table; `head` rows at the top repeat on each page."""
    edges = boundaries(rows)
    body = "".join(
        _row(writer, row, edges, features, repeat=index < head) for index, row in enumerate(rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{edges[-1]}" w:type="dxa"/>'
        f'<w:tblBorders>{BORDER}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"{_grid(writer, edges, features)}{body}</w:tbl>"
    )


def _grid(writer: Writer, edges: list[int], features: frozenset[str]) -> str:
    if "noGrid" in features:
        return ""
    widths = [right - left for left, right in pairwise(edges)]
    if "wrongGrid" in features:
        widths = widths[: max(1, len(widths) - writer.chance.randint(1, 4))]
        widths = [writer.chance.randint(100, 2000) for _ in widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _row(
    writer: Writer, row: Row, edges: list[int], features: frozenset[str], *, repeat: bool
) -> str:
    chance = writer.chance
    column = {edge: index for index, edge in enumerate(edges)}
    properties, cells, at = "", [], 0
    for position, cell in enumerate(row):
        start = column[at]
        at += cell.width
        span = column[at] - start
        if cell.skip:
            side = "After" if position else "Before"
            properties += (
                f'<w:grid{side} w:val="{span}"/><w:w{side} w:w="{cell.width}" w:type="dxa"/>'
            )
            continue
        made = _cell(writer, cell, span, edges[start : start + span + 1], features)
        if "sdt_cell" in features and chance.maybe(0.06):
            made = writer.control(made)
        cells.append(made)
    if at < edges[-1]:
        missing = len(edges) - 1 - column[at]
        properties += f'<w:gridAfter w:val="{missing}"/>'
    if repeat:
        properties += "<w:tblHeader/>"
    head = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    made = f"<w:tr>{head}{''.join(cells)}</w:tr>"
    if "sdt_row" in features and chance.maybe(0.12):
        return writer.control(made)
    return made


def _cell(writer: Writer, cell: Cell, span: int, edges: list[int], features: frozenset[str]) -> str:
    merge = ""
    if cell.merge == "restart":
        merge = '<w:vMerge w:val="restart"/>'
    elif cell.merge == "continue":
        merge = "<w:vMerge/>"
        if "vMerge_continue" in features:
            merge = '<w:vMerge w:val="continue"/>'
    body = "".join(writer.paragraph(para, cell.size, cell.align) for para in cell.body)
    body = body or "<w:p/>"
    direction = ""
    if cell.vertical and "textDirection" in features:
        direction = '<w:textDirection w:val="tbRlV"/>'
    tail = f'{merge}{direction}<w:vAlign w:val="center"/></w:tcPr>'
    if "hMerge" in features and 1 < span <= 6 and not cell.plain and writer.chance.maybe(0.3):
        return _merged_the_old_way(edges, tail, body)
    width = "" if "noCellWidth" in features else f'<w:tcW w:w="{cell.width}" w:type="dxa"/>'
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{width}{spanned}{tail}{body}</w:tc>"


def _merged_the_old_way(edges: list[int], tail: str, body: str) -> str:
    """Return one tc a grid column, joined by w:hMerge."""
    made = []
    for index, (left, right) in enumerate(pairwise(edges)):
        state = ' w:val="restart"' if index == 0 else ' w:val="continue"'
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{right - left}" w:type="dxa"/><w:hMerge{state}/>'
            f"{tail}{body if index == 0 else '<w:p/>'}</w:tc>"
        )
    return "".join(made)
