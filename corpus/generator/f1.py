"""项目资金绩效监控情况表: what one form says, before anything decides how it looks."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from corpus.generator import f1_funds, f1_mistakes, narrative
from corpus.generator.chance import Chance
from corpus.generator.f1_funds import FEN, FundsPlan
from corpus.generator.marks import ENCODINGS, choose_encoding
from corpus.generator.numbers import ZERO, Figure, MoneyStyle, in_capitals, rounded
from corpus.generator.planting import Bed
from corpus.generator.slots import Slot
from corpus.generator.told import F1_FIELDS, tell
from corpus.generator.truth import ABSENT, BLANK, Fields, FormTruth, Mistake, Told, found
from corpus.generator.typing_habits import Options, written_code, written_date
from corpus.generator.vocabulary import Setting, setting
from corpus.generator.wordml import NO_BREAK_HYPHEN

FORM = "project_fund_monitoring"
YES_NO = (("yes", "是"), ("no", "否"), ("not_applicable", "无该项内容"))
TYPES = (("continuing", "延续项目"), ("new", "新增项目"))
CHOICES = ("project_type", "tendering", "government_procurement", "contract_management")
LONG = {
    "project_overview": narrative.OVERVIEW,
    "adjustment_procedures": narrative.STEPS,
    "management_systems": narrative.SYSTEMS,
    "work_measures": narrative.STEPS,
    "outputs_achieved": narrative.RESULTS,
    "problems": narrative.PROBLEMS,
    "improvements": narrative.ADVICE,
}
BLANKS = ("", "", "\u3000", "/", "—", "——", "-")


@dataclass(slots=True)
class Form1:
    """One form: texts of its cells, numbers, options, and the truth about them."""

    setting: Setting
    funds: FundsPlan
    texts: dict[str, str] = field(default_factory=dict)
    slots: dict[str, Slot] = field(default_factory=dict)
    choices: dict[str, Options] = field(default_factory=dict)
    flag: Options | None = None
    truth: Fields = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    heading: str = ""
    date: str | None = None
    missing: frozenset[str] = frozenset()
    features: set[str] = field(default_factory=set)
    template: bool = False
    told: tuple[Told, ...] = ()

    def result(self) -> FormTruth:
        """Return the truth, with every field of the form."""
        fields = dict(sorted(self.truth.items()))
        return FormTruth(FORM, fields, tuple(self.mistakes), self.told)


def make(chance: Chance, *, mistakes: int, template: bool = False) -> Form1:
    """Return a form with up to so many mistakes (a template: an empty form)."""
    how = f1_funds.plan(chance)
    if not mistakes:
        how = f1_funds.suspicious(chance, how)
    form = Form1(setting(chance), how, template=template)
    _texts(chance, form)
    _funds(chance, form, mistakes)
    _choices(chance, form)
    _procurement(chance, form)
    _heading(chance, form)
    if not template:
        _choice_mistakes(chance, form, mistakes - len(form.mistakes))
    _drop_rows(chance, form)
    form.told = tell(form.texts, form.slots, F1_FIELDS)
    _write_truth(form)
    return form


def _texts(chance: Chance, form: Form1) -> None:
    who = form.setting
    phone = who.phone
    if chance.maybe(0.1):
        phone = chance.pick(
            (phone.translate(str.maketrans("0123456789-", "０１２３４５６７８９－")), f" {phone} ")
        )
    elif "-" in phone and chance.maybe(0.3):
        phone = phone.replace("-", NO_BREAK_HYPHEN)
        form.features.add("noBreakHyphen")
    form.texts = {
        "reporting_unit": who.unit,
        "project_name": who.project,
        "implementing_unit": chance.pick((who.unit, who.unit, f"{who.place}{who.project}办公室")),
        "function": written_code(chance, who.code, who.item),
        "contact_person": who.person,
        "contact_phone": phone,
        **{name: narrative.passage(chance, who, texts) for name, texts in LONG.items()},
    }
    if chance.maybe(0.1):
        form.texts["problems"] = chance.pick(("无", "暂无", "无。"))
    sparse = 1.0 if form.template else chance.weighted([(0.0, 6.0), (0.15, 2.0), (0.5, 0.5)])
    for name in form.texts:
        if chance.maybe(sparse):
            form.texts[name] = "" if form.template else chance.pick(BLANKS)
            form.features.add("blanks")


def _funds(chance: Chance, form: Form1, mistakes: int) -> None:
    how = form.funds
    if form.template:
        how = replace(how, filled=(), empty=chance.pick(("", "\u3000")))
        form.funds = how
        form.slots = {
            f"funds.{source}.{column}": Slot(
                "rate" if column.endswith("rate") else "money", filler=how.empty
            )
            for source in f1_funds.SOURCES
            for column in (
                "annual",
                *(f"{p}.{m}" for p in f1_funds.PERIODS for m in f1_funds.MEASURES),
            )
        }
        form.slots["budget_amount"] = Slot("money", style=how.style)
        return
    if chance.maybe(0.06):
        how = replace(how, style=replace(how.style, own_unit=True))
        form.funds = how
    rows = f1_funds.amounts(chance, how)
    slots = f1_funds.slots(chance, how, rows)
    while _ambiguous(slots):
        form.funds = how = replace(how, rate_form="percent")
        slots = f1_funds.slots(chance, how, rows)
    slots["budget_amount"] = _budget(chance, form, slots["funds.total.annual"])
    slots = _varied(chance, form, slots)
    bed = Bed(
        slots,
        f1_funds.relations(how.base),
        cut=how.cut,
        neighbours=f1_mistakes.neighbours(),
    )
    if mistakes and chance.maybe(0.85):
        f1_mistakes.plant(chance, bed, how, mistakes)
    form.slots, form.mistakes = bed.slots, bed.mistakes
    _note_conventions(form)


def _ambiguous(slots: dict[str, Slot]) -> bool:
    """Whether bare rates might be read in another way than they are meant."""
    bare = [
        s.figure.exact for s in slots.values() if s.kind == "rate" and s.figure and s.form == "bare"
    ]
    return bool(bare) and (1 in bare or max(bare) <= 1)


def _varied(chance: Chance, form: Form1, slots: dict[str, Slot]) -> dict[str, Slot]:
    if chance.maybe(0.2):
        slots = f1_funds.varied(chance, slots)
    how = form.funds
    if how.unit == "万元" and not how.true_fen and not how.style.own_unit and chance.maybe(0.08):
        path = chance.pick(
            sorted(p for p, s in slots.items() if p.startswith("funds.") and s.kind == "money")
        )
        figure = slots[path].figure
        if figure is not None and figure.exact:
            yuan = rounded(figure.exact * 10000, 0)
            style = MoneyStyle(unit="元", own_unit=True)
            slots = {**slots, path: replace(slots[path], figure=yuan, style=style)}
            form.features.add("cell:own-unit")
    return slots


def _budget(chance: Chance, form: Form1, annual: Slot) -> Slot:
    figure, style = annual.figure, form.funds.style
    if figure is None:
        return Slot("money", filler="", style=style)
    way = chance.weighted(
        [("same", 8.0), ("unit", 1.5), ("yuan", 0.7), ("capitals", 0.8), ("brackets", 0.5)]
    )
    fen = int(figure.exact * FEN[form.funds.unit])
    if way == "same":
        return Slot("money", figure, style=style)
    form.features.add(f"budget:{way}")
    if way == "unit":
        return Slot("money", figure, style=replace(style, own_unit=True))
    if way == "brackets":
        text = chance.pick(("（{}）{}", "({}){}")).format(figure.digits, form.funds.unit)
        return Slot("money", figure, style=style, text_override=text)
    yuan = rounded(Fraction(fen, 100), 0 if fen % 100 == 0 else 2)
    if way == "yuan":
        thousands = MoneyStyle(
            unit="元", own_unit=True, grouping=chance.pick(("none", "thousands"))
        )
        return Slot("money", yuan, style=thousands)
    words = in_capitals(fen, chance)
    digits = f"{int(yuan.exact):,}" + (f".{fen % 100:02d}" if fen % 100 else "")
    text = chance.pick(
        (words, f"人民币（大写）{words}（¥{digits}元）", f"{words}（¥{digits}）", f"人民币{words}")
    )
    return Slot("money", yuan, style=MoneyStyle(unit="元"), text_override=text)


def _note_conventions(form: Form1) -> None:
    how = form.funds
    form.features |= {f"unit:{how.unit}", f"rate:{how.rate_form}", f"base:{how.base}"}
    notes = {
        "rates:cut": how.cut,
        "amounts:from-yuan": how.true_fen,
        "amounts:cut": how.cut_amounts,
        "amounts:whole": how.whole,
        "zeros:dropped": how.trim,
        "zero-rows": how.empty == "0",
        f"grouping:{how.style.grouping}": how.style.grouping != "none",
        "digits:full-width": how.style.wide,
        "periods:partial": how.periods < 3,
        "cells:own-unit": how.style.own_unit,
    }
    form.features |= {name for name, true in notes.items() if true}
    form.features |= {
        f"rate:{s.form}" for s in form.slots.values() if s.kind == "rate" and s.figure
    }
    if how.empty.strip() and how.empty != "0":
        form.features.add(f"blank:{how.empty}")


def _choices(chance: Chance, form: Form1) -> None:
    encoding = choose_encoding(chance)
    mixed = chance.maybe(0.25)
    gap = chance.pick((" ", "  ", "   ", "\u3000", " " * 12, "\n"))
    for name in CHOICES:
        labels = TYPES if name == "project_type" else YES_NO
        ticked = (chance.pick([code for code, _ in labels]),)
        if mixed:
            encoding = choose_encoding(chance)
        form.choices[name] = Options(
            labels,
            () if form.template else ticked,
            encoding,
            after=chance.maybe(0.75 if name == "project_type" else 0.15),
            gap=gap,
            numbered=name == "project_type" and chance.maybe(0.1),
        )
        form.features.add(f"mark:{encoding}")


def _procurement(chance: Chance, form: Form1) -> None:
    bought = form.choices["government_procurement"].ticked == ("yes",)
    how = form.funds
    # No more digits than the table has: the form's precision is read from all its amounts.
    due = rounded(Fraction(chance.randint(200, 90000), 100), min(2, how.places))
    unit = chance.weighted([(how.unit, 4.0), ("万元", 1.0)])
    style = MoneyStyle(unit=unit)
    actual = rounded(due.exact * chance.randint(60, 100) / 100, due.places)
    shown = (due.trimmed(), actual.trimmed()) if how.trim else (due, actual)
    for name, figure in zip(("procurement_due", "procurement_actual"), shown, strict=True):
        form.slots[name] = Slot("money", figure if bought else None, style=style)
    ticked = not bought and not form.template and chance.maybe(0.85)
    encoding = form.choices["government_procurement"].encoding
    if ENCODINGS[encoding].kind == "lone" and not ticked:
        encoding = "char:☑□"
    form.flag = Options((("flag", "无该项内容"),), ("flag",) if ticked else (), encoding)
    form.features.add(f"mark:{encoding}")


def _heading(chance: Chance, form: Form1) -> None:
    year = form.setting.year
    way = chance.weighted([("none", 4.0), ("title", 1.5), ("year", 2.0), ("quarter", 1.0)])
    quarter = chance.randint(1, 4)
    names = "一二三四"
    if form.template:
        way = "none"
    elif way == "title":
        form.heading = f"{year}{chance.pick(('年度', '年'))}@"
    elif way == "year":
        form.heading = chance.pick(
            (f"@（{year}年度）", f"@({year}年度)", f"@{year}年度", f"@（ {year} 年度）")
        )
    elif way == "quarter":
        word = chance.pick((f"第{quarter}季度", f"第{names[quarter - 1]}季度"))
        form.heading = chance.pick((f"@（{year}年{word}）", f"{year}年{word}@"))
    if way != "none":
        form.truth["year"] = found(str(year))
        form.truth["period"] = found(f"{year}-Q{quarter}") if way == "quarter" else ABSENT
        form.features.add(f"heading:{way}")
    _date(chance, form, told=way != "none")


def _date(chance: Chance, form: Form1, *, told: bool) -> None:
    """Write 填报日期, or leave it out. What an empty one says of the year is left undecided."""
    if not chance.maybe(0.4):
        form.truth["report_date"] = ABSENT
        if not told and not form.template:
            form.truth["year"] = form.truth["period"] = ABSENT
        return
    form.features.add("填报日期")
    if form.template or chance.maybe(0.15):
        form.date = chance.pick(("年   月   日", "", "    年  月  日"))
        form.truth["report_date"] = BLANK
        return
    form.date, value = written_date(
        chance, form.setting.year, chance.randint(1, 12), chance.randint(1, 28)
    )
    form.truth["report_date"] = found(value)
    if not told:
        form.truth["year"] = found(value[:4])


def _choice_mistakes(chance: Chance, form: Form1, room: int) -> None:
    if room <= 0 or not chance.maybe(0.5 if form.mistakes else 1.0):
        return
    way = chance.pick(("none", "several", "beside", "phone"))
    if way == "phone":
        _short_phone(chance, form)
    elif way == "beside":
        _not_applicable_beside_amounts(chance, form)
    else:
        name = chance.pick(CHOICES)
        options = form.choices[name]
        codes = [code for code, _ in options.labels]
        ticked = () if way == "none" else tuple(chance.some(codes, 2, 2))
        wrong = replace(options, ticked=ticked)
        if way == "none" and ENCODINGS[options.encoding].kind == "lone":
            wrong = replace(wrong, encoding="char:☑□")
        form.choices[name] = wrong
        form.mistakes.append(
            Mistake((name,), "choice", None, "error", wrong.shown(), options.shown())
        )
        form.features.add(f"mistake:choice-{way}")


def _short_phone(chance: Chance, form: Form1) -> None:
    phone = form.texts["contact_phone"]
    if len(phone) == 11 and phone.isascii() and phone.isdigit():
        at = chance.randrange(7, 11)
        short = phone[:at] + phone[at + 1 :]
        form.texts["contact_phone"] = short
        form.mistakes.append(
            Mistake(("contact_phone",), "format", "dropped_digit", "warning", short, phone)
        )


def _not_applicable_beside_amounts(chance: Chance, form: Form1) -> None:
    paths = ("procurement_not_applicable", "procurement_due", "procurement_actual")
    figure = Figure(str(chance.randint(5, 400)))
    for path in paths[1:]:
        slot = form.slots[path]
        form.slots[path] = replace(slot, figure=slot.figure or figure)
    if form.flag is None:
        return
    true = form.flag.shown()
    form.flag = replace(form.flag, ticked=("flag",))
    written = f"{form.slots[paths[1]].text}、{form.slots[paths[2]].text}、☑无该项内容"
    form.mistakes.append(Mistake(paths, "choice", None, "error", written, true))
    form.features.add("mistake:choice-beside")


def _drop_rows(chance: Chance, form: Form1) -> None:
    """Leave out rows that some editions of the form do not have, if no mistake needs them."""
    if not chance.maybe(0.12):
        return
    used = {path for mistake in form.mistakes for path in mistake.fields}
    candidates = (
        "adjustment_procedures",
        "contact_person",
        "management_systems",
        "project_overview",
    )
    form.missing = frozenset(chance.some([c for c in candidates if c not in used], 1, 2))
    form.features.add("rows:missing")


def _write_truth(form: Form1) -> None:
    for name, text in form.texts.items():
        if name == "function":
            blank = _is_blank(text)
            form.truth["function_code"] = BLANK if blank else found(form.setting.code)
            form.truth["function_name"] = BLANK if blank else found(form.setting.item)
        elif name == "contact_phone" and not _is_blank(text):
            form.truth[name] = found(_plain_phone(text))
        else:
            form.truth[name] = BLANK if _is_blank(text) else found(text.strip())
    for path, slot in form.slots.items():
        form.truth[path] = slot.truth
    for name, options in form.choices.items():
        form.truth[name] = options.truth
    if form.flag is not None and not form.template:
        form.truth["procurement_not_applicable"] = found("true" if form.flag.ticked else "false")
    for name in form.missing:
        form.truth[name] = ABSENT


def _is_blank(text: str) -> bool:
    return text.strip() in {"", "/", "-", "—", "——"}


def _plain_phone(text: str) -> str:
    wide = str.maketrans("０１２３４５６７８９－" + NO_BREAK_HYPHEN, "0123456789--")
    return text.strip().translate(wide)


__all__ = ["FORM", "ZERO", "Form1", "make"]
