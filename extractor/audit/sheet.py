"""The numbers of one form as exact integers of one common unit, each with its half-widths.

The common unit is a power of ten below the last digit of every number, so that sums and
cross-multiplied ratios are plain integer arithmetic. See `Quantity` for the two half-widths.
"""

from __future__ import annotations

from collections import Counter
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
#: From so many digits on a number may have a separator.
_GROUPED = 4
_EXACT = Context(prec=4 * MOST_DIGITS)
_HALF = Decimal("0.5")

Kind = tuple[str, Decimal | None]


class Quantity(NamedTuple):
    """A written number in the sheet's unit.

    `half` is the half-width as an operand: half a unit of the last digit that the form uses for
    this kind of number. `typed` is half a unit of the last digit typed, which is what counts
    for a computed rate (taking the column's digits for rates gave 24 % false alarms).
    `shift` is how far the middle of what a cut amount may stand for lies from what is written:
    4.16, cut, stands for [4.16, 4.17).
    """

    value: int
    half: int
    typed: int
    shift: int = 0


class Habit(NamedTuple):
    """How many decimals the numbers of one kind are typed with: the most, by how many, the next."""

    most: int
    times: int
    next: int | None


class Sheet:
    """The readable numbers of a form; `unit` is what 1 is in the sheet's integers.

    `given` are the numbers that somebody set rather than computed (weights that must add up to
    100): where they are whole on this form, nobody rounded them. `pending` are cells of which
    the form does not speak yet: what stands there is no number.
    """

    def __init__(
        self,
        values: Mapping[str, Value],
        given: Container[str] = frozenset(),
        pending: frozenset[str] = frozenset(),
    ) -> None:
        self.values = values
        self.given = given
        self.pending = pending
        self.quantities: dict[str, Quantity] = {}
        self.unreadable: set[str] = set()
        self.habits: dict[Kind, Habit] = {}
        self.zeros: dict[Kind, bool] = {}
        self.separators: dict[Kind, str] = {}
        self.columns: dict[tuple[str, Decimal | None, str], Counter[int]] | None = None
        self.unit = 1
        self.cuts_amounts = False
        self._read(values)

    def _read(self, values: Mapping[str, Value]) -> None:
        found = []
        places = 1
        decimals: dict[Kind, list[int]] = {}
        for path, value in values.items():
            if path in self.pending:
                continue
            if value.status == "unreadable":
                self.unreadable.add(path)
            elif value.status == "found" and value.type in NUMERIC:
                half = _typed_half(value)
                number = value.number
                if number is None or half is None:
                    self.unreadable.add(path)
                    continue
                kind = (value.type, value.scale)
                decimals.setdefault(kind, []).append(value.decimals or 0)
                places = max(places, _places(number), half[2])
                found.append((path, value, kind, number, half))
        self.habits = {kind: _habit(digits) for kind, digits in decimals.items()}
        # Operands may be read with up to two more digits than are typed.
        unit = self.unit = 10 ** (places + SEEN_DIGITS)
        for path, value, kind, number, half in found:
            count, under = number.as_integer_ratio()
            typed = half[0] * unit // half[1]
            self.quantities[path] = self._quantity(
                path, count * unit // under, typed, value.decimals or 0, kind
            )

    def _quantity(self, path: str, number: int, typed: int, digits: int, kind: Kind) -> Quantity:
        habit = self.habits.get(kind)
        seen = habit.most if habit is not None else 0
        if path in self.given and not seen and not digits:
            return Quantity(number, 0, typed)
        more = min(SEEN_DIGITS, seen) - digits
        half = typed if more <= 0 else typed // 10**more
        if self.cuts_amounts and kind[0] == "money":
            return Quantity(number, half, typed, -half if number < 0 else half)
        return Quantity(number, half, typed)

    def with_amounts_cut(self) -> Sheet:
        """The same form, every amount of which was cut and not rounded."""
        other = self._copy()
        other.cuts_amounts = True
        other.quantities = {
            path: each._replace(shift=-each.half if each.value < 0 else each.half)
            if self.values[path].type == "money"
            else each
            for path, each in self.quantities.items()
        }
        return other

    def replaced(self, path: str, number: Fraction, digits: int) -> Sheet:
        """The same form with another number, typed with `digits` decimals, in one cell."""
        value = self.values[path]
        unit = step(value, digits)
        other = self._copy()
        quantity = self._quantity(
            path,
            number.numerator * self.unit // number.denominator,
            unit.numerator * self.unit // (2 * unit.denominator),
            digits,
            (value.type, value.scale),
        )
        other.quantities = {**self.quantities, path: quantity}
        return other

    def _copy(self) -> Sheet:
        other = Sheet.__new__(Sheet)
        other.__dict__.update(self.__dict__)
        return other

    def digits(self, path: str) -> int:
        """How many decimals a corrected value of this cell would be typed with, at most."""
        value = self.values[path]
        habit = self.habits.get((value.type, value.scale))
        return max(value.decimals or 0, min(SEEN_DIGITS, habit.most if habit is not None else 0))

    def likely_digits(self, path: str) -> int:
        """The same, but no more than any other cell has: more may be owed to a slip."""
        beside = self.digits_beside(path)
        return self.digits(path) if beside is None else min(self.digits(path), beside)

    def digits_beside(self, path: str) -> int | None:
        """The most decimals that any other cell of this kind has; None where there is none."""
        value = self.values[path]
        habit = self.habits.get((value.type, value.scale))
        if habit is None:
            return None
        is_most = path in self.quantities and (value.decimals or 0) == habit.most
        return habit.next if is_most and habit.times == 1 else habit.most

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

    def fewest_digits(self, path: str) -> int:
        """How many decimals are written even where they are zeros.

        That is what all others of the column are typed with, or else what the cell itself has.
        """
        if not self.keeps_zeros(path):
            return 0
        own = self.values[path].decimals or 0
        if self.columns is None:
            self.columns = {}
            for each in self.quantities:
                other = self.values[each]
                column = (other.type, other.scale, each.rpartition(".")[2])
                self.columns.setdefault(column, Counter())[other.decimals or 0] += 1
        value = self.values[path]
        counted = self.columns.get((value.type, value.scale, path.rpartition(".")[2]), Counter())
        others = [digits for digits, times in counted.items() if times > (digits == own)]
        return max(own, others[0]) if len(others) == 1 else own

    def separator(self, path: str) -> str:
        """What parts the thousands in this cell, or in others of its kind if it is too short."""
        value = self.values[path]
        if _whole_digits(value) >= _GROUPED:
            return _separator(value)
        kind = (value.type, value.scale)
        known = self.separators.get(kind)
        if known is None:
            alike = (self.values[each] for each in self.quantities)
            found = Counter(
                _separator(other)
                for other in alike
                if (other.type, other.scale) == kind and _whole_digits(other) >= _GROUPED
            )
            known = found.most_common(1)[0][0] if found else ""
            self.separators[kind] = known
        return known

    def is_marked_empty(self, path: str) -> bool:
        """Whether a dash, a slash or 无 says that there is nothing."""
        value = self.values.get(path)
        return value is not None and value.status == "blank" and bool((value.raw or "").strip())

    def interval(self, path: str) -> Interval:
        """What the cell stands for as an operand; a cell without a number counts as nothing."""
        return operand(self.quantities.get(path, NOTHING), self.unit)

    def computed_interval(self, path: str, *, cut: bool = False) -> Interval:
        """What the cell stands for as a computed rate; `cut` lets it be cut as well as rounded.

        Cut numbers lie in [v, v + u), mirrored for negative ones; with rounding beside it the
        hull is [v - u/2, v + u).
        """
        quantity = self.quantities.get(path, NOTHING)
        number, half = quantity.value, quantity.typed
        below = half if not cut or number > 0 else 2 * half
        above = half if not cut or number < 0 else 2 * half
        return Interval(
            exact(number - below, self.unit),
            exact(number + above, self.unit),
            low_open=below > half,
            high_open=above > half,
        )

    def shown(self, path: str) -> Fraction:
        """The number itself, without its half-width."""
        return exact(self.quantities.get(path, NOTHING).value, self.unit)


NOTHING = Quantity(0, 0, 0)


@lru_cache(maxsize=1 << 14)
def exact(count: int, unit: int) -> Fraction:
    """`count` units of 1/`unit`; kept, since the same few numbers are met again and again."""
    return Fraction(count, unit)


def operand(quantity: Quantity, unit: int) -> Interval:
    """What a written number stands for; a cut one does not reach its further end."""
    middle = quantity.value + quantity.shift
    return Interval(
        exact(middle - quantity.half, unit),
        exact(middle + quantity.half, unit),
        low_open=quantity.shift < 0,
        high_open=quantity.shift > 0,
    )


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


def _typed_half(value: Value) -> tuple[int, int, int] | None:
    """Half a unit of the last digit typed as a quotient of integers, with its decimal places.

    None when the number cannot be judged.
    """
    number, half, scale = value.number, value.half_width, value.scale
    for part in (half, scale):
        if part is not None and not part.is_finite():
            return None
    if number is not None and not _is_sane(number):
        return None
    return _half_of(half, scale, value.decimals or 0)


@lru_cache(maxsize=1 << 10)
def _half_of(
    half: Decimal | None, scale: Decimal | None, decimals: int
) -> tuple[int, int, int] | None:
    if decimals not in range(MOST_DIGITS) or (scale is not None and not scale > 0):
        return None
    if half is None:
        half = _EXACT.multiply((scale or Decimal(1)).scaleb(-decimals, _EXACT), _HALF)
    if half < 0 or not _is_sane(half) or (scale is not None and not _is_sane(scale)):
        return None
    return *half.as_integer_ratio(), _places(half)


def _habit(digits: list[int]) -> Habit:
    most = max(digits)
    times = digits.count(most)
    return Habit(most, times, max((each for each in digits if each != most), default=None))


def _whole_digits(value: Value) -> int:
    return len((value.shown or "").lstrip("-").partition(".")[0].rstrip("%‰").replace(",", ""))


def _separator(value: Value) -> str:
    whole = (value.typed or value.shown or "").partition(".")[0]
    return next((sign for sign in (",", "'") if sign in whole), "")


def _is_sane(number: Decimal) -> bool:
    if not number.is_finite():
        return False
    return -MOST_DIGITS <= number.adjusted() <= MOST_DIGITS and _places(number) <= MOST_DIGITS


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
