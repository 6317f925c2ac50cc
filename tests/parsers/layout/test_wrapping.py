"""Lines broken by a cell's width are one line again; breaks that somebody made stay."""

from tests.parsers.layout.drawing import content

# The cells are 100 points wide: 7 Chinese characters of 12 points fit between the paddings.


def test_chinese_is_joined_without_a_blank():
    assert content((6, "项目支出绩效目"), (6, "标申报表")) == "项目支出绩效目标申报表"


def test_a_line_that_ends_early_was_ended_by_somebody():
    assert content((6, "已完成。"), (6, "第二条")) == "已完成。\n第二条"


def test_punctuation_that_may_not_begin_a_line_goes_with_what_is_before_it():
    assert content((6, "建设十二个哨"), (6, "点，开展")) == "建设十二个哨点，开展"


def test_a_figure_goes_with_the_comma_before_it():
    assert content((6, "管线迁改未"), (6, "成，2022年底完工")) == "管线迁改未成，2022年底完工"


def test_a_centred_line_has_its_room_on_both_sides():
    assert content((26, "甲单位"), (26, "乙单位")) == "甲单位\n乙单位"
    assert content((10, "大通湖区政"), (16, "法委员会"), x1=80) == "大通湖区政法委员会"


def test_words_are_parted_by_a_blank_where_the_line_ended():
    assert content((6, "grass carp and"), (6, "silver carp")) == "grass carp and silver carp"


def test_a_number_cut_by_a_narrow_cell_is_one_number():
    assert content((6, "1,234."), (6, "56"), x1=50) == "1,234.56"
    assert content((6, "14"), (6, "44"), (6, "8"), x1=24) == "14448"


def test_a_number_after_a_number_in_a_wide_cell_is_another():
    assert content((6, "12"), (6, "34")) == "12\n34"


def test_a_long_word_is_cut_where_the_cell_ends():
    assert content((6, "ABCDEFGHIJKLMN"), (6, "OPQ")) == "ABCDEFGHIJKLMNOPQ"


def test_letters_below_each_other_are_read_downwards():
    assert content((40, "监"), (40, "控"), (40, "报"), (40, "告")) == "监控报告"


def test_options_below_each_other_stay_so():
    assert content((6, "□是 □否"), (6, "☑无该项内容")) == "□是 □否\n☑无该项内容"


def test_an_option_may_be_broken_like_any_text():
    assert content((6, "□是 ☑无该项"), (6, "内容")) == "□是 ☑无该项内容"
