"""Readers of file formats: bytes in, `Document` out. Nothing here knows forms.

`PARSERS` is the registry: one `Parser` a format, chosen by content and never by a file's ending.
A parser raises the input errors of `extractor.errors` and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extractor.errors import EncryptedError, TooLargeError, UnreadableError, UnsupportedError
from extractor.model import Document, Limits, Source
from extractor.parsers import docx, pdf
from extractor.parsers.kinds import kind

__all__ = ["PARSERS", "Parser", "parse", "sniff"]


class Parser(NamedTuple):
    """One format: its name, whether bytes are of it, and how they are read."""

    format: str
    sniff: Callable[[bytes], bool]
    parse: Callable[[bytes, Source, Limits], Document]


#: Every format that is read, in the order in which they are tried.
PARSERS: tuple[Parser, ...] = (
    Parser("docx", lambda data: kind(data).name == "docx", docx.parse),
    Parser("pdf", lambda data: kind(data).name == "pdf", pdf.parse),
)


def sniff(data: bytes) -> str:
    """The format of the bytes: "docx", or what it is that is not read ("pdf", "png", "zip"...)."""
    return kind(data).name


def parse(data: bytes, source: Source, limits: Limits | None = None) -> Document:
    """Read one file.

    Raises:
        UnreadableError: empty, cut or damaged.
        UnsupportedError: no format that is read; the message says what it is.
        EncryptedError: needs a password.
        TooLargeError: a limit was met; the message names it.
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
            return parser.parse(data, source, limits)
    found = kind(data)
    if found.name == "encrypted":
        raise EncryptedError(f"the file is encrypted; {found.remedy}")
    if found.name == "zip" and docx.is_damaged(data):
        raise UnreadableError("the zip container is cut or damaged; ask for the file again")
    raise UnsupportedError(f"the file is {found.title}, which is not read; {found.remedy}")
