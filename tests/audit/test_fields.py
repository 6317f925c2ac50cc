"""One field alone: choices, conditions, unreadable text, required, formats."""

import pytest

from extractor.model import Record, Value

from .drawn import F1, errors, findings, fund_form, seed


def changed(path, **parts):
    form = seed()
    field = F1.fields[path]
    return Record(form.form, {**form.values, path: Value(path, field.type, **parts)})


def only(form):
    [finding] = findings(form)
    return finding


def test_both_boxes_ticked():
    form = changed(
        "project_type", status="unreadable", raw="延续项目☑  新增项目☑", doubt="several_ticked"
    )
    finding = only(form)
    assert (finding.kind, finding.severity) == ("choice", "error")
    assert finding.check == finding.suspect == "project_type"
    assert finding.message == "项目类型勾选了不止一项:延续项目☑ 新增项目☑"


def test_no_box_ticked():
    finding = only(changed("tendering", status="blank", raw="□是 □否", doubt="none_ticked"))
    assert (finding.kind, finding.severity) == ("choice", "error")
    assert finding.message == "是否实施招投标未勾选任何一项"


def test_a_question_that_is_not_on_the_form_is_no_finding():
    assert findings(changed("tendering", status="absent")) == ()


@pytest.mark.parametrize("doubt", ["unclear_mark", "stray_mark"])
def test_a_mark_that_cannot_be_told_is_a_warning(doubt):
    finding = only(changed("tendering", status="unreadable", raw="⍰是 □否", doubt=doubt))
    assert (finding.kind, finding.severity) == ("choice", "warning")


def test_a_value_that_is_not_of_its_type():
    finding = only(changed("budget_amount", status="unreadable", raw="若干", doubt="not_a_value"))
    assert (finding.kind, finding.severity) == ("unreadable", "error")
    assert finding.message == "预算安排资金填报“若干”,不是金额"


def test_a_bare_one_among_percents_is_a_note():
    form = seed()
    path = "funds.total.q1.received_rate"
    bare = Value(
        **{
            name: getattr(form.values[path], name)
            for name in (
                "path",
                "type",
                "status",
                "value",
                "number",
                "scale",
                "decimals",
                "half_width",
            )
        },
        raw="1",
        shown="1",
        doubt="bare_rate",
    )
    finding = only(Record(form.form, {**form.values, path: bare}))
    assert finding.severity == "info"


def test_an_amount_beside_no_such_item_is_one_finding():
    finding = only(seed(procurement_due="12"))
    assert (finding.kind, finding.severity) == ("choice", "error")
    assert finding.check == "procurement_not_applicable"
    assert finding.also == ("government_procurement",)
    assert {"procurement_due", "procurement_actual"} <= set(finding.fields)


def test_zero_is_no_amount():
    assert findings(seed(procurement_due="0", procurement_actual="0.00")) == ()


def test_without_no_such_item_amounts_are_free():
    form = seed(
        procurement_due="12", procurement_not_applicable="false", government_procurement="yes"
    )
    assert findings(form) == ()


def test_a_required_field_that_is_blank():
    finding = only(seed(project_name="."))
    assert (finding.kind, finding.severity) == ("required", "warning")


@pytest.mark.parametrize(
    "phone",
    [
        "15907375155", "+8615907375155", "0737-5661234", "07375661234", "(0737)5661234",
        "010-12345678", "8690022", "0737-5661234-801", "0737-5661234转801", "159****5155",
        "15907375155、0737-5661234", "400-800-1234", "12345", "661234",
    ],
)  # fmt: skip
def test_a_telephone_number(phone):
    assert findings(seed(contact_phone=phone)) == ()


@pytest.mark.parametrize("phone", ["1590737515", "159073751555", "12907375155", "1590737515a"])
def test_an_odd_telephone_number(phone):
    finding = only(seed(contact_phone=phone))
    assert (finding.kind, finding.severity, finding.check) == ("format", "warning", "contact_phone")


@pytest.mark.parametrize(("code", "odd"), [("2013102", 0), ("20131", 0), ("201", 0), ("201310", 1)])
def test_a_code_of_functions_has_three_five_or_seven_digits(code, odd):
    assert len(findings(seed(function_code=code))) == odd


def test_an_improbable_year():
    assert only(seed(report_date="0202-10-08")).kind == "format"
    assert findings(seed(report_date="2022-10-08")) == ()


def test_a_doubtful_reading_is_said_and_changes_no_severity():
    form = fund_form("annual q1.received\ntotal 100 50\nfiscal 90 50")
    values = {
        path: Value(
            **{
                **{name: getattr(value, name) for name in value.__struct_fields__},
                "confidence": 0.5,
            }
        )
        for path, value in form.values.items()
    }
    [finding] = errors(Record(form.form, values))
    assert finding.severity == "error"
    assert "识读把握不高" in finding.message
