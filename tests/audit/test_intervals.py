"""Exact intervals: ends that belong, ends that do not, and divisors that hold 0."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from extractor.audit.intervals import WHOLE, ZERO, Interval, least, point

numbers = st.fractions(min_value=-50, max_value=50, max_denominator=20)
intervals = st.builds(lambda a, b: Interval(min(a, b), max(a, b)), numbers, numbers)


def of(low, high, *, low_open=False, high_open=False):
    return Interval(
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        low_open,
        high_open,
    )


def test_an_open_end_does_not_belong():
    assert Fraction(11) not in of(10, 11, high_open=True)
    assert Fraction(10) in of(10, 11, high_open=True)
    assert of(10, 11, high_open=True).meet(point(Fraction(11))) is None
    assert of(10, 11, high_open=True).meet(of(11, 12)) is None
    assert of(10, 11).meet(of(11, 12)) == point(Fraction(11))


def test_openness_survives_arithmetic():
    assert of(1, 2, high_open=True) + of(1, 1) == of(2, 3, high_open=True)
    assert -of(1, 2, high_open=True) == of(-2, -1, low_open=True)
    assert of(2, 3, high_open=True) * of(2, 2) == of(4, 6, high_open=True)


def test_a_divisor_that_holds_zero_has_no_upper_end():
    assert of(1, 2) / of(0, 4) == of(Fraction(1, 4), None)
    assert of(1, 2) / of(-1, 4) == of(Fraction(1, 4), None)
    assert ZERO / of(-1, 4) == ZERO
    assert of(-1, 1) / of(-1, 1) == WHOLE


@given(intervals, intervals, st.data())
def test_every_result_lies_in_the_interval_of_results(one, other, data):
    a = data.draw(st.sampled_from([one.low, one.high, (one.low + one.high) / 2]))
    b = data.draw(st.sampled_from([other.low, other.high, (other.low + other.high) / 2]))
    assert a + b in one + other
    assert a - b in one - other
    assert a * b in one * other
    assert min(a, b) in least([one, other])
    if other.low > 0:
        assert a / b in one / other
