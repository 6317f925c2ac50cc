from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Content, Located, Unit
from extractor.normalize.entry import Entry
from extractor.normalize.money import money, unit_of
from extractor.rulebook import Field, Rule, Table

# text, yuan under a 万元 header, half-width, shown, the unit that counted
UNDER_MYRIADS = [
    ("153", "1530000", "5000", "153", "万元"),
    ("　153", "1530000", "5000", "153", "万元"),
    ("153\xa0", "1530000", "5000", "153", "万元"),
    ("4.16", "41600", "50", "4.16", "万元"),
    ("0.00", "0", "50", "0.00", "万元"),
    ("-0", "0", "5000", "-0", "万元"),
    ("12.530", "125300", "5", "12.530", "万元"),
    ("10606.7522", "106067522", "0.5", "10606.7522", "万元"),
    ("１５３．００", "1530000", "50", "153.00", "万元"),
    ("5,623 .67", "56236700", "50", "5623.67", "万元"),
    ("2,739.96", "27399600", "50", "2739.96", "万元"),
    ("2，739.96", "27399600", "50", "2739.96", "万元"),
    ("2'739.96", "27399600", "50", "2739.96", "万元"),
    ("1 530.5", "15305000", "500", "1530.5", "万元"),
    ("1,530,\n000", "15300000000", "5000", "1530000", "万元"),
    ("-12.5", "-125000", "500", "-12.5", "万元"),
    ("−12.5", "-125000", "500", "-12.5", "万元"),
    ("－12.5", "-125000", "500", "-12.5", "万元"),
    ("负12.5", "-125000", "500", "-12.5", "万元"),
    ("+12.5", "125000", "500", "12.5", "万元"),
    ("(5292.00)", "52920000", "50", "5292.00", "万元"),
    ("(5292.00)万元", "52920000", "50", "5292.00", "万元"),
    ("153万元", "1530000", "5000", "153", "万元"),
    ("153 万 元", "1530000", "5000", "153", "万元"),
    ("153万", "1530000", "5000", "153", "万"),
    ("153（万元）", "1530000", "5000", "153", "万元"),
    ("1530000元", "1530000", "0.5", "1530000", "元"),
    ("7,800,000.00元", "7800000", "0.005", "7800000.00", "元"),
    ("500,0000.00元", "5000000", "0.005", "5000000.00", "元"),
    ("153圆", "153", "0.5", "153", "圆"),
    ("1.53百万元", "1530000", "5000", "1.53", "百万元"),
    ("1530千元", "1530000", "500", "1530", "千元"),
    ("0.0153亿元", "1530000", "5000", "0.0153", "亿元"),
    ("0.0153亿", "1530000", "5000", "0.0153", "亿"),
    ("￥1,530,000.00", "1530000", "0.005", "1530000.00", "元"),
    ("¥153", "153", "0.5", "153", "元"),
    ("-¥153", "-153", "0.5", "-153", "元"),
    ("¥153万元", "1530000", "5000", "153", "万元"),
    ("RMB 153", "153", "0.5", "153", "元"),
    ("人民币153", "153", "0.5", "153", "元"),
    ("人民币153万元整", "1530000", "5000", "153", "万元"),
    ("约153万元", "1530000", "5000", "153", "万元"),
    ("153万元左右", "1530000", "5000", "153", "万元"),
    ("共计153万元。", "1530000", "5000", "153", "万元"),
    ("合计：153", "1530000", "5000", "153", "万元"),
    ("____153____ 万元", "1530000", "5000", "153", "万元"),
    ("壹佰伍拾叁万元整", "1530000", "0.5", "1530000", "元"),
    ("壹佰伍拾叁万圆正", "1530000", "0.5", "1530000", "元"),
    ("壹佰伍拾叁", "153", "0.5", "153", "元"),
    ("貳拾萬圓整", "200000", "0.5", "200000", "元"),
    ("一百五十三万", "1530000", "5000", "1530000", "元"),
    ("三万五", "35000", "500", "35000", "元"),
    ("三万五千元", "35000", "0.5", "35000", "元"),
    ("五十", "500000", "50000", "50", "万元"),
    ("五点八万元", "58000", "500", "58000", "元"),
    ("玖仟陆佰陆拾伍圆壹角捌分", "9665.18", "0.005", "9665.18", "元"),
    ("壹佰捌拾壹圆柒角整", "181.7", "0.05", "181.7", "元"),
    ("壹拾元零伍分", "10.05", "0.005", "10.05", "元"),
    ("伍角", "0.5", "0.05", "0.5", "元"),
    ("负壹拾元", "-10", "0.5", "-10", "元"),
    ("壹 佰 贰 拾 万 元 整", "1200000", "0.5", "1200000", "元"),
    ("人民币（大写）壹佰贰拾万元整（¥1,200,000.00元）", "1200000", "0.005", "1200000.00", "元"),
    ("伍拾万元整（¥500,000）", "500000", "0.5", "500000", "元"),
    ("5000000.00[伍佰万元整]", "5000000", "0.005", "5000000.00", "元"),
    ("120（人民币壹佰贰拾万元整）", "1200000", "5000", "120", "万元"),
    ("120.5万元（壹佰贰拾万伍仟叁佰元整）", "1205000", "500", "120.5", "万元"),
]  # fmt: skip

REFUSED = [
    "153 154", "153/154", "153、154万元", "153（154）", "153-154", "153万元（1530000元）", "153余万元", "近153万元",
    "不超过153万元", "≥153", "153万美元", "153元/年", ",153", "2022年153万元", "100%", "1_530", "1.5.3", "1e5", "NaN",
    "1,53", "4，16", "10²", "一", "一一", "叁佰贰元", "壹佰伍角", "一二三万元", "1" * 41, "已拨付", "壹佰万元 153 万元",
    "500,0000.00[伍拾万元整]", "壹佰贰拾万元整（¥1,300,000.00）", "153万元万元元", "佰拾万仟佰拾元角分",
]  # fmt: skip


@pytest.mark.parametrize("case", UNDER_MYRIADS, ids=lambda case: case[0])
def test_an_amount_under_a_header_in_myriads(read, case):
    text, yuan, half, shown, unit = case
    amount = read("money", text, unit="（万元）")
    assert (amount.status, amount.value, amount.half_width) == ("found", yuan, Decimal(half))
    assert (amount.shown, amount.raw_unit, amount.unit, amount.raw) == (shown, unit, "CNY", text)
    assert amount.number == Decimal(yuan)
    assert amount.doubt is None


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_single_amount_is_unreadable(read, text):
    amount = read("money", text, unit="万元")
    assert (amount.status, amount.value, amount.number) == ("unreadable", None, None)
    assert (amount.raw, amount.doubt) == (text, "not_a_value")


@pytest.mark.parametrize(
    "text",
    [
        "万元",
        "元",
        "　万元",
        "¥",
        "（　）万元",
        "____万元",
        "人民币（大写）",
        "人民币（大写）      元整",
        "共   元",
        "亿元",
    ],
)
def test_a_unit_with_nothing_before_it_is_blank(read, text):
    amount = read("money", text)
    assert (amount.status, amount.value, amount.raw) == ("blank", None, text)


@pytest.mark.parametrize(
    ("header", "yuan"),
    [("万元", "1530000"), ("单位：万元", "1530000"), ("已到位资金\n（万\n元）", "1530000"), ("单位:元", "153"),
     ("千元", "153000"), ("百万元", "153000000"), ("亿元", "15300000000"), ("万圆", "1530000"), ("金额", "153")],
)  # fmt: skip
def test_the_headers_unit_counts_for_a_bare_number(read, header, yuan):
    assert read("money", "153", unit=header).value == yuan


def test_whose_unit_beats_whose(read, record):
    assert read("money", "153元", unit="万元", rule_unit="亿元").raw_unit == "元"
    assert read("money", "153", unit="千元", rule_unit="万元").raw_unit == "千元"
    assert read("money", "153", rule_unit="万元").raw_unit == "万元"
    assert read("money", "153").raw_unit == "元"
    field = Field("x", "money", unit="千元")
    assert record([field], {"x": "153"}, "万元")["x"].raw_unit == "千元"
    cell = Field("t.r.c", "money", table="t")
    table = Table("t", (), (), (), unit="百万元")
    assert record([cell], {"t.r.c": "1"}, "万元", tables=(table,))["t.r.c"].raw_unit == "百万元"


@pytest.mark.parametrize("text", ["美元", "万美元", "单位：个", ""])
def test_a_header_without_yuan_gives_no_unit(text):
    assert unit_of(text) is None


def test_decimals_scale_and_half_width_belong_together(read):
    amount = read("money", "4.160", unit="万元")
    assert (amount.decimals, amount.scale, amount.shown) == (3, 10000, "4.160")
    assert amount.half_width == 5


FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
CENTS = st.integers(0, 10**15)
UNITS = st.sampled_from(
    [("元", 1), ("千元", 10**3), ("万元", 10**4), ("百万元", 10**6), ("亿元", 10**8)]
)


def yuan_of(text, unit=None):
    content = Located("x", Content(text), unit=Unit(unit, "header") if unit else None)
    return money(Entry(content, Field("x", "money"), Rule("f", ("t",), {}, "f", "0"), text))


@given(CENTS, UNITS, st.booleans(), st.booleans(), st.sampled_from([None, "", " ", "　"]))
def test_an_amount_survives_however_it_is_typed(cents, unit, commas, wide, before_unit):
    number = Decimal(cents).scaleb(-2)
    name, scale = unit
    text = f"{number:,}" if commas else str(number)
    in_cell = before_unit is not None
    typed = (text.translate(FULL_WIDTH) if wide else text) + (before_unit + name if in_cell else "")
    value = yuan_of(typed, None if in_cell else name)
    assert value.number == number * scale
    assert Decimal(value.value) == value.number
    assert value.half_width == Decimal("0.005") * scale
    assert value.shown == str(number)
    assert isinstance(value.number, Decimal)


@given(st.integers(1, 10**13))
def test_capitals_say_what_the_figures_say(cents):
    number = Decimal(cents).scaleb(-2)
    capitals = cn2an.an2cn(str(number), "rmb")
    assert yuan_of(capitals, "万元").number == number
    assert yuan_of(f"{capitals}（¥{number:,}）", "万元").number == number
    assert yuan_of(f"{capitals}（¥{number + 1:,}）", "万元").status == "unreadable"
