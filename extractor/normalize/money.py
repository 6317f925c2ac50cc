"""Amounts of money: exact yuan, whatever the form's own unit.

Whose unit counts (the contract, *Values*): the cell's own, then its header's, its table's, the
note's, which mapping hands over as one hint; then the rule file's; then 元. 大写 are yuan.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import msgspec

from extractor.model import Value
from extractor.normalize import chinese
from extractor.normalize.entry import Entry
from extractor.normalize.numbers import (
    EXACT,
    LONGEST,
    ONE,
    Numeral,
    Quantity,
    grammar,
    measured,
    numeral,
    plain,
    scan,
)
from extractor.rulebook import Field, Rule

_MULTIPLES = {
    "": ONE,
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}
# Multiples of yuan, 元 left out after 万 and 亿; 百 and 千 alone belong to numerals.
_UNITS = r"(?:(?:[百千]\s*万|[百千万]\s*亿|万|亿)\s*[元圆]?|[百千]\s*[元圆]|千|[元圆])"
_HINT = re.compile(r"(?<![美欧港日澳英韩])((?:百万|千万|百亿|千亿|万亿|[百千万亿])?)[元圆]")
_CURRENCY = re.compile(r"[¥￥]|RMB|CNY|人民币", re.IGNORECASE)
# Words that leave an amount what it is. 余, 多, 近, 超 do not: the amount is another then.
_WORDS = "大约|约|共计|共|合计|总计|计|金额|大写|小写|左右|整|正|人民币|RMB|CNY|¥"
_GRAMMAR = grammar(_UNITS, _WORDS, sign=r"(?:¥\s*)?")
# What nearly every cell holds: a plain number, thousands parted or not, perhaps 万元.
_PLAIN = re.compile(r"(-?(?:[0-9]{1,30}|[0-9]{1,3}(?:,[0-9]{3}){1,9})(?:\.[0-9]{1,10})?)(万?元)?")


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A unit of money: what one of it is worth in yuan, and how it is written."""

    scale: Decimal
    text: str


YUAN = Unit(ONE, "元")


def unit_of(text: str) -> Unit | None:
    """The unit that a header or a note names: `单位：万元` → 10000; None if it names none."""
    return _unit_of(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=256)
def _unit_of(text: str) -> Unit | None:
    match = _HINT.search("".join(plain(text).split()))
    return Unit(_MULTIPLES[match[1]], f"{match[1]}元") if match else None


def _hint(entry: Entry) -> Unit:
    """The unit of an amount that names none."""
    located = entry.located.unit
    if located is not None:
        unit = unit_of(located.text)
        if unit is not None:
            return unit
    declared = entry.field.unit or _table_unit(entry.field, entry.rule) or entry.rule.unit
    return (unit_of(declared) if declared else None) or YUAN


def _table_unit(field: Field, rule: Rule) -> str | None:
    if field.table is None:
        return None
    return next((table.unit for table in rule.tables if table.name == field.table), None)


def _own(quantity: Quantity) -> Unit | None:
    """The unit that stands with the number itself; 元 may be left out after 万 and 亿."""
    if quantity.unit is None:
        return None
    text = "".join(quantity.unit.split())
    return Unit(_MULTIPLES[text.rstrip("元圆")], text)


def money(entry: Entry) -> Value:
    """One amount, in figures or in 大写, or in both if they say the same.

    Brackets are only brackets: (5292.00)万元 is what sentences on these forms have, not a loss.
    """
    match = _PLAIN.fullmatch(entry.text)
    if match:
        written = numeral(match[1])
        unit = unit_of(match[2]) if match[2] else _hint(entry)
        if written is not None and unit is not None:
            return measured(entry, written.as_typed(entry.text), unit.scale, "CNY", unit.text)
    quantities = scan(entry.text, _GRAMMAR)
    if quantities is None:
        return entry.unreadable()
    if not quantities:
        return entry.blank()
    figures = [quantity for quantity in quantities if not quantity.is_chinese]
    capitals = [quantity for quantity in quantities if quantity.is_chinese]
    if len(figures) > 1 or len(capitals) > 1:
        return entry.unreadable()
    if not figures:
        return _in_words(entry, capitals[0])
    return _in_figures(
        entry, figures[0], capitals, is_currency=_CURRENCY.search(entry.text) is not None
    )


def _in_words(entry: Entry, quantity: Quantity) -> Value:
    """壹佰伍拾叁万元整, yuan under any header; 五十 takes the header's unit."""
    amount = chinese.amount(quantity.text)
    if amount is None or quantity.unit is not None:
        return entry.unreadable()
    unit = YUAN if amount.unit else _hint(entry)
    written = amount.numeral
    # Said in words, it names its unit itself.
    typed = written.shown + unit.text if amount.unit else written.shown
    return measured(entry, written.as_typed(typed), unit.scale, "CNY", unit.text)


def _in_figures(
    entry: Entry, quantity: Quantity, capitals: list[Quantity], *, is_currency: bool
) -> Value:
    """Figures, and 大写 beside them, which must not contradict.

    Figures without a unit of their own are yuan where ¥ or 人民币 stands in the cell. Beside 大写
    the unit with which both agree is the one that is meant.
    """
    written = numeral(quantity.text)
    if written is None:
        return entry.unreadable()
    own = _own(quantity)
    units = [own] if own else [YUAN, _hint(entry)] if is_currency else [_hint(entry), YUAN]
    if not capitals:
        return measured(
            entry, written.as_typed(quantity.typed), units[0].scale, "CNY", units[0].text
        )
    amount = chinese.amount(capitals[0].text)
    if amount is None or capitals[0].unit is not None:
        return entry.unreadable()
    for unit in units:
        if _agree(written, unit.scale, amount):
            return measured(entry, written.as_typed(quantity.typed), unit.scale, "CNY", unit.text)
    return entry.unreadable()


def _agree(written: Numeral, scale: Decimal, amount: chinese.Amount) -> bool:
    """Whether the figures, as exact as they are written, say what the 大写 say."""
    gap = EXACT.subtract(EXACT.multiply(written.number, scale), amount.numeral.number)
    return abs(gap) <= EXACT.multiply(written.half, scale)
