"""The grids of random tables, against pdfplumber: another reader, another way to find cells."""

import io

import pdfplumber
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor.model import Limits
from extractor.parsers.pdf.reading import read
from tests.parsers.pdf.making import Canvas, pdf

WORDS = ["项目名称", "甲", "12.5", "已到位资金", "100%", "2022", "省级", "得分", "", "3"]


@st.composite
def tables(draw):
    """Column and row positions, and cells as (top, left, bottom, right, text), merged at random."""
    xs = [60 + 70 * n + draw(st.integers(0, 12)) for n in range(draw(st.integers(2, 6)) + 1)]
    ys = [90 + 26 * n + draw(st.integers(0, 6)) for n in range(draw(st.integers(2, 7)) + 1)]
    rows, columns = len(ys) - 1, len(xs) - 1
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in free:
                continue
            right = column + 1
            while right < columns and (row, right) in free and draw(st.integers(0, 3)) == 0:
                right += 1
            bottom = row + 1
            while bottom < rows and draw(st.integers(0, 4)) == 0:
                bottom += 1
            covered = {(r, c) for r in range(row, bottom) for c in range(column, right)}
            if not covered <= free:
                bottom, covered = row + 1, {(row, c) for c in range(column, right)}
            free -= covered
            cells.append((row, column, bottom, right, draw(st.sampled_from(WORDS))))
    return xs, ys, cells


def drawn(xs, ys, cells):
    canvas = Canvas()
    for top, left, bottom, right, text in cells:
        canvas.rectangle(xs[left], ys[top], xs[right], ys[bottom])
        canvas.text(xs[left] + 3, ys[top] + 14, text, 10)
    return pdf(canvas)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_cells_and_texts_are_those_that_pdfplumber_finds(table):
    assume(len(table[2]) > 1)  # pdfplumber leaves out tables of one cell
    data = drawn(*table)
    blocks, _ = read(data, Limits())
    [grid] = blocks
    ours = sorted((cell.place.box, "".join(cell.content.text.split())) for cell in grid.cells)
    with pdfplumber.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        [found] = page.find_tables()
        theirs = sorted(
            (tuple(round(side, 2) for side in box), "".join((page.crop(box).extract_text() or "").split()))
            for box in found.cells
        )  # fmt: skip
    assert [text for _, text in ours] == [text for _, text in theirs]
    for (box, _), (other, _) in zip(ours, theirs, strict=True):
        assert all(abs(a - b) < 1 for a, b in zip(box, other, strict=True))


@settings(max_examples=60, deadline=None)
@given(tables())
def test_the_grid_has_the_cells_that_were_drawn(table):
    _, _, cells = table
    blocks, _ = read(drawn(*table), Limits())
    [grid] = blocks
    assert len(grid.cells) == len(cells)
    assert sorted(cell.content.text for cell in grid.cells) == sorted(text for *_, text in cells)
    covered = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(covered) == [
        (r, c) for r in range(grid.row_count) for c in range(grid.column_count)
    ]
