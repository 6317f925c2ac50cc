"""From the shape of a file to a `Rule`: lists expanded, names resolved, checks bound.

Every fault is noted with its path and the rest goes on, so that one pass reports them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

from extractor.rulebook import expression
from extractor.rulebook.expression import ExpressionError, Statement
from extractor.rulebook.files import (
    CheckFile,
    ColumnFile,
    FieldFile,
    HeadingFile,
    ListFile,
    OptionFile,
    RowFile,
    RuleFile,
    SummaryFile,
    TableFile,
)
from extractor.rulebook.types import (
    Check,
    Column,
    Field,
    Heading,
    List,
    Option,
    Row,
    Rule,
    Summary,
    Table,
)
from extractor.rulebook.yaml import Path

Vocabulary = Mapping[str, Mapping[str, OptionFile]]
Note = Callable[[Path, str], None]

_VARIABLE = re.compile(r"\{([a-z]+)\}")
_EMPTY: Mapping[str, OptionFile] = {}


def _labels(entry: RowFile | HeadingFile | ColumnFile | OptionFile | SummaryFile) -> tuple[str, ...]:
    return (entry.label, *entry.aliases)


class Compiler:
    """Compiles one rule file; `note` takes every fault."""

    def __init__(self, file: RuleFile, vocabulary: Vocabulary, note: Note) -> None:
        self.file = file
        self.vocabulary = vocabulary
        self.note = note
        self.fields: dict[str, Field] = {}

    def rule(self, name: str, sha256: str) -> Rule:
        """The compiled rule; only to be used when no fault was noted."""
        for path, entry in self.file.fields.items():
            self.add(self.field(path, entry), ("fields", path))
        tables = tuple(self.table(key, entry) for key, entry in self.file.tables.items())
        lists = tuple(self.listing(key, entry) for key, entry in self.file.lists.items())
        self.check_references()
        checks: list[Check] = []
        binder = _Binder(self.fields, lists)
        for number, check in enumerate(self.file.checks):
            checks += self.check(number, check, binder)
        if not (self.fields or lists):
            self.note((), "a rule file needs fields, tables or lists")
        return Rule(
            form=self.file.form,
            titles=(self.file.title, *self.file.titles),
            fields=self.fields,
            file=name,
            sha256=sha256,
            signs=tuple(self.file.signs),
            sections=tuple(self.file.sections),
            unit=self.file.unit,
            tables=tables,
            lists=lists,
            checks=tuple(checks),
            marks=self.file.marks,
        )

    def add(self, field: Field, at: Path) -> None:
        if field.path in self.fields:
            self.note(at, f"the path {field.path!r} is given to two fields")
        self.fields[field.path] = field

    def field(self, path: str, entry: FieldFile) -> Field:
        at: Path = ("fields", path)
        if entry.type == "choice" and entry.options is None:
            self.note(at, "a choice needs `options`")
        if entry.type != "choice" and entry.options is not None:
            self.note((*at, "options"), f"`options` belong to a choice, not to a {entry.type}")
        if (entry.type == "flag") != (entry.option is not None):
            self.note(at, "a flag, and only a flag, has the label of its box under `option`")
        if entry.label is None and entry.pattern is None:
            self.note(at, "needs a `label` or a `pattern`: nothing says where the value stands")
        if entry.label is None and entry.aliases:
            self.note((*at, "aliases"), "aliases need a `label`")
        if entry.pattern is not None and entry.pattern.count("{}") != 1:
            self.note((*at, "pattern"), "a pattern has one {} where the value stands")
        if entry.find_in and entry.pattern is None:
            self.note((*at, "find_in"), "`find_in` needs a `pattern`")
        self.check_unit(entry.unit, entry.type, at)
        return Field(
            path=path,
            type=entry.type,
            labels=(entry.label, *entry.aliases) if entry.label else (),
            unit=entry.unit,
            options=self.options(entry, at),
            option=(entry.option,) if entry.option else (),
            pattern=entry.pattern,
            find_in=tuple(entry.find_in),
            else_from=entry.else_from,
            within=entry.within,
            required=entry.required,
            personal=entry.personal,
        )

    def check_unit(self, unit: str | None, type_: str, at: Path) -> None:
        if unit is not None and type_ != ("rate" if unit == "%" else "money"):
            self.note((*at, "unit"), f"the unit {unit} does not go with a {type_}")

    def options(self, entry: FieldFile, at: Path) -> tuple[Option, ...]:
        options: Mapping[str, OptionFile] = _EMPTY
        if isinstance(entry.options, str):
            if entry.options not in self.vocabulary:
                known = ", ".join(sorted(self.vocabulary)) or "none"
                message = f"no vocabulary holds the options {entry.options!r} (there are: {known})"
                self.note((*at, "options"), message)
            options = self.vocabulary.get(entry.options, _EMPTY)
        elif entry.options is not None:
            options = entry.options
        seen: dict[str, str] = {}
        for code, option in options.items():
            for label in _labels(option):
                if seen.setdefault(label, code) != code:
                    message = f"{label!r} is the label of two options, {seen[label]} and {code}"
                    self.note((*at, "options", code), message)
        return tuple(Option(code, _labels(option)) for code, option in options.items())

    def columns(self, entries: Mapping[str, ColumnFile], at: Path) -> tuple[Column, ...]:
        for key, entry in entries.items():
            self.check_unit(entry.unit, entry.type, (*at, key))
            if entry.type in {"choice", "flag"}:
                self.note((*at, key, "type"), f"a column cannot be a {entry.type}")
        return tuple(
            Column(key, _labels(entry), entry.type, entry.unit, tuple(entry.under))
            for key, entry in entries.items()
        )

    def table(self, name: str, entry: TableFile) -> Table:
        at: Path = ("tables", name)
        columns = self.columns(entry.columns, (*at, "columns"))
        for column in columns:
            for heading in column.headings:
                if heading not in entry.headings:
                    message = f"{heading!r} is none of the table's headings"
                    self.note((*at, "columns", column.key, "under"), message)
            if entry.columns[column.key].personal:
                self.note((*at, "columns", column.key, "personal"), "only lists hold persons")
        for key, row in entry.rows.items():
            if row.parent is not None and (row.parent not in entry.rows or row.parent == key):
                message = f"{row.parent!r} is no other row of this table"
                self.note((*at, "rows", key, "parent"), message)
        table = Table(
            name=name,
            rows=tuple(Row(key, _labels(row), row.parent) for key, row in entry.rows.items()),
            headings=tuple(Heading(key, _labels(row)) for key, row in entry.headings.items()),
            columns=columns,
            labels=(entry.label, *entry.aliases) if entry.label else (),
            unit=entry.unit,
            row_name=entry.row_name,
            heading_name=entry.heading_name,
        )
        for field in _table_fields(table):
            self.add(field, at)
        return table

    def listing(self, name: str, entry: ListFile) -> List:
        at: Path = ("lists", name)
        columns = self.columns(entry.columns, (*at, "columns"))
        for key, column in entry.columns.items():
            if column.under:
                self.note((*at, "columns", key, "under"), "a list has no headings")
        for level in entry.levels:
            if level not in entry.columns:
                self.note((*at, "levels"), f"{level!r} is no column of this list")
        for key, summary in entry.summaries.items():
            for column_key in summary.columns:
                if column_key not in entry.columns:
                    message = f"{column_key!r} is no column of this list"
                    self.note((*at, "summaries", key, "columns"), message)
                    continue
                of = entry.columns[column_key]
                path = f"{key}.{column_key}"
                field = Field(path, of.type, (summary.label,), unit=of.unit, list=name)
                self.add(field, (*at, "summaries", key))
        return List(
            name=name,
            columns=columns,
            levels=tuple(entry.levels),
            labels=(entry.label, *entry.aliases) if entry.label else (),
            ends=tuple(entry.ends),
            summaries=tuple(
                Summary(key, _labels(summary), tuple(summary.columns))
                for key, summary in entry.summaries.items()
            ),
            personal=tuple(key for key, column in entry.columns.items() if column.personal),
        )

    def check_references(self) -> None:
        for path, field in self.fields.items():
            for key, target in (("within", field.within), ("else_from", field.else_from)):
                if target is not None and target not in self.fields:
                    self.note(("fields", path, key), f"{target!r} is no field of this form")

    def check(self, number: int, entry: CheckFile, binder: _Binder) -> list[Check]:
        at: Path = ("checks", number, "holds")
        try:
            statement = expression.parse(entry.holds)
        except ExpressionError as error:
            self.note(at, str(error))
            return []
        try:
            bound = list(binder.bind(entry, statement))
        except ExpressionError as error:
            self.note(at, str(error))
            return []
        if not bound:
            self.note(at, f"names no field of this form: {entry.holds!r} can never fire")
        self.check_codes(statement, at)
        return [
            Check(entry.kind, tree, number, entry.severity, rows_of, variable, entry.note)
            for tree, rows_of, variable in bound
        ]

    def check_codes(self, statement: Statement, at: Path) -> None:
        if not isinstance(statement, expression.Condition):
            return
        if not isinstance(statement.test, expression.Test):
            return
        field, code = self.fields.get(statement.test.path), statement.test.code
        if field is None:
            return
        codes = {option.code for option in field.options} or {"true", "false"}
        if field.type not in {"choice", "flag"} or code not in codes:
            self.note(at, f"{field.path} is never {code!r} (it can be: {', '.join(sorted(codes))})")


def _table_fields(table: Table) -> Iterator[Field]:
    for row in table.rows:
        for heading in ("", *(heading.key for heading in table.headings)):
            for column in table.columns:
                if heading in column.headings or not (heading or column.headings):
                    parts = (table.name, row.key, heading, column.key)
                    yield Field(
                        path=".".join(part for part in parts if part),
                        type=column.type,
                        labels=column.labels,
                        unit=column.unit,
                        table=table.name,
                    )


class _Binder:
    """Binds the variables of statements to the fields of the form."""

    def __init__(self, fields: Mapping[str, Field], lists: tuple[List, ...]) -> None:
        self.fields = fields
        self.lists = {listing.name: listing for listing in lists}

    def bind(
        self, entry: CheckFile, statement: Statement
    ) -> Iterator[tuple[Statement, str | None, str | None]]:
        paths = list(dict.fromkeys(expression.paths(statement)))
        variables = {name for path in paths for name in _VARIABLE.findall(path)}
        for name in entry.where:
            if name not in variables:
                message = f"`where` names {{{name}}}, which does not occur in {entry.holds!r}"
                raise ExpressionError(message)
        rows = {path.partition(".")[0] for path in paths if self.is_row(path)}
        if len(rows) > 1:
            message = f"speaks of the rows of two lists: {entry.holds!r}"
            raise ExpressionError(message)
        if rows:
            row_variable = next(_VARIABLE.findall(path)[0] for path in paths if self.is_row(path))
            variables.discard(row_variable)
            for path in paths:
                if not self.is_row(path) and _VARIABLE.search(path):
                    message = f"{path!r} has a variable beside the rows of a list"
                    raise ExpressionError(message)
            self.require(paths)
            yield statement, rows.pop(), row_variable
            return
        if not variables:
            self.require(paths)
            yield statement, None, None
            return
        for binding in self.bindings(paths, entry):
            yield expression.substitute(statement, _Substitution(binding)), None, None

    def is_row(self, path: str) -> bool:
        head, _, rest = path.partition(".")
        return head in self.lists and _VARIABLE.match(rest) is not None

    def require(self, paths: list[str]) -> None:
        for path in paths:
            if not self.exists(path):
                message = f"{path!r} is no field of this form"
                raise ExpressionError(message)

    def exists(self, path: str) -> bool:
        if path in self.fields:
            return True
        head, _, rest = path.partition(".")
        listing = self.lists.get(head)
        key = rest.partition(".")[2]
        return listing is not None and key in {column.key for column in listing.columns}

    def bindings(self, paths: list[str], entry: CheckFile) -> Iterator[dict[str, str]]:
        """Every assignment under which all paths exist, in the order of the form's fields."""
        families = [path for path in paths if _VARIABLE.search(path)]
        yield from self._extend({}, families, entry)

    def _extend(
        self, binding: dict[str, str], families: list[str], entry: CheckFile
    ) -> Iterator[dict[str, str]]:
        if not families:
            yield binding
            return
        family = _Substitution(binding)(families[0])
        if not _VARIABLE.search(family):
            if self.exists(family) and self.additive(family, entry):
                yield from self._extend(binding, families[1:], entry)
            return
        pattern = _pattern(family)
        for path in self.fields:
            match = pattern.fullmatch(path)
            if match is None or not self.additive(path, entry):
                continue
            found = match.groupdict()
            if all(value in entry.where.get(name, [value]) for name, value in found.items()):
                yield from self._extend({**binding, **found}, families[1:], entry)

    def additive(self, path: str, entry: CheckFile) -> bool:
        """Rates do not add up: a total over `{column}` passes over their columns."""
        return entry.kind != "total" or path not in self.fields or (
            self.fields[path].type in {"money", "number"}
        )  # fmt: skip


class _Substitution(msgspec.Struct, frozen=True):
    """Puts a binding's values in the place of its variables."""

    binding: dict[str, str]

    def __call__(self, path: str) -> str:
        return _VARIABLE.sub(lambda match: self.binding.get(match[1], match[0]), path)


def _pattern(family: str) -> re.Pattern[str]:
    """A family of paths as a pattern: a variable stands for one or more whole segments."""
    parts = _VARIABLE.split(family)
    seen: set[str] = set()
    text = ""
    for position, part in enumerate(parts):
        if position % 2 == 0:
            text += re.escape(part)
        elif part in seen:
            text += f"(?P={part})"
        else:
            seen.add(part)
            text += rf"(?P<{part}>[a-z0-9_]+(?:\.[a-z0-9_]+)*)"
    return re.compile(text)
