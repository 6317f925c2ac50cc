"""Numbers as a person would have typed them into a cell, and as the contract writes them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction

import msgspec

from extractor.audit.sheet import Sheet, step
from extractor.model import Value

_CONTEXT = Context(prec=400)


class Typed(msgspec.Struct, frozen=True):
    """A number on the grid of what can be typed: `count` times `unit`, its last decimal's worth.

    Many are tried and few are kept, so that the number itself is worked out when it is asked for.
    """

    count: int
    digits: int
    unit: Fraction

    @property
    def number(self) -> Fraction:
        """The number, exact, in the value's own unit."""
        return Fraction(self.count * self.unit.numerator, self.unit.denominator)


def typed(
    value: Value, number: Fraction, digits: int, fewest: int = 0, *, cut: bool = False
) -> Typed:
    """`number` as it would be typed into this cell: rounded half up, or cut, to `digits`.

    Zeros at the end are dropped, as Word and people do, as long as `fewest` decimals are left.
    """
    unit = step(value, digits)
    over = abs(number.numerator) * unit.denominator
    under = number.denominator * unit.numerator
    count = over // under if cut else (2 * over + under) // (2 * under)
    while digits > fewest and count % 10 == 0:
        count //= 10
        digits -= 1
    count = -count if number < 0 else count
    return Typed(count, digits, step(value, digits))


def typed_into(
    sheet: Sheet, path: str, number: Fraction, others: Iterable[str] = (), *, cut: bool = False
) -> Typed:
    """`number` as this form would have it in one cell; `others` are the parts of a sum."""
    value = sheet.values[path]
    fewest = (value.decimals or 0) if sheet.keeps_zeros(path) else 0
    return typed(value, number, sheet.digits_for(path, others), fewest, cut=cut)


def text(value: Value, number: Typed) -> str:
    """The characters: point, thousands separators and percent sign as the cell has them."""
    shown = value.shown or ""
    whole, part = divmod(abs(number.count), 10**number.digits)
    sign = "-" if number.count < 0 else ""
    grouped = f"{whole:,}" if "," in shown else str(whole)
    decimals = f".{part:0{number.digits}d}" if number.digits else ""
    percent = shown[-1:] if shown[-1:] in {"%", "％"} else ""
    return f"{sign}{grouped}{decimals}{percent}"


def plain(number: Fraction) -> str:
    """A terminating decimal as the contract writes values: no exponent, no zeros at the end."""
    quotient = _CONTEXT.divide(Decimal(number.numerator), Decimal(number.denominator))
    written = f"{quotient:f}"
    return written.rstrip("0").rstrip(".") or "0" if "." in written else written


def end(number: Fraction | None, like: Value, digits: int) -> str | None:
    """An end of an interval, to two digits more than are typed in the cell."""
    if number is None:
        return None
    unit = step(like, digits) / 100
    places = 0
    while unit < 1 and places < Context().prec * 4:
        unit *= 10
        places += 1
    return plain(Fraction(round(number * 10**places), 10**places))
