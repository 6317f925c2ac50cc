"""项目支出绩效自评表 (财预〔2020〕10号): what one form says."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from corpus.generator import f3_mistakes, narrative
from corpus.generator.chance import Chance
from corpus.generator.f1_funds import FEN, FundsPlan, plan, suspicious
from corpus.generator.f3_indicators import Indicator, indicators
from corpus.generator.numbers import ZERO, Figure, rounded
from corpus.generator.planting import Bed
from corpus.generator.relations import Hundred, Ratio, Relation, Score, Sum
from corpus.generator.slots import Slot
from corpus.generator.told import F3_FIELDS, tell
from corpus.generator.truth import ABSENT, BLANK, Fields, FormTruth, Mistake, Told, found
from corpus.generator.vocabulary import Setting, setting

FORM = "project_self_evaluation"
ROWS = ("total", "fiscal", "carryover", "other")
MONEY = ("initial_budget", "annual_budget", "executed")
COLUMNS = (*MONEY, "weight", "execution_rate", "score")
FILLED = (
    (("fiscal",), 4.0),
    (("fiscal", "carryover"), 2.0),
    (("fiscal", "other"), 2.0),
    (("fiscal", "carryover", "other"), 2.0),
    (("other",), 0.5),
)
BLANKS = ("", "/", "-", "—")


@dataclass(slots=True)
class Form3:
    """One form: texts, numbers, indicators, and the truth about them."""

    setting: Setting
    funds: FundsPlan
    texts: dict[str, str] = field(default_factory=dict)
    slots: dict[str, Slot] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    truth: Fields = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    heading: str = ""
    has_total: bool = True
    has_deviation: bool = True
    missing_rows: tuple[str, ...] = ()
    features: set[str] = field(default_factory=set)
    template: bool = False
    told: tuple[Told, ...] = ()

    def result(self) -> FormTruth:
        """Return the truth, with every field of the form."""
        fields = dict(sorted(self.truth.items()))
        return FormTruth(FORM, fields, tuple(self.mistakes), self.told)


def make(chance: Chance, *, mistakes: int, template: bool = False) -> Form3:
    """Return a form with up to so many mistakes (a template: an empty form)."""
    how = plan(chance)
    if how.rate_form == "bare":
        how = replace(how, rate_form="percent")
    if not mistakes:
        how = suspicious(chance, how)
    form = Form3(setting(chance), replace(how, base="annual"), template=template)
    form.has_total = chance.maybe(0.85)
    form.has_deviation = chance.maybe(0.9)
    _texts(chance, form)
    weight = chance.weighted([(10, 8.0), (20, 1.5)])
    form.indicators = indicators(chance, form.setting, 100 - weight)
    _money(chance, form, weight)
    _scores(chance, form)
    if not template:
        _mistakes(chance, form, mistakes)
    if template:
        _emptied(form)
    if chance.maybe(0.15):
        form.missing_rows = tuple(
            row
            for row in ("carryover", "other")
            if all(form.slots[f"funds.{row}.{column}"].figure is None for column in COLUMNS)
        )
    form.told = tell(form.texts, form.slots, F3_FIELDS)
    _write_truth(form)
    return form


def _texts(chance: Chance, form: Form3) -> None:
    who = form.setting
    code = str(chance.randint(101, 480))
    prefix = chance.pick(("", "", f"{code}-"))
    form.texts = {
        "project_name": chance.pick(("", "", f"51990021R0000000{chance.randint(10000, 99999)}-"))
        + who.project,
        "department": prefix + who.superior,
        "implementing_unit": (prefix and f"{code}001-") + who.unit,
        "goal.expected": narrative.passage(chance, who, narrative.GOALS),
        "goal.actual": narrative.passage(chance, who, narrative.RESULTS),
    }
    sparse = chance.weighted([(0.0, 7.0), (0.2, 1.0)])
    for name in form.texts:
        if form.template or chance.maybe(sparse):
            form.texts[name] = "" if form.template else chance.pick(BLANKS)
    way = chance.weighted([("none", 2.0), ("year", 6.0), ("title", 1.0)])
    if way == "none" or form.template:
        if not form.template:
            form.truth["year"] = ABSENT
        return
    year = who.year
    shapes = (f"@（{year}年度）", f"@({year}年度)", f"@（ {year}年度 ）", f"@（{year} 年度）")
    form.heading = chance.pick(shapes) if way == "year" else f"{year}年度@"
    form.truth["year"] = found(str(year))


def _money(chance: Chance, form: Form3, weight: int) -> None:
    how = form.funds
    step = 1 if how.true_fen else max(1, FEN[how.unit] // 10**how.places)
    filled = chance.weighted(FILLED)
    size = int(10 ** (chance.random() * 3 + 0.7) * 10**6)
    true: dict[str, tuple[int, int, int]] = {}
    for row in filled:
        annual = max(step, int(size * (0.2 + chance.random())) // step * step)
        initial = chance.pick(
            (annual, annual, annual * chance.randint(70, 120) // 100 // step * step)
        )
        share = chance.pick((100, chance.randint(40, 99), chance.randint(850, 999)))
        executed = annual * share // (1000 if share > 100 else 100) // step * step
        true[row] = (initial, annual, executed)
    initials, annuals, executeds = zip(*true.values(), strict=True)
    true["total"] = (sum(initials), sum(annuals), sum(executeds))
    sub_scores = chance.pick(("", "/", "—", "-"))
    for row in ROWS:
        amounts = true.get(row)
        path = f"funds.{row}"
        for name, column in zip(MONEY, range(3), strict=True):
            form.slots[f"{path}.{name}"] = _amount(how, amounts[column] if amounts else None)
        rate: Slot = Slot("rate", filler=sub_scores if row != "total" else "")
        if amounts and amounts[1] and (row == "total" or how.staged):
            rate = _rate(chance, how, Fraction(amounts[2], amounts[1]))
        elif how.empty == "0" and how.staged:
            rate = Slot(
                "rate", ZERO, form=how.rate_form if how.rate_form == "fraction" else "percent"
            )
        form.slots[f"{path}.execution_rate"] = rate
        for name in ("weight", "score"):
            form.slots[f"{path}.{name}"] = Slot("number", filler=sub_scores)
    form.slots["funds.total.weight"] = Slot("number", Figure(str(weight)))
    rate_now = Fraction(true["total"][2], true["total"][1])
    form.slots["funds.total.score"] = _funds_score(chance, form, weight, rate_now)
    form.features |= {f"unit:{how.unit}", f"rate:{how.rate_form}"}
    notes = {
        "rates:cut": how.cut,
        "amounts:from-yuan": how.true_fen,
        "amounts:cut": how.cut_amounts,
        "zeros:dropped": how.trim,
    }
    form.features |= {name for name, true_ in notes.items() if true_}


def _amount(how: FundsPlan, fen: int | None) -> Slot:
    style = replace(how.style, own_unit=False)
    if fen is None:
        if how.empty == "0":
            return Slot(
                "money", ZERO if how.trim else rounded(Fraction(0), how.places), style=style
            )
        return Slot("money", filler=how.empty, style=style)
    figure = rounded(Fraction(fen, FEN[how.unit]), how.places, cut=how.cut_amounts)
    return Slot("money", figure.trimmed() if how.trim else figure, style=style)


def _rate(chance: Chance, how: FundsPlan, rate: Fraction) -> Slot:
    fraction = how.rate_form == "fraction"
    figure = rounded(rate * (1 if fraction else 100), how.rate_places + 2 * fraction, cut=how.cut)
    figure = figure.trimmed() if how.trim else figure
    if figure.exact == 100 and not fraction and chance.maybe(0.12):
        return Slot("rate", figure, form="one")
    return Slot("rate", figure, form=how.rate_form)


def _funds_score(chance: Chance, form: Form3, weight: int, rate: Fraction) -> Slot:
    """Score the execution: in proportion, or in steps as some provinces do."""
    way = chance.weighted([("proportion", 6.0), ("steps", 1.0), ("full", 0.4)])
    if way == "steps":
        share = (
            Fraction(1) if rate >= 1 else Fraction(7, 10) if rate >= Fraction(4, 5) else Fraction(0)
        )
        form.features.add("score:steps")
        return Slot("number", rounded(weight * share, 2).trimmed())
    if way == "full":
        form.features.add("score:full")
        return Slot("number", Figure(str(weight)))
    if weight == 20:
        form.features.add("score:twenty")
    return Slot(
        "number", rounded(weight * min(rate, Fraction(1)), chance.pick((1, 2, 2))).trimmed()
    )


def _scores(chance: Chance, form: Form3) -> None:
    for index, item in enumerate(form.indicators):
        form.slots[f"indicators.{index}.weight"] = Slot("number", item.weight)
        form.slots[f"indicators.{index}.score"] = Slot("number", item.score)
    blank = chance.maybe(0.05)
    for path in [p for p in form.slots if p.endswith(".score")] if blank else []:
        form.slots[path] = Slot("number")
        form.features.add("scores:blank")
    if not form.has_total:
        form.features.add("total:absent")
        return
    for name in ("weight", "score"):
        form.slots[f"total.{name}"] = Slot("number", f3_mistakes.added(form.slots, name))


def relations(form: Form3) -> list[Relation]:
    """Return what holds on the form."""
    made: list[Relation] = []
    for column in MONEY:
        parts = tuple(f"funds.{row}.{column}" for row in ROWS[1:])
        made.append(Sum(f"funds.total.{column}", parts))
    for row in ROWS:
        cell = f"funds.{row}"
        made.append(Ratio(f"{cell}.execution_rate", f"{cell}.executed", f"{cell}.annual_budget"))
    rows = ["funds.total", *(f"indicators.{i}" for i in range(len(form.indicators)))]
    made += [Score(f"{row}.score", f"{row}.weight") for row in rows]
    weights = tuple(f"{row}.weight" for row in rows)
    if form.has_total:
        made.append(Sum("total.weight", weights))
        made.append(Sum("total.score", tuple(f"{row}.score" for row in rows)))
        made.append(Hundred(("total.weight",)))
    else:
        made.append(Hundred(weights))
    return made


def _mistakes(chance: Chance, form: Form3, count: int) -> None:
    bed = Bed(form.slots, relations(form), cut=form.funds.cut, neighbours=f3_mistakes.neighbours())
    f3_mistakes.plant(chance, bed, form.funds, count)
    form.slots, form.mistakes = bed.slots, bed.mistakes


def _emptied(form: Form3) -> None:
    form.slots = {path: replace(slot, figure=None, filler="") for path, slot in form.slots.items()}
    form.indicators = [
        replace(item, level3="", target="", actual="", deviation="") for item in form.indicators
    ]


def _text_truth(text: str) -> Fields:
    blank = text.strip() in {"", "/", "-", "—", "——"}
    return {"": BLANK if blank else found(text.strip())}


def _write_truth(form: Form3) -> None:
    for name, text in form.texts.items():
        form.truth[name] = _text_truth(text)[""]
    for path, slot in form.slots.items():
        form.truth[path] = slot.truth
    for row in form.missing_rows:
        form.features.add("rows:missing")
        form.truth |= {f"funds.{row}.{column}": ABSENT for column in COLUMNS}
    if not form.has_total:
        form.truth |= {"total.weight": ABSENT, "total.score": ABSENT}
    for index, item in enumerate(form.indicators):
        for name in ("level1", "level2", "level3", "target", "actual", "deviation"):
            text = getattr(item, name)
            if name.startswith("level"):
                text = text.replace("\n", "")
            form.truth[f"indicators.{index}.{name}"] = _text_truth(text)[""]
        if not form.has_deviation:
            form.truth[f"indicators.{index}.deviation"] = ABSENT
    if form.template:
        # Which rows of an empty list exist is not for this truth to say.
        form.truth = {p: t for p, t in form.truth.items() if not p.startswith("indicators.")}
