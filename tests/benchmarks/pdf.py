"""How long reading one PDF takes, against pdfium's own reading and against pdfplumber.

    python -m tests.benchmarks.pdf FILE.pdf [--rounds N]

"pdfium" is the least anyone can do: every character with its box, every path with its bounds.
All candidates take turns, and medians are compared. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import gc
import io
import statistics
import time
from collections.abc import Callable
from ctypes import byref, c_double, c_float
from pathlib import Path

import pdfplumber
from pypdfium2 import raw

from extractor.model import Limits
from extractor.parsers.pdf.reading import read
from extractor.pipeline import extract, source_of
from extractor.rulebook import load_rules


def pdfium(data: bytes) -> None:
    """Characters with boxes, paths with bounds, through pypdfium2's own prototypes."""
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    sides = [c_double() for _ in range(4)]
    bounds = [c_float() for _ in range(4)]
    for number in range(raw.FPDF_GetPageCount(document)):
        page = raw.FPDF_LoadPage(document, number)
        text = raw.FPDFText_LoadPage(page)
        for char in range(raw.FPDFText_CountChars(text)):
            raw.FPDFText_GetUnicode(text, char)
            raw.FPDFText_GetCharBox(text, char, *map(byref, sides))
        for index in range(raw.FPDFPage_CountObjects(page)):
            item = raw.FPDFPage_GetObject(page, index)
            if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_PATH:
                raw.FPDFPageObj_GetBounds(item, *map(byref, bounds))
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)
    raw.FPDF_CloseDocument(document)


def plumber(data: bytes) -> None:
    """pdfplumber's tables of every page."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()


def collected(work: Callable[[], object]) -> Callable[[], object]:
    """The work as the reading process does it: without looking for circles meanwhile."""

    def run() -> None:
        gc.disable()
        try:
            work()
        finally:
            gc.enable()

    return run


def main() -> None:
    """Print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    data = arguments.file.read_bytes()
    rules, source = load_rules(), source_of(data, arguments.file.name)
    work: dict[str, Callable[[], object]] = {
        "pdfium": lambda: pdfium(data),
        "our reading, in this process": collected(lambda: read(data, Limits())),
        "our whole pipeline": lambda: extract(data, source, rules),
        "pdfplumber": lambda: plumber(data),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    for number in range(arguments.rounds + 1):
        for name, run in work.items():
            start = time.perf_counter()
            run()
            if number:
                times[name].append(time.perf_counter() - start)
    least = statistics.median(times["pdfium"])
    for name, found in times.items():
        median = statistics.median(found)
        print(f"{name:30} {median * 1e3:8.1f} ms  {median / least:6.2f} x pdfium")


if __name__ == "__main__":
    main()
