"""A rule file as the stages read it: every list expanded, every check bound to real fields."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from extractor.model import Severity
from extractor.rulebook.expression import Statement

FieldType = Literal[
    "money", "rate", "number", "date", "period", "choice", "flag", "code", "phone", "text"
]
FindIn = Literal["title", "heading"]
Personal = Literal["name", "phone"]
#: The checks that a rule file may state; those of other kinds follow from the types of fields.
DeclaredKind = Literal["total", "ratio", "order", "equal", "range", "choice"]
CheckKind = Literal[
    "ratio", "total", "order", "equal", "range", "choice", "required", "format", "membership",
    "narrative", "unreadable", "across",
]  # fmt: skip
#: The part of a year at whose end a cumulative figure stands.
PeriodEnd = Literal[
    "Q1", "Q2", "Q3", "Q4", "H1", "H2",
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12",
]  # fmt: skip

#: Types whose values are exact numbers with a half-width.
NUMERIC: frozenset[str] = frozenset({"money", "rate", "number"})


class Struct(msgspec.Struct, frozen=True):
    """Base of the rule types."""


class Option(Struct, frozen=True):
    """One answer of a choice: `labels[0]` is the customary wording."""

    code: str
    labels: tuple[str, ...]


class Field(Struct, frozen=True):
    """One field of a form. Fields of tables have the path `<table>.<row>.<column>`.

    `labels[0]` is the customary label, the others its synonyms. Fields that share a label share
    the cell: each takes what its type describes. `pattern` is the sentence in which the value
    stands ("应采购金额{}"); `find_in` says where it is looked for when no label leads there.
    `option` is the label of a flag's box. `within` names the field in whose cell the value is
    looked for when it has no place of its own; `else_from` the date that gives the year when
    no title does. `multiline` texts keep their line breaks. `table` and `list` name the table or
    list the field belongs to. `codes` names the classification that a code is taken from, and
    `name_in` the text field in which the code's name stands.
    """

    path: str
    type: FieldType
    labels: tuple[str, ...] = ()
    unit: str | None = None
    options: tuple[Option, ...] = ()
    option: tuple[str, ...] = ()
    codes: str | None = None
    name_in: str | None = None
    pattern: str | None = None
    find_in: tuple[FindIn, ...] = ()
    else_from: str | None = None
    within: str | None = None
    multiline: bool = False
    required: bool = False
    personal: Personal | None = None
    table: str | None = None
    list: str | None = None


class Row(Struct, frozen=True):
    """One row of a table, told from rows of the same label by its parent row."""

    key: str
    labels: tuple[str, ...]
    parent: str | None = None


class Heading(Struct, frozen=True):
    """An upper header over several columns: `第1季度`."""

    key: str
    labels: tuple[str, ...]


class Column(Struct, frozen=True):
    """One kind of column; under each of `headings` it stands once, or once alone."""

    key: str
    labels: tuple[str, ...]
    type: FieldType
    unit: str | None = None
    headings: tuple[str, ...] = ()


class Table(Struct, frozen=True):
    """Row labels x column headers, in one or two levels.

    The cells' paths are `<name>.<row>[.<heading>].<column>`. `row_name` and `heading_name` are
    the names of the key columns in the warehouse.
    """

    name: str
    rows: tuple[Row, ...]
    headings: tuple[Heading, ...]
    columns: tuple[Column, ...]
    labels: tuple[str, ...] = ()
    unit: str | None = None
    row_name: str = "row"
    heading_name: str = "heading"


class Summary(Struct, frozen=True):
    """A row below a list that sums up some of its columns; its paths are `<key>.<column>`."""

    key: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]


class List(Struct, frozen=True):
    """Rows under a header, as many as are filled in; paths are `<name>.<i>.<column>`.

    A list ends at a row that begins with one of `ends` or with a summary's label; rows whose first
    cell ends with one of `subtotals` are no entries of it. Columns in
    `levels` are merged over the rows they cover, and count for each of them.
    """

    name: str
    columns: tuple[Column, ...]
    levels: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    subtotals: tuple[str, ...] = ()
    summaries: tuple[Summary, ...] = ()
    personal: tuple[str, ...] = ()


class Classification(Struct, frozen=True):
    """Codes in levels, and names with the codes that they go with, as far as that is sure.

    `digits` are the lengths of the levels' codes. In a code x is any digit; a code stands for
    all longer ones that begin with it. Names are without white space, half-width.
    """

    name: str
    title: str
    digits: tuple[int, ...]
    names: dict[str, tuple[str, ...]]


class Variant(Struct, frozen=True):
    """Another way to judge the form; of those of one `group` at most one is chosen."""

    name: str
    label: str
    note: str | None = None
    group: str | None = None


class Check(Struct, frozen=True):
    """One statement about one form, with all variables bound.

    `declared` is the number of the entry under `checks` that it comes from: its siblings are
    judged by one convention. `rows_of` names the list for each of whose rows the statement is
    made; its paths then hold the variable `{row_variable}`. `over_zero` is what a ratio is whose
    base is 0 and whose numerator is not; without it, that is a contradiction.
    """

    kind: CheckKind
    statement: Statement
    declared: int
    severity: Severity = "error"
    rows_of: str | None = None
    row_variable: str | None = None
    note: str | None = None
    over_zero: Decimal | None = None


class Across(Struct, frozen=True):
    """How two forms are known to speak of one project, and which of their numbers must agree.

    `unit` begins with the unit that carries the project out; `apart` are fields whose values
    differ only between projects. `facts` have names that rule files share: each gives the
    fields one of which says it. `until` holds every field of a cumulative table that stands
    under a heading, with the month (1 to 12) until which it counts.
    """

    project: str
    unit: tuple[str, ...]
    year: str | None = None
    period: str | None = None
    dated: str | None = None
    apart: tuple[str, ...] = ()
    facts: dict[str, tuple[str, ...]] = {}
    until: dict[str, int] = {}


class Rule(Struct, frozen=True):
    """All that is known of one form. `fields` holds every path but those of lists, in order.

    `variants` are all that the file declares, `chosen` the names of those by which `checks` are
    made; the hash tells them.
    """

    form: str
    titles: tuple[str, ...]
    fields: dict[str, Field]
    file: str
    sha256: str
    signs: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    unit: str | None = None
    tables: tuple[Table, ...] = ()
    lists: tuple[List, ...] = ()
    checks: tuple[Check, ...] = ()
    across: Across | None = None
    classifications: dict[str, Classification] = {}
    variants: tuple[Variant, ...] = ()
    chosen: tuple[str, ...] = ()
    marks: dict[str, Literal["checked", "unchecked"]] = {}

    @property
    def title(self) -> str:
        """The form's customary title."""
        return self.titles[0]

    def field(self, path: str) -> Field | None:
        """The field at `path`; a list's rows may have any number (`indicators.7.score`)."""
        found = self.fields.get(path)
        if found is not None:
            return found
        name, _, rest = path.partition(".")
        index, _, key = rest.partition(".")
        if not index.isdigit():
            return None
        for listing in self.lists:
            if listing.name == name:
                for column in listing.columns:
                    if column.key == key:
                        return list_field(listing, column, path)
        return None


class RuleSet(Struct, frozen=True):
    """The rule files of one folder, by form name, and one hash over all of them."""

    rules: dict[str, Rule]
    folder: str
    sha256: str


def list_field(listing: List, column: Column, path: str) -> Field:
    """The field that one column of one row of a list is."""
    return Field(
        path,
        column.type,
        column.labels,
        unit=column.unit,
        list=listing.name,
        personal="name" if column.key in listing.personal else None,
    )
