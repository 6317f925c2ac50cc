"""How long reading one form takes, as ratios against peers timed in the same breath.

    python -m tests.benchmarks.run [--rounds N] [--forms N]

All candidates take turns in one process, so that a machine that slows down slows them all; the
medians of many rounds are compared. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import functools
import io
import statistics
import timeit
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from lxml import etree

from corpus.generator import make
from extractor.audit import audit
from extractor.mapping import locate
from extractor.normalize import normalize
from extractor.parsers import parse
from extractor.pipeline import extract, source_of
from extractor.rulebook import load_rules

FORM = Path(__file__).parents[2] / "corpus" / "twin" / "project_fund_monitoring.docx"


def unzip_and_parse(data: bytes) -> None:
    """The least anyone can do: inflate document.xml and parse it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        etree.fromstring(package.read("word/document.xml"))


def python_docx_cells(data: bytes) -> None:
    """python-docx, the customary way: open, then every row's cells and their text."""
    for table in docx.Document(io.BytesIO(data)).tables:
        for row in table.rows:
            for cell in row.cells:
                _ = cell.text


def candidates(data: bytes) -> dict[str, Callable[[], object]]:
    """Name → what to time."""
    rules = load_rules()
    source = source_of(data, FORM.name)
    return {
        "unzip + lxml": lambda: unzip_and_parse(data),
        "our parser": lambda: parse(data, source),
        "our whole pipeline": lambda: extract(data, source, rules),
        "python-docx cells": lambda: python_docx_cells(data),
    }


def interleaved(work: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each candidate, one turn each a round.

    A turn is the best of three runs in a row without garbage collection, as timeit has it: what
    another candidate leaves in the caches and on the heap is not paid for by whoever comes next.
    """
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, run in work.items():
            times[name].append(min(timeit.repeat(run, number=1, repeat=3)))
    return times


def audited(forms: int) -> list[str]:
    """The audit beside unzip + lxml of the same form's document.xml: a line for each kind."""
    rules = load_rules()
    ratios: dict[str, list[float]] = {"clean": [], "with a mistake": []}
    for seed in range(80_000, 80_000 + forms):
        specimen = make(seed)
        if "main-part-renamed" in specimen.truth["features"]:
            continue
        document = parse(specimen.data, source_of(specimen.data, specimen.name))
        located = locate(document, rules).forms
        if len(located) != 1:
            continue
        [form] = located
        rule = rules.rules[form.form]
        record = normalize(form, rule)
        has_error = any(each.severity == "error" for each in audit(record, rule).findings)
        times = interleaved(
            {
                "parse": functools.partial(unzip_and_parse, specimen.data),
                "audit": functools.partial(audit, record, rule),
            },
            3,
        )
        kind = "with a mistake" if has_error else "clean"
        ratios[kind].append(min(times["audit"]) / min(times["parse"]))
    return [
        f"audit, {kind:16} {len(found):4} forms: x unzip+lxml "
        f"median {statistics.median(found):.2f}, p95 {sorted(found)[int(len(found) * 0.95)]:.2f}"
        for kind, found in ratios.items()
        if found
    ]


def main() -> None:
    """Print a table of medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--forms", type=int, default=200, help="audited, generated")
    arguments = parser.parse_args()
    rounds = arguments.rounds
    times = interleaved(candidates(FORM.read_bytes()), rounds)
    medians = {name: statistics.median(values) for name, values in times.items()}
    base = medians["unzip + lxml"]
    slowest = medians["python-docx cells"]
    print(f"{FORM.name}, {rounds} rounds, medians")
    print(f"{'':24}{'ms':>8}{'x unzip+lxml':>14}{'python-docx / it':>18}")
    for name, median in medians.items():
        print(f"{name:24}{median * 1e3:8.2f}{median / base:14.2f}{slowest / median:18.1f}")
    print("\n".join(audited(arguments.forms)))


if __name__ == "__main__":
    main()
