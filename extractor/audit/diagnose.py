"""Why a cell may be wrong: which known slip turns a number that would hold into what is typed.

Every cause is a function from what is typed (`Slip`) to the numbers that were meant, each with
the words of the message. Where other cells call for one value, that value decides; where they
only bound it, a slip explains the cell if what was meant lies within the bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import msgspec

from extractor.audit.checks import Case
from extractor.audit.constraints import Bound
from extractor.audit.intervals import Interval
from extractor.audit.sheet import step
from extractor.audit.typed import Typed
from extractor.model import Value

_LARGEST_SHIFT = 8
_UNIT_POWERS = (4, 3, 8)
_MOST_DIGITS = 18
#: A value that follows from rounded numbers may be off by so many units of the last digit.
_SLACK = 2
#: Slips that change a number so much that a value within a quarter of what follows will do.
_SHARE = 4
_SHARP = frozenset({"unit_slip", "percent_slip", "decimal_shift", "sign"})


class Meant(msgspec.Struct, frozen=True):
    """What was probably meant, and the parts of the sentence; paths stand for cells to name.

    `number` None: the slip says nothing of what was meant, only where the wrong number is from.
    `is_told`: the sentence shows the whole number, right and wrong.
    """

    number: Typed | None
    cells: Mapping[str, str] = {}
    words: Mapping[str, str] = {}
    is_told: bool = False


class Slip(msgspec.Struct, frozen=True):
    """A cell that is thought wrong: what is typed there, on what form.

    `accused` are the cells that are thought wrong as well, from which nothing was copied.
    """

    case: Case
    path: str
    value: Value
    typed: Typed
    most: int
    keeps_zeros: bool
    accused: frozenset[str] = frozenset()

    def is_typable(self, digits: str, decimals: int) -> bool:
        """Whether somebody would type these digits on this form."""
        whole = digits[: len(digits) - decimals]
        if not whole or (len(whole) > 1 and whole[0] == "0") or decimals > self.most:
            return False
        if self.keeps_zeros:
            return decimals == self.most
        return not decimals or digits[-1] != "0"

    @property
    def digits(self) -> str:
        """The digits without sign and point, as many decimals as are typed."""
        return f"{abs(self.typed.count):0{self.typed.digits + 1}d}"

    def shown(self, path: str) -> Typed | None:
        """What another cell holds, in the digits typed there."""
        return _as_typed(self.case, path)

    def number(self, digits: str, decimals: int) -> Typed | None:
        """A text of digits as a number; None where nobody would have typed it so."""
        if not self.is_typable(digits, decimals):
            return None
        count = int(digits)
        if self.typed.count < 0:
            count = -count
        return Typed(count, decimals, step(self.value, decimals))

    def plus(self, other: Typed, sign: int) -> Typed | None:
        """The sum with another cell's number, in the digits of both."""
        number = self.typed.number + sign * other.number
        count = number / step(self.value, self.most)
        if count.denominator != 1:
            return None
        return _trimmed(self, int(count), self.most)


class Diagnosis(msgspec.Struct, frozen=True):
    """The most specific cause that explains a cell, and what was meant if the slip tells.

    `tries` is how many numbers the slip could have come from: the fewer, the less is it chance.
    `is_exact` says that what was meant is what the other cells call for.
    """

    cause: str
    meant: Meant
    tries: int
    is_exact: bool


Guess = Callable[[Slip], Iterator[Meant]]


def slip_of(
    case: Case, path: str, accused: frozenset[str] = frozenset(), most: int | None = None
) -> Slip | None:
    """The cell as a slip; None where its number cannot be taken apart.

    `accused` are cells that cannot have been copied from. `most` are the decimals that may have
    been meant, by default those of other such cells.
    """
    typed = _as_typed(case, path)
    if typed is None or len(str(typed.count)) > _MOST_DIGITS:
        return None
    beside = case.sheet.digits_beside(path) if most is None else most
    most = typed.digits if beside is None else beside
    keeps_zeros = case.sheet.keeps_zeros(path)
    return Slip(case, path, case.sheet.values[path], typed, most, keeps_zeros, accused)


def _as_typed(case: Case, path: str) -> Typed | None:
    value = case.sheet.values.get(path)
    if value is None or path not in case.sheet.quantities:
        return None
    digits = value.decimals or 0
    unit = step(value, digits)
    count = case.sheet.shown(path) / unit
    return Typed(int(count), digits, unit) if count.denominator == 1 else None


def diagnose(
    slip: Slip,
    regions: tuple[Interval, ...],
    wanted: Typed | None,
    is_right: Callable[[Typed], bool],
) -> Diagnosis | None:
    """Why a number is wrong, if one known slip explains it.

    `wanted` is the value that follows from other cells, `is_right` says whether a value holds.
    """
    possible: Diagnosis | None = None
    windows = _Windows(slip, regions)
    for cause, guess in GUESSES.items():
        guessed = list(guess(slip))
        tries = max(1, len(guessed))
        for meant in guessed:
            number = meant.number
            if number is None:
                return Diagnosis(cause, meant, tries, is_exact=False)
            gap = 0 if wanted is None else _gap(number, wanted)
            if wanted is not None and gap == 0:
                return Diagnosis(cause, _told(slip, meant), tries, is_exact=True)
            if possible is not None or not _is_near(slip, cause, number, wanted):
                continue
            # Fewer digits stand for more numbers than the regions are made for.
            is_in = number in windows or number.digits < slip.typed.digits
            if is_in and is_right(number):
                possible = Diagnosis(cause, _told(slip, meant), tries, is_exact=False)
        if wanted is None and possible is not None:
            return possible
    return possible


class _Windows:
    """The regions of a cell as counts of what can be typed, for each number of decimals."""

    def __init__(self, slip: Slip, regions: tuple[Interval, ...]) -> None:
        self.slip = slip
        self.regions = regions
        self.known: dict[int, list[tuple[int | None, int | None]]] = {}

    def __contains__(self, number: Typed) -> bool:
        found = self.known.get(number.digits)
        if found is None:
            unit = step(self.slip.value, number.digits)
            found = self.known[number.digits] = [
                (
                    None if region.low is None else -(-region.low // unit),
                    None if region.high is None else region.high // unit,
                )
                for region in self.regions
            ]
        return any(
            (low is None or low <= number.count) and (high is None or number.count <= high)
            for low, high in found
        )


def _gap(number: Typed, wanted: Typed) -> int:
    """How far apart two numbers of one cell are, in units of the last digit that either has."""
    if number.digits == wanted.digits:
        return abs(number.count - wanted.count)
    digits = max(number.digits, wanted.digits)
    one: int = number.count * 10 ** (digits - number.digits)
    other: int = wanted.count * 10 ** (digits - wanted.digits)
    return abs(one - other)


def _is_near(slip: Slip, cause: str, number: Typed, wanted: Typed | None) -> bool:
    """Whether a value that follows from rounded numbers may as well be this one."""
    if wanted is None:
        return True
    digits = max(number.digits, wanted.digits)
    near = _SLACK * 10 ** (digits - min(slip.most, number.digits))
    gap = _gap(number, wanted)
    if gap <= near:
        return True
    size: int = abs(wanted.count) * 10 ** (digits - wanted.digits)
    return cause in _SHARP and _SHARE * gap <= size


# ------------------------------------------------------------------------------- the guesses


def wrong_base(slip: Slip) -> Iterator[Meant]:
    """A rate that is exact for another candidate base."""
    for bound in _defining(slip):
        ratio = bound.ratio
        if ratio is None or ratio.rate != slip.path:
            continue
        over = slip.shown(ratio.over)
        for base in ratio.bases if len(ratio.bases) > 1 else ():
            under = slip.shown(base)
            if over is None or under is None or not under.number:
                continue
            if abs(over.number / under.number - slip.typed.number) <= _half(slip):
                yield Meant(None, {"base": base})


def omitted_part(slip: Slip) -> Iterator[Meant]:
    """A total that lacks exactly one of its parts."""
    for part in _parts(slip, slip.path):
        other = slip.shown(part)
        number = slip.plus(other, 1) if other is not None and other.count else None
        if number is not None:
            yield Meant(number, {"part": part})


def double_counted(slip: Slip) -> Iterator[Meant]:
    """A total that holds a part, or a part of a part, twice."""
    for part in _parts(slip, slip.path):
        for twice in (part, *_parts(slip, part)):
            other = slip.shown(twice)
            number = slip.plus(other, -1) if other is not None and other.count else None
            if number is not None:
                yield Meant(number, {"part": twice})


def not_cumulative(slip: Slip) -> Iterator[Meant]:
    """A period alone, where the periods before it belong to it too."""
    before = slip.case.plan.layout.previous.get(slip.path)
    other = slip.shown(before) if before is not None else None
    if before is None or other is None or not other.count or slip.value.type != "money":
        return
    number = slip.plus(other, 1)
    if number is not None:
        yield Meant(number, {"other": before})


def stale_period(slip: Slip) -> Iterator[Meant]:
    """The number of the period before."""
    before = slip.case.plan.layout.previous.get(slip.path)
    yield from _copied(slip, (before,) if before is not None else ())


def copied_neighbour(slip: Slip) -> Iterator[Meant]:
    """The number of a cell next to it."""
    yield from _copied(slip, slip.case.plan.layout.neighbours.get(slip.path, ()))


def unit_slip(slip: Slip) -> Iterator[Meant]:
    """An amount in another unit."""
    if slip.value.type == "money":
        for power in _UNIT_POWERS:
            for number in _both_ways(slip, power):
                if number.digits <= slip.most:
                    yield Meant(number, words={"factor": f"{10**power}"})


def percent_slip(slip: Slip) -> Iterator[Meant]:
    """A rate off by a hundred."""
    if slip.value.type == "rate":
        yield from map(Meant, _both_ways(slip, 2))


def decimal_shift(slip: Slip) -> Iterator[Meant]:
    """A number off by a power of ten."""
    for power in range(1, _LARGEST_SHIFT + 1):
        yield from (Meant(each) for each in _both_ways(slip, power) if each.digits <= slip.most)


def transposed_digits(slip: Slip) -> Iterator[Meant]:
    """Two adjacent digits exchanged; those on both sides of the point are not adjacent."""
    digits, decimals = slip.digits, slip.typed.digits
    for at in range(len(digits) - 1):
        one, two = digits[at], digits[at + 1]
        if one != two and at + 1 != len(digits) - decimals:
            meant = slip.number(digits[:at] + two + one + digits[at + 2 :], decimals)
            if meant is not None:
                yield Meant(meant, words={"right": two + one, "wrong": one + two})


def dropped_digit(slip: Slip) -> Iterator[Meant]:
    """One digit lost, before or after the point."""
    digits, decimals = slip.digits, slip.typed.digits
    point = len(digits) - decimals
    for at in range(len(digits) + 1):
        for more in {int(at > point), int(at >= point)}:
            for digit in "0123456789":
                meant = slip.number(digits[:at] + digit + digits[at:], decimals + more)
                if meant is not None:
                    yield Meant(meant, is_told=True)


def doubled_digit(slip: Slip) -> Iterator[Meant]:
    """One digit typed twice."""
    digits, decimals = slip.digits, slip.typed.digits
    point = len(digits) - decimals
    for at in range(len(digits) - 1):
        if digits[at] == digits[at + 1] and at + 1 != point:
            meant = slip.number(digits[:at] + digits[at + 1 :], decimals - (at >= point))
            if meant is not None:
                yield Meant(meant, is_told=True)


def wrong_digit(slip: Slip) -> Iterator[Meant]:
    """One digit replaced by another."""
    digits, decimals = slip.digits, slip.typed.digits
    for at, wrong in enumerate(digits):
        for right in "0123456789":
            meant = slip.number(digits[:at] + right + digits[at + 1 :], decimals)
            if right != wrong and meant is not None:
                yield Meant(meant, words={"right": right, "wrong": wrong})


def sign(slip: Slip) -> Iterator[Meant]:
    """A minus that nobody meant."""
    typed = slip.typed
    if typed.count < 0:
        yield Meant(Typed(-typed.count, typed.digits, typed.unit))


#: Cause → its guess, the most specific first. Causes of several cells are found in `whole.py`.
GUESSES: Mapping[str, Guess] = {
    "wrong_base": wrong_base,
    "omitted_part": omitted_part,
    "double_counted": double_counted,
    "not_cumulative": not_cumulative,
    "stale_period": stale_period,
    "copied_neighbour": copied_neighbour,
    "unit_slip": unit_slip,
    "percent_slip": percent_slip,
    "decimal_shift": decimal_shift,
    "transposed_digits": transposed_digits,
    "dropped_digit": dropped_digit,
    "doubled_digit": doubled_digit,
    "wrong_digit": wrong_digit,
    "sign": sign,
}

# ------------------------------------------------------------------------- what guesses ask


def _defining(slip: Slip) -> Iterator[Bound]:
    """The equations that compute this cell."""
    bounds = slip.case.checks.bounds
    for position in slip.case.checks.touching.get(slip.path, ()):
        if bounds[position].computed == slip.path and bounds[position].is_contradiction:
            yield bounds[position]


def _parts(slip: Slip, path: str) -> Iterator[str]:
    """The cells that a total is the sum of."""
    bounds = slip.case.checks.bounds
    for position in slip.case.checks.touching.get(path, ()):
        bound = bounds[position]
        linear = bound.relations[0].linear if bound.relations else None
        if linear is not None and bound.check.kind == "total" and bound.computed == path:
            yield from (part for _, part in linear.terms if part != path)


def _copied(slip: Slip, others: tuple[str, ...]) -> Iterator[Meant]:
    for path in others:
        other = slip.shown(path) if path not in slip.accused else None
        if other is not None and other.number == slip.typed.number:
            yield Meant(None, {"other": path})


def _half(slip: Slip) -> Fraction:
    return step(slip.value, slip.typed.digits)


def _both_ways(slip: Slip, power: int) -> tuple[Typed, Typed]:
    return _scaled(slip, power), _scaled(slip, -power)


def _scaled(slip: Slip, power: int) -> Typed:
    """The number with its point moved, in as few decimals as it needs."""
    count, decimals = slip.typed.count, slip.typed.digits - power
    if decimals < 0:
        count, decimals = count * 10**-decimals, 0
    return _trimmed(slip, count, decimals)


def _trimmed(slip: Slip, count: int, decimals: int) -> Typed:
    fewest = slip.most if slip.keeps_zeros else 0
    while decimals > fewest and count % 10 == 0:
        count, decimals = count // 10, decimals - 1
    return Typed(count, decimals, step(slip.value, decimals))


def _told(slip: Slip, meant: Meant) -> Meant:
    """The same with the words of a sentence that shows the whole number."""
    if not meant.is_told or meant.number is None:
        return meant
    words = {"right": _written(meant.number), "wrong": _written(slip.typed)}
    return msgspec.structs.replace(meant, words=words)


def _written(number: Typed) -> str:
    whole, part = divmod(abs(number.count), 10**number.digits)
    decimals = f".{part:0{number.digits}d}" if number.digits else ""
    return f"{'-' if number.count < 0 else ''}{whole}{decimals}"
