"""The value that a button inherits from the fields above it.

pdfium tells what a button looks like (/AS) and nothing of a group's /V. Where a button has neither
a look nor a value of its own, the objects are read with pdfminer: rarely, and only then.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

#: Fields are no deeper than this: a field may name itself as its parent.
_DEPTH = 32


class Inherited:
    """The values of a document's buttons, read when the first is asked for."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data = data
        self._password = password or ""
        self._pages: list[list[str]] | None = None

    def value(self, page: int, annotation: int) -> str:
        """The value of an annotation by its number on a page, both from 0; "" for none."""
        if self._pages is None:
            try:
                self._pages = list(_values(self._data, self._password))
            except Exception:  # noqa: BLE001  # what pdfium opens may break pdfminer in any way
                self._pages = []
        values = self._pages[page] if page < len(self._pages) else []
        return values[annotation] if annotation < len(values) else ""


def _values(data: bytes, password: str) -> Iterator[list[str]]:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    document = PDFDocument(PDFParser(BytesIO(data)), password)
    for page in PDFPage.create_pages(document):
        annotations = resolve1(page.annots) or []
        yield [_value(resolve1(annotation), resolve1) for annotation in annotations]


def _value(field: Any, resolve: Any) -> str:  # noqa: ANN401  # whatever the file has there
    """The nearest /V upwards."""
    for _ in range(_DEPTH):
        if not isinstance(field, dict):
            break
        found = resolve(field.get("V"))
        if found is not None:
            name = getattr(found, "name", found)
            return name.decode("latin-1") if isinstance(name, bytes) else str(name)
        field = resolve(field.get("Parent"))
    return ""
