"""Files that are no Word package, or a broken one."""

import hashlib
import io
import struct
import zipfile
import zlib

from corpus.handmade.ink import document, para, run
from corpus.handmade.parcel import HEAD, OFFICE, RELS, TYPES, Entry, Parts, zipped
from corpus.hostile.expectations import Hostile

PLAIN = Parts(document(para(run("一段没有表格的文字。"))))
SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
ALL_READ = ("ok", "unrecognised")
READ_OR_NOT = ("unrecognised", "failed")
NOT_OURS = ("unreadable", "unsupported")


def noise(size: int) -> bytes:
    """Return bytes without order, the same on every run."""
    blocks = (hashlib.sha256(b"noise%d" % n).digest() for n in range(size // 32 + 1))
    return b"".join(blocks)[:size]


def compound(streams: dict[str, bytes]) -> bytes:
    """Return an OLE compound file (version 3); streams are padded to 4,096 bytes each."""
    names = ["Root Entry", *sorted(streams, key=lambda name: (len(name), name.upper()))]
    fat, body, entries = [FAT, END], b"", b""
    for number, name in enumerate(names):
        kind, size, start = (5, 0, END) if number == 0 else (2, 4096, len(fat))
        if number:
            body += streams[name].ljust(size, b"\0")[:size]
            fat += [*range(start + 1, start + 8), END]
        title = name.encode("utf-16-le") + b"\0\0"
        right = number + 1 if 0 < number < len(names) - 1 else FREE
        child = 1 if number == 0 and streams else FREE
        entries += struct.pack("<64sHBB", title, len(title), kind, 1)
        entries += struct.pack("<III16sIQQIQ", FREE, right, child, b"", 0, 0, 0, start, size)
    entries += struct.pack("<64sHBBIII44s", b"", 0, 0, 1, FREE, FREE, FREE, b"") * (-len(names) % 4)
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0, 0)
    table = fat + [FREE] * (SECTOR // 4 - len(fat))
    return head + b"\xff" * (SECTOR - len(head)) + struct.pack("<128I", *table) + entries + body


def _picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress(b"".join(b"\0" + b"\xff" * 64 for _ in range(64)), 9)
    head = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _sheet() -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets><sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row></sheetData></worksheet>',
    }
    return zipped([Entry(name, (HEAD + xml).encode()) for name, xml in parts.items()])


def _without(*names: str) -> bytes:
    return zipped([entry for entry in PLAIN.entries() if entry.name not in names])


def _replaced(name: str, data: bytes) -> bytes:
    return zipped([Entry(e.name, data if e.name == name else e.data) for e in PLAIN.entries()])


def _overlapping() -> bytes:
    """Return a package with a member whose data are the whole of another one, header included."""
    entries = [Entry(e.name, e.data, stored=True) for e in PLAIN.entries()]
    package = zipped(entries)
    start = package.index(b"PK\1\2")
    at = package.rindex(b"PK\3\4", 0, start)
    inside = package[at:start]
    name = b"word/media/twice.bin"
    fields = (20, 0, 0, 0, 0x5750, zlib.crc32(inside), len(inside), len(inside), len(name))
    local = b"PK\3\4" + struct.pack("<HHHHHIIIHH", *fields, 0) + name
    end = package.index(b"PK\5\6")
    directory = package[start:end]
    # The new member's header stands before the last one, which is thereby a member inside a member.
    body = package[:at] + local + inside
    where = directory.rindex(struct.pack("<I", at), 0, len(directory))
    directory = directory[:where] + struct.pack("<I", at + len(local)) + directory[where + 4 :]
    directory += b"PK\1\2" + struct.pack("<HHHHHHIIIHHHHHII", 20, *fields, 0, 0, 0, 0, 0, at) + name
    count = len(entries) + 1
    tail = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + tail


def _shared() -> bytes:
    """Return a package whose every member points at the same data (a quine in all but name)."""
    data = zipped(PLAIN.entries())
    first = data.index(b"PK\1\2")
    out, at = bytearray(data), first
    while data[at : at + 4] == b"PK\1\2":
        out[at + 42 : at + 46] = struct.pack("<I", 0)
        name, extra, remark = struct.unpack("<HHH", data[at + 28 : at + 34])
        at += 46 + name + extra + remark
    return bytes(out)


def _patched(old: bytes, new: bytes) -> bytes:
    return zipped(PLAIN.entries()).replace(old, new)


def _locked() -> bytes:
    """Return a zip whose members say that they are encrypted."""
    out = bytearray(zipped(PLAIN.entries()))
    for magic, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = out.find(magic)
        while place >= 0:
            out[place + at] |= 1
            place = out.find(magic, place + 4)
    return bytes(out)


def _method() -> bytes:
    out = bytearray(zipped(PLAIN.entries()))
    for magic, at in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        place = out.find(magic)
        while place >= 0:
            out[place + at : place + at + 2] = struct.pack("<H", 199)
            place = out.find(magic, place + 4)
    return bytes(out)


def _wrong_sum() -> bytes:
    xml = PLAIN.members()["word/document.xml"]
    return _patched(struct.pack("<I", zlib.crc32(xml)), b"\x01\x02\x03\x04")


def _archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("说明.txt", (2023, 10, 16, 9, 30, 0)), "只是文字")
    return buffer.getvalue()


INFO = struct.pack("<HHI", 4, 4, 0x40) + (
    b'<?xml version="1.0"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption">'
    b'<keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" '
    b'cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAAAAAAAAAAAAAAAAAAAAA=="/>'
    b'<keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
    b'<p:encryptedKey xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password" '
    b'spinCount="2147483647"/></keyEncryptor></keyEncryptors></encryption>'
)


def files() -> list[Hostile]:
    """Return the files, none of which holds a form."""
    whole = zipped(PLAIN.entries())
    xml = PLAIN.members()["word/document.xml"]
    stub = compound({"WordDocument": b"\xec\xa5\xc1\0", "1Table": b""})
    sealed = compound({"EncryptionInfo": INFO, "EncryptedPackage": noise(4096)})
    ole = ("unreadable", "unsupported", "missing_tool")
    traversal = [
        *PLAIN.entries(),
        *(
            Entry(name, b"planted")
            for name in ("../../planted.txt", "/etc/planted", "C:\\planted.txt", "..\\planted")
        ),
    ]
    elsewhere = _replaced(
        "_rels/.rels",
        (
            HEAD
            + f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="../../../../../../etc/passwd"/></Relationships>'
        ).encode(),
    )
    outside = _replaced(
        "_rels/.rels",
        (
            HEAD
            + f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" TargetMode="External" Target="http://form.invalid/document.xml"/></Relationships>'
        ).encode(),
    )
    return [
        Hostile("empty", "no bytes at all", b""),
        Hostile("truncated", "a package that lacks its second half", whole[: len(whole) // 2]),
        Hostile("one_byte_short", "a package that lacks its last byte", whole[:-1], READ_OR_NOT),
        Hostile("picture", "a PNG", _picture(), code=("unsupported", "scanned")),
        Hostile("noise", "bytes without order", noise(4096), code=("unsupported",)),
        Hostile("text", "a text file", "项目名称：甲\n".encode() * 9, code=("unsupported",)),
        Hostile("pdf_header", "the first line of a PDF", b"%PDF-1.7\n", code=NOT_OURS),
        Hostile("zip_header", "the first bytes of a zip", b"PK\3\4"),
        Hostile(
            "zip_without_members",
            "the end record of an empty zip",
            b"PK\5\6" + bytes(18),
            code=NOT_OURS,
        ),
        Hostile("old_word_stub", "an OLE file with an empty WordDocument", stub, code=ole),
        Hostile(
            "encrypted",
            "OLE with EncryptedPackage, spin count 2147483647",
            sealed,
            code=("encrypted",),
        ),
        Hostile(
            "encrypted_members",
            "a zip with encrypted members",
            _locked(),
            code=("encrypted", "unreadable"),
        ),
        Hostile("unknown_compression", "a zip with compression method 199", _method()),
        Hostile("wrong_checksum", "document.xml does not have its CRC", _wrong_sum()),
        Hostile(
            "overlapping_members",
            "one member lies inside another",
            _overlapping(),
            code=("unreadable", "too_large"),
        ),
        Hostile(
            "shared_data",
            "all members point at the same data",
            _shared(),
            code=("unreadable", "too_large"),
        ),
        Hostile(
            "path_traversal",
            "members named ../../planted.txt, /etc/planted and the like",
            zipped(traversal),
            ("unrecognised",),
        ),
        Hostile(
            "main_part_elsewhere", "the main part's target climbs out of the package", elsewhere
        ),
        Hostile("main_part_external", "the main part is on a server", outside),
        Hostile("no_main_part", "no word/document.xml", _without("word/document.xml")),
        Hostile(
            "no_content_types",
            "no [Content_Types].xml",
            _without("[Content_Types].xml"),
            READ_OR_NOT,
            NOT_OURS,
        ),
        Hostile(
            "no_package_links", "no _rels/.rels", _without("_rels/.rels"), READ_OR_NOT, NOT_OURS
        ),
        Hostile(
            "main_part_cut",
            "document.xml ends in the middle",
            _replaced("word/document.xml", xml[: len(xml) // 2]),
        ),
        Hostile(
            "main_part_empty", "document.xml has no bytes", _replaced("word/document.xml", b"")
        ),
        Hostile(
            "main_part_not_utf8",
            "an invalid byte in document.xml",
            _replaced("word/document.xml", xml.replace("没".encode(), b"\xff\xfe")),
        ),
        Hostile("sheet", "an xlsx", _sheet(), READ_OR_NOT, ("unsupported", "unreadable")),
        Hostile("archive", "a zip with a text file", _archive(), code=NOT_OURS),
    ]
