"""Rows: what an extraction says is in the tables, column by column, and nothing else is."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from extractor.model import Alternative, Place, Suggestion
from extractor.sinks.rows import rounded, stamp, tables
from extractor.sinks.tables import MONEY, NUMBER, schemas
from tests.sinks.making import (
    EVALUATION,
    MONITORING,
    RULES,
    failed,
    finding,
    form,
    quantity,
    read,
    source,
    value,
)

FUNDS = f"{MONITORING}_funds"


def rows(table, *extractions, **more):
    return tables(extractions, RULES, **more)[table].to_pylist()


def funds(extraction, of="total", period="q1"):
    [row] = [
        row for row in rows(FUNDS, extraction) if (row["source"], row["period"]) == (of, period)
    ]
    return row


def test_every_table_is_there_and_has_its_schema_even_without_rows():
    made = tables([], RULES)
    assert {name: table.schema for name, table in made.items()} == schemas(RULES)
    assert all(table.num_rows == 0 for table in made.values())


def test_a_content_that_failed_is_a_submission_with_its_reason():
    [row] = rows("submissions", failed("encrypted", "甲.docx: needs a password"))
    assert row["status"] == "failed"
    assert (row["error_code"], row["error_message"]) == ("encrypted", "甲.docx: needs a password")
    assert row["form_count"] == 0


def test_the_stamp_is_on_every_row():
    at = stamp(RULES, datetime(2022, 9, 30, 8, tzinfo=UTC))
    made = tables([read(form(findings=[finding()]))], RULES, stamped=at)
    for name, table in made.items():
        for row in table.to_pylist():
            assert row["rule_hash"] == RULES.sha256, name
            assert row["loaded_at"] == datetime(2022, 9, 30, 8), name  # noqa: DTZ001


def test_a_row_of_a_table_is_a_source_and_a_period_and_the_year_stands_on_each():
    extraction = read(
        form(
            funds__total__annual="1530000",
            funds__total__q1__spent="41600",
            funds__total__q1__spent_rate="0.0272",
            funds__total__q1_q2__spent="90000",
        )
    )
    assert len(rows(FUNDS, extraction)) == 7 * 3
    first, second = funds(extraction), funds(extraction, period="q1_q2")
    assert first["annual"] == second["annual"] == Decimal("1530000.0000")
    assert (first["spent"], second["spent"]) == (Decimal(41600), Decimal(90000))
    assert first["spent_rate"] == Decimal("0.0272")
    assert first["received"] is None


def test_a_table_without_headings_has_one_row_a_source():
    extraction = read(form(EVALUATION, funds__fiscal__execution_rate="0.98"))
    made = rows(f"{EVALUATION}_funds", extraction)
    assert [row["source"] for row in made] == ["total", "fiscal", "carryover", "other"]
    assert [row["execution_rate"] for row in made] == [None, Decimal("0.98"), None, None]


def test_a_list_has_as_many_rows_as_are_filled_in_in_their_order():
    texts = {f"indicators__{i}__level3": f"指标{i}" for i in (10, 2, 0)}
    extraction = read(form(EVALUATION, **texts, indicators__2__weight="10"))
    made = rows(f"{EVALUATION}_indicators", extraction)
    assert [row["index"] for row in made] == [0, 2, 10]
    assert [row["level3"] for row in made] == ["指标0", "指标2", "指标10"]
    assert made[1]["weight"] == 10


def test_a_summary_below_a_list_stands_with_the_scalar_fields():
    [row] = rows(EVALUATION, read(form(EVALUATION, total__score="95.5")))
    assert row["total_score"] == Decimal("95.5")


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("false", False), (None, None)])
def test_a_flag_is_true_false_or_unknown(text, flag):
    [row] = rows(MONITORING, read(form(procurement_not_applicable=text)))
    assert row["procurement_not_applicable"] is flag


def test_several_forms_of_one_file_are_told_apart_by_their_index():
    extraction = read(form(project_name="一"), form(EVALUATION), form(project_name="二"))
    assert [row["form"] for row in rows("forms", extraction)] == [
        MONITORING,
        EVALUATION,
        MONITORING,
    ]
    made = rows(MONITORING, extraction)
    assert [(row["form_index"], row["project_name"]) for row in made] == [(0, "一"), (2, "二")]


def test_every_field_has_a_row_with_its_place_whatever_its_status():
    place = Place(page=2, table=1, row=15, column=5, box=(1.5, 2.25, 3.0, float("nan")))
    spent = value(
        "funds.total.q1.spent", "money", "41600", raw="4.16", raw_unit="万元", unit="CNY",
        half_width=Decimal(50), label="实际支出资金", confidence=0.93, place=place,
    )  # fmt: skip
    made = {
        row["path"]: row for row in rows("field_values", read(form(funds__total__q1__spent=spent)))
    }
    assert set(made) == set(RULES.rules[MONITORING].fields)
    row = made["funds.total.q1.spent"]
    assert (row["value"], row["raw"], row["raw_unit"]) == ("41600", "4.16", "万元")
    assert (row["half_width"], row["confidence"]) == (Decimal(50), Decimal("0.93"))
    assert (row["place_page"], row["place_table"], row["place_row"]) == (2, 1, 15)
    assert (row["place_x0"], row["place_top"], row["place_bottom"]) == (
        Decimal("1.5"), Decimal("2.25"), None,
    )  # fmt: skip
    assert made["project_name"]["status"] == "blank"


def test_a_finding_is_a_row_with_all_that_it_says():
    found = finding(
        also=("funds.fiscal.q1.spent_rate",),
        suggestion=Suggestion("funds.total.q1.spent_rate", "0.0272", "2.72%"),
        alternatives=(Alternative(("a", "b"), ("1", "2"), "swapped_cells"),),
    )
    note = finding(severity="info", kind="narrative")
    first, second = rows("findings", read(form(findings=[found, note])))
    assert (first["number"], second["number"]) == (0, 1)
    assert first["also"] == ["funds.fiscal.q1.spent_rate"]
    assert first["suggestion_text"] == "2.72%"
    assert '"swapped_cells"' in first["alternatives"]
    assert (second["also"], second["alternatives"], second["suggestion_value"]) == ([], None, None)


def test_a_quantity_in_a_text_is_a_row_with_its_sentence_and_its_place():
    told = (
        quantity(raw_unit="万元"),
        quantity(None, "3", "次", comparator="≥", upper=Decimal("5.5"), raw="3-5.5次", change=True),
    )
    extraction = read(form(quantities=told))
    money, times = rows("indicators_in_text", extraction)
    assert (money["sha256"], money["form_index"], money["number"]) == (
        extraction.source.sha256,
        0,
        0,
    )
    assert (money["name"], money["comparator"], money["unit"]) == ("支出", "=", "CNY")
    assert (money["value"], money["upper"], money["half_width"]) == (125300, None, 50)
    assert (money["raw"], money["raw_unit"], money["fit"]) == ("12.53万元", "万元", "exact")
    assert (money["path"], money["start"], money["end"]) == ("outputs_achieved", 4, 11)
    assert (money["place_table"], money["place_row"], money["place_column"]) == (0, 20, 1)
    assert money["sentence"] == "累计支出12.53万元。"
    assert (times["number"], times["name"], times["change"]) == (1, None, True)
    assert (times["value"], times["upper"]) == (3, Decimal("5.5"))


def test_a_count_beyond_every_column_keeps_its_text():
    [row] = rows("indicators_in_text", read(form(quantities=[quantity(number="9" * 40)])))
    assert (row["value"], row["fit"], row["raw"]) == (None, "too_large", "12.53万元")


def test_sources_hold_every_path_once():
    again = source(path="copies/甲.docx")
    made = rows("sources", read(of=source()), met=[again, again])
    assert [row["path"] for row in made] == ["forms/甲.docx", "copies/甲.docx"]


# ------------------------------------------------------------------- numbers that do not fit


@pytest.mark.parametrize(
    ("text", "held", "fit"),
    [
        ("1530000", "1530000", "exact"),
        ("9999999999999999.9999", "9999999999999999.9999", "exact"),
        ("10000000000000000", None, "too_large"),
        ("-10000000000000000", None, "too_large"),
        ("9999999999999999.99999", None, "too_large"),
        ("1" * 40, None, "too_large"),
        ("41600.12345", "41600.1234", "rounded"),
        ("0.00001", "0", "rounded"),
    ],
)
def test_money_that_a_column_cannot_hold_breaks_nothing(text, held, fit):
    extraction = read(form(budget_amount=text))
    [row] = rows(MONITORING, extraction)
    assert row["budget_amount"] == (held and Decimal(held))
    [kept] = [row for row in rows("field_values", extraction) if row["path"] == "budget_amount"]
    assert (kept["value"], kept["fit"]) == (text, fit)


@given(some.decimals(allow_nan=False, allow_infinity=False), some.sampled_from([MONEY, NUMBER]))
def test_a_number_is_held_within_half_a_step_or_not_at_all(number, type_):
    held, fit = rounded(number, type_)
    if held is None:
        assert fit == "too_large"
        assert abs(number) >= Decimal(10) ** (type_.precision - type_.scale) * Decimal("0.9999")
    else:
        with_digits = held.as_tuple()
        assert len(with_digits.digits) <= type_.precision
        assert (fit == "exact") == (held == number)


def test_a_half_width_is_rounded_up_so_that_it_stays_a_bound():
    rate = value("funds.total.q1.spent_rate", "rate", "0.5", half_width=Decimal("0.00000000005"))
    extraction = read(form(funds__total__q1__spent_rate=rate))
    [row] = [
        row
        for row in rows("field_values", extraction)
        if row["path"] == "funds.total.q1.spent_rate"
    ]
    assert row["half_width"] == Decimal("0.0000000001")


# --------------------------------------------------------------------------- hostile text


def test_what_no_destination_can_store_is_replaced_and_the_submission_kept():
    broken = source(path="forms/\udcd5\udcfe\udcb7.docx")
    extraction = read(form(project_name="a\0b\ud800c"), of=broken)
    [met] = rows("sources", extraction)
    assert met["path"] == "forms/\\xd5\\xfe\\xb7.docx"
    [row] = rows(MONITORING, extraction)
    assert row["project_name"] == "a\ufffdb\ufffdc"


@settings(max_examples=30, deadline=None)
@given(some.text(some.characters()))
def test_any_text_at_all_can_be_stored(text):
    extraction = read(form(project_name=text, findings=[finding(message=text, also=(text,))]))
    [row] = rows("findings", extraction)
    assert row["message"].encode("utf-8").decode("utf-8") == row["also"][0]
