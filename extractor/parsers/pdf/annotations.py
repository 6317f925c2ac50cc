"""What lies on a page without being in its content: form fields, typed notes, drawn annotations.

The state of a checkbox or radio button is the field's value (/V, its own or inherited); where the
field has none, the appearance that is shown (/AS). ISO 32000-1, 12.7.4.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import byref, c_ushort
from typing import Any, NamedTuple

from pypdfium2 import raw

from extractor.model import MarkState
from extractor.parsers.layout.drawings import FIELD
from extractor.parsers.layout.items import MIDDLE, Box, Char, Outline
from extractor.parsers.marks import Glyph
from extractor.parsers.pdf.frame import Frame
from extractor.parsers.pdf.inheritance import Inherited

_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_BUTTONS = {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}
_CHOICES = {raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}
#: Text in a field is drawn no larger and no smaller than this, in points.
_SIZES = 6.0, 12.0
_MOST_POINTS, _MOST_OPTIONS = 2_000, 2_000
_SMALL = 40.0


class Annotations(NamedTuple):
    """The characters and drawings that a page's annotations add."""

    chars: list[Char]
    outlines: list[Outline]


class Form:
    """The interactive form of a document: the handle, and the values that buttons inherit."""

    def __init__(self, handle: Any, inherited: Inherited) -> None:  # noqa: ANN401
        self.handle = handle
        self.inherited = inherited


@contextmanager
def form_of(document: Any, data: bytes, password: str | None) -> Iterator[Form | None]:  # noqa: ANN401
    """A document's interactive form; None where it has none."""
    if raw.FPDF_GetFormType(document) == raw.FORMTYPE_NONE:
        yield None
        return
    info = raw.FPDF_FORMFILLINFO(version=2)
    handle = raw.FPDFDOC_InitFormFillEnvironment(document, byref(info))
    try:
        yield Form(handle, Inherited(data, password)) if handle else None
    finally:
        if handle:
            raw.FPDFDOC_ExitFormFillEnvironment(handle)


def annotated(page: Any, number: int, form: Form | None, frame: Frame) -> Annotations:  # noqa: ANN401
    """What the annotations of a page (its number counts from 0) show."""
    reader = _Reader(page, number, form, frame)
    count = raw.FPDFPage_GetAnnotCount(page)
    if count <= 0:
        return reader.found
    if form is not None:
        raw.FORM_OnAfterLoadPage(page, form.handle)
    try:
        for annotation in range(count):
            reader.take(annotation)
    finally:
        if form is not None:
            raw.FORM_OnBeforeClosePage(page, form.handle)
    return reader.found


class _Reader:
    """Reads the annotations of one page."""

    def __init__(self, page: Any, number: int, form: Form | None, frame: Frame) -> None:  # noqa: ANN401
        self.page = page
        self.number = number
        self.form = form
        self.frame = frame
        self.found = Annotations([], [])

    def take(self, number: int) -> None:
        """The annotation with a number."""
        annotation = raw.FPDFPage_GetAnnot(self.page, number)
        if not annotation:
            return
        try:
            rectangle = raw.FS_RECTF()
            hidden = raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN
            if not hidden and raw.FPDFAnnot_GetRect(annotation, byref(rectangle)):
                box = self.frame.box(
                    rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
                )
                self._read(annotation, number, box)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)

    def _read(self, annotation: Any, number: int, box: Box) -> None:  # noqa: ANN401
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        chars, outlines = self.found
        if kind == raw.FPDF_ANNOT_WIDGET and self.form is not None:
            chars.extend(self._widget(annotation, number, self.form, box))
        elif kind == raw.FPDF_ANNOT_FREETEXT:
            chars.extend(_text(_string(annotation, b"Contents"), box))
        elif kind == raw.FPDF_ANNOT_INK:
            outlines.extend(_ink(annotation, self.frame))
        elif kind == raw.FPDF_ANNOT_LINE:
            outlines.extend(_line(annotation, self.frame))
        elif kind in {raw.FPDF_ANNOT_POLYLINE, raw.FPDF_ANNOT_POLYGON}:
            outlines.extend(_vertices(annotation, self.frame))

    def _widget(self, annotation: Any, number: int, form: Form, box: Box) -> Iterator[Char]:  # noqa: ANN401
        """The mark or the text of a form field."""
        kind = raw.FPDFAnnot_GetFormFieldType(form.handle, annotation)
        if kind in _BUTTONS:
            is_radio = kind == raw.FPDF_FORMFIELD_RADIOBUTTON
            value = _string(annotation, b"V")
            shown = _string(annotation, b"AS")
            if not value and not shown:
                value = form.inherited.value(self.number, number)
            own = _field(raw.FPDFAnnot_GetFormFieldExportValue, form.handle, annotation)
            state, doubtful = button_state(value, shown, own, is_radio=is_radio)
            blank, full = ("○", "◉") if is_radio else ("□", "☑")
            text = full if state == "checked" else blank
            encoding = f"{FIELD}!" if doubtful else FIELD
            yield Char.in_box(text, _square(box), 0, Glyph(text, state, encoding, text))
        elif kind in _CHOICES:
            yield from _text(_chosen(annotation, form.handle), box)
        elif kind == raw.FPDF_FORMFIELD_TEXTFIELD:
            yield from _text(_field(raw.FPDFAnnot_GetFormFieldValue, form.handle, annotation), box)


def button_state(
    value: str, shown: str, own: str, *, is_radio: bool = False
) -> tuple[MarkState, bool]:
    """What a button says, and whether its value and its look contradict each other.

    `value` is the field's /V, `shown` the button's /AS, `own` the name of its look when it is on
    ("" where that is not known). The value decides; a value that is the name of no look does not.
    """
    by_look = shown != "Off" if shown else None
    by_value: bool | None = None
    if value == "Off":
        by_value = False
    elif value and (value in {own, shown} or (is_radio and own)):
        by_value = value in {own, shown}
    if by_value is None:
        if by_look is None and value:
            return "unclear", False
        return ("checked" if by_look else "unchecked"), False
    return ("checked" if by_value else "unchecked"), by_look not in {None, by_value}


def _chosen(annotation: Any, form: Any) -> str:  # noqa: ANN401
    """The labels of the options that are chosen, or the value if it is none of them."""
    labels = []
    for number in range(min(raw.FPDFAnnot_GetOptionCount(form, annotation), _MOST_OPTIONS)):
        if raw.FPDFAnnot_IsOptionSelected(form, annotation, number):
            size = raw.FPDFAnnot_GetOptionLabel(form, annotation, number, None, 0)
            buffer = (c_ushort * (size // 2 + 1))()
            raw.FPDFAnnot_GetOptionLabel(form, annotation, number, buffer, size)
            labels.append(_decoded(buffer, size))
    return " ".join(labels) or _field(raw.FPDFAnnot_GetFormFieldValue, form, annotation)


def _field(get: Callable[..., int], form: Any, annotation: Any) -> str:  # noqa: ANN401
    """A text of a field, inherited ones too."""
    size = get(form, annotation, None, 0)
    buffer = (c_ushort * (size // 2 + 1))()
    get(form, annotation, buffer, size)
    return _decoded(buffer, size)


def _string(annotation: Any, key: bytes) -> str:  # noqa: ANN401
    """A text or name in the annotation's own dictionary."""
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = (c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return _decoded(buffer, size)


def _decoded(buffer: Any, size: int) -> str:  # noqa: ANN401
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")


def _text(text: str, box: Box) -> Iterator[Char]:
    """A text as one piece a line, from the top left of its box; one line stands in the middle."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    x0, top, x1, bottom = box
    pitch = (bottom - top) / len(lines)
    size = min(max(pitch * 0.75, _SIZES[0]), _SIZES[1])
    for number, line in enumerate(lines):
        if line.strip():
            middle = top + (number + 0.5) * pitch
            width = sum(size / 2 if char.isascii() else size for char in line)
            yield Char(line, x0, min(x1, x0 + width), middle + MIDDLE * size, size)


def _square(box: Box) -> Box:
    """The box of a button as that of a character: some are as wide as their cell."""
    x0, top, x1, bottom = box
    size = min(bottom - top, x1 - x0, _SIZES[1])
    middle = (top + bottom) / 2
    return x0, middle - size / 2, x0 + size, middle + size / 2


def _ink(annotation: Any, frame: Frame) -> Iterator[Outline]:  # noqa: ANN401
    for path in range(min(raw.FPDFAnnot_GetInkListCount(annotation), _MOST_POINTS)):
        count = raw.FPDFAnnot_GetInkListPath(annotation, path, None, 0)
        if 1 < count <= _MOST_POINTS:
            points = (raw.FS_POINTF * count)()
            raw.FPDFAnnot_GetInkListPath(annotation, path, points, count)
            yield from _small([frame.point(point.x, point.y) for point in points])


def _vertices(annotation: Any, frame: Frame) -> Iterator[Outline]:  # noqa: ANN401
    count = raw.FPDFAnnot_GetVertices(annotation, None, 0)
    if 1 < count <= _MOST_POINTS:
        points = (raw.FS_POINTF * count)()
        raw.FPDFAnnot_GetVertices(annotation, points, count)
        yield from _small([frame.point(point.x, point.y) for point in points])


def _line(annotation: Any, frame: Frame) -> Iterator[Outline]:  # noqa: ANN401
    start, end = raw.FS_POINTF(), raw.FS_POINTF()
    if raw.FPDFAnnot_GetLine(annotation, byref(start), byref(end)):
        yield from _small([frame.point(point.x, point.y) for point in (start, end)])


def _small(points: list[tuple[float, float]]) -> Iterator[Outline]:
    """A drawing small enough to be a mark."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if max(xs) - min(xs) <= _SMALL and max(ys) - min(ys) <= _SMALL:
        yield Outline(points, False)  # noqa: FBT003
