"""What of a page is read, and where it stands: hidden text, turned pages, borders of every kind."""

import re

import pytest

from extractor.errors import EncryptedError, ScannedError, TooLargeError, UnreadableError
from extractor.model import Grid, Limits
from extractor.parsers.pdf.reading import read
from tests.parsers.layout.drawing import shown
from tests.parsers.pdf.making import Canvas, pdf, stream

XS, YS = [50, 150, 300], [100, 130, 160]
ROWS = [["项目名称", "甲项目"], ["金额", "12.5"]]
TABLE = "|项目名称|甲项目|\n|金额|12.5|"


def blocks(*canvases, **options):
    found, _ = read(pdf(*canvases, **options), Limits())
    return [shown(block) for block in found]


def form(**entries):
    return Canvas(**entries).cells(XS, YS, ROWS)


def place(canvas):
    found, _ = read(pdf(canvas), Limits())
    [grid] = [block for block in found if isinstance(block, Grid)]
    return grid.at(0, 1).place


def test_a_table_is_a_grid():
    assert blocks(form()) == [TABLE]


def test_a_compressed_page_is_read_alike():
    assert blocks(form(), compress=True) == [TABLE]


# ------------------------------------------------------------------------------------- borders


def test_lines_may_be_thin_filled_rectangles():
    canvas = form()
    canvas.operators = [each for each in canvas.operators if " l S" not in each]
    for y in YS:
        canvas.rectangle(50, y - 0.24, 300, y + 0.24, "f")
    for x in XS:
        canvas.rectangle(x - 0.24, 100, x + 0.24, 160, "f")
    assert blocks(canvas) == [TABLE]


def test_each_cell_may_be_a_rectangle():
    canvas = form()
    canvas.operators = [each for each in canvas.operators if " l S" not in each]
    for x0, x1 in ((50, 150), (150, 300)):
        for y0, y1 in ((100, 130), (130, 160)):
            canvas.rectangle(x0, y0, x1, y1)
    assert blocks(canvas) == [TABLE]


def test_all_lines_may_be_one_path():
    canvas = form()
    canvas.operators = [each for each in canvas.operators if " l S" not in each]
    parts = [f"50 {842 - y} m 300 {842 - y} l" for y in YS] + [f"{x} 682 m {x} 742 l" for x in XS]
    assert blocks(canvas.add(*parts, "S")) == [TABLE]


def test_lines_in_a_form_that_is_drawn_count_where_it_is_drawn():
    lines = " ".join(
        [f"0 {y} m 250 {y} l" for y in (0, 30, 60)] + [f"{x} 0 m {x} 60 l" for x in (0, 100, 250)]
    )
    drawn = stream(b"/Type/XObject/Subtype/Form/BBox[-5 -5 300 100]", f"{lines} S".encode())
    canvas = form()
    canvas.operators = [each for each in canvas.operators if " l S" not in each]
    assert blocks(canvas.add("q 1 0 0 1 50 682 cm /X0 Do Q"), objects=[drawn]) == [TABLE]


def test_white_lines_rule_nothing():
    canvas = form()
    canvas.rectangle(199.8, 100, 200.2, 160, "f", "1 1 1")
    assert blocks(canvas) == [TABLE]


def test_lines_outside_the_clipping_path_rule_nothing():
    canvas = form().clipped(0, 0, 20, 20).line(200, 100, 200, 160).restored()
    assert blocks(canvas) == [TABLE]


# ---------------------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    "hide",
    [
        lambda canvas: canvas.text(190, 116, "隐藏", mode=3),
        lambda canvas: canvas.text(190, 116, "隐藏", colour="1 1 1"),
        lambda canvas: canvas.clipped(0, 0, 9, 9).text(190, 116, "隐藏").restored(),
        lambda canvas: canvas.text(700, 116, "隐藏"),
        lambda canvas: canvas.text(190, 116, "隐藏", size=0.2),
    ],
)
def test_what_nobody_sees_is_not_read(hide):
    canvas = form()
    hide(canvas)
    assert blocks(canvas) == [TABLE]


def test_white_letters_on_a_dark_ground_are_read():
    canvas = (
        Canvas().rectangle(50, 60, 300, 90, "f", "0 0 0.5").text(60, 80, "标题", colour="1 1 1")
    )
    assert blocks(canvas) == ["标题"]


def test_letters_drawn_twice_are_read_once():
    assert blocks(Canvas().text(50, 80, "合计").text(50.3, 80, "合计")) == ["合计"]


def test_text_that_was_struck_out_is_deleted():
    canvas = Canvas().text(50, 80, "金额作废为十万").line(74, 76, 98, 76)
    assert blocks(canvas) == ["金额为十万"]


def test_underlined_text_stays():
    assert blocks(Canvas().text(50, 80, "金额").line(50, 82, 74, 82)) == ["金额"]


def test_a_watermark_stands_in_the_margins():
    canvas = form().text(60, 600, "样表", 40, matrix=(0.7, 0.7, -0.7, 0.7))
    found, margins = read(pdf(canvas), Limits())
    assert [shown(block) for block in found] == [TABLE]
    assert [(shown(line), line.kind) for line in margins] == [("样表", "note")]


def test_a_vertical_font_is_read_downwards():
    canvas = (
        Canvas()
        .grid([50, 90, 200], [60, 180])
        .text(70, 76, "基本情况", font="V")
        .text(95, 90, "甲")
    )
    assert blocks(canvas) == ["|基本情况|甲|"]


def test_turned_letters_in_a_cell_are_read_along_their_line():
    canvas = (
        Canvas().grid([50, 90, 200], [60, 180]).text(66, 70, "产出指标", turn=90).text(95, 90, "甲")
    )
    assert blocks(canvas) == ["|产出指标|甲|"]


# --------------------------------------------------------------------------------------- pages


def test_a_place_is_that_of_the_page_as_displayed():
    assert place(form()).box == (150.0, 100.0, 300.0, 130.0)


@pytest.mark.parametrize(
    ("turn", "box"),
    [(90, (712.0, 150.0, 742.0, 300.0)), (180, (295.0, 712.0, 445.0, 742.0)),
     (270, (100.0, 295.0, 130.0, 445.0))],
)  # fmt: skip
def test_a_turned_page_is_read_as_it_is_displayed(turn, box):
    assert blocks(form(Rotate=turn)) == [TABLE]
    assert place(form(Rotate=turn)).box == box


def test_a_crop_box_moves_the_places_and_hides_what_is_outside():
    canvas = form(CropBox="[40 600 400 800]").text(50, 500, "页外")
    assert blocks(canvas) == [TABLE]
    assert place(canvas).box == (110.0, 58.0, 260.0, 88.0)


def test_a_table_goes_on_over_pages():
    first = Canvas(height=220).cells(XS, YS, ROWS)
    second = Canvas(height=220).cells(XS, [60, 90], [["单位", "万元"]])
    assert blocks(first, second) == [f"{TABLE}\n|单位|万元|"]


def test_a_page_tree_that_goes_round_ends():
    data = pdf(form(), form())
    [node] = re.findall(rb"(\d+) 0 obj\n<</Type/Pages", data)
    tangled = re.sub(rb"/Kids\[(\d+ 0 R)", rb"/Kids[\1 %s 0 R" % node, data)
    found, _ = read(tangled, Limits())
    assert shown(found[0]) == TABLE


def test_a_damaged_table_of_contents_is_mended():
    data = pdf(form())
    found, _ = read(data[: data.rfind(b"xref")], Limits())
    assert [shown(block) for block in found] == [TABLE]


# -------------------------------------------------------------------------------------- errors


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\ntrailer<<>>", pdf(form())[:200]])
def test_what_cannot_be_opened_is_unreadable(data):
    with pytest.raises(UnreadableError, match="cut or damaged"):
        read(data, Limits())


def test_more_pages_than_the_limit_are_too_many():
    with pytest.raises(TooLargeError, match="pdf_pages"):
        read(pdf(*[Canvas()] * 4), Limits(pdf_pages=3))


def test_more_objects_than_the_limit_are_too_many():
    canvas = Canvas()
    for y in range(40):
        canvas.line(0, y, 10, y)
    with pytest.raises(TooLargeError, match="pdf_objects"):
        read(pdf(canvas), Limits(pdf_objects=30))


PICTURE = stream(
    b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
    b"\x80",
)


def test_pictures_of_pages_are_scanned():
    canvas = Canvas().add("q 595 0 0 842 0 0 cm /X0 Do Q")
    with pytest.raises(ScannedError, match="pictures of pages"):
        read(pdf(canvas, objects=[PICTURE]), Limits())


def test_text_that_a_scanner_laid_behind_the_picture_does_not_count():
    canvas = Canvas().add("q 595 0 0 842 0 0 cm /X0 Do Q").text(50, 80, "项目名称" * 40, mode=3)
    with pytest.raises(ScannedError):
        read(pdf(canvas, objects=[PICTURE]), Limits())


def test_a_seal_over_a_cell_leaves_its_text():
    canvas = form().add("q 60 0 0 60 150 690 cm /X0 Do Q")
    assert blocks(canvas, objects=[PICTURE]) == [TABLE]


def test_a_form_on_a_picture_of_paper_is_read():
    canvas = Canvas().add("q 595 0 0 842 0 0 cm /X0 Do Q").cells(XS, YS, ROWS)
    canvas.text(50, 300, "填报说明：本表由各单位按要求填写并加盖公章后报送", 10)
    canvas.text(50, 320, "至本级财政部门业务科室，逾期不报的按有关规定处理。", 10)
    assert blocks(canvas, objects=[PICTURE])[0] == TABLE


def test_a_password_is_asked_for(encrypted):
    with pytest.raises(EncryptedError, match="--password"):
        read(encrypted, Limits())
    with pytest.raises(EncryptedError, match="another password"):
        read(encrypted, Limits(), "falsch")
    found, _ = read(encrypted, Limits(), "geheim")
    assert [shown(block) for block in found] == [TABLE]


@pytest.fixture
def encrypted():
    """The same form, encrypted with the password geheim (RC4, 40 bits: ISO 32000-1, 7.6.3)."""
    from tests.parsers.pdf.encryption import encrypted_pdf

    return encrypted_pdf(pdf(form()), b"geheim")
