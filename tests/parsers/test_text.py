"""What of a paragraph is text: everything a reader sees, once."""

import pytest

from extractor.errors import TooLargeError
from extractor.model import Limits
from tests.parsers.word import (
    cell,
    docx,
    field,
    grids,
    in_body,
    in_cell,
    par,
    paragraphs,
    part,
    read,
    row,
    rows,
    run,
    table,
    texts,
    xml,
)


def text_of(*pieces, **options):
    body = in_body(*pieces, **options).text
    assert in_cell(*pieces, **options).text == body
    return body


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        ("<t>甲</t><tab/><t>乙</t>", "甲\t乙"),
        ("<t>甲</t><br/><t>乙</t><cr/><t>丙</t>", "甲\n乙\n丙"),
        ("<t>甲</t><noBreakHyphen/><softHyphen/><t>乙</t>", "甲-乙"),
        (
            "<rPr><rt/></rPr><ruby><rt><r><t>hàn</t></r></rt><rubyBase><r><t>汉</t></r></rubyBase></ruby>",
            "汉",
        ),
        ('<sym font="Symbol" char="F0B3"/><t>95%</t>', "≥95%"),
        ('<sym font="Wingdings" char="F0E0"/>', "→"),
        ('<sym font="Wingdings" char="F04A"/>', "\uf04a"),
        ('<sym font="宋体" char="2265"/>', "≥"),
        ('<sym font="Wingdings" char="zz"/><t>甲</t>', "甲"),
        ("<t>甲</t><lastRenderedPageBreak/><footnoteReference id='2'/><t>乙</t>", "甲乙"),
        ("<delText>旧</delText><t>新</t>", "新"),
        ("<instrText>PAGE</instrText><t>甲</t>", "甲"),
    ],
)
def test_what_a_run_shows(piece, text):
    assert text_of(xml(f"<r>{piece}</r>")) == text


@pytest.mark.parametrize(
    "wrapper",
    [
        "<ins id='1'>{}</ins>",
        "<moveTo id='1'>{}</moveTo>",
        '<hyperlink r:id="x">{}</hyperlink>',
        '<smartTag element="x">{}</smartTag>',
        '<customXml element="x">{}</customXml>',
        "<sdt><sdtPr><alias val='x'/></sdtPr><sdtContent>{}</sdtContent></sdt>",
        '<bdo val="ltr">{}</bdo>',
        '<fldSimple instr=" DATE ">{}</fldSimple>',
        "<ins id='1'><hyperlink><sdt><sdtContent>{}</sdtContent></sdt></hyperlink></ins>",
        '<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice><mc:Fallback><r><t>no</t></r></mc:Fallback></mc:AlternateContent>',
        '<mc:AlternateContent><mc:Choice Requires="wpx"><r><t>no</t></r></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>',
    ],
)
def test_what_stands_around_runs_is_looked_through(wrapper):
    assert text_of("前", xml(wrapper.format(run("中"))), "后") == "前中后"


@pytest.mark.parametrize("wrapper", ["<del id='1'>{}</del>", "<moveFrom id='1'>{}</moveFrom>"])
def test_deleted_text_is_not_read(wrapper):
    assert text_of("前", xml(wrapper.format(run("中"))), "后") == "前后"


def test_a_deleted_paragraph_mark_joins_paragraphs():
    gone = "<rPr><del id='1'/></rPr>"
    assert texts(read(docx(par("一", props=gone), par("二"), par("三")))) == ["一二", "三"]
    (grid,) = grids(read(docx(rows(row(cell(par("一", props=gone), par("二"), par("三")))))))
    assert grid.cells[0].content.text == "一二\n三"


HIDING = "<style type='character' styleId='H'><rPr><vanish/></rPr></style>"
CHILD = "<style type='character' styleId='C'><basedOn val='H'/></style>"
PARAGRAPH = "<style type='paragraph' styleId='P'><rPr><vanish/></rPr></style>"


@pytest.mark.parametrize(
    ("props", "styles", "shown"),
    [
        ("<vanish/>", None, False),
        ('<vanish val="1"/>', None, False),
        ('<vanish val="false"/>', None, True),
        ("<webHidden/>", None, False),
        ('<rStyle val="H"/>', HIDING, False),
        ('<rStyle val="C"/>', HIDING + CHILD, False),
        ('<rStyle val="H"/><vanish val="0"/>', HIDING, True),
        ('<rStyle val="none"/>', HIDING, True),
    ],
)
def test_hidden_text_is_not_read(props, styles, shown):
    assert text_of("前", run("中", props=props), styles=styles) == ("前中" if shown else "前")


def test_text_hidden_by_its_paragraph_style_is_not_read():
    document = read(docx(par("隐", props='<pStyle val="P"/>'), par("显"), styles=PARAGRAPH))
    assert texts(document) == ["显"]


def test_hidden_in_both_styles_is_shown():
    both = par(run("显", props='<rStyle val="H"/>'), props='<pStyle val="P"/>')
    assert texts(read(docx(both, styles=PARAGRAPH + HIDING))) == ["显"]


def test_a_loop_of_styles_ends():
    loop = (
        "<style type='character' styleId='H'><basedOn val='C'/><rPr><vanish/></rPr></style>"
        "<style type='character' styleId='C'><basedOn val='H'/></style>"
    )
    assert text_of("前", run("中", props='<rStyle val="C"/>'), styles=loop) == "前"


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([field(" DATE ", "2022年")], "2022年"),
        ([field([" PA", "GE "])], ""),
        ([field([" IF ", field(" PAGE ", "1"), ' = 1 "甲" '], "乙")], "乙"),
        ([field(" HYPERLINK x ", "网址"), "后"], "网址后"),
        (["前", xml('<r><fldChar fldCharType="end"/></r>'), "后"], "前后"),
        (["前", xml('<r><fldChar fldCharType="begin"/></r>'), "后"], "前后"),
        (
            ["前", xml('<r><fldChar fldCharType="begin"/></r><r><instrText>PAGE</instrText></r>')],
            "前",
        ),
        ([field(" MACROBUTTON 宏 点此 ")], "点此 "),
    ],
)
def test_of_a_field_the_result_is_read_and_not_the_instruction(pieces, text):
    assert text_of(*pieces) == text


def test_a_result_may_run_over_paragraphs():
    first = xml(
        '<p><r><fldChar fldCharType="begin"/></r><r><instrText>TOC</instrText></r><r><fldChar fldCharType="separate"/></r><r><t>一</t></r></p>'
    )
    last = xml('<p><r><t>二</t></r><r><fldChar fldCharType="end"/></r><r><t>三</t></r></p>')
    assert texts(read(docx(first, last))) == ["一", "二三"]


def test_a_drop_down_shows_its_chosen_entry():
    data = '<ffData><ddList><result val="1"/><listEntry val="甲"/><listEntry val="乙"/></ddList></ffData>'
    begin = f'<r><fldChar fldCharType="begin">{data}</fldChar></r><r><instrText> FORMDROPDOWN </instrText></r>'
    assert text_of(xml(begin + '<r><fldChar fldCharType="end"/></r>')) == "乙"


def test_the_prompt_of_an_unfilled_control_is_no_text():
    def control(text):
        return xml(
            f"<sdt><sdtPr><showingPlcHdr/></sdtPr><sdtContent>{run(text)}</sdtContent></sdt>"
        )

    assert text_of("前", control("单击此处输入文字。")) == "前"
    assert text_of("前", control("政法经费")) == "前政法经费"


def test_formulas_are_read_with_their_fractions():
    fraction = "<m:f><m:num><m:r><m:t>4.16</m:t></m:r></m:num><m:den><m:r><m:t>153</m:t></m:r></m:den></m:f>"
    assert text_of("=", xml(f"<m:oMath>{fraction}</m:oMath>")) == "=4.16/153"


BOX = "<wps:txbx><txbxContent>{}</txbxContent></wps:txbx>"
VML = "<pict><v:shape><v:textbox><txbxContent>{}</txbxContent></v:textbox></v:shape></pict>"
BOTH = (
    '<r><mc:AlternateContent><mc:Choice Requires="wps"><drawing><wps:wsp>' + BOX
    + "</wps:wsp></drawing></mc:Choice><mc:Fallback>" + VML
    + "</mc:Fallback></mc:AlternateContent></r>"
)  # fmt: skip
NOT_UNDERSTOOD = BOTH.replace('"wps"', '"wpx"')
ALONE = "<r>" + VML + "</r>"


@pytest.mark.parametrize("frame", [BOTH, NOT_UNDERSTOOD, ALONE])
def test_a_text_box_is_read_once_after_its_paragraph(frame):
    inside = par("框") + table("ab")
    document = read(docx(par("前", xml(frame.replace("{}", inside)), "后"), "末"))
    assert [(block.content.text, block.kind) for block in paragraphs(document)] == [
        ("前后", "body"),
        ("框", "text_box"),
        ("末", "body"),
    ]
    assert hasattr(document.blocks[2], "cells")
    assert [block.place.paragraph for block in paragraphs(document)] == [0, 1, 2]


@pytest.mark.parametrize("frame", [BOTH, NOT_UNDERSTOOD, ALONE])
def test_a_text_box_in_a_cell_ends_the_cell(frame):
    inside = par("框") + table("q")
    document = read(
        docx(rows(row(cell(par("前", xml(frame.replace("{}", inside)), "后"), "二"), "b")))
    )
    outer, inner = grids(document)
    assert [one.content.text for one in outer.cells] == ["前后\n二\n框", "b"]
    assert inner.parent == outer.cells[0].place


def test_a_box_in_a_box_is_read_once():
    inner = par("里", xml(ALONE.replace("{}", par("芯"))))
    assert texts(read(docx(par("外", xml(BOTH.replace("{}", inner)))))) == ["外", "里", "芯"]


def test_headers_footers_and_notes_stand_in_the_margins():
    notes = (
        '<footnote type="separator"><p><r><t>x</t></r></p></footnote><footnote>'
        + par("注")
        + "</footnote>"
    )
    document = read(
        docx(
            "正文",
            parts={
                "header": ("header1.xml", part("w:hdr", par("页眉") + table("ab"))),
                "footer": ("footer1.xml", part("w:ftr", par("页脚"))),
                "footnotes": ("footnotes.xml", part("w:footnotes", xml(notes))),
            },
        )
    )
    assert texts(document) == ["正文"]
    assert [(one.content.text, one.kind) for one in document.margins] == [
        ("页眉", "header"),
        ("a", "header"),
        ("b", "header"),
        ("页脚", "footer"),
        ("注", "note"),
    ]


def test_margins_are_counted_within_the_limit():
    wide = rows(row('<w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr><w:p/></w:tc>')) * 3
    with pytest.raises(TooLargeError, match="grid_cells"):
        read(
            docx("正文", parts={"header": ("h.xml", part("w:hdr", wide))}), Limits(grid_cells=2000)
        )


def test_imported_chunks_are_other_files():
    assert texts(read(docx("正文", xml('<altChunk r:id="x"/>')))) == ["正文"]
