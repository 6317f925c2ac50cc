"""The money table of 项目资金绩效监控情况表: amounts that hold together, and how they are shown."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from corpus.generator.chance import Chance
from corpus.generator.numbers import (
    PLAIN,
    ZERO,
    Figure,
    Grouping,
    MoneyStyle,
    RateForm,
    rounded,
)
from corpus.generator.relations import Equal, Order, Ratio, Relation, Sum
from corpus.generator.slots import Slot

SOURCES = ("total", "fiscal", "own", "own_business", "own_operating", "own_other", "other")
CHILDREN = ("own_business", "own_operating", "own_other")
PERIODS = ("q1", "q1_q2", "q1_q3")
MEASURES = ("received", "received_rate", "spent", "spent_rate")
FEN = {"万元": 10**6, "元": 100}


@dataclass(frozen=True, slots=True)
class FundsPlan:
    """The conventions of one form's money table."""

    unit: str = "万元"
    places: int = 2
    true_fen: bool = False
    rate_places: int = 2
    rate_form: RateForm = "percent"
    cut: bool = False
    cut_amounts: bool = False
    base: str = "annual"
    trim: bool = True
    filled: tuple[str, ...] = ("fiscal",)
    periods: int = 3
    empty: str = ""
    whole: bool = False
    staged: bool = False
    style: MoneyStyle = PLAIN


@dataclass(frozen=True, slots=True)
class Row:
    """True amounts of one source, in fen: annual, and received and spent of each period."""

    annual: int
    received: tuple[int, ...]
    spent: tuple[int, ...]


FILLED = (
    (("fiscal",), 3.0),
    (("fiscal", "own"), 1.0),
    (("fiscal", "other"), 1.5),
    (("fiscal", "own", "own_business"), 1.0),
    (("fiscal", "own", "own_business", "own_other"), 1.5),
    (("fiscal", "own", "own_business", "own_operating", "own_other", "other"), 2.0),
    (("own", "own_operating", "own_other"), 0.5),
    (("fiscal", "own", "own_other", "other"), 1.0),
)


def plan(chance: Chance) -> FundsPlan:
    """Return a form's conventions."""
    unit = chance.weighted([("万元", 8.0), ("元", 2.0)])
    places = chance.weighted([(2, 6.0), (0, 1.5), (1, 0.8), (4, 0.7)])
    if unit == "元":
        places = chance.pick((0, 2))
    form: RateForm = chance.weighted(
        [("percent", 9.0), ("wide", 0.7), ("fraction", 1.0), ("bare", 1.0)]
    )
    grouping: Grouping = "none"
    if chance.maybe(0.7 if unit == "元" else 0.1):
        grouping = chance.weighted([("thousands", 6.0), ("misgrouped", 0.6)])
    pads = ("", "", "", "\u3000", " ")
    return FundsPlan(
        unit=unit,
        places=places,
        true_fen=chance.maybe(0.45),
        rate_places=chance.weighted([(2, 8.0), (1, 1.5), (0, 0.7)]),
        rate_form=form,
        cut=chance.maybe(0.12),
        base=chance.weighted([("annual", 7.0), ("received", 3.0)]),
        trim=chance.maybe(0.5),
        filled=chance.weighted(FILLED),
        periods=chance.weighted([(3, 7.0), (2, 1.5), (1, 1.5)]),
        empty=chance.weighted(
            [
                ("", 4.0),
                ("\u3000", 2.0),
                ("0", 2.0),
                ("/", 1.0),
                ("-", 1.0),
                ("—", 0.7),
                ("——", 0.3),
                ("无", 0.4),
                ("暂无", 0.2),
            ]
        ),
        whole=places == 0,
        staged=chance.maybe(0.5),
        style=MoneyStyle(
            unit=unit,
            grouping=grouping,
            wide=chance.maybe(0.06),
            before=chance.pick(pads),
            after=chance.pick(pads),
        ),
    )


def suspicious(chance: Chance, how: FundsPlan) -> FundsPlan:
    """Return the conventions of a form without mistakes, some of which only look wrong."""
    if chance.maybe(0.1):
        return replace(how, cut_amounts=True, true_fen=True)
    return how


def _row(chance: Chance, how: FundsPlan, size: int, step: int) -> Row:
    annual = max(step, size // step * step)
    shares = [Fraction(1)] * 3
    if how.staged:
        shares = sorted(Fraction(chance.randint(15, 100), 100) for _ in range(3))
        if chance.maybe(0.5):
            shares[2] = Fraction(1)
    progress = sorted(Fraction(chance.randint(2, 99), 100) for _ in range(3))
    received, spent, before = [], [], 0
    for share, part in zip(shares, progress, strict=True):
        arrived = max(step, int(annual * share) // step * step)
        noise = chance.randrange(step * 100) if how.true_fen else 0
        paid = min(arrived, max(before, (int(arrived * part) + noise) // step * step))
        received.append(arrived)
        spent.append(paid)
        before = paid
    return Row(annual, tuple(received), tuple(spent))


def _added(rows: list[Row]) -> Row:
    return Row(
        sum(row.annual for row in rows),
        tuple(sum(row.received[i] for row in rows) for i in range(3)),
        tuple(sum(row.spent[i] for row in rows) for i in range(3)),
    )


def amounts(chance: Chance, how: FundsPlan) -> dict[str, Row]:
    """Return true amounts of each filled source; totals are the sums of their parts."""
    step = 1 if how.true_fen else max(1, FEN[how.unit] // 10**how.places)
    scale = int(10 ** (chance.random() * 3.0 + 0.8) * 10**6)
    rows = {
        source: _row(chance, how, int(scale * (0.2 + chance.random())), step)
        for source in how.filled
        if source != "own" or not any(child in how.filled for child in CHILDREN)
    }
    children = [rows[child] for child in CHILDREN if child in rows]
    if children:
        rows["own"] = _added(children)
    rows["total"] = _added(
        [rows[source] for source in ("fiscal", "own", "other") if source in rows]
    )
    return rows


def slots(chance: Chance, how: FundsPlan, rows: dict[str, Row]) -> dict[str, Slot]:
    """Return every cell of the table as it is written without a slip."""
    made: dict[str, Slot] = {}
    zero_rate = chance.pick(("0.00%", "100%", "", "/", "0%", "—"))
    lump = "own" in rows and not any(child in rows for child in CHILDREN)
    usual = how
    for source in SOURCES:
        row = rows.get(source)
        # Zeros under a sum that was not broken down would contradict it.
        how = replace(usual, empty="") if lump and source in CHILDREN else usual
        made[f"funds.{source}.annual"] = _money(how, row.annual if row else None)
        for index, period in enumerate(PERIODS):
            path = f"funds.{source}.{period}"
            if row is None or index >= how.periods:
                late = index >= how.periods
                made.update(_empty_period(path, how, zero_rate, late=late))
                continue
            received, spent = row.received[index], row.spent[index]
            base = row.annual if how.base == "annual" else received
            made[f"{path}.received"] = _money(how, received)
            made[f"{path}.received_rate"] = _rate(how, Fraction(received, row.annual))
            made[f"{path}.spent"] = _money(how, spent)
            made[f"{path}.spent_rate"] = _rate(how, Fraction(spent, base))
    return made


def _empty_period(path: str, how: FundsPlan, zero_rate: str, *, late: bool) -> dict[str, Slot]:
    """Return the cells of a period that nobody filled, or filled with zeros."""
    if how.empty != "0" or late:
        filler = "" if late else how.empty
        return {
            f"{path}.{measure}": Slot(
                "rate" if measure.endswith("rate") else "money", filler=filler, style=how.style
            )
            for measure in MEASURES
        }
    figure = Figure(zero_rate.rstrip("%")) if zero_rate.endswith("%") else None
    if figure is not None and how.rate_form == "fraction":
        figure = Figure(str(int(figure.exact / 100)))
    rate = Slot(
        "rate", figure, filler="" if figure else zero_rate, style=how.style, form=how.rate_form
    )
    zero = Slot("money", _zero(how), style=how.style)
    return {
        f"{path}.received": zero,
        f"{path}.received_rate": rate,
        f"{path}.spent": zero,
        f"{path}.spent_rate": rate,
    }


def _zero(how: FundsPlan) -> Figure:
    return ZERO if how.trim else rounded(Fraction(0), how.places)


def _money(how: FundsPlan, fen: int | None) -> Slot:
    if fen is None:
        if how.empty == "0":
            return Slot("money", _zero(how), style=how.style)
        return Slot("money", filler=how.empty, style=how.style)
    figure = rounded(Fraction(fen, FEN[how.unit]), how.places, cut=how.cut_amounts)
    return Slot("money", figure.trimmed() if how.trim else figure, style=how.style)


def _rate(how: FundsPlan, rate: Fraction) -> Slot:
    scale, places = (
        (1, how.rate_places + 2) if how.rate_form == "fraction" else (100, how.rate_places)
    )
    figure = rounded(rate * scale, places, cut=how.cut)
    if how.trim:
        figure = figure.trimmed()
    return Slot("rate", figure, style=how.style, form=how.rate_form)


def varied(chance: Chance, cells: dict[str, Slot]) -> dict[str, Slot]:
    """Return the cells with one or two typed unlike their neighbours, their values unchanged."""
    made = dict(cells)
    rates = [p for p, slot in cells.items() if slot.kind == "rate" and slot.figure is not None]
    if not rates or cells[rates[0]].form != "percent":
        return made
    path = chance.pick(rates)
    figure = cells[path].figure
    if figure is None:
        return made
    if figure.exact == 100 and chance.maybe(0.5):
        made[path] = replace(cells[path], form="one")
    elif figure.exact >= 0:
        form: RateForm = chance.pick(("words", "wide"))
        made[path] = replace(cells[path], form=form)
    return made


def relations(base: str) -> list[Relation]:
    """Return what holds on the form; `base` is the one its 支出实现率 is computed on."""
    made: list[Relation] = [Equal("budget_amount", "funds.total.annual")]
    columns = ["annual"] + [f"{p}.{m}" for p in PERIODS for m in ("received", "spent")]
    for column in columns:
        parts = tuple(f"funds.{source}.{column}" for source in ("fiscal", "own", "other"))
        made.append(Sum(f"funds.total.{column}", parts))
        parts = tuple(f"funds.{source}.{column}" for source in CHILDREN)
        made.append(Sum(f"funds.own.{column}", parts))
    for source in SOURCES:
        row = f"funds.{source}"
        for before, after in pairwise(PERIODS):
            made += [
                Order(f"{row}.{before}.{measure}", f"{row}.{after}.{measure}")
                for measure in ("received", "spent")
            ]
        for period in PERIODS:
            cell = f"{row}.{period}"
            annual, received, spent = f"{row}.annual", f"{cell}.received", f"{cell}.spent"
            made.append(Order(spent, received))
            made.append(Ratio(f"{cell}.received_rate", received, annual))
            first, second = (annual, received) if base == "annual" else (received, annual)
            made.append(Ratio(f"{cell}.spent_rate", spent, first, second))
    return made
