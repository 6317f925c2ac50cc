"""Which relations of a form its written numbers break, by exact intervals.

Written on its own, as a second opinion about what an audit must find. A written value whose last
digit is worth u stands for the closed interval of u around it. The u of an amount follows the most
digits seen on the form (at most two), that of a rate its own digits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from corpus.generator.slots import Slot, Slots

Interval = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts."""

    total: str
    parts: tuple[str, ...]
    kind: str = "total"

    def paths(self) -> tuple[str, ...]:
        """Return every cell it touches."""
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class Order:
    """The lesser cell does not exceed the greater."""

    lesser: str
    greater: str
    kind: str = "order"

    def paths(self) -> tuple[str, ...]:
        """Return every cell it touches."""
        return (self.lesser, self.greater)


@dataclass(frozen=True, slots=True)
class Equal:
    """Two cells that state one fact."""

    left: str
    right: str
    kind: str = "equal"

    def paths(self) -> tuple[str, ...]:
        """Return every cell it touches."""
        return (self.left, self.right)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate, its numerator, its base, and the other base that a reader might take."""

    rate: str
    upper: str
    base: str
    other: str = ""
    kind: str = "ratio"

    def paths(self) -> tuple[str, ...]:
        """Return every cell it touches."""
        return (self.rate, self.upper, self.base)


@dataclass(frozen=True, slots=True)
class Score:
    """A score and the weight that it must not exceed."""

    score: str
    weight: str
    kind: str = "range"

    def paths(self) -> tuple[str, ...]:
        """Return every cell it touches."""
        return (self.score, self.weight)


@dataclass(frozen=True, slots=True)
class Hundred:
    """Weights that add up to a hundred."""

    parts: tuple[str, ...]
    kind: str = "range"

    def paths(self) -> tuple[str, ...]:
        """Return every cell it touches."""
        return self.parts


Relation = Score | Hundred | Sum | Order | Equal | Ratio


class Reading:
    """The intervals of one form's written numbers."""

    def __init__(self, slots: Slots, *, cut: bool = False) -> None:
        """`cut` says that the form cuts its rates off instead of rounding them."""
        self.slots = slots
        self.cut = cut
        self.seen: dict[tuple[str, str], int] = {}
        for slot in slots.values():
            if slot.figure is not None and slot.kind != "rate":
                key = (slot.kind, slot.style.unit)
                self.seen[key] = max(self.seen.get(key, 0), slot.figure.places)

    def interval(self, path: str) -> Interval | None:
        """Return what a cell may stand for, None where it holds no number."""
        slot = self.slots.get(path)
        if slot is None or slot.figure is None:
            return None
        places = slot.figure.places
        if slot.kind != "rate":
            places = max(places, min(self.seen[slot.kind, slot.style.unit], 2))
        return _around(slot, places)

    def breaks(self, relation: Relation) -> bool:
        """Return whether no rounding explains what is written."""
        match relation:
            case Sum(total, parts):
                return self._breaks_sum(total, parts)
            case Hundred(parts):
                shares = [self.slots[part].figure for part in parts if part in self.slots]
                known = [share.exact for share in shares if share is not None]
                return len(known) == len(parts) and sum(known) != 100
            case Order(lesser, greater) | Score(lesser, greater):
                low, high = self.interval(lesser), self.interval(greater)
                return low is not None and high is not None and low[0] > high[1]
            case Equal(left, right):
                one, two = self.interval(left), self.interval(right)
                return one is not None and two is not None and not meet(one, two)
            case Ratio(rate, upper, base):
                return self.rate_breaks(rate, upper, base)

    def _breaks_sum(self, total: str, parts: Sequence[str]) -> bool:
        whole = self.interval(total)
        shares = [self.interval(part) for part in parts]
        known = [share for share in shares if share is not None]
        if whole is None or not known:
            return False
        for part, share in zip(parts, shares, strict=True):
            if share is None and not self._row_is_blank(part):
                return False
        low = sum((share[0] for share in known), Fraction(0))
        high = sum((share[1] for share in known), Fraction(0))
        return not meet(whole, (low, high))

    def _row_is_blank(self, path: str) -> bool:
        """A wholly blank row counts as nothing; one blank in a filled row is missing."""
        row = ".".join(path.split(".")[:2]) + "."
        return all(
            slot.figure is None and slot.text_override is None
            for other, slot in self.slots.items()
            if other.startswith(row)
        )

    def rate_breaks(self, rate: str, upper: str, base: str) -> bool:
        """Return whether neither rounding nor the form's cutting explains a rate."""
        numerator, divisor = self.interval(upper), self.interval(base)
        slot = self.slots.get(rate)
        if slot is None or slot.figure is None or numerator is None or divisor is None:
            return False
        if self.slots[base].exact == 0:
            return self.slots[upper].exact > 0
        quotient = _quotient(numerator, divisor)
        if quotient is None:
            return False
        half = slot.figure.half * slot.scale
        if meet((slot.exact - half, slot.exact + half), quotient):
            return False
        return not (self.cut and self._cut_fits(slot, quotient))

    def _cut_fits(self, slot: Slot, quotient: Interval) -> bool:
        assert slot.figure is not None  # noqa: S101 - the caller has looked
        unit = 2 * slot.figure.half * slot.scale
        return quotient[1] >= slot.exact and quotient[0] < slot.exact + unit

    def needs_cutting(self, relation: Ratio) -> bool:
        """Return whether a rate is explained by cutting it off, and by nothing else."""
        plain = Reading(self.slots)
        cut = Reading(self.slots, cut=True)
        path = (relation.rate, relation.upper, relation.base)
        return plain.rate_breaks(*path) and not cut.rate_breaks(*path)


def _around(slot: Slot, places: int) -> Interval:
    assert slot.figure is not None  # noqa: S101 - the caller has looked
    return _interval(slot.exact, slot.scale, places)


@lru_cache(maxsize=65536)
def _interval(middle: Fraction, scale: Fraction, places: int) -> Interval:
    half = scale / (2 * 10**places)
    return middle - half, middle + half


def meet(one: Interval, two: Interval) -> bool:
    """Return whether two closed intervals have a point in common."""
    return one[0] <= two[1] and two[0] <= one[1]


def _quotient(upper: Interval, base: Interval) -> Interval | None:
    if base[0] <= 0:
        return None
    return min(upper[0] / base[1], upper[0] / base[0]), max(upper[1] / base[0], upper[1] / base[1])


def broken(reading: Reading, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations that what is written breaks."""
    return [relation for relation in relations if reading.breaks(relation)]
