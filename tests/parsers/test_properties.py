"""Random tables and documents: exact grids, every text once, and a second way to count."""

import io
import zipfile
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from extractor.parsers.docx.plain import PlainTables
from tests.parsers.word import (
    cell,
    docx,
    drawn,
    field,
    grids,
    par,
    paragraphs,
    read,
    row,
    rows,
    run,
    table,
    xml,
)

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


@st.composite
def drawings(draw):
    """A table as letters: rectangles over a random grid."""
    height, width = draw(st.integers(1, 7)), draw(st.integers(1, 9))
    slots = [["" for _ in range(width)] for _ in range(height)]
    letters = iter(LETTERS)
    for top in range(height):
        for left in range(width):
            if slots[top][left]:
                continue
            right = left + 1
            while right < width and not slots[top][right] and draw(st.booleans()):
                right += 1
            bottom = top + 1
            while bottom < height and draw(st.booleans()):
                bottom += 1
            letter = next(letters)
            for line in slots[top:bottom]:
                line[left:right] = [letter] * (right - left)
    return ["".join(line) for line in slots]


@settings(max_examples=150, deadline=None)
@given(drawings())
def test_any_merging_of_rectangles_is_read_back(drawing):
    (grid,) = grids(read(docx(table(*drawing))))
    assert drawn(grid) == drawing
    assert (
        sum(one.row_span * one.column_span for one in grid.cells)
        == grid.row_count * grid.column_count
    )


WORDS = st.text("项目资金绩效监控情况12.5%，（）", min_size=1, max_size=6)


def pieces():
    """Runs with a number each, in whatever may stand around runs."""
    wrappers = st.sampled_from(
        [
            "{}",
            "<ins>{}</ins>",
            "<hyperlink>{}</hyperlink>",
            "<sdt><sdtContent>{}</sdtContent></sdt>",
            "<smartTag>{}</smartTag>",
            "<moveTo>{}</moveTo>",
            "FIELD",
            "<del>{}</del>",
            "<moveFrom>{}</moveFrom>",
            "HIDDEN",
        ]
    )
    return st.tuples(wrappers, WORDS)


def written(wrapper, text):
    if wrapper == "FIELD":
        return field(" DATE ", text)
    if wrapper == "HIDDEN":
        return run(text, props="<vanish/>")
    return xml(wrapper.format(run(text)))


@st.composite
def blocks(draw, depth=0):
    """Paragraphs and tables, tables in cells; the XML."""
    found = []
    for _ in range(draw(st.integers(1, 2 if depth else 3))):
        if depth < 2 and draw(st.integers(0, 2)) == 0:
            lines = draw(st.integers(1, 2))
            inner = [
                row(*[cell(*draw(blocks(depth + 1)), "") for _ in range(2)]) for _ in range(lines)
            ]
            found.append(rows(*inner))
        else:
            found.append(par(*[written(*piece) for piece in draw(st.lists(pieces(), max_size=3))]))
    return found


def counted(data):
    """Another way: all characters of visible w:t, and all w:tc, from a stream of events."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml")
    characters, cells, silent = [], 0, 0
    for event, node in etree.iterparse(io.BytesIO(text), events=("start", "end")):
        name = etree.QName(node).localname
        step = 1 if event == "start" else -1
        if name in {"del", "moveFrom"}:
            silent += step
        elif event == "end" and name == "tc":
            cells += 1
        elif event == "end" and name == "t" and not silent:
            hidden = node.getparent().find("{*}rPr/{*}vanish")
            characters += [] if hidden is not None else list(node.text or "")
    return sorted(characters), cells


@settings(max_examples=100, deadline=None)
@given(blocks())
def test_every_visible_text_comes_out_once_and_every_cell_is_counted(found):
    data = docx(*found)
    document = read(data)
    characters, cells = counted(data)
    contents = [block.content for block in paragraphs(document)]
    for grid in grids(document):
        contents += [one.content for one in grid.cells]
    seen = sorted("".join(one.written() for one in contents).replace("\n", ""))
    assert seen == characters
    assert sum(len(grid.cells) for grid in grids(document)) == cells
    assert [grid.index for grid in grids(document)] == list(range(len(grids(document))))


def both_ways(data):
    """What is read with plain tables read flat, and with every table walked."""
    flat = read(data)
    with mock.patch.object(PlainTables, "read", return_value=None):
        return flat, read(data)


@settings(max_examples=80, deadline=None)
@given(blocks(), drawings())
def test_the_flat_pass_and_the_walk_agree(found, drawing):
    flat, walked = both_ways(docx(*found, table(*drawing)))
    assert flat == walked


def test_the_flat_pass_and_the_walk_agree_on_odd_tables():
    tabs = xml(
        "<p><pPr><tabs><tab val='left'/></tabs></pPr><r><t>甲</t><tab/><br/><t>乙</t></r></p>"
    )
    odd = [
        rows(row(cell(tabs, "丙"), cell()), row("a")),
        table(".ab", "cde", "fg.", columns=0),
        rows(
            row(cell("a", props='<tcW w="1000" type="dxa"/>')),
            row(*[cell("b", props='<tcW w="500" type="dxa"/>')] * 2),
        ),
        rows(row(cell(par("□是", xml("<hyperlink><r><t>否</t></r></hyperlink>")))), xml("<tr/>")),
        rows(row(cell("a", props='<gridSpan val="2147483647"/>')), row("b", "c")),
        rows(row(xml("<tc><p><r><t>12</t></r></p></tc>"))),
    ]
    for one in odd:
        flat, walked = both_ways(docx(one))
        assert flat == walked


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "☑",
                "□",
                "√",
                "×",
                "○",
                "●",
                "（",
                "）",
                "[",
                "]",
                " ",
                "是",
                "否",
                "二",
                "1",
                "\n",
                "✗",
                "x",
            ]
        ),
        max_size=14,
    )
)
def test_composition_never_loses_a_character(parts):
    text = "".join(parts)
    content = (
        grids(read(docx(rows(row(cell(par(run(text.replace("\n", "/")))))))))[0].cells[0].content
    )
    assert content.written() == text.replace("\n", "/")
    offsets = [mark.offset for mark in content.marks]
    assert offsets == sorted(set(offsets))
    assert all(content.text[offset] in "☑□⍰" for offset in offsets)
