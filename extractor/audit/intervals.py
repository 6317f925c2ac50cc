"""Exact intervals over fractions: what a written, rounded number may stand for.

Every end may be open (a cut number) or missing (no bound). All results are exact, or wider than
the exact one where that is said; they are never narrower. Semantics after XBRL Calculations 1.1
(a written value stands for the interval of all values that would be written so).
"""

from __future__ import annotations

from fractions import Fraction

import msgspec

ZERO_NUMBER = Fraction(0)


class Interval(msgspec.Struct, frozen=True, gc=False):
    """All numbers from `low` to `high`; an end that is None is unbounded."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        """The products. With an unbounded factor the result may be wider than the exact one."""
        if not (self.is_bounded and other.is_bounded):
            return _unbounded_product(self, other)
        (low, low_open), (high, high_open) = self.ends()
        (its_low, its_low_open), (its_high, its_high_open) = other.ends()
        if low > 0 and its_low > 0:
            return Interval(
                low * its_low, high * its_high, low_open or its_low_open, high_open or its_high_open
            )
        products = [
            (a * b, open_a or open_b) for a, open_a in self.ends() for b, open_b in other.ends()
        ]
        low, low_closed = min((number, is_open) for number, is_open in products)
        high, high_closed = max((number, not is_open) for number, is_open in products)
        return Interval(low, high, low_closed, not high_closed)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotients. A divisor that holds 0 counts with its positive part: no upper end."""
        if other == ZERO:
            return ZERO if self == ZERO else WHOLE
        if other.high is not None and other.high <= 0:
            return (-self) / (-other)
        if other.low is None or other.low <= 0:
            return _over_zero(self, other.high)
        inverse = Interval(
            ZERO_NUMBER if other.high is None else 1 / other.high,
            1 / other.low,
            other.high is None or other.high_open,
            other.low_open,
        )
        return self * inverse

    @property
    def is_bounded(self) -> bool:
        """Whether both ends exist."""
        return self.low is not None and self.high is not None

    def ends(self) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool]]:
        """Both ends of a bounded interval, each with whether it is open."""
        return (
            (self.low or ZERO_NUMBER, self.low_open),
            (self.high or ZERO_NUMBER, self.high_open),
        )

    def widened(self, by: Fraction) -> Interval:
        """Both ends moved outwards."""
        return self + Interval(-by, by)

    def below(self) -> Interval:
        """What is no greater than something in this interval."""
        return Interval(None, self.high, high_open=self.high_open)

    def above(self) -> Interval:
        """What is no less than something in this interval."""
        return Interval(self.low, None, low_open=self.low_open)

    def meet(self, other: Interval) -> Interval | None:
        """What both hold; None where they have nothing in common."""
        low, low_open = _tighter(
            (self.low, self.low_open), (other.low, other.low_open), greater=True
        )
        high, high_open = _tighter(
            (self.high, self.high_open), (other.high, other.high_open), greater=False
        )
        if (
            low is not None
            and high is not None
            and (low > high or (low == high and (low_open or high_open)))
        ):
            return None
        return Interval(low, high, low_open, high_open)

    def __contains__(self, number: Fraction) -> bool:
        return self.meet(point(number)) is not None


WHOLE = Interval()


def point(number: Fraction) -> Interval:
    """The interval that holds one number."""
    return Interval(number, number)


ZERO = point(ZERO_NUMBER)


def least(intervals: list[Interval]) -> Interval:
    """What the smallest of several numbers may be, each from its interval."""
    lows = [interval.low for interval in intervals]
    highs = [interval.high for interval in intervals if interval.high is not None]
    return Interval(
        None if None in lows else min(low for low in lows if low is not None),
        min(highs) if highs else None,
    )


def hull(intervals: list[Interval]) -> Interval:
    """The smallest interval around several, of which there is at least one."""
    result = intervals[0]
    for each in intervals[1:]:
        low, low_open = _wider(
            (result.low, result.low_open), (each.low, each.low_open), greater=False
        )
        high, high_open = _wider(
            (result.high, result.high_open), (each.high, each.high_open), greater=True
        )
        result = Interval(low, high, low_open, high_open)
    return result


def _wider(
    one: tuple[Fraction | None, bool], other: tuple[Fraction | None, bool], *, greater: bool
) -> tuple[Fraction | None, bool]:
    if one[0] is None or other[0] is None:
        return None, False
    if one[0] == other[0]:
        return one[0], one[1] and other[1]
    return one if (one[0] > other[0]) == greater else other


def _tighter(
    one: tuple[Fraction | None, bool], other: tuple[Fraction | None, bool], *, greater: bool
) -> tuple[Fraction | None, bool]:
    if one[0] is None:
        return other
    if other[0] is None:
        return one
    if one[0] == other[0]:
        return one[0], one[1] or other[1]
    return one if (one[0] > other[0]) == greater else other


def _unbounded_product(one: Interval, other: Interval) -> Interval:
    if ZERO in (one, other):
        return ZERO
    if one.low is not None and other.low is not None and one.low >= 0 and other.low >= 0:
        return Interval(one.low * other.low, None)
    return WHOLE


def _over_zero(dividend: Interval, high: Fraction | None) -> Interval:
    """`dividend` over (0, high]."""
    if dividend == ZERO:
        return ZERO
    if dividend.low is not None and dividend.low >= 0:
        lowest = ZERO_NUMBER if high is None else dividend.low / high
        return Interval(lowest, None)
    if dividend.high is not None and dividend.high <= 0:
        highest = ZERO_NUMBER if high is None else dividend.high / high
        return Interval(None, highest)
    return WHOLE
