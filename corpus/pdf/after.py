"""Changes to a finished file: form fields, fonts that do not tell what they show."""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from reportlab.pdfgen.canvas import Canvas

from corpus.pdf import faces
from corpus.pdf.typeset import LEADING, Entry, Mark, Page, Paper, broken

RADIO: Final = 1 << 15 | 1 << 14
MULTILINE: Final = 1 << 12
PRINTED: Final = 4
ON_NAMES: Final = ("/Yes", "/On", "/1", "/是")


def _fonts(pdf: Pdf) -> Iterator[tuple[Object, str]]:
    """Yield every font dictionary's resource dictionary and key."""
    for page in pdf.pages:
        fonts = page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
        yield from ((fonts, key) for key in list(fonts.keys()))


def mute_signs(pdf: Pdf, _pages: Sequence[Page]) -> None:
    """Take the map to characters from the font of signs: its codes tell nothing."""
    for fonts, key in _fonts(pdf):
        font = fonts[key]
        if "DejaVu" in str(font.BaseFont) and "/ToUnicode" in font:
            del font["/ToUnicode"]


GLYPHS: Final = {
    "/g1": b"600 0 50 -50 560 520 d1 70 0 460 460 re 45 w S",
    "/g2": b"600 0 50 -50 560 520 d1 70 0 460 460 re 45 w S 140 230 m 260 80 l 500 430 l 60 w S",
}


def draw_letters(pdf: Pdf, _pages: Sequence[Page]) -> None:
    """Put drawn shapes with names that say nothing in place of the letters of Courier."""
    procs = Dictionary({name: pdf.make_stream(code) for name, code in GLYPHS.items()})
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, -100, 600, 600]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=procs,
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([81, Name.g1, Name.g2])),
            FirstChar=81,
            LastChar=82,
            Widths=Array([600, 600]),
            Resources=Dictionary(),
        )
    )
    for fonts, key in _fonts(pdf):
        if str(fonts[key].get("/BaseFont", "")) == "/Courier":
            fonts[key] = font


def _form(pdf: Pdf) -> Object:
    """The file's AcroForm, made when it is not there."""
    if "/AcroForm" not in pdf.Root:
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        resources = Dictionary(Font=Dictionary(Helv=pdf.make_indirect(helvetica)))
        made = Dictionary(Fields=Array(), DR=resources, DA=String("/Helv 9 Tf 0 g"))
        pdf.Root.AcroForm = pdf.make_indirect(made)
    return pdf.Root.AcroForm


def _attach(pdf: Pdf, number: int, widget: Object) -> None:
    page = pdf.pages[number].obj
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(widget)


def _box_look(pdf: Pdf, size: float, *, on: bool) -> Object:
    tick = f"{size * 0.2:.2f} {size * 0.5:.2f} m {size * 0.45:.2f} {size * 0.2:.2f} l"
    tick += f" {size * 0.85:.2f} {size * 0.85:.2f} l 1.1 w S"
    code = f"0.6 w 0.5 0.5 {size - 1:.2f} {size - 1:.2f} re S {tick if on else ''}"
    look = pdf.make_stream(code.encode())
    look.Type, look.Subtype = Name.XObject, Name.Form
    look.BBox = Array([0, 0, size, size])
    return look


def _button(pdf: Pdf, page: Page, mark: Mark, on_name: str) -> Object:
    """Return the widget of one box, its state in /AS."""
    size = mark.size * 0.95
    x, y = mark.x + 0.5, page.size[1] - mark.y - mark.size * 0.1
    looks = {on_name: _box_look(pdf, size, on=True), "/Off": _box_look(pdf, size, on=False)}
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            F=PRINTED,
            Rect=Array([x, y, x + size, y + size]),
            AP=Dictionary(N=Dictionary(looks)),
            AS=Name(on_name if mark.on else "/Off"),
        )
    )


def buttons(pdf: Pdf, pages: Sequence[Page]) -> None:
    """Make every mark a check box or a radio button; states and types are where they may be."""
    fields = _form(pdf).Fields
    count = 0
    for number, page in enumerate(pages):
        for _, several in groupby(page.marks, key=lambda mark: mark.group):
            marks = list(several)
            count += 1
            if len(marks) > 1 and count % 3 == 1 and sum(mark.on for mark in marks) <= 1:
                parent = _radio(pdf, page, marks, f"radio{count}")
            elif len(marks) > 1 and count % 3 == 2:
                parent = _family(pdf, page, marks, f"group{count}")
            else:
                parent = None
            if parent is not None:
                fields.append(parent)
                widgets = list(parent.Kids)
            else:
                widgets = [_alone(pdf, page, m, f"box{count}_{i}") for i, m in enumerate(marks)]
                fields.extend(widgets)
            for widget in widgets:
                _attach(pdf, number, widget)


def _alone(pdf: Pdf, page: Page, mark: Mark, name: str) -> Object:
    on_name = ON_NAMES[len(name) % len(ON_NAMES)]
    widget = _button(pdf, page, mark, on_name)
    widget.FT, widget.T = Name.Btn, String(name)
    widget.V = Name(on_name if mark.on else "/Off")
    return widget


def _radio(pdf: Pdf, page: Page, marks: Sequence[Mark], name: str) -> Object:
    """Return a radio group: the parent holds the value, the children their looks."""
    chosen = next((f"/choice{i}" for i, mark in enumerate(marks) if mark.on), "/Off")
    parent = pdf.make_indirect(
        Dictionary(FT=Name.Btn, Ff=RADIO, T=String(name), V=Name(chosen), Kids=Array())
    )
    for index, mark in enumerate(marks):
        widget = _button(pdf, page, mark, f"/choice{index}")
        widget.Parent = parent
        parent.Kids.append(widget)
    return parent


def _family(pdf: Pdf, page: Page, marks: Sequence[Mark], name: str) -> Object:
    """Return check boxes under a parent: the type is the parent's, the values are their own."""
    parent = pdf.make_indirect(Dictionary(FT=Name.Btn, T=String(name), Kids=Array()))
    for index, mark in enumerate(marks):
        widget = _button(pdf, page, mark, "/Yes")
        widget.Parent, widget.T = parent, String(f"option{index}")
        widget.V = Name("/Yes" if mark.on else "/Off")
        parent.Kids.append(widget)
    return parent


def emptied(pages: Sequence[Page], values: frozenset[str]) -> None:
    """Take the filled-in texts from the pages, to be put into form fields."""
    for page in pages:
        for place in page.boxes:
            text = place.box.text.strip()
            if text not in values or not place.box.column or place.goes_on or place.from_above:
                continue
            inside = [
                item
                for item in page.glyphs
                if place.x0 <= item.x < place.x1 and place.top <= item.y <= place.bottom
            ]
            if inside:
                page.entries.append(Entry(place, text, inside[0].size))
                page.glyphs = [item for item in page.glyphs if item not in inside]


def text_fields(pdf: Pdf, pages: Sequence[Page]) -> None:
    """Make a text field of each entry; figures have no appearance stream, words have one."""
    entries = [(number, entry) for number, page in enumerate(pages) for entry in page.entries]
    looks = pikepdf.open(io.BytesIO(_looks([entry for _, entry in entries])))
    fields = _form(pdf).Fields
    for count, (number, entry) in enumerate(entries):
        rectangle = Array(_rectangle(entry, pages[number]))
        widget = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, F=PRINTED, Rect=rectangle)
        )
        holder = widget
        if count % 4 == 3:  # the value is the parent's
            holder = pdf.make_indirect(Dictionary(Kids=Array([widget])))
            widget.Parent = holder
        holder.FT, holder.T, holder.V = Name.Tx, String(f"text{count}"), String(entry.text)
        if "\n" in entry.text:
            holder.Ff = MULTILINE
        if entry.text.isascii() and count % 2:
            widget.DA, widget.Q = String(f"/Helv {entry.size:.1f} Tf 0 g"), 1
        else:
            look = looks.pages[count].as_form_xobject()
            widget.AP = Dictionary(N=pdf.copy_foreign(look))
            holder.DA = String(f"/Helv {entry.size:.1f} Tf 0 g")
        fields.append(holder)
        _attach(pdf, number, widget)


def typed_over(pdf: Pdf, pages: Sequence[Page]) -> None:
    """Put each entry on the page as a free-text annotation, as people do who cannot edit a form."""
    entries = [(number, entry) for number, page in enumerate(pages) for entry in page.entries]
    looks = pikepdf.open(io.BytesIO(_looks([entry for _, entry in entries])))
    for count, (number, entry) in enumerate(entries):
        widget = Dictionary(
            Type=Name.Annot,
            Subtype=Name.FreeText,
            F=PRINTED,
            Rect=Array(_rectangle(entry, pages[number])),
            Contents=String(entry.text),
            DA=String(f"/Helv {entry.size:.1f} Tf 0 g"),
            AP=Dictionary(N=pdf.copy_foreign(looks.pages[count].as_form_xobject())),
        )
        _attach(pdf, number, pdf.make_indirect(widget))


def hidden(pdf: Pdf, pages: Sequence[Page]) -> None:
    """Add what a viewer does not show: a layer that is off, annotations that are hidden."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("旧数据")))
    off = Dictionary(OFF=Array([layer]), Order=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=off)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number, page in enumerate(pages):
        resources = pdf.pages[number].obj.Resources
        resources.Font.Hv = pdf.make_indirect(font)
        resources.Properties = Dictionary(Old=layer)
        code = ["/OC /Old BDC"]
        for place in page.boxes:
            x, y = place.x0 + 2, page.size[1] - place.bottom + 2
            code.append(f"BT /Hv 8 Tf 1 0 0 1 {x:.1f} {y:.1f} Tm (77777) Tj ET")
            code.append(f"{x:.1f} {y + 5:.1f} m {x + 40:.1f} {y + 5:.1f} l S")
        pdf.pages[number].contents_add("\n".join([*code, "EMC"]).encode())
        for flags in (2, 32):  # hidden; not to be viewed
            note = Dictionary(
                Type=Name.Annot, Subtype=Name.FreeText, F=flags, Rect=Array([60, 60, 300, 90])
            )
            note.Contents = String("联系电话：13800009999")
            note.DA = String("/Helv 9 Tf 0 g")
            _attach(pdf, number, pdf.make_indirect(note))


def _rectangle(entry: Entry, page: Page) -> list[float]:
    place, height = entry.place, page.size[1]
    return [place.x0 + 1, height - place.bottom + 1, place.x1 - 1, height - place.top - 1]


def _looks(entries: Sequence[Entry]) -> bytes:
    """Return a file with a page for each entry, as large as its field."""
    held = io.BytesIO()
    canvas = Canvas(held, invariant=1, pageCompression=1)
    paper = Paper()
    for entry in entries:
        wide = entry.place.x1 - entry.place.x0 - 2
        high = entry.place.bottom - entry.place.top - 2
        canvas.setPageSize((wide, high))
        size = entry.size
        lines = [
            line
            for para in entry.text.split("\n")
            for line in broken((para,), wide - 2, size, paper)
        ]
        y = (high + len(lines) * size * LEADING) / 2
        for line in lines:
            y -= size * LEADING
            x = 1.5
            for name, piece in faces.runs("".join(str(token) for token, _ in line), paper.face):
                canvas.setFont(name, size)
                canvas.drawString(x, y + size * 0.25, piece)
                x += faces.width(piece, name, size)
        canvas.showPage()
    canvas.save()
    return held.getvalue()
