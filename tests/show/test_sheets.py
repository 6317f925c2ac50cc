"""A picture shows all that was read, once, with nothing over anything else."""

from itertools import combinations, pairwise

import msgspec
import pytest

from extractor.errors import TooLargeError
from extractor.model import Content, Grid, Paragraph, Place
from extractor.show.primitives import Area, Badge, Sign, Text, Tick
from extractor.show.units import fields_of, numbered
from tests.mapping.drawing import document
from tests.show.seeing import Seen, box_of, draw, groups, leaves, read, reading_of

SPECIMENS = [
    "independent/f1_wps_eq_overlay.docx",  # a finding
    "independent/f1_python_docx_nested_text_box.docx",  # a table in a table, a text box
    "independent/f1_blank_template_form_fields.docx",
    "independent/f1_strict_labels_above.docx",  # choices gone wrong
    "independent/f3_python_docx_three_tables.docx",
    "handmade/f1_innermost_of_three.docx",  # 26 tables inside each other
    "handmade/f1_odd_characters.docx",
    "handmade/f1_one_column.docx",
    "handmade/f3_odd_amounts.docx",
    "generated/mix-19-f1-f3.docx",  # two forms, many findings
    "hostile/ten_thousand_boxes.docx",
    "hostile/wide_and_long.docx",
]


@pytest.fixture(scope="module", params=SPECIMENS)
def seen(request):
    return read(request.param)


def test_every_cell_and_paragraph_is_drawn_once(seen):
    keys = [key for key, _ in seen.drawn]
    assert sorted(keys) == sorted(f"u{unit.number}" for unit in seen.units)


def test_every_text_is_there_to_the_last_character(seen):
    for unit in seen.units:
        written = "".join(text.text for text in seen.by_key[f"u{unit.number}"].words)
        marks = {mark.offset for mark in unit.content.marks}
        words = "".join(c for at, c in enumerate(unit.content.text) if at not in marks)
        assert "".join(written.split()) == "".join(words.split())


def test_every_mark_is_drawn_with_its_state(seen):
    for unit in seen.units:
        states = [mark.state for mark in unit.content.marks]
        assert seen.by_key[f"u{unit.number}"].states == states


def test_every_field_stands_under_its_value_with_its_status(seen):
    for form in seen.reading.extraction.forms:
        for path, value in form.fields.items():
            if value.place is None:
                continue
            unit = next(unit for unit in seen.units if unit.place == value.place)
            drawn = seen.by_key[f"u{unit.number}"]
            assert path in drawn.caption
            assert value.status in drawn.statuses


def test_the_cells_of_a_finding_are_red_and_no_others(seen):
    red = {}
    for each in numbered(seen.reading.extraction):
        fields = seen.reading.extraction.forms[each.form].fields
        for path in fields_of(each.finding):
            if path in fields and fields[path].place is not None:
                red.setdefault(fields[path].place, set()).add(each.number)
    met = set()
    for unit in seen.units:
        drawn = seen.by_key[f"u{unit.number}"]
        expected = set() if unit.place in met else red.get(unit.place, set())
        met.add(unit.place)
        assert {badge.number for badge in drawn.badges} == expected
        assert ("finding" in drawn.styles) == bool(expected)
    assert all(each.finding.message[:6] in seen.texts for each in numbered(seen.reading.extraction))


def test_nothing_is_drawn_over_anything_else(seen):
    for _, drawn in seen.drawn:
        boxes = [box_of(text) for text in drawn.all(Text)]
        boxes += [part.box for kind in (Tick, Sign, Badge) for part in drawn.all(kind)]
        if len(boxes) > 200:
            continue  # ten thousand boxes in one cell
        for one, other in combinations(boxes, 2):
            assert not one.inset(0.01).overlaps(other), (one, other)
        for box in boxes:
            assert drawn.box.x <= box.x
            assert box.right <= drawn.box.right + 0.01
            assert drawn.box.y <= box.y
            assert box.bottom <= drawn.box.bottom + 0.01


def test_no_cell_lies_over_another_but_inside_one_that_holds_its_table(seen):
    by_sheet = {}
    for _, drawn in seen.drawn:
        by_sheet.setdefault(drawn.sheet, []).append(drawn.box.inset(0.01))
    for boxes in by_sheet.values():
        for one, other in combinations(boxes[:400], 2):
            if one.overlaps(other):
                big, small = sorted((one, other), key=lambda box: -box.width * box.height)
                assert (big.x, big.y) <= (small.x, small.y)
                assert (big.right, big.bottom) >= (small.right, small.bottom)


def test_nothing_leaves_the_sheet(seen):
    for sheet in seen.sheets:
        for part in (leaf for each in sheet.parts for leaf in leaves(each)):
            box = box_of(part) if isinstance(part, Text) else part.box
            assert box.x >= 0
            assert box.y >= 0
            assert box.right <= sheet.width + 0.01
            assert box.bottom <= sheet.height + 0.01


# ------------------------------------------------------------------------------ small forms


FORM = """
    项目资金绩效监控情况表
    填报单位：甲局　　负责人：张三
    |项目名称 |道路维护 <<              |预算安排资金(万元)|480  |
    |项目类型 |☑延续项目 ☐新增项目 <<   |联络人            |     |
    |是否实施招投标|☑是 □否 ⍰无该项内容 <<|是否实施政府采购|□是 ☑否 □无该项内容|
    |项目概况 |很好 <<<< |
    |领导批示 |同意 <<<< |
"""


def test_a_label_tells_the_field_it_leads_to_and_a_value_what_was_made_of_it():
    seen = draw(FORM)
    assert seen["预算安排资金(万元)"].caption == "→budget_amount"
    assert seen["480"].caption == "budget_amount=4800000"
    assert seen["道路维护"].caption == "project_name"
    assert "label" in seen["项目名称"].styles


def test_blank_found_and_unreadable_differ_in_colour_and_in_sign():
    seen = draw(FORM)
    for path, status in (
        ("project_name", "found"),
        ("contact_person", "blank"),
        ("tendering", "unreadable"),
    ):
        assert seen.of(path).statuses == [status]
        assert seen.of(path).styles & {"found", "blank", "unreadable", "suspect", "doubted"} >= (
            {status}
        )


def test_marks_of_three_states_are_drawn_beside_their_options():
    seen = draw(FORM)
    drawn = seen.of("tendering")
    assert drawn.states == ["checked", "unchecked", "unclear"]
    ticks, words = drawn.all(Tick), drawn.words
    for tick, word in zip(ticks, words, strict=True):
        assert 0 <= word.x - tick.box.right < 2


def test_what_nobody_claimed_is_grey_and_only_that():
    seen = draw(FORM)
    assert "free" in seen["领导批示"].styles
    assert "free" in seen["同意"].styles
    line = next(drawn for _, drawn in seen.drawn if "甲局" in "".join(t.text for t in drawn.words))
    grey = "".join(text.text for text in line.words if "unclaimed" in text.style)
    assert grey.strip() == "负责人：张三"
    assert "未认领的文字:3 处" in seen.texts


def test_an_unrecognised_file_is_all_grey_and_says_so():
    seen = draw("某单位申请表\n|车牌|甲0001|\n|事由||")
    assert {unit.role for unit in seen.units} == {"free", "empty"}
    assert "没有规则文件适合此文件" in seen.texts


def test_less_than_full_confidence_is_seen():
    seen = read("handmade/f1_one_column.docx")
    drawn = seen.of("year")
    assert all("unsure" in text.style for text in drawn.captions)
    assert "≈90%" in drawn.caption
    assert not any("unsure" in text.style for text in seen.of("project_name").captions)


def test_each_form_has_a_sheet_of_its_own_from_its_title_on():
    seen = read("independent/f3_python_docx_three_tables.docx")
    assert len(seen.sheets) == len(seen.reading.extraction.forms) == 3
    for number in range(3):
        assert seen.of("project_name", number).sheet == number + 1
    titles = [
        seen.by_key[f"u{unit.number}"].sheet
        for unit in seen.units
        if unit.is_title and unit.place.table is None
    ]
    assert titles == [1, 2, 3]


def test_a_table_inside_a_cell_is_drawn_inside_it():
    seen = draw("|说明|/|\n>0,1\n|甲|乙|\n|丙|丁|\n")
    outer = seen["/"].box
    for text in "甲乙丙丁":
        inner = seen[text].box
        assert outer.x <= inner.x < inner.right <= outer.right
        assert outer.y <= inner.y < inner.bottom <= outer.bottom


def test_a_merged_cell_is_one_box_over_all_it_covers():
    seen = draw("|甲|乙|丙|\n|^|丁 <|")
    assert seen["甲"].box.height == pytest.approx(seen["乙"].box.height + seen["丁"].box.height)
    assert seen["丁"].box.width == pytest.approx(seen["乙"].box.width + seen["丙"].box.width)


def test_margins_come_last_under_a_line():
    seen = draw("甲\n~ 第1页\n乙")
    assert seen["第1页"].box.y > seen["乙"].box.bottom


def test_a_finding_links_to_the_cell_it_suspects():
    seen = read("independent/f1_wps_eq_overlay.docx")
    [link] = [group for group in groups(seen.sheets[0].parts) if group.target]
    assert seen.by_key[link.target].group is seen.of("funds.fiscal.q1_q2.spent_rate").group
    [badge] = seen.of("funds.fiscal.q1_q2.spent_rate").badges
    assert badge.suspect
    [other] = seen.of("funds.fiscal.annual").badges
    assert not other.suspect
    assert "suspect" in seen.of("funds.fiscal.q1_q2.spent_rate").styles
    assert "suspect" not in seen.of("funds.fiscal.annual").styles


def test_fields_that_the_form_does_not_have_are_named():
    seen = draw("项目资金绩效监控情况表\n|项目名称|甲|预算安排资金|1万元|\n|项目概况|乙|联络人|丙|")
    assert "report_date" in seen.texts
    assert "funds.*" in seen.texts


def test_the_panel_speaks_english():
    reading = reading_of(document(FORM))
    assert "Findings" in Seen(reading, language="en").texts


def test_what_is_too_much_to_look_at_is_not_drawn():
    paragraphs = tuple(
        Paragraph(Content("字"), Place(paragraph=number)) for number in range(50_001)
    )
    seen = msgspec.structs.replace(document("甲"), blocks=paragraphs)
    with pytest.raises(TooLargeError, match="tiqu extract"):
        Seen(reading_of(seen))


def test_a_document_without_anything_is_an_empty_sheet():
    seen = Seen(reading_of(msgspec.structs.replace(document("甲"), blocks=())))
    assert len(seen.sheets) == 1
    assert not seen.drawn
    assert any(isinstance(part, Area) for each in seen.sheets[0].parts for part in leaves(each))


def test_a_gap_in_a_table_is_no_cell():
    seen = draw("|#|甲|\n|乙|丙|")
    assert len(seen.drawn) == 3
    assert seen["甲"].box.x == pytest.approx(seen["丙"].box.x)


def test_a_table_without_rows_does_not_fail():
    empty = Grid(0, 0, 0, (), ())
    assert not Seen(reading_of(msgspec.structs.replace(document("甲"), blocks=(empty,)))).drawn


def test_a_hundred_and_fifty_tables_inside_each_other_are_drawn():
    parts = ["|/|"]
    parts += ["|/|" for _ in range(150)]
    seen = draw("\n>0,0\n".join(parts))
    boxes = [drawn.box for _, drawn in seen.drawn]
    assert len(boxes) == 151
    assert all(outer.right > inner.right for outer, inner in pairwise(boxes))
