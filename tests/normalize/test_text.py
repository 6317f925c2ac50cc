import pytest

from extractor.normalize.text import without
from extractor.rulebook import Column, Field, List

LONG = (
    "1.压实绩效自评工作责任,促进机关预算绩效管理工作水平不断提升。\n2.持续推进机关信息化建设工作。"
)

TEXTS = [
    ("政法经费　", "政法经费"),
    ("\t 政法经费\xa0\u200b", "政法经费"),
    ("\ufeff政法经费", "政法经费"),
    ("产\n出\n指\n标", "产出指标"),
    ("实际支\n出资金", "实际支出资金"),
    ("实际支 \n 出资金", "实际支出资金"),
    ("项\r\n目\r单\x0b位", "项目单位"),
    ("2022年政法\n经费", "2022年政法经费"),
    ("政法经费\n2022", "政法经费2022"),
    ("Smart\nCity", "Smart City"),
    ("智慧\nCity", "智慧City"),
    ("≥95\n%", "≥95%"),
    ("1.财政\n拨款", "1.财政拨款"),
    ("张　三", "张　三"),
    (LONG, LONG),
    ("完成培训；\n开展检查", "完成培训；\n开展检查"),
    ("完成了任务。\n效果好", "完成了任务。\n效果好"),
    ("1.培训\n2.检查", "1.培训\n2.检查"),
    ("1、培训\n2、检查", "1、培训\n2、检查"),
    ("一、培训\n二、检查", "一、培训\n二、检查"),
    ("（一）培训\n（二）检查", "（一）培训\n（二）检查"),
    ("①培训\n②检查", "①培训\n②检查"),
    ("政" * 20 + "\n" + "法" * 30, "政" * 20 + "\n" + "法" * 30),
    ("政法\x00经\x07费", "政法经费"),
    ("政法\ud800经费", "政法\ufffd经费"),
    ("无", "无"),
    ("暂无", "暂无"),
    ("一", "一"),
    ("万元", "万元"),
    ("ＡＢＣ（１）", "ＡＢＣ（１）"),
]


@pytest.mark.parametrize(("written", "value"), TEXTS)
def test_a_text_is_given_back_as_written(read, written, value):
    text = read("text", written)
    assert (text.status, text.value) == ("found", value)


def test_raw_keeps_what_the_value_drops(read):
    assert read("text", " 产\n出 ").raw == " 产\n出 "
    assert read("text", "a\ud800").raw == "a\ufffd"


def test_marks_in_a_text_are_as_the_file_has_them(read):
    text = read(
        "text",
        "☑已公示 □未公示",
        marks=[(0, "checked", "character", "√"), (5, "unchecked", "character", "○")],
    )
    assert (text.value, text.raw) == ("√已公示 ○未公示", "☑已公示 □未公示")


@pytest.mark.parametrize("kind", ["text", "money", "rate", "number", "date", "code", "phone"])
@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "　",
        "\n\t",
        "\u200b",
        "\ufeff ",
        "____",
        "＿＿＿",
        "__ __",
        "/",
        "／",
        "-",
        "－",
        "—",
        "——",
        "--",
        "— —",
        "–",
        "−",
        "─",
    ],
)
def test_nothing_lines_and_dashes_are_blank_in_every_type(read, kind, written):
    value = read(kind, written)
    assert (value.status, value.value, value.doubt) == ("blank", None, None)
    assert value.raw == written


@pytest.mark.parametrize("kind", ["money", "rate", "number", "date", "code", "phone"])
@pytest.mark.parametrize("written", ["无", "暂无", " 无 ", "无。"])
def test_none_is_blank_in_every_type_but_text(read, kind, written):
    assert read(kind, written).status == "blank"


@pytest.mark.parametrize(
    "written",
    ["产出指标", "产\n出\n指\n标", "产  出  指  标", "产　出\n指　标", "产出 指标"],
)
def test_a_level_split_differently_is_the_same_level(record, written):
    listing = List(
        "rows",
        (Column("level", ("一级指标",), "text"), Column("name", ("内容",), "text")),
        levels=("level",),
    )
    values = record([], {"rows.0.level": written, "rows.0.name": "产  出"}, lists=(listing,))
    assert values["rows.0.level"].value == "产出指标"
    assert values["rows.0.name"].value == "产  出"


@pytest.mark.parametrize(
    ("cell", "taken", "rest"),
    [
        ("2013102一般行政管理事务", "2013102", "一般行政管理事务"),
        ("一般行政管理事务（2013102）", "2013102", "一般行政管理事务"),
        ("2013102（一般行政管理事务）", "2013102", "一般行政管理事务"),
        ("2013102－一般行政管理事务", "2013102", "一般行政管理事务"),
        ("行政运行（公安）2130104", "2130104", "行政运行（公安）"),
        ("2130104 行政运行（公安）", "2130104", "行政运行（公安）"),
        ("行政运行[2130104]（公安）", "2130104", "行政运行（公安）"),
        ("（2130104）", "2130104", ""),
        ("2130104", "2130104", ""),
        ("Li 123 Ming", "123", "Li Ming"),
        ("（行政运行 2130104）", "2130104", "行政运行"),
        ("行政运行）2130104（", "2130104", "行政运行"),
    ],
)
def test_the_rest_of_a_cell_is_without_what_joined_it(cell, taken, rest):
    start = cell.index(taken)
    assert without(cell, start, start + len(taken)) == rest


def test_the_same_field_of_a_list_is_no_level_elsewhere(record):
    listing = List("rows", (Column("level", ("一级",), "text"),), levels=("level",))
    values = record([Field("level", "text")], {"level": "产  出"}, lists=(listing,))
    assert values["level"].value == "产  出"
