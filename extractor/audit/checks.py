"""CHECKS: what each kind of check means. Every judge takes a bound check and the form's numbers.

Blanks: a row that is blank throughout counts as nothing in a sum; one blank in a filled row is
missing, and then nothing is judged; a dash, a slash or 无 says itself that there is nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from itertools import product

import msgspec

from extractor.audit import convention
from extractor.audit.constraints import Bound, Linear, Ratio, Relating
from extractor.audit.convention import Cell, Convention, missing_or_blank
from extractor.audit.intervals import Interval, point
from extractor.audit.plan import Checks, Plan
from extractor.audit.propagation import View, settled
from extractor.audit.ratios import CONTRADICTS, fits_cut
from extractor.audit.sheet import Sheet
from extractor.audit.verdicts import (
    BLANK,
    EMPTY_LIST,
    EXACT,
    INCONSISTENT,
    NO_PARTS,
    NOT_YET,
    UNKNOWN_KIND,
    UNLIKELY,
    UNTESTED,
    WITHIN,
    Verdict,
)
from extractor.rulebook.expression import Predicate, Test


class Case(msgspec.Struct, frozen=True):
    """A form before the bench: what it says, and what its rule file means."""

    plan: Plan
    checks: Checks
    sheet: Sheet


#: A gap of more standard deviations is hardly owed to rounding.
_DEVIATIONS = 3

Judge = Callable[[Bound, Case], Verdict]


class Judged(msgspec.Struct, frozen=True):
    """All verdicts, in the order of the checks, and the conventions they were judged by.

    `cells` are the rates by the entry of the rule file that declares them; `cut` the positions of
    the checks that hold only because amounts are cut on this form.
    """

    verdicts: tuple[Verdict, ...]
    conventions: Mapping[int, Convention]
    cells: Mapping[int, Sequence[Cell]] = {}
    cut: tuple[int, ...] = ()


def judge_all(case: Case) -> Judged:
    """Judge every check: first what needs no convention, then the rates by what the form shows."""
    bounds = case.checks.bounds
    verdicts: list[Verdict] = []
    groups: dict[int, list[Cell]] = defaultdict(list)
    doubtful: set[str] = set()
    sheet = case.sheet
    for position, bound in enumerate(bounds):
        ratio = bound.ratio
        verdict: Verdict | None
        if _is_pending(bound, sheet):
            verdict = NOT_YET
        elif ratio is not None and bound.condition is None:
            verdict = convention.early(bound, ratio, sheet)
            if verdict is None:
                groups[bound.check.declared].append(convention.cell(position, ratio, sheet))
        else:
            verdict = CHECKS.get(bound.check.kind, judge_unknown)(bound, case)
            if verdict.grade == "inconsistent" and bound.is_contradiction:
                doubtful.update(bound.paths)
        verdicts.append(verdict or BLANK)
    doubtful |= _contradicted(groups)
    conventions = {
        declared: convention.learn(cells, frozenset(doubtful), sheet)
        for declared, cells in groups.items()
    }
    for declared, cells in groups.items():
        for cell in cells:
            verdicts[cell.position] = convention.judge(cell, conventions[declared], sheet)
    return Judged(tuple(verdicts), conventions, groups)


def _contradicted(groups: Mapping[int, Sequence[Cell]]) -> set[str]:
    """The cells of rates that no base could mend: there is but one."""
    return {
        path
        for cells in groups.values()
        for cell in cells
        if len(cell.fits) == 1 and cell.fits[0] in CONTRADICTS
        for path in (cell.ratio.rate, cell.ratio.over, *cell.ratio.bases)
    }


def learned_anew(
    case: Case, judged: Judged, touched: Collection[int]
) -> tuple[Mapping[int, Sequence[Cell]], Mapping[int, Convention]]:
    """Cells and conventions once some numbers are others, after which `touched` sums hold.

    `case` has the new numbers; `judged` is how the form was judged with the old ones.
    """
    bounds, sheet = case.checks.bounds, case.sheet
    groups: dict[int, Sequence[Cell]] = {}
    for declared, cells in judged.cells.items():
        changed = {cell.position for cell in cells}.intersection(touched)
        groups[declared] = cells
        if changed:
            groups[declared] = [
                convention.cell(cell.position, cell.ratio, sheet)
                if cell.position in changed
                else cell
                for cell in cells
            ]
    doubtful = _contradicted(groups)
    for position, verdict in enumerate(judged.verdicts):
        if verdict.grade == "inconsistent" and position not in touched:
            bound = bounds[position]
            if bound.is_contradiction and bound.ratio is None:
                doubtful.update(bound.paths)
    known = frozenset(doubtful)
    return groups, {
        declared: convention.learn(cells, known, sheet) for declared, cells in groups.items()
    }


def judge_one(bound: Bound, case: Case, conventions: Mapping[int, Convention]) -> Verdict:
    """Judge one check by conventions that are known: for trying out another value in a cell."""
    ratio = bound.ratio
    if _is_pending(bound, case.sheet):
        return NOT_YET
    if ratio is None or bound.condition is not None:
        return CHECKS.get(bound.check.kind, judge_unknown)(bound, case)
    early = convention.early(bound, ratio, case.sheet)
    if early is not None:
        return early
    known = conventions.get(bound.check.declared, convention.UNDETERMINED)
    return convention.judge(convention.cell(0, ratio, case.sheet), known, case.sheet)


def fits_if_cut(ratio: Ratio, sheet: Sheet) -> bool:
    """Whether cutting would explain a rate, on any of its bases."""
    rate, over = sheet.quantities.get(ratio.rate), sheet.quantities.get(ratio.over)
    bases = (sheet.quantities.get(base) for base in ratio.bases)
    return (
        rate is not None
        and over is not None
        and any(base is not None and fits_cut(rate, over, base, sheet.unit) for base in bases)
    )


def _is_pending(bound: Bound, sheet: Sheet) -> bool:
    return (
        bool(sheet.pending)
        and bound.condition is None
        and not sheet.pending.isdisjoint(bound.paths)
    )


# ------------------------------------------------------------------------------ the judges


def judge_sum(bound: Bound, case: Case) -> Verdict:
    """A total and its parts: their intervals must meet."""
    linear = bound.relations[0].linear if len(bound.relations) == 1 else None
    if linear is None:
        return judge_comparison(bound, case)
    sheet = case.sheet
    total = bound.computed
    at_most = bound.relations[0].relation == "<="
    if total is not None and total not in sheet.quantities:
        return _blank_total(bound, linear, total, sheet)
    gap = slack = shift = parts = 0
    is_cut = False
    for sign, path in linear.terms:
        quantity = sheet.quantities.get(path)
        if quantity is None:
            lacking = _lacking(path, case)
            if lacking is not None:
                return _list_not_scored(linear, sheet) or lacking
            continue
        gap += sign * quantity.value
        slack += quantity.half
        shift += sign * quantity.shift
        is_cut = is_cut or quantity.shift != 0
        # Of `a + b <= c` the parts are the left side's: where none is filled in, nothing is summed.
        parts += sign > 0 if at_most else path != total
    if not parts or (linear.listed and linear.listed.isdisjoint(sheet.quantities)):
        return EMPTY_LIST if linear.listed else NO_PARTS
    gap += _scaled(linear, sheet)
    shown = sheet.quantities[total].half if total is not None else 0
    # What is cut does not reach the further end of its interval.
    slack -= is_cut
    if at_most:
        return _at_most(gap, slack - shift)
    verdict = _graded(gap, shown, slack, shift)
    if verdict.grade == "within_rounding" and linear.listed:
        return _far(gap, linear, sheet) or verdict
    return verdict


def judge_comparison(bound: Bound, case: Case) -> Verdict:
    """An order, an equality, a range: nothing is compared with a blank."""
    sheet = case.sheet
    quantities = sheet.quantities
    for path in bound.paths:
        if path not in quantities:
            if sheet.unreadable:
                unreadable = next((p for p in bound.paths if p in sheet.unreadable), None)
                if unreadable is not None:
                    return Verdict("unchecked", "unreadable", unreadable)
            return BLANK
    worst = EXACT
    for relating in bound.relations:
        verdict = _relation(bound, relating, sheet)
        if verdict.grade == "inconsistent":
            return verdict
        if verdict.grade != "exact":
            worst = verdict
    return worst


def judge_range(bound: Bound, case: Case) -> Verdict:
    """Constants as bounds; over the rows of a list, blanks count as in a sum."""
    linear = bound.relations[0].linear if bound.relations else None
    if linear is not None and linear.listed and bound.relations[0].relation == "=":
        return judge_sum(bound, case)
    return judge_comparison(bound, case)


def judge_ratio(bound: Bound, case: Case) -> Verdict:
    """A computed number that is no plain quotient, such as a score."""
    if len(bound.relations) == 1 and bound.computed is not None:
        sheet = case.sheet
        unreadable = next((path for path in bound.paths if path in sheet.unreadable), None)
        if unreadable is not None:
            return Verdict("unchecked", "unreadable", unreadable)
        others = [path for path in bound.paths if path != bound.computed]
        if bound.computed not in sheet.quantities:
            return missing_or_blank(bound, [bound.computed, *others], others, sheet)
    return judge_comparison(bound, case)


def judge_condition(bound: Bound, case: Case) -> Verdict:
    """`if test then …`. An explicit 0 is no amount: it may stand beside 无该项内容."""
    condition = bound.condition
    if condition is None:
        return judge_comparison(bound, case)
    values = case.sheet.values
    test = condition.test
    if isinstance(test, Predicate):
        if not _holds(test, case):
            return UNTESTED
    elif not _is_met(test, case):
        value = values.get(test.path)
        if value is not None and value.status == "unreadable":
            return Verdict("unchecked", "unreadable", test.path)
        return UNTESTED
    then = condition.then
    if not isinstance(then, Predicate):
        return judge_comparison(_without_test(bound, condition.test), case)
    if _holds(then, case):
        return EXACT
    wrong = [path for path in then.paths if not _holds(Predicate(then.name, (path,)), case)]
    unreadable = next((path for path in wrong if _is_unreadable(path, case)), None)
    if unreadable is not None and len(wrong) == 1:
        return Verdict("unchecked", "unreadable", unreadable)
    return INCONSISTENT


def judge_unknown(bound: Bound, case: Case) -> Verdict:  # noqa: ARG001  # a judge's parameters
    """A kind that a rule file may name, but that nothing judges yet."""
    return UNKNOWN_KIND


#: Kind of a check in a rule file → its judge. Plain ratios are judged all together, since they
#: share a convention (`convention.py`); what is registered here judges other formulas.
CHECKS: Mapping[str, Judge] = {
    "total": judge_sum,
    "ratio": judge_ratio,
    "order": judge_comparison,
    "equal": judge_comparison,
    "range": judge_range,
    "choice": judge_condition,
}

# ----------------------------------------------------------------- what the judges ask


def _graded(gap: int, shown: int, slack: int, shift: int) -> Verdict:
    if -shown <= gap <= shown:
        return EXACT
    return WITHIN if -slack <= gap + shift <= slack else INCONSISTENT


def _far(gap: int, linear: Linear, sheet: Sheet) -> Verdict | None:
    """`UNLIKELY` where parts that rounded independently would hardly leave such a gap.

    One error of rounding is uniform over a unit, with a variance of 1/12 of its square, that of a
    sum is the sum of theirs: beyond three standard deviations lie 3 sums of 1,000.
    """
    widths = [sheet.quantities[path].half for _, path in linear.terms if path in sheet.quantities]
    # (2 half)² / 12 each; all in integers: gap² > 9 · Σ half² / 3
    is_far = gap * gap > _DEVIATIONS**2 * sum(half * half for half in widths) // 3
    return UNLIKELY if is_far else None


def _at_most(gap: int, slack: int) -> Verdict:
    """An order fails only where no rounding explains that the left side is greater."""
    if gap <= 0:
        return EXACT
    return WITHIN if gap <= slack else INCONSISTENT


def _scaled(linear: Linear, sheet: Sheet) -> int:
    """The constant in the sheet's unit; constants of rule files have few digits."""
    return int(Fraction(linear.constant) * sheet.unit) if linear.constant else 0


def _blank_total(bound: Bound, linear: Linear, total: str, sheet: Sheet) -> Verdict:
    if total in sheet.unreadable:
        return Verdict("unchecked", "unreadable", total)
    value = sheet.values.get(total)
    if value is None or value.status == "absent" or sheet.is_marked_empty(total):
        return BLANK
    for path in bound.paths:
        if path in sheet.quantities and not (
            linear.listed and linear.listed.isdisjoint(sheet.quantities)
        ):
            return Verdict("unchecked", "missing", total)
    return BLANK


def _lacking(path: str, case: Case) -> Verdict | None:
    """Why a part without a number cannot count as nothing; None when it can."""
    sheet = case.sheet
    if path in sheet.unreadable:
        return Verdict("unchecked", "unreadable", path)
    value = sheet.values.get(path)
    if value is None or value.status == "absent" or sheet.is_marked_empty(path):
        return None
    for other in case.plan.row_of(path, sheet.values):
        if other != path and _is_filled(other, case):
            return Verdict("unchecked", "missing", path)
    return None


def _list_not_scored(linear: Linear, sheet: Sheet) -> Verdict | None:
    """A column of a list that was left blank altogether: there is nothing to add up."""
    if not linear.listed or not linear.listed.isdisjoint(sheet.unreadable):
        return None
    return EMPTY_LIST if linear.listed.isdisjoint(sheet.quantities) else None


def _relation(bound: Bound, relating: Relating, sheet: Sheet) -> Verdict:
    linear = relating.linear
    if linear is None:
        return _formula(bound, relating, sheet)
    gap = _scaled(linear, sheet)
    slack = shown = shift = 0
    is_cut = False
    for sign, path in linear.terms:
        quantity = sheet.quantities[path]
        gap += sign * quantity.value
        slack += quantity.half
        shift += sign * quantity.shift
        is_cut = is_cut or quantity.shift != 0
        if path == bound.computed:
            shown = quantity.half
    slack -= is_cut
    if relating.relation == "=":
        return _graded(gap, shown, slack, shift)
    return _at_most(gap, slack - shift)


def _formula(bound: Bound, relating: Relating, sheet: Sheet) -> Verdict:
    """Any other comparison, with intervals."""
    view = View(bound.rows, reading(bound, sheet))
    shown = View(bound.rows, lambda path: point(sheet.shown(path)))
    possible = False
    for one, other in product(settled(relating.left, view), settled(relating.right, view)):
        left, right = view.evaluate(one), view.evaluate(other)
        if relating.relation == "<=":
            if left.above().meet(right.below()) is not None:
                return EXACT
        elif left.meet(right) is not None:
            if left.meet(shown.evaluate(relating.right)) is not None:
                return EXACT
            possible = True
    return WITHIN if possible else INCONSISTENT


def reading(bound: Bound, sheet: Sheet, *, cut: bool = False) -> Callable[[str], Interval]:
    """How the cells of a check are read: computed rates by the digits typed, others as operands."""
    computed = bound.computed if bound.check.kind == "ratio" else None

    def read(path: str) -> Interval:
        if path == computed:
            return sheet.computed_interval(path, cut=cut)
        return sheet.interval(path)

    return read


def _holds(predicate: Predicate, case: Case) -> bool:
    if predicate.name == "blank":
        return not any(
            _is_filled(path, case) and not _is_zero(path, case) for path in predicate.paths
        )
    return all(_is_filled(path, case) for path in predicate.paths)


def _is_met(test: Test, case: Case) -> bool:
    value = case.sheet.values.get(test.path)
    return value is not None and value.status == "found" and value.value == test.code


def _is_filled(path: str, case: Case) -> bool:
    value = case.sheet.values.get(path)
    return value is not None and value.status in {"found", "unreadable"}


def _is_unreadable(path: str, case: Case) -> bool:
    value = case.sheet.values.get(path)
    return value is not None and value.status == "unreadable"


def _is_zero(path: str, case: Case) -> bool:
    quantity = case.sheet.quantities.get(path)
    return quantity is not None and quantity.value == 0


def _without_test(bound: Bound, test: Test | Predicate) -> Bound:
    tested = {test.path} if isinstance(test, Test) else set(test.paths)
    left: Sequence[str] = [path for path in bound.paths if path not in tested]
    return msgspec.structs.replace(bound, paths=tuple(left), condition=None)
