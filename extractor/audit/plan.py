"""What a rule file means for the audit, worked out once: bound checks, rows, names of fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from extractor.audit.constraints import Bound, Rows, bind
from extractor.audit.layout import Layout
from extractor.audit.names import Names, is_row_number
from extractor.audit.restated import Index
from extractor.model import Value
from extractor.rulebook import Rule
from extractor.rulebook.expression import Number

_MOST_KEPT = 64
_plans: dict[int, tuple[Rule, Plan]] = {}


class Checks:
    """All checks of a rule, bound to the rows that its lists have on one form."""

    def __init__(self, rule: Rule, rows: Rows) -> None:
        self.rows = rows
        self.bounds: tuple[Bound, ...] = tuple(
            bound for check in rule.checks for bound in bind(check, rows)
        )

    @cached_property
    def given(self) -> frozenset[str]:
        """Numbers that must add up to a constant: weights are set, not computed."""
        return frozenset(
            path
            for bound in self.bounds
            if any(
                isinstance(side, Number) and relating.relation == "="
                for relating in bound.relations
                for side in (relating.left, relating.right)
            )
            for path in bound.paths
        )

    @cached_property
    def touching(self) -> Mapping[str, tuple[int, ...]]:
        """Field → the positions of the checks that speak of it."""
        found: dict[str, list[int]] = {}
        for position, bound in enumerate(self.bounds):
            for path in bound.paths:
                found.setdefault(path, []).append(position)
        return {path: tuple(positions) for path, positions in found.items()}


class Plan:
    """A rule as the audit needs it."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.names = Names(rule)
        self.list_names = tuple(listing.name for listing in rule.lists)
        self.levels = {listing.name: frozenset(listing.levels) for listing in rule.lists}
        self.table_rows = _table_rows(rule)
        self.layout = Layout(rule)
        self._checks: dict[tuple[tuple[str, ...], ...], Checks] = {}

    @cached_property
    def restated(self) -> Index:
        """Which cells a phrase of a text names."""
        return Index(self.rule)

    def checks(self, values: Mapping[str, Value]) -> Checks:
        """The checks for the rows that this record's lists have."""
        rows = self._rows(values) if self.list_names else {}
        key = tuple(rows[name] for name in self.list_names)
        found = self._checks.get(key)
        if found is None:
            if len(self._checks) >= _MOST_KEPT:
                self._checks.clear()
            found = self._checks[key] = Checks(self.rule, rows)
        return found

    def _rows(self, values: Mapping[str, Value]) -> dict[str, tuple[str, ...]]:
        rows: dict[str, dict[str, None]] = {name: {} for name in self.list_names}
        for path in values:
            name, _, rest = path.partition(".")
            if name in rows:
                index = rest.partition(".")[0]
                if is_row_number(index):
                    rows[name][index] = None
        return {name: tuple(found) for name, found in rows.items()}

    def row_of(self, path: str, values: Mapping[str, Value]) -> tuple[str, ...]:
        """All fields of the row of a table or list that `path` belongs to, itself among them.

        Rows below a row of a table are part of it: 自有资金 is not blank where 事业收入 is filled.
        The levels of a list are printed or merged over many rows, and so are not counted.
        """
        row = self.table_rows.get(path)
        if row is not None:
            return row
        name, _, rest = path.partition(".")
        if name not in self.levels:
            return (path,)
        prefix = f"{name}.{rest.partition('.')[0]}."
        return tuple(
            other
            for other in values
            if other.startswith(prefix) and other[len(prefix) :] not in self.levels[name]
        )


def plan_of(rule: Rule) -> Plan:
    """The rule's plan, kept as long as the rule is in use."""
    kept = _plans.get(id(rule))
    if kept is not None and kept[0] is rule:
        return kept[1]
    if len(_plans) >= _MOST_KEPT:
        _plans.clear()
    plan = Plan(rule)
    _plans[id(rule)] = (rule, plan)
    return plan


def _table_rows(rule: Rule) -> dict[str, tuple[str, ...]]:
    rows: dict[str, list[str]] = {}
    for path, field in rule.fields.items():
        if field.table is not None:
            rows.setdefault(_row_prefix(path), []).append(path)
    parents = {
        f"{table.name}.{row.key}": f"{table.name}.{row.parent}"
        for table in rule.tables
        for row in table.rows
        if row.parent is not None
    }
    filled_by = {prefix: list(row) for prefix, row in rows.items()}
    for prefix, row in rows.items():
        above, seen = parents.get(prefix), {prefix}
        while above is not None and above not in seen:
            filled_by.setdefault(above, []).extend(row)
            seen.add(above)
            above = parents.get(above)
    return {path: tuple(filled_by[prefix]) for prefix, row in rows.items() for path in row}


def _row_prefix(path: str) -> str:
    """`funds.total.q1.spent` → `funds.total`."""
    table, _, rest = path.partition(".")
    return f"{table}.{rest.partition('.')[0]}"
