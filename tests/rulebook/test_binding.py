"""The variables of checks, bound to the fields of a form."""

import pytest

from extractor.rulebook.expression import paths, written

FORM = """\
fields:
  budget: {label: 预算, type: money}
tables:
  t:
    rows: {all: {label: 合计}, one: {label: 甲}}
    headings: {q1: {label: 一季度}, q2: {label: 二季度}}
    columns:
      plan: {label: 安排, type: money}
      paid: {label: 支出, type: money, under: [q1, q2]}
      rate: {label: 比率, type: rate, under: [q1, q2]}
      note: {label: 备注, type: text}
lists:
  l:
    columns:
      weight: {label: 分值, type: number}
      score: {label: 得分, type: number}
    summaries: {sum: {label: 总分, columns: [weight, score]}}
checks:
"""


@pytest.fixture
def bound(rule):
    """The statements that one check makes of the form, as written."""

    def bound(check):
        return [written(each.statement) for each in rule(f"{FORM}  - {{{check}}}\n").checks]

    return bound


def test_a_check_without_variables_is_one_statement(bound):
    assert bound("kind: equal, holds: budget = t.all.plan") == ["budget = t.all.plan"]


def test_one_variable_is_the_same_thing_throughout(bound):
    assert bound("kind: order, holds: 't.{r}.q1.paid <= t.{r}.plan'") == [
        "t.all.q1.paid <= t.all.plan",
        "t.one.q1.paid <= t.one.plan",
    ]


def test_a_variable_stands_for_several_parts_of_a_path(bound):
    assert bound("kind: order, holds: 't.one.{c} <= t.all.{c}', where: {c: [plan, q1.paid]}") == [
        "t.one.plan <= t.all.plan",
        "t.one.q1.paid <= t.all.q1.paid",
    ]


def test_a_total_passes_over_rates_and_texts(bound):
    assert bound("kind: total, holds: 't.all.{c} = t.one.{c}'") == [
        "t.all.plan = t.one.plan",
        "t.all.q1.paid = t.one.q1.paid",
        "t.all.q2.paid = t.one.q2.paid",
    ]


def test_where_chooses_among_what_exists(bound):
    check = "kind: ratio, holds: 't.{r}.{p}.rate = t.{r}.{p}.paid / t.{r}.plan'"
    assert len(bound(check)) == 4
    assert bound(check + ", where: {r: [one], p: [q2]}") == [
        "t.one.q2.rate = t.one.q2.paid / t.one.plan"
    ]


def test_a_variable_after_a_list_is_each_of_its_rows(rule):
    [check] = rule(f"{FORM}  - {{kind: range, holds: 'l.{{i}}.score <= l.{{i}}.weight'}}\n").checks
    assert (check.rows_of, check.row_variable) == ("l", "i")
    assert list(paths(check.statement)) == ["l.{i}.score", "l.{i}.weight"]


def test_a_sum_over_rows_may_have_a_variable_column(bound):
    assert bound("kind: total, holds: 'sum.{c} = sum(l.*.{c})'") == [
        "sum.weight = sum(l.*.weight)",
        "sum.score = sum(l.*.score)",
    ]


def test_siblings_know_the_entry_they_come_from(rule):
    made = rule(
        FORM
        + "  - {kind: equal, holds: budget = t.all.plan, note: 见表}\n"
        + "  - {kind: order, holds: 't.{r}.q1.paid <= t.{r}.q2.paid', severity: warning}\n"
    )
    assert [(check.declared, check.severity, check.note) for check in made.checks] == [
        (0, "error", "见表"),
        (1, "warning", None),
        (1, "warning", None),
    ]
