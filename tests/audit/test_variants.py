"""One form, scored as different regions do: exact under its own variant, never an error without."""

import pytest

from extractor.audit import audit
from extractor.rulebook import load_rules

from .drawn import F3, errors, evaluation_form, findings


def rule(variant):
    return load_rules(variants=[variant]).rules["project_self_evaluation"]


def scored(rate, score, weight="10", budget="100", executed=None):
    """A form whose budget was executed at a rate, with what that scored."""
    spent = executed if executed is not None else rate.rstrip("%")
    funds = f"""
          annual_budget executed weight   execution_rate score
total     {budget}      {spent}  {weight} {rate}         {score}
"""
    rest = str(100 - int(weight)) if weight != "." else "80"
    total = f"{float(rest) + (float(score) if score != '.' else 0):g}"
    return evaluation_form(
        funds, [("培训人数", rest, rest)], total__weight="100", total__score=total
    )


def wrong(form, variant):
    return [each for each in audit(form, rule(variant)).findings if each.severity != "info"]


JIANGXI = [
    ("100%", "10"), ("99.99%", "7"), ("85.5%", "7"), ("80%", "7"), ("79.9%", "5"), ("65%", "5"),
    ("60.00%", "5"), ("59.99%", "0"), ("12%", "0"), ("0%", "0"),
]  # fmt: skip
HUBEI = [("100%", "20"), ("98.5%", "19.7"), ("60%", "12"), ("0%", "0")]


@pytest.mark.parametrize(("rate", "score"), JIANGXI)
def test_steps_of_jiangxi(rate, score):
    form = scored(rate, score)
    assert wrong(form, "jiangxi") == []
    assert errors(form) == []
    assert {each.severity for each in findings(form)} <= {"warning"}


@pytest.mark.parametrize(("rate", "score"), HUBEI)
def test_twenty_times_the_rate_of_hubei(rate, score):
    form = scored(rate, score, weight="20")
    assert wrong(form, "hubei") == []
    assert findings(form) == ()


def test_hubei_needs_no_weight_in_a_cell():
    assert wrong(scored("98.5%", "19.7", weight="."), "hubei") == []
    [finding] = [
        each for each in wrong(scored("98.5%", "9.85", weight="."), "hubei") if each.kind == "ratio"
    ]
    assert (finding.severity, finding.check) == ("error", "funds.total.score")


@pytest.mark.parametrize(
    ("rate", "score", "expected"),
    [("65%", "6.5", "5"), ("85%", "10", "7"), ("100.5%", "7", "10"), ("59%", "5", "0")],
)
def test_a_score_that_is_on_no_step(rate, score, expected):
    form = scored(rate, score)
    [finding] = [each for each in wrong(form, "jiangxi") if each.check == "funds.total.score"]
    assert (finding.kind, finding.severity, finding.expected) == ("ratio", "error", expected)
    assert f"执行率 {rate}所在档次" in finding.message
    assert errors(form) == []


@pytest.mark.parametrize(("budget", "executed"), [("30000", "23999.4"), ("30000", "24000")])
def test_a_rounded_rate_may_be_on_either_side_of_a_bound(budget, executed):
    """80.00% is what 79.998% is rounded to: both 5 and 7 points are right, nothing between."""
    for score in ("5", "7"):
        assert wrong(scored("80.00%", score, budget=budget, executed=executed), "jiangxi") == []
    found = wrong(scored("80.00%", "6", budget=budget, executed=executed), "jiangxi")
    assert "funds.total.score" in {each.check for each in found}


def test_a_rate_of_few_digits_counts_for_all_that_it_may_be():
    assert wrong(scored("80%", "5", executed="79.6"), "jiangxi") == []
    assert wrong(scored("81%", "5", executed="80.6"), "jiangxi") != []


def test_ten_times_the_rate_exactly():
    full = scored("60%", "10")
    [warning] = findings(full)
    assert (warning.severity, warning.check) == ("warning", "funds.total.score")
    exact = [each for each in wrong(full, "by_rate") if each.check == "funds.total.score"]
    assert [each.severity for each in exact] == ["error"]
    assert wrong(scored("97.28%", "9.73"), "by_rate") == []


def test_more_than_the_budget_in_zhejiang():
    form = scored("120%", "10")
    assert wrong(form, "zhejiang") == []
    assert [each.kind for each in findings(form)] == ["range"]
    assert errors(form) == []


def test_spending_without_a_budget_in_zhejiang():
    form = scored("100%", "10", budget="0", executed="5")
    assert wrong(form, "zhejiang") == []
    [default] = errors(form)
    assert "分母为 0,无从计算" in default.message
    [finding] = [
        each
        for each in wrong(scored("0%", "10", budget="0", executed="5"), "zhejiang")
        if each.check.endswith("execution_rate")
    ]
    assert finding.severity == "error"
    assert "的分母为 0 而分子不为 0,应为 100%" in finding.message
    assert finding.suspect == "funds.total.execution_rate"
    assert wrong(scored("0%", "0", budget="0", executed="0"), "zhejiang") == []


@pytest.mark.parametrize("variant", [each.name for each in F3.variants])
def test_a_form_of_full_marks_is_right_everywhere_but_for_the_weight(variant):
    weight = "20" if variant == "hubei" else "10"
    assert wrong(scored("100%", weight, weight=weight), variant) == []
