"""Cells that hold a number: what is written, how it is typed, and what that is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from corpus.generator.numbers import (
    PLAIN,
    UNIT_FACTOR,
    Figure,
    MoneyStyle,
    RateForm,
    canonical,
    decimal,
    money_text,
    money_value,
    rate_text,
    rate_value,
)
from corpus.generator.truth import BLANK, UNREADABLE, FieldTruth, found

SCALES = {"%": Fraction(1, 100), **{unit: Fraction(n) for unit, n in UNIT_FACTOR.items()}}
Kind = Literal["money", "rate", "number"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell for a number. Without a figure, `filler` is what stands in it (`/`, a blank, …)."""

    kind: Kind
    figure: Figure | None = None
    filler: str = ""
    style: MoneyStyle = PLAIN
    form: RateForm = "percent"
    text_override: str | None = None

    @property
    def text(self) -> str:
        """The text of the cell."""
        if self.text_override is not None:
            return self.text_override
        if self.figure is None:
            return self.filler
        if self.kind == "money":
            return money_text(self.figure, self.style)
        if self.kind == "rate":
            text = rate_text(self.figure, self.form)
            return f"{self.style.before}{text}{self.style.after}"
        return f"{self.style.before}{self.figure.digits}{self.style.after}"

    @property
    def truth(self) -> FieldTruth:
        """What a reader should make of it."""
        if self.figure is None:
            return BLANK if self.text_override is None else UNREADABLE
        if self.kind == "money":
            value, half = money_value(self.figure, self.style.unit)
            return found(value, half if self.text_override is None else None)
        if self.kind == "rate":
            return found(*rate_value(self.figure, self.form))
        figure = self.figure
        return found(canonical(decimal(figure.exact)), canonical(decimal(figure.half)))

    @property
    def scale(self) -> Fraction:
        """What one of the figure's units is worth, in yuan or as a fraction."""
        if self.kind == "money":
            return SCALES[self.style.unit]
        if self.kind == "rate" and self.form != "fraction":
            return SCALES["%"]
        return SCALES["元"]

    @property
    def exact(self) -> Fraction:
        """The number in yuan, or as a fraction."""
        if self.figure is None:
            return Fraction(0)
        return _scaled(self.figure, self.kind, self.style.unit, self.form)


@lru_cache(maxsize=65536)
def _scaled(figure: Figure, kind: Kind, unit: str, form: RateForm) -> Fraction:
    return figure.exact * Slot(kind, style=MoneyStyle(unit=unit), form=form).scale


Slots = Mapping[str, Slot]
