"""Compares what was read with the truth, field by field; knows nothing of how it was read.

python -m tests.corpus.scorer [FOLDER] [--generated N --seed S]
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import extractor
from extractor.model import Extraction, Finding, Form
from tests.corpus.specimens import CORPUS, ENDINGS, READ, Specimen, committed, load


@dataclasses.dataclass
class Score:
    """Counts over any number of specimens; `misses` has a line for each departure."""

    files: int = 0
    forms: int = 0
    fields: int = 0
    exact: int = 0
    options: int = 0
    options_exact: int = 0
    planted: int = 0
    reported: int = 0
    clean: int = 0
    false_alarms: int = 0
    misses: list[str] = dataclasses.field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add the counts of another score."""
        for field in dataclasses.fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    @property
    def share(self) -> float:
        """The share of fields that are exact."""
        return self.exact / self.fields if self.fields else 1.0

    def lines(self, title: str) -> list[str]:
        """The figures for a person."""
        return [
            f"{title}: {self.files} files, {self.forms} forms",
            f"  all fields exact       {self.exact}/{self.fields} ({self.share:.3%})",
            f"  choices and flags      {self.options_exact}/{self.options}",
            f"  mistakes reported      {self.reported}/{self.planted}",
            f"  clean forms with error {self.false_alarms}/{self.clean}",
        ]


def score(specimen: Specimen) -> Score:
    """Read one specimen and compare."""
    result = extractor.extract(specimen.data)
    total = Score(files=1)
    expected = specimen.truth.get("expect", {"status": "ok"})
    if result.status != expected["status"]:
        total.misses.append(f"{specimen.name}: status {result.status} {result.error}")
    truths = specimen.truth.get("forms", [])
    found = [form.form for form in result.forms]
    wanted = [form["form"] for form in truths]
    if found != wanted:
        total.misses.append(f"{specimen.name}: forms {found}, not {wanted}")
    for number, truth in enumerate(truths):
        form = _matching(result, truths, number)
        total.add(_score_form(f"{specimen.name}#{number}", form, truth))
    return total


def _matching(result: Extraction, truths: list[dict[str, Any]], number: int) -> Form | None:
    """The form of the same kind with the same count before it."""
    name = truths[number]["form"]
    nth = sum(1 for truth in truths[:number] if truth["form"] == name)
    same = [form for form in result.forms if form.form == name]
    return same[nth] if nth < len(same) else None


def _score_form(name: str, form: Form | None, truth: dict[str, Any]) -> Score:
    total = Score(forms=1)
    rule = extractor.load_rules().rules[truth["form"]]
    for path, expected in truth["fields"].items():
        known = rule.field(path)
        is_option = known is not None and known.type in {"choice", "flag"}
        value = form.fields.get(path) if form else None
        got = (value.status, value.value) if value else ("(none)", None)
        want = (expected["status"], expected.get("value"))
        total.fields += 1
        total.options += is_option
        if got == want:
            total.exact += 1
            total.options_exact += is_option
        else:
            raw = value.raw if value else None
            total.misses.append(f"{name} {path}: {got} not {want}; raw {raw!r}")
    findings = form.findings if form else ()
    _score_findings(total, name, findings, truth)
    return total


def _score_findings(
    total: Score, name: str, findings: Iterable[Finding], truth: dict[str, Any]
) -> None:
    errors = [finding for finding in findings if finding.severity == "error"]
    for mistake in truth.get("mistakes", []):
        if mistake.get("explained_by_rounding") or mistake.get("severity", "error") != "error":
            continue
        total.planted += 1
        fields = set(mistake["fields"])
        if any(fields & {finding.check, *finding.fields} for finding in errors):
            total.reported += 1
        else:
            total.misses.append(f"{name}: not reported: {mistake}")
    if truth.get("clean"):
        # A slip that rounding could explain need not be found; to find it is no false alarm.
        slips = {path for mistake in truth.get("mistakes", []) for path in mistake["fields"]}
        false = [finding for finding in errors if slips.isdisjoint(finding.fields)]
        total.clean += 1
        total.false_alarms += bool(false)
        total.misses += [f"{name}: false alarm: {finding.message}" for finding in false]


def score_all(specimens: Iterable[Specimen]) -> Score:
    """The score of all specimens together."""
    total = Score()
    for specimen in specimens:
        total.add(score(specimen))
    return total


def main() -> int:
    """Print the figures and every miss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="one part, PDFs too")
    parser.add_argument("--generated", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.generated:
        from corpus.generator import make

        made = (make(arguments.seed + number) for number in range(arguments.generated))
        total = score_all(Specimen(item.name, item.data, item.truth) for item in made)
        title = f"generated from {arguments.seed}"
    else:
        folder = (arguments.folder or CORPUS).resolve()
        endings = ENDINGS if arguments.folder else READ
        total = score_all(load(path) for path in committed(folder, endings))
        title = folder.name
    print("\n".join((*total.misses, *total.lines(title))))
    return 1 if total.misses else 0


if __name__ == "__main__":
    sys.exit(main())
