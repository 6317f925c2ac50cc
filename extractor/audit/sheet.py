"""The numbers of one form as exact integers of one common unit, each with its half-widths.

The common unit is a power of ten below the last digit of every number, so that sums and
cross-multiplied ratios are plain integer arithmetic. See `Quantity` for the two half-widths.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from extractor.audit.intervals import Interval
from extractor.model import Value
from extractor.rulebook import NUMERIC

#: No reported amount has more digits on either side of its point; more are not judged.
MOST_DIGITS = 60
#: Word drops trailing zeros, so digits seen elsewhere count, but never more than these.
SEEN_DIGITS = 2
_EXACT = Context(prec=4 * MOST_DIGITS)
_HALF = Decimal("0.5")

Kind = tuple[str, Decimal | None]


class Quantity(NamedTuple):
    """A written number in the sheet's unit.

    `half` is the half-width as an operand: half a unit of the last digit that the form uses for
    this kind of number. `typed` is half a unit of the last digit typed, which is what counts
    for a computed rate (taking the column's digits for rates gave 24 % false alarms).
    """

    value: int
    half: int
    typed: int


class Sheet:
    """The readable numbers of a form; `unit` is what 1 is in the sheet's integers.

    `given` are the numbers that somebody set rather than computed (weights that must add up to
    100): where they are whole on this form, nobody rounded them.
    """

    def __init__(self, values: Mapping[str, Value], given: Container[str] = frozenset()) -> None:
        self.values = values
        self.given = given
        self.quantities: dict[str, Quantity] = {}
        self.unreadable: set[str] = set()
        self.most_digits: dict[Kind, int] = {}
        self.zeros: dict[Kind, bool] = {}
        self.unit = 1
        self._read(values)

    def _read(self, values: Mapping[str, Value]) -> None:
        found = []
        places = 1
        for path, value in values.items():
            if value.status == "unreadable":
                self.unreadable.add(path)
            elif value.status == "found" and value.type in NUMERIC:
                typed = _typed_half(value)
                if value.number is None or typed is None:
                    self.unreadable.add(path)
                    continue
                digits = value.decimals or 0
                kind = (value.type, value.scale)
                if digits > self.most_digits.get(kind, 0):
                    self.most_digits[kind] = digits
                places = max(places, _places(value.number), _places(typed))
                found.append((path, value, kind, typed))
        # Operands may be read with up to two more digits than are typed.
        self.unit = 10 ** (places + SEEN_DIGITS)
        scale = Decimal(self.unit)
        for path, value, kind, typed in found:
            half = int(_EXACT.multiply(typed, scale))
            number = int(_EXACT.multiply(value.number or _HALF, scale)) if value.number else 0
            self.quantities[path] = self._quantity(path, number, half, value.decimals or 0, kind)

    def _quantity(self, path: str, number: int, typed: int, digits: int, kind: Kind) -> Quantity:
        most = min(SEEN_DIGITS, self.most_digits.get(kind, 0))
        if path in self.given and not self.most_digits.get(kind, 0) and not digits:
            return Quantity(number, 0, typed)
        more = most - digits
        return Quantity(number, typed if more <= 0 else typed // 10**more, typed)

    def replaced(self, path: str, number: Fraction, digits: int) -> Sheet:
        """The same form with another number, typed with `digits` decimals, in one cell."""
        value = self.values[path]
        typed = step(value, digits) / 2
        other = Sheet.__new__(Sheet)
        other.values = self.values
        other.given = self.given
        other.unreadable = self.unreadable
        other.most_digits = self.most_digits
        other.zeros = self.zeros
        other.unit = self.unit
        quantity = self._quantity(
            path, int(number * self.unit), int(typed * self.unit), digits, (value.type, value.scale)
        )
        other.quantities = {**self.quantities, path: quantity}
        return other

    def digits(self, path: str) -> int:
        """How many decimals a corrected value of this cell would be typed with, at most."""
        value = self.values[path]
        seen = self.most_digits.get((value.type, value.scale), 0)
        return max(value.decimals or 0, min(SEEN_DIGITS, seen))

    def likely_digits(self, path: str) -> int:
        """The same, but no more than any other cell has: more may be owed to a slip."""
        beside = self.digits_beside(path)
        return self.digits(path) if beside is None else min(self.digits(path), beside)

    def digits_beside(self, path: str) -> int | None:
        """The most decimals that any other cell of this kind has; None where there is none."""
        value = self.values[path]
        kind = (value.type, value.scale)
        if (value.decimals or 0) < self.most_digits.get(kind, 0):
            return self.most_digits[kind]
        return max(
            (
                other.decimals or 0
                for each in self.quantities
                if each != path and ((other := self.values[each]).type, other.scale) == kind
            ),
            default=None,
        )

    def digits_for(self, path: str, others: Iterable[str]) -> int:
        """The same, but enough for the exact sum of `others` in the same unit."""
        value = self.values[path]
        digits = [self.likely_digits(path)]
        for other in others:
            if other == path:
                continue
            beside = self.values.get(other)
            if beside is not None and beside.scale == value.scale and other in self.quantities:
                digits.append(beside.decimals or 0)
        return max(digits)

    def keeps_zeros(self, path: str) -> bool:
        """Whether numbers of this kind are written with zeros at their end on this form."""
        kind = (self.values[path].type, self.values[path].scale)
        known = self.zeros.get(kind)
        if known is None:
            known = self.zeros[kind] = any(
                (other.decimals or 0) > 0
                and (other.type, other.scale) == kind
                and (other.shown or "").rstrip("%％").endswith("0")
                for other in (self.values[each] for each in self.quantities)
            )
        return known

    def is_marked_empty(self, path: str) -> bool:
        """Whether a dash, a slash or 无 says that there is nothing."""
        value = self.values.get(path)
        return value is not None and value.status == "blank" and bool((value.raw or "").strip())

    def interval(self, path: str) -> Interval:
        """What the cell stands for as an operand; a cell without a number counts as nothing."""
        number, half, _ = self.quantities.get(path, NOTHING)
        return Interval(Fraction(number - half, self.unit), Fraction(number + half, self.unit))

    def computed_interval(self, path: str, *, cut: bool = False) -> Interval:
        """What the cell stands for as a computed rate; `cut` lets it be cut as well as rounded.

        Cut numbers lie in [v, v + u), mirrored for negative ones; with rounding beside it the
        hull is [v - u/2, v + u).
        """
        number, _, half = self.quantities.get(path, NOTHING)
        below = half if not cut or number > 0 else 2 * half
        above = half if not cut or number < 0 else 2 * half
        return Interval(
            Fraction(number - below, self.unit),
            Fraction(number + above, self.unit),
            low_open=below > half,
            high_open=above > half,
        )

    def shown(self, path: str) -> Fraction:
        """The number itself, without its half-width."""
        return Fraction(self.quantities.get(path, NOTHING).value, self.unit)


NOTHING = Quantity(0, 0, 0)


def step(value: Value, digits: int) -> Fraction:
    """What one unit of the last of `digits` decimals is worth, in the value's own unit."""
    if value.scale is not None:
        return _scaled_step(value.scale, digits)
    half = value.half_width
    if not half:
        return Fraction(1, 10**digits)
    digit_change = Fraction(2 * 10 ** (value.decimals or 0), 10**digits)
    return Fraction(half) * digit_change


@lru_cache(maxsize=256)
def _scaled_step(scale: Decimal, digits: int) -> Fraction:
    return Fraction(scale) * Fraction(1, 10**digits)


def _typed_half(value: Value) -> Decimal | None:
    """Half a unit of the last digit typed, or None when the number cannot be judged."""
    half = value.half_width
    if value.scale is not None and not value.scale > 0:
        return None
    if half is None:
        half = (value.scale or Decimal(1)).scaleb(-(value.decimals or 0), _EXACT)
        half = _EXACT.multiply(half, _HALF)
    parts = (value.number, half, value.scale)
    if not all(part is None or _is_sane(part) for part in parts):
        return None
    return None if half < 0 or (value.decimals or 0) not in range(MOST_DIGITS) else half


def _is_sane(number: Decimal) -> bool:
    if not number.is_finite():
        return False
    return -MOST_DIGITS <= number.adjusted() <= MOST_DIGITS and _places(number) <= MOST_DIGITS


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
