"""A second opinion on single-cell repairs: one small mixed-integer program a cell, by HiGHS.

Written from the generator's relations and intervals, not from the audit's, for both forms. The cell under
suspicion is an integer count of units of its last digit; all others stay as they are written.
No big M: what a cell frees is left out of the program instead.
"""

from __future__ import annotations

from fractions import Fraction

import highspy

from corpus.generator.relations import Equal, Hundred, Order, Ratio, Reading, Relation, Score, Sum

TOLERANCE = 1e-9
_REACH = 10**12


def repairs(slots, relations, *, digits):
    """The cells of which one value, typed with up to `digits[path]` decimals, mends everything."""
    reading = Weighed(slots)
    judged = [item for item in relations if _is_judged(reading, item)]
    wrong = [item for item in judged if _is_wrong(reading, item)]
    touched = set.intersection(*(set(item.paths()) for item in wrong)) if wrong else set()
    filled = [path for path in touched if reading.slots[path].figure is not None]
    return {path for path in filled if _can_mend(reading, judged, path, digits[path])}


class Weighed(Reading):
    """A reading in which whole weights are what they are: somebody set them, nobody rounded."""

    def is_exact(self, path):
        numbers = [each for each in self.slots.values() if each.kind == "number" and each.figure]
        return path.endswith(".weight") and not any(each.figure.places for each in numbers)

    def interval(self, path):
        found = super().interval(path)
        if found is None or not self.is_exact(path):
            return found
        middle = (found[0] + found[1]) / 2
        return middle, middle


def _is_wrong(reading: Weighed, item: Relation) -> bool:
    if isinstance(item, Hundred):
        spans = [reading.interval(path) for path in item.paths()]
        return not sum(low for low, _ in spans) <= 100 <= sum(high for _, high in spans)
    return reading.breaks(item)


def _is_judged(reading: Weighed, item: Relation) -> bool:
    if isinstance(item, Sum):
        known = [reading.interval(path) for path in item.paths()]
        return known[0] is not None and any(known[1:]) and not _lacks(reading, item)
    if isinstance(item, Ratio):
        over, under = reading.slots[item.upper], reading.slots[item.base]
        if under.figure is not None and under.exact == 0:
            return over.figure is not None and reading.breaks(item)
    return all(reading.interval(path) is not None for path in item.paths())


def _lacks(reading: Reading, item: Sum) -> bool:
    return any(
        reading.interval(part) is None and not reading._row_is_blank(part) for part in item.parts
    )


def _can_mend(reading: Reading, judged: list[Relation], path: str, digits: int) -> bool:
    slot = reading.slots[path]
    unit = slot.scale / 10**digits
    places = (
        digits
        if slot.kind == "rate"
        else max(digits, min(reading.seen.get((slot.kind, slot.style.unit), 0), 2))
    )
    half = Fraction(0) if reading.is_exact(path) else slot.scale / (2 * 10**places)
    program = highspy.Highs()
    program.setOptionValue("output_flag", False)  # noqa: FBT003  # the solver's own interface
    for option in ("mip_feasibility_tolerance", "primal_feasibility_tolerance"):
        program.setOptionValue(option, TOLERANCE)
    # No amount or score is negative on the forms that are compared, so none was meant to be.
    program.addVar(-_REACH if slot.kind == "rate" else 0, _REACH)
    program.changeColIntegrality(0, highspy.HighsVarType.kInteger)
    for item in judged:
        if path not in item.paths():
            continue
        for factor, low, high in _rows(reading, item, path, half):
            # factor * value in [low, high], with value = unit * count, scaled to the count.
            size = float(factor * unit)
            if size == 0:
                if (low is not None and low > 0) or (high is not None and high < 0):
                    return False
                continue
            bounds = [None if end is None else end / (factor * unit) for end in (low, high)]
            if size < 0:
                bounds.reverse()
            least = -highspy.kHighsInf if bounds[0] is None else float(bounds[0])
            most = highspy.kHighsInf if bounds[1] is None else float(bounds[1])
            program.addRow(least - TOLERANCE, most + TOLERANCE, 1, [0], [1.0])
    program.run()
    return program.getModelStatus() == highspy.HighsModelStatus.kOptimal


def _rows(reading: Reading, item: Relation, path: str, half: Fraction):
    """Rows `factor, low, high` over the value of the cell at `path`."""
    spans = {each: reading.interval(each) for each in item.paths()}
    match item:
        case Sum(total, parts):
            others = [(1, total), *((-1, part) for part in parts)]
            factor = sum(sign for sign, each in others if each == path)
            known = [
                span if sign > 0 else (-span[1], -span[0])
                for sign, each in others
                if each != path and (span := spans[each]) is not None
            ]
            low, high = sum(k[0] for k in known), sum(k[1] for k in known)
            yield factor, -high - half, -low + half
        case Order(lesser, greater) | Score(lesser, greater):
            if path == lesser:
                yield 1, None, spans[greater][1] + half
            if path == greater:
                yield 1, spans[lesser][0] - half, None
        case Hundred(parts):
            known = [spans[each] for each in parts if each != path]
            low, high = sum(k[0] for k in known), sum(k[1] for k in known)
            yield 1, 100 - high - half, 100 - low + half
        case Equal(left, right):
            low, high = spans[right if path == left else left]
            yield 1, low - half, high + half
        case Ratio(_, upper, base):
            yield from _ratio_rows(reading, item, path, half, spans[upper], spans[base])


def _ratio_rows(reading, item, path, half, over, under):
    slot = reading.slots[item.rate]
    own = slot.figure.half * slot.scale
    low, high = slot.exact - own, slot.exact + own
    if path == item.rate:
        if under[0] > 0:
            yield 1, over[0] / under[1] - half, over[1] / under[0] + half
        else:
            yield 0, Fraction(1), None
    elif path == item.upper:
        yield (
            1,
            min(low * under[0], low * under[1]) - half,
            max(high * under[0], high * under[1]) + half,
        )
    elif path == item.base:
        # n / d in [low, high] for some n in `over` and some d within half of the value.
        yield 1, half * 2, None
        yield high, over[0] - abs(high) * half, None
        yield low, None, over[1] + abs(low) * half
