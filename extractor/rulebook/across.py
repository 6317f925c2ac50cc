"""The `across` of a rule file: which fields identify a form, and what forms have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from extractor.rulebook.faults import Path, quote
from extractor.rulebook.files import AcrossFile
from extractor.rulebook.types import NUMERIC, Across, Field, PeriodEnd, Table

#: Where, what is wrong, and the path or table that is named there.
Fault: TypeAlias = "tuple[Path, str, str | None]"

_MONTHS_OF_QUARTER, _MONTHS_OF_HALF = 3, 6


def last_month(period: PeriodEnd | str) -> int:
    """The month at whose end a period ends: `Q3` and `09` → 9, `H1` → 6."""
    if period.startswith("Q"):
        return int(period[1:]) * _MONTHS_OF_QUARTER
    if period.startswith("H"):
        return int(period[1:]) * _MONTHS_OF_HALF
    return int(period)


def compiled(entry: AcrossFile, fields: Mapping[str, Field], tables: Iterable[Table]) -> Across:
    """What the entry means; only to be used when nothing is wrong with it."""
    return Across(
        project=entry.project,
        unit=tuple(entry.unit),
        year=entry.year,
        period=entry.period,
        dated=entry.dated,
        apart=tuple(entry.apart),
        facts={name: tuple(paths) for name, paths in entry.facts.items()},
        until=dict(_until(entry, fields, tables)),
    )


def facts(entry: Across | None, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    """Each fact that forms share, with the type of its first field."""
    for name, paths in entry.facts.items() if entry else ():
        for path in paths[:1]:
            if path in fields:
                yield name, fields[path].type


def _until(
    entry: AcrossFile, fields: Mapping[str, Field], tables: Iterable[Table]
) -> Iterator[tuple[str, int]]:
    for table in tables:
        ends = entry.cumulative.get(table.name, {})
        for row in table.rows:
            for heading, period in ends.items():
                for column in table.columns:
                    path = f"{table.name}.{row.key}.{heading}.{column.key}"
                    if path in fields:
                        yield path, last_month(period)


def faults(
    entry: AcrossFile, fields: Mapping[str, Field], tables: Sequence[Table]
) -> Iterator[Fault]:
    """Paths that name no field of the right type, and periods that no table has."""
    of_one: tuple[tuple[str, str | None, str], ...] = (
        ("project", entry.project, "text"),
        ("year", entry.year, "date"),
        ("period", entry.period, "period"),
        ("dated", entry.dated, "date"),
    )
    for key, path, type_ in of_one:
        if path is not None:
            yield from _field_faults(("across", key), path, fields, {type_})
    if not entry.unit:
        yield ("across", "unit"), "names no field", None
    yield from _listed(("across", "unit"), entry.unit, fields, {"text"})
    yield from _listed(("across", "apart"), entry.apart, fields, {"text", "code", "choice"})
    for name, paths in entry.facts.items():
        yield from _fact_faults(("across", "facts", name), paths, fields)
    yield from _cumulative_faults(entry, tables)


def _field_faults(
    at: Path, path: str, fields: Mapping[str, Field], types: Iterable[str]
) -> Iterator[Fault]:
    field = fields.get(path)
    if field is None:
        yield at, f"{quote(path)} is no field of this form", path
    elif field.type not in types:
        wanted = " or ".join(sorted(types))
        yield at, f"{path} is of type {field.type}, and not a {wanted}", path


def _listed(
    at: Path, paths: Sequence[str], fields: Mapping[str, Field], types: Iterable[str]
) -> Iterator[Fault]:
    for number, path in enumerate(paths):
        if path in paths[:number]:
            yield (*at, number), f"{quote(path)} stands here twice", None
        else:
            yield from _field_faults((*at, number), path, fields, types)


def _fact_faults(at: Path, paths: Sequence[str], fields: Mapping[str, Field]) -> Iterator[Fault]:
    if not paths:
        yield at, "names no field", None
    yield from _listed(at, paths, fields, NUMERIC)
    types = sorted({fields[path].type for path in paths if path in fields} & NUMERIC)
    if len(types) > 1:
        yield at, f"one fact is of one type, not {' and '.join(types)}", None


def _cumulative_faults(entry: AcrossFile, tables: Sequence[Table]) -> Iterator[Fault]:
    known = {table.name: table for table in tables}
    for name, ends in entry.cumulative.items():
        at: Path = ("across", "cumulative", name)
        table = known.get(name)
        if table is None:
            yield at, f"{quote(name)} is no table of this form", name
            continue
        if not ends:
            yield at, "names no heading", None
        headings = {heading.key for heading in table.headings}
        taken: dict[int, str] = {}
        for heading, period in ends.items():
            if heading not in headings:
                yield (*at, heading), f"{quote(heading)} is none of the table's headings", name
            other = taken.setdefault(last_month(period), heading)
            if other != heading:
                yield (*at, heading), f"ends when {other} ends", None
