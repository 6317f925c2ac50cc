"""Whole tables in the other unit, and rates one of which makes the others look wrong.

A table in 元 under a heading in 万元 agrees with itself; only what stands outside it (the budget
in the heading) tells. Bare rates are read together, all as percents where one is above 1: a
single 8.19 among fractions turns the right ones into contradictions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from extractor.audit.localize import Cause, Explanation, Search
from extractor.audit.sheet import step
from extractor.audit.typed import Typed

_FEWEST = 2
_PERCENT = Decimal("0.01")
_WAN = Decimal(10000)
#: What the largest amount of a project's table may plausibly be, in 元.
_LEAST, _MOST = 10**3, 10**9


def table_in_other_unit(search: Search, broken: Sequence[int]) -> Explanation | None:
    """A table of which every amount is off by 10⁴ from the cells outside that repeat it."""
    sheet = search.case.sheet
    tables: dict[str, list[str]] = defaultdict(list)
    for path in search.case.plan.layout.row_of:
        quantity = sheet.quantities.get(path)
        if quantity is not None and quantity.value and sheet.values[path].type == "money":
            tables[path.partition(".")[0]].append(path)
    for own in tables.values() if broken else ():
        inside = set(own)
        scales = {sheet.values[path].scale for path in own}
        if len(own) <= _FEWEST or len(scales) != 1 or not scales <= {_WAN, Decimal(1)}:
            continue
        if not all(_joins(search, position, inside) for position in broken):
            continue
        power = -4 if scales == {_WAN} else 4
        change = {path: scaled(search, path, power) for path in own}
        if not _LEAST <= max(value.number for value in change.values()) <= _MOST:
            continue
        if search.holds(change, broken):
            (field, value), *others = change.items()
            return Explanation(
                field,
                frozenset(broken),
                (),
                value,
                follows=False,
                others=tuple(others),
                cause="unit_slip",
                words={"factor": f"{10 ** abs(power)}"},
            )
    return None


def _joins(search: Search, position: int, inside: set[str]) -> bool:
    """Whether a check compares the table with a cell outside it."""
    bound = search.case.checks.bounds[position]
    spoken = set(search.speaks_of(position))
    return bound.check.kind == "equal" and bool(spoken & inside) and not spoken <= inside


def percent_among_fractions(search: Search, broken: Sequence[int]) -> Cause | None:
    """A bare rate above 1 that has all bare rates read as percents, where they are fractions."""
    sheet = search.case.sheet
    above: list[str] = []
    below: list[str] = []
    for path, quantity in sheet.quantities.items():
        if quantity.value and _is_bare_percent(search, path):
            (above if abs(sheet.shown(path)) * 100 > 1 else below).append(path)
    if not above or len(above) >= len(below):
        return None
    known = set(below)
    repairs = [p for p in broken if not known.isdisjoint(search.speaks_of(p))]
    change = {path: scaled(search, path, 2) for path in below}
    if len(repairs) < _FEWEST or not search.holds(change, repairs):
        return None
    field, *others = [(path, _as_fraction(search, path)) for path in above]
    found = Explanation(
        *(field[0], frozenset(repairs), (), field[1]),
        follows=True,
        others=tuple(others),
        cause="percent_slip",
    )
    if others:
        return Cause(tuple(repairs), None, (found,), found)
    return Cause(tuple(repairs), found)


def _is_bare_percent(search: Search, path: str) -> bool:
    value = search.case.sheet.values[path]
    is_bare = value.raw_unit is None and not (value.shown or "").endswith(("%", "％", "‰"))
    return value.type == "rate" and is_bare and value.scale == _PERCENT


def _as_fraction(search: Search, path: str) -> Typed:
    """The rate as it would have been typed among fractions: 0.0819 for 8.19."""
    digits = (search.case.sheet.values[path].decimals or 0) + 2
    unit = Fraction(1, 10**digits)
    return Typed(int(search.case.sheet.shown(path) / unit), digits, unit)


def scaled(search: Search, path: str, power: int) -> Typed:
    """The number of a cell with its point moved, in as few decimals as it needs."""
    value = search.case.sheet.values[path]
    number = search.case.sheet.shown(path) * Fraction(10) ** power
    digits = max(0, (value.decimals or 0) - power)
    count = int(number / step(value, digits))
    while digits > 0 and count % 10 == 0:
        count, digits = count // 10, digits - 1
    return Typed(count, digits, step(value, digits))
