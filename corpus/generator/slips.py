"""Slips of the hand: what a wrong number looks like, by its cause."""

from collections.abc import Callable
from decimal import Decimal

from corpus.generator.chance import Chance
from corpus.generator.numbers import Figure, canonical

Slip = Callable[[Chance, str], str | None]


def _sound(digits: str) -> bool:
    """Whether somebody would type this: no zero in front of another digit, no empty end."""
    body = digits.removeprefix("-")
    whole = body.partition(".")[0]
    return bool(whole) and not body.endswith(".") and not (len(whole) > 1 and whole[0] == "0")


def _transposed(chance: Chance, digits: str) -> str | None:
    spots = [
        i
        for i in range(len(digits) - 1)
        if digits[i].isdigit() and digits[i + 1].isdigit() and digits[i] != digits[i + 1]
    ]
    if not spots:
        return None
    at = chance.pick(spots)
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def _wrong(chance: Chance, digits: str) -> str | None:
    at = chance.pick([i for i, char in enumerate(digits) if char.isdigit()])
    other = chance.pick([char for char in "0123456789" if char != digits[at]])
    return digits[:at] + other + digits[at + 1 :]


def _last(chance: Chance, digits: str) -> str | None:
    """Change the last digit by one: often no more than another rounding."""
    step = chance.pick((-1, 1))
    last = int(digits[-1]) + step
    return digits[:-1] + str(last) if 0 <= last <= 9 else None


def _dropped(chance: Chance, digits: str) -> str | None:
    spots = [i for i, char in enumerate(digits) if char.isdigit()]
    if len(spots) < 2:
        return None
    at = chance.pick(spots)
    return digits[:at] + digits[at + 1 :]


def _doubled(chance: Chance, digits: str) -> str | None:
    at = chance.pick([i for i, char in enumerate(digits) if char.isdigit()])
    return digits[: at + 1] + digits[at] + digits[at + 1 :]


def _times(digits: str, factor: str) -> str:
    return canonical(Decimal(digits) * Decimal(factor))


def _shifted(chance: Chance, digits: str) -> str | None:
    return _times(digits, chance.pick(("10", "0.1")))


def _unit(chance: Chance, digits: str) -> str | None:
    return _times(digits, chance.pick(("10000", "10000", "0.0001", "1000")))


def _percent(chance: Chance, digits: str) -> str | None:
    return _times(digits, chance.pick(("100", "0.01")))


def _sign(_chance: Chance, digits: str) -> str | None:
    return f"-{digits}"


def moved(figure: Figure, places: int) -> Figure:
    """Return the figure with its point moved to the right."""
    return Figure(_times(figure.digits, f"1E{places}"))


DIGIT_SLIPS: dict[str, Slip] = {
    "transposed_digits": _transposed,
    "wrong_digit": _wrong,
    "dropped_digit": _dropped,
    "doubled_digit": _doubled,
    "decimal_shift": _shifted,
    "sign": _sign,
}
MONEY_SLIPS = {**DIGIT_SLIPS, "unit_slip": _unit}
RATE_SLIPS = {**DIGIT_SLIPS, "percent_slip": _percent}
LAST_DIGIT: dict[str, Slip] = {"wrong_digit": _last}


def _power_of_ten(one: Decimal, two: Decimal) -> bool:
    """Whether two numbers differ by a power of ten, so that no digit seems lost or doubled."""
    if not one or not two:
        return False
    return one.normalize().as_tuple().digits == two.normalize().as_tuple().digits


def slip(chance: Chance, cause: str, figure: Figure, table: dict[str, Slip]) -> Figure | None:
    """Return the figure as mistyped, or None where this cause cannot befall it."""
    if figure.exact == 0:
        return None
    made = table[cause](chance, figure.digits)
    if made is None or not _sound(made):
        return None
    before, after = Decimal(figure.digits), Decimal(made)
    if before == after:
        return None
    shift = cause in {"decimal_shift", "unit_slip", "percent_slip"}
    if _power_of_ten(before, after) != (shift or cause == "sign"):
        return None
    if len(made.partition(".")[2]) > 6:
        return None
    return Figure(made)
