"""The drawn specimens, one entry each: what it says, on which paper, drawn in which way."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from corpus.pdf import after, application, faces, furniture
from corpus.pdf.blocks import Block, Table
from corpus.pdf.contents import Contents, Wish, generated, report
from corpus.pdf.drawn import Specimen
from corpus.pdf.typeset import Paper

ACROSS: Final = (842.0, 595.0)
LAID: Final = Paper(ACROSS)
UPRIGHT: Final = Paper()


def f1(seed: int, mistakes: int = 0, *, marks: str = "w14", apart: bool = False) -> Contents:
    """Return a 项目资金绩效监控情况表."""
    return generated(Wish("f1", seed, mistakes, marks, apart=apart))


def f3(seed: int, mistakes: int = 0, *, wide: bool = False) -> Contents:
    """Return a 项目支出绩效自评表."""
    return generated(Wish("f3", seed, mistakes, wide=wide))


def repeating(contents: Contents, word: str) -> Contents:
    """Repeat the row in which the word stands at the top of each page."""
    blocks: list[Block] = []
    for block in contents.blocks:
        if isinstance(block, Table):
            rows = {box.row for box in block.boxes if word in box.text}
            blocks.append(replace(block, repeated=tuple(sorted(rows))[:1]))
        else:
            blocks.append(block)
    return replace(contents, blocks=tuple(blocks))


def ruled() -> Iterator[Specimen]:
    """Yield a specimen a way of drawing lines."""
    yield Specimen(
        "f1_bars", (f1(6, marks="char:☑□"),), ("lines are filled rectangles",), LAID, "bars"
    )
    yield Specimen("f1_long_path", (f1(1, 2),), ("all lines in one path",), LAID)
    yield Specimen("f1_dashed", (f1(36),), ("dashed lines",), LAID, "dashed", ticks="cross")
    yield Specimen("f1_double", (f1(22, 2),), ("double lines",), LAID, "double", ticks="filled")
    yield Specimen(
        "f1_hairlines", (f1(33),), ("lines of no width",), LAID, "hairlines", ticks="circle"
    )
    yield Specimen(
        "f1_rectangles",
        (f1(28, 2),),
        ("a rectangle a cell", "ZapfDingbats"),
        LAID,
        "rectangles",
        ticks="dingbats",
    )
    yield Specimen(
        "f1_crumbs", (f1(12),), ("lines of short strokes",), LAID, "crumbs", ticks="over"
    )
    yield Specimen(
        "f1_gaps",
        (f1(48),),
        ("white cells on black: lines are left over",),
        LAID,
        "gaps",
        ticks="brush",
    )
    yield Specimen("f1_shades", (f1(3),), ("shades instead of lines",), LAID, "shades")
    yield Specimen(
        "f1_open_sides",
        (f1(27),),
        ("no outer lines at the sides",),
        LAID,
        "open sides",
        ticks="cross",
    )
    yield Specimen("f1_level_lines", (f1(57),), ("level lines alone",), LAID, "level")
    yield Specimen("f3_level_lines", (f3(30),), ("level lines alone",), UPRIGHT, "level")
    yield Specimen("f1_loose", (f1(52, 2),), ("lines that miss each other",), LAID, "loose")
    yield Specimen(
        "f3_unruled", (f3(24),), ("no lines at all",), replace(UPRIGHT, least=22), "none"
    )
    yield Specimen("f3_mixed_greys", (f3(16, 2),), ("strokes and bars in greys",), UPRIGHT, "mixed")


def written() -> Iterator[Specimen]:
    """Yield a specimen a way of writing text and marks."""
    yield Specimen(
        "f1_scrambled", (f1(18),), ("char by char in no order",), LAID, "bars", "scrambled", "brush"
    )
    yield Specimen(
        "f1_columns_first",
        (f1(4, 2),),
        ("char by char from left to right",),
        LAID,
        "mixed",
        "columns first",
        "filled",
    )
    yield Specimen(
        "f3_scrambled", (f3(31, 2),), ("char by char in no order",), UPRIGHT, "crumbs", "scrambled"
    )
    yield Specimen("f1_bold_twice", (f1(15),), ("bold by writing twice",), LAID, writing="twice")
    yield Specimen("f3_outlined", (f3(7, 2),), ("bold by outlines",), UPRIGHT, writing="outlined")
    yield Specimen(
        "f1_letter_spacing",
        (f1(51, marks="char:[√]"),),
        ("letter spacing",),
        replace(LAID, spacing=1.1),
        "bars",
    )
    yield Specimen(
        "f1_font_not_embedded",
        (f1(9, marks="char:√□.□"),),
        ("STSong-Light with UniGB-UCS2-H, not embedded",),
        replace(LAID, face=faces.CID),
        ticks="tick",
    )
    yield Specimen(
        "f3_font_not_embedded",
        (f3(19, 2),),
        ("STSong-Light with UniGB-UCS2-H, not embedded",),
        replace(UPRIGHT, face=faces.CID),
        "bars",
    )
    yield Specimen(
        "f1_mute_signs",
        (f1(55, 2),),
        ("font of signs without ToUnicode",),
        LAID,
        ticks="signs",
        after=(after.mute_signs,),
    )
    yield Specimen(
        "f1_mute_crosses",
        (f1(45),),
        ("font of signs without ToUnicode",),
        LAID,
        "bars",
        ticks="crossed signs",
        after=(after.mute_signs,),
    )
    yield Specimen(
        "f1_shapes_in_a_font",
        (f1(42),),
        ("boxes of a Type 3 font",),
        LAID,
        "rectangles",
        ticks="letters",
        after=(after.draw_letters,),
    )
    yield Specimen(
        "f1_vertical_turned", (f1(58, 2),), ("labels turned",), replace(LAID, vertical="rotated")
    )
    yield Specimen(
        "f3_vertical_stacked",
        (f3(18),),
        ("labels char below char",),
        replace(UPRIGHT, vertical="stacked", face=faces.MONO),
        "bars",
    )
    yield Specimen("f1_full_width", (f1(39),), ("full-width digits",), LAID, "bars", ticks="pen")
    yield Specimen("f1_hand_ticked", (f1(19, 2),), ("ticks by hand",), LAID, ticks="pen")


def fielded() -> Iterator[Specimen]:
    """Yield specimens with form fields."""
    yield Specimen(
        "f1_buttons",
        (f1(25, 2),),
        ("AcroForm: check boxes, radio buttons",),
        LAID,
        ticks="field",
        after=(after.buttons,),
    )
    yield Specimen(
        "f1_fields",
        (f1(24),),
        ("AcroForm: check boxes, radio buttons, text fields",),
        LAID,
        "rectangles",
        ticks="field",
        prepare=after.emptied,
        after=(after.buttons, after.text_fields),
    )
    yield Specimen(
        "f3_fields",
        (f3(22, 2),),
        ("AcroForm: text fields",),
        UPRIGHT,
        prepare=after.emptied,
        after=(after.text_fields,),
    )
    yield Specimen(
        "f3_typed_over",
        (f3(36),),
        ("filled in with free-text annotations",),
        UPRIGHT,
        "rectangles",
        prepare=after.emptied,
        after=(after.typed_over,),
    )


def paged() -> Iterator[Specimen]:
    """Yield specimens whose pages are turned, cropped, small, many, or shared."""
    yield Specimen("f1_turned_90", (f1(54),), ("Rotate 90",), LAID, "bars", turned=90)
    yield Specimen("f1_turned_270", (f1(43, 2),), ("Rotate 270",), LAID, turned=270, ticks="cross")
    yield Specimen("f3_turned_180", (f3(57),), ("Rotate 180",), UPRIGHT, "rectangles", turned=180)
    yield Specimen(
        "f1_cropped",
        (f1(30, marks="char:●○"),),
        ("crop box within the media box, words outside",),
        LAID,
        "bars",
        above=(furniture.outside,),
        cropped=True,
    )
    yield Specimen(
        "f1_three_rows_a_page",
        (f1(0),),
        ("one table over many pages", "page numbers", "running title"),
        Paper((842, 330), each=3),
        above=(furniture.running_title, furniture.page_numbers),
    )
    yield Specimen(
        "f3_head_on_each_page",
        (repeating(f3(37, 2), "三级指标"),),
        ("one table over many pages", "header row repeated", "page numbers"),
        Paper((595, 420), each=4),
        "bars",
        above=(furniture.page_of_pages,),
    )
    yield Specimen(
        "f1_first_row_repeated",
        (repeating(f1(7, 2), "项目名称"),),
        ("first row repeated",),
        Paper((842, 400)),
        "bars",
        ticks="brush",
        above=(furniture.page_of_pages,),
    )
    yield Specimen(
        "f3_rows_cut",
        (f3(33),),
        ("rows cut in the middle", "page numbers", "running title"),
        Paper((440, 242), cut=True, scale=1.4, margin=38),
        above=(furniture.running_title, furniture.page_numbers),
    )
    yield Specimen(
        "f1_rows_cut",
        (f1(13, 2, marks="lone:√"),),
        ("rows cut in the middle",),
        Paper((595, 306), cut=True, scale=1.5, margin=30),
        "long path",
    )
    yield Specimen(
        "f3_side_by_side",
        (f3(6), f3(10, 2)),
        ("two forms beside each other on one page",),
        UPRIGHT,
        "bars",
        beside=True,
    )
    yield Specimen(
        "f1_after_a_report",
        (report(1, 12), f1(31, 2, marks="replaced:√")),
        ("after a report of 12 pages", "page numbers"),
        LAID,
        above=(furniture.page_numbers,),
    )
    yield Specimen(
        "f1_f3_f1",
        (f1(21), f3(34, 2, wide=True), f1(16, 2)),
        ("three forms in a file", "page numbers"),
        LAID,
        "bars",
        above=(furniture.page_of_pages,),
    )
    yield Specimen(
        "f1_narrow",
        (f1(40, 2, marks="char:■□"),),
        ("amounts wrapped in narrow columns",),
        Paper(scale=1.32, margin=30),
    )
    yield Specimen(
        "f3_odd_size", (f3(54),), ("an odd page size",), Paper((505, 733), margin=20), "hairlines"
    )
    yield Specimen(
        "f1_several_tables",
        (f1(46, 2, marks="char:（√）", apart=True),),
        ("a table a section", "watermark"),
        LAID,
        below=(furniture.watermark,),
    )


def furnished() -> Iterator[Specimen]:
    """Yield specimens with seals, junk, and pictures of pages."""
    yield Specimen(
        "f1_sealed",
        (f1(10, 2, marks="replaced:✓"),),
        ("seal of vectors",),
        LAID,
        "bars",
        above=(furniture.seal,),
    )
    yield Specimen(
        "f3_sealed_picture",
        (f3(46, 2),),
        ("seal as a picture that lets the text through",),
        UPRIGHT,
        above=(furniture.seal_picture,),
    )
    yield Specimen(
        "f1_unseen_words",
        (f1(37, 2),),
        ("white words", "clipped words"),
        LAID,
        "bars",
        above=(furniture.white_words, furniture.clipped_words),
    )
    yield Specimen(
        "f1_hidden_layer",
        (f1(34, 2),),
        ("a layer that is off", "hidden annotations"),
        LAID,
        "bars",
        ticks="cross",
        after=(after.hidden,),
    )
    yield Specimen(
        "f1_old_draft",
        (f1(49, 2),),
        ("words under a white sheet",),
        LAID,
        below=(furniture.behind,),
    )
    yield Specimen(
        "f1_picture_with_text",
        (f1(49, marks="char:☑□"),),
        ("pictures of pages with unseen text over them", "lines in pixels alone"),
        LAID,
        pictured=True,
    )
    yield Specimen(
        "f3_picture_with_text",
        (f3(9),),
        ("pictures of pages with unseen text over them", "lines in pixels alone"),
        UPRIGHT,
        pictured=True,
    )
    yield Specimen(
        "f4_wrong_total", (application.contents(),), ("several indicator lists",), UPRIGHT
    )


def specimens() -> Iterator[Specimen]:
    """Yield all of them."""
    for group in (ruled, written, fielded, paged, furnished):
        yield from group()
