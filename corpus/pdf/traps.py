"""Hostile PDFs and what may be said of them; `python -m corpus.pdf.build --hostile` writes them."""

import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Final, Literal, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, String

from corpus.hostile.expectations import Hostile
from corpus.pdf import faces
from corpus.pdf.contents import Wish, generated, report
from corpus.pdf.drawn import Specimen, draw
from corpus.pdf.typeset import Paper

Change: TypeAlias = Callable[[Pdf], None]
Revision: TypeAlias = Literal[2, 3, 4, 6]

REVISIONS: Final[tuple[Revision, ...]] = (2, 3, 4, 6)
ANY: Final = ("ok", "unrecognised", "failed")
EITHER: Final = ("ok", "failed")
NOTHING: Final = ("unrecognised", "failed")
BROKEN: Final = ("unreadable", "too_large")
PATHS: Final = 300_000
PAGES: Final = 1000
FORM_AT: Final = 900
JUNK: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nX-Cache: MISS\r\n\r\n"


def form(face: str = faces.CID, *, pictured: bool = False) -> bytes:
    """Return a small form that every change begins with; its font is not embedded, mostly."""
    contents = generated(Wish("f3", 10))
    return draw(Specimen("form", (contents,), (), Paper(face=face), "bars", pictured=pictured))


def _nothing(_pdf: Pdf) -> None:
    pass


def changed(data: bytes, change: Change = _nothing, lock: Encryption | None = None) -> bytes:
    """Return the file after a change, locked if so wished."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        held = io.BytesIO()
        if lock:
            pdf.save(held, static_id=True, encryption=lock)
        else:
            pdf.save(held, deterministic_id=True, recompress_flate=True)
    return held.getvalue()


def counting(data: bytes, count: int, also: Change = _nothing) -> bytes:
    """Return the file with another /Count in its page tree, which pikepdf would mend."""

    def pad(pdf: Pdf) -> None:
        also(pdf)
        pdf.Root.Pages.Pad = String("x" * 20)

    data = changed(data, pad)
    found = re.search(rb"/Count \d+ ([^()]*)/Pad \(x+\)", data)
    if found is None:
        raise ValueError("the page tree is not written as it was")
    other = b"/Count %d %s" % (count, found[1])
    return data.replace(found[0], other.ljust(len(found[0])))


def raw(objects: list[bytes], root: int = 1) -> bytes:
    """Return a file of the objects 1, 2, …, as they are given."""
    data = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return data + tail % (len(objects) + 1, root, start)


def stream(code: bytes) -> bytes:
    """Return a compressed stream object."""
    packed = zlib.compress(code, 9)
    head = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed)
    return head + packed + b"\nendstream"


def locked() -> Iterator[Hostile]:
    """Yield encrypted files: with a password that somebody has to type, and with none."""
    good = form()
    for name, version in (("encrypted", REVISIONS[-1]), ("encrypted_rc4", REVISIONS[1])):
        why = f"a user password, revision {version}"
        data = changed(good, lock=_lock(version, "user"))
        yield Hostile(name, why, data, code=("encrypted",))
    for version in REVISIONS:
        why = f"an empty user password, revision {version}: every viewer opens it"
        data = changed(good, lock=_lock(version, ""))
        yield Hostile(f"encrypted_r{version}_empty_password", why, data, ("ok",))


def _lock(version: Revision, user: str) -> Encryption:
    """Old revisions know RC4 alone and leave no part of the file open."""
    new = version >= 4
    return Encryption(owner="owner", user=user, R=version, aes=new, metadata=new)


def damaged() -> Iterator[Hostile]:
    """Yield files that lack something, or have too much at an end."""
    good = form()
    at = good.rindex(b"xref", 0, good.rindex(b"startxref"))
    zeros = re.sub(rb"\d{10}(?= 00000 n)", b"0000000007", good[at:])
    yield Hostile("xref_damaged", "every offset is 7", good[:at] + zeros, EITHER)
    lost = good[: good.rindex(b"startxref")] + b"startxref\n99999999\n%%EOF\n"
    yield Hostile("xref_elsewhere", "startxref points beyond the end", lost, EITHER)
    yield Hostile("truncated", "the first 40 per cent", good[: len(good) * 2 // 5])
    yield Hostile("last_byte_missing", "lacks its last 20 bytes", good[:-20], EITHER)
    yield Hostile("header_only", "one line", b"%PDF-1.7\n")
    yield Hostile("junk_before", "a server's answer before the header", JUNK + good, ("ok",))
    far = b"\x00" * 5000 + good
    yield Hostile(
        "junk_far_before", "5,000 zeros before the header", far, ANY, ("unsupported", "unreadable")
    )
    yield Hostile("junk_after", "5,000 zeros after the end", good + b"\x00" * 5000, EITHER)
    yield Hostile("zeros_within", "zeros in the middle", _zeroed(good), ANY)


def _zeroed(data: bytes) -> bytes:
    third = len(data) // 3
    return data[:third] + b"\x00" * 2000 + data[third + 2000 :]


def looped() -> Iterator[Hostile]:
    """Yield files that refer to themselves."""
    good = form()

    def tree(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    def drawing(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        inner = pdf.make_stream(b"q 1 0 0 1 1 1 cm /Fm Do /Fm Do Q")
        inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        inner.Resources = Dictionary(XObject=Dictionary(Fm=inner))
        if "/XObject" not in page.Resources:
            page.Resources.XObject = Dictionary()
        page.Resources.XObject.Fm = inner
        pdf.pages[0].contents_add(b"q /Fm Do Q")

    def fields(pdf: Pdf) -> None:
        kid = pdf.make_indirect(Dictionary(FT=Name.Btn, T=String("a")))
        kid.Parent = kid
        kid.Kids = Array([kid])
        pdf.Root.AcroForm = Dictionary(Fields=Array([kid]))
        widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([60, 60, 70, 70]))
        widget.Parent = kid
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(widget)])

    def outlines(pdf: Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title=String("目录")))
        item.Next = item.First = item.Last = item.Parent = item
        pdf.Root.Outlines = item

    for name, why, change in (
        ("drawing_loop", "a form XObject draws itself twice", drawing),
        ("field_loop", "a form field is its own parent and child", fields),
        ("outline_loop", "an outline item follows itself", outlines),
    ):
        yield Hostile(name, why, changed(good, change), EITHER, BROKEN)
    data = counting(good, 50, tree)
    yield Hostile("page_tree_loop", "the page tree holds itself", data, EITHER, BROKEN)
    alone = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]
    yield Hostile("page_tree_of_itself", "a page tree without a page", raw(alone), NOTHING, BROKEN)
    itself = [
        *alone[:1],
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length 4 0 R>>stream\nBT ET\nendstream",
    ]
    yield Hostile("length_of_itself", "a stream is its own length", raw(itself), NOTHING, BROKEN)


def numerous() -> Iterator[Hostile]:
    """Yield files that hold, or say they hold, far too much."""
    good = form()

    def paths(pdf: Pdf) -> None:
        some = b"".join(b"%d %d m %d 9 l S\n" % (i % 595, i, i % 97) for i in range(PATHS // 500))
        pdf.pages[0].contents_add(some * 500)

    def inflated(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(b" " * 34 * 2**20)

    def nested(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(b"[" * 100_000 + b"]" * 100_000 + b" TJ")

    def saved(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(b"q " * 500_000)

    def repeated(pdf: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[0].obj.Resources.Font.Hv = pdf.make_indirect(font)
        code = b"BT /Hv 6 Tf 1 0 0 1 300 300 Tm (8888888888) Tj ET\n" * 20_000
        pdf.pages[0].contents_add(code)

    for name, why, change in (
        ("paths", "300,000 paths on a page", paths),
        ("inflated", "34 MiB of blanks in a content stream", inflated),
        ("nested_arrays", "100,000 arrays in arrays in a content stream", nested),
        ("saved_states", "500,000 graphics states saved and none restored", saved),
        ("heaped_text", "200,000 digits in one place", repeated),
    ):
        yield Hostile(name, why, changed(good, change), EITHER, BROKEN)
    why = "says it has two billion pages"
    yield Hostile("page_count", why, counting(good, 2_000_000_000), EITHER, BROKEN)
    why = "1,000 pages that share a stream, the form among them"
    yield Hostile("form_on_page_900", why, _long(good), EITHER, ("too_large",))


def _long(good: bytes) -> bytes:
    text = draw(Specimen("report", (report(2, 1),), (), Paper(face=faces.CID)))
    with pikepdf.open(io.BytesIO(text)) as pdf, pikepdf.open(io.BytesIO(good)) as other:
        same = pdf.pages[0].obj
        for _ in range(PAGES - 2):
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(Dictionary(dict(same.items())))))
        pdf.pages.insert(FORM_AT - 1, other.pages[0])
        held = io.BytesIO()
        pdf.save(held, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return held.getvalue()


def empty() -> Iterator[Hostile]:
    """Yield files in which nothing can be read, though some show something."""
    good = form(faces.HEI)

    def fontless(pdf: Pdf) -> None:
        del pdf.pages[0].obj.Resources.Font

    def mute(pdf: Pdf) -> None:
        for font in pdf.pages[0].obj.Resources.Font.values():
            if "/ToUnicode" in font:
                del font.ToUnicode

    def wordless(pdf: Pdf) -> None:
        for page in pdf.pages:
            code = re.sub(rb"BT.*?ET", b"", page.Contents.read_bytes(), flags=re.DOTALL)
            page.Contents = pdf.make_stream(code)
            if "/Font" in page.obj.Resources:
                del page.obj.Resources.Font

    def numbered(pdf: Pdf) -> None:
        wordless(pdf)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[0].obj.Resources.Font = Dictionary(Hv=pdf.make_indirect(font))
        pdf.pages[0].contents_add(b"BT /Hv 9 Tf 290 20 Td (- 1 -) Tj ET")

    scan = form(pictured=True)
    yield Hostile("scanned", "a picture of a page", changed(scan, wordless), code=("scanned",))
    yield Hostile(
        "scanned_numbered",
        "a picture of a page, and a page number",
        changed(scan, numbered),
        NOTHING,
        ("scanned",),
    )
    why = "fonts that are named but not there"
    yield Hostile("fonts_missing", why, changed(good, fontless), NOTHING, ("unreadable", "scanned"))
    why = "fonts whose codes tell nothing"
    yield Hostile("fonts_mute", why, changed(good, mute), NOTHING, ("unreadable", "scanned"))
    none = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    yield Hostile("no_pages", "no pages", raw(none), NOTHING)
    blank = [
        none[0],
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    yield Hostile("blank_page", "a page with nothing on it", raw(blank), NOTHING, ("scanned",))


def odd() -> Iterator[Hostile]:
    """Yield files that are well-made and hold a trap."""
    good = form()

    def active(pdf: Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS=String("app.launchURL('http://192.0.2.1/');"))
        program = Dictionary(S=Name.Launch, F=String("/bin/sh"))
        pdf.Root.OpenAction = script
        pdf.Root.AA = Dictionary(WC=program)
        pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("http://192.0.2.1/")))
        pdf.attachments["run.sh"] = pikepdf.AttachedFileSpec(pdf, b"#!/bin/sh\n", filename="run.sh")

    def remote(pdf: Pdf) -> None:
        place = Dictionary(FS=Name.URL, F=String("http://192.0.2.1/form.bin"))
        picture = pdf.make_stream(b"")
        picture.Type, picture.Subtype, picture.F = Name.XObject, Name.Image, place
        picture.Width = picture.Height = 1
        pdf.pages[0].obj.Resources.XObject = Dictionary(Far=picture)
        pdf.pages[0].contents_add(b"q 9 0 0 9 9 9 cm /Far Do Q")

    def box(*values: float) -> Change:
        def change(pdf: Pdf) -> None:
            pdf.pages[0].obj.MediaBox = Array([*values])

        return change

    def slanted(pdf: Pdf) -> None:
        pdf.pages[0].obj.Rotate = 45

    def singular(pdf: Pdf) -> None:
        lines = b"q 0 0 0 0 0 0 cm 0 0 m 99 99 l S Q q 1e30 0 0 1e30 0 0 cm 0 0 m 1e30 9 l S Q"
        pdf.pages[0].contents_add(lines)

    for name, why, change, status in (
        ("actions", "scripts, programs to start, an address to open", active, ("ok",)),
        ("picture_elsewhere", "a picture on a server", remote, ("ok",)),
        ("page_of_no_size", "a media box without area", box(0, 0, 0, 0), ANY),
        ("page_without_end", "a media box of a billion points", box(0, 0, 1e9, 1e9), ANY),
        ("page_upside_down", "a media box from the upper right", box(595, 842, 0, 0), ("ok",)),
        ("rotated_by_45", "/Rotate 45", slanted, ("ok",)),
        ("singular", "matrices of zeros and of 1e30", singular, ("ok",)),
    ):
        yield Hostile(name, why, changed(good, change), status, BROKEN)
    yield Hostile("named_docx", "a PDF whose name ends in .docx", good, ("ok",))
    yield Hostile("shell", "the page that stands in for an XFA form", _shell(), NOTHING)


def _shell() -> bytes:
    text = b"BT /F 14 Tf 60 700 Td (Please wait... open this document in another viewer.) Tj ET"
    form_data = b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template/></xdp:xdp>"
    return raw(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/XFA 6 0 R>>/NeedsRendering true>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>"
            % b"/Resources<</Font<</F 5 0 R>>>>",
            stream(text),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            stream(form_data),
        ]
    )


def files() -> Iterator[Hostile]:
    """Yield all hostile files."""
    for group in (locked, damaged, looped, numerous, empty, odd):
        yield from group()
