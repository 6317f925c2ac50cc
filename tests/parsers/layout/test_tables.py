"""Ruling lines make cells: merged ones by lines that are missing, open borders, several tables."""

import pytest

from extractor.errors import TooLargeError
from extractor.parsers.layout import Layout, Page, Stroke
from tests.parsers.layout.drawing import grid, grids, page, read, shown, table


def test_cells_are_what_lines_enclose():
    assert grid("""
        +----+------+
        |项目|甲    |
        +----+------+
        |金额|12.5  |
        +----+------+
    """) == table("|项目|甲|", "|金额|12.5|")


def test_a_missing_line_merges_cells_in_both_directions():
    assert grid("""
        +----+----+------+
        |基本|名称|甲    |
        |情况+----+--+---+
        |    |金额|1 |2  |
        +----+----+--+---+
        |合计     |3     |
        +---------+------+
    """) == table("|基本情况|名称|甲|<|", "|^|金额|1|2|", "|合计|<|3|<|")


def test_a_table_may_be_open_at_its_sides():
    assert grid("""
        ------+------
        项目  |甲
        ------+------
        金额  |12
        ------+------
    """) == table("|项目|甲|", "|金额|12|")


def test_a_table_may_be_open_above_and_below():
    assert grid("""
        |    |    |
        |项目|甲  |
        +----+----+
        |金额|12  |
        +----+----+
        |单位|元  |
        |    |    |
    """) == table("|项目|甲|", "|金额|12|", "|单位|元|")


def test_tables_apart_from_each_other_are_two():
    first, second = grids("""
        +----+----+
        |项目|甲  |
        +----+----+

        说明

        +----+----+
        |项目|乙  |
        +----+----+
    """)
    assert first == "|项目|甲|"
    assert second == "|项目|乙|"


def test_text_between_tables_stands_between_them():
    blocks, _ = read("""
        标题

        +----+----+
        |项目|甲  |
        +----+----+

        填报人：乙
    """)
    assert [shown(block) for block in blocks] == ["标题", "|项目|甲|", "填报人：乙"]


def test_a_table_in_a_cell_follows_its_outer_table_and_knows_its_cell():
    blocks, _ = read("""
        +------+--------------------+
        |附表  |                    |
        |      |   +----+----+      |
        |      |   |日期|地点|      |
        |      |   +----+----+      |
        |      |   |3日 |社区|      |
        |      |   +----+----+      |
        |      |                    |
        +------+--------------------+
        |备注  |无                  |
        +------+--------------------+
    """)
    outer, inner = blocks
    assert shown(outer) == table("|附表||", "|备注|无|")
    assert shown(inner) == table("|日期|地点|", "|3日|社区|")
    assert (inner.parent.table, inner.parent.row, inner.parent.column) == (0, 0, 1)


def stroked(*strokes):
    return Page(1, 595, 842, page("甲", top=110, left=110).chars, list(strokes))


def box(x0, top, x1, bottom):
    return (
        Stroke.across(top, x0, x1), Stroke.across(bottom, x0, x1),
        Stroke.down(x0, top, bottom), Stroke.down(x1, top, bottom),
    )  # fmt: skip


def test_double_lines_are_one():
    [only] = grids(stroked(*box(100, 100, 200, 140), *box(101.5, 101.5, 198.5, 138.5)))
    assert only == "|甲|"


def test_a_dashed_line_drawn_dash_by_dash_is_a_line():
    dashes = [Stroke.down(150, y, y + 3) for y in range(100, 140, 6)]
    [only] = grids(stroked(*box(100, 100, 200, 140), *dashes))
    assert only == "|甲||"


def test_edges_that_miss_each_other_by_a_hair_are_one():
    rows = (*box(100, 100, 200, 140), *box(100.4, 140, 200.6, 180))
    [only] = grids(stroked(*rows, Stroke.down(150, 100, 140), Stroke.down(151.5, 140, 180)))
    assert only == table("|甲||", "|||")


def test_lines_that_end_before_they_meet_still_enclose():
    lines = (Stroke.across(100, 102, 198), Stroke.across(140, 102, 198))
    sides = (Stroke.down(100, 101, 139), Stroke.down(200, 101, 139))
    assert grids(stroked(*lines, *sides)) == ["|甲|"]


def test_an_underlined_blank_is_no_line_of_the_table():
    assert grids(stroked(*box(100, 100, 300, 140), Stroke.across(125, 150, 190))) == ["|甲|"]


def test_borders_drawn_for_each_cell_are_the_tables():
    cells = [box(100 + 50 * n, 100, 150 + 50 * n, 140) for n in range(3)]
    assert grids(stroked(*(stroke for cell in cells for stroke in cell))) == ["|甲|||"]


def test_shaded_areas_side_by_side_are_a_table():
    areas = [
        (100 + 60 * c, 100 + 30 * r, 159 + 60 * c, 129 + 30 * r) for r in (0, 1) for c in (0, 1)
    ]
    found = Page(1, 595, 842, page("甲", top=104, left=110).chars, [], areas)
    assert grids(found) == [table("|甲||", "|||")]


def test_a_lone_shaded_area_is_no_table():
    found = Page(1, 595, 842, page("甲", top=104, left=110).chars, [], [(100, 100, 200, 130)])
    assert grids(found) == []


def test_a_place_has_page_cell_and_box():
    blocks, _ = read("""
        +----+----+
        |项目|甲  |
        +----+----+
    """)
    place = blocks[0].at(0, 1).place
    assert (place.page, place.table, place.row, place.column) == (1, 0, 0, 1)
    assert place.box == (69.0, 79.0, 99.0, 107.0)


def test_more_slots_than_the_limit_are_too_many():
    lines = [Stroke.across(10.0 * n, 0, 500) for n in range(30)]
    lines += [Stroke.down(10.0 * n, 0, 290) for n in range(30)]
    layout = Layout(500)
    with pytest.raises(TooLargeError, match="grid_cells"):
        layout.add(Page(1, 595, 842, [], lines))
