"""Rates that are typed with more decimals than all others of their form.

As a rule more decimals are owed to a slip (0.72 for 72), and a right value has those of the other
cells. But somebody may have typed this one rate more exactly: then it is corrected as exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import msgspec

from extractor.audit.diagnose import Diagnosis, diagnose, slip_of
from extractor.audit.localize import Explanation, Search
from extractor.audit.typed import Typed, typed

#: A point that moved to the right takes as many decimals with it.
_MOVED = 2


def finer(
    search: Search,
    explanation: Explanation,
    known: Diagnosis | None,
    is_right: Callable[[Typed], bool],
    accused: frozenset[str],
) -> tuple[Explanation, Diagnosis | None]:
    """The explanation in the decimals of its own cell, with the slip that leads there.

    Given back as it came, with what is `known`, where the cell has no more decimals than others.
    """
    path, sheet = explanation.field, search.case.sheet
    value, beside = sheet.values[path], sheet.digits_beside(path)
    own = value.decimals or 0
    if not explanation.follows or explanation.others or beside is None or own <= beside:
        return explanation, known
    number = _computed(search, explanation)
    if number is None:
        return explanation, known
    for digits in range(own, own + _MOVED + 1):
        wanted = typed(value, number, digits)
        if wanted.digits == digits and is_right(wanted):
            slip = slip_of(search.case, path, accused, digits)
            if slip is None:
                break
            found = diagnose(slip, explanation.regions, wanted, is_right)
            if found is not None and found.is_exact:
                return msgspec.structs.replace(explanation, value=wanted), found
    wanted = typed(value, number, own)
    if known is None and is_right(wanted):
        return msgspec.structs.replace(explanation, value=wanted), None
    return explanation, known


def _computed(search: Search, explanation: Explanation) -> Fraction | None:
    """What the rate is by the numbers shown, on the base that the form uses."""
    sheet = search.case.sheet
    for position in sorted(explanation.repairs):
        ratio = search.case.checks.bounds[position].ratio
        if ratio is not None and ratio.rate == explanation.field:
            base = sheet.shown(ratio.bases[search.judged.verdicts[position].bases[0]])
            return sheet.shown(ratio.over) / base if base else None
    return None
