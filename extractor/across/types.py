"""What is found between forms: which forms, which of their fields, and what they say."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from extractor.model import Finding, Place, Severity, Struct
from extractor.sinks.families import Key

#: How forms of one project can stand to each other.
#: `copied`      one content under several names
#: `resaved`     one record in several contents
#: `corrected`   one form and period again with other numbers, and it is plain which came later
#: `resubmitted` the same, and it is not
#: `restated`    a later form gives other numbers for a period that an earlier one reported
#: `conflicting` a fact that forms of different kinds share differs
Case: TypeAlias = Literal[
    "copied", "resaved", "corrected", "resubmitted", "restated", "conflicting"
]

SEVERITIES: dict[Case, Severity] = {
    "copied": "info",
    "resaved": "info",
    "corrected": "info",
    "resubmitted": "warning",
    "restated": "warning",
    "conflicting": "warning",
}


class Side(Struct, frozen=True):
    """One field of one form."""

    key: Key
    path: str


class Difference(Struct, frozen=True):
    """Fields that should say the same and do not, the earlier form's first."""

    sides: tuple[Side, ...]


class Disagreement(msgspec.Struct, frozen=True):
    """What is found between some forms of one project, not yet put into words.

    `keys` are the forms, earlier ones first; `differences` come with the most telling first.
    `forms` are their kinds. `period` is the month until which the earlier form speaks.
    """

    case: Case
    keys: tuple[Key, ...]
    forms: tuple[str, ...]
    project: str
    year: str | None = None
    period: int | None = None
    differences: tuple[Difference, ...] = ()


class Reference(Struct, frozen=True):
    """A form that a finding speaks of: its content, a path of it, the number of the form in it."""

    sha256: str
    source: str
    form_index: int
    form: str


class Evidence(Struct, frozen=True):
    """A cell that a finding rests on: the field, what is written there, and where."""

    path: str
    label: str | None
    raw: str | None
    value: str | None
    place: Place | None
    source: str
    sha256: str
    form_index: int


class AcrossFinding(msgspec.Struct, frozen=True):
    """A finding of kind `across`: the contract's finding, the forms, the cells behind it."""

    case: Case
    finding: Finding
    project: str
    submissions: tuple[Reference, ...]
    evidence: tuple[Evidence, ...]
