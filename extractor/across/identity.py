"""Which forms of a family speak of one project of one unit, and of one year.

Identity is claimed only where nothing that is known speaks against it. A name alone identifies
nothing: every unit has a project called 办公经费, every year. Where the forms leave it open
which of several projects a form belongs to, it belongs to none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

import msgspec

from extractor.across.numbers import agree, any_agree
from extractor.rulebook import Across
from extractor.rulebook.across import last_month
from extractor.sinks.families import Quantity, Submission

#: Form → what its rule file declares.
Declared: TypeAlias = Mapping[str, Across]
_Signature: TypeAlias = "tuple[frozenset[str], frozenset[tuple[str, str]]]"

#: A shorter name (办公室, 财务科) is that of a part of some unit.
_SHORTEST_UNIT = 4
_MOST_WITHOUT_YEAR = 50
_YEAR, _MONTH = 4, 7
_QUARTER, _MONTHS_OF_YEAR = 3, 12
#: Which part of the numbers must agree on two forms without a year.
_OF_ONE_PERIOD, _OF_TWO_PERIODS = Fraction(2, 3), Fraction(1, 2)


class Dated(msgspec.Struct, frozen=True):
    """A submission with its place in time: its year, and the month until which it speaks."""

    of: Submission
    year: str | None
    until: int | None


# -------------------------------------------------------------------------------- projects


def projects(family: Sequence[Submission]) -> Iterator[tuple[Submission, ...]]:
    """The forms of each project of which there are several, in the family's order.

    Units contradict each other unless one form names all that the other does; so do different
    values of the fields that tell projects apart. A form that fits two forms which contradict
    each other could be either project's, and is left out.
    """
    by_signature: dict[_Signature, list[Submission]] = {}
    for each in family:
        if any(len(unit) >= _SHORTEST_UNIT for unit in each.units):
            by_signature.setdefault(_signature(each), []).append(each)
    fitting = _fitting(list(by_signature))
    sure = {one for one, others in fitting.items() if not _torn(others)}
    order = {each.key: number for number, each in enumerate(family)}
    seen: set[_Signature] = set()
    for one in by_signature:
        if one in seen or one not in sure:
            continue
        together = [other for other in fitting[one] if other in sure]
        seen.update(together)
        members = [each for other in together for each in by_signature[other]]
        if len(members) > 1:
            yield tuple(sorted(members, key=lambda each: order[each.key]))


def _fitting(signatures: Sequence[_Signature]) -> dict[_Signature, list[_Signature]]:
    """Those that do not contradict each other, without comparing each with all others.

    A part of a unit (社会保障科) may lie under a thousand bureaus.
    """
    by_units: dict[frozenset[str], list[_Signature]] = {}
    holding: dict[frozenset[str], list[_Signature]] = {}
    for one in signatures:
        by_units.setdefault(one[0], []).append(one)
        for part in _parts(one[0]):
            holding.setdefault(part, []).append(one)
    found = {}
    for one in signatures:
        smaller = (other for part in _parts(one[0]) for other in by_units.get(part, ()))
        close = dict.fromkeys((*holding[one[0]], *smaller))
        found[one] = [other for other in close if not _contradict(one, other)]
    return found


def _parts(units: frozenset[str]) -> Iterator[frozenset[str]]:
    """Every selection of these units, the whole too."""
    for size in range(1, len(units) + 1):
        yield from map(frozenset, combinations(sorted(units), size))


def _signature(of: Submission) -> _Signature:
    return frozenset(of.units), frozenset(of.apart)


def _contradict(one: _Signature, other: _Signature) -> bool:
    (units, apart), (its_units, its_apart) = one, other
    if not (units <= its_units or its_units <= units):
        return True
    if all(len(unit) < _SHORTEST_UNIT for unit in units & its_units):
        return True
    known = dict(apart)
    return any(known.get(path, value) != value for path, value in its_apart)


def _torn(others: Sequence[_Signature]) -> bool:
    return any(
        _contradict(one, other) for number, one in enumerate(others) for other in others[:number]
    )


# ----------------------------------------------------------------------------------- years


def dated(of: Submission, declared: Across) -> Dated:
    """When a submission speaks of."""
    until = _until(of, declared)
    return Dated(of, _year(of, until), until)


def _until(of: Submission, declared: Across) -> int | None:
    """The month that its period names, or until which its last filled heading counts.

    A cumulative number does not fall to 0: zeros after other numbers stand for nothing yet.
    """
    named = (of.period or "").rpartition("/")[2].partition("-")[2]
    if named:
        return last_month(named)
    filled = [path for path in of.quantities if path in declared.until]
    nonzero = [path for path in filled if of.quantities[path].value]
    return max((declared.until[path] for path in nonzero or filled), default=None)


def _year(of: Submission, until: int | None) -> str | None:
    """The year it names, unless it was filled in before the period began in that year.

    A form of the third quarter that is dated in January has its year from that date, and is
    about another year.
    """
    year = (of.year or of.period or "")[:_YEAR] or None
    day = of.dated or ""
    early = until is not None and len(day) >= _MONTH and int(day[5:7]) <= until - _QUARTER
    return None if early and day[:_YEAR] == year else year


def years(forms: Iterable[Dated], declared: Across) -> list[tuple[Dated, ...]]:
    """Forms of one kind and project, year by year.

    A form without a year joins the others of one year if facts, dates and most numbers agree
    with the first of them, and with those of no other year. Where very many have none, as
    under a name that stands for anything, they stay apart.
    """
    known: dict[str, list[Dated]] = {}
    unknown: list[Dated] = []
    for each in forms:
        if each.year is None:
            unknown.append(each)
        else:
            known.setdefault(each.year, []).append(each)
    groups = list(known.values())
    for each in unknown if len(unknown) <= _MOST_WITHOUT_YEAR else ():
        fitting = [group for group in groups if _is_same_year(each, group[0], declared)]
        if len(fitting) == 1:
            fitting[0].append(each)
        elif not fitting:
            groups.append([each])
    return [tuple(group) for group in groups]


def _is_same_year(one: Dated, other: Dated, declared: Across) -> bool:
    return (
        _facts_agree(one.of, other.of, declared)
        and not _dates_contradict(one, other)
        and _mostly_agree(one, other, declared)
    )


def candidates(of: Submission, paths: Iterable[str]) -> list[Quantity]:
    """What a form says of a fact, in each field that may say it."""
    return [of.quantities[path] for path in paths if path in of.quantities]


def _facts_agree(one: Submission, other: Submission, declared: Across) -> bool:
    """Whether there is a fact on both, no zero, and each that is on both is the same."""
    shared = 0
    for paths in declared.facts.values():
        some, others = candidates(one, paths), candidates(other, paths)
        if some and others:
            if not any_agree(some, others):
                return False
            shared += any(each.value for each in some)
    return shared > 0


def _dates_contradict(one: Dated, other: Dated) -> bool:
    """Days a year apart, or in another order than the periods: the years are not the same."""
    day, its_day = one.of.dated or "", other.of.dated or ""
    if len(day) < _MONTH or len(its_day) < _MONTH:
        return False
    months, its_months = (
        int(text[:_YEAR]) * _MONTHS_OF_YEAR + int(text[5:7]) for text in (day, its_day)
    )
    if abs(months - its_months) >= _MONTHS_OF_YEAR:
        return True
    if one.until is None or other.until is None:
        return False
    return (one.until - other.until) * (months - its_months) < 0


def _mostly_agree(one: Dated, other: Dated, declared: Across) -> bool:
    """Whether enough numbers agree for one year; rates follow from others and do not count.

    What is planned alike every year (the budget, what is paid in) agrees on forms of one period
    of two years as well, so that more has to.
    """
    right = wrong = 0
    for path in comparable(one, other, declared):
        quantities = one.of.quantities[path], other.of.quantities[path]
        if quantities[0].type == "rate" or not any(each.value for each in quantities):
            continue
        if agree(quantities):
            right += 1
        else:
            wrong += 1
    least = _OF_ONE_PERIOD if one.until == other.until else _OF_TWO_PERIODS
    return right > 0 and right >= (right + wrong) * least


def comparable(one: Dated, other: Dated, declared: Across) -> Iterator[str]:
    """The fields that speak of the same on both forms, if their year is the same.

    Of one period all but those of later periods, which are plans; of two periods what counts
    until the earlier one.
    """
    end = min(one.until or _MONTHS_OF_YEAR, other.until or _MONTHS_OF_YEAR)
    for path in one.of.quantities:
        if path in other.of.quantities:
            until = declared.until.get(path)
            due = one.until == other.until if until is None else until <= end
            if due:
                yield path
