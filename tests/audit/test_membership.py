"""Codes of functions and their names: only what is surely wrong, and never more than a warning."""

import pytest

from extractor.audit.membership import agrees, levels, shown

from .drawn import findings, fund_form


def told(code, name):
    form = fund_form("annual\ntotal 5\nfiscal 5", function_code=code, function_name=name)
    return [each for each in findings(form) if each.kind in {"membership", "format"}]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2013102", "一般行政管理事务"),
        ("2013150", "事业运行"),
        ("2130104", "事业运行"),
        ("2050202", "小学教育"),
        ("2050202", "教育支出"),  # the name of an upper level
        ("205", "教育支出"),
        ("20502", "教育支出-普通教育"),
        ("2050202", "教育支出/普通教育/小学教育"),
        ("2100501", "行政单位医疗"),  # its code of earlier years
        ("2101101", "行政单位医疗"),
        ("21999", "其他支出"),  # a name that stands in several places
        ("2299901", "其他支出"),
        ("2990199", "其他新设支出"),  # a code and a name that nobody lists
        ("2013102", "一般行政管理事务（本级）"),
        ("20131", "行政运行"),  # too short to tell
        ("201310200", "行政运行"),  # longer than any level: a code of some other list
        ("2013102", "交通运输"),  # without 支出 it is a name of other places too
    ],
)
def test_what_may_be_right_is_left_alone(code, name):
    assert told(code, name) == []


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("2013101", "一般行政管理事务", "…02"),
        ("2013101", "一 般 行 政 管 理 事 务", "…02"),
        ("2013102", "事业运行", "…50/…04"),
        ("2080101", "教育支出", "205…"),
        ("20802", "教育支出", "205…"),
        ("2050301", "教育支出-普通教育", "20502…"),
        ("2210202", "住房公积金", "2210201"),
        ("22103", "住房公积金", "2210201"),
        ("2013201", "宣传事务", "20133…"),
    ],
)
def test_a_name_of_other_codes_is_a_warning(code, name, expected):
    [finding] = told(code, name)
    assert (finding.kind, finding.severity) == ("membership", "warning")
    assert finding.check == "function_code"
    assert finding.fields == ("function_code", "function_name")
    assert f"的编码应为 {expected}" in finding.message


@pytest.mark.parametrize("code", ["2013", "201310"])
def test_a_code_that_has_lost_a_digit(code):
    [finding] = told(code, "行政运行")
    assert (finding.kind, finding.severity) == ("format", "warning")
    assert "编码应为 3/5/7 位" in finding.message


def test_the_parts_of_a_name():
    assert levels(" 教育支出 － 普通教育") == ["教育支出-普通教育", "教育支出", "普通教育"]
    assert levels("行政运行") == ["行政运行"]
    assert levels("") == [""]


def test_codes_agree_as_far_as_both_go():
    assert agrees("20502", "205")
    assert agrees("205", "2050201")
    assert agrees("2013101", "xxxxx01")
    assert not agrees("2013101", "xxxxx02")
    assert not agrees("208", "2050201")
    assert [shown(each, 7) for each in ("205", "xxxxx01", "2210201")] == ["205…", "…01", "2210201"]
