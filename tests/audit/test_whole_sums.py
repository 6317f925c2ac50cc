"""Whole scores that do not add up: rounding could explain it, but how likely is it?"""

import pytest

from tests.audit.drawn import errors, evaluation_form, findings

FUNDS = """
        annual_budget executed weight execution_rate score
total   90            90       10     100%           10
"""
#: Twenty scores that make 90, as do the weights.
INDICATORS = [(f"指标{number}", *["4" if number < 10 else "5"] * 2) for number in range(20)]


def scored(total):
    """The findings on the total score of a form whose scores make 100."""
    record = evaluation_form(FUNDS, INDICATORS, total__weight="100", total__score=total)
    assert not errors(record)
    return [each for each in findings(record) if each.check == "total.score"]


def test_an_exact_sum_needs_no_word():
    assert scored("100") == []


@pytest.mark.parametrize(
    ("total", "severity"),
    [("99", "info"), ("97", "info"), ("96", "info"), ("95", "warning"), ("90", "warning")],
)
def test_a_gap_beyond_three_standard_deviations_is_hardly_rounding(total, severity):
    """22 numbers off by up to a half each: 3 · √(22 / 12) is 4.06, with the total's own half."""
    [finding] = scored(total)
    assert (finding.severity, finding.expected) == (severity, "100")
