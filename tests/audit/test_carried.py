"""One slip in several cells: restated in another row, carried into a total and the heading."""

from .drawn import SEED, errors, fund_form, seed

PARTS = """
              annual  q1.received q1.received_rate q1.spent q1.spent_rate
total         100     40          40%              20       20%
fiscal        60      24          40%              12       20%
own           40      16          40%              8        20%
own_business  40      16          40%              8        20%
"""


def parts(**cells):
    return fund_form(PARTS, **{"budget_amount": "100", **cells})


def explained(finding):
    return {frozenset(each.fields): each.texts for each in finding.alternatives}


def test_an_amount_that_two_rows_repeat_is_one_finding_without_a_suspect():
    [finding] = errors(
        seed(**{"funds.total.q1_q2.spent": "4.71", "funds.fiscal.q1_q2.spent": "4.71"})
    )
    amounts = {"funds.total.q1_q2.spent", "funds.fiscal.q1_q2.spent"}
    rates = {"funds.total.q1_q2.spent_rate", "funds.fiscal.q1_q2.spent_rate"}
    assert finding.suspect is None
    assert set(explained(finding)) == {frozenset(amounts), frozenset(rates)}


def test_a_rate_typed_wrong_twice_is_no_copy_of_itself():
    rates = ("funds.total.q1_q3.spent_rate", "funds.fiscal.q1_q3.spent_rate")
    [finding] = errors(seed(**dict.fromkeys(rates, "8.91%")))
    assert (finding.suspect, finding.cause) == (None, "transposed_digits")
    assert explained(finding)[frozenset(rates)] == ("8.19%", "8.19%")


def test_a_slip_in_both_rows_is_told_by_the_budget_in_the_heading():
    cells = ("funds.total.annual", "funds.fiscal.annual")
    [finding] = errors(seed(**dict.fromkeys(cells, "15")))
    assert explained(finding) == {frozenset(cells): ("153", "153")}
    assert finding.cause == "dropped_digit"
    assert "应为 153" in finding.message


def test_a_slip_may_stand_in_the_heading_too():
    cells = ("funds.total.annual", "funds.fiscal.annual", "budget_amount")
    [finding] = errors(seed(**dict.fromkeys(cells, "15")))
    assert explained(finding) == {frozenset(cells): ("153", "153", "153")}


def test_a_total_that_leaves_a_part_out_may_be_copied_into_the_heading():
    [finding] = errors(parts(**{"funds.total.annual": "60", "budget_amount": "60"}))
    assert finding.cause == "omitted_part"
    assert set(explained(finding)) == {frozenset({"funds.total.annual", "budget_amount"})}


def test_a_total_may_carry_the_slip_of_its_part():
    [finding] = errors(parts(**{"funds.fiscal.q1.received": "42", "funds.total.q1.received": "58"}))
    assert finding.cause == "transposed_digits"
    cells = frozenset({"funds.fiscal.q1.received", "funds.total.q1.received"})
    assert explained(finding)[cells] == ("24", "40")


def test_two_slips_that_have_nothing_in_common_stay_two_findings():
    found = errors(
        fund_form(
            SEED,
            **{
                "budget_amount": "153",
                "funds.total.q1.spent_rate": "2.27%",
                "funds.fiscal.q1_q3.spent_rate": "8.91%",
            },
        )
    )
    assert {each.suspect for each in found} == {
        "funds.total.q1.spent_rate",
        "funds.fiscal.q1_q3.spent_rate",
    }
