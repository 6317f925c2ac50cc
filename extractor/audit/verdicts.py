"""How a check ended: a grade, not a boolean."""

from __future__ import annotations

from typing import Literal

import msgspec

Grade = Literal[
    "exact", "truncated", "within_rounding", "inconsistent", "not_applicable", "unchecked"
]
#: Why a check was not applicable, not checked, or failed in a special way.
Reason = Literal[
    "blank",  # nothing is written where the check begins
    "zero_over_zero",  # 0 / 0 says nothing, whatever is written
    "over_zero",  # something over nothing: no rate can be right
    "missing",  # one cell of a filled row is blank
    "no_parts",  # a total whose parts are all blank
    "unreadable",  # something is written that is no number
    "not_yet",  # a heading of a later period than the form's
    "untested",  # the condition's test is not met
    "unlikely",  # within rounding, but hardly by it
    "unknown_kind",  # no judge knows checks of this kind
]

#: Grades of checks that hold.
PASSED: frozenset[Grade] = frozenset({"exact", "truncated", "within_rounding"})
#: Grades of checks that compared something.
JUDGED: frozenset[Grade] = PASSED | {"inconsistent"}


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """A grade with its reason, the cell the reason speaks of, and the base that was used.

    `bases` are the numbers of the candidates that may be the form's: the one that was learned
    or that fits, or all of them where the form does not say and none fits.
    """

    grade: Grade
    reason: Reason | None = None
    at: str | None = None
    bases: tuple[int, ...] = (0,)


EXACT = Verdict("exact")
WITHIN = Verdict("within_rounding")
UNLIKELY = Verdict("within_rounding", "unlikely")
INCONSISTENT = Verdict("inconsistent")
BLANK = Verdict("not_applicable", "blank")
NOT_YET = Verdict("not_applicable", "not_yet")
UNTESTED = Verdict("not_applicable", "untested")
UNKNOWN_KIND = Verdict("unchecked", "unknown_kind")
NO_PARTS = Verdict("unchecked", "no_parts")
EMPTY_LIST = Verdict("not_applicable", "no_parts")


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """How one check ended, for reports: `declared` counts the entries of the rule file."""

    check: str
    kind: str
    declared: int
    grade: Grade
    reason: Reason | None = None
    at: str | None = None
