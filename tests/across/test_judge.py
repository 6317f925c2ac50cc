"""What is found between the forms of one project: exact, once, and only where it is certain."""

import msgspec
import pytest

from tests.across.making import cases, evaluation, form, found, quarter


def test_forms_that_agree_are_no_finding():
    assert found(quarter(1, "4.16"), quarter(2, "4.16 8.87"), quarter(3, "4.16 8.87 12.53")) == []


def test_a_later_form_that_gives_another_number_for_an_earlier_period_restates_it():
    early, late = quarter(1, "4.16", name="a"), quarter(3, "6.14 8.87 12.53", name="b")
    assert found(early, late) == [("restated", ["a", "b"], ["funds.total.q1.spent"])]


@pytest.mark.parametrize(("early", "late"), [("4.16", "4.2"), ("4.2", "4.16"), ("153", "153.4")])
def test_a_number_that_is_merely_rounded_is_the_same(early, late):
    assert found(quarter(1, early), quarter(3, f"{late} 170")) == []


def test_the_ends_of_rounding_are_exact():
    assert cases(quarter(1, "4.15"), quarter(2, "4.2 9")) == []
    assert cases(quarter(1, "4.14"), quarter(2, "4.2 9")) == ["restated"]


def test_a_change_is_told_once_and_against_the_last_form_that_reported_it():
    q1, q2 = quarter(1, "4.16", name="a"), quarter(2, "6.14 8.87", name="b")
    q3 = quarter(3, "6.14 8.87 12.53", name="c")
    assert found(q1, q2, q3) == [("restated", ["a", "b"], ["funds.total.q1.spent"])]


def test_a_form_that_leaves_the_earlier_period_blank_does_not_hide_a_change():
    q1 = quarter(1, "4.16", name="a")
    q2 = form(name="b", year="2023", period="2023-Q2", numbers="funds.total.q1_q2.spent 8.87")
    q3 = quarter(3, "6.14 8.87 12.53", name="c")
    assert found(q1, q2, q3) == [("restated", ["a", "c"], ["funds.total.q1.spent"])]


def test_what_an_early_form_plans_for_later_is_not_restated():
    planned = quarter(1, "4.16 80 120")
    assert found(planned, quarter(3, "4.16 8.87 12.53")) == []


def test_rates_alone_restate_nothing_for_their_base_may_have_changed():
    early = form(year="2023", period="2023-Q1", numbers="funds.total.q1.spent_rate 0.0272")
    late = form(year="2023", period="2023-Q3", numbers="funds.total.q1.spent_rate 0.0260")
    assert found(early, late) == []


def test_a_budget_that_changed_during_the_year_is_no_finding_among_monitoring_forms():
    assert found(quarter(1, "4.16"), quarter(3, "4.16 8.87 12.53", budget="160")) == []


def test_the_same_form_twice_with_other_numbers_names_money_before_rates():
    cells = "funds.total.q1.spent_rate {};funds.total.q1.spent {};budget_amount {}"
    shared = {"year": "2023", "period": "2023-Q1"}
    one = form(name="a", numbers=cells.format("0.0272", "4.16", "153"), **shared)
    other = form(name="b", numbers=cells.format("0.0401", "6.14", "153"), **shared)
    assert found(one, other) == [
        ("resubmitted", ["a", "b"], ["funds.total.q1.spent", "funds.total.q1.spent_rate"])
    ]
    third = form(name="c", numbers=cells.format("0.0401", "6.14", "150"), **shared)
    [(case, files, fields)] = found(one, other, third)
    assert (case, files) == ("resubmitted", ["a", "b", "c"])
    assert fields == ["budget_amount", "funds.total.q1.spent", "funds.total.q1.spent_rate"]


def test_the_same_numbers_in_other_words_are_no_finding():
    assert found(quarter(1, "4.16", record=(1, 1)), quarter(1, "4.16", record=(2, 2))) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"dated": "2023-04-06"}, {"dated": "2023-04-20"}),
        ({}, {"marked": True}),
        ({"dated": "2023-04-06"}, {"dated": "2023-04-06", "marked": True}),
    ],
)
def test_a_newer_date_or_the_word_correction_makes_it_a_correction(first, second):
    one, other = quarter(1, "5.60", name="a", **first), quarter(1, "6.50", name="b", **second)
    assert found(other, one) == [("corrected", ["a", "b"], ["funds.total.q1.spent"])]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"dated": "2023-04-06"}, {}),
        ({"dated": "2023-04"}, {"dated": "2023-04-20"}),
        ({"marked": True}, {"marked": True}),
    ],
)
def test_where_nothing_tells_which_came_later_it_is_submitted_twice(first, second):
    assert cases(quarter(1, "5.60", **first), quarter(1, "6.50", **second)) == ["resubmitted"]


def test_later_forms_are_compared_with_the_correction():
    wrong = quarter(1, "5.60", dated="2023-04-06")
    right = quarter(1, "6.50", dated="2023-04-20")
    assert cases(wrong, right, quarter(2, "6.50 9.10")) == ["corrected"]
    assert sorted(cases(wrong, right, quarter(2, "5.60 9.10"))) == ["corrected", "restated"]


def test_where_two_forms_of_a_period_contradict_each_other_a_later_one_may_follow_either():
    one, other = quarter(1, "5.60"), quarter(1, "6.50")
    assert cases(one, other, quarter(2, "5.60 9.10")) == ["resubmitted"]
    assert cases(one, other, quarter(2, "6.50 9.10")) == ["resubmitted"]


def test_equal_records_are_copies_and_are_compared_once():
    one, copy = (
        quarter(1, "4.16", name="a", record=(7, 7)),
        quarter(1, "4.16", name="b", record=(7, 7)),
    )
    late = quarter(3, "6.14 8.87 12.53", name="c")
    assert found(one, copy, late) == [
        ("resaved", ["a", "b"], []),
        ("restated", ["a", "c"], ["funds.total.q1.spent"]),
    ]


def test_copies_need_no_unit_to_be_copies():
    one = form(units="", record=(7, 7))
    assert cases(one, msgspec.structs.replace(one, key=("b", 0))) == ["resaved"]


def test_monitoring_and_evaluation_have_one_budget():
    year = evaluation("funds.total.annual_budget 135;funds.total.initial_budget 130", name="b")
    assert found(quarter(3, "4 8 12", name="a"), year) == [
        (
            "conflicting",
            ["a", "b"],
            ["budget_amount", "funds.total.annual_budget", "funds.total.initial_budget"],
        )
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        "funds.total.annual_budget 153;funds.total.initial_budget 130",
        "funds.total.annual_budget 160;funds.total.initial_budget 153",
        "funds.total.annual_budget 152.8",
        "funds.total.executed 12",
    ],
)
def test_a_budget_that_one_of_the_fields_gives_is_the_same(numbers):
    assert found(quarter(3, "4 8 12"), evaluation(numbers)) == []


def test_the_last_form_of_the_year_has_the_budget_that_counts():
    year = evaluation("funds.total.annual_budget 160")
    assert cases(quarter(1, "4"), quarter(3, "4 8 12", budget="160"), year) == []
    assert cases(quarter(1, "4", budget="160"), quarter(3, "4 8 12"), year) == ["conflicting"]


@pytest.mark.parametrize("year", ["2022", None])
def test_budgets_of_other_or_unknown_years_are_not_compared(year):
    assert found(quarter(3, "4 8 12"), evaluation("funds.total.annual_budget 9", year=year)) == []


def test_two_evaluations_of_one_year_are_one_too_many():
    one, other = (evaluation(f"funds.total.executed {text}") for text in ("95.2", "92.5"))
    assert cases(one, other) == ["resubmitted"]


def test_names_that_recur_every_year_and_in_every_unit_are_no_finding():
    assert found(
        quarter(1, "4.10"),
        quarter(1, "5.20", year="2022"),
        quarter(1, "6.30", units="云岭县图书馆"),
        quarter(1, "7.40", apart=(("function_code", "2010308"),), units="霜林县档案馆"),
    ) == []  # fmt: skip
