"""Grids: drawn in letters, written with spans, read back exactly."""

from io import BytesIO

import docx as python_docx
import pytest

from extractor.errors import TooLargeError
from extractor.model import Limits, Place
from tests.parsers.word import (
    cell,
    docx,
    drawn,
    grids,
    par,
    read,
    row,
    rows,
    run,
    table,
    texts,
    xml,
)


def only_grid(*blocks, **options):
    (grid,) = grids(read(docx(*blocks, **options)))
    return grid


@pytest.mark.parametrize(
    "drawing",
    [
        ["a"],
        ["ab", "cd"],
        ["aab", "cdd"],
        ["ab", "ac", "ad"],
        ["aab", "aac", "def"],
        ["abb", "cbb", "cde"],
        ["aaaa", "bccd", "bccd", "eeff"],
        [".ab", "cde", "fg."],
        ["..a", "bcd"],
        ["a.", "bc"],
    ],
)
def test_a_drawn_table_is_read_as_drawn(drawing):
    assert drawn(only_grid(table(*drawing))) == drawing


def test_cells_know_their_origin_spans_and_place():
    grid = only_grid("前文", table("abb", "acd"))
    a, b, c, d = grid.cells
    assert (a.row, a.column, a.row_span, a.column_span) == (0, 0, 2, 1)
    assert (b.row, b.column, b.row_span, b.column_span) == (0, 1, 1, 2)
    assert b.place == Place(table=0, row=0, column=1)
    assert grid.at(1, 0) is a
    assert not grid.is_origin(1, 0)
    assert grid.is_origin(1, 1)
    assert (c.content.text, d.content.text) == ("c", "d")


@pytest.mark.parametrize("columns", [0, 1, 2, 9])
def test_a_wrong_or_missing_table_grid_changes_nothing(columns):
    assert drawn(only_grid(table("abb", "acd", columns=columns))) == ["abb", "acd"]


def test_a_continue_without_a_restart_starts_its_own_cell():
    lonely = rows(row(cell("a", props="<vMerge/>"), "b"), row(cell("", props="<vMerge/>"), "c"))
    assert drawn(only_grid(lonely)) == ["ab", "ac"]
    below_plain = rows(row("a", "b"), row(cell("c", props="<vMerge/>"), "d"))
    assert drawn(only_grid(below_plain)) == ["ab", "cd"]


def test_a_continue_of_another_width_starts_its_own_cell():
    wide = '<gridSpan val="2"/>'
    grid = only_grid(
        rows(
            row(cell("a", props=wide + '<vMerge val="restart"/>'), "b"),
            row(cell("c", props="<vMerge/>"), "d", "e"),
        )
    )
    assert drawn(grid) == ["aab", "cde"]


def test_text_under_a_merged_cell_is_not_shown_and_not_read():
    grid = only_grid(
        rows(row(cell("a", props='<vMerge val="restart"/>')), row(cell("x", props="<vMerge/>")))
    )
    assert [one.content.text for one in grid.cells] == ["a"]


def test_the_merge_across_of_older_files_is_read():
    grid = only_grid(
        rows(
            row(cell("a", props='<hMerge val="restart"/>'), cell("", props="<hMerge/>"), "b"),
            row("c", "d", "e"),
        )
    )
    assert drawn(grid) == ["aab", "cde"]


def test_rows_without_grid_spans_are_aligned_by_their_widths():
    def wide(text, width):
        return cell(text, props=f'<tcW w="{width}" type="dxa"/>')

    grid = only_grid(
        rows(
            row(wide("a", 1000), wide("b", 3000)),
            row(wide("c", 1000), wide("d", 1000), wide("e", 2010)),
        )
    )
    assert drawn(grid) == ["abb", "cde"]


def test_rows_that_cannot_be_aligned_stay_ragged():
    assert drawn(only_grid(rows(row("a"), row("b", "c", "d")))) == ["a..", "bcd"]
    assert drawn(
        only_grid(rows(row("a", "b"), row("c", "d"), grid='<tblGrid><gridCol w="9"/></tblGrid>'))
    ) == ["ab", "cd"]


def test_controls_and_tracked_wrappers_around_cells_and_rows_are_looked_through():
    inner = cell("b")
    wrapped = xml(f"<sdt><sdtPr/><sdtContent>{inner}</sdtContent></sdt>")
    custom = xml(f'<customXml element="x">{cell("c")}</customXml>')
    whole_row = xml(
        f"<sdt><sdtContent><sdt><sdtContent>{row('d', 'e', 'f')}</sdtContent></sdt></sdtContent></sdt>"
    )
    inserted = xml(f"<ins>{row('g', 'h', 'i')}</ins>")
    grid = only_grid(
        rows(xml(f"<tr><tblPrEx/>{cell('a')}{wrapped}{custom}</tr>"), whole_row, inserted)
    )
    assert drawn(grid) == ["abc", "def", "ghi"]


def test_a_table_in_a_control_is_a_table():
    control = xml(f"<sdt><sdtContent>{par('甲')}{table('ab')}</sdtContent></sdt>")
    document = read(docx(control))
    assert texts(document) == ["甲"]
    assert drawn(grids(document)[0]) == ["ab"]


def test_deleted_and_hidden_rows_and_deleted_cells_are_not_read():
    grid = only_grid(
        rows(
            row("a", "b"),
            row("x", "x", props='<del id="1"/>'),
            row("x", "x", props="<hidden/>"),
            row("c", "d", props='<hidden val="0"/>'),
            row("e", cell("x", props='<cellDel id="2"/>'), "f", props='<ins id="3"/>'),
        )
    )
    assert drawn(grid) == ["ab", "cd", "ef"]


def test_a_table_whose_rows_are_all_deleted_is_gone():
    document = read(docx(rows(row("x", props='<del id="1"/>')), table("a")))
    assert [(grid.index, drawn(grid)) for grid in grids(document)] == [(0, ["a"])]


def test_paragraphs_of_a_cell_are_joined_by_line_breaks():
    grid = only_grid(rows(row(cell("一", "", "二"), cell())))
    assert [one.content.text for one in grid.cells] == ["一\n\n二", ""]


def test_nested_tables_follow_their_outer_table_and_name_their_cell():
    deep = table("p")
    inner = rows(row("m", cell("n", deep, "")))
    outer = rows(row("a", cell("b", inner, "")), row(cell(table("z"), "c"), "d"))
    document = read(docx(outer, table("q")))
    found = grids(document)
    assert [drawn(grid) for grid in found] == [["ab", "cd"], ["mn"], ["p"], ["z"], ["q"]]
    assert [grid.index for grid in found] == [0, 1, 2, 3, 4]
    assert [grid.parent for grid in found] == [
        None,
        Place(table=0, row=0, column=1),
        Place(table=1, row=0, column=1),
        Place(table=0, row=1, column=0),
        None,
    ]
    assert [one.content.text for one in found[0].cells] == ["a", "b\n", "c", "d"]


def test_paragraphs_count_whether_blank_or_not():
    document = read(docx("一", "", table("a"), " ", "二"))
    assert [
        (block.content.text, block.place.paragraph)
        for block in document.blocks
        if not hasattr(block, "cells")
    ] == [("一", 0), ("二", 3)]


@pytest.mark.parametrize("span", [2**31 - 1, 99999999999999999999, 2000])
def test_a_span_beyond_all_reason_is_cut_to_the_grid(span):
    grid = only_grid(
        rows(row("a", cell("b", props=f'<gridSpan val="{span}"/>')), row("c", "d", "e"))
    )
    assert drawn(grid) == ["abb", "cde"]


@pytest.mark.parametrize("span", ["0", "-3", "", "zwei", "1" * 5000])
def test_a_span_that_is_no_number_is_one(span):
    grid = only_grid(rows(row(cell("a", props=f'<gridSpan val="{span}"/>'), "b"), row("c", "d")))
    assert drawn(grid)[1][0] == "c"
    assert grid.cells[1].content.text == "b"


def test_too_many_slots_name_the_limit():
    wide = row(cell("a", props='<gridSpan val="1000"/>'))
    with pytest.raises(TooLargeError, match="grid_cells"):
        read(docx(rows(*[wide] * 30)), Limits(grid_cells=20_000))


def test_tables_nested_too_deep_name_the_limit():
    nested = table("a")
    for _ in range(10):
        nested = rows(row(cell(nested, "")))
    with pytest.raises(TooLargeError, match="table_depth"):
        read(docx(nested), Limits(table_depth=5))
    assert len(grids(read(docx(nested)))) == 11


def test_python_docx_sees_the_same_merged_cells():
    data = docx(table("abb", "acd", "eef", "gef"[0] + "ff"))
    second = python_docx.Document(BytesIO(data)).tables[0]
    first = grids(read(data))[0]
    for number, line in enumerate(first.slots):
        for column in range(first.column_count):
            assert second.cell(number, column).text == first.cells[line[column]].content.text


def test_strict_documents_are_read_like_transitional_ones():
    grid = only_grid(table("abb", "acd"), strict=True)
    assert drawn(grid) == ["abb", "acd"]


def test_runs_of_a_cell_are_one_text():
    assert (
        only_grid(rows(row(cell(par(run("政法"), run("经费")))))).cells[0].content.text
        == "政法经费"
    )
