"""Where the labels of a field stand, and which part of a text is left over."""

from tests.mapping.drawing import read

FORM = """
    项目资金绩效监控情况表
    填报单位：甲局　　负责人：张三
    |项目名称 |道路维护 |预算安排资金（万元） |480 |
    |项目概况 |很好 << |
    |领导批示 |同意拨付2万元 << |
"""

FUNDS = """
    项目资金绩效监控情况表
    |项目名称 |道路维护 <<< |
    |资金来源 |全年安排资金额 |第1季度 < |1-2季度 < |
    |^ |^ |已到位资金 |到位率 |已到位资金 |到位率 |
    |资金总额 |480 |215 |44.79% |380 |79.17% |
    |1.财政拨款 |420 |200 |47.62% |350 |83.33% |
"""

LIST = """
    项目支出绩效自评表
    |项目名称 |道路维护 <<<< |
    |一级指标 |二级指标 |三级指标 |年度指标值 |实际完成值 |分值 |得分 |
    |产出指标 |数量指标 |里程 |50公里 |50公里 |90 |90 |
    |总分 <<<< |100 |98 |
"""


def places(reading, path):
    return [(place.row, place.column) for place in reading.located(path).label_places]


def test_a_field_knows_the_cell_of_its_label():
    assert places(read(FORM), "project_name") == [(0, 0)]
    assert places(read(FORM), "budget_amount") == [(0, 2)]


def test_a_label_in_running_text_stands_where_its_value_does():
    found = read(FORM).located("reporting_unit")
    assert found.label_places == (found.place,)


def test_a_tables_field_knows_its_row_its_heading_and_its_column():
    reading = read(FUNDS)
    assert places(reading, "funds.fiscal.q1_q2.received") == [(4, 0), (1, 4), (2, 4)]
    assert places(reading, "funds.total.annual") == [(3, 0), (1, 1)]


def test_a_lists_field_knows_its_column_and_a_summary_its_row_as_well():
    reading = read(LIST)
    assert places(reading, "indicators.0.target") == [(1, 3)]
    assert places(reading, "total.score") == [(3, 0), (1, 6)]


def test_a_field_that_is_not_there_has_no_label():
    assert read(FORM).located("contact_phone").label_places == ()


def test_a_leftover_knows_its_part_of_the_text_and_the_cell_of_its_label():
    reading = read(FORM)
    line, pair = reading.mapped.unmapped
    text = "    填报单位：甲局　　负责人：张三"
    assert (line.label, line.text) == ("负责人", "张三")
    assert text[slice(*line.span)].strip() == "负责人：张三"
    assert line.label_place is None
    assert (pair.label, pair.text) == ("领导批示", "同意拨付2万元")
    assert (pair.label_place.row, pair.label_place.column) == (2, 0)
    assert pair.span == (0, len(pair.text))
