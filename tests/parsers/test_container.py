"""Files that are no documents, are damaged, or want to cost too much."""

import io
import random
import struct
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from extractor.errors import (
    EncryptedError,
    InputError,
    TooLargeError,
    UnreadableError,
    UnsupportedError,
)
from extractor.model import Limits
from extractor.parsers import PARSERS, parse, sniff
from tests.parsers.word import (
    docx,
    grids,
    par,
    part,
    read,
    row,
    rows,
    source,
    table,
    texts,
    xml,
    zipped,
)

GOOD = docx("正文", table("ab"))


def ole(*streams):
    """A compound file's header and directory, as far as they are looked at."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HB", 2 * len(name) + 2, 2)
        + b"\0" * 61
        for name in ("Root Entry", *streams)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "png", "PNG"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "jpeg", "JPEG"),
        (b"{\\rtf1\\ansi}", "rtf", "RTF"),
        (ole("WordDocument", "1Table"), "doc", ".doc"),
        (ole("Workbook"), "xls", ".xls"),
        (ole("Something"), "ole", "compound"),
        (zipped({"xl/workbook.xml": "x"}), "xlsx", "Excel"),
        (zipped({"OFD.xml": "x"}), "ofd", "OFD"),
        (zipped({"content.xml": "x"}), "odt", "OpenDocument"),
        (zipped({"form1.docx": GOOD}), "zip", "zip"),
        (b"<html><body>", "html", "web page"),
        (b"<?xml version='1.0'?><a/>", "xml", "XML"),
        ("项目资金".encode(), "text", "text"),
        (bytes(random.Random(3).randbytes(2000)), "unknown", "no known format"),
        (b"\0" * 100, "unknown", "no known format"),
        (b" ", "text", "text"),
    ],
)
def test_what_is_not_read_is_named(data, name, says):
    assert sniff(data) == name
    with pytest.raises(UnsupportedError, match=says) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_the_content_decides_and_not_the_name():
    assert sniff(GOOD) == "docx"
    assert [parser.format for parser in PARSERS] == ["docx", "pdf"]
    assert texts(parse(GOOD, source(GOOD))) == ["正文"]


def test_an_empty_file_is_unreadable():
    with pytest.raises(UnreadableError, match="empty"):
        read(b"")


def test_an_encrypted_document_says_so():
    with pytest.raises(EncryptedError, match="password"):
        read(ole("EncryptionInfo", "EncryptedPackage"))


def test_a_mention_of_encryption_in_a_stream_is_none():
    with pytest.raises(UnsupportedError):
        read(ole("WordDocument") + b"x" + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize("part_of", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_cut_document_is_unreadable(part_of):
    with pytest.raises(UnreadableError):
        read(GOOD[: int(len(GOOD) * part_of)])


def test_flipped_bytes_never_end_in_anything_but_an_input_error():
    chance = random.Random(1)
    for _ in range(400):
        data = bytearray(GOOD)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(InputError):
            read(bytes(data))


@pytest.mark.parametrize(
    "document",
    ["", "<a", "<w:document/>", "\0\0", '<?xml version="1.0" encoding="no-such"?><a/>'],
)
def test_a_main_part_that_is_no_xml_is_unreadable(document):
    with pytest.raises(UnreadableError):
        read(docx(document=document))


def test_another_root_is_not_a_document():
    with pytest.raises(UnsupportedError, match="workbook"):
        read(docx(document="<workbook/>"))


def test_a_document_without_a_body_is_empty():
    assert read(docx(document=part("w:document", ""))).blocks == ()


@pytest.mark.parametrize("name", ["word/Document.XML", "/word/document.xml", "word\\document.xml"])
def test_oddly_named_parts_are_found(name):
    text = part("w:document", f"<w:body>{par('正文')}</w:body>")
    members = {"[Content_Types].xml": "<x/>", name: text}
    assert texts(read(zipped(members))) == ["正文"]


def test_the_relationship_names_the_main_part():
    text = part("w:document", f"<w:body>{par('正文')}</w:body>")
    types = (
        "<x>application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml</x>"
    )
    link = '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/a%20b/main.xml"/></Relationships>'
    assert texts(
        read(zipped({"[Content_Types].xml": types, "_rels/.rels": link, "a b/main.xml": text}))
    ) == ["正文"]


def test_utf_16_parts_are_read():
    text = part("w:document", f"<w:body>{par('正文')}</w:body>").replace("UTF-8", "UTF-16")
    assert texts(read(docx(document=text.encode("utf-16")))) == ["正文"]


def test_a_doctype_is_refused():
    bomb = (
        '<!DOCTYPE a [<!ENTITY x "xxx">]>'
        + part("w:document", "<w:body>&x;</w:body>").partition("?>")[2]
    )
    for text in (bomb, ('<?xml version="1.0" encoding="UTF-16"?>' + bomb).encode("utf-16")):
        with pytest.raises(UnreadableError, match="DOCTYPE"):
            read(docx(document=text))


def test_a_member_with_a_password_is_encrypted():
    data = bytearray(GOOD)
    with zipfile.ZipFile(io.BytesIO(GOOD)):
        at = -1
        while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
            data[at + 8] |= 1
    with pytest.raises(EncryptedError):
        read(bytes(data))


def test_two_parts_of_one_name_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "x")
        archive.writestr("WORD/document.xml", "y")
    with pytest.raises(UnreadableError, match="two parts"):
        read(buffer.getvalue())


def test_overlapping_members_are_refused():
    data = bytearray(GOOD)
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 1)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    with pytest.raises(UnreadableError):
        read(bytes(data))


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (Limits(file_bytes=100), "file_bytes"),
        (Limits(member_bytes=100), "member_bytes"),
        (Limits(container_bytes=300), "container_bytes"),
        (Limits(container_members=3), "container_members"),
        (Limits(grid_cells=1), "grid_cells"),
        (Limits(table_depth=0), "table_depth"),
        (Limits(xml_depth=3), "xml_depth"),
    ],
)
def test_a_limit_that_is_met_is_named(limits, name):
    with pytest.raises(TooLargeError, match=name):
        read(GOOD, limits)


# ------------------------------------------------------------------------------------ hostile


READER = """
import re, sys, time
from extractor.errors import InputError
from extractor.model import Source
from extractor.parsers import parse
data = sys.stdin.buffer.read()
start = time.perf_counter()
try:
    found = f"{len(parse(data, Source('', '', '', 0)).blocks)} blocks"
except InputError as error:
    found = f"{error.code}: {error}"
# The high water mark of this program alone: ru_maxrss begins with that of whoever started it.
status = open("/proc/self/status").read()
print(time.perf_counter() - start, re.search(r"VmHWM:\\s+(\\d+)", status)[1], found)
"""


def costs(data):
    """Read bytes in a process of their own: within 5 s and 500 MB, to blocks or an input error."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", READER], input=data, capture_output=True, cwd=root, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    seconds, kilobytes, found = done.stdout.decode().split(" ", 2)
    assert float(seconds) < 5
    assert int(kilobytes) < 500_000
    return found


def test_a_bomb_ends_at_the_limit():
    chunk = b"<w:p/>" * 100_000
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(600):
                member.write(chunk)
    assert "member_bytes" in str(costs(buffer.getvalue()))


def test_a_bomb_that_lies_about_its_size_ends_at_the_limit():
    data = bytearray(docx(document=b" " * (40 * 2**20)))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 100)
    assert "too_large" in costs(bytes(data))


def test_many_tiny_elements_end_at_the_limit():
    assert "too_large" in costs(docx(document=b"<a>" + b"<b/>" * 8_000_000 + b"</a>"))


def test_very_many_members_end_at_the_limit():
    data = zipped({f"word/{number}": "" for number in range(5_000)} | {"word/document.xml": "x"})
    assert "container_members" in str(costs(data))


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:ins>", "</w:ins></w:p>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
    ],
)
@pytest.mark.parametrize("depth", [60, 200, 5_000])
def test_deep_nesting_is_read_or_too_large(opening, closing, depth):
    text = part("w:document", f"<w:body>{opening * depth}{par('底')}{closing * depth}</w:body>")
    result = costs(docx(document=text))
    assert "blocks" in result or "depth" in result
    assert not result.startswith("0 blocks")
    if depth == 5_000:
        assert "too_large" in result


def test_deep_inline_nesting_is_read_or_too_large():
    for depth in (100, 240, 3_000):
        inner = "<w:ins>" * depth + "<w:r><w:t>底</w:t></w:r>" + "</w:ins>" * depth
        result = costs(docx(xml("<p>") + inner + xml("</p>")))
        assert "1 blocks" in result or "depth" in result


def test_huge_spans_and_merging_everything_do_not_hang():
    wide = '<gridSpan val="2147483647"/><vMerge/>'
    line = row(*[f"<w:tc><w:tcPr>{xml(wide)}</w:tcPr><w:p/></w:tc>"] * 50)
    data = docx(rows(*[line] * 500))
    assert "1 blocks" in costs(data)
    assert grids(read(data))[0].column_count == 50
    before = row("a", props='<gridBefore val="2147483647"/><gridAfter val="2147483647"/>')
    assert grids(read(docx(rows(before, row("b", "c")))))


def test_many_wide_tables_share_one_limit():
    one = rows(row('<w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr><w:p/></w:tc>'))
    assert "grid_cells" in str(costs(docx(one * 2_000)))


def test_an_honest_large_table_is_read():
    line = row(*["<w:tc><w:p><w:r><w:t>1.5</w:t></w:r></w:p></w:tc>"] * 20)
    data = docx(rows(*[line] * 1_000))
    assert "1 blocks" in costs(data)
    assert len(grids(read(data))[0].cells) == 20_000


def test_endless_fields_and_formulas_end():
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\o(</w:instrText></w:r>'
    )
    assert "blocks" in costs(docx(f"<w:p>{begin * 20_000}</w:p>"))
    for code in (
        "EQ " + r"\o(" * 50_000,
        "EQ " + r"\x" * 50_000,
        r"EQ \o(" + "," * 100_000,
        r"EQ \bc" * 30_000,
        "EQ " + "(" * 100_000,
    ):
        costs(docx(xml(f'<p><fldSimple instr="{code}"/></p>')))
