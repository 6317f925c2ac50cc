"""Why a number is wrong: one small form a cause, and the catalogue that lists them all."""

import subprocess
import sys
from pathlib import Path

import pytest

from extractor.across import compare, declaring
from extractor.audit import audit
from extractor.audit.catalogue import CAUSES, KINDS, page, tail
from extractor.audit.diagnose import GUESSES
from extractor.ingest.reading import Task
from extractor.ingest.run import ingest
from extractor.narrative import quantities
from extractor.rulebook import load_rules

from .drawn import F3, errors, evaluation_form, findings, fund_form, record, rule_of, seed

DOCS = Path(__file__).parents[2] / "docs" / "checks.md"
#: Kinds that need several forms.
BETWEEN_FORMS = {"across"}
ACROSS = Path(__file__).parents[2] / "corpus" / "across" / "guilty"

TABLE = """
               annual  q1.received q1.received_rate q1.spent q1.spent_rate q1_q2.received q1_q2.received_rate q1_q2.spent q1_q2.spent_rate q1_q3.received q1_q3.received_rate q1_q3.spent q1_q3.spent_rate
total          900     540         60%              225      25%           720            80%                 450         50%              900            100%                693         77%
fiscal         600     360         60%              150      25%           480            80%                 300         50%              600            100%                462         77%
own            300     180         60%              75       25%           240            80%                 150         50%              300            100%                231         77%
own_business   200     120         60%              50       25%           160            80%                 100         50%              200            100%                154         77%
own_other      100     60          60%              25       25%           80             80%                 50          50%              100            100%                77          77%
"""


def table(**cells):
    return fund_form(TABLE, **{"budget_amount": "900", **cells})


BASES = """
          annual q1.received q1.received_rate q1.spent q1.spent_rate q1_q2.received q1_q2.received_rate q1_q2.spent q1_q2.spent_rate
total     200    100         50%              20       10%           150            75%                 40          20%
fiscal    200    100         50%              20       10%           150            75%                 40          26.67%
"""
ZERO = """
          initial_budget annual_budget executed weight execution_rate score
total     0              0             0        10     0              0
fiscal    90             89.974        89.974   .      .              .
"""
FORMS = {
    "swapped_cells": table(funds__own__q1__received="75", funds__own__q1__spent="180"),
    "defaulted_row": evaluation_form(ZERO),
    "shifted": table(
        funds__fiscal__q1_q2__received="360",
        funds__fiscal__q1_q2__spent="150",
        funds__fiscal__q1_q3__received="480",
        funds__fiscal__q1_q3__spent="300",
    ),
    "wrong_base": fund_form(BASES),
    "omitted_part": table(funds__own__q1_q2__spent="100"),
    "double_counted": table(funds__total__q1__spent="300"),
    "not_cumulative": table(funds__fiscal__q1_q3__spent="162"),
    "stale_period": table(funds__fiscal__q1_q3__spent="300"),
    "copied_neighbour": table(funds__own_other__q1_q3__spent_rate="100%"),
    "unit_slip": table(funds__fiscal__q1_q3__spent="4620000"),
    "percent_slip": table(funds__fiscal__q1_q3__spent_rate="0.77%"),
    "decimal_shift": table(funds__fiscal__q1_q3__spent="46.2"),
    "transposed_digits": table(funds__fiscal__q1_q3__spent="426"),
    "dropped_digit": table(funds__fiscal__q1_q3__spent="42"),
    "doubled_digit": table(funds__fiscal__q1_q3__spent="4662"),
    "wrong_digit": table(funds__fiscal__q1_q3__spent="469"),
    "sign": table(funds__fiscal__q1_q3__spent="-462"),
    "truncated": seed(funds__total__q1__spent_rate="2.71%"),
}
KIND_FORMS = {
    "choice": fund_form("annual\ntotal 5\nfiscal 5", procurement_due="5"),
    "required": fund_form("annual\ntotal 5\nfiscal 5", project_name="."),
    "format": fund_form("annual\ntotal 5\nfiscal 5", contact_phone="1590737515"),
    "membership": fund_form(
        "annual\ntotal 5\nfiscal 5", function_code="2013101", function_name="一般行政管理事务"
    ),
    "unreadable": fund_form("annual\ntotal ?五\nfiscal 5"),
    "total": fund_form("annual\ntotal 7\nfiscal 5"),
    "ratio": seed(funds__total__q1__spent_rate="2.27%"),
    "order": fund_form("annual q1.received q1_q2.received\nfiscal 9 5 3"),
    "equal": seed(budget_amount="150"),
    "range": evaluation_form("", [("培训人数", "50", "58")]),
    "narrative": fund_form("annual\ntotal 5\nfiscal 5", outputs_achieved="接入率128%。"),
}


def test_the_clean_table_is_clean():
    assert findings(table()) == ()


@pytest.mark.parametrize("cause", FORMS)
def test_a_cause_is_told(cause):
    [finding] = [f for f in findings(FORMS[cause]) if f.cause is not None]
    assert finding.cause == cause


@pytest.mark.parametrize("cause", sorted(set(FORMS) - {"truncated"}))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sentence_of_a_cause_is_complete(cause, language):
    [finding] = [f for f in findings(FORMS[cause], language) if f.cause is not None]
    assert "{" not in finding.message
    beginning = CAUSES[cause].tail[language].partition("{")[0].strip()
    assert beginning[:6] in finding.message or finding.suspect is None


def test_a_shifted_row_is_one_finding_with_the_numbers_moved_back():
    [finding] = findings(FORMS["shifted"])
    [repair] = finding.alternatives
    assert dict(zip(repair.fields, repair.values, strict=True)) == {
        "funds.fiscal.q1_q2.received": "4800000",
        "funds.fiscal.q1_q2.spent": "3000000",
        "funds.fiscal.q1_q3.received": "6000000",
        "funds.fiscal.q1_q3.spent": "4620000",
    }


def test_a_row_in_another_unit_is_one_finding():
    form = table(
        **{
            f"funds__fiscal__{column}": text
            for column, text in {
                "annual": "6000000",
                "q1__received": "3600000",
                "q1__spent": "1500000",
                "q1_q2__received": "4800000",
                "q1_q2__spent": "3000000",
                "q1_q3__received": "6000000",
                "q1_q3__spent": "4620000",
            }.items()
        }
    )
    [finding] = findings(form)
    assert finding.cause == "unit_slip"
    assert "10000 倍" in finding.message


def test_two_slips_that_share_a_sum_are_explained_by_a_pair():
    form = table(funds__fiscal__q1__received="306", funds__own__q1__received="188")
    wrong = {"funds.fiscal.q1.received", "funds.own.q1.received"}
    found = findings(form)
    assert {f.suspect for f in found} == wrong or any(
        set(each.fields) == wrong for f in found for each in f.alternatives
    )


def test_weights_that_miss_a_hundred_with_their_total_are_explained_by_pairs():
    form = evaluation_form(
        "weight score\ntotal 10 10",
        [("培训人数", "50", "48"), ("满意度", "30", "30")],
        total__weight="90",
        total__score="88",
    )
    [finding] = [f for f in findings(form) if f.severity == "error"]
    assert {frozenset(each.fields) for each in finding.alternatives} >= {
        frozenset({"indicators.0.weight", "total.weight"}),
        frozenset({"indicators.1.weight", "total.weight"}),
    }
    assert finding.suspect is None


# ------------------------------------------------------------------------------ the catalogue


def test_every_cause_is_documented_and_fired():
    assert set(FORMS) == set(CAUSES)
    assert list(GUESSES) == [cause for cause in CAUSES if cause in GUESSES]
    assert all(entry.tail for entry in CAUSES.values())


@pytest.mark.parametrize("kind", sorted(set(KINDS) - BETWEEN_FORMS))
def test_every_kind_is_fired(kind):
    form = KIND_FORMS[kind]
    rule = rule_of(form)
    assert kind in {f.kind for f in audit(form, rule, "zh", quantities(form, rule)).findings}


@pytest.mark.parametrize("kind", sorted(BETWEEN_FORMS))
def test_every_kind_between_forms_is_fired(kind, tmp_path):
    rules = load_rules()
    warehouse = str(tmp_path / "forms.duckdb")
    ingest(
        [str(ACROSS / f"restated_{each}.docx") for each in ("q1", "q3")],
        warehouse,
        Task(rules, "zh"),
    )
    found = compare(warehouse, declaring(rules)).findings
    assert [each.finding.kind for each in found] == [kind]


def test_no_finding_names_what_the_catalogue_does_not_know():
    for form in (*FORMS.values(), *KIND_FORMS.values(), record(F3, {})):
        for finding in findings(form):
            assert finding.kind in KINDS
            assert finding.cause is None or finding.cause in CAUSES


def test_kinds_are_those_of_the_rule_files():
    from typing import get_args

    from extractor.rulebook.types import CheckKind

    assert set(KINDS) == set(get_args(CheckKind))


def test_the_page_is_made_from_the_code():
    made = "\n".join(page()) + "\n"
    assert DOCS.read_text(encoding="utf-8") == made, "run tiqu checks --markdown > docs/checks.md"


def test_the_command_lists_all():
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "checks"], capture_output=True, check=True
    )
    told = done.stdout.decode()
    assert all(code in told for code in (*KINDS, *CAUSES))


def test_a_tail_in_both_languages():
    assert tail("transposed_digits", "zh", right="19", wrong="91") == ",疑为数字颠倒(19→91)"
    assert tail("sign", "en") == "; the sign seems wrong"


def test_what_follows_is_said_where_a_slip_misses_it():
    drawn = """
            annual q1.received q1.received_rate q1.spent q1.spent_rate
    total   12.19  12.19       100%             1.79     14.17%
    fiscal  12.19  12.19       100%             1.79     14.68%
    """
    found = findings(fund_form(drawn, budget_amount="12.19"))
    [finding] = [each for each in found if each.severity == "error"]
    assert finding.suggestion.text == "14.68%"
    assert finding.expected == "0.1468"
    assert "应为 14.68%,也可能原为 14.67%" in finding.message


EXECUTED = """
           initial_budget annual_budget executed weight execution_rate score
total      90             90            45       10     50%            5
fiscal     60             60            30       .      50%            .
carryover  30             30            15       .      50%            .
"""
SCORED = (("数量", "50", "50"), ("质量", "30", "28"), ("时效", "10", "10"))


def test_two_exchanges_that_mend_as_much_are_both_told():
    swapped = {"funds.fiscal.executed": "15", "funds.carryover.executed": "30"}
    form = evaluation_form(EXECUTED, SCORED, **swapped)
    [finding] = [f for f in findings(form) if f.severity == "error"]
    told = {frozenset(each.fields) for each in finding.alternatives}
    names = ("annual_budget", "executed")
    pairs = [{f"funds.{row}.{name}" for row in ("fiscal", "carryover")} for name in names]
    assert all(frozenset(pair) in told for pair in pairs)
    assert (finding.suspect, finding.cause) == (None, "swapped_cells")


def test_a_score_below_zero_explains_nothing():
    totals = {"total.weight": "100", "total.score": "39"}
    form = evaluation_form(EXECUTED, SCORED, **totals)
    [finding] = [f for f in findings(form) if f.severity == "error"]
    assert finding.suspect == "total.score"
    assert finding.suggestion.text == "93"


def test_of_very_many_alternatives_the_likeliest_are_told_and_the_rest_counted():
    rows = [(f"指标{number}", "0.9", "0.15") for number in range(100)]
    totals = {"total.weight": "100", "total.score": "20.80"}
    form = evaluation_form(EXECUTED, rows, **totals)
    longest = max(
        (f for f in findings(form) if f.severity == "error"), key=lambda f: len(f.alternatives)
    )
    assert len(longest.alternatives) == 20
    assert "另有" in longest.message


FINER = """
         annual_budget executed execution_rate
total    63.63         45.72    71.85%
fiscal   33.63         22.72    68%
carryover 20           16       80%
other    10            7        70%
"""


@pytest.mark.parametrize(
    ("text", "cause"),
    [("51.85%", "wrong_digit"), ("718.5%", "decimal_shift"), ("71.58%", "transposed_digits")],
)
def test_a_rate_typed_more_exactly_than_the_others_is_corrected_as_exactly(text, cause):
    assert not errors(evaluation_form(FINER))
    [finding] = errors(evaluation_form(FINER.replace("71.85%", text)))
    assert (finding.cause, finding.suggestion.text) == (cause, "71.85%")


def test_decimals_that_a_slip_has_made_are_not_kept():
    [finding] = errors(evaluation_form(FINER.replace("71.85%", "72%").replace("68%", "0.68%")))
    assert finding.suggestion.text == "68%"


def test_an_order_is_told_by_what_differs_on_both_sides():
    drawn = "       annual q1.received q1_q2.received\ntotal  153    120         90"
    [finding] = [each for each in findings(fund_form(drawn)) if each.kind == "order"]
    assert finding.formula == "q1 <= q1_q2"
