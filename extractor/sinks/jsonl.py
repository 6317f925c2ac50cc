"""The schema `extraction/1`: one JSON object a file, all values as text so that no digit is lost.

`extractor/schemas/extraction-1.json` describes it for machines.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import msgspec

from extractor.model import (
    Extraction,
    Finding,
    Form,
    Place,
    Quantity,
    Source,
    Suggestion,
    Unchecked,
    Value,
)
from extractor.sinks.text import clean

SCHEMA = "extraction/1"

# JSON allows these inside a text as they are; a terminal that is shown the line may act on them.
_ACTIVE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def to_json(extraction: Extraction) -> str:
    """The extraction as one line of JSON."""
    return dump(plain(extraction))


def dump(tree: Any) -> str:  # noqa: ANN401  # a tree of dicts, lists and texts
    """One line of JSON that can be stored, sent and shown anywhere."""
    try:
        line = msgspec.json.encode(tree).decode()
    except UnicodeEncodeError:  # a lone surrogate somewhere
        line = msgspec.json.encode(_clean(tree)).decode()
    else:
        if "\\u0000" in line:
            line = msgspec.json.encode(_clean(tree)).decode()
    return _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def plain(extraction: Extraction) -> dict[str, Any]:
    """The extraction as dicts, lists and texts, keys in the contract's order."""
    error = extraction.error
    return {
        "schema": SCHEMA,
        "source": plain_source(extraction.source),
        "status": extraction.status,
        "error": {"code": error.code, "message": error.message} if error else None,
        "forms": [_form(form) for form in extraction.forms],
        "unmapped": [
            {"label": each.label, "text": each.text, "place": plain_place(each.place)}
            for each in extraction.unmapped
        ],
    }


def plain_source(source: Source) -> dict[str, Any]:
    """Where the content came from; `sha256` is null where there was nothing to read."""
    return {
        "name": source.name,
        "path": source.path,
        "sha256": source.sha256 or None,
        "size": source.size,
        "format": source.format,
    }


def plain_place(place: Place | None) -> dict[str, Any] | None:
    """A cell, or with the key `paragraph` a paragraph outside all tables."""
    if place is None:
        return None
    made: dict[str, Any] = {
        "page": place.page,
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "box": place.box,
    }
    if place.paragraph is not None:
        made["paragraph"] = place.paragraph
    return made


def plain_finding(finding: Finding) -> dict[str, Any]:
    """The contract's finding, and the other ways to explain it under `alternatives`."""
    return {
        "check": finding.check,
        "also": finding.also,
        "kind": finding.kind,
        "severity": finding.severity,
        "message": finding.message,
        "formula": finding.formula,
        "reported": finding.reported,
        "expected": finding.expected,
        "low": finding.low,
        "high": finding.high,
        "fields": finding.fields,
        "suspect": finding.suspect,
        "cause": finding.cause,
        "suggestion": _suggestion(finding.suggestion),
        "alternatives": [
            {
                "fields": each.fields,
                "values": each.values,
                "cause": each.cause,
                "texts": each.texts,
            }
            for each in finding.alternatives
        ],
        "evidence": [
            {
                "field": each.field,
                "label": each.label,
                "raw": each.raw,
                "place": plain_place(each.place),
            }
            for each in finding.evidence
        ],
    }


def plain_quantity(quantity: Quantity) -> dict[str, Any]:
    """A number in a text; it stands at `start` up to `end` of the value of the field `path`."""
    return {
        "name": quantity.name,
        "comparator": quantity.comparator,
        "value": decimal_text(quantity.value),
        "upper": decimal_text(quantity.upper),
        "unit": quantity.unit,
        "raw": quantity.raw,
        "raw_unit": quantity.raw_unit,
        "half_width": decimal_text(quantity.half_width),
        "change": quantity.change,
        "sentence": quantity.sentence,
        "path": quantity.path,
        "place": plain_place(quantity.place),
        "start": quantity.start,
        "end": quantity.end,
    }


def decimal_text(number: Decimal | None) -> str | None:
    """A plain decimal: no exponent, no trailing zeros."""
    if number is None:
        return None
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _form(form: Form) -> dict[str, Any]:
    checks = form.checks
    return {
        "form": form.form,
        "rule": {"file": form.rule.file, "sha256": form.rule.sha256},
        "title": form.title,
        "record": form.record,
        "fields": {path: _value(value) for path, value in form.fields.items()},
        "findings": [plain_finding(finding) for finding in form.findings],
        "confidence": form.confidence,
        "checks": {
            "passed": checks.passed,
            "failed": checks.failed,
            "not_applicable": checks.not_applicable,
            "unchecked": checks.unchecked,
        },
        "quantities": [plain_quantity(quantity) for quantity in form.quantities],
        "unchecked": [plain_unchecked(each) for each in form.unchecked],
    }


def plain_unchecked(unchecked: Unchecked) -> dict[str, Any]:
    """The checks that could not be run for one reason."""
    return {
        "reason": unchecked.reason,
        "text": unchecked.text,
        "checks": list(unchecked.checks),
        "cells": list(unchecked.cells),
    }


def _value(value: Value) -> dict[str, Any]:
    made: dict[str, Any] = {
        "value": value.value,
        "raw": value.raw,
        "type": value.type,
        "unit": value.unit,
        "half_width": decimal_text(value.half_width),
        "status": value.status,
        "label": value.label,
        "confidence": value.confidence,
        "place": plain_place(value.place),
    }
    if value.raw_unit is not None:
        made["raw_unit"] = value.raw_unit
    return made


def _suggestion(suggestion: Suggestion | None) -> dict[str, Any] | None:
    if suggestion is None:
        return None
    made = {"field": suggestion.field, "value": suggestion.value}
    if suggestion.text is not None:
        made["text"] = suggestion.text
    return made


def _clean(tree: Any) -> Any:  # noqa: ANN401  # a tree of dicts, lists and texts
    if isinstance(tree, str):
        return clean(tree)
    if isinstance(tree, dict):
        return {clean(key): _clean(value) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [_clean(value) for value in tree]
    return tree
