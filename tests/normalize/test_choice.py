import pytest


def answer(value):
    return value.status, value.value, value.doubt


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({"yes": "checked", "no": "unchecked"}, ("found", "yes", None)),
        ({"yes": None, "no": "checked"}, ("found", "no", None)),
        ({"yes": "checked", "no": None, "not_applicable": None}, ("found", "yes", None)),
        ({"yes": "unchecked", "no": "unchecked"}, ("blank", None, "none_ticked")),
        ({"yes": "unchecked", "no": None}, ("blank", None, "none_ticked")),
        ({"yes": "checked", "no": "checked"}, ("unreadable", None, "several_ticked")),
        ({"yes": "checked", "no": "checked", "not_applicable": "unclear"}, ("unreadable", None, "several_ticked")),
        ({"yes": "unclear", "no": "unchecked"}, ("unreadable", None, "unclear_mark")),
        ({"yes": "unclear", "no": "checked"}, ("unreadable", None, "unclear_mark")),
        ({"yes": "unclear", "no": None}, ("unreadable", None, "unclear_mark")),
    ],
)  # fmt: skip
def test_exactly_one_tick_is_an_answer(ticked, marks, expected):
    assert answer(ticked(**marks)) == expected


def test_a_stray_tick_answers_nothing_unless_an_option_is_ticked(ticked):
    assert answer(ticked(yes="unchecked", no="unchecked", stray=True)) == (
        "unreadable",
        None,
        "stray_mark",
    )
    assert answer(ticked(yes="checked", no="unchecked", stray=True)) == ("found", "yes", None)
    assert answer(ticked(yes="unclear", stray=True)) == ("unreadable", None, "unclear_mark")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("blank", None, "none_ticked")),
        ("　\n", ("blank", None, "none_ticked")),
        ("是 否 无该项内容", ("blank", None, "none_ticked")),
        ("是（ ）　否（ ）", ("blank", None, "none_ticked")),
        ("/", ("blank", None, None)),
        ("——", ("blank", None, None)),
        ("暂无", ("blank", None, None)),
        ("正在研究", ("unreadable", None, "not_a_value")),
        (None, ("absent", None, None)),
    ],
)
def test_a_choice_without_any_mark(ticked, text, expected):
    value = ticked(text=text, yes=None, no=None)
    assert answer(value) == expected
    assert value.raw == text
    assert answer(ticked(text=text)) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("checked", ("found", "true", None)),
        ("unclear", ("unreadable", None, "unclear_mark")),
        (None, ("blank", None, None)),
    ],
)
def test_a_flag_is_its_box(ticked, state, expected):
    assert answer(ticked("flag", text="应采购金额　万元 ☑无该项内容", x=state)) == expected


def test_a_flag_whose_label_is_not_on_the_form_is_absent(ticked):
    assert answer(ticked("flag", text=None)) == ("absent", None, None)
    assert answer(ticked("flag", text="")) == ("blank", None, None)


def test_an_empty_box_is_an_answer_only_on_a_form_that_somebody_filled_in(ticked):
    """Alone on a form it is a template's: every field of a template is blank."""
    text = "应采购金额　万元 □无该项内容"
    assert answer(ticked("flag", text=text, x="unchecked")) == ("blank", None, None)
