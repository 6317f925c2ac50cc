"""Characters become lines: order, blanks, letters drawn twice, text that is turned."""

import pytest

from extractor.parsers.layout import Char
from extractor.parsers.layout.lines import lines_of, turned


def chars(text, x=0.0, base=20.0, size=12.0, gap=0.0):
    """Characters beside each other: Chinese as wide as high, others half."""
    found = []
    for char in text:
        width = size / 2 if char.isascii() else size
        found.append(Char(char, x, x + width, base, size))
        x += width + gap
    return found


def text_of(*parts):
    return [line.text for line in lines_of([char for part in parts for char in part])]


def test_position_decides_the_order_and_not_the_file():
    assert text_of(chars("绩效", x=24), chars("项目", x=0)) == ["项目绩效"]


def test_characters_of_other_sizes_share_a_line():
    assert text_of(chars("面积12", base=20), chars("2", x=36, base=16, size=7)) == ["面积122"]


def test_lines_are_told_by_their_baselines():
    assert text_of(chars("第二行", base=35), chars("第一行", base=20)) == ["第一行", "第二行"]


def test_a_gap_parts_latin_words():
    assert text_of(chars("APP"), chars("v2", x=22)) == ["APP v2"]


def test_the_gap_between_chinese_and_latin_is_no_blank():
    assert text_of(chars("第"), chars("1", x=15), chars("季度", x=24)) == ["第1季度"]


def test_a_wide_gap_in_chinese_is_a_blank():
    assert text_of(chars("联络人"), chars("电话", x=48)) == ["联络人 电话"]


def test_letters_spread_over_a_cell_are_one_word():
    assert text_of(chars("项目名称", gap=14.0)) == ["项目名称"]


def test_a_gap_beside_a_box_is_a_blank():
    assert text_of(chars("□是"), chars("□否", x=28)) == ["□是 □否"]


def test_letters_drawn_twice_to_look_bold_are_one():
    assert text_of(chars("合计"), chars("合计", x=0.4)) == ["合计"]


def test_the_same_letter_twice_in_a_word_stays_twice():
    assert text_of(chars("人人11")) == ["人人11"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_text_is_read_as_if_upright(degrees):
    lying = [turned(char, degrees) for char in (*chars("第一行"), *chars("第二行", base=35))]
    assert [line.text for line in lines_of(lying)] == ["第一行", "第二行"]


def test_columns_of_letters_are_read_from_the_right():
    right = [Char(char, 40, 52, 20 + 12.5 * n, 12) for n, char in enumerate("项目组织")]
    left = [Char(char, 20, 32, 20 + 12.5 * n, 12) for n, char in enumerate("管理情况")]
    assert text_of(left, right) == ["项目组织", "管理情况"]


def test_punctuation_of_vertical_text_is_given_as_usual():
    assert text_of(chars("\ufe35一\ufe36")) == ["(一)"]
