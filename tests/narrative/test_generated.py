"""Generated forms whose texts restate their cells: none is doubted, every contradiction is found."""

import functools

import msgspec
import pytest

from extractor.audit import audit
from extractor.model import Place, Value
from extractor.narrative import quantities
from extractor.rulebook import load_rules
from tests.audit.planted import planted

SEEDS = 1000
LONG = {
    "f1": ("outputs_achieved", "problems", "improvements", "project_overview", "work_measures"),
    "f3": ("goal.expected", "goal.actual"),
}


@functools.cache
def judged(form):
    """(what the texts tell in truth, the warnings about texts, all quantities) of each seed."""
    results = []
    for seed in range(SEEDS // 2):
        item = planted(f"told-{seed}", form, seed % 3)
        rule = load_rules().rules[item.truth.form]
        values = dict(item.record.values)
        for path in LONG[form]:
            text = item.bed.texts[path].strip()
            place = Place(table=0, row=1, column=1)
            values[path] = Value(path, "text", "found", text, raw=text, place=place)
        record = msgspec.structs.replace(item.record, values=values)
        found = quantities(record, rule)
        findings = audit(record, rule, "zh", found).findings
        warnings = [f for f in findings if f.kind == "narrative" and f.severity == "warning"]
        results.append((item.truth.told, warnings, found))
    return results


@pytest.mark.parametrize("form", ["f1", "f3"])
def test_no_restated_cell_is_doubted(form):
    doubted = [
        finding.message
        for told, warnings, _ in judged(form)
        for finding in warnings
        if not any(_is_about(finding, each) for each in told if not each.agrees)
    ]
    assert doubted == []


@pytest.mark.parametrize("form", ["f1", "f3"])
def test_every_planted_contradiction_is_found(form):
    missed = [
        each.clause
        for told, warnings, _ in judged(form)
        for each in told
        if not each.agrees and not any(_is_about(finding, each) for finding in warnings)
    ]
    planted_ones = sum(not each.agrees for told, _, _ in judged(form) for each in told)
    assert planted_ones >= 20
    assert missed == []


@pytest.mark.parametrize("form", ["f1", "f3"])
def test_every_restated_number_is_read(form):
    told = [(each, found) for told, _, found in judged(form) for each in told]
    assert len(told) >= 300
    unread = [
        each.clause
        for each, found in told
        if not any(
            quantity.path == each.field
            and (f"{quantity.value:f}" == each.value or quantity.comparator == "≈")
            and quantity.raw in each.clause
            for quantity in found
        )
    ]
    assert unread == []


def _is_about(finding, told):
    return finding.check == told.field and finding.reported == told.value
