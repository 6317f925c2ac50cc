"""Findings as a table for people: CSV with a byte-order mark, or a workbook.

Text that a spreadsheet would take for a formula never becomes one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.report import by_gravity, cell_width
from extractor.cli.streams import shown
from extractor.cli.words import (
    WORDS,
    Words,
    changes_text,
    evidence_text,
    place_text,
    title_of,
)
from extractor.model import Extraction, Finding, Form, Language

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_WIDE = 60


def frame(extractions: Iterable[Extraction], language: Language) -> pd.DataFrame:
    """One row a finding, grave ones of a form first; a file that failed is a row as well."""
    import pandas as pd

    words = WORDS[language]
    rows = [row for extraction in extractions for row in _rows(extraction, words)]
    made = pd.DataFrame(rows, columns=list(words.columns), dtype="string").fillna("")
    return made.rename(columns=dict(words.columns))


def to_csv(table: pd.DataFrame) -> str:
    """UTF-8 with a byte-order mark; a quote before what could be a formula."""
    guarded = table.map(_guarded)
    text = guarded.to_csv(index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    return "\ufeff" + text


def to_xlsx(table: pd.DataFrame, path: Path) -> None:
    """A workbook of text cells. Raises `OSError`."""
    import pandas as pd
    from openpyxl.styles import Alignment, Font

    made = io.BytesIO()  # a workbook that fails half-way must not complain once more
    with pd.ExcelWriter(made, engine="openpyxl") as writer:
        table.to_excel(writer, index=False, sheet_name="findings")
        sheet = writer.sheets["findings"]
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
        for cells in sheet.iter_cols():
            longest = max(cell_width(str(cell.value or "")) for cell in cells)
            sheet.column_dimensions[cells[0].column_letter].width = min(longest + 2, _WIDE)
            cells[0].font = Font(bold=True)
            for cell in cells[1:]:
                cell.data_type = "s"
                cell.quotePrefix = str(cell.value or " ")[0] in _FORMULA
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    path.write_bytes(made.getvalue())


def _guarded(text: str) -> str:
    return f"'{text}" if text[:1] in _FORMULA and text else text


def _rows(extraction: Extraction, words: Words) -> Iterator[dict[str, str]]:
    path = shown(extraction.source.path)
    error = extraction.error
    if error is not None:
        message = words.failed.format(code=error.code, message=shown(error.message))
        yield {"file": path, "kind": error.code, "message": message}
    elif not extraction.forms:
        yield {"file": path, "message": words.unrecognised}
    for number, form in enumerate(extraction.forms, 1):
        for finding in by_gravity(form):
            row = {"file": path, "form_number": str(number)} | _row(finding, form, words)
            yield {key: shown(text) for key, text in row.items()}


def _row(finding: Finding, form: Form, words: Words) -> dict[str, str]:
    value = form.fields.get(finding.check)
    suspect = form.fields.get(finding.suspect or "")
    return {
        "form": form.form,
        "title": title_of(form),
        "severity": words.severities[finding.severity],
        "kind": finding.kind,
        "message": finding.message,
        "place": place_text(value.place, words) if value else "",
        "field": finding.check,
        "label": (value.label if value else None) or "",
        "raw": (value.raw if value else None) or "",
        "reported": finding.reported or "",
        "expected": finding.expected or "",
        "low": finding.low or "",
        "high": finding.high or "",
        "formula": finding.formula or "",
        "suspect": finding.suspect or "",
        "suspect_place": place_text(suspect.place, words) if suspect else "",
        "suspect_raw": (suspect.raw if suspect else None) or "",
        "cause": finding.cause or "",
        "suggestion": finding.suggestion.value if finding.suggestion else "",
        "alternatives": "; ".join(map(changes_text, finding.alternatives)),
        "also": " ".join(finding.also),
        "evidence": "; ".join(evidence_text(finding.evidence, words)),
    }
