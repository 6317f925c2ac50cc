"""What a file is by its content, also when it is nothing that is read."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import NamedTuple

#: What zipfile raises for damaged containers; which of them depends on the byte that is wrong.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class Kind(NamedTuple):
    """A kind of file: its name in `Source.format`, how a person calls it, and what to do."""

    name: str
    title: str
    remedy: str


_SAVE = "save it as .docx and try again"
_FORM = "give the form itself (.docx, .pdf)"

#: Leading bytes -> kind.
_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", Kind("png", "a PNG picture", _FORM)),
    (b"\xff\xd8\xff", Kind("jpeg", "a JPEG picture", _FORM)),
    (b"GIF8", Kind("gif", "a GIF picture", _FORM)),
    (b"BM", Kind("bmp", "a BMP picture", _FORM)),
    (b"II*\x00", Kind("tiff", "a TIFF picture", _FORM)),
    (b"MM\x00*", Kind("tiff", "a TIFF picture", _FORM)),
    (b"{\\rtf", Kind("rtf", "an RTF document", _SAVE)),
    (b"Rar!", Kind("rar", "a RAR archive", "unpack it first")),
    (b"7z\xbc\xaf\x27\x1c", Kind("7z", "a 7-Zip archive", "unpack it first")),
    (b"\x1f\x8b", Kind("gzip", "a gzip archive", "unpack it first")),
)
_PDF = Kind("pdf", "a PDF", "")
_WORD_XML = Kind("wordxml", "a Word XML document in one file", _SAVE)
_HTML = Kind("html", "a web page", "open it in Word, " + _SAVE)
_XML = Kind("xml", "an XML file", _FORM)
_TEXT = Kind("text", "plain text", _FORM)
_ZIP = Kind("zip", "a zip archive", "unpack it first")
_DOCX = Kind("docx", "a Word document", "")
_UNKNOWN = Kind("unknown", "of no known format", _FORM)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Stream of a compound file -> kind; the first that is there decides.
_OLE_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", Kind("encrypted", "encrypted", "save it without a password")),
    ("WordDocument", Kind("doc", "a Word 97-2003 document (.doc)", _SAVE)),
    ("Workbook", Kind("xls", "an Excel 97-2003 workbook (.xls)", _FORM)),
    ("Book", Kind("xls", "an Excel 95 workbook (.xls)", _FORM)),
    ("PowerPoint Document", Kind("ppt", "a PowerPoint 97-2003 presentation (.ppt)", _FORM)),
)
_OLE_OTHER = Kind("ole", "an OLE compound file (.doc, .xls or .msg)", _SAVE)

#: Member of a zip -> kind; the first that is there decides.
_ZIP_MEMBERS: tuple[tuple[str, Kind], ...] = (
    ("word/document.xml", _DOCX),
    ("xl/workbook.xml", Kind("xlsx", "an Excel workbook (.xlsx)", _FORM)),
    ("xl/workbook.bin", Kind("xlsb", "an Excel workbook (.xlsb)", _FORM)),
    ("ppt/presentation.xml", Kind("pptx", "a PowerPoint presentation (.pptx)", _FORM)),
    ("ofd.xml", Kind("ofd", "an OFD document (.ofd)", "export it as .docx and try again")),
    ("content.xml", Kind("odt", "an OpenDocument file (.odt, .ods)", _SAVE)),
    ("meta-inf/manifest.mf", Kind("jar", "a Java archive", _FORM)),
)
_WORD_MAIN = re.compile(
    rb"(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled\w*)"
    rb"\.main\+xml"
)


def kind(data: bytes) -> Kind:
    """What the bytes are, told by the bytes alone."""
    head = data[:1024]
    if head.startswith(b"PK"):
        return _zip_kind(data)
    if head.startswith(_OLE):
        return _ole_kind(data)
    for signature, known in _SIGNATURES:
        if head.startswith(signature):
            return known
    if b"%PDF-" in head:
        return _PDF
    return _text_kind(head)


def _zip_kind(data: bytes) -> Kind:
    """The kind of a zip by its members' names; a damaged one is just a zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lstrip("/").casefold() for name in archive.namelist()}
            for member, known in _ZIP_MEMBERS:
                if member in names:
                    return known
            if "[content_types].xml" in names and _has_word_main(archive):
                return _DOCX
    except ZIP_ERRORS:
        pass
    return _ZIP


def _has_word_main(archive: zipfile.ZipFile) -> bool:
    """Whether the content types name a Word document (ECMA-376 part 2, §10.1.2)."""
    for info in archive.infolist():
        if info.filename.lstrip("/\\").casefold() == "[content_types].xml":
            with archive.open(info) as member:
                return _WORD_MAIN.search(member.read(2**20)) is not None
    return False


def _ole_kind(data: bytes) -> Kind:
    """The kind of a compound file by its directory entries ([MS-CFB] §2.6.1)."""
    for stream, known in _OLE_STREAMS:
        name = stream.encode("utf-16-le")
        length = (len(name) + 2).to_bytes(2, "little")
        at = data.find(name)
        while at >= 0:
            if at % 128 == 0 and data[at + 64 : at + 66] == length:
                return known
            at = data.find(name, at + 1)
    return _OLE_OTHER


def _text_kind(head: bytes) -> Kind:
    """The kind of something that has no signature."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return _HTML
    if start.startswith(b"<?xml"):
        return _WORD_XML if b"word.document" in start or b"pkg:package" in start else _XML
    try:
        text = head.decode("utf-8", errors="strict" if len(head) < 1024 else "ignore")  # noqa: PLR2004
    except UnicodeDecodeError:
        return _UNKNOWN
    printable = sum(character.isprintable() or character.isspace() for character in text)
    return _TEXT if text and printable == len(text) and len(text) * 4 >= len(head) else _UNKNOWN
