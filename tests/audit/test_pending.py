"""Later headings of a cumulative table that the form does not speak of yet."""

import pytest

from extractor.audit import audit
from extractor.audit.pending import pending
from tests.audit.drawn import F1, SEED, errors, findings, fund_form, seed, value, with_value

COLUMNS = ("received", "received_rate", "spent", "spent_rate")


def heading(period, *texts):
    """The cells of one heading in both rows."""
    return {
        f"funds.{row}.{period}.{column}": text
        for row in ("total", "fiscal")
        for column, text in zip(COLUMNS, texts, strict=True)
    }


def of_half_year(record):
    """The form with its own period in its title."""
    record.values["period"] = value("period", "period", "2023-H1")
    return record


def test_zeros_after_the_last_reported_heading_are_no_numbers():
    record = seed(**heading("q1_q3", "0", "0.00%", "0", "0.00%"))
    assert not errors(record)
    [note] = findings(record)
    assert (note.severity, set(note.fields)) == ("info", set(heading("q1_q3", *"0000")))
    assert "尚未填报" in note.message
    reasons = {each.reason for each in audit(record, F1).outcomes if "q1_q3" in each.check}
    assert "not_yet" in reasons
    assert "0" not in reasons


def test_what_is_blank_after_the_last_reported_heading_needs_no_note():
    record = seed(**heading("q1_q3", ".", ".", ".", "."))
    assert findings(record) == ()
    assert audit(record, F1).counts.unchecked == 0


def test_several_last_headings_may_be_unreported():
    zeros = ("0", "0.00%", "0", "0.00%")
    assert not errors(seed(**heading("q1_q2", *zeros), **heading("q1_q3", *zeros)))


def test_a_heading_in_the_middle_is_reported():
    assert errors(seed(**heading("q1_q2", "0", "0.00%", "0", "0.00%")))


def test_one_row_at_zero_is_a_mistake_where_another_is_filled():
    zeros = {f"funds.fiscal.q1_q3.{column}": "0" for column in COLUMNS}
    assert errors(seed(**zeros))


def test_after_the_own_period_money_received_beforehand_does_not_make_a_report():
    cells = heading("q1_q3", "153", "100%", "0", "0.00%")
    assert errors(seed(**cells))
    assert not errors(of_half_year(seed(**cells)))


def test_a_later_heading_that_goes_on_is_judged_whatever_the_title_says():
    record = of_half_year(seed(funds__total__q1_q3__spent_rate="8.91%"))
    assert [finding.suspect for finding in errors(record)] == ["funds.total.q1_q3.spent_rate"]


@pytest.mark.parametrize("text", [".", "0"])
def test_a_table_without_any_number_reports_what_it_reports(text):
    record = fund_form(SEED)
    for path in list(record.values):
        if path.startswith("funds.") and path.count(".") == 3:
            record = with_value(record, path, text)
    assert pending(record.values, F1) == frozenset()
