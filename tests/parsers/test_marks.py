"""Every encoding of a checkbox, in a paragraph and in a cell."""

import pytest

from tests.parsers.word import (
    control,
    docx,
    field,
    form_checkbox,
    in_body,
    in_cell,
    par,
    part,
    read,
    run,
    said,
    texts,
    xml,
)

WINGDINGS = "Wingdings"


def marks_of(*pieces, **options):
    """Text and marks, alike inside and outside tables; every offset is checked."""
    body, cell = in_body(*pieces, **options), in_cell(*pieces, **options)
    assert body == cell
    offsets = [mark.offset for mark in body.marks]
    assert offsets == sorted(set(offsets))
    shown = {"checked": "☑", "unchecked": "□", "unclear": "⍰"}
    assert all(body.text[mark.offset] == shown[mark.state] for mark in body.marks)
    return said(body)


def sym(font, code):
    return xml(f'<r><sym font="{font}" char="{code}"/></r>')


# ------------------------------------------------------------------------------ symbol fonts


@pytest.mark.parametrize(
    ("font", "code", "state"),
    [
        ("Wingdings", 0x6F, "unchecked"),
        ("Wingdings", 0x71, "unchecked"),
        ("Wingdings", 0x72, "unchecked"),
        ("Wingdings", 0xA8, "unchecked"),
        ("Wingdings", 0x6E, "checked"),
        ("Wingdings", 0x78, "checked"),
        ("Wingdings", 0xFB, "unclear"),
        ("Wingdings", 0xFC, "checked"),
        ("Wingdings", 0xFD, "checked"),
        ("Wingdings", 0xFE, "checked"),
        ("Wingdings 2", 0x2A, "unchecked"),
        ("Wingdings 2", 0x30, "unchecked"),
        ("Wingdings 2", 0x4F, "unclear"),
        ("Wingdings 2", 0x50, "checked"),
        ("Wingdings 2", 0x51, "checked"),
        ("Wingdings 2", 0x52, "checked"),
        ("Wingdings 2", 0x53, "checked"),
        ("Wingdings 2", 0x54, "checked"),
        ("Wingdings 2", 0x99, "unchecked"),
        ("Wingdings 2", 0x9E, "checked"),
        ("Wingdings 2", 0xA2, "checked"),
        ("Wingdings 2", 0xA3, "unchecked"),
        ("Webdings", 0x61, "checked"),
        ("Webdings", 0x63, "unchecked"),
        ("Webdings", 0x67, "checked"),
        ("Webdings", 0x72, "unclear"),
        ("ZapfDingbats", 0x33, "checked"),
        ("ZapfDingbats", 0x6F, "unchecked"),
    ],
)
def test_a_code_of_a_symbol_font_means_the_same_however_it_is_written(font, code, state):
    expected = [(state, f"{font}:{code:02X}")]
    letter = chr(code)
    assert marks_of(sym(font, f"F0{code:02X}"), "是")[1] == expected
    assert marks_of(sym(font, f"00{code:02x}"), "是")[1] == expected
    assert marks_of(run(chr(0xF000 + code), font), "是")[1] == expected
    assert marks_of(run(letter, font), "是")[1] == expected
    assert marks_of(run(letter, font.upper().replace(" ", "")), "是")[1] == expected


def test_a_bare_letter_is_given_back_as_written():
    content = in_cell(run("R", "Wingdings 2"), "有", run("£", "Wingdings 2"), "无")
    assert content.written() == "R有£无"
    assert content.text == "☑有□无"


@pytest.mark.parametrize("font", ["宋体", "MS Gothic", "Segoe UI Symbol", "Wingding", None])
def test_a_letter_in_any_other_font_is_a_letter(font):
    assert marks_of(run("R", font), "是") == ("R是", [])


@pytest.mark.parametrize("font", ["MS Gothic", "Segoe UI Symbol", "OpenSymbol"])
def test_a_unicode_box_is_one_in_any_font(font):
    assert marks_of(run("☒", font), "是") == ("☑是", [("checked", "character")])
    assert marks_of(sym(font, "2612"), "是") == ("☑是", [("checked", "character")])


STYLES = (
    "<style type='character' styleId='W'><rPr><rFonts ascii='Wingdings' hAnsi='Wingdings'/></rPr></style>"
    "<style type='character' styleId='V'><basedOn val='W'/></style>"
    "<style type='paragraph' styleId='P'><rPr><rFonts ascii='Wingdings' hAnsi='Wingdings'/></rPr></style>"
)
DEFAULTS = (
    "<docDefaults><rPrDefault><rPr><rFonts hAnsi='Wingdings'/></rPr></rPrDefault></docDefaults>"
)
DEFAULT_STYLE = (
    "<style type='paragraph' default='1' styleId='N'><rPr><rFonts hAnsi='Wingdings'/></rPr></style>"
)


@pytest.mark.parametrize(
    ("piece", "styles"),
    [
        (run("þ", props='<rStyle val="W"/>'), STYLES),
        (run("þ", props='<rStyle val="V"/>'), STYLES),
        (xml("<r><t>þ</t></r>"), DEFAULTS),
        (xml("<r><t>þ</t></r>"), DEFAULT_STYLE),
        (run("þ", hint="eastAsia"), DEFAULTS),
    ],
)
def test_the_font_may_come_from_a_style(piece, styles):
    assert marks_of(piece, "是", styles=styles)[1] == [("checked", "Wingdings:FE")]


def test_the_font_may_come_from_the_paragraph_style():
    document = read(docx(par(run("þ"), props='<pStyle val="P"/>'), styles=STYLES))
    assert texts(document) == ["☑"]


def test_a_runs_own_font_beats_its_styles():
    own = run("þ", props='<rStyle val="W"/><rFonts ascii="宋体" hAnsi="宋体"/>')
    assert marks_of(own, styles=STYLES) == ("þ", [])
    theme = run(
        "þ", props='<rStyle val="W"/><rFonts asciiTheme="minorHAnsi" hAnsiTheme="minorHAnsi"/>'
    )
    assert marks_of(theme, styles=STYLES) == ("þ", [])


@pytest.mark.parametrize(
    ("text", "hint", "is_mark"),
    [
        ("þ", None, True),
        ("þ", "eastAsia", True),  # U+00FE does not follow the hint
        ("¨", None, True),
        ("¨", "eastAsia", False),  # U+00A8 does: it stands in 宋体
        ("o", "eastAsia", True),
        ("\uf0a8", "eastAsia", True),  # only a symbol font can mean this
    ],
)
def test_the_slot_of_a_character_decides(text, hint, is_mark):
    assert bool(marks_of(run(text, WINGDINGS, hint=hint))[1]) == is_mark


def test_chinese_in_a_run_with_a_symbol_font_stays_chinese():
    assert marks_of(run("þ是", WINGDINGS)) == ("☑是", [("checked", "Wingdings:FE")])


# ----------------------------------------------------------------------- form fields, controls


@pytest.mark.parametrize(
    ("inside", "state"),
    [
        ("", "unchecked"),
        ("<default/>", "checked"),
        ('<default val="0"/>', "unchecked"),
        ('<default val="1"/>', "checked"),
        ("<checked/>", "checked"),
        ('<checked val="true"/>', "checked"),
        ('<checked val="on"/>', "checked"),
        ('<checked val="off"/>', "unchecked"),
        ('<checked val="false"/>', "unchecked"),
        ('<default val="1"/><checked val="0"/>', "unchecked"),
        ('<default val="0"/><checked/>', "checked"),
    ],
)
def test_a_form_field_is_as_checked_says_else_as_default_says(inside, state):
    text, marks = marks_of(form_checkbox(inside), "是")
    assert marks == [(state, "FORMCHECKBOX")]
    assert text[1:] == "是"


@pytest.mark.parametrize(
    ("checked", "shown", "state", "encoding"),
    [
        (' w14:val="1"', "☒", "checked", "w14:checkbox"),
        (' w14:val="true"', "☑", "checked", "w14:checkbox"),
        (' w14:val="0"', "☐", "unchecked", "w14:checkbox"),
        ("", "☒", "checked", "w14:checkbox"),
        (None, "☐", "unchecked", "w14:checkbox"),
        (' w14:val="0"', "☒", "unchecked", "w14:checkbox!"),
        (' w14:val="1"', "□", "checked", "w14:checkbox!"),
    ],
)
def test_a_content_control_keeps_its_own_state(checked, shown, state, encoding):
    content = in_cell(control(checked, shown), "是")
    assert said(content)[1] == [(state, encoding)]
    assert content.written() == shown + "是"
    assert marks_of(control(checked, shown), "是")[1] == [(state, encoding)]


def test_a_controls_own_symbols_are_compared():
    states = '<w14:checkedState w14:val="2605"/><w14:uncheckedState w14:val="2606"/>'
    assert marks_of(control(' w14:val="1"', "★", states))[1] == [("checked", "w14:checkbox")]
    assert marks_of(control(' w14:val="1"', "☆", states))[1] == [("checked", "w14:checkbox!")]
    font = '<w14:checkedState w14:val="00FE" w14:font="Wingdings"/>'
    assert marks_of(control("", "", font, inside=sym("Wingdings", "F0FE")))[1] == [
        ("checked", "w14:checkbox")
    ]


def test_a_control_around_more_than_its_box_keeps_the_rest():
    assert marks_of(control("", "☒ 是"))[0] == "☑ 是"
    around = xml(
        f"<sdt><sdtPr><w14:checkbox><w14:checked/></w14:checkbox></sdtPr><sdtContent>{par('☒', '是')}</sdtContent></sdt>"
    )
    assert texts(read(docx(around))) == ["☑是"]


@pytest.mark.parametrize(
    ("value", "state"), [("1", "checked"), ("0", "unchecked"), (None, "unclear")]
)
def test_an_activex_box_tells_its_state_where_it_can(value, state):
    classid = "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}"
    bag = "" if value is None else f'<ax:ocxPr ax:name="Value" ax:value="{value}"/>'
    inner = f'<ax:ocx ax:classid="{classid}" xmlns:ax="http://schemas.microsoft.com/office/2006/activeX">{bag}</ax:ocx>'
    piece = xml('<r><object><control r:id="activeX1.xml" name="CheckBox1"/></object></r>')
    assert marks_of(piece, "是", parts={"control": ("activeX1.xml", inner)})[1] == [
        (state, "activex")
    ]


def test_an_activex_control_that_is_no_box_is_no_mark():
    assert marks_of(xml('<r><control r:id="x" name="TextBox1"/></r>'), "是")[1] == []
    assert marks_of(xml('<r><control r:id="x" name="OptionButton1"/></r>'), "是")[1] == [
        ("unclear", "activex")
    ]


# ------------------------------------------------------------------------------------ EQ fields


@pytest.mark.parametrize(
    ("instruction", "state"),
    [
        (r" EQ \o(□,√) ", "checked"),
        (r"eq \o(√;□)", "checked"),
        (r"Eq\o\ac(□,√)", "checked"),
        (r"EQ \O\AC( □ , √ )", "checked"),
        (r"EQ \o \al (□,✓)", "checked"),
        (r"EQ \o\ad\al(○,√)", "checked"),
        (r"EQ \\o\\ac(□,√)", "checked"),
        (r"EQ \o(□,×)", "checked"),
        (r"EQ \o(□, )", "unchecked"),
        (r"EQ \o(□)", "unchecked"),
        (r"EQ \o\ac(□,)", "unchecked"),
        (r"EQ \o(☑)", "checked"),
        (r"EQ \x(√)", "checked"),
        (r"EQ \x\to\bo\le\ri( )", "unchecked"),
        (r"EQ \o(□,\s\up2(√))", "checked"),
        (r"EQ \o(□,√", "checked"),
    ],
)
def test_a_box_drawn_by_a_formula(instruction, state):
    expected = [(state, "EQ")]
    for piece in (
        field(instruction),
        field(list(instruction)),
        field(instruction, "□"),
        xml(f'<fldSimple instr="{instruction}"><r><t>x</t></r></fldSimple>'),
    ):
        text, marks = marks_of(piece, "是")
        assert marks == expected
        assert text[1:] == "是"


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (r"EQ \o\ac(○,1)", "1"),
        (r"EQ \o\ac(○,印)", "印"),
        (r"EQ \o\ac(□,字)", "字"),
        (r"EQ \f(4.16,153)", "4.16/153"),
        (r"EQ \r(3,x)", "√x"),
        (r"EQ \s\up6(甲)\s\do6(乙)", "甲乙"),
        (r"EQ \b\bc\{(甲)", "{甲}"),
        (r"EQ \a\co2(甲,乙)", "甲 乙"),
        (r"EQ 甲\,乙", "甲,乙"),
        (r"EQ \d\fo10()甲", "甲"),
    ],
)
def test_a_formula_that_is_no_box_is_its_text(instruction, text):
    assert marks_of(field(instruction)) == (text, [])


def test_a_letter_of_a_symbol_font_counts_inside_a_formula():
    letter = xml(
        '<r><rPr><rFonts ascii="Wingdings" hAnsi="Wingdings"/></rPr><instrText>ü</instrText></r>'
    )
    assert marks_of(field([r"EQ \o(□,", letter, ")"]), "是")[1] == [("checked", "EQ")]
    nested = field(
        [r"EQ \o(□,", field(r" SYMBOL 252 \f &quot;Wingdings&quot; ".replace("&quot;", '"')), ")"]
    )
    assert marks_of(nested, "是")[1] == [("checked", "EQ")]


def test_a_tick_over_a_word_ticks_the_word():
    assert marks_of(field(r"EQ \o(是,√)"), "否") == ("☑是否", [("checked", "EQ")])


def test_symbol_and_button_fields_show_marks():
    assert marks_of(field(r' SYMBOL 0xFE \f "Wingdings" \s 12 '), "是")[1] == [
        ("checked", "Wingdings:FE")
    ]
    assert marks_of(field(" MACROBUTTON Tick □"), "是")[1] == [("unchecked", "character")]
    button = field(
        [
            " MACROBUTTON Tick ",
            xml(
                '<r><rPr><rFonts ascii="Wingdings" hAnsi="Wingdings"/></rPr><instrText>þ</instrText></r>'
            ),
        ]
    )
    assert marks_of(button, "是")[1] == [("checked", "Wingdings:FE")]


# ------------------------------------------------------------------------- borders, nothing at all

BORDER = '<bdr val="single" sz="4"/>'


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([run("√", props=BORDER), "是"], ("☑是", [("checked", "w:bdr")])),
        ([run("  ", props=BORDER), "是"], ("□是", [("unchecked", "w:bdr")])),
        ([run("　", props=BORDER), "是"], ("□是", [("unchecked", "w:bdr")])),
        ([run(" ", props=BORDER), run("√", props=BORDER), "是"], ("☑是", [("checked", "w:bdr")])),
        ([run("是", props=BORDER), "否"], ("是否", [])),
        ([run("√", props='<bdr val="nil"/>'), "是"], ("☑是", [("checked", "character")])),
        ([run("        ", props=BORDER), "元"], ("        元", [])),
        ([run("√", props=BORDER)], ("☑", [("checked", "w:bdr")])),
        ([run("ü", "Wingdings", props=BORDER), "是"], ("☑是", [("checked", "Wingdings:FC")])),
    ],
)
def test_a_border_around_a_tick_or_a_blank_is_a_box(pieces, expected):
    assert marks_of(*pieces) == expected


def test_a_deleted_or_hidden_mark_is_none():
    gone = (
        xml(f"<del id='1'>{run('☑')}</del>"),
        run("☑", props="<vanish/>"),
        xml(f"<moveFrom id='1'>{form_checkbox('<checked/>')}</moveFrom>"),
    )
    assert marks_of(*gone, "是") == ("是", [])


def test_marks_of_strict_documents():
    pieces = [form_checkbox("<checked/>"), "是", run("þ", WINGDINGS), field(r"EQ \o(□,√)")]
    assert [state for state, _ in said(in_cell(*pieces, strict=True))[1]] == ["checked"] * 3


def test_marks_in_headers():
    document = read(
        docx("正文", parts={"header": ("h.xml", part("w:hdr", par(run("þ", WINGDINGS), "是")))})
    )
    assert [one.content.text for one in document.margins] == ["☑是"]
