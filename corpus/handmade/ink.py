"""WordprocessingML by hand: runs, paragraphs, cells, tables, ways to draw a box."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wx": "urn:example:nobody-knows-this-namespace",
}
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
WHO = 'w:author="审核" w:date="2023-07-11T09:30:00Z"'
TINY = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr>'


def run(text: str, props: str = "", *, tag: str = "t") -> str:
    """Return a run; line feeds become breaks."""
    inner = "<w:br/>".join(
        f'<w:{tag} xml:space="preserve">{escape(piece)}</w:{tag}>' for piece in text.split("\n")
    )
    return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{inner}</w:r>"


def para(*inline: str, jc: str = "", props: str = "") -> str:
    """Return a paragraph of runs."""
    inside = props + (f'<w:jc w:val="{jc}"/>' if jc else "")
    return f"<w:p>{f'<w:pPr>{inside}</w:pPr>' if inside else ''}{''.join(inline)}</w:p>"


def block(text: str, props: str = "", jc: str = "") -> str:
    """Return one paragraph a line."""
    return "".join(
        para(run(line, props) if line else "", jc=jc) for line in (text or "").split("\n")
    )


@dataclass(frozen=True)
class Cell:
    """A table cell: plain text or block-level XML, grid columns it takes, its vertical merge."""

    content: str = ""
    span: int = 1
    merge: str = ""
    jc: str = ""
    props: str = ""
    font: str = ""
    ghost: bool = False

    def xml(self, width: int) -> str:
        """Return the w:tc element."""
        inside = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if self.span > 1:
            inside += f'<w:gridSpan w:val="{self.span}"/>'
        if self.merge:
            inside += '<w:vMerge w:val="restart"/>' if self.merge == "restart" else "<w:vMerge/>"
        content = self.content
        if not content.startswith("<w:"):
            content = block(content, self.font, self.jc)
        return f"<w:tc><w:tcPr>{inside}{self.props}</w:tcPr>{content}</w:tc>"


Row = Sequence[Cell]
ABOVE = Cell(merge="continue")


def table_row(row: Row, widths: Sequence[int], props: str = "") -> str:
    """Return a w:tr element."""
    at, cells = 0, ""
    for cell in row:
        cells += cell.xml(sum(widths[at : at + cell.span]))
        at += cell.span
    if at != len(widths):
        raise ValueError(f"{at} columns in {[cell.content[:20] for cell in row]}")
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{cells}</w:tr>"


def table(
    rows: Sequence[Row],
    widths: Sequence[int],
    *,
    props: Mapping[int, str] | None = None,
    borders: bool = True,
    extra: str = "",
) -> str:
    """Return a table; `props` holds what stands in w:trPr of single rows."""
    body = "".join(table_row(row, widths, (props or {}).get(i, "")) for i, row in enumerate(rows))
    return table_around(body, widths, borders=borders, extra=extra)


def table_around(body: str, widths: Sequence[int], *, borders: bool = True, extra: str = "") -> str:
    """Return a table around rows that are already written."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = f"<w:tblBorders>{BORDERS}</w:tblBorders>" if borders else ""
    margins = '<w:tblCellMar><w:left w:w="30" w:type="dxa"/><w:right w:w="30" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:tbl><w:tblPr>{extra}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{lines}'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
    )


def section(*, landscape: bool = False, header: str = "", last: bool = True) -> str:
    """Return section properties: of the body, or in a paragraph of their own."""
    size = (
        'w:w="16838" w:h="11906" w:orient="landscape"' if landscape else 'w:w="11906" w:h="16838"'
    )
    lead = f'<w:headerReference w:type="default" r:id="{header}"/>' if header else ""
    inside = f'<w:sectPr>{lead}<w:pgSz {size}/><w:pgMar w:top="900" w:right="850" w:bottom="900" w:left="850" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    return inside if last else f"<w:p><w:pPr>{inside}</w:pPr></w:p>"


def document(body: str, end: str = "") -> str:
    """Return the main part around a body."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    ignorable = 'mc:Ignorable="w14 w15"'
    return f"<w:document {names} {ignorable}><w:body>{body}{end or section()}</w:body></w:document>"


def inserted(xml: str, number: int = 901) -> str:
    """Return runs as a tracked insertion."""
    return f'<w:ins w:id="{number}" {WHO}>{xml}</w:ins>'


def deleted(xml: str, number: int = 902) -> str:
    """Return runs as a tracked deletion."""
    return f'<w:del w:id="{number}" {WHO}>{xml}</w:del>'


def gone(text: str) -> str:
    """Return text as it stands inside a tracked deletion."""
    return run(text, tag="delText")


def symbol(code: str, font: str = "Wingdings") -> str:
    """Return a character of a symbol font."""
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def field(*instruction: str, result: str = "", data: str = "") -> str:
    """Return a complex field; the instruction may be runs (other fields, say) or text."""
    told = "".join(
        part if part.startswith("<w:") else run(part, tag="instrText") for part in instruction
    )
    mid = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>{told}{mid}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def form_checkbox(*, ticked: bool) -> str:
    """Return a legacy FORMCHECKBOX."""
    data = f'<w:ffData><w:enabled/><w:checkBox><w:sizeAuto/><w:default w:val="{int(not ticked)}"/><w:checked w:val="{int(ticked)}"/></w:checkBox></w:ffData>'
    return field(" FORMCHECKBOX ", data=data)


def control(content: str, props: str = "") -> str:
    """Return a content control."""
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def checkbox(*, ticked: bool, shown: str) -> str:
    """Return a w14:checkbox whose glyph is `shown`, whatever its state."""
    state = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    return control(run(shown), state)


def text_box(content: str, *, number: int = 1) -> str:
    """Return a small bordered text box in the line, with its VML fallback."""
    size = 'cx="152400" cy="177800"'
    shape = (
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="6350"><a:solidFill>'
        '<a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:txbx><w:txbxContent>'
        f'{content}</w:txbxContent></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp>'
    )
    drawing = (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="文本框 {number}"/><a:graphic><a:graphicData '
        f'uri="{NAMESPACES["wps"]}">{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    picture = (
        '<w:pict><v:rect style="width:12pt;height:14pt"><v:textbox inset="0,0,0,0"><w:txbxContent>'
        f"{content}</w:txbxContent></v:textbox></v:rect></w:pict>"
    )
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{picture}</mc:Fallback></mc:AlternateContent></w:r>'
