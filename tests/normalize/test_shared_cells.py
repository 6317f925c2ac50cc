"""Codes and phones, alone and in one cell with a name."""

import pytest

from extractor.rulebook import Field

CODE = Field("code", "code", ("功能科目编码及名称",))
NAME = Field("name", "text", ("功能科目编码及名称",))
PERSON = Field("person", "text", ("联络人",))
PHONE = Field("phone", "phone", ("联系电话",), within="person")


@pytest.fixture
def together(record, at):
    """The values of two fields that are given one cell."""

    def read_both(first, second, text):
        values = record(
            [first, second], {field.path: at(field.path, text) for field in (first, second)}
        )
        return [(value.status, value.value) for value in values.values()]

    return read_both


@pytest.mark.parametrize(
    ("cell", "code", "name"),
    [
        ("2013102一般行政管理事务　", "2013102", "一般行政管理事务"),
        ("一般行政管理事务（2013102）", "2013102", "一般行政管理事务"),
        ("２０１３１０２　一般行政管理事务", "2013102", "一般行政管理事务"),
        ("2013102\n一般行政\n管理事务", "2013102", "一般行政管理事务"),
        ("201 31 02 一般行政管理事务", "2013102", "一般行政管理事务"),
        ("201-31-02一般行政管理事务", "2013102", "一般行政管理事务"),
        ("213-05-04", "2130504", None),
        ("219-池州市本级", "219", "池州市本级"),
        ("219001-池州市财政局", "219001", "池州市财政局"),
        ("51000021R000000019951-工资性支出", "51000021R000000019951", "工资性支出"),
        ("2130104行政运行（公安）", "2130104", "行政运行（公安）"),
        ("2013102 2022年一般行政管理事务", "2013102", "2022年一般行政管理事务"),
        ("一般行政管理事务", None, "一般行政管理事务"),
        ("2022年一般行政管理事务", None, "2022年一般行政管理事务"),
        ("第2中学", None, "第2中学"),
        ("2013102", "2013102", None),
        ("", None, None),
        ("/", None, None),
    ],
)
def test_a_code_and_its_name_in_one_cell(together, cell, code, name):
    expected = [("found" if part else "blank", part) for part in (code, name)]
    assert together(CODE, NAME, cell) == expected
    assert together(NAME, CODE, cell) == expected[::-1]


def test_two_codes_in_one_cell_are_not_told_apart(together):
    cell = "2013102、2013199"
    assert together(CODE, NAME, cell) == [("unreadable", None), ("found", cell)]


def test_a_code_alone_in_its_cell(record, at):
    values = record(
        [CODE, NAME],
        {"code": at("code", "906017", place=1), "name": at("name", "906017学校", place=2)},
    )
    assert (values["code"].value, values["name"].value) == ("906017", "906017学校")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15907375155", "15907375155"), ("　15907375155 ", "15907375155"), ("１５９０７３７５１５５", "15907375155"),
        ("159 0737 5155", "15907375155"), ("159-0737-5155", "159-0737-5155"), ("1590737\n5155", "15907375155"),
        ("0731-89600386", "0731-89600386"), ("0731－89600386", "0731-89600386"), ("0731—89600386", "0731—89600386"),
        ("（0731）89600386", "(0731)89600386"), ("0731 89600386", "073189600386"), ("8690022", "8690022"), ("12345", "12345"),
        ("151*****696", "151*****696"), ("159073751", "159073751"), ("+86 15907375155", "+8615907375155"),
        ("0731-89600386转8012", "0731-89600386转8012"), ("400-800-1234", "400-800-1234"),
        ("13800001234/0731-89600386", "13800001234/0731-89600386"), ("13800001234、13900001234", "13800001234、13900001234"),
        ("13800001234\n13900001234", "13800001234/13900001234"), ("13800001234 0731-89600386", "13800001234/0731-89600386"),
        ("手机：13800001234", "13800001234"), ("0731-89600386（办）13800001234", "0731-89600386/13800001234"),
    ],
)  # fmt: skip
def test_a_phone_is_as_written_without_white_space(read, text, value):
    phone = read("phone", text)
    assert (phone.status, phone.value, phone.raw) == ("found", value, text)


@pytest.mark.parametrize(
    "text",
    [
        "张三",
        "见附件",
        "1234",
        "***",
        "2022年",
        "abc12345678",
        "①",
        "电话",
    ],
)
def test_what_is_no_phone_is_unreadable(read, text):
    phone = read("phone", text)
    assert (phone.status, phone.value, phone.doubt) == ("unreadable", None, "not_a_value")


@pytest.mark.parametrize(
    ("cell", "person", "phone"),
    [
        ("张三 13800001234", "张三", "13800001234"),
        ("张三13800001234", "张三", "13800001234"),
        ("张三/0731-89600386", "张三", "0731-89600386"),
        ("张三（13800001234）", "张三", "13800001234"),
        ("张三：８６９００２２", "张三", "8690022"),
        ("张三\n151*****696", "张三", "151*****696"),
        ("13800001234 张三", "张三", "13800001234"),
        ("张三 138 0000 1234", "张三", "13800001234"),
        ("张三，1380000123", "张三", "1380000123"),
        ("张三", "张三", None),
        ("13800001234", None, "13800001234"),
        ("", None, None),
    ],
)
def test_a_person_and_a_phone_in_one_cell(together, cell, person, phone):
    expected = [("found" if part else "blank", part) for part in (person, phone)]
    assert together(PERSON, PHONE, cell) == expected


@pytest.mark.parametrize("own_cell", ["　", None])
def test_a_phone_is_looked_for_in_the_cell_of_its_person(record, at, own_cell):
    cell = "张三（13800001234）"
    contents = {"person": at("person", cell, place=3), "phone": at("phone", own_cell, place=4)}
    values = record([PERSON, PHONE], contents)
    person, phone = values["person"], values["phone"]
    assert (person.value, phone.value) == ("张三", "13800001234")
    assert (phone.path, phone.place.row, phone.raw, phone.status) == ("phone", 3, cell, "found")


def test_a_person_without_a_number_gives_no_phone(record, at):
    contents = {"person": at("person", "张三", place=3), "phone": None}
    assert record([PERSON, PHONE], contents)["phone"].status == "absent"
    contents["phone"] = at("phone", "/", place=4)
    assert record([PERSON, PHONE], contents)["phone"].status == "blank"


def test_a_phone_of_its_own_is_not_looked_for_elsewhere(record, at):
    contents = {
        "person": at("person", "张三 8690022", place=3),
        "phone": at("phone", "13800001234", place=4),
    }
    values = record([PERSON, PHONE], contents)
    assert (values["person"].value, values["phone"].value) == ("张三 8690022", "13800001234")
