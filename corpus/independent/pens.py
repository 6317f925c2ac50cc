"""The handwriting of office programs: each pen writes one producer's WordprocessingML."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
VML = "urn:schemas-microsoft-com:vml"
RPR = (
    *("rStyle", "rFonts", "b", "bCs", "strike", "vanish", "color", "spacing", "w", "kern"),
    *("position", "sz", "szCs", "u", "bdr", "shd", "vertAlign", "rtl", "lang"),
)
SIDES = ("top", "left", "bottom", "right")
EDGE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
COMMON = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:w14="{W14}" xmlns:wps="{WPS}"'
    f' xmlns:wp="{WP}" xmlns:a="{DRAWING}" xmlns:v="{VML}" mc:Ignorable="w14"'
)


@dataclass(frozen=True)
class C:
    """A cell: text, or runs (`inl`), or whole blocks (`blk`); how many columns and rows it takes."""

    text: str = ""
    cs: int = 1
    rs: int = 1
    inl: str = ""
    blk: str = ""
    jc: str = ""
    vert: bool = False
    bold: bool = False
    size: int = 0
    ghost: str = ""  # text left over in the hidden continuation cells of a vertical merge


@dataclass(frozen=True)
class Slot:
    """A cell's share of one row: `first` where it begins, else a continuation."""

    cell: C
    column: int
    first: bool


def laid(rows: Sequence[Sequence[C]], width: int) -> list[list[Slot]]:
    """Place the cells on a grid as HTML does, row by row; every row must come out full."""
    pending: dict[int, tuple[C, int]] = {}
    out: list[list[Slot]] = []
    for number, cells in enumerate(rows):
        queue = list(cells)
        slots: list[Slot] = []
        column = 0
        while column < width:
            if column in pending:
                cell, left = pending.pop(column)
                slots.append(Slot(cell, column, first=False))
            elif queue:
                cell = queue.pop(0)
                left = cell.rs
                slots.append(Slot(cell, column, first=True))
            else:
                raise ValueError(f"row {number} ends at column {column} of {width}: {cells}")
            if left > 1:
                pending[column] = (cell, left - 1)
            column += cell.cs
        if queue or column != width:
            raise ValueError(f"row {number} is too wide: {cells}")
        out.append(slots)
    if pending:
        raise ValueError(f"a merged cell runs out of the table: {pending}")
    return out


class Pen:
    """A plain pen; the others change what their producer does differently."""

    root = COMMON
    font = "宋体"
    size = 18
    break_as = "br"  # what a line break inside a cell becomes: "br" or "p"
    vmerge_on = "<w:vMerge/>"
    table_style = ""

    def rpr(self, size: int = 0, *, bold: bool = False, extra: str = "", font: str = "") -> str:
        """Return run properties."""
        face = font or self.font
        half = size or self.size
        return properties(
            f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/>'
            f"{'<w:b/>' if bold else ''}{extra}"
            f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        )

    def run(
        self, text: str, size: int = 0, *, bold: bool = False, extra: str = "", font: str = ""
    ) -> str:
        """Return one run (or, for some producers, several)."""
        return f"<w:r>{self.rpr(size, bold=bold, extra=extra, font=font)}{inside(text)}</w:r>"

    def para(self, inner: str = "", jc: str = "", extra: str = "") -> str:
        """Return a paragraph around runs."""
        props = extra + (f'<w:jc w:val="{jc}"/>' if jc else "")
        return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inner}</w:p>"

    def line(self, text: str, jc: str = "", size: int = 0, *, bold: bool = False) -> str:
        """Return a paragraph of plain text."""
        return self.para(self.run(text, size, bold=bold) if text else "", jc)

    def title(self, text: str, size: int = 36) -> str:
        """Return the form's title."""
        return self.line(text, "center", size, bold=True)

    def content(self, cell: C) -> str:
        """Return the blocks of a cell."""
        if cell.blk:
            return cell.blk
        if cell.inl:
            return self.para(cell.inl, cell.jc)
        if not cell.text:
            return self.para("", cell.jc)
        lines = cell.text.split("\n") if self.break_as == "p" else [cell.text]
        return "".join(
            self.para(self.run(t, cell.size, bold=cell.bold) if t else "", cell.jc) for t in lines
        )

    def tc(self, slot: Slot, width: int) -> str:
        """Return one w:tc."""
        cell = slot.cell
        props = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if cell.cs > 1:
            props += f'<w:gridSpan w:val="{cell.cs}"/>'
        if cell.rs > 1:
            props += '<w:vMerge w:val="restart"/>' if slot.first else self.vmerge_on
        props += self.borders()
        if cell.vert:
            props += '<w:textDirection w:val="tbRlV"/>'
        props += '<w:vAlign w:val="center"/>'
        body = self.content(cell) if slot.first else self.line(cell.ghost, cell.jc)
        return f"<w:tc><w:tcPr>{props}</w:tcPr>{body}</w:tc>"

    def borders(self) -> str:
        """Return the borders a cell carries itself."""
        return ""

    def tr(self, slots: Sequence[Slot], widths: Sequence[int], number: int) -> str:
        """Return one w:tr."""
        del number
        return f"<w:tr>{self.tcs(slots, widths)}</w:tr>"

    def tcs(self, slots: Sequence[Slot], widths: Sequence[int]) -> str:
        """Return the cells of one row."""
        return "".join(self.tc(s, sum(widths[s.column : s.column + s.cell.cs])) for s in slots)

    def table(self, rows: Sequence[Sequence[C]], widths: Sequence[int]) -> str:
        """Return a table."""
        body = "".join(self.tr(slots, widths, n) for n, slots in enumerate(laid(rows, len(widths))))
        return f"<w:tbl>{self.tblpr(sum(widths))}{self.grid(widths)}{body}</w:tbl>"

    def tblpr(self, width: int) -> str:
        """Return table properties."""
        inner = "".join(f"<w:{s} {EDGE}/>" for s in (*SIDES, "insideH", "insideV"))
        return (
            f'<w:tblPr>{self.table_style}<w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{inner}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>"
        )

    def grid(self, widths: Sequence[int]) -> str:
        """Return the table grid."""
        return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{w}"/>' for w in widths) + "</w:tblGrid>"

    def options(
        self,
        box: Callable[[bool], str],
        labels: Sequence[str],
        ticked: Iterable[int],
        *,
        after: bool = False,
        gap: str = "  ",
    ) -> str:
        """Return the runs of a choice: a box before (or after) each label."""
        chosen = set(ticked)
        out = ""
        for number, label in enumerate(labels):
            mark, words = box(number in chosen), self.run(label)
            out += self.run(gap) if number and gap else ""
            out += words + mark if after else mark + words
        return out

    def document(self, body: str, sect: str) -> str:
        """Return the main part."""
        return f"<w:document {self.root}><w:body>{body}{sect}</w:body></w:document>"


class WordPen(Pen):
    """Word 2016 and later: rsids, runs broken where scripts change, proofing marks."""

    rsid = "00A43F1C"
    table_style = '<w:tblStyle w:val="a3"/>'

    def run(
        self, text: str, size: int = 0, *, bold: bool = False, extra: str = "", font: str = ""
    ) -> str:
        """Break the run where Word would: between Chinese and Western characters."""
        half = size or self.size
        out = ""
        for number, piece in enumerate(re.findall(r"[\x21-\x7e]+|[^\x21-\x7e]+", text)):
            hint = "" if piece[0] < "\x7f" else ' w:hint="eastAsia"'
            face = font or self.font
            props = f'<w:rFonts w:ascii="{face}" w:eastAsia="{face}" w:hAnsi="{face}" w:cs="宋体"{hint}/>'
            props += ("<w:b/><w:bCs/>" if bold else "") + extra + '<w:kern w:val="0"/>'
            props += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
            tag = f' w:rsidR="{self.rsid}"' if number % 2 else f' w:rsidRPr="{self.rsid}"'
            out += f"<w:r{tag}>{properties(props)}{inside(piece)}</w:r>"
        return out

    def para(self, inner: str = "", jc: str = "", extra: str = "") -> str:
        """Add the ids and the pagination mark."""
        props = '<w:widowControl/><w:spacing w:line="240" w:lineRule="auto"/>' + extra
        props += f'<w:jc w:val="{jc or "left"}"/>'
        tag = f'w:rsidR="{self.rsid}" w:rsidRDefault="{self.rsid}" w:rsidP="{self.rsid}"'
        return f"<w:p {tag}><w:pPr>{props}</w:pPr>{inner}</w:p>"

    def tr(self, slots: Sequence[Slot], widths: Sequence[int], number: int) -> str:
        """Add row ids and heights."""
        head = f'<w:tr w:rsidR="{self.rsid}" w:rsidTr="{self.rsid}">'
        props = '<w:trPr><w:trHeight w:val="397"/><w:jc w:val="center"/></w:trPr>'
        del number
        return f"{head}{props}{self.tcs(slots, widths)}</w:tr>"


class WpsPen(Pen):
    """WPS Writer: kerning and language on every run, hints, floating tables, defaults."""

    root = COMMON + ' xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData"'
    font = "仿宋"
    vmerge_on = '<w:vMerge w:val="continue"/>'
    table_style = '<w:tblStyle w:val="4"/>'
    floating = True
    break_as = "p"

    def rpr(self, size: int = 0, *, bold: bool = False, extra: str = "", font: str = "") -> str:
        """Write WPS's long run properties."""
        face = font or self.font
        half = size or self.size
        weight = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
        return properties(
            f'<w:rFonts w:hint="eastAsia" w:ascii="{face}" w:hAnsi="{face}"'
            f' w:eastAsia="{face}" w:cs="{face}"/>{weight}{extra}<w:color w:val="auto"/>'
            f'<w:kern w:val="2"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
            '<w:vertAlign w:val="baseline"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        )

    def para(self, inner: str = "", jc: str = "", extra: str = "") -> str:
        """Add the switches WPS writes on each paragraph."""
        props = '<w:keepNext w:val="0"/><w:kinsoku/><w:wordWrap/><w:snapToGrid w:val="0"/>' + extra
        props += f'<w:jc w:val="{jc or "both"}"/><w:textAlignment w:val="auto"/>'
        return f"<w:p><w:pPr>{props}{self.rpr()}</w:pPr>{inner}</w:p>"

    def tblpr(self, width: int) -> str:
        """Let the table float, as WPS tables often do."""
        plain = super().tblpr(width)
        if not self.floating:
            return plain
        place = (
            '<w:tblpPr w:leftFromText="180" w:rightFromText="180" w:vertAnchor="text"'
            ' w:horzAnchor="page" w:tblpXSpec="center" w:tblpY="200"/><w:tblOverlap w:val="never"/>'
        )
        return plain.replace("<w:tblW", place + "<w:tblW", 1).replace(
            '<w:jc w:val="center"/>', "", 1
        )


class LibrePen(Pen):
    """LibreOffice Writer: borders on every cell, empty properties, no rsids."""

    root = f'xmlns:o="urn:schemas-microsoft-com:office:office" {COMMON}'
    font = "Noto Serif CJK SC"
    vmerge_on = '<w:vMerge w:val="continue"/>'
    break_as = "p"

    def run(
        self, text: str, size: int = 0, *, bold: bool = False, extra: str = "", font: str = ""
    ) -> str:
        """Write runs as LibreOffice does; a plain one has empty properties."""
        if not (size or bold or extra or font):
            return f"<w:r><w:rPr></w:rPr>{inside(text)}</w:r>"
        return super().run(text, size, bold=bold, extra=extra, font=font)

    def para(self, inner: str = "", jc: str = "", extra: str = "") -> str:
        """Name a style in every paragraph."""
        props = '<w:pStyle w:val="TableContents"/><w:widowControl w:val="false"/>'
        props += '<w:suppressLineNumbers/><w:bidi w:val="0"/>' + extra
        props += f'<w:jc w:val="{jc or "start"}"/><w:rPr></w:rPr>'
        return f"<w:p><w:pPr>{props}</w:pPr>{inner or '<w:r><w:rPr></w:rPr></w:r>'}</w:p>"

    def borders(self) -> str:
        """Carry all borders in the cell."""
        inner = "".join(
            f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for s in SIDES
        )
        return f"<w:tcBorders>{inner}</w:tcBorders>"

    def tblpr(self, width: int) -> str:
        """Leave the table itself without borders."""
        return (
            f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="start"/>'
            '<w:tblInd w:w="5" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:top w:w="0" w:type="dxa"/><w:start w:w="54" w:type="dxa"/>'
            '<w:bottom w:w="0" w:type="dxa"/><w:end w:w="54" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )


class PoiPen(Pen):
    """Apache POI and poi-tl: little of everything, no grid, hMerge instead of gridSpan."""

    root = f'xmlns:w="{W}"'
    hmerge = True
    gridless = True

    def tblpr(self, width: int) -> str:
        """Write what createTable() writes."""
        del width
        inner = "".join(f'<w:{s} w:val="single"/>' for s in (*SIDES, "insideH", "insideV"))
        return f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{inner}</w:tblBorders></w:tblPr>'

    def grid(self, widths: Sequence[int]) -> str:
        """Leave the grid out, as old versions do."""
        return "" if self.gridless else super().grid(widths)

    def tcs(self, slots: Sequence[Slot], widths: Sequence[int]) -> str:
        """Write merged cells one w:tc a column."""
        if not self.hmerge:
            return super().tcs(slots, widths)
        out = ""
        for slot in slots:
            cell = slot.cell
            for step in range(cell.cs):
                props = f'<w:tcW w:w="{widths[slot.column + step]}" w:type="dxa"/>'
                if cell.cs > 1:
                    props += f'<w:hMerge w:val="{"continue" if step else "restart"}"/>'
                if cell.rs > 1:
                    props += f'<w:vMerge w:val="{"restart" if slot.first else "continue"}"/>'
                body = self.content(cell) if slot.first and not step else "<w:p/>"
                out += f'<w:tc><w:tcPr>{props}<w:vAlign w:val="center"/></w:tcPr>{body}</w:tc>'
        return out


class GooglePen(Pen):
    """Google Docs: content controls around runs, cells and rows, rtl on every run."""

    font = "SimSun"
    table_style = '<w:tblStyle w:val="Table1"/>'

    def __init__(self, *, empty_grid: bool = False) -> None:
        """Begin counting the controls."""
        self.tag = 0
        self.empty_grid = empty_grid

    def sdt(self, inner: str) -> str:
        """Wrap content in a control of Google's."""
        self.tag += 1
        props = f'<w:sdtPr><w:id w:val="{900100 + self.tag}"/><w:tag w:val="goog_rdk_{self.tag}"/></w:sdtPr>'
        return f"<w:sdt>{props}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    def run(
        self, text: str, size: int = 0, *, bold: bool = False, extra: str = "", font: str = ""
    ) -> str:
        """Wrap every run."""
        props = self.rpr(size, bold=bold, extra=extra, font=font)
        props = props.replace("</w:rPr>", '<w:rtl w:val="0"/></w:rPr>')
        tag = 'w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000"'
        return self.sdt(f"<w:r {tag}>{props}{inside(text)}</w:r>")

    def para(self, inner: str = "", jc: str = "", extra: str = "") -> str:
        """Name paragraph ids as Google does."""
        self.tag += 1
        props = '<w:spacing w:line="240" w:lineRule="auto"/>' + extra
        props += f'<w:jc w:val="{jc or "left"}"/><w:rPr/>'
        mark = f'w:rsidR="00000000" w:rsidDel="00000000" w14:paraId="{0x10000000 + self.tag:08X}"'
        return f"<w:p {mark}><w:pPr>{props}</w:pPr>{inner}</w:p>"

    def tc(self, slot: Slot, width: int) -> str:
        """Wrap every third cell."""
        made = super().tc(slot, width)
        return self.sdt(made) if slot.column % 3 == 0 else made

    def tr(self, slots: Sequence[Slot], widths: Sequence[int], number: int) -> str:
        """Wrap every second row, and every fourth twice."""
        made = f'<w:tr><w:trPr><w:cantSplit w:val="0"/></w:trPr>{self.tcs(slots, widths)}</w:tr>'
        if number % 2:
            made = self.sdt(made)
        return self.sdt(made) if number % 4 == 1 else made

    def grid(self, widths: Sequence[int]) -> str:
        """Leave the grid empty, or repeat it in a tblGridChange."""
        if self.empty_grid:
            return "<w:tblGrid/>"
        old = super().grid(widths)
        return old.replace(
            "</w:tblGrid>", f'<w:tblGridChange w:id="0">{old}</w:tblGridChange></w:tblGrid>'
        )


class StrictPen(Pen):
    """ISO 29500 Strict: other namespaces, start and end, measures with units."""

    root = f'xmlns:w="{W_STRICT}" w:conformance="strict"'
    font = "宋体"

    def rpr(self, size: int = 0, *, bold: bool = False, extra: str = "", font: str = "") -> str:
        """Give sizes in points."""
        face = font or self.font
        points = (size or self.size) / 2
        return properties(
            f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/>'
            f'{"<w:b/>" if bold else ""}{extra}<w:sz w:val="{points:g}pt"/>'
        )

    def para(self, inner: str = "", jc: str = "", extra: str = "") -> str:
        """Align at start and end."""
        return super().para(inner, {"left": "start", "right": "end"}.get(jc, jc), extra)

    def tblpr(self, width: int) -> str:
        """Give the width in per cent."""
        inner = "".join(
            f"<w:{s} {EDGE}/>" for s in ("top", "start", "bottom", "end", "insideH", "insideV")
        )
        del width
        return (
            f'<w:tblPr><w:tblW w:w="100%" w:type="pct"/><w:tblBorders>{inner}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/></w:tblPr>'
        )


def properties(children: str) -> str:
    """Return run properties with their children in the order of the schema (CT_RPr)."""
    found = re.findall(r"<w:(\w+)[^>]*/>", children)
    pieces = re.findall(r"<w:\w+[^>]*/>", children)
    pairs = sorted(zip(found, pieces, strict=True), key=lambda pair: RPR.index(pair[0]))
    return "<w:rPr>" + "".join(piece for _, piece in pairs) + "</w:rPr>"


def inside(text: str) -> str:
    """Return the children of a run for a text: breaks and tabs become elements."""
    out = ""
    for piece in re.split(r"([\n\t])", text):
        if piece == "\n":
            out += "<w:br/>"
        elif piece == "\t":
            out += "<w:tab/>"
        elif piece:
            keep = ' xml:space="preserve"' if piece != piece.strip() or "  " in piece else ""
            out += f"<w:t{keep}>{escape(piece)}</w:t>"
    return out


def section(*, landscape: bool = False, margin: int = 1000, body: bool = True) -> str:
    """Return section properties: of the body, or in a paragraph that ends a section."""
    wide, high = (16838, 11906) if landscape else (11906, 16838)
    turn = ' w:orient="landscape"' if landscape else ""
    props = (
        f'<w:sectPr><w:pgSz w:w="{wide}" w:h="{high}"{turn}/><w:pgMar w:top="{margin}"'
        f' w:right="{margin}" w:bottom="{margin}" w:left="{margin}" w:header="600" w:footer="600"'
        ' w:gutter="0"/><w:cols w:space="425"/></w:sectPr>'
    )
    return props if body else f"<w:p><w:pPr>{props}</w:pPr></w:p>"


def styles(font: str, size: int, extra: str = "", ns: str = W) -> str:
    """Return a style part with defaults, a normal style and whatever else is asked for."""
    return (
        f'<w:styles xmlns:w="{ns}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}"'
        f' w:eastAsia="{font}" w:hAnsi="{font}"/><w:sz w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        f"{extra}</w:styles>"
    )
