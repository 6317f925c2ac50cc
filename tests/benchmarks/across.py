"""How long the checks across forms take: `python -m tests.benchmarks.across [FORMS [KEEP_IT_AS]]`.

A warehouse is made of projects with four forms each: three quarters and a self-evaluation. One
project in fifty restates its first quarter. Names of projects recur in other units and years.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from extractor.model import Extraction
from extractor.sinks import open_sink
from extractor.sinks.rows import tables
from extractor.sinks.tables import schemas
from tests.sinks.making import EVALUATION, RULES, form, read, source

SOURCES = ("total", "fiscal", "own", "own_business")
PERIODS = ("q1", "q1_q2", "q1_q3")
NAMES = ("政法经费", "办公经费", "乡道养护", "古籍修复", "社区服务")
BATCH = 200
RESTATED = 50
FORMS = 10_000
KEEP = 2


def texts(project: int, quarter: int) -> dict[str, str]:
    """What is filled in on the form of one quarter: 62 amounts and rates by the third."""
    made = {}
    for source_ in SOURCES:
        made[f"funds__{source_}__annual"] = str(1_000_000 + project * 100)
        for number, period in enumerate(PERIODS[:quarter], 1):
            spent = 41_600 * number + (9_000 if quarter > 1 and project % RESTATED == 0 else 0)
            made[f"funds__{source_}__{period}__received"] = str(250_000 * number)
            made[f"funds__{source_}__{period}__spent"] = str(spent)
            made[f"funds__{source_}__{period}__received_rate"] = f"0.{25 * number}"
            made[f"funds__{source_}__{period}__spent_rate"] = f"0.0{416 * number}"
    return made


def submissions() -> Iterator[Extraction]:
    """Four forms a project, without end."""
    project = 0
    while True:
        project += 1
        shared = {
            "project_name": NAMES[project % len(NAMES)],
            "implementing_unit": f"第{project // 10}号试验单位",
            "year": str(2015 + project % 10),
        }
        budget = str(1_000_000 + project * 100)
        for quarter in (1, 2, 3):
            name = f"{project}-{quarter}.docx"
            made = form(**shared, budget_amount=budget, **texts(project, quarter))
            yield read(made, of=source(name, f"forms/{name}"))
        name = f"{project}-year.docx"
        made = form(EVALUATION, **shared, funds__total__annual_budget=budget)
        yield read(made, of=source(name, f"forms/{name}"))


def main() -> None:
    """Makes the warehouse, compares its forms, prints the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FORMS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forms.duckdb"
        sink = open_sink(str(path), schemas(RULES))
        made = islice(submissions(), count)
        while batch := list(islice(made, BATCH)):
            sink.store(tables(batch, RULES))
        sink.close()
        command = [sys.executable, "-m", "extractor", "audit", "--format", "json"]
        start = time.perf_counter()
        done = subprocess.run(
            [*command, "--warehouse", str(path)], check=True, capture_output=True, text=True
        )
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        size = path.stat().st_size
        if len(sys.argv) > KEEP:
            path.rename(sys.argv[KEEP])
    found = json.loads(done.stdout)
    cases = Counter(each["case"] for each in found["findings"])
    print(
        f"{found['forms']} forms in {size / 2**20:.0f} MiB: {seconds:.1f} s, {peak / 1024:.0f} MiB"
    )
    print(f"findings: {dict(cases)}")


if __name__ == "__main__":
    main()
