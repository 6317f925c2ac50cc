"""A warehouse in one DuckDB file.

The tables with the plain names hold the current reading of every content, with primary keys and
Chinese comments. When a content is read again, with other rule files or another version of the
program, its older rows move in the same transaction to the table of the same name in the schema
`history`, whose key has `loaded_at` besides. So `SELECT * FROM findings` is what holds now, and

    SELECT loaded_at, rule_hash, message FROM history.findings WHERE sha256 = '…'

is what was said before. `sources` has no history: where a content was met stays true.

One transaction a batch, then a checkpoint, so that no log is left to tear. Values go in as
Arrow, never as text of a statement; identifiers are quoted. The file may not read or load
anything else (`enable_external_access`), and its memory and threads are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from sys import intern
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa

from extractor.errors import WarehouseError
from extractor.sinks.base import Failed, Holdings, Stamp
from extractor.sinks.tables import SCHEMA_VERSION, comment, keys

Found: TypeAlias = "dict[tuple[str, str], dict[str, tuple[str, str]]]"

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "1GB",
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_CURRENT, _HISTORY = "main", "history"
_WITHOUT_HISTORY = frozenset({"sources"})
_BATCH = "__batch"  # no table is called so: their names begin with a letter
_HOLDER = re.compile(r"\(PID (\d+)\)")
_FAILED_WHY = 160
_ROWS = 4096


class DuckDBSink:
    """One open warehouse file; see `base.Sink`."""

    def __init__(self, path: Path, schemas: Mapping[str, pa.Schema] | None) -> None:
        self.path = path
        with self._told():
            self.connection = self._open(reading=schemas is None)
        try:
            with self._told():
                self._identify(reading=schemas is None)
                if schemas is not None:
                    with self._transaction():
                        self._adopt(schemas)
                    self.connection.execute("CHECKPOINT")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Lets go of the file."""
        self.connection.close()

    def current(self, stamp: Stamp) -> dict[bytes, str]:
        """The contents that need no reading under this stamp, and how they ended."""
        with self._told():
            rows = self._all(
                "SELECT sha256, status FROM main.submissions "
                "WHERE rule_hash = ? AND program_version = ?",
                [stamp.rule_hash, stamp.program_version],
            )
        return {bytes.fromhex(sha256): intern(status) for sha256, status in rows}

    def store(self, tables: Mapping[str, pa.Table]) -> None:
        """One batch in one transaction; older readings of its contents become history."""
        with self._told():
            with self._transaction():
                with self._batch(tables["submissions"]):
                    self._set_aside()
                for name, table in tables.items():
                    if table.num_rows:
                        with self._batch(table):
                            self._insert(name, table.schema.names)
            self.connection.execute("CHECKPOINT")

    def holdings(self, stamp: Stamp, examples: int = 20) -> Holdings:
        """Counts over the current readings, and the first failures by path."""
        with self._told():
            span = self._all("SELECT min(loaded_at), max(loaded_at) FROM main.submissions")[0]
            return Holdings(
                where=str(self.path),
                statuses=self._counts("submissions", "status"),
                forms=self._counts("forms", "form"),
                severities=self._counts("findings", "severity"),
                sources=self._one("SELECT count(*) FROM main.sources"),
                values_found=self._one(
                    "SELECT count(*) FROM main.field_values WHERE status = 'found'"
                ),
                not_exact=self._one("SELECT count(*) FROM main.field_values WHERE fit <> 'exact'"),
                superseded=self._one("SELECT count(*) FROM history.submissions"),
                outdated=self._one(
                    "SELECT count(*) FROM main.submissions "
                    "WHERE rule_hash <> ? OR program_version <> ?",
                    [stamp.rule_hash, stamp.program_version],
                ),
                first_loaded=span[0],
                last_loaded=span[1],
                failures=self._counts("submissions", "error_code"),
                examples=tuple(
                    Failed(*row)
                    for row in self._all(
                        "SELECT min(path) AS met, any_value(error_code), any_value(error_message) "
                        "FROM main.submissions JOIN main.sources USING (sha256) "
                        "WHERE status = 'failed' GROUP BY sha256 ORDER BY met LIMIT ?",
                        [examples],
                    )
                ),
            )

    def ask(
        self, query: str, parameters: list[Any] | None = None, lent: Mapping[str, pa.Table] = {}
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, some thousands at a time; `lent` are tables it may name."""
        with self._told():
            for name, table in lent.items():
                self.connection.register(name, table)
            try:
                asked = self.connection.execute(query, parameters or [])
                while rows := asked.fetchmany(_ROWS):
                    yield from rows
            finally:
                for name in lent:
                    self.connection.unregister(name)

    # ---------------------------------------------------------------------------- opening

    def _open(self, *, reading: bool) -> duckdb.DuckDBPyConnection:
        if reading and not self.path.exists():
            make = f"make one with: tiqu ingest PATH --to {self.path}"
            raise WarehouseError(f"{self.path}: there is no such warehouse; {make}")
        if not reading and not self.path.absolute().parent.is_dir():
            folder = self.path.parent
            raise WarehouseError(f"{self.path}: the folder {folder} is not there; make it first")
        return duckdb.connect(str(self.path), read_only=reading, config=_CONFIG)

    def _identify(self, *, reading: bool) -> None:
        """Only an empty file or a warehouse of this schema is written to; none is read from."""
        found = self._found()
        if not found and not reading:
            return
        if (_CURRENT, "warehouse") not in found or (_CURRENT, "submissions") not in found:
            message = f"{self.path}: is a database, but no warehouse of tiqu; name another file"
            raise WarehouseError(message)
        written = self._one("SELECT max(schema_version) FROM main.warehouse")
        if written != SCHEMA_VERSION:
            message = (
                f"{self.path}: was written with warehouse schema {written}, and this program "
                f"writes {SCHEMA_VERSION}; ingest into a new file, or use the program that wrote it"
            )
            raise WarehouseError(message)

    def _adopt(self, schemas: Mapping[str, pa.Schema]) -> None:
        """Makes what is missing: tables, columns that a rule file gained, comments."""
        found = self._found()
        if not found:
            self._found_warehouse()
        for name, schema in schemas.items():
            self._make(_CURRENT, name, schema, found)
            if name not in _WITHOUT_HISTORY:
                self._make(_HISTORY, name, _as_history(schema), found)

    def _found_warehouse(self) -> None:
        self.connection.execute(f"CREATE SCHEMA {_HISTORY}")
        self.connection.execute(
            "CREATE TABLE main.warehouse ("
            "schema_version INTEGER PRIMARY KEY, created_at TIMESTAMP NOT NULL)"
        )
        self.connection.execute("COMMENT ON TABLE main.warehouse IS '本仓库的结构版本'")
        now = datetime.now(UTC).replace(tzinfo=None)
        self.connection.execute("INSERT INTO main.warehouse VALUES (?, ?)", [SCHEMA_VERSION, now])

    def _make(self, place: str, name: str, schema: pa.Schema, found: Found) -> None:
        table = f"{place}.{_quoted(name)}"
        there = found.get((place, name))
        if there is None:
            columns = [
                f"{_quoted(field.name)} {_sql(field.type)}{'' if field.nullable else ' NOT NULL'}"
                for field in schema
            ]
            key = ", ".join(map(_quoted, keys(schema)))
            parts = ", ".join([*columns, f"PRIMARY KEY ({key})"])
            self.connection.execute(f"CREATE TABLE {table} ({parts})")
        else:
            self._evolve(table, schema, there)
        self._explain(table, schema, there or {})

    def _evolve(self, table: str, schema: pa.Schema, there: dict[str, tuple[str, str]]) -> None:
        """A rule file changed; older rows keep what they have.

        A new column is null in them, and a column whose type changed keeps what still fits
        (`field_values` keeps every value as it was).
        """
        if self._key_of(table) != list(keys(schema)):
            message = (
                f"{self.path}: the rule files give the table {table} another key than the one "
                "it was made with; ingest into a new file"
            )
            raise WarehouseError(message)
        for field in schema:
            column, type_ = _quoted(field.name), _sql(field.type)
            if field.name not in there:
                self.connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {type_}")
            elif there[field.name][0] != type_:
                self.connection.execute(
                    f"ALTER TABLE {table} ALTER COLUMN {column} SET DATA TYPE {type_} "
                    f"USING TRY_CAST({column} AS {type_})"
                )

    def _explain(self, table: str, schema: pa.Schema, there: dict[str, tuple[str, str]]) -> None:
        if not there:
            self.connection.execute(f"COMMENT ON TABLE {table} IS {_literal(comment(schema))}")
        for field in schema:
            means = comment(field)
            if there.get(field.name, ("", ""))[1] != means:
                column = f"{table}.{_quoted(field.name)}"
                self.connection.execute(f"COMMENT ON COLUMN {column} IS {_literal(means)}")

    def _found(self) -> Found:
        """(schema, table) → column → type and comment."""
        found: Found = {}
        for place, table, column, type_, means in self._all(
            "SELECT schema_name, table_name, column_name, data_type, coalesce(comment, '') "
            "FROM duckdb_columns() WHERE NOT internal AND database_name = current_database() "
            "ORDER BY schema_name, table_name, column_index"
        ):
            found.setdefault((place, table), {})[column] = (type_, means)
        return found

    def _key_of(self, table: str) -> list[str]:
        place, _, name = table.partition(".")
        rows = self._all(
            "SELECT constraint_column_names FROM duckdb_constraints() "
            "WHERE constraint_type = 'PRIMARY KEY' AND schema_name = ? AND table_name = ?",
            [place, name.strip('"')],
        )
        return list(rows[0][0]) if rows else []

    # ---------------------------------------------------------------------------- storing

    def _set_aside(self) -> None:
        """Moves the rows of the batch's contents to history, from all tables that ever were."""
        of_batch = f"WHERE sha256 IN (SELECT sha256 FROM {_BATCH})"  # noqa: S608  # a constant
        if not self._one(f"SELECT count(*) FROM main.submissions {of_batch}"):  # noqa: S608  # no outside text
            return
        for (place, name), columns in self._found().items():
            if place != _HISTORY:
                continue
            now, then = f"main.{_quoted(name)}", f"history.{_quoted(name)}"
            listed = ", ".join(map(_quoted, columns))
            self.connection.execute(
                f"INSERT INTO {then} ({listed}) SELECT {listed} FROM {now} {of_batch}"  # noqa: S608  # quoted
            )
            self.connection.execute(f"DELETE FROM {now} {of_batch}")  # noqa: S608  # quoted

    def _insert(self, name: str, columns: list[str]) -> None:
        table, listed = f"main.{_quoted(name)}", ", ".join(map(_quoted, columns))
        known = " ON CONFLICT DO NOTHING" if name in _WITHOUT_HISTORY else ""
        self.connection.execute(
            f"INSERT INTO {table} ({listed}) SELECT {listed} FROM {_BATCH}{known}"  # noqa: S608  # quoted
        )

    @contextmanager
    def _batch(self, table: pa.Table) -> Iterator[None]:
        self.connection.register(_BATCH, table)
        try:
            yield
        finally:
            self.connection.unregister(_BATCH)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    # ---------------------------------------------------------------------------- asking

    @contextmanager
    def _told(self) -> Iterator[None]:
        """DuckDB's errors as one line that says what to do."""
        try:
            yield
        except duckdb.InterruptException as error:
            raise KeyboardInterrupt from error
        except duckdb.Error as error:
            raise WarehouseError(f"{self.path}: {_remedy(str(error))}") from error

    def _all(self, query: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        return self.connection.execute(query, parameters or []).fetchall()

    def _one(self, query: str, parameters: list[Any] | None = None) -> int:
        return int(self._all(query, parameters)[0][0] or 0)

    def _counts(self, table: str, column: str) -> dict[str, int]:
        counted = f"SELECT {column}, count(*) FROM main.{table} WHERE {column} IS NOT NULL"  # noqa: S608  # our names
        return dict(self._all(f"{counted} GROUP BY 1 ORDER BY 2 DESC, 1"))


def _remedy(error: str) -> str:
    if "lock on file" in error:
        holder = _HOLDER.search(error)
        who = f"another process (PID {holder[1]})" if holder else "another process"
        return f"is in use by {who}; wait until it ends, or close it"
    if "not a valid DuckDB database" in error:
        return "is no DuckDB file; name another file, nothing was changed in this one"
    line = " ".join(error.split())
    return line if len(line) <= _FAILED_WHY else line[: _FAILED_WHY - 1] + "…"


def _as_history(schema: pa.Schema) -> pa.Schema:
    metadata = dict(schema.metadata or {})
    metadata[b"keys"] += b",loaded_at"
    metadata[b"comment"] += "(旧的读取结果)".encode()
    return schema.with_metadata(metadata)


def _sql(type_: pa.DataType) -> str:
    if pa.types.is_list(type_):
        return f"{_sql(type_.value_type)}[]"
    if pa.types.is_decimal(type_):
        return f"DECIMAL({type_.precision},{type_.scale})"
    return {"string": "VARCHAR", "bool": "BOOLEAN", "int32": "INTEGER", "int64": "BIGINT"}.get(
        str(type_), "TIMESTAMP"
    )


def _quoted(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''").replace("\0", "") + "'"
