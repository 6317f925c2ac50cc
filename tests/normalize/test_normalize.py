"""The stage as a whole: order, provenance, and what no text can do to it."""

import time
from decimal import Context, Decimal
from typing import get_args

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.model import Content, Located, LocatedForm, Mark, OptionReading, Place, Unit
from extractor.normalize import NORMALIZERS, normalize
from extractor.rulebook import Field, Rule, load_rules
from extractor.rulebook.types import NUMERIC, FieldType


def test_every_type_of_the_rule_files_has_a_normalizer():
    assert set(NORMALIZERS) == set(get_args(FieldType))


def test_every_located_field_gives_one_value_in_the_same_order():
    for rule in load_rules().rules.values():
        items = {path: Located(path) for path in reversed(rule.fields)}
        record = normalize(LocatedForm(rule.form, None, 1.0, items), rule)
        assert record.form == rule.form
        assert list(record.values) == list(items)
        for path, value in record.values.items():
            assert (value.path, value.type) == (path, rule.fields[path].type)
            assert (value.status, value.value, value.raw) == ("absent", None, None)


@pytest.mark.parametrize("kind", sorted(NORMALIZERS))
@pytest.mark.parametrize("text", ["153", "壹", "", "怎么", None])
def test_a_value_keeps_where_it_was_found(record, kind, text):
    place = Place(page=2, table=0, row=3, column=4)
    item = Located("x", None if text is None else Content(text), "标签", 0.75, place)
    value = record([Field("x", kind)], {"x": item})["x"]
    assert (value.label, value.confidence, value.place) == ("标签", 0.75, place)
    assert value.raw == text


def test_rows_of_a_list_are_read_by_their_columns():
    rule = load_rules().rules["project_self_evaluation"]
    written = {
        "indicators.0.level1": "产 出\n指 标", "indicators.0.level3": "培训\n人数", "indicators.0.target": "≥95%",
        "indicators.0.weight": "10分", "indicators.11.score": "９.５", "total.weight": "100",
    }  # fmt: skip
    items = {path: Located(path, Content(text), place=Place(0)) for path, text in written.items()}
    record = normalize(LocatedForm(rule.form, None, 1.0, items), rule)
    assert [value.value for value in record.values.values()] == [
        "产出指标",
        "培训人数",
        "≥95%",
        "10",
        "9.5",
        "100",
    ]


def test_a_path_of_another_rule_file_is_a_mistake():
    rule = load_rules().rules["project_self_evaluation"]
    with pytest.raises(KeyError):
        normalize(LocatedForm(rule.form, None, 1.0, {"elsewhere": Located("elsewhere")}), rule)


def test_the_seed_form_as_it_was_filled_in(record, at):
    fields = [Field(f"funds.{name}", kind, table="funds") for name, kind in
              [("annual", "money"), ("received", "money"), ("received_rate", "rate"), ("spent", "money"), ("spent_rate", "rate")]]  # fmt: skip
    texts = ["153　", "　153", "100%", "　4.16", "2.72%"]
    values = record(fields, {field.path: at(field.path, text, unit="万元" if field.type == "money" else None)
                             for field, text in zip(fields, texts, strict=True)}, "万元")  # fmt: skip
    assert [value.value for value in values.values()] == [
        "1530000",
        "1530000",
        "1",
        "41600",
        "0.0272",
    ]
    assert values["funds.spent"].half_width == 50
    assert values["funds.spent_rate"].half_width == Decimal("0.00005")


ALPHABET = st.one_of(
    st.text(
        "0123456789.,，．%％‰-—/（）()¥￥元万亿千百十角分整正壹贰叁一二三〇零点负年月日季度至号 　\n_约无共²①+*"
    ),
    st.text(st.characters(codec=None)),
)
MARKS = st.sampled_from(["checked", "unchecked", "unclear"])


@given(
    st.dictionaries(st.sampled_from(sorted(NORMALIZERS)), ALPHABET, min_size=1),
    st.sampled_from([None, "万元", "%", "?"]),
    MARKS,
)
@example(
    {
        "phone": "0" * 5000,
        "money": "1" * 5000,
        "date": "二" * 5000,
        "text": "\n" * 5000,
        "code": "9" * 5000,
    },
    None,
    "checked",
)
def test_no_text_raises_or_makes_a_float_or_a_value_that_cannot_be_stored(texts, unit, state):
    fields = {
        kind: Field(
            kind, kind, within="text" if kind == "phone" and "text" in texts else None, table="t"
        )
        for kind in texts
    }
    rule = Rule("f", ("t",), fields, "f.yaml", "0")
    items = {
        kind: Located(
            kind, Content(text), place=Place(0), unit=Unit(unit, "header") if unit else None,
            options=(OptionReading("a", state),) if kind in {"choice", "flag"} else (),
        )
        for kind, text in texts.items()
    }  # fmt: skip
    values = normalize(LocatedForm("f", None, 1.0, items), rule).values
    assert list(values) == list(texts)
    for kind, value in values.items():
        check(value, kind)


def check(value, kind):
    """What holds of every value, whatever was written."""
    assert (value.status == "found") == (value.value is not None)
    assert (value.status == "absent") == (value.raw is None)
    assert value.status != "unreadable" or value.doubt is not None
    msgspec.json.encode(value)
    assert not any(
        isinstance(part, float)
        for part in msgspec.structs.astuple(value)
        if part is not value.confidence
    )
    if value.status == "found" and kind in NUMERIC:
        assert Decimal(value.value) == value.number
        assert value.half_width > 0
        assert format(value.number, "f") == value.value
        assert not (
            "." in format(value.half_width, "f") and format(value.half_width, "f").endswith("0")
        )
        exact = Context(prec=200).multiply(Decimal(value.shown.rstrip("%‰")), value.scale)
        assert value.number == exact
        assert value.decimals == len(value.shown.rstrip("%‰").partition(".")[2])
    else:
        assert (value.number, value.shown, value.scale, value.half_width) == (
            None,
            None,
            None,
            None,
        )


@given(st.sampled_from("☑□⍰"), st.text(max_size=3))
def test_marks_in_a_number_are_no_digits(shown, written):
    content = Content(f"153{shown}", (Mark(3, "checked", "character", written),))
    rule = Rule("f", ("t",), {"x": Field("x", "money")}, "f.yaml", "0")
    value = normalize(LocatedForm("f", None, 1.0, {"x": Located("x", content)}), rule).values["x"]
    assert value.raw == f"153{shown}"


@pytest.mark.parametrize("kind", sorted(NORMALIZERS))
@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        " ",
        "　",
        "(",
        "（ ",
        "1",
        "1,",
        "1 ",
        "一",
        "一点",
        "零",
        "十万",
        "-",
        "1-",
        "年",
        "张 \n",
        "三\n  ",
        "*",
        "/",
        "_1",
        "½",
        "\ud800",
        "ﷺ",
    ],
)
def test_a_hostile_text_takes_no_more_than_its_length(record, kind, unit):
    text = "x" + unit * (50_000 // len(unit)) + "x"
    for written in (text, text.strip("x")):
        started = time.process_time()
        record([Field("x", kind)], {"x": written})
        assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "text", ["五点" + "三" * 150 + "万元", "百分之五点" + "三" * 150, "9" * 41, "0." + "9" * 40]
)
def test_more_digits_than_can_be_stored_are_refused(record, text):
    assert record([Field("x", "money")], {"x": text})["x"].status == "unreadable"
    assert record([Field("x", "rate")], {"x": text})["x"].status == "unreadable"
