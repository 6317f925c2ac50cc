"""What is written into a picture is text: it is shown, and never obeyed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from extractor.model import Cell, Content, Document, Grid, Mark, Paragraph, Place, Source
from extractor.show import Drawing, page, svg
from extractor.show.html import POLICY
from extractor.show.measure import narrowest, width_of, wrap
from extractor.show.svg import escaped
from tests.show.seeing import reading_of

NAMESPACE = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "</text></svg><script>alert(1)</script>",
    '" onload="alert(1)',
    "' onmouseover='x",
    "<![CDATA[x]]><!-- -->&lt;&amp;&#0;",
    "<style>*{display:none}</style>",
    "\x00\x01\x08\x0b\x1b[31m红\x7f\x9b2J",
    "\ud800\udfff\ufffe\uffff",
    "\u202e倒\u2066序\u200f",
    "javascript:alert(1)",
    "url(http://example.com/x)",
]


def seen(text: str) -> Document:
    """A paragraph and a cell with a text; its file is called so, too."""
    content = Content(text)
    cell = Cell(0, 0, 1, 1, content, Place(table=0, row=0, column=0))
    source = Source(text, text, "0" * 64, 0, "docx")
    return Document(
        source, (Paragraph(content, Place(paragraph=0)), Grid(0, 1, 1, (cell,), ((0,),)))
    )


def drawn(text: str) -> str:
    return svg(Drawing(reading_of(seen(text)), b"").sheet(1))


def parsed(picture: str) -> etree._Element:
    return etree.fromstring(picture.encode("utf-8"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text(text):
    root = parsed(drawn(text))
    names = {element.tag.removeprefix(NAMESPACE) for element in root.iter()}
    assert names <= {"svg", "title", "style", "defs", "pattern", "path", "rect", "g", "text",
                     "a", "circle"}  # fmt: skip
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not any(name.startswith("on") for name in attributes)
    links = [element.get("href") for element in root.iter() if element.get("href")]
    assert all(re.fullmatch(r"#[\w-]+", link) for link in links)
    assert len(root.findall(f"{NAMESPACE}style")) == 1


@given(st.text(max_size=60))
def test_any_text_gives_well_formed_pictures_without_controls(text):
    picture = drawn(text)
    parsed(picture)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", picture)
    picture.encode("utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_page_runs_nothing_and_names_the_file_as_text(text):
    whole = "".join(page(text, 1, [drawn(text)], "zh"))
    assert "<script" not in whole
    assert f'content="{POLICY}"' in whole
    assert "script-src" not in POLICY
    assert POLICY.startswith("default-src 'none'")
    assert f"<b>{escaped(text)}</b>" in whole
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?!data:image/png|#)""", whole)


def test_names_are_unique_across_the_sheets_of_a_page():
    reading = reading_of(seen("甲"))
    drawing = Drawing(reading, b"")
    sheet = drawing.sheet(1)
    other = type(sheet)(2, *(getattr(sheet, name) for name in sheet.__struct_fields__[1:]))
    ids = re.findall(r' id="(p[^"]+)"', svg(sheet) + svg(other))
    assert ids
    assert len(set(ids)) == len(ids)


def test_what_is_known_of_a_cell_shows_under_the_pointer():
    root = parsed(drawn("甲<b>"))
    titles = [title.text for title in root.iter(f"{NAMESPACE}title")]
    assert "table 0, row 0, column 0" in titles


def test_each_state_of_a_mark_has_a_shape_and_a_colour_of_its_own():
    marks = tuple(
        Mark(at, state, "character", "□")
        for at, state in enumerate(("checked", "unchecked", "unclear"))
    )
    cell = Cell(0, 0, 1, 1, Content("☑□⍰", marks), Place(table=0, row=0, column=0))
    source = Source("甲", "甲", "0" * 64, 0, "docx")
    document = Document(source, (Grid(0, 1, 1, (cell,), ((0,),)),))
    root = parsed(svg(Drawing(reading_of(document), b"").sheet(1)))
    found = {}
    for group in root.iter(f"{NAMESPACE}g"):
        if (group.get("class") or "").startswith("mark "):
            first = group[0]
            found.setdefault(group.get("class"), set()).add((first.get("d"), first.get("fill")))
    assert set(found) == {"mark checked", "mark unchecked", "mark unclear"}
    looks = [look for looks in found.values() for look in looks]
    assert len({fill for _, fill in looks}) == 3
    assert all(len(one) == 1 for one in found.values())


# ---------------------------------------------------------------------------------- lines


@given(st.text(alphabet="甲乙，。（）ab 1.5%\n\t２３", max_size=80), st.floats(40, 300))
def test_lines_hold_all_of_a_text_and_fit(text, width):
    lines = wrap(text, width, 10)
    kept = "".join(text[line.start : line.end] for line in lines)
    assert "".join(kept.split()) == "".join(text.split())
    for line in lines:
        assert width_of(text[line.start : line.end].rstrip(), 10) <= max(width, 20)


def test_a_line_begins_with_no_closing_and_ends_with_no_opening_sign():
    text = "资金来源（万元），全年安排（万元）。"
    for width in range(40, 200, 7):
        for line in wrap(text, width, 10):
            assert text[line.start] not in "）。，"
            assert text[line.end - 1] != "（"


def test_numbers_and_words_are_not_broken_where_they_fit():
    text = "共５３．５％和2,865,000.00元"
    needed = narrowest(text, 10)
    pieces = [text[line.start : line.end] for line in wrap(text, needed, 10)]
    assert any("５３．５％" in piece for piece in pieces)
    assert any("2,865,000.00" in piece for piece in pieces)
