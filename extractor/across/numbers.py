"""Numbers of several forms side by side: each stands for all that would be written so."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from extractor.audit.intervals import WHOLE, Interval, point
from extractor.sinks.families import Quantity


def interval(quantity: Quantity) -> Interval:
    """All numbers that would be written so."""
    return point(Fraction(quantity.value)).widened(Fraction(quantity.half_width))


def agree(quantities: Iterable[Quantity]) -> bool:
    """Whether one number can be behind all of them: 4.16 and 4.2 are one, rounded."""
    several = list(quantities)
    if all(each.value == several[0].value for each in several):
        return True
    common: Interval | None = WHOLE
    for each in several:
        common = common and common.meet(interval(each))
    return common is not None


def any_agree(some: Iterable[Quantity], others: Iterable[Quantity]) -> bool:
    """Whether one of these and one of those can be the same number."""
    return any(agree((one, other)) for other in list(others) for one in some)
