"""Vectors of the kind that cn2an tests itself with, and those that it gets wrong."""

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.normalize.chinese import amount, decimal
from extractor.numerals import digits, integer

WRITTEN = [
    ("零", 0), ("〇", 0), ("一", 1), ("两", 2), ("十", 10), ("拾", 10), ("十一", 11), ("一十一", 11), ("廿二", 22),
    ("卅", 30), ("一百", 100), ("一百零一", 101), ("一百一十", 110), ("一百十六", 116), ("一百二", 120), ("一百五", 150),
    ("两千六", 2600), ("一千零十", 1010), ("一千零十一", 1011), ("一千一十", 1010), ("一千〇五", 1005), ("三万五", 35000),
    ("十三万五", 135000), ("十万零一", 100001), ("十万零一千", 101000), ("一万零百一十一", 10111), ("一万零一十一", 10011),
    ("一百二十万三", 1203000), ("一百九十万零三千九百七十一", 1903971), ("一亿零五万", 100050000), ("一亿", 10**8),
    ("二十亿五千万", 2050000000), ("一万亿零三", 10**12 + 3), ("六亿七千七百三十八", 600007738), ("三亿五", 350000000),
    ("壹佰伍拾叁万", 1530000), ("壹拾万零叁仟肆佰伍拾叁", 103453), ("玖仟玖佰玖拾玖万", 99990000), ("零玖", 9),
    ("一千一百一十一万一千一百一十一亿一千一百一十一万一千一百一十一", 1111111111111111),
]  # fmt: skip

REFUSED = [
    "", "万", "百", "亿万", "一百一十十", "三万四万", "五亿三亿", "三四万", "一百零五千", "一千零零五", "一万零", "一百二十三四", "二〇二二",
    "叁佰贰", "壹万贰仟叁", "一百百", "零零", "一五三", "百五十三", "万五",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_a_numeral_is_read(text, value):
    assert integer(text)[0] == value


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_numeral_is_refused(text):
    assert integer(text) is None


@pytest.mark.parametrize(
    ("text", "worth"),
    [("三万五", 1000), ("一百五", 10), ("五十", 10), ("五十三万", 10000), ("五十三", 1), ("三百", 100), ("两亿", 10**8),
     ("一万亿", 10**12), ("三亿五", 10**7)],
)  # fmt: skip
def test_the_last_place_that_is_named(text, worth):
    assert integer(text)[1] == worth


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("五点八", "5.8"),
        ("一百", "100"),
        ("零点零五", "0.05"),
        ("负三点二零", "-3.20"),
        ("十二点〇五", "12.05"),
    ],
)
def test_a_decimal_keeps_its_digits(text, shown):
    assert decimal(text).shown == shown


@pytest.mark.parametrize("text", ["五点", "点五", "五点八点三", "五点十", "百", ""])
def test_a_point_needs_digits_on_both_sides(text):
    assert decimal(text) is None


def test_digits_in_a_row():
    assert digits("二〇二二") == "2022"
    assert digits("二○零两") == "2002"
    assert digits("二十") is None
    assert digits("") is None


def test_an_amount_without_a_unit_is_left_to_the_header():
    assert amount("五十").unit is None
    assert amount("五十万").unit == amount("伍拾").unit == amount("五十元").unit == "元"


@given(st.integers(0, 10**16 - 1), st.sampled_from(["low", "up"]))
def test_every_number_that_can_be_written_is_read_back(number, style):
    assert integer(cn2an.an2cn(str(number), style))[0] == number


@given(st.text("零一二三十百千万亿壹贰拾佰仟廿两〇元角分整点负"))
def test_no_sequence_of_numerals_raises(text):
    for read in (integer, decimal, amount, digits):
        read(text)
