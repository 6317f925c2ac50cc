"""From the shape of a file to a `Rule`: lists expanded, names resolved, checks bound.

Every fault is noted with its path and the rest goes on, so that one pass reports them all. What
is due to a part that was left out for a fault of its own is not reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from extractor.rulebook import across, clashes, entries
from extractor.rulebook.binding import Form
from extractor.rulebook.clashes import Clash
from extractor.rulebook.entries import labels_of
from extractor.rulebook.faults import Notes, Path
from extractor.rulebook.files import (
    ColumnFile,
    FieldFile,
    ListFile,
    OptionFile,
    RuleFile,
    TableFile,
)
from extractor.rulebook.judging import Declared, Notebook, Reader, select, variants
from extractor.rulebook.types import (
    Across,
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
from extractor.rulebook.vocabulary import Vocabulary, classification

_EMPTY: Mapping[str, OptionFile] = {}


def compile_rule(
    file: RuleFile,
    vocabulary: Vocabulary,
    notes: Notes,
    chosen: Collection[str] = (),
) -> Rule:
    """The rule that `file` describes; only to be used when nothing was noted.

    Of the variants `chosen` those count that the file declares.
    """
    return _Compiler(file, vocabulary, notes).rule(chosen)


class _Compiler:
    def __init__(
        self,
        file: RuleFile,
        vocabulary: Vocabulary,
        notes: Notes,
    ) -> None:
        self.file = file
        self.vocabulary = vocabulary
        self.notes = notes
        self.fields: dict[str, Field] = {}
        self.doubtful = _doubtful_heads(notes)

    def note(self, at: Path, message: str) -> None:
        """Note a fault, unless it may be due to one that is noted already."""
        real = self.notes.in_file(at)
        if not any(map(self.notes.is_doubtful, (real, *_named_from(at)))):
            self.notes.note(real, message)

    def note_all(self, found: Iterable[Clash]) -> None:
        for at, message in found:
            self.note(at, message)

    def rule(self, wanted: Collection[str]) -> Rule:
        file = self.file
        chosen = tuple(name for name in file.variants if name in wanted)
        for path, entry in file.fields.items():
            self.fields[path] = self.field(path, entry)
        tables = tuple(self.table(key, entry) for key, entry in file.tables.items())
        lists = tuple(self.listing(key, entry) for key, entry in file.lists.items())
        if not (file.fields or file.tables or file.lists):
            self.note((), "a rule file needs fields, tables or lists")
        rule = Rule(
            form=file.form,
            titles=(file.title, *file.titles),
            fields=self.fields,
            file=self.notes.file,
            sha256="",
            signs=tuple(file.signs),
            sections=tuple(file.sections),
            unit=file.unit,
            tables=tables,
            lists=lists,
            checks=tuple(select(self.checks(Form(self.fields, lists)), chosen)),
            classifications={
                name: classification(each)
                for name, each in self.vocabulary.classifications.items()
                if any(entry.codes == name for entry in file.fields.values())
            },
            variants=variants(file),
            chosen=chosen,
            across=self.across(tables),
            marks=file.marks,
        )
        self.note_all(clashes.labels_of_one(rule.titles, (), "titles"))
        scalars = [field for field in self.fields.values() if not (field.table or field.list)]
        self.note_all(clashes.of_fields(scalars))
        self.note_all(clashes.of_paths(rule))
        if self.doubtful == frozenset():
            self.note_all(clashes.of_signs(rule))
        return rule

    def add(self, field: Field, at: Path) -> None:
        if field.path in self.fields:
            self.note(at, f"the path {field.path!r} is given to two fields")
        self.fields[field.path] = field

    # ------------------------------------------------------------------ fields

    def field(self, path: str, entry: FieldFile) -> Field:
        at: Path = ("fields", path)
        self.note_all(entries.field_faults(path, entry))
        self.note_all(self.reference_faults(path, entry))
        self.note_all(self.code_faults(path, entry))
        self.note_all(clashes.labels_of_one(labels_of(entry), at))
        return Field(
            path=path,
            type=entry.type,
            labels=labels_of(entry),
            unit=entry.unit,
            options=self.options(entry, (*at, "options")),
            option=(entry.option,) if entry.option else (),
            codes=entry.codes,
            name_in=entry.name_in,
            pattern=entry.pattern,
            find_in=tuple(entry.find_in),
            else_from=entry.else_from,
            within=entry.within,
            required=entry.required,
            multiline=entry.multiline,
            personal=entry.personal,
        )

    def reference_faults(self, path: str, entry: FieldFile) -> Iterator[Clash]:
        """`within`, `else_from` and `name_in` name fields of the right types."""
        for key, target, type_, of in (
            ("within", entry.within, "text", "phone"),
            ("else_from", entry.else_from, "date", "date"),
            ("name_in", entry.name_in, "text", "code"),
        ):
            at: Path = ("fields", path, key)
            named = self.file.fields.get(target) if target is not None else None
            if target is None:
                continue
            if entry.type != of:
                yield at, f"`{key}` belongs to a {of}, not to the type {entry.type}"
            if target == path:
                yield at, "names the field itself"
            elif named is None and not self.is_doubtful([target]):
                yield at, f"{target!r} is none of the `fields` of this form"
            elif named is not None and named.type != type_:
                yield at, f"{target} is of type {named.type}, and not a {type_}"

    def options(self, entry: FieldFile, at: Path) -> tuple[Option, ...]:
        if isinstance(entry.options, str):
            options = self.named_options(entry.options, at)
        else:
            options = entry.options if entry.options is not None else _EMPTY
            self.note_all(entries.option_faults(options, at))
            if entry.options is not None and not options:
                self.note(at, "a choice without answers")
        return tuple(Option(code, labels_of(option)) for code, option in options.items())

    def named_options(self, name: str, at: Path) -> Mapping[str, OptionFile]:
        options = self.vocabulary.options
        if name not in options and self.vocabulary.is_sure(name):
            known = ", ".join(sorted(options)) or "none"
            self.note(at, f"no file in vocab/ has the options {name!r} (there are: {known})")
        return options.get(name, _EMPTY)

    def code_faults(self, path: str, entry: FieldFile) -> Iterator[Clash]:
        """`codes` names a classification, and a name is judged by one."""
        at: Path = ("fields", path)
        known = self.vocabulary.classifications
        if entry.codes is None:
            if entry.name_in is not None:
                yield (*at, "name_in"), "`name_in` needs `codes`: nothing says which name is right"
        elif entry.type != "code":
            yield (*at, "codes"), f"`codes` belong to a code, not to the type {entry.type}"
        elif entry.codes not in known and self.vocabulary.is_sure(entry.codes):
            there = ", ".join(sorted(known)) or "none"
            message = f"no file in vocab/ is the classification {entry.codes!r}"
            yield (*at, "codes"), f"{message} (there are: {there})"

    # -------------------------------------------------------- tables and lists

    def columns(self, written: Mapping[str, ColumnFile], at: Path) -> tuple[Column, ...]:
        if not written:
            self.note(at, "needs columns")
        for key, entry in written.items():
            self.note_all(entries.unit_faults(entry, (*at, key)))
            self.note_all(clashes.labels_of_one(labels_of(entry), (*at, key)))
            if entry.type in {"choice", "flag"}:
                self.note((*at, key, "type"), f"a column cannot be a {entry.type}")
        return tuple(
            Column(key, labels_of(entry), entry.type, entry.unit, tuple(entry.under))
            for key, entry in written.items()
        )

    def table(self, name: str, entry: TableFile) -> Table:
        at: Path = ("tables", name)
        self.note_all(entries.table_faults(entry, at))
        for part, items in (("rows", entry.rows), ("headings", entry.headings)):
            for key, item in items.items():
                self.note_all(clashes.labels_of_one(labels_of(item), (*at, part, key)))
        table = Table(
            name=name,
            rows=tuple(Row(key, labels_of(row), row.parent) for key, row in entry.rows.items()),
            headings=tuple(Heading(key, labels_of(each)) for key, each in entry.headings.items()),
            columns=self.columns(entry.columns, (*at, "columns")),
            labels=labels_of(entry),
            unit=entry.unit,
            row_name=entry.row_name,
            heading_name=entry.heading_name,
        )
        self.note_all(clashes.in_table(table))
        for field in _table_fields(table):
            self.add(field, at)
        return table

    def listing(self, name: str, entry: ListFile) -> List:
        at: Path = ("lists", name)
        self.note_all(entries.list_faults(entry, at))
        for key, summary in entry.summaries.items():
            self.note_all(clashes.labels_of_one(labels_of(summary), (*at, "summaries", key)))
            for column_key in summary.columns:
                if column_key in entry.columns:
                    of = entry.columns[column_key]
                    path = f"{key}.{column_key}"
                    field = Field(path, of.type, (summary.label,), unit=of.unit, list=name)
                    self.add(field, (*at, "summaries", key))
        listing = List(
            name=name,
            columns=self.columns(entry.columns, (*at, "columns")),
            levels=tuple(entry.levels),
            labels=labels_of(entry),
            ends=tuple(entry.ends),
            subtotals=tuple(entry.subtotals),
            summaries=tuple(
                Summary(key, labels_of(summary), tuple(summary.columns))
                for key, summary in entry.summaries.items()
            ),
            personal=tuple(key for key, column in entry.columns.items() if column.personal),
        )
        self.note_all(clashes.in_list(listing))
        return listing

    # ------------------------------------------------------------------ checks

    def checks(self, form: Form) -> list[Declared]:
        def in_file(number: int) -> int:
            return int(self.notes.in_file(("checks", number))[1])

        notebook = Notebook(self.note, self.is_doubtful, in_file)
        return Reader(self.file, self.fields, form, notebook).checks()

    # ------------------------------------------------------------ between forms

    def across(self, tables: tuple[Table, ...]) -> Across | None:
        """What `across` declares; what names a part that was left out is not reported."""
        entry = self.file.across
        if entry is None:
            return None
        for at, message, named in across.faults(entry, self.fields, tables):
            if named is None or not self.is_doubtful([named]):
                self.note(at, message)
        return across.compiled(entry, self.fields, tables)

    def is_doubtful(self, paths: Iterable[str]) -> bool:
        """Whether one of these paths may be a field that was left out."""
        if self.doubtful is None:
            return True
        heads = {path.partition(".")[0] for path in paths}
        return bool(heads & self.doubtful or (self.doubtful and any("{" in head for head in heads)))


def _named_from(at: Path) -> Iterator[Path]:
    """The part of the file that holds what the key at `at` names."""
    match at:
        case ("tables", name, "rows", _, "parent"):
            yield ("tables", name, "rows")
        case ("tables", name, "columns", _, "under", _):
            yield ("tables", name, "headings")
        case ("tables", name, "headings", _):
            yield ("tables", name, "columns")
        case ("variants", _):
            yield ("checks",)
        case ("checks", _, "only" | "unless", _):
            yield ("variants",)
        case ("lists", name, "levels", _) | ("lists", name, "summaries", _, "columns", _):
            yield ("lists", name, "columns")


def _doubtful_heads(notes: Notes) -> frozenset[str] | None:
    """What the paths of fields that were left out begin with; None if that may be anything."""
    heads: set[str] = set()
    for part in notes.doubtful:
        match part:
            case ("fields" | "tables", str(name), *_):
                heads.add(name.partition(".")[0])
            case ("lists", str(name), "summaries", str(key), *_):
                heads |= {name, key}
            case ("lists", str(name), str(key), *_) if key != "summaries":
                heads.add(name)
            case (
                "form"
                | "title"
                | "unit"
                | "titles"
                | "signs"
                | "sections"
                | "checks"
                | "marks"
                | "across"
                | "variants",
                *_,
            ):
                continue
            case _:
                return None
    return frozenset(heads)


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
