"""Generated forms as records, without any Word file: what was planted, and what the audit says.

The generator's cells are read by the normalizers, so that a record is what a document would have
given; texts and choices stay absent, since arithmetic is what is looked at.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.generator import f1, f3
from corpus.generator.chance import Chance
from corpus.generator.truth import FormTruth, Mistake
from extractor.audit import audit
from extractor.model import Content, Finding, Located, LocatedForm, Record, Unit
from extractor.normalize import normalize
from extractor.rulebook import load_rules

ARITHMETIC = {"ratio", "total", "equal", "order", "range"}
_MAKERS: dict[str, Any] = {"f1": f1.make, "f3": f3.make}


@dataclass(frozen=True)
class Planted:
    """One generated form: its record, the planted mistakes that matter, and the seed."""

    seed: str
    record: Record
    truth: FormTruth
    bed: Any

    @property
    def errors(self) -> list[Mistake]:
        """The planted mistakes in numbers that no rounding explains."""
        return [
            mistake
            for mistake in self.truth.mistakes
            if mistake.severity == "error"
            and not mistake.explained_by_rounding
            and mistake.kind in ARITHMETIC
        ]

    @functools.cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the audit finds."""
        return audit(self.record, load_rules().rules[self.truth.form]).findings

    @property
    def found(self) -> list[Finding]:
        """The findings about numbers of severity error."""
        return [f for f in self.findings if f.severity == "error" and f.kind in ARITHMETIC]


def record_of(made: Any, truth: FormTruth) -> Record:
    """The cells of a generated form, normalized."""
    rule = load_rules().rules[truth.form]
    located: dict[str, Located] = {}
    for path in (*rule.fields, *made.slots):
        slot = made.slots.get(path)
        if path in located or (slot is None and path not in rule.fields):
            continue
        status = truth.fields[path].status if path in truth.fields else "absent"
        if path == "project_name":
            located[path] = Located(path, Content("政法经费"))
        elif slot is None or status == "absent":
            located[path] = Located(path)
        else:
            unit = Unit(slot.style.unit, "table") if slot.kind == "money" else None
            located[path] = Located(path, Content(slot.text), unit=unit)
    return normalize(LocatedForm(truth.form, None, 1.0, located), rule)


def planted(seed: object, form: str, mistakes: int) -> Planted:
    """The form of a seed with up to so many mistakes."""
    made = _MAKERS[form](Chance(f"{seed}/{form}/{mistakes}"), mistakes=mistakes)
    truth = made.result()
    return Planted(f"{seed}/{form}/{mistakes}", record_of(made, truth), truth, made)


def with_errors(seed: object, form: str, mistakes: int, wanted: int) -> Iterator[Planted]:
    """So many forms with exactly that number of mistakes that no rounding explains."""
    found = number = 0
    while found < wanted:
        number += 1
        item = planted(f"{seed}-{number}", form, mistakes)
        if len(item.errors) == mistakes and len(item.truth.mistakes) == mistakes:
            found += 1
            yield item


def clean(seed: object, form: str, wanted: int) -> Iterator[Planted]:
    """So many forms on which nothing is wrong."""
    for number in range(wanted):
        yield planted(f"{seed}-{number}", form, 0)
