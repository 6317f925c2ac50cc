"""Things of one form that nothing tells apart, and names that stand in each other's way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from extractor.rulebook.faults import Path, quote
from extractor.rulebook.types import Field, List, Option, Rule, Table

Clash = tuple[Path, str]

_EDGES = " :;,、。.*"
_ENUMERATOR = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.)])"
)


def plain(text: str) -> str:
    """A label without width, white space and punctuation at its ends, as forms are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip(_EDGES)


class Labelled(NamedTuple):
    """Something with labels. Two clash only if they share one of `groups`."""

    key: str
    labels: Sequence[str]
    groups: Iterable[str | None] = (None,)


def labels_of_one(labels: Sequence[str], at: Path, key: str = "aliases") -> Iterator[Clash]:
    """Aliases that say again what the label or another alias says."""
    known = {plain(label) for label in labels[:1]}
    for number, alias in enumerate(labels[1:]):
        if plain(alias) in known:
            yield (
                (*at, key, number),
                f"{quote(alias)} says nothing new (width and spaces are ignored)",
            )
        known.add(plain(alias))


def on_one_axis(items: Iterable[Labelled], at: Path, what: str) -> Iterator[Clash]:
    """Two rows, columns … of one label."""
    owners: dict[tuple[str | None, str], str] = {}
    for item in items:
        told: set[str] = set()
        for group in item.groups:
            for label in item.labels:
                owner = owners.setdefault((group, plain(label)), item.key)
                if owner not in {item.key, *told}:
                    told.add(owner)
                    yield (*at, item.key), f"{quote(label)} is also a label of the {what} {owner}"


def in_table(table: Table) -> Iterator[Clash]:
    """Rows told apart by label and parent, columns by label and heading."""
    at: Path = ("tables", table.name)
    rows = [Labelled(row.key, row.labels, (row.parent,)) for row in table.rows]
    yield from on_one_axis(rows, (*at, "rows"), "row")
    headings = [Labelled(heading.key, heading.labels) for heading in table.headings]
    yield from on_one_axis(headings, (*at, "headings"), "heading")
    columns = [
        Labelled(column.key, column.labels, column.headings or (None,)) for column in table.columns
    ]
    yield from on_one_axis(columns, (*at, "columns"), "column")
    keys = {column.key for column in table.columns}
    names = (("row_name", table.row_name), *(
        [("heading_name", table.heading_name)] if table.headings else []
    ))  # fmt: skip
    for key, name in names:
        if name in keys:
            yield (*at, key), f"{name!r} is also the name of a column"
        keys.add(name)


def in_list(listing: List) -> Iterator[Clash]:
    """Columns and summaries, each by their labels."""
    at: Path = ("lists", listing.name)
    columns = [Labelled(column.key, column.labels) for column in listing.columns]
    yield from on_one_axis(columns, (*at, "columns"), "column")
    summaries = [Labelled(summary.key, summary.labels) for summary in listing.summaries]
    yield from on_one_axis(summaries, (*at, "summaries"), "summary")


def in_options(options: Mapping[str, Sequence[str]], at: Path) -> Iterator[Clash]:
    """Two answers of one label."""
    items = [Labelled(code, labels) for code, labels in options.items()]
    yield from on_one_axis(items, at, "option")


def of_fields(fields: Iterable[Field]) -> Iterator[Clash]:
    """Fields of one type and one label, which would both take the same cell."""
    sharing: dict[tuple[str, str], list[Field]] = {}
    for field in fields:
        for label in dict.fromkeys(map(plain, field.labels)) or ("",):
            sharing.setdefault((field.type, label), []).append(field)
    told: set[tuple[str, str]] = set()
    for (_, label), several in sharing.items():
        for one, other in combinations(several, 2):
            pair = (one.path, other.path)
            if pair in told or _are_apart(one, other):
                continue
            told.add(pair)
            shared = f"the label {quote(label)}" if label else "its pattern"
            message = f"nothing tells it from {one.path}: both are {one.type} and have {shared}"
            yield ("fields", other.path), message


def _are_apart(one: Field, other: Field) -> bool:
    if one.pattern != other.pattern:
        return True
    if one.type == "flag":
        return one.option != other.option
    if one.type == "choice":
        return not _labels(one.options) & _labels(other.options)
    return not one.labels and set(one.find_in).isdisjoint(other.find_in) and bool(
        one.find_in and other.find_in
    )  # fmt: skip


def _labels(options: Iterable[Option]) -> set[str]:
    return {plain(label) for option in options for label in option.labels}


def of_paths(rule: Rule) -> Iterator[Clash]:
    """A path that begins another one, and paths that make one column of the warehouse."""
    places: dict[str, Path] = {path: _place(field) for path, field in rule.fields.items()}
    for listing in rule.lists:
        if listing.name in places or listing.name in {table.name for table in rule.tables}:
            yield ("lists", listing.name), f"the name {listing.name!r} is already taken"
        else:
            places[listing.name] = ("lists", listing.name)
    columns: dict[str, str] = {}
    for path, at in places.items():
        parts = path.split(".")
        for end in range(1, len(parts)):
            if (head := ".".join(parts[:end])) in places:
                yield at, f"the path {path!r} lies below {head!r}, which is a value itself"
        if path in rule.fields and rule.fields[path].table is None:
            name = path.replace(".", "_")
            if columns.setdefault(name, path) != path:
                yield at, f"{path!r} and {columns[name]!r} would share the column {name}"


def _place(field: Field) -> Path:
    if field.table is not None:
        return ("tables", field.table)
    if field.list is not None:
        return ("lists", field.list, "summaries", field.path.rpartition(".")[0])
    return ("fields", field.path)


def of_signs(rule: Rule) -> Iterator[Clash]:
    """A sign that is no label of the form is never met, and only makes the form less sure."""
    known = set(map(_bare, _all_labels(rule)))
    for number, sign in enumerate(rule.signs):
        if _bare(sign) not in known:
            yield ("signs", number), f"{quote(sign)} is no label, section or end of this form"
    for key, texts in (("signs", rule.signs), ("sections", rule.sections)):
        yield from labels_of_one(("", *texts), (), key)


def _all_labels(rule: Rule) -> Iterator[str]:
    yield from rule.sections
    for field in rule.fields.values():
        yield from field.labels
        if field.pattern:
            yield field.pattern.partition("{}")[0]
    for table in rule.tables:
        yield from table.labels
        for axis in (table.rows, table.headings, table.columns):
            for item in axis:
                yield from item.labels
    for listing in rule.lists:
        yield from (*listing.labels, *listing.ends)
        for part in (listing.columns, listing.summaries):
            for entry in part:
                yield from entry.labels


def _bare(label: str) -> str:
    return _ENUMERATOR.sub("", plain(label))
