"""The self-evaluation form: lists, weights, scores."""

import pytest

from extractor.audit import audit

from .drawn import F3, errors, evaluation_form, findings, record

FUNDS = """
          initial_budget annual_budget executed weight execution_rate score
total     90             89.974        89.974   10     100%           10
fiscal    90             89.974        89.974   .      100%           .
"""
INDICATORS = [("培训人数", "50", "48"), ("满意度", "40", "40")]


def form(funds=FUNDS, indicators=INDICATORS, **cells):
    return evaluation_form(
        funds, indicators, **{"total__weight": "100", "total__score": "98", **cells}
    )


def test_a_form_that_adds_up():
    result = audit(form(), F3)
    assert result.findings == ()
    assert result.counts.failed == 0


def test_a_total_score_that_is_not_the_sum():
    [finding] = errors(form(total__score="89"))
    assert (finding.kind, finding.check) == ("total", "total.score")
    assert finding.message.startswith(
        "总分 得分填报 89,按 年度资金总额 10 + 绩效指标各行得分 88 应为 98"
    )
    assert finding.suspect is None
    assert finding.formula == "funds.total.score + sum(indicators.*.score)"


def test_whole_scores_may_have_been_rounded():
    assert errors(form(total__score="97")) == []


def test_weights_that_do_not_add_up_to_a_hundred():
    found = errors(
        form(
            indicators=[("培训人数", "40", "38"), ("满意度", "40", "40")],
            total__weight="90",
            total__score="88",
        )
    )
    [finding] = found
    assert finding.kind == "range"
    assert "合计为 90,应为 100" in finding.message


def test_a_score_above_its_weight():
    [finding] = errors(form(indicators=[("培训人数", "50", "58"), ("满意度", "40", "40")]))
    assert finding.check == finding.suspect == "indicators.0.score"
    assert finding.suggestion.text == "48"
    assert finding.message.startswith("绩效指标第1行(培训人数) 得分填报 58,大于分值 50")


def test_scores_left_blank_altogether_are_not_judged():
    blank = form(
        funds=FUNDS.replace("100%           10", "100%           ."),
        indicators=[("培训人数", "50", "."), ("满意度", "40", ".")],
        total__score=".",
    )
    assert findings(blank) == ()
    [outcome] = [o for o in audit(blank, F3).outcomes if o.check == "total.score"]
    assert outcome.grade == "not_applicable"


@pytest.mark.parametrize(("score", "reason"), [(".", "missing"), ("?好", "unreadable")])
def test_one_score_that_cannot_be_counted_leaves_the_sum_unchecked(score, reason):
    some = form(indicators=[("培训人数", "50", score), ("满意度", "40", "40")])
    [outcome] = [o for o in audit(some, F3).outcomes if o.check == "total.score"]
    assert (outcome.grade, outcome.reason, outcome.at) == (
        "unchecked",
        reason,
        "indicators.0.score",
    )


def test_a_score_that_does_not_follow_the_rate_is_a_warning():
    low = FUNDS.replace(
        "89.974   10     100%           10", "53.984   10     60%            10"
    ).replace("89.974   .      100%", "53.984   .      60% ")
    [finding] = findings(form(funds=low))
    assert (finding.severity, finding.kind, finding.check) == (
        "warning",
        "ratio",
        "funds.total.score",
    )
    assert finding.expected == "6"
    assert finding.message == "年度资金总额 得分填报 10,按 分值 10 × 执行率 60% 应为 6"


def test_a_score_is_capped_at_its_weight():
    above = FUNDS.replace("89.974   10     100%", "98.971   10     110%").replace(
        "89.974   .      100%", "98.971   .      110%"
    )
    assert {finding.kind for finding in findings(form(funds=above))} == {"range"}
    assert errors(form(funds=above)) == []


def test_a_total_row_left_at_zero_blames_no_filled_part():
    zero = """
              initial_budget annual_budget executed weight execution_rate score
    total     0              0             0        10     0              0
    fiscal    90             89.974        89.974   .      .              .
    """
    [finding] = errors(form(funds=zero, total__score="88"))
    assert (finding.check, finding.cause) == ("funds.total.initial_budget", "defaulted_row")
    assert finding.also == ("funds.total.annual_budget", "funds.total.executed")
    assert finding.suspect is None
    [repair] = finding.alternatives
    assert repair.fields == (finding.check, *finding.also, "funds.total.execution_rate")
    assert repair.values == ("900000", "899740", "899740", "1")
    assert finding.message.endswith("应为 90,疑为合计行未填,保留了默认值 0")


def test_a_template_with_printed_levels_is_blank():
    printed = {"indicators.0.level1": "产出指标", "indicators.0.level3": ".", "year": "2022"}
    [finding] = findings(record(F3, printed))
    assert finding.severity == "info"
