"""Numbers in messages and suggestions stand as they are typed in their cells."""

from decimal import Decimal

import pytest

from extractor.model import Content, Located, LocatedForm, Unit
from extractor.normalize import normalize
from tests.audit.drawn import F1, SEED, WAN, errors, findings, fund_form, seed, value

YUAN = Decimal(1)
AMOUNTS = """
        annual        q1.received   q1.spent    q1.spent_rate
total   1,530,000.00  1,530,000.00  41,600.00   2.72%
fiscal  1,350,000.00  1,530,000.00  41,600.00   2.72%
"""


def typed(kind, text, unit=None):
    """One value read from a cell whose header names the unit."""
    path = {"money": "budget_amount", "rate": "funds.total.q1.spent_rate"}[kind]
    located = Located(path, Content(text), unit=Unit(unit, "header") if unit else None)
    return normalize(LocatedForm(F1.form, None, 1.0, {path: located}), F1).values[path].typed


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("money", "1,530,000.00", "1,530,000.00"),
        ("money", "１，５３０．５０", "1,530.50"),
        ("money", "￥1,530", "¥1,530"),
        ("money", "12.35 万元", "12.35万元"),
        ("money", "壹佰伍拾叁万元整", "1530000元"),
        ("rate", "８．９１％", "8.91%"),
        ("rate", "0.0891", "0.0891"),
    ],
)
def test_a_value_keeps_the_characters_of_its_number(kind, text, expected):
    assert typed(kind, text, "元" if kind == "money" else None) == expected


def test_separators_stay_in_sentences_and_suggestions():
    record = fund_form(AMOUNTS, YUAN, budget_amount="1,530,000.00")
    [finding] = errors(record)
    assert "1,350,000.00" in finding.message
    assert "1350000" not in finding.message
    assert finding.suggestion.text == "1,530,000.00"


def test_numbers_of_different_units_are_written_with_them():
    record = fund_form(AMOUNTS.replace("1,350", "1,530"), YUAN)
    record.values["budget_amount"] = value("budget_amount", "money", "135", WAN)
    [finding] = errors(record)
    assert "135万元" in finding.message
    assert "1,530,000.00元" in finding.message
    assert finding.suggestion.text == "153"


def test_numbers_of_one_unit_are_written_without_it():
    [finding] = errors(seed(budget_amount="135"))
    assert "万元" not in finding.message


def test_a_cell_that_names_its_unit_is_corrected_with_it():
    [finding] = errors(seed(budget_amount="135万元"))
    assert finding.suggestion.text == "153万元"


def test_a_number_that_lost_its_thousands_is_grouped_like_the_others():
    drawn = AMOUNTS.replace("1,350,000.00", "153.00")
    [finding] = errors(fund_form(drawn, YUAN, budget_amount="1,530,000.00"))
    assert finding.suggestion.text == "1,530,000.00"


def test_zeros_at_the_end_follow_the_column():
    drawn = SEED.replace("100%", "100.00%").replace("5.8%", "5.80%")
    record = fund_form(drawn, budget_amount="153", funds__total__q1__received_rate="10%")
    [finding] = [each for each in findings(record) if each.severity == "error"]
    assert finding.suggestion.text == "100.00%"
