"""PDF documents, over pdfium in a process of its own.

reader → the process that reads; child → its loop; reading → one file, page by page; text, symbols,
drawing, clipping, annotations → what stands on a page; frame → the page as displayed. The tables
are made in `extractor.parsers.layout`.
"""

from __future__ import annotations

from extractor.model import Document, Limits, Source
from extractor.parsers.pdf.reader import READER


def parse(data: bytes, source: Source, limits: Limits, password: str | None = None) -> Document:
    """Read a PDF.

    Raises `UnreadableError`, `EncryptedError`, `TooLargeError`, `ScannedError`, `TimedOutError`
    and `CrashedError`; the program outlives every file.
    """
    reply = READER.read(data, limits, password)
    return Document(source, reply.blocks(), reply.margins)
