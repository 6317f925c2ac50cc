"""One PDF → its blocks, page by page: nothing of a page outlives its letters and lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref
from typing import Any, NamedTuple

from pypdfium2 import raw

from extractor.errors import EncryptedError, ScannedError, TooLargeError, UnreadableError
from extractor.model import Grid, Limits, Paragraph
from extractor.parsers.layout import Char, Layout, Page
from extractor.parsers.layout.items import Box
from extractor.parsers.pdf import pdfium
from extractor.parsers.pdf.annotations import Form, annotated, form_of
from extractor.parsers.pdf.drawing import drawn
from extractor.parsers.pdf.frame import Frame
from extractor.parsers.pdf.second import SecondOpinion
from extractor.parsers.pdf.symbols import Symbols
from extractor.parsers.pdf.text import written

#: A picture over this share of a page is a picture of a page, unless as many letters as that
#: can be seen on it. (What a scanner laid behind it invisibly is a machine's guess.)
_COVERED, _LETTERS = 0.5, 60


class Read(NamedTuple):
    """The blocks in reading order, and what stands in the margins."""

    blocks: tuple[Paragraph | Grid, ...]
    margins: tuple[Paragraph, ...]


class _Sight(NamedTuple):
    """What a page shows besides text: whether it is a picture of a page."""

    page: Page
    is_picture: bool


def read(data: bytes, limits: Limits, password: str | None = None) -> Read:
    """Read a PDF.

    Raises:
        UnreadableError: no page of it can be opened.
        EncryptedError: needs a password, or another one.
        TooLargeError: too many pages, or too many objects on one.
        ScannedError: nothing but pictures of pages.
    """
    with _opened(data, password) as document:
        count = raw.FPDF_GetPageCount(document)
        if count > limits.pdf_pages:
            raise TooLargeError(f"{count} pages; the limit pdf_pages is {limits.pdf_pages}")
        layout = Layout(limits.grid_cells, SecondOpinion(data, password).cells)
        opened = pictures = others = 0
        with form_of(document, data, password) as form:
            for number in range(count):
                sight = _sight(document, form, number, limits)
                if sight is None:
                    continue
                opened += 1
                pictures += sight.is_picture
                others += not sight.is_picture and bool(sight.page.chars)
                layout.add(sight.page)
    if not opened:
        raise UnreadableError("no page of the PDF can be opened; ask for it again")
    if pictures and not others:
        raise ScannedError(
            "the PDF holds pictures of pages and no text; ask for the file it was printed from"
        )
    return Read(*layout.blocks())


@contextmanager
def _opened(data: bytes, password: str | None) -> Iterator[Any]:
    """The open document. pdfium reads from `data` as long as it is open."""
    secret = None if password is None else password.encode()
    document = raw.FPDF_LoadMemDocument64(data, len(data), secret)
    if not document:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise EncryptedError(
                "the PDF needs a password: give it with --password"
                if password is None
                else "the PDF needs another password than the one that was given"
            )
        raise UnreadableError("the PDF is cut or damaged; ask for it again")
    try:
        yield document
    finally:
        raw.FPDF_CloseDocument(document)


def _sight(
    document: Any,  # noqa: ANN401
    form: Form | None,
    number: int,
    limits: Limits,
) -> _Sight | None:
    """One page; None if it cannot be opened."""
    page = raw.FPDF_LoadPage(document, number)
    if not page:
        return None
    text_page = raw.FPDFText_LoadPage(page)
    try:
        frame = _frame(page)
        symbols = Symbols(*map(pdfium.address, (document, page, text_page)))
        text = written(text_page, frame, symbols)
        drawing = drawn(page, frame, limits.pdf_objects, text.items)
        added = annotated(page, number, form, frame)
        chars = [*text.chars, *(char for char in text.pale if _is_over(char, drawing.dark))]
        seen = Page(
            number + 1,
            frame.width,
            frame.height,
            [*chars, *added.chars],
            drawing.strokes,
            drawing.areas,
            [*drawing.outlines, *added.outlines],
            text.slanted,
        )
        is_picture = any(_covers(image, frame) for image in drawing.images)
        return _Sight(seen, is_picture and len(seen.chars) < _LETTERS)
    finally:
        raw.FPDFText_ClosePage(text_page)
        raw.FPDF_ClosePage(page)


def _frame(page: Any) -> Frame:  # noqa: ANN401
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, byref(box))
    return Frame.of((box.left, box.bottom, box.right, box.top), 90 * raw.FPDFPage_GetRotation(page))


def _is_over(char: Char, areas: list[Box]) -> bool:
    x, y = char.middle
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in areas)


def _covers(box: Box, frame: Frame) -> bool:
    x0, top, x1, bottom = box
    width = min(x1, frame.width) - max(x0, 0)
    height = min(bottom, frame.height) - max(top, 0)
    return width > 0 and height > 0 and width * height >= _COVERED * frame.width * frame.height
