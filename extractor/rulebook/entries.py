"""What can be wrong with one entry of a rule file, seen by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractor.rulebook import clashes
from extractor.rulebook.clashes import Clash
from extractor.rulebook.faults import Path
from extractor.rulebook.files import (
    ColumnFile,
    FieldFile,
    HeadingFile,
    ListFile,
    OptionFile,
    RowFile,
    SummaryFile,
    TableFile,
)

Entry = (
    FieldFile | RowFile | HeadingFile | ColumnFile | OptionFile | SummaryFile | TableFile | ListFile
)


def labels_of(entry: Entry) -> tuple[str, ...]:
    """The label and its aliases."""
    return (entry.label, *entry.aliases) if entry.label is not None else ()


def option_faults(options: Mapping[str, OptionFile], at: Path) -> Iterator[Clash]:
    """Answers that nothing tells apart, and aliases that say nothing new."""
    for code, option in options.items():
        yield from clashes.labels_of_one(labels_of(option), (*at, code))
    yield from clashes.in_options({code: labels_of(each) for code, each in options.items()}, at)


def unit_faults(entry: FieldFile | ColumnFile, at: Path) -> Iterator[Clash]:
    """A unit that the type does not have."""
    if entry.unit is not None and entry.type != ("rate" if entry.unit == "%" else "money"):
        yield (*at, "unit"), f"the unit {entry.unit} does not go with the type {entry.type}"


def field_faults(path: str, entry: FieldFile) -> Iterator[Clash]:
    """Keys of a field that its type does not have, or that lack another key."""
    at: Path = ("fields", path)
    yield from unit_faults(entry, at)
    yield from _option_key_faults(entry, at)
    yield from _alias_faults(entry, at)
    if entry.label is None and entry.pattern is None:
        yield at, "needs a `label` or a `pattern`: nothing says where the value stands"
    if entry.pattern is None:
        if entry.find_in:
            yield (*at, "find_in"), "`find_in` needs a `pattern`"
        return
    words = entry.pattern.replace("{}", "", 1)
    if "{}" not in entry.pattern or "{" in words or "}" in words:
        yield (*at, "pattern"), "a pattern has one {} where the value stands, and no other braces"
    elif not clashes.plain(words) and entry.type not in {"date", "period"}:
        yield (*at, "pattern"), "a pattern without words fits every text"


def _option_key_faults(entry: FieldFile, at: Path) -> Iterator[Clash]:
    if entry.type == "choice" and entry.options is None:
        yield at, "a choice needs `options`"
    if entry.type != "choice" and entry.options is not None:
        yield (*at, "options"), f"`options` belong to a choice, not to the type {entry.type}"
    if entry.type == "flag" and entry.option is None:
        yield at, "a flag needs `option`, the words beside its box"
    if entry.type != "flag" and entry.option is not None:
        yield (*at, "option"), f"`option` belongs to a flag, not to the type {entry.type}"


def _alias_faults(entry: FieldFile | TableFile | ListFile, at: Path) -> Iterator[Clash]:
    if entry.label is None and entry.aliases:
        yield (*at, "aliases"), "aliases need a `label`"


def table_faults(entry: TableFile, at: Path) -> Iterator[Clash]:
    """Rows without a parent that exists, columns under no heading and headings over none."""
    yield from _alias_faults(entry, at)
    if not entry.rows:
        yield (*at, "rows"), "a table needs rows"
    for key, row in entry.rows.items():
        where = (*at, "rows", key, "parent")
        if row.parent is not None and row.parent not in entry.rows:
            yield where, f"{row.parent!r} is no row of this table"
        elif _is_own_ancestor(key, entry.rows):
            yield where, f"{key} would be a part of itself"
    yield from _heading_faults(entry, at)


def _heading_faults(entry: TableFile, at: Path) -> Iterator[Clash]:
    used = {heading for column in entry.columns.values() for heading in column.under}
    for key in entry.headings.keys() - used:
        yield (*at, "headings", key), "no column stands under this heading"
    for key, column in entry.columns.items():
        for number, heading in enumerate(column.under):
            if heading not in entry.headings:
                where = (*at, "columns", key, "under", number)
                yield where, f"{heading!r} is none of the table's headings"
        if column.personal:
            yield (*at, "columns", key, "personal"), "only fields and lists hold persons"


def _is_own_ancestor(key: str, rows: Mapping[str, RowFile]) -> bool:
    at = rows[key].parent
    for _ in rows:
        if at is None or at not in rows:
            return False
        if at == key:
            return True
        at = rows[at].parent
    return False


def list_faults(entry: ListFile, at: Path) -> Iterator[Clash]:
    """Levels and summaries that name columns which the list does not have."""
    yield from _alias_faults(entry, at)
    for key, column in entry.columns.items():
        if column.under:
            yield (*at, "columns", key, "under"), "a list has no headings"
    named: list[tuple[Path, Sequence[str]]] = [((*at, "levels"), entry.levels)]
    for key, summary in entry.summaries.items():
        named.append(((*at, "summaries", key, "columns"), summary.columns))
        if not summary.columns:
            yield (*at, "summaries", key, "columns"), "sums up no column"
    for where, keys in named:
        for number, key in enumerate(keys):
            if key not in entry.columns:
                yield (*where, number), f"{key!r} is no column of this list"
            elif key in keys[:number]:
                yield (*where, number), f"{key!r} stands here twice"
