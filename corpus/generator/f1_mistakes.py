"""Mistakes in the money table of 项目资金绩效监控情况表 that concern more than one cell's digits."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from corpus.generator.chance import Chance
from corpus.generator.f1_funds import CHILDREN, MEASURES, PERIODS, SOURCES, FundsPlan
from corpus.generator.numbers import Figure, rounded
from corpus.generator.planting import Bed, digit_slip
from corpus.generator.relations import Ratio, Reading
from corpus.generator.slips import DIGIT_SLIPS, moved
from corpus.generator.slots import Slot
from corpus.generator.truth import Mistake

AMOUNTS = ("annual", *(f"{p}.{m}" for p in PERIODS for m in ("received", "spent")))


@lru_cache(maxsize=1)
def neighbours() -> dict[str, tuple[str, ...]]:
    """Return of each cell those beside it, above and below it, and of the period before."""
    columns = ["annual"] + [f"{p}.{m}" for p in PERIODS for m in MEASURES]
    made = {}
    for row, source in enumerate(SOURCES):
        for column, name in enumerate(columns):
            spots = [(row - 1, column), (row + 1, column)]
            spots += [(row, column - d) for d in (1, 2, 4)] + [(row, column + d) for d in (1, 2, 4)]
            made[f"funds.{source}.{name}"] = tuple(
                f"funds.{SOURCES[r]}.{columns[c]}"
                for r, c in spots
                if 0 <= r < len(SOURCES) and 0 <= c < len(columns)
            )
    return made


def _with_number_of(slot: Slot, other: Slot) -> Slot:
    return replace(slot, figure=other.figure, filler=other.filler)


def _differ(one: Slot, two: Slot) -> bool:
    return (
        one.figure is not None and two.figure is not None and one.figure.exact != two.figure.exact
    )


def _pairs(bed: Bed, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for a, b in pairs
        if a in bed.slots and b in bed.slots and _differ(bed.slots[a], bed.slots[b])
    ]


def _swapped(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    cells = [f"funds.{s}.{p}" for s in SOURCES for p in PERIODS]
    pairs = [(f"{cell}.received", f"{cell}.spent") for cell in cells]
    pairs += [(f"{cell}.received_rate", f"{cell}.spent_rate") for cell in cells]
    pairs = _pairs(bed, pairs)
    chance.shuffle(pairs)
    return any(
        bed.plant(
            {
                a: _with_number_of(bed.slots[a], bed.slots[b]),
                b: _with_number_of(bed.slots[b], bed.slots[a]),
            },
            "swapped_cells",
        )
        for a, b in pairs
    )


def _copied(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    measures = ("received", "received_rate", "spent", "spent_rate")
    columns = [f"{p}.{m}" for p in PERIODS for m in measures]
    rows = list(pairwise(SOURCES))
    pairs = [(f"funds.{a}.{c}", f"funds.{b}.{c}") for a, b in rows for c in columns]
    pairs = _pairs(bed, pairs + [(b, a) for a, b in pairs])
    # A total copied from a part may as well be a total that leaves a part out.
    pairs = [(a, b) for a, b in pairs if not a.startswith(("funds.total", "funds.own."))]
    chance.shuffle(pairs)
    for path, origin in pairs:
        before = [
            path.replace(late, early) for early, late in pairwise(PERIODS) if f".{late}." in path
        ]
        if before and not _differ(bed.slots[origin], bed.slots[before[0]]):
            continue
        if bed.plant(
            {path: _with_number_of(bed.slots[path], bed.slots[origin])}, "copied_neighbour"
        ):
            return True
    return False


def _periods(bed: Bed, measures: tuple[str, ...]) -> list[tuple[str, str]]:
    return _pairs(
        bed,
        [
            (f"funds.{s}.{late}.{m}", f"funds.{s}.{early}.{m}")
            for s in SOURCES
            for early, late in pairwise(PERIODS)
            for m in measures
        ],
    )


def _stale(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    pairs = _periods(bed, MEASURES)
    chance.shuffle(pairs)
    return any(
        bed.plant({late: _with_number_of(bed.slots[late], bed.slots[early])}, "stale_period")
        for late, early in pairs
    )


def _not_cumulative(chance: Chance, bed: Bed, how: FundsPlan) -> bool:
    pairs = _periods(bed, ("received", "spent"))
    chance.shuffle(pairs)
    for late, early in pairs:
        one, two = bed.slots[late].figure, bed.slots[early].figure
        if one is None or two is None or two.exact == 0:
            continue
        figure = rounded(one.exact - two.exact, max(one.places, two.places))
        figure = figure.trimmed() if how.trim else figure
        if bed.plant({late: replace(bed.slots[late], figure=figure)}, "not_cumulative"):
            return True
    return False


def _summed(chance: Chance, bed: Bed, how: FundsPlan, *, sign: int, cause: str) -> bool:
    """Plant a total that leaves a part out (−1), or counts one twice (+1)."""
    families = [("total", ("fiscal", "own", "other")), ("own", CHILDREN)]
    if sign > 0:
        families = [("total", CHILDREN)]
    spots = [(whole, part, c) for whole, parts in families for part in parts for c in AMOUNTS]
    chance.shuffle(spots)
    for whole, part, column in spots:
        path, origin = f"funds.{whole}.{column}", f"funds.{part}.{column}"
        one, two = bed.slots[path].figure, bed.slots[origin].figure
        if one is None or two is None or two.exact in {0, one.exact}:
            continue
        figure = rounded(one.exact + sign * two.exact, max(one.places, two.places))
        figure = figure.trimmed() if how.trim else figure
        if bed.plant({path: replace(bed.slots[path], figure=figure)}, cause):
            return True
    return False


def _omitted(chance: Chance, bed: Bed, how: FundsPlan) -> bool:
    return _summed(chance, bed, how, sign=-1, cause="omitted_part")


def _double(chance: Chance, bed: Bed, how: FundsPlan) -> bool:
    return _summed(chance, bed, how, sign=1, cause="double_counted")


def _defaulted(_chance: Chance, bed: Bed, how: FundsPlan) -> bool:
    """Leave the whole total row at zero while its parts are not."""
    zero = Figure("0") if how.trim else rounded(Figure("0").exact, how.places)
    row = {
        path: replace(slot, figure=zero if slot.kind == "money" else Figure("0"))
        for path, slot in bed.slots.items()
        if path.startswith("funds.total.") and slot.figure is not None
    }
    return bool(row) and bed.plant(row, "defaulted_row")


def _shifted(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    """Push the amounts of one row a period to the right."""
    for source in chance.sample(SOURCES, len(SOURCES)):
        changes = {}
        for early, late in pairwise(PERIODS):
            for measure in ("received", "spent"):
                path = f"funds.{source}.{late}.{measure}"
                origin = bed.slots[f"funds.{source}.{early}.{measure}"]
                if origin.figure is not None and bed.slots[path].figure is not None:
                    changes[path] = _with_number_of(bed.slots[path], origin)
        if len(changes) == 4 and all(_differ(bed.slots[p], s) for p, s in changes.items()):
            return bed.plant(changes, "shifted")
    return False


def row_in_other_unit(chance: Chance, bed: Bed, rows: Sequence[str]) -> bool:
    """Write every amount of one row in 元 where the others are in 万元, or the other way round."""
    for row in chance.sample(rows, len(rows)):
        amounts = {
            path: slot
            for path, slot in bed.slots.items()
            if path.startswith(f"funds.{row}.") and slot.kind == "money" and slot.figure is not None
        }
        shift = 4 if any(slot.style.unit == "万元" for slot in amounts.values()) else -4
        changes = {
            path: replace(slot, figure=moved(slot.figure, shift))
            for path, slot in amounts.items()
            if slot.figure is not None and slot.figure.exact
        }
        is_typable = all(s.figure and s.figure.places <= 6 for s in changes.values())
        if len(changes) > 2 and is_typable and bed.plant(changes, "unit_slip"):
            return True
    return False


def _row_unit(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    return row_in_other_unit(chance, bed, SOURCES)


def _wrong_base(chance: Chance, bed: Bed, how: FundsPlan) -> bool:
    """Compute one rate on the other base, where at least three others tell the form's own."""
    reading = Reading(bed.slots, cut=bed.cut)
    telling = [
        item
        for item in bed.relations
        if isinstance(item, Ratio)
        and item.other
        and _all_numbers(bed, item)
        and reading.rate_breaks(item.rate, item.upper, item.other)
        and not bed.touched & {*item.paths(), item.other}
    ]
    if len(telling) < 4:
        return False
    for item in chance.sample(telling, len(telling)):
        upper, base = bed.slots[item.upper], bed.slots[item.other]
        slot = bed.slots[item.rate]
        if slot.figure is None or slot.form in {"words", "one"} or not base.exact:
            continue
        figure = rounded(
            upper.exact / base.exact / slot.scale,
            how.rate_places + (slot.scale == 1) * 2,
            cut=how.cut,
        )
        figure = figure.trimmed() if how.trim else figure
        if bed.plant({item.rate: replace(slot, figure=figure)}, "wrong_base"):
            return True
    return False


def _all_numbers(bed: Bed, item: Ratio) -> bool:
    return all(bed.slots[path].figure is not None for path in (*item.paths(), item.other))


def cut_off(chance: Chance, bed: Bed, how: FundsPlan) -> bool:
    """Cut a single rate off where the others are rounded: a note, not an error."""
    if how.cut:
        return False
    for path in chance.sample(bed.filled("rate"), len(bed.filled("rate"))):
        slot = bed.slots[path]
        item = next((r for r in bed.relations if isinstance(r, Ratio) and r.rate == path), None)
        if item is None or slot.figure is None or slot.form in {"words", "one"}:
            continue
        upper, base = bed.slots[item.upper], bed.slots[item.base]
        if not base.exact or bed.touched & set(item.paths()):
            continue
        figure = rounded(upper.exact / base.exact / slot.scale, slot.figure.places, cut=True)
        after = Reading({**bed.slots, path: replace(slot, figure=figure)})
        if figure.exact == slot.figure.exact or not after.needs_cutting(item):
            continue
        text = replace(slot, figure=figure)
        bed.mistakes.append(
            Mistake((path,), "ratio", "truncated", "info", text.text.strip(), slot.text.strip())
        )
        bed.slots = {**bed.slots, path: text}
        bed.touched |= set(item.paths())
        return True
    return False


def illegible(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    """Write words where a number belongs."""
    paths = [path for path in bed.filled("money") if path.startswith("funds.")]
    if not paths:
        return False
    path = chance.pick(paths)
    text = chance.pick(("详见附件", "见明细表", "待定", "已拨付"))
    slot = bed.slots[path]
    bed.mistakes.append(Mistake((path,), "unreadable", None, "error", text, slot.text.strip()))
    bed.slots = {**bed.slots, path: replace(slot, figure=None, text_override=text)}
    bed.touched |= {path, *(p for r in bed.involving([path]) for p in r.paths())}
    return True


def _header_budget(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    """Write a budget in the heading that the table does not repeat."""
    slot = bed.slots["budget_amount"]
    if slot.figure is None or slot.text_override is not None or "budget_amount" in bed.touched:
        return False
    share = rounded(slot.figure.exact * chance.randint(60, 140) / 100, slot.figure.places)
    return share.exact != slot.figure.exact and bed.plant(
        {"budget_amount": replace(slot, figure=share)}, None
    )


def rounding(chance: Chance, bed: Bed, _how: FundsPlan) -> bool:
    """Change a last digit by one, where no relation can tell."""
    return digit_slip(chance, bed, "wrong_digit", rounding=True)


Planter = Callable[[Chance, Bed, FundsPlan], bool]


def _digits(cause: str) -> Planter:
    return lambda chance, bed, _how: digit_slip(chance, bed, cause)


PLANTERS: dict[str, Planter] = {
    **{cause: _digits(cause) for cause in (*DIGIT_SLIPS, "unit_slip", "percent_slip")},
    "swapped_cells": _swapped,
    "copied_neighbour": _copied,
    "stale_period": _stale,
    "not_cumulative": _not_cumulative,
    "omitted_part": _omitted,
    "double_counted": _double,
    "defaulted_row": _defaulted,
    "shifted": _shifted,
    "row_unit": _row_unit,
    "wrong_base": _wrong_base,
    "truncated": cut_off,
    "illegible": illegible,
    "header_budget": _header_budget,
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
