"""The exact search: which single cell, changed, would make a contradiction disappear.

A cell explains a contradiction when some value, typed into it alone, makes every check that
touches it hold, the broken ones and those that hold now. The checks' intervals for the cell are
intersected (Fellegi and Holt 1976, "A systematic approach to automatic edit and imputation":
the fewest cells that can be changed so that all edits hold), and a value found that way is put
into the form and judged again, so that no explanation rests on propagation alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

import msgspec

from extractor.audit import checks, convention, ratios
from extractor.audit.checks import Case, Judged
from extractor.audit.constraints import Bound, Linear, Ratio
from extractor.audit.intervals import WHOLE, Interval, point
from extractor.audit.propagation import View
from extractor.audit.sheet import NOTHING, Sheet, exact, step
from extractor.audit.typed import Typed, typed, typed_into
from extractor.audit.verdicts import JUDGED, PASSED, Verdict
from extractor.rulebook.expression import Relation


class Explanation(msgspec.Struct, frozen=True):
    """A cell whose change, with that of `others`, repairs the broken checks at `repairs`.

    `regions` are the numbers that may be typed there; `value` one of them that holds, and
    `follows` says that it follows from the other cells and is not merely possible. `cause` is
    the slip that explains what is typed, `cells` and `words` the parts of its sentence,
    `tries` and `is_exact` how telling it is (`diagnose.py`). `meant` is what a slip tells was
    meant where another value follows. `is_carried`: all cells move by the same (`carried.py`).
    """

    field: str
    repairs: frozenset[int]
    regions: tuple[Interval, ...]
    value: Typed
    follows: bool
    others: tuple[tuple[str, Typed], ...] = ()
    cause: str | None = None
    cells: Mapping[str, str] = {}
    words: Mapping[str, str] = {}
    tries: int = 1
    is_exact: bool = False
    meant: Typed | None = None
    is_carried: bool = False

    @property
    def changes(self) -> dict[str, Typed]:
        """What is typed instead, by cell."""
        return {self.field: self.value, **dict(self.others)}


class Cause(msgspec.Struct, frozen=True):
    """Broken checks with one root: the cell that the form decides on, or all that could be it.

    `whole` explains them by several cells at once: a row left at 0, two cells exchanged.
    `left_out` counts the alternatives that are too many to be told.
    """

    broken: tuple[int, ...]
    suspect: Explanation | None = None
    alternatives: tuple[Explanation, ...] = ()
    whole: Explanation | None = None
    left_out: int = 0


class Search:
    """The search over one form's constraint system."""

    def __init__(self, case: Case, judged: Judged) -> None:
        self.case = case
        self.judged = judged
        self._speaks_of: dict[int, tuple[str, ...]] = {}

    def explanations(self, broken: Sequence[int]) -> list[Explanation]:
        """All single-cell explanations of any of the broken checks."""
        touched: dict[str, list[int]] = {}
        for position in broken:
            for path in self.speaks_of(position):
                if path in self.case.sheet.quantities:
                    touched.setdefault(path, []).append(position)
        found = [
            self.explain(path, positions)
            # A rate that only the wrong number hid to be cut: too few others to learn it from.
            or (
                self.explain(path, positions, may_cut=True)
                if len(positions) > 1 or self.shows_cutting
                else None
            )
            for path, positions in touched.items()
        ]
        return [explanation for explanation in found if explanation is not None]

    def explain(self, path: str, broken: list[int], *, may_cut: bool = False) -> Explanation | None:
        """How a change of this one cell repairs the broken checks that touch it, if it can."""
        possible = self.possible(path)
        regions: list[Interval] = [possible]
        constraints = self.constraints(path)
        for position in sorted(constraints, key=lambda each: each not in broken):
            allowed = self.allowed(position, path, may_cut=may_cut)
            met = (region.meet(each) for region in regions for each in allowed)
            regions = [region for region in met if region is not None]
            if not regions:
                return None
        for candidate in self.following(path, broken, constraints):
            if candidate.number in possible and self.holds({path: candidate}, broken):
                return Explanation(path, frozenset(broken), tuple(regions), candidate, follows=True)
        digits = self.case.sheet.digits(path)
        for region in regions:
            for candidate, alone in self.simplest(path, region, digits):
                if self.holds({path: candidate}, broken):
                    follows = alone and len(regions) == 1
                    return Explanation(path, frozenset(broken), tuple(regions), candidate, follows)
        return None

    def possible(self, path: str) -> Interval:
        """What may be meant in a cell at all: no amount or score below 0 where there is none."""
        if self.case.sheet.values[path].type in self._negative:
            return WHOLE
        return Interval(Fraction(0))

    @cached_property
    def _negative(self) -> frozenset[str]:
        """The types of numbers that are negative in some cell which nothing contradicts."""
        below = [path for path, each in self.case.sheet.quantities.items() if each.value < 0]
        if not below:
            return frozenset()
        wrong = self.broken(range(len(self.case.checks.bounds)))
        accused = {path for position in wrong for path in self.speaks_of(position)}
        return frozenset(self.case.sheet.values[path].type for path in below if path not in accused)

    @cached_property
    def shows_cutting(self) -> bool:
        """Whether any rate of the form is cut."""
        return any(verdict.grade == "truncated" for verdict in self.judged.verdicts)

    def after(self, change: Mapping[str, Typed], *, learns: bool = False) -> Search:
        """The search over the same form with other numbers in some cells, judged anew there.

        `learns`: by the conventions that the form shows with these numbers.
        """
        case, touched = self._changed(change)
        judged = self.judged
        if learns:
            cells, conventions = checks.learned_anew(case, judged, touched)
            judged = msgspec.structs.replace(judged, cells=cells, conventions=conventions)
        verdicts = list(judged.verdicts)
        for position in touched:
            bound = case.checks.bounds[position]
            if bound.is_contradiction:
                verdicts[position] = checks.judge_one(bound, case, judged.conventions)
        return Search(case, msgspec.structs.replace(judged, verdicts=tuple(verdicts)))

    def broken(self, positions: Iterable[int]) -> list[int]:
        """Which of these checks are contradictions that fail."""
        bounds, verdicts = self.case.checks.bounds, self.judged.verdicts
        return [
            position
            for position in positions
            if bounds[position].is_contradiction and verdicts[position].grade == "inconsistent"
        ]

    def speaks_of(self, position: int) -> tuple[str, ...]:
        """The cells of a check; of candidate bases the one that is the form's, once it is known."""
        known = self._speaks_of.get(position)
        if known is None:
            bound, bases = self.case.checks.bounds[position], self.judged.verdicts[position].bases
            ratio = bound.ratio
            known = bound.paths
            if ratio is not None and len(bases) == 1:
                known = (ratio.rate, ratio.over, ratio.bases[bases[0]])
            self._speaks_of[position] = known
        return known

    def touching(self, fields: Iterable[str]) -> list[int]:
        """The checks that speak of any of these cells."""
        known = self.case.checks.touching
        return sorted({position for path in fields for position in known.get(path, ())})

    def constraints(self, path: str) -> list[int]:
        """The positions of the contradiction checks that touch a cell and were judged."""
        bounds, verdicts = self.case.checks.bounds, self.judged.verdicts
        return [
            position
            for position in self.case.checks.touching.get(path, ())
            if bounds[position].is_contradiction and verdicts[position].grade in JUDGED
        ]

    def allowed(self, position: int, path: str, *, may_cut: bool = False) -> list[Interval]:
        """What may be written into the cell for one check to hold."""
        bound = self.case.checks.bounds[position]
        verdict = self.judged.verdicts[position]
        cuts = may_cut or self.cuts(bound, verdict)
        sheet = self.case.sheet
        linear = bound.relations[0].linear if len(bound.relations) == 1 else None
        if linear is not None and bound.check.kind != "ratio":
            return [linear_required(linear, bound.relations[0].relation, path, sheet)]
        if bound.ratio is not None:
            fixed = ratios.fixed(bound.ratio, sheet) if path == bound.ratio.rate else None
            if fixed is not None:
                half = Fraction(sheet.quantities[path].typed, sheet.unit)
                return [point(fixed).widened(2 * half if cuts else half)]
            return [
                ratio_required(bound.ratio, base, path, sheet, cut=cuts) for base in verdict.bases
            ]
        return self._formula_allowed(bound, verdict, path, cut=cuts)

    def _formula_allowed(
        self, bound: Bound, verdict: Verdict, path: str, *, cut: bool
    ) -> list[Interval]:
        """The same for any other statement, by its tree."""
        quantity = self.case.sheet.quantities[path]
        is_rate = bound.check.kind == "ratio" and bound.computed == path
        width = Fraction(quantity.typed if is_rate else quantity.half, self.case.sheet.unit)
        width *= 2 if is_rate and cut else 1
        read = checks.reading(bound, self.case.sheet, cut=cut)
        allowed: list[Interval] = []
        for base in verdict.bases:
            view = View(bound.rows, read, base)
            required: Interval | None = WHOLE
            for relating in bound.relations:
                required = required and required.meet(view.required(relating, path))
            if required is not None:
                allowed.append(required.widened(width))
        return allowed

    def cuts(self, bound: Bound, verdict: Verdict) -> bool:
        """Whether the rate of this check may be cut instead of rounded."""
        known = self.judged.conventions.get(bound.check.declared, convention.UNDETERMINED)
        return known.may_cut or verdict.grade == "truncated"

    def following(self, path: str, broken: list[int], constraints: list[int]) -> Iterator[Typed]:
        """The values that equations call for, computed from the numbers as they are shown."""
        sheet = self.case.sheet
        tried: set[Typed] = set()
        for position in dict.fromkeys((*broken, *constraints)):
            bound, verdict = self.case.checks.bounds[position], self.judged.verdicts[position]
            parts = bound.paths if bound.relations[0].linear is not None else ()
            known = self.judged.conventions.get(bound.check.declared, convention.UNDETERMINED)
            cut = known.cuts or verdict.grade == "truncated"
            numbers = set(self.recomputed(bound, verdict, path))
            if len(numbers) == 1:
                number = numbers.pop()
                likely = typed_into(sheet, path, number, parts, cut=cut)
                own = typed(sheet.values[path], number, sheet.digits(path), cut=cut)
                for value in dict.fromkeys((likely, own)):
                    if value not in tried:
                        tried.add(value)
                        yield value

    def recomputed(self, bound: Bound, verdict: Verdict, path: str) -> list[Fraction]:
        """What one equation makes of the cell; several where the form's base is not known."""
        relating = bound.relations[0]
        if len(bound.relations) != 1 or relating.relation != "=":
            return []
        sheet = self.case.sheet
        if relating.linear is not None:
            number = linear_solved(relating.linear, path, sheet)
            return [] if number is None else [number]
        if bound.computed != path:
            return []
        if relating.ratio is not None:
            over = sheet.shown(relating.ratio.over)
            under = [sheet.shown(relating.ratio.bases[base]) for base in verdict.bases]
            return [over / each for each in under if each]
        views = (
            View(bound.rows, lambda each: point(sheet.shown(each)), base) for base in verdict.bases
        )
        required = [view.required(relating, path) for view in views]
        return [each.low for each in required if each.low is not None and each.is_bounded]

    def simplest(self, path: str, region: Interval, digits: int) -> list[tuple[Typed, bool]]:
        """Numbers in a region that can be typed, the shortest first; each with: the only one."""
        value = self.case.sheet.values[path]
        found: list[tuple[Typed, bool]] = []
        for places in range(digits + 1):
            unit = step(value, places)
            low = None if region.low is None else -((-region.low) // unit)
            high = None if region.high is None else region.high // unit
            if low is not None and region.low_open and low * unit == region.low:
                low += 1
            if high is not None and region.high_open and high * unit == region.high:
                high -= 1
            if low is not None and high is not None:
                if low > high:
                    continue
                middle = (low + high) // 2
            else:
                middle = low if low is not None else high if high is not None else 0
            found.append((Typed(middle, places, unit), places == digits and low == high))
        return sorted(found, key=lambda each: not each[1])

    def holds(self, change: dict[str, Typed], broken: Iterable[int]) -> bool:
        """Whether all checks that touch the changed cells hold, and the broken ones by judging.

        The conventions are those of the form as it is; where the change would have other ones
        learned, the rates must hold by those.
        """
        case, touched = self._changed(change)
        must = set(broken)
        departing = set()
        for position in touched:
            bound = case.checks.bounds[position]
            if not bound.is_contradiction:
                continue
            verdict = checks.judge_one(bound, case, self.judged.conventions)
            # 0 over 0 says nothing, and so contradicts nothing.
            is_well = verdict.grade in PASSED or verdict.reason == "zero_over_zero"
            if verdict.grade == "inconsistent" or (position in must and not is_well):
                if not (bound.ratio and checks.fits_if_cut(bound.ratio, case.sheet)):
                    return False
                departing.add(position)
        return self._holds_anew(case, departing, {*touched, *must})

    def _holds_anew(self, case: Case, departing: set[int], positions: set[int]) -> bool:
        """Whether rates hold by the conventions that the changed form would show.

        `departing` are those that do not hold by the conventions of the form as it is.
        """
        groups, conventions = checks.learned_anew(case, self.judged, positions)
        for declared, cells in groups.items():
            known = conventions[declared]
            concerned = [cell for cell in cells if cell.position in positions]
            if known == self.judged.conventions[declared]:
                if any(cell.position in departing for cell in concerned):
                    return False
            elif any(
                convention.judge(cell, known, case.sheet).grade == "inconsistent"
                for cell in concerned
            ):
                return False
        return True

    def _changed(self, change: Mapping[str, Typed]) -> tuple[Case, dict[int, None]]:
        """The form with other numbers in some cells, and the checks that speak of them."""
        touched: dict[int, None] = {}
        for path in change:
            touched.update(dict.fromkeys(self.case.checks.touching.get(path, ())))
        return changed(self.case, change), touched


def changed(case: Case, change: Mapping[str, Typed]) -> Case:
    """The form with other numbers in some cells."""
    sheet = case.sheet
    for path, value in change.items():
        sheet = sheet.replaced(path, value.number, value.digits)
    return Case(case.plan, case.checks, sheet)


def linear_required(linear: Linear, relation: Relation, path: str, sheet: Sheet) -> Interval:
    """What may be written into a cell of a sum or an order, in integers until the end."""
    known = int(Fraction(linear.constant) * sheet.unit)
    slack = factor = 0
    for sign, each in linear.terms:
        quantity = sheet.quantities.get(each, NOTHING)
        slack += quantity.half
        known += sign * quantity.shift
        if each == path:
            factor += sign
        else:
            known += sign * quantity.value
    if factor == 0:
        return WHOLE
    # factor * x + known lies in [-slack, slack], or for an order below slack.
    unit = sheet.unit * factor
    first, second = exact(slack - known, unit), exact(-slack - known, unit)
    if relation == "<=":
        return Interval(None, first) if factor > 0 else Interval(first, None)
    return Interval(second, first) if factor > 0 else Interval(first, second)


def linear_solved(linear: Linear, path: str, sheet: Sheet) -> Fraction | None:
    """What an equation of sums makes of a cell, from the numbers as they are shown."""
    known = int(Fraction(linear.constant) * sheet.unit)
    factor = 0
    for sign, each in linear.terms:
        if each == path:
            factor += sign
        else:
            known += sign * sheet.quantities.get(each, NOTHING).value
    return exact(-known, factor * sheet.unit) if factor else None


def ratio_required(ratio: Ratio, base: int, path: str, sheet: Sheet, *, cut: bool) -> Interval:
    """What may be written into a cell of `rate = over / base`, wide enough for its own digits."""
    quantity = sheet.quantities[path]
    over, under = ratio.over, ratio.bases[base]
    if path == ratio.rate:
        width = exact(quantity.typed * (2 if cut else 1), sheet.unit)
        return (sheet.interval(over) / sheet.interval(under)).widened(width)
    rate = sheet.computed_interval(ratio.rate, cut=cut)
    if path == over:
        required = rate * sheet.interval(under)
    elif path == under:
        required = sheet.interval(over) / rate
    else:
        return WHOLE
    wide, shift = exact(quantity.half, sheet.unit), exact(abs(quantity.shift), sheet.unit)
    return required.widened(wide + shift)
