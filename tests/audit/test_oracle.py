"""The search for single cells against a solver that knows nothing of it."""

import pytest

from corpus.generator import f1_funds
from extractor.audit.checks import Case, judge_all
from extractor.audit.localize import Search
from extractor.audit.plan import plan_of
from extractor.audit.sheet import Sheet

from .drawn import F1
from .oracle import repairs
from .planted import with_errors

BASES = {"annual": 0, "received": 1}


def search_of(record):
    plan = plan_of(F1)
    checks = plan.checks(record.values)
    case = Case(plan, checks, Sheet(record.values, checks.given))
    return Search(case, judge_all(case))


def is_comparable(item, search):
    """Whether the audit has learned the base that the generator used, and nothing is cut."""
    how = item.bed.funds
    conventions = search.judged.conventions.values()
    bases = {known.base for known in conventions}
    return (
        BASES[how.base] in bases
        and not any(known.may_cut for known in conventions)
        and not how.cut
        and all(_is_plain(slot) for slot in item.bed.slots.values())
    )


def _is_plain(slot):
    """Negative bases and millionths are beyond the solver's formulation and its precision."""
    if slot.figure is None:
        return slot.text_override is None
    return slot.text_override is None and slot.figure.places <= 4 and slot.exact >= 0


def compared(seed, forms):
    """Of each form: itself, the cells that the audit finds, and those that the solver finds."""
    for item in with_errors(seed, "f1", 1, forms):
        search = search_of(item.record)
        if not is_comparable(item, search):
            continue
        broken = search.broken(range(len(search.case.checks.bounds)))
        found = {
            each.field
            for each in search.explanations(broken)
            if each.repairs == frozenset(broken) and not each.others
        }
        digits = {path: search.case.sheet.digits(path) for path in search.case.sheet.quantities}
        relations = f1_funds.relations(item.bed.funds.base)
        yield item, found, repairs(item.bed.slots, relations, digits=digits)


@pytest.fixture(scope="module")
def comparisons():
    return [each for seed in (11, 12) for each in compared(seed, 250)]


def test_the_solver_finds_the_same_cells(comparisons):
    assert len(comparisons) >= 100
    differing = {
        item.seed: (found, solved) for item, found, solved in comparisons if found != solved
    }
    assert differing == {}


def test_a_suspect_is_named_where_the_solver_finds_one_cell(comparisons):
    decided = [(item, solved) for item, _, solved in comparisons if len(solved) == 1]
    right = [
        item for item, solved in decided if solved == {finding.suspect for finding in item.found}
    ]
    assert len(right) >= 0.98 * len(decided)


def test_no_wrong_suspect_is_named_where_the_solver_finds_several(comparisons):
    open_ones = [item for item, _, solved in comparisons if len(solved) != 1]
    wrong = [
        item.seed
        for item in open_ones
        for finding in item.found
        if finding.suspect is not None and finding.suspect not in item.errors[0].fields
    ]
    assert len(wrong) <= 0.005 * len(comparisons), wrong
