"""Checks that could not be run say why, and for want of which cells."""

from extractor.audit import audit
from tests.audit.drawn import F1, seed


def test_checks_without_their_cell_are_told_by_reason():
    told = audit(seed(funds__total__q1__spent=".", funds__fiscal__q1__spent="?abc"), F1)
    reasons = {each.reason: each for each in told.unchecked}
    assert set(reasons) == {"missing", "unreadable"}
    assert reasons["missing"].cells == ("funds.total.q1.spent",)
    assert "funds.fiscal.q1.spent" in reasons["unreadable"].cells
    assert sum(len(each.checks) for each in told.unchecked) == told.counts.unchecked


def test_reasons_are_in_words_of_either_language():
    record = seed(funds__total__q1__spent=".")
    [chinese], [english] = (audit(record, F1, each).unchecked for each in ("zh", "en"))
    assert (chinese.text, english.text) == ("所需单元格未填", "a needed cell is blank")
    assert "资金总额" in chinese.names


def test_a_form_whose_checks_all_ran_has_none():
    assert audit(seed(), F1).unchecked == ()
