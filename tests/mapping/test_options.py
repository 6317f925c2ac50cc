"""Which option is ticked: boxes before, after, gone, in brackets, in cells of their own."""

import pytest

from extractor.mapping.options import Side, read_options
from extractor.model import Content, Mark, MarkState
from extractor.rulebook import Option
from tests.mapping.drawing import content, read

KIND = (
    Option("continuing", ("延续项目", "延续性项目", "延续")),
    Option("new", ("新增项目", "新增性项目", "新增")),
)
YES_NO = (
    Option("yes", ("是",)),
    Option("no", ("否",)),
    Option("not_applicable", ("无该项内容", "不适用")),
)
GRADES = tuple(Option(code, (label,)) for code, label in zip("abcde", "优良中低差", strict=True))
NOT_APPLICABLE = (Option("true", ("无该项内容",)),)


def ticked(
    text: str, options: tuple[Option, ...] = YES_NO, preferred: Side | None = None
) -> str | None:
    """The ticked options joined by `+`; "?" where a mark is unclear, None without a reading."""
    reading = read_options(content(text), options, preferred=preferred)
    if reading is None:
        return None
    if any(option.state == "unclear" for option in reading.options):
        return "?"
    return "+".join(option.code for option in reading.options if option.state == "checked")


def states(text: str, options: tuple[Option, ...] = YES_NO) -> list[MarkState | None]:
    reading = read_options(content(text), options)
    assert reading is not None
    return [option.state for option in reading.options]


def stray(text: str, options: tuple[Option, ...] = YES_NO) -> bool:
    reading = read_options(content(text), options)
    assert reading is not None
    return reading.stray


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("□是 □否 ☑无该项内容", "not_applicable"),
        ("□是☑否□无该项内容", "no"),
        ("    □是　           □否               ☑无该项内容", "not_applicable"),
        ("☑ 是 / □ 否", "yes"),
        ("□是，□否，☑无该项内容", "not_applicable"),
        ("□是/n□否/n☑无该项内容", "not_applicable"),
        ("☑/n是/n□/n否", "yes"),
        ("☑是，已公开招标 □否 □无该项内容", "yes"),
        ("☑是(请简述)____　□否", "yes"),
        ("□A.是 ☑B.否", "no"),
    ],
)
def test_boxes_stand_before_their_options(text: str, answer: str) -> None:
    assert ticked(text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("是□ 否□ 无该项内容☑", "not_applicable"),
        ("是☑否□无该项内容□", "yes"),
        ("是 ☑  否 □  无该项内容 □", "yes"),
        ("是□、否☑、无该项内容□", "no"),
        ("是：☑ 否：□", "yes"),
        ("是□；/n否☑；/n无该项内容□。", "no"),
    ],
)
def test_boxes_stand_after_their_options(text: str, answer: str) -> None:
    assert ticked(text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("延续项目☑  新增项目□", "continuing"),
        ("☑延续项目 □新增项目", "continuing"),
        ("新增项目□延续项目☑", "continuing"),
        ("□延续项目☑新增项目", "new"),
        ("1、延续性项目□ 2、新增性项目☑", "new"),
        ("1.☑延续项目 2.□新增项目", "continuing"),
        ("☑1.延续项目 □2.新增项目", "continuing"),
        ("①延续项目☑②新增项目□", "continuing"),
        ("A.延续项目☑ B.新增项目□", "continuing"),
        ("延 续 项 目☑ 新 增 项 目□", "continuing"),
        ("延续□ 新增☑", "new"),
        ("选择：延续项目☑ 新增项目□", "continuing"),
        ("☑延续项目（上年度为新增项目） □新增项目", "continuing"),
        ("延续项目☑(2020年起) 新增项目□", "continuing"),
        ("□新增项目（2022年） ☑延续项目（2020-2022年）", "continuing"),
    ],
)
def test_the_kind_of_a_project_is_read_in_any_spelling(text: str, answer: str) -> None:
    assert ticked(text, KIND) == answer


def test_one_letter_options_are_no_parts_of_words() -> None:
    assert ticked("审核等次: □优 □良 ☑中 □低 □差", GRADES) == "c"
    assert ticked("是否实施：☑是 □否") == "yes"


@pytest.mark.parametrize("text", ["□是 □否 □无该项内容", "是□ 否□ 无该项内容□"])
def test_nothing_ticked_is_told_from_no_box(text: str) -> None:
    assert states(text) == ["unchecked"] * 3
    assert states("☑是 否 无该项内容") == ["checked", None, None]


@pytest.mark.parametrize("text", ["☑延续项目 ☑新增项目", "延续项目☑新增项目☑"])
def test_two_ticks_are_both_reported(text: str) -> None:
    assert ticked(text, KIND) == "continuing+new"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("☑是  否  无该项内容", "yes"),
        ("是 否 ☑无该项内容", "not_applicable"),
        ("是☑ 否 无该项内容", "yes"),
        ("是 否 无该项内容☑", "not_applicable"),
        ("☑是 □否", "yes"),
        ("是  □否  无该项内容☑", "not_applicable"),
    ],
)
def test_a_tick_takes_the_place_of_its_box_and_other_boxes_are_gone(text: str, answer: str) -> None:
    assert answer in (ticked(text) or "")


def test_a_lone_tick_between_two_options_is_unclear() -> None:
    assert ticked("是 ☑ 否") == "?"
    assert ticked("延续项目 ☑ 新增项目", KIND) == "?"


def test_a_lone_tick_follows_the_side_of_the_form() -> None:
    assert ticked("延续项目 ☑ 新增项目", KIND, preferred="after") == "continuing"
    assert ticked("延续项目 ☑ 新增项目", KIND, preferred="before") == "new"


def test_a_mark_closer_to_one_option_belongs_to_it() -> None:
    assert ticked("延续项目☑  新增项目", KIND) == "continuing"
    assert ticked("延续项目  ☑新增项目", KIND) == "new"


def test_an_unclear_mark_stays_unclear() -> None:
    assert states("⍰延续项目 □新增项目", KIND) == ["unclear", "unchecked"]


@pytest.mark.parametrize(
    "text",
    [
        "□延续项目 □新增项目 ☑其他",
        "延续项目□ 新增项目□ 其他☑",
        "□ 延续项目　　□ 新增项目　　☑ 其他（    ）",
    ],
)
def test_a_tick_at_an_option_unknown_to_the_rule_is_stray(text: str) -> None:
    assert ticked(text, KIND) == ""
    assert stray(text, KIND)


def test_a_tick_alone_answers_nothing() -> None:
    assert ticked("☑", KIND) == ""
    assert stray("☑", KIND)
    assert not stray("□", KIND)


def test_an_empty_box_at_an_unknown_option_is_not_stray() -> None:
    assert ticked("延续项目☑ 新增项目□ 其他□", KIND) == "continuing"
    assert not stray("延续项目☑ 新增项目□ 其他□", KIND)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("□是（□公开招标 □邀请招标） ☑否", "no"),
        ("☑是（□公开招标 ☑邀请招标） □否 □无该项内容", "yes"),
        ("☑是（☑国家级贫困县　　□省级贫困县） □否", "yes"),
    ],
)
def test_options_nested_in_an_option_are_its_own_affair(text: str, answer: str) -> None:
    assert ticked(text) == answer
    assert not stray(text)


@pytest.mark.parametrize(
    "text", ["□是 □否 □无该项内容☑", "□是 □否 无该项内容☑", "是□否□无该项内容□ ☑"]
)
def test_a_tick_beside_the_empty_box_of_the_last_option_ticks_it(text: str) -> None:
    assert ticked(text) == "not_applicable"
    assert not stray(text)


def test_a_side_that_leaves_an_answer_out_does_not_decide() -> None:
    assert ticked("延续项目:是☑ 新增项目:是□", KIND) in {"continuing", "?", ""}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("是", "yes"),
        ("否", "no"),
        ("是。", "yes"),
        ("　否　", "no"),
        ("不适用", "not_applicable"),
        ("无该项内容", "not_applicable"),
        ("是（已招标）", "yes"),
        ("是，已公开招标", "yes"),
        ("否。未达到限额标准", "no"),
    ],
)
def test_an_answer_in_words_counts_but_is_not_certain(text: str, answer: str) -> None:
    reading = read_options(content(text), YES_NO)
    assert reading is not None
    assert ticked(text) == answer
    assert not reading.certain


@pytest.mark.parametrize("text", ["延续项目/新增项目", "延续项目、新增项目", "延续项目 新增项目"])
def test_all_options_named_and_none_marked_is_no_answer(text: str) -> None:
    assert ticked(text, KIND) == ""


@pytest.mark.parametrize("text", ["已实施", "", "详见附件", "是否实施"])
def test_other_words_are_no_answer(text: str) -> None:
    assert not ticked(text)


@pytest.mark.parametrize(
    "text",
    ["延续项目（  ） 新增项目（  ）", "（  ）延续项目 （  ）新增项目", "[ ]延续项目[ ]新增项目"],
)
def test_blank_brackets_are_boxes_nobody_ticked(text: str) -> None:
    assert states(text, KIND) == ["unchecked", "unchecked"]


def test_blank_brackets_of_amounts_do_not_shift_the_box() -> None:
    text = "应采购金额（ ）万元 实际采购金额（ ）万元 （ ）无该项内容"
    assert states(text, NOT_APPLICABLE) == ["unchecked"]
    text = "应采购金额（ ）万元 实际采购金额（ ）万元 无该项内容（    ）"
    assert states(text, NOT_APPLICABLE) == ["unchecked"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("应采购金额   万元 实际采购金额  万元 ☑无该项内容", "checked"),
        ("应采购金额   万元 实际采购金额  万元 无该项内容☑", "checked"),
        ("应采购金额 12 万元 无该项内容□", "unchecked"),
        ("□无该项内容 应采购金额 12 万元", "unchecked"),
        ("☑ 无该项内容。", "checked"),
        ("☑应采购金额12万元 □无该项内容", "unchecked"),
        ("应采购金额12万元 无该项内容", None),
    ],
)
def test_a_flag_is_its_own_box(text: str, state: MarkState | None) -> None:
    assert states(text, NOT_APPLICABLE) == [state]


def test_another_tick_in_a_flags_cell_is_not_stray() -> None:
    assert not stray("☑应采购金额12万元 □无该项内容", NOT_APPLICABLE)


# ------------------------------------------------------------------------------ overrides


def circle(text: str, written: str = "○") -> Content:
    """A content in which every □ was written as a circle."""
    marks = tuple(
        Mark(at, "unchecked", "character", written) for at, char in enumerate(text) if char == "□"
    )
    return Content(text, marks)


def test_a_rule_file_may_say_what_a_glyph_means() -> None:
    reading = read_options(circle("□是 否"), YES_NO, overrides={"○": "checked"})
    assert reading is not None
    assert reading.options[0].state == "checked"
    assert reading.content.text == "☑是 否"
    assert reading.content.written() == "○是 否"


def test_a_glyph_the_rule_file_does_not_name_keeps_its_meaning() -> None:
    reading = read_options(circle("□是 □否", "◇"), YES_NO, overrides={"○": "checked"})
    assert reading is not None
    assert [option.state for option in reading.options[:2]] == ["unchecked", "unchecked"]


# ----------------------------------------------------------------------- options in cells

HEAD = "项目资金绩效监控情况表\n|项目名称|政法经费|项目实施单位|某局 <|\n|联络人|张三|联系电话|123456 <|\n"
TAIL = "\n|产出成果|好 <<<|\n|存在的问题|无 <<<|\n"


def kind(*rows: str) -> str | None:
    return read(HEAD + "\n".join(rows) + TAIL).ticked("project_type")


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        ("|项目类型|延续项目☑|新增项目□ <<|", "continuing"),
        ("|项目类型|☑延续项目 <|□新增项目 <|", "continuing"),
        ("|项目类型|☑|延续项目|□|新增项目|", "continuing"),
        ("|项目类型|延续项目|□|新增项目|☑|", "new"),
        ("|项目类型|延续项目|☑|新增项目||", "continuing"),
        ("|项目类型|延续项目||新增项目|☑|", "new"),
        ("|项目类型||延续项目|☑|新增项目|", "new"),
    ],
)
def test_options_are_spread_over_cells(row: str, answer: str) -> None:
    assert kind(row.replace("|项目类型|", "|项目类型|")) == answer


def test_options_stand_below_each_other_beside_their_label() -> None:
    assert kind("|项目类型|□延续项目 <<<|", "|^|☑新增项目 <<<|") == "new"
    assert kind("|项目类型|☑延续项目 <<<|", "|^|□新增项目 <<<|") == "continuing"


def test_options_stand_below_their_label() -> None:
    assert kind("|项目类型 <<<<|", "|延续项目☑ 新增项目□ <<<<|") == "continuing"


@pytest.mark.parametrize("colon", ["：", ":", "  "])
def test_options_stand_in_the_cell_of_their_label(colon: str) -> None:
    assert kind(f"|项目类型{colon}延续项目☑  新增项目□ <<<<|") == "continuing"


def test_two_choices_share_one_cell() -> None:
    form = read(HEAD + "|是否实施招投标：☑是 □否    是否实施政府采购：□是 ☑否 <<<<|" + TAIL)
    assert form.ticked("tendering") == "yes"
    assert form.ticked("government_procurement") == "no"


@pytest.mark.parametrize(
    "rows",
    [
        ("|||☑|", "|☑|||", "||☑||"),
        ("|□|□|☑|", "|☑|□|□|", "|□|☑|□|"),
    ],
)
def test_a_matrix_has_its_options_in_the_header(rows: tuple[str, ...]) -> None:
    labels = ("是否实施招投标", "是否实施政府采购", "是否实行合同管理制")
    form = read(
        "项目资金绩效监控情况表\n|项目名称|政法经费|项目实施单位|某局|\n|联络人|张三|联系电话|123456|\n"
        "|项目管理情况|是|否|无该项内容|\n"
        + "\n".join(f"|{label}{row}" for label, row in zip(labels, rows, strict=True))
        + "\n|产出成果|好 <<|\n|存在的问题|无 <<|\n"
    )
    assert form.ticked("tendering") == "not_applicable"
    assert form.ticked("government_procurement") == "yes"
    assert form.ticked("contract_management") == "no"


def test_a_choice_answered_in_words() -> None:
    form = read(HEAD + "|是否实施招投标|是|是否实施政府采购|不适用 <|\n|项目类型|延续 <<<|" + TAIL)
    assert form.ticked("tendering") == "yes"
    assert form.ticked("government_procurement") == "not_applicable"
    assert form.ticked("project_type") == "continuing"
    assert form.located("tendering").confidence < 1


@pytest.mark.parametrize(
    ("other", "answer"),
    [("□是 □否 ☑无该项内容", "new"), ("是□ 否□ 无该项内容☑", "continuing")],
)
def test_an_ambiguous_group_follows_the_sides_of_the_others(other: str, answer: str) -> None:
    form = read(HEAD + f"|项目类型|延续项目 ☑ 新增项目|是否实施招投标|{other} <|" + TAIL)
    assert form.ticked("project_type") == answer


def test_an_ambiguous_group_stays_unclear_where_the_others_disagree() -> None:
    form = read(
        HEAD
        + "|项目类型|延续项目 ☑ 新增项目|是否实施招投标|□是 □否 ☑无该项内容 <|\n"
        + "|是否实施政府采购|是□ 否□ 无该项内容☑ <<<|"
        + TAIL
    )
    assert set(form.states("project_type").values()) == {"unclear"}


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("应采购金额 5 万元  ☑无该项内容 <<<", "checked"),
        ("应采购金额 5 万元 <|☑无该项内容 <", "checked"),
        ("应采购金额|5万元|实际采购金额|□无该项内容", "unchecked"),
    ],
)
def test_a_flag_stands_in_its_labels_cell_or_beside_it(cell: str, state: MarkState | None) -> None:
    form = read(HEAD + f"|采购金额|{cell}|" + TAIL)
    assert form.states("procurement_not_applicable") == {"true": state}
