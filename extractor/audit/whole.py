"""Explanations by several cells at once, tried before single cells are blamed.

Another base for every rate is learned with the conventions (`convention.py`); here are a total
row left at its default 0, a row in another unit, two cells exchanged, numbers one place too far.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, product

from extractor.audit.carried import carried, moved
from extractor.audit.layout import Line
from extractor.audit.localize import Cause, Explanation, Search
from extractor.audit.sheet import step
from extractor.audit.typed import Typed, typed_into
from extractor.audit.units import percent_among_fractions, scaled

_FEWEST = 2
_MOST_TRIED = 4
_UNIT_POWERS = (4, -4, 3, -3, 8, -8)


def before(search: Search, broken: list[int]) -> tuple[list[Cause], list[int]]:
    """Causes that leave no sense in looking at single cells, and the checks they leave broken."""
    causes: list[Cause] = []
    bare = percent_among_fractions(search, broken)
    if bare is not None:
        causes.append(bare)
        broken = [position for position in broken if position not in bare.broken]
    rows: Collection[Sequence[str]] = search.case.plan.layout.rows.values()
    for paths in rows:
        found = _defaulted(search, paths, broken)
        if found is not None:
            causes.append(_cause(found))
            broken = [position for position in broken if position not in found.repairs]
    # One wrong cell breaks few sums; a row in another unit breaks them all.
    sums = {search.case.checks.bounds[p].path for p in broken if _is_sum(search, p)}
    rows = rows if len(sums) >= _FEWEST else ()
    scaled = [found for paths in rows if (found := _unit(search, paths, broken)) is not None]
    while scaled:
        # Where a total has but one part, either row may be the one in another unit.
        first = max(scaled, key=lambda each: len(each.repairs))
        same = [each for each in scaled if not each.repairs.isdisjoint(first.repairs)]
        scaled = [each for each in scaled if each not in same]
        best = [each for each in same if each.repairs == first.repairs]
        repairs = tuple(sorted(first.repairs))
        causes.append(_cause(first) if len(best) == 1 else Cause(repairs, None, tuple(best)))
        broken = [position for position in broken if position not in first.repairs]
    return causes, broken


def beside(
    search: Search, broken: list[int], singles: Sequence[Explanation]
) -> tuple[list[list[Explanation]], list[int]]:
    """What explains by several cells what no single one does, and the checks left broken.

    Explanations of the same checks stand together: which of them it was, the form does not say.
    """
    groups: list[list[Explanation]] = []
    if any(len(each.repairs) == len(broken) for each in singles):
        return groups, broken
    found = [
        *_swaps(search, broken, singles),
        *_shifts(search, broken, singles),
        *carried(search, broken, singles),
    ]
    for first in sorted(found, key=lambda each: -len(each.repairs)):
        if first.repairs <= set(broken):
            groups.append([each for each in found if each.repairs == first.repairs])
            broken = [position for position in broken if position not in first.repairs]
    return groups, broken


def _cause(found: Explanation) -> Cause:
    return Cause(tuple(sorted(found.repairs)), None, (found,), found)


def _made(
    change: Mapping[str, Typed], repairs: Sequence[int], cause: str, **cells: str
) -> Explanation:
    (field, value), *others = change.items()
    return Explanation(
        field,
        frozenset(repairs),
        (),
        value,
        follows=False,
        others=tuple(others),
        cause=cause,
        cells=cells,
    )


# --------------------------------------------------------------------- a total row left at 0


def _defaulted(search: Search, paths: Sequence[str], broken: Sequence[int]) -> Explanation | None:
    """A total row whose every number is 0 while its parts are not."""
    sheet, bounds = search.case.sheet, search.case.checks.bounds
    own = [path for path in paths if path in sheet.quantities and _is_money(search, path)]
    if not own or any(sheet.quantities[path].value for path in own):
        return None
    change: dict[str, Typed] = {}
    for position in broken:
        bound = bounds[position]
        if bound.check.kind == "total" and bound.computed in own:
            change.update(_total_of(search, bound.path))
    if not change:
        return None
    known = {*paths, *change}
    repairs = [position for position in broken if known & set(search.speaks_of(position))]
    change.update(_rates_beside(search, change))
    return _made(change, repairs, "defaulted_row") if search.holds(change, repairs) else None


def _total_of(search: Search, path: str) -> Mapping[str, Typed]:
    """What a total must be by its parts, with the cells that restate its 0; nothing if unclear."""
    own = [position for position in search.touching((path,)) if _is_sum(search, position)]
    restating = [path]
    for position in own:
        bound = search.case.checks.bounds[position]
        cells = [search.case.sheet.quantities.get(each) for each in bound.paths]
        if bound.check.kind == "equal" and all(
            cell is not None and not cell.value for cell in cells
        ):
            restating += (each for each in bound.paths if each != path)
    for value in search.following(path, search.broken(own), own):
        change = moved(search, restating, value.number, value.digits)
        if not search.after(change).broken(own):
            return change
    return {}


def _rates_beside(search: Search, change: Mapping[str, Typed]) -> dict[str, Typed]:
    """The rates that the amounts in `change` make wrong, as the form would then compute them."""
    after = search.after(change, learns=True)
    sheet, bounds = after.case.sheet, after.case.checks.bounds
    rates: dict[str, Typed] = {}
    touched = after.touching(change)
    for position in dict.fromkeys((*search.after(change).broken(touched), *after.broken(touched))):
        ratio, verdict = bounds[position].ratio, after.judged.verdicts[position]
        if ratio is None:
            continue
        base = sheet.shown(ratio.bases[verdict.bases[0]])
        if base:
            known = after.judged.conventions[bounds[position].check.declared]
            number = sheet.shown(ratio.over) / base
            rates[ratio.rate] = typed_into(sheet, ratio.rate, number, cut=known.cuts)
    return rates


def _is_money(search: Search, path: str) -> bool:
    return search.case.sheet.values[path].type == "money"


# ------------------------------------------------------------------------ a row in another unit


def _unit(search: Search, paths: Sequence[str], broken: Sequence[int]) -> Explanation | None:
    """A row whose amounts are all in another unit than the form's."""
    sheet = search.case.sheet
    own = [
        path
        for path in paths
        if path in sheet.quantities and _is_money(search, path) and sheet.quantities[path].value
    ]
    if len(own) < _FEWEST:
        return None
    repairs = [p for p in broken if not set(own).isdisjoint(search.speaks_of(p))]
    if len({search.case.checks.bounds[p].path for p in repairs if _is_sum(search, p)}) < _FEWEST:
        return None
    first = next(p for p in repairs if _is_sum(search, p))
    for power in _UNIT_POWERS:
        touched = [path for path in own if path in search.speaks_of(first)]
        if search.after({path: scaled(search, path, power) for path in touched}).broken((first,)):
            continue
        change = {path: scaled(search, path, power) for path in own}
        if search.holds(change, repairs):
            found = _made(change, repairs, "unit_slip")
            return _with_words(found, factor=f"{10 ** abs(power)}")
    return None


def _is_sum(search: Search, position: int) -> bool:
    return search.case.checks.bounds[position].check.kind in {"total", "equal"}


def _with_words(found: Explanation, **words: str) -> Explanation:
    return Explanation(
        found.field,
        found.repairs,
        found.regions,
        found.value,
        found.follows,
        found.others,
        found.cause,
        found.cells,
        words,
    )


# ----------------------------------------------------------------------------- exchanged cells


def _swaps(
    search: Search, broken: Sequence[int], singles: Sequence[Explanation]
) -> Iterator[Explanation]:
    """Two cells beside each other that hold each other's number."""
    wrong = {path for position in broken for path in search.speaks_of(position)}
    for one, other in search.case.plan.layout.twins:
        if one not in wrong or other not in wrong:
            continue
        found = _exchanged(search, one, other)
        if found is None or found[one].number == found[other].number:
            continue
        repairs = [p for p in broken if {one, other} & set(search.speaks_of(p))]
        if not _decides(search, repairs) or _is_single(repairs, singles):
            continue
        if search.holds(found, repairs):
            yield _made(found, repairs, "swapped_cells", other=other)


def _exchanged(search: Search, one: str, other: str) -> dict[str, Typed] | None:
    sheet = search.case.sheet
    if one not in sheet.quantities or other not in sheet.quantities:
        return None
    change = {}
    for path, source in ((one, other), (other, one)):
        digits = sheet.values[source].decimals or 0
        number = sheet.shown(source)
        unit = step(sheet.values[path], digits)
        count = number / unit
        if count.denominator != 1:
            return None
        change[path] = Typed(int(count), digits, unit)
    return change


def _decides(search: Search, repairs: Sequence[int]) -> bool:
    """Whether an equation is among what is repaired: an order alone holds by chance."""
    bounds = search.case.checks.bounds
    equations = [p for p in repairs if any(each.relation == "=" for each in bounds[p].relations)]
    return len(repairs) >= _FEWEST and bool(equations)


def _is_single(repairs: Sequence[int], singles: Sequence[Explanation]) -> bool:
    return any(set(repairs) <= each.repairs for each in singles)


# ------------------------------------------------------------------------------ displacement


def _shifts(
    search: Search, broken: Sequence[int], singles: Sequence[Explanation]
) -> Iterator[Explanation]:
    """A row whose amounts stand one period too late: the first of them is there twice."""
    for line in search.case.plan.layout.lines:
        columns = _displaced(search, line)
        if len(line.slots) > _FEWEST and columns:
            change = _moved_back(search, line, columns)
            wrong = {*change, *(line.slots[-1][column] for column in columns)}
            repairs = [p for p in broken if wrong & set(search.speaks_of(p))]
            if len(repairs) < _FEWEST or _is_single(repairs, singles):
                continue
            solved = _solved(search, change, [line.slots[-1][c] for c in columns], repairs)
            if solved is not None:
                yield _made(solved, repairs, "shifted")


def _displaced(search: Search, line: Line) -> list[str]:
    """The columns of amounts whose first two numbers are the same and whose later ones differ."""
    sheet = search.case.sheet
    found = []
    is_filled = False
    for column in line.slots[0] if line.slots else ():
        paths = [slot.get(column, "") for slot in line.slots]
        if all(path in sheet.quantities and _is_money(search, path) for path in paths):
            numbers = [sheet.quantities[path].value for path in paths]
            if numbers[0] == numbers[1] != numbers[-1]:
                found.append(column)
                is_filled = is_filled or numbers[0] != 0
    return found if is_filled else []


def _moved_back(search: Search, line: Line, columns: Sequence[str]) -> dict[str, Typed]:
    sheet = search.case.sheet
    change = {}
    for column in columns:
        for slot, later in zip(line.slots[1:-1], line.slots[2:], strict=True):
            digits = sheet.values[later[column]].decimals or 0
            number = sheet.shown(later[column])
            unit = step(sheet.values[slot[column]], digits)
            change[slot[column]] = Typed(int(number / unit), digits, unit)
    return change


def _solved(
    search: Search, change: dict[str, Typed], free: Sequence[str], repairs: Sequence[int]
) -> dict[str, Typed] | None:
    """The change with the numbers that were pushed out of the table, if all then holds."""
    choices: list[list[Typed]] = []
    after = search.after(change)
    for path in free:
        own = [p for p in search.touching((path,)) if path in search.speaks_of(p)]
        wrong = after.broken(own)
        values = after.following(path, wrong, after.constraints(path)) if wrong else ()
        choices.append(list(islice(values, _MOST_TRIED)) or [_kept(search, path)])
    for chosen in product(*choices):
        solved = {**change, **dict(zip(free, chosen, strict=True))}
        if search.holds(solved, repairs):
            return solved
    return None


def _kept(search: Search, path: str) -> Typed:
    return scaled(search, path, 0)
