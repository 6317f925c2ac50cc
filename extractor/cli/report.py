"""The audit for a person: a heading a form, its checks, then findings from grave to slight."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import east_asian_width

from extractor.cli.streams import result, shown, told_of
from extractor.cli.words import (
    WORDS,
    Words,
    changes_text,
    evidence_text,
    place_text,
    title_of,
)
from extractor.model import Extraction, Finding, Form, Language

_GRAVITY = {"error": 0, "warning": 1, "info": 2}
_RAW_SHOWN = 60
#: Enough for all cells of the checks that one slip breaks.
_MOST_CELLS = 24
_MOST_ALTERNATIVES = 3
#: Severities, grave ones first, and how they are shown in a terminal.
GRAVITY_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "cyan"}


class Line(NamedTuple):
    """One line: how far it is moved in, its parts, each text with its style, and its marker."""

    indent: int
    parts: tuple[tuple[str, str], ...] = ()
    marker: tuple[str, str] | None = None


def by_gravity(form: Form) -> list[Finding]:
    """Errors first; among equals, as the audit found them."""
    return sorted(form.findings, key=lambda finding: _GRAVITY[finding.severity])


def lines(extraction: Extraction, language: Language) -> Iterator[Line]:
    """What there is to say of one file, ending in an empty line."""
    words = WORDS[language]
    path = shown(extraction.source.path)
    if extraction.error is not None:
        message = told_of(extraction.source.path, extraction.error.message)
        message = message.removeprefix(f"{extraction.source.path}: ")
        text = words.failed.format(code=extraction.error.code, message=shown(message))
        yield from (Line(0, ((path, "bold"),)), Line(2, ((text, "bold red"),)), Line(0))
    elif not extraction.forms:
        yield from (Line(0, ((path, "bold"),)), Line(2, ((words.unrecognised, "yellow"),)), Line(0))
    for number, form in enumerate(extraction.forms, 1):
        of = f" [{number}/{len(extraction.forms)}]" if len(extraction.forms) > 1 else ""
        title = f"  {shown(title_of(form))}" + (f" ({form.form})" if form.title else "")
        yield Line(0, ((path + of, "bold"), (title, "")))
        yield from _form_lines(form, words)
        yield Line(0)


def _form_lines(form: Form, words: Words) -> Iterator[Line]:
    counts = form.checks
    text = words.checks.format(
        passed=counts.passed,
        failed=counts.failed,
        not_applicable=counts.not_applicable,
        unchecked=counts.unchecked,
    )
    yield Line(2, ((text, "dim"),))
    for each in form.unchecked:
        why = words.unchecked.format(
            count=len(each.checks), names=shown(each.names), reason=each.text
        )
        yield Line(4, ((why, "dim"),))
    if not form.findings:
        yield Line(2, ((words.none, "green"),))
    for finding in by_gravity(form):
        marker = (words.severities[finding.severity], GRAVITY_STYLES[finding.severity])
        yield Line(2, ((shown(finding.message), ""),), marker)
        detail = words.join.join(_details(finding, form, words))
        indent = 4 + cell_width(marker[0])
        if detail:
            yield Line(indent, ((detail, "dim"),))
        for text in _grounds(finding, words):
            yield Line(indent, ((shown(text), "dim"),))


def cell_width(text: str) -> int:
    """Columns of a terminal or a sheet that the text takes: Chinese characters take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _details(finding: Finding, form: Form, words: Words) -> Iterator[str]:
    value = form.fields.get(finding.suspect or finding.check)
    if value is not None:
        place = place_text(value.place, words)
        if place:
            yield place
        if value.raw or value.place is not None:
            yield words.raw.format(raw=_short(shown(value.raw or "")) or words.nothing)
    if finding.formula:
        yield shown(finding.formula)


def _grounds(finding: Finding, words: Words) -> Iterator[str]:
    """The cells that were compared, and what else could be wrong where the form leaves it open."""
    cells = evidence_text(finding.evidence, words)
    if len(cells) > 1:
        more = [words.more.format(count=len(cells))] if len(cells) > _MOST_CELLS else []
        yield words.evidence.format(cells=words.join.join([*cells[:_MOST_CELLS], *more]))
    for alternative in finding.alternatives[: _MOST_ALTERNATIVES if not finding.suspect else 0]:
        yield words.alternative.format(changes=changes_text(alternative))


def _short(text: str) -> str:
    return text if len(text) <= _RAW_SHOWN else text[: _RAW_SHOWN - 1] + "…"


def closing(extractions: Counter[str], language: Language) -> Line:
    """The last line: how many of what."""
    counts = {key: extractions[key] for key in (
        "files", "forms", "unrecognised", "failed", "error", "warning", "info",
    )}  # fmt: skip
    return Line(0, ((WORDS[language].closing.format(**counts), "bold"),))


def count(extraction: Extraction, into: Counter[str]) -> None:
    """Adds one file to the figures of the last line."""
    into["files"] += 1
    into["forms"] += len(extraction.forms)
    into[extraction.status] += 1
    into.update(finding.severity for form in extraction.forms for finding in form.findings)


def show(report: Iterable[Line]) -> None:
    """Writes lines: in colour and wrapped to a terminal's width, plain and whole to a pipe."""
    if not sys.stdout.isatty():
        for line in report:
            marker = f"{line.marker[0]}  " if line.marker else ""
            whole = marker + "".join(text for text, _ in line.parts)
            result(" " * line.indent + whole if whole else "")
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    for line in report:
        text = Text.assemble(*line.parts)
        if line.marker is None:
            console.print(Padding(text, (0, 0, 0, line.indent), expand=False))
            continue
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_row(Text(*line.marker, no_wrap=True), text)
        console.print(Padding(grid, (0, 0, 0, line.indent), expand=False))
