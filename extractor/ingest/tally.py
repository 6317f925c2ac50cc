"""What a run did, in figures, and a few findings to show what they look like."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from extractor.ingest.discover import Passed
from extractor.model import Extraction, Finding

_EXAMPLES = 3
_ORDER = {"error": 0, "warning": 1, "info": 2}


@dataclass
class Tally:
    """Counts over one run; `known` are contents that needed no reading.

    `failures` holds the first file of each error code.
    """

    files: int = 0
    known: int = 0
    known_failed: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    values_found: int = 0
    not_exact: int = 0
    passed: list[Passed] = field(default_factory=list)
    failures: dict[str, Extraction] = field(default_factory=dict)
    examples: list[tuple[str, Finding]] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """Files that could not be read, this time or when their content was met first."""
        missing = sum(each.failed for each in self.passed)
        return self.statuses["failed"] + self.known_failed + missing

    def add_known(self, *, failed: bool) -> None:
        """A file whose content is in the warehouse already."""
        self.files += 1
        self.known += 1
        self.known_failed += failed

    def add(self, extraction: Extraction) -> None:
        """A file that was read, or could not be."""
        self.files += 1
        self.statuses[extraction.status] += 1
        if extraction.error is not None:
            self.codes[extraction.error.code] += 1
            self.failures.setdefault(extraction.error.code, extraction)
        for form in extraction.forms:
            self.forms[form.form] += 1
            self.values_found += sum(value.status == "found" for value in form.fields.values())
            self.severities.update(finding.severity for finding in form.findings)
            if form.findings:
                worst = min(form.findings, key=lambda finding: _ORDER[finding.severity])
                self._show(extraction.source.path, worst)

    def _show(self, path: str, finding: Finding) -> None:
        """Keeps the gravest findings, of different kinds and files where there are some."""
        ranked = [*self.examples, (path, finding)]
        kinds: Counter[str] = Counter()
        order = []
        for position, (_, each) in enumerate(ranked):
            kinds[each.kind] += 1
            order.append((_ORDER[each.severity], kinds[each.kind], position))
        best = sorted(sorted(order)[:_EXAMPLES], key=lambda key: key[2])
        self.examples = [ranked[position] for _, _, position in best]
