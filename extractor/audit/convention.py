"""The form's own convention, learned before anything is judged by it.

All rates that one entry of the rule file declares are of one kind: which base they are computed
on, and whether they are rounded or cut, is read off all of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from extractor.audit.constraints import Bound, Ratio
from extractor.audit.ratios import (
    CONTRADICTS,
    FITS,
    Fit,
    Leaning,
    fit,
    fit_fixed,
    fits_cut,
    leaning,
)
from extractor.audit.sheet import Sheet
from extractor.audit.verdicts import BLANK, Grade, Reason, Verdict

#: Fewer rates on which the candidates differ decide nothing.
FEWEST_VOTES = 2

_CUT: frozenset[Fit] = frozenset({"truncated", "cut_within"})

_GRADES: Mapping[Fit, tuple[Grade, Reason | None]] = {
    "exact": ("exact", None),
    "either": ("exact", None),
    "truncated": ("truncated", None),
    "within_rounding": ("within_rounding", None),
    "cut_within": ("inconsistent", None),
    "inconsistent": ("inconsistent", None),
    "over_zero": ("inconsistent", "over_zero"),
    "zero_over_zero": ("not_applicable", "zero_over_zero"),
    "blank": ("not_applicable", "blank"),
    "unreadable": ("unchecked", "unreadable"),
}


class Convention(msgspec.Struct, frozen=True):
    """What one kind of rate does on this form; `base` is None where the form does not say.

    `may_cut`: nothing speaks more for rounding than for cutting, so that a cut rate is no error.
    `cuts`: the form cuts throughout, so that a cut rate is nothing to speak of.
    """

    base: int | None = None
    cuts: bool = False
    may_cut: bool = False


UNDETERMINED = Convention()


class Cell(msgspec.Struct, frozen=True):
    """One rate that can be judged: its check's position and how it fits each candidate base.

    `votes` are the bases that it speaks for, if the candidates differ on it.
    """

    position: int
    ratio: Ratio
    fits: tuple[Fit, ...]
    votes: tuple[int, ...] = ()


def early(bound: Bound, ratio: Ratio, sheet: Sheet) -> Verdict | None:
    """The verdict on a rate that cannot be judged; None when it can."""
    quantities = sheet.quantities
    if ratio.rate in quantities and ratio.over in quantities:
        return None
    for path in (ratio.rate, ratio.over):
        if path in sheet.unreadable:
            return Verdict("unchecked", "unreadable", path)
    return missing_or_blank(bound, (ratio.rate, ratio.over), ratio.bases, sheet)


def missing_or_blank(
    bound: Bound, needed: Sequence[str], bases: Iterable[str], sheet: Sheet
) -> Verdict:
    """One blank beside filled cells is missing; where nothing can be compared, nothing applies."""
    if not any(base in sheet.quantities for base in bases):
        return BLANK
    blank = [path for path in needed if path not in sheet.quantities]
    if len(blank) == len(needed):
        return BLANK
    for path in blank:
        value = sheet.values.get(path)
        if value is None or value.status == "absent" or sheet.is_marked_empty(path):
            return Verdict("not_applicable", "blank", path)
    return Verdict("unchecked", "missing", blank[0] if blank else bound.path)


def cell(position: int, ratio: Ratio, sheet: Sheet) -> Cell:
    """How a rate with its numerator fits each of its candidate bases."""
    quantities = sheet.quantities
    rate, over = quantities[ratio.rate], quantities[ratio.over]
    fits: list[Fit] = []
    for path in ratio.bases:
        base = quantities.get(path)
        if base is not None:
            found = fit(rate, over, base, sheet.unit)
            if found == "over_zero" and ratio.over_zero is not None:
                found = fit_fixed(rate, ratio.over_zero, sheet.unit)
            fits.append(found)
        else:
            fits.append("unreadable" if path in sheet.unreadable else "blank")
    return Cell(position, ratio, tuple(fits), _votes(fits))


def learn(cells: Iterable[Cell], doubtful: frozenset[str], sheet: Sheet) -> Convention:
    """The base that most rates of one kind show, and whether they are cut.

    Only rates on which the candidates differ count, and none that stands beside a cell which
    another check contradicts (`doubtful`); those may still confirm the customary base.
    """
    cells = list(cells)
    sure: Counter[int] = Counter()
    votes: Counter[int] = Counter()
    for each in cells:
        if not each.votes:
            continue
        votes.update(each.votes)
        if doubtful.isdisjoint((each.ratio.rate, each.ratio.over, *each.ratio.bases)):
            sure.update(each.votes)
    base = _majority(sure)
    if base is None and _majority(votes) == 0:
        base = 0
    if not any(verdict_fit(each, base)[0] in _CUT for each in cells):
        return Convention(base)
    found = _leanings(cells, base, sheet)
    may_cut = found["cuts"] > found["rounds"]
    cutting = found["cuts"] + found["rather_cuts"]
    rounding = found["rounds"] + found["rather_rounds"]
    return Convention(base, cuts=cutting > rounding, may_cut=may_cut or cutting > rounding)


def _leanings(cells: Sequence[Cell], base: int | None, sheet: Sheet) -> Counter[Leaning]:
    """How many rates speak for rounding and for cutting."""
    found: Counter[Leaning] = Counter()
    for each in cells:
        fit_, (number, *_) = verdict_fit(each, base)
        quantities = [
            sheet.quantities.get(path)
            for path in (each.ratio.rate, each.ratio.over, each.ratio.bases[number])
        ]
        rate, over, under = quantities
        if rate is not None and over is not None and under is not None:
            found[leaning(fit_, rate, over, under, sheet.unit)] += 1
    return found


def _votes(fits: Sequence[Fit]) -> tuple[int, ...]:
    if not any(each in CONTRADICTS for each in fits):
        return ()
    fitting = tuple(number for number, each in enumerate(fits) if each in FITS)
    return fitting or tuple(number for number, each in enumerate(fits) if each == "cut_within")


def _majority(votes: Counter[int]) -> int | None:
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < FEWEST_VOTES:
        return None
    if len(ranked) > 1 and ranked[1][1] == ranked[0][1]:
        return None
    return ranked[0][0]


def verdict_fit(cell: Cell, base: int | None) -> tuple[Fit, tuple[int, ...]]:
    """The fit that counts, and the candidates that may be the form's base."""
    if base is not None:
        return cell.fits[base], (base,)
    for number, each in enumerate(cell.fits):
        if each in FITS:
            return each, (number,)
    for number, each in enumerate(cell.fits):
        if each in {"cut_within", "zero_over_zero", "unreadable"}:
            return each, (number,)
    usable = tuple(number for number, each in enumerate(cell.fits) if each != "blank")
    return cell.fits[0], usable or (0,)


def judge(cell: Cell, convention: Convention, sheet: Sheet) -> Verdict:
    """The verdict on one rate under the form's convention."""
    found, bases = verdict_fit(cell, convention.base)
    if found in {"cut_within", "inconsistent"} and convention.may_cut:
        for number in bases:
            base = sheet.quantities.get(cell.ratio.bases[number])
            rate, over = sheet.quantities[cell.ratio.rate], sheet.quantities[cell.ratio.over]
            if base is not None and fits_cut(rate, over, base, sheet.unit):
                return Verdict("truncated", None, None, (number,))
    grade, reason = _GRADES[found]
    number = bases[0] if found != "blank" else cell.fits.index(found)
    at = cell.ratio.bases[number] if reason is not None else None
    return Verdict(grade, reason, at, bases)
