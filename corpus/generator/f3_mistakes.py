"""Mistakes in the numbers of 项目支出绩效自评表."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from corpus.generator.chance import Chance
from corpus.generator.f1_funds import FundsPlan
from corpus.generator.f1_mistakes import cut_off, illegible, rounding, row_in_other_unit
from corpus.generator.numbers import ZERO, Figure, rounded
from corpus.generator.planting import Bed, digit_slip
from corpus.generator.slips import DIGIT_SLIPS
from corpus.generator.slots import Slot, Slots
from corpus.generator.truth import Mistake

MONEY = ("initial_budget", "annual_budget", "executed")
ROWS = ("fiscal", "carryover", "other")


def added(slots: Slots, name: str) -> Figure | None:
    """Return the sum of a column: that of the funds and those of the indicators."""
    parts = [
        slot.figure
        for path, slot in slots.items()
        if path.endswith(f".{name}") and path.startswith(("funds.total.", "indicators."))
    ]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return rounded(sum((part.exact for part in known), Fraction(0)), 2).trimmed()


def _with_totals(bed: Bed, changes: dict[str, Slot], *names: str) -> dict[str, Slot]:
    """Return the cells changed, with the sums of these columns computed anew."""
    slots = {**bed.slots, **changes}
    for name in names:
        path = f"total.{name}"
        if path in slots and slots[path].figure is not None:
            slots[path] = replace(slots[path], figure=added(slots, name))
    return slots


def _defaulted(_chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    """Leave the total row at zero, and with it the rate and the score."""
    if bed.mistakes:
        return False
    before = bed.slots
    if before["funds.total.score"].figure is not None:
        score = {"funds.total.score": replace(before["funds.total.score"], figure=ZERO)}
        bed.slots = _with_totals(bed, score, "score")
    row = {
        f"funds.total.{name}": replace(bed.slots[f"funds.total.{name}"], figure=ZERO)
        for name in MONEY
    }
    rate = bed.slots["funds.total.execution_rate"]
    if rate.figure is not None:
        form = "percent" if rate.form == "one" else rate.form
        row["funds.total.execution_rate"] = replace(rate, figure=ZERO, form=form)
    if bed.plant(row, "defaulted_row"):
        return True
    bed.slots = before
    return False


def _score_above_weight(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    paths = [
        path
        for path in bed.slots
        if path.startswith("indicators.") and path.endswith(".score") and path not in bed.touched
    ]
    paths = [path for path in paths if bed.slots[path].figure is not None]
    if not paths or "total.score" in bed.touched:
        return False
    path = chance.pick(paths)
    weight = bed.slots[path.replace(".score", ".weight")].figure
    slot = bed.slots[path]
    if weight is None:
        return False
    figure = rounded(weight.exact + chance.randint(1, 5), weight.places)
    changed = replace(slot, figure=figure)
    bed.slots = _with_totals(bed, {path: changed}, "score")
    total = bed.slots.get("total.score")
    carries = total is not None and total.figure is not None
    fields = (path, "total.score") if carries else (path,)
    bed.mistakes.append(Mistake(fields, "range", None, "error", changed.text, slot.text))
    bed.touched |= {path, path.replace(".score", ".weight"), "total.score"}
    return True


def _weights_off(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    """Let the weights add up to less or more than a hundred; the total repeats their sum."""
    paths = [
        path
        for path in bed.filled("number")
        if path.startswith("indicators.") and path.endswith(".weight")
    ]
    if not paths or "total.weight" in bed.touched:
        return False
    path = chance.pick(paths)
    slot = bed.slots[path]
    score = bed.slots[path.replace(".weight", ".score")].figure
    if slot.figure is None:
        return False
    figure = rounded(slot.figure.exact + chance.pick((-10, -5, 5, 10)), slot.figure.places)
    if figure.exact <= (score.exact if score else 0):
        return False
    bed.slots = _with_totals(bed, {path: replace(slot, figure=figure)}, "weight")
    total = bed.slots.get("total.weight")
    fields = ("total.weight", path) if total and total.figure else (path,)
    written = total.text if total and total.figure else figure.digits
    true = "100" if total and total.figure else slot.text
    bed.mistakes.append(Mistake(fields, "range", None, "error", written, true))
    bed.touched |= {p for p in bed.slots if p.endswith(".weight")}
    return True


@lru_cache(maxsize=1)
def neighbours() -> dict[str, tuple[str, ...]]:
    """Return of each amount those beside it, above and below it."""
    rows, made = ("total", *ROWS), {}
    for r, row in enumerate(rows):
        for c, name in enumerate(MONEY):
            spots = [(r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)]
            made[f"funds.{row}.{name}"] = tuple(
                f"funds.{rows[i]}.{MONEY[j]}"
                for i, j in spots
                if 0 <= i < len(rows) and 0 <= j < len(MONEY)
            )
    return made


def _copied(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    """Copy an amount from beside it; a total copied from a part may as well leave one out."""
    pairs = [
        (path, origin)
        for path, beside in neighbours().items()
        for origin in beside
        if not path.startswith("funds.total.") or origin.startswith("funds.total.")
    ]
    for path, origin in chance.sample(pairs, len(pairs)):
        one, two = bed.slots[path], bed.slots[origin]
        if one.figure is None or two.figure is None or one.figure.exact == two.figure.exact:
            continue
        if bed.plant({path: replace(one, figure=two.figure)}, "copied_neighbour"):
            return True
    return False


def _shifted(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    """Push the amounts of one row a column to the right."""
    for row in chance.sample(ROWS, len(ROWS)):
        initial, annual, executed = (f"funds.{row}.{name}" for name in MONEY)
        changes = {
            late: replace(bed.slots[late], figure=bed.slots[early].figure)
            for early, late in ((initial, annual), (annual, executed))
        }
        figures = [(bed.slots[path].figure, slot.figure) for path, slot in changes.items()]
        if not all(old and new and old.exact != new.exact for old, new in figures):
            continue
        if bed.plant(changes, "shifted"):
            return True
    return False


def _row_unit(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    return row_in_other_unit(chance, bed, ("total", *ROWS))


def _double(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    """Count one source twice, or the score of the funds."""
    return _added_up(chance, bed, 1, "double_counted")


def _omitted(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    """Add the scores up without those of the funds, or the money without one source."""
    return _added_up(chance, bed, -1, "omitted_part")


def _added_up(chance: Chance, bed: Bed, sign: int, cause: str) -> bool:
    spots = [(f"funds.total.{name}", f"funds.{row}.{name}") for name in MONEY for row in ROWS]
    spots.append(("total.score", "funds.total.score"))
    chance.shuffle(spots)
    for path, origin in spots:
        one, two = bed.slots.get(path), bed.slots.get(origin)
        if one is None or two is None or one.figure is None or two.figure is None:
            continue
        if two.figure.exact in {0, one.figure.exact}:
            continue
        places = max(one.figure.places, two.figure.places)
        figure = rounded(one.figure.exact + sign * two.figure.exact, places).trimmed()
        if bed.plant({path: replace(one, figure=figure)}, cause):
            return True
    return False


def _swapped(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    for row in chance.sample(("total", *ROWS), 4):
        one, two = f"funds.{row}.annual_budget", f"funds.{row}.executed"
        left, right = bed.slots[one], bed.slots[two]
        if left.figure is None or right.figure is None or left.figure.exact == right.figure.exact:
            continue
        if right.figure.exact == 0:
            continue
        changes = {one: replace(left, figure=right.figure), two: replace(right, figure=left.figure)}
        if bed.plant(changes, "swapped_cells"):
            return True
    return False


Planter = Callable[[Chance, Bed, FundsPlan], bool]


def _digits(cause: str) -> Planter:
    return lambda chance, bed, _how: digit_slip(chance, bed, cause)


PLANTERS: dict[str, Planter] = {
    **{cause: _digits(cause) for cause in (*DIGIT_SLIPS, "unit_slip", "percent_slip")},
    "defaulted_row": _defaulted,
    "score_above_weight": _score_above_weight,
    "weights_off": _weights_off,
    "omitted_part": _omitted,
    "double_counted": _double,
    "copied_neighbour": _copied,
    "shifted": _shifted,
    "row_unit": _row_unit,
    "swapped_cells": _swapped,
    "truncated": cut_off,
    "illegible": illegible,
    "within_rounding": rounding,
}


def plant(chance: Chance, bed: Bed, how: FundsPlan, count: int) -> None:
    """Plant up to so many mistakes, each of a cause drawn at random."""
    names = list(PLANTERS)
    chance.shuffle(names)
    for name in names:
        if len(bed.mistakes) >= count:
            return
        PLANTERS[name](chance, bed, how)
