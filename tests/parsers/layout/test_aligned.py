"""Tables without ruling lines: columns by wide gaps, rows by lines of text, and less certain."""

from extractor.model import Grid
from tests.parsers.layout.drawing import grid, grids, read, table


def test_columns_of_text_are_a_table():
    assert grid("""
        一级指标    二级指标    得分

        产出指标    数量指标    9

        效益指标    社会效益    8
    """) == table("|一级指标|二级指标|得分|", "|产出指标|数量指标|9|", "|效益指标|社会效益|8|")


def test_a_table_without_lines_is_less_certain():
    blocks, _ = read("""
        一级指标    二级指标    得分
        产出指标    数量指标    9
        效益指标    社会效益    8
    """)
    [found] = [block for block in blocks if isinstance(block, Grid)]
    assert found.confidence < 1


def test_level_lines_alone_make_a_table_of_two_columns():
    assert grid("""
        ------------------------
        项目名称    甲项目
        ------------------------
        预算金额    153
        实际支出    150
        ------------------------
    """) == table("|项目名称|甲项目|", "|预算金额|153|", "|实际支出|150|")


def test_a_line_without_its_first_column_continues_the_one_above():
    assert (
        grid("""
        项目        说明                  得分
        甲项目      按计划完成了全部      9
                    建设任务
        乙项目      按计划完成            8
    """).split("\n")[1]
        == "|甲项目|按计划完成了全部/n建设任务|9|"
    )


def test_running_text_is_no_table():
    assert (
        grids("""
        填报单位：甲局      填报日期：2022年
        一、本表由各单位按要求填写并加盖公章。
        二、金额单位为万元，保留两位小数。
    """)
        == []
    )
