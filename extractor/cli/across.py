"""Writes what was found between the forms of a warehouse: the report, or for other programs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.across import AcrossFinding, Comparison, Evidence
from extractor.cli.audit import output_to, writing
from extractor.cli.options import AuditFormat
from extractor.cli.report import GRAVITY_STYLES, Line, cell_width, show
from extractor.cli.streams import result, shown
from extractor.cli.words import WORDS, Words, place_text
from extractor.errors import UsageError
from extractor.model import Language
from extractor.sinks.jsonl import dump, plain_finding, plain_place

if TYPE_CHECKING:
    import pandas as pd

_RAW_SHOWN = 60
_CLOSING: Mapping[Language, str] = {
    "zh": "共 {forms} 张表单,可比对 {comparable} 张;错误 {error},警告 {warning},提示 {info}",
    "en": (
        "{forms} forms, {comparable} of them comparable; "
        "{error} errors, {warning} warnings, {info} notes"
    ),
}
_COLUMNS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "number": "序号", "severity": "程度", "kind": "种类", "case": "情形", "message": "说明",
        "project": "项目", "field": "字段", "file": "文件", "form_number": "表单序号",
        "place": "位置", "label": "标签", "raw": "原文", "value": "规范值", "sha256": "SHA-256",
    },
    "en": {
        "number": "number", "severity": "severity", "kind": "kind", "case": "case",
        "message": "message", "project": "project", "field": "field", "file": "file",
        "form_number": "form number", "place": "place", "label": "label", "raw": "raw",
        "value": "value", "sha256": "SHA-256",
    },
}  # fmt: skip


def write(
    found: Comparison,
    destination: str,
    format_: AuditFormat,
    output: Path | None,
    language: Language,
) -> None:
    """Writes to `output`, or to standard output. Raises `UsageError` when it cannot."""
    if format_ is AuditFormat.xlsx and output is not None:
        from extractor.cli.frames import to_xlsx

        made = frame(found, language)
        with writing(output):
            to_xlsx(made, output)
        return
    with output_to(output):
        match format_:
            case AuditFormat.json:
                result(dump(plain(found, destination)))
            case AuditFormat.csv:
                from extractor.cli.frames import to_csv

                sys.stdout.write(to_csv(frame(found, language)))
            case AuditFormat.xlsx:
                raise UsageError("--format xlsx writes a workbook: name it with --output")
            case _:
                show(lines(found, language))


# ---------------------------------------------------------------------------- for programs


def plain(found: Comparison, destination: str) -> dict[str, Any]:
    """All of it as dicts, lists and texts: the schema `across/1`."""
    return {
        "schema": "across/1",
        "warehouse": destination,
        "forms": found.forms,
        "comparable": found.comparable,
        "findings": [_plain(each) for each in found.findings],
    }


def _plain(of: AcrossFinding) -> dict[str, Any]:
    return {
        **plain_finding(of.finding),
        "case": of.case,
        "project": of.project,
        "submissions": [
            {
                "sha256": each.sha256,
                "source": each.source,
                "form_index": each.form_index,
                "form": each.form,
            }
            for each in of.submissions
        ],
        "evidence": [
            {
                "field": each.path,
                "label": each.label,
                "raw": each.raw,
                "value": each.value,
                "place": plain_place(each.place),
                "source": each.source,
                "sha256": each.sha256,
                "form_index": each.form_index,
            }
            for each in of.evidence
        ],
    }


# ------------------------------------------------------------------------------ for people


def lines(found: Comparison, language: Language) -> Iterator[Line]:
    """The report: each finding with its cells, then the figures."""
    words = WORDS[language]
    if not found.findings:
        yield Line(0, ((words.none, "green"),))
    for each in found.findings:
        severity = each.finding.severity
        marker = (words.severities[severity], GRAVITY_STYLES[severity])
        yield Line(0, ((shown(each.finding.message), ""),), marker)
        for detail in _details(each, words):
            yield Line(2 + cell_width(marker[0]), ((shown(detail), "dim"),))
    counts: Counter[str] = Counter(each.finding.severity for each in found.findings)
    figures = {name: counts[name] for name in GRAVITY_STYLES}
    closing = _CLOSING[language].format(forms=found.forms, comparable=found.comparable, **figures)
    yield Line(0)
    yield Line(0, ((closing, "bold"),))


def _details(of: AcrossFinding, words: Words) -> Iterator[str]:
    """The cells of the most telling difference; where nothing differs, the files."""
    if of.case in {"copied", "resaved"}:
        yield from dict.fromkeys(each.source for each in of.submissions)
        return
    first = [each for each in of.evidence if each.path in _first_paths(of)]
    for each in first:
        parts = (
            each.source,
            place_text(each.place, words),
            words.raw.format(raw=_raw(each, words)),
        )
        yield words.join.join(part for part in parts if part)


def _first_paths(of: AcrossFinding) -> set[str]:
    """The fields of the first difference: one, or several that forms of two kinds share."""
    if of.case == "conflicting":
        return set(of.finding.fields)
    return {of.finding.check}


def _raw(of: Evidence, words: Words) -> str:
    text = " ".join((of.raw or "").split())
    return (text if len(text) <= _RAW_SHOWN else text[: _RAW_SHOWN - 1] + "…") or words.nothing


def frame(found: Comparison, language: Language) -> pd.DataFrame:
    """One row a cell: the findings in their order, each cell with its file."""
    import pandas as pd

    words = WORDS[language]
    rows = [
        {key: shown(text) for key, text in row.items()}
        for number, each in enumerate(found.findings, 1)
        for row in _rows(number, each, words)
    ]
    columns = _COLUMNS[language]
    made = pd.DataFrame(rows, columns=list(columns), dtype="string").fillna("")
    return made.rename(columns=dict(columns))


def _rows(number: int, of: AcrossFinding, words: Words) -> Iterator[dict[str, str]]:
    head = {
        "number": str(number),
        "severity": words.severities[of.finding.severity],
        "kind": of.finding.kind,
        "case": of.case,
        "message": of.finding.message,
        "project": of.project,
    }
    if of.case == "copied":
        for each in of.submissions:
            yield head | {"file": each.source, "sha256": each.sha256}
        return
    for cell in of.evidence:
        yield head | {
            "field": cell.path,
            "file": cell.source,
            "form_number": str(cell.form_index + 1),
            "place": place_text(cell.place, words),
            "label": cell.label or "",
            "raw": cell.raw or "",
            "value": cell.value or "",
            "sha256": cell.sha256,
        }
