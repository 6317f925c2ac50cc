"""The zip around the parts, entry by entry, so that each can be written in its own odd way."""

import struct
import zlib
from dataclasses import dataclass, field

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TIME, DATE = (9 << 11) | (30 << 5), ((2023 - 1980) << 9) | (10 << 5) | 16
STREAMED = 0x08
UTF8 = 0x800
BIG = 0xFFFFFFFF
THEME = "application/vnd.openxmlformats-officedocument.theme+xml"


@dataclass(frozen=True)
class Entry:
    """A member of the zip: `streamed` puts its sizes behind it.

    `zip64` puts them into the extra field in front of it, as writers do that do not know beforehand
    how long a member will be.
    """

    name: str
    data: bytes
    streamed: bool = False
    zip64: bool = False
    stored: bool = False


@dataclass(frozen=True)
class Parts:
    """A Word document: main part, parts that hang on it by kind, parts that hang on nothing."""

    document: str
    linked: dict[str, str] = field(default_factory=dict)
    loose: dict[str, str] = field(default_factory=dict)
    links: str = ""

    def members(self) -> dict[str, bytes]:
        """Return the members of the package, by name."""
        types, links = "", ""
        for name in self.linked:
            kind = name.rstrip("12")
            content = THEME if kind == "theme" else f"{WML}{kind}+xml"
            types += f'<Override PartName="/word/{name}.xml" ContentType="{content}"/>'
            links += f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        texts = {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{WML}document.main+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": self.document,
        }
        if links or self.links:
            texts["word/_rels/document.xml.rels"] = (
                f'<Relationships xmlns="{RELS}">{links}{self.links}</Relationships>'
            )
        texts |= {f"word/{kind}.xml": xml for kind, xml in self.linked.items()}
        texts |= self.loose
        return {name: (HEAD + xml).encode() for name, xml in texts.items()}

    def entries(self) -> list[Entry]:
        """Return the members as plain entries."""
        return [Entry(name, data) for name, data in self.members().items()]

    def zipped(self) -> bytes:
        """Return the package in the usual way."""
        return zipped(self.entries())


def zipped(entries: list[Entry]) -> bytes:
    """Return a zip of the entries, all of one date."""
    body, directory = b"", b""
    for entry in entries:
        name = entry.name.encode()
        flags = (STREAMED if entry.streamed else 0) | (0 if entry.name.isascii() else UTF8)
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = entry.data if entry.stored else packer.compress(entry.data) + packer.flush()
        method = 0 if entry.stored else 8
        crc, size, small = zlib.crc32(entry.data), len(entry.data), len(packed)
        version = 45 if entry.zip64 else 20
        common = struct.pack("<HHHHH", version, flags, method, TIME, DATE)
        extra = struct.pack("<HHQQ", 1, 16, size, small) if entry.zip64 else b""
        known = (crc, small, size)
        local = (crc, BIG, BIG) if entry.zip64 else (0, 0, 0) if entry.streamed else known
        start = len(body)
        body += b"PK\3\4" + common + struct.pack("<IIIHH", *local, len(name), len(extra))
        body += name + extra + packed
        if entry.streamed:
            body += b"PK\7\x08" + struct.pack("<III", crc, small, size)
        directory += b"PK\1\2" + struct.pack("<H", version) + common
        directory += struct.pack("<IIIHHHHHII", *known, len(name), 0, 0, 0, 0, 0, start)
        directory += name
    count = len(entries)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end


def styles(*, latin: str = "Times New Roman", size: int = 15, more: str = "") -> str:
    """Return a styles part: the document's defaults, and what else is given."""
    return (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults>'
        f'<w:rPrDefault><w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="宋体" w:cs="Times New Roman"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault/></w:docDefaults>{more}</w:styles>"
    )
