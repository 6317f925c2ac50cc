"""Which unit counts for an amount: the header's, the table's, the note above, in that order."""

import pytest

from extractor.mapping.labels import unit_in
from tests.mapping.drawing import Reading, changed, read
from tests.mapping.samples import EVALUATION, MONITORING

BARE = changed(EVALUATION, ("项目资金（万元）", "项目资金"))


def origin(form: Reading, path: str) -> tuple[str, str] | None:
    unit = form.located(path).unit
    return None if unit is None else (unit.text, unit.origin)


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("已到位资金（万元）", "万元"),
        ("已到位资金(元)", "元"),
        ("预算安排资金（单位：万元）", "万元"),
        ("预算安排资金（金额单位：元）", "元"),
        ("预算安排资金：万元", "万元"),
        ("已到位/n资金/n（万/n元）".replace("/n", "\n"), "万元"),
        ("执行率(%)", "%"),
        ("执行率％", "%"),
        ("全年预算数（A）", None),
        ("项目名称", None),
        ("元旦活动经费", None),
        ("单元名称", None),
    ],
)
def test_a_label_names_its_unit(label: str, unit: str | None) -> None:
    assert unit_in(label) == unit


def test_the_header_of_a_single_field() -> None:
    assert origin(read(MONITORING), "budget_amount") == ("万元", "header")
    drawing = changed(MONITORING, ("预算安排资金(万元)", "预算安排资金（元）"))
    assert origin(read(drawing), "budget_amount") == ("元", "header")


def test_the_header_of_a_column_beats_the_table() -> None:
    form = read(changed(MONITORING, ("全年安排资金额", "全年安排资金额（元）")))
    assert origin(form, "funds.total.annual") == ("元", "header")
    assert origin(form, "funds.total.q1.spent") == ("万元", "header")


def test_the_label_of_the_table_counts_where_the_header_has_none() -> None:
    form = read(MONITORING)
    assert origin(form, "funds.total.annual") == ("万元", "table")


def test_an_upper_header_names_the_unit_of_its_columns() -> None:
    drawing = changed(
        MONITORING, ("第1季度", "第1季度（元）"), ("|已到位资金（万元）|", "|已到位资金|")
    )
    form = read(drawing)
    assert form.unit("funds.total.q1.received") == "元"
    assert form.unit("funds.total.q1_q2.received") == "万元"


def test_a_unit_of_money_says_nothing_of_rates_and_a_percent_nothing_of_money() -> None:
    form = read(changed(MONITORING, ("|到位率|", "|到位率（%）|")))
    assert form.unit("funds.total.q1.received_rate") == "%"
    assert form.unit("funds.total.q1.spent_rate") is None
    assert form.unit("funds.total.q1.received") == "万元"


def test_weights_and_scores_have_no_unit_of_money() -> None:
    form = read(EVALUATION)
    assert form.unit("funds.total.weight") is None
    assert form.unit("funds.total.initial_budget") == "万元"


@pytest.mark.parametrize(
    "note",
    [
        "单位：元",
        "单位:元",
        "（单位：元）",
        "金额单位：元",
        "货币单位：人民币元",
        "单 位：元",
        "单位：人民币元",
        "填报单位：甲局　　　　金额单位：元",
        "填报单位（盖章）：甲局    填报日期：2022年10月8日    单位：元",
    ],
)
def test_a_note_above_the_table(note: str) -> None:
    form = read(changed(BARE, ("（2022年度）", "（2022年度）\n" + note)))
    assert origin(form, "funds.total.initial_budget") == ("元", "note")
    assert not any("单位：元" in text for text in form.unmapped)


@pytest.mark.parametrize("row", ["|金额单位：元 <<<<<<<<|", "|甲市财政局制 <<<<|单位：元 <<<|"])
def test_a_note_in_a_cell(row: str) -> None:
    form = read(changed(BARE, ("（2022年度）", "（2022年度）\n" + row)))
    assert origin(form, "funds.total.initial_budget") == ("元", "note")


def test_a_header_beats_the_note() -> None:
    form = read(changed(EVALUATION, ("（2022年度）", "（2022年度）\n单位：元")))
    assert form.unit("funds.total.initial_budget") == "万元"


def test_a_note_counts_for_single_fields_too() -> None:
    drawing = changed(
        MONITORING, ("预算安排资金(万元)", "预算安排资金"), ("（盖章）", "（盖章）　　　单位：元")
    )
    assert origin(read(drawing), "budget_amount") == ("元", "note")


def test_a_note_of_one_form_says_nothing_of_the_next() -> None:
    first = changed(BARE, ("（2022年度）", "（2022年度）\n单位：元"))
    both = read(first + BARE)
    assert both.of(0).unit("funds.total.initial_budget") == "元"
    assert both.of(1).unit("funds.total.initial_budget") is None


def test_a_note_between_two_forms_belongs_to_the_form_it_stands_above() -> None:
    both = read(
        BARE + changed(BARE, ("附件1", "附件2"), ("（2022年度）", "（2021年度）\n单位：元"))
    )
    assert both.of(0).unit("funds.total.initial_budget") is None
    assert both.of(1).unit("funds.total.initial_budget") == "元"


def test_a_reporting_unit_is_no_unit_of_money() -> None:
    form = read(changed(BARE, ("（2022年度）", "（2022年度）\n填报单位：元江县财政局")))
    assert form.unit("funds.total.initial_budget") is None


def test_prose_that_speaks_of_a_unit_is_no_note() -> None:
    prose = "填报说明：本表金额以万元为单位填列，保留两位小数，其中单位：元的数据应当折算，" * 4
    form = read(changed(BARE, ("（2022年度）", "（2022年度）\n" + prose)))
    assert form.unit("funds.total.initial_budget") is None


def test_a_unit_in_the_cell_beside_the_amount() -> None:
    form = read("""
    项目资金绩效监控情况表
    |项目名称|甲项目|预算安排资金|15300|元|
    |产出成果|好 <<<|
    |存在的问题|无 <<<|
    """)
    assert form["budget_amount"] == "15300"
    assert form.unit("budget_amount") == "元"
    assert "元" not in form.unmapped


def test_the_unit_in_the_cell_stays_in_the_cell() -> None:
    drawing = changed(MONITORING, ("|153 <|功能", "|153万元 <|功能"))
    assert read(drawing)["budget_amount"] == "153万元"
