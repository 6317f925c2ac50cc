"""What a rule file says of other forms: strictly read, and every fault told with its path."""

import pytest

from extractor.rulebook import load_rules
from extractor.rulebook.across import last_month

HEAD = """\
form: a
title: 甲表
fields:
  name: {label: 项目名称, type: text}
  unit: {label: 填报单位, type: text}
  year: {label: 年度, type: date}
  period: {label: 期间, type: period}
  budget: {label: 预算金额, type: money}
  share: {label: 比例, type: rate}
tables:
  funds:
    rows: {total: {label: 资金总额}, own: {label: 自有资金}}
    headings: {q1: {label: 第1季度}, q1_q2: {label: 1-2季度}}
    columns:
      annual: {label: 全年安排, type: money}
      spent: {label: 已支出, type: money, under: [q1, q1_q2]}
across:
"""
LEAST = "  project: name\n  unit: [unit]\n"


def test_a_cumulative_table_gives_each_cell_the_month_until_which_it_counts(rule):
    text = HEAD.partition("fields:")[2].replace("\n", "\n", 1)
    made = rule(f"fields:{text}{LEAST}  cumulative: {{funds: {{q1: Q1, q1_q2: H1}}}}\n").across
    assert made.until == {
        "funds.total.q1.spent": 3,
        "funds.total.q1_q2.spent": 6,
        "funds.own.q1.spent": 3,
        "funds.own.q1_q2.spent": 6,
    }
    assert (made.project, made.unit, made.year, made.facts) == ("name", ("unit",), None, {})


def test_a_form_that_declares_nothing_is_compared_with_none(rule):
    assert rule("fields: {name: {label: 项目名称, type: text}}").across is None


@pytest.mark.parametrize(
    ("period", "month"), [("Q1", 3), ("Q4", 12), ("H1", 6), ("H2", 12), ("01", 1), ("10", 10)]
)
def test_a_period_ends_with_a_month(period, month):
    assert last_month(period) == month


@pytest.mark.parametrize(
    "lines",
    [
        "  project: nome  # ! $.across.project: 'nome' is no field\n  unit: [unit]\n",
        "  project: budget  # ! $.across.project: of type money, and not a text\n  unit: [unit]\n",
        "  project: name\n  unit: []  # ! $.across.unit: names no field\n",
        "  project: name\n  unit: [unit, unit]  # ! $.across.unit[1]: stands here twice\n",
        "  project: name\n  unit: [unit, year]  # ! $.across.unit[1]: of type date, and not a text\n",
        LEAST + "  year: period  # ! $.across.year: of type period, and not a date\n",
        LEAST + "  period: year  # ! $.across.period: of type date, and not a period\n",
        LEAST + "  dated: day  # ! $.across.dated: 'day' is no field\n",
        LEAST + "  apart: [budget]  # ! $.across.apart[0]: of type money, and not a choice or code or text\n",
        LEAST + "  facts: {budget: []}  # ! $.across.facts.budget: names no field\n",
        LEAST + "  facts: {budget: [budget, name]}  # ! $.across.facts.budget[1]: of type text\n",
        LEAST + "  facts: {budget: [budget, share]}  # ! $.across.facts.budget: not money and rate\n",
        LEAST + "  cumulative: {found: {q1: Q1}}  # ! $.across.cumulative.found: is no table\n",
        LEAST + "  cumulative: {funds: {}}  # ! $.across.cumulative.funds: names no heading\n",
        LEAST + "  cumulative: {funds: {q2: Q2}}  # ! $.across.cumulative.funds.q2: none of the table's headings\n",
        LEAST + "  cumulative: {funds: {q1: Q5}}  # ! $.across.cumulative.funds.q1: 'Q5' is none of\n",
        LEAST + "  cumulative: {funds: {q1: Q2, q1_q2: H1}}  # ! $.across.cumulative.funds.q1_q2: ends when q1 ends\n",
        LEAST + "  facts: {budget: [budget]}\n  fact: {}  # ! $.across.fact: is `facts` meant?\n",
    ],
)  # fmt: skip
def test_what_names_nothing_is_a_fault(assert_told, lines):
    assert_told(HEAD + lines)


def test_the_project_and_the_unit_cannot_be_left_out(told):
    [(_, _, path, message), (_, _, also, other)] = told(a=HEAD + "  year: year\n")
    assert (path, also) == ("$.across", "$.across")
    assert {message, other} == {"the key `project` is missing", "the key `unit` is missing"}


def test_a_field_that_is_itself_faulty_is_told_once(assert_told):
    text = HEAD.replace(
        "budget: {label: 预算金额, type: money}",
        "budget: {label: 预算金额, type: cash}  # ! $.fields.budget.type: none of",
    )
    assert_told(text + LEAST + "  facts: {budget: [budget]}\n")


def test_one_fact_is_of_one_type_in_all_rule_files(told):
    other = HEAD.replace("form: a", "form: b").replace("甲表", "乙表") + LEAST
    [fault] = told(
        a=HEAD + LEAST + "  facts: {budget: [budget]}\n",
        b=other + "  facts: {budget: [share]}\n",
    )
    assert fault[0] == "b.yaml"
    assert fault[2:] == ("$.across.facts.budget", "is of type rate, and in a.yaml of type money")


def test_the_built_in_forms_say_how_they_are_known():
    rules = load_rules().rules
    assert {name for name, rule in rules.items() if rule.across} == set(rules)
    monitoring = rules["project_fund_monitoring"].across
    assert monitoring.until["funds.own_other.q1_q3.spent_rate"] == 9
    assert "funds.total.annual" not in monitoring.until
