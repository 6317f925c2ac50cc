"""How a form calls its fields: `funds.total.q1.spent_rate` is 资金总额 第1季度支出实现率."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import msgspec

from extractor.model import Value
from extractor.rulebook import List, Rule, Table

#: 1. · 2、 · （三） · 其中：1. before a label count the rows and are no part of the name.
_ENUMERATOR = re.compile(
    r"\s*(?:其中\s*[:：])?\s*(?:\d+\s*[.．、)）]|[一二三四五六七八九十]+\s*[、.．]|[(（][\d一二三四五六七八九十]+[)）])?\s*"
)
_LONGEST_ROW_NAME = 16
_LONGEST_ROW_NUMBER = 9


class Name(msgspec.Struct, frozen=True):
    """A field's name in its parts; a field outside of tables has only a column."""

    row: str
    heading: str
    column: str

    def __str__(self) -> str:
        return self._joined(self.row, self.heading, self.column)

    def beside(self, other: Name) -> str:
        """The parts in which it differs from `other`, which the reader has just seen."""
        row = "" if self.row == other.row else self.row
        heading = "" if self.heading == other.heading else self.heading
        column = "" if self.column == other.column and (row or heading) else self.column
        return self._joined(row, heading, column)

    @staticmethod
    def _joined(row: str, heading: str, column: str) -> str:
        rest = heading + column
        return f"{row} {rest}" if row and rest else row or rest


def is_row_number(segment: str) -> bool:
    """Whether a segment of a path is the number of a list's row."""
    return segment.isascii() and segment.isdigit() and len(segment) <= _LONGEST_ROW_NUMBER


def stripped(label: str) -> str:
    """A label without the number that counts it: `1.财政拨款` → `财政拨款`."""
    return label[_enumerator_end(label) :] or label


def _enumerator_end(label: str) -> int:
    match = _ENUMERATOR.match(label)
    return match.end() if match else 0


class Names:
    """The names of all fields of one rule."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.names: dict[str, Name] = {}
        for table in rule.tables:
            self._add_table(table)
        self.lists: dict[str, List] = {listing.name: listing for listing in rule.lists}
        for listing in rule.lists:
            columns = {column.key: column.labels[0] for column in listing.columns}
            for summary in listing.summaries:
                for key in summary.columns:
                    name = Name(summary.labels[0], "", columns.get(key, key))
                    self.names[f"{summary.key}.{key}"] = name
        for path, field in rule.fields.items():
            if path not in self.names:
                label = field.labels[0] if field.labels else path
                self.names[path] = Name("", "", _one_field(label, field.pattern, field.option))

    def _add_table(self, table: Table) -> None:
        labels = {row.key: stripped(row.labels[0]) for row in table.rows}
        often = Counter(labels.values())
        for row in table.rows:
            name = labels[row.key]
            if often[name] > 1 and row.parent in labels:
                name = labels[row.parent] + name
            for heading_key, heading in (("", ""), *((h.key, h.labels[0]) for h in table.headings)):
                for column in table.columns:
                    parts = (table.name, row.key, heading_key, column.key)
                    path = ".".join(part for part in parts if part)
                    if path in self.rule.fields:
                        self.names[path] = Name(name, heading, column.labels[0])

    def name(self, path: str, values: Mapping[str, Value]) -> Name:
        """The field's name; a row of a list is called by its number and what it is about."""
        found = self.names.get(path)
        if found is not None:
            return found
        listing_name, _, rest = path.partition(".")
        index, _, key = rest.partition(".")
        listing = self.lists.get(listing_name)
        if listing is None or not is_row_number(index):
            return Name("", "", path)
        column = next((c.labels[0] for c in listing.columns if c.key == key), key)
        label = listing.labels[0] if listing.labels else listing_name
        return Name(f"{label}第{int(index) + 1}行{self._about(listing, index, values)}", "", column)

    def _about(self, listing: List, index: str, values: Mapping[str, Value]) -> str:
        for column in listing.columns:
            if column.key in listing.levels or column.type != "text":
                continue
            value = values.get(f"{listing.name}.{index}.{column.key}")
            text = "".join((value.value or "").split()) if value is not None else ""
            if text:
                short = text[:_LONGEST_ROW_NAME]
                return f"({short}{'…' if short != text else ''})"
            break
        return ""

    def list_label(self, path: str) -> str:
        """The label of the list that `path` is a cell or a column of."""
        listing = self.lists.get(path.partition(".")[0])
        return listing.labels[0] if listing is not None and listing.labels else path


def _one_field(label: str, pattern: str | None, option: tuple[str, ...]) -> str:
    """Fields that share a label are told apart by their sentence or their box."""
    if option:
        return f"{label}“{option[0]}”"
    if pattern and "{}" in pattern:
        before = pattern.partition("{}")[0].strip()
        return before or label
    return label
