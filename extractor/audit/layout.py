"""Where the cells of a rule's tables stand beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import msgspec

from extractor.rulebook import Rule, Table

#: Cells of one row under one heading, by column: `{"received": path, "spent": path}`.
Slot = Mapping[str, str]


class Line(msgspec.Struct, frozen=True):
    """Slots in the order of the form: of one row along its headings, or of one column downwards."""

    slots: tuple[Slot, ...]


class Layout:
    """The tables of one rule as a person sees them."""

    def __init__(self, rule: Rule) -> None:
        self.previous: dict[str, str] = {}
        self.neighbours: dict[str, tuple[str, ...]] = {}
        self.rows: dict[str, tuple[str, ...]] = {}
        self.row_of: dict[str, str] = {}
        self.lines: list[Line] = []
        self.twins: list[tuple[str, str]] = []
        self.rule = rule
        for table in rule.tables:
            self._add(table)

    def _add(self, table: Table) -> None:
        grid = [
            [self._slot(table, row.key, heading) for heading in _headings(table)]
            for row in table.rows
        ]
        for row, slots in zip(table.rows, grid, strict=True):
            name = f"{table.name}.{row.key}"
            self.rows[name] = tuple(path for slot in slots for path in slot.values())
            self.row_of.update(dict.fromkeys(self.rows[name], name))
            headed = tuple(slot for slot in slots[1:] if slot)
            self.lines.append(Line(headed or self._alike(slots[0])))
            for early, late in pairwise(headed):
                for column, path in late.items():
                    if column in early:
                        self.previous[path] = early[column]
        beside: dict[str, list[str]] = {}
        self._sideways(grid, beside)
        self._downwards(grid, beside)
        self.neighbours.update({path: tuple(others) for path, others in beside.items()})

    def _slot(self, table: Table, row: str, heading: str) -> Slot:
        found = {}
        for column in table.columns:
            path = ".".join(part for part in (table.name, row, heading, column.key) if part)
            if path in self.rule.fields and bool(column.headings) == bool(heading):
                found[column.key] = path
        return found

    def _alike(self, slot: Slot) -> tuple[Slot, ...]:
        """The amounts of a row without headings, each a slot of its own."""
        return tuple({"": path} for path in slot.values() if self.rule.fields[path].type == "money")

    def _sideways(self, grid: list[list[Slot]], beside: dict[str, list[str]]) -> None:
        """Cells of one type next to each other in one row, skipping those of other types."""
        for slots in grid:
            by_type: dict[str, list[str]] = {}
            for slot in slots:
                for path in slot.values():
                    by_type.setdefault(self.rule.fields[path].type, []).append(path)
                self._twins(list(slot.values()))
            for paths in by_type.values():
                _link(paths, beside)

    def _downwards(self, grid: list[list[Slot]], beside: dict[str, list[str]]) -> None:
        for slots in zip(*grid, strict=True):
            for column in slots[0]:
                paths = [slot[column] for slot in slots]
                _link(paths, beside)
                self.twins += pairwise(paths)

    def _twins(self, paths: list[str]) -> None:
        """Cells of one slot and type: those whose numbers are exchanged by a slip."""
        for number, path in enumerate(paths):
            for other in paths[number + 1 :]:
                if self.rule.fields[path].type == self.rule.fields[other].type:
                    self.twins.append((path, other))


def _headings(table: Table) -> list[str]:
    return ["", *(heading.key for heading in table.headings)]


def _link(paths: list[str], beside: dict[str, list[str]]) -> None:
    for one, other in pairwise(paths):
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
