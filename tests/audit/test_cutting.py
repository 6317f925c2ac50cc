"""Forms whose amounts were all cut instead of rounded."""

from .drawn import errors, findings, fund_form, grades

#: 12.799 and 9.199 of 153.999, 40.888 and 2.888 of 99.999, in whole 万元: rates of the exact ones.
CUT = """
        annual  q1.received q1.received_rate q1.spent q1.spent_rate
total   253     53          21.14%           12       4.76%
fiscal  153     12          8.31%            9        5.97%
other   99      40          40.89%           2        2.89%
"""


def cut_form(**cells):
    return fund_form(CUT, **{"budget_amount": "253", **cells})


def test_a_form_that_cuts_all_its_amounts_has_no_error():
    assert errors(cut_form()) == []


def test_the_convention_is_told():
    [note] = [f for f in findings(cut_form()) if f.cause == "truncated"]
    assert (note.severity, note.kind) == ("info", "ratio")
    assert "截去末位" in note.message


def test_a_wrong_total_is_found_among_cut_amounts():
    [finding] = errors(cut_form(funds__total__q1__spent="46"))
    assert finding.suspect == "funds.total.q1.spent"


def test_where_one_wrong_cell_would_explain_it_as_well_a_warning_says_so():
    form = fund_form("        annual q1.spent q1.spent_rate\ntotal   153    4.16     2.73%")
    assert errors(form) == []
    [warning] = [f for f in findings(form) if f.cause == "truncated"]
    assert warning.severity == "warning"
    assert warning.check == "funds.total.q1.spent_rate"


def test_nothing_is_cut_where_rounding_explains_all():
    form = fund_form("        annual q1.spent q1.spent_rate\ntotal   153    4.16     2.72%")
    assert grades(form)["funds.total.q1.spent_rate"] == "exact"
    assert not [finding for finding in findings(form) if finding.cause == "truncated"]
