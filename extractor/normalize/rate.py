"""Rates as exact fractions: `2.72%` is 0.0272.

A bare number is a fraction or a percent, and only its table can tell. How bare rates are
settled, table by table (a list counts as a table, a single field alone as one):

| siblings written with % or ‰, or under a % header | bare rates | read as | doubt |
| --- | --- | --- | --- |
| none | none above 1 | fractions | – |
| none | some above 1 | percents, all of them | – |
| some | 0 | 0 (percent: the precision is theirs) | – |
| some | 1, 1.00 | 1, that is 100 % | `bare_rate` |
| some | others, none of the bare above 1 | fractions | `bare_rate` |
| some | others, some of the bare above 1 | percents | `bare_rate` |

Rows 1, 2 and 4 are the contract's; with 4 in mind the other two are hypotheses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

import msgspec

from extractor.model import Value
from extractor.normalize import chinese
from extractor.normalize.entry import Entry
from extractor.normalize.numbers import (
    EXACT,
    ONE,
    Numeral,
    Quantity,
    grammar,
    measured,
    numeral,
    plain,
    plain_text,
    scaled_half,
    scan,
)

PERCENT = Decimal("0.01")
_SCALES = {"%": PERCENT, "‰": Decimal("0.001")}
_NAMES = {"百分之": "%", "百分比": "%", "个百分点": "%", "百分点": "%", "千分之": "‰"}
# What nearly every cell holds.
_PLAIN = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?%")
_GRAMMAR = grammar("%+|‰|百分之|千分之|百分比|个?百分点", words="约|左右")


def rate(entry: Entry) -> Value:
    """One rate. A bare one is given back as a fraction without `raw_unit`: see `settled`."""
    text = entry.text
    quantities: list[Quantity] | None
    if _PLAIN.fullmatch(text):
        quantities = [Quantity(text[:-1], is_chinese=False, unit="%")]
    else:
        quantities = scan(text.replace("百分之百", "百分之一百"), _GRAMMAR)
    if quantities is None:
        return entry.unreadable()
    if not quantities:
        return entry.blank()
    [quantity, *others] = quantities
    written = None if others else _numeral(quantity)
    if written is None:
        return entry.unreadable()
    own = _symbol(quantity.unit)
    symbol = own or _header_symbol(entry)
    typed = None
    if own:
        written = msgspec.structs.replace(written, shown=written.shown + own)
    if not quantity.is_chinese and quantity.unit in {None, own}:
        typed = quantity.typed
    return measured(
        entry, written.as_typed(typed), _SCALES[symbol] if symbol else ONE, "ratio", symbol
    )


def _numeral(quantity: Quantity) -> Numeral | None:
    """The number itself; Chinese numerals make a rate only with 百分之, 千分之 or a sign."""
    if quantity.is_chinese:
        return chinese.decimal(quantity.text) if quantity.unit else None
    return numeral(quantity.text)


def _symbol(unit: str | None) -> str | None:
    """`%` or `‰`; 100%% is a slip that leaves no doubt."""
    return None if unit is None else _NAMES.get(unit, unit[0])


def _header_symbol(entry: Entry) -> str | None:
    """The sign in the header, or the one that the rule file gives the column."""
    located = entry.located.unit
    for text in (located.text if located else None, entry.field.unit):
        if text:
            for symbol in plain(text):
                if symbol in _SCALES:
                    return symbol
            if "百分" in text:
                return "%"
    return None


def settled(values: Iterable[Value]) -> list[Value]:
    """The bare ones among the found rates of one table, read together, as the table above says."""
    bare: list[Value] = []
    has_siblings = False
    for value in values:
        if value.raw_unit is None:
            bare.append(value)
        else:
            has_siblings = True
    above_one = any(abs(_number(value)) > 1 for value in bare)
    return [_settled(value, has_siblings=has_siblings, above_one=above_one) for value in bare]


def _settled(value: Value, *, has_siblings: bool, above_one: bool) -> Value:
    number = _number(value)
    if not has_siblings:
        return _percent(value) if above_one else value
    if number == 0:
        return _percent(value)
    if above_one and number != 1:
        value = _percent(value)
    return msgspec.structs.replace(value, doubt="bare_rate")


def _percent(value: Value) -> Value:
    """The same digits, read as a percent."""
    text = plain_text(EXACT.multiply(_number(value), PERCENT))
    half = scaled_half(value.half_width or ONE, PERCENT)
    return msgspec.structs.replace(
        value, value=text, number=Decimal(text), half_width=half, scale=PERCENT
    )


def _number(value: Value) -> Decimal:
    return Decimal(0) if value.number is None else value.number
