"""Three stages of every Word specimen that is not generated: grid, record, findings.

    pytest tests/corpus/test_goldens.py --regenerate-goldens

The truths say what is right; the goldens say what has changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.model import Extraction, Grid, Paragraph
from extractor.parsers import parse
from extractor.pipeline import source_of
from tests.corpus.specimens import CORPUS, committed

KEPT = [path for path in committed() if path.parent.name not in {"generated", "pdf"}]


def grids_of(data: bytes) -> list[Any]:
    """Every block: paragraphs as text, cells as `row,column rows x columns text [marks]`."""
    document = parse(data, source_of(data, "form.docx"))
    drawn: list[Any] = []
    for block in (*document.blocks, *document.margins):
        if isinstance(block, Paragraph):
            drawn.append(f"{block.kind}: {block.content.text}")
        else:
            drawn.append(_cells(block))
    return drawn


def _cells(grid: Grid) -> list[str]:
    return [
        " ".join(
            (
                f"{cell.row},{cell.column} {cell.row_span}x{cell.column_span}",
                cell.content.text,
                *(f"[{mark.state} {mark.encoding}]" for mark in cell.content.marks),
            )
        )
        for cell in grid.cells
        if not cell.content.is_blank or cell.row_span > 1 or cell.column_span > 1
    ]


def records_of(result: Extraction) -> list[Any]:
    """Every field's status, value and place that is not absent."""
    return [
        {
            path: f"{value.status} {value.value} @ {_place(value)}"
            for path, value in form.fields.items()
            if value.status != "absent"
        }
        for form in result.forms
    ]


def _place(value: Any) -> str:
    place = value.place
    if place is None:
        return "-"
    if place.table is None:
        return f"paragraph {place.paragraph}"
    return f"{place.table}:{place.row},{place.column}"


def golden(path: Path) -> dict[str, Any]:
    """The three stages of one specimen."""
    data = path.read_bytes()
    result = extractor.extract(data)
    return {
        "grid": grids_of(data),
        "record": records_of(result),
        "findings": [
            [f"{finding.severity} {finding.kind} {finding.message}" for finding in form.findings]
            for form in result.forms
        ],
        "unmapped": [f"{left.label or ''} | {left.text}" for left in result.unmapped],
    }


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.relative_to(CORPUS).as_posix())
def test_nothing_changes_unseen(path: Path, request: pytest.FixtureRequest) -> None:
    kept = path.with_name(f"{path.stem}.golden.json")
    now = golden(path)
    if request.config.getoption("--regenerate-goldens"):
        kept.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(kept.read_text(encoding="utf-8")) == now
