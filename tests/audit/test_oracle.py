"""The search for single cells against a solver that knows nothing of it."""

import pytest

from .measure import compared


@pytest.fixture(scope="module", params=["f1", "f3"])
def comparisons(request):
    return [each for seed in (11, 12) for each in compared(seed, request.param, 250)]


def test_the_solver_finds_the_same_cells(comparisons):
    assert len(comparisons) >= 100
    differing = {
        each.item.seed: (each.found, each.solved)
        for each in comparisons
        if each.found != each.solved
    }
    assert differing == {}


def test_a_suspect_is_named_where_the_solver_finds_one_cell(comparisons):
    decided = [each for each in comparisons if len(each.solved) == 1]
    right = [each for each in decided if each.solved == each.suspects]
    assert len(right) >= 0.98 * len(decided)


def test_no_wrong_suspect_is_named_where_the_solver_finds_several(comparisons):
    wrong = [each.item.seed for each in comparisons if each.is_open and each.is_wrong]
    assert len(wrong) <= 0.005 * len(comparisons), wrong
