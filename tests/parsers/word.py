"""A mini-language for Word documents in tests.

`xml` takes WordprocessingML without prefixes, `table` draws merged cells with letters (a letter is
a cell, however many slots it fills; `.` is no cell), `drawn` gives the drawing back:

    read(docx(table("abb", "acd", a="基本情况")))
"""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from extractor.model import Content, Document, Grid, Limits, Paragraph, Source
from extractor.parsers import parse

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpx": "urn:not:understood",
    "v": "urn:schemas-microsoft-com:vml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "ax": "http://schemas.microsoft.com/office/2006/activeX",
}
STRICT = {
    "w": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "m": "http://purl.oclc.org/ooxml/officeDocument/math",
    "r": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"

_TAG = re.compile(r"<(/?)([A-Za-z][\w]*)(?=[\s/>])")
_TAG_BODY = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r"(?<=\s)([A-Za-z]\w*)=")


def xml(short):
    """WordprocessingML from the same without `w:`: <p><r><t>…, also in attributes."""
    tagged = _TAG.sub(r"<\1w:\2", short)
    return _TAG_BODY.sub(
        lambda tag: _ATTRIBUTE.sub(r"w:\1=", tag[0]) if tag[0].startswith("<w:") else tag[0], tagged
    )


def run(text, font=None, props="", hint=None):
    """A run; `font` is its ascii and hAnsi font."""
    fonts = f'<rFonts ascii="{font}" hAnsi="{font}" eastAsia="宋体"' if font else "<rFonts"
    fonts += f' hint="{hint}"/>' if hint else "/>"
    body = f'<rPr>{fonts if font or hint else ""}{props}</rPr><t xml:space="preserve">{escape(text)}</t>'
    return xml(f"<r>{body}</r>")


def par(*pieces, props=""):
    """A paragraph of runs, or of plain texts."""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in pieces)
    return xml(f"<p><pPr>{props}</pPr>{inner}</p>")


def field(instruction, result=None):
    """A complex field; the instruction may be given in several runs."""
    parts = [instruction] if isinstance(instruction, str) else instruction
    codes = "".join(
        part if part.startswith("<") else f"<r><instrText>{escape(part)}</instrText></r>"
        for part in parts
    )
    shown = ""
    if result is not None:
        shown = f'<r><fldChar fldCharType="separate"/></r>{run(result)}'
    begin, end = '<fldChar fldCharType="begin"/>', '<fldChar fldCharType="end"/>'
    return xml(f"<r>{begin}</r>{codes}{shown}<r>{end}</r>")


def form_checkbox(state):
    """A legacy checkbox: `state` is the inside of w:checkBox."""
    data = f"<ffData><checkBox><sizeAuto/>{state}</checkBox></ffData>"
    return xml(
        f'<r><fldChar fldCharType="begin">{data}</fldChar></r>'
        "<r><instrText> FORMCHECKBOX </instrText></r>"
        '<r><fldChar fldCharType="separate"/></r><r><fldChar fldCharType="end"/></r>'
    )


def control(checked, shown, states="", inside=None):
    """A w14 checkbox content control around a run."""
    state = "" if checked is None else f"<w14:checked{checked}/>"
    content = inside or run(shown)
    return xml(f"<sdt><sdtPr><w14:checkbox>{state}{states}</w14:checkbox></sdtPr>") + xml(
        f"<sdtContent>{content}</sdtContent></sdt>"
    )


def cell(*blocks, props=""):
    """A cell of paragraphs, or of plain texts."""
    inner = "".join(
        block if block.startswith(("<w:p>", "<w:tbl", "<w:sdt", "<mc:")) else par(block)
        for block in blocks or ("",)
    )
    return xml(f"<tc><tcPr>{props}</tcPr>{inner}</tc>")


def row(*cells, props=""):
    """A row of cells, or of plain texts."""
    inner = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return xml(f"<tr><trPr>{props}</trPr>{inner}</tr>")


def rows(*lines, grid=""):
    """A table of rows."""
    return xml(f"<tbl><tblPr/>{grid}{''.join(lines)}</tbl>")


def table(*drawing, columns=None, **texts):
    """A table from its drawing; `texts` gives letters another text, or cell XML."""
    lines = []
    for number, line in enumerate(drawing):
        cells, before, after, at = [], 0, 0, 0
        while at < len(line):
            letter, span = line[at], 1
            if letter == ".":
                before, after = (before + 1, after) if not cells else (before, after + 1)
                at += 1
                continue
            while at + span < len(line) and line[at + span] == letter:
                span += 1
            above = number > 0 and drawing[number - 1][at : at + 1] == letter
            below = number + 1 < len(drawing) and drawing[number + 1][at : at + 1] == letter
            props = f'<gridSpan val="{span}"/>' if span > 1 else ""
            if above:
                props += "<vMerge/>"
            elif below:
                props += '<vMerge val="restart"/>'
            cells.append(cell("" if above else texts.get(letter, letter), props=props))
            at += span
        skip = f'<gridBefore val="{before}"/>' if before else ""
        skip += f'<gridAfter val="{after}"/>' if after else ""
        lines.append(row(*cells, props=skip))
    count = len(drawing[0]) if columns is None else columns
    columns_of_grid = '<gridCol w="900"/>' * count
    return rows(*lines, grid=f"<tblGrid>{columns_of_grid}</tblGrid>")


def drawn(grid):
    """The drawing of a grid: the first character of each slot's cell, `.` where there is none."""
    return [
        "".join("." if index < 0 else (grid.cells[index].content.text or "_")[0] for index in line)
        for line in grid.slots
    ]


def part(root, inner, namespaces=NAMESPACES):
    """The text of a part."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in namespaces.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {spaces}>{inner}</{root}>'


def docx(*blocks, styles=None, parts=None, strict=False, extra=None, document=None):
    """The bytes of a document. `parts`: relationship type -> (name, text of the part)."""
    office = STRICT_OFFICE if strict else OFFICE
    namespaces = NAMESPACES | STRICT if strict else NAMESPACES
    body = "".join(block if block.startswith("<") else par(block) for block in blocks)
    text = part("w:document", f"<w:body>{body}<w:sectPr/></w:body>", namespaces)
    related = dict(parts or {})
    if styles is not None:
        related["styles"] = ("styles.xml", part("w:styles", xml(styles), namespaces))
    links = "".join(
        f'<Relationship Id="{name}" Type="{office}/{kind.partition("#")[0]}" Target="{name}"/>'
        for kind, (name, _) in related.items()
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a"'
        f' Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{links}</Relationships>",
        "word/document.xml": text if document is None else document,
        **{f"word/{name}": content for name, content in related.values()},
        **(extra or {}),
    }
    return zipped(members)


def zipped(members):
    """The bytes of a zip; a member that is None is left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            if content is not None:
                archive.writestr(name, content)
    return buffer.getvalue()


def source(data):
    """Where bytes of a test come from."""
    return Source("form.docx", "form.docx", "0" * 64, len(data))


def read(data, limits=None) -> Document:
    """The document that is read from bytes."""
    return parse(data, source(data), limits or Limits())


def grids(document):
    """The tables of a document."""
    return [block for block in document.blocks if isinstance(block, Grid)]


def paragraphs(document):
    """The paragraphs outside tables."""
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def texts(document):
    """The texts of the paragraphs outside tables."""
    return [block.content.text for block in paragraphs(document)]


def in_body(*pieces, **options) -> Content:
    """The content of a paragraph of these pieces."""
    found = paragraphs(read(docx(par(*pieces), **options)))
    return found[0].content if found else Content()


def in_cell(*pieces, **options) -> Content:
    """The content of a cell of these pieces."""
    (grid,) = grids(read(docx(rows(row(cell(par(*pieces)))), **options)))
    return grid.cells[0].content


def said(content):
    """The text and, for each mark, its state and encoding."""
    return content.text, [(mark.state, mark.encoding) for mark in content.marks]
