"""What one field of a form says about another, once each has been read alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from extractor.model import Located, Value
from extractor.normalize.code import Part, code_in
from extractor.normalize.dates import dated
from extractor.normalize.entry import Entry, answer, raw_text, says_nothing, trimmed
from extractor.normalize.phone import phone_in
from extractor.normalize.rate import settled
from extractor.normalize.text import text, without
from extractor.rulebook import Field, Rule

_TAKEN_FROM: Mapping[str, Callable[[str], Part | None]] = {"code": code_in, "phone": phone_in}


class Form(msgspec.Struct, frozen=True):
    """One form while its fields are related: `values` is what they change."""

    located: Mapping[str, Located]
    fields: Mapping[str, Field]
    values: dict[str, Value]
    rule: Rule


def relate(form: Form) -> None:
    """Apply every relation to the values of `form`."""
    of_type: dict[str, list[Field]] = {}
    for field in form.fields.values():
        of_type.setdefault(field.type, []).append(field)
    _settle_rates(form, of_type.get("rate", []))
    for kind in _TAKEN_FROM:
        for field in of_type.get(kind, []):
            _share(form, field)
    for field in of_type.get("date", []):
        if field.else_from:
            _take_year(form, field)
    for field in of_type.get("period", []):
        _complete(form, field)
    _empty_template(form, of_type.get("flag", []))


def _empty_template(form: Form, flags: list[Field]) -> None:
    """In a form that nobody has filled in, an empty box is no answer: all its fields are blank.

    What is printed (the year of a title, the levels of a list) does not make it a filled one.
    """
    for path, value in form.values.items():
        field = form.fields[path]
        is_printed = bool(field.find_in) or (field.list is not None and field.type == "text")
        is_empty_box = field.type == "flag" and value.value == "false"
        if value.status in {"found", "unreadable"} and not (is_printed or is_empty_box):
            return
    for field in flags:
        if form.values[field.path].status == "found":
            form.values[field.path] = msgspec.structs.replace(
                form.values[field.path], status="blank", value=None
            )


def _settle_rates(form: Form, fields: list[Field]) -> None:
    """Read the bare rates of each table, of each list, and each single one, together."""
    groups: dict[str, list[Value]] = {}
    for field in fields:
        value = form.values[field.path]
        if value.status == "found":
            groups.setdefault(field.table or field.list or field.path, []).append(value)
    for group in groups.values():
        for value in settled(group):
            form.values[value.path] = value


def _share(form: Form, field: Field) -> None:
    """A code or a phone and a text in one cell: the text is the rest.

    They share a cell if mapping gave both the same one, or if the phone has no place of its own
    (or nothing in it) and the field named by `within` holds a number.
    """
    item = form.located[field.path]
    if item.content is not None and item.place is not None:
        for other in form.fields.values():
            if other.type == "text":
                beside = form.located[other.path]
                if beside.place == item.place and beside.content == item.content:
                    _part(form, field, other)
                    return
    if field.within and form.values[field.path].status in {"absent", "blank"}:
        _look_within(form, field, field.within)


def _part(form: Form, field: Field, other: Field) -> None:
    """Give `other` what `field` leaves of the cell that they share."""
    item = form.located[field.path]
    content = item.content
    if content is None or form.values[field.path].status == "blank":
        return
    written = trimmed(content)
    part = _TAKEN_FROM[field.type](written)
    if part is not None:
        form.values[field.path] = answer(item, field, "found", part.value)
        form.values[other.path] = _rest(form, other, written, part)
    elif form.values[field.path].status == "unreadable" and field.type == "phone":
        form.values[field.path] = answer(item, field, "blank")


def _look_within(form: Form, field: Field, within: str) -> None:
    host = form.located.get(within)
    if host is None or host.content is None:
        return
    written = trimmed(host.content)
    part = phone_in(written)
    if part is None:
        return
    form.values[field.path] = Value(
        path=field.path,
        type=field.type,
        status="found",
        value=part.value,
        raw=raw_text(host.content),
        label=host.label,
        confidence=host.confidence,
        place=host.place,
    )
    form.values[within] = _rest(form, form.fields[within], written, part)


def _rest(form: Form, field: Field, written: str, part: Part) -> Value:
    item = form.located[field.path]
    rest = without(written, part.start, part.end)
    if says_nothing(rest, field):
        return answer(item, field, "blank")
    return text(Entry(item, field, form.rule, rest))


def _take_year(form: Form, field: Field) -> None:
    """A year that no title gives is the year of the date that the rule file names."""
    source = form.values.get(field.else_from or "")
    if form.values[field.path].status not in {"absent", "blank"}:
        return
    if source is None or source.value is None:
        return
    form.values[field.path] = msgspec.structs.replace(
        source, path=field.path, type=field.type, value=source.value[:4]
    )


def _complete(form: Form, field: Field) -> None:
    """A period without a year takes the year of the form."""
    year = form.values.get("year")
    known = year.value[:4] if year and year.value else None
    form.values[field.path] = dated(form.values[field.path], known)
