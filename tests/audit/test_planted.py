"""What was planted must be found, placed and explained; what is clean must stay silent.

Fixed seeds; `python -m tests.audit.measure` prints the same figures for any other.
"""

import pytest

import extractor
from corpus.generator import make
from extractor.audit.catalogue import CAUSES as KNOWN

from .measure import both_found, false_alarms, figures
from .planted import ARITHMETIC, clean, with_errors

FORMS = ("f1", "f3")


#: Without periods nothing is stale or not cumulative, with one base none is wrong.
CAUSES = {
    "f1": set(KNOWN) - {"truncated"},
    "f3": set(KNOWN) - {"truncated", "stale_period", "not_cumulative", "wrong_base"},
}


@pytest.mark.parametrize("form", FORMS)
def test_one_mistake_is_found_placed_and_explained(form):
    made = figures(with_errors(101, form, 1, 400))
    counts = made.counts
    assert {cause for cause, _ in made.by_cause} == {*CAUSES[form], "(none)"}
    assert counts["detected"] >= 0.99 * counts["planted"], made.lines
    assert counts["named"] == counts["detected"], made.lines
    assert counts["one finding"] >= 0.97 * counts["detected"], made.lines
    assert counts["suspect wrong"] <= 0.005 * counts["detected"], made.lines
    assert counts["cause right"] >= 0.9 * counts["with cause"], made.lines


@pytest.mark.parametrize("form", FORMS)
def test_two_mistakes_are_both_found(form):
    found, total = both_found(with_errors(102, form, 2, 100))
    assert found >= 0.95 * total


@pytest.mark.parametrize("form", FORMS)
def test_clean_forms_that_look_suspicious_have_no_error(form):
    told, total = false_alarms(clean(103, form, 1000))
    assert total == 1000
    assert told == []


def test_mistakes_are_found_through_word_files():
    planted = found = explained = alarms = 0
    for seed in range(70_000, 70_200):
        specimen = make(seed)
        result = extractor.extract(specimen.data)
        for form, truth in zip(result.forms, specimen.truth["forms"], strict=True):
            errors = [f for f in form.findings if f.severity == "error" and f.kind in ARITHMETIC]
            alarms += bool(truth["clean"] and errors)
            for mistake in truth["mistakes"]:
                if mistake["severity"] != "error" or mistake["kind"] not in ARITHMETIC:
                    continue
                touching = [f for f in errors if set(mistake["fields"]) & {f.check, *f.fields}]
                planted += 1
                found += bool(touching)
                explained += mistake["cause"] in {f.cause for f in touching}
    assert planted >= 100
    assert found >= 0.99 * planted
    assert explained >= 0.75 * planted  # several mistakes a form, some without a cause
    assert alarms == 0
