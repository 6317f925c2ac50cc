"""The package around a document: parts, relationships, content types and a zip with fixed dates."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": TRANSITIONAL,
        "r": RELATIONSHIPS,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
# ISO/IEC 29500 strict: the same names in other namespaces.
STRICT = (
    (TRANSITIONAL, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (RELATIONSHIPS, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    ),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://purl.oclc.org/ooxml/drawingml/main",
    ),
)
STAMP = (2022, 10, 8, 9, 0, 0)


@dataclass(frozen=True, slots=True)
class Package:
    """What goes into a file; `main` is the path of the part that holds the document."""

    body: str
    landscape: bool = True
    main: str = "word/document.xml"
    strict: bool = False
    headers: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    default_font: str = "Times New Roman"
    big_styles: bool = False
    parts: dict[str, str] = field(default_factory=dict)


def _font(font: str) -> str:
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'


def _style(kind: str, name: str, properties: str, based: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{name}">'
        f'<w:name w:val="{name}"/>{base}<w:rPr>{properties}</w:rPr></w:style>'
    )


def styles(default_font: str, *, big: bool = False) -> str:
    """Return styles.xml; the Box styles give letters a symbol font, big adds unused ones."""
    filler = ""
    if big:
        filler = "".join(
            f'<w:style w:type="table" w:customStyle="1" w:styleId="Grid{index}">'
            f'<w:name w:val="Colorful Grid Accent {index}"/><w:uiPriority w:val="73"/>'
            '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
            '<w:rPr><w:color w:val="000000" w:themeColor="text1"/></w:rPr><w:tblPr>'
            '<w:tblStyleRowBandSize w:val="1"/><w:tblStyleColBandSize w:val="1"/><w:tblBorders>'
            '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="FFFFFF"/></w:tblBorders>'
            "</w:tblPr></w:style>"
            for index in range(700)
        )
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{default_font}" w:hAnsi="{default_font}" w:eastAsia="宋体"'
        ' w:cs="Times New Roman"/><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="a0">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        + _style("character", "BoxOne", _font("Wingdings"))
        + _style("character", "BoxOneBased", "<w:b/>", "BoxOne")
        + _style("character", "BoxTwo", _font("Wingdings 2"))
        + _style("paragraph", "BoxesOne", _font("Wingdings"), "a")
        + _style("paragraph", "BoxesTwo", _font("Wingdings 2"), "a")
        + filler
        + "</w:styles>"
    )


def _story(kind: str, text: str) -> str:
    return (
        f'{DECLARATION}<w:{kind} {NAMESPACES}><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r>'
        '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r>'
        f'<w:fldChar w:fldCharType="end"/></w:r></w:p></w:{kind}>'
    )


def _section(package: Package) -> str:
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    if package.landscape:
        size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    stories = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rId{kind}{index}"/>'
        for kind, texts in (("header", package.headers), ("footer", package.footers))
        for index, _ in enumerate(texts)
    )
    return (
        f"<w:sectPr>{stories}{size}"
        '<w:pgMar w:top="900" w:right="1000" w:bottom="900" w:left="1000" w:header="500"'
        ' w:footer="500" w:gutter="0"/><w:cols w:space="720"/></w:sectPr>'
    )


def _relationships(entries: Iterable[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for key, kind, target in entries
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _types(kinds: dict[str, str]) -> str:
    rows = "".join(
        f'<Override PartName="/{path}" ContentType="{WORD_TYPE}.{kind}+xml"/>'
        for path, kind in kinds.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def build(package: Package) -> bytes:
    """Return the file; in a strict one every namespace is that of ISO/IEC 29500 strict."""
    folder, _, name = package.main.rpartition("/")
    document = (
        f'{DECLARATION}<w:document {NAMESPACES} mc:Ignorable="w14"><w:body>'
        f"{package.body}{_section(package)}</w:body></w:document>"
    )
    kinds = {package.main: "document.main", f"{folder}/styles.xml": "styles"}
    links = [("rId1", "styles", "styles.xml")]
    parts = {
        package.main: document,
        f"{folder}/styles.xml": styles(package.default_font, big=package.big_styles),
    }
    for kind, texts in (("header", package.headers), ("footer", package.footers)):
        for index, text in enumerate(texts):
            path = f"{folder}/{kind}{index + 1}.xml"
            parts[path] = _story("hdr" if kind == "header" else "ftr", text)
            kinds[path] = kind
            links.append((f"rId{kind}{index}", kind, f"{kind}{index + 1}.xml"))
    parts = {
        "[Content_Types].xml": _types(kinds),
        "_rels/.rels": _relationships([("rId1", "officeDocument", package.main)]),
        **parts,
        f"{folder}/_rels/{name}.rels": _relationships(links),
    }
    if package.strict:
        for old, new in STRICT:
            parts = {path: text.replace(old, new) for path, text in parts.items()}
    return zipped((path, text.encode()) for path, text in parts.items())


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of the parts, the same bytes for the same parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for path, data in parts:
            entry = zipfile.ZipInfo(path, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=4)
    return buffer.getvalue()


def restamped(data: bytes) -> bytes:
    """Return a zip written anew with fixed dates."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped([(name, archive.read(name)) for name in archive.namelist()])
