"""Located texts → typed values: exact, with how they were written, and never an exception.

Each field is normalized by its type. What one field says about another comes after that: bare
rates of one table are read together, two values in one cell are taken apart, and a period takes
the year of its form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractor.model import Located, LocatedForm, Record, Value
from extractor.normalize.choice import choice, flag
from extractor.normalize.code import code
from extractor.normalize.dates import date, period
from extractor.normalize.entry import Entry, answer, says_nothing, trimmed
from extractor.normalize.money import money
from extractor.normalize.numbers import number
from extractor.normalize.phone import phone
from extractor.normalize.rate import rate
from extractor.normalize.relations import Form, relate
from extractor.normalize.text import text
from extractor.rulebook import Field, Rule
from extractor.rulebook.types import FieldType

__all__ = ["NORMALIZERS", "normalize"]

Normalizer = Callable[[Entry], Value]

#: A rule file's `type:` → what makes a value of an entry. The entry's text is trimmed and, but
#: for choices and flags, never blank; whatever it holds, a value comes back.
NORMALIZERS: Mapping[FieldType, Normalizer] = {
    "money": money,
    "rate": rate,
    "number": number,
    "date": date,
    "period": period,
    "choice": choice,
    "flag": flag,
    "code": code,
    "phone": phone,
    "text": text,
}


def normalize(located: LocatedForm, rule: Rule) -> Record:
    """The record of one form: one value a located field, in the same order.

    Raises `KeyError` for a path that `rule` does not have: located by another rule file.
    """
    fields: dict[str, Field] = {}
    values: dict[str, Value] = {}
    for path, item in located.fields.items():
        field = rule.field(path)
        if field is None:
            raise KeyError(path)
        fields[path] = field
        values[path] = _value(item, field, rule)
    relate(Form(located.fields, fields, values, rule))
    return Record(located.form, values)


def _value(item: Located, field: Field, rule: Rule) -> Value:
    if item.content is None:
        return answer(item, field, "absent")
    written = trimmed(item.content)
    if field.type not in {"choice", "flag"} and says_nothing(written, field):
        return answer(item, field, "blank")
    return NORMALIZERS[field.type](Entry(item, field, rule, written))
