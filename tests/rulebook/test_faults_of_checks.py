"""Checks that cannot be made, that say nothing, or that contradict each other."""

import pytest

FORM = """\
form: a
title: 甲表
fields:
  name: {label: 名称, type: text}
  due: {label: 日期, type: date}
  kind: {label: 类型, type: choice, options: {new: {label: 新}, old: {label: 旧}}}
  none: {label: 金额, type: flag, option: 无}
  must: {label: 必填, type: text, required: true}
  budget: {label: 预算, type: money}
  count: {label: 数量, type: number}
tables:
  t:
    rows: {all: {label: 合计}, one: {label: 甲}, two: {label: 乙}}
    columns:
      plan: {label: 安排, type: money}
      paid: {label: 支出, type: money}
      rate: {label: 比率, type: rate}
lists:
  l:
    columns:
      name: {label: 指标, type: text}
      weight: {label: 分值, type: number}
      score: {label: 得分, type: number}
    summaries: {sum: {label: 总分, columns: [weight, score]}}
  m:
    columns: {n: {label: 人, type: number}}
checks:
"""
FIRST = FORM.count("\n") + 1


@pytest.fixture
def of_checks(told):
    """The faults of checks, as (number of the line after `checks:`, path, message)."""

    def of_checks(*checks):
        found = told(a=FORM + "".join(f"  - {{{check}}}\n" for check in checks))
        return [(line - FIRST, path, message) for _, line, path, message in found]

    return of_checks


@pytest.mark.parametrize(
    ("check", "message"),
    [
        # paths
        ("kind: order, holds: budget <= spent", "'spent' is no field of this form"),
        ("kind: order, holds: 't.{r}.payed <= t.{r}.plan'", "names no field of this form, so it can never fire"),
        ("kind: order, holds: 't.{r}.paid <= bugdet'", "'bugdet' is no field"),
        ("kind: range, holds: 'l.{i}.scores <= 5'", "'l.{i}.scores' is no field"),
        ("kind: range, holds: 'l.name.weight <= 5'", "is no field"),
        ("kind: range, holds: 'l.{i}.score <= m.{i}.n'", "rows of two lists, l and m"),
        ("kind: range, holds: 'l.{i}.score <= l.{j}.weight'", "several variables over the rows of one list: {i}, {j}"),
        ("kind: order, holds: 'l.{i}.score <= t.{i}.plan'", "'t.{i}.plan' has the variable of a list's rows"),
        ("kind: range, holds: 'l.*.score <= 5'", "`*` stands only in `sum(list.*.column)`"),
        ("kind: total, holds: budget = sum(t.*.plan)", "only `sum(list.*.column)` adds up a list"),
        ("kind: total, holds: budget = sum(t.all.plan)", "only `sum(list.*.column)` adds up a list"),
        ("kind: total, holds: 'sum.weight = sum(l.*.weigth)'", "'l.*.weigth' is no field"),
        ("kind: order, holds: '{a} + {b} + {c} + {d} + {e} <= {f}'", "makes more than 5000 statements"),
        ("kind: total, holds: budget =", "ends too early"),
        # where
        ("kind: order, holds: 't.{r}.paid <= t.{r}.plan', where: {x: [all]}", "`where` names {x}, which is no variable"),
        ("kind: range, holds: 'l.{i}.score <= 5', where: {i: [one]}", "{i} is every row"),
        # types
        ("kind: total, holds: t.all.plan = t.one.plan + count", "money and number do not add up"),
        ("kind: total, holds: t.all.plan = t.one.plan + t.one.rate", "money and rate do not add up"),
        ("kind: total, holds: t.all.rate = t.one.rate + t.two.rate", "t.all.rate is a rate, and rates do not add up"),
        ("kind: order, holds: t.all.rate <= budget", "rate and money are not compared"),
        ("kind: equal, holds: count = budget", "number and money are not compared"),
        ("kind: equal, holds: name = kind", "name is of type text: only money, rates and numbers"),
        ("kind: order, holds: budget <= due", "due is of type date: only money"),
        ("kind: ratio, holds: budget = t.all.paid * t.all.rate", "budget is money: what a ratio gives is a rate or a number"),
        ("kind: ratio, holds: t.all.rate = t.all.paid / t.all.rate", "rate and money are not compared"),
        ("kind: ratio, holds: t.all.rate = t.all.paid * budget", "money times money is nothing"),
        ("kind: ratio, holds: t.all.rate = count / budget", "only money is divided by money"),
        ("kind: ratio, holds: t.all.rate = t.all.rate / (2 - 2)", "divides by zero"),
        ("kind: ratio, holds: t.all.rate = t.all.paid / (budget | count)", "money and number stand beside each other"),
        # kinds
        ("kind: ratio, holds: t.all.rate <= t.all.paid / t.all.plan", "a ratio is `field = formula`"),
        ("kind: ratio, holds: t.all.paid / t.all.plan = t.all.rate", "a ratio is `field = formula`"),
        ("kind: total, holds: budget = t.all.plan * 2", "a total adds and subtracts"),
        ("kind: total, holds: budget = t.all.plan = t.one.plan", "a total is one sum"),
        ("kind: order, holds: budget = t.all.plan", "an order is stated with <="),
        ("kind: order, holds: budget <= 5", "with a constant it is of kind range"),
        ("kind: equal, holds: budget <= t.all.plan", "an equality is stated with ="),
        ("kind: equal, holds: count = 5", "with a constant it is of kind range"),
        ("kind: choice, holds: budget = t.all.plan", "a check of kind choice is `if … then …`"),
        ("kind: required, holds: filled(name)", "'required' is none of"),
        ("kind: total, holds: 'if none then budget = t.all.plan'", "is a check of kind choice, not total"),
        ("kind: range, holds: 't.all.rate <= 1'", "severity is at most warning"),
        # conditions
        ("kind: choice, holds: if kind = older then blank(budget)", "kind is never 'older' (it can be: new, old)"),
        ("kind: choice, holds: if none = maybe then blank(budget)", "none is never 'maybe'"),
        ("kind: choice, holds: if kind then blank(budget)", "kind is never 'true'"),
        ("kind: choice, holds: if name then blank(budget)", "name is of type text: `if` asks for flags, choices"),
        ("kind: choice, holds: if blank(name) then blank(name)", "can never fire"),
        ("kind: choice, holds: if none then filled(none)", "tests the field that it speaks of"),
        # sense
        ("kind: range, holds: 1 <= 2", "names no field, so it can never fire"),
        ("kind: order, holds: budget <= budget", "compares budget with itself"),
        ("kind: total, holds: budget + count = count + budget", "money and number do not add up"),
        ("kind: total, holds: budget + t.all.plan = t.all.plan + budget", "with itself"),
        ("kind: range, holds: 1 <= count <= 0", "leaves nothing for count: at least 1, at most 0"),
        ("kind: order, holds: budget <= t.all.plan <= budget", "together they must be equal"),
        ("kind: total, holds: t.all.plan = t.one.plan + t.one.plan", "t.one.plan stands in it twice"),
        ("kind: total, holds: t.all.plan = t.all.plan + t.one.plan", "t.all.plan stands in it twice"),
        ("kind: order, holds: budget - t.all.plan <= budget", "budget stands in it twice"),
        ("kind: ratio, holds: count = 10 * count / sum.weight", "computes count from itself"),
        ("kind: ratio, holds: 't.all.rate = t.all.paid / (t.all.plan | t.all.plan)'", "an alternative stands there twice"),
        ("kind: ratio, holds: t.all.rate = t.all.paid / t.all.paid", "is always 1: t.all.paid / t.all.paid"),
        ("kind: range, holds: 'min(sum.score) <= 5'", "the smallest of one: min(sum.score)"),
        ("kind: range, holds: 'min(sum.score, sum.weight) <= sum.weight'", "is always so, and can never fire"),
        ("kind: range, holds: 'steps(count, 0: 1, 5: 9) <= 10'", "is always so, and can never fire"),
        ("kind: range, holds: '10 <= steps(count, 0: 1, 5: 9)'", "can never be so"),
        ("kind: range, holds: 'min(count, 5) = 6'", "can never be so"),
        ("kind: range, holds: '0 <= t.all.rate <= 100', severity: warning", "a rate is a fraction: 100 is 10000 %, and 100 % is 1"),
        ("kind: ratio, holds: 'count = steps(t.all.rate, 0: 0, 60: 5, 80: 7)'", "a rate is a fraction: 60 is 6000 %, and 60 % is 0.6"),
        ("kind: ratio, holds: 'count = steps(t.all.rate, 0.8: 7, 0.6: 5)'", "must ascend, but 0.6 follows 0.8"),
        ("kind: ratio, holds: 'count = steps(name, 0: 0, 1: 5)'", "name is of type text"),
        ("kind: ratio, holds: 'count = min(sum.weight, 5)', over_zero: 1", "`over_zero` belongs to `rate = one / other`"),
        ("kind: equal, holds: budget = t.all.plan, over_zero: 1", "`over_zero` belongs to a ratio, not to the kind equal"),
        ("kind: ratio, holds: t.all.rate = t.all.paid / t.all.plan, over_zero: 100%", "'100%' is no number"),
        # conditions on what is never so
        ("kind: choice, holds: if blank(none) then filled(budget)", "none is a flag, ticked or not: ask `if none`"),
        ("kind: choice, holds: if kind = new then filled(none)", "none is a flag, ticked or not"),
        ("kind: choice, holds: if blank(kind) then blank(budget)", "kind is a choice and never blank"),
        ("kind: choice, holds: if none then blank(kind)", "kind is a choice and never blank"),
        ("kind: choice, holds: if none then filled(kind)", "that an answer is ticked is asked of every form"),
        ("kind: choice, holds: if none then blank(must)", "must is required, and so never to be blank"),
        ("kind: choice, holds: 'if none then blank(budget, budget)'", "blank(…) names budget twice"),
        ("kind: choice, holds: if blank(budget) then filled(budget)", "tests the field that it speaks of"),
        # variants
        ("kind: range, holds: 0 <= count, only: [east]", "'east' is no variant of this form (there are: none)"),
    ],
)  # fmt: skip
def test_one_check(of_checks, check, message):
    faults = of_checks(check)
    assert len(faults) == 1, faults
    line, path, found = faults[0]
    assert (line, path.partition("]")[0]) == (0, "$.checks[0")
    assert message in found


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("kind: order, holds: budget <= t.all.plan", "kind: order, holds: t.all.plan <= budget",
         "says that t.all.plan is at most budget, and checks[0] the other way round"),
        ("kind: order, holds: budget <= t.all.plan <= t.all.paid", "kind: order, holds: t.all.paid <= budget",
         "together they must be equal"),
        ("kind: order, holds: 't.{r}.paid <= t.{r}.plan'", "kind: order, holds: t.one.plan <= t.one.paid",
         "and checks[0] the other way round"),
        ("kind: range, holds: 'l.{i}.score <= l.{i}.weight'", "kind: range, holds: 'l.{row}.weight <= l.{row}.score'",
         "and checks[0] the other way round"),
        ("kind: order, holds: budget <= t.all.plan", "kind: order, holds: budget <= t.all.plan, severity: warning",
         "says of budget what checks[0] says already"),
        ("kind: total, holds: budget = t.one.plan + t.two.plan", "kind: total, holds: t.two.plan + t.one.plan = budget",
         "what checks[0] says already"),
        ("kind: order, holds: 't.{r}.paid <= t.{r}.plan'", "kind: order, holds: t.two.paid <= t.two.plan",
         "says of t.two.paid what checks[0] says already"),
        ("kind: range, holds: 'l.{i}.score <= l.{i}.weight'", "kind: range, holds: 'l.{x}.score <= l.{x}.weight'",
         "what checks[0] says already"),
        ("kind: choice, holds: if none then blank(budget)", "kind: choice, holds: if none = true then blank(budget)",
         "what checks[0] says already"),
        ("kind: range, holds: 5 <= count", "kind: range, holds: count <= 4",
         "leaves nothing for count: at least 5, at most 4 (see checks[0])"),
        ("kind: range, holds: 'sum(l.*.weight) = 100'", "kind: range, holds: 'sum(l.*.weight) = 90'",
         "leaves nothing for sum(l.*.weight): at least 100, at most 90 (see checks[0])"),
        ("kind: range, holds: sum.weight + count = 100", "kind: range, holds: count + sum.weight <= 50",
         "leaves nothing for count + sum.weight"),
        ("kind: total, holds: t.one.plan + t.two.plan <= t.all.plan", "kind: total, holds: t.all.plan <= t.two.plan + t.one.plan",
         "leaves only 0 for t.all.plan - t.one.plan - t.two.plan: is an equality meant?"),
        ("kind: total, holds: t.all.plan = t.one.plan + t.two.plan", "kind: total, holds: t.one.plan = t.all.plan - t.two.plan",
         "what checks[0] says already"),
        ("kind: total, holds: t.all.plan = t.one.plan + t.two.plan", "kind: total, holds: t.one.plan = t.all.plan + budget",
         "would be a part of itself"),
        ("kind: equal, holds: budget = t.one.plan", "kind: total, holds: t.one.plan = budget + t.two.plan",
         "budget would be a part of itself"),
        ("kind: ratio, holds: t.all.rate = t.all.paid / t.all.plan", "kind: ratio, holds: t.all.rate = t.all.paid / budget",
         "t.all.rate has two bases, see checks[0]: (t.all.plan | budget) says that the form uses one of them"),
        ("kind: range, holds: 0 <= count <= 10", "kind: range, holds: count <= 20",
         "only fires where checks[0] does, which is stricter"),
        ("kind: range, holds: 0 <= count <= 10", "kind: range, holds: 0 <= count <= 20, severity: warning",
         "only fires where checks[0] does, which is stricter"),
        ("kind: choice, holds: if none then blank(budget)", "kind: choice, holds: if none then filled(budget)",
         "asks for budget to be filled, and checks[0] for it to be blank"),
        ("kind: choice, holds: 'if none then blank(budget, count)'", "kind: choice, holds: 'if none then blank(count, budget)'",
         "says of none what checks[0] says already"),
    ],
)  # fmt: skip
def test_two_checks(of_checks, first, second, message):
    [(line, path, found)] = of_checks(first, second)
    assert (line, path) == (1, "$.checks[1].holds")
    assert message in found


def test_bounds_that_cross_along_orders(of_checks):
    [(line, _, message)] = of_checks(
        "kind: range, holds: 5 <= count",
        "kind: order, holds: count <= sum.weight <= sum.score",
        "kind: range, holds: sum.score <= 3",
    )
    assert line == 2
    assert message == "count is at least 5, sum.score at most 3, and yet count at most sum.score"


def test_a_total_that_is_a_part_of_itself_by_way_of_others(of_checks):
    faults = of_checks(
        "kind: total, holds: t.all.plan = t.one.plan + t.two.plan",
        "kind: total, holds: t.one.plan = budget + t.two.paid",
        "kind: total, holds: budget = t.all.plan + t.one.paid",
    )
    assert faults == [(2, "$.checks[2].holds", "t.all.plan would be a part of itself")]


def test_values_of_where_that_stand_there_twice(of_checks):
    check = "kind: order, holds: 't.{r}.paid <= t.{r}.plan', where: {r: [one, two, one]}"
    assert of_checks(check) == [(0, "$.checks[0].where.r[2]", "'one' stands here twice")]


def test_values_of_where_that_match_nothing(of_checks):
    check = "kind: order, holds: 't.{r}.{m} <= t.all.{m}', where: {m: [paid, spent], r: [one, two]}"
    assert of_checks(check) == [(0, "$.checks[0].where.m[1]", "'spent' matches no field")]


def test_what_makes_sense_is_let_through(of_checks):
    assert not of_checks(
        "kind: total, holds: 't.all.{c} = t.one.{c} + t.two.{c}'",
        "kind: total, holds: 't.one.paid + t.two.paid <= t.all.plan'",
        "kind: ratio, holds: 't.{r}.rate = t.{r}.paid / (t.{r}.plan | budget)'",
        "kind: ratio, holds: count = 10 * t.all.rate",
        "kind: ratio, holds: 't.all.rate = (t.all.plan - budget) / budget', severity: warning",
        "kind: ratio, holds: 'sum.score = min(sum.weight * t.all.rate, sum.weight)'",
        "kind: order, holds: 't.{r}.paid <= t.{r}.plan'",
        "kind: range, holds: '-0.5 <= t.{r}.rate <= 1', severity: warning",
        "kind: range, holds: 'sum(l.*.weight) = 100'",
        "kind: range, holds: '0 <= l.{i}.score <= l.{i}.weight'",
        "kind: total, holds: 'sum.{c} = sum(l.*.{c})'",
        "kind: choice, holds: 'if kind = new then filled(name, due)'",
        "kind: choice, holds: 'if filled(count) then budget <= 1000000'",
        "kind: choice, holds: 'if none = false then filled(budget)'",
    )
