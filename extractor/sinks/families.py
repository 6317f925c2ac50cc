"""The forms of a warehouse that may speak of one project, family by family.

A family holds the forms whose project and leading unit have the same names once white space,
width and kinds of brackets are set aside. The warehouse groups; what comes here are families of
more than one form, with the numbers of their fields and nothing else. What stands in single
cells, and under which paths the files were met, is asked for once it is known what is needed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import pyarrow as pa

from extractor.errors import UsageError
from extractor.model import Place, Struct
from extractor.rulebook import NUMERIC, Across
from extractor.sinks import kind_of
from extractor.sinks.duckdb import DuckDBSink

#: Which form: the content's hash, and the number of the form in it.
Key: TypeAlias = "tuple[str, int]"

_OPENING, _CLOSING, _QUOTES = "[{【〔〖「『《〈", "]}】〕〗」』》〉", "“”‘’\"'"
_BRACKETS = str.maketrans(_OPENING + _CLOSING, "(" * len(_OPENING) + ")" * len(_CLOSING), _QUOTES)
#: What people add to the name of a file, or to a title, that puts an earlier one right.
_CORRECTED = "更正|订正|修正|更新稿|修订稿"
#: Families whose numbers are in memory at the same time.
_AT_ONCE = 1_000


class Quantity(Struct, frozen=True):
    """A number as read, in yuan or as a fraction, and half a unit of its last written digit."""

    value: Decimal
    half_width: Decimal
    type: str = "money"


class Submission(msgspec.Struct, frozen=True):
    """One form in a warehouse, as far as it can be compared with others.

    `project` is the name as written, `units` the plain names of units, the leading one first.
    `record` is a fingerprint of all that is filled in: equal for equal records. `marked` says
    that the title or the name of the file calls it a correction.
    """

    key: Key
    form: str
    project: str
    units: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    year: str | None = None
    period: str | None = None
    dated: str | None = None
    marked: bool = False
    record: tuple[int, int] | None = None
    quantities: dict[str, Quantity] = {}


class Written(Struct, frozen=True):
    """What stands in the place of one field."""

    value: str | None
    raw: str | None
    raw_unit: str | None
    label: str | None
    place: Place | None


class Copies(Struct, frozen=True):
    """A content that was met under several paths, and the first form in it that names a project."""

    key: Key
    form: str
    project: str
    paths: tuple[str, ...]


class Extent(Struct, frozen=True):
    """How many forms a warehouse has, and how many name a project and a unit."""

    forms: int
    comparable: int


def plain_name(name: str) -> str:
    """A name as names are compared: without width, white space, kinds of brackets and quotes."""
    shown = (char for char in unicodedata.normalize("NFKC", name) if not _is_unseen(char))
    narrow = "".join("".join(shown).split()).translate(_BRACKETS)
    return narrow.strip(".,;:。、*").casefold()


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in {"Cf", "Cc"} and not char.isspace()


class FamilyReader:
    """A warehouse open for reading. Raises `WarehouseError`, and `UsageError` for a bad name."""

    def __init__(self, destination: str, forms: Mapping[str, Across]) -> None:
        if kind_of(destination) != "duckdb":
            raise UsageError(f"{destination}: only warehouses in a .duckdb file can be compared")
        self.sink = DuckDBSink(Path(destination), None)
        self.roles = _roles(forms)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Lets go of the warehouse."""
        self.sink.close()

    def extent(self) -> Extent:
        """How many forms there are of the kinds asked for, and how many can be compared."""
        [counts] = self.sink.ask(
            "SELECT count(*), count(*) FILTER (project IS NOT NULL AND len(units) > 0) FROM heads"
        )
        return Extent(*counts)

    def copies(self) -> Iterator[Copies]:
        """Contents with a filled form of the kinds asked for that lie under several paths."""
        for sha256, index, form, project, paths in self.sink.ask(_COPIES):
            yield Copies((sha256, index), form, project, tuple(paths))

    def spans(self) -> Iterator[tuple[int, int]]:
        """The families in portions: first and last number of each."""
        [(count,)] = self.sink.ask("SELECT coalesce(max(family), 0) FROM members")
        for first in range(1, count + 1, _AT_ONCE):
            yield first, min(count, first + _AT_ONCE - 1)

    def families(self, span: tuple[int, int]) -> Iterator[tuple[Submission, ...]]:
        """The families of a portion, each of more than one form in the order of their paths.

        Nothing else can be asked before the last of them was taken.
        """
        heads = {head.key: head for head in self._heads(span)}
        cells = self.sink.ask(_CELLS, [list(NUMERIC), *span])
        for _, of_family in groupby(cells, key=itemgetter(0)):
            family = []
            for key, of_form in groupby(of_family, key=itemgetter(1, 2)):
                quantities = dict(_quantities(of_form))
                family.append(msgspec.structs.replace(heads.pop(key), quantities=quantities))
            yield tuple(family)

    def written(self, wanted: Iterable[tuple[Key, str]]) -> dict[tuple[Key, str], Written]:
        """What stands in these fields of these forms."""
        once = list(dict.fromkeys(wanted))
        table = pa.table(
            {
                "sha256": pa.array([key[0] for key, _ in once], pa.string()),
                "form_index": pa.array([key[1] for key, _ in once], pa.int32()),
                "path": pa.array([path for _, path in once], pa.string()),
            }
        )
        rows = self.sink.ask(_WRITTEN, lent={"_wanted": table})
        return {((row[0], row[1]), row[2]): _written(*row[3:]) for row in rows}

    def sources(self, contents: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The paths under which these contents were met."""
        table = pa.table({"sha256": pa.array(list(dict.fromkeys(contents)), pa.string())})
        rows = self.sink.ask(
            "SELECT sha256, list(path ORDER BY path) FROM main.sources "
            "WHERE sha256 IN (SELECT sha256 FROM _wanted) GROUP BY sha256",
            lent={"_wanted": table},
        )
        return {sha256: tuple(paths) for sha256, paths in rows}

    # --------------------------------------------------------------------------- preparing

    def _prepare(self) -> None:
        names = [row[0] for row in self.sink.ask(_NAMES, lent={"_roles": self.roles})]
        plain = pa.table(
            {
                "value": pa.array(names, pa.string()),
                "plain": pa.array([plain_name(name) or None for name in names], pa.string()),
            }
        )
        self._make(_HEADS, {"_roles": self.roles, "_names": plain})
        self._make(_FAMILIES, {})

    def _make(self, statement: str, lent: Mapping[str, pa.Table]) -> None:
        for _ in self.sink.ask(statement, lent=lent):
            pass

    def _heads(self, span: tuple[int, int]) -> Iterator[Submission]:
        for row in self.sink.ask(_MEMBERS, [_CORRECTED, _CORRECTED, *span]):
            sha256, index, form, project, units, apart, year, period, day, marked, one, other = row
            yield Submission(
                key=(sha256, index),
                form=form,
                project=project,
                units=tuple(units or ()),
                apart=tuple((each["path"], each["value"]) for each in apart or ()),
                year=year,
                period=period,
                dated=day,
                marked=marked,
                record=(one, other),
            )


def _roles(forms: Mapping[str, Across]) -> pa.Table:
    """Which path of which form says what, in the order of the rule file."""
    rows = [
        (name, path, role, rank)
        for name, across in forms.items()
        for role, paths in (
            ("project", (across.project,)),
            ("unit", across.unit),
            ("apart", across.apart),
            ("year", (across.year,)),
            ("period", (across.period,)),
            ("dated", (across.dated,)),
        )
        for rank, path in enumerate(paths)
        if path is not None
    ]
    columns = tuple(zip(*rows, strict=True)) or ((), (), (), ())
    types = (pa.string(), pa.string(), pa.string(), pa.int32())
    arrays = [pa.array(cells, type_) for cells, type_ in zip(columns, types, strict=True)]
    return pa.table(arrays, names=["form", "path", "role", "rank"])


def _quantities(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, Quantity]]:
    for *_, path, type_, value, half_width in rows:
        if path is not None:
            yield path, Quantity(Decimal(value), half_width or Decimal(0), type_)


def _written(  # noqa: PLR0913, PLR0917  # the columns of the query
    value: str | None,
    raw: str | None,
    raw_unit: str | None,
    label: str | None,
    page: int | None,
    table: int | None,
    row: int | None,
    column: int | None,
    paragraph: int | None,
    *box: Decimal | None,
) -> Written:
    corners = [float(each) for each in box if each is not None]
    around = (corners[0], corners[1], corners[2], corners[3]) if len(corners) == len(box) else None
    place = Place(page, table, row, column, around, paragraph)
    return Written(value, raw, raw_unit, label, None if place == Place() else place)


_NAMES = """
SELECT DISTINCT v.value
FROM main.field_values AS v
JOIN main.forms AS f USING (sha256, form_index)
JOIN _roles AS r ON r.form = f.form AND r.path = v.path
WHERE v.status = 'found' AND r.role IN ('project', 'unit')
"""

_HEADS = """
CREATE TEMP TABLE heads AS
SELECT f.sha256, f.form_index, any_value(f.form) AS form, any_value(f.title) AS title,
  any_value(n.plain) FILTER (r.role = 'project') AS project,
  any_value(v.value) FILTER (r.role = 'project') AS name,
  list(n.plain ORDER BY r.rank) FILTER (r.role = 'unit' AND n.plain IS NOT NULL) AS units,
  list({'path': v.path, 'value': v.value} ORDER BY r.rank) FILTER (r.role = 'apart') AS apart,
  any_value(v.value) FILTER (r.role = 'year') AS year,
  any_value(v.value) FILTER (r.role = 'period') AS period,
  any_value(v.value) FILTER (r.role = 'dated') AS dated
FROM main.forms AS f
JOIN _roles AS r ON r.form = f.form
LEFT JOIN main.field_values AS v ON v.sha256 = f.sha256 AND v.form_index = f.form_index
  AND v.path = r.path AND v.status = 'found'
LEFT JOIN _names AS n ON n.value = v.value
GROUP BY f.sha256, f.form_index
"""

_COPIES = """
SELECT h.sha256, h.form_index, h.form, h.name, s.paths
FROM (SELECT sha256, list(path ORDER BY path) AS paths FROM main.sources GROUP BY sha256) AS s
JOIN heads AS h USING (sha256)
WHERE h.project IS NOT NULL AND len(s.paths) > 1
QUALIFY row_number() OVER (PARTITION BY h.sha256 ORDER BY h.form_index) = 1
ORDER BY s.paths
"""

_FAMILIES = """
CREATE TEMP TABLE members AS
SELECT family, h.*
FROM heads AS h JOIN (
  SELECT project, unit, row_number() OVER (ORDER BY project, unit) AS family
  FROM (SELECT project, coalesce(units[1], '') AS unit FROM heads WHERE project IS NOT NULL)
  GROUP BY project, unit HAVING count(*) > 1
) AS g ON g.project = h.project AND g.unit = coalesce(h.units[1], '')
"""

#: Sums of hashes do not depend on an order, so that no record need be sorted or held.
_MEMBERS = """
SELECT m.sha256, m.form_index, any_value(m.form), any_value(m.name), any_value(m.units),
  any_value(m.apart), any_value(m.year), any_value(m.period), any_value(m.dated),
  regexp_matches(coalesce(any_value(m.title), ''), ?)
    OR m.sha256 IN (SELECT sha256 FROM main.sources WHERE regexp_matches(name, ?)),
  sum(hash(v.path, v.status, coalesce(v.value, v.raw))),
  bit_xor(hash(coalesce(v.value, v.raw), v.path))
FROM members AS m
JOIN main.field_values AS v USING (sha256, form_index)
WHERE v.status IN ('found', 'unreadable') AND m.family BETWEEN ? AND ?
GROUP BY m.sha256, m.form_index
"""

_CELLS = """
SELECT m.family, m.sha256, m.form_index, v.path, v.type, v.value, v.half_width
FROM members AS m
JOIN (SELECT sha256, min(path) AS met FROM main.sources GROUP BY sha256) AS s USING (sha256)
LEFT JOIN main.field_values AS v ON v.sha256 = m.sha256 AND v.form_index = m.form_index
  AND v.status = 'found' AND list_contains(?, v.type)
WHERE m.family BETWEEN ? AND ?
ORDER BY m.family, s.met, m.sha256, m.form_index
"""

_WRITTEN = """
SELECT v.sha256, v.form_index, v.path, v.value, v.raw, v.raw_unit, v.label, v.place_page,
  v.place_table, v.place_row, v.place_column, v.place_paragraph,
  v.place_x0, v.place_top, v.place_x1, v.place_bottom
FROM main.field_values AS v
JOIN _wanted AS w ON w.sha256 = v.sha256 AND w.form_index = v.form_index AND w.path = v.path
"""
