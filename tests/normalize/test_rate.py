from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Content, Located
from extractor.normalize.entry import Entry
from extractor.normalize.rate import rate as rate_of
from extractor.rulebook import Field, Rule

TYPED = [
    ("2.72%", "0.0272", "0.00005", "2.72%", "%"),
    ("2.72％", "0.0272", "0.00005", "2.72%", "%"),
    ("２.７２％", "0.0272", "0.00005", "2.72%", "%"),
    ("　100%", "1", "0.005", "100%", "%"),
    ("100 %", "1", "0.005", "100%", "%"),
    ("5.80%", "0.058", "0.00005", "5.80%", "%"),
    ("0.00%", "0", "0.00005", "0.00%", "%"),
    ("128%", "1.28", "0.005", "128%", "%"),
    ("-3.5%", "-0.035", "0.0005", "-3.5%", "%"),
    ("(2.72%)", "0.0272", "0.00005", "2.72%", "%"),
    ("2.72\n%", "0.0272", "0.00005", "2.72%", "%"),
    ("1,002.5%", "10.025", "0.0005", "1002.5%", "%"),
    ("约95%", "0.95", "0.005", "95%", "%"),
    ("100%%", "1", "0.005", "100%", "%"),
    ("100百分比", "1", "0.005", "100%", "%"),
    ("百分之五点八", "0.058", "0.0005", "5.8%", "%"),
    ("百分之5.8", "0.058", "0.0005", "5.8%", "%"),
    ("百分之百", "1", "0.005", "100%", "%"),
    ("3‰", "0.003", "0.0005", "3‰", "‰"),
    ("千分之三", "0.003", "0.0005", "3‰", "‰"),
    ("0.0819", "0.0819", "0.00005", "0.0819", None),
    ("1", "1", "0.5", "1", None),
    ("2.72", "0.0272", "0.00005", "2.72", None),
]

REFUSED = [
    "≥95%", "<5%", "95%-100%", "98 9.8", "98% 9.8", "100%（100%）", "153/153", "九成", "一", "五点八", "95%以上", "一般", "¥5%", "NaN%",
    "1_0%", "1e2%", "²%", "5.8元", "." , "1" * 41 + "%",
]  # fmt: skip


@pytest.mark.parametrize("case", TYPED, ids=lambda case: case[0])
def test_a_rate_is_a_fraction(read, case):
    text, value, half, shown, sign = case
    rate = read("rate", text)
    assert (rate.status, rate.value, rate.half_width) == ("found", value, Decimal(half))
    assert (rate.shown, rate.raw_unit, rate.unit, rate.raw) == (shown, sign, "ratio", text)
    assert rate.number == Decimal(value)
    assert rate.doubt is None


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_single_rate_is_unreadable(read, text):
    value = read("rate", text)
    assert (value.status, value.value, value.raw, value.doubt) == (
        "unreadable",
        None,
        text,
        "not_a_value",
    )


@pytest.mark.parametrize("text", ["%", " ％ ", "____%", "（　）%", "百分之"])
def test_a_sign_alone_is_blank(read, text):
    assert read("rate", text).status == "blank"


@pytest.mark.parametrize("header", ["%", "到位率（％）", "单位：%", "百分比"])
def test_a_percent_sign_in_the_header_counts(read, header):
    value = read("rate", "0.58", unit=header)
    assert (value.value, value.raw_unit, value.shown) == ("0.0058", "%", "0.58")
    assert read("rate", "0.58%", unit=header).shown == "0.58%"


def test_a_percent_sign_in_the_rule_file_counts(record):
    field = Field("x", "rate", unit="%")
    assert record([field], {"x": "1"})["x"].value == "0.01"


def rates(record, *texts):
    """The rates of one table, read together: value and doubt of each."""
    fields = [Field(f"t.r{i}.rate", "rate", table="t") for i in range(len(texts))]
    values = record(fields, {field.path: text for field, text in zip(fields, texts, strict=True)})
    return [
        f"{value.value}{'?' if value.doubt == 'bare_rate' else ''}" for value in values.values()
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # no sibling says what it is
        (["0.0272", "1", "0"], ["0.0272", "1", "0"]),
        (["2.72", "100", "8.19"], ["0.0272", "1", "0.0819"]),
        (["100", "1", "0.5", "0"], ["1", "0.01", "0.005", "0"]),
        (["1", "1.00"], ["1", "1"]),
        # beside percents
        (["100%", "1", "2.72%"], ["1", "1?", "0.0272"]),
        (["100%", "1.00"], ["1", "1?"]),
        (["100%", "0"], ["1", "0"]),
        (["2.72%", "0.0819"], ["0.0272", "0.0819?"]),
        (["2.72%", "8.19"], ["0.0272", "0.0819?"]),
        (["2.72%", "8.19", "0.5", "1"], ["0.0272", "0.0819?", "0.005?", "1?"]),
        (["3‰", "1"], ["0.003", "1?"]),
        # what is not read says nothing about the others
        (["≥95%", "0.5", "", None], ["None", "0.5", "None", "None"]),
    ],
)
def test_bare_rates_of_one_table_are_read_together(record, written, meant):
    assert rates(record, *written) == meant


def test_bare_rates_of_different_tables_are_read_apart(record):
    fields = [Field("t.r", "rate", table="t"), Field("u.r", "rate", table="u"), Field("v", "rate")]
    values = record(fields, {"t.r": "100", "u.r": "0.5", "v": "1"})
    assert [value.value for value in values.values()] == ["1", "0.5", "1"]


def test_a_bare_percent_keeps_its_digits_and_its_precision(record):
    fields = [Field("t.a", "rate", table="t"), Field("t.b", "rate", table="t")]
    value = record(fields, {"t.a": "8.19", "t.b": "100%"})["t.a"]
    assert (value.shown, value.scale, value.decimals) == ("8.19", Decimal("0.01"), 2)
    assert (value.number, value.half_width) == (Decimal("0.0819"), Decimal("0.00005"))
    zero = record(fields, {"t.a": "0", "t.b": "100%"})["t.a"]
    assert zero.half_width == Decimal("0.005")


@given(st.integers(0, 10**9), st.integers(0, 4), st.sampled_from(["%", "％", " %", "　％"]))
def test_a_percentage_survives_however_it_is_typed(digits, decimals, sign):
    number = Decimal(digits).scaleb(-decimals)
    text = f"{number:f}{sign}"
    value = rate_of(
        Entry(
            Located("x", Content(text)), Field("x", "rate"), Rule("f", ("t",), {}, "f", "0"), text
        )
    )
    assert value.number == number / 100
    assert value.half_width == Decimal(1).scaleb(-decimals - 2) / 2
    assert value.shown == f"{number:f}%"
