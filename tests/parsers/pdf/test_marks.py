"""Boxes and ticks in a PDF: characters, symbol fonts, drawings, form fields, and their doubles."""

import pytest

from extractor.model import Limits
from extractor.parsers.pdf.reading import read
from tests.parsers.pdf.making import Canvas, pdf


def marks(canvas, **options):
    """(state, encoding) of every mark, and the text of the first paragraph without blanks."""
    blocks, _ = read(pdf(canvas, **options), Limits())
    content = blocks[0].content
    return [(mark.state, mark.encoding) for mark in content.marks], content.text.replace(" ", "")


def options(first, second):
    """是 and 否, each after whatever is drawn at the left of it."""
    canvas = Canvas().text(70, 80, "是").text(110, 80, "否")
    first(canvas, 55)
    second(canvas, 95)
    return canvas


def square(canvas, x):
    canvas.rectangle(x, 70, x + 10, 80)


def tick(canvas, x):
    canvas.path([(x + 1, 75), (x + 4, 79), (x + 9, 71)])


def ticked(canvas, x):
    square(canvas, x)
    tick(canvas, x)


def crossed(canvas, x):
    square(canvas, x)
    canvas.path([(x + 1, 71), (x + 9, 79)]).path([(x + 1, 79), (x + 9, 71)])


def filled(canvas, x):
    square(canvas, x)
    canvas.rectangle(x + 2, 72, x + 8, 78, "f")


def ring(canvas, x):
    canvas.circle(x + 5, 75, 5)


def dotted(canvas, x):
    ring(canvas, x)
    canvas.circle(x + 5, 75, 2.5, "f")


def char(text, font="S", size=12):
    return lambda canvas, x: canvas.text(x, 80, text, size, font=font)


def test_characters_are_marks_as_in_word():
    assert marks(options(char("□"), char("■"))) == (
        [("unchecked", "character"), ("checked", "character")], "□是☑否",
    )  # fmt: skip


@pytest.mark.parametrize("drawn", [ticked, crossed, filled])
def test_a_drawn_box_with_something_in_it_is_ticked(drawn):
    states, text = marks(options(drawn, square))
    assert states == [("checked", "drawn"), ("unchecked", "drawn")]
    assert text == "☑是□否"


def test_a_drawn_ring_is_a_box_and_a_dot_ticks_it():
    assert marks(options(ring, dotted))[0] == [("unchecked", "drawn"), ("checked", "drawn")]


def test_a_tick_drawn_beside_one_option_is_a_tick():
    assert marks(options(lambda *_: None, tick))[0] == [("checked", "drawn")]


def test_a_tick_drawn_over_a_typed_box_ticks_it():
    def over(canvas, x):
        canvas.text(x, 80, "□", 12)
        tick(canvas, x + 1)

    assert marks(options(over, char("□")))[0] == [("checked", "drawn"), ("unchecked", "character")]


@pytest.mark.parametrize(("typed", "shown"), [("√", "checked"), ("×", "checked")])
def test_a_character_typed_over_a_typed_box_is_one_mark_with_it(typed, shown):
    def over(canvas, x):
        canvas.text(x, 80, "□").text(x + 1, 79, typed, 10)

    states, _ = marks(options(over, char("□")))
    assert states == [(shown, "overlay"), ("unchecked", "character")]


def test_a_tick_typed_into_a_drawn_box_ticks_it():
    def over(canvas, x):
        square(canvas, x)
        canvas.text(x, 80, "√", 10)

    assert marks(options(over, square))[0][0][0] == "checked"


def test_a_box_drawn_with_four_lines_is_a_box():
    def box(canvas, x):
        canvas.line(x, 70, x + 10, 70).line(x, 80, x + 10, 80)
        canvas.line(x, 70, x, 80).line(x + 10, 70, x + 10, 80)

    assert marks(options(box, ticked))[0] == [("unchecked", "drawn"), ("checked", "drawn")]


def test_zapf_dingbats_are_known_by_their_codes():
    assert [state for state, _ in marks(options(char("4", "Z"), char("o", "Z")))[0]] == [
        "checked", "unchecked",
    ]  # fmt: skip


def symbols(name):
    return {"W": b"<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding>>" % name}


@pytest.mark.parametrize("name", [b"Wingdings", b"ABCDEF+Wingdings", b"Wingdings-Regular"])
def test_wingdings_without_unicode_are_known_by_their_codes(name):
    canvas = options(char("\xfe", "W"), char("\xa8", "W"))
    assert marks(canvas, fonts=symbols(name)) == (
        [("checked", "Wingdings:FE"), ("unchecked", "Wingdings:A8")], "☑是□否",
    )  # fmt: skip


def test_wingdings_2_have_codes_of_their_own():
    canvas = options(char("R", "W"), char("\xa3", "W"))
    assert [state for state, _ in marks(canvas, fonts=symbols(b"Wingdings2"))[0]] == [
        "checked", "unchecked",
    ]  # fmt: skip


# ----------------------------------------------------------------------------- fields of forms

FORM = "/AcroForm<</Fields[FIELDS]/DA(/Helv 0 Tf 0 g)>>"
LOOKS = "/AP<</N<</Yes 1000 0 R/Off 1000 0 R>>>>"
LOOK = b"<</Type/XObject/Subtype/Form/BBox[0 0 10 10]/Length 0>>stream\n\nendstream"


def button(entries):
    def place(canvas, x):
        canvas.annotation((x, 70, x + 10, 80), f"/Subtype/Widget/FT/Btn/T(b{x}) {LOOKS} {entries}")

    return place


def fields(first, second):
    canvas = options(button(first), button(second))
    return marks(canvas, root=FORM, objects=[LOOK])


@pytest.mark.parametrize("on", ["/V/Yes/AS/Yes", "/V/Yes", "/AS/Yes"])
@pytest.mark.parametrize("off", ["/V/Off/AS/Off", "/AS/Off", ""])
def test_a_checkbox_is_on_by_its_value_or_its_appearance(on, off):
    assert fields(on, off) == ([("checked", "AcroForm"), ("unchecked", "AcroForm")], "☑是□否")


def test_a_checkbox_whose_value_and_appearance_disagree_has_its_value():
    assert fields("/V/Yes/AS/Off", "/V/Off/AS/Yes")[0] == [
        ("checked", "AcroForm!"), ("unchecked", "AcroForm!"),
    ]  # fmt: skip


def test_radio_buttons_inherit_the_value_of_their_group():
    def radio(name):
        def place(canvas, x):
            looks = f"/AP<</N<</{name} 1001 0 R/Off 1001 0 R>>>>"
            canvas.annotation((x, 70, x + 10, 80), f"/Subtype/Widget/Parent 1000 0 R {looks}")

        return place

    group = b"<</FT/Btn/Ff 32768/T(yn)/V/B/Kids[KIDS]>>"
    found, text = marks(options(radio("A"), radio("B")), root=FORM, objects=[group, LOOK])
    assert found == [("unchecked", "AcroForm"), ("checked", "AcroForm")]
    assert text == "□是☑否"


def test_a_field_over_a_printed_box_is_one_mark():
    def both(canvas, x):
        canvas.text(x, 80, "□", 10)
        button("/V/Yes/AS/Yes")(canvas, x)

    found, _ = marks(options(both, both), root=FORM, objects=[LOOK])
    assert found == [("checked", "AcroForm"), ("checked", "AcroForm")]


def test_a_hidden_field_is_not_there():
    canvas = options(button("/V/Yes/AS/Yes/F 2"), button("/AS/Off"))
    assert marks(canvas, root=FORM, objects=[LOOK])[0] == [("unchecked", "AcroForm")]


def test_what_is_typed_into_fields_is_text():
    canvas = Canvas().text(55, 80, "项目名称：")
    canvas.annotation((120, 68, 300, 84), "/Subtype/Widget/FT/Tx/T(n)/V<FEFF9053 8DEF517B 62A4>")
    _, text = marks(canvas, root=FORM)
    assert text == "项目名称：道路养护"


def test_notes_typed_onto_the_page_are_text():
    canvas = Canvas().text(55, 80, "联络人：")
    canvas.annotation(
        (110, 68, 300, 84), "/Subtype/FreeText/DA(/Helv 12 Tf)/Contents<FEFF7532 4E59>"
    )
    assert marks(canvas)[1] == "联络人：甲乙"


def test_a_tick_drawn_as_an_annotation_is_a_tick():
    ink = "/Subtype/Ink/InkList[[56 767 59 763 64 771]]"
    canvas = options(square, square).annotation((55, 70, 65, 80), ink)
    assert marks(canvas)[0] == [("checked", "drawn"), ("unchecked", "drawn")]
