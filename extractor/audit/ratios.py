"""How a written rate fits a numerator over a base, in integer arithmetic."""

from __future__ import annotations

from typing import Literal

from extractor.audit.intervals import Interval
from extractor.audit.sheet import Quantity, exact, operand

#: `exact`: rounding gives what is written, cutting does not; `either`: both do. `cut_within`:
#: only cutting, and only from numbers that the operands stand for, not from those shown.
Fit = Literal[
    "exact", "either", "truncated", "within_rounding", "cut_within", "inconsistent",
    "over_zero", "zero_over_zero", "blank", "unreadable",
]  # fmt: skip

FITS: frozenset[Fit] = frozenset({"exact", "either", "truncated", "within_rounding"})
CONTRADICTS: frozenset[Fit] = frozenset({"inconsistent", "over_zero"})


def fit(rate: Quantity, over: Quantity, base: Quantity, unit: int) -> Fit:
    """How `rate` fits `over / base`; the three are integers of 1/`unit`.

    Rounding: |over/base - rate| is at most half a unit of the rate's last digit (half-up and
    half-even both occur, so both ends belong; GB/T 8170). Cutting: over/base lies in
    [rate, rate + u), mirrored below 0, (-u, u) for 0.
    """
    if base.value == 0:
        return "zero_over_zero" if over.value == 0 else "over_zero"
    divisor = abs(base.value)
    signed = over.value if base.value > 0 else -over.value
    gap = signed * unit - rate.value * divisor
    bound = rate.typed * divisor
    cuts = _is_cut(rate.value, gap, 2 * bound)
    if -bound <= gap <= bound:
        return "either" if cuts else "exact"
    if cuts:
        return "truncated"
    if _is_within(rate, over, base, unit):
        return "within_rounding"
    return "cut_within" if fits_cut(rate, over, base, unit) else "inconsistent"


Leaning = Literal["rounds", "cuts", "rather_rounds", "rather_cuts", "neither"]


def leaning(found: Fit, rate: Quantity, over: Quantity, base: Quantity, unit: int) -> Leaning:
    """Whether only rounding or only cutting explains a rate, judged by the operands' intervals.

    Where both do, the numbers shown tell which is likelier (`rather_…`), if they tell at all.
    """
    match found:
        case "cut_within":
            return "cuts"
        case "truncated":
            return "rather_cuts" if _is_within(rate, over, base, unit) else "cuts"
        case "exact":
            return "rather_rounds" if fits_cut(rate, over, base, unit) else "rounds"
        case "within_rounding":
            return "neither" if fits_cut(rate, over, base, unit) else "rounds"
    return "neither"


def fits_cut(rate: Quantity, over: Quantity, base: Quantity, unit: int) -> bool:
    """Whether cutting a quotient of what the operands stand for gives the rate."""
    if base.value == 0:
        return False
    number, last = exact(rate.value, unit), exact(2 * rate.typed, unit)
    cut = Interval(
        number if rate.value > 0 else number - last,
        number if rate.value < 0 else number + last,
        low_open=rate.value <= 0,
        high_open=rate.value >= 0,
    )
    return cut.meet(operand(over, unit) / operand(base, unit)) is not None


def _is_cut(rate: int, gap: int, last: int) -> bool:
    if rate > 0:
        return 0 <= gap < last
    if rate < 0:
        return -last < gap <= 0
    return -last < gap < last


def _is_within(rate: Quantity, over: Quantity, base: Quantity, unit: int) -> bool:
    """Whether the rate's interval meets [lo(over)/hi(base), hi(over)/lo(base)]."""
    low_base, high_base = base.value - base.half, base.value + base.half
    low_over, high_over = over.value - over.half, over.value + over.half
    if low_base <= 0 or low_over < 0 or over.shift or base.shift:
        written = Interval(
            exact(rate.value - rate.typed, unit), exact(rate.value + rate.typed, unit)
        )
        return written.meet(operand(over, unit) / operand(base, unit)) is not None
    return (
        low_over * unit <= (rate.value + rate.typed) * high_base
        and high_over * unit >= (rate.value - rate.typed) * low_base
    )

