import datetime as dt

import pytest

from extractor.normalize.dates import period_in
from extractor.rulebook import Field

DATES = [
    ("2022年9月30日", "2022-09-30"), ("2022年09月30日", "2022-09-30"), ("2022 年 9 月 30 日", "2022-09-30"),
    ("2022年9月3 0日", "2022-09-30"), ("2022.09.30", "2022-09-30"), ("2022．9．30", "2022-09-30"), ("2022-9-30", "2022-09-30"),
    ("2022－09－30", "2022-09-30"), ("2022/9/30", "2022-09-30"), ("2022 / 9 / 30", "2022-09-30"), ("20220930", "2022-09-30"),
    ("2022年9月30号", "2022-09-30"), ("2022年9月30", "2022-09-30"), ("2022.9.30日", "2022-09-30"), ("2022.9.30.", "2022-09-30"),
    ("2022-09-30 00:00:00", "2022-09-30"), ("2022-09-30T08:30", "2022-09-30"), ("２０２２年９月３０日", "2022-09-30"),
    ("二〇二二年九月三十日", "2022-09-30"), ("二○二二年九月", "2022-09"), ("二零二二年", "2022"), ("二O二二年九月十日", "2022-09-10"),
    ("贰零贰贰年零玖月叁拾日", "2022-09-30"), ("二〇二二年十二月二十一日", "2022-12-21"),
    ("__2022__年__9__月__30__日", "2022-09-30"), ("（2022年度）", "2022"), ("2022年度", "2022"), ("2022年", "2022"), ("2022", "2022"),
    ("2022年9月", "2022-09"), ("2022年9月份", "2022-09"), ("2016 年 6 月", "2016-06"), ("2022.09", "2022-09"), ("2022-9", "2022-09"),
    ("202209", "2022-09"), ("2022年9月  日", "2022-09"), ("2022年  月  日", "2022"), ("2020年2月29日", "2020-02-29"),
]  # fmt: skip

REFUSED = [
    "2022年2月30日", "2022年13月", "2022-00-10", "2022年9月31日", "2021年2月29日", "202233日", "202211", "2022 9 30", "22年", "22.9.30", "26-05",
    "预计2025年12月底前", "2022年12月底", "截至2022年9月30日", "2022年9月30日前", "2022-01-01至2022-12-31", "9月30日", "1530", "9999",
    "2022年第三季度", "²022", "长期", "2022-9/30", "2" * 500, "年" * 300, "20年",
]  # fmt: skip

EMPTY = [
    "年 月 日",
    "　　年　　月　　日",
    "____年__月__日",
    "20__年__月__日",
    "202 年 月 日",
    "二〇　年　月　日",
    "年月",
    "年度",
    "/ /",
    "  .  .  ",
    "（）",
]


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_a_date_is_as_partial_as_it_is_written(read, text, iso):
    date = read("date", text)
    assert (date.status, date.value, date.raw) == ("found", iso, text)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_single_date_is_unreadable(read, text):
    date = read("date", text)
    assert (date.status, date.value, date.raw, date.doubt) == (
        "unreadable",
        None,
        text,
        "not_a_value",
    )


@pytest.mark.parametrize("text", EMPTY)
def test_a_date_form_that_was_not_filled_in_is_blank(read, text):
    assert read("date", text).status == "blank"


def test_a_zero_that_was_taken_for_a_box_is_a_zero_again(read):
    date = read("date", "二□二二年", marks=[(1, "unchecked", "character", "○")])
    assert (date.value, date.raw) == ("2022", "二□二二年")


def test_every_day_survives_however_it_is_typed(read):
    day = dt.date(2019, 12, 28)
    for _ in range(70):
        day += dt.timedelta(days=13)
        for shape in (
            "{0.year}年{0.month}月{0.day}日",
            "{0.year}.{0.month}.{0.day}",
            "{0:%Y%m%d}",
            "{0:%Y/%m/%d}",
        ):
            assert read("date", shape.format(day)).value == day.isoformat()


YEAR = Field("year", "date", pattern="{}年", find_in=("title", "heading"), else_from="report_date")
REPORT_DATE = Field("report_date", "date", ("填报日期",))
PERIOD = Field("period", "period", pattern="{}", find_in=("title", "heading"))


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2022", "2022"),
        ("2022年度", "2022"),
        ("关于2022", "2022"),
        ("二〇二二年", "2022"),
        ("二〇二二", "2022"),
        ("近三", None),
    ],
)
def test_a_title_gives_the_year_or_nothing(record, title, year):
    values = record([YEAR], {"year": title})
    assert values["year"].value == year
    assert values["year"].status == ("found" if year else "absent")


def test_without_a_title_the_year_is_that_of_the_report(record, at):
    values = record(
        [YEAR, REPORT_DATE],
        {"year": None, "report_date": at("report_date", "2022年9月30日", place=7)},
    )
    year = values["year"]
    assert (year.status, year.value, year.raw, year.label) == (
        "found",
        "2022",
        "2022年9月30日",
        "标签",
    )
    assert (year.path, year.place.row) == ("year", 7)
    assert list(values) == ["year", "report_date"]


@pytest.mark.parametrize("report_date", [None, "年 月 日", "待定"])
def test_no_date_no_year(record, report_date):
    values = record([YEAR, REPORT_DATE], {"year": None, "report_date": report_date})
    assert values["year"].status == "absent"


def test_a_title_beats_the_date_of_the_report(record):
    values = record([YEAR, REPORT_DATE], {"year": "2021", "report_date": "2022年1月10日"})
    assert values["year"].value == "2021"


PERIODS = [
    ("2022年第三季度", "2022-Q3"), ("2022年3季度", "2022-Q3"), ("2022年一季度", "2022-Q1"), ("2022年第 1 季度", "2022-Q1"),
    ("2022年Q4", "2022-Q4"), ("2022年1-3季度", "2022-Q1/2022-Q3"), ("2022年第1-3季度", "2022-Q1/2022-Q3"),
    ("2022年第１－２季度", "2022-Q1/2022-Q2"), ("2022年一至三季度", "2022-Q1/2022-Q3"), ("2022年一、二、三季度", "2022-Q1/2022-Q3"),
    ("2022年第一季度至第三季度", "2022-Q1/2022-Q3"), ("2022年前三季度", "2022-Q1/2022-Q3"), ("2022年前三个季度", "2022-Q1/2022-Q3"),
    ("2022年上半年", "2022-H1"), ("2022年下半年", "2022-H2"), ("2022年1-9月", "2022-01/2022-09"), ("2022年1月至9月", "2022-01/2022-09"),
    ("2022年1—12月份", "2022-01/2022-12"), ("2022年9月", "2022-09"), ("2022年9月份", "2022-09"), ("二〇二二年十二月", "2022-12"),
    ("项目资金绩效监控情况表（2022年第三季度）", "2022-Q3"), ("2022 年度 第三 季度", "2022-Q3"),
]  # fmt: skip

NO_PERIODS = [
    "2022年度",
    "2022年",
    "项目资金绩效监控情况表",
    "2022年9月30日",
    "截至2022年9月底",
    "2022年3-1季度",
    "第5季度",
    "季度",
    "2" * 500,
]


@pytest.mark.parametrize(("title", "period"), PERIODS)
def test_a_title_names_the_period(record, title, period):
    value = record([PERIOD], {"period": title})["period"]
    assert (value.status, value.value, value.raw) == ("found", period, title)


@pytest.mark.parametrize("title", [*NO_PERIODS, None])
def test_a_title_without_a_period_leaves_it_absent(record, title):
    value = record([PERIOD], {"period": title})["period"]
    assert (value.status, value.value) == ("absent", None)
    assert title is None or (value.raw, value.place) == (None, None)


@pytest.mark.parametrize("title", NO_PERIODS)
def test_no_part_of_a_year_is_seen_where_none_is(title):
    assert period_in(title) is None


def test_a_period_takes_the_year_of_its_form(record):
    fields = [PERIOD, YEAR, REPORT_DATE]
    contents = {"period": "第1-3季度", "year": "2022", "report_date": None}
    assert record(fields, contents)["period"].value == "2022-Q1/2022-Q3"
    contents = {"period": "第三季度", "year": None, "report_date": "2021-10-09"}
    assert record(fields, contents)["period"].value == "2021-Q3"
    contents = {"period": "第三季度", "year": None, "report_date": None}
    assert record(fields, contents)["period"].status == "absent"


def test_a_cell_for_the_period_that_holds_none_is_unreadable(record):
    value = record([Field("period", "period", ("监控期间",))], {"period": "全年"})["period"]
    assert (value.status, value.raw) == ("unreadable", "全年")


def test_a_title_with_an_empty_year_leaves_it_to_the_date_of_the_report(record):
    contents = {"year": "　　", "report_date": "2022年1月10日"}
    assert record([YEAR, REPORT_DATE], contents)["year"].value == "2022"
    assert record([YEAR], {"year": "　　"})["year"].status == "blank"
