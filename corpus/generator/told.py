"""Sentences that restate cells of the form, rightly or wrongly, and what they say in truth."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from corpus.generator.chance import Chance
from corpus.generator.slots import Slot
from corpus.generator.truth import Told

#: How a period is called in a text, by the key of its heading.
PERIODS = {
    "q1": ("第1季度", "一季度", "截至3月底，", "1-3月"),
    "q1_q2": ("1-2季度", "上半年", "截至6月末，", "1-6月"),
    "q1_q3": ("1-3季度", "前三季度", "截至9月底，", "1-9月", "截至9月30日，"),
}
MEASURES = {
    "spent": ("累计支出", "实际支出资金", "累计支出资金", "支出"),
    "received": ("到位资金", "累计到位资金", "已到位资金"),
    "received_rate": ("资金到位率",),
    "spent_rate": ("支出实现率", "支出率"),
    "annual_budget": ("全年预算数", "全年预算"),
    "executed": ("全年执行数", "预算执行数"),
    "execution_rate": ("预算执行率",),
    "annual": ("全年安排资金额", "全年安排资金"),
    "budget_amount": ("预算安排资金",),
}
SOURCES = {"total": ("", "", "资金总额"), "fiscal": ("", "财政拨款", "财政资金")}
F1_FIELDS, F3_FIELDS = ("outputs_achieved", "problems"), ("goal.actual",)


def tell(
    texts: dict[str, str], slots: Mapping[str, Slot], fields: Sequence[str]
) -> tuple[Told, ...]:
    """Add sentences to the texts of a form whose cells are settled.

    The chance is drawn from what the form says, so that nothing else about it changes.
    """
    written = [name for name in fields if texts.get(name, "").endswith("。")]
    cells = [path for path, slot in slots.items() if _is_filled(path, slot)]
    chance = Chance("told/" + "/".join((*texts.values(), *(slots[path].text for path in cells))))
    if not written or not cells or not chance.maybe(0.6):
        return ()
    made: list[Told] = []
    for path in chance.some(cells, 1, 3):
        name = chance.pick(written)
        told = _sentence(chance, name, path, slots)
        if told is not None:
            made.append(told)
            texts[name] += f"{told.clause}。"
    return tuple(made)


def _is_filled(path: str, slot: Slot) -> bool:
    row, measure = path.split(".")[-3:][0], path.rpartition(".")[2]
    is_row = path.startswith(("funds.total.", "funds.fiscal.")) or path == "budget_amount"
    value = slot.truth.value
    return (
        bool(row)
        and is_row
        and measure in MEASURES
        and slot.truth.status == "found"
        and value is not None
        and Decimal(value) > 0
    )


def _sentence(chance: Chance, name: str, path: str, slots: Mapping[str, Slot]) -> Told | None:
    written = Decimal(slots[path].truth.value or "0")
    agrees = not chance.maybe(0.12)
    value = written if agrees else _other(chance, path, slots, written)
    if value is None:
        return None
    measure = path.rpartition(".")[2]
    period = next((key for key in path.split(".") if key in PERIODS), None)
    source = next((key for key in path.split(".") if key in SOURCES), None)
    when = chance.pick(PERIODS[period]) if period else ""
    who = chance.pick(SOURCES[source]) if source and measure != "budget_amount" else ""
    amount = _rate(value) if measure.endswith("rate") else _money(chance, value, agrees=agrees)
    joint = chance.pick(("", "为", "达到"))
    clause = f"{when}{who}{chance.pick(MEASURES[measure])}{joint}{amount}"
    return Told(name, clause, path, plain(value), agrees)


def _other(chance: Chance, path: str, slots: Mapping[str, Slot], value: Decimal) -> Decimal | None:
    """A number that no cell of this measure is near to."""
    measure = path.rpartition(".")[2]
    kin = [
        Decimal(slot.truth.value)
        for other, slot in slots.items()
        if slot.kind == slots[path].kind
        and slot.truth.status == "found"
        and slot.truth.value is not None
        and (other.rpartition(".")[2] == measure or measure == "budget_amount")
    ]
    for factor in chance.sample(("0.31", "0.57", "1.43", "2.7", "0.043"), 5):
        made = (value * Decimal(factor)).quantize(
            Decimal("0.0001") if slots[path].kind == "rate" else Decimal(1)
        )
        if made > 0 and all(abs(made - each) > max(made, each) / 10 for each in kin):
            return made
    return None


def _rate(value: Decimal) -> str:
    return f"{plain(value * 100)}%"


def _money(chance: Chance, value: Decimal, *, agrees: bool) -> str:
    if agrees and chance.maybe(0.15):
        digits = max(0, value.adjusted() - 1)
        about = int(Fraction(value) / 10**digits) * 10**digits
        return f"约{plain(Decimal(about) / 10000)}万元"
    if chance.maybe(0.2):
        return f"{value:,f}元"
    return f"{plain(value / 10000)}万元"


def plain(number: Decimal) -> str:
    """Return the number without an exponent and idle zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
