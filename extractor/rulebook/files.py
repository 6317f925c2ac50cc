"""The shape of a rule file as it is written: `rules/schema.json` is made from these types."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from extractor.model import Severity
from extractor.rulebook.types import CheckKind, FieldType, FindIn, Personal

Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
PathKey = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
Label = Annotated[str, Meta(min_length=1)]
MoneyUnit = Literal["元", "百元", "千元", "万元", "十万元", "百万元", "千万元", "亿元"]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Unknown keys are faults: a misspelt key must never be ignored."""


class OptionFile(_File):
    """One answer of a choice."""

    label: Label
    aliases: list[Label] = []


class FieldFile(_File):
    """One field: see rules/README.md for what each key does."""

    type: FieldType
    label: Label | None = None
    aliases: list[Label] = []
    unit: MoneyUnit | Literal["%"] | None = None
    options: dict[Key, OptionFile] | Key | None = None
    option: Label | None = None
    pattern: Label | None = None
    find_in: list[FindIn] = []
    else_from: PathKey | None = None
    within: PathKey | None = None
    required: bool = False
    personal: Personal | None = None


class RowFile(_File):
    """One row of a table."""

    label: Label
    aliases: list[Label] = []
    parent: Key | None = None


class HeadingFile(_File):
    """An upper header of a table."""

    label: Label
    aliases: list[Label] = []


class ColumnFile(_File):
    """One column of a table or a list."""

    label: Label
    type: FieldType
    aliases: list[Label] = []
    unit: MoneyUnit | Literal["%"] | None = None
    under: list[Key] = []
    personal: Personal | None = None


class TableFile(_File):
    """Row labels x column headers."""

    rows: dict[Key, RowFile]
    columns: dict[Key, ColumnFile]
    headings: dict[Key, HeadingFile] = {}
    label: Label | None = None
    aliases: list[Label] = []
    unit: MoneyUnit | None = None
    row_name: Key = "row"
    heading_name: Key = "heading"


class SummaryFile(_File):
    """A row below a list that sums it up."""

    label: Label
    columns: list[Key]
    aliases: list[Label] = []


class ListFile(_File):
    """Rows under a header, as many as are filled in."""

    columns: dict[Key, ColumnFile]
    levels: list[Key] = []
    label: Label | None = None
    aliases: list[Label] = []
    ends: list[Label] = []
    summaries: dict[Key, SummaryFile] = {}


class CheckFile(_File):
    """One entry under `checks`."""

    kind: CheckKind
    holds: Label
    where: dict[Key, list[PathKey]] = {}
    severity: Severity = "error"
    note: str | None = None


class RuleFile(_File):
    """A whole rule file."""

    form: Key
    title: Label
    titles: list[Label] = []
    signs: list[Label] = []
    sections: list[Label] = []
    unit: MoneyUnit | None = None
    fields: dict[PathKey, FieldFile] = {}
    tables: dict[Key, TableFile] = {}
    lists: dict[Key, ListFile] = {}
    checks: list[CheckFile] = []
    marks: dict[str, Literal["checked", "unchecked"]] = {}


#: A vocabulary file: named lists of options that several rule files share.
VocabularyFile = dict[Key, dict[Key, OptionFile]]
