"""How a written rate fits a numerator over a base, in integer arithmetic."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from extractor.audit.constraints import Ratio
from extractor.audit.intervals import Interval
from extractor.audit.sheet import Quantity, Sheet, exact, operand

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


def fit_fixed(rate: Quantity, meant: Decimal, unit: int) -> Fit:
    """How a rate over a base of 0 fits what the rule file says that it is there."""
    off = abs(Fraction(rate.value, unit) - Fraction(meant))
    return "exact" if off <= Fraction(rate.typed, unit) else "over_zero"


def fixed(ratio: Ratio | None, sheet: Sheet) -> Fraction | None:
    """What the rule file says that a rate is whose base is 0 while its numerator is not."""
    if ratio is None or ratio.over_zero is None or not sheet.shown(ratio.over):
        return None
    bases = [sheet.quantities[base] for base in ratio.bases if base in sheet.quantities]
    return Fraction(ratio.over_zero) if bases and not any(each.value for each in bases) else None


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
    number, last = rate.value, 2 * rate.typed
    low = number if number > 0 else number - last
    high = number if number < 0 else number + last
    return _meets((low, number > 0), (high, number < 0), over, base, unit)


def _is_cut(rate: int, gap: int, last: int) -> bool:
    if rate > 0:
        return 0 <= gap < last
    if rate < 0:
        return -last < gap <= 0
    return -last < gap < last


def _is_within(rate: Quantity, over: Quantity, base: Quantity, unit: int) -> bool:
    """Whether the rate's interval meets [lo(over)/hi(base), hi(over)/lo(base)]."""
    low, high = rate.value - rate.typed, rate.value + rate.typed
    return _meets((low, True), (high, True), over, base, unit)


def _meets(
    low: tuple[int, bool], high: tuple[int, bool], over: Quantity, base: Quantity, unit: int
) -> bool:
    """Whether something from `low` to `high`, each closed or not, is a quotient of the operands."""
    low_over, high_over = _ends(over)
    low_base, high_base = _ends(base)
    if low_over < 0 or low_base <= 0:
        written = Interval(exact(low[0], unit), exact(high[0], unit), not low[1], not high[1])
        return written.meet(operand(over, unit) / operand(base, unit)) is not None
    least, most = low_over * unit - high[0] * high_base, high_over * unit - low[0] * low_base
    if least == 0 or most == 0:
        # Cut operands do not reach their further end.
        is_low, is_high = high[1] and base.shift == 0, low[1] and over.shift == 0
        return (least < 0 or (least == 0 and is_low)) and (most > 0 or (most == 0 and is_high))
    return least < 0 < most


def _ends(quantity: Quantity) -> tuple[int, int]:
    middle = quantity.value + quantity.shift
    return middle - quantity.half, middle + quantity.half
