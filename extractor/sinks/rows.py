"""Extractions → Arrow tables: rows are built column by column, and nothing is invented.

A number that its DECIMAL cannot hold never breaks a batch: too many decimals are rounded, too
many digits leave the typed column null. `field_values.fit` says which happened, and
`field_values.value` holds the number exactly as it was read either way.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal, TypeAlias

import msgspec
import pyarrow as pa

from extractor.model import Alternative, Extraction, Form, Place, Source, Value
from extractor.rulebook import List, Rule, RuleSet, Table
from extractor.sinks.base import Stamp
from extractor.sinks.tables import (
    COUNTED,
    NUMBER,
    POINTS,
    SHARE,
    STAMP,
    TEXT,
    TYPES,
    headings,
    scalar_fields,
)
from extractor.sinks.tables import schemas as all_schemas
from extractor.sinks.text import clean, clean_all

Columns: TypeAlias = "dict[str, list[Any]]"
Fit = Literal["exact", "rounded", "too_large"]
_WIDE = Context(prec=100)
_NOWHERE = Place()


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One form and its key."""

    sha256: str
    index: int
    form: Form


def stamp(rules: RuleSet, at: datetime | None = None) -> Stamp:
    """Who reads with which rules, and when: now, unless `at` says so."""
    moment = (at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    try:
        program = version("tiqu")
    except PackageNotFoundError:  # a bare checkout
        program = "0"
    return Stamp(rules.sha256, program, moment)


def tables(
    extractions: Sequence[Extraction],
    rules: RuleSet,
    *,
    stamped: Stamp | None = None,
    met: Sequence[Source] = (),
) -> dict[str, pa.Table]:
    """Every table of the warehouse with the rows of these extractions, in their order.

    The extractions are of different contents; `met` are more paths under which contents were
    found. `stamped` goes on every row; without it, this program, these rules and now.
    """
    entries = [
        Entry(each.source.sha256, index, form)
        for each in extractions
        for index, form in enumerate(each.forms)
    ]
    made = {
        "submissions": _submissions(extractions),
        "sources": _sources([*(each.source for each in extractions), *met]),
        "forms": _forms(entries),
        "field_values": _field_values(entries),
        "findings": _findings(entries),
        "indicators_in_text": _quantities(entries),
    }
    for rule in rules.rules.values():
        of_rule = [entry for entry in entries if entry.form.form == rule.form]
        made[rule.form] = _scalars(of_rule, rule)
        for table in rule.tables:
            made[f"{rule.form}_{table.name}"] = _table(of_rule, table)
        for listing in rule.lists:
            made[f"{rule.form}_{listing.name}"] = _list(of_rule, listing)
    when = stamped or stamp(rules)
    return {name: _arrow(made[name], of, when) for name, of in all_schemas(rules).items()}


def rounded(number: Decimal | None, type_: pa.Decimal128Type) -> tuple[Decimal | None, Fit | None]:
    """The number as a DECIMAL of that type holds it, and how well it does."""
    if number is None or not number.is_finite():
        return None, None
    step = Decimal((0, (1,), -type_.scale))
    try:
        held = number.quantize(step, ROUND_HALF_EVEN, _WIDE)
    except InvalidOperation:
        return None, "too_large"
    if held.adjusted() + 1 > type_.precision - type_.scale and held:
        return None, "too_large"
    return held, "exact" if held == number else "rounded"


def _submissions(extractions: Sequence[Extraction]) -> Columns:
    return {
        "sha256": [each.source.sha256 for each in extractions],
        "format": [each.source.format for each in extractions],
        "size": [each.source.size for each in extractions],
        "status": [each.status for each in extractions],
        "error_code": [each.error.code if each.error else None for each in extractions],
        "error_message": [each.error.message if each.error else None for each in extractions],
        "form_count": [len(each.forms) for each in extractions],
    }


def _sources(met: Iterable[Source]) -> Columns:
    once = {(source.sha256, clean(source.path)): source for source in met}
    return {
        "sha256": [sha256 for sha256, _ in once],
        "path": [path for _, path in once],
        "name": [source.name for source in once.values()],
    }


def _keys(entries: Sequence[Entry]) -> Columns:
    return {
        "sha256": [entry.sha256 for entry in entries],
        "form_index": [entry.index for entry in entries],
    }


def _forms(entries: Sequence[Entry]) -> Columns:
    forms = [entry.form for entry in entries]
    return _keys(entries) | {
        "form": [form.form for form in forms],
        "title": [form.title for form in forms],
        "confidence": [_share(form.confidence) for form in forms],
        "rule_file": [form.rule.file for form in forms],
        "rule_sha256": [form.rule.sha256 for form in forms],
        "checks_passed": [form.checks.passed for form in forms],
        "checks_failed": [form.checks.failed for form in forms],
        "checks_not_applicable": [form.checks.not_applicable for form in forms],
        "checks_unchecked": [form.checks.unchecked for form in forms],
    }


def _field_values(entries: Sequence[Entry]) -> Columns:
    rows = [(entry, value) for entry in entries for value in entry.form.fields.values()]
    values = [value for _, value in rows]
    made = _keys([entry for entry, _ in rows]) | {
        name: [getattr(value, name) for value in values]
        for name in ("path", "value", "raw", "type", "unit", "raw_unit", "status", "label")
    }
    made["half_width"] = [_half_width(value.half_width) for value in values]
    made["confidence"] = [_share(value.confidence) for value in values]
    made["fit"] = [_fit(value) for value in values]
    return made | _places([value.place for value in values])


def _places(found: Iterable[Place | None]) -> Columns:
    places = [place or _NOWHERE for place in found]
    boxes = [place.box or (None,) * 4 for place in places]
    made: Columns = {
        f"place_{name}": [getattr(place, name) for place in places]
        for name in ("page", "table", "row", "column", "paragraph")
    }
    for side, name in enumerate(("x0", "top", "x1", "bottom")):
        made[f"place_{name}"] = [_points(box[side]) for box in boxes]
    return made


def _findings(entries: Sequence[Entry]) -> Columns:
    rows = [
        (entry, number, finding)
        for entry in entries
        for number, finding in enumerate(entry.form.findings)
    ]
    findings = [finding for _, _, finding in rows]
    suggestions = [finding.suggestion for finding in findings]
    made = _keys([entry for entry, _, _ in rows])
    made["number"] = [number for _, number, _ in rows]
    for name in (
        "check", "kind", "severity", "message", "formula", "reported", "expected", "low", "high",
        "suspect", "cause",
    ):  # fmt: skip
        made[name] = [getattr(finding, name) for finding in findings]
    for name in ("also", "fields"):
        made[name] = [list(map(clean, getattr(finding, name))) for finding in findings]
    for name in ("field", "value", "text"):
        made[f"suggestion_{name}"] = [getattr(each, name) if each else None for each in suggestions]
    made["alternatives"] = [_json(finding.alternatives) for finding in findings]
    return made


def _quantities(entries: Sequence[Entry]) -> Columns:
    rows = [
        (entry, number, quantity)
        for entry in entries
        for number, quantity in enumerate(entry.form.quantities)
    ]
    told = [quantity for _, _, quantity in rows]
    made = _keys([entry for entry, _, _ in rows])
    made["number"] = [number for _, number, _ in rows]
    for name in (
        "path", "name", "comparator", "unit", "change", "raw", "raw_unit", "sentence", "start",
        "end",
    ):  # fmt: skip
        made[name] = [getattr(quantity, name) for quantity in told]
    made["value"] = [rounded(quantity.value, COUNTED)[0] for quantity in told]
    made["upper"] = [rounded(quantity.upper, COUNTED)[0] for quantity in told]
    made["half_width"] = [_half_width(quantity.half_width) for quantity in told]
    made["fit"] = [rounded(quantity.value, COUNTED)[1] for quantity in told]
    return made | _places([quantity.place for quantity in told])


def _scalars(entries: Sequence[Entry], rule: Rule) -> Columns:
    made = _keys(entries)
    for field in scalar_fields(rule):
        name = field.path.replace(".", "_")
        made[name] = [_typed(entry.form, field.path, field.type) for entry in entries]
    return made


def _table(entries: Sequence[Entry], table: Table) -> Columns:
    """One row a row and heading; columns without headings stand on each of their row's."""
    tops = headings(table)
    rows = [
        (entry, row.key, top) for entry in entries for row in table.rows for top in (tops or ("",))
    ]
    made = _keys([entry for entry, _, _ in rows])
    made[table.row_name] = [row for _, row, _ in rows]
    if tops:
        made[table.heading_name] = [top for _, _, top in rows]
    for column in table.columns:
        under = column.headings
        made[column.key] = [
            _typed(entry.form, f"{table.name}.{row}.{top}.{column.key}", column.type)
            if top in under
            else _typed(entry.form, f"{table.name}.{row}.{column.key}", column.type)
            if not under
            else None
            for entry, row, top in rows
        ]
    return made


def _list(entries: Sequence[Entry], listing: List) -> Columns:
    rows = [(entry, index) for entry in entries for index in _row_numbers(entry.form, listing.name)]
    made = _keys([entry for entry, _ in rows]) | {"index": [index for _, index in rows]}
    for column in listing.columns:
        made[column.key] = [
            _typed(entry.form, f"{listing.name}.{index}.{column.key}", column.type)
            for entry, index in rows
        ]
    return made


def _row_numbers(form: Form, name: str) -> list[int]:
    paths = (path.split(".", 2) for path in form.fields)
    return sorted({int(at[1]) for at in paths if at[0] == name and len(at) > 2 and at[1].isdigit()})  # noqa: PLR2004  # list, row, column


def _typed(form: Form, path: str, type_: str) -> Decimal | bool | str | None:
    value = form.fields.get(path)
    if value is None or value.value is None:
        return None
    if type_ == "flag":
        return value.value == "true"
    if type_ in TYPES:
        return rounded(_number(value), TYPES[type_])[0]
    return value.value


def _number(value: Value) -> Decimal | None:
    if value.number is not None or value.value is None:
        return value.number
    try:
        return Decimal(value.value)
    except InvalidOperation:
        return None


def _fit(value: Value) -> Fit | None:
    if value.value is None or value.type == "flag" or value.type not in TYPES:
        return None
    return rounded(_number(value), TYPES[value.type])[1]


def _half_width(width: Decimal | None) -> Decimal | None:
    """A bound stays a bound: rounded up, never down."""
    if width is None or rounded(width, NUMBER)[0] is None:
        return None
    return width.quantize(Decimal((0, (1,), -NUMBER.scale)), ROUND_CEILING, _WIDE)


@lru_cache
def _share(confidence: float) -> Decimal | None:
    return rounded(Decimal(repr(confidence)), SHARE)[0]


def _points(coordinate: float | None) -> Decimal | None:
    if coordinate is None or not math.isfinite(coordinate):
        return None
    return rounded(Decimal(repr(coordinate)), POINTS)[0]


def _json(alternatives: tuple[Alternative, ...]) -> str | None:
    return msgspec.json.encode(alternatives).decode() if alternatives else None


def _arrow(columns: Columns, schema: pa.Schema, when: Stamp) -> pa.Table:
    count = len(columns["sha256"])
    stamped = {each.name: getattr(when, each.name) for each in STAMP}
    arrays = []
    for field in schema:
        if field.name in stamped:
            arrays.append(pa.repeat(pa.scalar(stamped[field.name], field.type), count))
        else:
            cells = columns[field.name]
            arrays.append(pa.array(clean_all(cells) if field.type == TEXT else cells, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)
