"""Writes an audit: the report, or its findings for other programs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extractor.cli.options import AuditFormat
from extractor.cli.report import by_gravity, closing, count, lines, show
from extractor.cli.streams import result
from extractor.errors import UsageError
from extractor.model import Extraction, Form, Language
from extractor.sinks.jsonl import dump, plain_finding, plain_place, plain_source, plain_unchecked


def write(
    extractions: Iterable[Extraction], format_: AuditFormat, output: Path | None, language: Language
) -> None:
    """Writes to `output`, or to standard output. Raises `UsageError` when it cannot."""
    if format_ is AuditFormat.xlsx and output is not None:
        from extractor.cli.frames import frame, to_xlsx

        made = frame(extractions, language)
        with writing(output):
            to_xlsx(made, output)
        return
    with output_to(output):
        match format_:
            case AuditFormat.json:
                for extraction in extractions:
                    result(dump(plain(extraction)))
            case AuditFormat.csv:
                from extractor.cli.frames import frame, to_csv

                sys.stdout.write(to_csv(frame(extractions, language)))
            case _:
                _report(extractions, language)


def plain(extraction: Extraction) -> dict[str, Any]:
    """One file of `--format json`: its findings, each with where it points and what is there."""
    error = extraction.error
    return {
        "schema": "audit/1",
        "source": plain_source(extraction.source),
        "status": extraction.status,
        "error": {"code": error.code, "message": error.message} if error else None,
        "forms": [_plain_form(form) for form in extraction.forms],
    }


def _plain_form(form: Form) -> dict[str, Any]:
    checks = form.checks
    findings = []
    for finding in by_gravity(form):
        value = form.fields.get(finding.suspect or finding.check)
        place, raw = (value.place, value.raw) if value else (None, None)
        findings.append(plain_finding(finding) | {"place": plain_place(place), "raw": raw})
    return {
        "form": form.form,
        "title": form.title,
        "checks": {
            "passed": checks.passed,
            "failed": checks.failed,
            "not_applicable": checks.not_applicable,
            "unchecked": checks.unchecked,
        },
        "unchecked": [plain_unchecked(each) for each in form.unchecked],
        "findings": findings,
    }


def _report(extractions: Iterable[Extraction], language: Language) -> None:
    counts: Counter[str] = Counter()
    for extraction in extractions:
        count(extraction, counts)
        show(lines(extraction, language))
    show([closing(counts, language)])


@contextmanager
def output_to(path: Path | None) -> Iterator[None]:
    """Standard output is the file for a while. Raises `UsageError` when it cannot be written."""
    if path is None:
        yield
        return
    # Into a file beside it, so that a call that fails costs nobody an older report.
    part = path.with_name(f"{path.name}.part") if path.is_file() else path
    try:
        with writing(path), part.open("w", encoding="utf-8", newline="") as file:
            before, sys.stdout = sys.stdout, file
            try:
                yield
            finally:
                sys.stdout = before
        with writing(path):
            part.replace(path)
    finally:
        if part != path:
            part.unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """A file that cannot be written is wrong use: raises `UsageError`."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
