"""Cells with boxes are drawn over their page, and their notes where nothing is printed."""

from itertools import combinations

import pytest

from extractor.model import Cell, Document, Grid, Paragraph, Place, Source
from extractor.show import pages
from extractor.show.boxed import box_of
from extractor.show.primitives import Box, Picture, Sign, Text, Tick
from tests.mapping.drawing import content
from tests.show.seeing import Seen, leaves, reading_of
from tests.show.seeing import box_of as room_of

#: The first rows of a form, (left, top, right, bottom) in points: a title, a line, 2 x 4 cells.
ROWS = [
    ["项目名称", "道路维护", "预算安排资金（万元）", "480"],
    ["项目类型", "☑延续项目 □新增项目", "联络人", ""],
]
LEFTS, TOPS = (60, 160, 300, 420, 540), (120, 150, 190)
TITLE, UNIT = "项目资金绩效监控情况表", "填报单位：甲局"


def boxed(*, page=1, without=()) -> Document:
    """The form with a box for each cell, but for those named in `without`."""
    cells = []
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            box = (LEFTS[column], TOPS[row], LEFTS[column + 1], TOPS[row + 1])
            place = Place(page, 0, row, column, None if text in without else box)
            cells.append(Cell(row, column, 1, 1, content(text), place))
    grid = Grid(0, 2, 4, tuple(cells), ((0, 1, 2, 3), (4, 5, 6, 7)))
    lines = [
        Paragraph(
            content(text), Place(page, box=(60, top, 60 + 11 * len(text), top + 12), paragraph=n)
        )
        for n, (text, top) in enumerate([(TITLE, 60), (UNIT, 90)])
    ]
    return Document(Source("甲.pdf", "甲.pdf", "0" * 64, 0, "pdf"), (*lines, grid))


def ink() -> list[tuple[float, float, float, float]]:
    """Where the page is printed: rules, and a bar for the text of each cell."""
    found = [(x, TOPS[0], x + 0.5, TOPS[-1]) for x in LEFTS]
    found += [(LEFTS[0], y, LEFTS[-1], y + 0.5) for y in TOPS]
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            left, top = LEFTS[column] + 4, TOPS[row] + 4
            if text:
                found.append((left, top, left + min(9 * len(text), 100), top + 10))
    return found


def pdf(count=1, height=842.0, *, black=False) -> bytes:
    """A PDF with these bars on its first page, or printed all over; pages of A4 size."""
    bars = "".join(
        f"{x0} {height - bottom} {x1 - x0} {bottom - top} re f\n" for x0, top, x1, bottom in ink()
    )
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(count))
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
    ]
    for number in range(count):
        stream = "" if number else f"0 0 595 {height} re f" if black else bars
        parts += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 {height}]/Contents {4 + 2 * number} 0 R>>",
            f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
        ]
    body = "%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    at = len(body)
    body += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    body += f"trailer\n<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n"
    return body.encode("ascii")


@pytest.fixture(scope="module")
def seen():
    return Seen(reading_of(boxed()), pdf())


def test_the_page_itself_is_the_ground(seen):
    [sheet] = seen.sheets
    [picture] = [part for part in sheet.parts if isinstance(part, Picture)]
    assert picture.png.startswith(b"\x89PNG")
    assert picture.box == Box(0, 0, 595 * pages.SCALE, 842 * pages.SCALE)


def test_every_cell_is_drawn_once_at_its_box(seen):
    assert sorted(key for key, _ in seen.drawn) == sorted(f"u{u.number}" for u in seen.units)
    for unit in seen.units:
        assert seen.by_key[f"u{unit.number}"].box == box_of(unit)


def test_no_note_covers_print_or_another_note(seen):
    printed = [
        Box(*(edge * pages.SCALE for edge in (x0, top, x1 - x0, bottom - top)))
        for x0, top, x1, bottom in ink()
    ]
    notes = [
        room_of(part) if isinstance(part, Text) else part.box
        for _, drawn in seen.drawn
        for part in drawn.group.parts
        if isinstance(part, Text | Tick | Sign)
    ]
    assert notes
    for one, other in combinations(notes, 2):
        assert not one.inset(0.01).overlaps(other)
    for note in notes:
        assert not any(note.inset(1).overlaps(bar) for bar in printed)


def test_marks_and_fields_are_told_beside_the_print(seen):
    drawn = seen.of("project_type")
    assert drawn.states == ["checked", "unchecked"]
    assert drawn.caption == "project_type=continuing"
    assert seen.of("contact_person").statuses == ["blank"]
    assert not drawn.words, "the page shows the text itself"


def test_a_caption_without_room_has_a_tag_that_the_panel_explains():
    full = Seen(reading_of(boxed()), pdf(black=True))
    tagged = [drawn for _, drawn in full.drawn if drawn.caption.startswith("#")]
    assert tagged
    for drawn in tagged:
        assert drawn.caption in full.texts
    assert "budget_amount = 4800000" in full.texts


def test_every_page_has_a_sheet_whether_or_not_something_was_read_on_it():
    seen = Seen(reading_of(boxed()), pdf(count=3))
    assert [sheet.number for sheet in seen.sheets] == [1, 2, 3]


def test_a_table_whose_cells_lack_boxes_is_laid_out_on_a_sheet_of_its_own():
    seen = Seen(reading_of(boxed(without=("480",))), pdf())
    assert len(seen.sheets) == 2
    assert seen["480"].sheet == 2
    assert seen["道路维护"].sheet == 2
    assert seen[TITLE].sheet == 1
    assert sorted(key for key, _ in seen.drawn) == sorted(f"u{u.number}" for u in seen.units)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 cut", b"no PDF at all"])
def test_without_a_picture_the_cells_stand_on_an_empty_page(data):
    seen = Seen(reading_of(boxed(page=2)), data)
    assert len(seen.sheets) == 2
    assert seen["480"].sheet == 2
    assert not any(isinstance(part, Picture) for sheet in seen.sheets for part in leaves_of(sheet))


def leaves_of(sheet):
    return [leaf for part in sheet.parts for leaf in leaves(part)]


def test_boxes_of_no_size_and_outside_the_page_do_not_fail():
    place = Place(1, box=(700, 900, 690, 880), paragraph=0)
    odd = Document(boxed().source, (Paragraph(content("☑在外"), place),))
    assert len(Seen(reading_of(odd), pdf()).drawn) == 1


def test_a_page_of_any_size_is_rendered_within_bounds():
    page = pages.rendered(pdf(height=14_000.0), 1)
    assert page.height == 14_000
    assert page.picture.width * page.picture.height <= 16_100_000
    assert pages.rendered(pdf(), 2) is None
