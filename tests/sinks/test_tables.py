"""The schemas: names, keys, types and Chinese comments as promised, from the rule files alone."""

import re

import msgspec
import pyarrow as pa
import pytest

from extractor.errors import RuleFileError
from extractor.rulebook import Column, Heading, List, Row, RuleSet, Table
from extractor.sinks.tables import STAMP, comment, keys, schemas
from tests.sinks.making import EVALUATION, MONITORING, RULES

SCHEMAS = schemas(RULES)


def changed(name=MONITORING, **parts):
    """The built-in rules with one rule file changed."""
    rule = msgspec.structs.replace(RULES.rules[name], **parts)
    return RuleSet({**RULES.rules, rule.form: rule}, RULES.folder, "another hash")


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("submissions", "sha256"),
        ("sources", "sha256 path"),
        ("forms", "sha256 form_index"),
        ("field_values", "sha256 form_index path"),
        ("findings", "sha256 form_index number"),
        ("indicators_in_text", "sha256 form_index number"),
        (MONITORING, "sha256 form_index"),
        (f"{MONITORING}_funds", "sha256 form_index source period"),
        (EVALUATION, "sha256 form_index"),
        (f"{EVALUATION}_funds", "sha256 form_index source"),
        (f"{EVALUATION}_indicators", "sha256 form_index index"),
    ],
)
def test_every_table_has_its_key_and_no_part_of_it_is_ever_null(table, key):
    assert keys(SCHEMAS[table]) == tuple(key.split())
    assert not any(SCHEMAS[table].field(name).nullable for name in keys(SCHEMAS[table]))


def test_money_and_rates_are_exact_flags_are_booleans_and_the_rest_is_text():
    funds = SCHEMAS[f"{MONITORING}_funds"]
    assert funds.names[:4] == ["sha256", "form_index", "source", "period"]
    assert funds.names[4:9] == ["annual", "received", "received_rate", "spent", "spent_rate"]
    assert funds.field("spent").type == pa.decimal128(20, 4)
    assert funds.field("spent_rate").type == pa.decimal128(20, 10)
    form = SCHEMAS[MONITORING]
    assert form.field("budget_amount").type == pa.decimal128(20, 4)
    assert form.field("procurement_not_applicable").type == pa.bool_()
    for name in ("report_date", "project_type", "function_code", "contact_phone"):
        assert form.field(name).type == pa.string(), name
    assert SCHEMAS[f"{EVALUATION}_indicators"].field("weight").type == pa.decimal128(20, 10)


def test_nothing_is_a_floating_point_number():
    types = [field.type for schema in SCHEMAS.values() for field in schema]
    assert not any(pa.types.is_floating(type_) for type_ in types)


def test_dots_of_a_path_are_underscores_in_the_name_of_its_column():
    names = SCHEMAS[EVALUATION].names
    assert {"goal_expected", "goal_actual", "total_weight", "total_score"} <= set(names)


def test_every_table_and_column_is_explained_in_chinese():
    for name, schema in SCHEMAS.items():
        assert re.search(r"[\u4e00-\u9fff]", comment(schema)), name
        for field in schema:
            assert re.search(r"[\u4e00-\u9fff]|SHA-256", comment(field)), f"{name}.{field.name}"
    means = comment(SCHEMAS[MONITORING].field("project_type"))
    assert means == "项目类型(continuing 延续项目;new 新增项目)"
    assert comment(SCHEMAS[MONITORING].field("procurement_due")) == "采购金额:应采购金额(元)"
    assert comment(SCHEMAS[EVALUATION].field("total_score")) == "总分:得分"


def test_every_row_says_who_read_it_with_which_rules_and_when():
    for schema in SCHEMAS.values():
        assert schema.names[-3:] == [field.name for field in STAMP]


def test_personal_fields_are_marked_for_whoever_masks_them():
    form = SCHEMAS[MONITORING]
    assert form.field("contact_phone").metadata[b"personal"] == b"phone"
    assert b"personal" not in form.field("project_name").metadata


def test_two_fields_that_would_share_a_column_are_a_fault_of_the_rule_file():
    fields = RULES.rules[EVALUATION].fields
    other = msgspec.structs.replace(fields["goal.actual"], path="goal_actual")
    with pytest.raises(RuleFileError, match=r"project_self_evaluation\.yaml.*goal_actual"):
        schemas(changed(EVALUATION, fields={**fields, "goal_actual": other}))


@pytest.mark.parametrize("form", ["findings", "warehouse", f"{MONITORING}_funds"])
def test_a_form_cannot_take_the_name_of_another_table(form):
    with pytest.raises(RuleFileError, match=form):
        schemas(changed(EVALUATION, form=form))


@pytest.mark.parametrize("form", ['x"; DROP TABLE forms', "Form", "x" * 64, "x\n", ""])
def test_what_is_no_name_never_becomes_a_table(form):
    with pytest.raises(RuleFileError, match="cannot name a table"):
        schemas(changed(EVALUATION, form=form))


def test_headings_without_columns_are_no_part_of_the_key():
    table = Table(
        "funds",
        (Row("total", ("总额",)),),
        (Heading("q1", ("一季度",)),),
        (Column("annual", ("全年",), "money"),),
    )
    listing = List("items", (Column("name", ("名称",), "text"),))
    made = schemas(changed(fields={}, tables=(table,), lists=(listing,)))
    assert keys(made[f"{MONITORING}_funds"]) == ("sha256", "form_index", "row")
    assert made[MONITORING].names == ["sha256", "form_index", *(each.name for each in STAMP)]
