"""One PDF → its blocks, page by page: nothing of a page outlives its letters and lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref

from pypdfium2 import raw

from extractor.errors import EncryptedError, TooLargeError, UnreadableError
from extractor.model import Grid, Limits, Paragraph
from extractor.parsers.layout import Layout, Page
from extractor.parsers.pdf import pdfium
from extractor.parsers.pdf.drawing import drawn
from extractor.parsers.pdf.frame import Frame
from extractor.parsers.pdf.symbols import Symbols
from extractor.parsers.pdf.text import written

Blocks = tuple[tuple[Paragraph | Grid, ...], tuple[Paragraph, ...]]


def read(data: bytes, limits: Limits, password: str | None = None) -> Blocks:
    """The blocks and margins of a PDF.

    Raises `UnreadableError`, `EncryptedError`, `TooLargeError`, `ScannedError`.
    """
    with _opened(data, password) as document:
        count = raw.FPDF_GetPageCount(document)
        if count > limits.pdf_pages:
            raise TooLargeError(f"{count} pages are more than the limit pdf_pages ({limits.pdf_pages})")
        layout = Layout(limits.grid_cells)
        for number in range(count):
            page = _page(document, number, limits)
            if page is not None:
                layout.add(page)
    return layout.blocks()


@contextmanager
def _opened(data: bytes, password: str | None) -> Iterator[int]:
    """The address of the open document."""
    secret = None if password is None else password.encode()
    handle = raw.FPDF_LoadMemDocument64(data, len(data), secret)
    if not handle:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise EncryptedError("password")
        raise UnreadableError("the PDF is cut or damaged; ask for it again")
    try:
        yield handle
    finally:
        raw.FPDF_CloseDocument(handle)


def _page(document: int, number: int, limits: Limits) -> Page | None:
    page = raw.FPDF_LoadPage(document, number)
    if not page:
        return None
    text_page = raw.FPDFText_LoadPage(page)
    try:
        frame = _frame(page)
        lines = drawn(page, frame, limits.pdf_objects)
        symbols = Symbols(*map(pdfium.address, (document, page, text_page)))
        text = written(pdfium.address(page), text_page, frame, symbols)
        return Page(number + 1, frame.width, frame.height, text.chars, lines.strokes, lines.areas, lines.outlines)
    finally:
        raw.FPDFText_ClosePage(text_page)
        raw.FPDF_ClosePage(page)


def _frame(page: int) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, byref(box))
    return Frame.of((box.left, box.bottom, box.right, box.top), 90 * raw.FPDFPage_GetRotation(page))
