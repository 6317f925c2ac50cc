"""The JSON of one extraction: the contract's keys in the contract's order, valid by its schema."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator

import extractor
from extractor.model import Alternative, Leftover, Place, Suggestion
from extractor.sinks.jsonl import to_json
from tests.sinks.making import EVALUATION, failed, finding, form, quantity, read, source, value

SCHEMA = json.loads(
    (Path(extractor.__file__).parent / "schemas" / "extraction-1.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)


def written(extraction):
    """The JSON, read again; always valid by the schema."""
    line = to_json(extraction)
    assert "\n" not in line
    made = json.loads(line)
    VALIDATOR.validate(made)
    return made


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_keys_are_those_of_the_contract_in_its_order():
    rate = value(
        "funds.total.q1.spent_rate", "rate", "0.0272", raw="2.72%", unit="ratio",
        half_width=Decimal("0.00005"), label="支出实现率", place=Place(None, 0, 15, 5),
    )  # fmt: skip
    made = written(read(form(funds__total__q1__spent_rate=rate)))
    assert list(made) == ["schema", "source", "status", "error", "forms", "unmapped"]
    assert list(made["source"]) == ["name", "path", "sha256", "size", "format"]
    [one] = made["forms"]
    assert list(one)[:6] == ["form", "rule", "title", "record", "fields", "findings"]
    assert list(one["fields"]["funds.total.q1.spent_rate"].items()) == [
        ("value", "0.0272"),
        ("raw", "2.72%"),
        ("type", "rate"),
        ("unit", "ratio"),
        ("half_width", "0.00005"),
        ("status", "found"),
        ("label", "支出实现率"),
        ("confidence", 1.0),
        ("place", {"page": None, "table": 0, "row": 15, "column": 5, "box": None}),
    ]
    assert one["record"]["funds"]["total"]["q1"]["spent_rate"] == "0.0272"


def test_quantities_stand_beside_the_findings_as_text():
    made = written(read(form(quantities=[quantity(raw_unit="万元", upper=Decimal("200000.50"))])))
    [told] = made["forms"][0]["quantities"]
    assert told == {
        "name": "支出",
        "comparator": "=",
        "value": "125300",
        "upper": "200000.5",
        "unit": "CNY",
        "raw": "12.53万元",
        "raw_unit": "万元",
        "half_width": "50",
        "change": False,
        "sentence": "累计支出12.53万元。",
        "path": "outputs_achieved",
        "place": {"page": None, "table": 0, "row": 20, "column": 1, "box": None},
        "start": 4,
        "end": 11,
    }


def test_a_finding_has_every_key_and_its_other_explanations():
    found = finding(
        suggestion=Suggestion("a", "1"), alternatives=(Alternative(("a",), ("1",), "sign"),)
    )
    [one] = written(read(form(findings=[found])))["forms"][0]["findings"]
    assert list(one) == [
        "check", "also", "kind", "severity", "message", "formula", "reported", "expected", "low",
        "high", "fields", "suspect", "cause", "suggestion", "alternatives", "evidence",
    ]  # fmt: skip
    assert one["suggestion"] == {"field": "a", "value": "1"}
    assert one["alternatives"] == [{"fields": ["a"], "values": ["1"], "cause": "sign", "texts": []}]


def test_rows_of_a_list_are_a_list_in_the_record():
    texts = {f"indicators__{i}__level3": f"指标{i}" for i in range(11)}
    [one] = written(read(form(EVALUATION, **texts)))["forms"]
    assert [row["level3"] for row in one["record"]["indicators"]] == [f"指标{i}" for i in range(11)]


@pytest.mark.parametrize(
    ("width", "text"),
    [("0.000050", "0.00005"), ("5E+1", "50"), ("50.0", "50"), ("5E-9", "0.000000005"), ("0", "0")],
)
def test_a_half_width_is_a_plain_decimal(width, text):
    amount = value("budget_amount", "money", "1530000", half_width=Decimal(width))
    [one] = written(read(form(budget_amount=amount)))["forms"]
    assert one["fields"]["budget_amount"]["half_width"] == text


def test_a_failed_and_an_unrecognised_file_are_objects_too():
    assert written(failed("too_large", "…"))["error"] == {"code": "too_large", "message": "…"}
    leftover = Leftover("你好", Place(paragraph=3), "称呼")
    made = written(read()) | {}
    assert (made["status"], made["forms"]) == ("unrecognised", [])
    kept = written(read().__class__(source(), "unrecognised", None, (), (leftover,)))["unmapped"]
    assert kept[0]["label"] == "称呼"
    assert kept[0]["place"]["paragraph"] == 3


def test_a_file_that_was_never_opened_has_no_hash():
    nowhere = extractor.Source("甲.docx", "甲.docx", "", 0)
    assert written(failed(of=nowhere))["source"]["sha256"] is None


def test_a_line_holds_nothing_that_acts_on_a_terminal_and_loses_nothing():
    text = "a\x1b[31m\x9b31m\u202eb\u2028c\x7f"
    line = to_json(read(form(project_name=text)))
    assert not any(char in line for char in "\x1b\x9b\u202e\u2028\x7f")
    assert json.loads(line)["forms"][0]["record"]["project_name"] == text


@settings(max_examples=50, deadline=None)
@given(some.text(some.characters()), some.text(some.characters()))
def test_any_text_at_all_can_be_written(text, path):
    line = to_json(read(form(project_name=text), of=source(path=path)))
    line.encode("utf-8")
    shown = json.loads(line)["forms"][0]["record"]["project_name"]
    assert len(shown) >= len(text)
    assert "\0" not in shown


def test_the_schema_refuses_what_the_contract_forbids():
    made = json.loads(to_json(read(form(budget_amount="1530000"))))
    made["forms"][0]["fields"]["budget_amount"]["half_width"] = "5E+1"
    assert not VALIDATOR.is_valid(made)
    made = json.loads(to_json(failed()))
    made["error"] = None
    assert not VALIDATOR.is_valid(made)
