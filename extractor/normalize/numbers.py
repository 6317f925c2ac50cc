"""The grammar of written numbers: text → exact `Decimal`, never by way of a float.

`Decimal` itself reads `NaN`, `1e5` and `1_000`; a form means none of them, so the text is held
against a grammar of our own first. A number has at most 40 digits.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal, Inexact
from functools import lru_cache

import msgspec

from extractor.model import Value
from extractor.normalize.entry import Entry, raw_text

#: Enough for the product of any number and any scale; losing a digit would be an error.
EXACT = Context(prec=100, traps=[Inexact])
ONE = Decimal(1)
MOST_DIGITS = 40
#: No number with its unit and words is longer: beyond it a text is not looked at.
LONGEST = 200

_LOOKALIKES = str.maketrans("−–‐‑’‘萬億圓兩貳參叄陸", "----''万亿圆两贰叁叁陆")
_AROUND = re.compile(r"\s*([,'.])\s*")
_SEPARATORS = re.compile(r"[\s,'+¥]+")

# Groups of three or more: 1,530,000 and the misgrouped 500,0000. A last group of one or two
# digits (4,16) may be a slip for a point and is refused. Blanks part groups of exactly three, but
# `153 154` is as likely two numbers: one blank alone counts only where no number could end.
_INTEGER = (
    r"(?:[0-9]+(?:[,']\s?[0-9]{3,})+"
    r"|[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9])(?=\s?\.\s?[0-9])"
    r"|[0-9]{1,3}(?:\s[0-9]{3}){2,}(?![0-9])"
    r"|[0-9]{1,2}\s[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}\s0[0-9]{2}(?![0-9])"
    r"|[0-9]+)"
)
_NUMERAL = rf"(?:{_INTEGER}(?:\s?\.\s?[0-9]+|\.)?|\.[0-9]+)"
_CHINESE = (
    r"负?[零〇○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾廿卅]"
    r"(?:\s*[零〇○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾廿卅百佰千仟万亿点元圆角分整正])*"
)
_PUNCTUATION = r"[\s()\[\]【】〔〕_:;。、]+|,(?![0-9])"


class Numeral(msgspec.Struct, frozen=True, gc=False):
    """A number as the form writes it, in the form's own unit.

    `half` is half a unit of the last digit written: 0.005 for `4.16`; `typed` the characters of
    the cell where they differ from `shown`.
    """

    number: Decimal
    shown: str
    decimals: int
    half: Decimal
    typed: str | None = None

    def as_typed(self, typed: str | None) -> Numeral:
        """The same number in the characters of its cell."""
        return Numeral(self.number, self.shown, self.decimals, self.half, typed)


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """One number in a text with the unit that belongs to it, both as text."""

    text: str
    is_chinese: bool
    unit: str | None

    @property
    def typed(self) -> str | None:
        """The characters, separators and unit included; None for numerals in words."""
        if self.is_chinese:
            return None
        unit = "".join((self.unit or "").split())
        return " ".join(_AROUND.sub(r"\1", self.text).split()) + unit


def plain(text: str) -> str:
    """NFKC; the lookalikes of the minus sign made one, traditional numerals simplified.

    Characters that are numbers only by compatibility (`²`, `½`, `①`) stay as they are: they must
    not turn 10² into 102.
    """
    if text.isascii():
        return text
    if any(unicodedata.category(character) == "No" for character in text):
        normal = "".join(
            character
            if unicodedata.category(character) == "No"
            else unicodedata.normalize("NFKC", character)
            for character in text
        )
    else:
        normal = unicodedata.normalize("NFKC", text)
    return normal.translate(_LOOKALIKES)


def grammar(units: str, words: str = "", sign: str = "") -> re.Pattern[str]:
    """A pattern for `scan`: numbers, `units`, and `words` that change nothing about a number.

    `sign` is what may stand between the sign of a number and its digits.
    """
    filler = rf"{words}|{_PUNCTUATION}" if words else _PUNCTUATION
    number = rf"(?:(?:[+-]|负)\s*)?{sign}{_NUMERAL}"
    return re.compile(
        rf"(?P<number>{number})|(?P<unit>{units})|(?P<chinese>{_CHINESE})|(?P<filler>{filler})",
        re.IGNORECASE,
    )


def scan(text: str, pattern: re.Pattern[str]) -> list[Quantity] | None:
    """The quantities in `text`; None when anything else is in it, or it is too long to be one.

    A unit apart from its number, `(5292.00)万元`, goes to the number before it that has none,
    else to the next. An empty list means: units and words, but nothing filled in.
    """
    if len(text) > LONGEST:
        return None
    text = plain(text)
    quantities: list[Quantity] = []
    waiting: str | None = None
    position = 0
    while position < len(text):
        match = pattern.match(text, position)
        if match is None:
            return None
        position = match.end()
        token, kind = match.group(), match.lastgroup
        if kind == "unit":
            if quantities and quantities[-1].unit is None:
                quantities[-1] = msgspec.structs.replace(quantities[-1], unit=token)
            elif waiting is None:
                waiting = token
            else:
                return None
        elif kind != "filler":
            quantities.append(Quantity(token, kind == "chinese", waiting))
            waiting = None
    return None if waiting is not None and quantities else quantities


@lru_cache(maxsize=1024)
def numeral(text: str) -> Numeral | None:
    """The number that a token of the grammar writes; None beyond 40 digits."""
    shown = _SEPARATORS.sub("", text.replace("负", "-")).removesuffix(".")
    whole, _, fraction = shown.partition(".")
    if len(whole.removeprefix("-")) + len(fraction) > MOST_DIGITS:
        return None
    decimals = len(fraction)
    return Numeral(Decimal(shown), shown, decimals, half_unit(decimals))


def half_unit(decimals: int) -> Decimal:
    """Half a unit of the last of `decimals` digits after the point."""
    return Decimal((0, (5,), -decimals - 1))


@lru_cache(maxsize=256)
def scaled_half(half: Decimal, scale: Decimal) -> Decimal:
    """A half-width in the value's own unit, without idle zeros."""
    return Decimal(plain_text(EXACT.multiply(half, scale)))


def plain_text(number: Decimal) -> str:
    """The contract's way to write a number: no exponent, no trailing zeros, no negative zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def measured(
    entry: Entry,
    written: Numeral,
    scale: Decimal,
    unit: str | None,
    raw_unit: str | None,
) -> Value:
    """The value of a number that was written in units worth `scale` each."""
    located = entry.located
    number = written.number if scale is ONE else EXACT.multiply(written.number, scale)
    value = plain_text(number)
    return Value(
        path=located.path,
        type=entry.field.type,
        status="found",
        value=value,
        raw=raw_text(located.content),
        number=Decimal(value),
        shown=written.shown,
        typed=written.typed or written.shown,
        scale=scale,
        decimals=written.decimals,
        half_width=scaled_half(written.half, scale),
        unit=unit,
        raw_unit=raw_unit,
        label=located.label,
        confidence=located.confidence,
        place=located.place,
    )


_SCORE = grammar(units="分|个")


def number(entry: Entry) -> Value:
    """A weight, a score, a count: `10`, `10分`. A percentage is not of this type."""
    quantities = scan(entry.text, _SCORE)
    if quantities is None:
        return entry.unreadable()
    if not quantities:
        return entry.blank()
    [quantity, *others] = quantities
    written = None if others or quantity.is_chinese else numeral(quantity.text)
    if written is None:
        return entry.unreadable()
    unit = entry.located.unit
    raw_unit = quantity.unit or (unit.text if unit else None)
    return measured(entry, written.as_typed(quantity.typed), ONE, None, raw_unit)
