from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.normalize.numbers import numeral, plain, plain_text

TYPED = [
    ("10", "10"), ("10.0", "10"), ("１０．５０", "10.5"), ("　8.5　", "8.5"), ("0", "0"), ("0.00", "0"),
    ("-0", "0"), ("-3", "-3"), ("−3", "-3"), ("＋3", "3"), ("负3", "-3"), ("10分", "10"), ("10 分", "10"),
    ("3个", "3"), ("(10)", "10"), ("（10分）", "10"), ("1,530", "1530"), ("007", "7"), (".5", "0.5"),
    ("5.", "5"), ("__10__", "10"), ("5,623 .67", "5623.67"), ("1 530 000", "1530000"),
    ("1 530", "1530"), ("153 000", "153000"), ("12 345.67", "12345.67"), ("1'000", "1000"),
    ("9" * 40, "9" * 40), ("0." + "1" * 39, "0." + "1" * 39),
]  # fmt: skip

REFUSED = [
    "10%", "10分钟", "10 20", "153 154", "10/20", "10-20", "1.2.3", "1_000", "1e5", "NaN", "Infinity", "-inf",
    "0x10", "十", "10²", "½", "①", "٣", "1,53", "4，16", "1,,530", ",153", "--1", "1" * 41, "1" * 5000,
    "≥10", "十分", "10万", "a",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), TYPED)
def test_a_number_is_read_as_typed(read, text, value):
    number = read("number", text)
    assert (number.status, number.value, number.raw, number.unit) == ("found", value, text, None)
    assert number.number == Decimal(value)
    assert number.scale == 1


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_number_is_unreadable_and_kept(read, text):
    number = read("number", text)
    assert (number.status, number.value, number.doubt) == ("unreadable", None, "not_a_value")
    assert number.raw == text


def test_a_number_carries_the_unit_it_stands_with(read):
    assert read("number", "10分").raw_unit == "分"
    assert read("number", "10", unit="分").raw_unit == "分"
    assert read("number", "10").raw_unit is None


def test_a_score_is_as_exact_as_its_last_digit(read):
    assert read("number", "10").half_width == Decimal("0.5")
    assert read("number", "9.50").half_width == Decimal("0.005")
    assert read("number", "9.50").decimals == 2
    assert read("number", "9.50").shown == "9.50"


@pytest.mark.parametrize("text", ["分", "个", "()", "（　）分"])
def test_a_lone_unit_is_blank(read, text):
    assert read("number", text).status == "blank"


def test_characters_that_are_numbers_by_compatibility_only_stay_apart():
    assert plain("１０²") == "10²"
    assert plain("①") == "①"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_plain_text_is_exact_and_has_no_exponent_and_no_idle_zeros(number):
    text = plain_text(number)
    assert Decimal(text) == number
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))
    assert text != "-0"


@given(st.integers(0, 10**30), st.integers(0, 8))
def test_a_numeral_keeps_its_digits(whole, decimals):
    shown = f"{whole}.{'7' * decimals}" if decimals else str(whole)
    found = numeral(f"{whole:,}" + shown[len(str(whole)) :])
    assert (found.shown, found.decimals, found.number) == (shown, decimals, Decimal(shown))
    assert found.half == Decimal(1).scaleb(-decimals) / 2
