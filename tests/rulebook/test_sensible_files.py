"""No false refusals: checks that somebody might well want, of forms that might well exist."""

import pytest

FIELDS = """\
fields:
  budget: {label: 预算, type: money}
  adjusted: {label: 调整后预算, type: money}
  change: {label: 调整数, type: money}
  spent: {label: 支出, type: money}
  left: {label: 结余, type: money}
  contract: {label: 合同金额, type: money}
  saved: {label: 节约额, type: money}
  rate: {label: 执行率, type: rate}
  saved_rate: {label: 节约率, type: rate}
  growth: {label: 增长率, type: rate}
  people: {label: 人数, type: number}
  posts: {label: 编制, type: number}
  weight: {label: 分值, type: number}
  score: {label: 得分, type: number}
  reason: {label: 原因, type: text}
  name: {label: 名称, type: text, required: true}
  kind: {label: 类型, type: choice, options: {new: {label: 新}, old: {label: 旧}, none: {label: 无}}}
  ticked: {label: 无该项, type: flag, option: 无该项内容}
tables:
  t:
    rows: {all: {label: 合计}, one: {label: 甲}, two: {label: 乙}}
    headings: {h1: {label: 上半年}, h2: {label: 全年}}
    columns:
      plan: {label: 安排, type: money}
      got: {label: 到位, type: money, under: [h1, h2]}
      paid: {label: 支付, type: money, under: [h1, h2]}
      share: {label: 占比, type: rate, under: [h1, h2]}
lists:
  l:
    columns:
      item: {label: 项, type: text}
      count: {label: 数量, type: number}
      price: {label: 单价, type: money}
      amount: {label: 金额, type: money}
      points: {label: 分, type: number}
      most: {label: 满分, type: number}
    summaries: {sum: {label: 总计, columns: [count, amount, points, most]}}
"""

SENSIBLE = {
    "one total by columns, another by rows": [
        '{kind: total, holds: "t.all.{c} = t.one.{c} + t.two.{c}"}',
        "{kind: total, holds: budget = t.one.plan + t.two.plan}",
        "{kind: equal, holds: budget = t.all.plan}",
    ],
    "a total, and an order that it does not settle": [
        "{kind: total, holds: adjusted = budget + change}",
        "{kind: order, holds: adjusted <= budget}",
    ],
    "a remainder, and orders beside it": [
        "{kind: total, holds: left = adjusted - spent}",
        "{kind: order, holds: spent <= adjusted}",
        "{kind: range, holds: 0 <= left, severity: warning}",
    ],
    "orders in chains, the long way too": [
        '{kind: order, holds: "t.{r}.h1.{m} <= t.{r}.h2.{m}", where: {m: [got, paid]}}',
        '{kind: order, holds: "t.{r}.{h}.paid <= t.{r}.{h}.got <= t.{r}.plan"}',
        '{kind: order, holds: "t.{r}.h1.paid <= t.{r}.plan"}',
    ],
    "a bound for all rows, and a stricter one for some": [
        '{kind: range, holds: "t.{r}.{h}.share <= 1", severity: warning}',
        "{kind: range, holds: t.one.h1.share <= 0.5, severity: warning}",
    ],
    "a doubtful bound within an impossible one": [
        "{kind: range, holds: 0 <= people <= 5000}",
        "{kind: range, holds: 1 <= people <= 500, severity: warning}",
    ],
    "one rate by two formulas that agree": [
        "{kind: ratio, holds: saved_rate = saved / budget}",
        "{kind: ratio, holds: saved_rate = (budget - contract) / budget}",
    ],
    "one rate on a base that stands in two places": [
        "{kind: equal, holds: budget = t.all.plan}",
        "{kind: ratio, holds: rate = spent / budget}",
        "{kind: ratio, holds: rate = spent / t.all.plan}",
    ],
    "candidates, and a base that may be 0": [
        "{kind: ratio, holds: rate = spent / (adjusted | budget), over_zero: 1}",
    ],
    "growth beyond 100 %": [
        "{kind: ratio, holds: growth = spent / budget - 1}",
        "{kind: range, holds: -1 <= growth <= 10, severity: warning}",
    ],
    "a price with a surcharge": [
        "{kind: equal, holds: contract = budget + budget * 0.13}",
    ],
    "a rate in points": [
        "{kind: range, holds: 0 <= rate * 100 <= 100, severity: warning}",
        "{kind: ratio, holds: score = rate * 100}",
    ],
    "scores by steps within their weight": [
        '{kind: ratio, holds: "score = weight * steps(rate, 0: 0, 0.5: 0.6, 0.9: 1)"}',
        "{kind: range, holds: 0 <= score <= weight}",
    ],
    "a deduction by steps of a number": [
        '{kind: ratio, holds: "score = 10 - steps(people, 0: 0, 60: 2, 100: 5)"}',
    ],
    "rows of a list with their products, sums and bounds": [
        '{kind: equal, holds: "l.{i}.amount = l.{i}.count * l.{i}.price"}',
        '{kind: total, holds: "sum.{c} = sum(l.*.{c})"}',
        '{kind: range, holds: "0 <= l.{i}.points <= l.{i}.most"}',
        '{kind: range, holds: "sum(l.*.most) = 100"}',
    ],
    "conditions that answer each other": [
        "{kind: choice, holds: 'if ticked then blank(budget, spent)'}",
        "{kind: choice, holds: if ticked = false then filled(budget)}",
        "{kind: choice, holds: if kind = none then blank(contract)}",
        "{kind: choice, holds: 'if kind = new then filled(contract, reason)'}",
    ],
    "reasons where something is left": [
        "{kind: choice, holds: 'if filled(left) then filled(reason)', severity: warning}",
        "{kind: choice, holds: 'if filled(contract, budget) then contract <= budget'}",
        "{kind: choice, holds: 'if filled(kind) then filled(budget)', severity: warning}",
        "{kind: choice, holds: 'if blank(name) then blank(budget)', severity: warning}",
    ],
    "a smallest of several": [
        "{kind: range, holds: 'score <= min(weight, 20)'}",
        "{kind: ratio, holds: 'score = min(weight * rate, weight)', severity: warning}",
    ],
    "parts that are not all, and one below the other": [
        "{kind: total, holds: t.one.plan + t.two.plan <= t.all.plan}",
        "{kind: order, holds: t.two.plan <= t.one.plan, severity: info}",
    ],
    "a bound that is no percentage": [
        "{kind: range, holds: 60 <= score <= 100, severity: warning}",
        "{kind: range, holds: 50 <= posts}",
        "{kind: range, holds: 'people - posts <= 0', severity: warning}",
    ],
    "differences on both sides": [
        "{kind: equal, holds: budget - spent = adjusted - contract}",
        "{kind: total, holds: budget + change = spent + left}",
        "{kind: order, holds: budget - spent <= left}",
    ],
}  # fmt: skip


@pytest.mark.parametrize("checks", SENSIBLE.values(), ids=SENSIBLE)
def test_a_sensible_file_loads(rule, checks):
    listed = "".join(f"  - {check}\n" for check in checks)
    made = rule(f"{FIELDS}checks:\n{listed}")
    assert {check.declared for check in made.checks} == set(range(len(checks)))


def test_they_are_at_least_twenty():
    assert len(SENSIBLE) >= 20


def test_all_of_several_variants_that_decide_different_things(rule):
    made = rule(
        FIELDS
        + """\
variants:
  strict: {label: 严格, group: bounds}
  loose: {label: 宽松, group: bounds}
  steps: {label: 分档, group: scores}
  share: {label: 按率, group: scores}
checks:
  - {kind: range, holds: 0 <= people <= 10, only: [strict]}
  - {kind: range, holds: 20 <= people <= 30, only: [loose]}
  - {kind: range, holds: 0 <= people, severity: warning, unless: [strict, loose]}
  - {kind: ratio, holds: "score = steps(rate, 0: 0, 1: 10)", only: [steps]}
  - {kind: ratio, holds: score = weight * rate, only: [share]}
"""
    )
    assert [variant.name for variant in made.variants] == ["strict", "loose", "steps", "share"]
    assert [check.declared for check in made.checks] == [2]
