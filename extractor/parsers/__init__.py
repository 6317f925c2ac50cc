"""Readers of file formats: bytes in, `Document` out. Nothing here knows forms.

`PARSERS` is the registry: one `Parser` a format, chosen by content and never by a file's ending.
A parser raises the input errors of `extractor.errors` and nothing else. What a format needs is
loaded when the first file of that format is met.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extractor.errors import EncryptedError, TooLargeError, UnreadableError, UnsupportedError
from extractor.model import Document, Limits, Source
from extractor.parsers.kinds import kind

__all__ = ["PARSERS", "Parser", "parse", "sniff"]


class Parser(NamedTuple):
    """One format: its name, whether bytes are of it, and how they are read.

    `parse` gets the password that the user gave, if any.
    """

    format: str
    sniff: Callable[[bytes], bool]
    parse: Callable[[bytes, Source, Limits, str | None], Document]


def _docx(data: bytes, source: Source, limits: Limits, password: str | None) -> Document:
    from extractor.parsers import docx

    del password  # an encrypted Word document is of another kind
    return docx.parse(data, source, limits)


def _pdf(data: bytes, source: Source, limits: Limits, password: str | None) -> Document:
    from extractor.parsers import pdf

    return pdf.parse(data, source, limits, password)


#: Every format that is read, in the order in which they are tried.
PARSERS: tuple[Parser, ...] = (
    Parser("docx", lambda data: kind(data).name == "docx", _docx),
    Parser("pdf", lambda data: kind(data).name == "pdf", _pdf),
)


def sniff(data: bytes) -> str:
    """The format of the bytes: "docx", "pdf", or what it is that is not read ("png", "zip"...)."""
    return kind(data).name


def parse(
    data: bytes, source: Source, limits: Limits | None = None, password: str | None = None
) -> Document:
    """Read one file. `password` opens it if it is encrypted.

    Raises:
        UnreadableError: empty, cut or damaged.
        UnsupportedError: no format that is read; the message says what it is.
        EncryptedError: needs a password.
        TooLargeError: a limit was met; the message names it.
        ScannedError: pictures of pages.
        TimedOutError, CrashedError: the process that reads the format did not get through.
    """
    limits = limits or Limits()
    if not data:
        raise UnreadableError("the file is empty; ask for it again")
    if len(data) > limits.file_bytes:
        raise TooLargeError(
            f"{len(data)} bytes are more than the limit file_bytes ({limits.file_bytes})"
        )
    for parser in PARSERS:
        if parser.sniff(data):
            return parser.parse(data, source, limits, password)
    found = kind(data)
    if found.name == "encrypted":
        raise EncryptedError(f"the file is encrypted; {found.remedy}")
    if found.name == "zip" and _is_damaged(data):
        raise UnreadableError("the zip container is cut or damaged; ask for the file again")
    raise UnsupportedError(f"the file is {found.title}, which is not read; {found.remedy}")


def _is_damaged(data: bytes) -> bool:
    from extractor.parsers.docx import is_damaged

    return is_damaged(data)
