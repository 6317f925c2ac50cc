"""Numbers as a person would have typed them into a cell, and as the contract writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction

import msgspec

from extractor.audit.sheet import Sheet, step
from extractor.model import Value

_CONTEXT = Context(prec=400)
#: What stands before the digits, the digits, and what stands after them.
_AS_TYPED = re.compile(r"([^0-9.]*)([0-9][0-9,' .]*|[.][0-9]+)(?<! )( ?[^0-9]*)")
_SIGN = re.compile(r"[-+负]\s*")


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
    fewest = sheet.fewest_digits(path)
    return typed(sheet.values[path], number, sheet.digits_for(path, others), fewest, cut=cut)


def text(sheet: Sheet, path: str, number: Typed) -> str:
    """The characters that would stand in this cell: separators, signs and unit as it has them.

    A number too short for a separator is grouped as the others of its kind are.
    """
    value = sheet.values[path]
    match = _AS_TYPED.fullmatch(value.typed or value.shown or "")
    before, after = (match[1], match[3]) if match else ("", "")
    whole, part = divmod(abs(number.count), 10**number.digits)
    sign = "-" if number.count < 0 else ""
    grouped = f"{whole:,}".replace(",", sheet.separator(path))
    decimals = f".{part:0{number.digits}d}" if number.digits else ""
    return f"{sign}{_SIGN.sub('', before)}{grouped}{decimals}{after}"


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
