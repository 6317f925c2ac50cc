"""Whole tables in the other unit, total rows left at 0, one percent among bare fractions."""

from decimal import Decimal

import msgspec

from extractor.model import Record

from .drawn import SEED, errors, fund_form, seed, table

YUAN = {
    "annual": "1530000",
    **{f"{period}.received": "1530000" for period in ("q1", "q1_q2", "q1_q3")},
    "q1.spent": "41600",
    "q1_q2.spent": "88700",
    "q1_q3.spent": "125300",
}


def test_a_table_in_yuan_under_a_budget_in_ten_thousands_is_not_the_budgets_fault():
    cells = {
        f"funds.{row}.{key}": text for row in ("total", "fiscal") for key, text in YUAN.items()
    }
    [finding] = errors(seed(**cells))
    assert (finding.suspect, finding.cause, finding.suggestion) == (None, "unit_slip", None)
    whole, alone = finding.alternatives
    assert dict(zip(whole.fields, whole.texts, strict=True))["funds.fiscal.q1.spent"] == "4.16"
    assert alone.fields == ("budget_amount",)


def test_a_budget_in_yuan_above_a_plausible_table_stays_the_suspect():
    [finding] = errors(seed(budget_amount="1530000"))
    assert (finding.suspect, finding.suggestion.text) == ("budget_amount", "153")


def test_a_total_row_and_the_budget_both_left_at_zero_are_one_mistake():
    zeros = {
        path: "0%" if path.endswith("rate") else "0"
        for path in table("funds", SEED)
        if path.startswith("funds.total.")
    }
    [finding] = errors(fund_form(SEED, **zeros, budget_amount="0"))
    assert finding.cause == "defaulted_row"
    [whole] = finding.alternatives
    assert dict(zip(whole.fields, whole.texts, strict=True))["budget_amount"] == "153"


def bare(record, percents):
    """The rates as bare numbers read as percents: fractions, and `percents` typed as such."""
    values = {}
    for path, value in record.values.items():
        if value.type == "rate" and value.number is not None:
            number = value.number if path in percents else value.number / 100
            decimals = (value.decimals or 0) + (0 if path in percents else 2)
            unit = Decimal("0.01").scaleb(-decimals)
            shown = f"{value.number * 100 if path in percents else value.number:f}"
            changed = {
                "number": number,
                "value": f"{number:f}",
                "shown": shown,
                "raw": shown,
                "typed": shown,
                "raw_unit": None,
            }
            value = msgspec.structs.replace(  # noqa: PLW2901  # the cell as it would be read
                value, **changed, decimals=decimals, half_width=unit / 2
            )
        values[path] = value
    return Record(record.form, values)


def test_one_percent_among_bare_fractions_is_the_wrong_one():
    odd = "funds.total.q1_q3.spent_rate"
    [finding] = errors(bare(seed(), {odd}))
    assert (finding.suspect, finding.cause) == (odd, "percent_slip")
    assert (finding.suggestion.value, finding.suggestion.text) == ("0.0819", "0.0819")
    assert odd in finding.fields


def test_a_row_in_the_other_unit_leaves_nothing_for_the_table_to_explain():
    cells = {f"funds.fiscal.{key}": text for key, text in YUAN.items()}
    [finding] = errors(seed(**cells))
    assert finding.cause == "unit_slip"
