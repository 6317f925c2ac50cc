"""Quantities in running texts: 接入率128%, 累计支出12.53万元, 培训3期210人次.

Only in long text fields (`multiline` in the rule file). Dates, ordinals, numbers of documents,
enumerators, telephone numbers, times and versions are none, and neither is a range of percents
(得分率在80%-90%之间): it is a band, not a measurement.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.model import Comparator, Quantity, Record, Value
from extractor.narrative import names
from extractor.narrative import vocabulary as words
from extractor.narrative.numbers import Token, flat, masked, tokens
from extractor.rulebook import Rule

__all__ = ["quantities", "quantities_in"]

_NUMBER = regex.compile(r"[0-9０-９一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]")
_SENTENCE = regex.compile(r"[。；;！!？?\n]")
#: A sentence is cut this far before and behind its quantity.
_FAR = 120
_CLAUSE = regex.compile(r"[，,。；;！!？?\n]")


def quantities(record: Record, rule: Rule) -> tuple[Quantity, ...]:
    """Every quantity in the long texts of a form, in the order of its fields."""
    found: list[Quantity] = []
    for path, field in rule.fields.items():
        if field.type == "text" and field.multiline:
            value = record.values.get(path)
            if value is not None and value.value:
                found += quantities_in(value)
    return tuple(found)


def quantities_in(value: Value) -> Iterator[Quantity]:
    """The quantities of one text, in order."""
    written = value.value or ""
    if _NUMBER.search(written) is None:
        return
    plain = flat(written)
    text = masked(plain)
    after, earlier = 0, Previous()
    waiting: list[str | None] = []
    for token in tokens(text):
        if not _counts(token, text):
            continue
        made, comparator, change = names.read(text, token, after)
        after = token.until
        if waiting and made == (None,):
            made = (waiting.pop(0),)
        elif len(made) > 1 and "分别" in text[max(0, token.start - 6) : token.start]:
            made, waiting = made[:1], list(made[1:])
        noun, end = _noun(text, token, made[0])
        if noun is not None:
            made, after = (noun,), end
        if made == (None,):
            made = (earlier.name(text, token, change=change),)
        earlier = Previous(made[-1], token)
        for name in made:
            yield _quantity(value, token, name, comparator, change=change)


class Previous:
    """The quantity before, whose name also counts for numbers without one: 432户1,105人."""

    def __init__(self, name: str | None = None, token: Token | None = None) -> None:
        self._name = name
        self._token = token

    def name(self, text: str, token: Token, *, change: bool) -> str | None:
        """Its name, if nothing but its own words lie between, or if this is how it changed."""
        if self._token is None:
            return None
        between = text[self._token.until : token.start]
        same_clause = _CLAUSE.search(between) is None
        same_sentence = _SENTENCE.search(between) is None
        return self._name if (change and same_sentence) or same_clause else None


def _counts(token: Token, text: str) -> bool:
    """Whether a number has a unit, or is an amount or a bound without one (投入5000万, ≥95)."""
    if token.unit:
        return True
    before = text[max(0, token.start - 8) : token.start]
    if token.scale:
        return any(word in before for word in words.MONEY_WORDS)
    return before.rstrip().endswith(("≥", "≤", ">", "<"))


def _noun(text: str, token: Token, name: str | None) -> tuple[str | None, int]:
    """The noun behind the number, where that is what is counted."""
    is_classifier = token.unit in words.CLASSIFIERS
    is_measure = token.unit in words.MEASURES - words.DURATIONS or token.unit in words.RATES
    if is_classifier or (is_measure and name is None):
        if token.unit in words.RATES and not text.startswith("的", token.until):
            return None, token.until
        return names.behind(text, token)
    return None, token.until


def _quantity(
    value: Value, token: Token, name: str | None, comparator: Comparator, *, change: bool
) -> Quantity:
    written = value.value or ""
    unit = token.unit
    is_money = unit in words.MONEY or (not unit and bool(token.scale))
    shown = (
        "CNY" if is_money else "ratio" if unit in words.RATES else words.SAME_UNIT.get(unit, unit)
    )
    return Quantity(
        name=name,
        comparator=comparator,
        value=_plain(token.number),
        upper=None if token.upper is None else _plain(token.upper),
        unit=shown or None,
        raw=written[token.start : token.end],
        raw_unit=f"{token.scale}{unit}" or None,
        half_width=token.half,
        change=change,
        sentence=sentence(written, token.start, token.end),
        path=value.path,
        start=token.start,
        end=token.end,
        place=value.place,
    )


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a quantity, at most 120 characters to either side."""
    low = max(0, start - _FAR)
    before = [match.end() for match in _SENTENCE.finditer(text, low, start)]
    behind = _SENTENCE.search(text, end, end + _FAR)
    high = behind.end() if behind is not None else end + _FAR
    return text[before[-1] if before else low : high].strip()


def _plain(number: Decimal) -> Decimal:
    """Without an exponent and idle zeros: 1.20E+8 is 120000000."""
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
