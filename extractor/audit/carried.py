"""One slip that stands in several cells: restated in a second row, carried into a total.

Where a source has all of the money, its row and the total say the same twice; whoever copies one
from the other copies the slip. A total that a program adds up carries a slip of its part. Such
cells agree with each other, so that no single change mends the form: all must move together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from extractor.audit.intervals import Interval, point
from extractor.audit.localize import Explanation, Search
from extractor.audit.typed import Typed, typed

_FEWEST = 2
_MOST_COMBINED = 24
_MOST_FOUND = 8
_LINKS = frozenset({"total", "equal"})


def carried(
    search: Search, broken: Sequence[int], singles: Sequence[Explanation]
) -> Iterator[Explanation]:
    """Cells that move together and so repair what no single cell does, and what does it as well.

    After each such explanation come the equally small ones by single cells of the broken checks:
    two rates that are both wrong, where two amounts would be.
    """
    sheet = search.case.sheet
    seen: set[frozenset[str]] = set()
    for path in dict.fromkeys(each for p in broken for each in search.speaks_of(p)):
        if path not in sheet.quantities or sheet.values[path].type == "rate":
            continue
        cells = linked(search, path)
        if len(cells) < _FEWEST or frozenset(cells) in seen:
            continue
        seen.add(frozenset(cells))
        repairs = [p for p in broken if not set(cells).isdisjoint(search.speaks_of(p))]
        if len(repairs) < _FEWEST or any(set(repairs) <= each.repairs for each in singles):
            continue
        found = _moved_together(search, cells, repairs)
        if found is not None:
            yield found
            yield from _as_small(search, found, singles)


def linked(search: Search, path: str) -> tuple[str, ...]:
    """The cells that must change with this one for the sums that hold to hold; parts come first.

    A total follows its part; a part follows its total where it is the only one that is not 0.
    """
    found = {path: False}  # whether another cell of these makes it up
    waiting = [path]
    while waiting:
        each = waiting.pop()
        for whole, parts in _sums(search, each):
            others = parts if each == whole else (whole,)
            if each == whole and len(parts) > 1:
                continue
            waiting += (other for other in others if other not in found)
            found.update({other: found.get(other, False) for other in others})
            found[whole] = True
    return tuple(sorted(found, key=lambda each: found[each]))


def _sums(search: Search, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sums that hold and speak of a cell: the total, and its parts that are not 0."""
    quantities = search.case.sheet.quantities
    for position in search.constraints(path):
        bound = search.case.checks.bounds[position]
        linear = bound.relations[0].linear
        is_link = bound.check.kind in _LINKS and bound.computed is not None
        if linear is None or not is_link or bound.relations[0].relation != "=":
            continue
        if search.judged.verdicts[position].grade == "inconsistent":
            continue
        parts = [part for _, part in linear.terms if part != bound.computed]
        told = tuple(part for part in parts if part in quantities and quantities[part].value)
        if bound.computed is not None and (path == bound.computed or path in told):
            yield bound.computed, told


def moved(
    search: Search, cells: Collection[str], change: Fraction, digits: int
) -> Mapping[str, Typed]:
    """These cells, all greater by the same."""
    sheet = search.case.sheet
    return {
        path: typed(sheet.values[path], sheet.shown(path) + change, max(digits, sheet.digits(path)))
        for path in cells
    }


def _moved_together(
    search: Search, cells: Sequence[str], repairs: Sequence[int]
) -> Explanation | None:
    """How one change of all these cells repairs the broken checks that speak of them."""
    sheet, first = search.case.sheet, cells[0]
    own = {
        path: [p for p in search.constraints(path) if _speaks_once(search, p, cells)]
        for path in cells
    }
    regions: list[Interval] = [search.possible(first)]
    for path, positions in own.items():
        apart = point(sheet.shown(first) - sheet.shown(path))
        for position in positions:
            allowed = [each + apart for each in search.allowed(position, path)]
            met = (region.meet(each) for region in regions for each in allowed)
            regions = [region for region in met if region is not None]
    if not regions:
        return None
    for path, positions in own.items():
        wrong = [position for position in positions if position in repairs]
        for value in search.following(path, wrong, positions):
            change = moved(search, cells, value.number - sheet.shown(path), value.digits)
            is_possible = all(each.number in search.possible(p) for p, each in change.items())
            if is_possible and search.holds(dict(change), repairs):
                return _made(first, repairs, regions, change, follows=True)
    for region in regions:
        for value, is_only in search.simplest(first, region, sheet.digits(first)):
            change = moved(search, cells, value.number - sheet.shown(first), value.digits)
            if search.holds(dict(change), repairs):
                follows = is_only and len(regions) == 1
                return _made(first, repairs, regions, change, follows=follows)
    return None


def _speaks_once(search: Search, position: int, cells: Sequence[str]) -> bool:
    """Whether a check speaks of one of these cells alone: what joins two holds whatever moves."""
    return len(set(cells).intersection(search.speaks_of(position))) == 1


def _made(
    first: str,
    repairs: Sequence[int],
    regions: Sequence[Interval],
    change: Mapping[str, Typed],
    *,
    follows: bool,
) -> Explanation:
    others = tuple((path, value) for path, value in change.items() if path != first)
    return Explanation(
        first, frozenset(repairs), tuple(regions), change[first], follows, others, is_carried=True
    )


def _as_small(
    search: Search, found: Explanation, singles: Sequence[Explanation]
) -> Iterator[Explanation]:
    """As many single cells or fewer that together repair the same."""
    near = [each for each in singles if each.repairs <= found.repairs]
    if len(near) > _MOST_COMBINED:
        return
    count = 0
    for size in range(_FEWEST, len(found.changes) + 1):
        for several in combinations(near, size):
            if frozenset().union(*(each.repairs for each in several)) != found.repairs:
                continue
            if sum(len(each.repairs) for each in several) != len(found.repairs):
                continue
            change = {each.field: each.value for each in several}
            if count < _MOST_FOUND and search.holds(change, found.repairs):
                count += 1
                first, *rest = several
                others = tuple((each.field, each.value) for each in rest)
                yield Explanation(
                    first.field, found.repairs, first.regions, first.value, first.follows, others
                )
