"""Numbers as their digits stand on paper, and the ways in which people type them."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from corpus.generator.chance import Chance

FULL_WIDTH = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
UNIT_FACTOR = {"万元": 10000, "元": 1}
Grouping = Literal["none", "thousands", "misgrouped"]
RateForm = Literal["percent", "wide", "words", "fraction", "bare", "one"]


@lru_cache(maxsize=65536)
def _exact(digits: str) -> Fraction:
    return Fraction(digits)


@lru_cache(maxsize=64)
def _half(places: int) -> Fraction:
    return Fraction(1, 2 * 10**places)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number by its digits: `4.16`, `-153`, `100.00`."""

    digits: str

    @property
    def places(self) -> int:
        """Number of digits after the point."""
        return len(self.digits.partition(".")[2])

    @property
    def exact(self) -> Fraction:
        """The number itself."""
        return _exact(self.digits)

    @property
    def half(self) -> Fraction:
        """Half a unit of the last digit that is written."""
        return _half(self.places)

    def trimmed(self) -> "Figure":
        """Return the figure as Word's users leave it: without trailing zeros of a fraction."""
        if "." not in self.digits:
            return self
        return Figure(self.digits.rstrip("0").rstrip("."))


ZERO = Figure("0")


def rounded(number: Fraction, places: int, *, cut: bool = False) -> Figure:
    """Return a figure of so many places: rounded half up, or cut off."""
    scaled = abs(number) * 10**places
    units = int(scaled) if cut else int(scaled + Fraction(1, 2))
    text = str(units).rjust(places + 1, "0")
    if places:
        text = f"{text[:-places]}.{text[-places:]}"
    return Figure(f"-{text}" if number < 0 and units else text)


def canonical(number: Decimal) -> str:
    """Return plain decimal text: no exponent, no trailing zeros, no negative zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def decimal(number: Fraction) -> Decimal:
    """Return a fraction whose denominator is a power of two and five as an exact decimal."""
    return Decimal(number.numerator) / Decimal(number.denominator)


@dataclass(frozen=True, slots=True)
class MoneyStyle:
    """How the amounts of one form are typed; `unit` is the unit of the form."""

    unit: str = "万元"
    grouping: Grouping = "none"
    wide: bool = False
    own_unit: bool = False
    before: str = ""
    after: str = ""


PLAIN = MoneyStyle()


def grouped(digits: str, grouping: Grouping) -> str:
    """Return the digits with commas between thousands, rightly or wrongly placed."""
    sign, body = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, point, rest = body.partition(".")
    if grouping == "none" or len(whole) <= 3:
        return digits
    if grouping == "misgrouped":
        whole = f"{whole[:-4]},{whole[-4:]}" if len(whole) > 4 else whole
    else:
        whole = f"{int(whole):,}"
    return f"{sign}{whole}{point}{rest}"


def money_text(figure: Figure, style: MoneyStyle) -> str:
    """Return an amount as it is typed into a cell."""
    text = grouped(figure.digits, style.grouping)
    if style.wide:
        text = text.translate(FULL_WIDTH)
    if style.own_unit:
        text += style.unit
    return f"{style.before}{text}{style.after}"


def money_value(figure: Figure, unit: str) -> tuple[str, str]:
    """Return value and half-width in yuan."""
    factor = UNIT_FACTOR[unit]
    return (
        canonical(Decimal(figure.digits) * factor),
        canonical(decimal(figure.half * factor)),
    )


def rate_text(figure: Figure, form: RateForm) -> str:
    """Return a rate as it is typed; the figure counts percent unless the form is a fraction."""
    if form == "percent":
        return f"{figure.digits}%"
    if form == "wide":
        return f"{figure.digits}%".translate(FULL_WIDTH)
    if form == "words":
        return percent_in_words(figure)
    return "1" if form == "one" else figure.digits


def rate_value(figure: Figure, form: RateForm) -> tuple[str, str | None]:
    """Return a rate as a fraction, and its half-width (None where words hide it)."""
    scale = 1 if form == "fraction" else 100
    value = canonical(decimal(figure.exact / scale))
    if form in {"words", "one"}:
        return value, None
    return value, canonical(decimal(figure.half / scale))


DIGITS = "零一二三四五六七八九"
CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def _section(number: int, digits: str, units: str) -> str:
    """Return a number below 10 000 in Chinese, with 零 where places are skipped."""
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit]
            text += units[power - 1] if power else ""
            gap = False
        else:
            gap = True
    return text


def in_chinese(number: int, *, capital: bool = False) -> str:
    """Return a whole number below 10¹² in Chinese, in plain or in capital numerals."""
    digits, units = (CAPITALS, "拾佰仟") if capital else (DIGITS, "十百千")
    if number == 0:
        return "零"
    text, skipped = "", False
    for power, name in ((2, "亿"), (1, "万"), (0, "")):
        part = number // 10000**power % 10000
        if part:
            text += "零" if text and (skipped or part < 1000) else ""
            text += _section(part, digits, units) + name
            skipped = False
        else:
            skipped = True
    if not capital and text.startswith("一十"):
        text = text[1:]
    return text


def percent_in_words(figure: Figure) -> str:
    """Return `百分之二点七二` for 2.72."""
    if figure.exact == 100:
        return "百分之百"
    whole, _, rest = figure.digits.partition(".")
    words = "百分之" + in_chinese(int(whole))
    return words + ("点" + "".join(DIGITS[int(digit)] for digit in rest) if rest else "")


def in_capitals(fen: int, chance: Chance) -> str:
    """Return an amount given in fen in the capital numerals of Chinese book-keeping."""
    yuan, jiao, cent = fen // 100, fen // 10 % 10, fen % 10
    text = in_chinese(yuan, capital=True) + chance.pick("元圆")
    if not jiao and not cent:
        return text + chance.pick("整正")
    if jiao:
        text += f"{CAPITALS[jiao]}角"
    elif yuan:
        text += "零"
    return text + (f"{CAPITALS[cent]}分" if cent else chance.pick("整正"))
