"""Which forms speak of one project and one year: never on a name alone, never against evidence."""

import pytest

from extractor.across.identity import dated, projects, years
from tests.across.making import MONITORING, RULES, form, quarter

ACROSS = RULES[MONITORING].across


def groups(*family):
    return [[each.key[0] for each in members] for members in projects(family)]


def of_years(*family):
    made = [dated(each, ACROSS) for each in family]
    return [[each.of.key[0] for each in group] for group in years(made, ACROSS)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾县文化馆", "青禾县文化馆"),
        ("青禾县文化馆", "青禾县文化馆/青禾县文化局"),
        ("青禾县文化馆/青禾县文化局", "青禾县文化馆/青禾县文化局"),
        ("办公室/青禾县水务局", "办公室/青禾县水务局"),
    ],
)
def test_units_that_do_not_contradict_each_other_are_one(one, other):
    assert groups(form(name="a", units=one), form(name="b", units=other)) == [["a", "b"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("办公室/青禾县水务局", "办公室/青禾县林业局"),
        ("办公室", "办公室"),
        ("办公室/青禾县水务局", "办公室"),
        ("青禾县文化馆/甲县文化局", "青禾县文化馆/乙县文化局"),
    ],
)
def test_units_that_differ_or_say_nothing_are_not(one, other):
    assert groups(form(name="a", units=one), form(name="b", units=other)) == []


def test_a_form_without_a_unit_is_nobodys():
    assert groups(form(units=""), form(units="")) == []


def test_a_form_that_could_be_of_two_projects_is_of_none():
    first = form(name="a", units="社会保障科/青禾县民政局")
    other = form(name="b", units="社会保障科/云岭县民政局")
    either = form(name="c", units="社会保障科")
    again = form(name="d", units="社会保障科/青禾县民政局")
    assert groups(first, other, either, again) == [["a", "d"]]


def test_other_codes_are_other_projects():
    one, other = (("function_code", "2010399"),), (("function_code", "2010308"),)
    assert groups(form(apart=one), form(apart=other)) == []
    assert groups(form(name="a", apart=one), form(name="b")) == [["a", "b"]]


@pytest.mark.parametrize(
    ("parts", "until"),
    [
        ({"period": "2023-Q3"}, 9),
        ({"period": "2023-Q1/2023-Q3"}, 9),
        ({"period": "2023-H1"}, 6),
        ({"period": "2023-01/2023-09"}, 9),
        ({"period": "2023-Q1", "numbers": "funds.total.q1_q3.spent 5"}, 3),
        ({"numbers": "funds.total.q1.spent 5;funds.own.q1_q2.received 7"}, 6),
        ({"numbers": "funds.total.q1.spent 5;funds.total.q1_q2.spent 0;funds.total.q1_q3.spent 0"}, 3),
        ({"numbers": "funds.total.q1.spent 0"}, 3),
        ({"numbers": "budget_amount 153"}, None),
    ],
)  # fmt: skip
def test_the_period_is_the_one_named_or_the_last_that_is_filled_in(parts, until):
    assert dated(form(**parts), ACROSS).until == until


@pytest.mark.parametrize(
    ("parts", "year"),
    [
        ({"year": "2023"}, "2023"),
        ({"period": "2023-Q2"}, "2023"),
        ({"year": "2023", "dated": "2023-10-12", "period": "2023-Q3"}, "2023"),
        ({"year": "2023", "dated": "2023-09-20", "period": "2023-Q3"}, "2023"),
        ({"year": "2023", "dated": "2023-01-12", "numbers": "funds.total.q1_q3.spent 5"}, None),
        ({"year": "2022", "dated": "2023-01-12", "numbers": "funds.total.q1_q3.spent 5"}, "2022"),
        ({}, None),
    ],
)
def test_a_year_that_only_the_day_of_filling_in_gives_is_not_trusted_against_sense(parts, year):
    assert dated(form(**parts), ACROSS).year == year


def test_forms_of_known_years_are_apart_whatever_else_agrees():
    assert of_years(quarter(1, "4.16", name="a"), quarter(1, "4.16", year="2022", name="b")) == [
        ["a"],
        ["b"],
    ]


def test_without_a_year_the_same_budget_and_most_numbers_tell():
    known = quarter(1, "4.16", name="a")
    same = quarter(2, "4.16 8.87", year=None, name="b")
    assert of_years(known, same) == [["a", "b"]]


@pytest.mark.parametrize(
    "other",
    [
        quarter(0, "4.16 8.87", year=None, budget="160", name="b"),
        quarter(0, "4.16 8.87", year=None, budget="", name="b"),
        quarter(0, "5.20 9.90", year=None, name="b"),
        quarter(0, "4.16 8.87", year=None, name="b", dated="2022-04-05"),
        quarter(0, "4.16 8.87", year=None, name="b", dated="2023-02-05"),
    ],
    ids=["other budget", "no budget", "no number agrees", "a year before", "before the first"],
)
def test_without_a_year_anything_that_speaks_against_it_counts(other):
    assert of_years(quarter(1, "4.16", name="a", dated="2023-04-05"), other) == [["a"], ["b"]]


def test_a_form_without_a_year_that_fits_two_years_joins_neither():
    assert of_years(
        quarter(1, "4.16", name="a"),
        quarter(1, "4.16", year="2022", name="b"),
        quarter(0, "4.16 8.87", year=None, name="c"),
    ) == [["a"], ["b"]]


def test_very_many_forms_without_a_year_are_left_apart():
    forms = [quarter(0, "4.16", year=None) for _ in range(51)]
    assert of_years(*forms) == []
    assert of_years(*forms[1:]) == [[each.key[0] for each in forms[1:]]]
