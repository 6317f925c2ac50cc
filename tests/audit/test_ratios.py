"""Rates: bases, rounding and cutting, zero bases, what the form itself shows."""

import pytest

from extractor.audit import audit

from .drawn import F1, errors, evaluation_form, findings, fund_form, grades, seed


def one_row(rate, spent="4.16", annual="153", received="."):
    """Grade of the spent rate of a form with one filled row."""
    form = fund_form(
        f"annual q1.received q1.spent q1.spent_rate\nfiscal {annual} {received} {spent} {rate}"
    )
    [outcome] = [
        outcome
        for outcome in audit(form, F1).outcomes
        if outcome.check == "funds.fiscal.q1.spent_rate" and outcome.kind == "ratio"
    ]
    return outcome.grade, outcome.reason


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"rate": "2.72%"}, ("exact", None), id="rounded"),
        pytest.param({"rate": "0.0272"}, ("exact", None), id="a fraction"),
        pytest.param({"rate": "2.7%"}, ("exact", None), id="fewer digits"),
        pytest.param({"rate": "3%"}, ("exact", None), id="no digits"),
        pytest.param({"rate": "2.71%"}, ("truncated", None), id="cut"),
        pytest.param({"rate": "2.74%"}, ("inconsistent", None), id="neither"),
        pytest.param({"rate": "33%", "spent": "1", "annual": "3"}, ("exact", None), id="1/3"),
        pytest.param({"rate": "50%", "spent": "1", "annual": "3"}, ("within_rounding", None), id="integers"),
        pytest.param({"rate": "0%", "spent": "0", "annual": "0"}, ("not_applicable", "zero_over_zero"), id="0/0"),
        pytest.param({"rate": "100%", "spent": "0", "annual": "0"}, ("not_applicable", "zero_over_zero"), id="0/0 = 1"),
        pytest.param({"rate": ".", "spent": "0", "annual": "0"}, ("unchecked", "missing"), id="0/0 blank"),
        pytest.param({"rate": "100%", "annual": "0"}, ("inconsistent", "over_zero"), id="n/0"),
        pytest.param({"rate": "2.72%", "annual": "."}, ("not_applicable", "blank"), id="no base"),
        pytest.param({"rate": ".", "spent": "."}, ("not_applicable", "blank"), id="nothing but a base"),
        pytest.param({"rate": "."}, ("unchecked", "missing"), id="rate missing"),
        pytest.param({"rate": "/"}, ("not_applicable", "blank"), id="rate struck out"),
        pytest.param({"rate": "2.72%", "spent": "."}, ("unchecked", "missing"), id="no numerator"),
        pytest.param({"rate": "?二"}, ("unchecked", "unreadable"), id="unreadable"),
        pytest.param({"rate": "2.72%", "annual": "?百"}, ("unchecked", "unreadable"), id="base unreadable"),
        pytest.param({"rate": "8.32%", "received": "50"}, ("exact", None), id="on the other base"),
        pytest.param({"rate": "-2.72%", "spent": "-4.16"}, ("exact", None), id="negative"),
        pytest.param({"rate": "-2.71%", "spent": "-4.16"}, ("truncated", None), id="negative, cut"),
    ],
)  # fmt: skip
def test_a_rate(cells, expected):
    assert one_row(**cells) == expected


def test_something_over_nothing_is_an_error_without_a_value():
    [finding] = errors(fund_form("annual q1.spent q1.spent_rate\nfiscal 0 4.16 100%"))
    assert finding.expected is None
    assert "分母为 0" in finding.message


TWO_BASES = """
          annual q1.received q1.received_rate q1.spent q1.spent_rate q1_q2.received q1_q2.received_rate q1_q2.spent q1_q2.spent_rate
total     200    100         50%              20       {0}           150            75%                 40          {1}
fiscal    200    100         50%              20       {2}           150            75%                 40          {3}
"""


def test_the_customary_base_is_nothing_to_speak_of():
    assert findings(fund_form(TWO_BASES.format("10%", "20%", "10%", "20%"))) == ()


def test_another_base_throughout_is_one_note():
    [note] = findings(fund_form(TWO_BASES.format("20%", "26.67%", "20%", "26.67%")))
    assert (note.severity, note.kind) == ("info", "ratio")
    assert note.message == "支出实现率按已到位资金计算,而非全年安排资金额"
    assert len(note.also) == 3


def test_a_minority_on_another_base_is_wrong():
    [finding] = errors(fund_form(TWO_BASES.format("10%", "20%", "10%", "26.67%")))
    assert finding.suspect == "funds.fiscal.q1_q2.spent_rate"
    assert finding.suggestion.text == "20%"


def test_one_deciding_rate_decides_nothing():
    drawn = "annual q1.received q1.spent q1.spent_rate\nfiscal 200 100 20 20%"
    assert findings(fund_form(drawn)) == ()


def test_as_many_on_one_base_as_on_the_other_decide_nothing():
    assert findings(fund_form(TWO_BASES.format("10%", "26.67%", "10%", "26.67%"))) == ()


def test_a_rate_on_no_base_is_judged_by_the_learned_one():
    [finding] = errors(fund_form(TWO_BASES.format("20%", "27.99%", "20%", "26.67%")))
    assert finding.check == finding.suspect == "funds.total.q1_q2.spent_rate"
    assert finding.expected == "0.2667"
    assert finding.formula == "spent / received"


def test_a_rate_on_no_base_of_a_form_that_shows_none_has_two_possible_values():
    [finding] = errors(
        fund_form("annual q1.received q1.spent q1.spent_rate\nfiscal 200 100 20 70%")
    )
    assert finding.expected == "0.1"
    assert finding.suggestion is None


CUT = {
    "funds__total__q1__spent_rate": "2.71%",
    "funds__fiscal__q1__spent_rate": "2.71%",
    "funds__total__q1_q2__spent_rate": "5.79%",
    "funds__fiscal__q1_q2__spent_rate": "5.79%",
    "funds__total__q1_q3__spent_rate": "8.18%",
    "funds__fiscal__q1_q3__spent_rate": "8.18%",
}


def test_cutting_throughout_is_a_convention():
    assert findings(seed(**CUT)) == ()
    assert grades(seed(**CUT), "ratio")["funds.total.q1.spent_rate"] == "truncated"


def test_a_single_cut_rate_among_rounded_ones_is_noted():
    [note] = findings(seed(funds__total__q1__spent_rate="2.71%"))
    assert (note.severity, note.check) == ("info", "funds.total.q1.spent_rate")
    assert "截去" in note.message


def test_a_slip_on_a_form_that_cuts_is_corrected_by_cutting():
    [finding] = errors(seed(**{**CUT, "funds__total__q1__spent_rate": "7.21%"}))
    assert finding.suggestion.text == "2.71%"


def test_a_rate_above_one_is_a_warning_where_nothing_contradicts_it():
    form = fund_form("annual q1.received q1.received_rate\nfiscal 100 120 120%")
    [finding] = findings(form)
    assert (finding.severity, finding.kind) == ("warning", "range")
    assert finding.message == "财政拨款 第1季度到位率填报 120%,不在 0% 至 100% 之间"


def test_a_rate_above_one_that_is_wrong_anyway_is_one_finding():
    [finding] = findings(seed(funds__total__q1__spent_rate="272%"))
    assert (finding.severity, finding.kind) == ("error", "ratio")
    assert finding.suggestion.text == "2.72%"


@pytest.mark.parametrize("rate", ["100.0%", "100%", "0%"])
def test_the_ends_of_the_range_belong(rate):
    form = fund_form(f"annual q1.received q1.received_rate\nfiscal 100 . {rate}")
    assert [f for f in findings(form) if f.kind == "range"] == []


UNROUNDED = """
          annual  q1.received q1.received_rate q1.spent q1.spent_rate
total     71.74   71.74       100%             26.55    36.9%
fiscal    71.74   71.74       100%             26.55    36.9%
"""


def test_rates_cut_from_amounts_in_yuan_are_a_convention():
    # 26.55 ÷ 71.74 is 37.01 %, but what the two stand for may come to 36.999 %, cut to 36.9 %.
    form = fund_form(UNROUNDED, budget_amount="71.74")
    assert findings(form) == ()
    assert grades(form, "ratio")["funds.total.q1.spent_rate"] == "truncated"


def test_rates_that_only_rounding_explains_outvote_one_that_looks_cut():
    cells = {
        "funds__total__q1_q2__received": "71.74",
        "funds__total__q1_q2__spent": "40",
        "funds__total__q1_q2__spent_rate": "55.8%",
        "funds__fiscal__q1_q2__received": "71.74",
        "funds__fiscal__q1_q2__spent": "40",
        "funds__fiscal__q1_q2__spent_rate": "55.8%",
        "funds__fiscal__q1__spent_rate": "37%",
    }
    [finding] = errors(fund_form(UNROUNDED, budget_amount="71.74", **cells))
    assert finding.suspect == "funds.total.q1.spent_rate"


@pytest.mark.parametrize("rate", ["100%", "0%"])
def test_a_base_of_zero_is_not_replaced_by_a_number_that_only_half_widths_allow(rate):
    drawn = f"""
            annual_budget executed execution_rate
    total   90            48       53.33%
    fiscal  90            45       50%
    other   0             3        {rate}
    """
    found = [each for each in errors(evaluation_form(drawn)) if each.kind == "ratio"]
    assert all("分母为 0" in each.message and each.suspect is None for each in found)
