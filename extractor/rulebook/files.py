"""The shape of a rule file as it is written: `rules/schema.json` is made from these types.

The descriptions are what an editor shows beside a key; `rules/README.md` tells more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from extractor.model import Severity
from extractor.rulebook.types import DeclaredKind, FieldType, FindIn, PeriodEnd, Personal

DECIMALS = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$"
_NAME = r"[a-z][a-z0-9_]*"

Key = Annotated[str, Meta(pattern=rf"^{_NAME}$", max_length=40)]
PathKey = Annotated[str, Meta(pattern=rf"^{_NAME}(\.{_NAME})*$", max_length=120)]
#: A longer text is never a label.
Label = Annotated[str, Meta(min_length=1, max_length=80)]
Text = Annotated[str, Meta(min_length=1, max_length=2000)]
MoneyUnit = Literal["元", "百元", "千元", "万元", "十万元", "百万元", "千万元", "亿元"]
Unit = MoneyUnit | Literal["%"]
#: The code of one place in a classification; x is any digit: xxxxx01.
CodePattern = Annotated[str, Meta(pattern=r"^[0-9x]{1,20}$")]
Digits = Annotated[str, Meta(pattern=r"^[1-9][0-9]?$")]
Decimals = Annotated[str, Meta(pattern=DECIMALS)]

#: What texts of a pattern are, for the fault of one that does not fit.
SAYS: Mapping[str, str] = {
    r"^[0-9x]{1,20}$": "code: codes are digits, and x for any digit",
    r"^[1-9][0-9]?$": "number of digits",
    rf"^{_NAME}$": "name: names are small letters, digits and _",
    rf"^{_NAME}(\.{_NAME})*$": "name: names are small letters, digits and _, in paths also dots",
    DECIMALS: "number: write digits, at most with a point and a minus",
}


def _says(text: str) -> Meta:
    return Meta(description=text)


_Aliases = Annotated[list[Label], _says("Other wordings of the label that occur on forms.")]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Unknown keys are faults: a misspelt key must never be ignored."""


class OptionFile(_File, frozen=True):
    """One answer of a choice."""

    label: Annotated[Label, _says("The words beside the box, as most forms print them.")]
    aliases: _Aliases = []


class FieldFile(_File, frozen=True):
    """One thing that is filled in once on a form."""

    type: Annotated[FieldType, _says("What kind of value stands there.")]
    label: Annotated[
        Label | None, _says("The words that lead to the value, as most forms print them.")
    ] = None
    aliases: _Aliases = []
    unit: Annotated[
        Unit | None, _says("The unit where neither the cell nor the form says one.")
    ] = None
    options: Annotated[
        dict[Key, OptionFile] | Key | None,
        _says("Of a choice: its answers, or the name of a list of answers in vocab/."),
    ] = None
    option: Annotated[Label | None, _says("Of a flag: the words beside its one box.")] = None
    pattern: Annotated[
        Text | None, _says("The sentence in which the value stands, {} in its place.")
    ] = None
    find_in: Annotated[
        list[FindIn], _says("Where the pattern is looked for when no label leads to it.")
    ] = []
    else_from: Annotated[
        PathKey | None, _says("Of a year: the date that gives it when nothing else does.")
    ] = None
    within: Annotated[
        PathKey | None, _says("Of a phone: the text field in whose cell it may stand instead.")
    ] = None
    multiline: Annotated[
        bool, _says("Of a long text: its line breaks are the writer's, however short it is.")
    ] = False
    required: Annotated[bool, _says("Whether a form without it deserves a warning.")] = False
    codes: Annotated[
        Key | None, _says("Of a code: the classification in vocab/ that it is taken from.")
    ] = None
    name_in: Annotated[
        PathKey | None, _says("Of a code in a classification: the text field with its name.")
    ] = None
    personal: Annotated[
        Personal | None, _says("What personal data stands there, so that it can be masked.")
    ] = None


class RowFile(_File, frozen=True):
    """One row of a table."""

    label: Annotated[Label, _says("What the row is called, as most forms print it.")]
    aliases: _Aliases = []
    parent: Annotated[
        Key | None, _says("The row that this one is a part of; tells rows of one label apart.")
    ] = None


class HeadingFile(_File, frozen=True):
    """An upper header over several columns of a table."""

    label: Annotated[Label, _says("What the heading says, as most forms print it.")]
    aliases: _Aliases = []


class ColumnFile(_File, frozen=True):
    """One column of a table or a list."""

    label: Annotated[Label, _says("What the header says, as most forms print it.")]
    type: Annotated[FieldType, _says("What kind of value stands in the column.")]
    aliases: _Aliases = []
    unit: Annotated[
        Unit | None, _says("The unit where neither the cell nor the header says one.")
    ] = None
    under: Annotated[
        list[Key], _says("Of a table: the headings under each of which the column stands.")
    ] = []
    personal: Annotated[
        Personal | None, _says("Of a list: what personal data stands in the column.")
    ] = None


class TableFile(_File, frozen=True):
    """Rows that are always the same, under columns that are always the same."""

    rows: Annotated[dict[Key, RowFile], _says("The rows, from the top.")]
    columns: Annotated[dict[Key, ColumnFile], _says("The columns, from the left.")]
    headings: Annotated[
        dict[Key, HeadingFile], _says("The upper headers of a header in two levels.")
    ] = {}
    label: Annotated[Label | None, _says("What stands over or beside the whole table.")] = None
    aliases: _Aliases = []
    unit: Annotated[MoneyUnit | None, _says("The unit of the table's money.")] = None
    row_name: Annotated[Key, _says("What the rows are called in the warehouse.")] = "row"
    heading_name: Annotated[Key, _says("What the headings are called in the warehouse.")] = (
        "heading"
    )


class SummaryFile(_File, frozen=True):
    """A row below a list that sums it up."""

    label: Annotated[Label, _says("What the row is called, as most forms print it.")]
    columns: Annotated[list[Key], _says("The columns of the list that have a sum in the row.")]
    aliases: _Aliases = []


class ListFile(_File, frozen=True):
    """Rows under a header, as many as are filled in."""

    columns: Annotated[dict[Key, ColumnFile], _says("The columns, from the left.")]
    levels: Annotated[
        list[Key], _says("The columns whose cells are merged over the rows they speak of.")
    ] = []
    label: Annotated[Label | None, _says("What stands over or beside the whole list.")] = None
    aliases: _Aliases = []
    ends: Annotated[list[Label], _says("What the first cell of the row after the list says.")] = []
    subtotals: Annotated[
        list[Label], _says("How the first cell of a row ends that only adds up others.")
    ] = []
    summaries: Annotated[
        dict[Key, SummaryFile], _says("The rows below the list that sum it up.")
    ] = {}


class CheckFile(_File, frozen=True):
    """One statement that must be true of every form."""

    kind: Annotated[DeclaredKind, _says("What kind of statement it is.")]
    holds: Annotated[Text, _says("The statement, with the paths of fields.")]
    where: Annotated[
        dict[Key, list[PathKey]], _says("What the variables of the statement may stand for.")
    ] = {}
    severity: Annotated[Severity, _says("How bad it is when the statement is not true.")] = "error"
    over_zero: Annotated[
        Decimals | None,
        _says("Of a ratio: what it is where the base is 0 and what is divided is not."),
    ] = None
    only: Annotated[
        list[Key], _says("The variants with one of which the check is made; else it is not.")
    ] = []
    unless: Annotated[
        list[Key], _says("The variants with any of which the check is not made.")
    ] = []
    note: Annotated[
        Text | None, _says("A remark that goes with each finding, in the language of the form.")
    ] = None


class AcrossFile(_File, frozen=True):
    """What tells which other forms speak of the same project, and what must then agree."""

    project: Annotated[PathKey, _says("The field with the project's name.")]
    unit: Annotated[
        list[PathKey],
        _says("The fields that name the unit: the one that carries the project out comes first."),
    ]
    year: Annotated[PathKey | None, _says("The date field with the year of the form.")] = None
    period: Annotated[
        PathKey | None, _says("The field with the period of the year of which the form speaks.")
    ] = None
    dated: Annotated[
        PathKey | None, _says("The date field with the day on which the form was filled in.")
    ] = None
    apart: Annotated[
        list[PathKey], _says("Fields that are never different on two forms of one project.")
    ] = []
    facts: Annotated[
        dict[Key, list[PathKey]],
        _says("Facts that other forms state too, by a shared name: fact → fields that may say it."),
    ] = {}
    cumulative: Annotated[
        dict[Key, dict[Key, PeriodEnd]],
        _says("Tables that count from January on: table → heading → until when it counts."),
    ] = {}


class VariantFile(_File, frozen=True):
    """A way in which some regions judge the form otherwise, made when it is asked for by name."""

    label: Annotated[Label, _says("What people call it.")]
    note: Annotated[Text | None, _says("Where it applies, and what it says.")] = None
    group: Annotated[
        Key | None, _says("What it decides: of the variants of one group one can be chosen.")
    ] = None


class RuleFile(_File, frozen=True):
    """All that is known of one form."""

    form: Annotated[Key, _says("The name of the form in results and in the warehouse.")]
    title: Annotated[Label, _says("The title of the form, as most print it.")]
    titles: Annotated[list[Label], _says("Other titles of the form.")] = []
    signs: Annotated[
        list[Label], _says("Labels by which the form is known when it has no title.")
    ] = []
    sections: Annotated[
        list[Label], _says("The names of the form's parts, to which no value belongs.")
    ] = []
    unit: Annotated[MoneyUnit | None, _says("The unit of money that the form is printed with.")] = (
        None
    )
    fields: Annotated[dict[PathKey, FieldFile], _says("What is filled in once: path → field.")] = {}
    tables: Annotated[
        dict[Key, TableFile], _says("Fixed rows under fixed columns: name → table.")
    ] = {}
    lists: Annotated[dict[Key, ListFile], _says("As many rows as are filled in: name → list.")] = {}
    checks: Annotated[list[CheckFile], _says("What must be true of every filled form.")] = []
    across: Annotated[
        AcrossFile | None, _says("How forms of one project are known, and what they have to share.")
    ] = None
    variants: Annotated[
        dict[Key, VariantFile], _says("Other ways to judge the form: name → variant.")
    ] = {}
    marks: Annotated[
        dict[Annotated[str, Meta(min_length=1, max_length=4)], Literal["checked", "unchecked"]],
        _says("Characters that mean on this form something else than usual: character → state."),
    ] = {}


#: A vocabulary file: named lists of options that several rule files share.
VocabularyFile = dict[Key, dict[Key, OptionFile]]


class ClassificationFile(_File, frozen=True):
    """A vocabulary file of codes: which names go with which codes, as far as that is sure."""

    classification: Annotated[Key, _says("The name by which rule files take codes from it.")]
    title: Annotated[Label, _says("What it is called.")]
    digits: Annotated[list[Digits], _says("How long the codes of each level are.")]
    names: Annotated[
        dict[Label, list[CodePattern]],
        _says("Name → its codes; a code that is shorter stands for all that begin with it."),
    ]
