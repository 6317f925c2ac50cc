"""Marks written as plain characters, and what only looks like one. No file format in here."""

import re
import unicodedata

import pytest

from extractor.parsers.composition import compose
from extractor.parsers.marks import CHARACTERS, SYMBOL_FONTS, font_key


def shown(text):
    """The text with marks as they are shown; its marks give back what was written."""
    content = compose(text)
    assert content.written() == text
    assert all(content.text[mark.offset] in "☑□⍰" for mark in content.marks)
    return content.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("□是 □否 ☑无该项内容", "□是 □否 ☑无该项内容"),
        ("延续项目☑  新增项目□", "延续项目☑  新增项目□"),
        ("☐是 ☒否", "□是 ☑否"),
        ("□优 □良 ■中", "□优 □良 ☑中"),
        ("良好 ■", "良好 ☑"),
        ("√是  否", "☑是  否"),
        ("√ 适用 □ 不适用", "☑ 适用 □ 不适用"),
        ("✓是 ✔否", "☑是 ☑否"),
        ("●男 ○女", "☑男 □女"),
        ("⊙男 ◯女", "☑男 □女"),
        ("◎男 ○女", "☑男 □女"),
        ("⊠是 ▢否", "☑是 □否"),
        ("🗹是 ◻否", "☑是 □否"),
        ("囗是 ☑否", "□是 ☑否"),
        ("☑\ufe0f是 ☐\ufe0e否", "☑是 □否"),
        ("√\u20de是", "☑是"),
        ("□是（□国家级贫困县 ☑省级贫困县）", "□是（□国家级贫困县 ☑省级贫困县）"),
        ("新增项目□延续项目√", "新增项目□延续项目☑"),
        ("√", "☑"),
        ("√10人以下 □10人以上", "☑10人以下 □10人以上"),
    ],
)
def test_characters_that_are_marks(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("√□是 □否", "☑是 □否"),
        ("□√是", "☑是"),
        ("☑√是", "☑是"),
        ("○√是", "☑是"),
        ("√√是", "☑是"),
        ("[√]是 [ ]否", "☑是 □否"),
        ("(√)是 ( )否", "☑是 □否"),
        ("（√）创新训练项目   （ ）创业训练项目", "☑创新训练项目   □创业训练项目"),
        ("【√】是【】否", "☑是□否"),
        ("( √ )是", "☑是"),
        ("（√)是", "☑是"),
        ("（☑）是（□）否", "☑是□否"),
        ("[x]是 [ ]否", "☑是 □否"),
        ("（V）是 （ ）否", "☑是 □否"),
        ("（√□）是", "☑是"),
    ],
)
def test_what_is_typed_together_is_one_mark(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "state", "encoding"),
    [
        ("√□", "checked", "pair"),
        ("（√）", "checked", "bracket"),
        ("□", "unchecked", "character"),
        ("✗", "unclear", "character"),
        ("（×）", "unclear", "bracket"),
        ("□×", "unclear", "pair"),
    ],
)
def test_the_encoding_tells_how_a_mark_was_typed(text, state, encoding):
    (mark,) = compose(text).marks
    assert (mark.state, mark.encoding, mark.written) == (state, encoding, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("×是 √否", "□是 ☑否"),
        ("✗是 ✓否", "□是 ☑否"),
        ("(×)是 (√)否", "□是 ☑否"),
        ("✗是 □否", "⍰是 □否"),
        ("×是", "×是"),
        ("3×4=12，是√", "3×4=12，是☑"),
        ("20××年 ☑", "20××年 ☑"),
    ],
)
def test_a_cross_beside_ticks_is_their_contrary_and_alone_unclear(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "二○二二年",
        "一○一",
        "2○22年",
        "李○○同志",
        "某●●公司",
        "■■■",
        "√2",
        "x=√3+1",
        "3√2≈4.24",
        "√(2)",
        "3×4",
        "邮编□□□□□□",
        "请在□内打√",
        "在选项“□”中划“√”",
        "请在相应的□中打“√”",
        "√表示是，×表示否",
        "请在括号内打（√）",
        "（盖章）",
        "填报单位（盖章）：",
        "（ ）",
        "共（ ）万元，其中（ ）元",
        "（ ）年（ ）月（ ）日",
        "第（ ）条",
        "（）个单位（）人",
        "财政局（ ）号（ ）字",
        "（x）",
        "f(x)",
        "(V)",
        "预算安排资金(万元)",
        "",
        "政法经费",
    ],
)
def test_what_only_looks_like_a_mark_stays_text(text):
    content = compose(text)
    assert (content.text, content.marks) == (text, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（ ）是 （ ）否", "□是 □否"),
        ("（ ）新增（ ）延续（ ）一次性", "□新增□延续□一次性"),
        ("[ ]是 [ ]否", "□是 □否"),
        ("新增（ ） 延续（ ）", "新增□ 延续□"),
        ("是（）否（√）", "是□否☑"),
    ],
)
def test_empty_brackets_beside_options_are_boxes(text, expected):
    assert shown(text) == expected


def test_a_long_text_of_candidates_costs_linear_time():
    for text in (
        "（" * 100_000,
        "□ " * 50_000,
        "√□" * 50_000,
        "（ ）是" * 20_000,
        "○" * 100_000,
        "√" + "×是" * 50_000,
        "打√×" * 20_000,
    ):
        compose(text)


def test_every_character_has_one_meaning_and_a_name():
    for character, meaning in CHARACTERS.items():
        assert len(character) == 1
        assert unicodedata.name(character)
        assert meaning.state in {"checked", "unchecked", "unclear"}
    assert not set(CHARACTERS) & set("0123456789一是否△▲★")


def test_every_symbol_font_is_found_by_its_key():
    for key, font in SYMBOL_FONTS.items():
        assert font_key(key) == key
        assert all(0x20 <= code <= 0xFF for code in font.characters)
        assert re.fullmatch(r"[A-Za-z]+( \d)?", font.name)
