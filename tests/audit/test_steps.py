"""A number by steps of a rounded one: what it may be, and what the other must have been."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.audit.intervals import Interval, hull, point
from extractor.audit.propagation import View, settled
from extractor.rulebook.expression import written
from extractor.rulebook.parser import parse

SCORE = parse("score = steps(rate, 0: 0, 0.6: 5, 0.8: 7, 1: 10)").terms[1]


def view(low, high=None, *, high_open=False):
    ends = Interval(Fraction(low), Fraction(low if high is None else high), high_open=high_open)
    return View({}, lambda _: ends)


@pytest.mark.parametrize(
    ("low", "high", "values"),
    [
        ("0.7", "0.7", ["5"]),
        ("0.6", "0.6", ["5"]),
        ("0.79995", "0.80005", ["5", "7"]),
        ("0.59", "1", ["0", "5", "7", "10"]),
        ("-0.5", "-0.5", ["0"]),
        ("1.2", "1.3", ["10"]),
    ],
)
def test_the_steps_that_a_number_may_lie_in(low, high, values):
    assert [written(each) for each in settled(SCORE, view(low, high))] == values
    ends = [Fraction(value) for value in (values[0], values[-1])]
    assert view(low, high).evaluate(SCORE) == Interval(*ends)


def test_a_number_below_a_bound_is_on_the_lower_step_alone():
    assert view("0.7", "0.8", high_open=True).reached(SCORE) == [5]


def test_steps_within_a_formula_are_settled_one_by_one():
    tree = parse("score = min(weight * steps(rate, 0: 0, 0.8: 1), 20) + steps(rate, 0: 0, 0.8: 2)")
    found = {written(each) for each in settled(tree.terms[1], view("0.7", "0.9"))}
    assert "min(weight * 1, 20) + 2" in found
    assert len(found) == 4


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("7", "7", Interval(Fraction("0.8"), Fraction(1), high_open=True)),
        ("5", "7", Interval(Fraction("0.6"), Fraction(1), high_open=True)),
        ("9", "11", Interval(Fraction(1), None)),
        ("-1", "1", Interval(None, Fraction("0.6"), high_open=True)),
        ("8", "9", Interval()),
    ],
)
def test_what_a_number_must_be_for_its_score(low, high, expected):
    target = Interval(Fraction(low), Fraction(high))
    assert view("0").narrow(SCORE, target, "rate") == expected
    assert view("0").narrow(SCORE, target, "weight") is None


numbers = st.fractions(min_value=-5, max_value=5, max_denominator=20)


@given(numbers, numbers, numbers)
def test_the_value_of_any_number_within_is_reached(low, width, share):
    width, share = abs(width), abs(share) / 5
    inside = view(low + width * share)
    [exact] = inside.reached(SCORE)
    assert exact in view(low, low + width).reached(SCORE)


def test_the_hull_of_intervals():
    half_open = Interval(Fraction(0), Fraction(1), high_open=True)
    assert hull([half_open]) == half_open
    assert hull([half_open, point(Fraction(1))]) == Interval(Fraction(0), Fraction(1))
    assert hull([half_open, Interval(Fraction(3), None)]) == Interval(Fraction(0), None)
