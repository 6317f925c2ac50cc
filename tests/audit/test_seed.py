"""The specimen form: what it says, and single slips in it."""

import pytest

from extractor.audit import audit
from extractor.model import Record

from .drawn import F1, errors, findings, fund_form, grades, record, seed, value


def only_error(form):
    [finding] = errors(form)
    return finding


def test_the_clean_form_has_no_finding():
    result = audit(seed(), F1)
    assert result.findings == ()
    assert (result.counts.passed, result.counts.failed, result.counts.unchecked) == (48, 0, 0)
    assert result.counts.not_applicable == len(F1.checks) - 48
    assert len(result.outcomes) == len(F1.checks)


def test_a_slip_in_one_rate_names_the_cell_and_the_value():
    finding = only_error(seed(funds__total__q1__spent_rate="2.27%"))
    assert finding.check == finding.suspect == "funds.total.q1.spent_rate"
    assert (finding.kind, finding.formula) == ("ratio", "spent / annual")
    assert (finding.reported, finding.expected) == ("0.0227", "0.0272")
    assert (finding.low, finding.high) == ("0.027156", "0.027223")
    assert finding.suggestion.text == "2.72%"
    assert finding.fields == (
        "funds.total.q1.spent_rate",
        "funds.total.q1.spent",
        "funds.total.annual",
    )
    assert finding.message == (
        "资金总额 第1季度支出实现率填报 2.27%,按 实际支出资金 4.16 ÷ 全年安排资金额 153 应为 2.72%"
        ",疑为数字颠倒(72→27)"
    )


def test_the_same_slip_in_english():
    [finding] = findings(seed(funds__total__q1__spent_rate="2.27%"), "en")
    assert finding.message == (
        "资金总额 第1季度支出实现率 reads 2.27%, "
        "but 实际支出资金 4.16 ÷ 全年安排资金额 153 gives 2.72%"
        "; digits transposed, it seems (72→27)"
    )


def test_a_wrong_total_that_breaks_three_checks_is_one_finding():
    finding = only_error(seed(funds__total__q1_q3__spent="8.00"))
    assert finding.check == finding.suspect == "funds.total.q1_q3.spent"
    assert finding.kind == "total"
    assert finding.also == ("funds.total.q1_q3.spent_rate",)
    assert {"funds.total.q1_q2.spent", "funds.fiscal.q1_q3.spent"} <= set(finding.fields)
    assert (finding.suggestion.value, finding.suggestion.text) == ("125300", "12.53")


def test_a_wrong_part_is_found_through_the_total_and_its_rate():
    finding = only_error(seed(funds__fiscal__q1_q3__spent="15.23"))
    assert finding.check == "funds.total.q1_q3.spent"
    assert finding.suspect == "funds.fiscal.q1_q3.spent"
    assert finding.suggestion.text == "12.53"
    assert finding.message == (
        "财政拨款 1-3季度实际支出资金填报 15.23 疑有误,应为 12.53:"
        "资金总额 1-3季度实际支出资金填报 12.53,与 财政拨款 15.23 不符"
    )


@pytest.mark.parametrize("slip", ["1530000", "15.3", "1.53", "135"])
def test_a_wrong_base_that_breaks_every_rate_is_one_finding(slip):
    finding = only_error(seed(funds__total__annual=slip))
    assert finding.suspect == "funds.total.annual"
    assert finding.suggestion.text == "153"
    assert {"budget_amount", "funds.total.q1.received_rate"} <= set(finding.also)


def test_a_header_that_differs_from_the_table_is_wrong_itself():
    finding = only_error(seed(budget_amount="150"))
    assert (finding.kind, finding.check, finding.suspect) == ("equal",) + ("budget_amount",) * 2
    assert finding.message == (
        "预算安排资金填报 150,与资金总额 全年安排资金额 153 不一致,疑误写一位数字(3→0)"
    )


def test_a_row_with_only_three_cells_cannot_decide():
    form = fund_form(
        """
                  annual q1.spent q1.spent_rate
        total     153    4.16     2.27%
        """
    )
    finding = only_error(form)
    assert finding.suspect is None
    assert finding.suggestion is None
    assert {each.fields[0] for each in finding.alternatives} == {
        "funds.total.annual",
        "funds.total.q1.spent",
        "funds.total.q1.spent_rate",
    }


def test_two_slips_are_two_findings():
    form = seed(funds__total__q1__spent_rate="2.27%", budget_amount="150")
    assert {finding.suspect for finding in errors(form)} == {
        "funds.total.q1.spent_rate",
        "budget_amount",
    }


def test_a_blank_template_has_one_note_and_nothing_else():
    template = record(F1, {"procurement_not_applicable": "false"})
    [finding] = findings(template)
    assert (finding.severity, finding.kind) == ("info", "required")
    untouched = {path: value(path, field.type, "x") for path, field in F1.fields.items()}
    [finding] = findings(Record(F1.form, untouched))
    assert finding.severity == "info"
    assert len(audit(Record(F1.form, {}), F1).findings) == 1


def test_periods_that_fall_and_spending_above_what_was_received():
    form = fund_form(
        """
                  annual q1.received q1.spent q1_q2.received q1_q2.spent
        fiscal    153    100         40       100            30
        other     153    90          40       90             95
        """
    )
    found = {(finding.kind, finding.check): finding for finding in errors(form)}
    falling = found["order", "funds.fiscal.q1_q2.spent"]
    assert falling.message.startswith(
        "财政拨款 1-2季度实际支出资金填报 30,小于第1季度 40(各期为累计数)"
    )
    assert falling.suspect is None
    assert any(finding.kind == "order" and "95" in finding.message for finding in found.values())


def test_what_the_table_says_is_kept_apart_from_what_it_does_not():
    assert grades(seed(), "total")["funds.total.annual"] == "exact"
    assert "funds.own.annual" not in grades(seed(), "total")
